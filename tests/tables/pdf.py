"""Documents as PDF, set as a word processor sets them: wrapped cells, pages, header rows once more, cut rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import groupby

from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.tables.docx import column_widths
from tests.tables.model import Align, Block, Line, Look, Made, Pair, Place, Printed, Section, Text
from vanban.corpus.patterns import FIGURE

_PORTRAIT, _LANDSCAPE = (595, 842), (842, 595)
_MARGIN = 57
_TEXT = 12.0
_LEADING = 1.25
_PAD = 3.0
_SMALL, _RISE = 0.62, 0.38  # of the size: raised letters and how far they are raised
_RAISED = 0xE000
_GROUPS = re.compile(r"[-–(]?\d{1,3}(?: \d{3})+(?:,\d+)?\)?%?")


def render(blocks: tuple[Block, ...]) -> bytes:
    """A PDF of all blocks."""
    setter = _Setter()
    for block in blocks:
        setter.add(block)
    return setter.data()


@cache
def fonts() -> tuple[str, str]:
    """Names of the regular and the bold font."""
    folder = files("font_roboto") / "files"
    registerFont(TTFont("Roboto", str(folder / "Roboto-Regular.ttf")))
    registerFont(TTFont("Roboto-Bold", str(folder / "Roboto-Bold.ttf")))
    return "Roboto", "Roboto-Bold"


def width(text: str, size: float, bold: bool) -> float:
    """Points that a text takes."""
    return sum(
        float(stringWidth(piece, fonts()[bold], size * (_SMALL if high else 1)))
        for piece, high in _split(text)
    )


def _hold(text: str, look: Look) -> str:
    """A text whose raised pieces are written in private characters, so that lines may be broken."""
    return "".join(
        "".join(chr(ord(c) + _RAISED) for c in piece) if high else piece for piece, high in look.pieces(text)
    )


def _split(text: str) -> Iterator[tuple[str, bool]]:
    """Plain and raised pieces of such a text."""
    for high, letters in groupby(text, lambda c: ord(c) >= _RAISED):
        yield "".join(chr(ord(c) - _RAISED * high) for c in letters), high


def wrapped(text: str, room: float, size: float, bold: bool) -> list[str]:
    """Lines of at most a width, broken between words; paragraphs start anew."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split():
            longer = f"{line} {word}".strip()
            if line and width(longer, size, bold) > room:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines if text else []


