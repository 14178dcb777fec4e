"""A run: every file of some archives, into one folder of results, which is brought up to date.

Three steps, each of which may be stopped and taken up again: see what is there (:mod:`.scan`), convert what has no
result yet (:mod:`.convert`), publish (:mod:`.publish`). The journal remembers what is done; the results themselves
depend on the archives and the program alone.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Literal

import msgspec

from vanban.batch import guard, report, scan, versions
from vanban.batch.cluster import DaskEngine
from vanban.batch.convert import Terms, convert
from vanban.batch.engines import Engine, InlineEngine, LocalEngine, default_workers
from vanban.batch.journal import File, Journal, Result
from vanban.batch.lock import Lock
from vanban.batch.mirror import Mirror
from vanban.batch.publish import Publisher
from vanban.batch.report import FileReport, Totals
from vanban.batch.settle import Settler
from vanban.batch.tasks import Tasks
from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import DefectError, UsageError
from vanban.corpus.files import WORK
from vanban.corpus.ocr import editions
from vanban.corpus.remote import is_url
from vanban.deployments import Deployment
from vanban.outputs import files

_ROUNDS = 5  # of converting and publishing; files may change and results be lost meanwhile


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How to run.

    ``engine``: ``local`` (processes on this machine), ``inline`` (this process) or ``dask`` (the cluster of
    ``scheduler``, or one that ``cluster`` starts: ``slurm``, ``kubernetes``). ``workers``: processes that read, 0 for as
    many as there are cores; of a cluster, how many it may grow to. ``retry``: states (``failed``) and codes
    (``time-limit``) of files to read again although neither they nor the program have changed. ``excel``: CSV files with
    a byte order mark. ``work``: the folder in which results are made that go to a URL. ``searchable``: copies of scanned
    PDFs that can be searched.
    """

    budgets: Budgets = DEFAULT
    excel: bool = False
    searchable: bool = False
    engine: Literal["local", "inline", "dask"] = "local"
    scheduler: str | None = None
    cluster: Deployment | None = None
    workers: int = 0
    retry: tuple[str, ...] = ()
    work: str | Path | None = None

    def budgets_in(self, out: Path) -> Budgets:
        """The budgets of a run that makes its results in a folder: pages are kept there, unless a cache is named.

        One thread reads the pages of each of several files side by side; a file that is read alone has all cores.
        """
        alone = self.engine == "inline" or self.workers == 1
        return replace(
            self.budgets,
            cache=self.budgets.cache or str(Path.cwd() / out / WORK / "cache"),
            threads=self.budgets.threads or int(not alone),
        )


class Outcome(msgspec.Struct, frozen=True):
    """How a run went; ``totals`` of the whole archive, the rest of this run alone.

    ``converted`` files and ``pages`` were read, ``reused`` had results already; copies of others count as neither. ``totals`` is None when the run was
    interrupted before it had seen every file.
    """

    totals: Totals | None
    interrupted: bool
    seconds: float
    converted: int
    reused: int
    pages: int


class Listener:
    """Is told what happens; this one does nothing."""

    def stage(self, name: str, total: int) -> None:
        """A step begins: ``look``, ``convert``, ``publish`` or ``copy``, with so many things to do (0: not known)."""

    def step(self, things: int = 1) -> None:
        """Some are done."""

    def refused(self, file: File) -> None:
        """A file cannot even be looked into."""

    def result(self, result: Result) -> None:
        """A file was converted."""


def place(out: str | Path, settings: Settings) -> Path:
    """The folder in which a run makes its results.

    Raises:
        UsageError: they go to a URL, and no folder is named; or the other way round.
    """
    if is_url(str(out)):
        if settings.work is None:
            raise UsageError(
                "Results that go to a URL are made in a folder first.",
                path=str(out),
                remedy="Name one that lasts, so that the next run goes on from it: --work DIR",
            )
        return Path(settings.work)
    if settings.work is not None:
        raise UsageError(
            "OUT is a folder: results are made in it.", path=str(out), remedy="Leave --work away."
        )
    return Path(out)


def run(
    archives: Sequence[str | Path],
    out: str | Path,
    settings: Settings | None = None,
    listener: Listener | None = None,
) -> Outcome:
    """Bring a folder of results up to date with some archives.

    Args:
        archives: folders, containers, files or URLs. Together they are the archive: what an earlier run found elsewhere
            counts as vanished.
        out: the folder of results; created when missing, left out when it lies in an archive. Or a URL, to which they
            are copied from the folder ``settings.work``.
        settings: how.
        listener: told what happens.

    Raises:
        NotFoundError: an archive is not there.
        BusyError: another run writes to the folder.
        OutputError: a result cannot be written; the next run goes on from there.
    """
    return _Run(archives, out, settings or Settings(), listener or Listener()).run()


