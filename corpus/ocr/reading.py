"""A line with the words that an engine made of it, at its own size or at another."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import filterfalse

import numpy as np
from msgspec import structs

from vanban.corpus.ocr.engine import Engine, Word
from vanban.corpus.ocr.libraries import Image, cv2
from vanban.corpus.ocr.segment import TextLine
from vanban.corpus.syllables import is_syllable

DISPUTED, PREFERRED = 0.6, 0.65
"""Confidence at most of a word that two readings of its line give differently: four of ten are wrong, and two of ten where
one of the readings is sure of it."""

SETTLED = 0.85
"""Confidence of such a word where a list or the rest of the document tells which of the readings is right."""

_SURE = 0.95  # confidence of a reading that settles it
_DOUBTFUL, _NEVER = 0.9, 1.1  # confidence of a word that is read once more
_SMALLER = 0.75  # of its size, the second time
_NAME = range(2, 7)  # words, each with a capital
_STROKES, _FIGURES = re.compile(r"(?=.*[Il|])(?=.*\d)[\dIl|]{1,4}\W?"), re.compile(r"\d{1,4}\W?")
_SIGNS = ".,:;()[]/“”\"'-–*"
_ETH = str.maketrans("Ðð", "Đđ")
_WHITE = 160  # grey of a column without ink


@dataclass(slots=True)
class Reading:
    """A line with its words, boxes in pixels of the line's picture."""

    line: TextLine
    words: list[Word]

    @property
    def text(self) -> str:
        """Its words, one space between two."""
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """That of its words, by their length."""
        length = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / max(length, 1)


def components(line: TextLine) -> tuple[Image, list[tuple[int, ...]]]:
    """The ink of a line's picture, and x, y, width, height and area of each connected part of it."""
    _, ink = cv2.threshold(line.image, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return ink, [tuple(map(int, box)) for box in stats[1:]]


def read(line: TextLine, engine: Engine, seconds: float, *, numeric: bool = False) -> Reading:
    """A line as the engine reads it."""
    return Reading(line, list(engine.read_line(line.image, numeric=numeric, seconds=seconds)))


def mean(readings: Collection[Reading]) -> float:
    """The mean confidence of some lines."""
    return sum(reading.confidence for reading in readings) / len(readings)


def resized(line: TextLine, engine: Engine, scale: float, seconds: float) -> Reading:
    """A line read at another size."""
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    image = cv2.resize(line.image, None, fx=scale, fy=scale, interpolation=how)
    words = engine.read_line(image, seconds=seconds)
    return Reading(
        line,
        [Word(w.text, w.x0 / scale, w.y0 / scale, w.x1 / scale, w.y1 / scale, w.confidence) for w in words],
    )


def surest(reading: Reading, engine: Engine, seconds: float) -> Reading:
    """A line whose unsure words are read once more, smaller and with a word before and behind.

    Word by word the surer reading counts. Names are always read twice: they are what is asked for. Where the two readings
    differ, none is sure (:data:`DISPUTED`). The rest of a long line is not read again: it takes two thirds of the time, and
    its words come out no better.
    """
    limit = _NEVER if _is_name(reading) else _DOUBTFUL
    unsure = [
        at for at, word in enumerate(reading.words) if word.confidence < limit or _is_run_together(word.text)
    ]
    if not unsure:
        return reading
    start, end = max(unsure[0] - 1, 0), min(unsure[-1] + 2, len(reading.words))
    x0, x1 = edge(reading, start), edge(reading, end)
    if x0 is None or x1 is None or x0 >= x1:
        start, end, x0, x1 = 0, len(reading.words), 0, reading.line.image.shape[1]
    part = replace(reading.line, image=reading.line.image[:, x0:x1])
    again = resized(part, engine, _SMALLER, seconds)
    moved = [structs.replace(word, x0=word.x0 + x0, x1=word.x1 + x0) for word in again.words]
    both = merged(Reading(part, reading.words[start:end]), Reading(part, moved))
    return Reading(reading.line, [*reading.words[:start], *both.words, *reading.words[end:]])


def edge(reading: Reading, at: int) -> int | None:
    """The column of a line's picture that parts a word from the one before it: the middle of the widest white gap near the ends of both."""
    image = reading.line.image
    if at in (0, len(reading.words)):
        return image.shape[1] if at else 0
    middle, reach = (reading.words[at - 1].x1 + reading.words[at].x0) / 2, reading.line.x_height
    left = max(int(middle - reach), 0)
    white = (image[:, left : int(middle + reach) + 1] >= _WHITE).all(axis=0)
    ends = np.flatnonzero(np.diff(np.concatenate(([0], white.astype(np.int8), [0]))))
    gaps = list(zip(ends[::2].tolist(), ends[1::2].tolist(), strict=True))
    if not gaps:
        return None
    x0, x1 = max(gaps, key=lambda gap: gap[1] - gap[0])
    return int(left + (x0 + x1) // 2)


def _is_name(reading: Reading) -> bool:
    return len(reading.words) in _NAME and reading.text.istitle() and reading.text[-1].isalpha()


def _is_run_together(text: str) -> bool:
    """Whether a word with marks is no syllable: "Vịtrí2"; capitals are left, as abbreviations are none either."""
    core = text.strip(_SIGNS)
    return any(map(str.islower, filterfalse(str.isascii, core))) and not is_syllable(core.lower())


def merged(one: Reading, other: Reading) -> Reading:
    """Two readings of a line as one; where only the spaces differ, the one with fewer words that are no syllables."""
    if len(one.words) != len(other.words):
        better = max(one, other, key=lambda reading: (*_spaced(one, other, reading), reading.confidence))
        worse = other if better is one else one
        if worse.words and bare(better.text) == bare(worse.text):  # only the spaces differ
            worse_words = {word.text for word in worse.words}
            better.words = [w if w.text in worse_words else _disputed(w, "") for w in better.words]
        return better
    better, worse = (other, one) if other.confidence > one.confidence else (one, other)
    return Reading(one.line, [_surer(a, b) for a, b in zip(better.words, worse.words, strict=True)])


def _spaced(one: Reading, other: Reading, reading: Reading) -> tuple[int, ...]:
    """How well a reading is parted into words; nothing where the letters differ too."""
    if bare(one.text) != bare(other.text):
        return ()
    return (-sum(_is_run_together(word.text) for word in reading.words),)


def _surer(one: Word, other: Word) -> Word:
    """The surer one of two readings of a word, at the place of the first; with the doubt that a difference makes."""
    here = structs.replace(other, x0=one.x0, y0=one.y0, x1=one.x1, y1=one.y1)
    better, worse = (one, here) if one.confidence >= other.confidence else (here, one)
    if bare(one.text) == bare(other.text) or not (bare(one.text) and bare(other.text)):
        return better
    if _STROKES.fullmatch(better.text) and _FIGURES.fullmatch(worse.text):
        return worse  # "I1" for 11
    if _STROKES.fullmatch(worse.text) and _FIGURES.fullmatch(better.text):
        return better
    return _disputed(better, worse.text)


def _disputed(word: Word, other: str) -> Word:
    most = PREFERRED if word.confidence >= _SURE else DISPUTED
    return structs.replace(word, confidence=min(word.confidence, most), other=other)


def bare(text: str) -> str:
    """The letters and figures of a text; the engine knows two signs for Đ."""
    return "".join(filter(str.isalnum, text)).translate(_ETH)
