"""Walks over a document tree: which things become a row of which table, and under which key."""

from collections.abc import Iterator
from dataclasses import dataclass

from vanban.normalize.measures import Measures, base_value, row_paths
from vanban.normalize.model import Document, Section, Unit
from vanban.outputs.columns import Entry, Place


def places(root: Document) -> Iterator[Place]:
    """A document and all its attachments in reading order."""
    stack: list[tuple[Document, str | None]] = [(root, None)]
    count = 0
    while stack:
        document, parent_id = stack.pop()
        ids = frozenset(section.id for section, _, _ in walk(document.sections))
        yield Place(document, root.id, parent_id, count, ids)
        count += 1
        stack.extend((child, document.id) for child in reversed(document.attachments))


def walk(
    sections: tuple[Section, ...], parent: Section | None = None, depth: int = 1
) -> Iterator[tuple[Section, Section | None, int]]:
    """Sections in reading order, each with the one above it and its depth from 1."""
    for section in sections:
        yield section, parent, depth
        yield from walk(section.children, section, depth + 1)


def documents(place: Place) -> Iterator[Entry]:
    """The document itself."""
    yield Entry(place, place.document.id, place.ordinal, place.document, place.parent_id)


def sections(place: Place) -> Iterator[Entry]:
    """Sections of every depth."""
    for n, (section, parent, depth) in enumerate(walk(place.document.sections)):
        above = f"{place.document.id}:{parent.id}" if parent else None
        yield Entry(place, f"{place.document.id}:{section.id}", n, section, above, depth)


@dataclass(frozen=True, slots=True)
class Things:
    """The members of one list of a document; their keys are paths into its JSON."""

    name: str

    def __call__(self, place: Place) -> Iterator[Entry]:
        """Entries of the list's members."""
        for n, thing in enumerate(getattr(place.document, self.name)):
            yield Entry(place, f"{place.document.id}:{self.name}/{n}", n, thing)


def citations(place: Place) -> Iterator[Entry]:
    """Those of the bases first; the document's own list may repeat them (``at`` tells)."""
    document = place.document
    n = 0
    for b, basis in enumerate(document.bases):
        for c, citation in enumerate(basis.citations):
            above = f"{document.id}:bases/{b}"
            yield Entry(place, f"{above}/citations/{c}", n, citation, above)
            n += 1
    for c, citation in enumerate(document.citations):
        if not (citation.at or "").startswith("bases/"):
            yield Entry(place, f"{document.id}:citations/{c}", n, citation)
            n += 1


def tables(place: Place) -> Iterator[Entry]:
    """Data tables; they bring their own ids."""
    for n, table in enumerate(place.document.tables):
        yield Entry(place, table.id, n, table)


def columns(place: Place) -> Iterator[Entry]:
    """Columns of every table."""
    for table in place.document.tables:
        for n, column in enumerate(table.columns):
            yield Entry(place, f"{table.id}:c{n}", n, column, table.id)


def checks(place: Place) -> Iterator[Entry]:
    """Checked sums of every table."""
    for table in place.document.tables:
        for n, check in enumerate(table.checks):
            yield Entry(place, f"{table.id}:checks/{n}", n, check, table.id)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with what its row, column and table say about it."""

    row: int
    page: int | None
    row_label: str | None
    row_path: tuple[str, ...]
    row_kind: str
    row_level: int
    parent_row: int | None
    column: str
    column_id: str
    header: tuple[str, ...]
    year: int | None
    unit: Unit | None
    text: str
    number: int | float | None
    base_number: int | float | None
    value_text: str | None


def cells(place: Place) -> Iterator[Entry]:
    """Cells of every table, row by row."""
    for table in place.document.tables:
        measures, paths = Measures(table), row_paths(table)
        for r, row in enumerate(table.rows):
            for c, (column, text, value) in enumerate(
                zip(table.columns, row.cells, row.values, strict=False)
            ):
                number = None if isinstance(value, str) else value
                unit = measures.unit(row, column, text)
                cell = Cell(
                    row=r,
                    page=row.page,
                    row_label=row.label,
                    row_path=paths[r],
                    row_kind=row.kind,
                    row_level=row.level,
                    parent_row=row.parent,
                    column=column.id,
                    column_id=f"{table.id}:c{c}",
                    header=column.header,
                    year=column.year,
                    unit=unit,
                    text=text,
                    number=number,
                    base_number=base_value(number, unit),
                    value_text=value if isinstance(value, str) else None,
                )
                yield Entry(place, f"{table.id}:r{r}c{c}", c, cell, table.id)
