"""The order of rows that their look shows."""

from collections.abc import Sequence

import pytest

from tests.grids import make_grid
from vanban.normalize.looks import Look, depths, looks

LOOKS = [
    # lefts of the names, bold ones negative; steps
    ([1, 10, 10, 1, 10], [0, 1, 1, 0, 1]),
    ([1, 10, 20, 20], [0, 1, 2, 2]),
    ([1, 1.5, 10, 10], [0, 0, 1, 1]),  # nearly the same place
    # a single row farther right may be a slip, and one farther left at the head as well
    ([1, 10, 1, 1], []),
    ([10, 1, 10, 10], []),
    # a step is skipped
    ([1, 20, 10, 20], []),
    # bold above plain
    ([-1, 1, 1, -1, 1], [0, 1, 1, 0, 1]),
    ([-1, -1, 1, 1], []),
    ([-1, 1], []),
]


@pytest.mark.parametrize(("names", "steps"), LOOKS)
def test_depths(names: Sequence[float], steps: list[int]) -> None:
    assert list(depths([Look(left < 0, abs(left), drawn=False) for left in names])) == steps


def test_rows_that_share_a_name_look_alike() -> None:
    first, second, third = looks(make_grid(["Tên | Vốn", "Chợ | 5", "^ | 6", " | 7"]), 1, 0)
    assert first == second == Look(bold=False, left=0.0, drawn=False)
    assert third is None
