"""Names of persons, and the marks and stamps that stand beside them in a signature block."""

import unicodedata
from functools import cache, lru_cache

import regex

from vanban.corpus.patterns import compiled
from vanban.corpus.rules import Rule, load
from vanban.corpus.text import fold
from vanban.extract.draft import Span
from vanban.extract.vocabulary import ROOM, rules


class FamilyName(Rule, frozen=True, kw_only=True):
    """A family name; ``marked``: it is none without its marks."""

    marked: bool = False


_NAME_WORD = r"(?:\p{Lu}\p{Ll}*(?:['’]\p{L}+)?|\p{Lu}['’]?)"
_NAME = compiled(rf"{_NAME_WORD}(?:[\s-]+{_NAME_WORD}){{1,5}}")
_CAPS_NAME = compiled(r"\p{Lu}+(?:\s+\p{Lu}+){1,4}")
_CUT_NAME = compiled(r"\p{Ll}{3,}(?:\s\p{Lu}\p{Ll}*){1,4}")
# "Ủy ban Nhân dân Tỉnh", "Bộ Tài Chính" are written like names of persons but are none.
_BODY_NAME = compiled(
    r"(?:Bộ|Sở|[ỦU][ỷy]? ban|Uỷ ban|Hội đồng|Văn phòng|Tỉnh|Thành|Huyện|Ban|Cục|Chi cục|Công an|Công ty|Kho bạc|Viện|Trung tâm)\s"
    r"|(?:BỘ|SỞ|TỔNG CỤC|CHI CỤC|NGÂN HÀNG|CÔNG AN|TÒA ÁN|TOÀ ÁN|VIỆN|THANH TRA|LIÊN ĐOÀN|HỘI|TỈNH|THÀNH PHỐ)\s"
)


def is_name(text: str) -> bool:
    """Could the text be a person's name standing alone (titles and signing marks aside)?"""
    bare = bare_name(text)
    if not 3 < len(bare) < 45 or _BODY_NAME.match(bare):
        return False
    if _NAME.fullmatch(bare):
        return True
    return bool(_CAPS_NAME.fullmatch(bare)) and _is_family_name(bare.split()[0])


@lru_cache(maxsize=1024)
def _is_family_name(word: str) -> bool:
    """Is a word in capitals a family name? Typists differ in where a mark stands ("HÙYNH"), recognition in which."""
    named = (one for one in family_names() if fold(one.pattern) == fold(word))
    return any(not one.marked or _letters(one.pattern) == _letters(word) for one in named)


def _letters(word: str) -> list[str]:
    """The letters and marks of a word, wherever the marks stand."""
    return sorted(unicodedata.normalize("NFD", word.lower()))


def is_cut_name(span: Span) -> bool:
    """Is a recognised line a name whose first letters a seal or a signature covers: "uyễn Văn Bình"?"""
    if span.origin != "ocr" or not _CUT_NAME.fullmatch(span.text):
        return False
    rest = fold(span.text.split()[0])
    return len({found for one in family_names() if (found := fold(one.pattern)).endswith(rest)}) == 1


def bare_name(text: str) -> str:
    """A name without "(Đã ký)" before or behind it; degrees and ranks go too."""
    patterns = _person()
    unmarked = patterns["signing marks behind a name"].sub("", patterns["signing marks"].sub("", text))
    return patterns["titles before a name"].sub("", unmarked).strip(" .:;-_")


def is_mark(text: str) -> bool:
    """Is the line only a signing mark: "(Đã ký)"?"""
    marks = _person()["signing marks"]
    return len(text) < 60 and bool(marks.match(text)) and not marks.sub("", text).strip(" .:()")


def is_blank(text: str) -> bool:
    """Is the line the mark of a form, where somebody is yet to sign: "(Ký, ghi rõ họ tên)"?"""
    return is_mark(text) and "đã" not in text.lower()


def is_signed_name(text: str) -> bool:
    """Is the line a name with its signing mark: "Trần Văn Khải (Đã ký)"?"""
    marked = len(text) < 60 and ("ký)" in text.lower() or "KÝ)" in text)
    return marked and not is_mark(text) and is_name(text)


def is_stamp(text: str) -> bool:
    """Is the line part of the visible stamp of signing software?"""
    return bool(_person()["lines of a signing stamp"].match(text))


@cache
def family_names() -> tuple[FamilyName, ...]:
    """The rules of ``rules/family_names.toml``."""
    return load(ROOM, "family_names.toml", FamilyName)


@cache
def _person() -> dict[str, regex.Pattern[str]]:
    """The patterns of ``rules/person_names.toml`` by the names of their rules."""
    return {rule.name: pattern for rule, pattern in rules("person_names.toml")}
