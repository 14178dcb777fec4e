"""Reading one file after another: in this process, or in a child that can be killed."""

from dataclasses import dataclass
from typing import Protocol, Self

import msgspec

from vanban import api
from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import DefectError, InputError, VanbanError, of_code
from vanban.corpus.readers import load
from vanban.inputs import Input
from vanban.normalize.model import Document
from vanban.outputs import jsondoc


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file: a document and its reading text, or the error that says why not.

    ``copy`` is one of a scanned PDF that can be searched, where that was asked for.
    """

    document: Document | None = None
    text: str = ""
    error: VanbanError | None = None
    copy: bytes | None = None


class Reader(Protocol):
    """Reads files; one that is a context manager ends its child at the end."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def read(self, file: Input) -> Reading:
        """Read one file; nothing but Ctrl-C is raised."""
        ...


class DirectReader:
    """Reads in this process: no start-up cost, and no limit of time and memory.

    Args:
        budgets: limits of size.
        copies: make copies of scanned PDFs that can be searched.
    """

    def __init__(self, budgets: Budgets = DEFAULT, *, copies: bool = False) -> None:
        self._budgets = budgets
        self._copies = copies

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to end."""

    def read(self, file: Input) -> Reading:
        """Read one file; a defect of vanban becomes an error of this file."""
        try:
            return _read(file.path, file.data(), self._budgets, self._copies)
        except InputError as error:
            return Reading(error=error)
        except Exception as error:  # noqa: BLE001 - it must not end the batch of a night
            return Reading(error=DefectError.of(error))


class _Request(msgspec.Struct, frozen=True):
    path: str
    data: bytes | None


class _Failure(msgspec.Struct, frozen=True):
    code: str
    message: str
    remedy: str | None


class _Answer(msgspec.Struct, frozen=True):
    """What the child sends: plain data, validated here."""

    document: bytes | None = None
    text: str = ""
    failure: _Failure | None = None
    copy: bytes | None = None


class IsolatedReader:
    """Reads in a child process: a file that hangs, crashes or eats memory costs itself only."""

    def __init__(self, budgets: Budgets = DEFAULT, *, copies: bool = False) -> None:
        from vanban.corpus.worker import Worker  # multiprocessing takes 15 ms to import

        self._worker = Worker(_Task(budgets, copies), budgets)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._worker.close()

    def read(self, file: Input) -> Reading:
        """Read one file within its budgets."""
        try:
            request = msgspec.msgpack.encode(_Request(file.path, file.data()))
            answer = msgspec.msgpack.decode(self._worker.call(request), type=_Answer)
            return _received(answer)
        except VanbanError as error:
            error.path = error.path or file.path
            return Reading(error=error)
        except msgspec.DecodeError as error:  # no answer that the child's own code would send
            return Reading(error=DefectError.of(error))


class _Task:
    """The child's side: a request to an answer."""

    def __init__(self, budgets: Budgets, copies: bool) -> None:
        self._budgets = budgets
        self._copies = copies

    def __call__(self, request: bytes) -> bytes:
        asked = msgspec.msgpack.decode(request, type=_Request)
        reading = _read(asked.path, asked.data, self._budgets, self._copies)
        if reading.document is None:
            error = reading.error or VanbanError("Nothing was read.")
            return msgspec.msgpack.encode(_Answer(failure=_Failure(error.code, error.message, error.remedy)))
        document = jsondoc.encode(reading.document)
        return msgspec.msgpack.encode(_Answer(document, reading.text, copy=reading.copy))


def _read(path: str, data: bytes | None, budgets: Budgets, copies: bool) -> Reading:
    result = api.read_result(path, data, budgets=budgets)
    if result.document is None or result.layout is None:
        return Reading(error=result.error or VanbanError("Nothing was read.", path=path))
    copy = None
    if copies and result.layout.scans:
        copy = api.searchable_pdf(load(path) if data is None else data, result.layout)
    return Reading(result.document, result.layout.text, copy=copy)


def _received(answer: _Answer) -> Reading:
    if answer.document is not None:
        return Reading(jsondoc.decode(answer.document), answer.text, copy=answer.copy)
    failure = answer.failure or _Failure("error", "Nothing was read.", None)
    return Reading(error=of_code(failure.code)(failure.message, remedy=failure.remedy))
