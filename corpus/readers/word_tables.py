"""Rows of cells as word processor files give them, placed on one grid with all merges resolved."""

from collections.abc import Sequence
from dataclasses import dataclass

from vanban.corpus.readers.word import Table, TableCell, WordBlock, runs_of


@dataclass(slots=True)
class Slot:
    """A cell as written: it reaches from edge ``left`` to edge ``right`` of the table's grid.

    ``continues`` says that it is merged with the cell above; ``rows`` counts those that it covers.
    """

    left: int
    right: int
    continues: bool
    blocks: list[WordBlock]
    rows: int = 1


def place(rows: Sequence[Sequence[Slot]], places: Sequence[float] = ()) -> Table:
    """Join cells that continue the one above and count the columns that any cell really begins.

    Args:
        rows: the cells row by row.
        places: where the edges of the table's grid are, in points, if that is known.
    """
    kept: list[tuple[int, Slot]] = []
    above: dict[tuple[int, int], Slot] = {}
    for at, row in enumerate(rows):
        current: dict[tuple[int, int], Slot] = {}
        for cell in row:
            edges = (cell.left, cell.right)
            owner = above.get(edges) if cell.continues else None
            if owner is None:
                kept.append((at, cell))
                owner = cell
            else:
                owner.rows += 1
                owner.blocks += with_text(cell.blocks)
            current[edges] = owner
        above = current
    starts = sorted({cell.left for _, cell in kept})
    columns = {left: col for col, left in enumerate(starts)}
    cells = [
        TableCell(at, columns[cell.left], cell.blocks, cell.rows, _span(starts, cell)) for at, cell in kept
    ]
    used = [*starts, max((cell.right for _, cell in kept), default=0)]
    return Table(cells, edges=tuple(places[at] for at in used) if used[-1] < len(places) else ())


def with_text(blocks: Sequence[WordBlock]) -> list[WordBlock]:
    """The blocks that hold any text: what stands in a cell that is merged away is not shown empty."""
    return [block for block in blocks if any(run.text.strip() for run in runs_of([block]))]


def _span(starts: Sequence[int], cell: Slot) -> int:
    return max(1, sum(cell.left <= start < cell.right for start in starts))
