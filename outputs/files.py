"""Writing files whole or not at all: they take their names only once they are complete."""

import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

from vanban.corpus.errors import OutputError

TEMPORARY = ".vanban-*.tmp"
"""What files are called until they are complete."""

_REMEDIES = {
    errno.ENOSPC: "Free some space on the disk and run again.",
    errno.EACCES: "Choose a folder you may write to.",
    errno.EROFS: "Choose a folder you may write to.",
    errno.ENOTDIR: "A part of this path is a file; choose another folder.",
    errno.EEXIST: "A file of this name is in the way; choose another folder.",
    errno.EISDIR: "A folder of this name is in the way; choose another folder.",
    errno.ENAMETOOLONG: "Shorten the name of the input file or choose a shorter output path.",
}


def output_error(error: OSError, path: str | Path) -> OutputError:
    """What the operating system refused, as a message with a remedy."""
    remedy = _REMEDIES.get(error.errno or 0, "Check the output folder and run again.")
    return OutputError(
        f"The file cannot be written ({error.strerror or error}).", path=str(path), remedy=remedy
    )


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """What the operating system refuses inside the block is raised as an error about this path."""
    try:
        yield
    except OSError as error:
        raise output_error(error, path) from error


def make_folder(path: Path) -> Path:
    """Create a folder and those above it; nothing happens if it is there.

    Raises:
        OutputError: the operating system refuses.
    """
    with reported(path):
        path.mkdir(parents=True, exist_ok=True)
    return path


class Pending:
    """A file on its way: written under another name until :meth:`commit`, gone after :meth:`drop`.

    ``stream`` is for libraries that write to an open file.

    Raises:
        OutputError: the operating system refuses.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        make_folder(path.parent)
        with reported(path):
            prefix, suffix = TEMPORARY.split("*")
            handle, self._temporary = tempfile.mkstemp(dir=path.parent, prefix=prefix, suffix=suffix)
            self.stream: BinaryIO = os.fdopen(handle, "wb")

    def write(self, data: bytes) -> None:
        """Append bytes."""
        with reported(self.path):
            self.stream.write(data)

    def commit(self) -> None:
        """Give the file its name, over an older one."""
        with reported(self.path):
            self.stream.close()
            os.chmod(self._temporary, 0o666 & ~_umask())
            os.replace(self._temporary, self.path)

    def drop(self) -> None:
        """Forget the file; an older one of the name stays as it was. Does nothing after a commit."""
        with suppress(OSError):
            self.stream.close()
        with suppress(OSError):
            os.unlink(self._temporary)


def write(path: Path, data: bytes) -> None:
    """Write one file at once; folders above it are created.

    Raises:
        OutputError: the operating system refuses; nothing is left behind.
    """
    pending = Pending(path)
    try:
        pending.write(data)
        pending.commit()
    finally:
        pending.drop()


def sync(path: Path) -> None:
    """Wait until everything that was written to a file system is on its disk; what cannot be told is left undone."""
    if sys.platform != "linux":
        if hasattr(os, "sync"):
            os.sync()
        return
    import ctypes

    with suppress(OSError):
        folder = os.open(path, os.O_RDONLY)
        try:
            ctypes.CDLL(None).syncfs(folder)
        finally:
            os.close(folder)


@cache
def _umask() -> int:
    """The process's umask; mkstemp ignores it, but results are meant to be shared as usual."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
