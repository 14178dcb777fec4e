"""The tables of a large folder of results, part by part, so that a change touches the parts it lies in.

A part holds the documents of one province and one year of issue, up to some thousands (:func:`buckets`), in the
order of their ids. What it adds to the CSV files is kept beside the results, so that the files can be put together
again without reading a document; its Parquet files are results themselves. The same documents give the same bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Self

import msgspec

from vanban.corpus.errors import DamagedFileError
from vanban.normalize.model import Document
from vanban.outputs import csvfiles, datapackage, files, jsondoc, parquet, store
from vanban.outputs.columns import TableSpec
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


def build(out: Path, folder: Path, part: Part, ids: Iterable[str]) -> tuple[str, ...]:
    """Write what a part adds to every table.

    Args:
        out: the folder of results.
        folder: where its blocks of CSV are kept.
        part: which.
        ids: its documents, in their order; their JSON is read.

    Returns:
        Ids of documents that cannot be read back; unless there are none, nothing was written.

    Raises:
        OutputError: a file cannot be written.
    """
    lost: list[str] = []
    with ExitStack() as stack:
        blocks = stack.enter_context(_Blocks(blocks_path(folder, part)))
        targets = {
            spec.name: parquet.path(out, spec.name, part.province, part.issued, part.bucket) for spec in ALL
        }
        columnar = [stack.enter_context(parquet.ParquetFile(spec, targets[spec.name])) for spec in ALL]
        for documents in _batches(out, ids, lost):
            everywhere = [place for document in documents for place in places(document)]
            for spec, target in zip(ALL, columnar, strict=True):
                rows = [row for place in everywhere for row in spec.rows(place)]
                blocks.add(spec, csvfiles.block(spec, rows))
                target.add(rows)
        if lost:
            raise _Lost(tuple(lost))
    return ()


def try_build(out: Path, folder: Path, part: Part, ids: Iterable[str]) -> tuple[str, ...]:
    """:func:`build`, with the lost ids as its answer."""
    try:
        return build(out, folder, part, ids)
    except _Lost as lost:
        return lost.ids


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


class _Lost(Exception):
    def __init__(self, ids: tuple[str, ...]) -> None:
        super().__init__(ids)
        self.ids = ids


def _batches(out: Path, ids: Iterable[str], lost: list[str]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    for id in ids:
        try:
            document = jsondoc.read(out / store.json_path(id))
        except DamagedFileError:
            lost.append(id)
            continue
        batch.append(document)
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
