"""Reads the header of a document: letterhead, number, place and date, type, subject, authority, addressees.

The order of the parts is that of Decree 30/2020/NĐ-CP, Annex I; the letterhead may have been a table, tabs,
``|`` lines or text, so every line is recognised by what it says.
"""

from collections.abc import Sequence

import msgspec
import regex
from msgspec.structs import replace

from vanban.corpus.layout import Grid
from vanban.corpus.patterns import compiled
from vanban.corpus.text import key
from vanban.extract import citations
from vanban.extract.draft import DraftCitation, DraftHeader, Span
from vanban.extract.items import Item, Line, join_spans
from vanban.extract.labels import parse
from vanban.extract.shapes import DATE, DOC_NUMBER
from vanban.extract.vocabulary import (
    AppendixLabel,
    PreambleCue,
    document_type,
    first_rule,
    is_agency,
    leading_type,
    mark,
    rules,
)

_NUMBER = compiled(
    r"^(?:\p{L}+(?:\s\p{L}+){0,3}\s+)?(?:Số|SỐ|số|Sô)(?:\s+hiệu)?\s*[:.]?\s*"
    r"(?P<number>[\d.…_\s]*(?:[a-zđ](?=\s*[/-]))?\s*(?:[/-]\s*(?:[\d.…_]*\d{2,4}[.…_]*\s*/\s*)?"
    r"[\p{Lu}][\p{L}\d.&_…]*(?:\s*[-–/.]\s*[\p{Lu}\d][\p{L}\d.&_…]*)*|(?<=[\d.…_]\s*)$|$))"
)
_NO_NUMBER = compiled(r"^\s*Không\s+số\s*$", regex.IGNORECASE)
_DATE_LINE = compiled(
    r"^(?P<place>[^,;:()]{2,45}?)\s*,?\s*(?P<date>(?:ngày|Ngày)(?!\p{L})[\s.…_\d/]*(?:tháng[\s.…_\d]*)?(?:năm[\s.…_\d]*)?)$"
)
_DATE_TAIL = compiled(r"\s+(?=(?:TP\.?\s*)?\p{Lu}[\p{L}'-]*(?:\s\p{Lu}[\p{L}'-]*){0,3}\s*,\s*ngày\b)")
_ABOUT = compiled(r"^(?:V/v|V/V|v/v|V\.v|Vv)\s*:?\s*")
_ABOUT_LONG = compiled(r"^(?:Về việc|Về|VỀ VIỆC)\b")
_ADDRESS = compiled(r"^Kính\s+(?:gửi|gởi|trình|chuyển)\s*:?\s*", regex.IGNORECASE)
_ISSUED = compiled(
    r"^[\[(]?\s*(?:(?:Được\s+)?ban hành\s*,?\s*)?(?:đính\s+|kèm\s|kèm\s+theo|ban hành)", regex.IGNORECASE
)
_JOINS_ON = (
    "va",
    "cua",
    "cho",
    "tai",
    "tren",
    "cac",
    "ve",
    "viec",
    "theo",
    "voi",
    "den",
    "trong",
    "so",
    "cong",
)
_TITLE_BLOCK = compiled(
    r"^(?P<joint>liên tịch)?\s*(?:của\s+)?(?P<agency>\p{L}[^;:()]{3,120}?)\s+(?P<number>số\s*:?\s*\d[\p{L}\d/&.-]*\p{L})"
    r"\s*,?\s*(?P<date>ngày\s*\d{1,2}\s*(?:tháng|[/.-])[\s\d/.-]*?(?:năm\s*)?\d{4})\s*",
    regex.IGNORECASE,
)
_BULLET = compiled(r"[-–+*•]\s*")
_MAX_AGENCY_WORDS = 9  # a longer line in lower case is a sentence that begins with a body's name
_MAX_TITLE = 600
_MAX_TITLE_LINES = 14


class HeaderRead(msgspec.Struct):
    """A header and where it ends. ``has_type_line``: a type name stood on a line of its own."""

    header: DraftHeader
    end: int
    label: Span | None = None
    has_type_line: bool = False
    leftovers: list[Span] = msgspec.field(default_factory=list)


def cue(line: Line) -> PreambleCue | None:
    """The preamble cue that a line begins with; lines in capitals are titles."""
    if line.caps:
        return None
    found = first_rule("preamble_cues.toml", line.head)
    return found if isinstance(found, PreambleCue) else None


