"""Undoing Markdown-like markup: emphasis, escapes, links, entities, tags; breaks and borders are told apart."""

import html
import re
from collections.abc import Sequence

import msgspec

from vanban.corpus.pieces import Source, fold_pieces, text_of
from vanban.corpus.readers.lines import Line

# Signs of markup, each searched for only where the text holds its first characters at all.
_EVIDENCE = tuple(
    (sign, re.compile(pattern, re.MULTILINE))
    for sign, pattern in (
        ("**", r"\*\*(?=\S)[^*]{1,300}?\S\*"),  # bold, closed with one star at least
        ("#", r"^ {0,3}#{1,6} +\S"),
        ("\\", r"\\[-.*_#()+\[]"),
        ("](", r"\]\((?:https?:|/|#|javascript)"),
        ("_", r"^_[^_\n]+_$"),
    )
)
_MIN_EVIDENCE = 2
_MAX_RUN = 1500  # characters that a run of emphasis may reach beyond its first line
_TOKEN = re.compile(
    r"""
      \\(?P<escaped>[\\`*_{}\[\]()\#+\-.!|>~<&"'/:;,])
    | (?P<drop> !\[[^\]\n]*\]\([^)\n]*\) | \[(?=[^\[\]\n]*\]\([^()\n]*\)) | \]\([^()\n]*\) | `+ )
    | (?P<star>\*+)
    | (?P<under>_+)
    | (?P<br><br\s*/?>)
    | (?P<tag></?[A-Za-z][^<>\n]{0,300}>)
    | (?P<entity>&(?:\#\d{1,6}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});)
    | (?P<rule>(?<!\S)(?:-{3,}|={3,}|—{2,})(?!\S)|-{5,}|={5,})
    | (?P<pipe>\|)
    """,
    re.VERBOSE,
)
# The next mark of its kind; it closes what is open when it stands behind a word.
_NEXT_BOLD = re.compile(r"(?P<closes>(?<=[^\s\\*])(?:\*\*+|\*(?=\s|$)))|(?<![\\*])\*\*+(?=\S)", re.MULTILINE)
_NEXT_ITALIC = re.compile(r"(?P<closes>(?<=[^\s\\*])\*(?:\*\*)?(?!\*))|(?<![\\*])\*(?:\*\*)?(?![\s*])")
_SPACED_ITALIC = re.compile(r" \([^*()]{1,400}\)\*(?!\*)")  # "* (Ban hành kèm theo ...)*": an export's slip
_CLOSING_UNDER = re.compile(r"\S_(?!\w)")


def is_marked(text: str) -> bool:
    """Whether a text carries Markdown-like markup or borders beside words: two signs of it at least."""
    count = 0
    for sign, pattern in _EVIDENCE:
        if sign in text:
            count += len(pattern.findall(text))
    if "|" in text:
        count += sum("|" in line and line.strip() != "|" for line in text.split("\n"))
    return count >= _MIN_EVIDENCE


class Bit(msgspec.Struct, frozen=True):
    """A run of text kept as it is, with its source offset and emphasis."""

    text: str
    source: int
    bold: bool
    italic: bool


class Chunk(msgspec.Struct):
    """What stands between two breaks.

    ``end`` names the break: line, br, rule or pipe. ``goes_on`` says that emphasis reaches in from a line before.
    """

    bits: list[Bit] = []
    end: str = "line"
    goes_on: bool = False

    @property
    def text(self) -> str:
        """The text kept, white space as it was."""
        return "".join(bit.text for bit in self.bits)


class Scan(msgspec.Struct):
    """A raw line, scanned.

    Attributes:
        start, end, page: the line's :data:`~vanban.corpus.readers.lines.Span`.
        kind: text, blank, rule (drawn), border (a lone ``|``) or separator (dashes under a header).
        chunks: at least one in a line of text.
        is_heading: whether it is marked as a heading.
        pipes: how many borders it holds.
        closed: whether it begins and whether it ends with a border.
    """

    start: int
    end: int
    page: int
    kind: str
    chunks: list[Chunk] = []
    is_heading: bool = False
    pipes: int = 0
    closed: tuple[bool, bool] = (False, False)

    @property
    def goes_on(self) -> bool:
        """Whether emphasis reaches in from the line before."""
        return bool(self.chunks) and self.chunks[0].goes_on


