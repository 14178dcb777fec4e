"""Reads "(Kèm theo Quyết định số ... ngày ... của ...)": what an attachment was issued with."""

import regex
from msgspec.structs import replace

from vanban.corpus.patterns import compiled
from vanban.corpus.text import key
from vanban.extract import citations, spans
from vanban.extract.draft import DraftCitation, Span
from vanban.extract.shapes import DATE
from vanban.extract.vocabulary import leading_type, notation_type

_LEAD = compiled(r"^.*?kèm(?:\s+theo)?\s*", regex.IGNORECASE)
_NUMBER = compiled(r"số\s*:?\s*(?P<number>[\d.…_\s]*/[^,;)]*?)(?=\s*,?\s*ngày|\s+của|[,;)]|$)")
_DATE = compiled(r"ngày[\s.…_\d]*(?:/[\s\d./…_]+|tháng[\s\d.…_]*năm[\s\d.…_]*)")
_ISSUER = compiled(r"của\s+(?P<who>[^()]+)$")


def read(span: Span) -> DraftCitation:
    """The instrument that a line names; brackets around the line are left out."""
    inner = span.text.strip("()[] ")
    begin = span.text.find(inner)
    where = spans.cut(span, begin, begin + len(inner))
    found = citations.find(where)
    if found:
        return replace(found[0], span=where, relation="issued_with")
    return _blank(where)


def _blank(where: Span) -> DraftCitation:
    """An instrument whose ordinal or date is blank: the words are kept, values may be partial."""
    text = where.text
    kind = leading_type(key(_LEAD.sub("", text))[:60])
    number, issuer = _NUMBER.search(text), _ISSUER.search(text)
    noted = notation_type(number["number"]) if number else None  # "QĐ số 87/2003/QĐ-UB"
    date = DATE.search(text) or _DATE.search(text)
    return DraftCitation(
        span=where,
        type=kind.name if kind else noted,
        number=number["number"].strip() if number else None,
        date=date.group().strip() if date else None,
        issuer=issuer["who"].strip(" .)") if issuer else None,
        relation="issued_with",
    )
