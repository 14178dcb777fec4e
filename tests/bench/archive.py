"""An archive of any size, from its making to a second run over it: ``make bench-archive``, ``DOCUMENTS=1000``.

Run in one process with its children, as ``vanban run`` does. Tells throughput and memory of the leading process in the
first and the last tenth of the files, what a second run takes, the time of one worker against all, and what a million
pages cost at this speed.
"""

import argparse
import json
import os
import resource
import shutil
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.bench import made
from vanban import batch
from vanban.batch.engines import default_workers
from vanban.batch.journal import Result

MIB = 1024 * 1024


@dataclass
class Record(batch.Listener):
    """When each file was done, and how much memory the leading process took then."""

    began: float = field(default_factory=time.perf_counter)
    stages: list[tuple[str, float]] = field(default_factory=list)
    done: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)

    def stage(self, name: str, total: int) -> None:
        self.stages.append((name, time.perf_counter()))

    def result(self, result: Result) -> None:
        self.done.append(time.perf_counter())
        if len(self.done) % 50 == 0:
            self.memory.append(_memory())

    def tenth(self, last: bool) -> float:
        """Files a second in the first or last tenth; the first begins when all processes are warm."""
        count = max(2, len(self.done) // 10)
        first, end = (-count, -1) if last else (count // 10, count)
        return (count - (1 if last else count // 10)) / (self.done[end] - self.done[first])

    def spent(self) -> dict[str, float]:
        """Seconds of each step."""
        ends = [at for _, at in self.stages[1:]] + [time.perf_counter()]
        return {name: round(end - at, 2) for (name, at), end in zip(self.stages, ends, strict=True)}


@dataclass(frozen=True)
class Figures:
    """What was measured."""

    documents: int
    workers: int
    counts: dict[str, int]
    seconds: float
    steps: dict[str, float]
    files_per_second: float
    pages_per_second: float
    first_tenth: float
    last_tenth: float
    memory_first_tenth: float
    memory_last_tenth: float
    second_run: float
    cpu_leader: float
    cpu_children: float
    output_mib: float
    hours_per_million_pages: float


def _memory() -> int:
    """Bytes of its own that this process holds."""
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(fields["RssAnon"].split()[0]) * 1024


def _mean(values: list[int]) -> float:
    return round(sum(values) / max(1, len(values)) / MIB, 1)


def measure(folder: Path, out: Path, documents: int, workers: int) -> Figures:
    """Run twice over an archive, the first time into an empty folder."""
    shutil.rmtree(out, ignore_errors=True)
    settings = batch.Settings(workers=workers)
    record = Record()
    before = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    outcome = batch.run([folder], out, settings, record)
    after = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    leader, children = (
        b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime for a, b in zip(before, after, strict=True)
    )
    steps = record.spent()
    again = batch.run([folder], out, settings)
    if again.converted or outcome.totals != again.totals or not outcome.totals:
        raise SystemExit("the second run found something to do")
    tenth = max(1, len(record.memory) // 10)
    pages = len(record.done) + outcome.pages
    return Figures(
        documents,
        workers,
        outcome.totals.counts,
        outcome.seconds,
        steps,
        round(len(record.done) / outcome.seconds, 1),
        round(pages / outcome.seconds, 1),
        round(record.tenth(last=False), 1),
        round(record.tenth(last=True), 1),
        _mean(record.memory[:tenth]),
        _mean(record.memory[-tenth:]),
        again.seconds,
        round(leader, 1),
        round(children, 1),
        round(sum(p.stat().st_size for p in out.rglob("*") if p.is_file()) / MIB, 1),
        round(1e6 / pages * outcome.seconds / 3600, 1),
    )


def show(figures: Figures) -> None:
    """Print the figures for people."""
    for name, value in asdict(figures).items():
        print(f"{name.replace('_', ' '):<26} {value}")
    print(f"{'second run / first':<26} {100 * figures.second_run / figures.seconds:.1f} %")


def main() -> None:
    """Make the archive if it is not there, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path("build/archive"), help="of archive and results")
    parser.add_argument("--workers", type=int, default=default_workers())
    parser.add_argument("--one", action="store_true", help="also with one worker, and tell the ratio")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    archive = options.folder / f"documents-{options.documents}"
    made.write(archive, options.documents)
    print(f"{options.documents} documents, load of the machine {os.getloadavg()[0]:.1f}", file=sys.stderr)
    found: list[Any] = [measure(archive, options.folder / "out", options.documents, options.workers)]
    if options.one:
        found.append(measure(archive, options.folder / "out", options.documents, 1))
    if options.json:
        print(json.dumps([asdict(figures) for figures in found], indent=1))
        return
    for figures in found:
        show(figures)
    if options.one:
        print(f"{options.workers} workers are {found[1].seconds / found[0].seconds:.2f} x as fast as one")


if __name__ == "__main__":
    main()
