"""The segmenter's view of a layout: one flat run of lines and data grids.

Grids that only arrange text (letterhead, signature block, a document in a frame) are unwrapped column by
column, so that from here on nobody can tell whether a letterhead was a table, tabs, ``|`` lines or text.
"""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from vanban.corpus.layout import Block, Grid, Layout, Paragraph
from vanban.corpus.text import key
from vanban.extract.draft import Span
from vanban.extract.joins import BrokenTable, is_header_of, is_next_page, is_start_of
from vanban.extract.leaders import with_tables
from vanban.extract.table_headers import part_titles
from vanban.extract.table_rules import find
from vanban.extract.tables import is_data, is_layout

_ITEM_SIGNS = frozenset("-–—+*•0123456789")
_CAPTIONS = 2  # blocks after a grid, a caption among them, that may be its rest
_HEAD = 90  # characters of a line that rules look at


class Line:
    """A paragraph with what the rules ask of it again and again; treat it as immutable."""

    __slots__ = ("_caps", "_head", "_key", "paragraph", "text")

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        self.text = paragraph.text
        self._head: str | None = None
        self._key: str | None = None
        self._caps: bool | None = None

    @property
    def head(self) -> str:
        """Key of the beginning."""
        if self._head is None:
            self._head = key(self.text[:_HEAD])
        return self._head

    @property
    def key(self) -> str:
        """Key of the whole text."""
        if self._key is None:
            self._key = self.head if len(self.text) <= _HEAD else key(self.text)
        return self._key

    @property
    def caps(self) -> bool:
        """Is it set in capitals (at least two letters, no lower-case one outside brackets)?"""
        if self._caps is None:
            text = self.text.partition("(")[0]
            self._caps = text.isupper() and sum(map(str.isalpha, text)) > 1
        return self._caps

    @property
    def begins_item(self) -> bool:
        """Does it begin with a digit or a bullet, so that it opens no header, signature or appendix?"""
        return self.text[:1] in _ITEM_SIGNS

    @property
    def display(self) -> bool:
        """Does it look like a title: capitals, all bold, or centred?"""
        style = self.paragraph.style
        return self.caps or style.bold or style.align == "center"

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """A stretch of the line by character positions, white space at the ends left out."""
        text = self.text
        if start == 0 and end is None:
            p = self.paragraph
            return Span(text, p.start, p.end, p.page, p.box, p.origin, p.confidence)
        stop = len(text) if end is None else end
        while start < stop and text[start].isspace():
            start += 1
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        p = self.paragraph
        begin = p.start + start
        return Span(text[start:stop], begin, p.start + stop, p.page, p.box, p.origin, p.confidence)

    def cut(self, span: Span) -> "Line":
        """The part of the line that a span of it holds, as a line of its own."""
        return Line(replace(self.paragraph, text=span.text, start=span.start, end=span.end))


Item = Line | Grid


def flatten(layout: Layout) -> list[Item]:
    """The layout's lines and data grids in reading order."""
    return list(_flatten(list(with_tables(layout.blocks))))


def _flatten(blocks: Sequence[Block]) -> Iterator[Item]:
    before: Grid | None = None  # the table right before a block
    broken: BrokenTable | None = None  # the same with the pieces before it, lines below it or not
    between: list[Paragraph] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            before = None
            between.append(block)
            yield Line(block)
            continue
        above, table = part_titles(block)
        goes_on = broken is not None and _goes_on(broken, table, [*between, *above])
        if goes_on or is_data(table) or _is_part(table, before, blocks[at + 1 :][:_CAPTIONS]):
            before = table
            broken = broken if goes_on else BrokenTable(table)
            yield from map(Line, above)
            yield table
        else:
            before = broken = None
            for cell in sorted(block.cells, key=lambda cell: (cell.col, cell.row)):
                yield from map(Line, cell.paragraphs)
        between = []


def _is_part(grid: Grid, before: Grid | None, following: Sequence[Block]) -> bool:
    """Is a grid that alone shows no table a part of one, by the pages before and after it?"""
    if before is not None and is_next_page(before, grid):
        return True
    after = next((b for b in following if isinstance(b, Grid) or not find("continued", b.text)), None)
    if not isinstance(after, Grid) or is_layout(after):
        return False
    return is_header_of(grid, after) or (is_start_of(grid, after) and not is_layout(grid))


def _goes_on(table: BrokenTable, grid: Grid, between: Sequence[Paragraph]) -> bool:
    """Is a grid the rest of a table? It may be a single row, which alone shows no table."""
    # two columns right below may be those of the signers
    shown = grid.n_cols > 2 or bool(between) or table.is_finer_than(grid)
    return shown and not is_layout(grid) and table.take(grid, between)


def lines(items: Sequence[Item]) -> list[Line]:
    """The lines among items."""
    return [item for item in items if isinstance(item, Line)]
