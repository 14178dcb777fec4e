"""Reader of PDF: text, ruled tables, stamps and digital signatures of born-digital files.

Pages are read one by one (:mod:`pdf_pages`), then the document is put together: what repeats at the edges of
pages goes, tables and two-column blocks take their place among the lines, and lines become paragraphs, over the
ends of pages too. Footnotes come after everything else, as "[1] ..."; their marks in the text read "[1]".
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

import pypdfium2 as pdfium
from pypdfium2 import raw

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import DamagedFileError, EncryptedFileError, NoTextLayerError, TooLargeError
from vanban.corpus.layout import Box, Layout, LayoutBuilder, Note, Page, RawCell, RawParagraph, TextLayer
from vanban.corpus.readers.pdf_chars import Faces, Run
from vanban.corpus.readers.pdf_columns import Columns, arrange
from vanban.corpus.readers.pdf_grids import Lattice
from vanban.corpus.readers.pdf_lines import Line, Row, line_of, rows, turned_lines
from vanban.corpus.readers.pdf_margins import PageRows, body_size, split_notes, strip_margins
from vanban.corpus.readers.pdf_pages import PageRead, read_page
from vanban.corpus.readers.pdf_paragraphs import Joiner, Measure, measure, paragraph
from vanban.corpus.readers.pdf_signatures import read_signatures
from vanban.corpus.readers.wrap import has_label, stops

NAME = "vanban-pdf"
VERSION = "1"

_MIN_LINES = 3  # of a page, wide ones; fewer do not show its text area
_WIDE = 0.6  # of the page width
_END_MARK = b"%%EOF"
_TAIL = 4096  # bytes at the end that hold the end mark of a whole file
_OCR = "Text recognition (OCR) is needed."


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table with its text."""

    cells: tuple[RawCell, ...]
    page: int
    box: Box


Item = Line | Columns | Table


@dataclass(slots=True)
class _Sheet:
    """A page on its way: rows outside tables, then items in reading order."""

    read: PageRead
    rows: PageRows
    tables: list[Table]
    items: list[Item] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)


def read(data: bytes, *, budgets: Budgets = DEFAULT) -> Layout:
    """Read a PDF.

    Raises:
        EncryptedFileError: it needs a password to be opened.
        DamagedFileError: truncated or broken beyond reading.
        NoTextLayerError: no page has text that can be read.
        TooLargeError: more pages than budgeted.
    """
    document = _open(data)
    try:
        count = len(document)
        if count > budgets.pages:
            raise TooLargeError(
                f"The file has {count} pages; the limit is {budgets.pages}.",
                remedy="Split it, or raise the limit.",
            )
        signatures = read_signatures(document, len(data))  # before pages are flattened
        faces = Faces()
        pages = [read_page(document, index, faces) for index in range(count)]
    finally:
        document.close()
    found = [page for page in pages if page is not None]
    _check(found)
    builder = LayoutBuilder()
    _compose([page for page in found if page.runs or page.turned], builder)
    lost = [at for at, page in enumerate(pages, 1) if page is None]
    return builder.build(
        format="pdf",
        reader=f"{NAME} {VERSION} (pypdfium2 {version('pypdfium2')})",
        pages=tuple(Page(page.number, page.width, page.height) for page in found),
        text_layer=_text_layer(found),
        notes=(*_notes(found, lost), *_end_notes(data)),
        metadata=tuple(("signature stamp", text) for page in found for text in page.stamps),
        signatures=signatures,
    )


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
        if len(document) == 0:
            document.close()
            raise _damaged()
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise EncryptedFileError(
                "The file asks for a password.", remedy="Save a copy without one in the program that made it."
            ) from error
        raise _damaged() from error
    return document


def _damaged() -> DamagedFileError:
    return DamagedFileError(
        "The PDF is truncated or broken.", remedy="Copy it again from where it came from."
    )


def _check(pages: Sequence[PageRead]) -> None:
    """Refuse a file of which nothing can be read."""
    if not pages:
        raise _damaged()
    kinds = {page.kind for page in pages}
    if kinds & {"native", "ocr"}:
        return
    if "unreadable" in kinds:
        raise NoTextLayerError("The text layer of the PDF is unreadable.", remedy=_OCR)
    if "image" in kinds:
        raise NoTextLayerError("The pages of the PDF are images without text.", remedy=_OCR)
    raise NoTextLayerError("The pages of the PDF hold no text.", remedy="See whether it is the right file.")


