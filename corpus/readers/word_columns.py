"""Columns typed with tabs or spaces: letterheads and signature blocks of word processor files.

Where a line's parts stand is estimated from tab stops, indents, alignment and the widths of Times; a
letterhead is found by the national title right of something, a signature block by "Nơi nhận" left of
something. The lines around go to the left or right column by place, and both columns become one row of two
cells, so that they never interleave.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from unicodedata import normalize

import regex

from vanban.corpus.readers.word import TAB, Para, WordBlock

_PART = regex.compile(r"[^\t\s]+(?:[ \xa0]{1,2}[^\t\s]+)*")
_GAP = regex.compile(r"\S[ \xa0]{3,}\S|\S[ \xa0]*\t")
_TITLE = regex.compile(r"(?i)c[ộô]ng\s+h(?:òa|oà|oa)\s+x[ãa]\s+hội|đảng\s+cộng\s+sản\s+việt")
_MOTTO = regex.compile(r"(?i)độc\s+lập\s*[-–]\s*tự\s+do")
_DATE = regex.compile(r"(?i)ngày\s.*tháng|ngày.*/.*/")
_BLANK_BEFORE = regex.compile(r"(?i)(?:\d\d?\s+)?(?:tháng|năm)\b|/")
_BLANK_AFTER = regex.compile(r"(?i)(?:ngày|tháng|năm|số\s*:?)\s*$")
_PLACE = regex.compile(r"\p{L},?\s*ngày\b")
_RECIPIENTS = regex.compile(r"(?i)n[ơo]i\s+nhận\b")
_LEFT_ONLY = regex.compile(r"[-–+*•]\s?\S|(?i:v/v|số\s*:|về việc)")
_BODY = regex.compile(r"(?:Điều\s+\d|Căn cứ\s|QUYẾT ĐỊNH|PHỤ LỤC|CHƯƠNG|Chương\s)")
_SLACK = 40.0  # points by which lines centred under each other may be apart
_MAX_RECIPIENTS = 25
_WIDER = 1.15  # by how much a line may be wider than estimated
_TITLE_LENGTH = 40
_SHORT = 60  # characters of a heading
_MAX_GAP = 9  # empty paragraphs between position and name
_DEFAULT_TAB = 36.0
_SIZE = 13.0  # Decree 30/2020/NĐ-CP, Annex I
# Advance widths of Times in thousandths of an em; letters not named take 500.
_WIDTHS = {
    **dict.fromkeys("il/tjfIJ.,:;|'()[]- \xa0", 300), **dict.fromkeys("rs", 370), **dict.fromkeys("ceaz", 444),
    **dict.fromkeys("mM", 830), **dict.fromkeys("wDGHKNOQUXYAVR", 722), "W": 944, "B": 660, "C": 667, "E": 611,
    "F": 556, "L": 611, "P": 556, "S": 556, "T": 611, "Z": 611, "…": 1000, "–": 500, " ": 250, "\xa0": 250,
    ".": 250, ",": 250, "đ": 500, "Đ": 722, "ơ": 500, "ư": 520, "Ơ": 740, "Ư": 760,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns that stand beside each other."""

    columns: tuple[list[Para], list[Para]]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line without wide gaps: points ``left:right``, characters ``start:end``."""

    left: float
    right: float
    start: int
    end: int

    @property
    def middle(self) -> float:
        """Where its middle stands."""
        return (self.left + self.right) / 2


def find_columns(blocks: Sequence[WordBlock], width: float) -> Iterator[WordBlock | Columns]:
    """Replace two-column letterheads and signature blocks; everything else stays, in order.

    Args:
        blocks: the body.
        width: of a line, in points.
    """
    done = 0
    for at, block in enumerate(blocks):
        if at < done or not isinstance(block, Para):
            continue
        found = _block_at(blocks, at, done, width)
        if found is not None:
            yield from blocks[done : found.first]
            yield Columns((found.left, found.right), block.page)
            done = found.last + 1
    yield from blocks[done:]


@dataclass(slots=True)
class _Block:
    """A block being found: blocks ``first`` to ``last``, what stands left and right, and the gap between."""

    first: int
    last: int
    edge: float  # right end of the left column
    start: float  # left end of the right column
    middle: float  # of the right column's seed
    left: list[Para] = field(default_factory=list)
    right: list[Para] = field(default_factory=list)

    def add(self, para: Para, left: Part | None, right: Part | None, *, front: bool = False) -> None:
        for column, part in ((self.left, left), (self.right, right)):
            if part is not None:
                column.insert(0 if front else len(column), para.cut(part.start, part.end))
        if left and right:
            self.edge, self.start = max(self.edge, left.right), min(self.start, right.left)


def _block_at(blocks: Sequence[WordBlock], at: int, done: int, width: float) -> _Block | None:
    """The block whose seed is one paragraph, if it is one."""
    para = blocks[at]
    if not isinstance(para, Para):
        return None
    text = para.text
    is_header = bool(_GAP.search(text) and _TITLE.search(text))
    if not is_header and not _RECIPIENTS.match(text.lstrip()):
        return None
    found_parts = parts(para, width)
    pair = _two(found_parts)
    if pair is None and found_parts and not is_header and len(text.strip()) < _SHORT:
        return _signature_below(blocks, at, done, width)
    if pair is None or not _fits(pair, width) or (is_header and not _is_title(text, pair[1])):
        return None
    left, right = pair
    found = _Block(at, at, left.right, right.left, right.middle)
    found.add(para, left, right)
    return _grow(found, blocks, done, width, is_header)


def _signature_below(blocks: Sequence[WordBlock], at: int, done: int, width: float) -> _Block | None:
    """A block whose first line stands left only: the signature begins beside a recipient further down."""
    for below in blocks[at + 1 : at + _MAX_RECIPIENTS]:
        if not isinstance(below, Para) or not (found := parts(below, width)) or found[0].left > width / 4:
            return None
        pair = _two(found)
        if pair is not None and _fits(pair, width) and pair[0].right < width / 2 and pair[1].left > width / 3:
            first = blocks[at]
            assert isinstance(first, Para)
            block = _Block(at, at, pair[0].right, pair[1].left, pair[1].middle)
            block.add(first, _whole(parts(first, width)), None)
            return _grow(block, blocks, done, width, is_header=False)
    return None


def _grow(found: _Block, blocks: Sequence[WordBlock], done: int, width: float, is_header: bool) -> _Block:
    """Take the paragraphs above and below that belong to the block."""
    while found.first > done and _extends_up(found, blocks[found.first - 1], width):
        found.first -= 1
    takes = _takes_header if is_header else _takes_signature
    gap = 0
    while found.last + gap + 1 < len(blocks):
        below = blocks[found.last + gap + 1]
        if not isinstance(below, Para):
            break
        if not below.text.strip():
            gap += 1
            if gap > (2 if is_header else _MAX_GAP):
                break
        elif takes(found, below, width, gap):
            found.last += gap + 1
            gap = 0
        else:
            break
    return found


def parts(para: Para, width: float) -> list[Part]:
    """The stretches of a paragraph that tabs or three spaces part, and where they stand."""
    text = para.text
    size = next((run.look.size for run in para.runs if run.look.size), _SIZE) * (
        1.05 if any(run.look.bold for run in para.runs) else 1.0
    )
    found: list[Part] = []
    x, last = para.left + para.first, 0
    for start, end in _stretches(text):
        following = _width(text[start:].partition(TAB)[0].rstrip(), size)
        left = _advance(text[last:start], x, size, para, following)
        x, last = left + _width(text[start:end], size), end
        found.append(Part(left, x, start, end))
    shift = 0.0
    if para.align in ("center", "right") and found and found[-1].right < width:
        free = width - found[-1].right
        shift = free / 2 if para.align == "center" else free
    return [Part(part.left + shift, part.right + shift, part.start, part.end) for part in found]


def _stretches(text: str) -> list[tuple[int, int]]:
    """Where the stretches of a text stand; a blank left to be filled in parts none."""
    found: list[tuple[int, int]] = []
    for match in _PART.finditer(text):
        start = found[-1][0] if found else 0
        gap = text[found[-1][1] : match.start()] if found else TAB
        if TAB not in gap and (
            _BLANK_BEFORE.match(match[0]) or _BLANK_AFTER.search(text, start, match.start())
        ):
            found[-1] = (start, match.end())
        else:
            found.append(match.span())
    return found


def _advance(space: str, x: float, size: float, para: Para, following: float) -> float:
    """Where the text after white space begins."""
    last_tab = space.rfind(TAB)
    for at, char in enumerate(space):
        if char == TAB:
            stop = next((stop for stop in para.tabs if stop.at > x + 1), None)
            if stop is None:
                x = (x // _DEFAULT_TAB + 1) * _DEFAULT_TAB
            elif stop.kind == "left" or at < last_tab:
                x = stop.at
            else:
                x = max(x, stop.at - (following / 2 if stop.kind == "center" else following))
        else:
            x += size * 0.25
    return x


def _width(text: str, size: float) -> float:
    plain = text if text.isascii() else normalize("NFD", text)
    total = sum(_WIDTHS.get(char, 500) for char in plain if not "\u0300" <= char <= "\u036f")
    return total * size / 1000


def _two(found: Sequence[Part]) -> tuple[Part, Part] | None:
    """Two columns of one line: cut at the widest gap."""
    if len(found) < 2:
        return None
    gaps = [b.left - a.right for a, b in pairwise(found)]
    cut = gaps.index(max(gaps)) + 1
    return _whole(found[:cut]), _whole(found[cut:])


def _whole(found: Sequence[Part]) -> Part:
    return Part(found[0].left, found[-1].right, found[0].start, found[-1].end)


def _is_title(text: str, part: Part) -> bool:
    """Whether a part of a line is the national or the Party's title, not a sentence that names it."""
    return part.end - part.start <= _TITLE_LENGTH and _TITLE.match(text, part.start) is not None


