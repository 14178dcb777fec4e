"""The two streams: stdout is the product and nothing else, stderr is for people."""

import os
import re
import sys
import traceback
from contextlib import suppress

from vanban.corpus.errors import DefectError, OutputError, VanbanError

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def product(data: bytes | str) -> None:
    """Write to stdout, in UTF-8 whatever the locale.

    Raises:
        BrokenPipeError: nobody reads any more.
        OutputError: the stream cannot be written (a full disk).
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data.encode() if isinstance(data, str) else data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            f"The result cannot be written ({error.strerror}).", path="<stdout>", remedy="Free some space."
        ) from error


def visible(text: str) -> str:
    """A text in which control characters, which names of files may hold, do nothing to a terminal."""
    return _CONTROLS.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def say(message: str) -> None:
    """A line for people, or several."""
    with suppress(OSError):
        print("\n".join(map(visible, message.split("\n"))), file=sys.stderr, flush=True)


def complain(error: VanbanError, *, trace: bool = False) -> None:
    """An error as one line: where, what, and what to do; of a defect its traceback too, where that is asked for."""
    say(f"vanban: {error}")
    if trace and isinstance(error, DefectError) and error.__cause__:
        say("".join(traceback.format_exception(error.__cause__)))


def silence_stdout() -> None:
    """Let nothing be written at exit: the reader has gone, or the disk is full."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def duration(seconds: float) -> str:
    """Seconds for people."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60:02} min"


class Progress:
    """One line that changes in place, on a terminal only.

    Args:
        total: how many steps there are.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._live = sys.stderr.isatty()

    def step(self, number: int, what: str) -> None:
        """Show that a step (counted from 1) begins."""
        if self._live:
            print(
                f"\r\x1b[K[{number}/{self._total}] {visible(what[-70:])}", end="", file=sys.stderr, flush=True
            )

    def clear(self) -> None:
        """Remove the line before something else is said."""
        if self._live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
