"""The tables of a large folder of results, part by part, so that a change touches the parts it lies in.

A part holds the documents of one province and one year of issue, up to some thousands (:func:`buckets`), in the
order of their ids. What it adds to the CSV files is kept beside the results, so that the files can be put together
again without reading a document; its Parquet files are results themselves. The same documents give the same bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Self

import msgspec

from vanban.corpus.errors import DamagedFileError
from vanban.normalize.model import Document
from vanban.outputs import csvfiles, datapackage, files, jsondoc, parquet, store
from vanban.outputs.columns import TableSpec, Value
from vanban.outputs.entries import places
from vanban.outputs.tables import ALL

FULL = 1_000
"""Documents of a part, on average at most."""

_BATCH = 32  # documents whose rows are in memory at once


class Part(msgspec.Struct, frozen=True, order=True):
    """Which part: a province (its code), a year of issue, 0 for none, and the first digits of the ids in it."""

    province: int
    issued: int
    bucket: str

    @property
    def name(self) -> str:
        """As a file name."""
        return f"{self.province}-{self.issued}-{self.bucket or '0'}"


def partition(document: Document) -> tuple[int, int]:
    """Province and year of a document and all that is attached to it; 0 where it does not say."""
    header = document.header
    agencies = (header.agency, header.parent_agency)
    province = next((a.province_code for a in agencies if a and a.province_code), "")
    year = int(header.date[:4]) if header.date else header.year or 0
    return int(province) if province.isdecimal() else 0, year


def buckets(documents: int) -> int:
    """How many digits of the id tell the parts of a province and year with so many documents."""
    digits = 0
    while documents > FULL * 16**digits:
        digits += 1
    return digits


class Unusable(msgspec.Struct, frozen=True):
    """A document that cannot be published; without a ``defect`` its file is missing or broken."""

    id: str
    defect: str | None = None


def build(out: Path, folder: Path, part: Part, ids: Iterable[str]) -> tuple[Unusable, ...]:
    """Write what a part adds to every table.

    Args:
        out: the folder of results.
        folder: where its blocks of CSV are kept.
        part: which.
        ids: its documents, in their order; their JSON is read.

    Returns:
        Documents that cannot be published; unless there are none, nothing was written.

    Raises:
        OutputError: a file cannot be written.
    """
    unusable: list[Unusable] = []
    with suppress(_NotBuilt), ExitStack() as stack:
        blocks = stack.enter_context(_Blocks(blocks_path(folder, part)))
        targets = {
            spec.name: parquet.path(out, spec.name, part.province, part.issued, part.bucket) for spec in ALL
        }
        columnar = [stack.enter_context(parquet.ParquetFile(spec, targets[spec.name])) for spec in ALL]
        for batch in _batches(_tables(out, ids, unusable)):
            for spec, target, *rows in zip(ALL, columnar, *batch, strict=True):
                together = [row for each in rows for row in each]
                blocks.add(spec, csvfiles.block(spec, together))
                target.add(together)
        if unusable:
            raise _NotBuilt
    return tuple(unusable)


def remove(out: Path, folder: Path, part: Part) -> None:
    """Remove a part that holds no document any more.

    Raises:
        OutputError: a file cannot be removed.
    """
    with files.reported(folder):
        blocks_path(folder, part).unlink(missing_ok=True)
        for spec in ALL:
            parquet.remove(
                parquet.path(out, spec.name, part.province, part.issued, part.bucket), out / "parquet"
            )


def combine(out: Path, folder: Path, parts: Sequence[Part], *, bom: bool = False) -> None:
    """Put the CSV files together from the blocks of all parts, and describe them in ``datapackage.json``.

    Raises:
        OutputError: a file cannot be written.
    """
    prefix = csvfiles.BOM if bom else b""
    ordered = sorted(parts)
    for number, spec in enumerate(ALL):
        pending = files.Pending(out / "csv" / f"{spec.name}.csv")
        try:
            pending.write(prefix + csvfiles.header(spec))
            for part in ordered:
                _copy(blocks_path(folder, part), number, pending)
            pending.commit()
        finally:
            pending.drop()
    files.write(out / "datapackage.json", datapackage.encode(datapackage.describe(bom=bom)))


def blocks_path(folder: Path, part: Part) -> Path:
    """The file of blocks that a part adds to the CSV files."""
    return folder / f"{part.name}.part"


class _NotBuilt(Exception):
    """Drops what was written."""


Tables = list[list[list[Value]]]
"""Rows of one document, by table."""


def _tables(out: Path, ids: Iterable[str], unusable: list[Unusable]) -> Iterator[Tables]:
    """The rows of each document; those that have none are entered in the list."""
    for id in ids:
        try:
            everywhere = list(places(jsondoc.read(out / store.json_path(id))))
            yield [[row for place in everywhere for row in spec.rows(place)] for spec in ALL]
        except DamagedFileError:
            unusable.append(Unusable(id))
        except Exception as error:  # noqa: BLE001 - one document must not keep the others from being published
            unusable.append(Unusable(id, f"{type(error).__name__}: {error}"))


def _batches(tables: Iterable[Tables]) -> Iterator[list[Tables]]:
    batch: list[Tables] = []
    for one in tables:
        batch.append(one)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


class _Blocks:
    """A file of blocks, each a piece of one table; where they lie stands at its end."""

    def __init__(self, path: Path) -> None:
        self._pending = files.Pending(path)
        self._index: list[tuple[int, int, int]] = []
        self._at = 0
        self._numbers = {spec.name: number for number, spec in enumerate(ALL)}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                index = msgspec.msgpack.encode(self._index)
                self._pending.write(index + len(index).to_bytes(8, "big"))
                self._pending.commit()
        finally:
            self._pending.drop()

    def add(self, spec: TableSpec, data: bytes) -> None:
        """Append a block."""
        if data:
            self._pending.write(data)
            self._index.append((self._numbers[spec.name], self._at, len(data)))
            self._at += len(data)


def _copy(path: Path, number: int, pending: files.Pending) -> None:
    """Append the blocks of one table to a file."""
    with files.reported(path), path.open("rb") as source:
        source.seek(-8, 2)
        size = int.from_bytes(source.read(8), "big")
        source.seek(-8 - size, 2)
        index = msgspec.msgpack.decode(source.read(size), type=list[tuple[int, int, int]])
        for table, at, length in index:
            if table == number:
                source.seek(at)
                pending.write(source.read(length))
