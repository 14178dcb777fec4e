"""What signing software draws over a page: numbers and dates filled in, and the stamp that says who signed.

Both live in the appearances of annotations (signature widgets, stamps, free text), which a text layer does not
hold. Signing software nests them in forms, whose parts are moved to a page of their own and read there. Other
annotations are flattened into their page, for which PDFium takes it apart twice more, and the characters that this
adds are read.
"""

import ctypes
import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import regex
from pypdfium2 import raw

from vanban.corpus.layout import Box
from vanban.corpus.readers.pdf_chars import Faces, Run, read_runs, read_text
from vanban.corpus.readers.pdf_lines import line_of, rows
from vanban.corpus.rules import Rule, load

MAX_ANNOTATIONS = 2_000
"""Annotations looked at on one page."""

_DRAWN = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_FREETEXT)
_UNSEEN = raw.FPDF_ANNOT_FLAG_INVISIBLE | raw.FPDF_ANNOT_FLAG_HIDDEN
_MAX_DEPTH = 6  # of forms in the appearance of an annotation
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_SLACK = 2.0  # points by which a drawing may stand out of its rectangle
_COVERED = 0.4  # of a printed run: under a stamped one it is replaced


@dataclass(frozen=True, slots=True)
class Marks:
    """Runs that fill in or correct the text, and the texts of visible signing stamps."""

    runs: tuple[Run, ...] = ()
    stamps: tuple[str, ...] = ()


@functools.cache
def _stamp_line() -> regex.Pattern[str]:
    rules = load("vanban.corpus", "signature_stamps.toml", Rule)
    return regex.compile("|".join(f"(?:{rule.pattern})" for rule in rules))


def is_stamp_line(text: str) -> bool:
    """Whether a line belongs to the visible stamp of signing software."""
    return _stamp_line().match(text) is not None


@dataclass(frozen=True, slots=True)
class Drawing:
    """An annotation that draws text: its handle and its rectangle in PDF space (left, bottom, right, top)."""

    handle: Any
    rect: Box

    def box(self, left: float, top: float) -> Box:
        """Its rectangle in points from the top left of a page, whose corner that is in PDF space."""
        x0, low, x1, high = self.rect
        return x0 - left, top - high, x1 - left, top - low


@contextmanager
def drawings(page: Any) -> Iterator[list[Drawing]]:
    """The annotations of a page that draw text.

    Args:
        page: a :class:`pypdfium2.PdfPage`.
    """
    handles = [
        handle
        for at in range(min(raw.FPDFPage_GetAnnotCount(page.raw), MAX_ANNOTATIONS))
        if (handle := raw.FPDFPage_GetAnnot(page.raw, at))
    ]
    try:
        yield [found for handle in handles if (found := _drawing(handle))]
    finally:
        for handle in handles:
            raw.FPDFPage_CloseAnnot(handle)


def _drawing(annotation: Any) -> Drawing | None:
    """An annotation, if it draws text on the screen and takes room on the page."""
    rect = raw.FS_RECTF()
    if (
        raw.FPDFAnnot_GetSubtype(annotation) not in _DRAWN
        or raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN
        or not raw.FPDFAnnot_GetRect(annotation, rect)
        or rect.right - rect.left <= 1
        or rect.top - rect.bottom <= 1
        or not _holds_text(_tops(annotation))
    ):
        return None
    return Drawing(annotation, (rect.left, rect.bottom, rect.right, rect.top))


def lift(found: Sequence[Drawing], faces: Faces, left: float, top: float) -> list[Run] | None:
    """The runs of some drawings, read without their page; None where only flattening tells where they stand.

    An appearance may be scaled to its rectangle, by boxes that PDFium does not tell. Signing software draws it in the
    size of the rectangle, as forms in a form (Adobe, Digital Signature Appearances); others are not lifted.

    Args:
        found: the drawings; their contents are gone afterwards.
        faces: faces of the document, told of each drawing as of a new page.
        left: x of the page's left edge in PDF space.
        top: y of the page's upper edge in PDF space.
    """
    if not all(map(_is_plain, found)):
        return None
    runs: list[Run] = []
    with pdfium.PdfDocument.new() as beside:
        for drawing in found:
            x0, low, x1, high = drawing.rect
            page = beside.new_page(x1 - x0, high - low)
            for form in _tops(drawing.handle):
                _move(form, page)
            textpage = page.get_textpage()
            faces.new_page()
            runs += read_runs(textpage, read_text(textpage), faces, left - x0, top - low)
            textpage.close()
            page.close()
    return runs


