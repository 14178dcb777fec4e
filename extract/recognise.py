"""Lines of a header, recognised by what they say: number, place and date, type, "(Kèm theo ...)", appendix labels."""

import regex

from vanban.corpus.patterns import compiled
from vanban.corpus.text import key
from vanban.extract.draft import Span
from vanban.extract.items import Line
from vanban.extract.shapes import DOC_NUMBER
from vanban.extract.vocabulary import (
    PreambleCue,
    document_type,
    first_rule,
    leading_type,
    rules,
)

NUMBER = compiled(
    r"^(?:\p{L}+(?:\s\p{L}+){0,3}\s+)?(?:Số|SỐ|số|Sô)(?:\s+hiệu)?\s*[:.]?\s*"
    r"(?P<number>[\d.…_\s]*(?:[a-zđ](?=\s*[/-]))?\s*"
    r"(?:(?:[/-]\s*|(?<=\d\s)(?=(?:\p{Lu}{2,6}/|(?:TTg|CP|HĐBT|UB)$)))(?:[\d.…_]*\d{2,4}[.…_]*\s*/\s*)?"
    r"[\p{Lu}][\p{L}\d.&_…]*(?:(?:\s*[-–/.]\s*|(?<=\.)\s+)[\p{Lu}\d][\p{L}\d.&_…]*)*|/[.…_]+$|(?<=[\d.…_]\s*)$|$))"
)
"""A number line: "Số: 37/KH-STTTT", "Số:      /QĐ-UBND", "Luật số: 39/2019/QH14"; group ``number``."""

DATE_LINE = compiled(
    r"^(?P<place>[^,;:()]{2,45}?)\s*,?\s*"
    r"(?P<date>(?:ngày|Ngày)(?!\p{L})[\s.…_\d/]*(?:tháng[\s.…_\d]*)?(?:năm[\s.…_\d]*)?)$"
)
"""Place and date, blanks allowed: "Cà Mau, ngày    tháng 6 năm 2026"; groups ``place`` and ``date``."""

DATE_TAIL = compiled(r"\s+(?=(?:TP\.?\s*)?\p{Lu}[\p{L}'-]*(?:\s\p{Lu}[\p{L}'-]*){0,3}\s*,\s*ngày\b)")
"""Where place and date begin behind a number on one line."""

ABOUT = compiled(r"^[(“\"]?(?:(?:V/v|V/V|v/v|V\.v|Vv)\s*:?|Về(?: việc)?\s*:)\s*")
ABOUT_IN_WORDS = compiled(r"^(?:Về việc|Về|VỀ VIỆC)\b")
ORNAMENT = compiled(r"[-–—_=*~.]*\s?(?:o[0oO]o|0[oO]0)\s?[-–—_=*~.]*")
"""What stands for a rule below a letterhead: "---o0o---"."""

_UNIT = compiled(r"\(?(?:đvt|đơn vị(?: tính)?\s*:)", regex.IGNORECASE)
# Fields that statistical forms print beside their author: Circular 116/2018/TT-BTC has "Tên tệp: T02-2023-HAG".
_FORM_FIELD = compiled(
    r"^(?:(?:Tên (?:tệp|file)|Mã (?:tệp|biểu|báo cáo)|Kỳ báo cáo|Đơn vị (?:gửi|nhận)(?: báo cáo)?)\s*:"
    r"|(?:Tên )?(?:đơn vị|cơ quan|bộ phận|địa phương)(?: báo cáo)?\s*:?\s*[.…_]{3,}$"
    r"|Tên (?:cơ quan|tổ chức|đơn vị|công ty|doanh nghiệp|CQ|TC)(?:[\s,/]+(?:cơ quan|tổ chức|đơn vị|doanh nghiệp|TC))*"
    r"(?:,?\s+(?:cấp trên|chủ quản|trực tiếp|ban hành|báo cáo|nhà nước|có thẩm quyền)){0,3}(?:\s*\(\d\)|\s*\d)?$)",
    regex.IGNORECASE,
)
_ISSUED = compiled(
    r"^[\[(]?\s*(?:(?:Được\s+)?ban hành\s*,?\s*)?(?:đính\s+|kèm\s|kèm\s+theo|ban hành)", regex.IGNORECASE
)
_ATTACHED_TO = compiled(r"(?:dinh )?kem \S+(?: \S+){0,2} so ")  # folded: "(Đính kèm Thông báo số ...)"
# Folded: "(Ban hành theo Quyết định số ...)"; without the bracket it would be a sentence.
_ISSUED_BY = compiled(r"ban hanh (?:theo|tai|cung) (?:\S+ ){1,5}so (?=\d)")
_LABEL_WORDS = compiled(r"(?:phụ lục|phụ biểu|biểu mẫu|bảng giá|\p{L}+)", regex.IGNORECASE)
_WORD = compiled(r"\S+")
_WARD = compiled(r"phường\s", regex.IGNORECASE)  # "PHƯỜNG AN LẠC" is no "phương án"
_CAPS_OPENING = compiled(r"\p{Lu}{2,}(?:\s\p{Lu}{2,})*(?=\s\p{Ll})")
_JOINT_BODIES = frozenset({"lien so", "lien bo", "lien nganh", "lien tich"})
_MAX_ISSUED = 400
_MAX_TYPE_LINE = 90
_MAX_NAMED = len("Thông tư liên tịch số: ")  # what a type takes before a number


