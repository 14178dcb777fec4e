"""Figures and single signs of cells, held against their shapes; the engine here says what it is told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.corpus.ocr.engines import Alone
from vanban.corpus.ocr import cells
from vanban.corpus.ocr.engine import Word
from vanban.corpus.ocr.hooks import without_hooks
from vanban.corpus.ocr.read import _unruled
from vanban.corpus.ocr.reading import Reading
from vanban.corpus.ocr.segment import TextLine, find_ink, find_lines

CAPITAL = 28.0  # of letters 40 pixels large


def roboto(size: int) -> Any:
    from importlib.resources import files

    return ImageFont.truetype(str(files("font_roboto") / "files" / "Roboto-Regular.ttf"), size)


def line(text: str) -> TextLine:
    """A line of print."""
    picture = Image.new("L", (60 + 30 * len(text), 80), 255)
    ImageDraw.Draw(picture).text((20, 14), text, 0, roboto(40))
    ink = np.asarray(picture) < 128
    down, across = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    x0, y0, x1, y1 = across[0] - 8, down[0] - 4, across[-1] + 9, down[-1] + 5
    return TextLine(
        int(x0), int(y0), int(x1), int(y1), 52.0, 20.0, CAPITAL, 20.0, 4.0,
        np.ascontiguousarray(np.asarray(picture)[y0:y1, x0:x1]),
    )  # fmt: skip


class Told(Alone):
    """An engine that reads what it is told, by the width of the picture in that of the line."""

    def __init__(self, width: int, says: Mapping[float, tuple[str, float]]) -> None:
        self.width, self.says = width, says

    def read_line(self, image: Any, *, numeric: bool = False, seconds: float = 10.0) -> Sequence[Word]:
        size = 0.0 if numeric else round(image.shape[1] / self.width, 1)
        text, sure = self.says.get(size, ("", 0.0))
        return [Word(text, 0.0, 0.0, 10.0, 10.0, sure)] if text else []


def better(printed: str, first: str, sure: float, **says: tuple[str, float]) -> str:
    """A printed cell, first read as told, and again as told at one and a half (``larger``) and twice its size."""
    one = line(printed)
    sizes = {"larger": 1.5, "twice": 2.0, "numeric": 0.0, "again": 1.0}
    engine = Told(one.image.shape[1], {sizes[name]: said for name, said in says.items()})
    words = [Word(first, 0.0, 0.0, 10.0, 10.0, sure)] if first else []
    return cells.better(Reading(one, words), engine, 1.0, CAPITAL).text


@pytest.mark.parametrize(
    ("printed", "first", "kinds"),
    [
        ("55,3", "55,3", "DD,D"),
        ("1.234", "1.234", "D.DDD"),
        ("-15", "-15", "-DD"),
        ("–60", "–60", "-DD"),
        ("(1)", "(1)", "DDD"),
    ],
)
def test_shapes(printed: str, first: str, kinds: str) -> None:
    assert "".join(shape.kind for shape in cells.find_shapes(line(printed))) == kinds
    assert better(printed, first, 0.9) == first


@pytest.mark.parametrize(
    ("printed", "first", "sure", "numeric", "larger"),
    [
        ("1234,3", "1234,3", 0.89, "12343", "12343"),  # a number already: left alone
        ("51,7", "51/7", 0.6, "51/7", "51,7"),
        ("–46.14", "~46.14", 0.89, "", "46.14"),  # a dash, the engine's wave
        ("120", "l2O", 0.5, "120", "l20"),
        ("2013-2014", "2013-2014", 0.9, "2013", ""),
        ("Năm 2011", "Năm 2011", 0.9, "2011", ""),  # words are no number
        ("I", "I", 0.9, "1", "I"),  # and so are labels
        ("I", "|", 0.9, "1", ""),
        ("7", "", 0.0, "7", "7"),
    ],
)
def test_cells_that_are_nearly_numbers(
    printed: str, first: str, sure: float, numeric: str, larger: str
) -> None:
    assert better(printed, first, sure, numeric=(numeric, 0.9), larger=(larger, 0.9)) == printed


def test_a_comma_that_no_reading_has_is_put_where_it_stands() -> None:
    assert better("55,3", "553", 0.96, larger=("553", 0.9), twice=("5S3", 0.9)) == "55,3"


def test_a_reading_that_fits_the_shapes_is_preferred_to_a_surer_one() -> None:
    assert better("622,2", "6222", 0.96, larger=("622/2", 0.84), twice=("622,2", 0.86)) == "622,2"


def test_the_sign_of_a_figure_is_kept() -> None:
    assert better("–60", "60", 0.59, larger=("60", 0.9), twice=("60", 0.9)) == "–60"
    assert better("-15", "+15", 0.9, twice=("-15", 0.9)) == "-15"
    assert better("-15", "-15", 0.9, numeric=("15", 0.99)) == "-15"


@pytest.mark.parametrize(
    ("printed", "read"), [("104,13", "104.13"), ("1.595", "1,595"), ("1.144,30", "1.144.30")]
)
def test_points_and_commas_are_those_that_stand_there(printed: str, read: str) -> None:
    assert better(printed, read, 0.96) == printed
    assert better(printed, read, 0.5, numeric=(read, 0.9)) == printed


def test_digits_are_never_made_up() -> None:
    assert better("55,3", "5,3", 0.9, larger=("5,3", 0.9), twice=("", 0.0)) == "5,3"
    assert better("m2", "m2", 0.9, numeric=("2", 0.5)) == "m2"


def test_numerals_are_told_from_figures_by_the_flag() -> None:
    assert better("I.", "1.", 0.69) == "I."
    assert better("II", "H", 0.73) == "II"
    assert better("II", "U", 0.9) == "II"
    assert better("III", "", 0.0) == "III"
    assert better("11", "T1", 0.8, larger=("11", 0.94)) == "11"
    assert better("1", "1", 0.95) == "1"


def test_a_letter_alone_has_the_case_of_its_height() -> None:
    assert better("x", "X", 0.9) == "X", "its height is not that of the line"
    low = replace(line("x"), cap=20.0)
    assert cells.better(Reading(low, [Word("X", 0, 0, 9, 9, 0.9)]), Told(1, {}), 1.0, CAPITAL).text == "x"


def test_letters_alone_are_read_by_vote() -> None:
    assert better("A", "^", 0.83, larger=("A", 0.4), twice=("A", 0.86)) == "A"


def test_brackets_are_told_by_their_bend() -> None:
    assert better("(1)", "q)", 0.79, again=("1", 0.9)) == "(1)"
    assert better("(%)", "@)", 0.7, again=("%", 0.9)) == "(%)"
    assert better("q1", "q1", 0.79, again=("1", 0.9)) == "q1"


def test_a_quote_before_a_letter_that_is_none() -> None:
    words = [Word("'Tên", 0.0, 0.0, 60.0, 40.0, 0.9)]
    assert cells.unquoted(Reading(line("Tên"), words)).text == "Tên"
    assert cells.unquoted(Reading(line("'Tên'"), [Word("'Tên'", 0, 0, 60, 40, 0.9)])).text == "'Tên'"


def test_dots_and_hooks() -> None:
    def read(printed: str) -> str:
        one = line(printed)
        return without_hooks(Reading(one, [Word("chỉ", 8.0, 0.0, one.x1 - one.x0 - 8.0, 40.0, 0.9)])).text

    assert read("chi") == "chi"
    assert read("chỉ") == "chỉ"


def test_dashes_alone_in_cells() -> None:
    page = Image.new("L", (900, 400), 255)
    draw = ImageDraw.Draw(page)
    for x in (50, 450, 850):
        draw.line((x, 50, x, 250), 0, 3)
    for y in (50, 150, 250):
        draw.line((50, y, 850, y), 0, 3)
    draw.text((80, 75), "Trồng rừng ven sông", 0, roboto(40))
    draw.text((600, 75), "-", 0, roboto(40))
    draw.text((80, 175), "- Chi khác", 0, roboto(40))
    draw.text((600, 300), "-", 0, roboto(40))
    grey = np.asarray(page)
    ink = find_ink(grey, 200.0)
    boxes = [(x, y, x + 400.0, y + 100.0) for x in (50.0, 450.0) for y in (50.0, 150.0)]
    found = list(cells.dashes(grey, ink, find_lines(grey, ink, 200.0), boxes))
    assert [(one.text, one.line.y0 < 150) for one in found if one.line.x0 > 450] == [("-", True)]
    assert all(type(one.line.base) is float for one in found), "what a cache can keep"
    assert len(found) <= 2, "that before the text is its line's or one of its own"


def test_what_is_left_of_a_rule_is_no_letter() -> None:
    def left(*some: tuple[str, float, float], figures: bool = False) -> str:
        made = [Word(text, x, 0, x + width, 20, 0.9) for text, x, width in some]
        line = TextLine(100, 0, 500, 20, 18, 14, 20, 14, 3, np.zeros((20, 400), np.uint8))
        return _unruled(Reading(line, made), [103, 480], 200, figures=figures).text

    assert left(("I", 0, 4), ("Đơn", 30, 40), ("vị", 80, 20), ("'", 378, 4)) == "Đơn vị"
    assert left(("I", 30, 4), ("Hộ", 60, 40)) == "I Hộ", "clear of the rules"
    assert left(("I", 0, 14), ("Hộ", 60, 40)) == "I Hộ", "too broad"
    assert left(("a", 0, 4), ("Hộ", 60, 40)) == "a Hộ"
    assert left(("|", 0, 4)) == ""
    assert left(("1", 0, 4), ("Hộ", 60, 40)) == "1 Hộ", "a figure in a table"
    assert left(("1", 0, 4), ("Hộ", 60, 40), figures=True) == "Hộ", "a streak of the scanner"