class Scanner:
    """Undoes markup line by line; emphasis may stay open over a line end, never over a blank line."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.bold = self.italic = False

    def scan(self, start: int, end: int) -> list[Chunk]:
        """The chunks of one line; at least one."""
        text = self._source.text
        chunks = [Chunk(goes_on=self.bold or self.italic)]
        at = start
        for match in _TOKEN.finditer(text, start, end):
            self._keep(chunks[-1], at, match.start())
            at = match.end()
            kind = match.lastgroup
            if kind == "escaped":
                self._keep(chunks[-1], match.start() + 1, at)
            elif kind == "entity":
                shown = html.unescape(match[0])
                chunks[-1].bits.append(Bit(shown, match.start(), self.bold, self.italic))
            elif kind in ("br", "rule", "pipe"):
                chunks[-1].end = kind
                chunks.append(Chunk())
            elif (kind == "star" and not self._star(match, start, end)) or (
                kind == "under" and not self._under(match, start, end)
            ):
                self._keep(chunks[-1], match.start(), at)
        self._keep(chunks[-1], at, end)
        return chunks

    def _keep(self, chunk: Chunk, start: int, end: int) -> None:
        if start < end:
            chunk.bits.append(Bit(self._source.text[start:end], start, self.bold, self.italic))

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
        if count == 1 and _SPACED_ITALIC.match(self._source.text, match.end()) and not self.italic:
            self.italic = True
            return True
        if count == 1:
            return self._single(before, after, self._is_closed(_NEXT_ITALIC, match.end(), end))
        if count in (2, 3):
            loose = before.isspace() and after.isspace() and not self.bold
            if loose and "**" not in self._source.text[match.end() : end]:
                return False
            # A mark with a space behind cannot open, one with a space before cannot close.
            opens = (before.isspace() or not self.bold) and not after.isspace()
            self.bold = loose or (opens and self._is_closed(_NEXT_BOLD, match.end(), end))
            if count == 3:
                self.italic = self.bold
            elif self.italic and not self.bold:
                self.italic = self._is_closed(_NEXT_ITALIC, match.end(), end)
        elif count == 5:  # "***" and "**" in one, whichever comes first
            self.italic = not self.italic
        return True

    def _under(self, match: re.Match[str], start: int, end: int) -> bool:
        """Whether underscores are emphasis: at the edge of a word, and closed; long runs are blanks to fill."""
        before, after = self._sides(match, start, end)
        if len(match[0]) > 3 or (before.isalnum() and after.isalnum()):
            return False
        closing = _CLOSING_UNDER.search(self._source.text, match.end(), self._limit(end)) is not None
        if len(match[0]) == 1:
            return self._single(before, after, closing)
        if not self.bold and (after.isspace() or not closing):
            return False
        self.bold = not self.bold
        return True

    def _single(self, before: str, after: str, is_closed: bool) -> bool:
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
        self.italic = is_closed
        return self.italic

    def _is_closed(self, marks: re.Pattern[str], start: int, end: int) -> bool:
        """Whether the next mark of a kind closes, rather than opens a run of its own."""
        following = marks.search(self._source.text, start, self._limit(end))
        return following is not None and following["closes"] is not None

    def _limit(self, end: int) -> int:
        """How far emphasis may reach: to the next blank line."""
        stop = self._source.text.find("\n\n", end)
        return min(stop if stop >= 0 else len(self._source.text), end + _MAX_RUN)


def to_line(source: Source, bits: Sequence[Bit]) -> Line | None:
    """The clean line of some bits; None without text."""
    first = bits[0] if bits else None
    if first and len(bits) == 1 and source.text.startswith(first.text, first.source):
        pieces = source.pieces(first.source, first.source + len(first.text))  # nothing undone
    else:
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
