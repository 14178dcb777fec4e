"""The gaps of a letterhead are found between its printed words, however OCR ran them together."""

import pytest

from vanban.corpus.ocr.engine import Word
from vanban.corpus.ocr.zones import again, find

WIDTH, HEIGHT = 1654, 2339  # A4 at 200 dpi; print of 39 pixels
NUMBER = [("Số:", 323, 369), ("/QĐ-UBND", 431, 628)]
DATE = [("Cà", 900, 930), ("Mau,", 940, 980), ("ngày", 989, 1064), ("tháng", 1134, 1223), ("năm", 1273, 1338),
        ("2019", 1351, 1427)]  # fmt: skip


def line(words: list[tuple[str, int, int]], base: int) -> list[Word]:
    """Words of one line with boxes as letters give them: g and y reach below the line."""
    return [Word(text, x0, base - 28, x1, base + (8 if "g" in text else 0), 0.95) for text, x0, x1 in words]


def gaps(words: list[Word]) -> dict[str, tuple[int, int]]:
    return {zone.field: (round(zone.left), round(zone.right)) for zone in find(words, WIDTH, HEIGHT)}


@pytest.mark.parametrize(
    ("number", "ordinal"),
    [
        (NUMBER, (369, 431)),  # nothing read between
        ([("Số:", 323, 369), ("2//", 379, 420), ("/QĐ-UBND", 431, 628)], (369, 431)),  # strokes read as signs
        ([("Số:42", 323, 424), ("/QĐ-UBND", 431, 628)], (374, 431)),  # run together with the word before
        ([("Số:", 323, 369), ("46/2017/QĐ-UBND", 380, 735)], (369, 440)),  # and with the one behind
        ([(".", 300, 303), ("Số:", 323, 369), ("/QĐ-UBND", 431, 628)], (369, 431)),  # a speck first
    ],
)
def test_the_gap_of_the_ordinal(number: list[tuple[str, int, int]], ordinal: tuple[int, int]) -> None:
    left, right = gaps(line(number, 318) + line(DATE, 315))["ordinal"]
    assert left == pytest.approx(ordinal[0], abs=6)
    assert right == pytest.approx(ordinal[1], abs=22)


@pytest.mark.parametrize(
    ("date", "day", "month"),
    [
        (DATE, (1064, 1134), (1223, 1273)),
        ([*DATE[:2], ("ngày(/§", 989, 1110), *DATE[3:]], (1064, 1134), (1223, 1273)),
        ([*DATE[:3], ("26tháng", 1085, 1223), *DATE[4:]], (1064, 1134), (1223, 1273)),
        ([*DATE[:4], ("{năm", 1240, 1338), DATE[5]], (1064, 1134), (1223, 1273)),
        ([("Hà", 900, 930), ("Nam,", 910, 980), *DATE[2:]], (1064, 1134), (1223, 1273)),
        ([*DATE[:4], (".măm", 1273, 1338), DATE[5]], (1064, 1134), (1223, 1273)),  # a letter lost to the pen
        ([*DATE[:4], ("4Dna:", 1240, 1330), DATE[5]], (1064, 1134), (1223, 1275)),  # the word lost
    ],
)
def test_the_gaps_of_the_date(
    date: list[tuple[str, int, int]], day: tuple[int, int], month: tuple[int, int]
) -> None:
    found = gaps(line(NUMBER, 318) + line(date, 315))
    assert found["day"] == pytest.approx(day, abs=6)
    assert found["month"] == pytest.approx(month, abs=6)
    assert found["year"][0] == pytest.approx(1338, abs=3)


def test_dates_and_numbers_of_running_text_are_no_letterhead() -> None:
    words = [("Căn", 300, 350), ("cứ", 360, 390), ("số", 780, 808), ("12/2013/NĐ-CP", 822, 1058), ("ngày", 1068, 1136),
             ("01", 1147, 1176), ("tháng", 1190, 1266), ("11", 1280, 1310), ("năm", 1320, 1377), ("2013", 1387, 1452)]  # fmt: skip
    assert find(line(words, 318), WIDTH, HEIGHT) == ()
    department = [("SỞ", 300, 340), ("TÀI", 350, 400), ("CHÍNH", 410, 500)]
    assert "ordinal" in gaps(line(department, 280) + line(NUMBER, 318) + line(DATE, 315))
    assert "ordinal" not in gaps(line(department, 280) + line(DATE, 315))


def test_a_page_without_words_or_far_below_has_no_gaps() -> None:
    assert find([], WIDTH, HEIGHT) == ()
    assert find(line(NUMBER, 1900) + line(DATE, 1900), WIDTH, HEIGHT) == ()


def test_the_gaps_of_a_line_that_names_the_document_again() -> None:
    upper = [("(Ban", 300, 360), ("hành", 370, 440), ("kèm", 450, 510), ("theo", 520, 590), ("Quyết", 600, 690),
             ("định", 700, 765), ("số", 775, 813), ("/2017/QĐ-UBND", 890, 1150)]  # fmt: skip
    lower = [
        ("ngày", 500, 575),
        ("tháng", 650, 739),
        ("năm", 800, 865),
        ("2017", 878, 954),
        ("của", 970, 1020),
    ]
    found = {
        zone.field: (zone.left, zone.right) for zone in again(line(upper, 700) + line(lower, 745), WIDTH)
    }
    assert found == {"ordinal": (813, 890), "day": (575, 650), "month": (739, 800)}
    assert again(line(lower, 745), WIDTH) == ()  # a date of the text
