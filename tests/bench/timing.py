"""Measuring on a machine that others use too: CPU time, what is compared in turns, medians of ratios.

A virtual core may run at half its speed from one minute to the next. So things that are compared are measured one
right after the other, many times; the ratio of a round means something where its seconds mean little.
"""

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

VANBAN = Path(sys.executable).with_name("vanban")
MIB = 1024 * 1024

Times = Mapping[str, Sequence[float]]
"""Seconds by task, one a round."""

# The high-water mark of a child itself: what rusage tells begins with the memory of its parent.
_PEAK = """
import sys, resource, vanban
vanban.read(sys.argv[1])
try:
    lines = open("/proc/self/status").read().splitlines()
    print(next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")))
except OSError:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""


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


def in_turns(tasks: Mapping[str, Callable[[], object]], *, rounds: int, seconds: float) -> Times:
    """CPU seconds of each task, rounds in turns: at least three, then until either limit is reached."""
    gc.collect()
    gc.freeze()  # what is there already is not looked through again and again
    times: dict[str, list[float]] = {name: [] for name in tasks}
    spent = 0.0
    for done in range(rounds):
        if done >= 3 and spent > seconds:
            break
        for name, task in tasks.items():
            start = time.process_time()
            task()
            times[name].append(time.process_time() - start)
            spent += times[name][-1]
    return times


def ratio(times: Times, one: str, other: str) -> float:
    """How many times as long one task took as the other: the median of the rounds."""
    return median(a / b for a, b in zip(times[one], times[other], strict=True))


def child(arguments: Sequence[str]) -> tuple[float, float]:
    """Seconds of wall clock and of CPU that a whole ``vanban`` process takes.

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
    return wall, usage.ru_utime + usage.ru_stime


def peak(path: Path) -> int:
    """Bytes that a process of its own takes at most to extract a file."""
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, str(path)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def machine(runs: int = 9) -> float:
    """Milliseconds of a plain loop, the same everywhere, to compare machines and moments by."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        sum(i * i for i in range(300_000))
        taken.append(time.process_time() - start)
    return 1000 * min(taken)
