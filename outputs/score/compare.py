"""Turns the two sides of one file into outcomes: one for every value that either side holds.

Documents, bases, citations, sections, signatures, recipients, tables, columns and rows are paired by
sequence alignment first (:mod:`vanban.outputs.score.align`), so that one missing item costs one item.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from vanban.outputs.score.align import align, likeness
from vanban.outputs.score.fields import HEADER_VALUES
from vanban.outputs.score.gold import (
    GoldCitation,
    GoldDocument,
    GoldFile,
    GoldHeader,
    GoldIssuedWith,
    GoldSection,
    GoldSignature,
    start,
)
from vanban.outputs.score.outcomes import Collector, Outcome
from vanban.outputs.score.tables import compare_tables

T = TypeVar("T")


def compare(gold: GoldFile, predicted: Sequence[GoldDocument]) -> list[Outcome]:
    """All outcomes of one file.

    Args:
        gold: the annotation.
        predicted: the extracted documents in the gold form, in reading order; empty when nothing was.
    """
    outcomes: list[Outcome] = []
    number = extra = 0
    for g, p in align(gold.documents, predicted, _document_likeness, threshold=0.2):
        extra += g is None
        collector = Collector(gold.file, number if g else -extra, partial=gold.partial)
        collector.thing("document.found", _name(g), _name(p))
        _document(collector if g and p else collector.alone(), g or GoldDocument(), p or GoldDocument())
        outcomes += collector.outcomes
        number += g is not None
    return outcomes


def _name(document: GoldDocument | None) -> str | None:
    if document is None:
        return None
    parts = (document.role, document.label, document.header.type, document.header.number)
    return " ".join(filter(None, parts))


def _document(collector: Collector, g: GoldDocument, p: GoldDocument) -> None:
    collector.value("document.role", g.role, p.role)
    collector.value("document.label", g.label, p.label)
    _header(collector, g.header, p.header)
    collector.values("bases.text", [b.text for b in g.bases], [b.text for b in p.bases])
    _records(collector, "citations", _cited(g), _cited(p), _citation_likeness, _citation, threshold=0.35)
    _records(collector, "sections", g.sections, p.sections, _section_likeness, _section)
    collector.value("closing.start", start(g.closing), start(p.closing))
    _records(collector, "signatures", g.signatures, p.signatures, _signer_likeness, _signer, threshold=0.3)
    collector.values("recipients.text", g.recipients, p.recipients)
    compare_tables(collector, g.tables, p.tables)


def _header(collector: Collector, gold: GoldHeader, predicted: GoldHeader) -> None:
    for name in HEADER_VALUES:
        collector.value(f"header.{name}", getattr(gold, name), getattr(predicted, name))
    collector.values("header.addressees", gold.addressees, predicted.addressees)
    g, p = (side.issued_with or GoldIssuedWith() for side in (gold, predicted))
    collector.value("header.issued_with.number", g.number, p.number)
    collector.value("header.issued_with.date", g.date, p.date)


def _records(
    collector: Collector,
    name: str,
    gold: Sequence[T],
    predicted: Sequence[T],
    similarity: Callable[[T, T], float],
    parts: Callable[[T], dict[str, str]],
    *,
    threshold: float = 0.5,
) -> None:
    pairs = align(gold, predicted, similarity, threshold=threshold)
    for number, (g, p) in enumerate(pairs):
        place = str(number)
        left, right = parts(g) if g else {}, parts(p) if p else {}
        fields = ((f"{name}.{key}", left.get(key), right.get(key), place) for key in left or right)
        collector.together(f"{name}.whole", _line(left), _line(right), place, fields)


def _line(parts: dict[str, str]) -> str | None:
    return " | ".join(filter(None, parts.values())) if parts else None


def _cited(document: GoldDocument) -> list[GoldCitation]:
    """All citations of the preamble in order: a basis that was cut elsewhere still keeps its citations."""
    return [citation for basis in document.bases for citation in basis.citations]


def _citation(c: GoldCitation) -> dict[str, str]:
    return {"type": c.type or "", "number": c.number or "", "date": c.date or "", "issuer": c.issuer or ""}


def _section(s: GoldSection) -> dict[str, str]:
    return {"label": s.label, "depth": str(s.depth), "start": start(s.start)}


def _signer(s: GoldSignature) -> dict[str, str]:
    return {"capacity": s.capacity or "", "position": s.position or "", "name": s.name or ""}


def _agree(a: object, b: object) -> float:
    """1 for the same value, a half when both say nothing, else 0."""
    if a is None and b is None:
        return 0.5
    return float(a == b)


def _document_likeness(a: GoldDocument, b: GoldDocument) -> float:
    x, y = a.header, b.header
    titles = [table.title for table in a.tables], [table.title for table in b.tables]
    subject = likeness(x.subject, y.subject) if x.subject or y.subject else 0.5
    return (
        0.25 * (a.role == b.role)
        + 0.15 * _agree(x.number, y.number)
        + 0.15 * _agree(a.label, b.label)
        + 0.1 * _agree(x.type, y.type)
        + 0.25 * subject
        + 0.1 * _agree(titles[0] or None, titles[1] or None)
    )


def _section_likeness(a: GoldSection, b: GoldSection) -> float:
    """A numbered unit is known by its label too; a bullet by its text alone."""
    text, depth = likeness(a.start, b.start), float(a.depth == b.depth)
    if not any(map(str.isalnum, a.label + b.label)):
        return 0.9 * text + 0.1 * depth
    return 0.55 * text + 0.35 * (a.label == b.label) + 0.1 * depth


def _citation_likeness(a: GoldCitation, b: GoldCitation) -> float:
    return (
        0.45 * _agree(a.number, b.number)
        + 0.2 * _agree(a.type, b.type)
        + 0.2 * _agree(a.date, b.date)
        + 0.15 * likeness(a.issuer, b.issuer)
    )


def _signer_likeness(a: GoldSignature, b: GoldSignature) -> float:
    return (
        0.6 * likeness(a.name, b.name)
        + 0.25 * likeness(a.position, b.position)
        + 0.15 * _agree(a.capacity, b.capacity)
    )
