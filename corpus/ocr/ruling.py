"""The ruling lines of a page image: long straight strokes, short ones that run from one line to another, small frames.

A rule between two merged cells is no longer than one row is high, as short as the stroke of a letter; what tells it
is that both its ends lie on other rules.
"""

from collections.abc import Iterator

import numpy as np

from vanban.corpus.ocr.libraries import Image, cv2

_LONG = 0.45  # inches: a longer straight stroke is a rule, no part of a letter
_SHORT = 0.1  # inches: rows and columns are no narrower
_THICK = 0.03  # inches: how thick a short rule may be
_REACH = 3  # pixels by which it may miss the rules it runs to
_FRAME_WIDE, _FRAME_HIGH = (0.9, 2.7), (0.5, 1.7)  # inches: stamps of arrival are 50 by 35 mm, or lower
_CLOSED = 0.9  # of each side of a frame that is inked
_HOLLOW = 0.35  # of what lies within one that is inked
_EIGHT = 8  # pixels that are looked at as one


def find_rules(ink: Image, dpi: float) -> tuple[Image, Image]:
    """The pixels of rules across and of rules down.

    Args:
        ink: 1 where a page is inked.
        dpi: pixels an inch.
    """
    across, down = _long(ink, int(dpi * _LONG), 1), _long(ink, int(dpi * _LONG), 0)
    return across | _between(ink, down, across, dpi, 1), down | _between(ink, across, down, dpi, 0)


def _along(length: int, axis: int) -> Image:
    """The shape of a stroke down (axis 0) or across (axis 1)."""
    return np.ones((length, 1) if axis == 0 else (1, length), np.uint8)


def _strokes(ink: Image, length: int, axis: int) -> Image:
    """What is inked over a length."""
    return cv2.morphologyEx(ink, cv2.MORPH_OPEN, _along(length, axis))


def _long(ink: Image, length: int, axis: int) -> Image:
    """The same for a great length, in those rows or columns alone where eights of pixels in a row are all inked."""
    eights = (length - _EIGHT + 1) // _EIGHT  # that a stroke covers whole, wherever it begins
    if eights < 1 or min(ink.shape) < _EIGHT:
        return _strokes(ink, length, axis)
    if axis == 1:
        whole = (np.packbits(ink, axis=1) == 2**_EIGHT - 1).view(np.uint8)
    else:
        high = len(ink) // _EIGHT * _EIGHT
        whole = np.bitwise_and.reduce(ink[:high].reshape(-1, _EIGHT, ink.shape[1]), axis=1)
    found = np.zeros_like(ink)
    lanes = np.flatnonzero(_strokes(whole, eights, axis).any(axis=axis))
    if len(lanes):
        lane = (lanes, slice(None)) if axis == 1 else (slice(None), lanes)
        found[lane] = _strokes(np.ascontiguousarray(ink[lane]), length, axis)
    return found


def _between(ink: Image, rules: Image, beside: Image, dpi: float, axis: int) -> Image:
    """Strokes from one of some rules to another that are too short to be rules of their own.

    Args:
        ink: 1 where a page is inked.
        rules: those that the strokes run between.
        beside: rules of the same direction as the strokes.
        dpi: pixels an inch.
        axis: 0 for strokes down, 1 for strokes across.
    """
    found = np.zeros_like(ink)
    left, top, wide, high = cv2.boundingRect(rules)  # outside it none can end on both sides
    if not wide:
        return found
    around = 4 * _REACH  # so that what runs out of it does not seem to end on them
    part = (
        slice(max(top - around, 0), top + high + around),
        slice(max(left - around, 0), left + wide + around),
    )
    near = cv2.dilate(beside[part], _along(2 * _REACH + 1, 1 - axis))
    touched = cv2.dilate(rules[part], np.ones((2 * _REACH + 1, 2 * _REACH + 1), np.uint8))
    strokes = _strokes(ink[part], int(dpi * _SHORT), axis) & (1 - near)
    own = found[part]
    for x, y, w, h in outlined(strokes):
        thick = w if axis == 0 else h
        if thick <= max(_THICK * dpi, 3) and all(_ends(touched, x, y, w, h, axis)):
            own[y : y + h, x : x + w] = strokes[y : y + h, x : x + w]
    return found


def _ends(touched: Image, x: int, y: int, w: int, h: int, axis: int) -> Iterator[bool]:
    """Whether a stroke begins and ends on a rule, or right before or behind it."""
    high, wide = touched.shape
    if axis == 0:
        yield bool(touched[y, x : x + w].any())
        yield bool(touched[min(y + h, high - 1), x : x + w].any())
    else:
        yield bool(touched[y : y + h, x].any())
        yield bool(touched[y : y + h, min(x + w, wide - 1)].any())


def find_frames(ink: Image, dpi: float) -> list[tuple[int, int, int, int]]:
    """Small hollow frames, as stamps have them, askew or not: left, top, right and lower side in pixels."""
    found: list[tuple[int, int, int, int]] = []
    for x, y, w, h in outlined(ink):
        box, part = (x, y, x + w, y + h), ink[y : y + h, x : x + w]
        if is_small_frame(box, dpi) and part.mean() < _HOLLOW and _is_closed(part):
            found.append(box)
    return found


def is_small_frame(box: tuple[float, float, float, float], dpi: float) -> bool:
    """Whether a box in pixels has the size of a stamp."""
    wide, high = (box[2] - box[0]) / dpi, (box[3] - box[1]) / dpi
    return _FRAME_WIDE[0] < wide < _FRAME_WIDE[1] and _FRAME_HIGH[0] < high < _FRAME_HIGH[1]


def _is_closed(part: Image) -> bool:
    """Whether all four sides of a piece of a page are inked from end to end, a little askew or broken at most."""
    rim = [max(side // 8, 3) for side in part.shape]
    sides = (
        part[: rim[0]].any(0),
        part[-rim[0] :].any(0),
        part[:, : rim[1]].any(1),
        part[:, -rim[1] :].any(1),
    )
    return all(float(side.mean()) > _CLOSED for side in sides)


def outlined(shapes: Image) -> Iterator[tuple[int, int, int, int]]:
    """The box of each shape: x, y, width, height. Outlines are a fifth of the work of labels."""
    outlines, tree = cv2.findContours(np.ascontiguousarray(shapes), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    for at, outline in enumerate(outlines):
        if tree[0][at][3] < 0:  # a hole has a parent
            yield cv2.boundingRect(outline)
