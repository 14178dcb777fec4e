"""An archive of any size, from its making to a second run over it: ``make bench-archive``, ``DOCUMENTS=1000``.

Run in one process with its children, as ``vanban run`` does. Tells throughput, processor time and memory in the first
and the last tenth of the files, what a second run takes, what a million pages cost at this speed, and which of the
conditions on archives are met; on request also the ratio of one worker to all, and of a Dask cluster to processes.
"""

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.bench import made
from vanban import batch
from vanban.batch.engines import default_workers
from vanban.batch.journal import Result

MIB = 1024 * 1024
_EACH = 50  # results between two samples
_NEEDED = 80_000  # bytes of disk a document, archive and results
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Sample:
    """A moment of a run: seconds of the clock and of processors so far, bytes that the leading process holds.

    ``loop``: processor seconds of a plain loop just then, which is how fast the machine is.
    """

    at: float
    files: int
    leader: float
    children: float
    memory: int
    loop: float


@dataclass
class Record(batch.Listener):
    """Steps of a run and samples of its reading."""

    stages: list[tuple[str, float]] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    done: int = 0

    def stage(self, name: str, total: int) -> None:
        self.stages.append((name, time.perf_counter()))

    def result(self, result: Result) -> None:
        self.done += 1
        if self.done % _EACH == 1:
            self.samples.append(sample(self.done))

    def tenth(self, *, last: bool) -> "Tenth":
        """The first or last tenth; the first begins when all processes are warm."""
        count = max(2, len(self.samples) // 10)
        part = self.samples[-count:] if last else self.samples[count // 10 : count + 1]
        files = max(1, part[-1].files - part[0].files)
        return Tenth(
            round(files / (part[-1].at - part[0].at), 1) if len(part) > 1 else 0.0,
            round(1000 * (part[-1].children - part[0].children) / files, 2),
            round(1000 * (part[-1].leader - part[0].leader) / files, 2),
            round(sum(one.memory for one in part) / len(part) / MIB, 1),
            round(1000 * sum(one.loop for one in part) / len(part), 3),
        )

    def spent(self, end: float) -> dict[str, float]:
        """Seconds of each step."""
        ends = [*(at for _, at in self.stages[1:]), end]
        return {name: round(end - at, 2) for (name, at), end in zip(self.stages, ends, strict=True)}


@dataclass(frozen=True)
class Tenth:
    """Of the files in the order in which they are read: processor time in milliseconds a file, memory in MiB."""

    files_per_second: float
    children_ms: float
    leader_ms: float
    memory_mib: float
    plain_loop_ms: float


@dataclass(frozen=True)
class Figures:
    """What was measured."""

    documents: int
    engine: str
    workers: int
    counts: dict[str, int]
    seconds: float
    steps: dict[str, float]
    files_per_second: float
    pages_per_second: float
    first_tenth: Tenth
    last_tenth: Tenth
    second_run: float
    cpu_leader: float
    cpu_children: float
    output_mib: float
    hours_per_million_pages: float


def sample(files: int) -> Sample:
    """This moment."""
    began = time.thread_time()
    sum(n * n for n in range(10_000))
    loop = time.thread_time() - began
    return Sample(time.perf_counter(), files, time.process_time(), children_time(), _memory(), loop)


def children_time() -> float:
    """Processor seconds of all processes that this one has started, those that have ended too."""
    ended = os.times()
    return ended.children_user + ended.children_system + sum(map(_time_of, _children(os.getpid())))


def _children(pid: int) -> list[int]:
    """The processes that any thread of a process has started."""
    found: list[int] = []
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, thread.read_text().split())
    return found


def _time_of(pid: int) -> float:
    """Of a process that runs, its children, and those of them that it has seen end."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICKS + sum(map(_time_of, _children(pid)))


def _memory() -> int:
    """Bytes of its own that this process holds."""
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(fields["RssAnon"].split()[0]) * 1024


def measure(folder: Path, out: Path, documents: int, settings: batch.Settings) -> Figures:
    """Run twice over an archive, the first time into an empty folder."""
    shutil.rmtree(out, ignore_errors=True)
    record = Record()
    leader, children = time.process_time(), children_time()
    outcome = batch.run([folder], out, settings, record)
    steps = record.spent(time.perf_counter())
    leader, children = time.process_time() - leader, children_time() - children
    again = batch.run([folder], out, settings)
    if again.converted or outcome.totals != again.totals or not outcome.totals:
        raise SystemExit("the second run found something to do")
    pages = record.done + outcome.pages
    return Figures(
        documents,
        settings.engine,
        settings.workers,
        outcome.totals.counts,
        outcome.seconds,
        steps,
        round(record.done / outcome.seconds, 1),
        round(pages / outcome.seconds, 1),
        record.tenth(last=False),
        record.tenth(last=True),
        again.seconds,
        round(leader, 1),
        round(children, 1),
        round(sum(p.stat().st_size for p in out.rglob("*") if p.is_file()) / MIB, 1),
        round(1e6 / pages * outcome.seconds / 3600, 1),
    )


def conditions(figures: Figures) -> Iterator[tuple[str, bool, str]]:
    """What an archive is held to: words, whether it holds, and the figures."""
    counts, first, last = figures.counts, figures.first_tenth, figures.last_tenth
    broken = len(range(50, figures.documents, 100))
    seen, unread = sum(counts.values()), counts["refused"] + counts["failed"]
    whole = seen == figures.documents + 1 and unread == broken and not counts["pending"]
    yield "every file is accounted for", whole, f"{seen} files, {unread} of {broken} broken ones not read"
    for name, one, other in (
        ("memory of the leading process", first.memory_mib, last.memory_mib),
        ("files a second", first.files_per_second, last.files_per_second),
    ):
        change = other / one - 1 if one else 0.0
        yield f"{name} within 10 % in the last tenth", abs(change) <= 0.1, f"{100 * change:+.1f} %"
    share = figures.second_run / figures.seconds
    yield "second run under 3 % of the first", share < 0.03, f"{100 * share:.1f} %"


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """The address of a Dask cluster of so many worker processes on this machine."""
    from distributed import LocalCluster

    local: Any = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address="")
    with local:
        yield local.scheduler_address


def show(figures: Figures) -> None:
    """Print the figures for people."""
    for name, value in asdict(figures).items():
        text = ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else value
        print(f"{name.replace('_', ' '):<26} {text}")
    for words, holds, found in conditions(figures):
        print(f"{'met    ' if holds else 'NOT MET'} {words}: {found}")


def _check_space(folder: Path, documents: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    free, needed = shutil.disk_usage(folder).free, documents * _NEEDED
    if free < needed:
        raise SystemExit(f"{needed / 1e9:.1f} GB of disk are needed, {free / 1e9:.1f} GB are free")


def main() -> None:
    """Make the archive if it is not there, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path("build/archive"), help="of archive and results")
    parser.add_argument("--workers", type=int, default=default_workers())
    parser.add_argument("--one", action="store_true", help="also with one worker, and tell the ratio")
    parser.add_argument("--dask", action="store_true", help="also on a cluster, and tell the ratio")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    documents, workers, out = options.documents, options.workers, options.folder / "out"
    _check_space(options.folder, documents)
    archive, began = options.folder / f"documents-{documents}", time.perf_counter()
    made.write(archive, documents)
    print(
        f"{documents} documents, made in {time.perf_counter() - began:.0f} s;"
        f" load of the machine {os.getloadavg()[0]:.1f}",
        file=sys.stderr,
    )
    found = [measure(archive, out, documents, batch.Settings(workers=workers))]
    if options.one:
        found.append(measure(archive, out, documents, batch.Settings(workers=1)))
    if options.dask:
        with cluster(workers) as address:
            settings = batch.Settings(engine="dask", scheduler=address, workers=workers)
            found.append(measure(archive, out, documents, settings))
    if options.json:
        print(json.dumps([asdict(figures) for figures in found], indent=1))
        return
    for figures in found:
        show(figures)
    for other in found[1:]:
        print(
            f"{found[0].workers} processes are {other.seconds / found[0].seconds:.2f} x as fast as"
            f" {other.workers} of engine {other.engine}, which take"
            f" {(other.cpu_children + other.cpu_leader) / (found[0].cpu_children + found[0].cpu_leader):.2f} x"
            " the processor time"
        )


if __name__ == "__main__":
    main()
