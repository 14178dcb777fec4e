"""Tables of a DOCX: rows and cells of the markup, merges of every kind."""

from collections.abc import Callable, Iterator

from lxml import etree

from vanban.corpus.readers.docx_styles import VAL, W, number
from vanban.corpus.readers.word import TableCell, WordBlock
from vanban.corpus.readers.word_tables import Slot, place, with_text

MAX_COLUMNS = 512
"""Grid columns beyond are cut off from spans; Word allows 63."""

_ROW, _CELL = W + "tr", W + "tc"


def table_of(node: etree._Element, read: Callable[[etree._Element], list[WordBlock]]) -> list[TableCell]:
    """The cells of a table in reading order.

    Args:
        node: the ``w:tbl``.
        read: reads the blocks of a cell; called once a cell, in reading order.
    """
    rows = [_row(row, read) for row in _children(node, _ROW) if row.find(f"{W}trPr/{W}del") is None]
    return place([row for row in rows if row])


def _row(node: etree._Element, read: Callable[[etree._Element], list[WordBlock]]) -> list[Slot]:
    cells: list[Slot] = []
    left = _count(node, f"{W}trPr/{W}gridBefore", 0)
    for child in _children(node, _CELL):
        properties = child.find(W + "tcPr")
        span, vertical, horizontal = 1, None, None
        if properties is not None:
            if properties.find(W + "cellDel") is not None:
                continue
            span = _count(properties, W + "gridSpan", 1)
            vertical, horizontal = _merge(properties, "vMerge"), _merge(properties, "hMerge")
        right = max(left + 1, min(left + span, MAX_COLUMNS))
        blocks = read(child)
        if horizontal == "continue" and cells:
            cells[-1].right = right
            cells[-1].blocks += with_text(blocks)
        else:
            cells.append(Slot(left, right, vertical == "continue", blocks))
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
