"""What the user named: files, folders, containers and stdin, as a list of inputs of one kind."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISREG
from typing import IO, TYPE_CHECKING

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import EmptyFileError, InputError, UnreadableError, UsageError
from vanban.corpus.files import comparable, printable, status

if TYPE_CHECKING:
    from vanban.corpus.containers import Containers, Member

STDIN = "stdin"
"""What standard input is called where it has no name."""

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
    """Files in the order given, containers as the files they hold; ``-`` reads stdin, a pipe is read as stdin is.

    Raises:
        UsageError: a path is empty or a folder, or stdin is asked for twice.
    """
    from vanban.corpus.containers import Containers

    _refuse_folders(paths)
    if paths.count("-") > 1:
        raise UsageError("Standard input can be read once only.", remedy="Name '-' once.")
    containers = Containers(budgets)
    return [file for path in paths for file in _named(path, stdin_name, containers, budgets)]


def chosen(paths: Sequence[str], stdin_name: str, budgets: Budgets, *, one_folder: bool) -> list[Input]:
    """The files that a command is to read: those named, ignored ones left out.

    Raises:
        UsageError: as :func:`named`; also when results go into one folder and two would have one name, or stdin has one
            and is not read.
    """
    if stdin_name != STDIN and "-" not in paths:
        raise UsageError("--name is for standard input, which is not read.", remedy="Name '-', or no name.")
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
        name = comparable(Path(path).name)
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
        if path != "-" and _has_mode(S_ISDIR, path):
            raise UsageError("This is a folder.", path=path, remedy=f"Run: vanban run {path} -o OUT")


def is_ignored(name: str) -> bool:
    """Whether a file is no document by its name: hidden, a lock file, what macOS adds to archives."""
    parts = PurePosixPath(name).parts
    return parts[-1].startswith((".", _LOCK_PREFIX)) or _MAC_PREFIX in parts


def no_file() -> InputError:
    """What is wrong with a container that holds none."""
    return EmptyFileError("The container holds no file.", remedy="Leave it out.")


def _named(path: str, stdin_name: str, containers: "Containers", budgets: Budgets) -> Iterator[Input]:
    """What one argument names."""
    from vanban.corpus.containers import safe_name
    from vanban.corpus.readers import load

    if path == "-":
        stdin = Input(stdin_name, PurePosixPath(safe_name(stdin_name)))
        yield from _streamed(stdin, lambda: sys.stdin.buffer, containers, budgets)
        return
    here = Path(path)
    told = printable(here)
    file = Input(path, PurePosixPath(here.name))
    if told != str(here):  # bytes that are no UTF-8: read by them, told in letters
        file = Input(told, PurePosixPath(Path(told).name), partial(load, here, max_bytes=budgets.bytes))
    if _has_mode(S_ISREG, path) is False:
        yield from _streamed(file, lambda: here.open("rb"), containers, budgets)
    else:
        yield from _expanded(file, here, containers)


def _streamed(
    file: Input, opened: Callable[[], IO[bytes]], containers: "Containers", budgets: Budgets
) -> Iterator[Input]:
    """What can be read once only, as what it holds."""
    from vanban.corpus.decode import check_size

    try:
        with opened() as stream:
            data = stream.read(budgets.bytes + 1)
        check_size(len(data), budgets.bytes, file.path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        refused = UnreadableError(
            f"It cannot be read ({reason}).", path=file.path, remedy="Check what it is."
        )
        yield replace(file, error=refused)
    except InputError as error:
        yield replace(file, error=error)
    else:
        yield from _expanded(replace(file, load=lambda: data), data, containers)


def _has_mode(kind: Callable[[int], bool], path: str) -> bool | None:
    """Is a path of a kind? None where the system does not tell; whoever reads it says why."""
    try:
        return kind(status(path).st_mode)
    except InputError:
        return None


def _expanded(file: Input, source: Path | bytes, containers: "Containers") -> Iterator[Input]:
    """The file itself, or the files that it holds."""
    from vanban.corpus.containers import is_container

    if not is_container(source):
        yield file
        return
    holds = False
    try:
        for found in containers.members(source, file.name.name):
            member = _member(file, found, containers)
            holds = holds or not member.ignored
            yield member
        if not holds:
            raise no_file()
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
