"""Ruling lines of a PDF page: thin shapes and the sides of drawn rectangles, from its vector paths."""

import ctypes
from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import Any

from pypdfium2 import raw

from vanban.corpus.layout import Box
from vanban.corpus.readers.pdf_calls import Number, Pointer, direct, number_of

MAX_OBJECTS = 60_000
"""Objects looked at on one page; a page with more is a drawing (a map, a scan turned into curves)."""

_THIN = 2.5  # points; a thicker bar is a shape, not a rule
_SHORT = 3.0  # a shorter rule bounds no cell
_MAX_SEGMENTS = 4000  # of one path; a longer one is a drawing
_ONE_SHAPE = 5  # segments; two shapes that enclose something have more
_MAX_DEPTH = 6
_PATH, _FORM = raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_P, _I = Pointer, Number
_object_of = direct(raw.FPDFPage_GetObject, _P, _P, _I)
_kind_of = direct(raw.FPDFPageObj_GetType, _I, _P)
_bounds_of = direct(raw.FPDFPageObj_GetBounds, _I, _P, _P, _P, _P, _P)
_matrix_of = direct(raw.FPDFPageObj_GetMatrix, _I, _P, _P)
_count_parts = direct(raw.FPDFFormObj_CountObjects, _I, _P)
_part_of = direct(raw.FPDFFormObj_GetObject, _P, _P, ctypes.c_ulong)
_mode_of = direct(raw.FPDFPath_GetDrawMode, _I, _P, _P, _P)
_count_segments = direct(raw.FPDFPath_CountSegments, _I, _P)
_segment_of = direct(raw.FPDFPath_GetPathSegment, _P, _P, _I)
_segment_kind = direct(raw.FPDFPathSegment_GetType, _I, _P)
_closes = direct(raw.FPDFPathSegment_GetClose, _I, _P)
_point_of = direct(raw.FPDFPathSegment_GetPoint, _I, _P, _P, _P)
_numbers = (ctypes.c_float * 6)()
_places = [ctypes.addressof(_numbers) + 4 * at for at in range(4)]
_mode = (ctypes.c_int * 2)()  # how a path is filled, whether its outline is drawn
_POINT_BYTES = 8
_BOX_BYTES = 16


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
    count = raw.FPDFPage_CountObjects(page.raw)
    if count > MAX_OBJECTS:
        return edges
    objects = map(_object_of, repeat(number_of(page.raw)), range(count))
    horizontal, vertical = edges.horizontal.append, edges.vertical.append
    for x0, low, x1, high in _strokes(objects, _IDENTITY, 0):
        if high - low <= _THIN:
            if x1 - x0 >= _SHORT:
                horizontal((top - (low + high) / 2, x0 - left, x1 - left))
        elif x1 - x0 <= _THIN and high - low >= _SHORT:
            vertical(((x0 + x1) / 2 - left, top - high, top - low))
    return edges


def _strokes(objects: Iterable[int], matrix: Matrix, depth: int) -> list[Box]:
    """Boxes (x0, y0, x1, y1 in PDF space, y upwards) of all thin shapes and sides of some objects."""
    found: list[Box] = []
    objects = list(objects)
    kinds = list(map(_kind_of, objects))
    if _FORM in kinds and depth < _MAX_DEPTH:
        for one in [one for one, kind in zip(objects, kinds, strict=True) if kind == _FORM]:
            parts = map(_part_of, repeat(one), range(_count_parts(one)))
            found += _strokes(parts, _product(_matrix(one), matrix), depth + 1)
    paths = [one for one, kind in zip(objects, kinds, strict=True) if kind == _PATH]
    for one, box in zip(paths, _boxes(paths), strict=True):
        x0, low, x1, high = box
        if x1 - x0 > _THIN and high - low > _THIN:
            found += _sides(one, matrix)
        else:
            found.append(box if matrix is _IDENTITY else _moved(box, matrix))
    return found