def _text_layer(pages: Sequence[PageRead]) -> TextLayer:
    kinds = {page.kind for page in pages} - {"blank"}
    if kinds == {"native"}:
        return "native"
    return "ocr" if kinds == {"ocr"} else "mixed"


def _notes(pages: Sequence[PageRead], lost: Sequence[int]) -> Iterator[Note]:
    """What could not be read, by page."""
    images = [page.number for page in pages if page.kind == "image"]
    if images:
        yield Note("page-without-text", f"Pages that are images without text: {_list(images)}. {_OCR}")
    unreadable = [page.number for page in pages if page.kind == "unreadable"]
    if unreadable:
        yield Note("page-unreadable", f"Pages whose text layer is unreadable: {_list(unreadable)}. {_OCR}")
    if lost:
        yield Note("page-lost", f"Pages that are broken: {_list(lost)}.", "error")
    if drawings := [page.number for page in pages if page.is_drawing]:
        yield Note("page-too-complex", f"Tables were not looked for on pages: {_list(drawings)}.")


def _end_notes(data: bytes) -> tuple[Note, ...]:
    if _END_MARK in data[-_TAIL:]:
        return ()
    return (Note("truncated", "The file has no end mark; its last part may be missing.", "error"),)


def _list(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


# --- putting the document together -------------------------------------------------------------------


def _compose(pages: Sequence[PageRead], builder: LayoutBuilder) -> None:
    sheets = [_sheet(page) for page in pages]
    strip_margins([sheet.rows for sheet in sheets])
    for sheet in sheets:
        sheet.items = _items(sheet)
    size = body_size([line for sheet in sheets for line in sheet.items if isinstance(line, Line)])
    for sheet in sheets:
        _part_notes(sheet, size)
    joiner = Joiner(_measures(sheets))
    for sheet in sheets:
        for item in sheet.items:
            _add(item, joiner, builder)
    _flush(joiner, builder)
    for sheet in sheets:
        for line in sheet.notes:
            if done := joiner.add(line):
                builder.add_paragraph(done)
        _flush(joiner, builder)


def _sheet(page: PageRead) -> _Sheet:
    """The runs of a page dealt out to its tables, the rest in rows."""
    inside: list[dict[int, list[Run]]] = [{} for _ in page.tables]
    outside: list[Run] = []
    for run in page.runs:
        place = _table_at(page.tables, run)
        if place is None:
            outside.append(run)
        else:
            inside[place[0]].setdefault(place[1], []).append(run)
    upright: list[dict[int, list[Run]]] = [{} for _ in page.tables]
    stray: list[Run] = []
    for run in page.turned:
        place = _table_at(page.tables, run)
        if place is None:
            stray.append(run)
        else:
            upright[place[0]].setdefault(place[1], []).append(run)
    tables = [
        _table(lattice, own, turned, page.number)
        for lattice, own, turned in zip(page.tables, inside, upright, strict=True)
        if own or turned
    ]
    return _Sheet(page, PageRows(page.number, page.height, rows(outside)), tables)


def _table_at(tables: Sequence[Lattice], run: Run) -> tuple[int, int] | None:
    """Table and cell that hold the middle of a run."""
    x, y = (run.x0 + run.x1) / 2, (run.y0 + run.y1) / 2
    for at, table in enumerate(tables):
        cell = table.cell_at(x, y)
        if cell is not None:
            return at, cell
    return None


def _table(
    lattice: Lattice, runs: dict[int, list[Run]], turned: dict[int, list[Run]], page: int
) -> Table:
    cells: list[RawCell] = []
    for at, cell in enumerate(lattice.cells):
        lines = [line_of(row.runs, page) for row in rows(runs.get(at, ()))]
        lines += turned_lines(turned.get(at, ()), page)
        paragraphs = tuple(_cell_paragraphs([line for line in lines if line.text]))
        cells.append(RawCell(cell.row, cell.col, paragraphs, cell.row_span, cell.col_span))
    return Table(tuple(cells), page, lattice.box)


def _cell_paragraphs(lines: Sequence[Line]) -> Iterator[RawParagraph]:
    """The lines of a cell are one paragraph but for those that labels open."""
    group: list[Line] = []
    for line in lines:
        if group and has_label(line.text) and stops(group[-1].text):
            yield paragraph(group, None)
            group = []
        group.append(line)
    if group:
        yield paragraph(group, None)


def _items(sheet: _Sheet) -> list[Item]:
    """Lines, two-column blocks and tables of a page top down."""
    items: list[Item] = []
    rest: list[Row] = sheet.rows.rows
    for table in sorted(sheet.tables, key=lambda table: table.box[1]):
        above = [row for row in rest if (row.y0 + row.y1) / 2 < table.box[1]]
        items += arrange(above, sheet.read.number)
        items.append(table)
        rest = rest[len(above) :]
    items += arrange(rest, sheet.read.number)
    return items


def _part_notes(sheet: _Sheet, size: float) -> None:
    """Take the footnotes off the end of a page."""
    last = len(sheet.items)
    while last and isinstance(sheet.items[last - 1], Line):
        last -= 1
    lines = [item for item in sheet.items[last:] if isinstance(item, Line)]
    kept, sheet.notes = split_notes(lines, sheet.read.height, size)
    sheet.items[last:] = kept


def _measures(sheets: Sequence[_Sheet]) -> dict[int, Measure]:
    """The text area of each page; where a page has few lines, its tables or a fuller page tell."""
    by_page: dict[int, Measure] = {}
    fullest: dict[int, tuple[int, Measure]] = {}  # by width of page
    sparse: list[_Sheet] = []
    for sheet in sheets:
        lines = [item for item in sheet.items if isinstance(item, Line)]
        found = by_page[sheet.read.number] = measure(lines, sheet.read.width)
        width = round(sheet.read.width)
        if sum(line.x1 - line.x0 > _WIDE * width for line in lines) < _MIN_LINES:
            sparse.append(sheet)
        if len(lines) > fullest.get(width, (0, found))[0]:
            fullest[width] = len(lines), found
    for sheet in sparse:
        boxes = [item.box for item in sheet.items if not isinstance(item, Columns)]
        count, found = fullest.get(round(sheet.read.width), (0, by_page[sheet.read.number]))
        if any(isinstance(item, Table) for item in sheet.items):
            found = Measure(min(box[0] for box in boxes), max(box[2] for box in boxes))
        if count >= _MIN_LINES or sheet.tables:
            by_page[sheet.read.number] = found
    return by_page


def _add(item: Item, joiner: Joiner, builder: LayoutBuilder) -> None:
    if isinstance(item, Line):
        if done := joiner.add(item):
            builder.add_paragraph(done)
        return
    _flush(joiner, builder)
    if isinstance(item, Table):
        builder.add_grid(item.cells, page=item.page)
        joiner.stop(item.page, item.box[3])
        return
    cells = [
        RawCell(0, col, tuple(_column_paragraphs(lines)))
        for col, lines in enumerate((item.left, item.right))
    ]
    page = (item.left + item.right)[0].page
    builder.add_grid(cells, ruled=False, page=page)
    joiner.stop(page, max(line.y1 for line in (*item.left, *item.right)))


def _column_paragraphs(lines: Sequence[Line]) -> Iterator[RawParagraph]:
    """Each printed line of a column, but the wrapped lines of a recipient, is a paragraph."""
    group: list[Line] = []
    for line in lines:
        if group and not _wraps(group, line):
            yield paragraph(group, None)
            group = []
        group.append(line)
    if group:
        yield paragraph(group, None)


def _wraps(group: Sequence[Line], line: Line) -> bool:
    """Whether a line goes on with the recipient above it: "- Đoàn đại biểu Quốc hội" / "tỉnh;"."""
    last = group[-1]
    return group[0].text[:1] in "-–+•" and line.text[:1] not in "-–+•" and not stops(last.text)


def _flush(joiner: Joiner, builder: LayoutBuilder) -> None:
    if done := joiner.flush():
        builder.add_paragraph(done)
