"""Pages a second of recognition, beside bare Tesseract on the same pictures; scaling over cores; memory.

Pages are those of the decision in tests/data, drawn and worn. Run: python -m tests.bench.ocr [pages]
"""

import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from tests.corpus.ocr.test_scans import drawn, worn
from vanban.corpus.budgets import DEFAULT
from vanban.corpus.ocr import pages, tesseract
from vanban.corpus.ocr.pages import PageImage


def bare(pictures: Sequence[Any]) -> None:
    """Tesseract as it comes: its own page layout, one thread."""
    import tesserocr

    with tesserocr.PyTessBaseAPI(
        path=f"{tesseract.data_folder()}/", lang="vie", psm=tesserocr.PSM.AUTO
    ) as api:
        for picture in pictures:
            grey = picture.mean(axis=2).astype("uint8")
            height, width = grey.shape
            api.SetImageBytes(grey.tobytes(), width, height, 1, width)
            api.SetSourceResolution(200)
            api.GetUTF8Text()


def ours(pictures: Sequence[Any], threads: int) -> None:
    """Everything vanban does with them."""
    budgets = replace(DEFAULT, threads=threads)
    found = list(pages.recognise((PageImage(picture, 200.0) for picture in pictures), budgets))
    assert all(found)


def speed(task: Callable[[], None], count: int) -> tuple[float, float]:
    """Pages a second of wall time, and of processor time."""
    wall, used = time.perf_counter(), time.process_time()
    task()
    return count / (time.perf_counter() - wall), count / (time.process_time() - used)


def main() -> int:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    pictures = [worn(drawn(at % 2), skew=0.2 * (at % 4)) for at in range(count)]
    ours(pictures[:1], 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    results = {
        "bare Tesseract, one thread": speed(lambda: bare(pictures), count),
        "vanban, one thread": speed(lambda: ours(pictures, 1), count),
        "vanban, two threads": speed(lambda: ours(pictures, 2), count),
    }
    for name, (wall, used) in results.items():
        print(f"{name:<28} {wall:.2f} pages/s, {used:.2f} pages a second of processor time")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"memory: {before // 1024} MB after one page, {most // 1024} MB at most")
    return 0


if __name__ == "__main__":
    sys.exit(main())
