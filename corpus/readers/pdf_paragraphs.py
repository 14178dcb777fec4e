"""Printed lines to paragraphs, over the ends of pages, by where they stand and what they say.

A wrapper breaks a line only where the next word does not fit; so a line that leaves room for it ends its
paragraph, whatever it says. Labels, indents, centring and the distance between lines decide the rest.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from vanban.corpus.layout import Align, Origin, Piece, RawParagraph, Style
from vanban.corpus.patterns import compiled
from vanban.corpus.readers import halves
from vanban.corpus.readers.pdf_lines import Line, join_text
from vanban.corpus.readers.wrap import has_label, is_caps, is_lower, must_go_on, stops

_INDENT = 10.0  # points that open a paragraph
_FLUSH = 6.0  # points within which lines start or end at one place
_SAME = 2.0  # points that lines of one side may be off
_INSET = 5.5  # points between the side of a cell and its text: what word processors leave
_CENTRED = 20.0  # points of room on both sides
_OFF_AXIS = 6.0
_SPACE = 0.25  # of the letter size: a space
_LEADING = 2.6  # of the letter size: lines farther apart are no paragraph
_MIN_OPENINGS = 3
_DATED = compiled(r"\p{Lu}[\p{L}\s.-]{1,40},\s*ngày\s[\s\d./]*(?:tháng[\s\d.]*năm\s*)?(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Measure:
    """The text area of a page in points.

    ``indents`` says that paragraphs open with an indent, ``opening`` where their first lines begin.
    """

    left: float
    right: float
    indents: bool = False
    opening: float = 0.0

    def is_full(self, line: Line, after: Line) -> bool:
        """Whether the next word would not have fitted on the line."""
        return line.x1 + _SPACE * line.size + after.first > self.right - 1

    def is_centred(self, line: Line) -> bool:
        """Whether a line stands in the middle with room on both sides."""
        return self.is_symmetric(line) and line.x0 - self.left > _CENTRED and self.right - line.x1 > _CENTRED

    def is_symmetric(self, line: Line) -> bool:
        """Whether a line leaves as much room left as right, none perhaps."""
        return abs(line.middle - (self.left + self.right) / 2) < _OFF_AXIS


def measure(lines: Sequence[Line], page_width: float) -> Measure:
    """The text area that lines show: the outermost places where several start or end."""
    if not lines:
        return Measure(0.1 * page_width, 0.9 * page_width)
    left = _outermost([line.x0 for line in lines])
    right = -_outermost([-line.x1 for line in lines])
    wraps = flush = 0
    for line, after in pairwise(lines):
        if line.x0 > left + _INDENT and after.x0 < left + _FLUSH and line.x1 > right - 2 * _INDENT:
            wraps += 1
        elif line.x0 < left + _FLUSH and has_label(line.text):
            flush += 1
    opening = Counter(round(line.x0) for line in lines if left + _INDENT < line.x0 < left + 6 * _INDENT)
    most, times = opening.most_common(1)[0] if opening else (0, 0)
    return Measure(left, right, wraps > flush, float(most) if times >= _MIN_OPENINGS else 0.0)


def _outermost(places: Sequence[float]) -> float:
    """The lowest place that another shares; the lowest of all where none does."""
    ordered = sorted(places)
    for one, other in pairwise(ordered):
        if other - one < _FLUSH / 2:
            return one
    return ordered[0]


class Joiner:
    """Takes lines in reading order and gives paragraphs."""

    def __init__(self, measures: dict[int, Measure]) -> None:
        self._measures = measures
        self._group: list[Line] = []
        self._gap = 0
        self._last: Line | None = None

    def add(self, line: Line) -> RawParagraph | None:
        """Take a line; the paragraph that it ends, if it ends one."""
        area = self._measures[line.page]
        if self._group and joins(self._group, line, self._measures[self._group[-1].page], area):
            self._group.append(line)
            self._last = line
            return None
        done = self.flush()
        self._gap = blank_lines(self._last, line)
        self._group, self._last = [line], line
        return done

    def flush(self) -> RawParagraph | None:
        """The paragraph begun, if any."""
        if not self._group:
            return None
        done = paragraph(self._group, self._measures[self._group[0].page], self._gap)
        self._group = []
        return done

    def stop(self, page: int, y1: float) -> None:
        """Something else than text ended at a height of a page."""
        self._last = Line("", 0, y1, 0, y1, 0, 0, page=page)


def blank_lines(before: Line | None, line: Line) -> int:
    """How many blank lines the space between two lines holds; 0 over the end of a page."""
    if before is None or before.page != line.page:
        return 0
    return max(0, min(9, int((line.y0 - before.y1) / max(line.height, 8.0) + 0.35)))


def _spare(group: Sequence[Line], left: float, right: float) -> float:
    """How much narrower than its cell the last line of a paragraph is; its indent, where it has one, is no room.

    Words farther right than in the middle are indented, figures stand at the right border.
    """
    last = group[-1]
    before, behind = last.x0 - left, right - last.x1
    flush = all(abs(line.x0 - last.x0) < _SAME for line in group)
    ragged = any(abs(line.x1 - last.x1) > _SAME for line in group)
    aside = abs(behind - before) > _SAME if any(map(str.isalpha, last.text)) else behind - before > _SAME
    if (flush and ragged) or aside:
        before = min(before, _INSET)
    return round(before + behind, 1)


def paragraph(
    group: Sequence[Line], area: Measure | None, gap: int = 0, sides: tuple[float, float] | None = None
) -> RawParagraph:
    """One paragraph of some lines, perhaps in a cell with such sides; its box covers those on its first page."""
    head = group[0]
    left, right, low, text = head.x0, head.x1, head.y1, head.text
    bold, italic, signed = head.bold, head.italic, head.signed
    if len(group) > 1:
        here = [line for line in group if line.page == head.page]
        left, right = min([line.x0 for line in here]), max([line.x1 for line in here])
        low, text = here[-1].y1, join_text(group)
        bold, italic = all(line.bold for line in group), all(line.italic for line in group)
        signed = any(line.signed for line in group)
    box = round(left, 1), round(head.y0, 1), round(right, 1), round(low, 1)
    indent = round(max(head.x0 - area.left, 0.0), 1) if area else 0.0
    style = Style(bold, italic, _align(group, area), head.size or None, indent)
    origin: Origin = "signature" if signed else "read"
    spare = _spare(group, *sides) if sides else None
    return RawParagraph((Piece(text),), style, gap, page=head.page, box=box, origin=origin, spare=spare)


def _align(group: Sequence[Line], area: Measure | None) -> Align | None:
    if area is None:
        return None
    if all(map(area.is_symmetric, group)) and any(map(area.is_centred, group)):
        return "center"
    if all(line.x1 > area.right - _FLUSH and line.x0 > (area.left + area.right) / 2 for line in group):
        return "right"
    if len(group) > 1 and all(line.x1 > area.right - _FLUSH for line in group[:-1]):
        return "justify"
    return "left"


def joins(group: Sequence[Line], line: Line, before: Measure, area: Measure) -> bool:
    """Whether a line continues the paragraph that the group is.

    Args:
        group: its lines so far.
        line: the next line in reading order.
        before: the text area of the page of the group's last line.
        area: that of the line's page.
    """
    last = group[-1]
    if abs(line.size - last.size) > 1.5 or _is_apart(group, line):
        return False
    if _parts(group, line):
        return False
    full = before.is_full(last, line)
    if area.is_centred(line) or before.is_centred(last):
        return _joins_centred(group, line, before, area, full)
    if is_caps(last.text) != is_caps(line.text) and " " in line.text and last.bold != line.bold:
        return False
    if area.indents:
        return _joins_indented(group, line, before, area, full)
    if has_label(line.text) and not (full and must_go_on(last.text, line.text)):
        return False
    if full and not stops(last.text):
        return True
    return not stops(last.text) and (is_lower(line.text) or must_go_on(last.text, line.text))


def _parts(group: Sequence[Line], line: Line) -> bool:
    """Whether a type, a national title or a motto in capitals, or a line of place and date, stands for itself."""
    last = group[-1]
    if _is_alone(line.text) and not must_go_on(last.text, line.text):
        return True
    return len(group) == 1 and (_is_alone(last.text) or _DATED.fullmatch(last.text) is not None)


def _is_alone(text: str) -> bool:
    known = halves.printed(text) if text.isupper() else None
    return known is not None and known.alone


def _is_apart(group: Sequence[Line], line: Line) -> bool:
    """Whether more room stands above a line than between the lines of the group."""
    last = group[-1]
    if line.page != last.page:
        return False
    step = line.y1 - last.y1
    if step <= 0:
        return True
    if len(group) > 1 and group[-2].page == last.page:
        return step > 1.3 * (last.y1 - group[-2].y1) + 1
    return step > _LEADING * max(line.size, 6.0)


def _joins_centred(group: Sequence[Line], line: Line, before: Measure, area: Measure, full: bool) -> bool:
    """Lines of a title go on in the same look where they must or had no room."""
    last = group[-1]
    if has_label(line.text) and not must_go_on(last.text, line.text):
        return False
    if not area.is_symmetric(line) or not before.is_symmetric(last):
        # only one is: the line before a title, or one that stands in the middle by chance
        opens = group[0].x0 - before.left > _INDENT
        return full and opens and line.x0 - area.left <= _INDENT
    if line.bold != last.bold or is_caps(last.text) != is_caps(line.text) or stops(last.text):
        return False
    return full or is_lower(line.text) or must_go_on(last.text, line.text)


def _joins_indented(group: Sequence[Line], line: Line, before: Measure, area: Measure, full: bool) -> bool:
    """On a page whose paragraphs open with an indent: back at the margin goes on, indented begins."""
    last, head = group[-1], group[0]
    open_end = not stops(last.text)
    if line.x0 < area.left + _FLUSH:
        if not full:
            return open_end and (is_lower(line.text) or must_go_on(last.text, line.text))
        return open_end or not has_label(line.text)
    if has_label(line.text) or (stops(last.text) and len(group) == 1):
        return False
    indent, shift = line.x0 - area.left, line.x0 - area.left - (last.x0 - before.left)
    if full and has_label(head.text) and indent > head.x0 - before.left + 3:
        return len(group) == 1 or abs(shift) < _FLUSH  # hangs below its label
    if not open_end or shift > _FLUSH:
        return False
    if is_lower(line.text):
        return True
    # in a narrower block, the addressees of a letter: no width tells
    return abs(line.x0 - area.opening) > _FLUSH and last.text.endswith(",") and abs(shift) < _FLUSH
