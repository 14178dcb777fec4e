"""Issuing bodies: full name, level, province and organisation code of a printed letterhead.

Names in capitals are written in sentence case from a vocabulary (``rules/agency_words.toml``) and the
names of places; with a word that is in neither, how the name is written is not known and stays None.
"""

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
import regex

from vanban.corpus.patterns import compiled
from vanban.corpus.rules import Rule, load
from vanban.corpus.text import clean, key, upper_d
from vanban.normalize.model import Agency, Level
from vanban.normalize.places import Province, province_in, provinces

_PLACE_WORDS = {"tinh", "thanh pho", "thi xa", "quan", "huyen", "xa", "phuong", "thi tran", "dac khu"}
_PARTY_OF_PLACE = {"tinh uy", "thanh uy", "huyen uy", "quan uy", "thi uy"}
_PLACE_WORD = compiled(
    r"(?:tỉnh|thành phố|thị xã|thị trấn|quận|huyện|xã|phường|đặc khu)(?!\p{L})", regex.IGNORECASE
)
_OFFICES = {
    "van phong", "ban to chuc", "ban tuyen giao", "ban tuyen giao va dan van", "ban dan van", "ban noi chinh",
    "uy ban kiem tra",
}  # fmt: skip
_COMMITTEE_OF_PARTY = compiled(r"(?:tinh|thanh|huyen|quan|thi|dang) uy\b")
_LONGEST_PLACE = 4  # words of a place
_LONGEST = 8  # words of the longest phrase
_COMMITTEE = compiled(r"^(?:uy ban nhan dan|ubnd)(?: lam thoi)? (?:tinh|thanh pho|tp)\b")
_COUNCIL = compiled(r"^(?:hoi dong nhan dan|hdnd) (?:tinh|thanh pho|tp)\b")
_JOINT = compiled(
    r"(?<=^BỘ\s.*)\s+(?=BỘ\s(?!ĐỘI))|(?<=TỐI CAO)\s+(?=VIỆN)|\s*[-–]\s*(?=(?:BỘ|SỞ|ỦY BAN|UỶ BAN|UBND|TÒA ÁN|TOÀ ÁN|VIỆN|TỔNG CỤC|THANH TRA|NGÂN HÀNG|LIÊN ĐOÀN|CÔNG AN|MẶT TRẬN)\s)"
)
_CITY = compiled(r"(?<!\p{L})T\.?P(?:\.\s?|\s|(?=HCM))(?:(?P<hcm>HCM)(?!\p{L})|(?=\p{Lu}))")
_BARE = frozenset({"uy ban nhan dan", "ubnd", "hoi dong nhan dan", "hdnd"})
_DECIDING = compiled(r"(?:CHỦ TỊCH\s+)?(?P<body>.+?)(?:[\s,-]+KH[ÓO]A\s.*)?")
_BARE_PROVINCE = compiled(r"\btỉnh$", regex.IGNORECASE)


class LevelRule(Rule, frozen=True, kw_only=True):
    """The level of the bodies whose name (as :func:`vanban.corpus.text.key`) the pattern finds."""

    level: Level


