"""How fast, how big: start-up, one file, a warm pipeline by stage. Run by ``make bench``.

Whole processes are timed from outside (wall clock, CPU time and peak memory of the child); the pipeline is
timed inside one warm process, one stage after the other, on CPU time. Every figure is the best of its runs, as
``timeit`` recommends: what the others take longer is the machine's other work. The first line tells how fast the
machine is at the moment: a plain Python loop, always the same.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SEED = "000_a7a611ee86822b52.txt"  # 17 KB: the size that the budgets speak of
SAMPLE = ROOT / "samples" / "1207-qd-ubnd.txt"
VANBAN = Path(sys.executable).with_name("vanban")
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; ``limit`` is its budget, an upper one unless ``higher_is_better``."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    higher_is_better: bool = False

    @property
    def within(self) -> bool:
        """Does the value keep to its budget?"""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.higher_is_better else self.value <= self.limit


@dataclass(frozen=True, slots=True)
class Child:
    """What one child process took: seconds of wall clock and CPU, bytes at its peak."""

    wall: float
    cpu: float
    peak: int


def document() -> Path:
    """The file to measure on: the seed when the reference corpus is there, else a sample."""
    corpus = os.environ.get("VANBAN_CORPUS")
    seed = Path(corpus).resolve().parent / "seeds" / SEED if corpus else SAMPLE
    return seed if seed.is_file() else SAMPLE


def child(arguments: Sequence[str]) -> Child:
    """Run a command to its end.

    Raises:
        SystemExit: the command failed; there is nothing to measure.
    """
    start = time.perf_counter()
    process = subprocess.Popen([str(VANBAN), *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"vanban {' '.join(arguments)} ended with exit code {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Child(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)


def machine(runs: int) -> list[Figure]:
    """The same loop everywhere, to compare machines and moments by."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        sum(i * i for i in range(300_000))
        taken.append(time.process_time() - start)
    return [Figure("machine: a plain loop", 1000 * min(taken), "ms")]


def processes(path: Path, runs: int) -> list[Figure]:
    """Start-up, and one file as a whole process."""
    helps = [child(["--help"]) for _ in range(runs)]
    extracts = [child(["extract", str(path)]) for _ in range(runs)]
    return [
        Figure("vanban --help, CPU", min(c.cpu for c in helps), "s", 0.15),
        Figure("vanban extract, wall clock", min(c.wall for c in extracts), "s", 0.5),
        Figure("vanban extract, peak memory", min(c.peak for c in extracts) / MIB, "MiB"),
    ]


def stages(path: Path) -> list[tuple[str, Callable[[Any], Any]]]:
    """The pipeline's stages by name; each takes what the one before it gave."""
    from vanban.corpus.readers import read
    from vanban.extract.segment import segment
    from vanban.normalize.document import build
    from vanban.normalize.model import Source
    from vanban.outputs.jsondoc import encode

    size = path.stat().st_size
    source = Source(path=path.name, sha256="0" * 64, bytes=size, format="txt", reader="bench")
    layouts: list[Any] = []

    def first(data: bytes) -> Any:
        layouts[:] = [read(path, data)]
        return layouts[0]

    return [
        ("read", first),
        ("segment", segment),
        ("normalise", lambda draft: build(draft, layouts[0], source)),
        ("write JSON", encode),
    ]


def pipeline(path: Path, runs: int) -> list[Figure]:
    """Documents a second and core, and the milliseconds of each stage."""
    data, chain = path.read_bytes(), stages(path)
    seconds: dict[str, list[float]] = {name: [] for name, _ in chain}
    for run in range(runs + 3):
        value: Any = data
        for name, stage in chain:
            start = time.process_time()
            value = stage(value)
            if run >= 3:  # the first runs load rules and fill caches
                seconds[name].append(time.process_time() - start)
    total = min(map(sum, zip(*seconds.values(), strict=True)))
    return [
        Figure("warm pipeline", 1 / total, "documents/s/core", 100, higher_is_better=True),
        *(Figure(f"  {name}", 1000 * min(taken), "ms") for name, taken in seconds.items()),
    ]


def show(figures: Sequence[Figure], path: Path) -> None:
    """Print a table for people."""
    print(f"measured on {path.name}, {path.stat().st_size:,} bytes")
    for f in figures:
        budget = f"{'>=' if f.higher_is_better else '<='} {f.limit:g}" if f.limit is not None else ""
        verdict = "" if f.within else "  OVER BUDGET"
        print(f"  {f.name:<30} {f.value:>10.3f} {f.unit:<18} {budget}{verdict}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--runs", type=int, default=9, help="runs of each whole process (default 9)")
    parser.add_argument("--file", type=Path, help="measure on this file")
    options = parser.parse_args()
    path = options.file or document()
    figures = [*machine(options.runs), *processes(path, options.runs), *pipeline(path, options.runs * 50)]
    if options.json:
        print(json.dumps({"file": path.name, "figures": [asdict(f) for f in figures]}, indent=1))
    else:
        show(figures, path)


if __name__ == "__main__":
    main()
