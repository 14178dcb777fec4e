"""Tables whose cells stand one below the other, each closed by a lone ``|``, as web copies print them.

Nothing in the text says where a row ends; only tables that open with a column of ordinals are read, by the
rows that ordinals begin. What does not come out even stays lines: precision first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from vanban.corpus.patterns import compiled
from vanban.corpus.pieces import Source
from vanban.corpus.readers.lines import Item, Line
from vanban.corpus.readers.txt_grids import line_grid
from vanban.corpus.readers.txt_ragged import is_ordinal, is_text, is_value
from vanban.corpus.readers.txt_tabs import FRAME

_HEADER = compiled(r"(?i)(?:tt|stt|số tt|số thứ tự)")
_MAX_CELL = 300  # characters; longer cells are the text behind the table
_MIN_COLUMNS = 3
_MIN_ROWS = 3

Cell = list[Line]


def find(source: Source, lines: Sequence[Line]) -> list[Item]:
    """Grids for tables of lone borders, lines for the rest, in reading order."""
    items: list[Item] = []
    done = 0
    for at, line in enumerate(lines):
        if at < done or not line.border or not _HEADER.fullmatch(line.text):
            continue
        cells = list(_cells(islice(lines, at, None)))
        rows = _rows([_text(cell) for cell in cells])
        if rows is None:
            continue
        table: list[list[Cell]] = []
        end = 0
        for length in rows:
            table.append(cells[end : end + length])
            end += length
        _drop_margin(table)
        items += [list(lines[done:at]), line_grid(source, table, line.gap)]
        done = at + sum(map(len, cells[:end]))
    return [*items, list(lines[done:])] if items else [list(lines)]


def _drop_margin(table: list[list[Cell]]) -> None:
    """Drop a last column without a name or a cell: borders at both ends of a row close one too many."""
    width = max(map(len, table))
    if len(table[0]) == width and not any(row[-1] for row in table if len(row) == width):
        for row in table:
            del row[width - 1 :]


def _cells(lines: Iterable[Line]) -> Iterator[Cell]:
    """The cells from the first line to the next header; two borders in a row close an empty one."""
    cell: Cell = []
    for at, line in enumerate(lines):
        if at and line.border and _HEADER.fullmatch(line.text):
            return
        cell.append(line)
        if not line.border:
            continue
        text = _text(cell)
        if len(text) > _MAX_CELL or FRAME.search(text):
            return
        yield cell
        for _ in range(line.border - 1):
            yield []
        cell = []


def _text(cell: Cell) -> str:
    return " ".join(line.text for line in cell)


def _rows(cells: Sequence[str]) -> list[int] | None:
    """How many cells each row holds, from the header on; None if that cannot be told."""
    starts = [at for at in range(1, len(cells) - 1) if is_ordinal(cells[at]) and is_text(cells[at + 1])]
    if len(starts) < 2:
        return None
    lengths = [*(b - a for a, b in pairwise(starts)), len(cells) - starts[-1]]
    counts = Counter(lengths[:-1])
    for width in sorted(counts, key=lambda length: (-counts[length], -length)):
        header = _header(cells[: starts[0]], width)
        body = _body(lengths, width)
        if header and body and width >= _MIN_COLUMNS and len(header) + len(body) >= _MIN_ROWS:
            return header + body
    return None


def _body(lengths: Sequence[int], width: int) -> list[int] | None:
    """The lengths of the rows from the first ordinal on; more than one to an ordinal must come out even."""
    rows: list[int] = []
    for length in [*lengths[:-1], _last(lengths[-1], width)]:
        if length > width and length % width:
            return None
        rows += [width] * (length // width) or [length]
    return rows


def _last(length: int, width: int) -> int:
    """Cells from the last ordinal to the end of the table: full rows only, where there is more than one."""
    return length if length < width else length - length % width


def _header(cells: Sequence[str], width: int) -> list[int] | None:
    """The lengths of the rows before the first ordinal: one or two header rows, and rows without ordinal."""
    count = len(cells)
    if count < width:
        return None
    if count % width == 0:
        return [width] * (count // width)
    names = width + count % width  # both header rows; spans are lost, so they are shorter than two
    below = 0
    while below < names and is_value(cells[names - 1 - below]):
        below += 1
    return [names - below, below, *[width] * (count // width - 1)] if below > 1 else None
