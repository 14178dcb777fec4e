"""Which lines of a letterhead name one body, and which body is the parent (Decree 30/2020/NĐ-CP, Annex I, cell 2)."""

import itertools
from collections.abc import Sequence

from vanban.corpus.patterns import compiled
from vanban.corpus.text import fold, key
from vanban.extract import spans
from vanban.extract.draft import Span
from vanban.extract.items import Item, Line
from vanban.extract.recognise import is_form_field
from vanban.extract.vocabulary import capacity, is_agency

# Words that a name or a title cannot end in: the next line goes on.
_JOINING = frozenset("và của cho tại trên các về việc theo với đến trong số công".split())
_UNMARKED = frozenset(map(fold, _JOINING))  # as recognition may read them; "hồ sơ" is none
_COMMITTEES = frozenset(
    {"uy ban nhan dan", "hoi dong nhan dan", "ubnd", "hdnd", "uy ban nhan dan lam thoi", "ubnd lam thoi"}
)
_STANDING = ("quoc hoi", "hoi dong nhan dan", "hdnd")  # bodies with a standing committee
_PLACES = ("tinh ", "thanh pho ", "tp ", "huyen ", "quan ", "thi xa ", "xa ", "phuong ")
# Bodies that are above nobody and below nobody: several of them in a letterhead are joint issuers.
_EQUALS = compiled(
    r"(?:bo (?!chi huy|tu lenh)(?!.* (?:cuc|tong cuc|vu|vien|truong|thanh tra)\b)|toa an nhan dan toi cao|vien kiem sat nhan dan toi cao|"
    r"thanh tra chinh phu|ngan hang nha nuoc|uy ban dan toc|kiem toan nha nuoc)"
)
# Departments, and agencies of the state in a province that stand under no department.
_DEPARTMENT = compiled(
    r"so \p{L}{2}|cuc (?:thue|hai quan|thong ke|thi hanh an dan su|quan ly thi truong)\b"
    r"|(?:cong an|kho bac nha nuoc|bao hiem xa hoi|lien doan lao dong) (?:tinh|thanh pho|tp)\b"
)
_JOINTLY = frozenset(
    {"lien tich", "lien so", "lien bo", "lien nganh"}
)  # above the bodies that issue together
MAX_AUTHORS = 2
"""Lines over the label of an appendix that may name its author and the author's parent."""
_MAX_WORDS = 9  # a longer line in lower case is a sentence that begins with a body's name


def is_incomplete(text: str) -> bool:
    """Does a line end in a word or sign that needs another line?"""
    last = text.rpartition(" ")[2].lower()
    return text.endswith((",", "-", "–", "(")) or last in _JOINING or last in _UNMARKED


def names_agency(line: Line, above: Sequence[Span], *, open_letterhead: bool) -> bool:
    """Does a line belong to the bodies of a letterhead?

    Args:
        line: a line above the type.
        above: lines already taken for bodies.
        open_letterhead: has nothing but bodies been seen so far?
    """
    if (not line.display and line.text.endswith((".", ";", ":", ","))) or line.text.startswith("Số:"):
        return False
    if is_agency(line.head) or completes(above, line):
        return line.display or len(line.text.split()) <= _MAX_WORDS
    if above and is_incomplete(above[-1].text):
        return True
    return open_letterhead and (line.caps or (line.display and bool(above)))


def names_author(line: Line) -> bool:
    """Does a line over or under an appendix's label name the body that drew the appendix up?"""
    return (
        line.caps and (is_agency(line.head) or line.head.startswith(_PLACES)) and capacity(line.text) is None
    )


def leading_authors(items: Sequence[Item]) -> list[Line]:
    """The lines at the beginning of a document that may name its authors, or leave a blank for them."""
    found: list[Line] = []
    for item in items[:MAX_AUTHORS]:
        if not isinstance(item, Line) or not (names_author(item) or is_form_field(item)):
            break
        found.append(item)
    return found


def bodies(lines: Sequence[Span]) -> tuple[Span | None, Span | None]:
    """(parent, agency): a line that starts no body continues the one above; the last body issues."""
    found: list[list[Span]] = []
    own = lines[_strays(lines) :]
    for line, below in itertools.zip_longest(own, own[1:]):
        if found and _continues(found[-1], line, below):
            found[-1].append(line)
        else:
            found.append([line])
    if not found:
        return None, None
    # The official gazette prints the issuer once more, as a running head.
    named = list({key(span.text): span for span in map(spans.join, found)}.values())
    if len(named) > 1 and key(named[1].text).startswith(key(named[0].text) + " "):
        del named[0]  # "HỘI ĐỒNG NHÂN DÂN", and below it once more with its place
    if len(named) > 1 and all(_EQUALS.match(key(span.text)) for span in named):
        return None, spans.join(named)  # neither is above the other: they issue jointly
    joint = _joint(named)
    return (spans.join(named[:-joint]) if len(named) > joint else None), spans.join(named[-joint:])


def _joint(named: Sequence[Span]) -> int:
    """How many of the last bodies issue together: departments on lines of their own, as none is above another."""
    departments = [_DEPARTMENT.match(key(span.text)) is not None for span in reversed(named)]
    return max(1, [*departments, False].index(False))


def _strays(lines: Sequence[Span]) -> int:
    """How many recognised lines above the first body are none: a stroke in the margin, read as a word."""
    named = [line.origin != "ocr" or is_agency(key(line.text)) for line in lines]
    return named.index(True) if True in named else 0


def _continues(body: Sequence[Span], line: Span, below: Span | None) -> bool:
    words = key(line.text)
    if " " not in words and words not in _COMMITTEES:
        return True  # "SỞ NÔNG NGHIỆP VÀ MÔI" / "TRƯỜNG": what a narrow column has broken
    if below is not None and " " not in key(below.text):
        words = f"{words} {key(below.text)}"  # "THƯỜNG TRỰC HỘI ĐỒNG NHÂN" / "DÂN"
    if key(body[0].text) in _JOINTLY and len(body) == 1:
        return True
    if is_incomplete(body[-1].text) or line.text.startswith(("-", "–")) or not is_agency(words):
        return True
    # "ỦY BAN THƯỜNG VỤ" / "QUỐC HỘI" is one body, though both lines begin like one
    above = key(" ".join(span.text for span in body))
    if (above == "thu tuong" and words == "chinh phu") or (
        above.endswith("uy ban trung uong") and words.startswith("mat tran")
    ):
        return True
    return above in ("uy ban thuong vu", "thuong truc") and words.startswith(_STANDING)


def completes(above: Sequence[Span], line: Line) -> bool:
    """Is the line the place that a committee's name lacks: "ủy ban nhân dân" / "Tỉnh An Giang"?"""
    named = bool(above) and key(above[-1].text).removeprefix("cua ") in _COMMITTEES
    return named and line.head.startswith(_PLACES)
