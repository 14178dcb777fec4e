"""The printed frame of the number line, "Số:  /QĐ-UBND", read apart from the pen that runs into it.

A number written by hand touches the print beside it: an engine that reads the line whole makes "Số:42 /TBH3QL" of it
and is sure of nothing. Where the line was not read as a frame, its left end is read on its own, and what stands
behind the pen from each letter on, until a notation stands there alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from vanban.corpus.ocr.engine import Engine, Word
from vanban.corpus.ocr.libraries import Image, cv2
from vanban.corpus.ocr.segment import Ink, TextLine, picture
from vanban.corpus.patterns import compiled
from vanban.corpus.text import fold

_UPPER = 0.35  # of the page: letterheads end above
_LEFT = 0.5  # of the width: number lines stand left of it
_NEAR = 4.0  # heights of a line between the number line and the date line
_X_HEIGHT = 0.45  # of the letter size
_SURE = 0.6  # confidence of a notation that is believed
_SURER = 0.85  # of one that needs no second look
_MOST = 14  # letters from which a notation may begin
_HEADS = (1.35, 1.6, 1.9)  # em: how wide "Số:" may stand
_SIZES = (1.0, 0.75, 1.4)  # at which a notation is read
# more trust in a notation that opens as those of Decree 30/2020/NĐ-CP, Annex III, and older ones do
_KNOWN = 0.2
_CODES = compiled(
    r"^/(?:\d{4}/)?(?:NQ|QĐ|CT|QC|QyĐ|TC|TB|HD|CTr|KH|PA|ĐA|DA|BC|BB|TTr|HĐ|CĐ|CV|BTT|GUQ|GM|GGT|GNP|PG|PC|PB|TT|TTLT|NĐ"
    r"|L|PL|UBND|HĐND|VP|ST[CP]|BCĐ|SGDĐT)\s?-"
)

_DATED = compiled(r"\bngay\b.*\bthang\b|\bthang\b.*\bnam\b|\bngay\b.*\bnam\b")
_HEAD = compiled(r"^\W{0,2}s[o0]\s?[:.;,]{0,2}$")
_HEAD_WITH = compiled(r"^\W{0,2}s[o0]\s?[:.;,]?\s?\d{0,5}$")
_NOTATION = compiled(
    r"^\d{0,5}\s?/\s?(?:(?:19|20)\d\d\s?/\s?)?[A-ZĐ]{1,8}(?:[a-z]{1,2}[A-ZĐ]{0,4})?\d{0,2}(?:-[A-ZĐ][A-ZĐa-z.&]{0,12}\d{0,2}){1,3}$"
)
_BEHIND_PEN = compiled(
    r"^[\d\W_]*?(?P<notation>/\s?(?P<year>(?:19|20)\d\d\s?/\s?)?[A-ZĐ]{1,8}(?:[a-z]{1,2}[A-ZĐ]{0,4})?\d{0,2}(?:-[A-ZĐ][A-ZĐa-z.&]{0,12}\d{0,2}){1,3})$"
)
_BEHIND_SPECK = compiled(r"^[^\w/]{1,2}(?P<notation>/\s?[A-ZĐ\d].*)$")
_LIKE_NOTATION = compiled(r"/?\s?[A-ZĐÐ]{2,}\s?[-–]\s?[A-ZĐÐ]{2}|/\s?[A-ZĐÐ]{2}|/(?:19|20)\d\d")


Read = tuple[TextLine, Sequence[Word]]
"""A line and its words, boxes in pixels of the line's picture."""


@dataclass(frozen=True, slots=True)
class Framed:
    """A number line read anew: the places of the lines it takes the place of, and its words."""

    instead: frozenset[int]
    line: TextLine
    words: tuple[Word, ...]


