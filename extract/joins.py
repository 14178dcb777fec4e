"""Tables broken in pieces, mostly by the ends of pages: which grids are one table, and the table they make.

:class:`BrokenTable` takes the grids that go on with a table and puts them together: header rows that are printed
again go, a row that a page end cuts becomes one row again, merged cells go on.
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from msgspec.structs import replace

from vanban.corpus.layout import Cell, Grid, Paragraph
from vanban.corpus.text import fold
from vanban.extract.rests import RowKinds, joined
from vanban.extract.table_headers import LABELLED, grid_texts, header_rows, named_rows, names_columns
from vanban.extract.table_rules import find

_CLIPPED = 4  # letters of a name that are left of it at least
_PLACE = 6.0  # points that the same border may be off from page to page


def is_next_page(first: Grid, second: Grid) -> bool:
    """Does a grid stand on a later page, with its borders at the places of one right before it?

    Then it goes on with that table, however little it holds.
    """
    if not (first.edges and second.edges and _other_page(first, second)):
        return False
    return len(first.edges) == len(second.edges) and _places(second.edges, first.edges) is not None


def is_header_of(first: Grid, second: Grid) -> bool:
    """Is a grid of one row the header of one on the next page, whose cells may span columns?"""
    if first.n_rows > 1 or not (first.edges and second.edges and _other_page(first, second)):
        return False
    if names_columns(grid_texts(first, range(1))):
        return _places(second.edges, first.edges) is not None
    return is_next_page(first, second) and _is_header(first, second)


def is_start_of(first: Grid, second: Grid) -> bool:
    """Does a grid name a column, and does one on the next page go on below it without names?"""
    tops = [grid_texts(grid, range(header_rows(grid))) for grid in (first, second)]
    named, again = (any(find("head", text) for row in top for text in row if text) for top in tops)
    return named and not again and is_next_page(first, second)


class BrokenTable:
    """The pieces of one table, in reading order; at first the grid that opens it."""

    def __init__(self, first: Grid) -> None:
        self._pieces = [first]
        self._skips = [0]  # header rows of a piece that are printed again
        self._edges = first.edges

    @cached_property
    def _top(self) -> list[list[str]]:
        """The header rows of the first piece, folded; most tables come in one piece and do without."""
        return _top(self._pieces[0])

    def take(self, grid: Grid, between: Sequence[Paragraph] = ()) -> bool:
        """Take a grid if it is the rest of what is there; was it?

        It is when both have the same columns, nothing but "(tiếp theo)" captions and unit lines stands between them,
        and the grid repeats the header or has none. Where both stand on pages and their borders stand at the same
        places, only words that name columns make a header of the grid's first rows.
        """
        if not all(find("continued", p.text) or find("unit", p.text) for p in between):
            return False
        edges = self._common_edges(grid)
        if edges is None:
            return False
        first, piece = _fitted(self._pieces[0], edges), _fitted(grid, edges)
        top = self._top if first is self._pieces[0] else _top(first)
        skip = _repeated(first, top, piece)
        if not skip and not self._goes_on(piece, edges):
            return False
        self._pieces.append(grid)
        self._skips.append(skip)
        self._edges = edges
        return True

    def is_finer_than(self, grid: Grid) -> bool:
        """Do the cells of a grid span columns of the table, their borders at places of its own?"""
        return len(self._common_edges(grid) or ()) > grid.n_cols + 1

    def join(self) -> tuple[Grid, int]:
        """The table as one grid, and how many header rows it has."""
        if len(self._pieces) == 1:
            return _without_repeats(self._pieces[0])
        pieces = [_fitted(piece, self._edges) for piece in self._pieces]
        return _without_repeats(_Rows(pieces, self._skips).grid())

    def _common_edges(self, grid: Grid) -> tuple[float, ...] | None:
        """The column borders of all; () where they are not known but equal in number, None where they differ."""
        if self._edges and grid.edges:
            fine = max(self._edges, grid.edges, key=len)
            pieces = self._pieces if fine is not self._edges else self._pieces[:1]
            if all(_places(piece.edges, fine) is not None for piece in (*pieces, grid)):
                return fine
        return () if all(piece.n_cols == grid.n_cols for piece in self._pieces) else None

    def _goes_on(self, grid: Grid, edges: tuple[float, ...]) -> bool:
        """Does a grid that prints no header again go on with the table?"""
        head = header_rows(grid)
        if head and (grid.page is None or (edges and _other_page(self._pieces[-1], grid))):
            top = grid_texts(grid, range(head))
            if not top[0][0] and next(filter(None, top[0]), "").lower().startswith("trong đó"):
                return True  # "of which" has no ordinal, and names no column beside a blank one
            return LABELLED.match(top[0][0]) is not None or not names_columns(top)
        return head == 0


# --- columns --------------------------------------------------------------------------------------


def _places(borders: Sequence[float], fine: Sequence[float]) -> list[int] | None:
    """For each border its index among finer ones, counted from the left border; None if one is not there."""
    shift = fine[0] - borders[0]
    if len(borders) == len(fine) and all(
        abs(a + shift - b) <= _PLACE for a, b in zip(borders, fine, strict=True)
    ):
        return list(range(len(fine)))  # nearly always
    found: list[int] = []
    for border in borders:
        offset = border + shift
        at = min(range(len(fine)), key=lambda i: abs(fine[i] - offset))
        if abs(fine[at] - offset) > _PLACE or (found and at <= found[-1]):
            return None
        found.append(at)
    return found if found[-1] == len(fine) - 1 else None


def _fitted(grid: Grid, edges: tuple[float, ...]) -> Grid:
    """A grid on finer columns: its cells span what their borders hold."""
    at = _places(grid.edges, edges) if edges and len(grid.edges) != len(edges) else None
    if at is None:
        return grid
    cells = tuple(replace(c, col=at[c.col], col_span=at[c.col + c.col_span] - at[c.col]) for c in grid.cells)
    return replace(grid, n_cols=len(edges) - 1, cells=cells, edges=edges)


# --- header rows ------------------------------------------------------------------------------------


def _top(grid: Grid) -> list[list[str]]:
    """The header rows of a grid, folded."""
    return [_folded(row) for row in grid_texts(grid, range(header_rows(grid)))]


def _repeated(first: Grid, top: Sequence[Sequence[str]], second: Grid) -> int:
    """How many rows at the top of the second grid print header rows of the first again.

    Pages repeat the whole header, its last rows (the names without the line above them, the column numbers) or its
    first ones. A page may end right below the header.
    """
    if len(top) >= first.n_rows - 1 and second.n_rows > first.n_rows and _is_header(first, second):
        return first.n_rows
    other = [_folded(row) for row in grid_texts(second, range(min(len(top), second.n_rows - 1)))]
    for count in range(len(other), 0, -1):
        if _is_same(top[-count:], other[:count]) or _is_same(top[:count], other[:count]):
            return count
    return 0


def _is_same(rows: Sequence[Sequence[str]], again: Sequence[Sequence[str]]) -> bool:
    """Do rows print the same names, a few of them shorter where a repeated row is clipped?"""
    if rows == again:
        return True
    pairs = [pair for row, other in zip(rows, again, strict=True) for pair in zip(row, other, strict=True)]
    others = [(name, short) for name, short in pairs if name != short]
    clipped = all(len(short) >= _CLIPPED and name.startswith(short) for name, short in others)
    return clipped and 2 * len(others) <= len(pairs)


def _is_header(first: Grid, second: Grid) -> bool:
    """Does a grid hold nothing but the header of another?"""
    if header_rows(second) != first.n_rows:
        return False
    rows = range(first.n_rows)
    return [*map(_folded, grid_texts(first, rows))] == [*map(_folded, grid_texts(second, rows))]


def _without_repeats(grid: Grid) -> tuple[Grid, int]:
    """A table without the header that its body prints again (copies of paged tables do), and its header rows."""
    head = header_rows(grid)
    top = [_folded(row) for row in grid_texts(grid, range(head))]
    named = next((col for col, text in enumerate(top[0]) if text), None) if top else None
    if named is None or len(set(top[0])) < 2:
        return grid, head
    starts = [c.row for c in grid.cells if c.row >= head and c.col == named and fold(c.text) == top[0][named]]
    texts = grid.matrix() if starts else []
    again = {
        row
        for start in starts
        if [*map(_folded, texts[start : start + head])] == top
        for row in range(start, start + head)
    }
    if not again or any((c.row in again) != (c.row + c.row_span - 1 in again) for c in grid.cells):
        return grid, head
    kept = {row: at for at, row in enumerate(r for r in range(grid.n_rows) if r not in again)}
    cells = tuple(replace(c, row=kept[c.row]) for c in grid.cells if c.row in kept)
    rest = replace(grid, n_rows=len(kept), cells=cells)
    return rest, header_rows(rest)


def _folded(texts: Sequence[str]) -> list[str]:
    return [fold(text) for text in texts]


def _other_page(first: Grid, second: Grid) -> bool:
    return first.page is not None and second.page is not None and _last_page(first) < second.page


def _last_page(grid: Grid) -> int:
    return max((p.page or 0 for c in grid.cells for p in c.paragraphs), default=grid.page or 0)


# --- rows -------------------------------------------------------------------------------------------


class _Rows:
    """The pieces of a table on their way to one grid: its cells by row, later rows first empty."""

    def __init__(self, pieces: Sequence[Grid], skips: Sequence[int]) -> None:
        self._pieces = pieces
        self._skips = skips
        self._first = pieces[0]
        self._cells = [list[Cell]() for _ in range(self._first.n_rows)]
        for cell in self._first.cells:
            self._cells[cell.row].append(cell)
        self._head = max(named_rows(pieces[0]), 1)
        self._kinds = RowKinds(pieces, [self._head, *skips[1:]])

    def grid(self) -> Grid:
        """The whole table."""
        for (before, piece), skip in zip(pairwise(self._pieces), self._skips[1:], strict=True):
            cut = _other_page(before, piece) and self._is_cut(piece, skip)
            self._append(piece, skip, cut)
        cells = tuple(cell for row in self._cells for cell in sorted(row, key=lambda cell: cell.col))
        return replace(self._first, n_rows=len(self._cells), cells=cells, end=self._pieces[-1].end)

    def _is_cut(self, piece: Grid, skip: int) -> bool:
        """Is the first row of a piece the rest of the last row so far?"""
        rest = [cell for cell in piece.cells if cell.row == skip]
        if sum(cell.col_span for cell in rest) != piece.n_cols:
            return False
        if len(self._cells) <= self._head and not all(c.text[0].islower() for c in rest if c.paragraphs):
            return False  # a name of a column goes on in mid-sentence only
        upper = self._last_cells()
        above = [upper[cell.col] for cell in rest if cell.col in upper]
        if [cell.col_span for cell in above] != [cell.col_span for cell in rest]:
            return False
        texts = grid_texts(piece, range(skip, skip + 1))[0]
        return any(texts) and self._kinds.is_rest(texts, above, rest)

    def _last_cells(self) -> dict[int, Cell]:
        """The cells that cover the last row so far, by column."""
        last = len(self._cells) - 1
        found: dict[int, Cell] = {}
        missing = self._first.n_cols
        for row in reversed(self._cells):
            for cell in row:
                if cell.row + cell.row_span > last:
                    found[cell.col] = cell
                    missing -= cell.col_span
            if missing <= 0:
                break
        return found

    def _append(self, piece: Grid, skip: int, cut: bool) -> None:
        upper = self._last_cells()
        shift = len(self._cells) - skip - cut
        self._cells += [[] for _ in range(shift + piece.n_rows - len(self._cells))]
        for cell in piece.cells:
            end = cell.row + cell.row_span
            if end <= skip:
                continue
            row = max(cell.row, skip)
            moved = replace(cell, row=row + shift, row_span=end - row)
            above = upper.get(cell.col) if row == skip else None
            if above and (cut or _goes_on_below(above, moved)):
                self._extend(above, moved)
            else:
                self._cells[moved.row].append(moved)

    def _extend(self, above: Cell, below: Cell) -> None:
        """Make one cell of two, the lower one going on where the upper one ends."""
        row = self._cells[above.row]
        row[row.index(above)] = replace(
            above,
            row_span=below.row + below.row_span - above.row,
            paragraphs=joined(above.paragraphs, below.paragraphs),
        )


def _goes_on_below(above: Cell, below: Cell) -> bool:
    """Is a cell that spans rows cut by the end of a page, so that its lower part is blank?"""
    same = above.col_span == below.col_span
    return same and above.row_span > 1 and below.row_span > 1 and not below.paragraphs
