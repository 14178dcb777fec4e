"""Tables written with tabs: one cell a line led by a tab (copies from Word), or one row a line (sheets).

Word copies part rows by blank lines; an empty cell is a tab alone or with a lone no-break space; a cell may
go on in lines without a tab. A letterhead or signature block copied that way is no table: its cells become
paragraphs with borders between them.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import median

from vanban.corpus.layout import RawCell, RawParagraph
from vanban.corpus.patterns import compiled
from vanban.corpus.pieces import Source
from vanban.corpus.readers.lines import Item, Line, RawGrid, Span
from vanban.corpus.readers.wrap import has_label

FRAME = compiled(r"(?i)cộng\s+h(?:òa|oà)\s+xã\s+hội|độc\s+lập\s*[-–]\s*tự\s+do|nơi\s+nhận|đảng\s+cộng\s+sản")

_LOOK = 12  # rows that tell whether a run is a table

Cell = list[tuple[int, int]]
"""Source spans of the lines of one cell, the tab left out."""


@dataclass(frozen=True, slots=True)
class _Row:
    """Cells of one row, the source span they fill, blank lines before."""

    cells: list[Cell]
    start: int
    end: int
    gap: int


@dataclass(frozen=True, slots=True)
class Tables:
    """What tabs say of a text: ``grids`` with the source span each fills, and the starts of frame cells."""

    grids: tuple[tuple[int, int, RawGrid], ...] = ()
    frame_cells: tuple[int, ...] = ()

    def outside(self, spans: Sequence[Span]) -> list[Span]:
        """The lines that no grid holds."""
        if not self.grids:
            return list(spans)
        left: list[Span] = []
        at = 0
        for start, end, _ in self.grids:
            while at < len(spans) and spans[at][0] < start:
                left.append(spans[at])
                at += 1
            while at < len(spans) and spans[at][0] < end:
                at += 1
        return [*left, *spans[at:]]


def find(source: Source, spans: Sequence[Span]) -> Tables:
    """The tab tables of a text."""
    if "\t" not in source.text:
        return Tables()
    rows = _led_rows(source.text, spans)
    tables = _tables(source, rows)
    taken = [(table[0].start, table[-1].end) for table in tables]
    tables += [sheet for sheet in _sheets(source, spans) if not _overlaps(sheet, taken)]
    grids = ((table[0].start, table[-1].end, to_grid(source, table)) for table in tables)
    return Tables(tuple(sorted(grids, key=itemgetter(0))), tuple(_frame_cells(source, rows)))


def weave(lines: Sequence[Line], tables: Tables) -> list[Item]:
    """Lines and grids in reading order; borders are put between the cells of letterheads and signatures."""
    _mark_frames(tables.frame_cells, lines)
    items: list[Item] = []
    at = 0
    for start, _, grid in tables.grids:
        end = bisect_left(lines, start, at, key=lambda line: line.start)
        items += [list(lines[at:end]), grid]
        at = end
    return [*items, list(lines[at:])]


def _led_rows(text: str, spans: Sequence[Span]) -> list[_Row]:
    """Rows of cells one a line: a run of lines without a blank one, from the first led by a tab."""
    rows: list[_Row] = []
    cells: list[Cell] = []
    gap = blanks = 0
    for start, end, _ in [*spans, (len(text), len(text), 0)]:
        raw = text[start:end]
        if not raw.strip(" "):
            if cells:
                rows.append(_Row(cells, cells[0][0][0] - 1, start, gap))
                cells, blanks = [], 0
            blanks += 1
        elif raw[0] == "\t":
            if not cells:
                gap = blanks
            cells.append([(start + 1, end)])
        elif cells:
            cells[-1].append((start, end))
        else:
            blanks = 0
    return rows


def _tables(source: Source, rows: Sequence[_Row]) -> list[list[_Row]]:
    """Runs of rows with as many cells each, where the look is that of a table."""
    between = [a.end >= b.start or source.text[a.end : b.start].isspace() for a, b in pairwise(rows)]
    runs: list[list[_Row]] = []
    for at, row in enumerate(rows):
        if at and between[at - 1] and len(runs[-1][0].cells) == len(row.cells):
            runs[-1].append(row)
        else:
            runs.append([row])
    return [run for run in runs if _is_table(source, run)]


def _is_table(source: Source, rows: Sequence[_Row]) -> bool:
    """Whether rows of as many cells are a table: no letterhead, no indented paragraphs."""
    n_cols = len(rows[0].cells)
    if n_cols < 2 or len(rows) < (2 if n_cols > 2 else 3):
        return False
    if FRAME.search(source.text, rows[0].start, rows[min(1, len(rows) - 1)].end):
        return False
    if n_cols > 4:
        return True
    texts = [source.text[c[0][0] : c[-1][1]].strip() for row in rows[:_LOOK] for c in row.cells]
    filled = [text for text in texts if text]
    if not filled or sum(map(has_label, filled)) * 2 > len(filled) > n_cols:
        return False
    return len(filled) < len(texts) or median(map(len, filled)) < 40


def _sheets(source: Source, spans: Sequence[Span]) -> list[list[_Row]]:
    """Runs of lines with as many tabs each: one row a line, as sheets are pasted."""
    found: list[list[_Row]] = []
    text = source.text
    if text.count("\t") == sum(text.startswith("\t", start) for start, _, _ in spans):
        return found  # every tab leads a line
    for tabs, run in groupby(spans, key=lambda span: text.count("\t", span[0], span[1])):
        if not tabs:
            continue
        rows_at = list(run)
        inner = sum("\t" in text[start:end].strip() for start, end, _ in rows_at)
        if len(rows_at) < (2 if tabs > 2 else 3 if tabs == 2 else 4) or inner * 2 <= len(rows_at):
            continue
        rows = [_sheet_row(text, start, end) for start, end, _ in rows_at]
        # Title and unit stand in rows of one filled cell above the table.
        while rows and sum(bool(text[a:b].strip()) for ((a, b),) in rows[0].cells) < 2:
            rows.pop(0)
        if len(rows) > 1:
            found.append(rows)
    return found


def _sheet_row(text: str, start: int, end: int) -> _Row:
    cells: list[Cell] = []
    at = start
    while (tab := text.find("\t", at, end)) >= 0:
        cells.append([(at, tab)])
        at = tab + 1
    return _Row([*cells, [(at, end)]], start, end, 0)


def _overlaps(rows: Sequence[_Row], taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < rows[-1].end and rows[0].start < end for start, end in taken)


def _frame_cells(source: Source, rows: Sequence[_Row]) -> Iterator[int]:
    """Starts of the cells of letterheads and signature blocks."""
    for row in rows:
        if len(row.cells) > 1 and FRAME.search(source.text, row.start, row.end):
            yield from (cell[0][0] for cell in row.cells)


def _mark_frames(starts: Sequence[int], lines: Sequence[Line]) -> None:
    """Put borders between cells: each start parts the line that holds it from the one before."""
    for start in starts:
        at = bisect_left(lines, start, key=lambda line: line.end)
        if at < len(lines):
            lines[at].apart = True
            if at:
                lines[at - 1].border = 1


def to_grid(source: Source, rows: Sequence[_Row]) -> RawGrid:
    """The rows as a ruled grid; header texts repeated side by side over a second header row become spans."""
    texts = [[" ".join(source.text[a:b].strip() for a, b in cell) for cell in row.cells] for row in rows[:2]]
    cells: list[RawCell] = []
    last = len(rows[0].cells) - 1
    for r, row in enumerate(rows):
        c = 0
        while c <= last:
            span = repeats(texts, c) if r == 0 else 1
            found = _cell_paragraphs(source, row.cells[c])
            if found or c == last:  # the builder fills other empty places
                cells.append(RawCell(r, c, found, col_span=span))
            c += span
    return RawGrid(tuple(cells), gap=rows[0].gap)


def repeats(texts: Sequence[Sequence[str]], col: int) -> int:
    """How many columns a top header cell spans: equal texts above different ones."""
    if len(texts) < 2 or not texts[0][col]:
        return 1
    end = col
    while end < len(texts[0]) and texts[0][end] == texts[0][col] and texts[1][end]:
        end += 1
    below = texts[1][col:end]
    return end - col if end - col > 1 and len(set(below)) == len(below) else 1


def _cell_paragraphs(source: Source, cell: Cell) -> tuple[RawParagraph, ...]:
    """The lines of a cell, one paragraph each."""
    return tuple(RawParagraph(pieces) for start, end in cell if (pieces := source.pieces(start, end)))
