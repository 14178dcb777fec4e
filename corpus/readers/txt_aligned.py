"""Tables that only white space draws, as in layout text: a header line that begins with TT or STT.

Precision first: every block of lines under the header must fall into as many columns as the header has,
parted by white space through all its lines or starting at the same places; else the lines stay lines.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice, pairwise

from msgspec.structs import replace

from vanban.corpus.layout import RawCell
from vanban.corpus.patterns import FIGURE, compiled
from vanban.corpus.pieces import Source, text_of
from vanban.corpus.readers.lines import Item, Line, RawGrid
from vanban.corpus.readers.wrap import Widths, paragraphs

_HEADER = compiled(r"(?i)(?:tt|stt|số tt)\b")
_PART = compiled(r"\S+(?:[^\S\t\n]\S+)*")
_WORD = compiled(r"\S+")
_SLACK = 3  # columns by which cells of one column may start apart
_MIN_COLUMNS = 3
_MAX_GAP = 3  # blank lines between rows
_MAX_BLOCK = 500  # lines without a blank one

Cuts = list[int]
"""Left edges of the columns of one line, and its end."""


def find(source: Source, lines: list[Line]) -> list[Item]:
    """Replace tables by alignment by grids that are not ruled; all other lines stay, in order."""
    items: list[Item] = []
    done = at = 0
    while at < len(lines):
        if not _HEADER.match(lines[at].text):
            at += 1
            continue
        grid, end = _table(source, lines, at)
        if grid:
            items += [lines[done:at], grid]
            done = end
        at = end
    return [*items, lines[done:]]


def _raw(source: Source, line: Line) -> str:
    """A line as it stands on the page; tabs become spaces, so offsets hold only in text without them."""
    return source.text[line.start : line.end]


def _table(source: Source, lines: Sequence[Line], at: int) -> tuple[RawGrid | None, int]:
    """The table whose header begins at one line, if there is one, and the next line to look at."""
    header = [m.span() for m in _PART.finditer(_raw(source, lines[at]))]
    if len(header) < _MIN_COLUMNS:
        return None, at + 1
    rows = [_by_gaps(source, lines[at])]
    end = at + 1
    for block in _blocks(source, lines, at):
        split = _rows(source, block, header)
        if split is None:
            break
        rows += split
        end += len(block)
    if len(rows) < 3:
        return None, end
    cells = tuple(
        RawCell(r, c, tuple(paragraphs(cell, _FLOWING)))
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
    )
    return RawGrid(cells, ruled=False, gap=lines[at].gap), end


# In a narrow cell every line is full: what is no label continues.
_FLOWING = Widths(first=1, rest=1000)


def _blocks(source: Source, lines: Sequence[Line], at: int) -> Iterator[list[Line]]:
    """The lines below the header, parted at blank ones; to the end of the page or a wide gap."""
    block: list[Line] = []
    for line in islice(lines, at + 1, None):
        outside = line.page != lines[at].page or line.gap > _MAX_GAP or "\t" in _raw(source, line)
        if outside or len(block) == _MAX_BLOCK:
            break
        if line.gap and block:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _by_gaps(source: Source, line: Line) -> list[list[Line]]:
    """The cells of the header line: two spaces part them."""
    return [[_cut(source, line, m.start(), m.end())] for m in _PART.finditer(_raw(source, line))]


def _rows(
    source: Source, block: Sequence[Line], header: Sequence[tuple[int, int]]
) -> list[list[list[Line]]] | None:
    """The rows of one block: one, or one for each line that fills the first column from the top on.

    A total has no ordinal: figures below figures begin a row too. ``header`` holds the ends of each header cell: it
    must stand over its column.
    """
    n_cols = len(header)
    raws = [_raw(source, line) for line in block]
    cuts = _cuts_by_start(raws, n_cols) or _cuts_by_channel(raws, n_cols)
    if cuts is None:
        return None
    figures = _figures(raws, cuts)
    if not all(_under(header, cut, figures) for cut in cuts):
        return None
    starts = _starts(raws, cuts)
    if len(starts) > 1 and starts[0] != 0:
        return None  # labels in mid-row: nothing tells where a row ends
    tops = starts if len(starts) > 1 else [0]
    return [
        [
            [
                cell
                for at in range(a, b)
                if (cell := _cut(source, block[at], cuts[at][c], cuts[at][c + 1])).text
            ]
            for c in range(n_cols)
        ]
        for a, b in pairwise([*tops, len(block)])
    ]


def _starts(raws: Sequence[str], cuts: Sequence[Cuts]) -> list[int]:
    """The lines that begin rows: with an ordinal, or with a figure where the row above has one already."""
    starts: list[int] = []
    filled: set[int] = set()
    for at, (raw, cut) in enumerate(zip(raws, cuts, strict=True)):
        figures = {c for c, (a, b) in enumerate(pairwise(cut)) if FIGURE.fullmatch(raw[a:b].strip())}
        if raw[: cut[1]].strip() or (starts and figures & filled):
            starts.append(at)
            filled = set()
        filled |= figures
    return starts


def _figures(raws: Sequence[str], cuts: Sequence[Cuts]) -> set[int]:
    """The columns that hold nothing but figures."""
    texts = [[raw[a:b].strip() for a, b in pairwise(cut)] for raw, cut in zip(raws, cuts, strict=True)]
    return {
        c
        for c, column in enumerate(zip(*texts, strict=True))
        if any(column) and all(FIGURE.fullmatch(text) for text in column if text)
    }


def _under(header: Sequence[tuple[int, int]], cuts: Cuts, figures: AbstractSet[int]) -> bool:
    """Does the middle of each header cell stand over its column? Figures may stand below its end."""
    ends = [*cuts[1:-1], max(header[-1][1], cuts[-1])]
    return all(
        a <= (left + right) // 2 <= b or (c in figures and a < right and left <= b)
        for c, ((left, right), a, b) in enumerate(zip(header, cuts, ends, strict=False))
    )


def _cuts_by_channel(raws: Sequence[str], n_cols: int) -> list[Cuts] | None:
    """Columns parted by runs of white space that go through all lines and are wide in one at least."""
    width = max(map(len, raws))
    first = min(len(raw) - len(raw.lstrip()) for raw in raws)
    last = max(len(raw.rstrip()) for raw in raws)
    padded = [raw.ljust(width) for raw in raws]
    blank = [all(raw[col].isspace() for raw in padded) for col in range(width)]
    ends: list[int] = []
    col = first
    while col < last:
        start = col
        while col < last and blank[col]:
            col += 1
        if start < col < last and any(raw[max(start - 1, 0) : col].isspace() for raw in padded):
            ends.append(col)
        col += 1
    return [[0, *ends, width]] * len(raws) if len(ends) == n_cols - 1 else None


def _cuts_by_start(raws: Sequence[str], n_cols: int) -> list[Cuts] | None:
    """Columns by where stretches start; a line whose cells touch is cut at the word nearest to a start."""
    places = sorted(m.start() for raw in raws for m in _PART.finditer(raw))
    starts: list[int] = []
    for place in places:
        if not starts or place - starts[-1] > _SLACK:
            starts.append(place)
    if len(starts) != n_cols:
        return None
    cuts = [_cuts_of(raw, starts) for raw in raws]
    return None if any(cut is None for cut in cuts) else [cut for cut in cuts if cut]


def _cuts_of(raw: str, starts: Sequence[int]) -> Cuts | None:
    """Where one line is cut; None when a word runs over a boundary."""
    cuts = [0]
    for start in starts[1:]:
        words = [m.start() for m in _WORD.finditer(raw) if abs(m.start() - start) <= _SLACK]
        if words:
            cuts.append(min(words, key=lambda word: abs(word - start)))
        elif start > len(raw) or raw[start - 1 : start + 1].isspace():
            cuts.append(start)
        else:
            return None
    return [*cuts, max(len(raw), cuts[-1])]


def _cut(source: Source, line: Line, left: int, right: int) -> Line:
    """The part of a line between two columns."""
    start, end = min(line.start + left, line.end), min(line.start + right, line.end)
    pieces = source.pieces(start, end)
    return replace(line, text=text_of(pieces), pieces=pieces, start=start, end=end, indent=0, gap=0)
