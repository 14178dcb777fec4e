"""The end of a document: signers with their capacity, and recipients (Decree 30/2020/NĐ-CP, Annex I, cells 7 and 9).

Both may stand in either order, side by side or interleaved; what tells them apart is what they say.
"""

import itertools
from collections.abc import Sequence

import msgspec

from vanban.corpus.layout import Grid
from vanban.corpus.patterns import compiled
from vanban.corpus.text import key
from vanban.extract import spans
from vanban.extract.draft import DraftRecipient, DraftSignature, Span
from vanban.extract.items import Item, Line
from vanban.extract.labels import parse
from vanban.extract.letterhead import slice_line
from vanban.extract.persons import (
    bare_name,
    is_blank,
    is_cut_name,
    is_mark,
    is_name,
    is_signed_name,
    is_stamp,
)
from vanban.extract.vocabulary import capacity, is_agency, is_position

_RECIPIENTS = compiled(r"(?:Nơi\s+(?:nhận|gửi)|NƠI\s+(?:NHẬN|GỬI)|nơi\s+nhận)\b\s*[:.]?\s*|Nơi\s*:?$")
# The first recipient of a copy that has lost the words "Nơi nhận:".
_FIRST_RECIPIENT = compiled(r"[-–]\s*[Nn]hư (?:trên|kính gửi|[Đđ]iều \d+)\s*[;,.]?")
_TRAILING_NAME = compiled(r"(?<=\p{Lu}\p{Lu})\s*((?:\p{Lu}\p{Ll}+\s+){1,4}\p{Lu}\p{Ll}+)$")
_SIGNED_LINE = compiled(
    r"(?P<title>\p{Lu}{2,}(?:[\s,.]+\p{Lu}{2,})*)\s+(?:\p{Lu}\p{Ll}+\s+){1,4}\p{Lu}\p{Ll}+"
)
_COLUMN_GAP = compiled(r"(?:(?<=[;.])(?<!(?:TP|Tp|tp|TX|Tx|tx|Q|P|H)\.)|(?<=nhận:))\s+(?=[\p{Lu}(])")
_INLINE_ITEM = compiled(r"(?:^\s*|(?<=[;.:])\s*)[-–+]\s+(?=\p{L})")
_BULLETS = tuple("-–—+•*")
_ARCHIVE = compiled(r"^(?:Lưu|LƯU|lưu)\b")
_MAX_LINE = 110
_LOOKAHEAD = 9
_MAX_STRAY = 3  # lines of no part of the tail (the path of the file, a phone number) above its signature


class Tail(msgspec.Struct, frozen=True):
    """``start:end`` are item indexes; ``end`` is one past the last item that belongs to the tail."""

    start: int
    end: int
    signatures: tuple[DraftSignature, ...]
    recipients: tuple[DraftRecipient, ...]


def is_recipients(line: Line) -> bool:
    """Does the line open the list of recipients?"""
    return bool(_RECIPIENTS.match(line.text) or _FIRST_RECIPIENT.fullmatch(line.text))


def names_signing_body(items: Sequence[Item], at: int) -> bool:
    """Is an item the body for which the lines below it sign: "SỞ TÀI CHÍNH" above "KT. GIÁM ĐỐC"?"""
    line, below = items[at], items[at + 1] if at + 1 < len(items) else None
    if not isinstance(line, Line) or not isinstance(below, Line):
        return False
    looks = (line.caps and below.caps) or (_marked_below(items, at + 1) and line.text[-1:].isalpha())
    named = (
        looks
        and is_agency(line.head)
        and len(line.text) <= _MAX_LINE
        and not is_position(line.head)
        and capacity(line.text) is None
    )
    return named and not parse(line.text) and (capacity(below.text) is not None or is_position(below.head))


def opens_signature(items: Sequence[Item], at: int) -> bool:
    """Does a signature block begin at an item: a capacity, or a position with a name soon below?"""
    line = items[at]
    if isinstance(line, Grid) or len(line.text) > _MAX_LINE or line.begins_item:
        return False
    found = capacity(line.text)
    if (found and (line.caps or line.text[:3].isupper())) or is_signed_name(line.text):
        return True
    if _is_signed_line(line):
        return True
    if found is None and not (is_position(line.head) and (_alone(line) or _marked_below(items, at))):
        return False
    for following in items[at + 1 : at + 1 + _LOOKAHEAD]:
        if isinstance(following, Grid):
            return False
        if line.caps and is_recipients(following):
            return True  # a copy without the signer's name
        if is_stamp(following.text):
            return True
        if is_name(following.text) or is_mark(following.text):
            return not line.text.endswith((",", ";", ":"))
        if len(following.text) > _MAX_LINE or (parse(following.text) and not following.text.startswith("-")):
            return False
    return False


