"""Values of the header: number, date, type, agencies, the instrument it was issued with."""

from msgspec.structs import replace

from vanban.extract.draft import DraftCitation, DraftHeader, Span
from vanban.extract.vocabulary import named_type
from vanban.normalize import agencies, docnumber, repairs
from vanban.normalize.dates import header_date, parse_date
from vanban.normalize.effect import Effect
from vanban.normalize.model import Evidence, Header, IssuedWith
from vanban.normalize.places import province_in


def header(draft: DraftHeader, effect: Effect | None) -> Header:
    """The header's values; what the page does not hold stays None."""
    number = docnumber.parse(number_of(draft) or "")
    issued = header_date(draft.date.text) if draft.date else None
    place = name_of(draft.place)
    parent = name_of(draft.parent_agency)
    agency = name_of(draft.agency)
    seat = place or _province_of_title(draft)
    authority = name_of(draft.authority)
    kind = named_type(draft.type_name) if draft.type_name else None
    full = agencies.in_full(agency, authority) if agency else None
    above = agencies.agency(parent, None, seat, issued) if parent else None
    own = replace(agencies.agency(full, parent, seat, issued), text=agency) if agency and full else None
    if above and own and (above.level, own.level) == ("district", "province"):
        above = replace(above, level="province")  # an unknown city that has a department is no district
    return Header(
        parent_agency=above,
        agency=own,
        number=number.number,
        code_number=number.code_number,
        year=number.year,
        code_notation=number.code_notation,
        place=place,
        date=issued,
        type=draft.type_name,
        type_code=kind.code if kind else None,
        subject=subject_of(draft.subject),
        authority=authority,
        addressees=tuple(span.text for span in draft.addressees),
        urgency=text_of(draft.urgency),
        secrecy=text_of(draft.secrecy),
        circulation=text_of(draft.circulation),
        effective_date=effect.date if effect else None,
        effective_rule=effect.rule if effect else None,
        issued_with=issued_with(draft.issued_with) if draft.issued_with else None,
    )


def _province_of_title(draft: DraftHeader) -> str | None:
    """Where "UBND tỉnh" sits when no place is printed: the province that the title names."""
    province = province_in(draft.subject.text) if draft.subject else None
    return province.name if province else None


def issued_with(draft: DraftCitation) -> IssuedWith:
    """The instrument of a "(Kèm theo ...)" line; a blank ordinal or day stays blank."""
    kind = named_type(draft.type) if draft.type else None
    return IssuedWith(
        text=draft.span.text,
        type=kind.name if kind else draft.type,
        number=docnumber.parse(draft.number).number if draft.number else None,
        date=header_date(draft.date) if draft.date else None,
        issuer=draft.issuer,
    )


def text_of(span: Span | None) -> str | None:
    """The span's text."""
    return span.text if span else None


def name_of(span: Span | None) -> str | None:
    """The span's text; of a recognised one the name that it must be."""
    if span is None:
        return None
    return repairs.named(span.text) if span.origin == "ocr" else span.text


def subject_of(span: Span | None) -> str | None:
    """The subject; of a recognised one with its province as that is written."""
    return repairs.placed(span.text) if span and span.origin == "ocr" else text_of(span)


def number_of(draft: DraftHeader) -> str | None:
    """The number as printed; of a recognised one with the notation that its body is called by for short."""
    if draft.number is None or draft.number.origin != "ocr" or draft.agency is None:
        return text_of(draft.number)
    read = docnumber.parse(draft.number.text).code_notation
    right = repairs.notation(read, name_of(draft.agency) or "") if read else None
    return draft.number.text.replace(read, right) if read and right else draft.number.text


def evidence_of(span: Span) -> Evidence:
    """Where a span stands."""
    return Evidence(
        text=span.text,
        start=span.start,
        end=span.end,
        page=span.page,
        box=span.box,
        confidence=span.confidence,
        origin=span.origin,
    )


_FIELDS = {
    "parent_agency": ("parent_agency",),
    "agency": ("agency",),
    "number": ("number", "code_number", "year", "code_notation"),
    "place": ("place",),
    "date": ("date",),
    "type": ("type", "type_code"),
    "subject": ("subject",),
    "authority": ("authority",),
    "urgency": ("urgency",),
    "secrecy": ("secrecy",),
    "circulation": ("circulation",),
}
"""Draft field -> header fields whose values come from it."""

_NAMES = ("parent_agency", "agency", "place", "authority")
_REPAIRED = 0.9  # of the confidence: what was put right was read wrongly


def evidence(draft: DraftHeader, values: Header, effect: Effect | None) -> dict[str, Evidence]:
    """Evidence of every header value that is not None, by JSON pointer."""
    found: dict[str, Evidence] = {}
    for source, names in _FIELDS.items():
        span: Span | None = getattr(draft, source)
        if span is None:
            continue
        where = evidence_of(span)
        if (right := _put_right(draft, source, span)) != span.text:
            where = replace(where, repaired=right, confidence=round(_REPAIRED * where.confidence, 3))
        found.update({f"/header/{name}": where for name in names if getattr(values, name) is not None})
    for at, span in enumerate(draft.addressees):
        found[f"/header/addressees/{at}"] = evidence_of(span)
    if draft.issued_with:
        found["/header/issued_with"] = evidence_of(draft.issued_with.span)
    if effect:
        found["/header/effective_rule"] = evidence_of(effect.span)
        if effect.date:
            found["/header/effective_date"] = evidence_of(effect.span)
    return found


def _put_right(draft: DraftHeader, source: str, span: Span) -> str | None:
    """What a value of the header says of the words it was read from."""
    if source == "number":
        return number_of(draft)
    if source == "subject":
        return subject_of(span)
    return name_of(span) if source in _NAMES else span.text


def date_of(printed: str | None) -> str | None:
    """ISO date of a citation's printed date."""
    return parse_date(printed) if printed else None