def number_line(
    grey: Image, ink: Ink, lines: Sequence[Read], engine: Engine, *, seconds: float
) -> Framed | None:
    """Read the number line of a letterhead again, unless it was read well or there is none.

    Args:
        grey: the page, white paper and dark ink.
        ink: its shapes.
        lines: its lines as they were read.
        engine: to read with.
        seconds: of each reading.
    """
    height, width = grey.shape
    upper = [at for at, (line, _) in enumerate(lines) if line.y1 < _UPPER * height]
    dated = _dated(lines, upper, width)
    if dated is None:
        return None
    limit = min(dated.x0, int(_LEFT * width))
    own = _own(lines, upper, dated, limit)
    if not own:
        return None
    if not any(lines[at][1] for at in own):
        return None
    read = _read(lines, own)
    if _is_read(read[1]):
        return _joined(frozenset(own), [read])
    em = dated.x_height / _X_HEIGHT
    shapes = _shapes(ink, own, lines, em, limit)
    tail = _tail(grey, ink, shapes, em, engine, _text(read[1]), seconds)
    if tail is None:
        return _joined(frozenset(own), [read])
    head = _head(grey, ink, shapes, em, engine, seconds)
    return _joined(frozenset(own), [part for part in (head, tail) if part])


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _dated(lines: Sequence[Read], upper: Sequence[int], width: int) -> TextLine | None:
    """The first piece of the date line: what stands in the right half on one line and reads as a date."""
    right = [at for at in upper if lines[at][0].x1 > 0.55 * width and lines[at][0].x0 > 0.3 * width]
    for at in right:
        base, reach = lines[at][0].base, lines[at][0].x_height
        beside = sorted(
            (one for one in right if abs(lines[one][0].base - base) < reach), key=lambda one: lines[one][0].x0
        )
        if _DATED.search(fold(" ".join(_text(lines[one][1]) for one in beside))):
            return lines[beside[0]][0]
    return None


def _own(lines: Sequence[Read], upper: Sequence[int], date_line: TextLine, limit: int) -> list[int]:
    """The places of the pieces of the number line, from the left."""
    em = date_line.x_height / _X_HEIGHT
    left = [at for at in upper if lines[at][0].x0 < limit and (lines[at][0].x0 + lines[at][0].x1) / 2 < limit]
    near = [at for at in left if abs(lines[at][0].base - date_line.base) < _NEAR * em]
    speaking = [at for at in near if _speaks(lines[at][1])]
    if not speaking:
        return []
    base = lines[min(speaking, key=lambda at: abs(lines[at][0].base - date_line.base))][0].base
    pieces = [at for at in near if abs(lines[at][0].base - base) < 0.45 * em]
    return sorted(pieces, key=lambda at: lines[at][0].x0)


def _speaks(words: Sequence[Word]) -> bool:
    """Whether a piece begins as a number line does, or holds a notation."""
    text = _text(words)
    return len(text) < 40 and bool(
        _LIKE_NOTATION.search(text) or (words and _HEAD_WITH.match(fold(words[0].text)) and len(text) < 12)
    )


def _is_read(words: Sequence[Word]) -> bool:
    if len(words) < 2 or not _HEAD_WITH.match(fold(words[0].text)):
        return False
    last = words[-1]
    return bool(_NOTATION.match(last.text)) and last.confidence >= _SURER and len(words) < 5


def _read(lines: Sequence[Read], own: Sequence[int]) -> Read:
    """The pieces of a line as one."""
    joined = _joined(frozenset(own), [lines[at] for at in own])
    first, *others = joined.words
    if _HEAD.match(fold(first.text)):
        first = Word("Số:", *first.box, first.confidence)
    *before, last = (first, *others)
    match = _BEHIND_SPECK.match(last.text)
    return joined.line, (*before, _from(last, match.start("notation")) if match else last)


def _shapes(ink: Ink, own: Sequence[int], lines: Sequence[Read], em: float, limit: int) -> Image:
    """The shapes of the line from the left, as labels: what stands in its band left of the date line."""
    base = max(own, key=lambda at: lines[at][0].x1 - lines[at][0].x0)
    level = lines[base][0].base
    x0 = min(lines[at][0].x0 for at in own) - 2 * em
    x1 = max(lines[at][0].x1 for at in own) + 2 * em
    x, y = ink.x + ink.w / 2, ink.y + ink.h / 2
    inside = (x > x0) & (x < min(x1, limit)) & (y > level - 1.05 * em) & (y < level + 0.3 * em)
    fit = (ink.h < 1.9 * em) & (ink.w < 4 * em) & (ink.area >= 4)
    found = np.flatnonzero(inside & fit)
    found = found[found > 0]
    return found[np.argsort(ink.x[found])]


