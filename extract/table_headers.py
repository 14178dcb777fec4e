"""The header of a grid: how many rows at its top name the columns.

Readers differ in what they know. Markup declares spans; web copies repeat the text of a spanning cell and
leave the places under a full-height cell blank. Both are read here, the row of column numbers included.
"""

import re
from collections.abc import Sequence

from vanban.corpus.layout import Cell, Grid

_MAX_LEVELS = 4
_MAX_TITLE_ROWS = 6

_COLUMN_NUMBER = re.compile(r"[-(]?\s*(\d{1,2}|[A-ZĐ])\s*\)?\s*(?:[=:]\s*[\d\s+\-–x*/().…=:%A-ZĐ]+)?\)?")
_ORDINAL = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVXL]{1,5}|[A-H])[.)]?")
_AMOUNT = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:,\d+)?|\d+,\d+")


def header_rows(grid: Grid) -> int:
    """How many rows at the top of a grid are header.

    Counts a title or unit that spans the whole first row, one to four levels of names and the row of
    column numbers "(1) (2) (3=1+2)"; 0 when the grid starts with data (the rest of a broken table). At
    least one row is left as body.
    """
    top = _top(grid)
    texts = [_texts(row) for row in top]
    base = title_rows(texts)
    if _is_data(texts[base]):
        return 0
    end = _levels(top, base)
    if end < len(top) and is_number_row(texts[end]):
        end += 1
    return max(min(end, grid.n_rows - 1), 0)


def title_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows at the top are title, unit or the like: all up to the last single wide text.

    Args:
        rows: the texts of the first rows, spanning cells repeated; the last one is never title.
    """
    count = 0
    for index, row in enumerate(rows[:_MAX_TITLE_ROWS]):
        if index == len(rows) - 1 or not all(row.count(text) > 1 for text in row):
            break
        names = set(row) - {""}
        if len(names) == 1 and 2 * row.count(next(iter(names))) > len(row):
            count = index + 1
    return count


def is_number_row(texts: Sequence[str]) -> bool:
    """Is this the row that numbers the columns: 1 2 3, (1) (2) (3=1+2), A B 1 2?

    A spreadsheet that takes "(7)" for a negative number leaves "-7".
    """
    numbers = [column_number(text) for text in texts if text]
    if len(numbers) < 2 or None in numbers:
        return False
    digits = list(dict.fromkeys(int(n) for n in numbers if n is not None and n.isdigit()))
    if len(digits) < 2 or digits[0] > 3 or digits != list(range(digits[0], digits[0] + len(digits))):
        return False
    return len(numbers) > 2 or all(text.startswith("(") for text in texts if text)


def column_number(text: str) -> str | None:
    """The number or letter that a cell of the number row gives to its column: "(3=1+2)" is "3"."""
    match = _COLUMN_NUMBER.fullmatch(text.strip()) if len(text) < 60 else None
    return match[1] if match else None


def _top(grid: Grid) -> list[list[Cell]]:
    """The first rows that can matter, as the cell that covers each place."""
    n_rows = min(grid.n_rows, _MAX_TITLE_ROWS + _MAX_LEVELS + 2)
    nothing = Cell(0, 0, 1, 1)
    rows = [[nothing] * grid.n_cols for _ in range(n_rows)]
    for cell in (cell for cell in grid.cells if cell.row < n_rows):
        for row in range(cell.row, min(cell.row + cell.row_span, n_rows)):
            for col in range(cell.col, cell.col + cell.col_span):
                rows[row][col] = cell
    return rows


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in cells]


def _is_data(texts: Sequence[str]) -> bool:
    """A row that starts with an ordinal and goes on with something is no header."""
    return bool(_ORDINAL.fullmatch(texts[0])) and any(texts[1:]) and not is_number_row(texts)


def _levels(top: list[list[Cell]], base: int) -> int:
    """The row after the last level of names."""
    limit = min(base + _MAX_LEVELS, len(top))
    end = min(max(cell.row + cell.row_span for cell in top[base]), limit)
    open_places = _open_places(top[end - 1], None)
    while end < limit and _goes_on(top[end - 1], top[end], open_places):
        open_places = _open_places(top[end], open_places)
        end += 1
    return end


def _open_places(cells: Sequence[Cell], above: Sequence[bool] | None) -> list[bool]:
    """Which columns of a header row may be divided below: spanning, repeated or still unnamed ones."""
    texts = _texts(cells)
    places = [_spreads(cells, texts, col) for col in range(len(cells))]
    return places if above is None else [a and b for a, b in zip(places, above, strict=True)]


def _spreads(cells: Sequence[Cell], texts: list[str], col: int) -> bool:
    if cells[col].col_span > 1 or not texts[col]:
        return True
    before = texts[col - 1] if col else None
    after = texts[col + 1] if col + 1 < len(texts) else None
    return texts[col] == before or texts[col] == after or after == ""


def _goes_on(above: Sequence[Cell], row: Sequence[Cell], open_places: Sequence[bool]) -> bool:
    """Does a row only divide what is open above it?"""
    divides = False
    for upper, cell, is_open in zip(above, row, open_places, strict=True):
        text = cell.text
        if cell is upper or not text or text == upper.text:
            continue
        if not is_open or _AMOUNT.fullmatch(text):
            return False
        divides = True
    return divides
