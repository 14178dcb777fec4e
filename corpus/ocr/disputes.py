"""Words of a line that two readings give differently, put before a third engine.

Where it bears out one of the two, that one counts; where it says something else, its word counts and stays unsure. Of 173
such words of 19 worn pages 106 were right before and 155 are then (docs/quality.md). Words in small letters are shown to it
alone; figures, capitals and names with a neighbour on each side, which tell how high they are.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from msgspec import structs

from vanban.corpus.ocr.engine import Engine, Word
from vanban.corpus.ocr.reading import DISPUTED, SETTLED, Reading, bare, edge
from vanban.corpus.syllables import is_syllable

_STROKES = re.compile("II+")


def judged(reading: Reading, judge: Engine | None, seconds: float) -> Reading:
    """A line with its disputed words judged, if there is a judge.

    Args:
        reading: words in dispute have a reading beside them (``other``).
        judge: another engine.
        seconds: for each piece of the line that it reads.
    """
    if judge is None:
        return reading
    words = list(reading.words)
    for disputed, places in groupby(range(len(words)), key=lambda at: bool(reading.words[at].other)):
        if disputed:
            at = list(places)
            beside = int(not all(words[one].text.islower() for one in at))
            start, end = max(at[0] - beside, 0), min(at[-1] + 1 + beside, len(words))
            said = _said(reading, start, end, judge, seconds)
            if len(said) == end - start:
                own = slice(at[0] - start, at[-1] + 1 - start)
                words[at[0] : at[-1] + 1] = map(_told, words[at[0] : at[-1] + 1], said[own])
    return replace(reading, words=words)


def _said(reading: Reading, start: int, end: int, judge: Engine, seconds: float) -> Sequence[Word]:
    """What the judge reads in some words of a line."""
    x0, x1 = edge(reading, start), edge(reading, end)
    if x0 is None or x1 is None or x0 >= x1:
        return []
    return judge.read_line(reading.line.image[:, x0:x1], seconds=seconds)


def _is_worse(said: str, ours: str) -> bool:
    """Whether a judge's word cannot count: it is no syllable and ours is, or it has lost strokes of a numeral."""
    lost = bool(_STROKES.fullmatch(ours)) and said in ours
    return lost or (is_syllable(ours) and not is_syllable(said))


def _told(word: Word, said: Word) -> Word:
    """A word in dispute as the judge has it."""
    text, ours = bare(said.text), bare(word.text)
    if not text or _is_worse(text, ours):
        return word
    if text == ours:
        return structs.replace(word, confidence=SETTLED)
    if text == bare(word.other):
        return structs.replace(word, text=word.other, other=word.text, confidence=SETTLED)
    if text.isupper() != ours.isupper():
        return word  # a third word in letters of another height
    return structs.replace(word, text=said.text, other=word.text, confidence=min(word.confidence, DISPUTED))
