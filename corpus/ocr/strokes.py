"""Strokes that were read as letters and are none: a clerk's initials behind the end of a text, specks beside lines of capitals.

Who drafts or checks a document initials it behind "./." or behind the last recipient, mostly in blue. Specks, the rim of a
seal and strokes of a signature stand beside the lines over a signer's name.
"""

import re
from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from vanban.corpus.ocr.engine import Word
from vanban.corpus.ocr.ink import Picture
from vanban.corpus.ocr.reading import Reading

_RUN_ON = re.compile(r"(.*\./\.)[^\s/]{1,5}")
_END = "./."
_CLOSED = (".", ";")
_MOST = 4  # letters of such strokes
_UNSURE = 0.75  # confidence of them
_PRINTED = ("-", "–", "+", "*", "•")
_POOR = 0.5  # confidence of a lone sign that is a stroke
_QUOTE, _QUOTE_END = re.compile(r"[„“\"'`‘’*,.:;_|]+(?=\w)"), re.compile(r"[”\"'’]\W*$")
_LOWER = 0.3  # of the page: above it pens write numbers and dates
_COLOURED, _DARK, _SHARE = (
    0.16,
    150,
    0.3,
)  # saturation of ink, its lightness at most, its part of what is dark


def without_strokes(readings: Sequence[Reading], page: Picture) -> None:
    """Take such strokes out of the lines of a page, in place; ``read`` of the word before keeps them.

    Args:
        readings: the lines, in any order.
        page: the image, straight, in colour.
    """
    for reading in readings:
        if reading.words and reading.line.y0 > _LOWER * page.shape[0]:
            reading.words = _without_initials(reading, page)
        reading.words = _without_specks(reading.words)


def _without_initials(reading: Reading, page: Picture) -> list[Word]:
    *before, last = reading.words
    if run_on := _RUN_ON.fullmatch(last.text):
        return [*before, replace(last, text=run_on[1], read=last.text)]
    letters = sum(map(str.isalnum, last.text))
    if not before or not before[-1].text.endswith(_CLOSED) or letters > _MOST or last.confidence >= _UNSURE:
        return reading.words
    if before[-1].text.endswith(_END) or _is_coloured(reading, last, page):
        return [*before[:-1], replace(before[-1], read=f"{before[-1].text} {last.text}")]
    return reading.words


def _without_specks(words: Sequence[Word]) -> list[Word]:
    """The words of a line of capitals without what stands around them and is no word."""
    told = [at for at, word in enumerate(words) if _is_told(word)]
    if not told or not "".join(word.text for word in words if any(map(str.isalpha, word.text))).isupper():
        return list(words)
    first, last = told[0], told[-1]
    kept = list(words[first : last + 1])
    if last + 1 < len(words):
        kept[-1] = replace(kept[-1], read=" ".join(word.text for word in words[last:]))
    if first:
        kept[0] = replace(kept[0], read=" ".join(word.text for word in words[: first + 1]))
    quote = _QUOTE.match(kept[0].text)
    if quote and not any(_QUOTE_END.search(word.text) for word in kept):
        kept[0] = replace(kept[0], text=kept[0].text[quote.end() :], read=kept[0].read or kept[0].text)
    return kept


def _is_told(word: Word) -> bool:
    """Whether something printed stands there."""
    if word.text in _PRINTED or sum(map(str.isalpha, word.text)) > 1:
        return True
    return any(map(str.isalnum, word.text)) and word.confidence >= _POOR


def _is_coloured(reading: Reading, word: Word, page: Picture) -> bool:
    """Whether a word is written in coloured ink."""
    line = reading.line
    x0, x1 = round(line.x0 + word.x0), round(line.x0 + word.x1)
    patch = page[round(line.y0) : round(line.y1), x0:x1].astype(np.float32)
    if not patch.size:
        return False
    ink = patch[patch.min(axis=2) < _DARK]
    tinted = (ink.max(axis=1) - ink.min(axis=1)) / 255 > _COLOURED if len(ink) else np.zeros(1)
    return float(tinted.mean()) > _SHARE
