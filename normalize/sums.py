"""Figures of recognised tables that the table's own sums prove to be misread.

A table states sums of what it prints. Where one of them fails, and exactly one figure of the table makes it right again by
one digit that is taken for another ("3" for "8"), and that figure alone of those around it was read with doubt, it was
misread. A second figure that would do as well, a figure that was read surely, another that was not, or another sum that
then fails: nothing is proved, and the sum is told as the table states it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from vanban.corpus.layout import Cell, Layout
from vanban.extract.draft import DraftProblem, DraftTable
from vanban.normalize.model import Check, Evidence, Table
from vanban.normalize.tables import table

_PAIRS = ("06", "08", "09", "14", "17", "27", "35", "38", "49", "56", "58", "68", "89")
TAKEN = {a: "".join(pair.replace(a, "") for pair in _PAIRS if a in pair) for a in "0123456789"}
"""What each digit is taken for."""

_DOUBT = 0.9  # confidence under which a figure may be misread
_PROVED = 0.8  # confidence of one that a sum proves
_MOST = 5  # figures of a table that are put right, one after the other
_TRIED = 40  # changes that are tried for one; where so many fit, none is proved


class Fix(NamedTuple):
    """A figure put right: its cell, and its text as read and as it must be."""

    cell: Cell
    read: str
    text: str


def settled(draft: DraftTable, table_id: str, layout: Layout | None) -> tuple[Table, DraftTable, list[Fix]]:
    """The table of a draft with the figures put right that its sums prove, the draft with them, and what they were.

    Args:
        draft: the grid with its header rows counted.
        table_id: the id of the table.
        layout: what it was read from; without recognised words nothing is put right.
    """
    made, fixes = table(draft, table_id), list[Fix]()
    while layout and layout.words and len(fixes) < _MOST:
        found = _proved(draft, made, layout)
        if found is None:
            break
        draft, fix = _changed(draft, found), found
        made = table(draft, table_id)
        fixes.append(fix)
    return made, draft, fixes


def evidence(draft: DraftTable, fixes: Sequence[Fix], at: int) -> Iterator[tuple[str, Evidence]]:
    """Where the figures of a table stand that were put right, by JSON pointer, and what was read there."""
    for cell, read, text in fixes:
        place = cell.paragraphs[0]
        pointer = f"/tables/{at}/rows/{cell.row - draft.header_rows}/cells/{cell.col}"
        yield (
            pointer,
            Evidence(
                text=read,
                start=place.start,
                end=place.end,
                page=place.page,
                box=place.box,
                confidence=_PROVED,
                origin="ocr",
                repaired=text,
            ),
        )


def problems(fixes: Sequence[Fix], at: int) -> Iterator[DraftProblem]:
    """What to tell of the figures of a table that were put right."""
    for fix in fixes:
        message = f"Recognition read {fix.read!r}; the sums of the table prove {fix.text!r}."
        yield DraftProblem("figure-put-right", message, f"tables/{at}", "info")


def _proved(draft: DraftTable, made: Table, layout: Layout) -> Fix | None:
    """The one change that makes a failed sum right, if there is one and it is of a doubtful figure."""
    failed = [check for check in made.checks if not check.ok]
    tried = list(islice(_changes(draft, made, failed), _TRIED + 1)) if failed else []
    if len(tried) > _TRIED:
        return None
    right = [fix for fix in tried if _helps(made, table(_changed(draft, fix), made.id))]
    if len(right) != 1:
        return None
    beside = [cell for cell in _figures(draft) if _is_beside(cell, right[0].cell, draft, made, failed)]
    return right[0] if [cell for cell in beside if _is_doubtful(cell, layout)] == [right[0].cell] else None


def _figures(draft: DraftTable) -> Iterator[Cell]:
    """The cells of a table's body that hold one line of text and stand for themselves."""
    for cell in draft.grid.cells:
        if cell.row >= draft.header_rows and len(cell.paragraphs) == 1 and cell.row_span * cell.col_span == 1:
            yield cell


def _is_beside(cell: Cell, other: Cell, draft: DraftTable, made: Table, failed: Sequence[Check]) -> bool:
    """Whether a cell holds a figure that may be in a failed sum which another is in."""
    if not isinstance(made.rows[cell.row - draft.header_rows].values[cell.col], int | float):
        return False
    column = made.columns[other.col].id
    return (cell.col == other.col and any(c.column == column for c in failed)) or (
        cell.row == other.row and any(c.row == other.row - draft.header_rows for c in failed)
    )


def _changes(draft: DraftTable, made: Table, failed: Sequence[Check]) -> Iterator[Fix]:
    """Figures beside failed sums with one digit changed, by as much as a sum is off."""
    names = [column.id for column in made.columns]
    for cell in _figures(draft):
        row = cell.row - draft.header_rows
        value, text = made.rows[row].values[cell.col], cell.text
        off = [abs(c.expected - c.found) for c in failed if c.row == row or c.column == names[cell.col]]
        if off and isinstance(value, int | float):
            for changed in _lookalikes(text):
                if any(_makes(text, changed, one, isinstance(value, int)) for one in off):
                    yield Fix(cell, text, changed)


def _lookalikes(text: str) -> Iterator[str]:
    """A figure with one digit taken for another."""
    for at, digit in enumerate(text):
        for other in TAKEN.get(digit, ""):
            yield text[:at] + other + text[at + 1 :]


def _makes(text: str, changed: str, off: float, whole: bool) -> bool:
    """Whether a figure changes by as much as a sum is off; of one with decimals the digits tell."""
    one, other = (int("".join(filter(str.isdigit, each))) for each in (text, changed))
    if whole:
        return abs(one - other) == off
    return str(abs(one - other)).strip("0") == f"{off:.6f}".replace(".", "").strip("0")


def _changed(draft: DraftTable, fix: Fix) -> DraftTable:
    """A draft with one cell's text changed."""
    place = replace(fix.cell.paragraphs[0], text=fix.text)
    cells = tuple(replace(c, paragraphs=(place,)) if c is fix.cell else c for c in draft.grid.cells)
    return replace(draft, grid=replace(draft.grid, cells=cells))


def _helps(before: Table, after: Table) -> bool:
    """Whether every sum that a change touches is right behind it, and one of them was not."""
    old = {(check.rule, check.column, check.row): check for check in before.checks}
    new = {(check.rule, check.column, check.row): check for check in after.checks}
    if old.keys() != new.keys():
        return False
    touched = [
        at for at, check in new.items() if (check.expected, check.found) != (old[at].expected, old[at].found)
    ]
    return all(new[at].ok for at in touched) and any(not old[at].ok for at in touched)


def _is_doubtful(cell: Cell, layout: Layout) -> bool:
    """Whether a word of a cell was read with doubt."""
    place = cell.paragraphs[0]
    first = bisect_left(layout.words, place.start, key=lambda word: word.start)
    last = bisect_left(layout.words, place.end, key=lambda word: word.start)
    return any(word.confidence < _DOUBT for word in layout.words[first:last])
