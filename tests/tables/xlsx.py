"""Documents as workbooks: the appendix alone, figures as numbers or as texts."""

import re
from datetime import date
from decimal import Decimal

from tests.corpus.workbooks import BOX, Cells, Rich, Sheet, Style, xlsx
from tests.tables.model import Block, Look, Made, Pair, Place, Printed, Section, Text

_GAP = 1  # blank rows between pieces of a table
_EPOCH = date(1899, 12, 30)
_DATE = re.compile(r"(\d\d)/(\d{1,2})/(\d{4})")
_FIGURE = re.compile(
    r"(?P<open>\()?-?(?P<whole>[1-9]\d{0,2}(?:\.\d{3})+|0|[1-9]\d*)(?:,(?P<decimals>\d+))?(?P<percent>%)?(?(open)\))"
)


def render(blocks: tuple[Block, ...]) -> bytes:
    """A sheet with everything from the appendix on."""
    start = next((at for at, block in enumerate(blocks) if isinstance(block, Section)), 0)
    page = _Page(max((b.made.n_cols for b in blocks if isinstance(b, Printed)), default=1))
    for block in blocks[start:]:
        page.add(block)
    return xlsx(Sheet(page.cells, merges=page.merges))


def _typed(text: str) -> tuple[str | float, str]:
    """What a workbook holds for what a cell prints, and its number format: figures and dates are numbers."""
    if match := _DATE.fullmatch(text):
        day, month, year = map(int, match.group(1, 2, 3))
        return (date(year, month, day) - _EPOCH).days, "dd/m/yyyy"
    match = _FIGURE.fullmatch(text)
    if match is None:
        return text, "General"
    whole, decimals, percent = match["whole"], match["decimals"] or "", bool(match["percent"])
    value = Decimal(f"{whole.replace('.', '')}.{decimals or 0}") / (100 if percent else 1)
    code = "#,##0" if "." in whole or len(whole) < 4 else "0"
    code += f".{'0' * len(decimals)}" * bool(decimals) + "%" * percent
    if text.startswith("("):
        code = f"{code}_);({code})"
    value = -value if text[0] in "-(" else value
    return int(value) if value == int(value) else float(value), code


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
        value, code = _typed(place.text) if look.typed else (place.text, "General")
        indent = 0 if look.spaced else place.indent
        style = Style(code, bold=place.bold, align=place.align, sides=BOX, indent=indent)
        if look.spaced and isinstance(value, str):
            value = "  " * place.indent + value
        for r in range(row, row + place.row_span):
            for col in range(place.col, place.col + place.col_span):
                self.cells[r, col] = (None, style)
        pieces = look.pieces(value if isinstance(value, str) else "")
        rich = Rich(tuple(piece for piece, _ in pieces)) if any(high for _, high in pieces) else None
        self.cells[row, place.col] = (rich or (None if value == "" else value), style)
        if place.row_span > 1 or place.col_span > 1:
            self.merges.append((row, place.col, row + place.row_span - 1, place.col + place.col_span - 1))
