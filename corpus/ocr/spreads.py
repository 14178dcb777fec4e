"""Two pages on one scan: an open volume or two sheets side by side, parted at the fold between them.

A landscape page looks alike from afar. It has lines or rules that cross its middle; two pages have none, and a page
of running text stands on one side at least.
"""

from collections.abc import Sequence

import numpy as np

from vanban.corpus.ocr.libraries import Image
from vanban.corpus.ocr.segment import Ink, TextLine

_SHAPES = (1.2, 1.75)  # width by height of two upright pages; A3 has 1.41, cropped copies less or more
_MIDDLE = (0.42, 0.58)  # of the width: where the fold lies
_GAP = 0.03  # of the width: the margins of both pages together
_LONG = 0.6  # of a page's width: a line of running text
_TEXT, _FEW = 8, 4  # such lines on one side; lines of any length on the other
_DARK, _MOSTLY = 200, 0.5  # grey of the shadow of a fold, and the share of the height that it takes
_STRIP = 4.0  # heights of x: what shadow leaves is narrower
_REACH = 0.01  # of the width: what ends so near to the fold does not cross it
_LETTERS = 2.0  # heights of x: shorter lines are specks, or what the fold left


def find_fold(grey: Image, ink: Ink, lines: Sequence[TextLine]) -> tuple[int, int] | None:
    """Where a scan of two pages is parted: the left one ends at a column, the right one begins at another.

    Args:
        grey: the upright and straightened page.
        ink: its shapes and rules.
        lines: its lines.

    Returns:
        the columns, the shadow of the fold between them; None for a single page.
    """
    height, width = grey.shape
    if not _SHAPES[0] <= width / height <= _SHAPES[1]:
        return None
    first, last = (int(side * width) for side in _MIDDLE)
    shadow = _shadow(grey, first, last)
    told = [line for line in lines if not (shadow and _is_within(line, shadow))]
    told = [line for line in told if line.x1 - line.x0 > _LETTERS * line.x_height]
    if len(told) < _TEXT + _FEW:
        return None
    start, end = shadow or _widest(_taken(ink, told), first, last)
    room = int(_REACH * width)
    crossed = any(line.x0 < start - room and line.x1 > end + room for line in told)
    if (
        crossed
        or _is_ruled(ink, told, start - room, end + room)
        or (not shadow and end - start < _GAP * width)
    ):
        return None
    middle = (start + end) / 2
    left = [line for line in told if line.x0 + line.x1 < 2 * middle]
    right = [line for line in told if line.x0 + line.x1 >= 2 * middle]
    sides = sorted((_running(side, width / 2), len(side)) for side in (left, right))
    if sides[1][0] < _TEXT or sides[0][1] < _FEW:
        return None
    return (start, end) if shadow else (int(middle), int(middle))


def _shadow(grey: Image, first: int, last: int) -> tuple[int, int] | None:
    """The columns that are dark from top to bottom, the widest such band between two others."""
    dark = (grey[:, first:last] < _DARK).mean(axis=0) > _MOSTLY
    edges = np.flatnonzero(np.diff(np.concatenate(([0], dark.astype(np.int8), [0]))))
    if not len(edges):
        return None
    return first + int(edges[0]), first + int(edges[-1])


def _is_within(line: TextLine, shadow: tuple[int, int]) -> bool:
    """Whether a line is what shadow leaves: narrow, and on it."""
    wide = line.x1 - line.x0
    return wide < _STRIP * line.x_height and line.x0 < shadow[1] and line.x1 > shadow[0]


def _taken(ink: Ink, lines: Sequence[TextLine]) -> Image:
    """The columns that lines of a page stand in, and rules across beside them."""
    top, low = min(line.y0 for line in lines), max(line.y1 for line in lines)
    taken = ink.rules[0][top:low].any(axis=0)
    for line in lines:
        taken[max(line.x0, 0) : line.x1] = True
    return taken


def _is_ruled(ink: Ink, lines: Sequence[TextLine], start: int, end: int) -> bool:
    """Whether a rule across goes from one column to another, on the height of some lines."""
    top, low = min(line.y0 for line in lines), max(line.y1 for line in lines)
    across = ink.rules[0][top:low]
    return bool((across[:, max(start, 0)] > 0).any() and (across[:, min(end, across.shape[1] - 1)] > 0).any())


def _widest(taken: Image, first: int, last: int) -> tuple[int, int]:
    """The widest stretch without anything that reaches into some columns, as far as it goes."""
    edges = np.flatnonzero(np.diff(np.concatenate(([1], taken.astype(np.int8), [1]))))
    gaps = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < last and b > first]
    return max(gaps, key=lambda gap: gap[1] - gap[0], default=(0, 0))


def _running(lines: Sequence[TextLine], page: float) -> int:
    return sum(line.x1 - line.x0 > _LONG * page for line in lines)
