"""A survey: what an archive holds and what a run over it will need; nothing is converted or written.

Every file is looked into in killable child processes, as in a run; scans are told from files with text, legacy
encodings from Unicode, and copies of one file are named. Some files of each format are read in full, to tell what a run
will take; on request all are, and documents that are there in two forms are found. What is found is kept on disk, so
that an archive of any size takes the same memory.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from typing import Self

import msgspec
from msgspec.structs import replace

from vanban import alike
from vanban.alike import Card
from vanban.batch import scan
from vanban.batch.engines import LocalEngine, default_workers
from vanban.batch.tasks import Tasks, content, warm
from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.detect import detect
from vanban.corpus.errors import DefectError, InputError, NoTextLayerError, VanbanError
from vanban.corpus.ocr import engine
from vanban.corpus.pool import Pool
from vanban.corpus.probe import probe
from vanban.findings import Content, Entry, Facts, Findings

__all__ = ["Entry", "Estimate", "Facts", "Survey", "Totals", "survey"]

_SAMPLE, _SCANS = 8, 3  # files of each format that are read in full, with text and without
_OCR_LAYERS = ("none", "unreadable")


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """Sums over all files; counts by value, "" where a file has none."""

    files: int
    readable: int
    bytes: int
    pages: int
    duplicates: int
    same: int
    formats: dict[str, int]
    text_layers: dict[str, int]
    encodings: dict[str, int]
    reasons: dict[str, int]


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """What a run over all readable files will take, from those that were read in full on this machine.

    ``files`` were read; ``seconds`` are those of one core, of which this machine has ``cores``; ``bytes`` of results on
    disk.
    """

    files: int
    seconds: float
    cores: int
    bytes: int


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What ``vanban survey --json`` prints before the files."""

    schema: str
    vanban: str
    archives: tuple[str, ...]
    totals: Totals
    estimate: Estimate


Listener = Callable[[str, int], None]
"""Called as the survey goes: the step (``look``, ``probe``, ``read``), and how many files of it are done."""


class Survey:
    """What was found; files come from disk, one by one. Use it as a context manager.

    Attributes:
        head: totals and estimate.
    """

    def __init__(self, head: Head, findings: Findings, stack: ExitStack) -> None:
        self.head = head
        self._findings = findings
        self._stack = stack

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def totals(self) -> Totals:
        """Sums over all files."""
        return self.head.totals

    @property
    def estimate(self) -> Estimate:
        """What a run will take."""
        return self.head.estimate

    def files(self) -> Iterator[Entry]:
        """All files, by path."""
        return self._findings.entries()

    def refused(self, code: str, most: int) -> Iterator[Entry]:
        """Some of the files that have this code."""
        return self._findings.entries(code, most=most)

    def twins(self, most: int) -> Iterator[Entry]:
        """Some of the files with another's document."""
        return self._findings.entries(twins=True, most=most)


def survey(
    archives: Sequence[str | Path],
    *,
    same: bool = False,
    budgets: Budgets = DEFAULT,
    workers: int = 0,
    listener: Listener | None = None,
) -> Survey:
    """Look into every file of some archives.

    Args:
        archives: folders, containers, files or URLs.
        same: read every file in full, to find documents that are there in two forms; else some of each format.
        budgets: limits of every file.
        workers: processes that read, 0 for as many as there are cores.
        listener: told how it goes.

    Raises:
        NotFoundError: an archive is not there.
    """
    scan.check(archives)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vanban-survey-")))
        findings = stack.enter_context(Findings(folder))
        steps = _Steps(findings, budgets, workers or default_workers(), listener or (lambda *_: None))
        steps.look(archives, folder)
        steps.probe()
        steps.read(findings.readable() if same else findings.few(_SAMPLE, _SCANS))
        if same:
            findings.match()
        head = Head(
            schema="vanban-survey/2",
            vanban=version("vanban"),
            archives=tuple(map(str, archives)),
            totals=_totals(findings),
            estimate=_estimate(findings),
        )
        return Survey(head, findings, stack.pop_all())


