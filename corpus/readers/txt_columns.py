"""Columns that only runs of spaces part: letterheads and signature blocks of layout text.

A letterhead is found by the national title standing right of something, a signature block by "Nơi nhận"
standing left of something; the lines around are assigned to the left or right column by place. Both become
a grid of one row and two cells, not ruled, so that reading order is left column, then right column.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from vanban.corpus.layout import RawCell
from vanban.corpus.patterns import compiled
from vanban.corpus.pieces import Source, text_of
from vanban.corpus.readers import halves
from vanban.corpus.readers.lines import TAB, Item, Line, RawGrid, is_rule
from vanban.corpus.readers.wrap import Widths, has_label, paragraphs

_PART = compiled(r"\S+(?:[^\S\t\n]{1,2}\S+)*")
_TITLE = compiled(r"(?i)c[ộô]ng h(?:òa|oà|oa) xã hội|đảng cộng sản việt|đoàn (?:tncs|thanh niên cộng sản) hồ")
_MOTTO = compiled(r"(?i)độc lập\s*[-–]\s*tự do")
_DATE = compiled(r"(?i)ngày\s.*tháng|ngày.*/.*/")
_PLACE = compiled(r"\p{L},?\s*ngày\b")
_RECIPIENTS = compiled(r"(?i)n[ơo]i (?:nhận|gửi)\b")
SIGNER = compiled(
    r"(?:KT|TM|TL|TUQ|T/M|K/T|T/L)\s?[./]\s?\p{Lu}{2}|(?:(?:TỔNG )?GIÁM ĐỐC|CHỦ TỊCH|(?:TỔNG |CHI )?CỤC TRƯỞNG|VIỆN TRƯỞNG|CHÁNH (?:ÁN|THANH TRA|VĂN PHÒNG)|BỘ TRƯỞNG|CHỦ TỌA|THƯ KÝ|ĐẠI DIỆN|NGƯỜI LẬP|KẾ TOÁN|HIỆU TRƯỞNG|TRƯỞNG|BÍ THƯ|THỦ TRƯỞNG|BÊN)(?!\p{Ll})"
)
"""The title of a signer; joint circulars and minutes have them side by side."""

# The label in the corner of an appendix, beside the body that drew it up.
_CORNER = compiled(
    r"(?:Phụ lục|PHỤ LỤC|Phụ biểu|PHỤ BIỂU|Biểu|BIỂU|Mẫu|MẪU)\s(?:(?:số|SỐ)\s?:?\s?)?[\dIVX][\w./-]*"
)
_ARCHIVE = compiled(r"(?i)[-–+]\s*lưu\b")
_MAX_LINES = 60  # of one block; the longest lists of recipients are shorter
_SLACK = 12  # columns by which lines centred under each other may be apart


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line without wide gaps: columns ``left:right``, source offsets ``start:end``."""

    left: int
    right: int
    start: int
    end: int


def parts(source: Source, line: Line) -> list[Part]:
    """The stretches of a line that three spaces or a tab part."""
    raw = source.text[line.start : line.end]
    tabs = "\t" in raw

    def column(at: int) -> int:
        return len(raw[:at].expandtabs(TAB)) if tabs else at

    return [
        Part(column(m.start()), column(m.end()), line.start + m.start(), line.start + m.end())
        for m in _PART.finditer(raw)
    ]


def find(source: Source, lines: list[Line]) -> list[Item]:
    """Replace two-column letterheads and signature blocks by grids; all other lines stay, in order."""
    items: list[Item] = []
    done = at = 0
    while at < len(lines):
        block = _block_at(source, lines, at, done)
        if block is None:
            at += 1
            continue
        items += [lines[done : block.first], block.to_grid(source)]
        done = at = block.last + 1
    return [*items, lines[done:]]