@cache
def level_rules() -> tuple[tuple[LevelRule, regex.Pattern[str]], ...]:
    """The rules of ``rules/agencies.toml``, compiled."""
    rules = load("vanban.normalize", "agencies.toml", LevelRule)
    return tuple((rule, compiled(rule.pattern)) for rule in rules)


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The vocabulary of ``rules/agency_words.toml``."""

    phrases: tuple[str, ...]
    abbreviations: dict[str, str]


@cache
def words() -> Words:
    """The vocabulary of bodies."""
    text = files("vanban.normalize").joinpath("rules", "agency_words.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Words)


def agency(
    text: str, parent_text: str | None = None, place: str | None = None, date: str | None = None
) -> Agency:
    """What is known for sure of an issuing body.

    Args:
        text: the body as printed, "SỞ THÔNG TIN VÀ TRUYỀN THÔNG".
        parent_text: the body above it as printed, "UBND TỈNH CÀ MAU".
        place: the place in the header, "Cà Mau".
        date: the date of the document, ISO; codes and levels changed over time.

    Returns:
        ``name`` in sentence case, abbreviations expanded, a department's with its province;
        ``province_code`` in force at the date; ``organ_id`` (Decision 20/2020/QĐ-TTg) for the people's
        committee (H) or council (K) of a province only.
    """
    printed = clean(text)
    read = _CITY.sub(lambda city: "THÀNH PHỐ HỒ CHÍ MINH" if city["hcm"] else "TP ", printed)
    level = _level(read, date) or (_level(clean(parent_text), date) if parent_text else None)
    province = _province(level, read, parent_text, place)
    return Agency(
        text=printed,
        name=_office(read, parent_text) or _name(read, level, province, date),
        level=level,
        province_code=province.code(date) if province else None,
        organ_id=_organ(read, level, province, date),
    )


def in_full(text: str, authority: str | None) -> str:
    """A committee or council without its place, in the words of who decides: copies lose the second line.

    >>> in_full("ỦY BAN NHÂN DÂN", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH CÀ MAU")
    'ỦY BAN NHÂN DÂN TỈNH CÀ MAU'
    """
    named = _DECIDING.fullmatch(authority) if authority and key(text) in _BARE else None
    return named["body"] if named and key(named["body"]).startswith(f"{key(text)} ") else text


def _office(text: str, parent_text: str | None) -> str | None:
    """An office that is named after the body above it: "UBND TỈNH ĐẮK LẮK" / "VĂN PHÒNG"."""
    if parent_text is None or key(text) not in _OFFICES:
        return None
    parent = upper_d(clean(parent_text))
    if key(text) != "van phong" and not _COMMITTEE_OF_PARTY.match(key(parent)):
        return None
    name = sentence_case(parent) if parent.isupper() else _expand(parent)
    own = sentence_case(text) if text.isupper() else text
    return f"{own} {name}" if own and name else None


@lru_cache(maxsize=4096)  # an archive names the same bodies over and over
def sentence_case(text: str) -> str | None:
    """A name in capitals as it is written in running text; None when a word is unknown.

    "SỞ THÔNG TIN VÀ TRUYỀN THÔNG" gives "Sở Thông tin và Truyền thông".
    """
    joint = [_sentence_case(part) for part in _JOINT.split(clean(text))]
    return None if None in joint else " - ".join(filter(None, joint)) or None


def _sentence_case(text: str) -> str | None:
    tokens = [token for token in text.replace(",", " ,").split() if key(token)]
    written: list[str] = []
    at = 0
    while at < len(tokens):
        phrase = _longest_phrase(tokens, at)
        if phrase is None:
            return None
        written.append(phrase.written)
        at += phrase.length
        if phrase.is_place_word:
            named = _place_name(tokens, at)
            written.append(_vocabulary().get(key(" ".join(named)), " ".join(named)))
            at += len(named)
    joined = " ".join(part for part in written if part)
    return joined[:1].upper() + joined[1:] or None


class _Phrase(NamedTuple):
    written: str
    length: int
    is_place_word: bool


@cache
def _vocabulary() -> dict[str, str]:
    known = {key(phrase): phrase for phrase in words().phrases}
    known |= {key(short): full for short, full in words().abbreviations.items()}
    return known | {key(province.name): province.name for province in provinces()}


def _longest_phrase(tokens: list[str], at: int) -> _Phrase | None:
    for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
        if written := _vocabulary().get(key(" ".join(tokens[at : at + length]))):
            return _Phrase(written, length, key(written) in _PLACE_WORDS | _PARTY_OF_PLACE)
    return None


def _place_name(tokens: list[str], at: int) -> list[str]:
    """The proper name behind "tỉnh", "huyện" ...: all words up to the next such word, each with a capital.

    Where it begins like a province, it is no longer than that name; none has more than four words.
    """
    name: list[str] = []
    known = (length for length in range(_LONGEST_PLACE, 0, -1) if _is_province(tokens[at : at + length]))
    for index in range(at, min(len(tokens), at + next(known, _LONGEST_PLACE))):
        # With their tones: "HÀ TĨNH" and "QUAN HÓA" hold no "tỉnh" and no "quận".
        if _PLACE_WORD.match(" ".join(tokens[index : index + 2])):
            break
        name.append(tokens[index].capitalize())
    return name


def _is_province(tokens: list[str]) -> bool:
    name = key(" ".join(tokens))
    return any(key(province.name) == name for province in provinces())


def _expand(text: str) -> str:
    """Abbreviations in a name that is not in capitals: "UBND tỉnh An Giang"."""
    table = words().abbreviations
    short = "|".join(sorted(map(regex.escape, table), key=len, reverse=True))
    expanded = regex.sub(rf"(?<!\p{{L}})({short})(?=\s|$)", lambda m: table[m[1]], text)
    return expanded[:1].upper() + expanded[1:]


def _name(text: str, level: Level | None, province: Province | None, date: str | None) -> str | None:
    """The full name; None when its writing or its province is not known."""
    text = upper_d(text)
    name = sentence_case(text) if text.isupper() else _expand(text)
    if not name or name.endswith((" và", " của")):
        return None  # a copy has lost its rest
    if _BARE_PROVINCE.search(name):
        return f"{name} {province.name}" if province else None
    if level == "province" and name.startswith("Sở ") and province and province_in(name) is None:
        city = province.is_city(date)
        kind = "thành phố" if city else "tỉnh"
        return None if city is None else f"{name} {kind} {province.name}"
    return name


def _level(text: str, date: str | None) -> Level | None:
    name = key(text)
    for rule, pattern in level_rules():
        if pattern.search(name):
            return rule.level
    if _COMMITTEE.search(name):  # of a city: under the central government or under a province
        province = province_in(text)
        city = province.is_city(date) if province else False
        return None if city is None else "province" if city else "district"
    return None


def _province(level: Level | None, text: str, parent_text: str | None, place: str | None) -> Province | None:
    """The province of a local body: from its own name, the body above it, or the place of the document.

    A ministry, the National Assembly or a central court sits in Hà Nội without belonging to it.
    """
    if level in (None, "central", "other"):
        return None
    local = level in ("province", "district", "commune") or _BARE_PROVINCE.search(text)
    for source in (text, parent_text, place if local else None):
        if source and (province := province_in(source)):
            return province
    return None


def _organ(text: str, level: Level | None, province: Province | None, date: str | None) -> str | None:
    number = province.organ_number(date) if province else None
    if number is None:
        return None
    name = key(text)
    if level == "province" and _COMMITTEE.search(name):
        return f"H{number}"
    if level == "assembly" and _COUNCIL.search(name):
        return f"K{number}"
    return None
