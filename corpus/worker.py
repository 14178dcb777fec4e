"""A killable child process that does one task after another, so that no file takes the batch with it.

The child is forked once, stays warm, and takes a task from a pipe as bytes and gives its answer back as
bytes. A task that runs too long, takes too much memory or crashes ends the child and gives a typed error;
the next task gets a new child. What comes back is data, never a pickled object: a child taken over by a
hostile file cannot run anything in the parent.
"""

import multiprocessing as mp
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Self

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import CrashError, DefectError, MemoryLimitError, TimeLimitError

Task = Callable[[bytes], bytes]

_DONE, _NO_MEMORY, _DEFECT, _INTERRUPTED = b"+", b"m", b"!", b"^"
_GRACE = 10.0  # seconds after which a child ends itself whose parent is gone


class Worker:
    """Runs a function of bytes in a child process, within time and memory.

    Args:
        task: the function; known to the child as it is in this process when the first call is made.
        budgets: ``seconds`` and ``memory_bytes`` of each call.

    Elsewhere than on Linux the task must be importable by name, and memory is not limited.
    Use it as a context manager, or call :meth:`close`.
    """

    def __init__(self, task: Task, budgets: Budgets = DEFAULT) -> None:
        self._task = task
        self._budgets = budgets
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(self, request: bytes) -> bytes:
        """Do the task on a request.

        Raises:
            TimeLimitError: it took longer than its budget.
            MemoryLimitError: it took more memory than its budget.
            CrashError: the child died.
            DefectError: the task raised.
            KeyboardInterrupt: Ctrl-C, in either process; the child is ended.
        """
        pipe = self._pipe or self._start()
        try:
            pipe.send_bytes(request)
            if not pipe.poll(self._budgets.seconds):
                raise TimeLimitError(
                    f"Reading took longer than {self._budgets.seconds:g} seconds.",
                    remedy="Leave the file out, or raise --max-seconds.",
                )
            answer = pipe.recv_bytes(self._budgets.memory_bytes)  # more than it may hold is a lie
        except (EOFError, OSError) as error:
            raise self._crash() from error
        except BaseException:
            self.close()
            raise
        return self._result(answer[:1], answer[1:])

    def close(self) -> None:
        """End the child and everything it started."""
        if self._pipe:
            self._pipe.close()
        if self._process and self._process.pid:
            if hasattr(os, "killpg"):
                with suppress(OSError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._pipe = None

    def _start(self) -> Connection:
        context = mp.get_context("fork" if sys.platform == "linux" else "spawn")
        pipe, other = context.Pipe()
        child: BaseProcess = context.Process(  # type: ignore[attr-defined]  # both contexts have it
            target=_serve, args=(self._task, other, pipe, self._budgets), daemon=True, name="vanban-reader"
        )
        child.start()
        other.close()
        self._process, self._pipe = child, pipe
        return pipe

    def _result(self, kind: bytes, body: bytes) -> bytes:
        if kind == _DONE:
            return body
        self.close()  # what is left of the task may fill the memory
        if kind == _NO_MEMORY:
            raise MemoryLimitError(
                f"Reading took more than {self._budgets.memory_bytes // 2**20} megabytes of memory.",
                remedy="Leave the file out, or raise --max-memory.",
            )
        if kind == _INTERRUPTED:
            raise KeyboardInterrupt
        raise DefectError.of(body.decode(errors="replace"))

    def _crash(self) -> CrashError:
        code = None
        if self._process:
            self._process.join(1)
            code = self._process.exitcode
        self.close()
        reason = f"signal {signal.Signals(-code).name}" if code and code < 0 else f"exit code {code}"
        return CrashError(
            f"The process that read the file died ({reason}).", remedy="Leave the file out and report it."
        )


def _serve(task: Task, pipe: Connection, parent_end: Connection, budgets: Budgets) -> None:
    """The child: answer requests until the parent closes its end."""
    parent_end.close()
    _detach()
    _limit_memory(budgets.memory_bytes)
    while True:
        try:
            request = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        _set_alarm(budgets.seconds + _GRACE)
        answer = _attempt(task, request)
        _set_alarm(0)
        pipe.send_bytes(answer)


def _attempt(task: Task, request: bytes) -> bytes:
    try:
        return _DONE + task(request)
    except MemoryError:
        return _NO_MEMORY
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - reported to the parent, which names the file
        return _DEFECT + f"{type(error).__name__}: {error}".encode(errors="replace")


def _detach() -> None:
    """A group of its own, so that it ends with its children and Ctrl-C is the parent's to handle.

    What libraries print goes to stderr: stdout is the product.
    """
    os.dup2(2, 1)
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _limit_memory(extra: int) -> None:
    """Let the address space grow by so many bytes and no more, where the system can say how large it is."""
    if sys.platform != "linux":
        return
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:
        pages = int(file.read().split()[0])
    limit = pages * resource.getpagesize() + extra
    with suppress(ValueError, OSError):  # the system allows less already
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _set_alarm(seconds: float) -> None:
    """End this process after some time, even inside a library; 0 takes it back."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
