"""Tables of a DOCX: rows and cells of the markup, merges of every kind."""

from collections.abc import Callable, Iterator
from itertools import accumulate

from lxml import etree

from vanban.corpus.readers.docx_styles import VAL, W, number
from vanban.corpus.readers.word import Table, WordBlock
from vanban.corpus.readers.word_tables import Slot, place, with_text

MAX_COLUMNS = 512
"""Grid columns beyond are cut off from spans; Word allows 63."""

_ROW, _CELL, _ROW_PROPS, _CELL_PROPS = W + "tr", W + "tc", W + "trPr", W + "tcPr"
_GRID, _GRID_COLUMN, _WIDTH = W + "tblGrid", W + "gridCol", W + "w"
_DELETED, _CELL_DELETED = W + "del", W + "cellDel"
_GRID_BEFORE, _GRID_SPAN, _H_MERGE, _V_MERGE = W + "gridBefore", W + "gridSpan", W + "hMerge", W + "vMerge"


def table_of(node: etree._Element, read: Callable[[etree._Element], list[WordBlock]]) -> Table:
    """A table, its cells in reading order.

    Args:
        node: the ``w:tbl``.
        read: reads the blocks of a cell; called once a cell, in reading order.
    """
    rows = [_row(row, read) for row in _children(node, _ROW)]
    return place([row for row in rows if row], _places(node))


def _places(node: etree._Element) -> list[float]:
    """Where the edges of a table's grid are, in points from its left one."""
    grid = node.find(_GRID)
    columns = [] if grid is None else grid.findall(_GRID_COLUMN)[:MAX_COLUMNS]
    widths = [number(column.get(_WIDTH)) or 0 for column in columns]
    return [twips / 20 for twips in accumulate(widths, initial=0)] if all(w > 0 for w in widths) else []


def _row(node: etree._Element, read: Callable[[etree._Element], list[WordBlock]]) -> list[Slot]:
    properties = _properties(node, _ROW_PROPS)
    if _DELETED in properties:
        return []
    cells: list[Slot] = []
    left = _count(properties.get(_GRID_BEFORE), 0)
    for child in _children(node, _CELL):
        properties = _properties(child, _CELL_PROPS)
        if _CELL_DELETED in properties:
            continue
        right = max(left + 1, min(left + _count(properties.get(_GRID_SPAN), 1), MAX_COLUMNS))
        blocks = read(child)
        if _continues(properties.get(_H_MERGE)) and cells:
            cells[-1].right = right
            cells[-1].blocks += with_text(blocks)
        else:
            cells.append(Slot(left, right, _continues(properties.get(_V_MERGE)), blocks))
        left = right
    return cells


def _properties(node: etree._Element, tag: str) -> dict[str, etree._Element]:
    properties = node.find(tag)
    return {} if properties is None else {child.tag: child for child in properties}


def _continues(merge: etree._Element | None) -> bool:
    """Whether a merge goes on from the cell before; it does when it does not say that it starts anew."""
    return merge is not None and merge.get(VAL) != "restart"


def _count(node: etree._Element | None, default: int) -> int:
    value = None if node is None else number(node.get(VAL))
    return default if value is None or value < 0 else min(value, MAX_COLUMNS)


def _children(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, through content controls and the like."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag not in (_ROW, _CELL) and len(child) and not child.tag.endswith("Pr"):
            yield from _children(child, tag)