@dataclass(slots=True)
class _Block:
    """A two-column block being found: lines ``first`` to ``last`` and what stands left and right."""

    first: int
    last: int
    left: list[Line]
    right: list[Line]
    edge: int  # right end of the left column
    start: int  # left end of the right column
    middle: float  # middle of the right column's widest line

    def to_grid(self, source: Source) -> RawGrid:
        cells = (
            RawCell(0, 0, tuple(paragraphs(self.left, Widths()))),
            RawCell(0, 1, tuple(paragraphs(self.right, Widths()))),
        )
        return RawGrid(cells, ruled=False, gap=min(self.left + self.right, key=lambda ln: ln.start).gap)


def _block_at(source: Source, lines: Sequence[Line], at: int, done: int) -> _Block | None:
    """The block whose seed is one line, if it is one."""
    text = lines[at].text
    raw = source.text[lines[at].start : lines[at].end].strip()
    if ("   " not in raw and "\t" not in raw) or " ".join(raw.split()) != text:
        return None  # one column, or a line whose markup was undone
    if _TITLE.search(text):
        takes: Callable[..., bool] = _takes_header
    elif _RECIPIENTS.match(text) or SIGNER.match(text):
        takes = _takes_signature
    elif _CORNER.search(text):
        takes = _takes_author
    else:
        return None
    pair = _two(parts(source, lines[at]))
    if pair is None or (
        takes is _takes_header and not _TITLE.search(source.text, pair[1].start, pair[1].end)
    ):
        return None
    left, right = pair
    if takes is _takes_author and not _is_corner(source, pair):
        return None
    signs = takes is _takes_signature and SIGNER.match(text)
    if signs and not SIGNER.match(source.text, right.start, right.end):
        return None
    block = _Block(at, at, [], [], left.right, right.left, (right.left + right.right) / 2)
    _add(source, block, lines[at], pair)
    while block.first > max(done, at - _MAX_LINES) and _extends_up(source, block, lines):
        block.first -= 1
    while block.last + 1 < min(len(lines), at + _MAX_LINES) and takes(source, block, lines[block.last + 1]):
        block.last += 1
    return block


def _two(found: Sequence[Part]) -> tuple[Part, Part] | None:
    """Two columns of one line: cut at the widest gap."""
    if len(found) < 2:
        return None
    gaps = [b.left - a.right for a, b in itertools.pairwise(found)]
    cut = gaps.index(max(gaps)) + 1
    left, right = found[:cut], found[cut:]
    return (
        Part(left[0].left, left[-1].right, left[0].start, left[-1].end),
        Part(right[0].left, right[-1].right, right[0].start, right[-1].end),
    )


def _whole(found: Sequence[Part]) -> Part:
    """The line as one stretch, gaps and all."""
    return Part(found[0].left, found[-1].right, found[0].start, found[-1].end)


def _pair(source: Source, block: _Block, found: Sequence[Part]) -> tuple[Part, Part] | None:
    """A line cut at its widest gap; None when it stands in one column ("Hà Nội, ngày     tháng     năm 2007")."""
    first = found[0]
    is_right = first.left >= block.edge or (
        first.left > TAB and _PLACE.search(source.text, first.start, first.end)
    )
    return None if is_right else _two(found)


def _add(
    source: Source, block: _Block, line: Line, pair: tuple[Part | None, Part | None], front: bool = False
) -> None:
    for column, part in zip((block.left, block.right), pair, strict=True):
        if part is None:
            continue
        pieces = source.pieces(part.start, part.end)
        if text := text_of(pieces):
            if is_rule(text):
                continue
            cut = replace(line, text=text, pieces=pieces, start=part.start, end=part.end, indent=part.left)
            column.insert(0 if front else len(column), cut)
    left, right = pair
    if left and right:
        block.edge = max(block.edge, left.right)
        block.start = min(block.start, right.left)


