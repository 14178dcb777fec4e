"""Words and figures that narrow cells break are put together; what authors set on lines of its own is not."""

import pytest

from vanban.corpus.readers.pdf_lines import Line
from vanban.corpus.readers.pdf_narrow import mended

LETTER = 6.0


def lines(*texts: str) -> list[Line]:
    return [
        Line(text, 0, 12.0 * at, LETTER * len(text), 12.0 * at + 10, 11, 0) for at, text in enumerate(texts)
    ]


CELLS = [
    # lines, letters that the cell has room for, what they say
    (["S", "T", "T"], 1, ["STT"]),
    (["ST", "T"], 2, ["STT"]),
    (["NSĐ", "P"], 3, ["NSĐP"]),
    (["I", "I"], 1, ["II"]),
    (["450.25", "0.000"], 6, ["450.250.000"]),
    (["15.3", "20.4", "00"], 4, ["15.320.400"]),
    (["12.845,", "6"], 7, ["12.845,6"]),
    (["94,1", "2"], 4, ["94,12"]),
    (["Ngâ", "n sách", "tỉnh"], 3, ["Ngân sách", "tỉnh"]),
    (["2022/2", "021"], 6, ["2022/2021"]),
    (["Quý", "III/20", "23"], 6, ["Quý", "III/2023"]),
    (["1.004193.00", "0.00.00.H52"], 11, ["1.004193.000.00.00.H52"]),
    (["30", "0"], 2, ["300"]),
    (["20", "22"], 2, ["2022"]),
    (["m", "2"], 1, ["m2"]),
    (["(553.317,1", ")"], 10, ["(553.317,1)"]),
    (["1.102,2", "%"], 7, ["1.102,2%"]),
    (["(%", ")"], 2, ["(%)"]),
    (["–", "702.648,0"], 8, ["–702.648,0"]),
    (["4.8", "16"], 3, ["4.816"]),
    (["464.6", "3"], 5, ["464.63"]),
    (["62024", "9,6"], 5, ["620249,6"]),
    (["Tổn", "g số"], 3, ["Tổng số"]),
    # there was room
    (["S", "T", "T"], 9, ["S", "T", "T"]),
    (["450.25", "0.000"], 12, ["450.25", "0.000"]),
    # each by itself is what it seems
    (["12", "15"], 2, ["12", "15"]),
    (["–", "702.648,0"], 12, ["–", "702.648,0"]),
    (["2015", "-", "2016"], 4, ["2015", "-", "2016"]),
    (["-", "2016"], 4, ["-", "2016"]),
    (["12.200", "345"], 6, ["12.200", "345"]),
    (["2021", "2022"], 4, ["2021", "2022"]),
    (["12345", "67890"], 5, ["12345", "67890"]),
    (["1.200", "3.400"], 5, ["1.200", "3.400"]),
    (["846", "013,9"], 5, ["846", "013,9"]),  # parted between thousands
    (["1", "205", "087"], 3, ["1", "205", "087"]),
    (["xã", "An", "Bình"], 2, ["xã", "An", "Bình"]),
    (["UBND", "tỉnh"], 4, ["UBND", "tỉnh"]),
    (["m2", "ha"], 2, ["m2", "ha"]),
    (["CHI", "A"], 3, ["CHI", "A"]),
]


@pytest.mark.parametrize(("texts", "room", "words"), CELLS)
def test_words_that_narrow_cells_break(texts: list[str], room: int, words: list[str]) -> None:
    found = mended(lines(*texts), LETTER * room + 11.5)
    assert [line.text for line in found] == words
