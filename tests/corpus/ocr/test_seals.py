"""Black seals and stamps of arrival: found by their ring and their frame, and no text."""

from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.corpus.ocr.test_cells import roboto
from tests.corpus.ocr.test_scans import drawn, saved, words
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


@pytest.mark.parametrize("degrees", [0.0, 1.5])
def test_a_stamp_of_arrival_is_no_text(degrees: float) -> None:
    stamp = Image.new("L", (330, 124), 255)
    draw = ImageDraw.Draw(stamp)
    draw.rectangle((10, 8, 320, 114), outline=0, width=3)
    draw.line((10, 42, 320, 42), 0, 3)
    draw.text((40, 14), "SỞ NỘI VỤ SÔNG LAM", 0, roboto(22))
    draw.text((24, 58), "ĐẾN", 0, roboto(30))
    draw.text((100, 48), "Số: ........ 312", 0, roboto(20))
    draw.text((100, 80), "Ngày: .... 15/02", 0, roboto(20))
    plain = Image.fromarray(drawn(dpi=200)[:1000])
    page = plain.copy()
    turned = stamp.rotate(degrees, fillcolor=255, resample=Image.Resampling.BICUBIC)
    page.paste(turned.convert("RGB"), (240, 296))
    found, without = (read("scan.png", saved(np.asarray(one))) for one in (page, plain))
    assert [one.text for one in paragraphs(found.blocks)] == [one.text for one in paragraphs(without.blocks)]
    (told,) = (text for what, text in found.metadata if what == "arrival stamp")
    assert "ĐẾN" in told and "SÔNG LAM" in told


def test_a_framed_text_stays() -> None:
    page = drawn(dpi=200)[:1000]
    page[440:444, 140:520] = page[600:604, 140:520] = page[440:604, 140:144] = page[440:604, 516:520] = 0
    picture = Image.fromarray(page)
    ImageDraw.Draw(picture).text((180, 490), "HỎA TỐC", 0, roboto(40))
    found = read("scan.png", saved(np.asarray(picture)))
    assert "HỎA" in words(found) and not [1 for what, _ in found.metadata if what == "arrival stamp"]


def test_a_streak_of_the_scanner_is_no_text() -> None:
    plain = drawn(dpi=200)[:1300]
    streaked = plain.copy()
    for top in range(0, 1300, 130):
        streaked[top : top + 100, 150:153] = 0  # as long as a rule
        streaked[top + 106 : top + 124, 150:153] = 0  # and as short as a letter
    found, without = (read("scan.png", saved(one)) for one in (streaked, plain))
    assert [one.text for one in paragraphs(found.blocks)] == [one.text for one in paragraphs(without.blocks)]
