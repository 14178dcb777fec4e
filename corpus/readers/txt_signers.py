"""Three signers or more side by side in layout text, as minutes and inventories have them.

Found by a line of three titles in capitals that wide gaps part; the lines below go to the column that they are
centred under. They become a grid of one row, not ruled, so that each signer is read whole.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from vanban.corpus.layout import RawCell
from vanban.corpus.pieces import Source, text_of
from vanban.corpus.readers.lines import Item, Line, RawGrid
from vanban.corpus.readers.txt_columns import SIGNER, Part, parts
from vanban.corpus.readers.wrap import Widths, paragraphs

_COLUMNS = 3
_MAX_LINES = 8  # of one block: title, position, mark, blanks, name
_MAX_GAP = 5  # blank lines that leave room for signatures
_MAX_WIDTH = 45  # columns of one stretch; a longer one is text


def find(source: Source, lines: list[Line]) -> list[Item]:
    """Replace blocks of three signers or more by grids; all other lines stay, in order."""
    items: list[Item] = []
    done = at = 0
    while at < len(lines):
        columns, taken = _block_at(source, lines, at)
        if taken < 2:
            at += 1
            continue
        cells = tuple(RawCell(0, n, tuple(paragraphs(own, Widths()))) for n, own in enumerate(columns))
        items += [lines[done:at], RawGrid(cells, ruled=False, gap=lines[at].gap)]
        done = at = at + taken
    return [*items, lines[done:]]


def _block_at(source: Source, lines: Sequence[Line], at: int) -> tuple[list[list[Line]], int]:
    """The columns of the block whose titles are a line, and how many lines it has; none if it is no such line."""
    titles = parts(source, lines[at])
    texts = [source.text[part.start : part.end] for part in titles]
    named = sum(SIGNER.match(text) is not None for text in texts)
    if len(titles) < _COLUMNS or named < _COLUMNS - 1 or not all(map(str.isupper, texts)):
        return [], 0
    columns: list[list[Line]] = [[_cut(source, lines[at], part)] for part in titles]
    taken = 1
    for line in lines[at + 1 : at + _MAX_LINES]:
        below = parts(source, line)
        places = [_place(titles, part) for part in below]
        if (
            line.gap > _MAX_GAP
            or line.page != lines[at].page
            or None in places
            or len(set(places)) < len(places)
        ):
            break
        for place, part in zip(places, below, strict=True):
            columns[place or 0].append(_cut(source, line, part))
        taken += 1
    return columns, taken


def _place(titles: Sequence[Part], part: Part) -> int | None:
    """The title that a stretch is centred under; None where it reaches under another one."""
    middles = [(title.left + title.right) / 2 for title in titles]
    own = (part.left + part.right) / 2
    place = min(range(len(middles)), key=lambda n: abs(middles[n] - own))
    gaps = [abs(middles[place] - other) for n, other in enumerate(middles) if n != place]
    return (
        place if abs(middles[place] - own) < min(gaps) / 2 and part.right - part.left < _MAX_WIDTH else None
    )


def _cut(source: Source, line: Line, part: Part) -> Line:
    pieces = source.pieces(part.start, part.end)
    return replace(
        line, text=text_of(pieces), pieces=pieces, start=part.start, end=part.end, indent=part.left
    )
