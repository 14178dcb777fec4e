"""Finds the instruments that a text names: type, number, date, issuer, title, place inside, relation.

A citation is an instrument named with its own number or its own date; a law also counts by its name
alone where it is the thing relied on (``by_name``). Several instruments in one phrase share what is
printed once: "các Quyết định số 43/2008/QĐ-TTg, số 48/2009/QĐ-TTg của Thủ tướng Chính phủ".
"""

from collections.abc import Iterator
from functools import cache

import msgspec
import regex
from msgspec.structs import replace

from vanban.corpus.patterns import compiled
from vanban.corpus.text import key, upper_d
from vanban.extract.draft import DraftCitation, Span
from vanban.extract.shapes import DATE, DOC_NUMBER
from vanban.extract.vocabulary import DocumentType, Relation, rules

_LIST_GLUE = compiled(r"\s*(?:,|;|và|hoặc|,\s*và)\s*(?:số\s*:?\s*)?", regex.IGNORECASE)
_AFTER_NUMBER = compiled(r"[\s,]*(?=ngày|\()?\(?\s*", regex.IGNORECASE)
# A date that is no whole one: "ngày 31 tháng 12 của", "ngày 5/2019 của".
_MISPRINTED = compiled(r"[\s,]*ngày\s*\d[\d./ -]*(?:tháng\s*\d{1,2})?(?=\s+của\s)", regex.IGNORECASE)
_OF_LEFT_OUT = compiled(  # "ngày 23 tháng 4 năm 2018 Chính phủ về ..."
    r"\s+(?=(?:Thủ tướng Chính phủ|Chính phủ|Quốc hội|Bộ trưởng Bộ|Bộ\s\p{Lu}|UBND|[ỦU][ỷy] ban nhân dân|Uỷ ban nhân dân|"
    r"HĐND|Hội đồng nhân dân)(?!\p{L}).{0,80}?\s(?:về|quy định|ban hành|hướng dẫn|phê duyệt|sửa đổi)\s)"
)
_YEAR = compiled(r"\s*,?\s*năm\s+\d{4}", regex.IGNORECASE)
_OF = compiled(r"\s*,?\s*(?:của|do)\s+(?=\p{L})", regex.IGNORECASE)
_PROVISION = compiled(
    r"(?:(?:điểm|tiết)\s+[a-zđ]\d?[\s,]+)?(?:khoản\s+\d+[a-z]?[\s,]+)?Điều\s+\d+[a-zđ]?\s*,?\s*(?:của\s+)?$",
    regex.IGNORECASE,
)
_ISSUER_STOP = compiled(
    r"[;.()“”\"\n]|:\s(?!Bộ|Sở)|\s\[\d{1,3}\]"
    r"|,(?!\s*(?:Bộ|Sở|Ban|Ủy ban|Uỷ ban|UBND|Thương binh|Thể thao|Viễn thông|Công nghệ|Chủ nhiệm|Trưởng ban)\b)"
)
# All places inside an instrument named before it: "Điều 4, khoản 2 Điều 5 và Điều 7 của".
_PLACES = compiled(
    r"(?:(?:các\s+)?(?:điểm|tiết|khoản|điều|mục|chương|phụ lục)\s+"
    r"(?:\d[\d.]*[a-zđ]?|[a-zđ]\d?|[IVXL]{1,5})(?![\p{L}\d])\s*(?:,\s*|và\s+)?){1,12}(?:của\s+)?$",
    regex.IGNORECASE,
)
# A sign of any verb in relations.toml.
_CUE = compiled(
    r"thay|bỏ|thu hồi|sửa|điều chỉnh|bổ sung|kèm|đính chính|gia hạn|kéo dài|đình chỉ|ng[ưừ]ng|dừng|hướng dẫn|chi tiết|hiệu lực",
    regex.IGNORECASE,
)
_PREPOSITION = compiled(r"\b(?:với|theo|tại|của|trong|bởi|căn cứ|kèm)\s*(?:các\s+)?$", regex.IGNORECASE)
# "Biên bản số 06/BB-VPHC do UBND xã Đại Lộc lập ngày 03/10/2022": the date stands behind who drew it up.
_DRAWN_UP = compiled(
    r"\s+(?:của|do)\s+(?P<who>\p{Lu}[^,;:()]{3,80}?)\s+(?:lập|ban hành|cấp|ký|phát hành)\s*,?\s+(?=ngày)"
)
# Between two instruments of a list, titles and all.
_LISTED = compiled(r"^[^.]*(?:[,;]|\svà)\s+(?:các\s+)?(?:số\s*:?\s*)?$", regex.IGNORECASE)
# The second of two: "... (Tờ trình số 1) và Trưởng ban Thi đua (".
_NEXT_PROPOSER = compiled(
    r"\)?\s*(?:,|;|và)\s+(?:của\s+)?(?P<who>\p{Lu}[^;:.()]{2,160}?)\s+(?:\(?tại\s+|\()(?:các\s+)?"
)
_OF_BEFORE_DATE = compiled(
    r"\s+của\s+(?P<who>\p{Lu}[^,;:()]{3,80}?)[\s,]*"
    r"|\s[^,;:()\d]{2,60}?\s(?:của|do|được)\s+(?P<who>(?:\p{Lu}|ủy ban|uỷ ban)[^,;:()]{3,80}?)\s+(?:ban hành|thông qua)\s+"
)
# "Quyết định của Bộ Chính trị số 31-QĐ/TW": the issuer stands before the number.
_OF_BEFORE_NUMBER = compiled(r"\s+của\s+(?P<who>\p{Lu}(?:(?!\scủa\s)[^,;:()\d]){3,80}?):?\s+số\s*:?\s*$")
_NEXT_BARE = compiled(r";\s*(?:và\s+)?số\s*:?\s*$")  # of a list behind a colon: "...; số 42/2017/NĐ-CP"
# "Biên bản thương thảo hợp đồng": the type stands before what it is about.
_TYPE_OF_DRAFT = compiled(r"(?:Biên bản|Phụ lục)(?=(?:\s\p{Ll}+){1,4}\shợp đồng$)")
_THIS = compiled(r"\s*này\b")
_LIST_ITEM = compiled(
    r"(?:toàn bộ|các)?\s*(?:(?:điểm|khoản|điều|chương|mục)\s[^,;]{1,40}(?:,|\s)\s*){0,4}(?:của\s+)?",
    regex.IGNORECASE,
)
_CLOSED_NAME = compiled(
    r"[^,;\d]{6,120}(?:năm \d{4})?,\s+"
)  # "Luật giáo dục, " before "Nghị định số 43/2000/NĐ-CP"
_OF_LAW = compiled(r"/(?:PL-?UBTV)?QH\d*$|-LCT(?:/|$)")  # of the National Assembly and of the State Council
_MAX_ISSUER = 160
_MAX_NAME = 170
_MAX_LEAD = 300  # characters before an instrument that tell its relation
_SENTENCE_END = compiled(r"[;\n]|\.(?=\s|$)|”|\)(?=\s*[.;,]|$)")


