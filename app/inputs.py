"""What the user named: single files and stdin for the small commands, folders for a run."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from vanban.corpus.errors import InputError, NotFoundError, UnreadableError, UsageError

_LOCK_PREFIX = "~$"  # the lock file that Word leaves beside an open document


@dataclass(frozen=True, slots=True)
class Named:
    """A file as the user named it; ``data`` is set when it came through stdin."""

    path: str
    data: bytes | None = None

    @property
    def name(self) -> str:
        """The file name alone."""
        return Path(self.path).name


@dataclass(frozen=True, slots=True)
class Found:
    """A file of an archive; ``name`` is its path within the results, ``error`` why it cannot be opened."""

    path: Path
    name: PurePosixPath
    error: InputError | None = None
    ignored: bool = False


def named(paths: Sequence[str], stdin_name: str) -> Iterator[Named]:
    """Files in the order given; ``-`` reads stdin.

    Raises:
        UsageError: a path is a folder, or stdin is asked for twice.
    """
    if paths.count("-") > 1:
        raise UsageError("Standard input can be read once only.", remedy="Name '-' once.")
    for path in paths:
        if path == "-":
            yield Named(stdin_name, sys.stdin.buffer.read())
        else:
            yield Named(path)


def refuse_folders(paths: Sequence[str]) -> None:
    """Say what to do with folders, before any file is read.

    Raises:
        UsageError: one of the paths is a folder.
    """
    for path in paths:
        if path != "-" and Path(path).is_dir():
            raise UsageError("This is a folder.", path=path, remedy=f"Run: vanban run {path} -o OUT")


def refuse_same_names(paths: Sequence[str]) -> None:
    """Results go into one folder, so two inputs may not share a file name.

    Raises:
        UsageError: two do.
    """
    seen: dict[str, str] = {}
    for path in paths:
        name = Path(path).name
        if name in seen:
            raise UsageError(
                f"It would overwrite the result of {seen[name]}.",
                path=path,
                remedy="Use vanban run, which keeps the folders.",
            )
        seen[name] = path


def walk(archives: Sequence[Path], out: Path) -> list[Found]:
    """All files of all archives, sorted within each; the output folder is left out.

    With several archives each one's files go below its name, so that none overwrites another's.

    Raises:
        NotFoundError: an archive is not there.
    """
    found: list[Found] = []
    prefixes: set[str] = set()
    for archive in archives:
        if not archive.exists():
            raise NotFoundError(
                "There is no such file or folder.", path=str(archive), remedy="Check the path."
            )
        prefix = _prefix(archive, prefixes) if len(archives) > 1 else ""
        if archive.is_dir():
            found += _walk_folder(archive, out, PurePosixPath(prefix))
        else:
            found.append(Found(archive, PurePosixPath(prefix) / archive.name))
    return found


def _prefix(archive: Path, taken: set[str]) -> str:
    """The archive's own name, numbered when another archive has it too."""
    base = archive.resolve().name if archive.is_dir() else ""
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name)
    return name


def _walk_folder(folder: Path, out: Path, prefix: PurePosixPath) -> Iterator[Found]:
    results = out.resolve()
    errors: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=errors.append):
        here = Path(root)
        folders[:] = sorted(f for f in folders if (here / f).resolve() != results)
        for name in sorted(names):
            yield _found(here / name, prefix / (here / name).relative_to(folder).as_posix())
    for error in errors:
        path = Path(error.filename)
        refused = UnreadableError(
            f"The folder cannot be opened ({error.strerror}).",
            path=str(path),
            remedy="Check its permissions.",
        )
        yield Found(path, prefix / path.relative_to(folder).as_posix(), refused)


def _found(path: Path, name: PurePosixPath) -> Found:
    if path.name.startswith((".", _LOCK_PREFIX)):
        return Found(path, name, ignored=True)
    if not path.is_file():  # a pipe would block for ever
        error = UnreadableError(
            "This is no regular file, or a broken link.",
            path=str(path),
            remedy="Replace it by the file itself.",
        )
        return Found(path, name, error)
    return Found(path, name)
