"""Black seals on a page: found by their ring, and no text."""

from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.corpus.ocr.test_cells import roboto
from tests.corpus.ocr.test_scans import drawn, saved
from vanban.corpus.layout import paragraphs
from vanban.corpus.ocr.engine import Word
from vanban.corpus.ocr.reading import Reading
from vanban.corpus.ocr.seals import Seal, find_seals, unsealed
from vanban.corpus.ocr.segment import TextLine
from vanban.corpus.readers import read

pytestmark = [pytest.mark.ocr, pytest.mark.usefixtures("with_engine")]


def stamped(picture: Any, x: int, y: int, radius: int = 142) -> Any:
    """A picture with a black seal: two rings, lettering along them, a star."""
    page = Image.fromarray(picture)
    draw = ImageDraw.Draw(page)
    for inner in (0, 10):
        r = radius - inner
        draw.ellipse((x - r, y - r, x + r, y + r), outline=0, width=4)
    for at, letter in enumerate("ỦY BAN NHÂN DÂN TỈNH SÔNG LAM *"):
        angle = 2 * np.pi * at / 31
        place = x + (radius - 36) * np.cos(angle) - 8, y + (radius - 36) * np.sin(angle) - 12
        draw.text(place, letter, 0, roboto(22))
    for turn in range(5):
        angle = 2 * np.pi * turn / 5
        draw.line((x, y, x + 80 * np.cos(angle), y + 80 * np.sin(angle)), 0, 6)
    return np.asarray(page)


def test_a_seal_is_found_by_its_ring() -> None:
    grey = np.asarray(Image.fromarray(drawn(dpi=200)).convert("L"))
    assert find_seals(grey, 200) == []
    (seal,) = find_seals(stamped(grey, 1100, 1900), 200)
    assert np.hypot(seal.x - 1100, seal.y - 1900) < 12
    assert abs(seal.radius - 142) < 15


def test_the_lettering_of_a_seal_is_no_text() -> None:
    plain = drawn(dpi=200)
    plain[900:] = 255
    under, without = (read("scan.png", saved(one)) for one in (stamped(plain, 1150, 1300), plain))
    assert [one.text for one in paragraphs(under.blocks)] == [one.text for one in paragraphs(without.blocks)]


def test_what_is_sure_on_a_seal_is_kept() -> None:
    line = TextLine(0, 90, 400, 110, 108, 14, 20, 14, 3, np.zeros((20, 400), np.uint8))
    seal = Seal(300, 100, 80)

    def left(*some: tuple[str, float, float]) -> str:
        made = [Word(text, x, 0, x + 30, 20, sure) for text, x, sure in some]
        return " ".join(one.text for one in unsealed([Reading(line, made)], [seal]))

    assert left(("trung", 150, 0.9), ("ương", 230, 0.4), ("¡", 300, 0.3)) == "trung ương"
    assert left(("n", 230, 0.93), ("Hồng", 280, 0.9), ("Hà", 330, 0.9)) == "n Hồng Hà"
    assert left(("Ï", 240, 0.9), ("kể", 300, 0.5)) == ""
    assert left(("¡", 20, 0.3), ("-", 60, 0.3)) == "¡ -", "not on the seal"
