"""Finding files: what lies below the paths a user names, in one stable order, nothing lost silently."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Literal

Skip = Literal["hidden", "lock", "loop", "special"]
"""Why a file is left out: a dot in front, an Office lock file, a folder met before, no regular file."""

_OFFICE_LOCK = "~$"  # Word and Excel keep "~$name.docx" beside an open file; it holds a user name only


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One thing met on the way.

    Attributes:
        path: the path, below the one the user named.
        name: the path relative to the folder that was named; the file name for a file named itself.
        size: bytes; None where the system does not tell.
        skipped: why it is not to be read; counted and reported all the same.
        error: why it cannot be read, in the system's words; a folder or a file.
    """

    path: Path
    name: str
    size: int | None = None
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


def find(paths: Iterable[str | Path]) -> Iterator[FoundFile]:
    """All files at and below some paths.

    Folders come in the order named, what lies in them sorted by name, files before folders. Links are
    followed, a folder met before is not entered again. Nothing raises: what cannot be read comes with
    its ``error``, what is left out with ``skipped``.
    """
    seen: set[tuple[int, int]] = set()
    for path in map(Path, paths):
        yield from _visit(path, path.name or str(path), seen, named=True)


def _visit(path: Path, name: str, seen: set[tuple[int, int]], *, named: bool = False) -> Iterator[FoundFile]:
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
        key = (status.st_dev, status.st_ino)
        if key in seen:
            yield FoundFile(path, name, skipped="loop")
            return
        seen.add(key)
        yield from _below(path, "" if named else f"{name}/", seen)
    elif S_ISREG(status.st_mode):
        unreadable = None if os.access(path, os.R_OK) else "Permission denied"
        yield FoundFile(path, name, status.st_size, error=unreadable)
    else:
        yield FoundFile(path, name, skipped="special")


def _below(folder: Path, prefix: str, seen: set[tuple[int, int]]) -> Iterator[FoundFile]:
    """What lies in a folder, deepest last."""
    try:
        with os.scandir(folder) as entries:
            names = [(entry.name, _is_folder(entry)) for entry in entries]
    except OSError as error:
        yield FoundFile(folder, prefix.rstrip("/") or folder.name, error=_reason(error))
        return
    for entry_name, _ in sorted(names, key=lambda entry: (entry[1], entry[0])):
        yield from _visit(folder / entry_name, prefix + entry_name, seen)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _skip(name: str) -> Skip | None:
    if name.startswith(_OFFICE_LOCK):
        return "lock"
    return "hidden" if name.startswith(".") else None


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
