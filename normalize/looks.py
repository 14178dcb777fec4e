"""The order of rows that no label tells: indented names stand below those farther left, plain ones below bold ones.

Statistical tables and lists of units print it so. It is read only where the look of the names is regular; rows that
are merely printed in bold have no order.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from vanban.corpus.layout import Grid

_MAX_STEPS = 4
_SAME = 3.0  # points between left ends that are meant to be the same
_SAME_TYPED = 0.9  # the same in characters or declared indents


class Look(NamedTuple):
    """How the name of a row is printed: bold, and how far from the left; ``drawn`` where its place was measured."""

    bold: bool
    left: float
    drawn: bool


def looks(grid: Grid, head: int, col: int) -> list[Look | None]:
    """The look of each body row's name.

    Args:
        grid: a table.
        head: its header rows.
        col: the column of the names.
    """
    found: list[Look | None] = [None] * (grid.n_rows - head)
    for cell in grid.cells:
        if cell.col == col and cell.row >= head and cell.paragraphs:
            first = cell.paragraphs[0]
            flush = first.style.align in (None, "left", "justify")
            left = (first.box[0] if first.box else first.style.indent) if flush else 0.0
            rows = range(cell.row - head, cell.row - head + cell.row_span)
            for row in rows:
                found[row] = Look(first.style.bold, left, first.box is not None)
    return found


def depths(found: Sequence[Look | None]) -> Sequence[int | None]:
    """How deep each row stands by its look, from 0; empty where the looks make no order.

    Args:
        found: the looks of the rows that have no label, None for the others.
    """
    told = [look for look in found if look is not None]
    if len(told) < 3:
        return ()
    for steps in (_lefts(told), _bolds(told)):
        if steps:
            order = iter(steps)
            return [None if look is None else next(order) for look in found]
    return ()


def _lefts(told: Sequence[Look]) -> list[int]:
    """Steps by indent: the first row stands at the left, no row skips a step, more than one stands farthest right."""
    drawn = told[0].drawn
    if any(look.drawn != drawn for look in told):
        return []
    places = sorted({look.left for look in told})
    stairs = [places[0]] + [b for a, b in pairwise(places) if b - a > (_SAME if drawn else _SAME_TYPED)]
    steps = [sum(look.left >= stair for stair in stairs) - 1 for look in told]
    regular = steps[0] == 0 and all(below - above <= 1 for above, below in pairwise(steps))
    often = steps.count(len(stairs) - 1) > 1
    return steps if 1 < len(stairs) <= _MAX_STEPS and regular and often else []


def _bolds(told: Sequence[Look]) -> list[int]:
    """Bold rows above plain ones: the first is bold, and each has plain rows below it."""
    steps = [0 if look.bold else 1 for look in told]
    regular = steps[0] == 0 and steps[-1] == 1 and all(pair != (0, 0) for pair in pairwise(steps))
    return steps if regular and sum(steps) < len(steps) else []
