"""A table as its authors mean it: what stands on the page and what reading it must give.

The renderers print it, the strategies make it up, :mod:`tests.tables.compare` holds it against what was read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from vanban.normalize.model import Unit, Value

Kind = Literal["ordinal", "text", "number", "percent", "date", "period"]
Align = Literal["left", "center", "right"]
_RAISED = re.compile(r" \[(\d)\]|(?<=\bm)([23])\b")


@dataclass(frozen=True)
class Head:
    """A header cell: a column, or a group with the cells under it."""

    text: str
    under: tuple["Head", ...] = ()
    kind: Kind = "text"
    year: int | None = None
    unit: Unit | None = None

    @property
    def depth(self) -> int:
        """Levels from here down."""
        return 1 + max((head.depth for head in self.under), default=0)

    @property
    def width(self) -> int:
        """Columns below."""
        return sum(head.width for head in self.under) or 1

    def columns(self, above: tuple["Head", ...] = ()) -> Iterator[tuple["Head", ...]]:
        """The way down to each column."""
        path = (*above, self)
        if not self.under:
            yield path
        for head in self.under:
            yield from head.columns(path)


@dataclass(frozen=True)
class Line:
    """A row of the body. Line feeds in a cell part its paragraphs; ``parent`` counts rows from 0.

    Tabs make a table inside the cell, where the format has such. ``indent``: steps to the right, of the first cell.
    """

    cells: tuple[str, ...]
    values: tuple[Value, ...]
    label: str | None
    level: int
    kind: Literal["total", "group", "item", "note"]
    parent: int | None
    indent: int = 0


@dataclass(frozen=True)
class Place:
    """A cell as printed; rows count from the top of the header."""

    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    align: Align = "left"
    bold: bool = False
    indent: int = 0


@dataclass(frozen=True)
class Sum:
    """A sum that the table states: the place of the stated figure, down a column or along its row."""

    direction: Literal["down", "across"]
    row: int
    col: int


@dataclass(frozen=True)
class Made:
    """A table.

    ``merges``: (row, column, row span, column span) of body cells, whose text stands in every place they
    cover; ``tall``: upper header cells take the rows that a short path leaves over, not the lowest one; ``plain``:
    groups and totals are not bold.
    """

    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    numbers: tuple[str, ...] = ()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    sums: frozenset[Sum] = frozenset()
    caption: str | None = None
    unit: Unit | None = None
    notes: tuple[tuple[str | None, str], ...] = ()
    tall: bool = False
    plain: bool = False

    @property
    def n_cols(self) -> int:
        return sum(head.width for head in self.heads)

    @property
    def levels(self) -> int:
        """Levels of the header."""
        return max(head.depth for head in self.heads)

    @property
    def head_rows(self) -> int:
        """Rows of the header, that of the column numbers included."""
        return self.levels + bool(self.numbers)

    def columns(self) -> list[tuple[Head, ...]]:
        """The header path of each column."""
        return [path for head in self.heads for path in head.columns()]

    def places(self) -> list[Place]:
        """All cells as printed, in the order of rows and columns."""
        found = [*self._header(self.heads, 0, 0, self.levels)]
        found += [Place(self.levels, col, 1, 1, text, "center") for col, text in enumerate(self.numbers)]
        found += self._body()
        return sorted(found, key=lambda place: (place.row, place.col))

    def _header(self, heads: tuple[Head, ...], row: int, col: int, rows: int) -> Iterator[Place]:
        for head in heads:
            own = rows
            if head.under:
                below = max(one.depth for one in head.under)
                own = rows - below if self.tall else 1
                yield from self._header(head.under, row + own, col, rows - own)
            yield Place(row, col, own, head.width, head.text, "center", bold=True)
            col += head.width

    def _body(self) -> Iterator[Place]:
        covered = {
            (row + r, col + c): (row, col, height, width)
            for row, col, height, width in self.merges
            for r in range(height)
            for c in range(width)
        }
        aligns: list[Align] = [_align(path[-1].kind) for path in self.columns()]
        for row, line in enumerate(self.lines):
            for col, text in enumerate(line.cells):
                top, left, height, width = covered.get((row, col), (row, col, 1, 1))
                if (top, left) == (row, col):
                    bold = line.kind in ("group", "total") and not self.plain
                    indent = 0 if col else line.indent
                    yield Place(self.head_rows + row, col, height, width, text, aligns[col], bold, indent)


def _align(kind: Kind) -> Align:
    return "right" if kind in ("number", "percent") else "left" if kind == "text" else "center"


@dataclass(frozen=True)
class Look:
    """How a table is printed where formats leave a choice.

    ``breaks``: body rows before which it is broken in pieces; ``repeat``: later pieces and pages show the
    header again; ``continued``: the caption of later pieces, "" for none; ``cut``: rows are cut where a
    page ends; ``raised``: exponents are printed as such; ``spaced``: spaces make indents; ``typed``: figures and dates are
    numbers in a workbook.
    """

    breaks: tuple[int, ...] = ()
    repeat: bool = True
    continued: str = ""
    cut: bool = False
    size: float = 11
    raised: bool = False
    spaced: bool = False
    typed: bool = False

    def pieces(self, text: str) -> list[tuple[str, bool]]:
        """A text parted into plain and raised pieces: the marks " [1]" of notes, the 2 of m2."""
        found: list[tuple[str, bool]] = []
        at = 0
        for match in _RAISED.finditer(text):
            if match[1] or self.raised:
                found += [(text[at : match.start()], False), (match[1] or match[2], True)]
                at = match.end()
        return [(piece, high) for piece, high in (*found, (text[at:], False)) if piece]


# --- the document around it -----------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str
    bold: bool = False
    align: Align | None = None


@dataclass(frozen=True)
class Pair:
    """Two columns of lines: letterhead, recipients and signature."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A new page begins, perhaps a landscape one."""

    landscape: bool = False


@dataclass(frozen=True)
class Printed:
    """A table in its place."""

    made: Made
    look: Look = field(default_factory=Look)


Block = Text | Pair | Section | Printed
