"""Results behind a URL: object stores and whatever else fsspec writes (https://filesystem-spec.readthedocs.io).

A run makes its results in a folder, since it renames, moves and appends; when they are complete, what has changed since
the last time goes to the URL, file by file, and what is gone is removed there. The journal remembers what is there, so
that nothing is listed, and a copy that was interrupted goes on. Whoever reads there sees whole files only: an object
store shows an object when it is complete, elsewhere files are renamed.
"""

import hashlib
import os
import socket
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from uuid import uuid4

from vanban.batch.journal import Journal
from vanban.corpus import remote
from vanban.corpus.errors import BusyError, OutputError, VanbanError
from vanban.outputs import store

CLAIM = ".vanban-folder"
"""At the URL: which folder its files come from."""

_RENAMED = frozenset({"file", "local", "sftp", "ssh"})
"""Protocols by which a half-written file would show."""

_AT_ONCE = 16  # files under way: object stores answer slowly and take many requests
_BATCH = 256  # files between two entries in the journal


class Mirror:
    """The files of a folder of results behind a URL.

    Args:
        url: where; a folder there, created when missing.
        out: the folder of results.
        journal: that of the folder.

    Raises:
        UsageError: no package writes URLs of this kind.
    """

    def __init__(self, url: str, out: Path, journal: Journal) -> None:
        self._url = url.rstrip("/")
        self._system, self._root = remote.file_system(self._url)
        protocol = self._system.protocol
        self._renames = not _RENAMED.isdisjoint((protocol,) if isinstance(protocol, str) else protocol)
        self._out = out
        self._journal = journal

    def claim(self) -> None:
        """See that what is there comes from this folder, before anything is done.

        Raises:
            BusyError: it comes from another one, or from no run at all.
            OutputError: the URL cannot be read or written.
        """
        mark = self._journal.get("folder") or uuid4().hex
        self._journal.set("folder", mark)
        with self._reported(CLAIM):
            there = self._system.isfile(self._at(CLAIM))
            owner = (
                self._system.cat_file(self._at(CLAIM)).decode(errors="replace").split("\n") if there else [""]
            )
        if there and owner[0] != mark:
            raise BusyError(
                f"The results there come from another folder ({' '.join(owner[1:]).strip()}).",
                path=self._url,
                remedy="Name that one with --work, or another URL; or delete all that is there.",
            )
        if not there or self._journal.get("mirror") != self._url:
            self._begin(f"{mark}\n{self._out.absolute()} on {socket.gethostname()}\n".encode(), own=there)

    def _begin(self, claim: bytes, *, own: bool) -> None:
        """Nothing is known of what is there but its names, and whether they are our own."""
        self._journal.set("mirror", "")
        self._journal.drop_mirrored(None)
        for folder in store.FOLDERS:
            with self._reported(folder):
                found = self._system.find(self._at(folder))
            prefix = len(self._root.rstrip("/")) + 1
            names = [name[prefix:] for name in found]
            if names and not own:
                raise BusyError(
                    "This stands where results go, and no run has made it.",
                    path=f"{self._url}/{names[0]}",
                    remedy="Name a URL at which nothing is.",
                )
            self._journal.set_mirrored((name, "", "") for name in names)
        with self._reported(CLAIM):
            if self._renames:
                self._system.makedirs(self._root, exist_ok=True)
            self._system.pipe_file(self._at(CLAIM), claim)
        self._journal.set("mirror", self._url)

    def update(self, tell: Callable[[int], None]) -> int:
        """Bring the URL to what the folder holds.

        Args:
            tell: called with numbers of files that were looked at.

        Returns:
            How many files were written or removed.

        Raises:
            OutputError: one cannot be.
        """
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            copied = self._copy(threads, self._files(), tell)
            for name in store.SUMMARIES:  # when all that they tell of is there
                copied += self._copy(threads, [name], tell)
            return copied + self._remove(threads)

    def _files(self) -> Iterator[str]:
        for top in store.FOLDERS:
            for folder, folders, names in os.walk(self._out / top):
                folders.sort()
                here = Path(folder).relative_to(self._out).as_posix()
                yield from (f"{here}/{name}" for name in sorted(names))

    def _copy(self, threads: ThreadPoolExecutor, names: Iterable[str], tell: Callable[[int], None]) -> int:
        source, copied = iter(names), 0
        while batch := list(islice(source, _BATCH)):
            known = {name: self._journal.mirrored(name) for name in batch}
            done = list(threads.map(self._put, known.items()))
            self._journal.set_mirrored(row for row in done if row[1:] != known[row[0]])
            copied += sum(digest != known[name][1] for name, _, digest in done)
            tell(len(batch))
        return copied

    def _put(self, one: tuple[str, tuple[str, str]]) -> tuple[str, str, str]:
        """Copy a file that has changed; its name, stamp and digest."""
        name, (known_stamp, known_digest) = one
        path = self._out / name
        with self._reported(name):
            status = path.stat()
            stamp = f"{status.st_size} {status.st_mtime_ns}"
            if stamp == known_stamp:
                return name, stamp, known_digest
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            if digest != known_digest:
                self._write(path, self._at(name))
        return name, stamp, digest

    def _write(self, path: Path, target: str) -> None:
        if not self._renames:
            self._system.put_file(str(path), target)
            return
        folder, _, name = target.rpartition("/")
        self._system.makedirs(folder, exist_ok=True)
        half = f"{folder}/.vanban-{name}.tmp"
        self._system.put_file(str(path), half)
        self._system.mv(half, target)

    def _remove(self, threads: ThreadPoolExecutor) -> int:
        """What is no longer in the folder."""
        gone = (name for name in self._journal.all_mirrored() if not (self._out / name).exists())
        removed = 0
        while batch := list(islice(gone, _BATCH)):
            list(threads.map(self._delete, batch))
            self._journal.drop_mirrored(batch)
            removed += len(batch)
        return removed

    def _delete(self, name: str) -> None:
        with self._reported(name):
            try:
                self._system.rm_file(self._at(name))
            except FileNotFoundError:
                return

    def _at(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    @contextmanager
    def _reported(self, name: str) -> Iterator[None]:
        """Packages for object stores raise errors of many kinds."""
        try:
            yield
        except VanbanError:
            raise
        except Exception as error:
            reason = str(error) or type(error).__name__
            raise OutputError(
                f"The file cannot be written ({reason}).",
                path=f"{self._url}/{name}",
                remedy="Check the URL and your access to it, and run again: it goes on from there.",
            ) from error
