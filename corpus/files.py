"""Finding files: what lies below the paths a user names, in one stable order, nothing lost silently."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Literal
from unicodedata import normalize

from vanban.corpus.errors import NotFoundError, UnreadableError, UsageError

WORK = ".vanban"
"""The folder, in that of the results of a run, of what its next run needs."""

Skip = Literal["hidden", "lock", "loop", "special", "results"]
"""Why a file is left out: a dot in front, an Office lock file, a folder met before, no regular file, results of a run."""

_Key = tuple[int, int]  # of a folder: its device and number
_PRIVATE = 0xF700  # of the Private Use Area; names with letters from there are met in no archive
_ODD = re.compile("[\udc80-\udcff]")  # how Python keeps a byte that is no UTF-8 (PEP 383)
_MAPPED = re.compile("[\uf780-\uf7ff]")
_MAC_FOLDER = "__MACOSX"  # what macOS puts into archives beside the files
_OFFICE_LOCK = "~$"  # Word and Excel keep "~$name.docx" beside an open file; it holds a user name only


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One thing met on the way.

    Attributes:
        path: the path, below the one the user named.
        name: the path relative to the folder that was named; the file name for a file named itself.
        size: bytes; None where the system does not tell.
        stamp: changes whenever the file does, and on some other occasions.
        skipped: why it is not to be read; counted and reported all the same.
        error: why it cannot be read, in the system's words; a folder or a file.
    """

    path: Path
    name: str
    size: int | None = None
    stamp: str | None = None
    skipped: Skip | None = None
    error: str | None = None

    @property
    def is_readable(self) -> bool:
        """Whether it is a file to read."""
        return self.skipped is None and self.error is None


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a file is, whatever its name: SHA-256 in hex and its size in bytes."""

    sha256: str
    size: int

    @property
    def id(self) -> str:
        """The first 16 hex digits: the id of the document."""
        return self.sha256[:16]


def fingerprint(data: bytes) -> Fingerprint:
    """The fingerprint of a file's content."""
    return Fingerprint(hashlib.sha256(data).hexdigest(), len(data))


def find(paths: Iterable[str | Path], *, leave_out: Path | None = None) -> Iterator[FoundFile]:
    """All files at and below some paths.

    Folders come in the order named, what lies in them sorted by name, files before folders. Links are
    followed, a folder met before is not entered again, nor one of results that was not named itself. Nothing
    raises: what cannot be read comes with its ``error``, what is left out with ``skipped``.

    Args:
        paths: files and folders.
        leave_out: a folder to pass over without a word, when it lies in one of them.
    """
    seen: set[_Key] = set()
    out = _key(leave_out.stat()) if leave_out and leave_out.exists() else None
    for path in map(Path, paths):
        yield from _visit(path, path.name or str(path), seen, out, named=True)


def status(path: str | Path) -> os.stat_result:
    """What the system tells of a path that a user named.

    Raises:
        UsageError: the path is empty.
        NotFoundError: it names nothing.
        UnreadableError: the system does not tell.
    """
    if not str(path):
        raise UsageError("A path is empty.", remedy="Check the names, and variables that may not be set.")
    try:
        return os.stat(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFoundError(
            "There is no such file or folder.", path=str(path), remedy="Check the path."
        ) from error
    except OSError as error:
        raise UnreadableError(
            f"The path cannot be looked at ({_reason(error)}).",
            path=str(path),
            remedy="Check it and the permissions of the folders above it.",
        ) from error


def comparable(name: str) -> str:
    """A name as file systems compare it for which upper and lower case, and the two ways to write a mark, are one."""
    return normalize("NFC", name).casefold()


def printable(path: Path) -> str:
    """A path as text that every encoder takes: bytes that are no UTF-8 become characters of private use."""
    text = str(path)
    return text if text.isascii() else _ODD.sub(lambda m: chr(ord(m[0]) - 0xDC00 + _PRIVATE), text)


def actual(text: str) -> Path:
    """The path that :func:`printable` was given."""
    return Path(text if text.isascii() else _MAPPED.sub(lambda m: chr(ord(m[0]) - _PRIVATE + 0xDC00), text))


def _key(status: os.stat_result) -> _Key:
    return status.st_dev, status.st_ino


def _visit(
    path: Path, name: str, seen: set[_Key], out: _Key | None, *, named: bool = False
) -> Iterator[FoundFile]:
    """One path; a path that the user named is taken even if hidden."""
    if skipped := None if named else _skip(path.name):
        yield FoundFile(path, name, skipped=skipped)
        return
    try:
        status = path.stat()
    except OSError as error:
        yield FoundFile(path, name, error=_reason(error))
        return
    if S_ISDIR(status.st_mode):
        key = _key(status)
        if key == out:
            return
        if key in seen:
            yield FoundFile(path, name, skipped="loop")
            return
        seen.add(key)
        if not named and (path / WORK).is_dir():
            yield FoundFile(path, name, skipped="results")
            return
        yield from _below(path, "" if named else f"{name}/", seen, out)
    elif S_ISREG(status.st_mode):
        unreadable = None if os.access(path, os.R_OK) else "Permission denied"
        stamp = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"
        yield FoundFile(path, name, status.st_size, stamp, error=unreadable)
    else:
        yield FoundFile(path, name, skipped="special")


def _below(folder: Path, prefix: str, seen: set[_Key], out: _Key | None) -> Iterator[FoundFile]:
    """What lies in a folder, deepest last."""
    try:
        with os.scandir(folder) as entries:
            names = [(entry.name, _is_folder(entry)) for entry in entries]
    except OSError as error:
        yield FoundFile(folder, prefix.rstrip("/") or folder.name, error=_reason(error))
        return
    for entry_name, _ in sorted(names, key=lambda entry: (entry[1], entry[0])):
        yield from _visit(folder / entry_name, prefix + entry_name, seen, out)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _skip(name: str) -> Skip | None:
    if name.startswith(_OFFICE_LOCK):
        return "lock"
    return "hidden" if name.startswith(".") or name == _MAC_FOLDER else None


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
