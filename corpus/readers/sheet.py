"""Reader of spreadsheets: XLSX by its own parts, XLS by xlrd; cells as printed, sheets as the page has them.

Hidden rows, columns and sheets are read too, since sums go over them and an archive must not lose them;
notes say what was hidden. Hidden sheets come after the visible ones.
"""

from collections.abc import Iterator
from itertools import islice

from vanban.corpus import legacy
from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import EmptyFileError
from vanban.corpus.layout import Format, Layout, LayoutBuilder, Note
from vanban.corpus.readers.lines import RawGrid
from vanban.corpus.readers.sheet_blocks import Place, blocks
from vanban.corpus.readers.sheet_model import Book, Sheet

NAME = "vanban-sheet"
VERSION = "1"

_ZIP = b"PK"


def read(data: bytes, budgets: Budgets = DEFAULT) -> Layout:
    """Read a workbook.

    Raises:
        EmptyFileError: no cell holds a text.
        EncryptedFileError, DamagedFileError, TooLargeError, UnsupportedFormatError: as the file is.
    """
    return _layout(*_book(data, budgets))


def read_shown(data: bytes, budgets: Budgets = DEFAULT) -> Layout:
    """Read the sheet that a workbook opens with: what it shows where it is embedded in another document.

    Raises:
        EmptyFileError: no cell of that sheet holds a text.
        EncryptedFileError, DamagedFileError, TooLargeError, UnsupportedFormatError: as the file is.
    """
    book, format = _book(data, budgets)
    visible = [sheet for sheet in book if not sheet.is_hidden]
    return _layout([sheet for sheet in visible if sheet.is_active][:1] or visible[:1], format)


def _book(data: bytes, budgets: Budgets) -> tuple[Book, Format]:
    if data.startswith(_ZIP):
        from vanban.corpus.readers.xlsx_book import read_xlsx

        return read_xlsx(data, budgets), "xlsx"
    from vanban.corpus.readers.xls_book import read_xls

    return read_xls(data, budgets), "xls"


def _layout(book: Book, format: Format) -> Layout:
    filled = [sheet for sheet in book if any(cell.runs for cell in sheet.cells.values())]
    if not filled:
        raise EmptyFileError("No cell of the workbook holds a text.", remedy="Leave it out.")
    ordered = sorted(filled, key=lambda sheet: sheet.is_hidden)
    converted = legacy.convert_runs([run for sheet in ordered for run in _runs(sheet)])
    texts = iter(converted.texts)
    builder = LayoutBuilder()
    for sheet in ordered:
        for block in blocks(sheet, _texts(sheet, texts)):
            if isinstance(block, RawGrid):
                builder.add_grid(block.cells, ruled=block.ruled, gap=block.gap, edges=block.edges)
            else:
                builder.add_paragraph(block)
    notes = [note for sheet in ordered for note in _notes(sheet)]
    if converted.note:
        notes.append(converted.note)
    return builder.build(
        format=format,
        reader=f"{NAME} {VERSION}",
        encodings=converted.encodings,
        notes=tuple(notes),
        metadata=tuple(("sheet", sheet.name) for sheet in ordered),
    )


def _runs(sheet: Sheet) -> list[tuple[str, str | None]]:
    """What may be in a legacy encoding: all text with its fonts; numbers are in none."""
    return [
        (text, font or None)
        for cell in sheet.cells.values()
        if not cell.is_number
        for text, font in cell.runs
    ]


def _texts(sheet: Sheet, converted: Iterator[str]) -> dict[Place, str]:
    """The text of every filled cell; takes its part of the converted runs."""
    return {
        place: cell.text if cell.is_number else "".join(islice(converted, len(cell.runs)))
        for place, cell in sheet.cells.items()
        if cell.runs
    }


def _notes(sheet: Sheet) -> Iterator[Note]:
    """What a sheet hides."""
    if sheet.is_hidden:
        yield Note("hidden-sheet", f"The sheet {sheet.name!r} is hidden; it stands after the others.", "info")
    if rows := len(sheet.rows_hidden()):
        yield Note(
            "hidden-rows", f"Hidden rows in the sheet {sheet.name!r}: {rows}; they are read too.", "info"
        )
    if columns := len(sheet.columns_hidden()):
        yield Note(
            "hidden-columns",
            f"Hidden columns in the sheet {sheet.name!r}: {columns}; they are read too.",
            "info",
        )
