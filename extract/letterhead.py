"""Letterheads: whether items begin with one, and the lines that a copy has run together.

"UBND TỈNH X SỞ Y", "... Hạnh phúc Cà Mau, ngày ...". What a narrow column has broken is joined.
"""

import itertools
from collections.abc import Iterator, Sequence

import regex
from msgspec.structs import replace

from vanban.corpus.layout import Grid
from vanban.corpus.patterns import compiled
from vanban.corpus.text import key
from vanban.extract import agencies
from vanban.extract.items import Item, Line
from vanban.extract.labels import parse
from vanban.extract.recognise import (
    NUMBER,
    ORNAMENT,
    appendix_label,
    cue,
    is_issued_with,
    is_numbered,
    type_of,
)
from vanban.extract.vocabulary import capacity, is_agency, mark

_MAX_LINE = 400  # characters; a whole letterhead in one table cell is about 250
_MAYBE = compiled(
    r"^(?:Trang\s\d|\(\d|-\p{Lu}|-Số)|(?i:hạnh\s+phúc)|VIỆT NAM|Việt Nam.*phúc|[-_=*]{4}|o[0oO]o|(?:^|\s)\*\sSố\s+[\d.…_-]|\sSố\s*:|/\S+\s.*,\s*ngày"
)
_ATTACHED_LINES = 8  # above the line that names what an appendix was issued with
_LETTERHEAD_LINES = 16
_NUMBER_ABOVE = 2  # lines from a number to the national title below it
_MAX_ABOVE = 60  # lines of a web page above a letterhead
_MAX_TITLE = 100  # characters; a longer line above a letterhead is a sentence about the document
_ZONE = 24  # items at the start of a document that can belong to its letterhead
_NATIONAL = (
    r"C[ỘO]NG\s+H(?:ÒA|OÀ|OA)\s+X[ÃA]\s+H[ỘO]I\s+CH[ỦU]\s+NGH[ĨI]A(?:\s+VI[ỆE]T\s+NAM|(?=\s+[ĐD][ỘO]C))"
)
_MOTTO = r"Độc\s+lập\s*[-–—]\s*Tự\s+do\s*[-–—]\s*Hạnh\s+phúc"
_MOTTO_ANYWHERE = compiled(_MOTTO, regex.IGNORECASE)
_YEAR = compiled(r"(?:tháng\s+\d{1,2}\s+)?(?:năm\s+)?(?:19|20)\d\d")
_DAY = compiled(r",\s*ngày\s*[\d.…]*\s*(?:tháng\s*[\d.…]*\s*(?:năm)?)?$")
_ISSUED_BEHIND = compiled(r"\s+(?=\((?:Ban hành\s+)?(?:đính\s+)?kèm\s+theo\s[^()]*\)$)", regex.IGNORECASE)
_LABEL_BEHIND = compiled(
    r"(?<=^(?:Tên\s)?(?:Đơn vị|đơn vị|Cơ quan|cơ quan|Bộ phận|UBND|SỞ|PHÒNG)\P{N}*[.…_]{3})\s+(?=(?:Mẫu|Biểu|Phụ lục|MẪU|BIỂU|PHỤ LỤC)\s(?:(?:số|SỐ)\s)?:?\s?[\dIVX][\w/.-]*$)"
)
_PLACE = r"(?:TP\.?\s*|Tp\.?\s*|Thành phố\s+)?\p{Lu}[\p{L}'-]*(?:\s+[\p{Lu}][\p{L}'-]*){0,4}\s*,\s*ngày\b"
_BREAKS = compiled(
    rf"(?P<page>^(?:Trang\s\d{{1,3}}|\(\d{{1,3}}\)|-)(?=\p{{Lu}}{{2,}}\s\p{{Lu}}{{2}}|Số\s?:))|(?P<national>(?i:{_NATIONAL}))|(?P<motto>(?i:{_MOTTO}))|(?<=\s)(?P<number>Số\s*:\s*[\d./…_ ]*/)"
    rf"|(?P<ornament>[-–—_=*~.]*o[0oO]o[-–—_=*~.]*)\s*|(?:^|\s)\*\s+(?=Số\s+[\d.…_-])"
    rf"|(?:(?<=/[\p{{L}}\d/&.-]+\s)|(?<=phúc\s|PHÚC\s))(?P<date>{_PLACE})|(?<=\p{{L}})\s?[-–_=*]{{4,}}\s*"
)
_BODIES = compiled(
    r"(?<=^(?:UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN)\s.*\p{Lu})\s+"
    r"(?=(?:SỞ|PHÒNG|VĂN PHÒNG|CHI CỤC|TRUNG TÂM|TRƯỜNG|THANH TRA|BAN QUẢN LÝ|BAN DÂN TỘC|BAN QLDA|BỆNH VIỆN|CÔNG TY)\s)"
    r"|(?<=^ĐẢNG BỘ\s.*\p{Lu})\s+(?=(?:HUYỆN|THÀNH|THỊ|QUẬN|ĐẢNG)\s[UỦ][ỶY])"
    r"|(?<=^BỘ\s.*\p{Lu})(?<!\s(?:NỘI|TỔNG))\s+(?=(?:CỤC|TỔNG CỤC|VỤ|VIỆN|TRƯỜNG|VĂN PHÒNG|THANH TRA)\s)"
)


