"""``datapackage.json``: the Frictionless description of a folder of CSV files.

https://specs.frictionlessdata.io/tabular-data-package/ (v1): types, keys, foreign keys, constraints. Beyond
the standard, fields may carry ``unit`` and a resource says in ``formulaGuard`` how to undo the guard.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from vanban.outputs.columns import Column, TableSpec
from vanban.outputs.tables import ALL

Json = dict[str, Any]

ISO_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
FORMULA_GUARD = (
    "Text that begins with = + - @ tab or line break (after any apostrophes) has one apostrophe before it; "
    "remove one apostrophe to get the text back."
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A table as printed; ``path`` is that of its file in the package, ``header`` one unique name a column."""

    table_id: str
    title: str | None
    path: str
    header: tuple[str, ...]


def describe(printed: Sequence[Printed] = (), *, bom: bool = False) -> Json:
    """The package as a JSON object.

    Args:
        printed: tables as printed that belong to the package too.
        bom: the files begin with a byte order mark.
    """
    flat = [
        _resource(spec.name, f"csv/{spec.name}.csv", spec.description, _schema(spec), bom) for spec in ALL
    ]
    return {
        "profile": "tabular-data-package",
        "name": "vanban",
        "title": "Vietnamese administrative documents as tables",
        "resources": [*flat, *(_printed(table, bom) for table in printed)],
    }


def describe_printed(printed: Sequence[Printed], id: str, *, bom: bool = False) -> Json:
    """The package of one document's tables as printed."""
    return {
        "profile": "tabular-data-package",
        "name": f"vanban-{id}",
        "title": "The tables of one document, as printed",
        "resources": [_printed(table, bom) for table in printed],
    }


def encode(package: Json) -> bytes:
    """A package as the bytes of ``datapackage.json``."""
    return msgspec.json.format(msgspec.json.encode(package), indent=1) + b"\n"


def field(column: Column) -> Json:
    """The field descriptor of a column."""
    found: Json = {"name": column.name, "type": "string" if column.type == "isodate" else column.type}
    if column.type == "isodate":
        found["constraints"] = {"pattern": ISO_DATE}
    if column.key:
        found["constraints"] = {"required": True, "unique": True}
    if column.unit:
        found["unit"] = column.unit
    return found | {"description": column.description}


def _schema(spec: TableSpec) -> Json:
    keys = []
    for column in spec.columns:
        if column.references:
            resource, _, name = column.references.partition(".")
            target = "" if resource == spec.name else resource
            keys.append({"fields": column.name, "reference": {"resource": target, "fields": name}})
    return {
        "fields": [field(column) for column in spec.columns],
        "missingValues": [""],
        "primaryKey": [column.name for column in spec.columns if column.key],
        "foreignKeys": keys,
    }


def _printed(table: Printed, bom: bool) -> Json:
    name = "table-" + table.path.rpartition("/")[2].removesuffix(".csv").lower()
    schema = {"fields": [{"name": h, "type": "string"} for h in table.header], "missingValues": [""]}
    found = _resource(name, table.path, table.title or "", schema, bom)
    return found | {"tableId": table.table_id}


def _resource(name: str, path: str, description: str, schema: Json, bom: bool) -> Json:
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "description": description,
        "encoding": "utf-8-sig" if bom else "utf-8",
        "format": "csv",
        "mediatype": "text/csv",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "formulaGuard": FORMULA_GUARD,
        "schema": schema,
    }
