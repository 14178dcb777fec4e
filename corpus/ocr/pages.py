"""Pages side by side over the cores, each once: what was recognised before is taken from the cache.

Images are made one after the other by the caller (PDFium knows one thread) and read in threads, an engine each; the
engine and the imaging library work outside the interpreter's lock. No more images are held than threads read.
"""

import hashlib
import os
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import local

import msgspec

from vanban.corpus.budgets import Budgets
from vanban.corpus.ocr.editions import edition
from vanban.corpus.ocr.engine import Engine, opener
from vanban.corpus.ocr.libraries import Image
from vanban.corpus.ocr.read import Recognised, read_page
from vanban.corpus.worker import more_time

_SHARE = 0.8  # of a file's time: what is not read by then is left, so that the rest is not lost with it


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page to be recognised: RGB, and its pixels an inch."""

    colour: Image
    dpi: float


def recognise(images: Iterable[PageImage], budgets: Budgets) -> Iterator[Recognised | None]:
    """Read page images, in order; None for those that the file's time does not suffice for.

    Args:
        images: made when they are asked for.
        budgets: ``threads``, ``page_seconds``, ``seconds`` and ``cache`` are looked at.

    Raises:
        NoTextLayerError: no engine works here.
    """
    pool = _Pool(opener(), budgets)
    try:
        yield from pool.run(images)
    finally:
        pool.close()


_idle = defaultdict[Callable[[], Engine], list[Engine]](list)
"""Engines that no file needs now, by what opens them: to open one takes as long as a tenth of a page."""


class _Pool:
    def __init__(self, open_engine: Callable[[], Engine], budgets: Budgets) -> None:
        self._open = open_engine
        self._budgets = budgets
        self._end = time.monotonic() + _SHARE * budgets.seconds
        self._threads = budgets.threads or len(os.sched_getaffinity(0))
        self._own = local()
        self._engines: list[Engine] = []
        self._executor = ThreadPoolExecutor(self._threads, thread_name_prefix="ocr")

    def run(self, images: Iterable[PageImage]) -> Iterator[Recognised | None]:
        waiting: deque[Future[Recognised | None]] = deque()
        for image in images:
            more_time(1)
            self._end += self._budgets.page_seconds
            waiting.append(self._executor.submit(self._one, image))
            if len(waiting) > self._threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def close(self) -> None:
        self._executor.shutdown(cancel_futures=True)
        idle = _idle[self._open]
        for engine in self._engines:
            if len(idle) < self._threads:
                idle.append(engine)
            else:
                engine.close()

    def _one(self, image: PageImage) -> Recognised | None:
        engine = self._engine()
        place = _place(self._budgets.cache, image, engine)
        if place and (known := _load(place)):
            return known
        seconds = min(self._budgets.page_seconds, self._end - time.monotonic())
        if seconds <= 0:
            return None
        found = read_page(image.colour, image.dpi, engine, seconds=seconds)
        if place and found.complete:
            _save(place, found)
        return found

    def _engine(self) -> Engine:
        if not hasattr(self._own, "engine"):
            try:
                self._own.engine = _idle[self._open].pop()
            except IndexError:
                self._own.engine = self._open()
            self._engines.append(self._own.engine)
        found: Engine = self._own.engine
        return found


def _place(folder: str, image: PageImage, engine: Engine) -> Path | None:
    """Where the cache keeps an image's text: by its pixels, below what reads it."""
    if not folder:
        return None
    mark = hashlib.sha256(f"{image.dpi:.2f} {image.colour.shape}".encode())
    mark.update(image.colour.data)
    return Path(folder, edition(engine.mark), f"{mark.hexdigest()[:32]}.msgpack")


def _load(place: Path) -> Recognised | None:
    try:
        return msgspec.msgpack.decode(place.read_bytes(), type=Recognised)
    except (OSError, msgspec.DecodeError):
        return None


def _save(place: Path, found: Recognised) -> None:
    """Keep what was recognised; a cache that cannot be written is none."""
    fresh = place.with_suffix(f".{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(msgspec.msgpack.encode(found))
        fresh.replace(place)
    except OSError:
        return
