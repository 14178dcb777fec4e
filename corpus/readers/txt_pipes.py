"""Pipe tables: rows of cells between ``|``.

Two forms are read. Markdown's own has a border at both ends of a row, or the row of dashes under the header.
The other writes a border between cells only, and a cell goes on over line ends: the lines of the left cell, a
border, the lines of the right cell. There the next row begins with the line that holds the next border.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vanban.corpus.patterns import compiled
from vanban.corpus.pieces import Source
from vanban.corpus.readers import halves
from vanban.corpus.readers.txt_ragged import is_ordinal
from vanban.corpus.readers.txt_scan import Chunk, Scan
from vanban.corpus.readers.txt_tabs import FRAME
from vanban.corpus.readers.wrap import goes_on, has_label, is_caps
from vanban.corpus.site import label_of

_MAX_ROWS = 20_000
_MAX_BROKEN = 8  # lines that one row with borders at both ends may fill
_FRAME_ROWS = 4
_FRAME_LINE = 80  # characters; longer lines stand in no letterhead or signature block
_OWN_NUMBER = compiled(r"(?i)số\s*:")
_RECIPIENTS = compiled(r"(?i)\W*nơi\s*nhận")

Cell = list[Chunk]


@dataclass(frozen=True, slots=True)
class Table:
    """``start:end`` are indexes of scanned lines; ``line_numbers`` says where each row begins, from 1."""

    start: int
    end: int
    rows: list[list[Cell]]
    line_numbers: list[int]
    is_frame: bool


def find(source: Source, scans: Sequence[Scan]) -> list[Table]:
    """The pipe tables of a text, in order."""
    tables: list[Table] = []
    for start, end in _blocks(scans):
        floor = start
        at = _first_row(scans, start, end)
        may_open = True  # what is no table from one line on is none from the next
        while at < end:
            stop, table = _bordered(source, scans, at, end)
            if table is None and may_open:
                table = _open(source, scans, floor, end)
                may_open = False
            if table:
                tables.append(table)
                floor = stop = table.end
                may_open = True
            at = max(stop, at + 1)
            while at < end and not scans[at].pipes:
                at += 1
    return tables


def _first_row(scans: Sequence[Scan], start: int, end: int) -> int:
    """Where the search of a run begins: at its first row with borders at both ends, below lines without any."""
    first = next(at for at in range(start, end) if scans[at].pipes)
    return first if all(scans[first].closed) and scans[first].pipes > 2 else start


def _blocks(scans: Sequence[Scan]) -> Iterator[tuple[int, int]]:
    """Runs of lines that hold a border beside words, as indexes; the first line of a run may hold none."""
    start = 0
    has_pipe = False
    for at in range(len(scans) + 1):
        if at == len(scans) or scans[at].kind in ("blank", "border") or _is_lone_cell(scans, at):
            if has_pipe:
                yield start, at
            start, has_pipe = at + 1, False
            continue
        if has_pipe and at > start and _ends_properties(scans[at - 1], scans[at]):
            yield start, at
            start, has_pipe = at, False
        has_pipe = has_pipe or scans[at].pipes > 0


def _is_lone_cell(scans: Sequence[Scan], at: int) -> bool:
    """Whether a line is one cell with borders at both ends and no row beside it: "| TM. ỦY BAN NHÂN DÂN |"."""
    around = [scans[beside].pipes for beside in (at - 1, at + 1) if 0 <= beside < len(scans)]
    return scans[at].pipes == 2 and all(scans[at].closed) and not any(around)


def _ends_properties(above: Scan, scan: Scan) -> bool:
    """Whether the letterhead begins below a row of a portal's property list."""
    if above.pipes < 1 or label_of(above.chunks[0].text.strip()) is None:
        return False
    first = scan.chunks[0].text.strip() if scan.chunks else ""
    return bool(first) and is_caps(first) and label_of(first) is None