def appendix_label(line: Line) -> tuple[AppendixLabel, Span, Span | None] | None:
    """(rule, label, title on the same line) of a line that opens an appendix."""
    if line.text[:1] not in "PBM":
        return None
    for rule, pattern in rules("appendix_labels.toml"):
        match = pattern.match(line.text)
        if match and isinstance(rule, AppendixLabel):
            title = line.span(*match.span("title")) if match["title"] else None
            return rule, line.span(*match.span("label")), title
    return None


def is_issued_with(line: Line) -> bool:
    """Is it a "(Kèm theo Quyết định số ...)" line?"""
    return bool(_ISSUED.match(line.text)) and "kem theo" in line.head and len(line.text) < 400


def is_numbered(line: Line) -> bool:
    """Is it a "Số: 37/KH-STTTT" line whose ordinal is filled in?"""
    return bool(_NUMBER.match(line.text)) and DOC_NUMBER.search(line.text) is not None


def type_of(line: Line) -> tuple[str, Span, Span | None] | None:
    """(type name, its span, rest of the line) when a line is or begins with a type name in display."""
    if line.caps or line.display or len(line.text) < 40:
        whole = document_type(line.key.removesuffix(" du thao"))
        if whole and whole.name != "Công văn":
            return whole.name, line.span(), None
    leading = leading_type(line.head)
    if leading is None or leading.name == "Công văn" or line.text.endswith((".", ";", ":", ",")):
        return None
    end = _words_end(line.text, len(leading.name.split()))
    rest = line.span(end)
    words = key(rest.text)
    of_issuer = words.startswith(("cua ", "lien tich ")) and len(line.text) < 90
    if (
        line.caps
        or of_issuer
        or (line.display and words.startswith(("ve ", "v v ", "so ", "phoi hop", "ban hanh")))
    ):
        return leading.name, line.span(0, end), rest
    return None


def _words_end(text: str, count: int) -> int:
    end = 0
    for _ in range(count):
        match = compiled(r"\S+").search(text, end)
        end = match.end() if match else end
    return end


