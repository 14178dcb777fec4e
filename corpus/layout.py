"""The layout model: what every reader produces and the only thing the segmenter sees.

Guarantees that a reader gives and the segmenter relies on (:func:`check` proves them, the tests run it
on every reader):

* ``Layout.text`` is the reading text: Unicode NFC, white space folded, reading order, one paragraph a
  line; a grid is one line a row, cells parted by a tab, the paragraphs of one cell by a space.
* ``Layout.text[p.start:p.end] == p.text`` for every paragraph, those in cells included; paragraphs do
  not overlap and stand in ascending order.
* A paragraph is never empty and holds no line break or tab; it is one logical paragraph, hard-wrapped
  lines joined, whatever the source looked like.
* The cells of a grid cover each place (row, column) exactly once; spans are at least 1.
* ``Layout.source_offset(i)`` leads from the reading text back to the decoded source, where the reader
  can tell (text formats), else None.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

import msgspec
from msgspec.structs import replace

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points (1/72 inch), origin at the top left of the page."""

Align = Literal["left", "center", "right", "justify"]
Format = Literal["txt", "html", "docx", "doc", "rtf", "pdf", "xlsx", "xls", "image"]
Encoding = Literal["unicode", "tcvn3", "vni", "viscii", "mixed"]
Charset = Literal["unicode", "tcvn3", "vni", "viscii", "vps"]
"""What text can be written in."""
TextLayer = Literal["native", "ocr", "mixed"]
Origin = Literal["read", "signature", "ocr"]
"""How text came off the page: printed in it, drawn over it by signing software, or recognised."""


class Style(msgspec.Struct, frozen=True, gc=False):
    """How a whole paragraph looks; False or None where the source does not say.

    ``indent`` counts characters in text formats and points in paged ones; ``size`` is in points.
    """

    bold: bool = False
    italic: bool = False
    align: Align | None = None
    size: float | None = None
    indent: float = 0.0


PLAIN = Style()


class Paragraph(msgspec.Struct, frozen=True, gc=False):  # many a document, never in a cycle
    """One logical paragraph.

    ``gap`` is the number of blank lines (or empty paragraphs) before it; ``border`` says that a cell
    border follows it (web copies print one as a lone ``|``); ``confidence`` is below 1 where it was
    recognised; ``spare`` is how much narrower than its cell its last line is, in points, where the
    cell is ruled on a page.
    """

    text: str
    start: int
    end: int
    style: Style = PLAIN
    gap: int = 0
    border: bool = False
    page: int | None = None
    box: Box | None = None
    origin: Origin = "read"
    confidence: float = 1.0
    spare: float | None = None


class Word(msgspec.Struct, frozen=True, gc=False):
    """A recognised word: its place in the text, where it stands on which page, and how sure it is (0 to 1).

    ``read`` is what the engine took it for, where that was put right.
    """

    start: int
    end: int
    page: int
    box: Box
    confidence: float
    read: str = ""


class Cell(msgspec.Struct, frozen=True, gc=False):
    """One cell of a grid; row and column count from 0, spans from 1."""

    row: int
    col: int
    row_span: int
    col_span: int
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def text(self) -> str:
        """The cell's text on one line."""
        if len(self.paragraphs) < 2:  # nearly always; tables have many cells
            return self.paragraphs[0].text if self.paragraphs else ""
        return " ".join(p.text for p in self.paragraphs)


