"""Markdown-like exports of legal portals, back to what was plain text.

Emphasis goes (kept as style of wholly bold or italic lines), wherever it was opened or closed; escapes,
links, entities and tags are undone; pipe rows become grids, single pipes become cell borders.
"""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from vanban.corpus.layout import RawCell, RawParagraph
from vanban.corpus.pieces import Source, fold_pieces, text_of
from vanban.corpus.readers.lines import Item, Line, RawGrid, Span, indent_of, is_rule
from vanban.corpus.readers.txt_tabs import FRAME, repeats
from vanban.corpus.readers.wrap import Widths, paragraphs

_EVIDENCE = re.compile(
    r"""
      \*\*(?=\S)[^*]{1,300}?\S\*          # bold, closed with one star at least
    | ^[ ]{0,3}\#{1,6}[ ]+\S              # heading
    | \|[ \t]*\S | \S[ \t]*\|             # a border beside text
    | \\[-.*_\#()+\[]                     # escape
    | \]\((?:https?:|/|\#|javascript)     # link
    | ^_[^_\n]+_$
    """,
    re.VERBOSE | re.MULTILINE,
)
_SIGNS = ("**", "|", "\\", "](", "#", "_")
_MIN_EVIDENCE = 2
_TOKEN = re.compile(
    r"""
      \\(?P<escaped>[\\`*_{}\[\]()\#+\-.!|>~<&"'/:;,])
    | (?P<drop> !\[[^\]\n]*\]\([^)\n]*\) | \[(?=[^\[\]\n]*\]\([^()\n]*\)) | \]\([^()\n]*\) | `+ )
    | (?P<star>\*+)
    | (?P<under>_+)
    | (?P<br><br\s*/?>)
    | (?P<tag></?[A-Za-z][^<>\n]{0,300}>)
    | (?P<entity>&(?:\#\d{1,6}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});)
    | (?P<rule>(?<!\S)(?:-{3,}|={3,}|—{2,})(?!\S))
    | (?P<pipe>\|)
    """,
    re.VERBOSE,
)
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_SEPARATOR = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_ROW = re.compile(r"\s*(\|)?.*\|\s*")
_CLOSING_STAR = re.compile(r"\S\*(?!\*)")
_CLOSING_UNDER = re.compile(r"\S_(?!\w)")
# What a converter ran together in the one cell of a letterhead or signature block.
_RUN_TOGETHER = re.compile(r"(?i)\s(?=độc lập\s*[-–]\s*tự do)|(?<=[;:.])\s(?=[-–]\s?\S)|\s(?=số\s?:\s?\d)")


def is_marked(text: str) -> bool:
    """Whether a text carries Markdown-like markup: two signs of it at least."""
    if not any(sign in text for sign in _SIGNS):
        return False
    return sum(1 for _ in zip(range(_MIN_EVIDENCE), _EVIDENCE.finditer(text), strict=False)) == _MIN_EVIDENCE


@dataclass(frozen=True, slots=True)
class _Bit:
    """A run of text kept as it is, with its source offset and emphasis."""

    text: str
    source: int
    bold: bool
    italic: bool


@dataclass(slots=True)
class _Chunk:
    """What stands between two breaks; ``end`` names the break: line, br, rule or pipe."""

    bits: list[_Bit] = field(default_factory=list)
    end: str = "line"

    @property
    def text(self) -> str:
        return "".join(bit.text for bit in self.bits)