def _is_signed_line(line: Line) -> bool:
    """Does a copy print position and name on one line: "CHỦ TỊCH Trần Văn Khải"?"""
    return is_position(line.head) and _SIGNED_LINE.fullmatch(line.text) is not None


def _marked_below(items: Sequence[Item], at: int) -> bool:
    """Is a position in small letters followed by a signing mark: "Chủ tịch" / "(Đã ký)"?"""
    line, below = items[at], items[at + 1] if at + 1 < len(items) else None
    short = isinstance(line, Line) and len(line.text.split()) <= 6 and line.text[-1:].isalpha()
    return short and isinstance(below, Line) and is_mark(below.text)


def _alone(line: Line) -> bool:
    """Is a position printed as a line of its own, not the beginning of a sentence?"""
    if line.text.endswith((".", ";", ",", ":")) or parse(line.text):
        return False
    return line.caps or (len(line.text.split()) <= 8 and line.display)


def find_tail(items: Sequence[Item], start: int) -> Tail:
    """The tail of a document whose body begins at ``start``; an empty one at its end if it has none."""
    for at in range(start, len(items)):
        item = items[at]
        if isinstance(item, Line) and (is_recipients(item) or opens_signature(items, at)):
            if at > start and names_signing_body(items, at - 1):
                at -= 1
            return _Reader(items, at).read()
    return Tail(len(items), len(items), (), ())


