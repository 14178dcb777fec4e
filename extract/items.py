"""The segmenter's view of a layout: one flat run of lines and data grids.

Grids that only arrange text (letterhead, signature block, a document in a frame) are unwrapped column by
column, so that from here on nobody can tell whether a letterhead was a table, tabs, ``|`` lines or text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from vanban.corpus.layout import Block, Grid, Layout, Paragraph
from vanban.corpus.text import key
from vanban.extract.draft import Span
from vanban.extract.tables import is_data

_HEAD = 90  # characters of a line that rules look at


@dataclass(frozen=True)
class Line:
    """A paragraph with what the rules ask of it again and again."""

    paragraph: Paragraph

    @property
    def text(self) -> str:
        """The paragraph's text."""
        return self.paragraph.text

    @cached_property
    def head(self) -> str:
        """Key of the beginning."""
        return key(self.paragraph.text[:_HEAD])

    @cached_property
    def key(self) -> str:
        """Key of the whole text."""
        text = self.paragraph.text
        return self.head if len(text) <= _HEAD else key(text)

    @cached_property
    def caps(self) -> bool:
        """Is it set in capitals (at least two letters, no lower-case one outside brackets)?"""
        text = self.paragraph.text.partition("(")[0]
        return text.isupper() and sum(map(str.isalpha, text)) > 1

    @property
    def display(self) -> bool:
        """Does it look like a title: capitals, all bold, or centred?"""
        style = self.paragraph.style
        return self.caps or style.bold or style.align == "center"

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """A stretch of the line by character positions, white space at the ends left out."""
        text = self.paragraph.text
        if start == 0 and end is None:
            p = self.paragraph
            return Span(text, p.start, p.end, p.page, p.box)
        stop = len(text) if end is None else end
        while start < stop and text[start].isspace():
            start += 1
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        base = self.paragraph.start
        return Span(text[start:stop], base + start, base + stop, self.paragraph.page, self.paragraph.box)


Item = Line | Grid


def join_spans(spans: Sequence[Span]) -> Span:
    """One span over several, texts joined by a space.

    Raises:
        ValueError: no spans.
    """
    if not spans:
        raise ValueError("no spans to join")
    if len(spans) == 1:
        return spans[0]
    first, last = spans[0], spans[-1]
    text = " ".join(span.text for span in spans)
    return Span(text, first.start, last.end, first.page, first.box, first.origin, first.confidence)


def flatten(layout: Layout) -> list[Item]:
    """The layout's lines and data grids in reading order."""
    return list(_flatten(layout.blocks))


def _flatten(blocks: Sequence[Block]) -> Iterator[Item]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield Line(block)
        elif is_data(block):
            yield block
        else:
            for cell in sorted(block.cells, key=lambda cell: (cell.col, cell.row)):
                yield from map(Line, cell.paragraphs)


def lines(items: Sequence[Item]) -> list[Line]:
    """The lines among items."""
    return [item for item in items if isinstance(item, Line)]
