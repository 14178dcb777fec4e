"""Finds where each document of a file begins: the main one, instruments issued with it, appendices.

Everything after the signature is easily lost; some attachments start with a national title, some only
with "PHỤ LỤC", "Biểu số", "Mẫu số" or "(Kèm theo ...)".
"""

from bisect import bisect_right
from collections.abc import Sequence

from vanban.corpus.layout import Grid
from vanban.extract import persons, recognise, tail
from vanban.extract.agencies import MAX_AUTHORS, names_author
from vanban.extract.items import Item, Line
from vanban.extract.labels import parse
from vanban.extract.vocabulary import capacity, document_type, is_agency, is_position, mark

_TITLE_LINES = 10  # a "(Kèm theo ...)" line stands at most this far below its document's first line
_LETTERHEAD_LINES = 12  # a number stands at most this far from its national title


def starts(items: Sequence[Item]) -> list[int]:
    """Indexes at which documents begin, 0 first, ascending."""
    found = [0]
    tails, bodies = _Tails(items), _Bodies(items)
    for at in range(1, len(items)):
        line = items[at]
        if not isinstance(line, Line):
            continue
        begin = _begin(items, at, line, found[-1])
        if begin is None or begin <= found[-1] or not tails.closed(found[-1], begin):
            continue
        if recognise.appendix_label(line) is None and not bodies.between(found[-1], begin):
            continue
        found.append(begin)
    return found


class _Tails:
    """Knows whether a document is over at an index: it was signed, or nobody signs it at all."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._at = [
            at
            for at, item in enumerate(items)
            if isinstance(item, Line)
            and len(item.text) < 130
            and (tail.is_recipients(item) or tail.opens_signature(items, at))
        ]
        self._first_signed = self._at[0] if self._at else None

    def closed(self, start: int, end: int) -> bool:
        after = bisect_right(self._at, start)
        if after < len(self._at) and self._at[after] < end:
            return True
        return start > 0 or self._first_signed is None or self._first_signed < start


class _Bodies:
    """Knows whether there is more than a letterhead or a stray line between two indexes; the first never falls."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._next = 0  # from the last start on no item before it shows a body

    def between(self, start: int, end: int) -> bool:
        self._next = max(self._next, start)
        while self._next < end and not _is_body(self._items[self._next]):
            self._next += 1
        return end - start > 1 and self._next < end


def _is_body(item: Item) -> bool:
    return isinstance(item, Grid) or len(item.text) > 60 or parse(item.text) is not None


def _begin(items: Sequence[Item], at: int, line: Line, previous: int) -> int | None:
    """The first item of the document that a line proves, or None."""
    if len(line.text) > 300 or line.begins_item:
        return None
    if recognise.appendix_label(line) and _stands_alone(line):
        if _is_listed(items, at):
            return None
        return _author_start(items, at, previous)
    if len(line.text) < 50 and mark(line.head) == "national" and not line.head.startswith("chu nghia"):
        return _letterhead_start(items, at, previous)
    if recognise.is_issued_with(line):
        return _title_start(items, at, previous)
    if _is_type_line(line) and (
        _leads_to_issued(items, at) or (line.caps and _leads_to_first_unit(items, at))
    ):
        return at
    if recognise.opens_second_hand(line) and _is_signed_below(items, at):
        return at
    if _leads_to_bases(items, at) and not _is_appendix(items[previous]):
        return at
    return None


def _is_listed(items: Sequence[Item], at: int) -> bool:
    """Is a label with its title one of a list: "Mẫu số 01: Đơn đề nghị" right above "Mẫu số 02: Báo cáo"?"""
    return _has_title(items[at]) and any(map(_has_title, (*items[at - 1 : at], *items[at + 1 : at + 2])))


def _has_title(item: Item) -> bool:
    found = recognise.appendix_label(item) if isinstance(item, Line) else None
    return found is not None and found[1] is not None


def _stands_alone(line: Line) -> bool:
    return line.display or len(line.text) < 60 or line.text[:7].isupper()


