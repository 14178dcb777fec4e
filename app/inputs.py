"""What the user named: files, folders, containers and stdin, as a list of inputs of one kind."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import InputError, UsageError

if TYPE_CHECKING:
    from vanban.corpus.containers import Containers, Member

_LOCK_PREFIX = "~$"  # the lock file that Word leaves beside an open document
_MAC_PREFIX = "__MACOSX"  # what macOS puts into archives beside the files


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read.

    Attributes:
        path: what people call it; of a file in a container ``archive.zip!/folder/name.doc``.
        name: where its results go, below the folder of results.
        load: gives the bytes of what is no file on disk; raises InputError.
        error: why it cannot be read, if that is known already.
        ignored: no document by its name: hidden, or a lock file.
    """

    path: str
    name: PurePosixPath
    load: Callable[[], bytes] | None = None
    error: InputError | None = None
    ignored: bool = False

    def data(self) -> bytes | None:
        """The bytes; None for a file on disk.

        Raises:
            InputError: a member of a container cannot be read.
        """
        return self.load() if self.load else None


def named(paths: Sequence[str], stdin_name: str, budgets: Budgets = DEFAULT) -> list[Input]:
    """Files in the order given, containers as the files they hold; ``-`` reads stdin.

    Raises:
        UsageError: a path is a folder, or stdin is asked for twice.
    """
    from vanban.corpus.containers import Containers

    _refuse_folders(paths)
    if paths.count("-") > 1:
        raise UsageError("Standard input can be read once only.", remedy="Name '-' once.")
    containers = Containers(budgets)
    found: list[Input] = []
    for path in paths:
        if path == "-":
            data = sys.stdin.buffer.read()
            stdin = Input(stdin_name, PurePosixPath(stdin_name), lambda data=data: data)  # type: ignore[misc]
            found += _expanded(stdin, data, containers)
        else:
            found += _expanded(Input(path, PurePosixPath(Path(path).name)), Path(path), containers)
    return found


def chosen(paths: Sequence[str], stdin_name: str, budgets: Budgets, *, one_folder: bool) -> list[Input]:
    """The files that a command is to read: those named, ignored ones left out.

    Raises:
        UsageError: as :func:`named`; also when results go into one folder and two would have one name.
    """
    if one_folder:
        _refuse_same_names([stdin_name if path == "-" else path for path in paths])
    return [file for file in named(paths, stdin_name, budgets) if not file.ignored]


def _refuse_same_names(paths: Sequence[str]) -> None:
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


def _refuse_folders(paths: Sequence[str]) -> None:
    """Say what to do with folders, before any file is read."""
    for path in paths:
        if path != "-" and Path(path).is_dir():
            raise UsageError("This is a folder.", path=path, remedy=f"Run: vanban run {path} -o OUT")


def is_ignored(name: str) -> bool:
    """Whether a file is no document by its name: hidden, a lock file, what macOS adds to archives."""
    parts = PurePosixPath(name).parts
    return parts[-1].startswith((".", _LOCK_PREFIX)) or _MAC_PREFIX in parts


def _expanded(file: Input, source: Path | bytes, containers: "Containers") -> Iterator[Input]:
    """The file itself, or the files that it holds."""
    from vanban.corpus.containers import is_container

    if not is_container(source):
        yield file
        return
    try:
        for member in containers.members(source, file.name.name):
            yield _member(file, member, containers)
    except InputError as error:
        yield Input(file.path, file.name, error=error)


def _member(container: Input, member: "Member", containers: "Containers") -> Input:
    name = container.name / member.path
    return Input(
        f"{container.path}!/{member.label}",
        name,
        partial(containers.read, member),
        member.error,
        ignored=is_ignored(str(name)),
    )