class _Reader:
    """Walks over the tail once, handing each line to the signature or the recipients."""

    def __init__(self, items: Sequence[Item], start: int) -> None:
        self._items = items
        self._start = start
        self._at = start
        self._recipients: list[DraftRecipient] = []
        self._signatures: list[DraftSignature] = []
        self._block: list[Line] = []
        self._in_recipients = False
        self._had_recipients = False

    def read(self) -> Tail:
        while self._at < len(self._items):
            item = self._items[self._at]
            if isinstance(item, Grid) or not all(self._take(part) for part in _columns(item)):
                break
            self._at += 1
        self._close_block()
        return Tail(self._start, self._at, tuple(self._signatures), tuple(map(_trimmed, self._recipients)))

    def _take(self, line: Line) -> bool:
        """Place one line; False when it no longer belongs to the tail."""
        opened = _RECIPIENTS.match(line.text)
        if opened or (not self._had_recipients and is_recipients(line)):
            if self._had_recipients and self._signatures:
                return False
            self._in_recipients = self._had_recipients = True
            self._add_recipients(line, opened.end() if opened else 0)
            return True
        if is_stamp(line.text) and (self._block or self._signatures):
            return True
        if not self._block and names_signing_body(self._items, self._at):
            self._in_recipients = False
            self._block.append(line)
            return True
        if self._block and is_blank(self._block[-1].text) and self._opens_next(line):
            self._close_block()
        if self._starts_signature(line) or (self._block and self._continues_signature(line)):
            self._in_recipients = False
            self._block.append(line)
            if self._name_in(line):
                self._close_block(named=True)
            return True
        return (
            self._take_recipient(line)
            or self._stray(line)
            or self._late_recipient(line)
            or self._above_signature(line)
        )

    def _starts_signature(self, line: Line) -> bool:
        text = line.text
        if capacity(text) and line.text[:2].isupper() and len(text) <= _MAX_LINE:
            return True
        if is_mark(text) or (not self._block and is_signed_name(text)) or _is_signed_line(line):
            return True
        if self._in_recipients and text[:1] in "-+":
            return False
        return is_position(line.head) and (_alone(line) or _marked_below(self._items, self._at))

    def _opens_next(self, line: Line) -> bool:
        """Does another signer's block begin below one that leaves room for a name: "(Ký, ghi rõ họ tên)"?"""
        return not is_mark(line.text) and self._starts_signature(line)

    def _continues_signature(self, line: Line) -> bool:
        if parse(line.text) or len(line.text) > _MAX_LINE:
            return False
        named = is_name(line.text) or is_cut_name(line.span())
        return line.caps or named or is_mark(line.text) or is_position(line.head)

    def _name_in(self, line: Line) -> bool:
        text = line.text
        if line.caps and self._position_goes_on(line):
            return False
        if is_mark(text) or (capacity(text) and not _TRAILING_NAME.search(text)):
            return False
        if _TRAILING_NAME.search(text) or is_cut_name(line.span()):
            return True
        return is_name(text) and not is_position(line.head)

    def _position_goes_on(self, line: Line) -> bool:
        """Is a line in capitals the rest of a position ("TRƯỞNG PHÒNG KINH TẾ, HẠ" / "TẦNG VÀ ĐÔ THỊ")?

        The name then follows in small letters.
        """
        if not any(is_position(above.head) for above in self._block):
            return self._body_goes_on()
        below = [
            item for item in self._items[self._at + 1 : self._at + 1 + _MAX_STRAY] if isinstance(item, Line)
        ]
        return any(is_name(one.text) and not one.caps and not is_position(one.head) for one in below)

    def _body_goes_on(self) -> bool:
        """Is it the rest of a body ("TM. THƯỜNG TRỰC HỘI ĐỒNG" / "NHÂN DÂN"), as a position stands below it?"""
        below = self._items[self._at + 1] if self._at + 1 < len(self._items) else None
        found = capacity(self._block[-2].text) if len(self._block) > 1 else None
        names_position = isinstance(below, Line) and below.caps and is_position(below.head)
        return found is not None and found.code == "TM." and names_position

    def _take_recipient(self, line: Line) -> bool:
        text = line.text
        if self._had_recipients and text[:1] in _BULLETS and not self._archived():
            self._in_recipients = True  # two-column copies interleave both lists
        if not self._in_recipients:
            return self._take_late_name(line)
        if is_name(text) and self._signer_lacks_name():
            return self._take_late_name(line)
        if text[:1] in _BULLETS or not self._recipients or not self._adjoins(line):
            self._add_recipients(line, 0)
            return True
        if self._ended(line):
            return False
        if line.text[:1].islower() or not self._recipients[-1].span.text.endswith((";", ".")):
            last = self._recipients.pop()
            joined = spans.join([last.span, line.span()])
            self._recipients.append(_recipient(joined))
            return True
        self._add_recipients(line, 0)
        return True

    def _adjoins(self, line: Line) -> bool:
        """Does the line follow the last recipient, with nothing between them?"""
        return line.paragraph.start <= self._recipients[-1].span.end + 2

    def _archived(self) -> bool:
        return bool(self._recipients) and self._recipients[-1].kind == "archive"

    def _ended(self, line: Line) -> bool:
        """After the archive line only its own continuation can follow."""
        return (
            len(line.text) > 160
            or (line.caps and len(line.text) > 25)
            or (self._archived() and (line.paragraph.gap > 0 or len(line.text) > 40))
            or self._is_title_beside(line)
        )

    def _is_title_beside(self, line: Line) -> bool:
        """Is a recognised line of capitals behind the archive what a seal leaves of the signer's title: "HỦ TƯỚNG"?"""
        behind = self._archived() and not self._recipients[-1].span.text.endswith((",", "-"))
        return behind and line.caps and line.span().origin == "ocr"

    def _signer_lacks_name(self) -> bool:
        return bool(self._block) or (bool(self._signatures) and self._signatures[-1].name is None)

    def _take_late_name(self, line: Line) -> bool:
        """A name that two-column copies print after the recipients."""
        if self._block and is_name(line.text):
            self._block.append(line)
            self._close_block(named=True)
            return True
        return False

    def _late_recipient(self, line: Line) -> bool:
        """A recipient that a two-column copy prints between a position and its name."""
        late = line.text[:1] in _BULLETS and self._had_recipients and self._signer_lacks_name()
        if late:
            self._add_recipients(line, 0)
        return late

    def _stray(self, line: Line) -> bool:
        """Blank form lines and stamps between the parts of a tail."""
        return len(line.text) < 4 or not any(map(str.isalpha, line.text))

    def _above_signature(self, line: Line) -> bool:
        """A line of no part of the tail, such as the path of the typist's file, with the signature soon below it."""
        if self._signatures or self._block or len(line.text) > _MAX_LINE or parse(line.text):
            return False
        for at in range(self._at + 1, min(self._at + 1 + _MAX_STRAY, len(self._items))):
            item = self._items[at]
            if isinstance(item, Grid) or parse(item.text):
                return False
            if item.caps and (capacity(item.text) or opens_signature(self._items, at)):
                return True
        return False

    def _add_recipients(self, line: Line, start: int) -> None:
        text = line.text
        cuts = [m.end() for m in _INLINE_ITEM.finditer(text, start) if m.start() > start]
        bounds = [start, *cuts, len(text)]
        for begin, end in itertools.pairwise(bounds):
            span = line.span(begin, end)
            stripped = span.text.strip(" -–—+•*\t")
            if stripped and stripped.strip(";.,:"):
                offset = span.text.find(stripped)
                own = spans.cut(span, offset, offset + len(stripped))
                self._recipients.append(_recipient(msgspec.structs.replace(own, box=None)))

    def _close_block(self, *, named: bool = False) -> None:
        """Take the block for a signature; ``named``: it ends in a name, which is that of its first signer."""
        while self._block:
            first, self._block = _first_signer(self._block, named=named)
            if signature := _signature(first):
                self._signatures.append(signature)
            if named:
                return


