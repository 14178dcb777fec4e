"""From a drafted table to the table of the document model.

:func:`table` resolves the header, types the cells, orders the rows and proves the sums;
:func:`problems` says which sums are wrong.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from vanban.corpus.layout import Grid
from vanban.extract.draft import DraftTable
from vanban.normalize.checks import amounts, checks
from vanban.normalize.columns import DONG_BEHIND, columns, is_count, is_heading, read_header, says_something
from vanban.normalize.dates import parse_date, parse_period
from vanban.normalize.looks import looks
from vanban.normalize.model import Column, Problem, Table, TableNote, Unit, Value
from vanban.normalize.money import parse_unit
from vanban.normalize.numbers import Separator, number_style, parse_number
from vanban.normalize.relations import is_additive
from vanban.normalize.rows import label_places, rows

_SHOWN = 3  # unreadable cells that a problem quotes
Places = frozenset[tuple[int, int]]

_BLANK = re.compile(r"[.…_\s]*|[-–—]")  # dots to be filled in are as good as nothing, and so is a dash
_MARKED = re.compile(
    r"(?P<figure>[^()\[\]*]{0,30}[\d%])(?P<apart>\s*)(?:\((?P<in>\d{1,2})\)|\[\d{1,3}\]|\(\*{1,3}\)|\*{1,3})"
)
_PLAIN = re.compile(r"(?:\d{1,3}(?:\.\d{3})*|\d*)")


def table(draft: DraftTable, table_id: str) -> Table:
    """The table that a draft holds.

    Guarantees: every row has one cell and one value per column; cells are verbatim, "" where blank, the
    text of a merged cell repeated in every place it covers; values are numbers in number and percent
    columns, ISO dates in date columns, ISO periods in period columns, the text elsewhere, and None where
    the cell is blank or cannot be read. An amount in a merged cell is one value, that of the first row it
    covers; what holds for each row (a price, a date, a name) is the value of all of them.

    Args:
        draft: the grid with its header rows counted.
        table_id: the id of the table, unique in the document tree.
    """
    grid, head = draft.grid, draft.header_rows
    texts = grid.matrix()
    body = texts[head:]
    header = read_header(texts[:head], body[0])
    repeats, below, merged = _merged(grid, head)
    plain = _unmarked(body, {note.mark for note in draft.notes if note.mark})
    cols = columns(header, plain, repeats)
    unit = _unit(draft)
    names = looks(grid, head, label_places(cols, plain)[1])
    table_rows = rows(cols, body, _values(cols, plain, unit, below), _row_pages(grid)[head:], names)
    return Table(
        id=table_id,
        title=draft.title.text if draft.title else None,
        unit=unit,
        pages=_pages(grid),
        columns=cols,
        rows=table_rows,
        notes=tuple(TableNote(mark=note.mark, text=note.span.text) for note in draft.notes),
        checks=checks(cols, header, table_rows, amounts(table_rows, repeats, merged)),
    )


def problems(table: Table, at: str) -> list[Problem]:
    """What a checker would tell the clerk about a table.

    Each stated sum that its parts do not make up, and each column with cells that do not hold what it is made of.

    Args:
        table: a normalised table.
        at: the path of the table, such as ``tables/0``.
    """
    names = {column.id: " / ".join(column.header) or column.id for column in table.columns}
    found = [
        Problem(
            code="sum-mismatch",
            severity="warning",
            message=f"{_row_name(table, check.row)}, column {names[check.column]!r}: "
            f"the table states {check.found}, its parts make {check.expected} ({check.rule}).",
            at=f"{at}/rows/{check.row}",
        )
        for check in table.checks
        if not check.ok
    ]
    for col, column in enumerate(table.columns):
        if unread := _unread(table, col):
            shown = ", ".join(
                f"{table.rows[row].cells[col][:40]!r} (row {row + 1})" for row in unread[:_SHOWN]
            )
            message = (
                f"Column {names[column.id]!r} has cells that hold no {column.kind} ({len(unread)}): {shown}."
            )
            found.append(
                Problem(code="unreadable-cells", severity="info", message=message, at=f"{at}/columns/{col}")
            )
    return found


def _unread(table: Table, col: int) -> list[int]:
    """The rows that print words in a column of figures, dates or periods, so that they have no value.

    A merged cell is told once, a name over the whole row and a merged amount not at all.
    """
    if table.columns[col].kind in ("text", "ordinal"):
        return []
    read = {row.cells[col] for row in table.rows if row.values[col] is not None}
    return [
        at
        for at, row in enumerate(table.rows)
        if row.values[col] is None
        and says_something(row.cells[col])
        and row.cells[col] not in read
        and (not col or row.cells[col] != row.cells[col - 1])
        and not is_heading(row.cells)
    ]


def _row_name(table: Table, row: int) -> str:
    text = next(
        (
            c
            for c, column in zip(table.rows[row].cells, table.columns, strict=True)
            if c and column.kind == "text"
        ),
        "",
    )
    return f"Row {row + 1} {text[:60]!r}" if text else f"Row {row + 1}"


def _unit(draft: DraftTable) -> Unit | None:
    return parse_unit(draft.unit.text) if draft.unit else None


def _pages(grid: Grid) -> tuple[int, ...]:
    pages = {p.page for cell in grid.cells for p in cell.paragraphs if p.page is not None}
    if grid.page is not None:
        pages.add(grid.page)
    return tuple(sorted(pages))


def _row_pages(grid: Grid) -> list[int | None]:
    """The page that each row begins on; a blank row stands on that of the row before."""
    pages: list[int | None] = [None] * grid.n_rows
    for cell in grid.cells:
        if cell.paragraphs and pages[cell.row] is None:
            pages[cell.row] = cell.paragraphs[0].page
    page = grid.page
    for row, found in enumerate(pages):
        pages[row] = page = page if found is None else found
    return pages


def _merged(grid: Grid, head: int) -> tuple[Places, Places, Places]:
    """Body places that repeat a merged cell, those of them below its first row, all those of cells that span rows."""
    repeats: set[tuple[int, int]] = set()
    below: set[tuple[int, int]] = set()
    tall: set[tuple[int, int]] = set()
    for cell in grid.cells:
        if cell.row < head or (cell.row_span == 1 and cell.col_span == 1):
            continue
        origin = (cell.row - head, cell.col)
        places = {(origin[0] + r, cell.col + c) for r in range(cell.row_span) for c in range(cell.col_span)}
        repeats |= places - {origin}
        below |= {place for place in places if place[0] > origin[0]}
        if cell.row_span > 1 and cell.paragraphs:
            tall |= places
    return frozenset(repeats), frozenset(below), frozenset(tall)


def _unmarked(body: Sequence[list[str]], marks: AbstractSet[str]) -> Sequence[Sequence[str]]:
    """The texts without the marks of notes behind their figures: "30(2)", "1.200 [1]", "15*".

    A number in brackets that stands apart is a mark only where a note below the table bears it.
    """
    known = {_digits(mark) for mark in marks}
    return [
        [_figure(text, known) if text and text[-1] in ")]*" else text for text in row]
        if any(text and text[-1] in ")]*" for text in row)
        else row
        for row in body
    ]


def _figure(text: str, known: AbstractSet[str]) -> str:
    match = _MARKED.fullmatch(text)
    if match is None or (match["apart"] and match["in"] and match["in"] not in known):
        return text
    return match["figure"]


def _digits(mark: str) -> str:
    return mark.strip("()[] ")


def _values(
    cols: Sequence[Column], body: Sequence[Sequence[str]], unit: Unit | None, below: Places
) -> list[tuple[Value, ...]]:
    """The typed values, one tuple a row; amounts that repeat one above them are none."""
    texts = [_bare([row[i] for row in body], column, unit) for i, column in enumerate(cols)]
    styles = _styles(cols, texts, unit)
    by_column = [[*_column_values(*column)] for column in zip(cols, texts, styles, strict=True)]
    for row, col in below:
        if is_additive(cols[col]):
            by_column[col][row] = None
    return list(zip(*by_column, strict=True)) if by_column else [() for _ in body]


def _bare(texts: Sequence[str], column: Column, unit: Unit | None) -> Sequence[str]:
    """The texts without the "đ" behind figures, where it says no other unit than the column's."""
    own = column.unit or unit
    if column.kind != "number" or not (own is None or _is_dong(own)):
        return texts
    return [DONG_BEHIND.sub("", text) for text in texts]


