"""Values of recognised text by their own words: where each stands, how sure it is, and which of them somebody should check."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from vanban.corpus.layout import Layout, Word
from vanban.normalize.model import Document, Evidence, Problem
from vanban.normalize.repairs import is_listed

_VALUE = 12  # words: the least sure one of so few decides; of longer text the mean says more
_UNSURE = 0.7  # docs/quality.md says how many values below it are wrong, and above
_DISPUTED = 0.6  # a word of a longer text that is no surer was read in two ways, or hardly
_SHOWN = 80  # characters of it in the message
_LOOKED_AT = ("/header/", "/signatures/", "/recipients/")
_FIGURES = {f"/header/{name}" for name in ("number", "code_number", "year", "code_notation", "date")}
_BODIES = ("/header/agency", "/header/parent_agency")
_TYPES = ("/header/type", "/header/type_code")  # they are known by the list of types
_LISTED = 0.75  # confidence at least of a body that is in the lists: they settle what was read in two ways
_UNLISTED = 0.78  # of its words' confidence is that of one with a word that is in no list
_FIGURE = re.compile(r"[\d/]")  # the words around them are a frame: "Số", "ngày", "tháng"


def by_words(document: Document, layout: Layout) -> Document:
    """The document and its appendices with the evidence of recognised values narrowed to their words.

    Values of the header and the signatures that are not sure get a problem.
    """
    if not layout.words:
        return document
    own = {at: _words(at, one, document.evidence, layout) for at, one in document.evidence.items()}
    evidence = {at: _narrowed(at, one, own[at], layout) for at, one in document.evidence.items()}
    return replace(
        document,
        evidence=evidence,
        problems=(*document.problems, *_unsure(evidence, own, layout)),
        attachments=tuple(by_words(one, layout) for one in document.attachments),
    )


def _words(pointer: str, evidence: Evidence, others: Mapping[str, Evidence], layout: Layout) -> list[Word]:
    """The recognised words of a value; those of a signer's block without the name, which is a value of its own."""
    if evidence.origin not in ("read", "ocr"):
        return []
    start, end = evidence.start, evidence.end
    first = max(
        bisect_left(layout.words, start, key=_start) - 1, 0
    )  # a value may begin within a word: "Số:12"
    words = [
        word
        for word in layout.words[first : bisect_left(layout.words, end, key=_start)]
        if word.end > start  # and a letterhead's other column may stand between
        and layout.text[max(word.start, start) : min(word.end, end)] in evidence.text
    ]
    name = others.get(f"{pointer}/name")
    rest = [word for word in words if name and layout.text[word.start : word.end] not in name.text]
    return rest or words


def _start(word: Word) -> int:
    return word.start


def _narrowed(pointer: str, evidence: Evidence, words: Sequence[Word], layout: Layout) -> Evidence:
    if not words:
        return evidence
    page = words[0].page
    boxes = [word.box for word in words if word.page == page]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    box = min(lefts), min(tops), max(rights), max(bottoms)
    counted = [word for word in words if _FIGURE.search(layout.text, word.start, word.end)]
    sure = _confidence(counted if counted and pointer in _FIGURES else words)
    if pointer in _TYPES + _BODIES:
        listed = pointer in _TYPES or is_listed(evidence.repaired or evidence.text)
        sure = max(sure, _LISTED) if listed else round(sure * _UNLISTED, 3)
    elif evidence.repaired or pointer.endswith("/name"):
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


def _unsure(
    evidence: Mapping[str, Evidence], words: Mapping[str, Sequence[Word]], layout: Layout
) -> Iterator[Problem]:
    told: set[tuple[int, int, str]] = set()  # several values stand in one place
    for pointer, one in evidence.items():
        place = one.start, one.end, one.text
        if one.origin != "ocr" or not pointer.startswith(_LOOKED_AT) or place in told:
            continue
        doubtful = [word for word in words[pointer] if word.confidence <= _DISPUTED]
        settled = pointer in _FIGURES or (pointer in _BODIES + _TYPES and one.confidence >= _LISTED)
        if one.confidence < _UNSURE or (doubtful and not settled):
            told.add(place)
            text = f"Recognised with little confidence ({one.confidence:.2f}): “{one.text[:_SHOWN]}”"
            if doubtful:
                text += f", at “{' '.join(layout.text[word.start : word.end] for word in doubtful)[:_SHOWN]}”"
            yield Problem(code="ocr-unsure-value", severity="warning", message=f"{text}.", at=pointer[1:])
