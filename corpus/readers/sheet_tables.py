"""Where the tables of a sheet are.

A sheet is one big grid of which only parts are tables. The evidence, strongest first: lines drawn around
cells; a row of names with rows of several cells below it, up to where neither figures nor neighbours go on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vanban.corpus.readers.sheet_model import Area, Sheet, SheetCell

_MIN_NAMES = 3  # cells in the row of names of a table without lines
_MIN_BODY = 2  # rows of several cells below it


@dataclass(slots=True)
class Row:
    """A row that holds something: its texts by column, and the columns with lines around them."""

    number: int
    texts: dict[int, SheetCell] = field(default_factory=dict)
    ruled: set[int] = field(default_factory=set)

    @property
    def has_number(self) -> bool:
        """Whether one of its cells is a number."""
        return any(cell.is_number for cell in self.texts.values())


@dataclass(frozen=True, slots=True)
class Table:
    """Some rows of a sheet, from ``first`` to ``last``, both included."""

    first: int
    last: int
    is_ruled: bool


def rows(sheet: Sheet) -> list[Row]:
    """Rows with text or lines, ascending."""
    found: dict[int, Row] = {}
    for (number, col), cell in sheet.cells.items():
        row = found.get(number) or found.setdefault(number, Row(number))
        if cell.runs and not cell.text.isspace():
            row.texts[col] = cell
        if cell.look.is_ruled:
            row.ruled.add(col)
    return [found[number] for number in sorted(found)]


def tables(rows: Sequence[Row], merges: Sequence[Area]) -> list[Table]:
    """The tables of a sheet from top to bottom; none overlaps another."""
    return list(_ruled(rows)) or list(_dense([row for row in rows if row.texts], merges))


def _ruled(rows: Sequence[Row]) -> Iterator[Table]:
    """Runs of rows with lines, two at least with several cells, or the rest of a table with lines in the same columns."""
    known: list[set[int]] = []
    for run in _runs(rows):
        filled = [row for row in run if row.texts]
        wide = [row.ruled for row in run if len(row.ruled) > 1]
        if filled and (len(wide) > 1 or any(ruled in known for ruled in wide)):
            known.append(wide[-1])
            yield Table(filled[0].number, filled[-1].number, True)


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Neighbouring rows with lines; rows of figures continue them without lines."""
    run: list[Row] = []
    for row in rows:
        follows = bool(run) and row.number == run[-1].number + 1
        belongs = bool(row.ruled) or (follows and len(row.texts) > 1 and row.has_number)
        if run and not (follows and belongs):
            yield run
            run = []
        if belongs:
            run.append(row)
    if run:
        yield run


def _dense(filled: Sequence[Row], merges: Sequence[Area]) -> Iterator[Table]:
    """Tables without lines."""
    covered = {row for top, _, bottom, _ in merges for row in range(top + 1, bottom + 1)}
    at = 0
    while at < len(filled):
        end = _end(filled, at, covered)
        if end is None:
            at += 1
        else:
            yield Table(filled[at].number, filled[end - 1].number, False)
            at = end


def _end(filled: Sequence[Row], at: int, covered: set[int]) -> int | None:
    """The index after the last row of the table whose names stand in row ``at``; None if they do not."""
    if len(filled[at].texts) < _MIN_NAMES or filled[at].has_number:
        return None
    end = at + 1
    for row in filled[at + 1 :]:
        touches = row.number == filled[end - 1].number + 1 or row.number in covered
        if not touches and not row.has_number:
            break
        end += 1
    while end > at + 1 and not filled[end - 1].has_number and len(filled[end - 1].texts) < _MIN_NAMES:
        end -= 1  # notes and signers right below
    body = sum(len(row.texts) > 1 for row in filled[at + 1 : end])
    return end if body >= _MIN_BODY else None
