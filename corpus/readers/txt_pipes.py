"""Pipe tables: rows of cells between ``|``.

Two forms are read. Markdown's own has a border at both ends of a row, or the row of dashes under the header.
The other writes a border between cells only, and a cell goes on over line ends: the lines of the left cell, a
border, the lines of the right cell. There the next row begins with the line that holds the next border.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vanban.corpus.patterns import compiled
from vanban.corpus.pieces import Source
from vanban.corpus.readers import halves
from vanban.corpus.readers.txt_scan import Chunk, Scan
from vanban.corpus.readers.txt_tabs import FRAME
from vanban.corpus.readers.wrap import goes_on, has_label

_MAX_ROWS = 20_000
_MAX_BROKEN = 8  # lines that one row with borders at both ends may fill
_FRAME_ROWS = 4
_FRAME_LINE = 80  # characters; longer lines stand in no letterhead or signature block
_ORDINAL = compiled(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVXL]{1,5}|[A-ZĐa-zđ])[.)]?|[-–+*•]")
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
        floor = at = start
        while at < end:
            table = _bordered(source, scans, at, end) or _open(source, scans, floor, at, end)
            if table:
                tables.append(table)
            at = floor = table.end if table else at + 1
            while at < end and not scans[at].pipes:
                at += 1
    return tables


def _blocks(scans: Sequence[Scan]) -> Iterator[tuple[int, int]]:
    """Runs of lines that hold a border beside words, as indexes; the first line of a run may hold none."""
    start = 0
    has_pipe = False
    for at in range(len(scans) + 1):
        if at == len(scans) or scans[at].kind in ("blank", "border"):
            if has_pipe:
                yield start, at
            start, has_pipe = at + 1, False
        elif scans[at].pipes:
            has_pipe = True


def _table(
    source: Source, start: int, end: int, rows: Sequence[Sequence[Scan]], is_frame: bool | None = None
) -> Table:
    """A table of the lines of its rows."""
    cells = [_cells(row) for row in rows]
    common = max(Counter(map(len, cells)).items(), key=lambda item: (item[1], item[0]))[0]
    for row in cells:
        while len(row) > common and not any(chunk.text.strip() for chunk in row[-1]):
            row.pop()
    if is_frame is None:
        last = rows[-1][-1]
        is_frame = len(rows) <= _FRAME_ROWS and bool(FRAME.search(source.text, rows[0][0].start, last.end))
    numbers = [source.text.count("\n", 0, row[0].start) + 1 for row in rows[:1]]
    for above, row in zip(rows, rows[1:], strict=False):
        numbers.append(numbers[-1] + source.text.count("\n", above[0].start, row[0].start))
    return Table(start, end, cells, numbers, is_frame)


def _cells(row: Sequence[Scan]) -> list[Cell]:
    """The cells of the lines of one row, borders at its ends left out."""
    cells: list[Cell] = [[]]
    for scan in row:
        for chunk in scan.chunks:
            cells[-1].append(chunk)
            if chunk.end == "pipe":
                cells.append([])
    first, last = row[0].closed
    return cells[first : len(cells) - last]


# --- borders at both ends -------------------------------------------------------------------------


def _bordered(source: Source, scans: Sequence[Scan], at: int, end: int) -> Table | None:
    """The table whose first row is at ``at``, with borders at both ends of its rows.

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
        return None
    return _table(source, at, stop, rows)


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


def _open(source: Source, scans: Sequence[Scan], floor: int, at: int, end: int) -> Table | None:
    """The table of all lines of a block with borders between cells only; lines above ``at`` hold none."""
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
    rows = [[scan for group in groups[first : top + 1] for scan in group]]
    stop = len(groups)
    for i in range(top + 1, len(groups)):
        inside = any(pipes[i:]) or (is_frame and not _leaves_frame(groups[i - 1], groups[i]))
        if not inside:
            stop = i
            break
        if not pipes[i] or _completes(rows, groups[i], borders):
            rows[-1] += groups[i]
        else:
            rows.append(list(groups[i]))
    start = floor + sum(map(len, groups[:first]))
    return _table(source, start, floor + sum(map(len, groups[:stop])), rows, is_frame)


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
    if not last or not first or (scan.pipes and _ORDINAL.fullmatch(first)):
        return False
    return goes_on(last, first)


def _completes(rows: Sequence[Sequence[Scan]], group: Sequence[Scan], borders: int) -> bool:
    """Whether lines give the row before them just the cells that it lacks; never a header's second row."""
    row = rows[-1]
    if len(rows) < 2 or sum(scan.pipes for scan in (*row, *group)) != borders:
        return False
    return bool(row[-1].chunks[-1].text.strip() and group[0].chunks[0].text.strip())


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
    return len(text) > _FRAME_LINE or has_label(text) or (printed is not None and printed.ends_frame)
