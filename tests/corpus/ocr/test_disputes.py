"""Words that two readings give differently, judged by a third engine; and the net that judges."""

import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from tests.corpus.ocr.engines import Alone
from vanban.corpus.ocr.disputes import judged
from vanban.corpus.ocr.engine import Word
from vanban.corpus.ocr.reading import DISPUTED, SETTLED, Reading
from vanban.corpus.ocr.segment import TextLine

WIDE, APART = 30, 12


class Judge(Alone):
    """Says what it is told, and notes what it is shown."""

    def __init__(self, said: str) -> None:
        self.said, self.widths = said, list[int]()

    def read_line(self, image: Any, *, numeric: bool = False, seconds: float = 10.0) -> Sequence[Word]:
        del numeric, seconds
        self.widths.append(image.shape[1])
        return [Word(text, 0, 0, 1, 1, 0.9) for text in self.said.split()]


def line(*words: tuple[str, str, float]) -> Reading:
    """A line of black words: what was read, what else, how surely."""
    image = np.full((30, (WIDE + APART) * len(words)), 255, np.uint8)
    found = []
    for at, (text, other, sure) in enumerate(words):
        x = at * (WIDE + APART)
        image[5:25, x : x + WIDE] = 0
        found.append(Word(text, x, 0, x + WIDE, 30, sure, other))
    return Reading(TextLine(0, 0, image.shape[1], 30, 24.0, 14.0, 20.0, 14.0, 2.0, image), found)


def settled(text: str, other: str, said: str, sure: float = DISPUTED) -> Word:
    """A word in dispute between two others, as a judge settles it."""
    reading = line(("ban", "", 0.9), (text, other, sure), ("này", "", 0.9))
    return judged(reading, Judge(said if text.islower() else f"ban {said} này"), 1.0).words[1]


@pytest.mark.parametrize(
    ("text", "other", "said", "wanted", "sure"),
    [
        ("để", "đề", "để", "để", SETTLED),
        ("để", "đề", "đề", "đề", SETTLED),
        ("để,", "đề,", "để", "để,", SETTLED),  # signs are left to the first two
        ("hổ", "hỗ", "hồ", "hồ", DISPUTED),  # a third word counts, and nobody is sure
        ("cấp", "cập", "câp", "cấp", DISPUTED),  # which must be a syllable where the first is
        ("II", "Il", "I", "II", DISPUTED),  # and have all strokes of a numeral
        ("l1", "ll", "11", "11", DISPUTED),
        ("UÝ", "UY", "vý", "UÝ", DISPUTED),  # of small letters where the first two are capitals
        ("để", "đề", "-", "để", DISPUTED),
    ],
)
def test_a_word_in_dispute(text: str, other: str, said: str, wanted: str, sure: float) -> None:
    word = settled(text, other, said)
    assert (word.text, word.confidence) == (wanted, sure)


def test_strokes_of_a_pen_become_no_surer() -> None:
    assert settled("s'", "l'", "leue", 0.3).confidence == 0.3


def test_only_what_is_in_dispute_is_shown() -> None:
    plain, doubted = ("văn", "", 0.9), ("để", "đề", 0.6)
    reading = line(plain, doubted, doubted, plain, plain, doubted)
    judge = Judge("hổ")
    words = judged(reading, judge, 1.0).words
    assert judge.widths == pytest.approx([2 * (WIDE + APART), WIDE + APART], abs=APART)
    assert [word.text for word in words] == "văn để để văn văn hổ".split(), "one word for two is no proof"
    judged(line(plain, plain), judge, 1.0)
    assert len(judge.widths) == 2, "nothing is in dispute"
    judged(line(plain, plain, ("12", "72", 0.6), plain, plain), judge, 1.0)
    assert judge.widths[2] == pytest.approx(3 * (WIDE + APART), abs=APART), "a figure beside its neighbours"
    assert judged(reading, None, 1.0) is reading


def test_letters_of_a_net() -> None:
    from vanban.corpus.ocr.asternet import words

    alphabet = ("", "a", "b", " ")
    logs = np.log(np.full((12, 4), 0.1))
    for at, letter in enumerate([0, 1, 1, 0, 1, 2, 3, 3, 2, 2, 0, 0]):
        logs[at, letter] = np.log(0.7)
    first, second = words(logs, alphabet, 120.0, 40.0, 10.0)
    assert (first.text, second.text) == ("aab", "b"), "the same letter twice has a gap between"
    assert (first.x0, first.x1, second.x0, second.x1) == (0.0, 50.0, 70.0, 80.0)
    assert first.confidence == pytest.approx(0.7)
    assert not words(logs[:0], alphabet, 120.0, 40.0, 10.0)


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_the_net_reads_a_line() -> None:
    from tests.corpus.ocr.test_cells import line as printed
    from vanban.corpus.ocr import asternet

    if not asternet.is_available():
        pytest.skip("asterocr is not installed")
    net = asternet.open()
    read = net.read_line(printed("Căn cứ Nghị quyết").image)
    assert [word.text for word in read] == ["Căn", "cứ", "Nghị", "quyết"]
    assert all(a.x1 <= b.x0 for a, b in pairwise(read))
    assert all(word.confidence > 0.8 for word in read)
    assert net.read_line(np.full((30, 3000), 255, np.uint8)) == [], "longer than it can take"
    assert "asterocr" not in sys.modules, "nothing of the package runs but its net"
