"""Tesseract 5 with its Vietnamese model, called in this process (tesserocr)."""

import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from vanban.corpus.digests import packages
from vanban.corpus.ocr import asternet
from vanban.corpus.ocr.engine import Engine, EngineInfo, Word
from vanban.corpus.syllables import is_syllable
from vanban.corpus.text import clean

_LANGUAGE = "vie"
_PACKAGES = ("tesserocr", "cv2", "PIL")
_DECIDING = ("tesserocr", "cv2", "numpy")
_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
_NUMERIC = "0123456789.,-+/%()"
_ODD = str.maketrans({" ": "", "†": "", "⁄": "/"})  # of the last two no document has one: "†1" for "1"
_FIGURE_BEHIND = re.compile(r"(?P<syllable>[^\W\d_]+)(?P<figure>\d{1,3}\W?)")
_MARGIN = 10  # pixels of white that the engine wants around a line
_WITHIN = 0.4  # of what is its share: a word that begins so near to the one before it stands behind it
_DPI = "300"  # without a resolution it would guess one, and warn


@cache
def data_folder() -> Path | None:
    """The folder of the Vietnamese model; ``TESSDATA_PREFIX`` comes first."""
    named = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(named), Path(named) / "tessdata"] if named else []
    for folder in (*folders, *map(Path, _FOLDERS)):
        if (folder / f"{_LANGUAGE}.traineddata").is_file():
            return folder
    return None


def info() -> EngineInfo:
    """What works here."""
    missing = [f"Python package {name}" for name in _PACKAGES if find_spec(name) is None]
    if data_folder() is None:
        missing.append(f"{_LANGUAGE}.traineddata (Debian package tesseract-ocr-vie)")
    if missing:
        return EngineInfo("tesseract", "", tuple(missing))
    if asternet.is_available():
        version = f"{_version()}, beside {asternet.name()}"
        return EngineInfo("tesseract", version, mark=_mark(asternet.mark()))
    return EngineInfo("tesseract", _version(), mark=_mark())


def _mark(judge: str = "") -> str:
    """Version, size of the model as its mark, packages, and the mark of the judge."""
    folder = data_folder()
    size = (folder / f"{_LANGUAGE}.traineddata").stat().st_size if folder else 0
    return f"tesseract {_version()}, {_LANGUAGE} {size}, {packages(_DECIDING)}; {judge}"


@cache
def _version() -> str:
    from vanban.corpus.ocr import libraries  # sets the number of threads before Tesseract is loaded

    assert libraries
    found: str = import_module("tesserocr").tesseract_version()
    return found.split()[1]


class Tesseract:
    """One engine; opening takes 30 ms, and it holds 40 MB.

    Args:
        judge: what decides between two readings of a word.
    """

    def __init__(self, judge: Engine | None = None) -> None:
        self.judge = judge
        self._model = data_folder()
        if self._model is None:
            raise FileNotFoundError(f"{_LANGUAGE}.traineddata")
        _version()
        self._module: Any = import_module("tesserocr")
        self._api: Any = self._module.PyTessBaseAPI(
            path=f"{self._model}{os.sep}", lang=_LANGUAGE, psm=self._module.PSM.SINGLE_LINE
        )
        self._api.SetVariable("user_defined_dpi", _DPI)
        self._api.SetVariable("invert_threshold", "0")  # it would try doubtful lines as white on black
        self._numeric = False

    @property
    def mark(self) -> str:
        """See :class:`vanban.corpus.ocr.engine.Engine`."""
        return _mark(self.judge.mark if self.judge else "")

    def read_line(self, image: Any, *, numeric: bool = False, seconds: float = 10.0) -> list[Word]:
        """See :class:`vanban.corpus.ocr.engine.Engine`."""
        from vanban.corpus.ocr.libraries import cv2

        if numeric != self._numeric:
            self._api.SetVariable("tessedit_char_whitelist", _NUMERIC if numeric else "")
            self._numeric = numeric
        framed = cv2.copyMakeBorder(image, _MARGIN, _MARGIN, _MARGIN, _MARGIN, cv2.BORDER_CONSTANT, value=255)
        height, width = framed.shape
        self._api.SetImageBytes(framed.tobytes(), width, height, 1, width)
        if not self._api.Recognize(int(seconds * 1000)):
            return []
        return parted(self._words())

    def _words(self) -> Iterator[Word]:
        words = self._api.GetIterator()
        level = self._module.RIL.WORD
        while words is not None:
            if not words.Empty(level):
                x0, y0, x1, y1 = words.BoundingBox(level)
                if text := clean(words.GetUTF8Text(level)).translate(_ODD):
                    box = x0 - _MARGIN, y0 - _MARGIN, x1 - _MARGIN, y1 - _MARGIN
                    yield from apart(Word(text, *box, round(words.Confidence(level) / 100, 3)))
            if not words.Next(level):
                return

    def close(self) -> None:
        """Free the model."""
        self._api.End()


def parted(words: Iterable[Word]) -> list[Word]:
    """Words of a line whose boxes follow each other.

    The boxes of short words come out at the place of the next one ("Y tế"): such two share their room by their letters.
    """
    found: list[Word] = []
    for word in words:
        last = found[-1] if found else word
        x0, x1 = min(last.x0, word.x0), max(last.x1, word.x1)
        share = (len(last.text) + 0.5) / (len(last.text) + len(word.text) + 1)
        if found and word.x0 < last.x0 + _WITHIN * share * (x1 - x0):
            middle = x0 + share * (x1 - x0)
            found[-1], word = replace(last, x0=x0, x1=middle), replace(word, x0=middle, x1=x1)
        found.append(word)
    return found


def apart(word: Word) -> Iterator[Word]:
    """A word, or two: a figure never touches the syllable before it ("Điều3.")."""
    match = None if word.text.isalpha() else _FIGURE_BEHIND.fullmatch(word.text)
    if match and not match["syllable"].isascii() and is_syllable(match["syllable"]):
        middle = word.x0 + (word.x1 - word.x0) * match.end("syllable") / len(word.text)
        yield replace(word, text=match["syllable"], x1=middle)
        yield replace(word, text=match["figure"], x0=middle)
    else:
        yield word


def open() -> Engine:
    """An engine of one's own, with a judge where one is installed."""
    return Tesseract(asternet.open() if asternet.is_available() else None)
