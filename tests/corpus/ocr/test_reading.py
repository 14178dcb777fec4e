"""Lines that are read twice: which reading counts, and how sure it is."""

from typing import Any

import numpy as np
import pytest

from tests.corpus.ocr.engines import Alone
from vanban.corpus.ocr.engine import Word
from vanban.corpus.ocr.reading import DISPUTED, PREFERRED, Reading, merged, surest
from vanban.corpus.ocr.segment import TextLine

LINE = TextLine(0, 0, 400, 30, 24.0, 14.0, 20.0, 14.0, 2.0, np.full((30, 400), 255, np.uint8))


def reading(*told: tuple[str, float]) -> Reading:
    """Words of a line with their confidence."""
    words = [Word(text, 60.0 * at, 0.0, 60.0 * at + 50, 30.0, sure) for at, (text, sure) in enumerate(told)]
    return Reading(LINE, words)


class Again(Alone):
    """An engine that reads every line as one thing, and counts how often it is asked."""

    def __init__(self, told: Reading) -> None:
        self.told, self.asked = told, 0

    def read_line(self, image: Any, *, numeric: bool = False, seconds: float = 10.0) -> list[Word]:
        del image, numeric, seconds
        self.asked += 1
        return self.told.words


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (("Tứ", 0.8), ("Tú", 0.9), ("Tú", DISPUTED)),  # the surer one, and not sure
        (("Tứ", 0.96), ("Tú", 0.9), ("Tứ", PREFERRED)),
        (("Tứ", 0.8), ("Tứ,", 0.9), ("Tứ,", 0.9)),  # signs are no difference
        (("Đức", 0.8), ("Ðức", 0.7), ("Đức", 0.8)),  # the engine knows two letters
        (("I1", 0.9), ("11", 0.7), ("11", 0.7)),  # strokes among figures are figures
        (("25", 0.9), ("26", 0.7), ("25", DISPUTED)),
    ],
)
def test_word_by_word(one: tuple[str, float], other: tuple[str, float], wanted: tuple[str, float]) -> None:
    both = merged(reading(one, ("Văn", 0.9)), reading(other, ("Văn", 0.95)))
    assert [(word.text, word.confidence) for word in both.words] == [wanted, ("Văn", 0.95)]
    assert bool(both.words[0].other) == (wanted[1] in (DISPUTED, PREFERRED))


def test_words_that_run_together_in_one_reading() -> None:
    both = merged(reading(("SỞY", 0.9), ("TẾ", 0.9)), reading(("SỞ", 0.6), ("Y", 0.6), ("TẾ", 0.9)))
    assert [(word.text, word.confidence) for word in both.words] == [("SỞY", DISPUTED), ("TẾ", 0.9)]
    apart = merged(reading(("một", 0.9)), reading(("hai", 0.6), ("ba", 0.6)))
    assert [(word.text, word.confidence) for word in apart.words] == [("một", 0.9)]


@pytest.mark.parametrize(
    ("text", "sure", "again"),
    [
        ("theo quy định", 0.92, False),
        ("theo quy định", 0.88, True),
        ("Nguyễn Văn Tứ", 0.95, True),  # names are always read twice
        ("Số: 12", 0.95, False),
        ("", 0.95, False),
    ],
)
def test_what_is_read_again(text: str, sure: float, again: bool) -> None:
    told = reading(*((word, sure) for word in text.split()))
    engine = Again(told)
    surest(told, engine, 1.0)
    assert bool(engine.asked) == again


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("Vịtrí 2", "Vị trí 2", "Vị trí 2"),  # no syllable
        ("Vị trí 2", "Vịtrí 2", "Vị trí 2"),
        ("KHĐT xã", "KH ĐT xã", "KHĐT xã"),  # abbreviations are none: the surer reading counts
        ("Vịtrí 2", "Vị tri 2", "Vịtrí 2"),  # the letters differ too
    ],
)
def test_words_that_run_together(one: str, other: str, wanted: str) -> None:
    first = reading(*((word, 0.97) for word in one.split()))
    second = Again(reading(*((word, 0.9) for word in other.split())))
    assert merged(first, second.told).text == wanted


def test_a_word_that_is_no_syllable_is_read_again() -> None:
    engine = Again(reading(("Vị", 0.9), ("trí", 0.9), ("2", 0.9)))
    assert surest(reading(("Vịtrí", 0.97), ("2", 0.97)), engine, 1.0).text == "Vị trí 2"


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Điều3.", ["Điều", "3."]),
        ("trí2", ["trí", "2"]),
        ("m2", ["m2"]),
        ("ST24", ["ST24"]),
        ("bđ2", ["bđ2"]),
    ],
)
def test_a_figure_behind_a_syllable(text: str, wanted: list[str]) -> None:
    from vanban.corpus.ocr.tesseract import apart

    words = list(apart(Word(text, 0.0, 0.0, 60.0, 20.0, 0.9)))
    assert [word.text for word in words] == wanted
    assert (words[0].x0, words[-1].x1) == (0.0, 60.0)
