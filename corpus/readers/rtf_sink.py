"""Where the text of an RTF destination (body, note, header, box) gathers: paragraphs, cells, rows, tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vanban.corpus.layout import Align
from vanban.corpus.readers.word import Para, Run, RunLook, TabStop, WordBlock
from vanban.corpus.readers.word_tables import Slot, place, with_text

_SAME_EDGE = 80  # twips by which edges of cells drawn as one may differ


@dataclass(frozen=True, slots=True)
class ParaState:
    """Paragraph formatting in force; lengths in points."""

    align: Align | None = None
    left: float = 0.0
    first: float = 0.0
    tabs: tuple[TabStop, ...] = ()
    in_table: bool = False


PLAIN_PARA = ParaState()
"""What ``\\pard`` resets to."""


@dataclass(frozen=True, slots=True)
class CellEdge:
    """One ``\\cellx``: the right edge in twips and how the cell is merged."""

    right: int = 0
    above: bool = False  # merged with the cell above
    left: bool = False  # merged with the cell to the left


@dataclass(slots=True)
class RowState:
    """The row definition in force (``\\trowd``); it holds until the next one."""

    left: int = 0
    edges: list[CellEdge] = field(default_factory=list)


class Sink:
    """Gathers one destination."""

    def __init__(self) -> None:
        self.blocks: list[WordBlock] = []
        self._runs: list[Run] = []
        self._cell: list[WordBlock] = []
        self._cells: list[list[WordBlock]] = []
        self._rows: list[tuple[RowState, list[list[WordBlock]]]] = []

    def write(self, text: str, look: RunLook) -> None:
        """Add characters to the current paragraph."""
        if self._runs and self._runs[-1].look == look:
            self._runs[-1].text += text
        elif text:
            self._runs.append(Run(text, look))

    @property
    def last(self) -> str:
        """The characters of the last run of the current paragraph."""
        return self._runs[-1].text if self._runs else ""

    def add(self, blocks: Sequence[WordBlock], state: ParaState) -> None:
        """Add blocks of a box before the current paragraph."""
        (self._cell if state.in_table else self.blocks).extend(blocks)

    def end_paragraph(self, state: ParaState) -> None:
        """``\\par``."""
        para = Para(self._runs, state.align, state.left, state.first, state.tabs)
        self._runs = []
        if state.in_table:
            self._cell.append(para)
        else:
            self._end_table()
            self.blocks.append(para)

    def end_cell(self, state: ParaState) -> None:
        """``\\cell``."""
        if self._runs:
            self.end_paragraph(replace(state, in_table=True))
        self._cells.append(self._cell)
        self._cell = []

    def end_row(self, row: RowState, state: ParaState) -> None:
        """``\\row``; content without a ``\\cell`` after it makes a cell of its own."""
        if self._runs or self._cell:
            self.end_cell(state)
        if self._cells:
            self._rows.append((replace(row, edges=list(row.edges)), self._cells))
        self._cells = []

    def finish(self, row: RowState, state: ParaState) -> list[WordBlock]:
        """All blocks; what was left open is closed."""
        if self._cells or self._cell:
            self.end_row(row, state)
        elif self._runs:
            self.end_paragraph(replace(state, in_table=False))
        self._end_table()
        return self.blocks

    def _end_table(self) -> None:
        if not self._rows:
            return
        rows, self._rows = self._rows, []
        edges = _cluster([edge for row, _ in rows for edge in (row.left, *(e.right for e in row.edges))])
        places = {at: twips / 20 for twips, at in reversed(edges.items())}
        table = place([_slots(row, contents, edges) for row, contents in rows], sorted(places.values()))
        if len(table.cells) == 1:  # a frame around text
            self.blocks += table.cells[0].blocks
        else:
            self.blocks.append(table)


def _cluster(edges: Sequence[int]) -> dict[int, int]:
    """Edges by number from left to right; those a hair apart are one."""
    numbers: dict[int, int] = {}
    start: int | None = None
    at = -1
    for edge in sorted(set(edges)):
        if start is None or edge - start > _SAME_EDGE:
            start = edge
            at += 1
        numbers[edge] = at
    return numbers


def _slots(row: RowState, contents: Sequence[list[WordBlock]], edges: dict[int, int]) -> list[Slot]:
    """The cells of a row with their place; more cells than edges are put behind the last one."""
    slots: list[Slot] = []
    left = edges[row.left]
    last = max(edges.values(), default=0)
    for at, blocks in enumerate(contents):
        edge = row.edges[at] if at < len(row.edges) else None
        right = max(edges[edge.right] if edge else max(left, last), left + 1)
        if edge is not None and edge.left and slots:
            slots[-1].right = right
            slots[-1].blocks += with_text(blocks)
        else:
            slots.append(Slot(left, right, edge is not None and edge.above, list(blocks)))
        left = right
    return slots
