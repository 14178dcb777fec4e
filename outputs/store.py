"""Where the files of one document lie in a folder of results, by its id: a folder holds a 256th of them.

``json/3f/3f9c2a41b7d0e655.json``, ``text/3f/3f9c2a41b7d0e655.txt``, ``pdf/3f/3f9c2a41b7d0e655.pdf`` for a scan of which
a copy with text was asked for and, for a document with tables, a folder
``tables/3f/3f9c2a41b7d0e655/`` with each as printed and a ``datapackage.json`` that describes them.
"""

import re
import shutil
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path

from vanban.normalize.model import Document
from vanban.outputs import datapackage, files, jsondoc
from vanban.outputs.csvfiles import BOM, csv_bytes, printed_header, printed_rows
from vanban.outputs.entries import places
from vanban.outputs.tables import printed_path

SHARDS = tuple(f"{n:02x}" for n in range(256))
KINDS = {"json": ".json", "text": ".txt", "pdf": ".pdf", "tables": ""}
"""Folder -> what follows an id in its names."""

FOLDERS = (*KINDS, "vanished", "parquet", "csv")
SUMMARIES = ("datapackage.json", "summary.txt", "report.json")
"""Files that tell of all that is in the folders."""

NAMES = (*FOLDERS, *SUMMARIES)
"""All that a run writes into its folder of results."""

_EVERY = ("json", "text")  # kinds that every document has


def json_path(id: str) -> str:
    """The document, below the folder of results."""
    return f"json/{id[:2]}/{id}.json"


def text_path(id: str) -> str:
    """Its reading text."""
    return f"text/{id[:2]}/{id}.txt"


def pdf_path(id: str) -> str:
    """The copy of a scan that can be searched."""
    return f"pdf/{id[:2]}/{id}.pdf"


def write(
    out: Path, document: Document, text: str, *, bom: bool = False, searchable: bytes | None = None
) -> bytes:
    """Write all files of a document; the JSON last, so that it stands for the others.

    Args:
        out: the folder of results.
        document: a whole tree.
        text: the reading text.
        bom: begin CSV files with a byte order mark.
        searchable: a copy of the input that can be searched; an older one goes.

    Returns:
        The JSON.

    Raises:
        OutputError: a file cannot be written.
    """
    files.write(out / text_path(document.id), text.encode())
    if searchable is not None:
        files.write(out / pdf_path(document.id), searchable)
    else:
        with suppress(OSError):
            (out / pdf_path(document.id)).unlink()
    write_tables(out, document, bom=bom)
    return write_json(out, document)


def write_json(out: Path, document: Document) -> bytes:
    """Write the JSON alone.

    Raises:
        OutputError: it cannot be written.
    """
    data = jsondoc.encode(document, indent=1) + b"\n"
    files.write(out / json_path(document.id), data)
    return data


def write_tables(out: Path, document: Document, *, bom: bool = False) -> None:
    """Write the tables as printed, in place of older ones.

    Raises:
        OutputError: one cannot be written.
    """
    prefix = BOM if bom else b""
    folder = out / "tables" / document.id[:2] / document.id
    shutil.rmtree(folder, ignore_errors=True)
    printed: list[datapackage.Printed] = []
    for place in places(document):
        for table in place.document.tables:
            path = printed_path(table.id)
            files.write(out / path, prefix + csv_bytes(printed_rows(table)))
            name = path.rpartition("/")[2]
            printed.append(datapackage.Printed(table.id, table.title, name, tuple(printed_header(table))))
    if printed:
        package = datapackage.describe_printed(printed, document.id, bom=bool(prefix))
        files.write(folder / "datapackage.json", datapackage.encode(package))


def ids(out: Path, kind: str, shard: str) -> set[str]:
    """The ids of what lies in one folder of a kind; none when it is not there, and nothing that no run has written."""
    own = re.compile(rf"{shard}[0-9a-f]{{14}}{re.escape(KINDS[kind])}")
    with suppress(FileNotFoundError, NotADirectoryError):
        found = (path.name for path in (out / kind / shard).iterdir())
        return {name.removesuffix(KINDS[kind]) for name in found if own.fullmatch(name)}
    return set()


def sweep(out: Path, living: Mapping[str, bool], gone: AbstractSet[str], shard: str) -> frozenset[str]:
    """Bring a shard to what it should hold.

    Args:
        out: the folder of results.
        living: ids of the documents that belong there, and whether each has tables.
        gone: ids of documents whose input has vanished; theirs are moved to ``vanished/`` and back from there.
        shard: the first two digits of all these ids.

    Returns:
        Ids of living documents of which a file is missing.

    Raises:
        OutputError: a file cannot be moved or removed.
    """
    missing: set[str] = set()
    for kind, ending in KINDS.items():
        here, apart = out / kind / shard, out / "vanished" / kind / shard
        for id in ids(out, kind, shard):
            name = f"{id}{ending}"
            if id in gone:
                _move(here / name, apart / name)
            elif id not in living:
                _remove(here / name)
        for id in ids(out / "vanished", kind, shard):
            name = f"{id}{ending}"
            if id in living and not (here / name).exists():
                _move(apart / name, here / name)
            elif id not in gone:
                _remove(apart / name)
        for half in here.glob(files.TEMPORARY):
            _remove(half)
        there = ids(out, kind, shard)
        of_all = kind in _EVERY
        of_tables = kind == "tables"
        missing |= {
            id
            for id, has_tables in living.items()
            if id not in there and (of_all or (of_tables and has_tables))
        }
        for folder in (here, apart, apart.parent, apart.parent.parent):
            with suppress(OSError):
                folder.rmdir()  # when it is empty
    return frozenset(missing)


def _move(path: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.rmtree(target, ignore_errors=True)
        path.replace(target)
    except OSError as error:
        raise files.output_error(error, target) from error


def _remove(path: Path) -> None:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    except OSError as error:
        raise files.output_error(error, path) from error
