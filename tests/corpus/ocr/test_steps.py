"""The steps of recognition on their own: lines, repairs, stamps."""

import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from tests.corpus.ocr.engines import Alone
from vanban.corpus.ocr import digits
from vanban.corpus.ocr.engine import Word
from vanban.corpus.ocr.reading import Reading, surest
from vanban.corpus.ocr.repair import WordsRule, repair
from vanban.corpus.ocr.segment import Ink, TextLine, _x_height
from vanban.corpus.ocr.stamps import Line, find_stamps
from vanban.corpus.readers.pdf_chars import Face, Run
from vanban.corpus.rules import Rule, load

PHRASES = load("vanban.corpus", "ocr_phrases.toml", Rule)
SET_LINES = load("vanban.corpus", "ocr_lines.toml", Rule)
WORDS = load("vanban.corpus", "ocr_words.toml", WordsRule)
TYPES = load("vanban.corpus", "ocr_types.toml", Rule)


def runs(text: str) -> list[Run]:
    """A printed line, its words as an engine gives them."""
    made: list[Run] = []
    x = 60.0
    for word in text.split():
        made.append(Run(word, x, 90.0, x + 6 * len(word), 104.0, 101.0, Face(13.0), bool(made)))
        x += 6 * len(word) + 4
    return made


def repaired(text: str) -> str:
    line = runs(text)
    repair(line)
    return " ".join(run.text for run in line)


@pytest.mark.parametrize("rule", [*PHRASES, *SET_LINES], ids=lambda rule: rule.name)
def test_set_phrases(rule: Rule) -> None:
    assert repaired(rule.pattern) == rule.pattern
    for example in rule.examples:
        assert repaired(example) == rule.pattern


@pytest.mark.parametrize("rule", WORDS, ids=lambda rule: rule.name)
def test_phrases_of_running_text(rule: WordsRule) -> None:
    assert bool(rule.unless) == bool(rule.counter_examples)
    for example in rule.examples:
        wanted = rule.pattern.capitalize() if example[0].isupper() else rule.pattern
        assert repaired(f"về {example}, và") == f"về {wanted}, và"
    for example in rule.counter_examples:
        assert example.split()[-1] in rule.unless
        assert repaired(f"về {example}") == f"về {example}"


@pytest.mark.parametrize("rule", TYPES, ids=lambda rule: rule.name)
def test_types_before_a_number(rule: Rule) -> None:
    for example in rule.examples:
        read, number = example.split(" số ")
        wanted = rule.pattern.capitalize()
        assert repaired(f"Căn cứ {example}") == f"Căn cứ {wanted} số {number}"
        assert repaired(f"Căn cứ {wanted} số {number}") == f"Căn cứ {wanted} số {number}"
        if rule.pattern not in {one.pattern for one in WORDS}:  # "quyết định" is put right anywhere
            assert repaired(f"theo {read} năm {number}") == f"theo {read} năm {number}"  # no number of it


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        ("HỘI ĐÒNG NHÂN DÂN TỈNH SÔNG LAM", "HỘI ĐỒNG NHÂN DÂN TỈNH SÔNG LAM"),  # inside a longer line
        ("UỶ BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN"),  # a tone may stand on either letter
        ("QUYÉT ĐỊNH:", "QUYẾT ĐỊNH:"),
        ("số 12/QĐÐ-UBND", "số 12/QĐ-UBND"),  # the engine writes both letters
        ("Nơi nhân:", "Nơi nhận:"),
        ("Mới nhận :", "Nơi nhận :"),
        ("Nội dung:", "Nội dung:"),
        ("Voi nhận:", "Nơi nhận:"),
        ("quyét đoán", "quyét đoán"),  # running text is left as it was read
        ("nhãn dán", "nhãn dán"),  # more marks than recognition takes for others
        ("Căn cứ Kê hoạch số 12/KH-UBND", "Căn cứ Kế hoạch số 12/KH-UBND"),  # before a number only
        ("Căn cứ Kê hoạch năm", "Căn cứ Kê hoạch năm"),
        ("BÁO GIÁ", "BÁO GIÁ"),
        ("Nguyễn Văn Bào", "Nguyễn Văn Bào"),
        ("Ông Lê Văn Sáu — Phó Chủ tịch", "Ông Lê Văn Sáu – Phó Chủ tịch"),  # as word processors set it
        ("— Như Điều 3", "- Như Điều 3"),
        ("KT, CHỦ TỊCH", "KT. CHỦ TỊCH"),
        ("trước 8h05? ngày 06/6", "trước 8h05’ ngày 06/6"),
        ("Vì sao?", "Vì sao?"),
        ("TM,ỦY BAN NHÂN DÂN", "TM.ỦY BAN NHÂN DÂN"),
        ("PHO CHU TỊ", "PHÓ CHỦ TỊCH"),  # two letters are lost, and nothing else is set like it
        ("PHÓ TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"),
        ("Điều I. Phê duyệt", "Điều 1. Phê duyệt"),  # articles have no Roman numbers
        ("Điều l: Phê duyệt", "Điều 1: Phê duyệt"),
        ("khoản I Điều 1O", "khoản 1 Điều 10"),
        ("Điều lệ Đảng", "Điều lệ Đảng"),
        ("khoản lợi ích", "khoản lợi ích"),
        ("Chương I", "Chương I"),
        ("KT CHỦ TỊCH", "KT CHỦ TỊCH"),  # printed without its full stop
        ("T/L. CHỦ TỊCH", "T/L. CHỦ TỊCH"),
        ("THỦ TRƯỞNG", "THỦ TRƯỞNG"),  # a letter away from another office
        ("KT. TỔ TRƯỞNG", "KT. TỔ TRƯỞNG"),
        ("PHÓ CHỦ TỊCH THƯỜNG TRỰC HĐND", "PHÓ CHỦ TỊCH THƯỜNG TRỰC HĐND"),
    ],
)
def test_repairs_need_proof(read: str, wanted: str) -> None:
    assert repaired(read) == wanted


