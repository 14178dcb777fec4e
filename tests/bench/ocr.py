"""Pages a second of recognition, beside bare Tesseract on the same pictures; scaling over cores; memory.

Pages are those of the decision in tests/data, drawn and worn. Everything is measured in turns, and the ratios are
medians of turns, so that other work of the machine touches all alike. Run: python -m tests.bench.ocr [pages [turns]]
"""

import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from statistics import median
from typing import Any

from tests.corpus.ocr.test_scans import drawn, worn
from vanban.corpus.budgets import DEFAULT
from vanban.corpus.ocr import pages, tesseract
from vanban.corpus.ocr.pages import PageImage

Job = Callable[[Sequence[Any]], None]


def bare(pictures: Sequence[Any]) -> None:
    """Tesseract as it comes: its own page layout, one thread, on a grey picture, which it is quickest with."""
    import tesserocr

    from vanban.corpus.ocr.libraries import cv2

    with tesserocr.PyTessBaseAPI(
        path=f"{tesseract.data_folder()}/", lang="vie", psm=tesserocr.PSM.AUTO
    ) as api:
        for picture in pictures:
            grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
            height, width = grey.shape
            api.SetImageBytes(grey.tobytes(), width, height, 1, width)
            api.SetSourceResolution(200)
            api.GetUTF8Text()


def ours(pictures: Sequence[Any], threads: int = 1) -> None:
    """Everything vanban does with them."""
    budgets = replace(DEFAULT, threads=threads)
    found = list(pages.recognise((PageImage(picture, 200.0) for picture in pictures), budgets))
    assert all(found)


def in_threads(pictures: Sequence[Any]) -> None:
    """The pages of one file: two threads."""
    ours(pictures, 2)


class Halves:
    """Two processes, made before anything is measured, with half of the pictures each, as in a run over an archive."""

    def __init__(self, job: Job, pictures: Sequence[Any]) -> None:
        self._pool = ProcessPoolExecutor(
            2, multiprocessing.get_context("fork"), initializer=_keep, initargs=(job, pictures)
        )
        self(pictures)  # both are made

    def __call__(self, pictures: Sequence[Any]) -> None:
        list(self._pool.map(_do, (0, 1)))


_kept: list[Any] = []


def _keep(job: Job, pictures: Sequence[Any]) -> None:
    _kept[:] = [job, pictures]


def _do(half: int) -> int:
    time.sleep(0.05)  # the other process takes the other half
    job, pictures = _kept
    middle = len(pictures) // 2  # not every other one: odd and even pages differ
    job(pictures[half * middle : (half + 1) * middle])
    return os.getpid()


def timed(job: Job, pictures: Sequence[Any]) -> tuple[float, float]:
    """Seconds of wall time and of processor time that the pictures take."""
    wall, used = time.perf_counter(), time.process_time()
    job(pictures)
    return time.perf_counter() - wall, time.process_time() - used


def main() -> int:
    """Measure and print."""
    count, turns = (*map(int, sys.argv[1:3]), *(8, 5)[len(sys.argv) - 1 :])
    pictures = [worn(drawn(at % 2), skew=0.2 * (at % 4)) for at in range(count)]
    jobs: dict[str, Job] = {
        "bare, one thread": bare,
        "vanban, one thread": ours,  # right after it: what else the machine does then touches both
        "bare, two processes": Halves(bare, pictures),
        "vanban, two threads": in_threads,
        "vanban, two processes": Halves(ours, pictures),
    }
    ours(pictures[:1])
    first = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in jobs}
    for _ in range(turns):
        for name, job in jobs.items():
            runs[name].append(timed(job, pictures))
    for name, results in runs.items():
        wall = median(wall for wall, _ in results)
        used = median(used for _, used in results)
        processor = "" if "processes" in name else f", {count / used:.2f} pages a second of processor time"
        print(f"{name:<22} {count / wall:.2f} pages/s{processor}")
    share = _ratio(runs, "bare, one thread", "vanban, one thread", clock=1)
    print(f"share of bare Tesseract, by processor time: {share:.2f}")
    for name in (name for name in runs if "one thread" not in name):
        print(f"{name}: {_ratio(runs, name.split(',')[0] + ', one thread', name):.2f} x one thread")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"memory: {first // 1024} MB after one page, {most // 1024} MB at most")
    return 0


def _ratio(runs: dict[str, list[tuple[float, float]]], one: str, other: str, *, clock: int = 0) -> float:
    """How many times faster the other is, turn by turn."""
    return median(a[clock] / b[clock] for a, b in zip(runs[one], runs[other], strict=True))


if __name__ == "__main__":
    sys.exit(main())
