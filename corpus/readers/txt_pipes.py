"""Pipe tables: rows of cells between ``|``, with or without the dashes under the header."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from vanban.corpus.layout import Piece, RawCell, RawParagraph
from vanban.corpus.pieces import Source
from vanban.corpus.readers.lines import Line, RawGrid, Span, is_rule
from vanban.corpus.readers.txt_scan import Bit, Chunk, Scanner, to_line
from vanban.corpus.readers.txt_tabs import FRAME, repeats
from vanban.corpus.readers.wrap import Widths, paragraphs

_MAX_ROWS = 20_000
_SEPARATOR = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_ROW = re.compile(r"\s*(\|)?.*\|\s*")
# What a converter ran together in the one cell of a letterhead or signature block.
_RUN_TOGETHER = re.compile(r"(?i)\s(?=độc lập\s*[-–]\s*tự do)|(?<=[;:.])\s(?=[-–]\s?\S)|\s(?=số\s?:\s?\d)")


def is_separator(raw: str) -> bool:
    """Whether a line is the row of dashes under a header."""
    return bool(_SEPARATOR.fullmatch(raw))


def row_count(source: Source, spans: Sequence[Span], at: int) -> int:
    """How many lines from here on are rows of one pipe table.

    A row has two cells at least and a border at both ends; without the one in front (as RTF converters
    write them) there must be a second row with as many.
    """
    count = filled = 0
    first = 0  # borders of the first row without one in front
    for start, end, _ in spans[at : at + _MAX_ROWS]:
        raw = source.text[start:end]
        match = _ROW.fullmatch(raw)
        pipes = raw.count("|")
        if not match or pipes < (3 if match[1] else 2):
            break
        if not match[1]:
            first = first or pipes
            if pipes != first:
                break
        count += 1
        filled += not is_separator(raw)
    return count if filled and (not first or count > 1) else 0


def to_grid(source: Source, scanner: Scanner, spans: Sequence[Span], gap: int) -> RawGrid:
    """The grid of a pipe table."""
    rows = _rows(source, scanner, spans)
    is_frame = len(rows) <= 4 and bool(FRAME.search(source.text, spans[0][0], spans[-1][1]))
    width = max(map(len, rows), default=0)
    texts = [_texts(row, width) for row in rows[:2]]
    cells: list[RawCell] = []
    for r, row in enumerate(rows):
        c = 0
        while c < width:
            span = 1 if is_frame or r else repeats(texts, c)
            found = _paragraphs(source, row[c], is_frame) if c < len(row) else ()
            cells.append(RawCell(r, c, found, col_span=span))
            c += span
    return RawGrid(tuple(cells), gap=gap)


def _rows(source: Source, scanner: Scanner, spans: Sequence[Span]) -> list[list[list[Chunk]]]:
    """The cells of every row; the empty header row that converters add is dropped."""
    rows: list[list[list[Chunk]]] = []
    for at, (start, end, _) in enumerate(spans):
        raw = source.text[start:end]
        if is_separator(raw):
            if at == 1 and rows and not any(_texts(rows[0], len(rows[0]))):
                rows.clear()
            continue
        front = raw.index("|") + 1 if raw.lstrip().startswith("|") else 0
        rows.append(_cells(scanner, start + front, start + raw.rindex("|")))
        scanner.bold = scanner.italic = False
    return rows


def _texts(row: Sequence[Sequence[Chunk]], width: int) -> list[str]:
    """The texts of a row's cells, filled up to a width."""
    texts = [" ".join(chunk.text.strip() for chunk in cell) for cell in row]
    return texts + [""] * (width - len(texts))


def _cells(scanner: Scanner, start: int, end: int) -> list[list[Chunk]]:
    """The chunks of each cell of one row."""
    cells: list[list[Chunk]] = [[]]
    for chunk in scanner.scan(start, end):
        cells[-1].append(chunk)
        if chunk.end == "pipe":
            cells.append([])
    return cells


def _paragraphs(source: Source, chunks: Iterable[Chunk], is_frame: bool) -> tuple[RawParagraph, ...]:
    """The paragraphs of a cell; in letterheads each bold run is one, and what was run together is parted."""
    lines: list[Line] = []
    for chunk in chunks:
        for bits in _by_bold(chunk.bits) if is_frame else [chunk.bits]:
            if bits and (line := to_line(source, bits)) and not is_rule(line.text):
                lines += _cut(line) if is_frame else [line]
    for line in lines:
        line.apart = True
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
