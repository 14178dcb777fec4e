"""Titles of copies that hold more than a subject: issuer, number and date; and who decides, above the bases."""

from collections.abc import Sequence
from itertools import pairwise

import msgspec
import regex

from vanban.corpus.patterns import compiled
from vanban.corpus.text import key
from vanban.extract import agencies, citations, spans
from vanban.extract.draft import Span
from vanban.extract.items import Item, Line
from vanban.extract.preamble import numbered_cue
from vanban.extract.recognise import (
    ABOUT,
    NUMBER,
    cue,
    is_issued_with,
    names_issuer_only,
    opens_second_hand,
    type_of,
)
from vanban.extract.shapes import DATE
from vanban.extract.vocabulary import DocumentType, first_rule, is_agency, is_position, leading_type, mark

_TITLE_BLOCK = compiled(
    r"^(?P<joint>liên tịch)?\s*(?:của\s+)?(?P<agency>\p{L}[^;:()]{3,120}?)\s+(?P<number>số\s*:?\s*\d[\p{L}\d/&.-]*(?:\s/[\p{L}\d/&.-]*)?\p{L})"
    r"\s*,?\s*(?P<date>ngày\s*\d{1,2}\s*(?:tháng|[/.-])[\s\d/.-]*?(?:năm\s*)?\d{4})\s*",
    regex.IGNORECASE,
)
_SESSION = compiled(r"khoa ")  # "KHÓA XV, KỲ HỌP THỨ 10"
_DECIDING = 2  # lines: a council and its session
_MAX_AUTHORITY = 200
_MAX_TITLE_LINE = 250
_ANNEX_TITLE = 4  # lines of the title of an annex
_LONE_SUBJECT = 5  # lines from a subject to the first basis
_BEHIND_ISSUER = compiled(r"CỦA\s\p{Lu}[^;:()]{5,110}?\s(?:V/V\s*:?\s*|(?=VỀ(?: VIỆC)?\s|Về(?: việc)?\s))")
_BEFORE_DATE = compiled(r"[\s,]*")


class NumberedTitle(msgspec.Struct, frozen=True):
    """What a title such as "NGHỊ QUYẾT SỐ 214 NQ/UBTVQH9 NGÀY 26-8-1994" holds; ``rest`` is its subject."""

    type: DocumentType
    number: Span
    date: Span
    rest: Span


def numbered_title(line: Line) -> NumberedTitle | None:
    """Number and date behind the type on a line in capitals, as collections of laws print them."""
    named = leading_type(line.head) if line.caps else None
    number = NUMBER.match(line.text) if named else None
    if named is None or number is None:
        return None
    when = DATE.match(line.text, _BEFORE_DATE.match(line.text, number.end()).end())  # type: ignore[union-attr]
    if when is None:
        return None
    return NumberedTitle(named, line.span(0, number.end()), line.span(*when.span()), line.span(when.end()))


def title_block(title: str, known: Span | None) -> regex.Match[str] | None:
    """Issuer, number and date that a title of an old copy holds; None where the number is another than the known."""
    found = _TITLE_BLOCK.match(title)
    if found and known and not key(known.text).endswith(key(found["number"]).removeprefix("so ")):
        return None
    return found


def issuer_first(line: Span) -> tuple[Span, Span] | None:
    """(issuer, subject) of "CỦA ỦY BAN THƯỜNG VỤ QUỐC HỘI QUY ĐỊNH ..."."""
    if not key(line.text[:8]).startswith("cua "):
        return None
    begin = line.text.index(" ") + 1
    end = citations.issuer_end(line.text.lower(), begin)
    return (spans.cut(line, begin, end), spans.cut(line, end)) if end else None


def behind_issuer(title: Span) -> Span | None:
    """The subject of "CỦA ỦY BAN NHÂN DÂN TỈNH V/V PHÊ DUYỆT ...", where the letterhead names the issuer."""
    found = _BEHIND_ISSUER.match(title.text)
    return spans.cut(title, found.end()) if found else None


def title_goes_on(last: Line, line: Line) -> bool:
    """Does a line continue the title above it?"""
    if (line.text.endswith((";", ":")) and not line.display) or opens_second_hand(last):
        return False
    if last.caps and line.display and (line.text[:1].islower() or line.text.startswith(("Về việc", "V/v"))):
        return True  # "QUY CHẾ PHỐI HỢP" / "giữa Ban Dân vận và ..."; "BIÊN BẢN" / "Về việc ..." of a form
    if last.caps or line.caps:
        return line.caps or (line.text[:1].isdigit() and len(line.text) < 40) or line.text.startswith("(")
    centred = line.paragraph.style.align == last.paragraph.style.align == "center"
    if line.paragraph.origin == "ocr" and centred and line.paragraph.gap == 0:
        return True  # how bold a recognised line is, is an estimate
    if line.paragraph.style.bold != last.paragraph.style.bold:
        return False
    if line.paragraph.style.align == "center" and last.paragraph.style.align == "center":
        return True
    if line.paragraph.style.bold or line.text[:1].islower():
        return True
    return agencies.is_incomplete(last.text) or (
        line.paragraph.gap == 0 and len(line.text) < 150 and not line.text.endswith(".")
    )


