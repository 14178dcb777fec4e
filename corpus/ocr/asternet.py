"""AsterNet, a net that reads Vietnamese lines (package asterocr, MIT), run by ONNX Runtime.

It is slower than Tesseract and loses gaps and dashes, but it errs elsewhere: where two readings of a word differ, it is
right in nine of ten (docs/quality.md). Only the weights and the alphabet are taken from the package, none of its code runs.
"""

import json
import os
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from vanban.corpus.digests import packages
from vanban.corpus.ocr.engine import Engine, Word
from vanban.corpus.ocr.libraries import Image, cv2

_HEIGHT = 32  # of the lines that the net has learnt
_STEP = 4  # widths are multiples of that
_LONGEST = 1024  # pixels of that height that it takes
_MARGIN = 4
_BLANK = 0  # place in the alphabet of what parts two letters (CTC)


def is_available() -> bool:
    """Whether net and runtime are installed."""
    return _assets() is not None and find_spec("onnxruntime") is not None


def name() -> str:
    """Name and version."""
    return f"asterocr {version('asterocr')}"


def mark() -> str:
    """What decides what it reads."""
    return packages(("asterocr", "onnxruntime"))


def _assets() -> Path | None:
    spec = find_spec("asterocr")  # finds it, and runs nothing of it
    folder = Path(spec.origin).parent / "assets" if spec and spec.origin else None
    return folder if folder and (folder / "asternet.onnx").is_file() else None


@cache
def _net() -> tuple[Any, str, tuple[str, ...]]:
    """The net, the name of its input and its alphabet, once for all threads: running it holds nothing."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read as the runtime is loaded, which reports else
    runtime = import_module("onnxruntime")
    folder = _assets()
    assert folder
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # it would keep the memory of the longest line
    session = runtime.InferenceSession(
        str(folder / "asternet.onnx"), options, providers=["CPUExecutionProvider"]
    )
    alphabet = tuple(json.loads((folder / "vocab.json").read_text(encoding="utf-8"))["chars"])
    return session, session.get_inputs()[0].name, alphabet


class AsterNet:
    """See :class:`vanban.corpus.ocr.engine.Engine`; it knows no numeric mode, and no limit of time: a line takes 0.1 s."""

    judge: Engine | None = None

    @property
    def mark(self) -> str:
        """See :class:`vanban.corpus.ocr.engine.Engine`."""
        return mark()

    def read_line(self, image: Image, *, numeric: bool = False, seconds: float = 10.0) -> Sequence[Word]:
        """The words of a line, left to right, none of one that is too long for it; boxes reach over the whole height."""
        del numeric, seconds
        session, given, alphabet = _net()
        framed = cv2.copyMakeBorder(image, *[_MARGIN] * 4, cv2.BORDER_CONSTANT, value=255)
        height, wide = framed.shape
        width = max(round(wide * _HEIGHT / height / _STEP), 8) * _STEP
        if width > _LONGEST:
            return []
        how = cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_LINEAR
        small = cv2.resize(framed, (width, _HEIGHT), interpolation=how)
        batch = np.repeat(small[None, None].astype(np.float32) / 127.5 - 1, 3, axis=1)
        (logs,) = session.run(None, {given: batch})
        return words(logs[:, 0], alphabet, wide, height, _MARGIN)

    def close(self) -> None:
        """The net is kept for the next file."""


def words(logs: Image, alphabet: Sequence[str], width: float, height: float, margin: float) -> list[Word]:
    """The words that a net tells by connectionist temporal classification (Graves et al. 2006), read greedily.

    Args:
        logs: (steps, letters) logarithms of probabilities, steps evenly from left to right.
        alphabet: its letters; the first is no letter but parts two.
        width: of the picture in pixels, its margins included.
        height: of it.
        margin: white around the line, on each side.
    """
    best = logs.argmax(axis=1)
    step = width / max(len(best), 1)
    found: list[Word] = []
    letters: list[tuple[str, int, float]] = []

    def end() -> None:
        if letters:
            x0, x1 = letters[0][1] * step - margin, (letters[-1][1] + 1) * step - margin
            sure = float(np.exp(np.mean([log for _, _, log in letters])))
            text = "".join(letter for letter, _, _ in letters)
            found.append(Word(text, max(x0, 0.0), 0.0, x1, height - 2 * margin, round(min(sure, 1.0), 3)))
            letters.clear()

    for at in range(len(best)):
        if best[at] == _BLANK or (at and best[at] == best[at - 1]):
            continue
        if alphabet[best[at]] == " ":
            end()
        else:
            letters.append((str(alphabet[best[at]]), at, float(logs[at, best[at]])))
    end()
    return found


def open() -> Engine:
    """One that judges; the net is loaded when it is asked the first time."""
    return AsterNet()
