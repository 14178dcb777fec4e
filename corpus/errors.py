"""The one root of all exceptions, and the exit codes of the command line.

An exception here owns what a person needs: which file, what is wrong, what to do about it, and the
exit code that a shell sees. Everything else that escapes is a defect of vanban.
"""

from enum import IntEnum
from typing import Self


class ExitCode(IntEnum):
    """What a shell sees; documented in docs/commands.md and kept stable."""

    OK = 0
    DEFECT = 1  # an error of vanban itself
    USAGE = 2  # wrong options or paths
    SOME_FAILED = 3  # some files could not be read; the report names them
    OUTPUT = 4  # a result could not be written
    BELOW_FLOOR = 5  # a score is under its pinned floor
    BUSY = 6  # another run is writing to the folder of results
    INTERRUPTED = 130  # Ctrl-C


class VanbanError(Exception):
    """Root of all errors that vanban raises on purpose.

    Args:
        message: what is wrong, in one sentence.
        path: the file or folder concerned, as the user named it.
        remedy: what the user can do, in one sentence.
    """

    code = "error"
    exit_code = ExitCode.DEFECT

    def __init__(self, message: str, *, path: str | None = None, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        what_to_do = f" {self.remedy}" if self.remedy else ""
        return f"{where}{self.message}{what_to_do}"


class UsageError(VanbanError):
    """The command line or the settings ask for something impossible."""

    code = "usage"
    exit_code = ExitCode.USAGE


class OutputError(VanbanError):
    """A result cannot be written."""

    code = "output"
    exit_code = ExitCode.OUTPUT


class BusyError(VanbanError):
    """Another run is writing to the folder of results."""

    code = "busy"
    exit_code = ExitCode.BUSY


class InputError(VanbanError):
    """A file cannot be read; subclasses say why. The batch goes on without it."""

    code = "input"
    exit_code = ExitCode.SOME_FAILED


class NotFoundError(InputError):
    """The path names nothing."""

    code = "not-found"
    exit_code = ExitCode.USAGE


class UnreadableError(InputError):
    """The operating system refuses the file: permission, device, broken link."""

    code = "unreadable"


class EmptyFileError(InputError):
    """The file holds no bytes, or nothing but white space."""

    code = "empty"


class TooLargeError(InputError):
    """The file is over a budget (bytes, line length, cells)."""

    code = "too-large"


class UnknownFormatError(InputError):
    """The content is of no format that vanban knows: binary junk, for example."""

    code = "unknown-format"


class UnsupportedFormatError(InputError):
    """The content is of a known format that no reader here can read."""

    code = "unsupported-format"


class UnsupportedArchiveError(UnsupportedFormatError):
    """The content is an archive of a kind that is not opened here: RAR, 7z, TAR ..."""

    code = "unsupported-archive"


class DamagedFileError(InputError):
    """The format is known but the content is truncated or broken beyond reading."""

    code = "damaged"


class EncryptedFileError(InputError):
    """The content is encrypted and cannot be read without its password."""

    code = "encrypted"


class TimeLimitError(InputError):
    """Reading the file took longer than its budget; the process that read it was ended."""

    code = "time-limit"


class MemoryLimitError(InputError):
    """Reading the file took more memory than its budget; the process that read it was ended."""

    code = "memory-limit"


class CrashError(InputError):
    """The process that read the file died: a defect of a library, set off by this file."""

    code = "crash"


class DefectError(VanbanError):
    """An error of vanban itself, met on one file; the batch goes on without it."""

    code = "defect"

    @classmethod
    def of(cls, error: Exception | str) -> Self:
        """The defect that an exception shows, which is its cause."""
        what = error if isinstance(error, str) else f"{type(error).__name__}: {error}"
        defect = cls(
            f"An error of vanban itself: {what}.", remedy="Run vanban extract -v on the file and report it."
        )
        defect.__cause__ = None if isinstance(error, str) else error
        return defect


class NoTextLayerError(InputError):
    """The pages are images, or their text cannot be read; text recognition (OCR) is needed."""

    code = "needs-ocr"


def of_code(code: str) -> type[VanbanError]:
    """The class of a code."""
    waiting: list[type[VanbanError]] = [VanbanError]
    while waiting:
        one = waiting.pop()
        if one.code == code:
            return one
        waiting += one.__subclasses__()
    return VanbanError
