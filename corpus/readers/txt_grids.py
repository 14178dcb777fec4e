"""Rows of cells between ``|`` as grids: spans found again, letterheads run together in a cell parted."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from vanban.corpus.layout import Note, Piece, RawCell, RawParagraph
from vanban.corpus.patterns import compiled
from vanban.corpus.pieces import Source
from vanban.corpus.readers.lines import Line, RawGrid, is_rule
from vanban.corpus.readers.txt_pipes import Cell, Table
from vanban.corpus.readers.txt_ragged import arrange
from vanban.corpus.readers.txt_scan import Bit, to_line
from vanban.corpus.readers.txt_tabs import repeats
from vanban.corpus.readers.wrap import Widths, is_lower, paragraphs, stops

# What a converter ran together in the one cell of a letterhead or signature block.
_RUN_TOGETHER = compiled(r"(?i)\s(?=độc lập\s*[-–]\s*tự do)|(?<=[;:.])\s(?=[-–]\s?\S)|\s(?=số\s?:\s?\d)")
_NAMED_LINES = 20  # in a note

Contents = Sequence[Sequence[tuple[RawParagraph, ...]]]
"""What the cells of each row hold."""


def to_grid(source: Source, table: Table, gap: int) -> RawGrid:
    """The grid of a pipe table, with a note on rows whose columns could not be found."""
    rows = [[_paragraphs(source, cell, table.is_frame) for cell in row] for row in table.rows]
    if not table.is_frame:
        return _arranged(rows, table.line_numbers, gap)
    return RawGrid(
        tuple(RawCell(r, c, cell) for r, row in enumerate(rows) for c, cell in enumerate(row)), gap=gap
    )


def line_grid(source: Source, rows: Sequence[Sequence[list[Line]]], gap: int) -> RawGrid:
    """The same of a table whose cells are runs of lines."""
    starts = [next((cell[0].start for cell in row if cell), 0) for row in rows]
    numbers = [source.text.count("\n", 0, start) + 1 for start in starts]
    return _arranged([[_joined(cell) for cell in row] for row in rows], numbers, gap)


def _arranged(rows: Contents, line_numbers: Sequence[int], gap: int) -> RawGrid:
    """The grid of a table: every cell under its column."""
    texts = [[" ".join(paragraph.text for paragraph in cell) for cell in row] for row in rows]
    found = arrange(texts)
    cells: list[RawCell] = []
    for r, (row, places) in enumerate(zip(rows, found.places, strict=True)):
        end = 0
        for cell, place in zip(row, places, strict=True):
            if place.col < end:
                continue  # the text of a spanning header, written once more
            span = place.col_span
            if r == 0 and len(row) == found.width == len(texts[min(1, len(texts) - 1)]):
                span = repeats(texts[:2], place.col)
            cells.append(RawCell(r, place.col, cell, place.row_span, span))
            end = place.col + span
    odd = [line_numbers[r] for r in found.odd]
    return RawGrid(tuple(cells), gap=gap, notes=(_ragged(odd, found.width),) if odd else ())


def _ragged(lines: Sequence[int], width: int) -> Note:
    """A note on rows that are shorter than their table, nobody can tell where."""
    named = ", ".join(map(str, lines[:_NAMED_LINES])) + (" ..." if len(lines) > _NAMED_LINES else "")
    message = f"Table rows of fewer than {width} cells were put in the first columns: line {named}."
    return Note("ragged-table", message, "info")


def _paragraphs(source: Source, cell: Cell, is_frame: bool) -> tuple[RawParagraph, ...]:
    """The paragraphs of a cell; in letterheads each bold run is one, and what was run together is parted."""
    lines: list[Line] = []
    apart = False
    if not any(chunk.bits for chunk in cell):
        return ()
    for chunk in cell:
        for part, bits in enumerate(_by_bold(chunk.bits) if is_frame else [chunk.bits]):
            line = to_line(source, bits) if bits else None
            if line is None or is_rule(line.text):
                apart = apart or line is not None
                continue
            line.apart = apart or part > 0
            line.goes_on = chunk.goes_on
            lines += _cut(line) if is_frame else [line]
            apart = False
        apart = apart or chunk.end in ("br", "rule")
    return _joined(lines)


def _joined(lines: Sequence[Line]) -> tuple[RawParagraph, ...]:
    """The paragraphs of the lines of a cell: cells are narrow, a small letter goes on in them."""
    for before, line in pairwise(lines):
        line.goes_on = line.goes_on or (is_lower(line.text) and not stops(before.text))
        line.gap = 0
    for line in lines[-1:]:
        line.border = 0
    return tuple(paragraphs(lines, Widths()))


def _by_bold(bits: Sequence[Bit]) -> list[list[Bit]]:
    runs: list[list[Bit]] = []
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
        tail.apart, tail.goes_on = True, False
        cut.append(head)
        rest = tail
    return [*cut, rest]


def _split(line: Line, at: int) -> tuple[Line, Line]:
    """Two lines of one, cut at the space at ``at``."""
    head: tuple[Piece, ...] = ()
    tail: tuple[Piece, ...] = ()
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
