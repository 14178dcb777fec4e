"""Figures, the style of a column, and number words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.normalize.numbers import Separator, number_style, parse_number, parse_words

FIGURES: list[tuple[str, float | None]] = [
    ("1000", 1000),
    ("1.000", 1000),  # Vietnamese thousands
    ("18.770", 18770),
    ("109.120", 109120),
    ("8.000.000.000", 8000000000),
    ("12,5", 12.5),
    ("12,0", 12),  # integral: an int
    ("0,125", 0.125),
    ("1.234,5", 1234.5),
    ("1,234.5", 1234.5),  # the other way round
    ("1,000,000", 1000000),
    ("1.5", 1.5),  # no group of three: a decimal
    ("12.34", 12.34),
    ("0.125", 0.125),
    ("1234.567", 1234.567),  # four digits before: no group
    ("1,234", 1.234),  # by itself
    ("12 500", 12500),
    ("12 500 000,25", 12500000.25),
    ("12\u00a0500", 12500),  # nbsp
    # signs
    ("-1.000", -1000),
    ("−5", -5),
    ("– 5", -5),
    ("+5", 5),
    ("(1.000)", -1000),
    ("(120)", -120),
    ("(1)", None),  # a mark
    ("0", 0),
    ("-0", 0),
    ("01", 1),
    # no numbers
    ("", None),
    ("-", None),
    ("x", None),
    ("2010-2011", None),
    ("1.2.3", None),
    ("12a", None),
    ("1.000.00", None),
    ("1.00.000", None),
    ("1,2,3", None),
    ("1.234.567,8,9", None),
    ("1 2", None),
    ("5%", None),  # the caller's
    ("1.", None),
    (",5", None),
    ("٣", None),  # not a digit of these documents
]

COLUMNS: list[tuple[list[str], Separator | None]] = [
    (["1.000", "1000", "12,5"], "."),
    (["1.000.000", "x", ""], "."),
    (["1,234", "12.5"], ","),
    (["1,234,567", "1,234"], ","),
    (["1.234", "1,234"], None),  # nothing proven
    (["1.5", "1,5"], None),  # as much on both sides
    (["12,5", "7,25", "1.5"], "."),  # the majority
    (["(1.234,5)", "-"], "."),
    (["2.1.3", "1.2.3"], None),  # labels prove nothing
    (["13.000", "200,000", "26.500"], ".,"),  # typists of one table disagree
    (["13.000", "1,200,000"], ".,"),
    (["13.000", "200,000", "2,5"], "."),  # decimals are printed with commas
    (["13.000", "12,345"], None),  # may be three decimals
    ([], None),
]

WORDS = [
    ("Tám tỷ đồng", 8_000_000_000),
    ("Tám tỉ đồng chẵn", 8_000_000_000),
    ("ba tỷ rưỡi", 3_500_000_000),
    ("hai trăm rưỡi", 250),
    ("một trăm linh năm", 105),
    ("một trăm lẻ năm", 105),
    ("Hai mươi mốt triệu năm trăm nghìn đồng", 21_500_000),
    ("hai mươi tư ngàn", 24_000),
    ("mười lăm", 15),
    ("bốn mươi bốn", 44),
    ("Một tỷ, hai trăm ba mươi lăm triệu, không trăm linh bảy nghìn đồng./.", 1_235_007_000),
    ("hai nghìn năm trăm tỷ đồng", 2_500_000_000_000),  # thousands of thousand millions
    ("một nghìn không trăm hai mươi", 1020),
    ("một triệu đồng Việt Nam", 1_000_000),
    ("không đồng", 0),
    ("MƯỜI HAI", 12),
    ("bốn mươi chín nghìn mười", 49_010),
    ("một nghìn hai", None),  # 1200 or 1002
    ("một trăm hai", None),  # 120 or 102
    ("hai tỷ ba tỷ", None),
    ("năm triệu sáu tỷ", None),  # units out of order
    ("tám tỷ lẻ", None),
    ("triệu", None),
    ("Phụ lục kèm theo", None),
    ("tám đơn vị", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_parse_number(text: str, expected: float | None) -> None:
    value = parse_number(text)
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("text", "thousands", "expected"),
    [
        ("1,234", ",", 1234),
        ("1.234", ",", 1.234),
        ("1.234", ".", 1234),
        ("1,234", ".", 1.234),
        ("1.5", ".", 1.5),  # cannot be a group
        ("1,234,567", ".", 1234567),  # cannot be decimals
    ],
)
def test_the_column_decides(text: str, thousands: Separator, expected: float) -> None:
    assert parse_number(text, thousands=thousands) == expected


@pytest.mark.parametrize(("values", "expected"), COLUMNS)
def test_number_style(values: list[str], expected: Separator | None) -> None:
    assert number_style(values) == expected


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_parse_words(text: str, expected: int | None) -> None:
    assert parse_words(text) == expected


@given(st.integers(-(10**15), 10**15), st.integers(0, 99))
def test_vietnamese_figures_read_back(whole: int, cents: int) -> None:
    grouped = f"{whole:,}".replace(",", ".")
    assert parse_number(grouped, thousands=".") == whole
    sign = "-" if whole < 0 else ""
    assert parse_number(f"{grouped},{cents:02}") == pytest.approx(float(f"{sign}{abs(whole)}.{cents:02}"))


ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def spell(value: int) -> str:
    """Words of a number, as a clerk writes them."""
    for unit, size in (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 10**3)):
        if value >= size:
            many, rest = divmod(value, size)
            return f"{spell(many)} {unit} {spell_rest(rest)}".strip()
    if value >= 100:
        tail = value % 100
        return f"{ONES[value // 100]} trăm {f'linh {ONES[tail]}' if 0 < tail < 10 else spell(tail) if tail else ''}".strip()
    if value >= 20:
        one = {0: "", 1: "mốt", 4: "tư", 5: "lăm"}.get(value % 10, ONES[value % 10])
        return f"{ONES[value // 10]} mươi {one}".strip()
    if value >= 10:
        return f"mười {'' if value == 10 else 'lăm' if value == 15 else ONES[value % 10]}".strip()
    return ONES[value]


def spell_rest(value: int) -> str:
    """What follows a unit: below 10 it needs "không trăm linh"."""
    if value == 0:
        return ""
    return f"không trăm linh {ONES[value]}" if value < 10 else spell(value)


@given(st.integers(0, 10**12 - 1))
def test_words_read_back(value: int) -> None:
    assert parse_words(spell(value)) == value
    assert parse_words(f"{spell(value).upper()} ĐỒNG CHẴN./.") == value


@given(
    st.lists(
        st.sampled_from("không một mười mươi trăm nghìn triệu tỷ linh rưỡi tư lăm đồng".split()), max_size=9
    )
)
def test_word_salad_never_raises(words: list[str]) -> None:
    value = parse_words(" ".join(words))
    assert value is None or value >= 0


@given(st.text(alphabet="0123456789., ()-−%xa", max_size=20))
def test_figure_salad_never_raises(text: str) -> None:
    parse_number(text)
    number_style([text, text])
