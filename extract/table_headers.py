"""The header of a grid: how many rows at its top name the columns.

Readers differ in what they know. Markup declares spans; web copies repeat the text of a spanning cell and
leave the places under a full-height cell blank. Both are read here, the row of column numbers included.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from vanban.corpus.layout import Cell, Grid, Paragraph
from vanban.corpus.patterns import FIGURE
from vanban.extract.table_rules import find

_MAX_LEVELS = 6
_MAX_TITLE_ROWS = 8
_LABELLED_NUMBERS = 4  # numbers it takes to make a row of column numbers with a word before them
_LONGEST = 9  # digits of a number that may be a name: a month, a year
_SHORT = 6  # characters of that word: "MS", "Cột", "Mã số"

_COLUMN_NUMBER = re.compile(r"[-(]?\s*(\d{1,2}|[A-ZĐa-hđ])\s*\)?\s*(?:[=:]\s*[\d\s+\-–x*/().…=:%A-ZĐ]+)?\)?")
_ORDINAL = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVXL]{1,5}|[A-Ha-hđ])[.)]?|[-–+•*]")
_FIGURE = re.compile(rf"{FIGURE.pattern}|[-–]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d")
LABELLED = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVX]+|[A-H])[.)]\s+\w|[a-zđ]\)\s")
"""A label and words: "1.2. Cầu", "I. Vốn", "a) Hộ nghèo"."""
_TOTAL = re.compile(r"(?i)(?:tổng|cộng)\b")  # opens a row of sums as well as naming a column
_BULLET = re.compile(r"[-–+•*]\s*\w")
_AMOUNT = re.compile(r"[-–(]?(?:\d{1,3}(?:[., ]\d{3})+(?:[.,]\d+)?|\d+[.,]\d+|\d{5,})\)?")


def part_titles(grid: Grid) -> tuple[list[Paragraph], Grid]:
    """Title, unit and the like that are drawn in the first rows of a table, and the table below them.

    The rows are taken only where names of columns follow; a group of rows may open the rest of a broken table.
    """
    texts = grid_texts(grid, range(min(grid.n_rows - 1, _MAX_TITLE_ROWS)))
    count = 0
    for index, row in enumerate(texts):
        names = set(row) - {""}
        if len(names) > 1 and any(row.count(name) == 1 for name in names):
            break
        if len(names) == 1 and _is_title(row, next(iter(names))):
            count = index + 1
    if not count or any(c.row < count < c.row + c.row_span for c in grid.cells):
        return [], grid
    cells = tuple(replace(c, row=c.row - count) for c in grid.cells if c.row >= count)
    rest = replace(grid, n_rows=grid.n_rows - count, cells=cells)
    if not names_columns(grid_texts(rest, range(header_rows(rest)))):
        return [], grid
    return [p for c in grid.cells if c.row < count for p in c.paragraphs], rest


def _is_title(row: Sequence[str], text: str) -> bool:
    """Is a row with one text no row of names: wide, or one of those that stand around tables?"""
    wide = row.count(text) > 1 and 3 * row.count(text) > 2 * len(row)
    return wide or find("unit", text) is not None or find("aside", text) is not None


def header_rows(grid: Grid) -> int:
    """How many rows at the top of a grid are header.

    Counts the levels of names (one to four mostly, five in forms) and the row of column numbers "(1) (2) (3=1+2)"; 0 when the grid starts with
    data (the rest of a broken table). At least one row is left as body.
    """
    return max(min(named_rows(grid), grid.n_rows - 1), 0)


def named_rows(grid: Grid) -> int:
    """:func:`header_rows` of a piece of a table that may hold nothing else."""
    top = _top(grid)
    if _is_data(_texts(top[0])):
        return 0
    end = _levels(top)
    if end < len(top) and is_number_row(_texts(top[end])):
        end += 1
    return end


def names_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Do the words of some rows show that they are a header, or is one the row of column numbers?

    A row of one text names no columns, and years beside other figures name none.
    """
    names = {text for row in rows if len({*row} - {""}) > 1 for text in _names(row)}
    return sum(find("head", name) is not None for name in names) >= 2 or any(map(is_number_row, rows))


def _names(row: Sequence[str]) -> list[str]:
    """The texts of a row that may name columns."""
    figures = [text for text in row if FIGURE.fullmatch(text)]
    if all(map(_YEAR.fullmatch, figures)):
        return [text for text in row if text]
    return [text for text in row if text and text not in figures]


def grid_texts(grid: Grid, rows: range) -> list[list[str]]:
    """The texts of some rows; a spanning cell is repeated in every place it covers."""
    texts = [[""] * grid.n_cols for _ in rows]
    for cell in grid.cells:
        if cell.row >= rows.stop:
            break
        if cell.paragraphs and cell.row + cell.row_span > rows.start:
            own = [cell.text] * cell.col_span
            for row in texts[max(cell.row - rows.start, 0) : cell.row + cell.row_span - rows.start]:
                row[cell.col : cell.col + cell.col_span] = own
    return texts


def is_number_row(texts: Sequence[str]) -> bool:
    """Is this the row that numbers the columns: 1 2 3, (1) (2) (3=1+2), A B 1 2, "MS" 1 2 3 4?

    A spreadsheet that takes "(7)" for a negative number leaves "-7".
    """
    numbers = [column_number(text) for text in texts if text]
    if len(numbers) > _LABELLED_NUMBERS and numbers[0] is None and len(texts[0]) <= _SHORT:
        numbers = numbers[1:]
        if numbers[0] != "1":
            return False
    if len(numbers) < 2 or None in numbers:
        return False
    digits = list(dict.fromkeys(int(n) for n in numbers if n is not None and n.isdigit()))
    if (
        digits == [1]
        and len(numbers) > 2
        and [*dict.fromkeys(numbers)] == [*"ABCDEFGH"[: len(numbers) - 1], "1"]
    ):
        return True
    if len(digits) < 2 or digits[0] > 3 or digits != list(range(digits[0], digits[0] + len(digits))):
        return False
    return len(numbers) > 2 or all(text.startswith("(") for text in texts if text)


