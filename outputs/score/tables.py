"""Compares data tables: found or not, title, unit, header paths, number of rows, rows, cells, notes."""

from collections.abc import Sequence

from vanban.outputs.score.align import Places, align, align_places, likeness
from vanban.outputs.score.gold import GoldTable
from vanban.outputs.score.outcomes import Collector

Row = tuple[str, ...]


def compare_tables(collector: Collector, gold: Sequence[GoldTable], predicted: Sequence[GoldTable]) -> None:
    """Judge all tables of a document, paired in order by title, header and size."""
    pairs = align(gold, predicted, _table_likeness, threshold=0.1)
    for place, (g, p) in enumerate(pairs):
        collector.thing("tables.found", _name(g), _name(p), str(place))
        within = collector if g and p else collector.alone()
        _table(within, g or GoldTable(), p or GoldTable(), f"{place}")


def _table(collector: Collector, gold: GoldTable, predicted: GoldTable, place: str) -> None:
    collector.value("tables.title", gold.title, predicted.title, place)
    collector.value("tables.unit", gold.unit, predicted.unit, place)
    collector.value("tables.row_count", _count(gold), _count(predicted), place)
    columns = _columns(gold, predicted)
    for g, p in columns:
        paths = _path(gold, g), _path(predicted, p)
        collector.value("tables.columns", *paths, f"{place}, column {p if g is None else g}")
    for gold_rows, predicted_rows, first in _kept(gold, predicted):
        _rows(collector, gold_rows, predicted_rows, columns, place, first)
    if gold.notes is not None:
        collector.values("tables.notes", gold.notes, predicted.notes or ())


def _rows(
    collector: Collector,
    gold: Sequence[Row],
    predicted: Sequence[Row],
    columns: Sequence[Places],
    place: str,
    first: int,
) -> None:
    def similarity(a: Row, b: Row) -> float:
        """Share of equal cells among those that either row fills."""
        pairs = [(_at(a, g), _at(b, p)) for g, p in columns]
        filled = [pair for pair in pairs if any(pair)]
        return sum(x == y for x, y in filled) / len(filled) if filled else 1.0

    pairs = align(gold, predicted, similarity, threshold=0.25)
    for number, (g, p) in enumerate(pairs, start=first):
        where = f"{place}, row {number}"
        cells = (
            ("tables.cells", _at(g, i), _at(p, j), f"{where}, column {j if i is None else i}")
            for i, j in columns
        )
        collector.together("tables.rows", _line(g), _line(p), where, cells)


def _at(row: Row | None, column: int | None) -> str | None:
    """A cell's text; None when it is empty or missing."""
    if row is None or column is None or column >= len(row):
        return None
    return row[column] or None


def _columns(gold: GoldTable, predicted: GoldTable) -> list[Places]:
    """Which column is which: by place when both tables are as wide, else by header path."""
    widths = _width(gold), _width(predicted)
    if widths[0] == widths[1]:
        return [(n, n) for n in range(widths[0])]
    left, right = ([_path(t, n) for n in range(w)] for t, w in zip((gold, predicted), widths, strict=True))
    return align_places(left, right, likeness, threshold=0.3)


def _width(table: GoldTable) -> int:
    return max([len(table.columns), *map(len, table.rows)])


def _kept(gold: GoldTable, predicted: GoldTable) -> list[tuple[Sequence[Row], Sequence[Row], int]]:
    """The rows to compare, in blocks with the number of their first row: all, or the first and last few."""
    head, plus, tail = gold.rows_kept.partition("+")
    if not plus or not head.isdigit() or not tail.isdigit():
        return [(gold.rows, predicted.rows, 0)]
    first, last = int(head), int(tail)
    ending = predicted.rows[first:][-last:]
    return [
        (gold.rows[:first], predicted.rows[:first], 0),
        (gold.rows[first:], ending, max(first, gold.row_count - last)),
    ]


def _table_likeness(a: GoldTable, b: GoldTable) -> float:
    header = likeness(" ".join(map(" ".join, a.columns)), " ".join(map(" ".join, b.columns)))
    title = likeness(a.title, b.title) if a.title or b.title else 0.5
    size = (len(a.columns) == len(b.columns)) + (a.row_count == b.row_count)
    return 0.5 * header + 0.3 * title + 0.1 * size


def _count(table: GoldTable) -> str | None:
    return str(table.row_count) if table.columns or table.rows else None


def _name(table: GoldTable | None) -> str | None:
    if table is None:
        return None
    return table.title or f"{table.row_count} rows x {len(table.columns)} columns"


def _path(table: GoldTable, column: int | None) -> str | None:
    if column is None or column >= len(table.columns):
        return None
    return " > ".join(part for part in table.columns[column] if part) or None


def _line(row: Row | None) -> str | None:
    return None if row is None else " | ".join(row)