@cache
def _type_pattern(laws_only: bool = False) -> regex.Pattern[str]:
    known = [rule for rule, _ in rules("document_types.toml") if isinstance(rule, DocumentType)]
    names = {rule.name for rule in known if rule.law or not laws_only}
    if not laws_only:
        names |= {"Văn bản", "TTr", "Thông tư liên bộ", "Thông tư liên sở"}
    patterns = [regex.escape(name, literal_spaces=True).replace(" ", r"\s+") for name in names]
    patterns.sort(key=len, reverse=True)
    # Laws are proper names: "luật" alone is the common noun.
    flags = "" if laws_only else "(?i)"
    return compiled(rf"{flags}(?<!\p{{L}})(?:{'|'.join(patterns)})(?!\p{{L}})")


@cache
def _type_before() -> regex.Pattern[str]:
    # "Báo cáo thẩm tra số ...": words between the type and "số" belong to the type's name.
    return compiled(
        rf"(?:{_type_pattern().pattern})\s*:?\s*(?:\(?số\)?|ngày|(?:\s(?:\p{{Ll}}+|Liên)){{1,4}}\s+số)?\s*:?\s*$"
    )


@cache
def _opened_by() -> regex.Pattern[str]:
    """A basis that opens with a type and names its instrument by title and date alone."""
    return compiled(rf"(?:^|;)\s*(?:[-–+*]\s*)?(?:Căn cứ|Xét|Chiếu)\s+(?P<name>{_type_pattern().pattern})\s")


