"""A Dask cluster of two workers: the results of one machine, whatever becomes of a worker."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.app.folders import results
from tests.bench import made
from vanban import batch
from vanban.batch import versions
from vanban.batch.cluster import DaskEngine
from vanban.batch.tasks import Rename, Renamed, Tasks, encode
from vanban.cli import main
from vanban.corpus.budgets import DEFAULT
from vanban.corpus.errors import CrashError, ExitCode, UsageError
from vanban.deployments import DEPLOYMENTS

pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for the children of a process in /proc"),
]

DOCUMENTS = 64


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cluster")
    made.write(folder / "archive", DOCUMENTS)
    return folder


@pytest.fixture(scope="module")
def alone(archive: Path) -> dict[str, bytes]:
    """The results of one machine."""
    with chdir(archive):
        batch.run([Path("archive")], Path("alone"), batch.Settings(engine="inline"))
        return results(Path("alone"))


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its two workers."""
    file = tmp_path / "scheduler.json"

    def start(program: str, *options: str) -> "subprocess.Popen[bytes]":
        command = [
            sys.executable,
            "-m",
            f"distributed.cli.{program}",
            "--scheduler-file",
            str(file),
            *options,
        ]
        quiet = subprocess.DEVNULL
        return subprocess.Popen([*command, "--no-dashboard"], stdout=quiet, stderr=quiet, cwd=tmp_path)

    scheduler = start("dask_scheduler", "--host", "127.0.0.1", "--port", "0")
    workers = [start("dask_worker", "--nthreads", "1", "--no-nanny") for _ in range(2)]
    try:
        from distributed import Client

        with Client(scheduler_file=str(file), timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            address = str(client.scheduler_info()["address"])
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


class Killer(batch.Listener):
    """Kills a worker once some files are done."""

    def __init__(self, worker: "subprocess.Popen[bytes]") -> None:
        self.worker = worker
        self.done = 0

    def result(self, result: object) -> None:
        self.done += 1
        if self.done == DOCUMENTS // 4:
            os.kill(self.worker.pid, signal.SIGKILL)


def test_the_same_results_although_a_worker_is_killed(
    monkeypatch: pytest.MonkeyPatch,
    archive: Path,
    alone: dict[str, bytes],
    cluster: tuple[str, list["subprocess.Popen[bytes]"]],
) -> None:
    address, workers = cluster
    monkeypatch.chdir(archive)
    settings = batch.Settings(engine="dask", scheduler=address)
    killer = Killer(workers[0])
    outcome = batch.run([Path("archive")], Path("out"), settings, killer)
    assert workers[0].wait() == -signal.SIGKILL and killer.done > DOCUMENTS // 4
    assert outcome.totals and outcome.totals.seen == DOCUMENTS + 1
    assert results(Path("out")) == alone
    assert batch.run([Path("archive")], Path("out"), settings).converted == 0


def test_a_cluster_that_a_run_starts_and_ends(archive: Path, alone: dict[str, bytes]) -> None:
    """How far it grows in so short a run is up to the scheduler; it ends with the run."""
    workers: set[str] = set()

    class Watch(batch.Listener):
        def result(self, result: object) -> None:
            for cluster in list(LocalCluster._instances):
                workers.update(worker["name"] for worker in cluster.scheduler_info["workers"].values())

    from distributed import LocalCluster

    with chdir(archive):
        settings = batch.Settings(engine="dask", cluster="local", workers=2)
        batch.run([Path("archive")], Path("grown"), settings, Watch())
        assert results(Path("grown")) == alone
    assert 1 <= len(workers) <= 2
    assert all(cluster.status.name == "closed" for cluster in LocalCluster._instances)


class Stuck:
    """A cluster that starts and does not work."""

    closed = 0

    def adapt(self, maximum: int, **_: object) -> None:
        if maximum > 1:
            raise OSError("no machine is free")

    def close(self) -> None:
        Stuck.closed += 1


@pytest.mark.parametrize("workers", [1, 2])
def test_a_cluster_that_does_not_work_is_ended(monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    def unreachable(_: object) -> None:
        raise UsageError("The scheduler does not answer.")

    monkeypatch.setattr("vanban.batch.cluster._connected", unreachable)
    monkeypatch.setitem(DEPLOYMENTS, "pbs", (__name__, "Stuck", {}))
    monkeypatch.setattr(Stuck, "closed", 0)
    with pytest.raises(UsageError):
        DaskEngine(Tasks("", "", DEFAULT), DEFAULT, None, "pbs", workers)
    assert Stuck.closed == 1


def test_a_task_that_ends_its_workers_costs_one_file_only() -> None:
    """Requests go together as long as all goes well, and one by one when a task is lost."""
    engine = DaskEngine.__new__(DaskEngine)
    engine._tasks, engine._budgets, engine._version = Tasks("", "", DEFAULT), DEFAULT, ""
    engine._workers, engine._client = 1, (client := Deadly())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("distributed.as_completed", lambda loop: client.done)
        found = dict(engine.run((n, Rename(str(n), "x")) for n in range(100)))
    assert {n for n, answer in found.items() if isinstance(answer, CrashError)} == {66}
    assert len(found) == 100 and max(client.sizes) > 10


class Done(list[Any]):
    def add(self, future: Any) -> None:
        self.append(future)

    def __next__(self) -> Any:
        return self.pop(0)


class Deadly:
    """A cluster whose workers die of the request for 66."""

    loop = None

    def __init__(self) -> None:
        self.done = Done()
        self.sizes: list[int] = []

    def nthreads(self) -> dict[str, int]:
        return {"a": 1}

    def submit(self, task: Any, tasks: Any, budgets: Any, requests: list[bytes], *_: Any, **__: Any) -> Any:
        self.sizes.append(len(requests))

        class Future:
            key = object()

            def result(self) -> Any:
                if encode(Rename("66", "x")) in requests:
                    raise ConnectionError
                return 0.01 * len(requests), [msgspec.msgpack.encode(Renamed(None))] * len(requests)

        return Future()


def test_a_worker_of_another_version(
    archive: Path, monkeypatch: pytest.MonkeyPatch, cluster: tuple[str, object]
) -> None:
    monkeypatch.setattr(versions, "fingerprint", lambda: "another")
    monkeypatch.chdir(archive)
    assert (
        main(["run", "archive", "-o", "never", "--engine", "dask", "--scheduler", cluster[0]])
        == ExitCode.USAGE
    )


def test_what_is_missing_is_named(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(archive)
    monkeypatch.setattr("vanban.batch.cluster._CONNECT", 1)
    assert main(["run", "archive", "-o", "never", "--engine", "dask"]) == ExitCode.USAGE
    options = ["--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"]
    assert main(["run", "archive", "-o", "never", *options]) == ExitCode.USAGE
    for options in (["--cluster", "slurm", "--engine", "dask"], ["--cluster", "slurm"]):
        assert main(["run", "archive", "-o", "never", *options]) == ExitCode.USAGE
    monkeypatch.setitem(DEPLOYMENTS, "pbs", ("json", "loads", {}))
    assert main(["run", "archive", "-o", "never", "--engine", "dask", "--cluster", "pbs"]) == ExitCode.USAGE
    err = capfd.readouterr().err
    assert (
        "pip install dask-jobqueue" in err
        and "Say --engine dask" in err
        and "pbs: The cluster does not" in err
    )
    assert "No cluster is named." in err and "tcp://127.0.0.1:9: The scheduler does not answer" in err