def _boxes(paths: Sequence[int]) -> Iterator[Box]:
    """The boxes of some paths, y upwards; asked for in one go."""
    numbers = array("f", bytes(_BOX_BYTES * len(paths)))
    start, size = numbers.buffer_info()[0], _BOX_BYTES * len(paths)
    places = [range(start + 4 * side, start + 4 * side + size, _BOX_BYTES) for side in range(4)]
    deque(map(_bounds_of, paths, *places), maxlen=0)
    return zip(*(numbers[side::4].tolist() for side in range(4)), strict=True)


def _is_stroked(path: int) -> bool:
    """Whether the outline is drawn; what is only filled is shading."""
    return bool(_mode_of(path, ctypes.addressof(_mode), ctypes.addressof(_mode) + 4) and _mode[1])


def _sides(path: int, matrix: Matrix) -> list[Box]:
    """The straight sides of a drawn path, or the thin ones among the shapes of a filled path.

    Curves and slanting lines bound no cell; a shape that is filled and not thin is shading.
    """
    stroked = _is_stroked(path)
    shading = not stroked and matrix is _IDENTITY  # as a whole, known to be thick
    found: list[Box] = []
    if shading and _count_segments(path) <= _ONE_SHAPE:
        return found
    for shape in _shapes(path, matrix, parts=shading):
        if stroked:
            found += [_span(one, other) for one, other in pairwise(shape)]
            continue
        across, up = [corner[0] for corner in shape], [corner[1] for corner in shape]
        left, low, right, high = min(across), min(up), max(across), max(up)
        if right - left <= _THIN or high - low <= _THIN:
            found.append((left, low, right, high))
    return found


def _shapes(path: int, matrix: Matrix, *, parts: bool) -> Iterator[list[Point]]:
    """The corners of each part of a path, closed parts with the first once more; at least two.

    With ``parts`` a path of one part only gives nothing.
    """
    count = _count_segments(path)
    if not 1 < count <= _MAX_SEGMENTS:
        return
    segments = list(map(_segment_of, repeat(path), range(count)))
    kinds = list(map(_segment_kind, segments))
    if parts and kinds.count(raw.FPDF_SEGMENT_MOVETO) < 2:
        return
    corners: list[Point] = []
    places = _corners(segments, path, matrix)
    for kind, closed, corner in zip(kinds, map(_closes, segments), places, strict=True):
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(corners) > 1:
                yield corners
            corners = []
        corners.append(corner)
        if closed:
            corners.append(corners[0])
    if len(corners) > 1:
        yield corners


def _corners(segments: Sequence[int], path: int, matrix: Matrix) -> list[Point]:
    """The end points of the segments of a path."""
    places = array("f", bytes(_POINT_BYTES * len(segments)))
    start = places.buffer_info()[0]
    end = start + _POINT_BYTES * len(segments)
    x, y = range(start, end, _POINT_BYTES), range(start + _POINT_BYTES // 2, end + 1, _POINT_BYTES)
    deque(map(_point_of, segments, x, y), maxlen=0)
    a, b, c, d, e, f = _product(_matrix(path), matrix)
    flat = places.tolist()
    return [(x * a + y * c + e, x * b + y * d + f) for x, y in zip(flat[::2], flat[1::2], strict=True)]


def _span(one: Point, other: Point) -> Box:
    (x0, y0), (x1, y1) = one, other
    if x0 > x1:
        x0, x1 = x1, x0
    return (x0, y0, x1, y1) if y0 <= y1 else (x0, y1, x1, y0)


def _matrix(one: int) -> Matrix:
    if not _matrix_of(one, _places[0]):
        return _IDENTITY
    a, b, c, d, e, f = _numbers
    return a, b, c, d, e, f


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


def _point(x: float, y: float, by: Matrix) -> Point:
    return x * by[0] + y * by[2] + by[4], x * by[1] + y * by[3] + by[5]


def _moved(box: Box, by: Matrix) -> Box:
    return _span(_point(box[0], box[1], by), _point(box[2], box[3], by))
