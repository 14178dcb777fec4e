"""The lines of a text file, clean, with what the eye sees around them: indent, gap, page, border."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import msgspec

from vanban.corpus.errors import TooLargeError
from vanban.corpus.layout import Note, Piece, RawCell
from vanban.corpus.pieces import Source, text_of

TAB = 8
MAX_PLACES = 2_000_000
"""Rows times columns of one grid; a few odd rows could otherwise blow up a small file."""

_ODD_BREAK = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_RULE = re.compile(r"[-–—_=*~.·•\s]{3,}|-[0oO]-")
_PAGE_NUMBER = re.compile(r"(?:Trang|trang|Page)?\s*[-–]?\s*(\d{1,4})\s*(?:[-–]|/\s*\d{1,4})?")
_PAGE_FIELD = re.compile(
    r"[-–]?\s*(?:Trang\s+)?PAGE(?:\s+\d+)?\s*[-–]?"
)  # a field that a converter left behind
_BORDER = "|"


class Line(msgspec.Struct, gc=False):
    """One line of the source that holds text.

    ``start:end`` are source offsets of the raw line; ``indent`` counts columns (a tab leads to the next
    multiple of 8). ``gap`` counts blank lines before. ``border`` counts the cell borders that follow, ``apart`` says
    that a border or a rule stands before: nothing may be joined across either. ``goes_on`` says that markup
    opened in a line before goes on into this one.
    """

    text: str
    pieces: tuple[Piece, ...]
    start: int
    end: int
    indent: int = 0
    gap: int = 0
    page: int = 0
    border: int = 0
    apart: bool = False
    bold: bool = False
    italic: bool = False
    goes_on: bool = False

    @property
    def width(self) -> int:
        """Columns from the left edge to the last character."""
        return self.indent + len(self.text)


@dataclass(frozen=True, slots=True)
class RawGrid:
    """A grid ready for :meth:`~vanban.corpus.layout.LayoutBuilder.add_grid`.

    Raises:
        TooLargeError: rows times columns are over :data:`MAX_PLACES`.
    """

    cells: tuple[RawCell, ...]
    ruled: bool = True
    gap: int = 0
    notes: tuple[Note, ...] = ()
    edges: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        places = max((c.row for c in self.cells), default=0) * max((c.col for c in self.cells), default=0)
        if places > MAX_PLACES:
            raise TooLargeError(
                f"A table has more than {MAX_PLACES} places.", remedy="Split it, or keep it as a spreadsheet."
            )

    def texts(self) -> list[str]:
        """The texts of the cells in reading order, two at least."""
        return [" ".join(p.text for p in cell.paragraphs) for cell in self.cells] + [""]


Item = list[Line] | RawGrid
"""A run of lines that may be joined, or a grid."""


Span = tuple[int, int, int]
"""Start and end of a raw line in the source, and its page: from 1, or 0 in a text without form feeds."""


def spans(text: str) -> list[Span]:
    """Every line of a text, blank ones included; a form feed opens a page."""
    found: list[Span] = []
    start, page = 0, int("\x0c" in text)
    if not _ODD_BREAK.search(text):
        for raw in text.split("\n"):
            found.append((start, start + len(raw), 0))
            start += len(raw) + 1
        return found
    for match in _BREAK.finditer(text):
        found.append((start, match.start(), page))
        start = match.end()
        page += match[0] == "\x0c"
    return [*found, (start, len(text), page)]


def is_rule(text: str) -> bool:
    """A drawn line: dashes, underscores, asterisks, dots and nothing else."""
    return not text[0].isalnum() and not text[-1].isalnum() and _RULE.fullmatch(text) is not None


def is_page_number(text: str, page: int) -> bool:
    """Whether a line of a paged text is nothing but its page's number (give or take an unnumbered cover)."""
    match = _PAGE_NUMBER.fullmatch(text)
    if not match:
        return False
    return len(match[0]) > len(match[1]) or abs(int(match[1]) - page) <= 1


def _at_page_edge(source: Source, spans: Sequence[Span], at: int, before: Sequence[Line]) -> bool:
    """Whether no text of the same page stands above, or none below."""
    page = spans[at][2]
    if not before or before[-1].page != page:
        return True
    for start, end, other in islice(spans, at + 1, None):
        if other != page:
            return True
        if not source.text[start:end].isspace() and start < end:
            return False
    return True


def split(source: Source, spans: Sequence[Span]) -> list[Line]:
    """The lines with text; blank lines become ``gap``, lone ``|`` become ``border``, rules ``apart``."""
    lines: list[Line] = []
    gap, apart = 0, False
    paged = "\x0c" in source.text
    has_fields = "PAGE" in source.text
    for at, (start, end, page) in enumerate(spans):
        pieces = source.pieces(start, end)
        if not pieces:
            gap += 1
            continue
        text = pieces[0].text if len(pieces) == 1 else text_of(pieces)
        if text == _BORDER:
            if lines:
                lines[-1].border += 1
            apart = True
            continue
        if is_rule(text):
            apart = True
            continue
        if has_fields and _PAGE_FIELD.fullmatch(text):
            continue
        if paged and is_page_number(text, page) and _at_page_edge(source, spans, at, lines):
            continue
        lines.append(
            Line(text, pieces, start, end, indent_of(source.text, start, end), gap, page, apart=apart)
        )
        gap, apart = 0, False
    return lines


def indent_of(text: str, start: int, end: int) -> int:
    """Columns before the first visible character of a raw line."""
    if not text[start].isspace():
        return 0
    raw = text[start:end]
    return len(raw[: len(raw) - len(raw.lstrip())].expandtabs(TAB))