def cue(line: Line) -> PreambleCue | None:
    """The preamble cue that a line begins with; lines in capitals are titles."""
    if line.caps:
        return None
    found = first_rule("preamble_cues.toml", line.head)
    return found if isinstance(found, PreambleCue) else None


def appendix_label(line: Line) -> tuple[Span, Span | None] | None:
    """(label, title on the same line) of a line that opens an appendix."""
    if line.text[:1] not in "PBM":
        return None
    for _, pattern in rules("appendix_labels.toml"):
        if match := pattern.match(line.text):
            title = line.span(*match.span("title")) if match["title"] else None
            return line.span(*match.span("label")), title
    return None


def label_type(label: str) -> str:
    """What an appendix calls itself: "PHỤ LỤC II" is a "Phụ lục", "Mẫu số 01" a "Mẫu"."""
    return _LABEL_WORDS.match(label)[0].capitalize()  # type: ignore[index]  # every label begins with a word


def is_issued_with(line: Line) -> bool:
    """Is it a "(Kèm theo Quyết định số ...)" line?"""
    if len(line.text) >= _MAX_ISSUED or not _ISSUED.match(line.text):
        return False
    return "kem theo" in line.head or any(p.match(line.head) for p in (_ATTACHED_TO, _ISSUED_BY))


def is_numbered(line: Line) -> bool:
    """Is it a "Số: 37/KH-STTTT" line whose ordinal is filled in?"""
    return bool(NUMBER.match(line.text)) and DOC_NUMBER.search(line.text) is not None


def own_number(line: Line) -> regex.Match[str] | None:
    """The number of the document that a line holds; sentences that name another document have none."""
    match = NUMBER.match(line.text)
    if match is None or line.text.startswith(("S", "s")):
        return match
    if "/" not in line.text and not leading_type(line.head):
        return None  # "TỔ KIỂM TRA SỐ 2" is a body
    rest = "" if line.caps else line.text[match.end() :].lstrip(" ,")
    # "Trả lời Công văn số 15/CV-TK ngày 05/9/2017 của Công ty X, Cục Thuế có ý kiến như sau:"
    sentence = rest.startswith("ngày") and rest.endswith((".", ";", ":"))
    return None if sentence or (rest and match.start("number") > _MAX_NAMED) else match


def is_form_field(line: Line) -> bool:
    """Is it a field of a form beside its author: "Tên tệp: T02-2023-HAG"?"""
    return len(line.text) < _MAX_TYPE_LINE and bool(_FORM_FIELD.match(line.text))


def is_unit(line: Line) -> bool:
    """Is it the unit line of a table: "ĐVT: Triệu đồng"?"""
    return bool(_UNIT.match(line.text))


def opens_second_hand(line: Line) -> bool:
    """Is it the title of what another body adds below a signature: "XÁC NHẬN CỦA UBND XÃ"?"""
    return (
        line.display
        and len(line.text) < _MAX_TYPE_LINE
        and first_rule("second_hands.toml", line.key) is not None
    )


def type_of(line: Line) -> tuple[str, Span, Span | None] | None:
    """(type name, its span, rest of the line) when a line is or begins with a type name in display."""
    if line.display or len(line.text) < 40:
        whole = document_type(line.key.removesuffix(" du thao"))
        if whole and whole.name != "Công văn":
            return whole.name, line.span(), None
    if found := _type_in_caps(line):
        return found
    leading = leading_type(line.head)
    if (
        leading is None
        or _WARD.match(line.text)
        or leading.name == "Công văn"
        or line.text.endswith((".", ";", ":", ","))
    ):
        return None
    end = _words_end(line.text, len(leading.name.split()))
    rest = line.span(end)
    words = key(rest.text)
    of_issuer = words.startswith(("cua ", "lien tich ")) and len(line.text) < _MAX_TYPE_LINE
    about = line.display and words.startswith(("ve ", "v v ", "so ", "phoi hop", "ban hanh"))
    # wrapped text that has lost its look: "QUYẾT ĐỊNH về việc ..."
    about = about or (line.text[:end].isupper() and words.startswith(("ve viec ", "v v ", "phoi hop giua ")))
    return (leading.name, line.span(0, end), rest) if line.caps or of_issuer or about else None


def _type_in_caps(line: Line) -> tuple[str, Span, Span] | None:
    """The type that the capitals of a line in display name: "THÔNG BÁO kết luận của Ban Thường vụ"."""
    opened = _CAPS_OPENING.match(line.text) if line.display else None
    named = document_type(key(opened.group())) if opened else None
    if opened is None or named is None or line.text.endswith((".", ";", ":", ",")):
        return None
    return named.name, line.span(0, opened.end()), line.span(opened.end())


def _words_end(text: str, count: int) -> int:
    """Position behind the first words of a text."""
    ends = [match.end() for _, match in zip(range(count), _WORD.finditer(text), strict=False)]
    return ends[-1] if ends else 0


def names_issuer_only(text: str) -> bool:
    """ "QUYẾT ĐỊNH CỦA BỘ TRƯỞNG BỘ TÀI CHÍNH": what follows the type only repeats who decides."""
    words = key(text)
    if words in _JOINT_BODIES:
        return True  # "HƯỚNG DẪN LIÊN SỞ"
    return words.startswith("cua ") and " so " not in f"{words} " and len(words) < 90
