"""The third step of a run: the folder of results is brought to what the journal says, and nothing more is touched.

Documents of files that have vanished are moved to ``vanished/``, parts of the tables whose documents have changed are
written again, and the CSV files are put together. Whatever state a former run was stopped in, the outcome is the same.
"""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from vanban.batch.engines import Engine
from vanban.batch.journal import Journal
from vanban.batch.tasks import Build, Built, Rename, Renamed
from vanban.corpus.errors import DefectError, VanbanError
from vanban.outputs import parts, store
from vanban.outputs.parts import Part
from vanban.outputs.tables import ALL

Tell = Callable[[int], None]
"""Called with the number of documents whose rows were written."""


class Publisher:
    """Publishes the results of one run.

    Args:
        out: the folder of results.
        work: where the blocks of the CSV files are kept.
        journal: what there is.
        engine: reads documents and writes parts.
        bom: begin CSV files with a byte order mark.
        version: of the tables; parts of another version are written again.
    """

    def __init__(
        self, out: Path, work: Path, journal: Journal, engine: Engine, *, bom: bool, version: str
    ) -> None:
        self._out = out
        self._work = work
        self._journal = journal
        self._engine = engine
        self._bom = bom
        self._version = version

    def publish(self, tell: Tell) -> int:
        """Bring the folder up to date.

        Returns:
            Documents that could not be published: results whose files are missing or broken were forgotten and must
            be made again; unless there are none, the tables are not complete.

        Raises:
            OutputError: a file cannot be written.
        """
        lost = self._sweep() or self._rename() or self._build(tell)
        self._journal.lose(lost)
        if not lost:
            self._combine()
        return len(lost)

    def _sweep(self) -> list[str]:
        """Every file of a document is where it belongs, and no other file is there."""
        lost: list[str] = []
        for shard in store.SHARDS:
            living: dict[str, bool] = {}
            gone: set[str] = set()
            for id, has_tables, lives in self._journal.written(shard):
                if lives:
                    living[id] = bool(has_tables)
                else:
                    gone.add(id)
            lost += store.sweep(self._out, living, gone, shard)
        return lost

    def _rename(self) -> list[str]:
        """Every document bears the first path of its content."""
        waiting: dict[str, str] = {}

        def requests() -> Iterator[tuple[str, Rename]]:
            for sha256, path in self._journal.renamed(self._bom):
                waiting[sha256] = path
                yield sha256, Rename(sha256[:16], path)

        lost: list[str] = []
        for sha256, answer in self._engine.run(requests()):
            path = waiting.pop(sha256)
            if isinstance(answer, Renamed) and answer.digest:
                self._journal.rename(sha256, path, self._bom, answer.digest)
            else:
                lost.append(sha256[:16])
        return lost

    def _build(self, tell: Tell) -> list[str]:
        """Every part of the tables holds the documents it should."""
        written = self._journal.parts()
        waiting: dict[Part, tuple[str, tuple[str, ...]]] = {}

        def requests() -> Iterator[tuple[Part, Build]]:
            for part, digest, ids in self._wanted():
                current.add(part)
                if written.get(part) != digest or not parts.blocks_path(self._work, part).exists():
                    waiting[part] = (digest, ids)
                    yield part, Build(part, ids)

        current: set[Part] = set()
        lost: list[str] = []
        for part, answer in self._engine.run(requests()):
            digest, ids = waiting.pop(part)
            if isinstance(answer, VanbanError):
                raise DefectError.of(f"the tables of {part.name} are not written: {answer.message}")
            unusable = answer.unusable if isinstance(answer, Built) else ()
            if not unusable:
                self._journal.set_part(part, digest)
            for document in unusable:
                lost.append(document.id)
                if document.defect:
                    self._journal.spoil(document.id, DefectError.of(document.defect))
            tell(len(ids))
        for part in written.keys() - current:
            parts.remove(self._out, self._work, part)
            self._journal.set_part(part, None)
        return lost

    def _wanted(self) -> Iterator[tuple[Part, str, tuple[str, ...]]]:
        """All parts, each with the digest of what is in it and the ids of its documents."""
        digits = {group: parts.buckets(count) for group, count in self._journal.groups().items()}
        part: Part | None = None
        digest = hashlib.sha256()
        ids: list[str] = []
        for province, issued, id, written in self._journal.living():
            of = Part(province, issued, id[: digits[province, issued]])
            if of != part:
                if part:
                    yield part, digest.hexdigest(), tuple(ids)
                part, ids, digest = of, [], hashlib.sha256(self._version.encode())
            ids.append(id)
            digest.update(f"{id} {written}\n".encode())
        if part:
            yield part, digest.hexdigest(), tuple(ids)

    def _combine(self) -> None:
        """The CSV files hold all parts."""
        current = self._journal.parts()
        digest = hashlib.sha256(f"{self._version} {self._bom}".encode())
        for part in sorted(current):
            digest.update(f"{part.name} {current[part]}\n".encode())
        names = ["datapackage.json", *(f"csv/{spec.name}.csv" for spec in ALL)]
        if self._journal.get("combined") != digest.hexdigest() or not all(
            (self._out / name).exists() for name in names
        ):
            self._journal.set("combined", "")
            parts.combine(self._out, self._work, list(current), bom=self._bom)
            self._journal.set_combined(digest.hexdigest())