class _Scanner:
    """Undoes markup line by line; emphasis may stay open over a line end, never over a blank line."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.bold = self.italic = False

    def scan(self, start: int, end: int) -> list[_Chunk]:
        """The chunks of one line; at least one."""
        text = self._source.text
        chunks = [_Chunk()]
        at = start
        for match in _TOKEN.finditer(text, start, end):
            self._keep(chunks[-1], at, match.start())
            at = match.end()
            kind = match.lastgroup
            if kind == "escaped":
                self._keep(chunks[-1], match.start() + 1, at)
            elif kind == "entity":
                shown = html.unescape(match[0])
                chunks[-1].bits.append(_Bit(shown, match.start(), self.bold, self.italic))
            elif kind in ("br", "rule", "pipe"):
                chunks[-1].end = kind
                chunks.append(_Chunk())
            elif (kind == "star" and not self._star(match, start, end)) or (
                kind == "under" and not self._under(match, start, end)
            ):
                self._keep(chunks[-1], match.start(), at)
        self._keep(chunks[-1], at, end)
        return chunks

    def _keep(self, chunk: _Chunk, start: int, end: int) -> None:
        if start < end:
            chunk.bits.append(_Bit(self._source.text[start:end], start, self.bold, self.italic))

    def _sides(self, match: re.Match[str], start: int, end: int) -> tuple[str, str]:
        """The characters before and after a mark; a space at the line's ends."""
        text = self._source.text
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        return before, after

    def _star(self, match: re.Match[str], start: int, end: int) -> bool:
        """Whether a run of asterisks is emphasis; it is taken as said then."""
        before, after = self._sides(match, start, end)
        count = len(match[0])
        if before == "(" and after == ")":
            return False  # a note mark: (*)
        if count == 1:
            return self._single(
                before, after, _CLOSING_STAR.search(self._source.text, match.end(), self._limit(end))
            )
        if count == 2 and before.isspace() and after.isspace() and not self.bold:
            return False
        if count in (2, 3):
            # A mark with a space behind cannot open, one with a space before cannot close.
            self.bold = not after.isspace() if not self.bold else before.isspace() and not after.isspace()
            if count == 3:
                self.italic = self.bold
        return True

    def _under(self, match: re.Match[str], start: int, end: int) -> bool:
        """Whether underscores are emphasis: at the edge of a word, and closed; long runs are blanks to fill."""
        before, after = self._sides(match, start, end)
        if len(match[0]) > 3 or (before.isalnum() and after.isalnum()):
            return False
        closing = _CLOSING_UNDER.search(self._source.text, match.end(), self._limit(end))
        if len(match[0]) == 1:
            return self._single(before, after, closing)
        if not self.bold and (after.isspace() or not closing):
            return False
        self.bold = not self.bold
        return True

    def _single(self, before: str, after: str, closing: object) -> bool:
        if before.isspace() and after.isspace():
            return False  # a bullet or a sign of its own
        if self.italic and not before.isspace():
            self.italic = False
            return True
        if after.isspace():
            if not self.bold:
                return False  # a note mark behind a word
            self.bold = False  # opened with two, closed with one
            return True
        self.italic = closing is not None
        return self.italic

    def _limit(self, end: int) -> int:
        """How far emphasis may reach: to the next blank line."""
        stop = self._source.text.find("\n\n", end)
        return min(stop if stop >= 0 else len(self._source.text), end + 400)


def items(source: Source, spans: Sequence[Span]) -> list[Item]:
    """Lines without markup, and grids for pipe tables, in reading order."""
    scanner = _Scanner(source)
    found: list[Item] = []
    lines: list[Line] = []
    gap, apart = 0, False
    at = 0
    while at < len(spans):
        start, end, _ = spans[at]
        raw = source.text[start:end]
        rows = _row_count(source, spans, at)
        if rows:
            found += [lines, _grid(source, scanner, spans[at : at + rows], gap)]
            lines, gap, apart = [], 0, True
            at += rows
            continue
        at += 1
        if not raw.strip():
            scanner.bold = scanner.italic = False
            gap += 1
        elif is_rule("".join(raw.split())) or _SEPARATOR.fullmatch(raw):
            scanner.scan(start, end)  # "-------**" closes what was bold
            apart = True
        else:
            new, apart = _lines(source, scanner, spans[at - 1], gap, apart, lines)
            gap = 0 if new else gap
            lines += new
    return [*found, lines]


def _row_count(source: Source, spans: Sequence[Span], at: int) -> int:
    """How many lines from here on are rows of one pipe table.

    A row has two cells at least and a border at both ends; without the one in front (as RTF converters
    write them) there must be a second row with as many.
    """
    count = filled = 0
    open_rows: set[int] = set()
    for start, end, _ in spans[at:]:
        raw = source.text[start:end]
        match = _ROW.fullmatch(raw)
        pipes = raw.count("|")
        if not match or pipes < (3 if match[1] else 2):
            break
        if not match[1]:
            open_rows.add(pipes)
        count += 1
        filled += not _SEPARATOR.fullmatch(raw)
    return count if filled and (not open_rows or (count > 1 and len(open_rows) == 1)) else 0


def _lines(
    source: Source, scanner: _Scanner, span: Span, gap: int, apart: bool, before: Sequence[Line]
) -> tuple[list[Line], bool]:
    """The lines of one raw line that is no table row, and whether the next line stands apart."""
    start, end, page = span
    heading = _HEADING.match(source.text, start, end)
    quote = heading or _QUOTE.match(source.text, start, end)
    new: list[Line] = []
    for chunk in scanner.scan(quote.end() if quote else start, end):
        line = to_line(source, chunk.bits)
        if line and is_rule(line.text):
            line, apart = None, True
        if line:
            line.start, line.end, line.page = start, end, page
            line.indent = indent_of(source.text, start, end) if not new else 0
            line.gap, line.apart = (gap, apart) if not new else (0, apart)
            line.apart = line.apart or bool(heading)
            line.bold = line.bold or bool(heading)
            new.append(line)
            apart = bool(heading)
        if chunk.end == "pipe":
            if new or before:
                (new or list(before))[-1].border = True
            apart = True
        elif chunk.end in ("br", "rule"):
            apart = True
    return new, apart