class _Reader:
    def __init__(self, items: Sequence[Item], main: bool) -> None:
        self._items = items
        # An annex without a letterhead begins with its title.
        self._title_first = not main and not _has_letterhead(items)
        self._at = 0
        self._agencies: list[Span] = []
        self._about: list[Span] = []
        self._subject: list[Line] = []
        self._addressees: list[Span] = []
        self._fields: dict[str, Span] = {}
        self._issued: DraftCitation | None = None
        self._label: Span | None = None
        self._type_name: str | None = None
        self._letterhead_done = False
        self._has_type_line = False
        self._leftovers: list[Span] = []

    def read(self) -> HeaderRead:
        self._read_label()
        while (line := self._line()) and not self._is_body(line):
            if self._take_letterhead(line) or self._take_title(line):
                continue
            if not self._header_goes_on():
                break
            self._leftovers.append(line.span())
            self._at += 1
        self._split_title_block()
        self._split_subject()
        return HeaderRead(self._header(), self._at, self._label, self._has_type_line, self._leftovers)

    def _header_goes_on(self) -> bool:
        """Does a type line or a letterhead line follow soon, so that this line is only a stray one?"""
        if self._type_known():
            return False
        for item in self._items[self._at + 1 : self._at + 7]:
            if isinstance(item, Grid) or parse(item.text) or cue(item):
                return False
            if type_of(item) or mark(item.key) in ("national", "motto") or _NUMBER.match(item.text):
                return True
        return False

    def _line(self) -> Line | None:
        item = self._items[self._at] if self._at < len(self._items) else None
        return item if isinstance(item, Line) else None

    def _read_label(self) -> None:
        line = self._line()
        opened = appendix_label(line) if line else None
        if opened:
            rule, self._label, title = opened
            self._fields["type"] = self._label
            self._type_name = rule.type
            self._letterhead_done = True
            if title and line:
                self._take_label_title(title, line)
            self._at += 1

    def _take_label_title(self, title: Span, line: Line) -> None:
        rest = line.cut(title)
        if is_issued_with(rest):
            self._take_issued(title)
        else:
            self._subject.append(rest)

    def _is_body(self, line: Line) -> bool:
        """Does the body (or the preamble) begin here?"""
        if parse(line.text):
            return (
                not line.text.startswith(("*", "-", "+"))
                or self._type_known()
                or "addressees" in self._fields
            )
        if first_rule("formulas.toml", line.key) and self._has_type_line and self._subject:
            return True
        found = cue(line)
        if found is None:
            return False
        if self._type_known() and not self._subject and not self._about:
            return line.head.startswith(("can cu", "xet", "chieu"))
        return self._type_known() or bool(self._about) or line.head.startswith(("can cu", "thuc hien"))

    def _type_known(self) -> bool:
        return "type" in self._fields

    def _take_letterhead(self, line: Line) -> bool:
        """Lines recognised by their own words, wherever they stand above the body."""
        field_name = mark(line.key)
        if field_name in ("national", "motto", "party"):
            self._letterhead_done = self._letterhead_done or bool(self._agencies)
            self._at += 1
            return True
        if field_name and not self._subject:
            self._fields.setdefault(field_name, line.span())
            self._at += 1
            return True
        if not any(map(str.isalnum, line.text)):
            self._at += 1
            return True
        if self._take_number(line) or self._take_date(line) or self._take_address(line):
            return True
        if is_issued_with(line):
            self._take_issued_lines()
            return True
        return self._take_type(line)

    def _take_number(self, line: Line) -> bool:
        if "number" in self._fields or (self._subject and self._label is None):
            return False
        if self._has_type_line and line.head.startswith("cua "):
            return False  # "của Chính phủ Số 94/1998/NĐ-CP ..." belongs to a title block
        match = _NUMBER.match(line.text)
        if not match or (self._label is not None and not DOC_NUMBER.search(line.text)):
            return False
        end = match.end()
        if tail := _DATE_TAIL.search(line.text, match.start("number")):
            end = tail.start()
        self._fields["number"] = line.span(0, end)
        self._at += 1
        rest = line.span(end)
        if rest.text:
            self._take_rest(rest)
        return True

    def _take_rest(self, rest: Span) -> None:
        """What stands behind the number on its line: place and date, or the subject of a letter."""
        if found := _DATE_LINE.match(rest.text):
            self._set_date(rest, found)
        elif _ABOUT.match(rest.text):
            self._about.append(_cut(rest, _ABOUT.match(rest.text).end()))  # type: ignore[union-attr]
        else:
            self._leftovers.append(rest)

    def _take_date(self, line: Line) -> bool:
        if "date" in self._fields or len(line.text) > 90:
            return False
        found = _DATE_LINE.match(line.text)
        if not found:
            return False
        self._set_date(line.span(), found)
        self._at += 1
        return True

    def _set_date(self, span: Span, found: regex.Match[str]) -> None:
        self._fields["place"] = _cut(span, found.start("place"), found.end("place"))
        self._fields["date"] = _cut(span, found.start("date"), found.end("date"))
        self._letterhead_done = True

    def _take_address(self, line: Line) -> bool:
        opened = _ADDRESS.match(line.text)
        if not opened:
            return False
        first = line.span(opened.end())
        self._at += 1
        found = [first] if first.text.strip(" .:;") else []
        while following := self._line():
            text = following.text
            bullet = _BULLET.match(text)
            continues = bool(found) and not found[-1].text.endswith((".", ";")) and text[:1].islower()
            if bullet and not cue(following):
                found.append(following.span(bullet.end()))
            elif continues or (not found and not cue(following)):
                found[-1:] = [join_spans([*found[-1:], following.span()])]
            else:
                break
            self._at += 1
        self._addressees.extend(_strip_end(span) for span in found)
        self._letterhead_done = True
        return True

    def _take_issued_lines(self) -> None:
        spans: list[Span] = []
        while (line := self._line()) and len(spans) < 4:
            spans.append(line.span())
            self._at += 1
            text = " ".join(span.text for span in spans)
            if not text.startswith(("(", "[")) or text.count("(") <= text.count(")"):
                break
        self._take_issued(join_spans(spans))

    def _take_issued(self, span: Span) -> None:
        inner = span.text.strip("()[] ")
        begin = span.text.find(inner)
        where = Span(inner, span.start + begin, span.start + begin + len(inner), span.page)
        found = citations.find(where)
        if found:
            self._issued = replace(found[0], span=where, relation="issued_with")
        else:
            self._issued = _blank_instrument(where)

    def _take_type(self, line: Line) -> bool:
        if self._type_known() or self._subject:
            return False
        found = type_of(line)
        if not found:
            return False
        name, span, rest = found
        self._fields["type"] = span
        self._type_name = name
        self._has_type_line = True
        self._letterhead_done = True
        self._at += 1
        if rest and rest.text and not _names_issuer_only(rest.text):
            self._subject.append(line.cut(rest))
        return True

    def _take_title(self, line: Line) -> bool:
        """Lines told by their place: agencies above the type, the subject below it."""
        if self._type_known() or self._title_first:
            return self._take_subject(line)
        about = _ABOUT.match(line.text)
        if about or (self._fields.get("number") and _ABOUT_LONG.match(line.text) and not self._about):
            self._about.append(line.span(about.end() if about else 0))
            self._at += 1
            return True
        if self._about and self._continues_about(line):
            self._about.append(line.span())
            self._at += 1
            return True
        return self._take_agency(line)

    def _continues_about(self, line: Line) -> bool:
        return (
            len(line.text) < 200
            and not line.caps
            and "addressees" not in self._fields
            and not self._addressees
        )

    def _take_agency(self, line: Line) -> bool:
        if self._about or self._addressees or len(line.text) > 150:
            return False
        if not self._names_agency(line):
            return False
        self._agencies.append(line.span())
        self._at += 1
        return True

    def _names_agency(self, line: Line) -> bool:
        if not line.display and line.text.endswith((".", ";", ":", ",")):
            return False
        if is_agency(line.head) or _completes(self._agencies, line):
            return line.display or len(line.text.split()) <= _MAX_AGENCY_WORDS
        if self._agencies and _incomplete(self._agencies[-1].text):
            return True
        goes_on = line.display and bool(self._agencies)
        return not self._letterhead_done and (line.caps or goes_on)

    def _take_subject(self, line: Line) -> bool:
        if len(self._subject) >= _MAX_TITLE_LINES or len(line.text) > _MAX_TITLE:
            return False
        if self._addressees:
            return False
        if self._subject and not self._goes_on(self._subject[-1], line):
            return False
        if not self._subject and not self._has_type_line and not self._title_like(line):
            return False
        if line.text.lower().startswith(("đvt", "đơn vị tính", "đơn vị:")) or line.text.startswith("(ĐVT"):
            return False
        self._subject.append(line)
        self._at += 1
        return True

    def _title_like(self, line: Line) -> bool:
        return line.display or (len(line.text) < 250 and not line.text.endswith((".", ";", ":")))

    def _goes_on(self, last: Line, line: Line) -> bool:
        """Does a line continue the title above it?"""
        if line.text.endswith((";", ":")) and not line.display:
            return False
        if last.caps or line.caps:
            return line.caps or (line.text[:1].isdigit() and len(line.text) < 40) or line.text.startswith("(")
        if line.paragraph.style.bold != last.paragraph.style.bold:
            return False
        if line.paragraph.style.align == "center" and last.paragraph.style.align == "center":
            return True
        if line.paragraph.style.bold or line.text[:1].islower():
            return True
        return _incomplete(last.text) or (
            line.paragraph.gap == 0 and len(line.text) < 150 and not line.text.endswith(".")
        )

    def _split_title_block(self) -> None:
        """Old copies print issuer, number and date inside the title: "... CỦA BỘ X SỐ 1/1998/QĐ NGÀY ... VỀ ..."."""
        if not self._subject or "number" in self._fields:
            return
        title = join_spans([line.span() for line in self._subject])
        found = _TITLE_BLOCK.match(title.text)
        if not found:
            return
        if found["joint"]:
            self._type_name = f"{self._type_name} {found['joint'].lower()}"
        for name in ("number", "date"):
            self._fields.setdefault(name, _cut(title, *found.span(name)))
        if not self._agencies:
            self._agencies.append(_cut(title, *found.span("agency")))
        rest = _cut(title, found.end())
        self._subject = [self._subject[0].cut(rest)] if rest.text else []

    def _split_subject(self) -> None:
        """The last lines of the title may name who decides: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"."""
        following = self._line()
        if following is None or not self._has_type_line:
            return
        if not (cue(following) or first_rule("formulas.toml", following.key)):
            return
        for at in range(1, len(self._subject)):
            line = self._subject[at]
            if first_rule("authorities.toml", line.head) and not _incomplete(self._subject[at - 1].text):
                if line.text.endswith((".", ";", ":")) or len(line.text) > 200:
                    continue
                self._fields["authority"] = join_spans([one.span() for one in self._subject[at:]])
                del self._subject[at:]
                return

    def _header(self) -> DraftHeader:
        parent, agency = _agencies(self._agencies)
        fields = dict(self._fields)
        if self._subject:
            fields["subject"] = join_spans([line.span() for line in self._subject])
        elif self._about:
            fields["subject"] = join_spans(self._about)
        if "authority" in fields:
            fields["authority"] = _strip_end(fields["authority"])
        return DraftHeader(
            parent_agency=parent,
            agency=agency,
            type_name=self._type_name,
            addressees=tuple(self._addressees),
            issued_with=self._issued,
            **fields,
        )


