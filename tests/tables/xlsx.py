"""Documents as workbooks: the appendix alone, figures as numbers or as texts."""

from tests.corpus.workbooks import BOX, Cells, Rich, Sheet, Style, xlsx
from tests.tables.model import Block, Look, Made, Pair, Place, Printed, Section, Text

_GAP = 1  # blank rows between pieces of a table


def render(blocks: tuple[Block, ...]) -> bytes:
    """A sheet with everything from the appendix on."""
    start = next((at for at, block in enumerate(blocks) if isinstance(block, Section)), 0)
    page = _Page(max((b.made.n_cols for b in blocks if isinstance(b, Printed)), default=1))
    for block in blocks[start:]:
        page.add(block)
    return xlsx(Sheet(page.cells, merges=page.merges))


class _Page:
    """A sheet being filled from the top."""

    def __init__(self, width: int) -> None:
        self.cells: Cells = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self._width = width
        self._row = 0

    def add(self, block: Block) -> None:
        match block:
            case Text():
                self._line(block)
            case Printed(made, look):
                starts = [0, *look.breaks]
                for start, end in zip(starts, [*look.breaks, len(made.lines)], strict=True):
                    if start and look.continued:
                        self._row += _GAP
                        self._line(Text(look.continued, align="center"))
                    elif start and not look.repeat:
                        continue  # on a sheet nothing parts the rows
                    self._table(made, look, start, end if look.repeat or look.continued else len(made.lines))
            case Pair() | Section():
                self._row += _GAP

    def _line(self, text: Text) -> None:
        """A line over the width of the sheet: merged when centred, at the right end or at the left."""
        col = self._width - 1 if text.align == "right" else 0
        self.cells[self._row, col] = (text.text, Style(bold=text.bold, align=text.align))
        if text.align == "center" and self._width > 1:
            self.merges.append((self._row, 0, self._row, self._width - 1))
        self._row += 1

    def _table(self, made: Made, look: Look, start: int, end: int) -> None:
        header = not start or look.repeat
        rows = [*range(made.head_rows if header else 0), *range(made.head_rows + start, made.head_rows + end)]
        top = {row: self._row + at for at, row in enumerate(rows)}
        for place in made.places():
            if place.row in top:
                self._cell(place, top[place.row], look)
        self._row += len(rows)

    def _cell(self, place: Place, row: int, look: Look) -> None:
        style = Style(bold=place.bold, align=place.align, sides=BOX)
        for r in range(row, row + place.row_span):
            for col in range(place.col, place.col + place.col_span):
                self.cells[r, col] = (None, style)
        pieces = look.pieces(place.text)
        rich = Rich(tuple(piece for piece, _ in pieces)) if any(high for _, high in pieces) else None
        self.cells[row, place.col] = (rich or place.text or None, style)
        if place.row_span > 1 or place.col_span > 1:
            self.merges.append((row, place.col, row + place.row_span - 1, place.col + place.col_span - 1))
