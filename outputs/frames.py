"""The tables of a folder as pandas data frames, with the types that ``datapackage.json`` declares."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from vanban.corpus.errors import DamagedFileError
from vanban.outputs.csvfiles import unguard
from vanban.outputs.tables import printed_path

if TYPE_CHECKING:
    import pandas as pd

_DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}


def read_csv(folder: str | Path) -> dict[str, "pd.DataFrame"]:
    """The flat tables by name: ``read_csv("out")["documents"]``.

    Strings are ``string``, integers ``Int64``, numbers ``Float64``, flags ``boolean``, whole dates
    ``datetime64``; missing values are NA; the formula guard is undone.

    Args:
        folder: where ``datapackage.json`` is.

    Raises:
        DamagedFileError: the folder holds no readable package.
    """
    root = Path(folder)
    resources = [r for r in _package(root)["resources"] if "tableId" not in r]
    return {resource["name"]: _frame(root, resource) for resource in resources}


def read_printed(folder: str | Path, table_id: str) -> "pd.DataFrame":
    """One table as printed, all cells strings.

    Args:
        folder: of ``vanban run`` or ``vanban extract --csv``.
        table_id: ``table_id`` in the table ``tables``.

    Raises:
        KeyError: no table has this id.
    """
    import pandas as pd

    path = Path(folder) / printed_path(table_id)
    if not path.is_file():
        raise KeyError(table_id)
    frame = pd.read_csv(path, encoding="utf-8-sig", dtype="string", keep_default_na=False, na_values=[""])
    for name in frame.columns:
        frame[name] = frame[name].map(unguard, na_action="ignore").astype("string")
    return frame.rename(columns=unguard)


def _package(root: Path) -> dict[str, Any]:
    path = root / "datapackage.json"
    try:
        package: dict[str, Any] = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.DecodeError) as error:
        raise DamagedFileError(
            f"The description of the tables cannot be read: {error}.",
            path=str(path),
            remedy="Name the folder that a run wrote to.",
        ) from error
    return package


def _frame(root: Path, resource: dict[str, Any]) -> "pd.DataFrame":
    import pandas as pd  # half a second: only who asks for frames pays

    fields = {f["name"]: f["type"] for f in resource["schema"]["fields"]}
    frame = pd.read_csv(
        root / resource["path"],
        encoding=resource["encoding"],
        dtype={name: _DTYPES[kind] for name, kind in fields.items() if kind in _DTYPES},
        parse_dates=[name for name, kind in fields.items() if kind == "date"],
        keep_default_na=False,
        na_values=[""],
    )
    for name, kind in fields.items():
        if kind == "string":
            frame[name] = frame[name].map(unguard, na_action="ignore").astype("string")
    return frame.rename(columns=unguard)
