"""Runs on several machines, by Dask (https://distributed.dask.org): the same tasks as on one, file by file.

Archives and results lie where every machine sees them under the same paths. On each worker a file is read in a killable
child, as on one machine; what is lost with a worker is given to another one, which writes the same bytes.
"""

import multiprocessing as mp
import threading
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Any, Self

from vanban.batch import versions
from vanban.batch.engines import own_budgets, received
from vanban.batch.tasks import Answer, Convert, Request, Tasks, encode, warm
from vanban.corpus.budgets import Budgets
from vanban.corpus.errors import CrashError, UsageError, VanbanError, of_code
from vanban.corpus.pool import K, Pool

_AHEAD = 3  # tasks under way for every thread of the cluster: none waits for this process
_LOOK = 2.0  # seconds after which the size of the cluster is looked at again
_CONNECT = 30  # seconds to wait for the scheduler

Refusal = tuple[str, str, str | None]
"""Code, message and remedy of an error, as it comes back."""


class DaskEngine:
    """The workers of a Dask cluster.

    Args:
        tasks: with paths that hold on every machine.
        budgets: limits of every file.
        scheduler: its address, ``tcp://host:8786``; by default the one that Dask's own settings name.

    Raises:
        UsageError: Dask is not installed, or the scheduler does not answer.
    """

    def __init__(self, tasks: Tasks, budgets: Budgets, scheduler: str | None) -> None:
        self._tasks = tasks
        self._budgets = budgets
        self._version = versions.fingerprint()
        self._client = _connected(scheduler)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def run(self, requests: Iterable[tuple[K, Request]]) -> Iterator[tuple[K, Answer | VanbanError]]:
        """See :class:`vanban.batch.engines.Engine`."""
        from distributed import as_completed

        source = iter(requests)
        under_way: dict[Any, K] = {}
        done = as_completed(loop=self._client.loop)
        size = _Size(self._client)
        exhausted = False
        try:
            while under_way or not exhausted:
                while len(under_way) < size.threads * _AHEAD and not exhausted:
                    if (given := next(source, None)) is None:
                        exhausted = True
                    else:
                        future = self._submit(given[1])
                        under_way[future.key] = given[0]
                        done.add(future)
                if under_way:
                    future = next(done)
                    yield under_way.pop(future.key), received(_answer(future))
        finally:
            done.clear()

    def _submit(self, request: Request) -> Any:
        own = not isinstance(request, Convert)
        return self._client.submit(
            carry_out, self._tasks, self._budgets, encode(request), self._version, own=own, pure=False
        )


class _Size:
    """How many threads the cluster has; it may grow and shrink while it works."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._looked = 0.0
        self._threads = 1

    @property
    def threads(self) -> int:
        """At least one: a cluster without workers gets them when there is work."""
        if monotonic() - self._looked > _LOOK:
            self._threads = max(1, sum(self._client.nthreads().values()))
            self._looked = monotonic()
        return self._threads


def carry_out(tasks: Tasks, budgets: Budgets, request: bytes, version: str, *, own: bool) -> bytes | Refusal:
    """On a worker: do a task in a child of this thread."""
    if versions.fingerprint() != version:
        return (
            "usage",
            "A worker of the cluster has another version of vanban.",
            "Install the same everywhere.",
        )
    for _, answer in _pool(tasks, own_budgets(budgets) if own else budgets).run([(0, request)]):
        if isinstance(answer, VanbanError):
            return answer.code, answer.message, answer.remedy
        return answer
    return CrashError.code, "The task gave no answer.", None


_here = threading.local()


def _pool(tasks: Tasks, budgets: Budgets) -> Pool:
    """The child of this thread, kept from task to task."""
    key = (tasks, budgets)
    pools: dict[Any, Pool] = _here.__dict__.setdefault("pools", {})
    if key not in pools:
        # Workers are daemons, which may have no children by the rules of multiprocessing: its way of cleaning up.
        # Ours end with the worker by themselves.
        mp.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        for old in pools.values():
            old.close()
        pools.clear()
        pools[key] = Pool(tasks, budgets, 1, prepare=None if budgets != tasks.budgets else warm)
    return pools[key]


def _connected(scheduler: str | None) -> Any:
    try:
        from dask import config
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            "Dask is not installed.", remedy="Install it: pip install 'vanban[dask]', on all machines."
        ) from error
    address = scheduler or config.get("scheduler-address", None)
    if not address:
        raise UsageError("No cluster is named.", remedy="Name its scheduler: --scheduler tcp://HOST:8786")
    try:
        return Client(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"The scheduler does not answer ({type(error).__name__}).",
            path=address,
            remedy="Check the address, and that it is running.",
        ) from error


def _answer(future: Any) -> bytes | VanbanError:
    """What a task gave; a task whose workers died again and again is one that crashed."""
    try:
        answer: bytes | Refusal = future.result()
    except Exception as error:  # noqa: BLE001 - whatever happens on other machines
        return CrashError(
            f"The workers of the cluster that read the file died ({type(error).__name__}).",
            remedy="Leave the file out and report it.",
        )
    if isinstance(answer, bytes):
        return answer
    code, message, remedy = answer
    if code == UsageError.code:
        raise UsageError(message, remedy=remedy)
    return of_code(code)(message, remedy=remedy)
