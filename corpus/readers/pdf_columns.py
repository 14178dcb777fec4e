"""Two columns on a page: letterheads and signature blocks, found by the white space between them.

A seed is a row that says what it is (the national title right of something, "Nơi nhận" left of something) or
looks it (two short titles side by side). Rows above and below join while each stretch stays on its side of the
gutter and on the axis of its column. Decree 30/2020/NĐ-CP, Annex I, puts letterhead (cells 1, 2, 3, 4) and end
matter (cells 7, 9) side by side; nothing else in an administrative document is set in columns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from vanban.corpus.readers.pdf_aligned import Aligned, find_aligned
from vanban.corpus.readers.pdf_chars import Run
from vanban.corpus.readers.pdf_lines import Line, Row, line_of
from vanban.corpus.readers.wrap import has_label

_NATIONAL = regex.compile(r"(?i)C[ỘO]NG\s+H(?:ÒA|OÀ|OA)\s+X[ÃA]|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT")
_RECIPIENTS = regex.compile(r"(?i)n[ơo]i\s+(?:nhận|gửi)\b")
_CAPACITY = regex.compile(r"(?:KT|TM|TL|TUQ|Q)\s?\.|[TK]/[MTL]\b")
_ABOUT = regex.compile(r"(?i)v/v\b|về việc\b|số\s*:")
_DATE = regex.compile(r"(?i)ngày\b.*\btháng\b")
_AXIS = 14.0  # points that lines centred under each other may be apart
_ALIGNED = 3.0  # points that lines on one left edge may be apart
_EDGE = 12.0  # points that lines of a list may be apart at the left
_MIN_GUTTER = 5.0
_FAR = 4.0  # of the letter size: no justified line has such a gap
_WIDE = 215.0  # points that a left column may be wide
_NEAR = 2.6  # heights of a line: farther below, a line in the left column is no part of the block
_MAX_NAME = 50  # characters of a signer's name or position
_SIGN = 14.0  # heights of a line: room for a signature above the signer's name


@dataclass(slots=True)
class Columns:
    """A left and a right column, each line as printed, top down."""

    left: list[Line] = field(default_factory=list)
    right: list[Line] = field(default_factory=list)

    @property
    def y1(self) -> float:
        """The lower edge."""
        return max(line.y1 for line in (*self.left, *self.right))


Item = Line | Columns | Aligned


def arrange(page_rows: Sequence[Row], page: int) -> list[Item]:
    """The lines of a page top down, with two-column blocks and aligned tables in their place."""
    merged = _side_by_side(page_rows)
    items: list[Item] = []
    at = done = 0
    while at < len(merged):
        found = _block_at(merged, done, at, page)
        if found is None:
            at += 1
            continue
        block, first, last = found
        items += _lines(merged[done:first], page)
        items.append(block)
        at = done = last + 1
    return items + _lines(merged[done:], page)


def _lines(some: Sequence[Row], page: int) -> list[Item]:
    return [line for row in some if (line := row.line(page)).text]


def _block_at(
    page_rows: Sequence[Row], done: int, at: int, page: int
) -> tuple[Columns | Aligned, int, int] | None:
    """What stands side by side at a row, with its first and last row; None for a plain row."""
    if aligned := find_aligned(page_rows, at, page):
        return aligned[0], at, at + aligned[1] - 1
    if block := _seed(page_rows[at], page):
        first, last = block.grow(page_rows, done, at)
        if block.left and block.right:
            return Columns(block.left, block.right), first, last
    pair = _far_apart(page_rows[at], page)
    return (pair, at, at) if pair else None


def _side_by_side(page_rows: Sequence[Row]) -> list[Row]:
    """Rows of two columns whose lines stand a few points apart become one."""
    merged: list[Row] = []
    for row in page_rows:
        last = merged[-1] if merged else None
        if last and last.y1 - row.y0 > 0.45 * min(last.y1 - last.y0, row.y1 - row.y0) and _apart(last, row):
            parts = sorted((*last.parts, *row.parts), key=lambda part: part[0].x0)
            merged[-1] = Row(parts, last.y0, row.y1)
        else:
            merged.append(row)
    return merged


def _apart(one: Row, other: Row) -> bool:
    """Whether no stretch of one row stands over a stretch of the other."""
    spans = sorted((part[0].x0, max(run.x1 for run in part)) for row in (one, other) for part in row.parts)
    return all(right[0] - left[1] > _MIN_GUTTER for left, right in pairwise(spans))


@dataclass(slots=True)
class _Block:
    """A block being found. ``edge`` is the right end of the left column, ``start`` the left end of the right."""

    page: int
    head: bool
    left: list[Line]
    right: list[Line]
    edge: float
    start: float
    bottom: float
    top: float

    def grow(self, page_rows: Sequence[Row], done: int, at: int) -> tuple[int, int]:
        """Take rows below, then above the seed; the first and last row taken."""
        first = last = at
        while last + 1 < len(page_rows) and self._takes(page_rows[last + 1], below=True):
            last += 1
        while first > done and self._takes(page_rows[first - 1], below=False):
            first -= 1
        return first, last

    def _takes(self, row: Row, *, below: bool) -> bool:
        sides = _split(row, self)
        if sides is None:
            return False
        left, right = (line_of(runs, self.page) if runs else None for runs in sides)
        if not self._fits(left, right, row.y0 - self.bottom if below else self.top - row.y1, below):
            return False
        if right:  # what a lone "Nơi nhận" says of the right column is a guess until its first line comes
            self.start = min(self.start, right.x0) if self.right else right.x0
        for column, line in ((self.left, left), (self.right, right)):
            if line and line.text:
                column.insert(len(column) if below else 0, line)
        if left:
            self.edge = max(self.edge, left.x1)
        self.bottom, self.top = max(self.bottom, row.y1), min(self.top, row.y0)
        return True

    def _fits(self, left: Line | None, right: Line | None, gap: float, below: bool) -> bool:
        """Whether a row divided in two belongs to the block."""
        edge = max(self.edge, left.x1) if left else self.edge
        start = min(self.start, right.x0) if right else self.start
        if start - edge < _MIN_GUTTER:
            return False
        height = (left or right or self.left[0]).height
        if left and right:
            return gap < (_SIGN if below else _NEAR) * height and not (self.head and self._is_dated())
        if right:
            near = gap < (_SIGN if below and not self.head else _NEAR) * height
            return near and self._on_axis(right) and not (self.head and self._is_dated())
        if left and below:
            room = _SIGN if self._is_signature(self.left) else _NEAR
            return gap < room * height and self._in_left(left)
        return bool(left and gap < 0.8 * height and self.head and self._in_left(left))

    def _is_dated(self) -> bool:
        """A letterhead ends with the row of the date; only the subject of a letter may follow on the left."""
        return any(_DATE.search(line.text) for line in self.right)

    def _on_axis(self, line: Line) -> bool:
        """Whether a line stands under (or over) the right column: about its middle, or on its left edge."""
        if not self.right:
            return line.x0 > self.edge
        return any(
            abs(line.middle - ln.middle) < _AXIS or abs(line.x0 - ln.x0) < _ALIGNED for ln in self.right
        )

    def _is_signature(self, column: Sequence[Line]) -> bool:
        return not self.head and column[0].text.isupper() and not _RECIPIENTS.match(column[0].text)

    def _in_left(self, line: Line) -> bool:
        if self.head:
            if _ABOUT.match(line.text):
                return True
            return any(abs(line.middle - ln.middle) < _AXIS for ln in self.left)
        if self._is_signature(self.left):  # its name may stand lower than that of the signer beside it
            return len(line.text) < _MAX_NAME and any(
                abs(line.middle - ln.middle) < _AXIS for ln in self.left
            )
        x0 = min(ln.x0 for ln in self.left)
        return x0 - _EDGE < line.x0 < x0 + 3 * _EDGE and line.size < max(ln.size for ln in self.left) + 1


def _split(row: Row, block: _Block) -> tuple[list[Run], list[Run]] | None:
    """The runs of a row left and right of the gutter; None if a stretch stands across it."""
    left: list[Run] = []
    right: list[Run] = []
    for part in row.parts:
        x0, x1 = part[0].x0, max(run.x1 for run in part)
        if x1 <= block.start - _MIN_GUTTER and (x0 < block.edge or x1 - block.edge < block.start - x0):
            left += part
        elif x0 >= block.edge + _MIN_GUTTER:
            right += part
        elif (cut := _gutter_in(part, block)) is not None:
            left += part[:cut]
            right += part[cut:]
        else:
            return None
    return left, right


def _gutter_in(part: Sequence[Run], block: _Block) -> int | None:
    """Where a stretch that crosses the gutter leaves it free all the same."""
    for at, (one, other) in enumerate(pairwise(part), 1):
        inside = one.x1 <= block.start and other.x0 >= block.edge
        if inside and other.x0 - one.x1 > max(_MIN_GUTTER, 0.6 * one.face.size):
            return at
    return None


def _seed(row: Row, page: int) -> _Block | None:
    """The block that a row begins, if it does."""
    for left, right in _cuts(row):
        ours, theirs = line_of(left, page), line_of(right, page)
        head = bool(_NATIONAL.match(theirs.text)) and len(ours.text) < 100
        if head or _signs(ours, theirs, pair=len(row.parts) == 2):
            return _Block(page, head, [ours], [theirs], ours.x1, theirs.x0, row.y1, row.y0)
    if len(row.parts) == 1:
        line = row.line(page)
        if _RECIPIENTS.match(line.text) and len(line.text) < 40:
            start = line.x1 + 4 * line.size  # nothing known of the right column yet
            return _Block(page, False, [line], [], line.x1, max(start, line.x0 + _WIDE), row.y1, row.y0)
    return None


def _far_apart(row: Row, page: int) -> Columns | None:
    """Two stretches that only share a line: the name of a body and "Biểu số 1a" in the corner."""
    if len(row.parts) != 2:
        return None
    left, right = (line_of(part, page) for part in row.parts)
    worded = sum(map(str.isalpha, right.text)) > 3 and sum(map(str.isalpha, left.text)) > 3
    if has_label(left.text) or not right.text[0].isupper():
        return None  # "- Hộ nghèo        4.500 đồng/m3"
    if worded and right.x0 - left.x1 > _FAR * max(left.size, right.size):
        return Columns([left], [right])
    return None


def _cuts(row: Row) -> Iterator[tuple[list[Run], list[Run]]]:
    """The ways to divide a row in two: at wide gaps, and before the national title."""
    for at in range(1, len(row.parts)):
        yield [r for part in row.parts[:at] for r in part], [r for part in row.parts[at:] for r in part]
    for part in row.parts:
        for at in range(1, len(part)):
            if (
                part[at].text[0] in "CĐcđ"
                and part[at].text.upper() in ("CỘNG", "ĐẢNG")
                and part[at].x0 - part[at - 1].x1 > 0.5 * part[at].face.size
            ):
                runs = row.runs
                cut = runs.index(part[at])
                yield runs[:cut], runs[cut:]


def _signs(left: Line, right: Line, *, pair: bool) -> bool:
    """Whether two stretches are the tops of a list of recipients and a signature, or of two signatures."""
    if _RECIPIENTS.match(left.text):
        return len(left.text) < 40
    if max(len(left.text), len(right.text)) > 60:
        return False
    titles = (
        pair and left.text.isupper() and right.text.isupper() and min(len(left.text), len(right.text)) > 5
    )
    return titles or bool(_CAPACITY.match(right.text) and right.text.isupper() and left.text[:1] in "-–+*")