def test_what_was_read_is_kept() -> None:
    line = runs("HỘI ĐÒNG NHÂN DÂN")
    repair(line)
    assert [run.read for run in line] == ["", "ĐÒNG", "", ""]


@pytest.mark.parametrize(
    ("above", "below", "wanted"),
    [
        ("KT. CHÁNH VĂN PHÒNG", "G CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ("KT. TRƯỞNG BAN", "HÓ TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
        ("TL. CHÁNH VĂN PHÒNG", "G CHÁNH VĂN PHÒNG", "G CHÁNH VĂN PHÒNG"),  # by order: no deputy
        ("KT. TRƯỞNG BAN", "ỦY VIÊN BAN", "ỦY VIÊN BAN"),
        ("KT. TRƯỞNG BAN", "QUYỀN TRƯỞNG BAN", "QUYỀN TRƯỞNG BAN"),  # a whole word
    ],
)
def test_who_signs_in_the_place_of_the_head_is_a_deputy(above: str, below: str, wanted: str) -> None:
    first, second = runs(above), runs(below)
    for run in second:
        run.y0, run.y1, run.base = run.y0 + 16, run.y1 + 16, run.base + 16
    repair([*first, *second])
    assert " ".join(run.text for run in second) == wanted
    assert bool(second[0].read) == (below != wanted)


def test_a_stamp_in_the_picture_is_no_text() -> None:
    body = [Line("Căn cứ Luật Tổ chức chính quyền địa phương", (100, y, 900, y + 40), 28) for y in (300, 350)]
    stamp = [
        Line("Ủy ban nhân dân", (1000, 60, 1150, 85), 20),
        Line("tỉnh Sông Lam", (1000, 88, 1150, 112), 20),
        Line("09.02.2021", (1000, 116, 1100, 140), 20),
        Line("16:52:00 +07:00", (1000, 144, 1150, 168), 20),
    ]
    apart = Line("- Như Điều 3;", (100, 900, 260, 925), 20)
    stamps, taken = find_stamps([*body, *stamp, apart])
    assert taken == {2, 3, 4, 5}
    assert stamps == ["Ủy ban nhân dân tỉnh Sông Lam 09.02.2021 16:52:00 +07:00"]


def page(*boxes: tuple[int, int, int, int]) -> Any:
    """A white page with black shapes."""
    grey = np.full((500, 800), 255, np.uint8)
    for x, y, w, h in boxes:
        grey[y : y + h, x : x + w] = 0
    return grey


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_marks_go_to_the_line_of_their_letters() -> None:
    from vanban.corpus.ocr.segment import find_ink, find_lines

    upper = [(100 + 20 * at, 100, 14, 18) for at in range(12)]
    lower = [(100 + 20 * at, 150, 14, 18) for at in range(12)]
    over, under = (103, 140, 6, 4), (123, 122, 4, 4)  # a tone over the lower line, a dot under the upper one
    grey = page(*upper, *lower, over, under)
    lines = find_lines(grey, find_ink(grey, 200), 200)
    assert [line.base for line in lines] == [118, 168]
    assert lines[0].y1 > 124 and lines[1].y0 < 142
    assert not (lines[0].image[-1] < 128).any()


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_a_ruling_line_parts_the_text_of_two_cells() -> None:
    from vanban.corpus.ocr.segment import find_ink, find_lines

    letters = [(100 + 20 * at, 100, 14, 18) for at in range(10)]
    grey = page(*letters, (195, 20, 3, 400))  # between the fifth letter and the next
    lines = find_lines(grey, find_ink(grey, 200), 200)
    assert len(lines) == 2


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_touching_letters_of_a_large_line_on_a_page_of_small_ones() -> None:
    from vanban.corpus.ocr.segment import find_ink, find_lines

    small = [(60 + 18 * at, y, 12, 14) for y in range(200, 480, 40) for at in range(30)]
    large = [(100 + 40 * at, 100 + 8 * (at % 2), 28, 28 - 8 * (at % 2)) for at in range(12)]
    touching = (574, 98, 44, 39)  # "gh": from the head of the one to the foot of the other
    grey = page(*small, *large, touching, *[(640 + 40 * at, 108, 28, 20) for at in range(3)])
    ink = find_ink(grey, 200)
    first = find_lines(grey, ink, 200)[0]
    assert (first.x0, first.x1) == (92, 756)
    assert (first.image[:, 590 - first.x0] < 128).any()
    strokes = page(*small, *large, (580, 20, 44, 39), (650, 98, 44, 60))  # over the line; down into the next
    assert find_lines(strokes, find_ink(strokes, 200), 200)[0].x1 == 576


@pytest.mark.parametrize("width", [16, 41, 120, 300])
def test_the_net_for_digits_does_what_convolution_means(width: int) -> None:
    """Held against windows multiplied one by one, as the definition says."""
    rng = np.random.default_rng(width)
    image = rng.random((3, 10, width), np.float32)
    for rows, columns in ((3, 3), (10, 3), (1, 7)):
        weight = rng.standard_normal((4, 3, rows, columns)).astype(np.float32)
        bias = rng.standard_normal(4).astype(np.float32)
        up = 0 if rows == 10 else rows // 2
        padded = np.pad(image, ((0, 0), (up, up), (columns // 2, columns // 2)))
        windows = np.lib.stride_tricks.sliding_window_view(padded, (rows, columns), axis=(1, 2))
        wanted = np.einsum("chwrk,ocrk->ohw", windows, weight) + bias[:, None, None]
        assert np.allclose(digits._convolved(image, weight, bias), wanted, atol=1e-4)


def test_products_of_matrices_stay_below_what_is_given_to_all_cores() -> None:
    one = np.ones((96, 960), np.float32)
    assert one.size * max(digits._ONE_THREAD // one.size, 1) < 262_144
    began, own = time.process_time(), time.thread_time()
    for _ in range(50):
        digits._multiplied(one, np.ones((960, 60), np.float32))
    assert time.process_time() - began < 1.3 * (time.thread_time() - own) + 0.05


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_a_dot_below_a_letter_stays_with_it_where_lines_stand_close() -> None:
    from vanban.corpus.ocr.segment import find_ink, find_lines

    upper = [(100 + 20 * at, 100, 14, 24) for at in range(12)]  # figures: taller than small letters
    lower = [(100 + 20 * at, 138, 14, 24) for at in range(12)]
    dot = (124, 128, 5, 5)  # as far from the next line as from the feet of its own
    grey = page(*upper, *lower, dot)
    first, second = find_lines(grey, find_ink(grey, 200), 200)
    assert (first.image[-8:] < 128).any()
    assert second.y0 > 130


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_coloured_noise_is_no_ink_and_a_seal_is() -> None:
    from vanban.corpus.ocr.prepare import without_colour

    rng = np.random.default_rng(3)
    picture = np.full((400, 400, 3), 210.0)
    picture[100:110, 50:350] = 60  # print
    picture[200:206, 50:350] = (215, 40, 45)  # a seal
    noisy = np.clip(picture + rng.normal(0, 16, picture.shape), 0, 255).astype(np.uint8)
    plain = without_colour(noisy)
    assert plain[102:108, 60:340].mean() < 100
    assert plain[202:204, 60:340].mean() > 200
    assert (plain[300:390] > 120).all()


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_a_part_of_a_page_is_straightened_as_the_whole_is() -> None:
    from vanban.corpus.ocr.prepare import Sheet

    picture = np.random.default_rng(5).integers(0, 255, (300, 400, 3)).astype(np.uint8)
    sheet = Sheet(picture[:, :, 0], picture, 200, skew=1.3)
    part = sheet.glimpses[120:180, 350:]
    assert sheet.glimpses.shape == picture.shape
    assert part.shape == (60, 50, 3)
    assert np.abs(part.astype(int) - sheet.colour[120:180, 350:]).max() <= 2


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
@pytest.mark.parametrize("apart", [2, 8])
def test_shapes_of_a_page_of_specks_are_counted_too(apart: int) -> None:
    from vanban.corpus.ocr.segment import find_ink

    grey = np.full((1024, 1024), 255, np.uint8)
    grey[::apart, ::apart] = 0
    assert len(find_ink(grey, 200).x) == (1024 // apart) ** 2 + 1


class Again(Alone):
    """An engine that notes how wide the pictures are that it is given, and reads the same words in each."""

    def __init__(self, *words: Word) -> None:
        self.words, self.widths = words, list[int]()

    def read_line(self, image: Any, *, numeric: bool = False, seconds: float = 10.0) -> Sequence[Word]:
        self.widths.append(image.shape[1])
        return self.words


def boxed_words(*sure: float, apart: int = 10) -> Reading:
    """A line of black words 30 pixels wide, with the confidence of each."""
    image = np.full((40, (30 + apart) * len(sure)), 255, np.uint8)
    words = []
    for at, one in enumerate(sure):
        x = (30 + apart) * at
        image[10:30, x : x + 30] = 0
        words.append(Word("ab"[at % 2] * 3, x, 10, x + 30, 30, one))
    return Reading(TextLine(0, 0, image.shape[1], 40, 30.0, 16.0, 20.0, 16.0, 3.0, image), words)


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_unsure_words_are_read_again_with_their_neighbours() -> None:
    reading = boxed_words(0.9, 0.9, 0.95, 0.4, 0.9, 0.9)
    engine = Again(*(Word(text, x, 8, x + 20, 22, 0.96) for text, x in (("một", 0), ("hai", 30), ("ba", 60))))
    found = surest(reading, engine, 1.0)
    assert [word.text for word in found.words] == ["aaa", "bbb", "một", "hai", "ba", "bbb"]
    assert engine.widths == [round(0.75 * 120)]  # three words of six
    assert [round(word.x0) for word in found.words] == [0, 40, 75, 115, 155, 200]


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
@pytest.mark.parametrize(
    ("reading", "wanted", "widths"),
    [
        (boxed_words(0.9, 0.9, 0.9), "aaa bbb aaa", []),  # nothing is unsure
        (boxed_words(0.5, 0.9, 0.9), "hai aaa", [round(0.75 * 75)]),  # up to the middle of the gap
        (boxed_words(0.9, 0.9, 0.5, apart=0), "hai", [round(0.75 * 90)]),  # no gap: all of it
        (boxed_words(0.79, 0.9, 0.9, 0.9), "aaa bbb aaa bbb", [round(0.75 * 75)]),  # no surer
    ],
)
def test_what_is_read_again_of_a_line(reading: Reading, wanted: str, widths: list[int]) -> None:
    engine = Again(Word("hai", 0, 8, 20, 22, 0.8))
    assert surest(reading, engine, 1.0).text == wanted
    assert engine.widths == widths


@pytest.mark.parametrize(
    ("heights", "wanted"),
    [
        ({17: 300, 25: 100}, 17),  # running text
        ({17: 80, 25: 120}, 17),  # a short act: more capitals and digits than small letters
        ({25: 120, 8: 40}, 25),  # nothing but capitals, and their marks
        ({17: 200, 11: 30}, 17),  # a stamp in small print
    ],
)
def test_the_height_of_small_letters(heights: dict[int, int], wanted: int) -> None:
    high = np.array([0, *(height for height, count in heights.items() for _ in range(count))])
    none = np.zeros_like(high)
    ink = Ink(none, none, none, high // 2, high, high * 4, (none, none))
    assert abs(_x_height(ink, 200) - wanted) <= 1
