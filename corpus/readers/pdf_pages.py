"""One page of a PDF: its runs and ruled tables, upright, and whether its text can be relied on."""

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vanban.corpus.readers.pdf_chars import Faces, Run, read_runs
from vanban.corpus.readers.pdf_grids import Lattice, find_lattices
from vanban.corpus.readers.pdf_marks import Marks, drawn_boxes, flatten, overlay, sort_marks
from vanban.corpus.readers.pdf_paths import MAX_OBJECTS, read_edges
from vanban.corpus.readers.pdf_quality import measure

Kind = Literal["native", "ocr", "unreadable", "image", "blank"]
"""Text of the writer; text of an earlier recognition, hidden under an image; text that is garbage; an image
without text; nothing at all."""

_MIN_CHARS = 8  # fewer on a page of images are a stray mark
_IMAGE = 0.3  # of the page: a larger image may hold text
_DRAWING = 300  # paths on a page without text: print turned into curves


@dataclass(slots=True)
class PageRead:
    """A page, read. Places are points from the top left of the page as shown."""

    number: int
    width: float
    height: float
    kind: Kind = "blank"
    runs: list[Run] = field(default_factory=list)
    turned: list[Run] = field(default_factory=list)
    tables: list[Lattice] = field(default_factory=list)
    stamps: tuple[str, ...] = ()
    is_drawing: bool = False


def read_page(document: Any, index: int, faces: Faces) -> PageRead | None:
    """Read a page; None if PDFium cannot load it.

    Args:
        document: a :class:`pypdfium2.PdfDocument`; annotations are drawn into its pages in memory.
        index: number of the page, from 0.
        faces: faces of the document.
    """
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return None
    try:
        return _read(document, page, index, faces)
    finally:
        page.close()


def _read(document: Any, page: Any, index: int, faces: Faces) -> PageRead:
    rotation = page.get_rotation()
    left, top, width, height = upright(page, rotation)
    boxes = drawn_boxes(page, left, top) if not rotation else []
    printed = _runs(page, faces, left, top)
    marks = Marks()
    if boxes:
        marks = _marks(document, page, index, faces, boxes, len_before(page), left, top)
    turned = [run for run in printed if run.face.turned]
    if len(turned) * 2 > len(printed):
        quarter = _quarter(page)
        left, top, width, height = upright(page, quarter)
        printed = _runs(page, faces, left, top)
        turned = [run for run in printed if run.face.turned]
    found = PageRead(index + 1, width, height, stamps=marks.stamps)
    found.kind, visible = _judge(page, printed, width * height)
    if found.kind in ("native", "ocr") or marks.runs:
        found.runs = overlay([run for run in visible if not run.face.turned], marks)
        found.turned = turned
        found.is_drawing = raw.FPDFPage_CountObjects(page.raw) > MAX_OBJECTS
        found.tables = find_lattices(read_edges(page, left, top))
    return found