def authority_at(title: Sequence[Line], issuers: Sequence[Span]) -> int | None:
    """The line of a title from which on it names who decides; None if it does not.

    A title may speak of other bodies: "QUY ĐỊNH CHẾ ĐỘ CỦA" / "HỘI ĐỒNG NHÂN DÂN XÃ" / "ỦY BAN NHÂN DÂN TỈNH X".
    """
    found = [
        at
        for at, (above, line) in enumerate(pairwise(title), 1)
        if first_rule("authorities.toml", line.head)
        and not agencies.is_incomplete(above.text)
        and not line.text.endswith((".", ";", ":"))
        and len(line.text) <= _MAX_AUTHORITY
    ]
    if not found or is_position(title[found[0]].head):
        return found[0] if found else None
    issuer = key(issuers[-1].text) if issuers else None
    return next((at for at in found if title[at].key == issuer), found[0])


def leads_to_bases(items: Sequence[Item]) -> bool:
    """Do items begin with a basis or the enacting words? The first basis may have lost its first letters."""
    first = items[0] if items else None
    if not isinstance(first, Line):
        return False
    if cue(first) or numbered_cue(first) or first_rule("formulas.toml", first.key):
        return True
    second = items[1] if len(items) > 1 else None
    return first.text.endswith((";", ",")) and isinstance(second, Line) and cue(second) is not None


def deciding(items: Sequence[Item], at: int) -> list[Line]:
    """The lines from an item on that name who decides, right above the first basis; none if they do not."""
    found: list[Line] = []
    for item in items[at : at + _DECIDING + 1]:
        if not isinstance(item, Line):
            break
        if found and cue(item):
            return found
        opens = item.caps and first_rule("authorities.toml", item.head) is not None
        if not (_SESSION.match(item.head) if found else opens):
            break
        found.append(item)
    return []


def above_capitals(items: Sequence[Item], at: int) -> bool:
    """Do capitals follow right below a line?"""
    return any(isinstance(item, Line) and item.caps for item in items[at + 1 : at + 2])


def above_issued(items: Sequence[Item], at: int) -> bool:
    """Does a centred line close the title: "Kỳ báo cáo: Năm 2018" above "(Kèm theo ...)"?"""
    line, below = items[at], items[at + 1 : at + 2]
    if not isinstance(line, Line) or line.paragraph.style.align != "center" or is_issued_with(line):
        return False
    return any(isinstance(item, Line) and is_issued_with(item) for item in below)


def goes_on_with_issuer(rest: Span | None, below: Line) -> bool:
    """ "QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN" / "THÀNH PHỐ ĐÀ NẴNG"; "CHỈ THỊ" / "CỦA CHỦ TỊCH UBND TỈNH"."""
    if rest is None:
        return below.caps and names_issuer_only(below.text) and behind_issuer(below.span()) is None
    return agencies.completes([rest], below)


def without_about(line: Line) -> Line:
    """The first line of a subject without "V/v:", and without brackets or quotes that old directives put around it."""
    about = ABOUT.match(line.text)
    if about is None:
        return line
    bracketed = (line.text[0], line.text[-1]) in (("(", ")"), ("“", "”"), ('"', '"'))
    return line.cut(line.span(about.end(), len(line.text) - 1 if bracketed else None))


def titles_annex(items: Sequence[Item], at: int) -> bool:
    """Is a line in display, below the letterhead of an annex, its title: "BIỂU GIÁ ..." above "(Kèm theo ...)"?"""
    line = items[at]
    if not isinstance(line, Line) or not line.display or mark(line.key) or is_agency(line.head):
        return False
    for item in items[at + 1 : at + 1 + _ANNEX_TITLE]:
        if not isinstance(item, Line) or mark(item.key) or type_of(item):
            return False
        if is_issued_with(item):
            return True
    return False


def title_like(items: Sequence[Item], at: int) -> bool:
    """Does a line of an annex without a type look like its title?"""
    line = items[at]
    if not isinstance(line, Line) or line.display:
        return isinstance(line, Line)
    if above_capitals(items, at):
        return False  # the title follows; this line names the form or the book
    return len(line.text) < _MAX_TITLE_LINE and not line.text.endswith((".", ";", ":"))


def opens_lone_subject(items: Sequence[Item], at: int) -> bool:
    """Is a line of capitals the subject of a copy that has lost its type: "BAN HÀNH QUY ĐỊNH VỀ ..." above the bases?"""
    line = items[at]
    if not isinstance(line, Line) or not line.caps or not citations.opens_title(line.key):
        return False
    below = items[at + 1 : at + 1 + _LONE_SUBJECT]
    return any(isinstance(item, Line) and cue(item) for item in below)