def _names_issuer_only(text: str) -> bool:
    """ "QUYẾT ĐỊNH CỦA BỘ TRƯỞNG BỘ TÀI CHÍNH": what follows the type only repeats who decides."""
    words = key(text)
    return words.startswith("cua ") and " so " not in f"{words} " and len(words) < 90


def read(items: Sequence[Item], *, main: bool) -> HeaderRead:
    """The header at the beginning of a document's items."""
    return _Reader(items, main).read()


def _has_letterhead(items: Sequence[Item]) -> bool:
    """Is there a national title, motto or number line among the first lines?"""
    return any(
        isinstance(item, Line)
        and (mark(item.key) in ("national", "motto", "party") or _NUMBER.match(item.text))
        for item in items[:16]
    )


def _incomplete(text: str) -> bool:
    """Does a line end in a word that needs another line?"""
    return text.endswith((",", "-", "–", "(")) or key(text).rpartition(" ")[2] in _JOINS_ON


def _cut(span: Span, start: int, end: int | None = None) -> Span:
    text = span.text[start:end]
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    return replace(
        span, text=text, start=span.start + start + lead, end=span.start + start + lead + len(text)
    )


def _strip_end(span: Span) -> Span:
    text = span.text.rstrip(" ;.,:")
    return replace(span, text=text, end=span.end - (len(span.text) - len(text)))


