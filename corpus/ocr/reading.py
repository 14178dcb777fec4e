"""A line with the words that an engine made of it, at its own size or at another."""

from collections.abc import Collection
from dataclasses import dataclass

from vanban.corpus.ocr.engine import Engine, Word
from vanban.corpus.ocr.libraries import Image, cv2
from vanban.corpus.ocr.segment import TextLine

_DOUBTFUL = 0.8  # confidence of a word that is read once more
_SMALLER = 0.75  # of its size, the second time


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
    """A line with an unsure word read once more at another size; the surer reading."""
    if min([word.confidence for word in reading.words], default=1.0) >= _DOUBTFUL:
        return reading
    again = resized(reading.line, engine, _SMALLER, seconds)
    return again if again.confidence > reading.confidence else reading