def part(items: Sequence[Item], zone: int = _ZONE) -> list[Item]:
    """The items with run-together letterhead lines parted among the first ``zone``; the rest as it was."""
    parted: list[Item] = []
    for at, item in enumerate(items):
        if isinstance(item, Grid) or at >= zone:
            parted.append(item)
            continue
        for line in _part_line(item):
            above = parted[-1] if parted else None
            if isinstance(above, Line) and _is_cut(above.text, line.text):
                parted[-1] = _joined(above, line)
            else:
                parted.append(line)
    return parted


def _is_cut(text: str, after: str) -> bool:
    """Has a narrow column broken the national title ("... CHỦ NGHĨA" / "VIỆT NAM") or the year off a date?"""
    if _YEAR.fullmatch(after):
        return len(text) < _MAX_TITLE and _DAY.search(text) is not None
    return (
        after.isupper()
        and len(after) <= len("VIỆT NAM")
        and key(after).endswith("nam")
        and mark(key(f"{text} {after}")) == "national"
    )


def _joined(line: Line, after: Line) -> Line:
    paragraph = replace(line.paragraph, text=f"{line.text} {after.text}", end=after.paragraph.end)
    return Line(paragraph)


def _part_line(line: Line) -> Iterator[Line]:
    text = line.text
    if len(text) > _MAX_LINE or not (line.caps or _MAYBE.search(text)):
        yield line
        return
    cuts = {0, len(text)}
    for match in _BREAKS.finditer(text):
        sentence = not (match.group().isupper() or _MOTTO_ANYWHERE.search(text))
        if match.lastgroup == "national" and (sentence or text[: match.start()].endswith("NƯỚC ")):
            continue  # a sentence or an office that names the country
        cuts.add(match.start())
        if match.lastgroup not in ("number", "date"):
            cuts.add(match.end())
    for start, end in itertools.pairwise(sorted(cuts)):
        if text[start:end].isupper():
            cuts.update(match.start() + start for match in _BODIES.finditer(text[start:end]))
    places = sorted(cuts)
    if len(places) <= 2:
        yield line
        return
    for start, end in itertools.pairwise(places):
        if (piece := slice_line(line, start, end)) and not ORNAMENT.fullmatch(piece.text):
            yield piece


def part_titles(items: Sequence[Item]) -> Iterator[Item]:
    """The items with what a copy has run together at the head of an appendix as lines of their own.

    "(Ban hành kèm theo ...)" behind the title, "Mẫu số 01" behind "Đơn vị: ......".
    """
    for item in items:
        found = _behind_title(item.text) if isinstance(item, Line) else None
        if not isinstance(item, Line) or found is None:
            yield item
            continue
        for piece in (slice_line(item, 0, found.start()), slice_line(item, found.end(), len(item.text))):
            if piece:
                yield piece


