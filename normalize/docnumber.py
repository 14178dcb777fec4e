"""The parts of a document's number and notation (Decree 30/2020/NĐ-CP, Annex I, Section II.3).

A printed number is an ordinal, in legal documents a year, and a notation: ``05 /2006/ QĐ-UBND``. The
ordinal of a draft is blank; its notation is still worth having.
"""

from typing import NamedTuple

import regex

from vanban.corpus.patterns import compiled
from vanban.corpus.text import clean, upper_d
from vanban.extract.shapes import DASH


class DocNumber(NamedTuple):
    """A number in its parts; every part None where the page does not say.

    ``number`` is whole and without inner spaces ("05/2006/QĐ-UBND"), None as soon as the ordinal or the
    year is blank; ``code_number`` keeps its zeros ("05"); ``code_notation`` is what follows the ordinal
    and the year ("QĐ-UBND").
    """

    number: str | None = None
    code_number: str | None = None
    year: int | None = None
    code_notation: str | None = None


UNKNOWN = DocNumber()

_LABEL = compiled(r"^(?:.*(?<!\p{L}))?số\s*(?:hiệu)?\s*[:.]?(?=[\s\d.…_/:-])\s*:?", regex.IGNORECASE)
_NO_NUMBER = compiled(r"(?<!\p{L})(?:không|chưa có) số(?!\p{L})", regex.IGNORECASE)
_DASHES = compiled(DASH)
_FILLER = compiled(r"…[.…_\s]*|_+|\.(?:\s*[.…_])+")
_GAPS = compiled(r"\s*([/-])\s*|(?<=\d)\s+(?=\d)|(?<=^\d{1,5})\s+(?=\p{Lu}{2,6}/|(?:TTg|CP|HĐBT|UB|LB|CT)$)")
_PARTS = compiled(
    r"(?P<ordinal>\d{1,6}[a-eđ]?(?:\.\d{1,2})?)?"
    r"(?:(?P<slash>/)(?:(?P<year>(?:19|20)\d\d|\d\d)(?=/))?(?P<second>/)?|(?P<dash>-))?"
    r"(?P<notation>(?=[^\s]*\p{Lu}|qđ|n[đq])\p{L}[\p{L}\d&.+/-]*)?",
)


def parse(printed: str) -> DocNumber:
    """Read what stands after "Số:" in a header, or a number found in running text.

    Args:
        printed: the text as printed, with or without its "Số:" label; blanks may be spaces, dots or
            underscores, and digits filled in between dots count as printed.

    Returns:
        The parts; :data:`UNKNOWN` for "Không số" and for text of another shape.
    """
    text = _tidy(printed)
    found = _PARTS.match(text)
    if found is None or not text or _NO_NUMBER.search(printed):
        return UNKNOWN
    ordinal, year, notation = found["ordinal"], found["year"], _strip(found["notation"])
    if notation is None and (ordinal is None or found.end() < len(text)):
        return UNKNOWN  # nothing, or something else: "24/7"
    year_blank = found["second"] is not None and year is None
    return DocNumber(
        number=_number(found, notation) if ordinal and not year_blank else None,
        code_number=ordinal,
        year=int(year) if year and len(year) == 4 else None,
        code_notation=notation,
    )


def _tidy(printed: str) -> str:
    """No label, no fillers, plain dashes, Đ for Ð, no spaces around / and -."""
    text = upper_d(clean(printed).replace("ð", "Đ"))
    text = _FILLER.sub(" ", _LABEL.sub("", text))
    return _GAPS.sub(lambda m: m[1] or "", _DASHES.sub("-", text).strip())


def _strip(notation: str | None) -> str | None:
    return notation.rstrip("./+-&") or None if notation else None


def _number(found: regex.Match[str], notation: str | None) -> str | None:
    """The number put together again; only an ordinal with a notation, or an ordinal alone, is whole."""
    if notation is None:
        return found["ordinal"] if found["slash"] is None and found["dash"] is None else None
    year = f"{found['year']}/" if found["year"] else ""
    return f"{found['ordinal']}{found['slash'] or found['dash'] or ''}{year}{notation}"