def _table(
    source: Source, start: int, end: int, rows: Sequence[Sequence[Scan]], *, bordered: bool, is_frame: bool
) -> Table:
    """A table of the lines of its rows; empty cells beyond the width of most rows go."""
    cells = [_cells(row, bordered) for row in rows]
    counts = Counter(map(len, cells))
    common = 1 if is_frame else max(counts, key=lambda width: (counts[width], width))
    for filled in cells:
        while len(filled) > common and not any(chunk.text.strip() for chunk in filled[-1]):
            filled.pop()
    numbers = [source.text.count("\n", 0, row[0].start) + 1 for row in rows[:1]]
    for above, row in pairwise(rows):
        numbers.append(numbers[-1] + source.text.count("\n", above[0].start, row[0].start))
    return Table(start, end, cells, numbers, is_frame)


def _cells(row: Sequence[Scan], bordered: bool) -> list[Cell]:
    """The cells of the lines of one row; borders at its ends part no cells in bordered rows."""
    cells: list[Cell] = [[]]
    for scan in row:
        for chunk in scan.chunks:
            cells[-1].append(chunk)
            if chunk.end == "pipe":
                cells.append([])
    if not bordered:
        return cells
    return cells[row[0].closed[0] : len(cells) - row[-1].closed[1]]


# --- borders at both ends -------------------------------------------------------------------------


def _bordered(source: Source, scans: Sequence[Scan], at: int, end: int) -> tuple[int, Table | None]:
    """The table whose first row is at ``at``, with borders at both ends of its rows, and the line behind it.

    Without the border in front (as RTF converters write rows) there must be a second row with as many.
    """
    rows: list[Sequence[Scan]] = []
    stop = at
    has_separator = False
    while stop < end and len(rows) < _MAX_ROWS:
        if scans[stop].kind == "separator":
            has_separator = True
            if len(rows) == 1 and not any(chunk.text.strip() for scan in rows[0] for chunk in scan.chunks):
                rows.clear()  # the empty header that converters add
            stop += 1
            continue
        row = _bordered_row(scans, stop, end)
        if not row or (rows and row[0].closed[0] != rows[0][0].closed[0]):
            break
        if not row[0].closed[0] and rows and row[0].pipes != rows[0][0].pipes:
            break
        rows.append(row)
        stop += len(row)
    is_followed = stop < end and scans[stop].pipes > 0  # then borders stand where cells are empty
    sure = has_separator or (len(rows) > 2 and rows[0][0].closed[0])
    if not rows or (is_followed and not sure) or (len(rows) < 2 and not rows[0][0].closed[0]):
        return stop, None
    is_frame = len(rows) <= _FRAME_ROWS and bool(
        FRAME.search(source.text, scans[at].start, scans[stop - 1].end)
    )
    return stop, _table(source, at, stop, rows, bordered=True, is_frame=is_frame)


def _bordered_row(scans: Sequence[Scan], at: int, end: int) -> Sequence[Scan]:
    """The lines of the row that begins at a line: more than one where the end of the first has no border."""
    first = scans[at]
    front, back = first.closed
    if not front:
        return scans[at : at + 1] if back and first.pipes > 1 else ()
    stop = at + 1
    while not scans[stop - 1].closed[1] and stop < min(end, at + _MAX_BROKEN) and not scans[stop].closed[0]:
        if scans[stop].kind == "separator":
            break
        stop += 1
    row = scans[at:stop]
    if not row[-1].closed[1]:
        row = row[:1]  # a border at the end may be left out
    return row if sum(scan.pipes for scan in row) > 1 + row[-1].closed[1] else ()


# --- borders between cells only -------------------------------------------------------------------


