"""Strokes that were read as letters: initials behind the end of a text, specks beside lines of capitals."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.corpus.ocr.test_reading import reading
from vanban.corpus.ocr.strokes import without_strokes


def page(*, blue: bool = False) -> Any:
    """A page whose last word of a line is written in blue, or in black."""
    paper = np.full((900, 600, 3), 255, np.uint8)
    paper[:, 4:50] = paper[:, 64:110] = paper[:, 124:170] = (25, 25, 25)
    paper[:, 184:230] = (30, 40, 170) if blue else (25, 25, 25)
    return paper


def left(*told: tuple[str, float], blue: bool = False, low: bool = True) -> tuple[list[str], list[str]]:
    """The words that are left of a line, and what is kept of others."""
    line = reading(*told)
    line.line = replace(line.line, y0=600 * low, y1=600 * low + 30)
    without_strokes([line], page(blue=blue))
    return [word.text for word in line.words], [word.read for word in line.words if word.read]


ARCHIVE = (("Lưu:", 0.9), ("VT,", 0.9), ("NC.", 0.9))


def test_initials_behind_the_end() -> None:
    assert left(("thi", 0.9), ("hành./.z22", 0.6)) == (["thi", "hành./."], ["hành./.z22"])
    assert left(("thi", 0.9), ("hành./.", 0.9), ("Z_", 0.3)) == (["thi", "hành./."], ["hành./. Z_"])
    assert left(("thi", 0.9), ("hành./.", 0.9)) == (["thi", "hành./."], [])


@pytest.mark.parametrize(
    ("sure", "blue", "low", "kept"),
    [
        (0.5, True, True, False),
        (0.5, False, True, True),  # print
        (0.9, True, True, True),  # read surely
        (0.5, True, False, True),  # where pens write numbers
    ],
)
def test_initials_behind_the_last_recipient(sure: float, blue: bool, low: bool, kept: bool) -> None:
    words, read = left(*ARCHIVE, ("2-", sure), blue=blue, low=low)
    assert words == ["Lưu:", "VT,", "NC.", *(["2-"] if kept else [])]
    assert read == ([] if kept else ["NC. 2-"])


@pytest.mark.parametrize(
    ("line", "wanted", "read"),
    [
        ("„KT CHỦ TỊCH", "KT CHỦ TỊCH", ["„KT"]),
        ("GIÁM ĐỐC „", "GIÁM ĐỐC", ["ĐỐC „"]),
        ("' GIÁM ĐỐC", "GIÁM ĐỐC", ["' GIÁM"]),
        ("- BỘ TÀI CHÍNH", "- BỘ TÀI CHÍNH", []),
        ("“ĐỀ ÁN” MỚI", "“ĐỀ ÁN” MỚI", []),
        ("I. MỤC TIÊU 2", "I. MỤC TIÊU 2", []),
        ("Như Điều 3 '", "Như Điều 3 '", []),  # no line of capitals
        ("1. 2. ...", "1. 2. ...", []),
    ],
)
def test_specks_beside_capitals(line: str, wanted: str, read: list[str]) -> None:
    assert left(*((word, 0.9) for word in line.split())) == (wanted.split(), read)


def test_a_sign_that_was_hardly_read() -> None:
    words, read = left(("NHÂN", 0.9), ("DÂN", 0.9), ("4+.", 0.2))
    assert (words, read) == (["NHÂN", "DÂN"], ["DÂN 4+."])
