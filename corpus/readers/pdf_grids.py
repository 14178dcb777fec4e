"""Ruled tables: edges to a lattice to cells.

Rules that touch make one drawing. Its lines are the distinct places of its rules; two neighbouring fields of the
lattice are one cell where no rule parts them. Drawings of one cell are boxes and frames, or a row of a table over pages.
"""

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from vanban.corpus.layout import Box
from vanban.corpus.readers.pdf_paths import Edges

_SNAP = 3.0  # points: rules this near each other are one line, ends this near a line reach it
_MIN_ENDS = 3  # lines that end at one place show a border that is not drawn
_MAX_FIELDS = 40_000  # of one lattice; a larger one is a chart
_FREE, _OUTSIDE = -1, -2  # a field not yet looked at; one that the drawing leaves open at its border

Rule = tuple[float, float, float]
"""Place of a rule and the two ends of its stretch: (y, x0, x1) or (x, y0, y1)."""


class GridCell(msgspec.Struct, frozen=True, gc=False):
    """A cell: its first row and column, its spans, and its box."""

    row: int
    col: int
    row_span: int
    col_span: int
    box: Box


@dataclass(slots=True)
class Lattice:
    """A ruled table. ``xs`` and ``ys`` are its lines in points; ``at`` leads from a field to its cell."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    at: list[list[int]]

    @property
    def box(self) -> Box:
        """x0, y0, x1, y1."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> int | None:
        """The index of the cell that holds a point; None outside."""
        xs, ys = self.xs, self.ys
        if not (xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]):
            return None
        col, row = bisect_right(xs, x, 1, len(xs) - 1), bisect_right(ys, y, 1, len(ys) - 1)
        found = self.at[row - 1][col - 1]
        return None if found == _OUTSIDE else found


def find_lattices(edges: Edges) -> list[Lattice]:
    """The ruled tables of a page, top down; one inside a cell of another is left out."""
    return find_drawings(edges)[0]


def find_drawings(edges: Edges) -> tuple[list[Lattice], list[Lattice]]:
    """The ruled tables of a page, and the boxes of one cell beside them, each top down."""
    horizontal, vertical = _merge(edges.horizontal), _merge(edges.vertical)
    found = [
        lattice
        for rows, cols in _drawings(horizontal, vertical)
        if (lattice := _lattice(rows, cols)) is not None
    ]
    found.sort(key=lambda lattice: (lattice.ys[0], lattice.xs[0]))
    several = [one for one in found if len(one.cells) > 1]
    tables = [
        one
        for one in several
        if not any(_inside(one.box, other.box) for other in several if other is not one)
    ]
    boxes = [
        one
        for one in found
        if len(one.cells) == 1
        and not any(_inside(one.box, other.box) or _inside(other.box, one.box) for other in tables)
    ]
    return tables, boxes


def _inside(one: Box, other: Box) -> bool:
    return other[0] <= one[0] and other[1] <= one[1] and one[2] <= other[2] and one[3] <= other[3]


