"""Engines: what carries out the tasks of a run. All do the same work in the same way, file by file."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Protocol, Self

from vanban.batch.tasks import Answer, Convert, Request, Tasks, decode, encode, warm
from vanban.corpus.budgets import Budgets
from vanban.corpus.errors import DefectError, OutputError, VanbanError
from vanban.corpus.pool import K, Pool

_OWN_SECONDS = 600.0
_OWN_MEMORY = 8 * 2**30  # of address space, of which Arrow takes more than it uses


class Engine(Protocol):
    """Does tasks of one kind, several at a time; a context manager."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def run(self, requests: Iterable[tuple[K, Request]]) -> Iterator[tuple[K, Answer | VanbanError]]:
        """Answers by the keys of the requests, as they are ready, or the errors in their place.

        Raises:
            OutputError: a result cannot be written.
        """
        ...


class LocalEngine:
    """Child processes on this machine: a file that hangs, crashes or eats memory costs itself only.

    The limits of time and memory are those of reading; what a run does with its own results has others.
    """

    def __init__(self, tasks: Tasks, budgets: Budgets, workers: int) -> None:
        self._readers = Pool(tasks, budgets, workers, prepare=warm)
        self._keepers = Pool(tasks, own_budgets(budgets), workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._readers.close()
        self._keepers.close()

    def run(self, requests: Iterable[tuple[K, Request]]) -> Iterator[tuple[K, Answer | VanbanError]]:
        """See :class:`Engine`."""
        source = iter(requests)
        if (first := next(source, None)) is None:
            return
        pool = self._readers if isinstance(first[1], Convert) else self._keepers
        for key, answer in pool.run((key, encode(request)) for key, request in chain([first], source)):
            yield key, received(answer)


def own_budgets(budgets: Budgets) -> Budgets:
    """The limits of what a run does with its own results."""
    return replace(budgets, seconds=_OWN_SECONDS, memory_bytes=max(budgets.memory_bytes, _OWN_MEMORY))


class InlineEngine:
    """This process: simple to trace; limits of time and memory do not hold, and a crash ends the run."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to end."""

    def run(self, requests: Iterable[tuple[K, Request]]) -> Iterator[tuple[K, Answer | VanbanError]]:
        """See :class:`Engine`."""
        for key, request in requests:
            yield key, received(attempt(self._tasks, encode(request)))


def attempt(task: Callable[[bytes], bytes], request: bytes) -> bytes | VanbanError:
    """Do a task here; a defect becomes its error."""
    try:
        return task(request)
    except VanbanError as error:
        return error
    except Exception as error:  # noqa: BLE001 - it must not end the batch of a night
        return DefectError.of(error)


def received(answer: bytes | VanbanError) -> Answer | VanbanError:
    """An answer decoded; trouble with the output is raised, since it will not pass."""
    if isinstance(answer, VanbanError):
        return answer
    try:
        return decode(answer)
    except OutputError:
        raise
    except VanbanError as error:
        return error


def default_workers() -> int:
    """As many as this process may use cores."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