class _Setter:
    """Puts blocks on pages from the top down."""

    def __init__(self) -> None:
        self._out = BytesIO()
        self._page = Canvas(self._out, pagesize=_PORTRAIT, invariant=1)
        self._size = _PORTRAIT
        self._y: float = self._size[1] - _MARGIN

    def data(self) -> bytes:
        """The file."""
        self._page.save()
        return self._out.getvalue()

    def add(self, block: Block) -> None:
        match block:
            case Text():
                self._text(block)
            case Pair():
                self._pair(block)
            case Section():
                self._size = _LANDSCAPE if block.landscape else _PORTRAIT
                self._new_page()
            case Printed(made, look):
                self._table(made, look)

    @property
    def _room(self) -> float:
        return self._size[0] - 2 * _MARGIN

    def _new_page(self) -> None:
        self._page.showPage()
        self._page.setPageSize(self._size)
        self._y = self._size[1] - _MARGIN

    def _text(self, block: Text) -> None:
        lines = wrapped(block.text, self._room, _TEXT, block.bold)
        for line in lines:
            if self._y - _TEXT * _LEADING < _MARGIN:
                self._new_page()
            self._y -= _TEXT * _LEADING
            self._line(_MARGIN, self._room, line, block.align or "left", _TEXT, block.bold)
        self._y -= 6

    def _pair(self, block: Pair) -> None:
        top = self._y
        for at, side in enumerate((block.left, block.right)):
            for row, line in enumerate(side):
                self._y = top - (row + 1) * _TEXT * _LEADING
                self._line(_MARGIN + at * self._room / 2, self._room / 2, line, "center", _TEXT, False)
        self._y = top - (max(len(block.left), len(block.right)) + 1) * _TEXT * _LEADING

    def _line(self, x: float, room: float, text: str, align: Align, size: float, bold: bool) -> None:
        free = room - width(text, size, bold)
        shift = {"left": 0.0, "center": free / 2, "right": free}[align]
        for piece, high in _split(text):
            font, own = fonts()[bold], size * (_SMALL if high else 1)
            self._page.setFont(font, own)
            self._page.drawString(x + shift, self._y + high * size * _RISE, piece)
            shift += float(stringWidth(piece, font, own))

    # --- tables -----------------------------------------------------------------------------------

    def _table(self, made: Made, look: Look) -> None:
        table = _Table(made, look, self._room)
        head = range(made.head_rows)
        body = range(made.head_rows, made.head_rows + len(made.lines))
        y = self._fill(table, [*head], self._y)
        for group in _kept(made, body):
            high = sum(table.heights[row] for row in group)
            if y - high < _MARGIN:
                room = int((y - _MARGIN - _PAD) / (table.size * _LEADING))
                if look.cut and not look.continued and table.cut(group, room):
                    self._fill(table, group, y, part=slice(room), high=y - _MARGIN)
                    self._new_page()
                    y = self._fill(table, [*head], self._y) if look.repeat else self._y
                    rest = table.rest(group[0], room)
                    y = self._fill(table, group, y, part=slice(room, None), high=rest)
                    continue
                self._new_page()
                y = self._y
                if look.continued:
                    self._text(Text(look.continued, align="center"))
                    y = self._y
                if look.repeat:
                    y = self._fill(table, [*head], y)
            y = self._fill(table, group, y)
        self._y = y - 12

    def _fill(
        self, table: "_Table", rows: Sequence[int], top: float, part: slice = slice(None), high: float = 0
    ) -> float:
        """Draw rows from a height down; where they end. Of a cut row a part of its lines, so high."""
        tops: dict[int, float] = {}
        y = top
        for row in rows:
            tops[row] = y
            y -= high or table.heights[row]
        for place in table.places:
            if place.row not in tops:
                continue
            heights = (table.heights[row] for row in range(place.row, place.row + place.row_span))
            self._box(table, place, tops[place.row], tops[place.row] - (high or sum(heights)), part)
        return y

    def _box(self, table: "_Table", place: Place, top: float, low: float, part: slice) -> None:
        x0, x1 = _MARGIN + table.xs[place.col], _MARGIN + table.xs[place.col + place.col_span]
        self._page.setLineWidth(0.5)
        self._page.lines([(x0, top, x1, top), (x0, low, x1, low), (x0, top, x0, low), (x1, top, x1, low)])
        lines = table.lines(place)[part]
        step = table.size * _LEADING
        middle = part == slice(None) and (place.align == "center" or place.row_span > 1)
        y = (top + low + step * len(lines)) / 2 if middle else top - _PAD / 2
        for at, line in enumerate(lines):
            self._y = y - (at + 0.85) * step
            left = _PAD + table.step * place.indent
            self._line(x0 + left, x1 - x0 - left - _PAD, line, place.align, table.size, place.bold)


