"""Handwritten digits drawn from strokes, as Vietnamese clerks write them.

Data sets of American hands lack what these registers are full of: a 1 with a long upstroke, a 7 with a bar, an open 4,
a 9 with a hook. So a digit is a choice of skeletons here (points in a box of 1 by 1, y down), which a writer's slant,
width, tremble and pen turn into ink. Used by ``train_digits.py`` only.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

Stroke = tuple[tuple[float, float], ...]
Image = Any  # a numpy array of float32
Random = np.random.Generator

# digit -> skeletons; a skeleton is a tuple of strokes, a stroke the points a smooth line runs through;
# a point given twice is a corner
ALLOGRAPHS: dict[str, tuple[tuple[Stroke, ...], ...]] = {
    "0": (
        (
            (
                (0.5, 0.02),
                (0.15, 0.2),
                (0.02, 0.6),
                (0.25, 0.97),
                (0.6, 0.92),
                (0.85, 0.5),
                (0.75, 0.1),
                (0.42, 0.03),
            ),
        ),
        (
            (
                (0.35, 0.05),
                (0.05, 0.35),
                (0.1, 0.85),
                (0.45, 1.0),
                (0.85, 0.65),
                (0.8, 0.15),
                (0.4, 0.0),
                (0.2, 0.15),
            ),
        ),
        (
            (
                (0.6, 0.12),
                (0.3, 0.05),
                (0.04, 0.5),
                (0.2, 0.95),
                (0.65, 0.9),
                (0.9, 0.4),
                (0.6, 0.0),
                (0.35, 0.08),
            ),
        ),
        (((0.1, 0.1), (0.08, 0.5), (0.1, 0.95), (0.55, 0.9), (0.8, 0.5), (0.6, 0.1), (0.05, 0.08)),),
    ),
    "1": (
        (((0.3, 0.0), (0.3, 0.5), (0.3, 1.0)),),
        (((-0.2, 0.55), (0.15, 0.25), (0.4, 0.0), (0.4, 0.0), (0.36, 0.5), (0.32, 1.0)),),
        (((-0.35, 0.95), (0.05, 0.5), (0.4, 0.0), (0.4, 0.0), (0.38, 0.5), (0.36, 1.0)),),
        (((0.05, 0.28), (0.4, 0.0), (0.4, 0.0), (0.38, 0.5), (0.36, 1.0)),),
        (((0.05, 0.25), (0.38, 0.0), (0.38, 0.0), (0.36, 1.0)), ((0.05, 1.0), (0.7, 1.0))),
        (((-0.3, 0.75), (0.1, 0.35), (0.45, 0.02), (0.45, 0.02), (0.4, 0.6), (0.36, 0.95), (0.5, 1.0)),),
    ),
    "2": (
        (
            (
                (0.08, 0.28),
                (0.3, 0.02),
                (0.7, 0.12),
                (0.62, 0.5),
                (0.05, 1.0),
                (0.05, 1.0),
                (0.45, 0.95),
                (0.85, 1.0),
            ),
        ),
        (
            (
                (0.1, 0.3),
                (0.35, 0.0),
                (0.72, 0.15),
                (0.55, 0.6),
                (0.2, 0.95),
                (0.02, 0.9),
                (0.15, 0.78),
                (0.45, 0.93),
                (0.9, 0.95),
            ),
        ),
        (((0.05, 0.12), (0.5, 0.0), (0.75, 0.25), (0.45, 0.65), (0.05, 0.98), (0.05, 0.98), (0.85, 0.98)),),
        (
            (
                (0.15, 0.4),
                (0.12, 0.12),
                (0.45, 0.0),
                (0.65, 0.25),
                (0.45, 0.7),
                (0.1, 1.0),
                (0.1, 1.0),
                (0.5, 0.92),
                (1.0, 0.88),
            ),
        ),
    ),
    "3": (
        (
            (
                (0.1, 0.15),
                (0.4, 0.0),
                (0.72, 0.18),
                (0.4, 0.46),
                (0.4, 0.46),
                (0.78, 0.7),
                (0.5, 0.98),
                (0.05, 0.88),
            ),
        ),
        (
            (
                (0.1, 0.04),
                (0.75, 0.04),
                (0.75, 0.04),
                (0.38, 0.42),
                (0.38, 0.42),
                (0.78, 0.65),
                (0.5, 0.98),
                (0.02, 0.9),
            ),
        ),
        (
            (
                (0.15, 0.2),
                (0.45, 0.0),
                (0.7, 0.2),
                (0.45, 0.42),
                (0.3, 0.48),
                (0.55, 0.5),
                (0.75, 0.75),
                (0.4, 1.0),
                (0.0, 0.8),
            ),
        ),
    ),
    "4": (
        (((0.3, 0.0), (0.05, 0.62), (0.05, 0.62), (0.85, 0.6)), ((0.62, 0.3), (0.55, 1.0))),
        (((0.6, 0.0), (0.02, 0.68), (0.02, 0.68), (0.9, 0.68)), ((0.6, 0.0), (0.6, 1.0))),
        (((0.08, 0.05), (0.08, 0.5), (0.08, 0.5), (0.7, 0.48)), ((0.72, 0.0), (0.68, 1.0))),
        (((0.1, 0.0), (0.05, 0.4), (0.3, 0.55), (0.7, 0.4)), ((0.75, 0.0), (0.7, 0.5), (0.6, 1.0))),
        (((0.6, 0.85), (0.62, 0.0), (0.62, 0.0), (0.0, 0.62), (0.0, 0.62), (0.9, 0.62)),),
    ),
    "5": (
        (
            ((0.2, 0.05), (0.15, 0.45), (0.5, 0.38), (0.78, 0.68), (0.5, 0.98), (0.05, 0.92)),
            ((0.2, 0.05), (0.8, 0.0)),
        ),
        (
            (
                (0.8, 0.02),
                (0.25, 0.05),
                (0.25, 0.05),
                (0.18, 0.45),
                (0.18, 0.45),
                (0.55, 0.4),
                (0.75, 0.7),
                (0.45, 1.0),
                (0.0, 0.9),
            ),
        ),
        (
            ((0.3, 0.1), (0.25, 0.45), (0.6, 0.5), (0.65, 0.8), (0.35, 1.0), (0.0, 0.88)),
            ((0.3, 0.1), (0.9, 0.02)),
        ),
    ),
    "6": (
        (
            (
                (0.65, 0.0),
                (0.25, 0.3),
                (0.05, 0.7),
                (0.3, 1.0),
                (0.68, 0.85),
                (0.6, 0.55),
                (0.3, 0.52),
                (0.1, 0.75),
            ),
        ),
        (((0.35, 0.0), (0.1, 0.5), (0.15, 0.92), (0.5, 1.0), (0.7, 0.75), (0.45, 0.52), (0.12, 0.72)),),
        (
            (
                (0.8, 0.05),
                (0.35, 0.15),
                (0.05, 0.6),
                (0.2, 0.97),
                (0.6, 0.95),
                (0.7, 0.65),
                (0.4, 0.5),
                (0.1, 0.7),
            ),
        ),
    ),
    "7": (
        (((0.05, 0.05), (0.8, 0.05), (0.8, 0.05), (0.5, 0.5), (0.35, 1.0)),),
        (((0.05, 0.08), (0.8, 0.04), (0.8, 0.04), (0.5, 0.5), (0.38, 1.0)), ((0.15, 0.52), (0.85, 0.48))),
        (((0.05, 0.22), (0.1, 0.04), (0.4, 0.1), (0.8, 0.02), (0.8, 0.02), (0.5, 0.5), (0.38, 1.0)),),
        (
            ((0.05, 0.2), (0.1, 0.04), (0.8, 0.06), (0.8, 0.06), (0.5, 0.5), (0.4, 1.0)),
            ((0.2, 0.5), (0.85, 0.5)),
        ),
        (
            ((0.0, 0.1), (0.35, 0.02), (0.7, 0.1), (0.7, 0.1), (0.55, 0.5), (0.5, 1.0)),
            ((0.2, 0.55), (0.9, 0.45)),
        ),
    ),
    "8": (
        (
            (
                (0.7, 0.15),
                (0.35, 0.0),
                (0.12, 0.22),
                (0.4, 0.45),
                (0.72, 0.72),
                (0.4, 1.0),
                (0.08, 0.78),
                (0.4, 0.48),
                (0.72, 0.2),
                (0.6, 0.08),
            ),
        ),
        (
            (
                (0.4, 0.45),
                (0.15, 0.25),
                (0.4, 0.0),
                (0.68, 0.22),
                (0.4, 0.45),
                (0.1, 0.75),
                (0.4, 1.0),
                (0.75, 0.75),
                (0.4, 0.45),
            ),
        ),
        (
            (
                (0.8, 0.1),
                (0.45, 0.02),
                (0.15, 0.25),
                (0.5, 0.5),
                (0.65, 0.8),
                (0.3, 1.0),
                (0.1, 0.78),
                (0.5, 0.45),
                (0.95, 0.1),
            ),
        ),
    ),
    "9": (
        (
            (
                (0.72, 0.2),
                (0.4, 0.0),
                (0.1, 0.25),
                (0.35, 0.5),
                (0.7, 0.25),
                (0.74, 0.12),
                (0.74, 0.12),
                (0.66, 0.6),
                (0.58, 1.0),
            ),
        ),
        (
            (
                (0.72, 0.18),
                (0.4, 0.0),
                (0.08, 0.25),
                (0.35, 0.5),
                (0.72, 0.18),
                (0.72, 0.18),
                (0.72, 0.7),
                (0.45, 1.0),
                (0.02, 0.92),
            ),
        ),
        (
            (
                (0.7, 0.1),
                (0.3, 0.05),
                (0.1, 0.3),
                (0.4, 0.5),
                (0.75, 0.15),
                (0.7, 0.6),
                (0.3, 0.95),
                (-0.05, 0.8),
            ),
        ),
        (
            (
                (0.4, 0.0),
                (0.05, 0.25),
                (0.3, 0.5),
                (0.75, 0.3),
                (0.4, 0.0),
                (0.7, 0.1),
                (0.75, 0.6),
                (0.4, 1.0),
                (0.05, 0.9),
            ),
        ),
        (
            ((0.1, 0.05), (0.05, 0.4), (0.35, 0.5), (0.7, 0.3)),
            ((0.75, 0.0), (0.72, 0.6), (0.35, 1.0), (0.0, 0.85)),
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Hand:
    """How one writer writes: the same for all digits of a number."""

    slant: float
    aspect: float
    tremble: float
    pen: float
    choice: int

    @classmethod
    def any(cls, random: Random) -> "Hand":
        """Some writer."""
        return cls(
            slant=float(random.normal(0.15, 0.17)),
            aspect=float(random.uniform(0.5, 0.85)),
            tremble=float(random.uniform(0.015, 0.06)),
            pen=float(random.uniform(1.2, 4.6)),
            choice=int(random.integers(1 << 30)),
        )


def curve(points: Image, steps: int = 8) -> Image:
    """A Catmull-Rom spline through ``points`` (n by 2); equal neighbours make a corner."""
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    t = np.linspace(0, 1, steps, dtype=np.float32)[:, None]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        if np.array_equal(b, c):
            continue
        a = 2 * b - c if np.array_equal(a, b) else a
        d = 2 * c - b if np.array_equal(c, d) else d
        pieces.append(b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))))
    return np.concatenate(pieces)


def draw(
    canvas: Image, digit: str, hand: Hand, left: float, top: float, height: float, random: Random
) -> float:
    """Ink ``digit`` on ``canvas`` (1 is ink) with its box at ``left`` and ``top``; the right end of its ink."""
    forms = ALLOGRAPHS[digit]
    own = (hand.choice + ord(digit) * 7919) % len(forms)  # a writer keeps to a form, mostly
    form = forms[own if random.random() < 0.8 else int(random.integers(len(forms)))]
    aspect = hand.aspect * random.uniform(0.85, 1.15)
    shear = np.float32(hand.slant + random.normal(0, 0.04))
    end = left
    for stroke in form:
        points = np.array(stroke, dtype=np.float32)
        corners = np.concatenate([[True], np.any(points[1:] != points[:-1], axis=1)])
        moves = random.normal(0, hand.tremble, points.shape).astype(np.float32)
        points = points + moves[np.maximum.accumulate(np.where(corners, np.arange(len(points)), 0))]
        line = curve(points)
        x = left + (line[:, 0] * aspect + (1 - line[:, 1]) * shear) * height
        y = top + line[:, 1] * height
        pixels = np.stack([x, y], axis=1)
        weight = max(1, round(hand.pen * random.uniform(0.85, 1.15)))
        cv2.polylines(canvas, [np.round(pixels * 8).astype(np.int32)], False, 1.0, weight, cv2.LINE_AA, 3)
        end = max(end, float(x.max()))
    return end
