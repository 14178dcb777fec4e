"""Several killable children that share one stream of tasks.

Answers come as they are ready, not in the order of the requests; who needs an order sorts by the keys. At any time
no more requests are under way than there are children, so that a stream of any length takes the same memory.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Generic, Self, TypeVar

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import CrashError, MemoryLimitError, VanbanError
from vanban.corpus.worker import Child, Task

K = TypeVar("K", bound=Hashable)

TRIES = 3
"""Times a request is tried whose child dies: what ends a process from outside is not to be held against a file."""

TASKS_PER_CHILD = 500
"""Then another one takes its place: what libraries leak stays bounded."""


@dataclass(slots=True)
class _Job(Generic[K]):
    child: Child
    key: K
    request: bytes
    tries: int


class Pool:
    """Runs a function of bytes in several child processes, each within time and memory.

    A task whose child dies is tried again in another one, and once more if it ran out of memory in a child that had
    done other tasks before: what ends there depends on the task alone.

    Args:
        task: the function; known to the children as it is in this process when they are started.
        budgets: ``seconds`` and ``memory_bytes`` of each task.
        size: number of children.
        prepare: called in this process before the first child is made; what it loads, all children have.

    Use it as a context manager, or call :meth:`close`.
    """

    def __init__(
        self,
        task: Task,
        budgets: Budgets = DEFAULT,
        size: int = 1,
        *,
        prepare: Callable[[], None] | None = None,
    ) -> None:
        self._task = task
        self._budgets = budgets
        self._size = size
        self._prepare = prepare
        self._idle: list[Child] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, requests: Iterable[tuple[K, bytes]]) -> Iterator[tuple[K, bytes | VanbanError]]:
        """Do the task on every request; for each its key and the answer, or the error that took its place.

        Raises:
            KeyboardInterrupt: a task was interrupted.
        """
        source = iter(requests)
        busy: dict[Connection, _Job[K]] = {}
        exhausted = False
        try:
            while busy or not exhausted:
                while len(busy) < self._size and not exhausted:
                    if (given := next(source, None)) is None:
                        exhausted = True
                    else:
                        self._give(busy, *given)
                if busy:
                    yield from self._answers(busy)
        finally:
            for job in busy.values():
                job.child.close()

    def close(self) -> None:
        """End all children."""
        for child in self._idle:
            child.close()
        self._idle.clear()

    def _give(self, busy: dict[Connection, _Job[K]], key: K, request: bytes, tries: int = 1) -> None:
        """Hand a request to a child, one tried before to a new one; a child killed while it waited is replaced."""
        while True:
            child = self._idle.pop() if self._idle and tries == 1 else self._child()
            try:
                child.send(request)
            except CrashError:
                continue
            busy[child.pipe] = _Job(child, key, request, tries)
            return

    def _child(self) -> Child:
        if self._prepare:
            self._prepare()
            self._prepare = None
        return Child(self._task, self._budgets)

    def _answers(self, busy: dict[Connection, _Job[K]]) -> Iterator[tuple[K, bytes | VanbanError]]:
        """Wait for something to happen; what is ready, and what is over its time."""
        soonest = min(job.child.deadline for job in busy.values())
        ready = wait(list(busy), max(0.0, soonest - monotonic()))
        for pipe in [pipe for pipe in busy if pipe in ready]:
            job = busy[pipe]
            try:
                answer = job.child.receive()
                if answer is None:
                    continue
            except VanbanError as error:
                del busy[pipe]
                if _again(job, error):
                    self._give(busy, job.key, job.request, job.tries + 1)
                else:
                    yield job.key, error
                continue
            del busy[pipe]
            self._keep(job.child)
            yield job.key, answer
        now = monotonic()
        for pipe, job in list(busy.items()):
            if job.child.deadline <= now and not pipe.closed and not pipe.poll():
                del busy[pipe]
                yield job.key, job.child.expire()

    def _keep(self, child: Child) -> None:
        if child.tasks < TASKS_PER_CHILD:
            self._idle.append(child)
        else:
            child.close()


def _again(job: _Job[K], error: VanbanError) -> bool:
    """Whether something else than the task may have been the cause."""
    if isinstance(error, CrashError):
        return job.tries < TRIES
    return isinstance(error, MemoryLimitError) and job.child.tasks > 1 and job.tries < TRIES
