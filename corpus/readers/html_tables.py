"""Tables of a page: rows and cells of the markup, spans placed and bounded, layout told from data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from vanban.corpus.layout import RawCell, RawParagraph
from vanban.corpus.patterns import compiled

MAX_COLUMNS = 256
"""Columns beyond are cut off from spans; no printed table has as many."""

MAX_PLACES = 400_000
"""Rows times columns; a larger table loses its spans."""

_BODY = compiled(r"Điều\s+\d+\s*[.:]|Căn cứ\s+\p{Lu}|(?i:cộng h(?:òa|oà) xã hội chủ nghĩa)")
_LONG = 3000  # characters in one cell that no data cell holds


@dataclass(slots=True)
class RawTable:
    """The cells of a table as written, row by row, without those of tables inside."""

    rows: list[list[LexborNode]] = field(default_factory=list)
    captions: list[LexborNode] = field(default_factory=list)


def table_of(node: LexborNode) -> RawTable:
    """Rows and captions of a table element."""
    table = RawTable()
    for child in node.iter():
        if child.tag == "caption":
            table.captions.append(child)
        elif child.tag == "tr":
            table.rows.append(_cells(child))
        elif child.tag in ("tbody", "thead", "tfoot"):
            table.rows += [_cells(row) for row in child.iter() if row.tag == "tr"]
    return table


def _cells(row: LexborNode) -> list[LexborNode]:
    return [cell for cell in row.iter() if cell.tag in ("td", "th")]


def is_layout(table: RawTable) -> bool:
    """Whether a table only lays out the page: one column, or a cell that holds a document's body."""
    if max(map(len, table.rows), default=0) < 2 and not any(
        _span(cell, "colspan") > 1 for row in table.rows for cell in row
    ):
        return True
    for row in table.rows:
        for cell in row:
            text = cell.text()
            if len(text) > _LONG and len(set(_BODY.findall(text))) > 1:
                return True
    return False


def place(
    rows: Sequence[Sequence[LexborNode]], read: Callable[[LexborNode], tuple[RawParagraph, ...]]
) -> list[RawCell]:
    """Give every cell its place, as a browser would; spans never overlap and never leave the table."""
    n_cols = _width(rows)
    spans = n_cols * len(rows) <= MAX_PLACES
    taken: set[tuple[int, int]] = set()
    cells: list[RawCell] = []
    for r, row in enumerate(rows):
        c = 0
        spans = spans and len(taken) <= MAX_PLACES
        for node in row:
            while (r, c) in taken:
                c += 1
            if c >= MAX_COLUMNS and cells and cells[-1].row == r:
                break
            width, height = _extent(node, len(rows) - r, n_cols - c) if spans else (1, 1)
            while width > 1 and any((r, c + k) in taken for k in range(width)):
                width -= 1
            if width > 1 or height > 1:
                taken |= {(r + i, c + k) for i in range(height) for k in range(width)}
            cells.append(RawCell(r, c, read(node), row_span=height, col_span=width))
            c += width
    return cells


def _extent(node: LexborNode, rows_left: int, cols_left: int) -> tuple[int, int]:
    height = _span(node, "rowspan")
    return max(1, min(_span(node, "colspan") or 1, cols_left)), max(1, min(height or rows_left, rows_left))


def _width(rows: Sequence[Sequence[LexborNode]]) -> int:
    """Columns of a table: the widest row, spans counted, rows above that reach down not."""
    widest = max(
        (sum(min(_span(cell, "colspan") or 1, MAX_COLUMNS) for cell in row) for row in rows), default=0
    )
    # A colspan over more columns than any row fills is a slip of the page's author.
    reach = max((sum(1 for _ in row) for row in rows), default=0)
    return min(widest, MAX_COLUMNS) if widest <= 4 * max(reach, 8) else min(reach, MAX_COLUMNS)


def _span(node: LexborNode, name: str) -> int:
    """A span attribute; 1 where it says nothing, 0 for "to the end"."""
    text = (node.attributes.get(name) or "").strip()
    return int(text[:6]) if text.isascii() and text.isdigit() else 1