class _Table:
    """A table measured."""

    def __init__(self, made: Made, look: Look, room: float) -> None:
        self.places = [replace(place, text=_hold(place.text, look)) for place in made.places()]
        self.body = made.lines
        self.numbered = made.columns()[0][-1].kind == "ordinal"
        self.shared = any(col == 0 and height > 1 for _, col, height, _ in made.merges)
        longest = [1.0] * made.n_cols
        for place in self.places:
            if place.col_span == 1:
                words = (width(word, 1, place.bold) + place.indent for word in place.text.split())
                longest[place.col] = max(longest[place.col], *words, 1.0)
        pads = made.n_cols * (2 * _PAD + 1)
        self.size = min(look.size, (room - pads) / sum(longest))
        self.step = self.size  # of an indent
        least = [letters * self.size + 2 * _PAD + 1 for letters in longest]
        spare = max(room - sum(least), 0)
        wanted = column_widths(made, room)
        self.xs = [0.0]
        for low, share in zip(least, wanted, strict=True):
            self.xs.append(self.xs[-1] + low + spare * share / sum(wanted))
        self.heights = [self.size * _LEADING + _PAD] * (made.head_rows + len(made.lines))
        for place in sorted(self.places, key=lambda place: place.row_span):
            rows = range(place.row, place.row + place.row_span)
            lacking = (
                len(self.lines(place)) * self.size * _LEADING + _PAD - sum(self.heights[row] for row in rows)
            )
            if lacking > 0:
                self.heights[rows[-1]] += lacking

    def lines(self, place: Place) -> list[str]:
        """The lines of a cell."""
        room = self.xs[place.col + place.col_span] - self.xs[place.col] - 2 * _PAD + 0.01
        room -= self.step * place.indent
        return wrapped(place.text, room, self.size, place.bold)

    def cut(self, group: Sequence[int], room: int) -> bool:
        """May a row be cut after some lines, so that on paper its rest can be told from a row?

        The rest goes on with a small letter in mid-sentence, has no name where all rows have one, or is like no row
        of the table: those that begin as it does have figures, or there are none. Where rows share their first cell,
        only the first of these tells.
        """
        cells = {place.col: place for place in self.places if place.row == group[0]}
        if len(group) > 1 or room < 1:
            return False
        upper = {col: self.lines(place)[:room] for col, place in cells.items()}
        lower = {col: self.lines(place)[room:] for col, place in cells.items()}
        name = int(self.numbered)
        if name not in cells or not any(lower.values()) or (self.numbered and lower[0]):
            return False
        figures = [col for col in cells if _is_figure(upper[col]) and _is_figure(lower[col])]
        if not all(_GROUPS.fullmatch(" ".join(upper[col] + lower[col])) for col in figures):
            return False  # a figure under a figure is another one, but for thousands
        if not lower[name]:
            return self.numbered or not self.shared
        first = lower[name][0]
        if first[0].islower() and upper[name][-1][-1] not in ".;:!?":
            return True
        if self.shared:
            return False
        alike = [line for line in self.body if self._begins(line) == first.startswith("- ")]
        if len(self.body) < 6 or not alike:
            return not alike and len(self.body) > 5
        listed = not first.startswith("- ") or " - " in " ".join(upper[name])[1:]
        bare = not any(map(_is_figure, lower.values()))
        return listed and bare and len(alike) > 12 and all(map(_has_figure, alike))

    def _begins(self, line: Line) -> bool | None:
        """Does a row that has no ordinal begin with a bullet? None for rows that have one and for "Trong đó"."""
        if line.kind in ("note", "total") or (self.numbered and line.cells[0]):
            return None
        return line.cells[int(self.numbered)].startswith("- ")

    def rest(self, row: int, room: int) -> float:
        """How high the rest of a row is."""
        most = max(len(self.lines(place)) for place in self.places if place.row == row)
        return (most - room) * self.size * _LEADING + _PAD


def _is_figure(lines: Sequence[str]) -> bool:
    return FIGURE.fullmatch(" ".join(lines)) is not None


def _has_figure(line: Line) -> bool:
    return any(map(FIGURE.fullmatch, line.cells[1:]))


def _kept(made: Made, body: Sequence[int]) -> list[list[int]]:
    """Rows in groups that stay on one page: those of one merged cell."""
    glued = {made.head_rows + row + at for row, _, height, _ in made.merges for at in range(1, height)}
    groups: list[list[int]] = []
    for row in body:
        if row in glued:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups
