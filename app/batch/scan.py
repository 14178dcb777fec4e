"""The first step of a run: every file is seen, and those that are new or have changed are looked into."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from vanban.batch.engines import Engine
from vanban.batch.journal import File, Journal
from vanban.batch.tasks import Look, Looked
from vanban.corpus import remote
from vanban.corpus.errors import DefectError, UnreadableError, VanbanError
from vanban.corpus.files import FoundFile, find, printable, status
from vanban.corpus.remote import is_url
from vanban.inputs import is_ignored

_SEEN = 1000  # files a transaction
_FILES, _BYTES = 64, 32 * 2**20  # of one task, at most

Tell = Callable[[int], None]
"""Called with the number of files that were looked into."""
Refuse = Callable[[File], None]
"""Called with each file that cannot even be looked into."""


def check(archives: Sequence[str | Path]) -> None:
    """See that there are archives before anything is written.

    Raises:
        NotFoundError: one is not there.
        UnreadableError: the system does not let us look at one.
        UsageError: no package reads URLs of this kind, or a path is empty.
    """
    for archive in map(str, archives):
        if is_url(archive):
            next(remote.find(archive), None)
        else:
            status(archive)


def see(archives: Sequence[str | Path], out: Path, journal: Journal, refuse: Refuse) -> None:
    """Enter every file of the archives into the journal; the folder of results is left out."""
    batch: list[File] = []
    for file in _files(archives, out):
        batch.append(file)
        if file.kind == "error":
            refuse(file)
        if len(batch) == _SEEN:
            journal.see(batch)
            batch = []
    journal.see(batch)
    journal.see_members()


def look(journal: Journal, engine: Engine, tell: Tell, refuse: Refuse) -> None:
    """Find out what new and changed files hold."""
    waiting: dict[int, tuple[str, ...]] = {}

    def requests(batches: Iterable[tuple[str, ...]]) -> Iterator[tuple[int, Look]]:
        for paths in batches:
            key = next(numbers)
            waiting[key] = paths
            yield key, Look(paths)

    numbers = count()
    apart: list[str] = []
    for key, answer in engine.run(requests(_batches(journal.unknown()))):
        paths = waiting.pop(key)
        if isinstance(answer, VanbanError) and len(paths) > 1:
            apart += paths  # one of them is at fault
        else:
            _enter(journal, paths, answer, refuse)
            tell(len(paths))
    for key, answer in engine.run(requests((path,) for path in apart)):
        _enter(journal, waiting.pop(key), answer, refuse)
        tell(1)


def _enter(journal: Journal, paths: tuple[str, ...], answer: Any, refuse: Refuse) -> None:
    if isinstance(answer, Looked):
        files = answer.files
    else:
        error = answer if isinstance(answer, VanbanError) else DefectError.of("an answer of another kind")
        files = tuple(
            File(path, "", "error", code=error.code, message=error.message, remedy=error.remedy)
            for path in paths
        )
    journal.know([file for file in files if file.container is None])
    journal.see([file for file in files if file.container is not None])
    for file in files:
        if file.kind == "error":
            refuse(file)


def _files(archives: Sequence[str | Path], out: Path) -> Iterator[File]:
    """What lies in folders, then what lies behind URLs."""
    for found in find([path for path in archives if not is_url(str(path))], leave_out=out):
        yield _file(found)
    for url in [str(url) for url in archives if is_url(str(url))]:
        for one in remote.find(url):
            if is_ignored(one.url):
                yield File(one.url, one.stamp, "ignored")
            else:
                yield File(one.url, one.stamp, bytes=one.size)


def _file(found: FoundFile) -> File:
    path, stamp = printable(found.path), found.stamp or ""
    if found.skipped and found.skipped != "special":
        return File(path, stamp, "ignored")
    if not found.is_readable:
        reason = found.error or "it is no regular file"
        error = UnreadableError(
            f"The file cannot be opened ({reason}).", remedy="Check it and its permissions."
        )
        return File(path, stamp, "error", code=error.code, message=error.message, remedy=error.remedy)
    return File(path, stamp, bytes=found.size)


def _batches(files: Iterable[tuple[str, int]]) -> Iterator[tuple[str, ...]]:
    """Paths in groups that are worth a task and not too long for one."""
    batch: list[str] = []
    total = 0
    for path, size in files:
        if batch and (len(batch) == _FILES or total + size > _BYTES):
            yield tuple(batch)
            batch, total = [], 0
        batch.append(path)
        total += size
    if batch:
        yield tuple(batch)
