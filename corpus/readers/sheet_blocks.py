"""A sheet as paragraphs and grids in reading order.

Tables become ruled grids. Lines above and below them are paragraphs; what stands beside each other there
(letterhead, signers) becomes an unruled grid of one row, so that its columns are never mixed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from msgspec import structs

from vanban.corpus.layout import Align, Piece, RawCell, RawParagraph, Style
from vanban.corpus.readers.lines import RawGrid
from vanban.corpus.readers.sheet_model import BOTTOM, TOP, Area, Look, Sheet
from vanban.corpus.readers.sheet_tables import Row, Table, rows, tables
from vanban.corpus.text import clean, leading_space

RawBlock = RawParagraph | RawGrid
Place = tuple[int, int]

_ALIGN: Mapping[str | None, Align] = {
    "left": "left", "center": "center", "centerContinuous": "center", "right": "right", "justify": "justify",
}  # fmt: skip
_STEP = 9.0  # points that a step of indent is wide: three spaces
_COLUMN = 20.0  # points: where the columns of a sheet begin, whatever their widths
_MAX_ASIDE = 4  # columns of a letterhead or of a row of signers
_MAX_HEAD = 4  # rows over which the names of columns are broken
_SIGNING_SPACE = 8  # blank rows between signers' positions and their names
_MAX_AREA = 100_000  # places of a merged area; a larger one is a mistake or an attack


def blocks(sheet: Sheet, texts: Mapping[Place, str]) -> Iterator[RawBlock]:
    """The blocks of a sheet.

    Args:
        sheet: cells, merged areas and looks.
        texts: the text of every filled cell in Unicode, line breaks kept.

    Raises:
        TooLargeError: a table's rows times columns are over the budget.
    """
    maker = _Maker(sheet, texts)
    remaining = rows(sheet)
    last = -1  # the last row printed
    for table in tables(remaining, maker.areas):
        before = [row for row in remaining if row.number < table.first and row.texts]
        yield from maker.around(before, last)
        above = before[-1].number if before else last
        yield maker.table(table, gap=max(table.first - above - 1, 0))
        remaining = [row for row in remaining if row.number > table.last]
        last = table.last
    yield from maker.around([row for row in remaining if row.texts], last)


class _Maker:
    """Makes blocks of parts of one sheet."""

    def __init__(self, sheet: Sheet, texts: Mapping[Place, str]) -> None:
        self._cells = sheet.cells
        self._texts = {place: text for place, text in texts.items() if text.strip()}
        self._merges = _merges(sheet)
        self._columns_before: set[int] = set()  # columns of the table before
        self._across_before: set[tuple[int, int]] = set()  # first and last columns merged in their bodies
        # Rows with a line somewhere between them and the next row.
        self._lined = {row for (row, _), cell in sheet.cells.items() if cell.look.sides & BOTTOM}
        self._lined |= {row - 1 for (row, _), cell in sheet.cells.items() if cell.look.sides & TOP}

    @property
    def areas(self) -> list[Area]:
        """Merged areas that do not overlap."""
        return list(self._merges.values())

    # --- tables ---------------------------------------------------------------------------------

    def table(self, table: Table, gap: int) -> RawGrid:
        """A table as a grid; rows and columns in which nothing begins are left out.

        A blank column stays where the table before has one and lines are drawn around its cells: the rest of a broken
        table need not hold a remark.
        """
        places = sorted(p for p in self._texts if table.first <= p[0] <= table.last)
        head = self._head(table, places)
        numbers = sorted({row for row, _ in places if row not in head or row == head.start})
        row_at = {row: at for at, row in enumerate(numbers)} | dict.fromkeys(head, 0)
        columns = {col for _, col in places}
        if table.is_ruled:
            columns |= {col for col in self._columns_before - columns if self._has_own(col, table)}
            self._columns_before = columns
            self._across_before |= self._across(table)
        col_at = {col: at for at, col in enumerate(sorted(columns))}
        cells: dict[Place, RawCell] = {}
        taken: set[Place] = set()
        for place in places:
            if place in taken:
                continue  # text hidden under a merged area
            bottom, right = self._end(place, table.last)
            covered = {(r, c) for r in range(place[0], bottom + 1) for c in range(place[1], right + 1)}
            taken |= covered
            spanned = {row_at[r] for r, _ in covered if r in row_at}
            crossed = {col_at[c] for _, c in covered if c in col_at}
            at = min(spanned), min(crossed)
            before = cells[at].paragraphs if at in cells else ()
            cells[at] = RawCell(*at, (*before, *self._paragraphs(place)), len(spanned), len(crossed))
        if all(cell.col + cell.col_span < len(columns) for cell in cells.values()):
            cells[0, len(columns) - 1] = RawCell(0, len(columns) - 1)
        edges = self._edges(sorted(columns), taken) if table.is_ruled else ()
        return RawGrid(tuple(cells.values()), ruled=table.is_ruled, gap=gap, edges=edges)

    @staticmethod
    def _edges(columns: Sequence[int], taken: AbstractSet[Place]) -> tuple[float, ...]:
        """Where columns that are kept begin, and where the last one ends."""
        end = max([*columns, *(col for _, col in taken)]) + 1
        return tuple(_COLUMN * col for col in (*columns, end))

    def _has_own(self, col: int, table: Table) -> bool:
        """Has a table a cell of its own with lines around it in a column, not only a part of merged ones?

        Of a single row, which is no table but as the rest of one, the parts of merged cells count as well, and so do
        those of rows that are merged as in the body of a table before.
        """
        merged = {
            row
            for top, left, bottom, right in self._merges.values()
            if left < col <= right and table.first < table.last and (left, right) not in self._across_before
            for row in range(max(top, table.first), min(bottom, table.last) + 1)
        }
        cells = (
            self._cells.get((row, col)) for row in range(table.first, table.last + 1) if row not in merged
        )
        return any(cell is not None and cell.look.is_ruled for cell in cells)

    def _across(self, table: Table) -> set[tuple[int, int]]:
        """First and last columns of the cells that are merged across below the first row without merged cells."""
        areas = [area for area in self._merges.values() if table.first <= area[0] <= table.last]
        merged = {row for top, _, bottom, _ in areas for row in range(top, bottom + 1)}
        body = next((row for row in range(table.first, table.last + 1) if row not in merged), table.last)
        return {(left, right) for top, left, _, right in areas if top > body and left < right}

    def _head(self, table: Table, places: Sequence[Place]) -> range:
        """First rows of a ruled table that its lines show as one: names broken over rows by hand."""
        end = table.first
        while end < table.last and end not in self._lined:
            end += 1
        rows = range(table.first, end + 1)
        inside = [place for place in places if place[0] in rows]
        plain = not any(place in self._merges or self._cells[place].is_number for place in inside)
        return rows if table.is_ruled and plain and len(rows) <= _MAX_HEAD else range(0)

    def _end(self, place: Place, last: int) -> Place:
        """The last row and column of the cell that begins at a place."""
        if area := self._merges.get(place):
            return min(area[2], last), area[3]
        row, col = place
        while row < last and self._continues(row, col):
            row += 1
        return row, col

    def _continues(self, row: int, col: int) -> bool:
        """Whether lines alone show this cell and the empty one below it as one.

        Both have lines but none between them, while another column has one there: where the whole row
        has none, rows go without lines throughout.
        """
        above, below = self._cells.get((row, col)), self._cells.get((row + 1, col))
        if above is None or below is None or (row + 1, col) in self._texts or row not in self._lined:
            return False
        parted = above.look.sides & BOTTOM or below.look.sides & TOP
        return not parted and above.look.is_ruled and below.look.is_ruled

    # --- around tables --------------------------------------------------------------------------

    def around(self, rows: Sequence[Row], last: int) -> Iterator[RawBlock]:
        """Rows outside tables; ``last`` is the number of the row printed before them."""
        aside: list[Row] = []
        starts: list[int] = []
        for row in rows:
            if aside and not self._goes_on(aside, starts, row):
                yield from self._aside(aside, starts, last)
                last = aside[-1].number
                aside, starts = [], []
            if aside or len(row.texts) > 1:
                aside.append(row)
                starts = sorted({*starts, *row.texts}) if len(row.texts) > 1 else starts
                continue
            (col,) = row.texts
            yield from self._gapped(self._paragraphs((row.number, col)), row.number - last - 1)
            last = row.number
        if aside:
            yield from self._aside(aside, starts, last)

    def _goes_on(self, aside: Sequence[Row], starts: Sequence[int], row: Row) -> bool:
        """Whether a row continues what stands beside each other above it."""
        blank = row.number - aside[-1].number - 1
        if _is_boxed(row) != _is_boxed(aside[-1]):
            return False
        if len(row.texts) == 1:
            (col,) = row.texts
            look = row.texts[col].look
            right = self._merges.get((row.number, col), (0, 0, 0, col))[3]
            across = sum(col <= start <= right for start in starts) > 1 or look.align == "centerContinuous"
            return blank == 0 and not across
        return blank <= _SIGNING_SPACE and (blank == 0 or len({*starts, *row.texts}) <= _MAX_ASIDE)

    def _aside(self, rows: Sequence[Row], starts: Sequence[int], last: int) -> Iterator[RawBlock]:
        """Rows of several cells as a grid: one row of columns, or row by row when there are many."""
        columns = self._columns(rows, starts)
        gap = max(rows[0].number - last - 1, 0)
        is_ruled = _is_boxed(rows[0])
        if is_ruled or len(columns) > _MAX_ASIDE:
            yield self.table(Table(rows[0].number, rows[-1].number, is_ruled), gap)
            return
        collected: list[list[RawParagraph]] = [[] for _ in columns]
        previous = rows[0].number - 1
        for row in rows:
            for col in sorted(row.texts):
                at = max((i for i, start in enumerate(columns) if start <= col), default=0)
                blank = row.number - previous - 1
                collected[at] += self._gapped(self._paragraphs((row.number, col)), max(blank, 0))
            previous = row.number
        cells = tuple(RawCell(0, at, tuple(paragraphs)) for at, paragraphs in enumerate(collected))
        yield RawGrid(cells, ruled=False, gap=gap)

    def _columns(self, rows: Sequence[Row], starts: Sequence[int]) -> list[int]:
        """First columns of the texts that stand beside each other, merged areas joined."""
        ends = {
            col: max(
                self._merges.get((row.number, col), (0, 0, 0, col))[3] for row in rows if col in row.texts
            )
            for col in starts
        }
        columns: list[int] = []
        right = -1
        for col in starts:
            beside = any(col in row.texts and columns and columns[-1] in row.texts for row in rows)
            if col > right or beside:
                columns.append(col)
            right = max(right, ends[col])
        return columns

    # --- paragraphs -----------------------------------------------------------------------------

    def _paragraphs(self, place: Place) -> Iterator[RawParagraph]:
        """The lines of one cell."""
        style = _style(self._cells[place].look)
        for line in self._texts.get(place, "").splitlines():
            if text := clean(line):
                space = leading_space(line)
                own = structs.replace(style, indent=style.indent + space) if space else style
                yield RawParagraph((Piece(text),), own)

    @staticmethod
    def _gapped(paragraphs: Iterable[RawParagraph], gap: int) -> Iterator[RawParagraph]:
        """Paragraphs with some blank rows before the first."""
        for paragraph in paragraphs:
            yield structs.replace(paragraph, gap=gap)
            gap = 0


def _is_boxed(row: Row) -> bool:
    """Is a row outside of tables drawn like one: the last of a table in pieces?"""
    return len(row.ruled) > 2


def _merges(sheet: Sheet) -> dict[Place, Area]:
    """Merged areas by their first place, cut to the used part; of two that overlap the later is dropped."""
    last = max((row for row, _ in sheet.cells), default=0)
    far = max((col for _, col in sheet.cells), default=0)
    found: dict[Place, Area] = {}
    covered: set[Place] = set()
    for top, left, bottom, right in sheet.merges:
        bottom, right = min(bottom, last), min(right, far)
        if (bottom - top + 1) * (right - left + 1) > _MAX_AREA:
            continue
        places = {(row, col) for row in range(top, bottom + 1) for col in range(left, right + 1)}
        if len(places) > 1 and not places & covered:
            covered |= places
            found[top, left] = top, left, bottom, right
    return found


def _style(look: Look) -> Style:
    return Style(look.bold, look.italic, _ALIGN.get(look.align), look.size, _STEP * look.indent)