def _column_values(column: Column, texts: Sequence[str], style: Separator | None) -> Sequence[Value]:
    if column.kind in ("number", "percent"):
        return [_number(text, style) if text else None for text in texts]
    if column.kind == "date":
        return [parse_date(text) if text else None for text in texts]
    if column.kind == "period":
        return [parse_period(text) if text else None for text in texts]
    if column.kind == "ordinal":
        return [text or None for text in texts]
    return [None if _BLANK.fullmatch(text) else text for text in texts]


def _styles(
    cols: Sequence[Column], texts: Sequence[Sequence[str]], unit: Unit | None
) -> Sequence[Separator | None]:
    """What parts the thousands of each column.

    A dong has no parts: where the cells leave it open and no other column prints decimals with a comma, what can be
    thousands is.
    """
    styles: list[Separator | None] = [
        _style(set(own)) if column.kind in ("number", "percent") else None
        for column, own in zip(cols, texts, strict=True)
    ]
    if "." in styles:
        return styles
    return [
        style or (".," if _is_dong(column.unit or (None if is_count(column) else unit)) else None)
        for column, style in zip(cols, styles, strict=True)
    ]


def _style(texts: set[str]) -> Separator | None:
    """What parts the thousands of a column; not asked where the usual reading leaves no doubt."""
    return None if all(map(_PLAIN.fullmatch, texts)) else number_style(texts)


def _is_dong(unit: Unit | None) -> bool:
    return unit is not None and unit.currency == "VND" and unit.scale == 1


@lru_cache(maxsize=16384)  # figures repeat, within a table and from one to the next
def _number(text: str, style: Separator | None) -> int | float | None:
    return parse_number(text.replace("%", "", 1).rstrip(), thousands=style)
