"""What a figure of a table says: of which row, in which unit, and how much that is in base units."""

from collections.abc import Sequence
from decimal import Decimal

from vanban.normalize.columns import DONG_BEHIND, has_own_unit, is_count, uses
from vanban.normalize.model import Column, Row, Table, Unit
from vanban.normalize.money import parse_unit


def row_paths(table: Table) -> Sequence[tuple[str, ...]]:
    """For each row the names of the rows above it in the hierarchy, from the top, and its own.

    A row is named by its first column of text that is not blank, else by its label.
    """
    paths: dict[int | None, tuple[str, ...]] = {}
    for index, row in enumerate(table.rows):
        cells = zip(table.columns, row.cells, strict=False)
        name = next((text for column, text in cells if text and column.kind == "text"), row.label or "")
        paths[index] = (*paths.get(row.parent, ()), name)
    return list(paths.values())


class Measures:
    """The units of a table's figures.

    What stands behind a figure ("840đ") is its unit. A unit in the header of a column counts for it alone; else that of the row counts where a column "ĐVT" gives one,
    else that of the table. Counts and areas are not in the currency of the table, prices and costs not in the unit of the row.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._by_row = next(
            (i for i, c in enumerate(table.columns) if c.kind == "text" and _says(c, "row_unit")), None
        )

    def unit(self, row: Row, column: Column, text: str) -> Unit | None:
        """The unit of a figure; None when it is not known."""
        if column.unit or column.kind != "number":
            return column.unit
        if behind := DONG_BEHIND.search(text):
            return parse_unit(behind[0])
        own = "".join(row.cells[self._by_row : self._by_row + 1]) if self._by_row is not None else ""
        if own and not _says(column, "rate") and not has_own_unit(column):
            return parse_unit(own)
        unit = self._table.unit
        return None if unit and unit.currency and is_count(column) else unit


def base_value(number: float | None, unit: Unit | None) -> int | float | None:
    """A figure in base units: 69.120 "Triệu đồng" are 69120000000 (VND); None where the unit has no factor."""
    if number is None or unit is None or unit.scale is None:
        return None
    value = Decimal(str(number)) * unit.scale
    return int(value) if value == value.to_integral_value() else float(value)


def _says(column: Column, use: str) -> bool:
    return any(use in uses(text) for text in column.header)
