"""A page image made ready: upright, straight, black on white, without coloured seals and ink.

What is done here stands here because it measured better; docs/quality.md has the figures. The picture as it came is
kept beside, turned the same way, for those who read the ink itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from vanban.corpus.ocr.libraries import Image, cv2

_BACKGROUND = 4  # the paper is looked at in a picture so many times smaller
_COLOURED = 60  # between the strongest and the weakest channel: ink, not the noise of a scanner
_TINTED = (
    24  # the same near such ink: the rim of its strokes, and what is dark of them; print is darker and grey
)
_INKED = 150  # of the strongest channel: seals and pens are as light at least, print under them is darker
_RIM = np.ones((7, 7), np.uint8)
_MOSTLY = 0.5  # of the ink: a page printed in colour is read as it is
_SKEW = 4.0  # degrees looked for to each side; scanners pull paper in straighter
_STRAIGHT = 0.08  # degrees: less is not seen by the engine
_SMALL = 900  # pixels: width in which skew is measured
_POINTS = 200_000  # pixels of ink that it is measured by
_FARTHEST = 75  # pixels: a column of that width is slid no farther
_AROUND = 8  # pixels around what is inked that are paper's
_DARK = 200  # of a page whose paper is white


@dataclass(slots=True)
class Sheet:
    """A page image, ready.

    Attributes:
        grey: paper white, ink dark, upright and straight.
        upright: RGB as it came, turned, but not straightened.
        dpi: pixels an inch.
        turned: degrees by which it was turned clockwise: 0, 90, 180, 270.
        skew: degrees by which it was straightened, against the clock.
    """

    grey: Image
    upright: Image
    dpi: float
    turned: int = 0
    skew: float = 0.0

    @property
    def colour(self) -> Image:
        """RGB, turned and straightened as the grey picture is; few pages need it, so it is made when asked for."""
        return rotate(self.upright, self.skew) if self.skew else self.upright

    @property
    def glimpses(self) -> "Image | Glimpses":
        """The same for those who look at a few small parts of it."""
        return Glimpses(self.upright, self.skew) if self.skew else self.upright


@dataclass(frozen=True, slots=True)
class Glimpses:
    """A picture that is straightened where somebody looks at it: ``glimpses[y0:y1, x0:x1]``."""

    upright: Image
    skew: float

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the whole picture."""
        shape: tuple[int, ...] = self.upright.shape
        return shape

    def __getitem__(self, part: tuple[slice, slice]) -> Image:
        (y0, y1, _), (x0, x1, _) = (one.indices(size) for one, size in zip(part, self.shape, strict=False))
        return rotate(self.upright, self.skew, (x0, y0, max(x0, x1), max(y0, y1)))


def prepare(colour: Image, dpi: float, turned: int = 0) -> Sheet:
    """Make a page image ready.

    Args:
        colour: RGB.
        dpi: pixels an inch.
        turned: degrees to turn it by clockwise first.
    """
    if turned:
        colour = np.ascontiguousarray(np.rot90(colour, -turned // 90))
    plain = whiten(without_colour(colour))
    skew = find_skew(plain)
    if abs(skew) < _STRAIGHT:
        return Sheet(plain, colour, dpi, turned)
    return Sheet(_straightened(plain, skew), colour, dpi, turned, skew)


def _straightened(plain: Image, angle: float) -> Image:
    """A white page turned about its middle by a few degrees; nothing but the part that is inked needs to be."""
    high, wide = plain.shape
    x, y, w, h = cv2.boundingRect((plain < _DARK).view(np.uint8))
    if not w:
        return plain
    sine = abs(np.sin(np.radians(angle)))
    aside, down = int(sine * high) + _AROUND, int(sine * wide) + _AROUND
    x0, y0, x1, y1 = max(x - aside, 0), max(y - down, 0), min(x + w + aside, wide), min(y + h + down, high)
    straight = np.full_like(plain, 255)
    straight[y0:y1, x0:x1] = rotate(plain, angle, (x0, y0, x1, y1))
    return straight


def without_colour(colour: Image) -> Image:
    """The grey picture without what is drawn in colour.

    Print is dark in all channels, also under a seal, whose colour a camera or a compression smears over it; what is
    coloured and what is tinted around it becomes paper.
    """
    red, green, blue = cv2.split(colour)
    strongest = cv2.max(cv2.max(red, green), blue)
    spread = strongest - cv2.min(cv2.min(red, green), blue)
    coloured = (cv2.medianBlur(spread, 3) > _COLOURED).view(np.uint8)  # noise is not coloured all around
    grey = cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY)
    if not coloured.any():
        return grey
    ink = grey < _DARK
    if np.count_nonzero(coloured[ink]) > _MOSTLY * int(np.count_nonzero(ink)):
        return grey
    rim = (cv2.dilate(coloured, _RIM) > 0) & (spread > _TINTED)
    plain = np.where(rim, cv2.add(strongest, spread), grey)
    return np.where(rim & (spread > strongest // 3), cv2.multiply(strongest, 255 / _INKED), plain)


def whiten(grey: Image) -> Image:
    """The picture with even white paper: shadows, show-through and grey paper divided away."""
    height, width = grey.shape
    size = max(width // _BACKGROUND, 1), max(height // _BACKGROUND, 1)
    small = smaller(grey, _BACKGROUND)
    reach = max(size[0] // 40, 3) | 1
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    paper = cv2.resize(cv2.GaussianBlur(paper, (0, 0), reach / 2), (width, height))
    return cv2.divide(grey, paper, scale=255)


def smaller(grey: Image, times: int) -> Image:
    """A picture so many times smaller; what is over at its end is left out, as whole pixels are averaged fast."""
    height, width = max(grey.shape[0] // times, 1), max(grey.shape[1] // times, 1)
    return cv2.resize(grey[: height * times, : width * times], (width, height), interpolation=cv2.INTER_AREA)


def find_skew(grey: Image) -> float:
    """Degrees by which the lines of a page fall off, clockwise: the angle at which rows of ink part best."""
    small = smaller(grey, max(round(grey.shape[1] / _SMALL), 1))
    down, across = np.nonzero(small < _DARK - 40)
    every = len(down) // _POINTS + 1
    points = down[::every].astype(np.float32), across[::every].astype(np.float32)
    coarse = _best(points, np.arange(-_SKEW, _SKEW + 0.1, 0.5).tolist())
    return _best(points, [coarse + step / 10 for step in range(-4, 5)])


def _best(points: tuple[Image, Image], angles: Sequence[float]) -> float:
    return max(angles, key=lambda angle: _contrast(points, angle))


def _contrast(points: tuple[Image, Image], angle: float) -> float:
    """How sharply the rows of a picture differ when its columns are slid as if it were turned."""
    down, across = points
    slid = down - np.float32(np.tan(np.radians(angle))) * across
    rows = np.bincount((slid + (_FARTHEST + 0.5)).astype(np.int32))
    return float((np.diff(rows) ** 2).sum())


def rotate(picture: Image, angle: float, part: tuple[int, int, int, int] | None = None) -> Image:
    """A picture turned about its middle by a few degrees against the clock, its corners white.

    Args:
        picture: grey or RGB.
        angle: degrees.
        part: x0, y0, x1, y1 of what is wanted of it.
    """
    height, width = picture.shape[:2]
    x0, y0, x1, y1 = part or (0, 0, width, height)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    matrix[:, 2] -= x0, y0
    white: Any = (255, 255, 255) if picture.ndim == 3 else 255
    return cv2.warpAffine(picture, matrix, (x1 - x0, y1 - y0), flags=cv2.INTER_CUBIC, borderValue=white)
