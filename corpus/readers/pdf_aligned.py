"""Tables that only alignment shows: rows of three stretches or more under each other, no rules drawn.

Strong evidence is asked for, as justified text has wide gaps too: at least two rows of three stretches, white space
that runs down between all of them, and stretches that begin or end at one place. Three signers side by side come out the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from vanban.corpus.layout import Box
from vanban.corpus.readers.pdf_chars import Run
from vanban.corpus.readers.pdf_lines import Line, Row, line_of

_MIN_COLUMNS = 3
_MIN_ROWS = 2  # of that many stretches
_GUTTER = 1.0  # of the height of a row: white space between columns
_NEAR = 2.2  # heights of a row: rows of a table are no farther apart
_SIGN = 14.0  # room for signatures between titles and names
_PLACE = 3.0  # points that ends at one place may be apart
_WRAPPED = 1.6  # heights of a row from base to base: the next line of a wrapped cell

Track = tuple[float, float]


@dataclass(slots=True)
class Aligned:
    """Rows of cells, each cell the lines it holds, top down."""

    rows: list[list[list[Line]]]
    page: int
    box: Box


def find_aligned(page_rows: Sequence[Row], at: int, page: int) -> tuple[Aligned, int] | None:
    """The aligned table that begins at a row, and how many rows it takes; None if there is none."""
    if len(page_rows[at].parts) < _MIN_COLUMNS:
        return None
    tracks = _spans(page_rows[at])
    end = at + 1
    while end < len(page_rows) and (wider := _takes(tracks, page_rows[end - 1], page_rows[end])):
        tracks, end = wider, end + 1
    taken = page_rows[at:end]
    while taken and len(taken[-1].parts) == 1:  # what follows may be text
        taken = taken[:-1]
    if sum(len(row.parts) >= _MIN_COLUMNS for row in taken) < _MIN_ROWS or not _align(taken, tracks):
        return None
    found = Aligned([], page, (tracks[0][0], taken[0].y0, tracks[-1][1], taken[-1].y1))
    for before, row in zip([None, *taken], taken, strict=False):
        cells = [[line_of(part, page)] if part else [] for part in _deal(row, tracks)]
        if before and not cells[0] and row.y1 - before.y1 < _WRAPPED * (before.y1 - before.y0):
            for whole, more in zip(found.rows[-1], cells, strict=True):
                whole += more
        else:
            found.rows.append(cells)
    return found, len(taken)


def _align(taken: Sequence[Row], tracks: Sequence[Track]) -> bool:
    """Whether the stretches in most columns begin, end or stand in the middle at one place."""
    aligned = 0
    for low, high in tracks:
        inside = [span for row in taken for span in _spans(row) if low <= span[0] and span[1] <= high]
        aligned += any(
            sum(abs(place - other) < _PLACE for other in places) >= max(2, (len(places) + 1) // 2)
            for places in ([x0 for x0, _ in inside], [x1 for _, x1 in inside], [x0 + x1 for x0, x1 in inside])
            for place in places
        )
    return aligned * 3 >= len(tracks) * 2


def _spans(row: Row) -> list[Track]:
    return [(part[0].x0, max(run.x1 for run in part)) for part in row.parts]


def _takes(tracks: list[Track], before: Row, row: Row) -> list[Track] | None:
    """The tracks with the stretches of one more row; None if the row does not fit in."""
    height = before.y1 - before.y0
    room = _NEAR if len(row.parts) < _MIN_COLUMNS else _SIGN
    if row.y0 - before.y1 > room * height:
        return None
    merged = list(tracks)
    for x0, x1 in _spans(row):
        touched = [
            track for track in merged if track[0] < x1 + _GUTTER * height and x0 < track[1] + _GUTTER * height
        ]
        if len(touched) > 1:
            return None
        for track in touched:
            merged.remove(track)
            x0, x1 = min(x0, track[0]), max(x1, track[1])
        merged.append((x0, x1))
    return sorted(merged)


def _deal(row: Row, tracks: Sequence[Track]) -> list[list[Run]]:
    """The runs of a row by track."""
    cells: list[list[Run]] = [[] for _ in tracks]
    for part, (x0, x1) in zip(row.parts, _spans(row), strict=True):
        at = next(i for i, track in enumerate(tracks) if track[0] <= x0 and x1 <= track[1])
        cells[at] += part
    return cells
