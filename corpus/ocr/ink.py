"""Cuts zones out of a page image as the reader of digits wants them: ink alone, at one size.

A clerk's pen is often blue or violet, and its colour parts it from the print around it and from leader dots; black
ink is read with its neighbours, which the reader has learnt to pass over.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from vanban.corpus.ocr.digits import HEIGHT, Array
from vanban.corpus.ocr.libraries import cv2
from vanban.corpus.ocr.zones import Zone

Picture = Any
"""A page as a numpy array of bytes: rows, columns, and red, green, blue."""

_ABOVE, _BELOW = 1.35, 0.6  # em over and under the baseline: pens stray out of the line
_COLOURED = 0.16  # of full saturation; paper and grey print stay under it, also after JPEG
_PEN = 0.02  # the share of a zone that a coloured number covers at least
_STROKE = 0.35  # of the darkest ink: what belongs to a stroke
_PART = 0.3  # of a stroke that has the colour of a pen
_EDGE = 0.14  # em: how far OCR's boxes are off
_TURNS = ((0.0, 1.0), (-0.07, 1.0), (0.07, 1.0), (0.0, 0.9), (0.0, 1.1))  # moves in em, and sizes
_SPAN = 8.0  # em; a wider zone is no gap for a number


def views(page: Picture, zone: Zone) -> Iterator[Array]:
    """The zone seen in several ways: moved and zoomed, and by its coloured ink alone where there is some.

    Returns:
        arrays of ``HEIGHT`` rows, 0 (paper) to 1 (ink); none when the zone lies outside the page.
    """
    for move, size in _TURNS:
        yield from _view(page, zone, move, size)


def is_coloured(page: Picture, zone: Zone) -> bool:
    """Whether a coloured pen wrote into a zone: what the engine read there, it read without that ink."""
    left, top, right, bottom = _frame(zone, 0.0, 1.0)
    patch = _patch(page, left, top, right, bottom)
    return patch is not None and _tinted(patch, _ink(patch)) is not None


def _frame(zone: Zone, move: float, size: float) -> tuple[float, float, float, float]:
    """The box of a zone, moved and zoomed."""
    em = zone.em * size
    over = 0.5 if zone.field == "ordinal" and not zone.open else 0.3
    top, bottom = zone.baseline + move * em - _ABOVE * em, zone.baseline + move * em + _BELOW * em
    return zone.left - 0.35 * em, top, min(zone.right + over * em, zone.left + _SPAN * em), bottom


def _view(page: Picture, zone: Zone, move: float, size: float) -> list[Array]:
    em = zone.em * size
    left, top, right, bottom = _frame(zone, move, size)
    patch = _patch(page, left, top, right, bottom)
    if patch is None:
        return []
    dark = _ink(patch)
    shapes = _shapes(dark)
    pen = _coloured(patch, dark, shapes)
    alone = (
        None
        if zone.field != "ordinal" or zone.open
        else _between(shapes, zone.left - left, zone.right - left, em)
    )
    images = [dark if alone is None else dark * alone] if pen is None else [dark, dark * pen]
    width = max(16, round(patch.shape[1] * HEIGHT / patch.shape[0]))
    return [_resized(image, HEIGHT, width + width % 2) for image in images]


def _shapes(dark: Array) -> tuple[Array, Array]:
    """The strokes that hang together: a label for each pixel, 0 for paper, and the boxes of the labels."""
    _, labels, boxes, _ = cv2.connectedComponentsWithStats((dark > _STROKE).astype(np.uint8), connectivity=8)
    return labels, boxes


def _between(shapes: tuple[Array, Array], left: float, right: float, em: float) -> Array:
    """1 where what stands in a gap is, and the slash behind it; 0 for the print before and after."""
    labels, boxes = shapes
    x0, x1 = boxes[:, 0], boxes[:, 0] + boxes[:, 2]
    kept = (x1 > left + _EDGE * em) & (x0 < right + _EDGE * em)
    kept[0] = False
    return _grown(kept[labels].astype(np.float32))


def _patch(page: Picture, left: float, top: float, right: float, bottom: float) -> Picture | None:
    """The pixels of a box, white where it reaches over the page's border."""
    x0, y0, x1, y1 = (round(v) for v in (left, top, right, bottom))
    high, wide = page.shape[:2]
    if x1 - x0 < 8 or y1 - y0 < 8 or x0 >= wide or y0 >= high or x1 <= 0 or y1 <= 0:
        return None
    patch = np.full((y1 - y0, x1 - x0, 3), 255, dtype=np.uint8)
    seen = page[max(y0, 0) : y1, max(x0, 0) : x1]
    patch[max(-y0, 0) : max(-y0, 0) + seen.shape[0], max(-x0, 0) : max(-x0, 0) + seen.shape[1]] = seen
    return patch


