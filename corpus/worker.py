"""Killable child processes that do one task after another, so that no file takes the batch with it.

A child is forked once, stays warm, and takes a task from a pipe as bytes and gives its answer back as
bytes. A task that runs too long, takes too much memory or crashes ends the child and gives a typed error;
the next task gets a new child. What comes back is data, never a pickled object: a child taken over by a
hostile file cannot run anything in the parent. :class:`Worker` is one child, :mod:`vanban.corpus.pool` several.
"""

import multiprocessing as mp
import os
import signal
import sys
import weakref
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Self

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import CrashError, DefectError, MemoryLimitError, TimeLimitError

Task = Callable[[bytes], bytes]

_DONE, _NO_MEMORY, _DEFECT, _INTERRUPTED, _MORE_TIME = b"+", b"m", b"!", b"^", b"~"
_GRACE = 10.0  # seconds after which a child ends itself whose parent does not
_PARENT_DEATH = 1  # PR_SET_PDEATHSIG, prctl(2)

_pipes: "weakref.WeakSet[Connection]" = weakref.WeakSet()
_ask: Callable[[int], None] | None = None  # in a child: how more time is asked for


def more_time(pages: int) -> None:
    """Say that so many pages must be recognised, which takes longer than reading: the limit of time moves.

    Every page adds ``budgets.page_seconds``, up to ``budgets.pages`` of them. Outside of a child process there is
    no limit of time, and nothing happens.
    """
    if _ask:
        _ask(pages)


class Child:
    """One process and the pipe to it. After any error it is ended; another one takes its place.

    Args:
        task: the function; known to the child as it is in this process now.
        budgets: ``seconds`` and ``memory_bytes`` of each task.

    Elsewhere than on Linux the task must be importable by name, and memory is not limited.
    """

    def __init__(self, task: Task, budgets: Budgets = DEFAULT) -> None:
        context = mp.get_context("fork" if sys.platform == "linux" else "spawn")
        self.pipe, other = context.Pipe()
        self._budgets = budgets
        self._pages = 0
        self.deadline = 0.0
        self.tasks = 0
        self._process: BaseProcess = context.Process(  # type: ignore[attr-defined]  # both contexts have it
            target=_serve, args=(task, other, budgets, os.getpid()), daemon=True, name="vanban-reader"
        )
        _pipes.add(self.pipe)
        self._process.start()
        other.close()

    @property
    def pid(self) -> int:
        """The process's number; 0 once it is ended."""
        return 0 if self.pipe.closed else self._process.pid or 0

    def send(self, request: bytes) -> None:
        """Hand over a task; its time begins.

        Raises:
            CrashError: the child is gone.
        """
        self._pages = self._budgets.pages
        self.deadline = monotonic() + self._budgets.seconds
        self.tasks += 1
        try:
            self.pipe.send_bytes(request)
        except OSError as error:
            raise self._crash() from error

    def receive(self) -> bytes | None:
        """The answer, once the pipe has something; None when the child asked for more time instead.

        Raises:
            MemoryLimitError: it took more memory than its budget.
            CrashError: the child died.
            DefectError: the task raised.
            KeyboardInterrupt: the task was interrupted.
        """
        try:
            answer = self.pipe.recv_bytes(self._budgets.memory_bytes)  # more than it may hold is a lie
        except (EOFError, OSError) as error:
            raise self._crash() from error
        kind, body = answer[:1], answer[1:]
        if kind == _DONE:
            return body
        if kind == _MORE_TIME:
            self._extend(int.from_bytes(body[:4], "big"))
            return None
        self.close()  # what is left of the task may fill the memory
        if kind == _NO_MEMORY:
            raise MemoryLimitError(
                f"Reading took more than {self._budgets.memory_bytes // 2**20} megabytes of memory.",
                remedy="Leave the file out, or raise --max-memory.",
            )
        if kind == _INTERRUPTED:
            raise KeyboardInterrupt
        raise DefectError.of(body.decode(errors="replace"))

    def expire(self) -> TimeLimitError:
        """End the child, whose time is up; the error says so."""
        self.close()
        return TimeLimitError(
            f"Reading took longer than {self._budgets.seconds:g} seconds.",
            remedy="Leave the file out, or raise --max-seconds.",
        )

    def close(self) -> None:
        """End the child and everything it started; once is enough."""
        if self.pipe.closed:
            return
        self.pipe.close()
        if self._process.pid:
            if hasattr(os, "killpg"):
                with suppress(OSError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
            self._process.join()
            self._process.close()

    def _extend(self, pages: int) -> None:
        granted = min(pages, self._pages)
        self._pages -= granted
        self.deadline += granted * self._budgets.page_seconds

    def _crash(self) -> CrashError:
        self._process.join(1)
        code = self._process.exitcode
        self.close()
        reason = f"signal {signal.Signals(-code).name}" if code and code < 0 else f"exit code {code}"
        return CrashError(
            f"The process that read the file died ({reason}).", remedy="Leave the file out and report it."
        )


class Worker:
    """Runs a function of bytes in a child process, within time and memory.

    Args:
        task: the function; known to the child as it is in this process when the first call is made.
        budgets: ``seconds`` and ``memory_bytes`` of each call.

    Use it as a context manager, or call :meth:`close`.
    """

    def __init__(self, task: Task, budgets: Budgets = DEFAULT) -> None:
        self._task = task
        self._budgets = budgets
        self._child: Child | None = None

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
        child = self._child = self._child or Child(self._task, self._budgets)
        try:
            child.send(request)
            while child.pipe.poll(max(0.0, child.deadline - monotonic())):
                answer = child.receive()
                if answer is not None:
                    return answer
            raise child.expire()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the child and everything it started."""
        if self._child:
            self._child.close()
        self._child = None


def _serve(task: Task, pipe: Connection, budgets: Budgets, parent: int) -> None:
    """The child: answer requests until the parent closes its end."""
    global _ask
    for inherited in list(_pipes):  # ends of the parent's; kept open here they would hide its death
        inherited.close()
    _detach(parent)
    _limit_memory(budgets.memory_bytes)
    left = 0

    def ask(pages: int) -> None:
        nonlocal left
        left += int(min(pages, budgets.pages) * budgets.page_seconds)
        _set_alarm(left)
        pipe.send_bytes(_MORE_TIME + min(pages, 2**31).to_bytes(4, "big"))

    _ask = ask
    while True:
        try:
            request = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        left = int(budgets.seconds + _GRACE) + 1
        _set_alarm(left)
        answer = _attempt(task, request)
        _set_alarm(0)
        try:
            pipe.send_bytes(answer)
        except OSError:  # nobody waits for it any more
            return


def _attempt(task: Task, request: bytes) -> bytes:
    try:
        return _DONE + task(request)
    except MemoryError:
        return _NO_MEMORY
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - reported to the parent, which names the file
        return _DEFECT + f"{type(error).__name__}: {error}".encode(errors="replace")


def _detach(parent: int) -> None:
    """A group of its own, so that it ends with its children and Ctrl-C is the parent's to handle.

    What libraries print goes to stderr: stdout is the product. On Linux the child ends with its parent,
    whatever ends that.
    """
    os.dup2(2, 1)
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the parent may handle it
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL)
        if os.getppid() != parent:  # it died before
            os._exit(0)


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