class Grid(msgspec.Struct, frozen=True, gc=False):
    """A table as drawn: data, letterhead or signature block alike; ``start:end`` is its reading text.

    Cells come row by row, left to right.
    ``ruled`` says that the source draws or declares cells (table markup, ``|``, one cell a line); a
    grid found by alignment alone is not ruled. ``edges`` are the places of its ``n_cols + 1`` column
    borders in points, left to right, where the source draws them, else empty.
    """

    n_rows: int
    n_cols: int
    cells: tuple[Cell, ...]
    start: int
    end: int
    ruled: bool = True
    gap: int = 0
    page: int | None = None
    edges: tuple[float, ...] = ()

    def matrix(self) -> list[list[str]]:
        """n_rows x n_cols texts; a spanning cell is repeated in every place it covers."""
        rows = [[""] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            if not cell.paragraphs:
                continue
            if cell.row_span == cell.col_span == 1:
                rows[cell.row][cell.col] = cell.text
                continue
            texts = [cell.text] * cell.col_span
            for row in rows[cell.row : cell.row + cell.row_span]:
                row[cell.col : cell.col + cell.col_span] = texts
        return rows


def encoding_name(encodings: Sequence[Charset]) -> Encoding:
    """The one name of some encodings: mixed for several, and for VPS, which the contract does not name."""
    only = encodings[0] if len(encodings) == 1 else "mixed"
    return "mixed" if only == "vps" else only


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Page:
    """Size of a page in points; ``number`` counts from 1."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Note:
    """A problem met while reading: a stable code, a sentence for people, how bad it is, words that show it."""

    code: str
    message: str
    severity: Literal["info", "warning", "error"] = "warning"
    quote: str = ""


@dataclass(frozen=True, slots=True)
class FileSignature:
    """A digital signature found in the file; it is listed, its validity is not checked.

    Attributes:
        signer: common name (CN) of the signer's certificate.
        organisation: organisation (O) of the certificate.
        time: signing time as the signer states it, ISO 8601 with zone; never the date of the document.
        covers_file: whether it covers the whole file, so that nothing was added after it.
    """

    signer: str | None = None
    organisation: str | None = None
    time: str | None = None
    covers_file: bool = False


class SeenWord(msgspec.Struct, frozen=True, gc=False):
    """A word as it stands on a page: left end, the line it stands on, width and letter size, in points."""

    text: str
    x: float
    base: float
    width: float
    size: float


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """All words of a recognised page, also those that are no part of the reading text.

    They stand on the page as it was read: ``width`` by ``height`` points, turned clockwise by ``turned`` degrees,
    then by ``skew`` degrees against the clock about its middle.
    """

    number: int
    width: float
    height: float
    turned: int
    skew: float
    words: tuple[SeenWord, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A file, read. See the module's guarantees."""

    text: str
    blocks: tuple[Block, ...]
    format: Format
    reader: str
    pages: tuple[Page, ...] = ()
    encodings: tuple[Charset, ...] = ("unicode",)
    """What the source is written in, by how much of it."""
    text_layer: TextLayer = "native"
    notes: tuple[Note, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    """Facts printed beside the document, label and value (the properties tab of a legal portal)."""
    signatures: tuple[FileSignature, ...] = ()
    words: tuple[Word, ...] = field(default=(), repr=False)
    """Those that were recognised, in the order of the reading text."""
    scans: tuple[ScannedPage, ...] = field(default=(), repr=False)
    """The pages of a PDF that were recognised."""
    origins: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    """(reading offset, source offset) pairs, ascending: from each pair on, both run in step."""

    @property
    def encoding(self) -> Encoding:
        """The encoding by its name in the contract: mixed where it has several or one without a name there."""
        return encoding_name(self.encodings)

    def source_offset(self, offset: int) -> int | None:
        """The place in the decoded source of one place in the reading text; None if unknown."""
        at = bisect_right(self.origins, offset, key=lambda pair: pair[0]) - 1
        if at < 0:
            return None
        reading, source = self.origins[at]
        return source + offset - reading


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A stretch of clean text and the source offset of its first character (None: unknown)."""

    text: str
    source: int | None = None


class RawParagraph(msgspec.Struct, frozen=True, gc=False):
    """A paragraph before it has a place: pieces are joined as they are, nothing is put between them.

    The places of ``words`` count from its own beginning.
    """

    pieces: tuple[Piece, ...]
    style: Style = PLAIN
    gap: int = 0
    border: bool = False
    page: int | None = None
    box: Box | None = None
    origin: Origin = "read"
    confidence: float = 1.0
    words: tuple[Word, ...] = ()
    spare: float | None = None

    @property
    def text(self) -> str:
        """The joined text."""
        if len(self.pieces) == 1:
            return self.pieces[0].text
        return "".join([piece.text for piece in self.pieces])


class RawCell(msgspec.Struct, frozen=True, gc=False):
    """A cell before it has a place."""

    row: int
    col: int
    paragraphs: tuple[RawParagraph, ...] = ()
    row_span: int = 1
    col_span: int = 1


class LayoutBuilder:
    """Gives paragraphs and grids their places in the reading text; every reader ends in one.

    Args:
        finish: what is done to each paragraph first, those in cells included.
    """

    def __init__(self, finish: Callable[[RawParagraph], RawParagraph] | None = None) -> None:
        self._finish = finish
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._origins: list[tuple[int, int]] = []
        self._words: list[Word] = []

    def add_paragraph(self, raw: RawParagraph) -> None:
        """Append a paragraph; one without text is dropped."""
        if placed := self._place(raw):
            self._blocks.append(placed)
            self._write("\n")

    def add_grid(
        self,
        cells: Sequence[RawCell],
        *,
        ruled: bool = True,
        gap: int = 0,
        page: int | None = None,
        edges: tuple[float, ...] = (),
    ) -> None:
        """Append a grid; places that no cell covers become empty cells, overlaps are an error."""
        n_rows = max([c.row + c.row_span for c in cells], default=0)
        n_cols = max([c.col + c.col_span for c in cells], default=0)
        by_place = {(c.row, c.col): c for c in cells}
        covered: set[tuple[int, int]] = set()
        placed: list[Cell] = []
        start = self._length
        for row in range(n_rows):
            for col in range(n_cols):
                if col:
                    self._parts.append("\t")
                    self._length += 1
                if covered and (row, col) in covered:
                    continue
                raw = by_place.get((row, col))
                if raw is None:
                    placed.append(Cell(row, col, 1, 1))
                    continue
                if raw.row_span > 1 or raw.col_span > 1:  # single cells cover no later place
                    places = {
                        (r, c) for r in range(row, row + raw.row_span) for c in range(col, col + raw.col_span)
                    }
                    if places & covered:
                        raise ValueError(f"cells overlap at row {row}, column {col}")
                    covered |= places
                placed.append(Cell(row, col, raw.row_span, raw.col_span, self._place_cell(raw)))
            self._write("\n")
        if n_rows:
            self._blocks.append(
                Grid(n_rows, n_cols, tuple(placed), start, self._length - 1, ruled, gap, page, edges)
            )

    def build(
        self,
        *,
        format: Format,
        reader: str,
        pages: tuple[Page, ...] = (),
        encodings: tuple[Charset, ...] = ("unicode",),
        text_layer: TextLayer = "native",
        notes: tuple[Note, ...] = (),
        metadata: tuple[tuple[str, str], ...] = (),
        signatures: tuple[FileSignature, ...] = (),
        scans: tuple[ScannedPage, ...] = (),
    ) -> Layout:
        """The finished layout."""
        return Layout(
            text="".join(self._parts),
            blocks=tuple(self._blocks),
            format=format,
            reader=reader,
            pages=pages,
            encodings=encodings,
            text_layer=text_layer,
            notes=notes,
            metadata=metadata,
            signatures=signatures,
            words=tuple(self._words),
            scans=scans,
            origins=tuple(self._origins),
        )

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _place_cell(self, raw: RawCell) -> tuple[Paragraph, ...]:
        if not raw.paragraphs:
            return ()
        placed: list[Paragraph] = []
        for paragraph in raw.paragraphs:
            if not paragraph.text:
                continue
            if placed:
                self._write(" ")
            if one := self._place(paragraph):
                placed.append(one)
        return tuple(placed)

    def _place(self, raw: RawParagraph) -> Paragraph | None:
        text = raw.text
        if not text:
            return None
        if self._finish:
            raw = self._finish(raw)
        start = end = self._length
        if raw.words:
            self._words += [
                replace(word, start=start + word.start, end=start + word.end) for word in raw.words
            ]
        for piece in raw.pieces:
            if piece.source is not None:
                self._origins.append((end, piece.source))
            end += len(piece.text)
        self._parts.append(text)
        self._length = end
        look = raw.style, raw.gap, raw.border, raw.page, raw.box, raw.origin, raw.confidence, raw.spare
        return Paragraph(text, start, end, *look)


def paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """All paragraphs in reading order, those in cells included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in block.cells:
                yield from cell.paragraphs


def check(layout: Layout) -> None:
    """Prove the module's guarantees on one layout.

    Raises:
        AssertionError: a guarantee does not hold; the message names it.
    """
    position = 0
    for p in paragraphs(layout.blocks):
        assert p.text and p.text == " ".join(p.text.split()), f"not folded: {p.text!r}"
        assert layout.text[p.start : p.end] == p.text, f"offsets of {p.text!r}"
        assert p.start >= position, f"out of order: {p.text!r}"
        position = p.end
    for before, word in pairwise(layout.words):
        assert before.end <= word.start and layout.text[word.start : word.end].split(), (
            f"words at {word.start}"
        )
    for block in layout.blocks:
        if isinstance(block, Grid):
            places = [
                (r, c)
                for cell in block.cells
                for r in range(cell.row, cell.row + cell.row_span)
                for c in range(cell.col, cell.col + cell.col_span)
            ]
            firsts = [(cell.row, cell.col) for cell in block.cells]
            assert firsts == sorted(firsts), "order of cells"
            assert len(places) == len(set(places)) == block.n_rows * block.n_cols, "grid cover"
            assert layout.text[block.start : block.end].count("\n") == block.n_rows - 1, "grid text"
            assert not block.edges or len(block.edges) == block.n_cols + 1, "grid edges"
