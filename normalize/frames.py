"""A table as a pandas DataFrame."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Literal

from vanban.normalize.model import Column, Table

RowKind = Literal["total", "group", "item", "note"]

if TYPE_CHECKING:
    import pandas as pd


def to_pandas(table: Table, *, kinds: Collection[RowKind] | None = None, ids: bool = False) -> "pd.DataFrame":
    """The typed values of a table as a DataFrame, one row a data row in printed order.

    Columns are the header paths: a MultiIndex with as many levels as the longest path (short paths are
    filled up with ""), a plain Index when no header has a second level. Number and percent columns are
    ``Int64`` or ``Float64``, all others ``string``; blanks are ``<NA>``. ``frame.attrs`` holds ``id``,
    ``title`` and ``unit``. The index counts the rows of the table from 0.

    Args:
        table: a normalised table.
        kinds: only rows of these kinds; ``{"item"}`` keeps sums from being counted twice.
        ids: name the columns by their ids, which are unique, instead of their headers.

    Raises:
        ImportError: pandas is not installed.
    """
    import pandas as pd  # costs 0.3 s, so only those pay who ask

    rows = {at: row for at, row in enumerate(table.rows) if kinds is None or row.kind in kinds}
    series = [
        pd.Series([row.values[i] for row in rows.values()], index=list(rows), dtype=_dtype(table, i, column))
        for i, column in enumerate(table.columns)
    ]
    frame = pd.concat(series, axis=1) if series else pd.DataFrame()
    frame.columns = pd.Index([column.id for column in table.columns]) if ids else _index(table, pd)
    frame.attrs = {"id": table.id, "title": table.title, "unit": table.unit.text if table.unit else None}
    return frame


def _dtype(table: Table, index: int, column: Column) -> str:
    if column.kind not in ("number", "percent"):
        return "string"
    return "Float64" if any(isinstance(row.values[index], float) for row in table.rows) else "Int64"


def _index(table: Table, pd: Any) -> Any:
    depth = max((len(column.header) for column in table.columns), default=1)
    if depth < 2:
        return pd.Index([column.header[0] if column.header else column.id for column in table.columns])
    paths = [column.header or (column.id,) for column in table.columns]
    return pd.MultiIndex.from_tuples([(*path, *[""] * (depth - len(path))) for path in paths])
