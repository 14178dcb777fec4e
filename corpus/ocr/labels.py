"""Labels of points and parts that were hardly read, put right by those before and behind them: a), b), e), d) is a), b), c), d).

The proof is the list itself: the label before one that is right tells what follows, what was read differs from it as
letters do that engines take for each other, and the next label goes on from there. Labels of other kinds are left.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vanban.corpus.ocr.read import Recognised
from vanban.corpus.readers.pdf_chars import Run
from vanban.corpus.readers.pdf_lines import rows

_POINT = re.compile(r"(?P<label>[a-zđ])(?P<rest>[).].*)", re.DOTALL)
_PART = re.compile(r"(?P<label>[IVXH]{1,5})(?P<rest>\..*)", re.DOTALL)
_POINTS = "abcdđeghiklmnopqrstuvxy"
_PARTS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()
_ALIKE = {
    "c": "eo",
    "d": "đ",
    "đ": "d",
    "e": "c",
    "b": "h",
    "h": "b",
    "g": "q",
    "o": "ce",
    "q": "g",
    "l": "i",
    "i": "l",
}


@dataclass(frozen=True, slots=True)
class _Label:
    """A label at the head of a line."""

    run: Run
    text: str
    rest: str


def settle(pages: Mapping[int, Recognised]) -> None:
    """Put the labels of a document right, in place; ``read`` keeps what the engine gave."""
    heads = [
        part[0] for _, page in sorted(pages.items()) for row in rows(page.runs) for part in row.parts[:1]
    ]
    for pattern, order in ((_POINT, _POINTS), (_PART, _PARTS)):
        _settle(list(_labels(heads, pattern)), order)


def _labels(heads: Sequence[Run], pattern: re.Pattern[str]) -> Iterator[_Label]:
    for run in heads:
        if match := pattern.fullmatch(run.text):
            yield _Label(run, match["label"], match["rest"])


def _settle(labels: Sequence[_Label], order: Sequence[str]) -> None:
    before = ""
    for at, label in enumerate(labels):
        place = order.index(before) + 1 if before in order else 0
        if before and place < len(order) and _goes_on(labels[at:], order[place:]):
            wanted = order[place]
            if label.text != wanted:
                label.run.read = label.run.read or label.run.text
                label.run.text = wanted + label.rest
            before = wanted
        else:
            before = label.text


def _goes_on(labels: Sequence[_Label], order: Sequence[str]) -> bool:
    """Whether labels are the next of an order, misread or not, as far as one that is read right.

    A list of points may end before that, or the next one begin: no other letter than the next can follow a letter.
    """
    points = labels[0].text in _POINTS
    for at, (label, wanted) in enumerate(zip(labels, order, strict=False)):
        if label.text == wanted or (at and points and label.text == _POINTS[0]):
            return True
        if not _is_like(label.text, wanted):
            return False
    return points


def _is_like(read: str, wanted: str) -> bool:
    """Whether a label may be what an engine makes of another."""
    if wanted in _POINTS:
        return read in _ALIKE.get(wanted, "")
    strokes = read.replace("H", "II")
    return abs(len(strokes) - len(wanted)) < 2 and set(strokes) == set(wanted)
