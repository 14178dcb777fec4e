"""What an engine of text recognition is, and which of them work on this machine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

import msgspec

from vanban.corpus.errors import NoTextLayerError

INSTALL = "pip install 'vanban[ocr]' and apt-get install tesseract-ocr-vie (Debian, Ubuntu)"
"""How to get what recognition needs."""

COARSEST, FINEST = 200.0, 300.0
"""Pixels an inch that pages are read at: coarser scans are drawn larger, finer ones smaller."""

Pixels = tuple[float, float, float, float]
"""x0, y0, x1, y1 of an image, from the top left."""


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word read off an image, in pixels of that image from the top left; ``confidence`` from 0 to 1.

    ``other`` is what a second reading of its line gave, where that differs; ``read`` what the engine took it for, where
    strokes behind it were taken off.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float
    other: str = ""
    read: str = ""

    @property
    def box(self) -> Pixels:
        """Its box."""
        return self.x0, self.y0, self.x1, self.y1


class Engine(Protocol):
    """Reads images of single lines, each as if it were the first; one object is used by one thread at a time."""

    @property
    def mark(self) -> str:
        """All that decides what it reads: what it read before is valid for the same mark."""
        ...

    @property
    def judge(self) -> "Engine | None":
        """What decides where two readings of a word differ, if there is such: an engine that errs elsewhere."""
        ...

    def read_line(self, image: Any, *, numeric: bool = False, seconds: float = 10.0) -> Sequence[Word]:
        """The words of a line, left to right.

        Args:
            image: a grey image of one upright line, dark on white.
            numeric: only digits and the signs of numbers are expected.
            seconds: time after which it gives up and returns nothing.
        """
        ...

    def close(self) -> None:
        """Free what it holds."""
        ...


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What ``vanban doctor`` shows of an engine; ``missing`` says what it lacks here.

    ``mark`` is that of the engines it opens: program, model and packages.
    """

    name: str
    version: str
    missing: tuple[str, ...] = ()
    mark: str = ""


ENGINES = ("vanban.corpus.ocr.tesseract",)
"""Modules with ``info() -> EngineInfo`` and ``open() -> Engine``, the best first."""


def fit_resolution(dpi: float) -> float:
    """The resolution at which a page that has another is read."""
    return min(max(dpi, COARSEST), FINEST)


def available() -> list[EngineInfo]:
    """All engines, with what is missing for them."""
    return [import_module(name).info() for name in ENGINES]


def is_available() -> bool:
    """Whether any engine works here."""
    return any(not info.missing for info in available())


def opener() -> Callable[[], Engine]:
    """What opens the best engine that works here.

    Raises:
        NoTextLayerError: none does.
    """
    for name in ENGINES:
        module = import_module(name)
        if not module.info().missing:
            found: Callable[[], Engine] = module.open
            return found
    raise NoTextLayerError("No engine of text recognition works here.", remedy=INSTALL)