def _author_start(items: Sequence[Item], at: int, previous: int) -> int:
    """Walk up from a label over who drew the appendix up: "SỞ TÀI CHÍNH" | "Biểu số 1a", "Đơn vị: ....." | "Mẫu số 1"."""
    begin = at
    while begin > max(previous, at - MAX_AUTHORS):
        line = items[begin - 1]
        if isinstance(line, Grid) or not (names_author(line) or recognise.is_form_field(line)):
            break
        begin -= 1
    return begin


def _letterhead_start(items: Sequence[Item], at: int, previous: int) -> int | None:
    """Walk up from a national title over the lines of the agency, number and subject before it.

    Forms inside an appendix print a national title too; only a number that is filled in or an
    "(Ban hành kèm theo ...)" line makes a document of its own out of one.
    """
    if previous and _is_appendix(items[previous]) and not _is_issued(items, at):
        return None
    begin = at
    for back in range(at - 1, max(previous, at - 9), -1):
        line = items[back]
        if isinstance(line, Grid) or (persons.is_name(line.text) and not is_agency(line.head)):
            break
        if is_agency(line.head) and (line.caps or line.display):
            begin = back
        elif not (line.caps or line.head.startswith(("so ", "v v"))):
            break
    return begin


def _is_issued(items: Sequence[Item], at: int) -> bool:
    """Does a letterhead hold a number that is filled in, or name what the document was issued with?"""
    for item in items[max(at - 6, 0) : at + _LETTERHEAD_LINES]:
        if isinstance(item, Line) and (recognise.is_numbered(item) or recognise.is_issued_with(item)):
            return True
    return False


def _is_appendix(item: Item) -> bool:
    return isinstance(item, Line) and recognise.appendix_label(item) is not None


def _title_start(items: Sequence[Item], at: int, previous: int) -> int | None:
    """Walk up from a "(Kèm theo ...)" line over the title above it; None if a document began there."""
    begin = at
    for back in range(at - 1, max(previous, at - 1 - _TITLE_LINES), -1):
        line = items[back]
        if isinstance(line, Grid) or not line.display or _is_tail(line):
            break
        begin = back
    if begin - previous <= 1 and previous:
        return None
    return begin if begin < at else None


def _is_tail(line: Line) -> bool:
    """Does a line in display belong to the signature above a title, not to the title?"""
    if persons.is_mark(line.text) or tail.is_recipients(line) or capacity(line.text):
        return True
    return is_position(line.head) or (persons.is_name(line.text) and not line.caps)


def _is_type_line(line: Line) -> bool:
    found = document_type(line.head) if len(line.text) < 60 and line.display else None
    return found is not None and found.instrument


def _leads_to_first_unit(items: Sequence[Item], at: int) -> bool:
    """Does a body that begins anew, with "Chương I" or "Điều 1", follow a type line and its title?"""
    for item in items[at + 1 : at + 1 + _TITLE_LINES]:
        if isinstance(item, Grid) or len(item.text) > 300:
            return False
        if label := parse(item.text):
            return label.kind in ("part", "chapter", "article") and label.value == 1
    return False


def _leads_to_bases(items: Sequence[Item], at: int) -> bool:
    """Is a type in capitals the title of another document that a page holds below the first one's signature?

    The enacting words ("QUYẾT ĐỊNH:") stand below bases, not above them. Forms of appendices are no documents.
    """
    line = items[at]
    if not isinstance(line, Line) or not line.caps or line.text.endswith(":"):
        return False
    if document_type(line.key) is None:
        return False
    for below in range(at + 1, min(at + 1 + _TITLE_LINES, len(items))):
        item = items[below]
        if isinstance(item, Grid) or parse(item.text):
            return False
        if recognise.cue(item):
            return item.head.startswith("can cu") and below > at + 1  # a court decides, and says by what law
    return False


def _is_signed_below(items: Sequence[Item], at: int) -> bool:
    """Does somebody sign soon below a line?"""
    below = range(at + 1, min(at + 1 + _TITLE_LINES, len(items)))
    return any(tail.opens_signature(items, one) for one in below)


def _leads_to_issued(items: Sequence[Item], at: int) -> bool:
    """Is a type line the title of an instrument issued with another?"""
    for item in items[at + 1 : at + 1 + _TITLE_LINES]:
        if isinstance(item, Grid):
            return False
        if recognise.is_issued_with(item):
            return True
        if len(item.text) > 300:
            return False
    return False