def _ink(patch: Picture) -> Array:
    """How dark each pixel is against its paper, 1 for the darkest ink of the zone."""
    light = np.minimum(np.minimum(patch[:, :, 0], patch[:, :, 1]), patch[:, :, 2])
    paper, ink = _percentile(light, 0.85), _percentile(light, 0.01)
    return np.clip((paper - light.astype(np.float32)) / max(paper - ink, 60.0), 0, 1)


def _percentile(values: Picture, share: float) -> np.float32:
    """The value that a share of some bytes are not above, between two of them by the place; faster than sorting."""
    counts = np.bincount(values.ravel(), minlength=256).cumsum()
    place = share * (counts[-1] - 1)
    low, high = np.searchsorted(counts, [int(place), min(int(place) + 1, counts[-1] - 1)], side="right")
    return np.float32(low + (high - low) * (place - int(place)))


def _tinted(patch: Picture, dark: Array) -> Array | None:
    """Which pixels of strokes have the colour of a pen; None when too few have."""
    paper = np.array([_percentile(patch[:, :, at], 0.85) for at in range(3)])  # yellowed paper is no ink
    strokes = dark > _STROKE
    colours = np.clip(patch[strokes] * (255 / np.maximum(paper, 120)), 0, 255)
    coloured = (colours.max(axis=1) - colours.min(axis=1)) / 255 > _COLOURED
    if np.count_nonzero(coloured) < _PEN * dark.size:
        return None
    found = np.zeros(dark.shape, bool)
    found[strokes] = coloured
    return found


def _coloured(patch: Picture, dark: Array, shapes: tuple[Array, Array]) -> Array | None:
    """1 where the strokes of a coloured pen are; None when the zone has none to speak of.

    A stroke counts as a whole: where the pen pressed, its ink is nearly black.
    """
    inked = _tinted(patch, dark)
    if inked is None:
        return None
    labels, boxes = shapes
    count = np.bincount(labels.ravel(), minlength=len(boxes))
    tinted_part = np.bincount(labels.ravel(), weights=inked.ravel(), minlength=len(boxes)) / np.maximum(
        count, 1
    )
    kept = tinted_part > _PART
    kept[0] = False
    return _grown(kept[labels].astype(np.float32))


def _grown(mask: Array) -> Array:
    """A mask with the rim of its strokes."""
    return cv2.dilate(mask, np.ones((5, 5), np.uint8))


def _resized(image: Array, high: int, wide: int) -> Array:
    """The image at another size, by a triangle filter as wide as a pixel of the coarser one."""
    return np.asarray(
        _weights(image.shape[0], high) @ image @ _weights(image.shape[1], wide).T, dtype=np.float32
    )


def _weights(old: int, new: int) -> Array:
    scale = old / new
    centres = (np.arange(new) + 0.5) * scale - 0.5
    weights = np.maximum(0, 1 - np.abs(np.arange(old)[None] - centres[:, None]) / max(scale, 1.0))
    return weights / weights.sum(axis=1, keepdims=True)