def _tail(
    grey: Image, ink: Ink, shapes: Image, em: float, engine: Engine, text: str, seconds: float
) -> Read | None:
    """The notation: what stands from some letter to the end of the line and reads as one."""
    best: Read | None = None
    sure = _SURE
    for start in _starts(ink, shapes, em):
        own = shapes[ink.x[shapes] + ink.w[shapes] / 2 >= start]
        line = picture(grey, ink, own, em * _X_HEIGHT)
        for size in _SIZES:
            word = _last(engine, line.image, size, seconds)
            if word is None or not (match := _BEHIND_PEN.match(word.text)):
                break
            found = word.confidence + (_KNOWN if _CODES.match(match["notation"]) else 0.0)
            if (match["year"] or text.count("/") < 2) and found >= sure:
                best, sure = (line, [_from(word, match.start("notation"))]), found
            if sure >= _SURER + _KNOWN:
                return best
    return best


def _last(engine: Engine, image: Image, size: float, seconds: float) -> Word | None:
    """The last word of a line, read at some size."""
    if size != 1.0:
        image = cv2.resize(
            image, None, fx=size, fy=size, interpolation=cv2.INTER_AREA if size < 1 else cv2.INTER_CUBIC
        )
    words = engine.read_line(image, seconds=seconds)
    if not words:
        return None
    last = words[-1]
    x0, y0, x1, y1 = (value / size for value in last.box)
    return Word(last.text, x0, y0, x1, y1, last.confidence)


def _from(word: Word, start: int) -> Word:
    """A word without its first letters."""
    x0 = word.x0 + (word.x1 - word.x0) * start / len(word.text)
    return Word(word.text[start:], x0, word.y0, word.x1, word.y1, word.confidence)


def _starts(ink: Ink, shapes: Image, em: float) -> Iterator[float]:
    """Where a notation may begin: the left ends of tall shapes, behind "Số:"."""
    tall = shapes[ink.h[shapes] > 0.45 * em]
    if not len(tall):
        return
    lefts = sorted({int(x) for x in ink.x[tall] if x > ink.x[tall[0]] + 0.8 * em})
    yield from (left for left in lefts[:_MOST])


def _whole(words: Sequence[Word], text: str, sure: float) -> Word:
    return Word(
        text,
        min(word.x0 for word in words),
        min(word.y0 for word in words),
        max(word.x1 for word in words),
        max(word.y1 for word in words),
        sure,
    )


def _head(grey: Image, ink: Ink, shapes: Image, em: float, engine: Engine, seconds: float) -> Read | None:
    """ "Số:", read without what follows."""
    tall = shapes[ink.h[shapes] > 0.45 * em]
    left = ink.x[tall[0]]
    for width in _HEADS:
        own = shapes[
            (ink.x[shapes] >= left - 0.1 * em) & (ink.x[shapes] + ink.w[shapes] <= left + width * em)
        ]
        line = picture(grey, ink, own, em * _X_HEIGHT)
        words = list(engine.read_line(line.image, seconds=seconds))
        text = "".join(word.text for word in words)
        if _HEAD.match(fold(text)):
            sure = min(word.confidence for word in words)
            return line, [_whole(words, "Số:", sure)]
    return None


def _joined(instead: frozenset[int], parts: Sequence[Read]) -> Framed:
    """Pieces side by side as one line; its picture and letters are those of the longest."""
    x0, y0 = min(line.x0 for line, _ in parts), min(line.y0 for line, _ in parts)
    x1, y1 = max(line.x1 for line, _ in parts), max(line.y1 for line, _ in parts)
    words = tuple(
        Word(
            word.text,
            word.x0 + line.x0 - x0,
            word.y0 + line.y0 - y0,
            word.x1 + line.x0 - x0,
            word.y1 + line.y0 - y0,
            word.confidence,
        )
        for line, own in parts
        for word in own
    )
    longest = max((line for line, _ in parts), key=lambda line: line.x1 - line.x0)
    return Framed(instead, replace(longest, x0=x0, y0=y0, x1=x1, y1=y1), words)