@cache
def _issuer_end() -> regex.Pattern[str]:
    return compiled(
        "|".join(f"(?:{rule.pattern})" for rule, _ in rules("issuer_ends.toml"))
    )  # flags hold inside


@cache
def _proposer() -> regex.Pattern[str]:
    return compiled(
        r"(?:[Cc]ủa|gồm:|;)\s+(?:(?:ông|bà|đồng chí)\s+)?(?P<who>\p{Lu}(?:(?!\s(?:của|tại)\s)[^;:.()]){2,160}?)\s+(?:\(?tại\s+|\()(?:các\s+)?$"
    )


class _Found(msgspec.Struct, frozen=True):
    """A citation while it is put together; offsets into the text."""

    start: int
    end: int
    type: str | None
    number: str | None
    date: str | None
    issuer: str | None
    type_start: int
    in_list: bool = False


def find(span: Span, *, by_name: bool = False) -> tuple[DraftCitation, ...]:
    """All citations of a text, in reading order, each instrument once.

    Args:
        span: the text with its place.
        by_name: is a law without number and date counted too (in the bases, whose relation is known)?
    """
    text = upper_d(span.text)  # same length: look-alike letters must not hide a word
    if "ngày" not in text and "/" not in text and not by_name:
        return ()
    found = _share(sorted([*_numbered(text), *_dated(text)], key=lambda f: f.start), text)
    if by_name:
        found = sorted([*found, *_named(text, found)], key=lambda f: f.start)
    seen: set[tuple[str | None, str | None]] = set()
    citations: list[DraftCitation] = []
    before, relation = 0, None  # where the instrument before this one ends, and its relation
    for at, one in enumerate(found):
        limit = found[at + 1].type_start if at + 1 < len(found) else len(text)
        start = max(before, one.start - _MAX_LEAD)
        if not by_name:
            relation = _relation(
                text[start : one.start], text[one.end : one.end + _MAX_LEAD], relation, opens=start == 0
            )
        before = one.end
        identity = (one.number, None if one.number else text[one.start : one.end])
        if identity not in seen:
            seen.add(identity)
            citations.append(_draft(span, one, limit, relation or "cites"))
    return tuple(citations)


def announced(text: str) -> str | None:
    """The relation of the instruments that the units below a line name: "Bãi bỏ các Quyết định sau:"."""
    return _by_rule("list", text) if text.endswith(":") else None


def begins(citation: DraftCitation, text: str) -> bool:
    """Does a text begin with a citation, as an item of a list of instruments does?"""
    return _LIST_ITEM.fullmatch(text.partition(citation.span.text)[0]) is not None


def _relation(lead: str, behind: str, last: str | None, *, opens: bool) -> str:
    """The relation of an instrument by the text around it; one in a list has that of the ``last`` one.

    ``opens``: does the lead begin the text? Elsewhere "sửa đổi ..." may be the title of the instrument before.
    """
    inside = _PLACES.search(lead)
    words = ("" if opens else "…") + (lead[: inside.start()] if inside else lead)
    found = _by_rule("before", words)
    if found is None and last is not None and _LISTED.match(lead):
        return last
    # "... trái với Quyết định số 5 thì bị bãi bỏ" speaks of something else.
    if found is None and not _PREPOSITION.search(words):
        found = _by_rule("after", behind)
    return found or "cites"


