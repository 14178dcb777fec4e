"""Runs on several machines, by Dask (https://distributed.dask.org): the same tasks as on one, file by file.

Archives and results lie where every machine sees them under the same paths. On each worker a file is read in a killable
child, as on one machine; what is lost with a worker is given to another one, which writes the same bytes.
"""

import multiprocessing as mp
import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from time import monotonic
from typing import Any, Self

from vanban.batch import versions
from vanban.batch.engines import own_budgets, received
from vanban.batch.tasks import Answer, Convert, Request, Tasks, encode, warm
from vanban.corpus.budgets import Budgets
from vanban.corpus.errors import CrashError, UsageError, VanbanError, of_code
from vanban.corpus.pool import K, Pool
from vanban.deployments import DEPLOYMENTS, Deployment

_AHEAD = 3  # tasks under way for every thread of the cluster: none waits for this process
_LOOK = 2.0  # seconds after which the size of the cluster is looked at again
_CONNECT = 30  # seconds to wait for the scheduler
_WORTH = 0.5  # seconds that a task should take: Dask itself takes some milliseconds
_TOGETHER = 32  # requests of a task, at most
_WORKERS = 10  # that a deployment may start, unless it is said

Given = tuple[K, Request]
Refusal = tuple[str, str, str | None]
"""Code, message and remedy of an error, as it comes back."""
Done = tuple[float, list[bytes | Refusal]]
"""Seconds that a task took, and its answers."""


class DaskEngine:
    """The workers of a Dask cluster.

    Args:
        tasks: with paths that hold on every machine.
        budgets: limits of every file.
        scheduler: its address, ``tcp://host:8786``; by default the one that Dask's own settings name.
        deployment: starts a cluster instead, which grows and shrinks with the work and ends with the run.
        workers: how many it may have at most.

    Raises:
        UsageError: a package is not installed, the scheduler does not answer or the cluster does not start.
    """

    def __init__(
        self,
        tasks: Tasks,
        budgets: Budgets,
        scheduler: str | None,
        deployment: Deployment | None = None,
        workers: int = 0,
    ) -> None:
        self._tasks = tasks
        self._budgets = budgets
        self._version = versions.fingerprint()
        self._workers = workers or (_WORKERS if deployment else 1)
        self._cluster = _deployed(deployment, self._workers) if deployment else None
        try:
            self._client = _connected(self._cluster or scheduler)
        except UsageError:
            self._end_cluster()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        self._end_cluster()

    def _end_cluster(self) -> None:
        if self._cluster:
            self._cluster.close()

    def run(self, requests: Iterable[Given[K]]) -> Iterator[tuple[K, Answer | VanbanError]]:
        """See :class:`vanban.batch.engines.Engine`."""
        from distributed import as_completed

        source = iter(requests)
        under_way: dict[Any, list[Given[K]]] = {}
        done = as_completed(loop=self._client.loop)
        size, pace = _Size(self._client, self._workers), _Pace()
        exhausted = False
        try:
            while under_way or not exhausted:
                while len(under_way) < size.threads * _AHEAD and not exhausted:
                    if given := list(islice(source, pace.requests)):
                        self._give(given, under_way, done)
                    exhausted = not given
                if under_way:
                    future = next(done)
                    given = under_way.pop(future.key)
                    answers = _answers(future, pace)
                    if not isinstance(answers, CrashError):
                        yield from zip((key for key, _ in given), answers, strict=True)
                    elif len(given) == 1:
                        yield given[0][0], answers
                    else:  # one of them is at fault
                        for one in given:
                            self._give([one], under_way, done)
        finally:
            done.clear()

    def _give(self, given: list[Given[K]], under_way: dict[Any, list[Given[K]]], done: Any) -> None:
        """Hand over requests as one task."""
        own = not isinstance(given[0][1], Convert)
        future = self._client.submit(
            carry_out,
            self._tasks,
            self._budgets,
            [encode(request) for _, request in given],
            self._version,
            own=own,
            pure=False,
        )
        under_way[future.key] = given
        done.add(future)


