"""The killable child: what hangs, crashes or eats memory costs one task and nothing else."""

import ctypes
import faulthandler
import os
import signal
import subprocess
import time
from collections.abc import Iterator

import pytest

from vanban.corpus.budgets import Budgets
from vanban.corpus.errors import CrashError, DefectError, InputError, MemoryLimitError, TimeLimitError
from vanban.corpus.worker import Worker

BUDGETS = Budgets(seconds=1.0, memory_bytes=200 * 2**20)


def bad_reader(request: bytes) -> bytes:
    """A reader with every defect that a library may have; any other request comes back."""
    match request:
        case b"hang":
            while True:
                pass
        case b"hang in C":
            ctypes.CDLL(None).sleep(60)
        case b"kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case b"segfault":
            faulthandler.disable()  # the test runner's
            ctypes.string_at(0)
        case b"exit":
            os._exit(3)
        case b"eat":
            eaten = []
            while True:
                eaten.append(bytearray(2**24))
        case b"recursion":
            return bad_reader(b"recursion")
        case b"bug":
            raise ZeroDivisionError("a bug")
        case b"ctrl-c":
            raise KeyboardInterrupt
        case b"child":
            return str(subprocess.Popen(["sleep", "60"]).pid).encode()
        case b"pid":
            return str(os.getpid()).encode()
    return request


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker(bad_reader, BUDGETS) as made:
        yield made


BAD: list[tuple[bytes, type[Exception], str]] = [
    (b"hang", TimeLimitError, "longer than 1 seconds"),
    (b"hang in C", TimeLimitError, "longer than 1 seconds"),  # no Python code runs: only a signal ends it
    (b"kill", CrashError, "SIGKILL"),
    (b"segfault", CrashError, "SIGSEGV"),
    (b"exit", CrashError, "exit code 3"),
    (b"eat", MemoryLimitError, "200 megabytes"),
    (b"recursion", DefectError, "RecursionError"),
    (b"bug", DefectError, "ZeroDivisionError: a bug"),
]


@pytest.mark.parametrize(("request_", "error", "message"), BAD)
def test_a_bad_task_costs_itself_only(
    worker: Worker, request_: bytes, error: type[Exception], message: str
) -> None:
    assert worker.call(b"before") == b"before"
    with pytest.raises(error, match=message) as caught:
        worker.call(request_)
    assert getattr(caught.value, "remedy", None)
    assert worker.call(b"after") == b"after"


def test_codes_are_those_of_input_errors() -> None:
    assert {e.code for e in (TimeLimitError, MemoryLimitError, CrashError)} == {
        "time-limit",
        "memory-limit",
        "crash",
    }
    assert all(issubclass(e, InputError) for e in (TimeLimitError, MemoryLimitError, CrashError))


def test_the_child_stays_warm(worker: Worker) -> None:
    assert len({worker.call(b"pid") for _ in range(5)}) == 1
    assert int(worker.call(b"pid")) != os.getpid()


def test_large_and_empty_messages(worker: Worker) -> None:
    large = os.urandom(2**20) * 20
    assert worker.call(large) == large
    assert worker.call(b"") == b""


def test_ctrl_c_in_the_child_is_one_in_the_parent(worker: Worker) -> None:
    with pytest.raises(KeyboardInterrupt):
        worker.call(b"ctrl-c")
    assert worker.call(b"after") == b"after"


def test_ctrl_c_in_the_parent_ends_the_child(worker: Worker) -> None:
    child = int(worker.call(b"pid"))
    signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    with pytest.raises(KeyboardInterrupt):
        worker.call(b"hang")
    assert not alive(child)


def test_what_the_child_started_ends_with_it() -> None:
    with Worker(bad_reader, BUDGETS) as worker:
        grandchild = int(worker.call(b"child"))
        assert alive(grandchild)
        with pytest.raises(TimeLimitError):
            worker.call(b"hang")
    for _ in range(50):
        if not alive(grandchild):
            return
        time.sleep(0.05)
    raise AssertionError("the grandchild lives")


def test_overhead_is_below_a_millisecond(worker: Worker) -> None:
    answer = b"x" * 150_000  # a document and its text
    worker.call(answer)
    begin = time.perf_counter()
    for _ in range(200):
        worker.call(answer)
    assert (time.perf_counter() - begin) / 200 < 0.004  # measured 0.0002; a busy machine gets some room


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and is not yet waited for does not."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