def _extends_up(source: Source, block: _Block, lines: Sequence[Line]) -> bool:
    """Take the line above when it stands wholly in one column, with no blank line between."""
    line, below = lines[block.first - 1], lines[block.first]
    if below.gap or line.page != below.page:
        return False
    found = parts(source, line)
    if pair := _pair(source, block, found):
        if not pair[0].right <= block.start or not pair[1].left >= block.edge:
            return False
        _add(source, block, line, pair, front=True)
        return True
    only = _whole(found)
    if only.right < block.start and _TITLE.search(below.text):
        _add(source, block, line, (only, None), front=True)
        return True
    if only.left > block.edge and _under(block, only):
        _add(source, block, line, (None, only), front=True)
        return True
    return False


def _under(block: _Block, part: Part) -> bool:
    """Whether a stretch is centred under (or over) the right column."""
    return abs((part.left + part.right) / 2 - block.middle) <= _SLACK


def _takes_header(source: Source, block: _Block, line: Line) -> bool:
    """Take the next line of a letterhead; it ends with the line of the date, "V/v" below excepted."""
    if line.gap > 2 or line.page != block_page(block):
        return False
    dated = any(_DATE.search(right.text) for right in block.right)
    found = parts(source, line)
    if pair := _pair(source, block, found):
        if dated or pair[0].left >= block.start or pair[1].left <= block.edge - _SLACK:
            return False
        _add(source, block, line, pair)
        return True
    only, text = _whole(found), line.text
    if _ends_frame(text):
        return False
    is_right = only.left >= block.edge or (only.left > 2 * TAB and _PLACE.search(text))
    if not dated and is_right and (_MOTTO.search(text) or _DATE.search(text)):
        _add(source, block, line, (None, only))
        return True
    if line.gap == 0 and only.right <= block.start and not has_label(text) | (only.left > block.edge):
        _add(source, block, line, (only, None))
        return True
    if only.right < block.start and text.startswith(("V/v", "Số", "SỐ", "Về việc")):
        _add(source, block, line, (only, None))
        return True
    return False


def _is_corner(source: Source, pair: tuple[Part, Part]) -> bool:
    """Whether a line holds a body in capitals and the label of an appendix."""
    left, right = pair
    return source.text[left.start : left.end].isupper() and bool(
        _CORNER.fullmatch(source.text, right.start, right.end)
    )


def _takes_author(source: Source, block: _Block, line: Line) -> bool:
    """Take the second line of a body's name beside the label of an appendix."""
    only = _whole(parts(source, line))
    if line.gap or len(block.left) > 1 or not line.text.isupper() or line.page != block_page(block):
        return False
    if only.right > block.start or _ends_frame(line.text):
        return False
    _add(source, block, line, (only, None))
    return True


def _takes_signature(source: Source, block: _Block, line: Line) -> bool:
    """Take the next line of a signature block; it ends where a line belongs to neither column."""
    if line.page != block_page(block) or _TITLE.search(line.text):
        return False  # another page, or the letterhead of what is attached
    found = parts(source, line)
    if pair := _pair(source, block, found):
        apart = pair[1].left >= block.edge - _SLACK and pair[0].left < block.start
        if not apart or _is_corner(source, pair):
            return False
        _add(source, block, line, pair)
        return True
    only = _whole(found)
    if only.left > block.edge - _SLACK and only.left > TAB and _under(block, only):
        _add(source, block, line, (None, only))
        return True
    if _ends_frame(line.text) or (_ARCHIVE.match(block.left[-1].text) and line.text[0].isupper()):
        return False  # the name, or the title of what is attached, in a copy without indents
    margin = min(left.indent for left in block.left)
    if only.left <= margin + TAB and only.right <= block.start and (not line.gap or line.text[0] in "-–+"):
        _add(source, block, line, (only, None))
        return True
    return False


def _ends_frame(text: str) -> bool:
    """Whether a line is a type or a division, which stands below a letterhead or signature block."""
    known = halves.printed(text)
    return known is not None and known.ends_frame


def block_page(block: _Block) -> int:
    """The page a block stands on."""
    return (block.left or block.right)[0].page