def _by_rule(side: str, text: str) -> str | None:
    if not _CUE.search(text):
        return None  # most instruments are only cited, and one search says so
    for rule, pattern in rules("relations.toml"):
        if isinstance(rule, Relation) and rule.side == side and pattern.search(text):
            return rule.relation
    return None


def _numbered(text: str) -> Iterator[_Found]:
    previous_end = -1
    listing: str | None = None  # who issued the instruments of a list behind a colon
    previous_type: tuple[str, int] | None = None
    for match in DOC_NUMBER.finditer(text):
        before = text[max(0, match.start() - _MAX_NAME) : match.start()]
        offset = match.start() - len(before)
        own = _type_before().search(before)
        in_list, who = False, None
        if own and own.group()[0].islower() and _OF_LAW.search(match.group()):
            own = None  # a word of the law's name: "Luật Ban hành văn bản quy phạm pháp luật số ..."
        if own:
            name = _type_pattern().search(before, own.start())
            assert name is not None
            previous_type = (name.group(), offset + name.start())
        elif law := _law_before(before):
            previous_type = (law.group(), offset + law.start())
        elif of := _issuer_before(before):
            kind, who = of
            listing = who
            previous_type = (kind.group(), offset + kind.start())
        elif previous_type and listing and _NEXT_BARE.search(before):
            who = listing
            previous_type = (previous_type[0], match.start())
        elif previous_type and _LIST_GLUE.fullmatch(text, previous_end, match.start()):
            in_list = True
            previous_type = (previous_type[0], match.start())
        else:
            continue
        type_name, type_start = previous_type
        one = _complete(text, match, type_name, type_start, in_list)
        if who and one.issuer is None:
            one = replace(one, issuer=who)
        yield one
        previous_end = one.end


def _issuer_before(before: str) -> tuple[regex.Match[str], str] | None:
    """A type and its issuer right before a number: "Quyết định của Bộ Chính trị số"."""
    of = _OF_BEFORE_NUMBER.search(before)
    names = list(_type_pattern().finditer(before, 0, of.start())) if of else []
    if of is None or not names or names[-1].end() != of.start():
        return None
    return names[-1], of["who"]


def _law_before(before: str) -> regex.Match[str] | None:
    """A law's name between its type and its number: "Luật Giá số 11/2012/QH13"."""
    clause = before[max(before.rfind(";"), before.rfind(". ")) + 1 :]
    shift = len(before) - len(clause)
    last = None
    for match in _type_pattern(laws_only=True).finditer(before, shift):
        last = last or match
    if last and regex.search(r"(?:số|:)\s*$", before):
        return last
    return None


def _complete(text: str, number: regex.Match[str], type_name: str, type_start: int, in_list: bool) -> _Found:
    end = number.end()
    date = None
    if when := DATE.match(text, _AFTER_NUMBER.match(text, end).end()):  # type: ignore[union-attr]
        date, end = when.group(), when.end()
    elif year := _YEAR.match(text, end) or _MISPRINTED.match(text, end):
        end = year.end()
    if date is None and (drawn := _DRAWN_UP.match(text, end)) and (when := DATE.match(text, drawn.end())):
        return _Found(
            type_start, when.end(), type_name, number.group(), when.group(), drawn["who"], type_start, in_list
        )
    issuer, end = _issuer(text, end)
    return _Found(type_start, end, type_name, number.group(), date, issuer, type_start, in_list)


def issuer_end(text: str, start: int) -> int | None:
    """Where the name of a body that begins at ``start`` ends and a title begins; None if it goes on to the end."""
    found = _issuer_end().search(text, max(start, text.find(" ", start)))
    return found.start() if found else None


