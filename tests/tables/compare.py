"""What reading a made-up table gives, beside what it must give."""

from collections.abc import Iterator, Sequence
from typing import Any

from tests.tables.model import Made
from vanban.normalize.model import Document, Table, TableNote


def tables_of(document: Document) -> Iterator[Table]:
    """All tables of a document tree in reading order."""
    yield from document.tables
    for attached in document.attachments:
        yield from tables_of(attached)


def assert_same(document: Document, made: Sequence[Made], titles: Sequence[str | None]) -> None:
    """Every table equal to what its authors meant, and no other table found."""
    found = list(tables_of(document))
    assert len(found) == len(made), [table.title for table in found]
    for table, meant, title in zip(found, made, titles, strict=True):
        assert read(table) == expected(meant, title)
        assert_sums(table, meant)


def expected(made: Made, title: str | None) -> dict[str, Any]:
    """A made-up table as plain data."""
    return {
        "title": title,
        "unit": made.unit,
        "columns": [
            {
                "header": tuple(head.text for head in path),
                "kind": path[-1].kind,
                "year": next((head.year for head in reversed(path) if head.year), None),
                "unit": next((head.unit for head in reversed(path) if head.unit), None),
            }
            for path in made.columns()
        ],
        "rows": [
            (
                line.label,
                line.level,
                line.kind,
                line.parent,
                tuple(" ".join(text.split()) for text in line.cells),
            )
            for line in made.lines
        ],
        "values": [
            tuple(" ".join(v.split()) if isinstance(v, str) else v for v in line.values)
            for line in made.lines
        ],
        "notes": [TableNote(mark=mark, text=f"{text}.") for mark, text in made.notes],
    }


def read(table: Table) -> dict[str, Any]:
    """A table that was read as the same plain data."""
    return {
        "title": table.title,
        "unit": table.unit,
        "columns": [
            {"header": column.header, "kind": column.kind, "year": column.year, "unit": column.unit}
            for column in table.columns
        ],
        "rows": [(row.label, row.level, row.kind, row.parent, row.cells) for row in table.rows],
        "values": [row.values for row in table.rows],
        "notes": list(table.notes),
    }


def assert_sums(table: Table, made: Made) -> None:
    """Every stated sum is proved and right; down the columns nothing else is taken for one."""
    ids = [column.id for column in table.columns]
    assert len(set(ids)) == len(ids)
    assert all(name.isascii() and name.replace("_", "a").isalnum() for name in ids), ids
    assert not [check for check in table.checks if not check.ok]
    down = {(c.row, ids.index(c.column)) for c in table.checks if c.rule in ("children_sum", "total_sum")}
    across = {(c.row, ids.index(c.column)) for c in table.checks} - down | {
        (c.row, ids.index(c.column)) for c in table.checks if c.rule not in ("children_sum", "total_sum")
    }
    merged = {
        (row + r, col + c)
        for row, col, height, width in made.merges
        for r in range(height)
        for c in range(width)
    }
    assert down == {(s.row, s.col) for s in made.sums if s.direction == "down"} - merged
    missing = {(s.row, s.col) for s in made.sums if s.direction == "across"} - across
    assert not missing
