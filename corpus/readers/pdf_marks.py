"""What signing software draws over a page: numbers and dates filled in, and the stamp that says who signed.

Both live in the appearances of annotations (signature widgets, stamps, free text), which a text layer does not
hold. The annotations are flattened into the page, and the characters that this adds are read.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import regex
from pypdfium2 import raw

from vanban.corpus.layout import Box
from vanban.corpus.readers.pdf_chars import Run
from vanban.corpus.readers.pdf_lines import line_of, rows
from vanban.corpus.rules import Rule, load

MAX_ANNOTATIONS = 2_000
"""Annotations looked at on one page."""

_DRAWN = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_FREETEXT)
_MAX_DEPTH = 6  # of forms in the appearance of an annotation
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


def drawn_boxes(page: Any, left: float, top: float) -> list[Box]:
    """The boxes of the annotations of a page that draw text, in points from the top left.

    Args:
        page: a :class:`pypdfium2.PdfPage`.
        left: x of the page's left edge in PDF space.
        top: y of the page's upper edge in PDF space.
    """
    boxes: list[Box] = []
    rect = raw.FS_RECTF()
    for at in range(min(raw.FPDFPage_GetAnnotCount(page.raw), MAX_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, at)
        if not annotation:
            continue
        if (
            raw.FPDFAnnot_GetSubtype(annotation) in _DRAWN
            and raw.FPDFAnnot_GetRect(annotation, rect)
            and _holds_text(_parts(annotation, raw.FPDFAnnot_GetObjectCount, raw.FPDFAnnot_GetObject))
        ):
            boxes.append((rect.left - left, top - rect.top, rect.right - left, top - rect.bottom))
        raw.FPDFPage_CloseAnnot(annotation)
    return [box for box in boxes if box[2] - box[0] > 1 and box[3] - box[1] > 1]


def _holds_text(objects: Iterable[Any], depth: int = 0) -> bool:
    """Whether there is text among the objects of an appearance; many hold a picture of the stamp alone."""
    for one in objects:
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_TEXT or depth > _MAX_DEPTH:
            return True
        if kind == raw.FPDF_PAGEOBJ_FORM and _holds_text(
            _parts(one, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject), depth + 1
        ):
            return True
    return False


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
