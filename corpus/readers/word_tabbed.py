"""Tables of word processor files that only tabs draw: a header line with STT or TT, and lines of as many parts.

Precision first: every line must be parted by tabs into no more parts than the header has, begin with an ordinal or
the tab behind it, and hold a figure or a label; the first line that does not ends the table, and without two such
lines there is none.
"""

from collections.abc import Iterator, Sequence

from vanban.corpus.patterns import FIGURE, compiled
from vanban.corpus.readers.word import TAB, Para, Table, TableCell, WordBlock

_HEADER = compiled(r"(?i)(?:s\.?tt|tt|số tt)\s*\t")
_ORDINAL = compiled(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Za-zđ])[.)]?")
_MIN_COLUMNS = 3
_MIN_ROWS = 2
_MAX_HEADER = 200  # characters


def find_tables(blocks: Sequence[WordBlock]) -> Iterator[WordBlock]:
    """Replace tables that tabs draw by tables without borders; everything else stays, in order."""
    at = 0
    while at < len(blocks):
        rows = _rows(blocks, at)
        if rows:
            yield _table(rows)
        else:
            yield blocks[at]
        at += max(len(rows), 1)


def _rows(blocks: Sequence[WordBlock], at: int) -> list[list[Para]]:
    """The rows of the table whose header is one block, the header first; empty when there is none."""
    head = blocks[at]
    if not isinstance(head, Para) or len(head.text) > _MAX_HEADER or not _HEADER.match(head.text.lstrip()):
        return []
    names = _parts(head)
    if len(names) < _MIN_COLUMNS or not all(name.text.strip() for name in names):
        return []
    rows = [names]
    for block in blocks[at + 1 :]:
        cells = _parts(block) if isinstance(block, Para) else []
        if not _is_row([cell.text.strip() for cell in cells], len(names)):
            break
        rows.append(cells)
    return rows if len(rows) > _MIN_ROWS else []


def _is_row(texts: Sequence[str], width: int) -> bool:
    """Two parts or more behind an ordinal, or behind a blank one where the last is a figure."""
    if not 2 < len(texts) <= width or not texts[1]:
        return False
    return bool(_ORDINAL.fullmatch(texts[0]) if texts[0] else FIGURE.fullmatch(texts[-1]))


def _parts(para: Para) -> list[Para]:
    """What stands between the tabs of a paragraph; a tab more in front is an indent."""
    text = para.text
    parts: list[Para] = []
    start = 0
    for end in [at for at, sign in enumerate(text) if sign == TAB] + [len(text)]:
        parts.append(para.cut(start, end))
        start = end + 1
    return parts


def _table(rows: Sequence[Sequence[Para]]) -> Table:
    cells = [
        TableCell(r, c, [cell] if cell.text.strip() else [])
        for r, row in enumerate(rows)
        for c, cell in enumerate([*row, *[Para()] * (len(rows[0]) - len(row))])
    ]
    return Table(cells, rows[0][0].page, ruled=False)
