"""Ruling lines of a PDF page: thin shapes and the sides of drawn rectangles, from its vector paths."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdfium2 import raw

from vanban.corpus.layout import Box

MAX_OBJECTS = 60_000
"""Objects looked at on one page; a page with more is a drawing (a map, a scan turned into curves)."""

_THIN = 2.5  # points; a thicker bar is a shape, not a rule
_SHORT = 3.0  # a shorter rule bounds no cell
_MAX_SEGMENTS = 4000  # of one path; a longer one is a drawing
_MAX_DEPTH = 6
_PATH, _FORM = raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Edges:
    """Rules of a page in points from the top left: horizontal ones as (y, x0, x1), vertical as (x, y0, y1)."""

    horizontal: list[tuple[float, float, float]]
    vertical: list[tuple[float, float, float]]


def read_edges(page: Any, left: float, top: float) -> Edges:
    """The rules of a page.

    Args:
        page: a :class:`pypdfium2.PdfPage`.
        left: x of the page's left edge in PDF space.
        top: y of the page's upper edge in PDF space.
    """
    edges = Edges([], [])
    rects: list[Box] = []
    count = raw.FPDFPage_CountObjects(page.raw)
    if count <= MAX_OBJECTS:
        objects = (raw.FPDFPage_GetObject(page.raw, at) for at in range(count))
        for x0, y0, x1, y1 in _strokes(objects, _IDENTITY, 0):
            rects.append((x0 - left, top - y1, x1 - left, top - y0))
    for x0, y0, x1, y1 in rects:
        if y1 - y0 <= _THIN:
            if x1 - x0 >= _SHORT:
                edges.horizontal.append(((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= _THIN and y1 - y0 >= _SHORT:
            edges.vertical.append(((x0 + x1) / 2, y0, y1))
    return edges


def _strokes(objects: Iterator[Any], matrix: Matrix, depth: int) -> Iterator[Box]:
    """Boxes (x0, y0, x1, y1 in PDF space, y upwards) of all thin shapes and sides."""
    x0, y0, x1, y1 = (ctypes.c_float() for _ in range(4))
    bounds = ctypes.byref(x0), ctypes.byref(y0), ctypes.byref(x1), ctypes.byref(y1)
    kind_of, bounds_of = raw.FPDFPageObj_GetType, raw.FPDFPageObj_GetBounds
    for one in objects:
        kind = kind_of(one)
        if kind == _PATH:
            bounds_of(one, *bounds)
            box = x0.value, y0.value, x1.value, y1.value
            if box[2] - box[0] <= _THIN or box[3] - box[1] <= _THIN:
                yield box if matrix is _IDENTITY else _moved(box, matrix)
            else:
                yield from _sides(one, matrix)
        elif kind == _FORM and depth < _MAX_DEPTH:
            inner = _product(_matrix_of(one), matrix)
            parts = (raw.FPDFFormObj_GetObject(one, at) for at in range(raw.FPDFFormObj_CountObjects(one)))
            yield from _strokes(parts, inner, depth + 1)


def _is_stroked(path: Any) -> bool:
    """Whether the outline is drawn; what is only filled is shading."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(path, fill, stroke) and stroke.value)


def _sides(path: Any, matrix: Matrix) -> Iterator[Box]:
    """The straight sides of a drawn path, or the thin ones among the shapes of a filled path.

    Curves and slanting lines bound no cell; a shape that is filled and not thin is shading.
    """
    stroked = _is_stroked(path)
    for shape in _shapes(path, matrix):
        spans = [_span(one, other) for one, other in pairwise(shape)]
        if stroked:
            yield from spans
        else:
            left, low = min(span[0] for span in spans), min(span[1] for span in spans)
            right, high = max(span[2] for span in spans), max(span[3] for span in spans)
            if right - left <= _THIN or high - low <= _THIN:
                yield left, low, right, high


def _shapes(path: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path, closed parts with the first once more; at least two."""
    count = raw.FPDFPath_CountSegments(path)
    if not 1 < count <= _MAX_SEGMENTS:
        return
    own = _product(_matrix_of(path), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    corners: list[tuple[float, float]] = []
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if len(corners) > 1:
                yield corners
            corners = []
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        corners.append(_point(x.value, y.value, own))
        if raw.FPDFPathSegment_GetClose(segment) and corners:
            corners.append(corners[0])
    if len(corners) > 1:
        yield corners


def _span(one: tuple[float, float], other: tuple[float, float]) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def _matrix_of(one: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(one, found):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _product(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies one, then the other."""
    a, b, c, d, e, f = first
    x = then
    return (
        a * x[0] + b * x[2],
        a * x[1] + b * x[3],
        c * x[0] + d * x[2],
        c * x[1] + d * x[3],
        e * x[0] + f * x[2] + x[4],
        e * x[1] + f * x[3] + x[5],
    )


def _point(x: float, y: float, by: Matrix) -> tuple[float, float]:
    return x * by[0] + y * by[2] + by[4], x * by[1] + y * by[3] + by[5]


def _moved(box: Box, by: Matrix) -> Box:
    return _span(_point(box[0], box[1], by), _point(box[2], box[3], by))
