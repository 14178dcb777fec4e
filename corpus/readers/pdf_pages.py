"""One page of a PDF: its runs and ruled tables, upright, and whether its text can be relied on."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pypdfium2 as pdfium
from pypdfium2 import raw

from vanban.corpus.layout import Box
from vanban.corpus.legacy import Converted, convert_runs
from vanban.corpus.readers.pdf_chars import Faces, Run, read_runs, read_text
from vanban.corpus.readers.pdf_grids import Lattice, find_drawings
from vanban.corpus.readers.pdf_marks import Marks, drawings, flatten, lift, overlay, sort_marks
from vanban.corpus.readers.pdf_paths import MAX_OBJECTS, read_edges
from vanban.corpus.readers.pdf_quality import measure

Kind = Literal["native", "ocr", "unreadable", "image", "blank", "recognised"]
"""Text of the writer; text of an earlier recognition, hidden under an image; text that is garbage; an image
without text; nothing at all; text that vanban recognised itself."""

_MIN_CHARS = 8  # fewer on a page of images are a stray mark
_FEW_CHARS = 250  # fewer over a picture of the whole page are a stamp: "SAO Y", body, day and hour
_IMAGE = 0.3  # of the page: a larger image may hold text
_WHOLE = 0.6  # of the page: a larger image is a scan
# Fonts that print đ for ñ and Đ for ð (as VNI does) in text that is Unicode otherwise; "Niño" is left alone.
_VNI_D = re.compile(r"\W*ñ\w")
_VNI_LETTERS = str.maketrans({"ñ": "đ", "Ñ": "Đ", "ð": "Đ"})
_DRAWING = 300  # paths on a page without text: print turned into curves


@dataclass(slots=True)
class PageRead:
    """A page, read. Places are points from the top left of the page as shown.

    ``converted`` says what its text was written in.
    """

    number: int
    width: float
    height: float
    kind: Kind = "blank"
    runs: list[Run] = field(default_factory=list)
    turned: list[Run] = field(default_factory=list)
    tables: list[Lattice] = field(default_factory=list)
    boxes: list[Lattice] = field(default_factory=list)
    """Drawings of one cell, which may be a row of a table over pages."""
    stamps: tuple[str, ...] = ()
    arrivals: tuple[str, ...] = ()
    """Texts of stamps of arrival, where the page was recognised."""
    is_drawing: bool = False
    converted: Converted = field(default_factory=lambda: Converted([]))
    marks: Marks = field(default_factory=Marks)
    unpainted: str = ""
    """Words in the file that are not to be seen on the page."""
    sure: list[float] = field(default_factory=list)
    """The confidence of each run of a page that was recognised."""
    lay: tuple[int, float] = (0, 0.0)
    """How it lay: degrees by which it was turned clockwise, then straightened against the clock, to be recognised."""
    sheet: int = 0
    """Its number in the file, told where pages were recognised: those after a scan of two pages are counted on."""
    is_half: bool = False
    """The left or the right side of a page of the file that shows two."""


def read_page(document: Any, index: int, faces: Faces) -> PageRead | None:
    """Read a page; None if PDFium cannot load it.

    Args:
        document: a :class:`pypdfium2.PdfDocument`; annotations are drawn into its pages in memory.
        index: number of the page, from 0.
        faces: faces of the document.
    """
    try:
        page = document[index]
        box = page.get_bbox()
        text, printed = _runs(page, box, faces)
        direction = _direction(printed)
        if direction:
            box = _turn(page, box, direction)
            text, printed = _runs(page, box, faces)
        marks = Marks()
        if not direction:
            with drawings(page) as drawn:
                boxes = [drawing.box(box[0], box[3]) for drawing in drawn]
                added = lift(drawn, faces, box[0], box[3])
            if added is None and flatten(page):
                page.close()
                page = document[index]
                added = _runs(page, box, faces, text)[1]
            marks = sort_marks(_added(printed, added or ()), boxes)
        found = _judged(page, box, printed, marks)
        found.number = index + 1
        page.close()
    except pdfium.PdfiumError:
        return None
    return found


def _runs(page: Any, box: Box, faces: Faces, known: str = "") -> tuple[str, list[Run]]:
    """The characters of a page and its runs; where it begins with the known characters, the runs after them."""
    faces.new_page()
    textpage = page.get_textpage()
    text = read_text(textpage)
    begin = len(known) if text.startswith(known) else 0
    runs = read_runs(textpage, text, faces, box[0], box[3], begin=begin)
    textpage.close()
    return text, runs


def _direction(runs: Sequence[Run]) -> int:
    """The direction that most letters run in."""
    letters = {0: 0, 90: 0, 180: 0, 270: 0}
    for run in runs:
        letters[run.face.turned] += len(run.text)
    return max(letters, key=lambda direction: letters[direction])


def _turn(page: Any, box: Box, direction: int) -> Box:
    """Turn everything on a page so that text of one direction stands upright; the new box, y upwards."""
    left, low, right, top = box
    if direction == 180:
        matrix, turned = (-1, 0, 0, -1, right, top), (0.0, 0.0, right - left, top - low)
    elif direction == 90:
        matrix, turned = (0, -1, 1, 0, -low, right), (0.0, 0.0, top - low, right - left)
    else:
        matrix, turned = (0, 1, -1, 0, top, -left), (0.0, 0.0, top - low, right - left)
    for at in range(raw.FPDFPage_CountObjects(page.raw)):
        raw.FPDFPageObj_Transform(raw.FPDFPage_GetObject(page.raw, at), *map(ctypes.c_double, matrix))
    return turned


def _added(before: Sequence[Run], after: Sequence[Run]) -> list[Run]:
    """The runs that drawing the annotations added."""
    if not after:
        return []
    texts = {run.text for run in after}
    known = {(run.text, round(run.x0), round(run.y1)) for run in before if run.text in texts}
    return [run for run in after if (run.text, round(run.x0), round(run.y1)) not in known]


def _judged(page: Any, box: Box, printed: Sequence[Run], marks: Marks) -> PageRead:
    """The page with what can be read of it."""
    width, height = box[2] - box[0], box[3] - box[1]
    converted = _to_unicode(printed)
    hidden = [run for run in printed if run.face.hidden]
    visible = [run for run in printed if not run.face.hidden] if hidden else list(printed)
    chars = _letters(printed)
    shown = chars - _letters(hidden)
    found = PageRead(0, width, height, stamps=marks.stamps, marks=marks, converted=converted)
    objects = raw.FPDFPage_CountObjects(page.raw)
    found.is_drawing = objects > MAX_OBJECTS
    if chars < _FEW_CHARS and _is_picture(page, width * height, chars, objects):
        found.kind = "image"
        return found
    if not chars:
        return found
    if shown * 2 < chars and _image_share(page, width * height) > _IMAGE:
        visible = list(printed)
        quality = measure([run.text for run in visible])
        found.kind = "ocr" if quality.is_readable and quality.is_marked else "unreadable"
    else:
        found.kind = "native" if measure([run.text for run in visible]).is_readable else "unreadable"
    if found.kind == "unreadable":
        found.converted = Converted([])
    else:
        turned = [run for run in visible if run.face.turned]
        found.runs = overlay([run for run in visible if not run.face.turned] if turned else visible, marks)
        if found.kind == "native":
            found.unpainted = " ".join(run.text for run in hidden)
        found.turned = turned
        found.tables, found.boxes = find_drawings(read_edges(page, box[0], box[3]))
    return found


def _to_unicode(runs: Sequence[Run]) -> Converted:
    """Convert the runs of a page in place."""
    converted = convert_runs([(run.text, run.face.font) for run in runs])
    for run, text in zip(runs, converted.texts, strict=True):
        run.text = text
    if "ñ" in "".join(converted.texts) and any(map(_VNI_D.match, converted.texts)):
        for run in runs:
            run.text = run.text.translate(_VNI_LETTERS)
    return converted


def _is_picture(page: Any, area: float, chars: int, objects: int) -> bool:
    """Whether a page with little text is a scan, or print turned into curves; a line of a stamp is no text layer."""
    if chars < _MIN_CHARS and objects > _DRAWING:
        return True
    return _image_share(page, area) > (_IMAGE if chars < _MIN_CHARS else _WHOLE)


def _letters(runs: Sequence[Run]) -> int:
    return sum([len(run.text) for run in runs])


def _image_share(page: Any, area: float) -> float:
    """The share of the page that its largest image covers."""
    largest = 0.0
    for one in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        x0, y0, x1, y1 = one.get_bounds()
        largest = max(largest, (x1 - x0) * (y1 - y0))
    return largest / max(area, 1.0)


def asides(pages: Sequence[PageRead], margins: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What stands beside the text: stamps, heads and feet of pages, words that are not to be seen."""
    yield from (("signature stamp", text) for page in pages for text in page.stamps)
    yield from (("arrival stamp", text) for page in pages for text in page.arrivals)
    yield from (("page margin", text) for text in margins)
    yield from (("unpainted", page.unpainted) for page in pages if page.unpainted)
