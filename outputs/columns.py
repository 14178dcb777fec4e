"""The parts a flat table is declared with: columns that say how their value is found in a document."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any, Literal

from vanban.normalize.model import Document

Type = Literal["string", "isodate", "date", "integer", "number", "boolean"]
"""``isodate`` is a date of any precision (2013, 2013-10, 2013-10-26); ``date`` is always a whole one."""

Value = str | int | float | bool | None
LIST_SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Place:
    """A document within its tree; ``ordinal`` is its place in reading order, from 0."""

    document: Document
    root_id: str
    parent_id: str | None
    ordinal: int
    section_ids: frozenset[str]

    def section(self, at: str | None) -> str | None:
        """The key in ``sections`` of what ``at`` names; None when it names something else."""
        return f"{self.document.id}:{at}" if at in self.section_ids else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One row to be: the thing it is about, where that stands, and the key of the thing above it."""

    place: Place
    id: str
    ordinal: int
    item: Any
    parent_id: str | None = None
    depth: int = 0


@dataclass(frozen=True)
class Column:
    """A column. ``get`` reads its value from an entry; by default the attribute of the same name.

    ``key``: part of the primary key. ``references``: ``table.column`` that must hold the value.
    ``unit``: of a number; a column name in braces when it differs by row.
    """

    name: str
    type: Type
    description: str
    get: Callable[[Entry], Any] | None = None
    key: bool = False
    references: str | None = None
    unit: str | None = None

    @cached_property
    def read(self) -> Callable[[Entry], Any]:
        """The function that finds the value."""
        return self.get or item(self.name)

    def value(self, entry: Entry) -> Value:
        """The value of one row; lists joined, empty lists None."""
        found = self.read(entry)
        if isinstance(found, tuple):
            return LIST_SEPARATOR.join(map(str, found)) or None
        value: Value = found
        return value


@dataclass(frozen=True)
class TableSpec:
    """A flat table; ``entries`` yields its rows for one document (attachments are asked separately)."""

    name: str
    description: str
    entries: Callable[[Place], Iterable[Entry]]
    columns: tuple[Column, ...]

    def rows(self, place: Place) -> list[list[Value]]:
        """Rows of one document, values in the order of the columns."""
        return [[column.value(entry) for column in self.columns] for entry in self.entries(place)]


def item(path: str) -> Callable[[Entry], Any]:
    """A getter of ``entry.item.path`` that gives None when a part of the path is None."""
    first, *parts = [attrgetter(part) for part in path.split(".")]
    if not parts:
        return lambda entry: first(entry.item)

    def get(entry: Entry) -> Any:
        found = first(entry.item)
        for part in parts:
            if found is None:
                return None
            found = part(found)
        return found

    return get


def document_key(*, key: bool = False) -> Column:
    """The column that every table shares."""
    return Column(
        "document_id",
        "string",
        "The document the row belongs to.",
        lambda e: e.place.document.id,
        key=key,
        references=None if key else "documents.document_id",
    )


def row_key(name: str, of: str) -> Column:
    """A primary key: stable as long as the document's file does not change."""
    return Column(name, "string", f"Stable id of the {of}.", lambda e: e.id, key=True)


def ordinal(of: str) -> Column:
    """Reading order."""
    return Column("ordinal", "integer", f"Place among the {of} of the document, from 0.", lambda e: e.ordinal)


def at(what: str) -> tuple[Column, Column]:
    """Where something stands: as in the JSON, and as a key into ``sections``."""
    return (
        Column("at", "string", f"Where the {what} stands: a section's id within the document, or a path."),
        Column(
            "section_id",
            "string",
            f"The section the {what} stands in, if it stands in one.",
            lambda e: e.place.section(e.item.at),
            references="sections.section_id",
        ),
    )


def same(columns: str, type: Type = "string") -> tuple[Column, ...]:
    """Columns equal to attributes of the thing: ``name: description`` lines."""
    lines = (line.strip().partition(": ") for line in columns.strip().splitlines())
    return tuple(Column(name, type, description) for name, _, description in lines)
