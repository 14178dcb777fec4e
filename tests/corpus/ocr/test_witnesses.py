"""Handwritten numbers are read from the ink, and settled only where the witnesses leave no doubt."""

import itertools
from datetime import date

import numpy as np
import pytest

from vanban.corpus.ocr import digits, ink
from vanban.corpus.ocr.engine import Word
from vanban.corpus.ocr.witnesses import Finding, Witness, read, repeats, settle, signed, stamps
from vanban.corpus.ocr.zones import Zone

# A pen's way through each digit, in a box of 1 by 1; the tests write with them.
STROKES = {
    "0": [(0.5, 0.0), (0.15, 0.25), (0.1, 0.7), (0.4, 1.0), (0.75, 0.75), (0.8, 0.3), (0.5, 0.0)],
    "1": [(0.1, 0.3), (0.45, 0.0), (0.42, 1.0)],
    "2": [(0.1, 0.25), (0.4, 0.0), (0.72, 0.2), (0.5, 0.6), (0.08, 1.0), (0.85, 1.0)],
    "5": [(0.8, 0.02), (0.25, 0.05), (0.2, 0.45), (0.6, 0.42), (0.75, 0.7), (0.45, 1.0), (0.05, 0.9)],
    "7": [(0.05, 0.06), (0.8, 0.04), (0.5, 0.5), (0.38, 1.0)],
}
BLUE, GREY = (40, 60, 170), (45, 45, 45)
EM = 39.0


def page() -> ink.Picture:
    return np.full((400, 1654, 3), 250, dtype=np.uint8)


def pen(picture: ink.Picture, number: str, left: float, base: float, colour: tuple[int, int, int]) -> None:
    """Write digits of 34 pixels with a square nib."""
    for digit in number:
        points = [(left + 22 * x, base - 34 + 34 * y) for x, y in STROKES[digit]]
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            for t in np.linspace(0, 1, 40):
                x, y = round(x0 + (x1 - x0) * t), round(y0 + (y1 - y0) * t)
                picture[y - 1 : y + 2, x - 1 : x + 2] = colour
        left += 25


def frame() -> list[Word]:
    words = [("Số:", 323, 369), ("/QĐ-UBND", 455, 628), ("Mau,", 940, 980), ("ngày", 989, 1064),
             ("tháng", 1134, 1223), ("07", 1230, 1266), ("năm", 1273, 1338), ("2019", 1351, 1427)]  # fmt: skip
    return [Word(t, x0, 290, x1, 318 + 8 * ("g" in t), 0.96) for t, x0, x1 in words]


@pytest.mark.parametrize("colour", [BLUE, GREY])
@pytest.mark.parametrize(("number", "day"), [("15", "12"), ("720", "05"), ("102", "27")])
def test_pen_strokes_are_read(number: str, day: str, colour: tuple[int, int, int]) -> None:
    picture = page()
    pen(picture, number, 378, 318, colour)
    pen(picture, day, 1072, 318, colour)
    found = read(picture, frame(), 2339)
    zones = {one.field: one for one in found if one.source == "zone"}
    assert (zones["ordinal"].value, zones["day"].value) == (number, day)
    assert settle("year", found).value == "2019"


def test_an_empty_gap_is_blank_and_no_number() -> None:
    found = read(page(), frame(), 2339)
    assert settle("ordinal", found) == Finding(
        None, 0.0, next(w.box for w in found if w.field == "ordinal"), "blank"
    )
    assert settle("day", found).value is None


def test_a_gap_outside_the_image_is_no_witness() -> None:
    zone = Zone("day", 5000, 5060, 300, EM, ())
    assert list(ink.views(page(), zone)) == []
    assert digits.read([]) == {}


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("12", "12"),
        ("1-1", "11"),  # the blank between parts equal digits
        ("11--22", "12"),  # and one digit may last
        ("04/2020/", "04"),  # a slash ends the number
        ("---", ""),
        ("/", ""),
    ],
)
def test_a_path_of_symbols_becomes_a_number(path: str, number: str) -> None:
    rows = np.full((len(path), 1 + len(digits.SYMBOLS)), 1e-6)
    for at, symbol in enumerate(path):
        rows[at, 0 if symbol == "-" else 1 + digits.SYMBOLS.index(symbol)] = 1
    found = digits.numbers(rows)
    assert max(found, key=lambda text: found[text]) == number
    assert found[number] == pytest.approx(1, abs=0.01)


