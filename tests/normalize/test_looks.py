"""The order of rows that their look shows."""

from collections.abc import Sequence

import pytest

from tests.grids import make_grid
from vanban.normalize.looks import Look, depths, looks
from vanban.normalize.model import Column
from vanban.normalize.rows import rows

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


def test_headings_stand_on_steps_like_other_rows() -> None:
    texts = [
        "Vốn tỉnh | | 9",
        "Y tế | Y tế | ",
        "Trạm | xã A | 4",
        "Chợ | xã B | 1",
        "Giáo dục | | 4",
        "Trường | | 4",
    ]
    body = [[cell.strip() for cell in row.split("|")] for row in texts]
    columns = [Column(id=name, header=(name,), kind="text") for name in ("ten", "noi", "von")]
    lefts = (1, 10, 20, 20, 10, 20)
    found = rows(columns, body, [(None,) * 3] * 6, [None] * 6, [Look(False, left, False) for left in lefts])
    assert [row.level for row in found] == [1, 2, 3, 3, 2, 3]
