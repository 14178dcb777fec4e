"""Puts the documents of a file together: what is attached to what, and what the main one learns from it."""

from collections.abc import Sequence

from msgspec.structs import replace

from vanban.extract.draft import Draft, DraftCitation, Span


def nest(drafts: Sequence[Draft]) -> Draft:
    """Attachments below the main document; appendices below the attachment they follow.

    An appendix that names the main document in its "(Kèm theo ...)" line stays with the main one.
    """
    main, *others = drafts
    groups: list[tuple[Draft, list[Draft]]] = []
    for draft in others:
        if draft.role == "attachment" or not groups or _issued_by(draft, main):
            groups.append((draft, []))
        elif groups[-1][0].role == "attachment":
            groups[-1][1].append(draft)
        else:
            groups.append((draft, []))
    attached = tuple(replace(head, attachments=tuple(own)) for head, own in groups)
    return replace(main, attachments=attached)


def _issued_by(draft: Draft, main: Draft) -> bool:
    issued, number = draft.header.issued_with, main.header.number
    if issued is None or issued.number is None or number is None:
        return False
    return "".join(issued.number.split()) in "".join(number.text.split())


def infer_header(main: Draft) -> Draft:
    """A main document without a letterhead takes number, date and issuer from its own appendices."""
    found = main.header
    if main.role != "main" or found.number is not None or found.agency is not None:
        return main
    named = [one.header.issued_with for one in _all(main.attachments) if one.header.issued_with is not None]
    source = max(named, key=_completeness, default=None)
    if source is None:
        return main
    return replace(
        main,
        header=replace(
            found,
            number=found.number or _inside(source, source.number),
            date=found.date or _inside(source, source.date),
            agency=found.agency or _inside(source, source.issuer),
        ),
    )


def _completeness(citation: DraftCitation) -> int:
    return sum(part is not None for part in (citation.number, citation.date, citation.issuer))


def _inside(citation: DraftCitation, part: str | None) -> Span | None:
    """A part of a citation as an inferred span."""
    if part is None:
        return None
    span = citation.span
    at = max(span.text.find(part), 0)
    return Span(part, span.start + at, span.start + at + len(part), span.page, None, "inferred", 0.9)


def _all(drafts: Sequence[Draft]) -> list[Draft]:
    return [found for draft in drafts for found in (draft, *_all(draft.attachments))]
