"""A run: every file of an archive, one after the other, into one folder of results.

Files are read in a child process, so that one that hangs, crashes or eats memory costs itself only.

``OUT/json/<path>.json``, ``OUT/text/<path>.txt``, ``OUT/csv/*.csv``, ``OUT/tables/*.csv``,
``OUT/datapackage.json`` and ``OUT/report.json``, which names every file seen and what became of it. No
file stops the run; Ctrl-C ends it between two files and keeps what was written.
"""

import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from types import FrameType
from typing import Literal

import msgspec

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import (
    EmptyFileError,
    TooLargeError,
    UnknownFormatError,
    UnsupportedFormatError,
    VanbanError,
)
from vanban.inputs import Input, walk
from vanban.normalize.model import Document
from vanban.outputs import files, jsondoc
from vanban.outputs.csvfiles import CsvFolder
from vanban.outputs.entries import places
from vanban.reading import DirectReader, IsolatedReader, Reader

Status = Literal["done", "partial", "refused", "failed", "ignored"]
STATUSES: tuple[Status, ...] = ("done", "partial", "refused", "failed", "ignored")

_REFUSED = (EmptyFileError, TooLargeError, UnknownFormatError, UnsupportedFormatError)


class FileReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one file.

    ``status``: done; partial (read, but a problem of severity "error" says that something is lost);
    refused (vanban does not read such files); failed (it should be readable, but is not); ignored (hidden
    files, lock files). ``code`` is that of the error; ``json`` and ``text`` are paths below the output
    folder; ``remarks`` are the codes of the problems that were met, each once; ``duplicate_of`` names an earlier file with the same content, whose rows stand in the tables.
    """

    path: str
    status: Status
    code: str | None = None
    message: str | None = None
    remedy: str | None = None
    document_id: str | None = None
    documents: int = 0
    problems: int = 0
    remarks: tuple[str, ...] = ()
    json: str | None = None
    text: str | None = None
    duplicate_of: str | None = None


class RunReport(msgspec.Struct, frozen=True):
    """``report.json``. ``counts`` has every status and adds up to ``seen``; ``reasons`` counts codes."""

    schema: str
    vanban: str
    archives: tuple[str, ...]
    seconds: float
    interrupted: bool
    seen: int
    counts: dict[str, int]
    reasons: dict[str, int]
    documents: int
    not_reached: int
    files: tuple[FileReport, ...]

    @property
    def unread(self) -> int:
        """Files that gave no document although they may hold one."""
        return self.counts["refused"] + self.counts["failed"]


Listener = Callable[[int, int, Input, FileReport | None], None]
"""Called before (report None) and after every file: its number from 1, how many there are, the file."""


def run(
    archives: Sequence[Path],
    out: Path,
    *,
    bom: bool = False,
    budgets: Budgets = DEFAULT,
    isolate: bool = True,
    listener: Listener | None = None,
) -> RunReport:
    """Read every file of some folders and containers and write all results.

    Args:
        archives: folders, containers or files.
        out: the folder of results; created when missing, left out when it lies in an archive.
        bom: CSV files for Excel.
        budgets: limits of every file.
        isolate: read in a child process; without it limits of time and memory do not hold.
        listener: told of every file, for progress and messages.

    Raises:
        NotInputError: an archive is not there.
        OutputError: a result cannot be written.
    """
    began = perf_counter()
    found = walk(archives, out, budgets)
    reports: list[FileReport] = []
    interrupted = False
    try:
        reading = IsolatedReader(budgets) if isolate else DirectReader(budgets)
        with CsvFolder(out, bom=bom) as tables, reading as reader:
            runner = _Runner(out, tables, reader)
            for number, file in enumerate(found, start=1):
                if listener:
                    listener(number, len(found), file, None)
                reports.append(runner.one(file))
                if listener:
                    listener(number, len(found), file, reports[-1])
    except KeyboardInterrupt:
        interrupted = True
    report = _summary(archives, found, reports, interrupted, perf_counter() - began)
    files.write(out / "report.json", msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n")
    return report


class _Runner:
    """Reads one file after the other and writes what comes out."""

    def __init__(self, out: Path, tables: CsvFolder, reader: Reader) -> None:
        self._out = out
        self._tables = tables
        self._reader = reader
        self._first: dict[str, str] = {}

    def one(self, file: Input) -> FileReport:
        """Read and write one file; nothing but trouble with the output or Ctrl-C is raised."""
        if file.ignored:
            return FileReport(file.path, "ignored")
        if file.error:
            return _refusal(file, file.error)
        reading = self._reader.read(file)
        if reading.document is None:
            return _refusal(file, reading.error or VanbanError("Nothing was read."))
        with _uninterrupted():
            return self._write(file, reading.document, reading.text)

    def _write(self, file: Input, document: Document, text: str) -> FileReport:
        json_path, text_path = f"json/{file.name}.json", f"text/{file.name}.txt"
        jsondoc.write(self._out / json_path, document)
        files.write(self._out / text_path, text.encode())
        is_new = self._tables.add(document)
        first = self._first.setdefault(document.id, file.path)
        everywhere = [place.document for place in places(document)]
        problems = [problem for d in everywhere for problem in d.problems]
        return FileReport(
            file.path,
            "partial" if any(p.severity == "error" for p in problems) else "done",
            document_id=document.id,
            documents=len(everywhere),
            problems=len(problems),
            remarks=tuple(sorted({p.code for p in problems})),
            json=json_path,
            text=text_path,
            duplicate_of=None if is_new else first,
        )


def _refusal(file: Input, error: VanbanError) -> FileReport:
    status: Status = "refused" if isinstance(error, _REFUSED) else "failed"
    return FileReport(file.path, status, code=error.code, message=error.message, remedy=error.remedy)


def _summary(
    archives: Sequence[Path],
    found: Sequence[Input],
    reports: Sequence[FileReport],
    interrupted: bool,
    seconds: float,
) -> RunReport:
    counts = Counter(report.status for report in reports)
    reasons = Counter(report.code for report in reports if report.code)
    return RunReport(
        schema="vanban-run/1",
        vanban=version("vanban"),
        archives=tuple(map(str, archives)),
        seconds=round(seconds, 3),
        interrupted=interrupted,
        seen=len(reports),
        counts={status: counts[status] for status in STATUSES},
        reasons=dict(sorted(reasons.items())),
        documents=sum(report.documents for report in reports),
        not_reached=len(found) - len(reports),
        files=tuple(reports),
    )


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until the block is done, so that the results of a file are all there or not at all."""
    asked: list[int] = []

    def remember(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    try:
        before = signal.signal(signal.SIGINT, remember)
    except ValueError:  # not in the main thread, where Ctrl-C does not arrive anyway
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt
