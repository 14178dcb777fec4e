"""Tables that dot leaders draw: lines of a label, dots and a figure, one below the other.

Precision first: forms leave dots to be filled in, and tables of contents lead to page numbers. So it takes four lines of
the same form, most of their figures amounts, below a unit line, a title or an announcement; a sum also tells.
"""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from vanban.corpus.layout import Block, Cell, Grid, Paragraph
from vanban.corpus.patterns import compiled
from vanban.extract.table_rules import find

_MIN_LINES = 4
_ABOVE = 2  # paragraphs above the first line that may name the unit
_LINE = compiled(
    r"(?=.*\p{L}.*[.…_])(?P<label>\S.{0,200}?)[\s:]*(?:\.{4,}|…{2,}|_{4,}|(?:\.\s){4,})[\s.…_]*"
    r"(?P<figure>[-–(]?\d[\d.,]*\)?(?:\s?%|\s?\p{L}{1,6}(?:/\p{L}{1,6}\d?)?(?:\s\p{L}{1,6})?)?)\s?[.;]?"
)
_AMOUNT = compiled(r"[-–(]?(?:\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?|\d+[.,]\d+|\d{4,}).*")


def with_tables(blocks: Sequence[Block]) -> Iterator[Block]:
    """Replace lines that leaders part by unruled grids of two columns; everything else stays, in order."""
    at = 0
    while at < len(blocks):
        rows = _rows(blocks, at)
        if len(rows) >= _MIN_LINES and _is_table(rows, blocks[max(at - _ABOVE, 0) : at]):
            yield _grid(rows)
        else:
            yield from blocks[at : at + max(len(rows), 1)]
        at += max(len(rows), 1)


def _rows(blocks: Sequence[Block], at: int) -> list[tuple[Paragraph, Paragraph]]:
    """Label and figure of each line that goes on from one block."""
    found: list[tuple[Paragraph, Paragraph]] = []
    for block in blocks[at:]:
        row = _parted(block) if isinstance(block, Paragraph) else None
        if row is None:
            break
        found.append(row)
    return found


def _parted(line: Paragraph) -> tuple[Paragraph, Paragraph] | None:
    """Label and figure of a line; None where no leader parts two such."""
    text = line.text
    if not ("...." in text or "……" in text or "____" in text or ". . ." in text):
        return None
    match = _LINE.fullmatch(text)
    return match and (_cut(line, *match.span("label")), _cut(line, *match.span("figure")))


def _cut(line: Paragraph, start: int, end: int) -> Paragraph:
    return replace(line, text=line.text[start:end], start=line.start + start, end=line.start + end)


def _is_table(rows: Sequence[tuple[Paragraph, Paragraph]], above: Sequence[Block]) -> bool:
    amounts = sum(_AMOUNT.fullmatch(figure.text) is not None for _, figure in rows)
    return 2 * amounts > len(rows) and _is_announced(above)


def _is_announced(above: Sequence[Block]) -> bool:
    """Does a unit line stand above, or a title, or a line that says what follows?"""
    lines = [block for block in above if isinstance(block, Paragraph)]
    if not lines or lines[-1] is not above[-1]:
        return False
    last = lines[-1]
    title = last.style.bold or last.style.align == "center" or last.text.isupper()
    return title or last.text.endswith(":") or any(find("unit", line.text) for line in lines)


def _grid(rows: Sequence[tuple[Paragraph, Paragraph]]) -> Grid:
    cells = tuple(Cell(at, col, 1, 1, (part,)) for at, row in enumerate(rows) for col, part in enumerate(row))
    first, last = rows[0][0], rows[-1][1]
    return Grid(len(rows), 2, cells, first.start, last.end, ruled=False, gap=first.gap, page=first.page)