def _is_plain(drawing: Drawing) -> bool:
    """Whether an appearance has its text in forms only, which fit its rectangle as they are."""
    x0, low, x1, high = drawing.rect
    width, height = x1 - x0 + _SLACK, high - low + _SLACK
    matrix, bounds = raw.FS_MATRIX(), [ctypes.c_float() for _ in range(4)]
    for one in _tops(drawing.handle):
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            return False
        if kind != raw.FPDF_PAGEOBJ_FORM:
            continue
        if not (raw.FPDFPageObj_GetMatrix(one, matrix) and raw.FPDFPageObj_GetBounds(one, *bounds)):
            return False
        left, bottom, right, top = (bound.value for bound in bounds)
        is_moved = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f) != _IDENTITY
        if is_moved or left < -_SLACK or bottom < -_SLACK or right > width or top > height:
            return False
    return True


def _move(form: Any, page: Any) -> None:
    """Move the texts and inner forms of a form to a page, which owns them from then on."""
    if raw.FPDFPageObj_GetType(form) != raw.FPDF_PAGEOBJ_FORM:
        return
    for part in list(_inner(form)):
        kind = raw.FPDFPageObj_GetType(part)
        if kind in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM) and raw.FPDFFormObj_RemoveObject(
            form, part
        ):
            raw.FPDFPage_InsertObject(page.raw, part)


def _holds_text(objects: Iterable[Any], depth: int = 0) -> bool:
    """Whether there is text among the objects of an appearance; many hold a picture of the stamp alone."""
    for one in objects:
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_TEXT or depth > _MAX_DEPTH:
            return True
        if kind == raw.FPDF_PAGEOBJ_FORM and _holds_text(_inner(one), depth + 1):
            return True
    return False


def _tops(annotation: Any) -> Iterator[Any]:
    """The objects that an appearance consists of."""
    return _parts(annotation, raw.FPDFAnnot_GetObjectCount, raw.FPDFAnnot_GetObject)


def _inner(form: Any) -> Iterator[Any]:
    """The objects in a form."""
    return _parts(form, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)


def _parts(holder: Any, count: Callable[[Any], int], part: Callable[[Any, int], Any]) -> Iterator[Any]:
    return (part(holder, at) for at in range(count(holder)))


def flatten(page: Any) -> bool:
    """Draw the annotations into the page, in memory; whether that changed it. The page must be loaded anew."""
    return bool(raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS)


def sort_marks(added: Sequence[Run], boxes: Sequence[Box]) -> Marks:
    """Tell fill-ins from signing stamps, annotation by annotation."""
    groups: list[list[Run]] = [[] for _ in boxes]
    for run in added:
        x, y = (run.x0 + run.x1) / 2, (run.y0 + run.y1) / 2
        fits = [at for at, box in enumerate(boxes) if _holds(box, x, y)]
        if fits:
            smallest = min(fits, key=lambda at: (boxes[at][2] - boxes[at][0]) * (boxes[at][3] - boxes[at][1]))
            groups[smallest].append(run)
    runs: list[Run] = []
    stamps: list[str] = []
    for group in groups:
        lines = [line_of(row.runs, 0).text for row in rows(group)]
        if any(map(is_stamp_line, lines)):
            stamps.append(" ".join(filter(None, lines)))
            continue
        for run in group:
            run.signed = True
        runs += group
    return Marks(tuple(runs), tuple(stamps))


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] - _SLACK <= x <= box[2] + _SLACK and box[1] - _SLACK <= y <= box[3] + _SLACK


def overlay(printed: Sequence[Run], marks: Marks) -> list[Run]:
    """Printed and stamped runs together; what a stamp is drawn over is replaced by it."""
    if not marks.runs:
        return list(printed)
    kept = [run for run in printed if not any(_covers(mark, run) for mark in marks.runs)]
    return [*kept, *marks.runs]


def _covers(mark: Run, run: Run) -> bool:
    width = min(mark.x1, run.x1) - max(mark.x0, run.x0)
    height = min(mark.y1, run.y1) - max(mark.y0, run.y0)
    return width > _COVERED * (run.x1 - run.x0) and height > _COVERED * (run.y1 - run.y0)
