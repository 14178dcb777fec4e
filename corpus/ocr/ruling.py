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
_FRAME_WIDE, _FRAME_HIGH = (
    (0.9, 2.7),
    (0.5, 1.7),
)  # inches: the stamp of arrival is 2 by 1.4 (50 by 35 mm), and lower
_CLOSED = 0.9  # of a side that is inked
_HOLLOW = 0.15  # of a frame that is inked: its sides and a line or two across


def find_rules(ink: Image, dpi: float) -> tuple[Image, Image]:
    """The pixels of rules across and of rules down.

    Args:
        ink: 1 where a page is inked.
        dpi: pixels an inch.
    """
    across, down = _strokes(ink, int(dpi * _LONG)), _strokes(ink.T, int(dpi * _LONG)).T
    found = _between(ink, across, down, dpi)
    other = _between(ink.T, down.T, across.T, dpi).T
    return across | other, down | found


def _strokes(ink: Image, length: int) -> Image:
    """What is inked over a length across."""
    return cv2.morphologyEx(np.ascontiguousarray(ink), cv2.MORPH_OPEN, np.ones((1, length), np.uint8))


def _between(ink: Image, across: Image, down: Image, dpi: float) -> Image:
    """Strokes down from one rule across to another that are too short to be rules of their own."""
    found = np.zeros_like(ink)
    if not across.any():
        return found
    near = cv2.dilate(np.ascontiguousarray(down), np.ones((1, 2 * _REACH + 1), np.uint8))
    strokes = _strokes(ink.T, int(dpi * _SHORT)).T & (near == 0)
    for x, y, w, h in outlined(strokes):
        if w <= max(_THICK * dpi, 3) and _touches(across, x, w, y) and _touches(across, x, w, y + h):
            found[y : y + h, x : x + w] = strokes[y : y + h, x : x + w]
    return found


def find_frames(ink: Image, dpi: float) -> list[tuple[int, int, int, int]]:
    """Small hollow frames, as stamps have them, askew or not: left, top, right and lower side in pixels."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found: list[tuple[int, int, int, int]] = []
    for x, y, w, h, _ in stats[1:][stats[1:, 4] < _HOLLOW * stats[1:, 2] * stats[1:, 3]].tolist():
        box = x, y, x + w, y + h
        if is_small_frame(box, dpi) and _is_closed(ink[y : y + h, x : x + w]):
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


def _touches(across: Image, x: int, w: int, y: int) -> bool:
    """Whether a rule across runs at a height, or right above or below it."""
    beside = slice(max(x - _REACH, 0), x + w + _REACH)
    return bool(across[max(y - _REACH, 0) : y + _REACH + 1, beside].any())


def outlined(shapes: Image) -> Iterator[tuple[int, int, int, int]]:
    """The box of each shape: x, y, width, height. Outlines are a fifth of the work of labels."""
    outlines, tree = cv2.findContours(np.ascontiguousarray(shapes), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    for at, outline in enumerate(outlines):
        if tree[0][at][3] < 0:  # a hole has a parent
            yield cv2.boundingRect(outline)