def _behind_title(text: str) -> "regex.Match[str] | None":
    """The gap before what stands behind the title or the author of an appendix."""
    if "kèm" in text:
        found = _ISSUED_BEHIND.search(text)
        return found if found and text[: found.start()].isupper() else None
    return _LABEL_BEHIND.search(text) if len(text) < _MAX_TITLE else None


def slice_line(line: Line, start: int, end: int) -> Line | None:
    """A part of a line as a line of its own; None if it holds no letter or digit."""
    span = line.span(start, end)
    if not any(map(str.isalnum, span.text)):
        return None
    return line.cut(span)


def without_site(items: Sequence[Item]) -> tuple[Sequence[Item], list[Line]]:
    """The items from the letterhead on, and the lines of a web page above it: properties, titles, notices.

    Only lines that stand above no letterhead (a unit, a long sentence, the number once more) show a page.
    """
    parted = part(items, _MAX_ABOVE)
    national = next(
        (
            at
            for at, item in enumerate(parted[:_MAX_ABOVE])
            if isinstance(item, Line)
            and len(item.text) < _MAX_TITLE
            and mark(item.key) in ("national", "party")
        ),
        0,
    )
    bodies = range(max(0, national - _LETTERHEAD_LINES), national)
    numbers = range(max(0, national - _NUMBER_ABOVE), national)
    begin = next((at for at in bodies if _is_body_line(parted[at])), None)
    if begin is None:
        begin = next((at for at in numbers if _is_own_number(parted[at])), national)
    if not all(isinstance(item, Line) for item in parted[:begin]):
        return items, []
    above = _uncut(items, [item for item in parted[:begin] if isinstance(item, Line)])
    if not any(map(_is_of_site, above)) or any(
        _is_of_document(line) for line in above if line is not above[0] or not cue(line)
    ):
        return items, []
    return parted[begin:], above


def _is_body_line(item: Item) -> bool:
    return isinstance(item, Line) and item.caps and is_agency(item.head)


def _uncut(items: Sequence[Item], pieces: Sequence[Line]) -> list[Line]:
    """The lines of the pieces as they were before they were parted; a piece of a line that goes on stays one."""
    end = pieces[-1].paragraph.end if pieces else 0
    whole = [item for item in items if isinstance(item, Line) and item.paragraph.end <= end]
    covered = whole[-1].paragraph.end if whole else 0
    return [*whole, *(piece for piece in pieces if piece.paragraph.start >= covered)]


def _is_own_number(item: Item) -> bool:
    return isinstance(item, Line) and item.text.startswith("Số:") and is_numbered(item)


def _is_of_site(line: Line) -> bool:
    text = line.text
    return bool(parse(text) or len(text) > _MAX_TITLE or text.endswith((".", ")")) or NUMBER.match(text))


def _is_of_document(line: Line) -> bool:
    """A document without a letterhead may stand above a form that has one."""
    label = parse(line.text)
    if label and label.kind != "bullet":
        return True
    if appendix_label(line) or is_issued_with(line) or cue(line):
        return True
    if line.display and type_of(line) and not label:
        return True
    return capacity(line.text) is not None or line.head.startswith(("noi nhan", "noi gui", "kinh gui"))


def is_attached(items: Sequence[Item]) -> bool:
    """Do the items that open a file belong to an appendix, whose decision is not in the file?

    It has no letterhead, and begins with its label, or names what it was issued with below its title.
    """
    if has_letterhead(items):
        return False
    for at, item in enumerate(items[:_ATTACHED_LINES]):
        if isinstance(item, Grid):
            return False
        if is_issued_with(item):
            return True
        if appendix_label(item) and at == len(agencies.leading_authors(items)):
            return True
    return False


def has_letterhead(items: Sequence[Item]) -> bool:
    """Is there a national title, motto or number line among the first lines?"""
    return any(
        isinstance(item, Line)
        and (mark(item.key) in ("national", "motto", "party") or NUMBER.match(item.text))
        and not appendix_label(item)
        for item in items[:_LETTERHEAD_LINES]
    )