def _fits(pair: tuple[Part, Part], width: float) -> bool:
    """Whether two columns stand on one line, estimates being what they are."""
    return pair[1].right <= width * _WIDER


def _split(block: _Block, para: Para, found: Sequence[Part], width: float) -> tuple[Part | None, Part | None]:
    """What of a line stands left and right; (None, None) when it stands across both columns."""
    whole = _whole(found)
    if whole.right > width * _WIDER:
        return None, None  # running text
    first = found[0]
    if first.left >= block.edge - _SLACK / 2 or (first.left > width * 0.3 and _PLACE.search(para.text)):
        return None, whole
    if pair := _two(found):
        left, right = pair
        if left.left < block.start and right.left > block.edge - _SLACK and left.middle < block.start:
            return left, right
    if whole.right <= block.start + _SLACK / 2 or _LEFT_ONLY.match(para.text.strip()):
        return (whole, None) if whole.middle < block.start else (None, None)
    return (None, whole) if abs(whole.middle - block.middle) <= _SLACK else (None, None)


def _is_across(para: Para, found: Sequence[Part], width: float) -> bool:
    """Whether a line is centred on the page, so that it belongs to no column."""
    return para.align == "center" and len(found) == 1 and abs(found[0].middle - width / 2) < _SLACK


def _extends_up(block: _Block, above: WordBlock, width: float) -> bool:
    """Take the paragraph above, unless it stands across."""
    if not isinstance(above, Para) or not (found := parts(above, width)):
        return False
    if _is_across(above, found, width) or _BODY.match(above.text.strip()):
        return False
    left, right = _split(block, above, found, width)
    is_signature = bool(_RECIPIENTS.match(block.left[0].text.strip()))
    if (left is None and right is None) or (is_signature and left is not None):
        return False
    block.add(above, left, right, front=True)
    return True


def _takes_header(block: _Block, below: Para, width: float, gap: int) -> bool:
    """Take the next line of a letterhead; it ends with the line of the date, "V/v" below excepted."""
    found = parts(below, width)
    dated = any(_DATE.search(para.text) for para in block.right)
    text = below.text.strip()
    if _BODY.match(text) or (
        _is_across(below, found, width) and not (_MOTTO.search(text) or _DATE.search(text))
    ):
        return False
    left, right = _split(block, below, found, width)
    if left is None and right is None:
        return False
    if dated and (right is not None or not _LEFT_ONLY.match(text)):
        return False
    if right is not None and left is None and not (_MOTTO.search(text) or _DATE.search(text)):
        return False
    block.add(below, left, right)
    return True


def _takes_signature(block: _Block, below: Para, width: float, gap: int) -> bool:
    """Take the next line of a signature block."""
    found = parts(below, width)
    text = below.text.strip()
    if (_is_across(below, found, width) and gap) or _BODY.match(text):
        return False
    left, right = _split(block, below, found, width)
    if left is None and right is None:
        return False
    if gap and left is not None and right is None and not _LEFT_ONLY.match(text):
        return False
    block.add(below, left, right)
    return True