class _Steps:
    """What is done to the files, in children that each may die of one."""

    def __init__(self, findings: Findings, budgets: Budgets, workers: int, listener: Listener) -> None:
        self._findings = findings
        self._budgets = budgets
        self._workers = workers
        self._listener = listener

    def look(self, archives: Sequence[str | Path], folder: Path) -> None:
        """See every file and take its fingerprint."""
        done = 0

        def tell(files: int) -> None:
            nonlocal done
            done += files
            self._listener("look", done)

        self._findings.begin(())
        scan.see(archives, folder, self._findings, lambda _: None)
        with LocalEngine(Tasks("", "", self._budgets), self._budgets, self._workers) as looking:
            scan.look(self._findings, looking, tell, lambda _: None)

    def probe(self) -> None:
        """Look into every content."""
        for one, answer in self._answers(self._findings.contents(), "probe"):
            try:
                facts = (
                    _refused(answer)
                    if isinstance(answer, VanbanError)
                    else msgspec.msgpack.decode(answer, type=Facts)
                )
            except msgspec.DecodeError as error:  # no answer that the child's own code would send
                facts = _refused(DefectError.of(error))
            self._findings.note(one.sha256, facts)

    def read(self, contents: Iterable[Content]) -> None:
        """Read contents in full; what cannot be read counts as what its probe says."""
        for one, answer in self._answers(contents, "read"):
            if not isinstance(answer, VanbanError):
                try:
                    card = msgspec.msgpack.decode(answer, type=Card | None)
                except msgspec.DecodeError:
                    continue
                if card:
                    self._findings.keep(one, card)

    def _answers(
        self, contents: Iterable[Content], step: str
    ) -> Iterator[tuple[Content, "bytes | VanbanError"]]:
        waiting: dict[str, Content] = {}

        def requests() -> Iterator[tuple[str, bytes]]:
            for one in contents:
                waiting[one.sha256] = one
                yield one.sha256, msgspec.msgpack.encode(one)

        task = (_Read if step == "read" else _Probe)(self._budgets)
        with Pool(task, self._budgets, self._workers, prepare=warm) as pool:
            for number, (sha256, answer) in enumerate(pool.run(requests()), start=1):
                self._listener(step, number)
                yield waiting.pop(sha256), answer


class _Probe:
    """The child's side: a content to its facts."""

    def __init__(self, budgets: Budgets) -> None:
        self._budgets = budgets

    def __call__(self, request: bytes) -> bytes:
        asked = msgspec.msgpack.decode(request, type=Content)
        data: bytes | None = None
        try:
            data = _data(asked, self._budgets)
            found = probe(asked.path, data, budgets=self._budgets)
        except InputError as error:
            return msgspec.msgpack.encode(_refused(error, data))
        facts = Facts(
            format=found.format,
            pages=found.pages,
            text_layer=found.text_layer,
            encoding=found.encoding,
            readable=True,
        )
        if found.text_layer in _OCR_LAYERS and not engine.is_available():
            need = NoTextLayerError("No page has text to read.", remedy="Text recognition (OCR) is needed.")
            facts = replace(facts, readable=False, code=need.code, message=need.message, remedy=need.remedy)
        return msgspec.msgpack.encode(facts)


class _Read:
    """The child's side: a content to its card."""

    def __init__(self, budgets: Budgets) -> None:
        self._budgets = budgets

    def __call__(self, request: bytes) -> bytes:
        asked = msgspec.msgpack.decode(request, type=Content)
        try:
            card = alike.card(asked.path, _data(asked, self._budgets), self._budgets)
        except InputError:
            card = None
        return msgspec.msgpack.encode(card)


def _data(asked: Content, budgets: Budgets) -> bytes:
    places = tuple(map(int, asked.places.split())) if asked.container else ()
    return content(asked.container or asked.path, places, "", budgets)


def _refused(error: VanbanError, data: bytes | None = None) -> Facts:
    """What is left to say of a file that cannot be read."""
    try:
        format = detect(data) if data else None
    except InputError:
        format = None
    return Facts(format=format, code=error.code, message=error.message, remedy=error.remedy)


def _totals(findings: Findings) -> Totals:
    files, readable, size, pages, duplicates, same = findings.sums()
    return Totals(
        files=files,
        readable=readable,
        bytes=size,
        pages=pages,
        duplicates=duplicates,
        same=same,
        formats=findings.counts("format"),
        text_layers=findings.counts("text_layer"),
        encodings=findings.counts("encoding"),
        reasons={code: count for code, count in findings.counts("code").items() if code},
    )


def _estimate(findings: Findings) -> Estimate:
    files, seconds, size = findings.estimate()
    return Estimate(files=files, seconds=round(seconds, 3), cores=default_workers(), bytes=int(size))