def column_number(text: str) -> str | None:
    """The number or letter that a cell of the number row gives to its column: "(3=1+2)" is "3"."""
    match = _COLUMN_NUMBER.fullmatch(text.strip()) if len(text) < 60 else None
    return match[1] if match else None


def _top(grid: Grid) -> list[list[Cell]]:
    """The first rows that can matter, as the cell that covers each place."""
    n_rows = min(grid.n_rows, _MAX_LEVELS + 2)
    nothing = Cell(0, 0, 1, 1)
    rows = [[nothing] * grid.n_cols for _ in range(n_rows)]
    for cell in grid.cells:
        if cell.row >= n_rows:
            break
        if cell.row_span == cell.col_span == 1:
            rows[cell.row][cell.col] = cell
            continue
        for row in rows[cell.row : cell.row + cell.row_span]:
            row[cell.col : cell.col + cell.col_span] = [cell] * cell.col_span
    return rows


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in cells]


def _is_data(texts: Sequence[str]) -> bool:
    """A row that starts with an ordinal and goes on with something is no header, nor one of a bullet, of amounts or of a total.

    Nor is one of a labelled name, or of a day, and a figure that is no year. Of two columns one amount is enough; behind a
    name of columns amounts may be the bounds that name others.
    """
    if is_number_row(texts):
        return False
    if _opens(texts):
        return True
    if _BULLET.match(next(filter(None, texts), "")):
        return True
    days = [text for text in texts if _DAY.fullmatch(text)]
    if LABELLED.match(texts[0]) or days:
        figures = (t for t in texts[1:] if t not in days and FIGURE.fullmatch(t))
        if any(not _YEAR.fullmatch(figure) for figure in figures):
            return True
    amounts = sum(_AMOUNT.fullmatch(text) is not None for text in texts)
    if (amounts and _TOTAL.match(texts[0])) or _is_total(texts):
        return True
    named = find("head", texts[0]) is not None and not (_TOTAL.match(texts[0]) and len(texts) > 2)
    return amounts > (len(texts) > 2) and not (named and _ascend(texts))


def _is_total(texts: Sequence[str]) -> bool:
    """Is a row a total and its figures, with nothing beside them? What may be years are figures where most is blank."""
    name, *figures = [*dict.fromkeys(filter(None, texts))] or [""]
    if not (_TOTAL.match(name) and figures and all(map(FIGURE.fullmatch, figures))):
        return False
    return not all(map(_YEAR.fullmatch, figures)) or 4 * len(figures) < len(texts)


def _ascend(texts: Sequence[str]) -> bool:
    """Are the figures larger from column to column, as the bounds that name columns of rates are?"""
    values = [int("".join(filter(str.isdigit, text))) for text in texts if FIGURE.fullmatch(text)]
    return all(a < b for a, b in pairwise(values))


def _opens(texts: Sequence[str]) -> bool:
    """Does a row start with an ordinal and go on with something?"""
    return _ORDINAL.fullmatch(texts[0]) is not None and any(texts[1:]) and not is_number_row(texts)


def _levels(top: list[list[Cell]]) -> int:
    """The row after the last level of names."""
    limit = min(_MAX_LEVELS, len(top))
    end = min(max(cell.row + cell.row_span for cell in top[0]), limit)
    end = next(
        (row for row in range(1, end) if _holds_figures(top[row], row) or _is_data(_texts(top[row]))), end
    )
    open_places = _open_places(top[end - 1], None)
    while end < limit and not _opens(_texts(top[end])):
        if not (_goes_on(top[end - 1], top[end], open_places) or _names_parts(top, end)):
            break
        open_places = _open_places(top[end], open_places)
        end += 1
    return end


def _holds_figures(cells: Sequence[Cell], at: int) -> bool:
    """Do figures stand in the cells that begin in a row, rather than names? Months and years are names."""
    texts = [cell.text for cell in dict.fromkeys(cells) if cell.row == at and cell.text]
    if len(texts) < 2 or not all(map(_FIGURE.fullmatch, texts)):
        return False
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) <= _LONGEST]
    counts_on = all(b - a == 1 for a, b in pairwise(numbers))
    return len(numbers) < len(texts) or not (counts_on or all(1900 < n < 2100 for n in numbers))


def _names_parts(top: list[list[Cell]], at: int) -> bool:
    """Does a row name the parts of a cell that spans columns, and say more beside them?

    "Mốc | X | Y" below "Tên điểm | Tọa độ": no figure in it, and data right below.
    """
    row = _texts(top[at])
    if at + 1 == len(top) or any(map(_FIGURE.fullmatch, row)):
        return False
    parts = defaultdict[int, set[str]](set)
    for col, (upper, text) in enumerate(zip(top[at - 1], row, strict=True)):
        if upper.col_span > 1 and text and top[at][col] is not upper:
            parts[upper.col].add(text)
    below = _texts(top[at + 1])
    figures = sum(_FIGURE.fullmatch(text) is not None for text in below)
    return any(len(names) > 1 for names in parts.values()) and (_is_data(below) or 3 * figures > len(row))


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
