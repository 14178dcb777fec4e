"""One run at a time on one folder of results."""

import os
import socket
from pathlib import Path
from typing import IO, Self

from vanban.corpus.errors import BusyError
from vanban.outputs import files


class Lock:
    """Held for the length of a run; the system lets go of it when the process ends, however it ends.

    Use it as a context manager.

    Raises:
        BusyError: another run holds it; the message names its process.
        OutputError: the folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        files.make_folder(path.parent)
        with files.reported(path):
            self._file: IO[str] = open(path, "a+", encoding="utf-8")  # noqa: SIM115 - held until close

    def __enter__(self) -> Self:
        try:
            _lock(self._file)
        except OSError as error:
            self._file.seek(0)
            holder = self._file.read(200).strip()
            self._file.close()
            raise BusyError(
                f"Another run is writing to this folder{f' ({holder})' if holder else ''}.",
                path=str(self._path.parent.parent),
                remedy="Wait until it has ended, or name another folder of results.",
            ) from error
        with files.reported(self._path):
            self._file.truncate(0)
            self._file.write(f"process {os.getpid()} on {socket.gethostname()}")
            self._file.flush()
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _lock(file: IO[str]) -> None:
    """Take a lock that belongs to this process alone and not to those it forks."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        return
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