def _agencies(lines: Sequence[Span]) -> tuple[Span | None, Span | None]:
    """(parent, agency) from the lines above the type; a line that starts no body continues the last."""
    bodies: list[list[Span]] = []
    for line in lines:
        goes_on = bodies and (_incomplete(bodies[-1][-1].text) or line.text.startswith(("-", "–")))
        if (bodies and (goes_on or not is_agency(key(line.text)))) or (
            bodies and _needs_place(bodies[-1]) and key(line.text) in ("quoc hoi", "hoi dong nhan dan")
        ):
            bodies[-1].append(line)
        else:
            bodies.append([line])
    if not bodies:
        return None, None
    spans = [join_spans(body) for body in bodies]
    return (join_spans(spans[:-1]) if len(spans) > 1 else None), spans[-1]


def _completes(agencies: Sequence[Span], line: Line) -> bool:
    """Is the line the place that a committee's name lacks: "ủy ban nhân dân" / "Tỉnh An Giang"?"""
    lacks = bool(agencies) and key(agencies[-1].text) in (
        "uy ban nhan dan",
        "hoi dong nhan dan",
        "ubnd",
        "hdnd",
    )
    return lacks and line.head.startswith(
        ("tinh ", "thanh pho ", "tp ", "huyen ", "quan ", "thi xa ", "xa ", "phuong ")
    )


def _needs_place(body: Sequence[Span]) -> bool:
    return key(" ".join(span.text for span in body)) in ("uy ban thuong vu", "thuong truc")


def _blank_instrument(where: Span) -> DraftCitation:
    """A "(Kèm theo ...)" line whose ordinal or date is blank: the words are kept, values may be partial."""
    number = regex.search(
        r"số\s*:?\s*(?P<number>[\d.…_\s]*/[^,;)]*?)(?=\s*,?\s*ngày|\s+của|[,;)]|$)", where.text
    )
    date = regex.search(r"ngày[\s.…_\d]*(?:/[\s\d./…_]+|tháng[\s\d.…_]*năm[\s\d.…_]*)", where.text)
    kind = leading_type(key(regex.sub(r"^.*?kèm theo\s*", "", where.text, flags=regex.IGNORECASE))[:60])
    whole = DATE.search(where.text)
    issuer = regex.search(r"của\s+(?P<who>[^()]+)$", where.text)
    return DraftCitation(
        span=where,
        type=kind.name if kind else None,
        number=number["number"].strip() if number else None,
        date=whole.group() if whole else date.group().strip() if date else None,
        issuer=issuer["who"].strip(" .)") if issuer else None,
        relation="issued_with",
    )
