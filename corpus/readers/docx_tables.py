"""Tables of a DOCX: rows and cells placed on the grid, merges of every kind resolved."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from vanban.corpus.readers.docx_styles import VAL, W, number
from vanban.corpus.readers.word import TableCell, WordBlock, runs_of

MAX_COLUMNS = 512
"""Grid columns beyond are cut off from spans; Word allows 63."""

_ROW, _CELL = W + "tr", W + "tc"


@dataclass(slots=True)
class _Raw:
    """A cell as written: grid columns ``left:right``, and whether it continues the one above."""

    left: int
    right: int
    continues: bool
    blocks: list[WordBlock]
    rows: int = 1


def table_of(node: etree._Element, read: Callable[[etree._Element], list[WordBlock]]) -> list[TableCell]:
    """The cells of a table in reading order.

    Args:
        node: the ``w:tbl``.
        read: reads the blocks of a cell; called once a cell, in reading order.
    """
    rows = [_row(row, read) for row in _children(node, _ROW) if row.find(f"{W}trPr/{W}del") is None]
    return place([row for row in rows if row])


def place(rows: Sequence[Sequence[_Raw]]) -> list[TableCell]:
    """Join cells that continue the one above and number the columns that any cell really begins."""
    kept: list[tuple[int, _Raw]] = []
    above: dict[tuple[int, int], _Raw] = {}
    for at, row in enumerate(rows):
        current: dict[tuple[int, int], _Raw] = {}
        for cell in row:
            place_of = (cell.left, cell.right)
            owner = above.get(place_of) if cell.continues else None
            if owner is None:
                kept.append((at, cell))
                owner = cell
            else:
                owner.rows += 1
                owner.blocks += [block for block in cell.blocks if _has_text(block)]
            current[place_of] = owner
        above = current
    starts = sorted({cell.left for _, cell in kept})
    columns = {left: col for col, left in enumerate(starts)}
    return [
        TableCell(at, columns[cell.left], cell.blocks, cell.rows, _span(starts, cell)) for at, cell in kept
    ]


def _span(starts: Sequence[int], cell: _Raw) -> int:
    return max(1, sum(cell.left <= start < cell.right for start in starts))


def _has_text(block: WordBlock) -> bool:
    return any(run.text.strip() for run in runs_of([block]))


def _row(node: etree._Element, read: Callable[[etree._Element], list[WordBlock]]) -> list[_Raw]:
    cells: list[_Raw] = []
    left = _count(node, f"{W}trPr/{W}gridBefore", 0)
    for child in _children(node, _CELL):
        properties = child.find(W + "tcPr")
        span, vertical, horizontal = 1, None, None
        if properties is not None:
            if properties.find(W + "cellDel") is not None:
                continue
            span = _count(properties, W + "gridSpan", 1)
            vertical, horizontal = _merge(properties, "vMerge"), _merge(properties, "hMerge")
        right = min(left + max(span, 1), max(left + 1, MAX_COLUMNS))
        blocks = read(child)
        if horizontal == "continue" and cells:
            cells[-1].right = right
            cells[-1].blocks += [block for block in blocks if _has_text(block)]
        else:
            cells.append(_Raw(left, right, vertical == "continue", blocks))
        left = right
    return cells


def _merge(properties: etree._Element, name: str) -> str | None:
    """``restart``, ``continue`` (also when no value is given) or None."""
    node = properties.find(W + name)
    return None if node is None else node.get(VAL, "continue")


def _count(node: etree._Element, path: str, default: int) -> int:
    child = node.find(path)
    value = None if child is None else number(child.get(VAL))
    return default if value is None or value < 0 else min(value, MAX_COLUMNS)


def _children(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, through content controls and the like."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag not in (_ROW, _CELL) and len(child) and not child.tag.endswith("Pr"):
            yield from _children(child, tag)
