"""What the readers of word processor files (DOCX, DOC, RTF) share: raw runs, paragraphs and tables.

A run keeps its characters as the file has them (a legacy font's letters, tabs, line breaks), because the
evidence for an encoding and for columns typed with tabs lies in them; :mod:`vanban.corpus.readers.word_layout`
turns the whole into a layout.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from vanban.corpus.layout import Align, Note, Page

TAB, BREAK, PAGE_BREAK = "\t", "\n", "\f"
"""What a run's text holds for a tab, a line break and a page or column break."""


@dataclass(frozen=True, slots=True)
class RunLook:
    """How characters look; ``size`` in points, ``font`` as the file names it, ``raised`` for superscripts."""

    font: str | None = None
    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False
    size: float | None = None
    raised: bool = False


PLAIN_RUN = RunLook()


@dataclass(slots=True)
class Run:
    """A stretch of characters of one look."""

    text: str
    look: RunLook = PLAIN_RUN


@dataclass(frozen=True, slots=True)
class TabStop:
    """A tab stop; ``at`` in points from the left margin; ``led`` where dots or the like lead to it."""

    at: float
    kind: Literal["left", "center", "right"] = "left"
    led: bool = False


@dataclass(slots=True)
class Para:
    """A paragraph as the file has it; ``left`` and ``first`` (its first line against ``left``) in points."""

    runs: list[Run] = field(default_factory=list)
    align: Align | None = None
    left: float = 0.0
    first: float = 0.0
    tabs: tuple[TabStop, ...] = ()
    page: int | None = None

    @property
    def text(self) -> str:
        """All characters, as they are."""
        return self.runs[0].text if len(self.runs) == 1 else "".join(run.text for run in self.runs)

    def cut(self, start: int, end: int) -> "Para":
        """A part of the paragraph by character positions; white space at its ends goes."""
        runs: list[Run] = []
        at = 0
        for run in self.runs:
            piece = run.text[max(start - at, 0) : max(end - at, 0)]
            if piece:
                runs.append(Run(piece, run.look))
            at += len(run.text)
        return Para(runs, self.align, self.left, self.first, self.tabs, self.page)


@dataclass(slots=True)
class TableCell:
    """A cell in its place; spans count from 1."""

    row: int
    col: int
    blocks: "list[WordBlock]"
    row_span: int = 1
    col_span: int = 1


@dataclass(slots=True)
class Table:
    """A table; its cells do not overlap. ``edges`` are the places of its column borders in points, if known.

    ``ruled`` says that the file has it as a table; one that tabs draw is not.
    """

    cells: list[TableCell]
    page: int | None = None
    edges: tuple[float, ...] = ()
    ruled: bool = True


WordBlock = Para | Table


@dataclass(slots=True)
class WordDocument:
    """A whole file: the body in reading order, foot- and endnotes, text repeated on every page."""

    blocks: list[WordBlock]
    footnotes: list[Para] = field(default_factory=list)
    margins: list[tuple[str, list[Para]]] = field(default_factory=list)
    """("page header" or "page footer", its paragraphs)."""
    pages: tuple[Page, ...] = ()
    text_width: float = 470.0
    """Of a line between the margins, in points; A4 with the margins of Decree 30/2020 has 453 to 482."""
    notes: list[Note] = field(default_factory=list)


def runs_of(blocks: Sequence[WordBlock]) -> Iterator[Run]:
    """All runs in reading order, those in cells included."""
    for block in blocks:
        if isinstance(block, Para):
            yield from block.runs
        else:
            for cell in block.cells:
                yield from runs_of(cell.blocks)


def flat(blocks: Sequence[WordBlock]) -> Iterator[Para]:
    """All paragraphs in reading order, tables dissolved."""
    for block in blocks:
        if isinstance(block, Para):
            yield block
        else:
            for cell in block.cells:
                yield from flat(cell.blocks)