def test_opinions_are_pooled() -> None:
    assert digits.pooled([{"1": 1.0}, {"7": 1.0}]) == pytest.approx({"1": 0.5, "7": 0.5})
    found = digits.pooled([{"12": 0.6, "19": 0.4}, {"12": 0.6, "72": 0.4}])
    assert found["12"] > 0.7  # what both find possible
    assert sum(found.values()) == pytest.approx(1)


def zone(field: str, **likely: float) -> Witness:
    return Witness(field, "zone", tuple((text.removeprefix("n"), p) for text, p in likely.items()))  # type: ignore[arg-type]


def ocr(field: str, text: str, sure: float) -> Witness:
    return Witness(field, "ocr", ((text, sure),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("witnesses", "value", "problem"),
    [
        ([zone("day", n12=0.97)], "12", None),
        ([zone("day", n12=0.6, n18=0.35)], None, "unsettled"),
        # the engine agrees
        ([zone("day", n12=0.7, n18=0.2), ocr("day", "12", 0.5)], "12", None),
        # it does not: no guess
        ([zone("day", n12=0.8), ocr("day", "18", 0.8)], None, "unsettled"),
        # a signature on the 13th: 12 is likely, 18 all but impossible
        ([zone("day", n12=0.6, n18=0.35), *signed([date(2019, 7, 13)])], "12", None),
        # a signature alone settles nothing
        ([*signed([date(2019, 7, 13)])], None, "absent"),
        # nothing is written
        ([zone("day", n=0.95)], None, "blank"),
        # something is written, and no number
        ([zone("day")], None, "unsettled"),
        # July has no 32nd, and 31 fits
        ([zone("day", n31=0.95)], "31", None),
    ],
)
def test_witnesses_are_weighed(witnesses: list[Witness], value: str | None, problem: str | None) -> None:
    found = settle("day", witnesses, 2019, 7)
    assert (found.value, found.problem) == (value, problem)


def test_a_signature_tells_of_the_month_too() -> None:
    told = [zone("month", n01=0.6, n07=0.35), *signed([date(2020, 1, 21)])]
    assert settle("month", told, 2020).value == "01"
    assert settle("month", told[:1], 2020).value is None


def test_a_day_that_the_month_lacks_is_not_given() -> None:
    assert settle("day", [zone("day", n31=0.97)], 2019, 6).value is None


def test_the_written_form_is_kept() -> None:
    assert settle("ordinal", [zone("ordinal", n04=0.8, n4=0.15), ocr("ordinal", "4", 0.3)]).value == "04"


def test_lines_that_name_the_document_again() -> None:
    text = "(Kèm theo Quyết định số 15/2017/QĐ-UBND ngày 18 tháng 7 năm 2017 của Ủy ban nhân dân tỉnh)"
    line = [Word(word, 0, 0, 1, 1, 0.9) for word in text.split()]
    found = {one.field: one.value for one in repeats([line], "2017/QĐ-UBND")}
    assert found == {"ordinal": "15", "day": "18", "month": "7", "year": "2017"}
    assert repeats([line], "QĐ-STC") == ()  # another document's
    assert (
        settle("ordinal", [zone("ordinal", n15=0.5, n19=0.4), *repeats([line], "2017/QĐ-UBND")]).value == "15"
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Số: 15/2017/QĐ-UBND", {"ordinal": "15"}),
        (
            "Quyết định số 15/2017/QĐ-UBND ngày 18/7/2017",
            {"ordinal": "15", "day": "18", "month": "7", "year": "2017"},
        ),
        (
            "15/2017/QĐ-UBND 18.07.2017 Trang 2/5",
            {"ordinal": "15", "day": "18", "month": "07", "year": "2017"},
        ),
        ("theo Quyết định số 15/2017/QĐ-UBND", {}),  # a sentence that ends there
        ("15/2017/QĐ-UBND của tỉnh", {}),
        ("15/2017/QĐ-STC", {}),
    ],
)
def test_the_number_at_the_head_or_the_foot_of_pages(text: str, wanted: dict[str, str]) -> None:
    line = [Word(word, 0, 0, 1, 1, 0.9) for word in text.split()]
    assert {one.field: one.value for one in repeats([], "2017/QĐ-UBND", [line])} == wanted
    assert repeats([line], "2017/QĐ-UBND") == ()  # such a line within a page says nothing


def test_stamps_of_signing() -> None:
    texts = [
        "Ngày ký: 12-10-2023 08:53:21 +07:00",
        "Thời gian ký: 27.06.2025 17:00:11",
        "tại 45.45.2020 10:10:10",
    ]
    assert stamps(texts) == [date(2023, 10, 12), date(2025, 6, 27)]
