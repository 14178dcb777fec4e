"""CSV files of many documents: the flat tables, every table as printed, and ``datapackage.json``.

Dialect: RFC 4180 (comma, ``"`` doubled inside quotes, lines end in CR LF), UTF-8, a byte order mark only
on request (Excel wants one); None is an empty cell; numbers are plain decimals; dates are ISO.

Formula safety (OWASP, CSV injection): a text that a spreadsheet would run gets one leading apostrophe,
bullets ("-", "+") included; :func:`unguard` takes exactly that apostrophe away again. Columns of numbers
are never touched.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Self

from vanban.corpus.errors import OutputError
from vanban.normalize.model import Document, Table
from vanban.outputs import datapackage, files
from vanban.outputs.columns import LIST_SEPARATOR, Column, TableSpec, Value
from vanban.outputs.entries import places
from vanban.outputs.tables import ALL, printed_path

BOM = b"\xef\xbb\xbf"

# Apostrophes already there count as part of the mark, so that one can always be taken away again.
_SIGNS = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20"
_RISKY = re.compile(f"'*[{_SIGNS}]")
_GUARDED = re.compile(f"'+[{_SIGNS}]")


def guard(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    if text[:1].isalnum():  # nearly all texts
        return text
    return "'" + text if _RISKY.match(text) else text


def unguard(text: str) -> str:
    """The text that :func:`guard` was given."""
    return text[1:] if _GUARDED.match(text) else text


def cell(value: Value, column: Column) -> str:
    """A value as it stands in a CSV cell."""
    if value is None:
        return ""
    if column.type == "string":
        return guard(str(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return decimal(value)
    return str(value)


def decimal(value: float) -> str:
    """A number in plain decimals, without exponent and without a needless ``.0``."""
    return f"{Decimal(repr(value)):f}".removesuffix(".0")


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows in the dialect of this module, without byte order mark."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def header(spec: TableSpec) -> bytes:
    """The first line of a flat table."""
    return csv_bytes([[column.name for column in spec.columns]])


def block(spec: TableSpec, rows: Iterable[Sequence[Value]]) -> bytes:
    """Rows of a flat table as its file holds them."""
    return csv_bytes([cell(v, c) for v, c in zip(row, spec.columns, strict=True)] for row in rows)


def printed_header(table: Table) -> list[str]:
    """One unique, guarded name a column: its header path, or its id where the header is blank."""
    names: list[str] = []
    for number, column in enumerate(table.columns, start=1):
        name = LIST_SEPARATOR.join(part for part in column.header if part) or column.id
        name = guard(name)
        names.append(name if name not in names else f"{name} ({number})")
    return names


def printed_rows(table: Table) -> list[list[str]]:
    """A table as printed: its header in one row, then its cells, verbatim but for the guard."""
    return [printed_header(table), *([guard(text) for text in row.cells] for row in table.rows)]


class CsvFolder:
    """Writes the tables of document after document; the files take their names when it is closed.

    ``folder/csv/<table>.csv``, ``folder/tables/`` and ``folder/datapackage.json``. Use it as a
    context manager: leaving it normally or by Ctrl-C keeps what was added, any other error drops the flat
    tables, so that older results stay whole.

    Args:
        folder: created when missing.
        bom: begin every file with a byte order mark, for Excel.

    Raises:
        OutputError: a file cannot be written.
    """

    def __init__(self, folder: Path, *, bom: bool = False) -> None:
        self.folder = folder
        self._prefix = BOM if bom else b""
        self._known: set[str] = set()
        self._printed: list[datapackage.Printed] = []
        self._files: dict[str, files.Pending] = {}

    def __enter__(self) -> Self:
        try:
            for spec in ALL:
                self._begin(spec)
        except OutputError:
            self._drop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None or issubclass(kind, KeyboardInterrupt):
                self._commit()
        finally:
            self._drop()

    def add(self, root: Document) -> bool:
        """Append a document and its attachments.

        Returns:
            False when the same file (by id) was added before: nothing is written twice.
        """
        if root.id in self._known:
            return False
        self._known.add(root.id)
        everywhere = list(places(root))
        blocks = [
            (spec, block(spec, [row for place in everywhere for row in spec.rows(place)])) for spec in ALL
        ]
        for spec, data in blocks:
            self._files[spec.name].write(data)
        for place in everywhere:
            for table in place.document.tables:
                self._print(table)
        return True

    def _begin(self, spec: TableSpec) -> None:
        pending = self._files[spec.name] = files.Pending(self.folder / "csv" / f"{spec.name}.csv")
        pending.write(self._prefix + header(spec))

    def _commit(self) -> None:
        for pending in self._files.values():
            pending.commit()
        package = datapackage.describe(self._printed, bom=bool(self._prefix))
        files.write(self.folder / "datapackage.json", datapackage.encode(package))

    def _drop(self) -> None:
        for pending in self._files.values():
            pending.drop()

    def _print(self, table: Table) -> None:
        path = printed_path(table.id)
        files.write(self.folder / path, self._prefix + csv_bytes(printed_rows(table)))
        self._printed.append(datapackage.Printed(table.id, table.title, path, tuple(printed_header(table))))
