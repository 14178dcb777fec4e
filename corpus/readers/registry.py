"""Which reader reads which format. A reader's module is imported when the first file needs it.

A reader is a module with ``NAME``, ``VERSION`` and ``read(data: bytes, budgets: Budgets) -> Layout``; adding one is a
line in :data:`READERS`, and nothing else. It stops early where it can; what it returns is held to the same budgets.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.decode import check_size
from vanban.corpus.detect import archive_name, detect, is_cut
from vanban.corpus.envelopes import opened
from vanban.corpus.errors import (
    DamagedFileError,
    EncryptedFileError,
    InputError,
    NotFoundError,
    TooLargeError,
    UnreadableError,
    UnsupportedArchiveError,
    UnsupportedFormatError,
)
from vanban.corpus.layout import Layout


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader, not imported yet: its module, the formats it reads, the packages it needs."""

    module: str
    formats: tuple[str, ...]
    needs: tuple[str, ...] = ()


READERS: list[Reader] = [
    Reader("vanban.corpus.readers.txt", ("txt",)),
    Reader("vanban.corpus.readers.html", ("html",), needs=("selectolax",)),
    Reader("vanban.corpus.readers.sheet", ("xlsx", "xls"), needs=("xlrd",)),
    Reader("vanban.corpus.readers.docx", ("docx",), needs=("lxml",)),
    Reader("vanban.corpus.readers.doc", ("doc",), needs=("lxml", "doc2docx")),
    Reader("vanban.corpus.readers.rtf", ("rtf",)),
    Reader("vanban.corpus.readers.pdf", ("pdf",), needs=("pypdfium2", "asn1crypto")),
    Reader("vanban.corpus.readers.image", ("image",), needs=("pypdfium2", "PIL")),
]

# Word and Excel wrap an encrypted DOCX or XLSX in a compound file ([MS-OFFCRYPTO], 2.3.4); its directory names it.
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

PROBES: dict[str, str] = {"pdf": "vanban.corpus.readers.pdf_probe"}
"""Modules with ``probe(data: bytes) -> Probe``, for formats that take long to read."""


@dataclass(frozen=True, slots=True)
class ReaderInfo:
    """What ``vanban doctor`` shows of a reader; ``missing`` names packages that are not installed."""

    name: str
    version: str
    formats: tuple[str, ...]
    missing: tuple[str, ...] = ()


def read(path: str | Path, data: bytes | None = None, *, budgets: Budgets = DEFAULT) -> Layout:
    """Read one file with the reader of its format.

    Args:
        path: the file; with ``data`` only its name in messages.
        data: the content, if it is in memory already.
        budgets: limits of size; those of bytes are checked before the file is read.

    Raises:
        NotFoundError: the path names nothing.
        UnreadableError: the operating system refuses.
        EmptyFileError, TooLargeError, UnknownFormatError, DamagedFileError: as the reader finds.
        UnsupportedFormatError: the format is known and has no reader here.
    """
    try:
        if data is None:
            data = load(path, max_bytes=budgets.bytes)
        check_size(len(data), budgets.bytes)
        envelope = opened(data)
        data = envelope.data
        format = detect(data)
        if format in ("zip", "gz", "ole", "archive"):
            raise _no_document(data)
        layout = _checked(_reader(format, budgets)(data), budgets)
        if envelope.signatures:
            layout = replace(layout, signatures=(*envelope.signatures, *layout.signatures))
        return _with_second_opinion(layout, data, budgets) if budgets.opinion_seconds else layout
    except InputError as error:
        error.path = error.path or str(path)
        raise


def load(path: str | Path, *, max_bytes: int = DEFAULT.bytes) -> bytes:
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


def _reader(format: str, budgets: Budgets) -> Callable[[bytes], Layout]:
    for reader in READERS:
        if format in reader.formats:
            read: Callable[..., Layout] = import_module(reader.module).read
            return partial(read, budgets=budgets)
    raise UnsupportedFormatError(
        f"No reader for the format {format} is installed.", remedy="`vanban doctor` lists the readers."
    )


def _no_document(data: bytes) -> InputError:
    """Why a container is not read: encrypted, broken, full of files, or a document of another kind."""
    from vanban.corpus.containers import is_container
    from vanban.corpus.zipped import ZipMembers

    if name := archive_name(data):
        return UnsupportedArchiveError(
            f"This is an archive in {name}, which is not opened here.",
            remedy="Unpack it and read the folder, or pack it as ZIP.",
        )
    if is_cut(data):
        return DamagedFileError(
            "The file is truncated: its directory is missing.",
            remedy="Copy it again from where it came from.",
        )
    if _ENCRYPTED_PACKAGE in data:
        return EncryptedFileError("The document is encrypted.", remedy="Save a copy without a password.")
    if is_container(data):
        return UnsupportedFormatError(
            "This is a container of files.", remedy="vanban extract and vanban run read what it holds."
        )
    if data.startswith(b"PK"):
        ZipMembers(data)  # raises what is broken
    return UnsupportedFormatError(
        "This is a document of a kind that vanban does not read.", remedy="Save it as DOCX, XLSX or PDF."
    )


def _with_second_opinion(layout: Layout, data: bytes, budgets: Budgets) -> Layout:
    """The layout, with what another program says of it; half of the time of a file is the most that it gets."""
    from vanban.corpus import opinion

    limit = min(budgets.opinion_seconds, budgets.seconds / 2)
    note = opinion.note(layout, data, time_limit=limit)
    return replace(layout, notes=(*layout.notes, note)) if note else layout


def _checked(layout: Layout, budgets: Budgets) -> Layout:
    """The layout, if it is within its budgets: what comes after costs time by pages and characters."""
    for count, limit, what in (
        (len(layout.pages), budgets.pages, "pages"),
        (len(layout.text), budgets.characters, "characters"),
    ):
        if count > limit:
            raise TooLargeError(
                f"The file has {count} {what}; the limit is {limit}.", remedy="Split it, or raise the limit."
            )
    return layout
