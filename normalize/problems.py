"""What a checker would tell the clerk about a document; codes are documented in docs/problems.md."""

from collections.abc import Iterator, Sequence

import msgspec

from vanban.corpus.layout import Layout
from vanban.corpus.text import key
from vanban.extract.draft import Draft
from vanban.normalize import tables
from vanban.normalize.model import Document, Problem, Section

_NAMES_ANNEX = ("phu luc kem theo", "phu luc dinh kem", "theo phu luc", "bieu kem theo", "danh sach kem theo")
_VIETNAMESE = frozenset("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
_SAMPLE = 1200  # characters that the language is judged by
_DAY = len("2013-10-26")
_MIN_LETTERS = 200  # below this nothing can be said about the language
_MIN_SHARE = 0.02  # share of letters that only Vietnamese uses; real documents have about 0.2


def add(document: Document, draft: Draft, layout: Layout | None) -> Document:
    """The document with its problems; the root also reports what reading met."""
    found = [
        *(
            Problem(code=p.code, severity=p.severity, message=p.message, at=p.at or None)
            for p in draft.problems
        ),
        *_header(document),
        *_numbering(document.sections),
        *_amounts(document),
        *_attachments(document),
    ]
    for at, table in enumerate(document.tables):
        found.extend(tables.problems(table, f"tables/{at}"))
    if layout is not None:
        found.extend(
            Problem(code=note.code, severity=note.severity, message=note.message) for note in layout.notes
        )
        found.extend(_language(layout.text))
    return msgspec.structs.replace(document, problems=tuple(found)) if found else document


def _header(document: Document) -> Iterator[Problem]:
    header = document.header
    is_empty = not document.sections and not document.bases and header.type is None
    if document.role != "main" or is_empty or document.label is not None:
        return  # an appendix in a file of its own has neither number nor signer
    if header.agency is None:
        yield _lack("The issuing agency is not named.", "header/agency", code="no-agency")
    if header.issued_with is not None and header.number is None:
        return  # so has a regulation under the letterhead of its decision
    if header.number is None:
        yield _lack("The document number is blank or missing.", "header/number", code="no-number")
    if len(header.date or "") < _DAY:
        yield _lack("The date is missing or not complete.", "header/date", code="no-date")
    if not document.signatures:
        yield _lack("No signer was found.", "signatures", code="no-signature")
    elif all(one.name is None for one in document.signatures):
        yield _lack("Nobody is named below the signer's title.", "signatures", code="no-signer-name")
    if header.year and header.date and int(header.date[:4]) != header.year:
        yield Problem(
            code="number-date-mismatch",
            severity="warning",
            message=f"The number says {header.year}, the date {header.date[:4]}.",
            at="header/date",
        )


def _lack(message: str, at: str, *, code: str) -> Problem:
    return Problem(code=code, severity="warning", message=message, at=at)


def _numbering(units: Sequence[Section]) -> Iterator[Problem]:
    """Repeated ordinals among siblings: an author's slip that makes a reference ambiguous."""
    seen: set[tuple[str, str]] = set()
    for unit in units:
        identity = (unit.kind, unit.label)
        if unit.kind != "bullet" and identity in seen:
            yield Problem(
                code="repeated-label",
                severity="info",
                message=f"“{unit.label}” is used twice at one level.",
                at=unit.id,
            )
        seen.add(identity)
        yield from _numbering(unit.children)


def _amounts(document: Document) -> Iterator[Problem]:
    for amount in document.amounts:
        if amount.agrees is False:
            yield Problem(
                code="amount-words-mismatch",
                severity="warning",
                message=f"Figures and words differ: {amount.text}",
                at=amount.at,
            )


def _attachments(document: Document) -> Iterator[Problem]:
    """Appendices that name another number or date, and appendices named but not there."""
    header = document.header
    for at, attachment in enumerate(document.attachments):
        issued = attachment.header.issued_with
        if issued is None:
            continue
        if (
            issued.number
            and header.number
            and issued.number != header.number
            and attachment.role == "appendix"
        ):
            yield Problem(
                code="issued-with-number-mismatch",
                severity="warning",
                message=f"The appendix names {issued.number}, the document is {header.number}.",
                at=f"attachments/{at}/header/issued_with",
            )
        elif issued.number == header.number and issued.date and header.date and issued.date != header.date:
            yield Problem(
                code="issued-with-date-mismatch",
                severity="warning",
                message=f"The appendix dates the document {issued.date}, its header {header.date}.",
                at=f"attachments/{at}/header/issued_with",
            )
    if not document.attachments and (at_section := _names_annex(document.sections)):
        yield Problem(
            code="missing-appendix",
            severity="info",
            message="The text names an appendix that the file does not hold.",
            at=at_section,
        )


def _names_annex(units: Sequence[Section]) -> str | None:
    for unit in units:
        text = f"{unit.heading or ''} {unit.text}"
        if "kèm" in text or "hụ lục" in text:
            folded = key(text)
            if any(words in folded for words in _NAMES_ANNEX):
                return unit.id
        if found := _names_annex(unit.children):
            return found
    return None


def _language(text: str) -> Iterator[Problem]:
    sample = text[:_SAMPLE].lower()
    letters = sum(map(str.isalpha, sample))
    if letters >= _MIN_LETTERS and sum(map(_VIETNAMESE.__contains__, sample)) < _MIN_SHARE * letters:
        yield Problem(
            code="not-vietnamese",
            severity="warning",
            message="The text does not look like Vietnamese in Unicode; nothing may be right in this record.",
        )
