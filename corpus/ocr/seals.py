"""Black seals: in a photocopy the red one has no colour left that tells it from print, but it still is a ring.

Within the ring the engine reads emblem and lettering as words. What is sure there, as the title and the name of the
signer that reach over the ring, is kept; small pieces are not even read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vanban.corpus.ocr.engine import Word
from vanban.corpus.ocr.libraries import Image, cv2
from vanban.corpus.ocr.prepare import smaller
from vanban.corpus.ocr.reading import Reading
from vanban.corpus.ocr.segment import TextLine

_POINTS = 72.0
_RADII = 38, 63  # points: seals are 30 to 42 mm across, and copies not all of true size
_EDGE, _VOTES = 120, 45  # of the Hough transform: contrast of an outline, how many of its points agree
_DARK = 170  # grey level of ink on a page of some 72 pixels an inch
_STEPS = 180  # points at which a circle is looked at
_STRAY = (-1.5, -0.75, 0.0, 0.75, 1.5)  # points that ink may lie off the circle
_DRAWN = 0.65  # of a circle that is ink: the rest of it lies under a signature or did not print
_RIM = 1.08  # of the radius: the ring has a breadth
_PIECE = 1.1  # radii: no narrower line is read
_SURE, _LETTERS = 0.8, 3  # confidence and letters of a word that is believed within a seal
_SIGNS = 2  # letters: what is shorter, and unsure, ends no line


@dataclass(frozen=True, slots=True)
class Seal:
    """A round seal on a page, in pixels."""

    x: float
    y: float
    radius: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies on the seal."""
        return bool(np.hypot(x - self.x, y - self.y) <= _RIM * self.radius)

    def covers(self, line: TextLine) -> bool:
        """Whether a line is but a piece of the seal."""
        corners = ((x, y) for x in (line.x0, line.x1) for y in (line.y0, line.y1))
        return line.x1 - line.x0 < _PIECE * self.radius and all(self.holds(*corner) for corner in corners)

    def bears(self, line: TextLine, word: Word) -> bool:
        """Whether a word of a line lies on the seal."""
        return self.holds(line.x0 + (word.x0 + word.x1) / 2, line.y0 + (word.y0 + word.y1) / 2)


def find_seals(grey: Image, dpi: float) -> list[Seal]:
    """The seals of a page, by the Hough transform for circles and the ink along them."""
    times = max(round(dpi / _POINTS), 1)
    small, unit = smaller(grey, times), dpi / times / _POINTS
    least, most = (round(radius * unit) for radius in _RADII)
    found = cv2.HoughCircles(
        small,
        cv2.HOUGH_GRADIENT,
        dp=1,
        minDist=least,
        param1=_EDGE,
        param2=_VOTES,
        minRadius=least,
        maxRadius=most,
    )
    if found is None:
        return []
    ink = small < _DARK
    circles = (tuple(map(float, circle[:3])) for circle in found[0])
    return [Seal(x * times, y * times, r * times) for x, y, r in circles if _drawn(ink, x, y, r) >= _DRAWN]


def _drawn(ink: Image, x: float, y: float, radius: float) -> float:
    """The share of a circle that is ink."""
    angle = np.linspace(0, 2 * np.pi, _STEPS, endpoint=False)
    hit = np.zeros(_STEPS, bool)
    for stray in _STRAY:
        across = np.rint(x + (radius + stray) * np.cos(angle)).astype(int)
        down = np.rint(y + (radius + stray) * np.sin(angle)).astype(int)
        inside = (across >= 0) & (across < ink.shape[1]) & (down >= 0) & (down < ink.shape[0])
        hit[inside] |= ink[down[inside], across[inside]]
    return float(hit.mean())


def uncovered(lines: Sequence[TextLine], seals: Sequence[Seal]) -> list[TextLine]:
    """The lines that are no pieces of seals."""
    return [line for line in lines if not any(seal.covers(line) for seal in seals)]


def unsealed(readings: Sequence[Reading], seals: Sequence[Seal]) -> list[Reading]:
    """What was read, without what is no text: lines of seals, and what others end in that reach into one."""
    if not seals:
        return list(readings)
    kept = (Reading(one.line, _trimmed(one.line, one.words, seals)) for one in readings)
    return [one for one in kept if one.words]


def _trimmed(line: TextLine, words: Sequence[Word], seals: Sequence[Seal]) -> list[Word]:
    borne = [any(seal.bears(line, word) for seal in seals) for word in words]
    letters = [sum(map(str.isalpha, word.text)) for word in words]
    unsure = [on and word.confidence < _SURE for on, word in zip(borne, words, strict=True)]
    if all(on and (bad or n < _LETTERS) for on, bad, n in zip(borne, unsure, letters, strict=True)):
        return []
    signs = [bad and n < _SIGNS for bad, n in zip(unsure, letters, strict=True)]
    return list(words[signs.index(False) : len(words) - signs[::-1].index(False)])
