"""A survey: what an archive holds and what a run over it will need; nothing is converted or written.

Every file is looked into in a child process; scans are told from files with text, legacy encodings from
Unicode, and copies of one file are named.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import msgspec
from msgspec.structs import asdict, replace

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.detect import detect
from vanban.corpus.errors import DefectError, InputError, NoTextLayerError, VanbanError
from vanban.corpus.files import fingerprint
from vanban.corpus.probe import probe
from vanban.corpus.readers import load
from vanban.corpus.worker import Worker
from vanban.inputs import Input, walk

_OCR_LAYERS = ("none", "unreadable")


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the content of a file tells."""

    format: str | None = None
    pages: int | None = None
    text_layer: str | None = None
    encoding: str | None = None
    readable: bool = False
    code: str | None = None
    message: str | None = None
    remedy: str | None = None


class Entry(Facts, frozen=True, kw_only=True):
    """One file.

    ``text_layer``: native, ocr, mixed, none (pages are images) or unreadable; ``encoding``: that of the
    text; ``pages`` of formats that have them. A file that is not ``readable`` has the ``code`` of the
    error, a ``message`` and a ``remedy``; ``needs-ocr`` means that its text must be recognised first.
    ``duplicate_of`` names an earlier file with the same content.
    """

    path: str
    bytes: int | None = None
    duplicate_of: str | None = None


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """Sums over all files; counts by value, "" where a file has none."""

    files: int
    readable: int
    bytes: int
    pages: int
    duplicates: int
    formats: dict[str, int]
    text_layers: dict[str, int]
    encodings: dict[str, int]
    reasons: dict[str, int]


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """What ``vanban survey --json`` prints."""

    schema: str
    vanban: str
    archives: tuple[str, ...]
    totals: Totals
    files: tuple[Entry, ...]


Listener = Callable[[int, int, Input], None]
"""Called before every file: its number from 1, how many there are, the file."""


def survey(
    archives: Sequence[Path], *, budgets: Budgets = DEFAULT, listener: Listener | None = None
) -> Survey:
    """Look into every file of some archives.

    Args:
        archives: folders, containers or files.
        budgets: limits of every file.
        listener: told of every file, for progress.

    Raises:
        NotFoundError: an archive is not there.
    """
    entries = tuple(_entries(archives, budgets, listener))
    return Survey(
        schema="vanban-survey/1",
        vanban=version("vanban"),
        archives=tuple(map(str, archives)),
        totals=_totals(entries),
        files=entries,
    )


def _entries(archives: Sequence[Path], budgets: Budgets, listener: Listener | None) -> Iterator[Entry]:
    files = [file for file in walk(archives, budgets=budgets) if not file.ignored]
    first: dict[str, str] = {}
    with Worker(_Task(budgets), budgets) as worker:
        for number, file in enumerate(files, start=1):
            if listener:
                listener(number, len(files), file)
            try:
                data = _data(file, budgets)
            except InputError as error:
                yield Entry(path=file.path, **asdict(_refused(error)))
                continue
            before = first.setdefault(fingerprint(data).sha256, file.path)
            copied = before if before != file.path else None
            facts = _facts(worker, file.path, data)
            yield Entry(path=file.path, bytes=len(data), duplicate_of=copied, **asdict(facts))


def _data(file: Input, budgets: Budgets) -> bytes:
    if file.error:
        raise file.error
    data = file.data()
    return load(file.path, max_bytes=budgets.bytes) if data is None else data


def _facts(worker: Worker, path: str, data: bytes) -> Facts:
    try:
        return msgspec.msgpack.decode(worker.call(msgspec.msgpack.encode((path, data))), type=Facts)
    except VanbanError as error:
        return _refused(error, data)
    except msgspec.DecodeError as error:  # no answer that the child's own code would send
        return _refused(DefectError.of(error), data)


class _Task:
    """The child's side: path and bytes of a file to its facts."""

    def __init__(self, budgets: Budgets) -> None:
        self._budgets = budgets

    def __call__(self, request: bytes) -> bytes:
        path, data = msgspec.msgpack.decode(request, type=tuple[str, bytes])
        try:
            found = probe(path, data, budgets=self._budgets)
        except InputError as error:
            return msgspec.msgpack.encode(_refused(error, data))
        facts = Facts(
            format=found.format,
            pages=found.pages,
            text_layer=found.text_layer,
            encoding=found.encoding,
            readable=True,
        )
        if found.text_layer in _OCR_LAYERS:
            need = NoTextLayerError("No page has text to read.", remedy="Text recognition (OCR) is needed.")
            facts = replace(facts, readable=False, code=need.code, message=need.message, remedy=need.remedy)
        return msgspec.msgpack.encode(facts)


def _refused(error: VanbanError, data: bytes | None = None) -> Facts:
    """What is left to say of a file that cannot be read."""
    try:
        format = detect(data) if data else None
    except InputError:
        format = None
    return Facts(format=format, code=error.code, message=error.message, remedy=error.remedy)


def _totals(entries: Sequence[Entry]) -> Totals:
    return Totals(
        files=len(entries),
        readable=sum(entry.readable for entry in entries),
        bytes=sum(entry.bytes or 0 for entry in entries),
        pages=sum(entry.pages or 0 for entry in entries),
        duplicates=sum(entry.duplicate_of is not None for entry in entries),
        formats=_counts(entry.format for entry in entries),
        text_layers=_counts(entry.text_layer for entry in entries),
        encodings=_counts(entry.encoding for entry in entries),
        reasons=_counts(entry.code for entry in entries if entry.code),
    )


def _counts(values: Iterable[str | None]) -> dict[str, int]:
    """Values by how often they occur, the most frequent first."""
    return dict(Counter(value or "" for value in values).most_common())