def _open(source: Source, scans: Sequence[Scan], floor: int, end: int) -> Table | None:
    """The table of the lines of a block with borders between cells only."""
    groups = list(_groups(scans, floor, end))
    pipes = [sum(scan.pipes for scan in group) for group in groups]
    top = next((i for i, count in enumerate(pipes) if count), None)
    if top is None:
        return None
    counts = Counter(count for count in pipes if count >= pipes[top])
    borders = max(counts, key=lambda count: (counts[count], count))
    filled = sum(map(bool, pipes))
    text = source.text
    is_frame = filled <= _FRAME_ROWS and bool(FRAME.search(text, scans[floor].start, scans[end - 1].end))
    if not is_frame and (filled < 2 if borders > 1 else filled < 3 or not all(n == 1 for n in pipes[top:])):
        return None
    first = _frame_start(groups, top) if is_frame else top
    rows, stop = _open_rows(groups, pipes, first, top, borders, is_frame)
    start = floor + sum(map(len, groups[:first]))
    end = floor + sum(map(len, groups[:stop]))
    return _table(source, start, end, rows, bordered=False, is_frame=is_frame)


def _open_rows(
    groups: Sequence[list[Scan]], pipes: Sequence[int], first: int, top: int, borders: int, is_frame: bool
) -> tuple[list[list[Scan]], int]:
    """The lines of each row, and the group after the last; the first row is that of groups first to top."""
    rows = [[scan for group in groups[first : top + 1] for scan in group]]
    last = max(i for i, count in enumerate(pipes) if count)
    for i in range(top + 1, len(groups)):
        group = groups[i]
        if i > last and (not is_frame or _leaves_frame(groups[i - 1], group)):
            return rows, i
        if is_frame and i < last and _OWN_NUMBER.match(_plain(group)):
            rows.append(list(group))  # below the agency, and lines above the next border
        elif not pipes[i] or not any(scan.pipes for scan in rows[-1]) or _completes(rows, group, borders):
            rows[-1] += group
        else:
            rows.append(list(group))
    return rows, len(groups)


def _groups(scans: Sequence[Scan], start: int, end: int) -> Iterator[list[Scan]]:
    """Lines that surely belong to one cell, or to cells of one row, together."""
    group: list[Scan] = []
    for scan in scans[start:end]:
        if group and not _continues(group[-1], scan):
            yield group
            group = []
        group.append(scan)
    if group:
        yield group


def _continues(before: Scan, scan: Scan) -> bool:
    """Whether the first cell of a line goes on from the last of the line before."""
    if scan.kind != "text" or scan.goes_on:
        return True  # a rule, or emphasis, which never reaches over a border
    if before.kind != "text":
        return False
    last, first = before.chunks[-1].text.strip(), scan.chunks[0].text.strip()
    if not last or not first or (scan.pipes and is_ordinal(first)):
        return False
    return goes_on(last, first)


def _completes(rows: Sequence[Sequence[Scan]], group: Sequence[Scan], borders: int) -> bool:
    """Whether lines give the row before them just the cells that it lacks; never a header's second row."""
    if len(rows) < 2 or sum(scan.pipes for scan in (*rows[-1], *group)) != borders:
        return False
    last = [chunk for scan in rows[-1] for chunk in scan.chunks][-1]
    first = next(chunk for scan in group for chunk in scan.chunks)
    return bool(last.text.strip() and first.text.strip())


def _plain(group: Sequence[Scan]) -> str:
    return " ".join(chunk.text.strip() for scan in group for chunk in scan.chunks)


def _frame_start(groups: Sequence[Sequence[Scan]], top: int) -> int:
    """The first line of the left cell: that of the recipients, or the one behind running text."""
    for i in range(top, -1, -1):
        if _RECIPIENTS.match(_plain(groups[i])):
            return i
    for i in range(top - 1, -1, -1):
        text = _plain(groups[i])
        if len(text) > _FRAME_LINE or text.endswith((".", ";", ":")):
            return i + 1
    return 0


def _leaves_frame(before: Sequence[Scan], group: Sequence[Scan]) -> bool:
    """Whether a line below a letterhead or signature block is no more of its last cell."""
    text = _plain(group)
    printed, last = halves.printed(text), halves.printed(_plain(before))
    if last and last.name == "person":
        return True
    return (
        len(text) > _FRAME_LINE
        or bool(text and has_label(text))
        or (printed is not None and printed.ends_frame)
    )
