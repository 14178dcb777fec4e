"""Stamps that are part of the picture and no text of the document.

Signing stamps say who signed and when, in small print beside a seal; what they say of the day is heard where the date
is settled. Stamps of arrival are frames that the receiving office fills in (Decree 30/2020/NĐ-CP, Annex IV: "ĐẾN").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from vanban.corpus.layout import Box
from vanban.corpus.readers.pdf_marks import is_stamp_line
from vanban.corpus.text import fold

_SMALL = 0.87  # of the height of the tall letters of the page
_CLOSE = 1.0  # heights of a line between the lines of a stamp
_LONG = 30  # characters: a line of the text
_ARRIVED = "den"  # "ĐẾN" without its marks
_TIME = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\s?20\d\d|\d{1,2}:\d\d:\d\d|[+-]0?7:00")


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page: its text, its box in pixels, the height of its tall letters."""

    text: str
    box: Box
    tall: float


def find_stamps(lines: Sequence[Line]) -> tuple[list[str], set[int]]:
    """The texts of the signing stamps on a page, and which lines they are."""
    usual = median([line.tall for line in lines if len(line.text) > _LONG] or [0.0])
    small = {at for at, line in enumerate(lines) if line.tall < _SMALL * usual and len(line.text) <= _LONG}
    taken: set[int] = set()
    stamps: list[str] = []
    for at in sorted(small):
        text = lines[at].text
        if at not in taken and (_TIME.search(text) or is_stamp_line(text)):
            group = _around(at, lines, small - taken)
            taken |= group
            ordered = sorted(group, key=lambda one: lines[one].box[1])
            stamps.append(" ".join(lines[one].text for one in ordered))
    return stamps, taken


def find_arrivals(lines: Sequence[Line], frames: Sequence[Box]) -> tuple[list[str], set[int]]:
    """The texts of the stamps of arrival on a page, and which lines they are.

    Args:
        lines: of the page.
        frames: the small frames on it, in pixels.
    """
    stamps: list[str] = []
    taken: set[int] = set()
    for frame in frames:
        inside = {at for at, line in enumerate(lines) if at not in taken and is_in(line.box, frame)}
        words = [word for at in sorted(inside) for word in lines[at].text.split()]
        if any(word.isupper() and fold(word) == _ARRIVED for word in words):
            stamps.append(" ".join(words))
            taken |= inside
    return stamps, taken


def is_in(box: Box, frame: Box) -> bool:
    """Whether the middle of a box lies in a frame."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]


def _around(at: int, lines: Sequence[Line], small: set[int]) -> set[int]:
    """The lines that stand close over and under one of a stamp, and theirs."""
    group, fresh = {at}, [at]
    while fresh:
        one = lines[fresh.pop()].box
        for other in small - group:
            box = lines[other].box
            height = max(box[3] - box[1], one[3] - one[1])
            apart = max(box[1] - one[3], one[1] - box[3])
            beside = min(box[2], one[2]) - max(box[0], one[0])
            if apart < _CLOSE * height and beside > -height:
                group.add(other)
                fresh.append(other)
    return group
