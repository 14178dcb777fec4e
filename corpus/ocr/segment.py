"""The lines of a page image: letters by their shape, lines by letters that stand beside each other.

An engine that looks for lines itself cuts the marks off Vietnamese letters (ế becomes ê), runs columns into each other
and loses lines under a seal. Here every mark is given to the line whose letters it belongs to, and a line is cut out
with nothing but its own ink.
"""

from dataclasses import dataclass, field

import numpy as np

from vanban.corpus.ocr.libraries import Image, cv2
from vanban.corpus.ocr.ruling import find_frames, find_rules

_MIN_LETTERS = 5
_MAX_MARKS = 60_000  # shapes on a page; more are noise, a photograph or a map
_PAD = 4  # pixels around a line
_HALO = np.ones((5, 5), np.uint8)  # the grey rim of a stroke belongs to it
_LOWEST, _HIGHEST = 100, 215  # grey between ink and paper
# In heights of the letter x:
_SMALLEST, _LARGEST, _WIDEST = 0.65, 2.6, 6.0  # a letter; several that touch count as one
_TOUCHING = 12.0  # width of a word in bold capitals whose feet touch; no taller than they
_GAP = 2.0  # white space within a line
_AT_ONCE = 1_000_000  # pairs of a mark and a line, or a letter, that are looked at at once: 8 MB a number
_ABOVE, _BELOW = 2.35, 0.75  # how far the marks of a line stand over and under the line it stands on
_MIDDLE = 0.6
_FOOT, _COMMA = 0.6, 0.6  # how far a comma's end stands from its line; of the letters' height
_ASIDE = 0.5  # a mark beside a line is so much farther from it, a pixel
_CAPITALS = (1.35, 1.6)  # height of a capital
_OFTEN = 0.35  # of the commonest shapes: so many small letters tell that those are capitals
_CLOSE = 1.5  # heights of a capital: marks stand no higher, lines no closer
_DOT, _TOUCH = 0.45, 0.35  # a dot, and the gap to the letter it belongs to
# In heights of a capital of the line: how far letters that touch stand over and under it, and beside its others.
_OVERHEAD, _UNDERFOOT, _BESIDE = 1.5, 0.5, 2.0
_OVER = 0.8  # how far the foot of a mark stands over the line


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line found on a page image, in pixels from the top left.

    ``base`` is the line its letters stand on, ``x_height`` that of the page, ``cap`` and ``small`` the usual
    heights of its tall and its small letters, ``stem`` the mean width of its strokes.
    """

    x0: int
    y0: int
    x1: int
    y1: int
    base: float
    x_height: float
    cap: float
    small: float
    stem: float
    image: Image


@dataclass(slots=True)
class Ink:
    """The shapes of a page: label of each pixel, and per label its box (x, y, width, height) and area.

    ``rules`` holds the pixels of ruling lines, which are part of no shape; ``frames`` the boxes of small frames.
    """

    labels: Image
    x: Image
    y: Image
    w: Image
    h: Image
    area: Image
    rules: tuple[Image, Image]
    frames: list[tuple[int, int, int, int]] = field(default_factory=list)


def find_ink(grey: Image, dpi: float) -> Ink:
    """The shapes of a page, ruling lines apart."""
    threshold, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_OTSU)
    ink = (grey < min(max(threshold, _LOWEST), _HIGHEST)).view(np.uint8)
    across, down = find_rules(ink, dpi)
    frames = find_frames(ink, dpi) if down.any() else []
    thick = np.ones((3, 1), np.uint8)
    ink &= 1 ^ (cv2.dilate(across, thick) | cv2.dilate(down, thick.T))
    labels, stats = _labelled(ink)
    x, y, w, h, area = stats.T
    for left, top, right, foot in frames:  # one askew has no long straight sides that would part its text
        down[top:foot, [left, right - 1]] = 1
    return Ink(labels, x, y, w, h, area, (across, down), frames)


def _labelled(ink: Image) -> tuple[Image, Image]:
    """The label of each pixel, and x, y, width, height and area of each label; small numbers take a third of the time."""
    try:
        _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_16U)
    except cv2.error:  # more shapes than those numbers
        _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return labels, stats


def find_lines(grey: Image, ink: Ink, dpi: float) -> list[TextLine]:
    """The lines of a page, top down; parts that wide gaps divide are lines of their own."""
    x_height = _x_height(ink, dpi)
    if not x_height or len(ink.x) > _MAX_MARKS:
        return []
    letters = np.flatnonzero(
        (ink.h >= _SMALLEST * x_height)
        & (ink.h <= _LARGEST * x_height)
        & (ink.w <= np.where(ink.h <= _CAPITALS[1] * x_height, _TOUCHING, _WIDEST) * x_height)
        & (ink.area >= 0.25 * x_height)
    )
    letters = letters[letters > 0]
    if not len(letters):
        return []
    owner = _chained(ink, letters, x_height)
    if len(tall := _tall(ink, letters, owner, x_height)):
        letters = np.sort(np.concatenate((letters, tall)))
        owner = _chained(ink, letters, x_height)
    members = {line: letters[owner[letters] == line] for line in np.unique(owner[letters]) if line}
    _dissolve(ink, owner, members, x_height)
    _give_marks(ink, owner, members, x_height, dpi)
    lines = [_cut(grey, ink, owner, line, own, x_height) for line, own in members.items()]
    return sorted(lines, key=lambda line: (line.base, line.x0))


def _x_height(ink: Ink, dpi: float) -> float:
    """The commonest height of a shape that can be a small letter, in pixels; 0 without any."""
    likely = (ink.h > dpi * 0.035) & (ink.h < dpi * 0.2) & (ink.w < dpi * 0.5) & (ink.area > dpi * 0.03)
    likely[0] = False
    if likely.sum() < _MIN_LETTERS:
        return 0.0
    counts = np.convolve(np.bincount(ink.h[likely]), np.ones(3), "same")
    most = int(np.argmax(counts))
    low, high = round(most / _CAPITALS[1]), round(most / _CAPITALS[0])
    smaller = low + int(np.argmax(counts[low : high + 1]))
    return float(
        smaller if counts[smaller] > _OFTEN * counts[most] else most
    )  # a short act has more capitals


def _chained(ink: Ink, letters: Image, x_height: float) -> Image:
    """The line of each shape, 0 for none: letters painted as their middle bands, gaps between them closed."""
    gap = int(_GAP * x_height)
    left, top = ink.x[letters].min(), ink.y[letters].min()
    width = int((ink.x[letters] + ink.w[letters]).max() - left)
    height = int((ink.y[letters] + ink.h[letters]).max() - top)
    band = np.zeros((height, width + 2 * gap), np.uint8)
    quarter = ink.h[letters] // 4
    x0, y0 = ink.x[letters] - left + gap, ink.y[letters] - top + quarter
    x1, y1 = x0 + ink.w[letters], y0 + ink.h[letters] - 2 * quarter
    for a, b, c, d in zip(y0.tolist(), y1.tolist(), x0.tolist(), x1.tolist(), strict=True):
        band[a:b, c:d] = 1
    closed = cv2.morphologyEx(band, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    sides = ink.rules[1][top : top + height, left : left + width]
    closed[:, gap : gap + width] &= 1 ^ sides  # the sides of a cell part its text from the next
    _, lines = cv2.connectedComponents(closed, connectivity=4, ltype=cv2.CV_16U)  # no more than marks
    owner = np.zeros(len(ink.x), np.int32)
    owner[letters] = lines[
        ink.y[letters] - top + ink.h[letters] // 2, ink.x[letters] - left + gap + ink.w[letters] // 2
    ]
    return owner


def _tall(ink: Ink, letters: Image, owner: Image, x_height: float) -> Image:
    """Shapes too tall for the text of the page that fit a line of larger letters: letters that touch ("gh", "ắp")."""
    likely = (
        (ink.h > _LARGEST * x_height) & (ink.h <= 2 * _LARGEST * x_height) & (ink.w <= _WIDEST * x_height)
    )
    likely[0] = False
    if not likely.any():
        return np.flatnonzero(likely)
    fits = np.zeros(len(likely), bool)
    x1, y1 = ink.x + ink.w, ink.y + ink.h
    for line in np.unique(owner[letters]):
        own = letters[owner[letters] == line]
        base, cap = _quantile(y1[own], 0.5), _quantile(ink.h[own], 0.75)
        beside = (ink.x > ink.x[own].min() - _BESIDE * cap) & (x1 < x1[own].max() + _BESIDE * cap)
        fits |= beside & (ink.y > base - _OVERHEAD * cap) & (y1 < base + _UNDERFOOT * cap)
    return np.flatnonzero(likely & fits)


def _dissolve(ink: Ink, owner: Image, members: dict[int, Image], x_height: float) -> None:
    """Take lines apart that are only the large marks over the letters of the line below (Ế, Ầ), or its commas."""
    bottoms = ink.y + ink.h
    spans = {
        line: (
            ink.x[own].min(),
            (ink.x + ink.w)[own].max(),
            _quantile(bottoms[own], 0.5),
            _quantile(ink.h[own], 0.75),
        )
        for line, own in members.items()
    }
    for line, (left, right, base, _) in spans.items():
        high = ink.h[members[line]].max()
        if high > 1.3 * x_height:
            continue
        for other, (start, end, below, tall) in spans.items():
            over = _OVER * x_height < below - base < min(_ABOVE * x_height, _CLOSE * tall)
            foot = abs(below - base) < _FOOT * x_height and high < _COMMA * tall
            inside = start - x_height < left and right < end + x_height
            if (over or foot) and inside and 2 * len(members[line]) < len(members[other]):
                owner[members[line]] = 0
                members[line] = members[line][:0]
                break
    for line in [line for line, own in members.items() if not len(own)]:
        del members[line]


def _give_marks(ink: Ink, owner: Image, members: dict[int, Image], x_height: float, dpi: float) -> None:
    """Give every mark, dot and stroke to the line it stands nearest to."""
    if not members:
        return
    x1, y1 = ink.x + ink.w, ink.y + ink.h
    names = np.array(list(members))
    room = _GAP * x_height
    left = np.array([ink.x[own].min() for own in members.values()]) - room
    right = np.array([x1[own].max() for own in members.values()]) + room
    base = np.array([_quantile(y1[own], 0.5) for own in members.values()])
    middle = base - _MIDDLE * x_height
    speck = max(3.0, 3.0 * (dpi / 200) ** 2)
    marks = (owner == 0) & (ink.h <= _LARGEST * x_height) & (ink.w <= 4 * x_height) & (ink.area >= speck)
    marks[0] = False
    _give_dots(ink, owner, np.concatenate(list(members.values())), marks, x_height)
    free = np.flatnonzero(marks & (owner == 0))
    for at in _portions(free, names):
        x, y = (ink.x[at] + ink.w[at] / 2)[:, None], (ink.y[at] + ink.h[at] / 2)[:, None]
        near = (x > left) & (x < right) & (y > base - _ABOVE * x_height) & (y < base + _BELOW * x_height)
        away = np.where(y < middle, (middle - y) / 1.7, (y - middle) / 1.2)
        away = away + _ASIDE * np.maximum(np.maximum(left + room - x, x - right + room), 0)
        some = near.any(axis=1)
        owner[at[some]] = names[np.argmin(np.where(near, away, np.inf), axis=1)[some]]


def _portions(marks: Image, others: Image) -> list[Image]:
    """Marks in as many portions as keep small what each makes with all others: a noisy page has thousands of both."""
    return np.array_split(marks, len(marks) * len(others) // _AT_ONCE + 1)


def _give_dots(ink: Ink, owner: Image, letters: Image, marks: Image, x_height: float) -> None:
    """Give dots right below or above a letter to its line: where lines stand close, the next one is as near."""
    x0, y0 = ink.x[letters], ink.y[letters]
    x1, y1 = x0 + ink.w[letters], y0 + ink.h[letters]
    dots = np.flatnonzero(marks & (ink.w <= _DOT * x_height) & (ink.h <= _DOT * x_height))
    for at in _portions(dots, letters):
        x, y, foot = (ink.x[at] + ink.w[at] / 2)[:, None], ink.y[at][:, None], (ink.y + ink.h)[at][:, None]
        away = np.maximum(y - y1, y0 - foot)
        away = np.where((x0 <= x) & (x <= x1) & (away > -2), away, np.inf)
        nearest = np.argmin(away, axis=1)
        close = away[np.arange(len(at)), nearest] <= _TOUCH * x_height
        owner[at[close]] = owner[letters[nearest[close]]]


def _cut(grey: Image, ink: Ink, owner: Image, line: int, letters: Image, x_height: float) -> TextLine:
    """A line with its picture, everything that is not its own white."""
    return _picture(grey, ink, owner == line, letters, x_height)


def picture(grey: Image, ink: Ink, shapes: Image, x_height: float) -> TextLine:
    """Some shapes of a page as a line of their own.

    Args:
        grey: the page.
        ink: all its shapes.
        shapes: labels of those to take, at least one.
        x_height: of the line.
    """
    owned = np.zeros(len(ink.x), bool)
    owned[shapes] = True
    letters = shapes[ink.h[shapes] >= _SMALLEST * x_height]
    return _picture(grey, ink, owned, letters if len(letters) else shapes, x_height)


def _picture(grey: Image, ink: Ink, owned: Image, letters: Image, x_height: float) -> TextLine:
    own = np.flatnonzero(owned)
    height, width = grey.shape
    x0, y0 = int(ink.x[own].min()), int(ink.y[own].min())
    x1, y1 = int((ink.x[own] + ink.w[own]).max()), int((ink.y[own] + ink.h[own]).max())
    a, b, c, d = max(y0 - _PAD, 0), min(y1 + _PAD, height), max(x0 - 2 * _PAD, 0), min(x1 + 2 * _PAD, width)
    mine = owned.view(np.uint8).take(ink.labels[a:b, c:d])
    image = cv2.bitwise_or(grey[a:b, c:d], cv2.dilate(mine, _HALO) - np.uint8(1))  # 255 where nothing is
    starts = np.count_nonzero(np.diff(mine, axis=1) == 1)
    bottoms = ink.y[letters] + ink.h[letters]
    return TextLine(
        c,
        a,
        d,
        b,
        _quantile(bottoms, 0.5),
        x_height,
        _quantile(ink.h[letters], 0.75),
        _quantile(ink.h[letters], 0.4),
        float(mine.sum() / max(starts, 1)),
        image,
    )


def _quantile(values: Image, share: float) -> float:
    """The value that a share of some others are not above, between two of them by its place; quick for the few of a line."""
    ordered = np.sort(values)
    place = share * (len(ordered) - 1)
    low, high = ordered[int(place)], ordered[min(int(place) + 1, len(ordered) - 1)]
    return float(low + (high - low) * (place - int(place)))
