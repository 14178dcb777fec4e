"""Words of a line that two readings give differently, put before a third engine.

Where it bears out one of the two, that one counts; where it says something else, its word counts and stays unsure. Of 173
such words of 19 worn pages 106 were right before and 155 are then (docs/quality.md).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from msgspec import structs

from vanban.corpus.ocr.engine import Engine, Word
from vanban.corpus.ocr.reading import DISPUTED, SETTLED, Reading, bare, edge
from vanban.corpus.syllables import is_syllable

_STROKES = re.compile("II+")
_BESIDE = 1  # words shown to the judge before and behind those in dispute


def judged(reading: Reading, judge: Engine | None, seconds: float) -> Reading:
    """A line with its disputed words judged, if there is a judge.

    Args:
        reading: words in dispute have a reading beside them (``other``).
        judge: another engine.
        seconds: for each piece of the line that it reads.
    """
    disputed = [at for at, word in enumerate(reading.words) if word.other]
    if judge is None or not disputed:
        return reading
    words = list(reading.words)
    for start, end in _pieces(disputed, len(words)):
        x0, x1 = edge(reading, start), edge(reading, end)
        if x0 is None or x1 is None or x0 >= x1:
            continue
        said = judge.read_line(reading.line.image[:, x0:x1], seconds=seconds)
        for at, text in _beside(words[start:end], said):
            if words[start + at].other:
                words[start + at] = _told(words[start + at], text)
    return replace(reading, words=words)


def _pieces(disputed: Sequence[int], count: int) -> Iterator[tuple[int, int]]:
    """Stretches of the line around the words in dispute; those that touch are one."""
    start, end = max(disputed[0] - _BESIDE, 0), 0
    for at in disputed:
        if end and at - _BESIDE > end:
            yield start, end
            start = at - _BESIDE
        end = min(at + _BESIDE + 1, count)
    yield start, end


def _beside(words: Sequence[Word], said: Sequence[Word]) -> Iterator[tuple[int, str]]:
    """What the judge says for each word, as far as the two can be held beside each other."""
    ours, theirs = ([bare(word.text).lower() for word in some] for some in (words, said))
    for _, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if j - i == m - k:
            yield from zip(range(i, j), (word.text for word in said[k:m]), strict=True)


def _is_worse(text: str, known: str) -> bool:
    """Whether a judge's word cannot count: it is no syllable and ours is, or it has lost strokes of a numeral."""
    said, ours = bare(text), bare(known)
    lost = bool(_STROKES.fullmatch(ours)) and said in ours
    return lost or (is_syllable(ours) and not is_syllable(said))


def _told(word: Word, text: str) -> Word:
    """A word in dispute as the judge has it."""
    if not bare(text) or _is_worse(text, word.text):
        return word
    if bare(text) == bare(word.text):
        return structs.replace(word, confidence=SETTLED)
    if bare(text) == bare(word.other):
        return structs.replace(word, text=word.other, other=word.text, confidence=SETTLED)
    return structs.replace(word, text=text, other=word.text, confidence=min(word.confidence, DISPUTED))
