"""Values of recognised text by their own words: where each stands, how sure it is, and which of them somebody should check."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from vanban.corpus.layout import Layout, Word
from vanban.normalize.model import Document, Evidence, Problem

_VALUE = 12  # words: the least sure one of so few decides; of longer text the mean says more
_UNSURE = 0.7  # docs/quality.md says how many values below it are wrong, and above
_SHOWN = 80  # characters of it in the message
_LOOKED_AT = ("/header/", "/signatures/")
_FIGURES = {f"/header/{name}" for name in ("number", "code_number", "year", "code_notation", "date")}
_FIGURE = re.compile(r"[\d/]")  # the words around them are a frame: "Số", "ngày", "tháng"


def by_words(document: Document, layout: Layout) -> Document:
    """The document and its appendices with the evidence of recognised values narrowed to their words.

    Values of the header and the signatures that are not sure get a problem.
    """
    if not layout.words:
        return document
    starts = [word.start for word in layout.words]
    evidence = {at: _narrowed(at, one, layout, starts) for at, one in document.evidence.items()}
    return replace(
        document,
        evidence=evidence,
        problems=(*document.problems, *_unsure(evidence)),
        attachments=tuple(by_words(one, layout) for one in document.attachments),
    )


def _narrowed(pointer: str, evidence: Evidence, layout: Layout, starts: Sequence[int]) -> Evidence:
    if evidence.origin not in ("read", "ocr"):
        return evidence
    start, end = evidence.start, evidence.end
    first = max(bisect_left(starts, start) - 1, 0)  # a value may begin within a word: "Số:12"
    words = [
        word
        for word in layout.words[first : bisect_left(starts, end)]
        if word.end > start  # and a letterhead's other column may stand between
        and layout.text[max(word.start, start) : min(word.end, end)] in evidence.text
    ]
    if not words:
        return evidence
    page = words[0].page
    boxes = [word.box for word in words if word.page == page]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    box = min(lefts), min(tops), max(rights), max(bottoms)
    counted = [word for word in words if _FIGURE.search(layout.text, word.start, word.end)]
    sure = _confidence(counted if counted and pointer in _FIGURES else words)
    if evidence.repaired or pointer.endswith("/name"):
        sure = min(sure, evidence.confidence)
    given = _given(words, layout.text)
    return replace(evidence, page=page, box=box, origin="ocr", confidence=sure, as_recognised=given)


def _given(words: Sequence[Word], text: str) -> str | None:
    """What recognition gave for some words, where one of them was put right."""
    if not any(word.read for word in words):
        return None
    return " ".join(word.read or text[word.start : word.end] for word in words)


def _confidence(words: Sequence[Word]) -> float:
    if len(words) <= _VALUE:
        return min(word.confidence for word in words)
    length = sum(word.end - word.start for word in words)
    return round(sum(word.confidence * (word.end - word.start) for word in words) / length, 3)


def _unsure(evidence: dict[str, Evidence]) -> Iterator[Problem]:
    told: set[tuple[int, int]] = set()  # several values stand in one place
    for pointer, one in evidence.items():
        place = one.start, one.end
        if (
            one.origin == "ocr"
            and one.confidence < _UNSURE
            and pointer.startswith(_LOOKED_AT)
            and place not in told
        ):
            told.add(place)
            text = f"Recognised with little confidence ({one.confidence:.2f}): “{one.text[:_SHOWN]}”."
            yield Problem(code="ocr-unsure-value", severity="warning", message=text, at=pointer[1:])