class _Size:
    """How many threads the cluster has, or may have; it grows and shrinks while it works.

    Args:
        client: knows.
        least: as many as may come: a cluster gets workers when there is work for them.
    """

    def __init__(self, client: Any, least: int) -> None:
        self._client = client
        self._least = least
        self._looked = 0.0
        self._threads = least

    @property
    def threads(self) -> int:
        """At least one."""
        if monotonic() - self._looked > _LOOK:
            self._threads = max(self._least, sum(self._client.nthreads().values()))
            self._looked = monotonic()
        return self._threads


class _Pace:
    """How many requests make a task that is worth it; the first ones tell."""

    def __init__(self) -> None:
        self._each = _WORTH

    @property
    def requests(self) -> int:
        """So many."""
        return max(1, min(_TOGETHER, int(_WORTH / self._each)))

    def learn(self, requests: int, seconds: float) -> None:
        """A task of so many took so long."""
        self._each += (max(seconds / requests, 1e-4) - self._each) / 4


def carry_out(tasks: Tasks, budgets: Budgets, requests: list[bytes], version: str, *, own: bool) -> Done:
    """On a worker: do some tasks in a child of this thread, one by one."""
    if versions.fingerprint() != version:
        message = "A worker of the cluster has another version of vanban."
        return 0.0, [("usage", message, "Install the same everywhere.")] * len(requests)
    pool = _pool(tasks, own_budgets(budgets) if own else budgets)
    began = monotonic()
    answers = dict(pool.run(enumerate(requests)))
    return monotonic() - began, [_sent(answers[number]) for number in range(len(requests))]


def _sent(answer: bytes | VanbanError) -> bytes | Refusal:
    return (answer.code, answer.message, answer.remedy) if isinstance(answer, VanbanError) else answer


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


def _deployed(deployment: Deployment, workers: int) -> Any:
    """A cluster that starts workers as there is work for them."""
    from importlib import import_module

    package, name, settings = DEPLOYMENTS[deployment]
    try:
        make = getattr(import_module(package), name)
    except ImportError as error:
        install = package.partition(".")[0].replace("_", "-")
        raise UsageError(
            f"{package} is not installed.", remedy=f"Install it: pip install {install}"
        ) from error
    cluster = None
    try:
        cluster = make(**settings)
        cluster.adapt(minimum=1, maximum=workers, target_duration=f"{_WORTH * _AHEAD / 2}s")
    except Exception as error:
        if cluster:
            cluster.close()
        raise UsageError(
            f"The cluster does not start ({type(error).__name__}: {error}).",
            path=deployment,
            remedy="Check what Dask's settings say of it: docs/cluster.md.",
        ) from error
    return cluster


def _connected(target: Any) -> Any:
    """A client of a scheduler's address or of a cluster."""
    try:
        from dask import config
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            "Dask is not installed.", remedy="Install it: pip install 'vanban[dask]', on all machines."
        ) from error
    target = target or config.get("scheduler-address", None)
    if not target:
        raise UsageError(
            "No cluster is named.",
            remedy="Name its scheduler: --scheduler tcp://HOST:8786, or what starts one: --cluster slurm",
        )
    try:
        return Client(target, timeout=_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"The scheduler does not answer ({type(error).__name__}).",
            path=str(target),
            remedy="Check the address, and that it is running.",
        ) from error


def _answers(future: Any, pace: _Pace) -> Sequence[Answer | VanbanError] | CrashError:
    """What a task gave; a task whose workers died again and again is one that crashed."""
    try:
        seconds, sent = future.result()
    except Exception as error:  # noqa: BLE001 - whatever happens on other machines
        return CrashError(
            f"The workers of the cluster that read the file died ({type(error).__name__}).",
            remedy="Leave the file out and report it.",
        )
    pace.learn(len(sent), seconds)
    return [received(_error(one) if isinstance(one, tuple) else one) for one in sent]


def _error(refusal: Refusal) -> VanbanError:
    code, message, remedy = refusal
    if code == UsageError.code:
        raise UsageError(message, remedy=remedy)
    return of_code(code)(message, remedy=remedy)