def to_line(source: Source, bits: Sequence[_Bit]) -> Line | None:
    """The clean line of some bits; None without text."""
    pieces = fold_pieces((bit.text, bit.source) for bit in bits)
    if not pieces:
        return None
    inked = [bit for bit in bits if not bit.text.isspace()]
    return Line(
        text_of(pieces),
        pieces,
        bits[0].source,
        bits[-1].source + len(bits[-1].text),
        bold=all(bit.bold for bit in inked),
        italic=all(bit.italic for bit in inked),
    )


def _grid(source: Source, scanner: _Scanner, spans: Sequence[Span], gap: int) -> RawGrid:
    """The grid of a pipe table; the empty header row that converters add is dropped."""
    rows: list[list[list[_Chunk]]] = []
    for at, (start, end, _) in enumerate(spans):
        raw = source.text[start:end]
        if _SEPARATOR.fullmatch(raw):
            if at == 1 and rows and not any(chunk.text.strip() for cell in rows[0] for chunk in cell):
                rows.clear()
            continue
        front = raw.index("|") + 1 if raw.lstrip().startswith("|") else 0
        rows.append(_cells(scanner, start + front, start + raw.rindex("|")))
        scanner.bold = scanner.italic = False
    is_frame = len(rows) <= 4 and bool(FRAME.search(source.text, spans[0][0], spans[-1][1]))
    texts = [[" ".join(chunk.text.strip() for chunk in cell) for cell in row] for row in rows[:2]]
    width = max(map(len, rows), default=0)
    for row in texts:
        row += [""] * (width - len(row))
    cells: list[RawCell] = []
    for r, row in enumerate(rows):
        c = 0
        while c < width:
            span = 1 if is_frame or r else repeats(texts, c)
            found = _paragraphs(source, row[c], is_frame) if c < len(row) else ()
            cells.append(RawCell(r, c, found, col_span=span))
            c += span
    return RawGrid(tuple(cells), gap=gap)


def _cells(scanner: _Scanner, start: int, end: int) -> list[list[_Chunk]]:
    """The chunks of each cell of one row."""
    cells: list[list[_Chunk]] = [[]]
    for chunk in scanner.scan(start, end):
        cells[-1].append(chunk)
        if chunk.end == "pipe":
            cells.append([])
    return cells


def _paragraphs(source: Source, chunks: Iterable[_Chunk], is_frame: bool) -> tuple[RawParagraph, ...]:
    """The paragraphs of a cell; in letterheads each bold run is one, and what was run together is parted."""
    lines: list[Line] = []
    for chunk in chunks:
        for bits in _by_bold(chunk.bits) if is_frame else [chunk.bits]:
            if bits and (line := to_line(source, bits)) and not is_rule(line.text):
                lines += _cut(line) if is_frame else [line]
    for line in lines:
        line.apart = True
    return tuple(paragraphs(lines, Widths()))


def _by_bold(bits: Sequence[_Bit]) -> list[list[_Bit]]:
    runs: list[list[_Bit]] = []
    for bit in bits:
        if runs and runs[-1][-1].bold == bit.bold:
            runs[-1].append(bit)
        else:
            runs.append([bit])
    return runs


def _cut(line: Line) -> list[Line]:
    """Cut a line of a letterhead where several were run together."""
    cut: list[Line] = []
    rest = line
    while match := _RUN_TOGETHER.search(rest.text):
        head, tail = _split(rest, match.start())
        cut.append(head)
        rest = tail
    return [*cut, rest]


def _split(line: Line, at: int) -> tuple[Line, Line]:
    """Two lines of one, cut at the space at ``at``."""
    head = tail = ()
    position = 0
    for piece in line.pieces:
        cut = at - position
        position += len(piece.text)
        source = piece.source or 0
        if cut >= len(piece.text):
            head = (*head, piece)
        elif cut < 0:
            tail = (*tail, piece)
        else:
            if cut:
                head = (*head, replace(piece, text=piece.text[:cut]))
            if piece.text[cut + 1 :]:
                tail = (*tail, replace(piece, text=piece.text[cut + 1 :], source=source + cut + 1))
    return replace(line, text=line.text[:at], pieces=head), replace(
        line, text=line.text[at + 1 :], pieces=tail
    )