def _issuer(text: str, at: int) -> tuple[str | None, int]:
    """The issuer named after "của", and where the citation ends."""
    of = _OF.match(text, at) or (_OF_LEFT_OUT.match(text, at) if text[at - 1].isdigit() else None)
    if not of:
        return None, at
    start = of.end()
    limit = min(len(text), start + _MAX_ISSUER)
    stop = _ISSUER_STOP.search(text, start, limit)
    end = stop.start() if stop else limit
    first_word = text.find(" ", start, end)
    cue = _issuer_end().search(text, first_word, end) if first_word > 0 else None
    if cue:
        end = cue.start()
    issuer = text[start:end].strip(" ,-–:").removesuffix(" và")
    if not issuer or (
        issuer[0].islower()
        and not key(issuer).startswith(("lien ", "bo ", "so ", "chinh phu", "uy ban nhan dan"))
    ):
        return None, at
    return issuer, start + len(issuer)


def _dated(text: str) -> Iterator[_Found]:
    """Instruments named with a date and no number: "Luật Cán bộ, công chức ngày 13/11/2008"."""
    if "ngày" not in text:
        return
    for when in DATE.finditer(text):
        before = text[max(0, when.start() - _MAX_NAME) : when.start()]
        offset = when.start() - len(before)
        clause_start = max(before.rfind(";"), before.rfind(". "), before.rfind("ngày")) + 1
        if DOC_NUMBER.search(before, clause_start):
            continue
        own = _type_before().search(before, clause_start)
        name = _type_pattern().search(before, own.start()) if own else None
        if name and (whole := _TYPE_OF_DRAFT.search(before, clause_start, name.end())):
            name = whole
        if name is None or name.group().casefold() == "luật":
            name = next(_type_pattern(laws_only=True).finditer(before, clause_start), None)
        if name is None and (opened := _opened_by().search(before, clause_start)):
            name = _type_pattern().match(before, opened.start("name"))
        if name is None or _THIS.match(text, offset + name.end()):
            continue  # "Luật này có hiệu lực từ ngày ..." names no other
        issuer, end = _issuer(text, when.end())
        if issuer is None and (of := _OF_BEFORE_DATE.fullmatch(before, name.end())):
            issuer = of["who"]
        start = offset + name.start()
        yield _Found(start, end, name.group(), None, when.group(), issuer, start)


@cache
def _law_by_name() -> regex.Pattern[str]:
    return compiled(
        rf"(?:^|;\s*)(?:Căn cứ|Xét|Theo|Chiếu theo|Thực hiện|Thi hành)?\s*(?:(?:các\s+)?(?:quy định|vào)\s+(?:tại|của)?\s*)?"
        rf"(?:(?:điểm|khoản|điều|các)\s[^;]{{1,40}}?)?(?P<law>{_type_pattern(laws_only=True).pattern})(?P<rest>[^;]*)",
        regex.IGNORECASE,
    )


def _named(text: str, found: list[_Found]) -> Iterator[_Found]:
    """Laws relied on by name alone: the first thing after the cue, or after a semicolon."""
    for match in _law_by_name().finditer(text):
        start = match.start("law")
        if not text[start].isupper() or any(one.start <= start < one.end for one in found):
            continue
        others = [one.start for one in found if start <= one.start < match.end() and one.number]
        end = min(others, default=match.end())
        if others and not _CLOSED_NAME.fullmatch(text, start, end):
            continue
        end = start + len(text[start:end].rstrip(" ,"))
        yield _Found(start, end, match["law"], None, None, None, start)


def _notation(number: str | None) -> str | None:
    """What follows the ordinal and the year: "QĐ-UBND"."""
    return number.rpartition("/")[2] if number else None


