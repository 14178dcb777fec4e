"""The flat tables as Parquet datasets: ``parquet/<table>/province=96/issued=2013/part-0.parquet``.

Every file of a table has the same columns in the same types whatever it holds, so that any reader takes them as one
table: https://parquet.apache.org/docs/, partitions in the manner of Hive. Built from the same declarations as the
CSV files; without formula guard, since no spreadsheet opens them.
"""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from vanban.outputs import files
from vanban.outputs.columns import TableSpec, Type, Value

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 50_000  # in memory at most, of each table
_LARGEST = 2**63 - 1


def schema(spec: TableSpec) -> "pa.Schema":
    """The columns of a table; those of the partition, ``province`` and ``issued``, stand in the folders' names."""
    import pyarrow as pa

    types: dict[Type, Any] = {
        "string": pa.string(),
        "isodate": pa.string(),
        "date": pa.date32(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
    }
    return pa.schema([(column.name, types[column.type]) for column in spec.columns])


def path(out: Path, table: str, province: int, issued: int, bucket: str) -> Path:
    """The file of one part of a table; 0 stands for a province or year that the document does not say.

    Readers tell the type of a partition by its names: numbers everywhere make it the same whatever is there.
    """
    folder = f"province={province}/issued={issued}"
    return out / "parquet" / table / folder / f"part-{bucket or '0'}.parquet"


class ParquetFile:
    """One file, written in groups of rows so that it may be of any length; without rows there is none.

    Use it as a context manager: leaving it normally gives the file its name, an error leaves an older one as it was.

    Raises:
        OutputError: it cannot be written.
    """

    def __init__(self, spec: TableSpec, target: Path) -> None:
        self._spec = spec
        self._target = target
        self._rows: list[Sequence[Value]] = []
        self._pending: files.Pending | None = None
        self._writer: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            if self._pending:
                self._pending.drop()

    def add(self, rows: Sequence[Sequence[Value]]) -> None:
        """Append rows."""
        self._rows += rows
        if len(self._rows) >= _ROWS:
            self._flush()

    def _finish(self) -> None:
        if self._rows:
            self._flush()
        if self._pending:
            with files.reported(self._target):
                self._writer.close()
            self._pending.commit()
        else:
            with files.reported(self._target):
                self._target.unlink(missing_ok=True)

    def _flush(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        columns = zip(*self._rows, strict=True)
        shape = schema(self._spec)
        arrays = [
            pa.array([_value(v, column.type) for v in values], type=field.type)
            for values, column, field in zip(columns, self._spec.columns, shape, strict=True)
        ]
        self._rows = []
        with files.reported(self._target):
            if not self._pending:
                self._pending = files.Pending(self._target)
                self._writer = pq.ParquetWriter(self._pending.stream, shape, compression="zstd")
            self._writer.write_table(pa.Table.from_arrays(arrays, schema=shape))


def remove(target: Path, out: Path) -> None:
    """Remove the file of a part, and folders that become empty."""
    target.unlink(missing_ok=True)
    for folder in target.parents:
        if folder == out or not _drop(folder):
            return


def _drop(folder: Path) -> bool:
    try:
        os.rmdir(folder)
    except OSError:
        return False
    return True


def _value(value: Value, type: Type) -> Any:
    """A value as Arrow takes it; an empty text is none, as in CSV.

    An integer that no 64 bits hold is None here and stands in the CSV.
    """
    if value is None or value == "":
        return None
    if type == "date":
        return date.fromisoformat(str(value))
    if type == "number":
        return float(value)
    if type == "integer":
        return value if -_LARGEST <= int(value) <= _LARGEST else None
    return value