def _merge(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one line joined where they touch; doubled ones become one."""
    merged: list[Rule] = []
    for group in _groups(sorted(rules)):
        if len(group) == 1:
            merged.append(group[0])
            continue
        place = sum([rule[0] for rule in group]) / len(group)
        spans = sorted([rule[1:] for rule in group])
        start, end = spans[0]
        for x0, x1 in spans[1:]:
            if x0 <= end + _SNAP:
                end = max(end, x1)
            else:
                merged.append((place, start, end))
                start, end = x0, x1
        merged.append((place, start, end))
    return merged


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules, sorted by place, that lie within a snap of the first of their group."""
    groups: list[list[Rule]] = []
    group: list[Rule] = []
    limit = -math.inf
    for rule in rules:
        place = rule[0]
        if place > limit:
            group = []
            groups.append(group)
        group.append(rule)
        limit = place + _SNAP
    return groups


def _drawings(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that cross or touch each other, directly or by way of others."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    places = [rule[0] for rule in horizontal]
    for at, (x, y0, y1) in enumerate(vertical, len(horizontal)):
        for other in range(bisect_right(places, y0 - _SNAP), bisect_right(places, y1 + _SNAP)):
            _, x0, x1 = horizontal[other]
            if x0 - _SNAP <= x <= x1 + _SNAP:
                parent[root(other)] = root(at)
    drawings: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for at, rule in enumerate(horizontal):
        drawings[root(at)][0].append(rule)
    for at, rule in enumerate(vertical, len(horizontal)):
        drawings[root(at)][1].append(rule)
    return [pair for pair in drawings.values() if len(pair[0]) > 1 and len(pair[1]) > 1]


def _lines(rules: Iterable[Rule]) -> list[float]:
    """The distinct places of rules, ascending."""
    groups = _groups(sorted(rules))
    return [sum(rule[0] for rule in group) / len(group) for group in groups]


def _borders(along: Sequence[Rule], across: Sequence[Rule]) -> list[Rule]:
    """Borders that are not drawn: where most lines across run on to one place beyond the last line along.

    Tables that go on over a page often lack the last rule of the page, others have no sides.
    """
    places = [rule[0] for rule in along]
    low, high = min(places) - _SNAP, max(places) + _SNAP
    borders: list[Rule] = []
    for ends in ([r[1] for r in across if r[1] < low], [r[2] for r in across if r[2] > high]):
        group = max(_groups(sorted((end, 0.0, 0.0) for end in ends)), key=len, default=[])
        if len(group) >= _MIN_ENDS and 2 * len(group) > len(across):
            borders.append((group[0][0], min(r[0] for r in across), max(r[0] for r in across)))
    return borders


def _lattice(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> Lattice | None:
    """The cells that the rules of one drawing bound; None when there are none."""
    horizontal = [*horizontal, *_borders(horizontal, vertical)]
    vertical = [*vertical, *_borders(vertical, horizontal)]
    xs, ys = _lines(vertical), _lines(horizontal)
    n_cols, n_rows = len(xs) - 1, len(ys) - 1
    if n_cols < 1 or n_rows < 1 or n_cols * n_rows > _MAX_FIELDS:
        return None
    above = _walls(horizontal, ys, xs)  # above[line][field]: a rule runs there
    beside = _walls(vertical, xs, ys)
    at = [[_FREE] * n_cols for _ in range(n_rows)]
    cells: list[GridCell] = []
    for row in range(n_rows):
        fields, below = at[row], above[row + 1]
        for col in range(n_cols):
            if fields[col] != _FREE:
                continue
            if 0 < row < n_rows - 1 and 0 < col < n_cols - 1 and below[col] and beside[col + 1][row]:
                fields[col] = len(cells)  # most cells: one field, inside
                cells.append(GridCell(row, col, 1, 1, (xs[col], ys[row], xs[col + 1], ys[row + 1])))
                continue
            right, low = _extent(row, col, at, above, beside)
            inside = row and col and low < n_rows and right < n_cols
            closed = inside or _is_closed(row, col, low, right, above, beside)
            for r in range(row, low):
                at[r][col:right] = [len(cells) if closed else _OUTSIDE] * (right - col)
            if not closed:
                continue
            box = xs[col], ys[row], xs[right], ys[low]
            cells.append(GridCell(row, col, low - row, right - col, box))
    return Lattice(xs, ys, cells, at) if cells else None


def _extent(
    row: int, col: int, at: list[list[int]], above: list[list[bool]], beside: list[list[bool]]
) -> tuple[int, int]:
    """The end column and row of the cell that begins at a free field: right first, then down while it is open."""
    n_rows, n_cols = len(at), len(at[0])
    right, low = col + 1, row + 1
    while right < n_cols and at[row][right] == _FREE and not beside[right][row]:
        right += 1
    while low < n_rows and all(at[low][c] == _FREE and not above[low][c] for c in range(col, right)):
        if any(beside[c][low] for c in range(col + 1, right)):
            break
        low += 1
    return right, low


def _is_closed(
    row: int, col: int, low: int, right: int, above: list[list[bool]], beside: list[list[bool]]
) -> bool:
    """Whether a cell at the border of the drawing is ruled off there; inside, neighbours close it.

    One side may be open: the last row of a page is often not closed below.
    """
    last_row, last_col = len(above) - 1, len(beside) - 1
    open_sides = (
        row == 0 and not any(above[0][col:right]),
        low == last_row and not any(above[last_row][col:right]),
        col == 0 and not any(beside[0][row:low]),
        right == last_col and not any(beside[last_col][row:low]),
    )
    return sum(open_sides) < 2


def _walls(rules: Iterable[Rule], places: Sequence[float], others: Sequence[float]) -> list[list[bool]]:
    """For each line and each field along it, whether a rule runs there for more than half its length."""
    walls = [[False] * (len(others) - 1) for _ in places]
    for place, start, end in rules:
        wall = walls[_nearest(places, place)]
        first, last = bisect_left(others, start), bisect_right(others, end) - 1
        if first < last:
            wall[first:last] = [True] * (last - first)  # fields that it runs along from end to end
        for field in (first - 1, last):
            if 0 <= field < len(wall):
                low, high = others[field], others[field + 1]
                if min(high, end) - max(low, start) > (high - low) / 2:
                    wall[field] = True
    return walls


def _nearest(places: Sequence[float], place: float) -> int:
    at = bisect_right(places, place)
    if at == len(places) or (at and place - places[at - 1] < places[at] - place):
        return at - 1
    return at