def _share(found: list[_Found], text: str) -> list[_Found]:
    """Give list members the issuer that is printed once, at the end of the list."""
    shared = list(found)
    for at in range(len(shared) - 2, -1, -1):
        here, after = shared[at], shared[at + 1]
        listed = after.in_list or (
            here.type == after.type
            and _notation(here.number) == _notation(after.number)
            and _LIST_GLUE.fullmatch(text, here.end, after.start) is not None
        )
        if here.issuer is None and listed and after.issuer is not None:
            shared[at] = replace(here, issuer=after.issuer)
    ends = [0, *(one.end for one in shared)]
    return [_proposed(one, text, end) for one, end in zip(shared, ends, strict=False)]


def _proposed(one: _Found, text: str, before: int) -> _Found:
    """The issuer printed before the type: "đề nghị của Sở X tại Tờ trình số ..."; ``before``: the last one's end."""
    if one.issuer or one.in_list:
        return one
    if before and (next_one := _NEXT_PROPOSER.fullmatch(text, before, one.type_start)):
        return replace(one, issuer=next_one["who"])
    near = max(0, one.type_start - _MAX_ISSUER - len("của  tại các "))
    who = _proposer().search(text, near, one.type_start)
    return replace(one, issuer=who["who"]) if who else one


def _draft(span: Span, one: _Found, limit: int, relation: str) -> DraftCitation:
    text = span.text
    provision = _PROVISION.search(text, max(0, one.start - _MAX_NAME), one.start)
    return DraftCitation(
        span=Span(span.text[one.start : one.end], span.start + one.start, span.start + one.end, span.page),
        type=one.type,
        number=one.number,
        date=one.date,
        issuer=one.issuer,
        title=_title(text, one.end, max(limit, one.end)),
        provision=provision.group().strip(" ,") if provision else None,
        relation=relation,
    )


def opens_title(words: str) -> bool:
    """Does a key begin like the title of an instrument: "phe duyet ..."?"""
    return _TITLE_START.match(words) is not None


def _title(text: str, start: int, limit: int) -> str | None:
    """What follows the issuer up to the end of the clause: "phê duyệt Kế hoạch ..."."""
    stop = _SENTENCE_END.search(text, start, limit)
    title = text[start : stop.start() if stop else limit]
    title = _ASIDE.sub("", _OPENING.sub("", title.rstrip(" :"))).strip(" ,;:–-(")
    title = title.removesuffix(" các").removesuffix(" và")
    words = key(title)
    if len(words) < 8 or not _TITLE_START.match(words):
        return None
    return title if stop is None or stop.group() != "”" else text[start : stop.end()].strip(" ,;:–-")


_ASIDE = compiled(
    r",?\s+(?:với (?:các )?nội dung )?như sau$|\s*\((?:sau đây|dưới đây|gọi tắt|viết tắt|(?:đã )?được (?:sửa đổi|bổ sung))[^()]*\)?$",
    regex.IGNORECASE,
)
# ", Cục Thuế tỉnh X có ý kiến như sau" goes on with the sentence that the instrument stands in.
_OPENING = compiled(
    r",\s+(?=(?:Bộ|Sở|Cục|Chi cục|Tổng cục|UBND|[ỦU][ỷy] ban|Uỷ ban|Văn phòng|Ban|Thủ tướng|Chính phủ|Phòng|Công an|Trường)\s)"
    r"[^,;]{4,90}?\s(?:có ý kiến|trả lời|đề nghị|yêu cầu|thông báo|báo cáo|ban hành|xây dựng|hướng dẫn)(?:\s.*)?$"
)
_TITLE_START = compiled(
    r"(?:ve|v v|phe duyet|ban hanh|quy dinh|qui dinh|huong dan|sua doi|bo sung|dieu chinh|thong qua|cong bo|"
    r"cong nhan|giao|bai bo|uy quyen|thanh lap|kien toan|phan cap|phan cong|cong khai|tang|khen|bo nhiem)\b"
)
