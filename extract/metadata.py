"""Completes a header from the properties that a legal portal prints beside the document.

The document's own words come first: a property only fills what the text leaves empty, with origin
``inferred``, and a page that holds nothing but properties still gives its header and signer.
"""

from collections.abc import Mapping, Sequence

import regex
from msgspec.structs import replace

from vanban.corpus.patterns import compiled
from vanban.corpus.text import key
from vanban.extract.draft import Draft, DraftSignature, Span
from vanban.extract.shapes import DOC_NUMBER
from vanban.extract.vocabulary import PropertyLabel, first_rule, leading_type

_SUBJECT_AFTER = compiled(
    r"^\s*(?:ngày\s+[\d/.]+\s*|năm\s+\d{4}\s+)?(?:của\s+[^,;]{3,80}?\s+(?=về|ban hành|quy định|phê duyệt))?",
    regex.IGNORECASE,
)
_EMPTY = frozenset({"", "-", "--", "...", "n/a", "không xác định"})


def complete(draft: Draft, properties: Sequence[tuple[str, str]]) -> Draft:
    """The draft with empty header fields filled from (label, value) properties."""
    found = _fields(properties)
    if not found:
        return draft
    header = draft.header
    number = header.number or _span(found.get("number"))
    subject = header.subject or _span(found.get("subject"))
    kind = header.type or _span(found.get("type"))
    completed = replace(
        header,
        number=number,
        subject=subject,
        type=kind,
        type_name=header.type_name or found.get("type"),
        date=header.date or _span(found.get("date")),
        agency=header.agency or _span(found.get("agency")),
    )
    return replace(draft, header=completed, signatures=draft.signatures or _signer(found))


def _fields(properties: Sequence[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for label, value in properties:
        rule = first_rule("property_labels.toml", key(label))
        if isinstance(rule, PropertyLabel) and value.strip().casefold() not in _EMPTY:
            found.setdefault(rule.field, value.strip())
    if title := found.pop("title", None):
        _read_title(title, found)
    return found


def _read_title(title: str, found: dict[str, str]) -> None:
    """A page title such as "Quyết định số 45/2025/QĐ-TTg Quy định đối tượng ..."."""
    number = DOC_NUMBER.search(title)
    kind = leading_type(key(title[:60]))
    if number is None or kind is None:
        return
    found.setdefault("number", number.group())
    found.setdefault("type", kind.name)
    rest = title[number.end() :]
    subject = rest[_SUBJECT_AFTER.match(rest).end() :].strip(" -–:")  # type: ignore[union-attr]
    if subject:
        found.setdefault("subject", subject)


def _span(value: str | None) -> Span | None:
    """A property has no place in the reading text: offsets 0, origin inferred."""
    return Span(value, 0, 0, origin="inferred", confidence=0.9) if value else None


def _signer(found: Mapping[str, str]) -> tuple[DraftSignature, ...]:
    name = _span(found.get("signer"))
    if name is None:
        return ()
    return (DraftSignature(span=name, position=found.get("position"), name=name.text),)
