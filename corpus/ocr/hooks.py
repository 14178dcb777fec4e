"""The hook of ỉ told from the dot of i by its shape: "chỉ" and "chi" are words both, and engines take the one for the other."""

import re
from dataclasses import dataclass

from msgspec.structs import replace

from vanban.corpus.ocr.engine import Word
from vanban.corpus.ocr.reading import Reading, components
from vanban.corpus.ocr.segment import TextLine

_ENDS = re.compile(r"(?<=[hH])ỉ(?=\W{0,2}$)")  # chỉ, nghỉ; elsewhere one of the two is no word
_LAST = 0.45  # of a word: its last letter stands there
_FOOT = 0.2  # of a stem: how far it may end over or under the line
_SLIM = 0.55  # of its height: a stem
# The height of a mark, of that of its stem, and the share of its box that it covers, for it to be a dot: in Roboto hooks
# are higher (.38), in Times they are bent (.63 of their box).
_DOTS = ((0.315, 0.66), (0.345, 0.75))


@dataclass(frozen=True, slots=True)
class _Box:
    x: int
    y: int
    w: int
    h: int
    area: int


def without_hooks(reading: Reading) -> Reading:
    """A line with "chi" where the engine read "chỉ" and no hook stands over the i."""
    wanted = [at for at, word in enumerate(reading.words) if _ENDS.search(word.text)]
    if not wanted:
        return reading
    boxes = _boxes(reading.line)
    words = list(reading.words)
    for at in wanted:
        if _is_dotted(words[at], boxes, reading.line.base - reading.line.y0):
            words[at] = replace(words[at], text=_ENDS.sub("i", words[at].text))
    return Reading(reading.line, words)


def _boxes(line: TextLine) -> list[_Box]:
    return [_Box(*box) for box in components(line)[1]]


def _is_dotted(word: Word, boxes: list[_Box], base: float) -> bool:
    """Whether the last letter of a word is a stem with a dot over it, seen clearly."""
    start = word.x1 - _LAST * (word.x1 - word.x0)
    stems = [
        box
        for box in boxes
        if start < box.x + box.w / 2 < word.x1 + 2
        and box.w < _SLIM * box.h
        and abs(box.y + box.h - base) < _FOOT * box.h
    ]
    if not stems:
        return False
    stem = max(stems, key=lambda box: box.x)
    middle = stem.x + stem.w / 2
    over = [
        box
        for box in boxes
        if box.y + box.h <= stem.y + 1 and abs(box.x + box.w / 2 - middle) <= stem.w and box.area > 3
    ]
    if len(over) != 1:
        return False
    mark = over[0]
    full = mark.area / (mark.w * mark.h)
    return any(mark.h <= high * stem.h and full >= least for high, least in _DOTS)
