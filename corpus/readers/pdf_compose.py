"""The pages of a PDF put together to a document.

What repeats at the edges of pages goes, tables and two-column blocks take their place among the lines, and lines
become paragraphs, over the ends of pages too. Footnotes come after everything else, as "[1] ..."; their marks in
the text read "[1]".
"""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from vanban.corpus.layout import Box, LayoutBuilder, RawCell, RawParagraph
from vanban.corpus.readers.pdf_aligned import Aligned
from vanban.corpus.readers.pdf_chars import Run
from vanban.corpus.readers.pdf_columns import Columns, arrange
from vanban.corpus.readers.pdf_grids import Lattice
from vanban.corpus.readers.pdf_lines import Line, lines_of, rows, turned_lines
from vanban.corpus.readers.pdf_margins import (
    PageRows,
    body_size,
    marks_in,
    numbers_over_tables,
    split_notes,
    strip_margins,
)
from vanban.corpus.readers.pdf_narrow import mended
from vanban.corpus.readers.pdf_pages import PageRead
from vanban.corpus.readers.pdf_paragraphs import Joiner, Measure, measure, paragraph
from vanban.corpus.readers.wrap import has_label, stops

_MIN_LINES = 3  # of a page, wide ones; fewer do not show its text area
_WIDE = 0.6  # of the page width
_SAME = 2.0  # points that the same border may be off
_BULLETS = ("-", "–", "+", "•", "*")


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table with its text."""

    cells: tuple[RawCell, ...]
    page: int
    box: Box
    edges: tuple[float, ...]


Item = Line | Columns | Aligned | Table


@dataclass(slots=True)
class _Sheet:
    """A page on its way: rows outside tables, then items in reading order; ``asides`` come last of all."""

    number: int
    width: float
    rows: PageRows
    tables: list[Table]
    asides: list[Line]
    items: list[Item] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """The lines among its items."""
        return [item for item in self.items if isinstance(item, Line)]


def compose(pages: Sequence[PageRead], builder: LayoutBuilder) -> list[str]:
    """Give the text of all pages to a builder, in reading order; heads and feet of pages, which are no part of it."""
    _take_boxes(pages)
    numbers = numbers_over_tables(pages)
    sheets = [_sheet(page, numbers) for page in pages]
    margins = [run.text for page in pages for run in page.runs if id(run) in numbers]
    margins += strip_margins([sheet.rows for sheet in sheets])
    for sheet in sheets:
        sheet.items = _items(sheet)
    size = body_size([line for sheet in sheets for line in sheet.lines])
    for sheet in sheets:
        _part_notes(sheet, size)
    joiner = Joiner(_measures(sheets))
    for sheet in sheets:
        for item in sheet.items:
            _add(item, joiner, builder)
    for sheet in sheets:
        _flush(joiner, builder)
        for line in sheet.asides:
            _add(line, joiner, builder)
    _flush(joiner, builder)
    return margins


def _take_boxes(pages: Sequence[PageRead]) -> None:
    """Make a table of the box at the head of a page that goes on with the table of the page before: a row of one cell."""
    before: Lattice | None = None  # what ends the page before
    for page in pages:
        boxes = [box for box in page.boxes if before and _is_as_wide(box, before)]
        top = min([table.box[1] for table in page.tables], default=math.inf)
        if boxes and boxes[0].box[1] < top and _holds_little(page, -math.inf, boxes[0].box[1]):
            page.tables = [boxes[0], *page.tables]
        before = max(page.tables, key=_low) if page.tables else None
        if before and not _holds_little(page, _low(before), math.inf):
            before = None


def _low(table: Lattice) -> float:
    return table.box[3]


def _is_as_wide(one: Lattice, other: Lattice) -> bool:
    return all(abs(a - b) < _SAME for a, b in zip(one.box[::2], other.box[::2], strict=True))


def _holds_little(page: PageRead, top: float, low: float) -> bool:
    """Does a stretch of a page hold no more than a line, such as its number?"""
    return len(rows([run for run in page.runs if top < (run.y0 + run.y1) / 2 < low])) < 2


def _sheet(page: PageRead, numbers: Collection[int]) -> _Sheet:
    """The runs of a page, its number left out, dealt out to the cells of its tables, the rest in rows."""
    inside, outside = _deal([run for run in page.runs if id(run) not in numbers], page.tables)
    turned, stray = _deal(page.turned, page.tables)
    tables = [
        _table(lattice, inside[at], turned[at], page.number)
        for at, lattice in enumerate(page.tables)
        if inside[at] or turned[at]
    ]
    page_rows = PageRows(page.number, page.height, rows(outside))
    return _Sheet(page.number, page.width, page_rows, tables, turned_lines(stray, page.number))


Dealt = dict[int, dict[int, list[Run]]]
"""Runs by table and cell."""


def _deal(runs: Iterable[Run], tables: Sequence[Lattice]) -> tuple[Dealt, list[Run]]:
    """Runs by the cell that holds their middle, and those that none holds."""
    inside: Dealt = defaultdict(lambda: defaultdict(list))
    outside: list[Run] = []
    holders = [(table.cell_at, inside[at]) for at, table in enumerate(tables)]
    for run in runs:
        x, y = (run.x0 + run.x1) / 2, (run.y0 + run.y1) / 2
        for cell_at, cells in holders:
            if (cell := cell_at(x, y)) is not None:
                cells[cell].append(run)
                break
        else:
            outside.append(run)
    return inside, outside


def _table(lattice: Lattice, runs: dict[int, list[Run]], turned: dict[int, list[Run]], page: int) -> Table:
    cells: list[RawCell] = []
    for at, cell in enumerate(lattice.cells):
        found: Iterable[RawParagraph] = ()
        if at in runs or at in turned:
            lines = lines_of(runs[at], page) if at in runs else []
            if at in turned:
                lines += turned_lines(turned[at], page)
            lines = [line for line in lines if line.text]
            sides = cell.box[0], cell.box[2]
            if len(lines) == 1:  # most cells
                found = (paragraph(lines, None, sides=sides),)
            else:
                found = _grouped(mended(lines, sides[1] - sides[0]), _goes_on_in_cell, sides)
        cells.append(RawCell(cell.row, cell.col, tuple(found), cell.row_span, cell.col_span))
    n_cols = max(cell.col + cell.col_span for cell in cells)
    return Table(tuple(cells), page, lattice.box, tuple(lattice.xs[: n_cols + 1]))


def _items(sheet: _Sheet) -> list[Item]:
    """Lines, two-column blocks and tables of a page top down."""
    items: list[Item] = []
    rest = sheet.rows.rows
    for table in sorted(sheet.tables, key=lambda table: table.box[1]):
        above = [row for row in rest if (row.y0 + row.y1) / 2 < table.box[1]]
        items += arrange(above, sheet.number)
        items.append(table)
        rest = rest[len(above) :]
    items += arrange(rest, sheet.number)
    return items


def _part_notes(sheet: _Sheet, size: float) -> None:
    """Take the footnotes off the end of a page."""
    last = len(sheet.items)
    while last and isinstance(sheet.items[last - 1], Line):
        last -= 1
    lines = [item for item in sheet.items[last:] if isinstance(item, Line)]
    marks = marks_in(line.text for line in sheet.lines)
    sheet.items[last:], notes = split_notes(lines, sheet.rows.height, size, marks)
    sheet.asides = [*notes, *sheet.asides]


def _measures(sheets: Sequence[_Sheet]) -> dict[int, Measure]:
    """The text area of each page; where a page has few wide lines, its tables or a fuller page tell."""
    by_page: dict[int, Measure] = {}
    fullest: dict[int, tuple[int, Measure]] = {}  # by width of page
    sparse: list[_Sheet] = []
    for sheet in sheets:
        lines, width = sheet.lines, round(sheet.width)
        found = by_page[sheet.number] = measure(lines, sheet.width)
        if sum(line.x1 - line.x0 > _WIDE * width for line in lines) < _MIN_LINES:
            sparse.append(sheet)
        if len(lines) > fullest.get(width, (0, found))[0]:
            fullest[width] = len(lines), found
    for sheet in sparse:
        boxes = [item.box for item in sheet.items if not isinstance(item, Columns)]
        count, found = fullest.get(round(sheet.width), (0, by_page[sheet.number]))
        if sheet.tables:
            by_page[sheet.number] = Measure(min(box[0] for box in boxes), max(box[2] for box in boxes))
        elif count >= _MIN_LINES:
            by_page[sheet.number] = found
    return by_page


def _add(item: Item, joiner: Joiner, builder: LayoutBuilder) -> None:
    if isinstance(item, Line):
        if done := joiner.add(item):
            builder.add_paragraph(done)
        return
    _flush(joiner, builder)
    if isinstance(item, Table):
        builder.add_grid(item.cells, page=item.page, edges=item.edges)
        joiner.stop(item.page, item.box[3])
        return
    if isinstance(item, Aligned):
        cells = [
            RawCell(at, col, tuple(_grouped(lines, _goes_on_in_cell)))
            for at, row in enumerate(item.rows)
            for col, lines in enumerate(row)
        ]
        builder.add_grid(cells, ruled=False, page=item.page)
        joiner.stop(item.page, item.box[3])
        return
    cells = [
        RawCell(0, col, tuple(_grouped(lines, _goes_on_in_column)))
        for col, lines in enumerate((item.left, item.right))
    ]
    page = item.left[0].page
    builder.add_grid(cells, ruled=False, page=page)
    joiner.stop(page, item.y1)


def _grouped(
    lines: Sequence[Line],
    goes_on: Callable[[Sequence[Line], Line], bool],
    sides: tuple[float, float] | None = None,
) -> Iterator[RawParagraph]:
    """Lines in paragraphs, each as long as the next line goes on with it; the sides of their cell are told on."""
    group = list(lines[:1])
    for line in lines[1:]:
        if not goes_on(group, line):
            yield paragraph(group, None, sides=sides)
            group = []
        group.append(line)
    if group:
        yield paragraph(group, None, sides=sides)


def _goes_on_in_cell(group: Sequence[Line], line: Line) -> bool:
    """The lines of a cell are one paragraph but for those that labels open."""
    return not (has_label(line.text) and stops(group[-1].text))


def _goes_on_in_column(group: Sequence[Line], line: Line) -> bool:
    """Each printed line of a column is a paragraph, but a wrapped recipient: "- Đoàn đại biểu Quốc hội" / "tỉnh;"."""
    is_item = group[0].text.startswith(_BULLETS)
    return is_item and not line.text.startswith(_BULLETS) and not stops(group[-1].text)


def _flush(joiner: Joiner, builder: LayoutBuilder) -> None:
    if done := joiner.flush():
        builder.add_paragraph(done)