def stream(
    archives: Sequence[str | Path], out: str | Path, settings: Settings | None = None
) -> Iterator[FileReport]:
    """:func:`run`, file by file: those that are read, each as soon as it is done, then all others.

    Whoever stops in the middle leaves a run that the next one takes up.

    Raises:
        NotFoundError, BusyError, OutputError: see :func:`run`.
    """
    return _Run(archives, out, settings or Settings(), Listener()).stream()


class _Run:
    def __init__(
        self, archives: Sequence[str | Path], out: str | Path, settings: Settings, listener: Listener
    ) -> None:
        self._archives = archives
        self._out = place(out, settings)
        self._url = str(out) if settings.work else None
        self._work = self._out / WORK
        self._settings = settings
        self._budgets = settings.budgets_in(self._out)
        self._listener = listener
        self._began = perf_counter()
        self._seen = False
        self._converted = self._read = self._pages = 0

    def run(self) -> Outcome:
        self._check()
        interrupted = False
        with Lock(self._work / "lock"), Journal(self._work / "journal.sqlite") as journal:
            mirror = self._mirror(journal)
            try:
                with self._engine() as engine:
                    for result in self._steps(journal, engine):
                        self._converted += 1
                        self._read += result.code is None
                        self._pages += result.pages or 0
                        self._listener.step()
                        self._listener.result(result)
            except KeyboardInterrupt:
                interrupted = True
            totals = self._report(journal) if self._seen else None
            if mirror and not interrupted:
                interrupted = self._copy(mirror)
        contents = totals.counts["done"] + totals.counts["partial"] - totals.duplicates if totals else 0
        return Outcome(
            totals,
            interrupted,
            round(perf_counter() - self._began, 3),
            self._converted,
            max(0, contents - self._read),
            self._pages,
        )

    def stream(self) -> Iterator[FileReport]:
        self._check()
        with Lock(self._work / "lock"), Journal(self._work / "journal.sqlite") as journal:
            mirror = self._mirror(journal)
            with self._engine() as engine:
                for result in self._steps(journal, engine):
                    yield report.of_result(result)
            self._report(journal)
            if mirror:
                mirror.update(self._listener.step)
            yield from report.reports(journal, but_made=True)

    def _check(self) -> None:
        scan.check(self._archives)
        guard.check(self._archives, self._out)

    def _mirror(self, journal: Journal) -> Mirror | None:
        if self._url is None:
            return None
        mirror = Mirror(self._url, self._out, journal)
        mirror.claim()
        return mirror

    def _copy(self, mirror: Mirror) -> bool:
        """Bring the URL up to date; whether that was interrupted."""
        self._listener.stage("copy", 0)
        try:
            mirror.update(self._listener.step)
        except KeyboardInterrupt:
            return True
        return False

    def _engine(self) -> Engine:
        settings = self._settings
        tasks = Tasks(
            str(self._out),
            str(self._parts),
            self._budgets,
            settings.excel,
            searchable=settings.searchable,
        )
        if settings.engine == "inline":
            return InlineEngine(tasks)
        if settings.engine == "dask":
            here = Path.cwd()
            shared = msgspec.structs.replace(
                tasks, out=str(here / self._out), work=str(here / self._parts), base=str(here)
            )
            return DaskEngine(shared, self._budgets, settings.scheduler, settings.cluster, settings.workers)
        return LocalEngine(tasks, self._budgets, settings.workers or default_workers())

    @property
    def _parts(self) -> Path:
        return self._work / "parts"

    def _steps(self, journal: Journal, engine: Engine) -> Iterator[Result]:
        settings = self._settings
        clean_up(self._out)
        settler = Settler(self._out, journal)
        settler.begin()
        journal.begin(settings.retry)
        self._listener.stage("look", 0)
        scan.see(self._archives, self._out, journal, self._listener.refused)
        scan.look(journal, engine, self._listener.step, self._listener.refused)
        self._seen = True
        terms = Terms(
            versions.versions(self._budgets, searchable=settings.searchable),
            versions.limits_version(self._budgets),
            settings.excel,
        )
        publisher = Publisher(
            self._out, self._parts, journal, engine, bom=settings.excel, version=versions.tables_version()
        )
        again = settings.retry
        for _ in range(_ROUNDS):
            while planned := journal.plan(terms.versions, terms.limits, again):
                again = ()
                self._listener.stage("convert", planned)
                for result in convert(journal, engine, terms):
                    settler.step()
                    yield result
            self._listener.stage("publish", 0)
            if not publisher.publish(self._listener.step):
                clean_up(self._out)
                editions.clear(self._budgets.cache)
                settler.end()
                return
        raise DefectError("The results of the run do not settle.", remedy="Run again when no file changes.")

    def _report(self, journal: Journal) -> Totals:
        return report.write(self._out, journal, tuple(map(str, self._archives)))


def clean_up(out: Path) -> None:
    """Remove what a process that was ended has left half-written."""
    for folder in (out, out / "csv", out / WORK / "parts"):
        for path in folder.glob(files.TEMPORARY):
            with suppress(OSError):
                path.unlink()
    for path in (out / "parquet").rglob(files.TEMPORARY):
        with suppress(OSError):
            path.unlink()
