"""What XLSX and XLS readers share: sheets as they are shown, cells printed, looks kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from vanban.corpus.errors import TooLargeError

LEFT, TOP, RIGHT, BOTTOM = 1, 2, 4, 8
"""Bits of :attr:`Look.sides`: where a cell has a line."""

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0, both ends included."""

Run = tuple[str, str]
"""Text and the name of its font."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks: its number format, font, alignment and the lines around it."""

    code: str = "General"
    font: str = ""
    bold: bool = False
    italic: bool = False
    size: float | None = None
    align: str | None = None
    sides: int = 0
    indent: int = 0

    @property
    def is_ruled(self) -> bool:
        """Whether the cell belongs to a drawn table; a line on one side may underline a title."""
        return self.sides.bit_count() >= 2


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell as printed; one without runs is kept for its lines."""

    runs: tuple[Run, ...]
    look: Look
    is_number: bool = False

    @property
    def text(self) -> str:
        """The text, line breaks kept."""
        return self.runs[0][0] if len(self.runs) == 1 else "".join(text for text, _ in self.runs)


@dataclass(slots=True)
class Sheet:
    """One sheet: its cells by (row, column) from 0, its merged areas, what it hides.

    The workbook opens with the one that ``is_active``.
    """

    name: str
    is_hidden: bool = False
    is_active: bool = False
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)

    def columns_hidden(self) -> set[int]:
        """Hidden columns that hold text."""
        filled = {col for (_, col), cell in self.cells.items() if cell.runs}
        return {col for col in filled for first, last in self.hidden_columns if first <= col <= last}

    def rows_hidden(self) -> set[int]:
        """Hidden rows that hold text."""
        return self.hidden_rows & {row for (row, _), cell in self.cells.items() if cell.runs}


class CellCounter:
    """Holds a workbook to its budget of filled cells; empty ones with lines count a tenth."""

    def __init__(self, limit: int) -> None:
        self._limit = limit * 10
        self._count = 0

    def add(self, *, filled: bool) -> None:
        """Count a cell.

        Raises:
            TooLargeError: over the budget.
        """
        self._count += 10 if filled else 1
        if self._count > self._limit:
            raise TooLargeError(
                f"The workbook has over {self._limit // 10} cells.", remedy="Split it, or raise the limit."
            )


Book = Sequence[Sheet]
"""The sheets of a workbook in their order."""
