"""Cuts zones out of a page image as the reader of digits wants them: ink alone, at one size.

A clerk's pen is often blue or violet, and its colour parts it from the print around it and from leader dots; black
ink is read with its neighbours, which the reader has learnt to pass over.
"""

from typing import Any

import numpy as np

from vanban.corpus.ocr.digits import HEIGHT, Array
from vanban.corpus.ocr.zones import Zone

Picture = Any
"""A page as a numpy array of bytes: rows, columns, and red, green, blue."""

_ABOVE, _BELOW = 1.35, 0.6  # em over and under the baseline: pens stray out of the line
_COLOURED = 0.16  # of full saturation; paper and grey print stay under it, also after JPEG
_PEN = 0.02  # the share of a zone that a coloured number covers at least
_TURNS = ((0.0, 1.0), (-0.07, 1.0), (0.07, 1.0), (0.0, 0.9), (0.0, 1.1))  # moves in em, and sizes
_SPAN = 8.0  # em; a wider zone is no gap for a number


def views(page: Picture, zone: Zone) -> list[Array]:
    """The zone seen in several ways: moved and zoomed, and by its coloured ink alone where there is some.

    Returns:
        arrays of ``HEIGHT`` rows, 0 (paper) to 1 (ink); empty when the zone lies outside the page.
    """
    return [view for move, size in _TURNS for view in _view(page, zone, move, size)]


def _view(page: Picture, zone: Zone, move: float, size: float) -> list[Array]:
    em = zone.em * size
    over = 0.5 if zone.field == "ordinal" and not zone.open else 0.3
    top, bottom = zone.baseline + move * em - _ABOVE * em, zone.baseline + move * em + _BELOW * em
    left, right = zone.left - 0.35 * em, min(zone.right + over * em, zone.left + _SPAN * em)
    patch = _patch(page, left, top, right, bottom)
    if patch is None:
        return []
    colours = patch.astype(np.float32)
    dark, pen = _ink(colours), _coloured(colours)
    images = [dark] if pen is None else [dark, dark * pen]
    width = max(16, round(patch.shape[1] * HEIGHT / patch.shape[0]))
    return [_resized(image, HEIGHT, width + width % 2) for image in images]


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


def _ink(colours: Array) -> Array:
    """How dark each pixel is against its paper, 1 for the darkest ink of the zone."""
    light = colours.min(axis=2)
    paper, ink = np.percentile(light, 85), np.percentile(light, 1)
    return np.clip((paper - light) / max(paper - ink, 60.0), 0, 1).astype(np.float32)


def _coloured(colours: Array) -> Array | None:
    """Where the ink has the colour of a pen: 0 to 1; None when the zone has none to speak of."""
    paper = np.percentile(colours, 85, axis=(0, 1))  # yellowed paper is no ink
    tinted = np.clip(colours * (255 / np.maximum(paper, 120)), 0, 255)
    most, least = tinted.max(axis=2), tinted.min(axis=2)
    share = (most - least) / 255
    inked = share > _COLOURED
    if inked.mean() < _PEN:
        return None
    soft = np.clip(share / _COLOURED - 0.4, 0, 1)
    near = np.maximum.reduce([_shifted(soft, y, x) for y in (-1, 0, 1) for x in (-1, 0, 1)])
    return near


def _shifted(image: Array, down: int, right: int) -> Array:
    return np.roll(image, (down, right), axis=(0, 1))


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
