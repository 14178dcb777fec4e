"""Workbooks of Excel 5 to 2003 (BIFF5 and BIFF8 in a compound file), read by xlrd.

xlrd is taken because it tells what decides the printed text: number formats, fonts (legacy encodings go by
them), lines, merged areas, hidden rows, columns and sheets. Formulas give their stored results, macros
are never looked at.
"""

import io
from typing import Any

import xlrd
from xlrd.biffh import XLRDError, error_text_from_code

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import DamagedFileError, EncryptedFileError, InputError
from vanban.corpus.readers.number_format import print_number, print_text
from vanban.corpus.readers.raised import told_apart
from vanban.corpus.readers.sheet_model import (
    BOTTOM,
    LEFT,
    RIGHT,
    TOP,
    Book,
    CellCounter,
    Look,
    Run,
    Sheet,
    SheetCell,
)

_ALIGN = {1: "left", 2: "center", 3: "right", 5: "justify", 6: "centerContinuous"}
_SUPERSCRIPT = 1  # [MS-XLS] 2.4.122, sss
_TWIPS = 20  # font heights are in twentieths of a point


def read_xls(data: bytes, budgets: Budgets = DEFAULT) -> Book:
    """The sheets of a workbook.

    Raises:
        DamagedFileError: the file is broken.
        EncryptedFileError: it needs a password.
        TooLargeError: over the budget of cells.
    """
    try:
        book = _open(data)
        counter = CellCounter(budgets.cells)
        return [_sheet(book, number, counter) for number in range(book.nsheets)]
    except (InputError, MemoryError):
        raise
    except XLRDError as error:
        if "encrypted" in str(error).lower():
            raise EncryptedFileError(
                "The workbook is encrypted.", remedy="Save it without a password in the program that made it."
            ) from error
        raise _damaged(error) from error
    except Exception as error:  # xlrd lets its own index, struct and assertion errors out
        raise _damaged(error) from error


def _open(data: bytes) -> Any:
    """The workbook; without looks when those are broken."""
    options: dict[str, Any] = {
        "file_contents": data,
        "on_demand": True,
        "ragged_rows": True,
        "logfile": io.StringIO(),
    }
    try:
        return xlrd.open_workbook(formatting_info=True, **options)
    except (XLRDError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - a broken style table does not lose the text
        return xlrd.open_workbook(formatting_info=False, **options)


def _damaged(error: Exception) -> DamagedFileError:
    return DamagedFileError(
        f"The workbook is truncated or broken ({error or type(error).__name__}).",
        remedy="Copy it again from where it came from.",
    )


def _sheet(book: Any, number: int, counter: CellCounter) -> Sheet:
    source = book.sheet_by_index(number)
    sheet = Sheet(source.name, is_hidden=source.visibility != 0, is_active=bool(source.sheet_visible))
    looks: dict[int, Look] = {}
    for row in range(source.nrows):
        for col in range(source.row_len(row)):
            cell = _cell(book, source, row, col, looks)
            if cell.runs or cell.look.is_ruled:
                counter.add(filled=bool(cell.runs))
                sheet.cells[row, col] = cell
    sheet.merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in source.merged_cells]
    sheet.hidden_rows = {row for row, info in source.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = [(col, col) for col, info in source.colinfo_map.items() if info.hidden]
    book.unload_sheet(number)
    return sheet


def _cell(book: Any, source: Any, row: int, col: int, looks: dict[int, Look]) -> SheetCell:
    style = source.cell_xf_index(row, col) if book.formatting_info else 0
    look = looks.get(style)
    if look is None:
        look = looks[style] = _look(book, style)
    kind, value = source.cell_type(row, col), source.cell_value(row, col)
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        text = print_number(value, look.code, date1904=book.datemode == 1)
        return SheetCell(((text, look.font),) if text else (), look, is_number=True)
    if kind == xlrd.XL_CELL_TEXT and value:
        return SheetCell(_runs(book, source, row, col, value, look), look)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return SheetCell((("TRUE" if value else "FALSE", ""),), look)
    if kind == xlrd.XL_CELL_ERROR:
        return SheetCell(((error_text_from_code.get(value, "#N/A"), ""),), look)
    return SheetCell((), look)


def _runs(book: Any, source: Any, row: int, col: int, text: str, look: Look) -> tuple[Run, ...]:
    """The text parted where its font changes."""
    changes = source.rich_text_runlist_map.get((row, col)) if book.formatting_info else None
    if not changes:
        return ((print_text(text, look.code), look.font),)
    starts = [0, *(start for start, _ in changes)]
    fonts = [None, *(book.font_list[font] for _, font in changes)]
    ends = [*starts[1:], len(text)]
    runs: list[Run] = []
    for start, end, font in zip(starts, ends, fonts, strict=True):
        part = text[start:end]
        if font is not None and font.escapement == _SUPERSCRIPT and runs:
            part = told_apart(part, runs[-1][0])
        if part:
            runs.append((part, look.font if font is None else font.name))
    return tuple(runs)


def _look(book: Any, style: int) -> Look:
    if not book.formatting_info or style >= len(book.xf_list):
        return Look()
    xf = book.xf_list[style]
    font = book.font_list[xf.font_index]
    format = book.format_map.get(xf.format_key)
    border = xf.border
    lines = (border.left_line_style, border.top_line_style, border.right_line_style, border.bottom_line_style)
    return Look(
        code=format.format_str if format else "General",
        font=font.name,
        bold=bool(font.bold or font.weight >= 700),
        italic=bool(font.italic),
        size=font.height / _TWIPS,
        align=_ALIGN.get(xf.alignment.hor_align),
        indent=xf.alignment.indent_level,
        sides=sum(side for side, line in zip((LEFT, TOP, RIGHT, BOTTOM), lines, strict=True) if line),
    )