def _columns(line: Line) -> list[Line]:
    """A recipient and a signature line that a copy has put on one line: "- Sở Tư pháp; Nguyễn Văn A"."""
    text = line.text
    if text[:1] not in _BULLETS and not is_recipients(line):
        return [line]
    for cut in _COLUMN_GAP.finditer(text):
        right = text[cut.end() :]
        signs = (
            is_mark(right)
            or capacity(right)
            or is_name(right)
            or (right.isupper() and is_position(key(right)))
        )
        left = slice_line(line, 0, cut.start())
        following = slice_line(line, cut.end(), len(text))
        if signs and left and following:
            return [left, following]
    return [line]


def _recipient(span: Span) -> DraftRecipient:
    return DraftRecipient(span, "archive" if _ARCHIVE.match(span.text) else "recipient")


def _trimmed(recipient: DraftRecipient) -> DraftRecipient:
    """A recipient without its closing ; or full stop."""
    closing = " ;.,/:" if recipient.span.origin == "ocr" else " ;.,/"  # a semicolon is often read as a colon
    return DraftRecipient(spans.strip_end(recipient.span, closing), recipient.kind)


def _signature(block: Sequence[Line]) -> DraftSignature | None:
    capacities: list[str] = []
    position: list[str] = []
    name: str | None = None
    for line in block:
        text = line.text
        if is_mark(text) or (line is block[0] and _is_body(block)):
            continue
        if not is_name(text) and (trailing := _TRAILING_NAME.search(text)):
            name = bare_name(trailing.group(1))
            text = text[: trailing.start()].strip()
        elif line is block[-1] and is_cut_name(line.span()):
            name = text
            continue
        elif line is block[-1] and is_name(text) and not is_position(line.head):
            name = bare_name(text)
            continue
        for part in _split_capacity(text):
            if capacity(part):
                capacities.append(part)
            elif is_position(key(part)) or key(part).startswith(_DEPUTY) or position or not capacities:
                position.append(part)
            else:
                capacities[-1] = f"{capacities[-1]} {part}"
    if not (capacities or position or name):
        return None
    return DraftSignature(
        span=spans.join([line.span() for line in block]),
        capacities=tuple(capacities),
        position=" ".join(position) or None,
        name=name,
    )


def _first_signer(block: list[Line], *, named: bool) -> tuple[list[Line], list[Line]]:
    """The lines of the first of several signers, and those of the others, whose names follow.

    Copies print two columns as capacity, position, capacity, position, or both capacities first.
    """
    *above, name = block if named else [*block, None]
    lines = [line for line in above if line and not is_mark(line.text)]
    codes = [found.code if (found := capacity(line.text)) else None for line in lines]
    second = next((at for at, code in enumerate(codes) if code and code in codes[:at]), None)
    if second is None:
        return block, []
    ending = [name] if name else []
    if second == 1 and len(lines) == 4 and codes[2:] == [None, None]:
        return [lines[0], lines[2], *ending], [lines[1], lines[3]]
    return [*lines[:second], *ending], lines[second:]


def _is_body(block: Sequence[Line]) -> bool:
    return len(block) > 1 and names_signing_body(block, 0)


_DEPUTY = "pho "  # opens a position even where recognition spoiled what follows

_CAPACITY_INSIDE = compiled(
    r"\s+(?=(?:KT|TL|TUQ|TM|Q|K/T|T/L)[./]\s?\p{Lu})|(?<=\p{Lu})\s*(?=(?:PHÓ|THỨ TRƯỞNG)\b)"
)


_POSITION_INSIDE = compiled(
    r"(?<=^T[./]?\s?M[./].*\p{Lu})\s+(?=(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG|BÍ THƯ|TRƯỞNG BAN|CHỦ NHIỆM|CỤC TRƯỞNG)\b)(?<!^T[./]?\s?M[./]\s?BAN\s)"
)


def _split_capacity(text: str) -> list[str]:
    """Parts of a line that holds several: "TM. UBND TỈNH KT. CHỦ TỊCH PHÓ CHỦ TỊCH"."""
    if not capacity(text):
        return [text]
    parts = [part for part in _CAPACITY_INSIDE.split(text) if part]
    # "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH": who signs for a body holds the position behind its name.
    return [
        piece for part in parts for piece in (_POSITION_INSIDE.split(part) if part[:1] == "T" else [part])
    ]
