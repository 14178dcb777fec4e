"""A survey: what an archive holds and what a run over it will need; nothing is converted or written.

Every file is looked into in a child process; scans are told from files with text, legacy encodings from
Unicode, and copies of one file are named. Some files of each format are read in full, to tell what a run will take;
on request all are, and documents that are there in two forms are found.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import msgspec
from msgspec.structs import asdict, replace

from vanban import alike
from vanban.alike import Card
from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.detect import detect
from vanban.corpus.errors import DefectError, InputError, NoTextLayerError, VanbanError
from vanban.corpus.files import fingerprint
from vanban.corpus.probe import probe
from vanban.corpus.readers import load
from vanban.corpus.worker import Worker
from vanban.inputs import Input, walk

_SAMPLE = 8  # files of each format that are read in full
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
    ``duplicate_of`` names an earlier file with the same content, ``same_as`` one with the same document in another
    form (looked for on request).
    """

    path: str
    bytes: int | None = None
    duplicate_of: str | None = None
    same_as: str | None = None


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

    ``files`` were read; ``seconds`` are those of one core, ``bytes`` of results on disk.
    """

    files: int
    seconds: float
    bytes: int


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """What ``vanban survey --json`` prints."""

    schema: str
    vanban: str
    archives: tuple[str, ...]
    totals: Totals
    estimate: Estimate
    files: tuple[Entry, ...]


Listener = Callable[[int, int, Input], None]
"""Called before every file: its number from 1, how many there are, the file."""


def survey(
    archives: Sequence[Path],
    *,
    same: bool = False,
    budgets: Budgets = DEFAULT,
    listener: Listener | None = None,
) -> Survey:
    """Look into every file of some archives.

    Args:
        archives: folders, containers or files.
        same: read every file in full, to find documents that are there in two forms; else some of each format.
        budgets: limits of every file.
        listener: told of every file, for progress.

    Raises:
        NotFoundError: an archive is not there.
    """
    files = [file for file in walk(archives, budgets=budgets) if not file.ignored]
    with Worker(_Task(budgets), budgets) as worker:
        marks: dict[str, str] = {}
        entries = tuple(_entries(files, worker, marks, budgets, listener))
        chosen = [e for e in entries if e.readable and e.duplicate_of is None]
        cards = _cards(files, chosen if same else _sample(chosen, marks), worker, budgets)
    twins = alike.same(cards) if same else {}
    entries = tuple(replace(entry, same_as=twins.get(entry.path)) for entry in entries)
    return Survey(
        schema="vanban-survey/1",
        vanban=version("vanban"),
        archives=tuple(map(str, archives)),
        totals=_totals(entries),
        estimate=_estimate(chosen, cards),
        files=entries,
    )


def _entries(
    files: Sequence[Input], worker: Worker, marks: dict[str, str], budgets: Budgets, listener: Listener | None
) -> Iterator[Entry]:
    """What each file is; its fingerprint is entered in ``marks`` by its path."""
    first: dict[str, str] = {}
    for number, file in enumerate(files, start=1):
        if listener:
            listener(number, len(files), file)
        try:
            data = _data(file, budgets)
        except InputError as error:
            yield Entry(path=file.path, **asdict(_refused(error)))
            continue
        marks[file.path] = fingerprint(data).sha256
        before = first.setdefault(marks[file.path], file.path)
        copied = before if before != file.path else None
        facts = _facts(worker, file.path, data)
        yield Entry(path=file.path, bytes=len(data), duplicate_of=copied, **asdict(facts))


def _sample(entries: Sequence[Entry], marks: Mapping[str, str]) -> list[Entry]:
    """Some files of each format: by their fingerprints, which is at random, and the same every time."""
    ordered = sorted(entries, key=lambda entry: marks[entry.path])
    taken: Counter[str | None] = Counter()
    sample: list[Entry] = []
    for entry in ordered:
        taken[entry.format] += 1
        if taken[entry.format] <= _SAMPLE:
            sample.append(entry)
    return sample


def _cards(
    files: Sequence[Input], chosen: Sequence[Entry], worker: Worker, budgets: Budgets
) -> dict[str, Card]:
    """The cards of the files that give a document, in the order of the files."""
    wanted = {entry.path for entry in chosen}
    found: dict[str, Card] = {}
    for file in files:
        if file.path not in wanted:
            continue
        with suppress(VanbanError, msgspec.DecodeError):  # it counts as what its probe says
            request = msgspec.msgpack.encode((file.path, _data(file, budgets), True))
            one = msgspec.msgpack.decode(worker.call(request), type=Card | None)
            if one:
                found[file.path] = one
    return found


def _estimate(entries: Sequence[Entry], cards: Mapping[str, Card]) -> Estimate:
    """What was read stands for all files of its format, by their number."""
    read: dict[str | None, list[Card]] = defaultdict(list)
    counts = Counter(entry.format for entry in entries)
    for entry in entries:
        if entry.path in cards:
            read[entry.format].append(cards[entry.path])
    shares = [(cards, counts[format] / len(cards)) for format, cards in read.items()]
    return Estimate(
        files=len(cards),
        seconds=round(sum(share * sum(card.seconds for card in of) for of, share in shares), 3),
        bytes=int(sum(share * sum(card.bytes for card in of) for of, share in shares)),
    )


def _data(file: Input, budgets: Budgets) -> bytes:
    if file.error:
        raise file.error
    data = file.data()
    return load(file.path, max_bytes=budgets.bytes) if data is None else data


def _facts(worker: Worker, path: str, data: bytes) -> Facts:
    try:
        return msgspec.msgpack.decode(worker.call(msgspec.msgpack.encode((path, data, False))), type=Facts)
    except VanbanError as error:
        return _refused(error, data)
    except msgspec.DecodeError as error:  # no answer that the child's own code would send
        return _refused(DefectError.of(error), data)


class _Task:
    """The child's side: path and bytes of a file to its facts, or in full to its card."""

    def __init__(self, budgets: Budgets) -> None:
        self._budgets = budgets

    def __call__(self, request: bytes) -> bytes:
        path, data, in_full = msgspec.msgpack.decode(request, type=tuple[str, bytes, bool])
        if in_full:
            return msgspec.msgpack.encode(alike.card(path, data, self._budgets))
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
        same=sum(entry.same_as is not None for entry in entries),
        formats=_counts(entry.format for entry in entries),
        text_layers=_counts(entry.text_layer for entry in entries),
        encodings=_counts(entry.encoding for entry in entries),
        reasons=_counts(entry.code for entry in entries if entry.code),
    )


def _counts(values: Iterable[str | None]) -> dict[str, int]:
    """Values by how often they occur, the most frequent first."""
    return dict(Counter(value or "" for value in values).most_common())
