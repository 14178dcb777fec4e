"""Which reader reads which format. A reader's module is imported when the first file needs it.

A reader is a module with ``NAME``, ``VERSION`` and ``read(data: bytes) -> Layout``; adding one is a line in
:data:`READERS`, and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from vanban.corpus.decode import check_size
from vanban.corpus.detect import detect
from vanban.corpus.errors import (
    InputError,
    NotFoundError,
    UnreadableError,
    UnsupportedFormatError,
)
from vanban.corpus.layout import Layout

MAX_BYTES = 512 * 1024 * 1024
"""Byte budget of any file; text formats have a smaller one (:data:`vanban.corpus.decode.MAX_TEXT_BYTES`)."""

Read = Callable[[bytes], Layout]


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader, not imported yet: its module, the formats it reads, the packages it needs."""

    module: str
    formats: tuple[str, ...]
    needs: tuple[str, ...] = ()


READERS: list[Reader] = [
    Reader("vanban.corpus.readers.txt", ("txt",)),
    Reader("vanban.corpus.readers.html", ("html",), needs=("selectolax",)),
    Reader("vanban.corpus.readers.docx", ("docx",), needs=("lxml",)),
]


@dataclass(frozen=True, slots=True)
class ReaderInfo:
    """What ``vanban doctor`` shows of a reader; ``missing`` names packages that are not installed."""

    name: str
    version: str
    formats: tuple[str, ...]
    missing: tuple[str, ...] = ()


def read(path: str | Path, data: bytes | None = None, *, max_bytes: int = MAX_BYTES) -> Layout:
    """Read one file with the reader of its format.

    Args:
        path: the file; with ``data`` only its name in messages.
        data: the content, if it is in memory already.
        max_bytes: byte budget, checked before the file is read.

    Raises:
        NotFoundError: the path names nothing.
        UnreadableError: the operating system refuses.
        EmptyFileError, TooLargeError, UnknownFormatError, DamagedFileError: as the reader finds.
        UnsupportedFormatError: the format is known and has no reader here.
    """
    try:
        if data is None:
            data = load(path, max_bytes=max_bytes)
        check_size(len(data), max_bytes)
        return _reader(detect(data))(data)
    except InputError as error:
        error.path = error.path or str(path)
        raise


def load(path: str | Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a file.

    Raises:
        NotFoundError, UnreadableError, TooLargeError: see :func:`read`.
    """
    path = Path(path)
    try:
        check_size(path.stat().st_size, max_bytes, str(path))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError("There is no such file.", path=str(path), remedy="Check the path.") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableError(
            f"The file cannot be opened ({reason}).", path=str(path), remedy="Check its permissions."
        ) from error


def available() -> list[ReaderInfo]:
    """All readers, with the packages that are missing for them."""
    found: list[ReaderInfo] = []
    for reader in READERS:
        missing = tuple(need for need in reader.needs if find_spec(need) is None)
        if missing:
            found.append(ReaderInfo(reader.module.rsplit(".", 1)[1], "", reader.formats, missing))
        else:
            module = import_module(reader.module)
            found.append(ReaderInfo(module.NAME, module.VERSION, reader.formats))
    return found


def _reader(format: str) -> Read:
    for reader in READERS:
        if format in reader.formats:
            read: Read = import_module(reader.module).read
            return read
    raise UnsupportedFormatError(
        f"No reader for the format {format} is installed.", remedy="`vanban doctor` lists the readers."
    )
