"""The fields that are scored: their names, how softly each is judged, which of them sum others up."""

from collections.abc import Iterable

from vanban.outputs.score.match import Kind

FIELDS: dict[str, Kind] = {
    "document.found": "exact",
    "document.role": "exact",
    "document.label": "code",
    "header.parent_agency": "code",
    "header.agency": "code",
    "header.number": "code",
    "header.code_notation": "code",
    "header.place": "code",
    "header.date": "exact",
    "header.type": "code",
    "header.subject": "text",
    "header.authority": "code",
    "header.addressees": "text",
    "header.urgency": "code",
    "header.secrecy": "code",
    "header.issued_with.number": "code",
    "header.issued_with.date": "exact",
    "bases.text": "text",
    "citations.whole": "code",
    "citations.type": "code",
    "citations.number": "code",
    "citations.date": "exact",
    "citations.issuer": "code",
    "sections.whole": "text",
    "sections.label": "label",
    "sections.depth": "exact",
    "sections.start": "text",
    "closing.start": "text",
    "signatures.whole": "code",
    "signatures.capacity": "code",
    "signatures.position": "code",
    "signatures.name": "code",
    "recipients.text": "text",
    "tables.found": "exact",
    "tables.title": "text",
    "tables.unit": "code",
    "tables.columns": "code",
    "tables.row_count": "exact",
    "tables.rows": "cell",
    "tables.cells": "cell",
    "tables.notes": "text",
}
"""Every scored field in the order of reports; the part before the first dot is its group."""

JOINT = frozenset({"citations.whole", "sections.whole", "signatures.whole", "tables.rows"})
"""Right only when all parts of the thing are; they repeat what other fields count, so no total has them."""

HEADER_VALUES = (
    "parent_agency", "agency", "number", "code_notation", "place", "date", "type", "subject", "authority",
    "urgency", "secrecy",
)  # fmt: skip


def group(field: str) -> str:
    """``header`` of ``header.number``."""
    return field.partition(".")[0]


def groups() -> Iterable[str]:
    """All groups in the order of reports."""
    return dict.fromkeys(map(group, FIELDS))
