"""Objects embedded in a DOCX: what a workbook shows on the page is read as a table, all others are reported.

An object is shown as its content or as an icon. The content of a workbook is the sheet that was active when it
was last edited; what an icon stands for is not on the page, and not read.
"""

import re
from collections import Counter
from collections.abc import Mapping

from lxml import etree

from vanban.corpus.budgets import Budgets
from vanban.corpus.detect import detect
from vanban.corpus.errors import InputError
from vanban.corpus.layout import Grid, Note, Paragraph
from vanban.corpus.readers.ooxml import Package, Relationship
from vanban.corpus.readers.word import Para, Run, RunLook, Table, TableCell, WordBlock

_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_VML = "{urn:schemas-microsoft-com:vml}"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SIZE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d+(?:\.\d+)?)pt")
# Points; Office draws icons 76.5 by 49.5 with their names, and DOC does not say that it is one.
_ICON = (80.0, 55.0)


class Objects:
    """The embedded objects of a main part.

    Args:
        package: the file.
        links: relationships of the main part by id.
        budgets: limits of a workbook.
    """

    def __init__(self, package: Package, links: Mapping[str, Relationship], budgets: Budgets) -> None:
        self._package = package
        self._links = links
        self._budgets = budgets
        self._unread: Counter[str] = Counter()

    def blocks(self, node: etree._Element) -> list[WordBlock]:
        """What the objects below an element show, as far as it can be read."""
        found: list[WordBlock] = []
        for one in node.iter(_OFFICE + "OLEObject"):
            shown = None if _is_icon(node, one) else self._workbook(one)
            if shown is None:
                self._unread[one.get("ProgID") or "of an unknown program"] += 1
            else:
                found += shown
        return found

    def notes(self) -> list[Note]:
        """What was not read, by program."""
        return [
            Note("embedded-file", f"Embedded objects that were not read: {count} ({program}).")
            for program, count in self._unread.items()
        ]

    def _workbook(self, node: etree._Element) -> list[WordBlock] | None:
        link = self._links.get(node.get(_R_ID, ""))
        if link is None or link.kind not in ("package", "oleObject") or link.part not in self._package:
            return None
        try:
            data = self._package.read(link.part)
            if detect(data) not in ("xlsx", "xls"):
                return None
            from vanban.corpus.readers import sheet

            layout = sheet.read_shown(data, self._budgets)
        except InputError:
            return None
        return [_table(block) if isinstance(block, Grid) else _para(block) for block in layout.blocks]


def _is_icon(node: etree._Element, one: etree._Element) -> bool:
    """Whether an object is shown as an icon: said, or by its size."""
    if one.get("DrawAspect") == "Icon":
        return True
    shape = node.find(_VML + "shape")
    sizes = dict(_SIZE.findall(shape.get("style", ""))) if shape is not None else {}
    return len(sizes) == 2 and float(sizes["width"]) <= _ICON[0] and float(sizes["height"]) <= _ICON[1]


def _para(paragraph: Paragraph) -> Para:
    style = paragraph.style
    look = RunLook(bold=style.bold, italic=style.italic, size=style.size)
    return Para([Run(paragraph.text, look)], style.align)


def _table(grid: Grid) -> Table:
    cells = [
        TableCell(cell.row, cell.col, [_para(p) for p in cell.paragraphs], cell.row_span, cell.col_span)
        for cell in grid.cells
    ]
    return Table(cells)
