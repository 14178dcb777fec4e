"""Amounts in running text, and units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.salad import salad, share
from vanban.normalize.model import Amount, Unit
from vanban.normalize.money import find_amounts, parse_unit


def vnd(text: str, value: int | None, in_words: int | None = None, agrees: bool | None = None) -> Amount:
    return Amount(text=text, value=value, in_words=in_words, agrees=agrees)


TABLE = [
    (
        "là: 8.000.000.000 đồng (Tám tỷ đồng). Trong đó:",
        [vnd("8.000.000.000 đồng (Tám tỷ đồng)", 8 * 10**9, 8 * 10**9, True)],
    ),
    ("8.000.000 đồng (Tám tỷ đồng)", [vnd("8.000.000 đồng (Tám tỷ đồng)", 8 * 10**6, 8 * 10**9, False)]),
    (
        "5.000.000đ (Năm triệu đồng chẵn./.)",
        [vnd("5.000.000đ (Năm triệu đồng chẵn./.)", 5_000_000, 5_000_000, True)],
    ),
    (
        "1.000.000 đồng. Bằng chữ: Một triệu đồng.",
        [vnd("1.000.000 đồng. Bằng chữ: Một triệu đồng", 1_000_000, 1_000_000, True)],
    ),
    ("6.000.000.000 đồng (Phụ lục kèm theo)", [vnd("6.000.000.000 đồng", 6 * 10**9)]),  # not its words
    # factors
    ("8 tỷ đồng", [vnd("8 tỷ đồng", 8 * 10**9)]),
    ("khoảng 8 tỷ.", [vnd("8 tỷ", 8 * 10**9)]),
    ("1,5 tỷ đồng", [vnd("1,5 tỷ đồng", 1_500_000_000)]),
    ("2.000 tỷ đồng", [vnd("2.000 tỷ đồng", 2 * 10**12)]),
    ("18.770 triệu đồng", [vnd("18.770 triệu đồng", 18_770_000_000)]),
    ("2.500 tr.đ", [vnd("2.500 tr.đ", 2_500_000_000)]),
    ("500 nghìn đồng", [vnd("500 nghìn đồng", 500_000)]),
    # in steps; what does not descend is two amounts' worth of doubt
    ("8 tỷ 500 triệu đồng", [vnd("8 tỷ 500 triệu đồng", 8_500_000_000)]),
    ("12 tỷ 345 triệu 678.000 đồng", [vnd("12 tỷ 345 triệu 678.000 đồng", 12_345_678_000)]),
    ("kinh phí 3 tỷ 200 triệu.", [vnd("3 tỷ 200 triệu", 3_200_000_000)]),
    ("năm 2015 500 triệu đồng", [vnd("500 triệu đồng", 500_000_000)]),
    ("5 tỷ đồng, 3 triệu đồng", [vnd("5 tỷ đồng", 5 * 10**9), vnd("3 triệu đồng", 3_000_000)]),
    ("mức phạt 5 triệu.", [vnd("5 triệu", 5_000_000)]),  # the words before say that it is money
    # prices, other currencies, foreign grouping
    ("giá 15.800đ/kg;", [vnd("15.800đ/kg", 15_800)]),
    (
        "tối đa 200 triệu đồng/dự án cho các nội dung",
        [vnd("200 triệu đồng/dự án", 200_000_000)],
    ),
    ("120.000 đồng/người/ngày", [vnd("120.000 đồng/người/ngày", 120_000)]),
    ("100.000 đ", [vnd("100.000 đ", 100_000)]),
    ("500,000 đồng", [vnd("500,000 đồng", 500_000)]),
    ("5.000 USD", [Amount(text="5.000 USD", value=5000, currency="USD")]),
    ("10 triệu USD", [Amount(text="10 triệu USD", value=10_000_000, currency="USD")]),
    ("1.234,56 USD", [Amount(text="1.234,56 USD", value=None, currency="USD")]),  # not whole
    # ranges
    (
        "từ 5 đến 10 triệu đồng",
        [vnd("5 đến 10 triệu đồng", 5_000_000), vnd("5 đến 10 triệu đồng", 10_000_000)],
    ),
    ("10.000-15.000 đồng", [vnd("10.000-15.000 đồng", 10_000), vnd("10.000-15.000 đồng", 15_000)]),
    (
        "từ 500 nghìn đồng đến 1 triệu đồng",
        [vnd("500 nghìn đồng đến 1 triệu đồng", 500_000), vnd("500 nghìn đồng đến 1 triệu đồng", 1_000_000)],
    ),
    (  # the words between figures and currency
        "mức 40.000 (bốn mươi nghìn) đồng/hộ",
        [
            Amount(
                text="40.000 (bốn mươi nghìn) đồng/hộ",
                value=40_000,
                currency="VND",
                in_words=40_000,
                agrees=True,
            )
        ],
    ),
    (  # what the money is for in two words
        "phí 50.000đ/hồ sơ (năm mươi nghìn đồng).",
        [
            Amount(
                text="50.000đ/hồ sơ (năm mươi nghìn đồng)",
                value=50_000,
                currency="VND",
                in_words=50_000,
                agrees=True,
            )
        ],
    ),
    # no money
    ("5 đồng chí", []),
    ("7 (bảy) người", []),
    ("Hội đồng gồm 7 người", []),
    ("trên 100 cánh đồng mẫu", []),
    ("8 tỷ lệ", []),
    ("10 triệu lượt khách", []),
    ("dân số 97 triệu, mật độ", []),
    ("khoản 2 đ", []),
    ("ĐVT: 1.000 đồng", []),  # a unit
    ("12/2013/QĐ-UBND", []),
    ("", []),
]

UNITS = [
    ("Triệu đồng", "VND", 1_000_000),
    ("đồng", "VND", 1),
    ("1.000 đồng", "VND", 1000),
    ("1000đ", "VND", 1000),
    ("nghìn đồng", "VND", 1000),
    ("Ngàn đồng", "VND", 1000),
    ("Tr.đ", "VND", 1_000_000),
    ("trđ", "VND", 1_000_000),
    ("tỷ đồng", "VND", 10**9),
    ("VNĐ", "VND", 1),
    ("USD", "USD", 1),
    ("1.000 USD", "USD", 1000),
    ("đồng/m2", "VND", 1),
    ("người", None, None),
    ("%", None, None),
    ("triệu lượt", None, None),
    ("Triệu", None, None),  # of what?
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_find_amounts(text: str, expected: list[Amount]) -> None:
    assert find_amounts(text) == expected


@pytest.mark.parametrize(("text", "currency", "scale"), UNITS)
def test_parse_unit(text: str, currency: str | None, scale: int | None) -> None:
    assert parse_unit(text) == Unit(text=text, currency=currency, scale=scale)
    assert parse_unit(f"(ĐVT: {text})") == parse_unit(text)


def test_place_is_kept() -> None:
    assert find_amounts("8 tỷ đồng", "IV")[0].at == "IV"


@given(st.integers(1000, 10**13))
def test_grouped_figures_read_back(value: int) -> None:
    printed = f"{value:,}".replace(",", ".")
    assert [a.value for a in find_amounts(f"Tổng số {printed} đồng.")] == [value]


SALAD = salad(
    [
        "8.000 đồng",
        "5 tỷ đồng ",
        "8.000",
        "1,5",
        "năm",
        "7",
        "/",
        " tỷ ",
        " triệu ",
        " đồng ",
        " đồng ",
        " USD ",
        " ",
        "(",
        ")",
        "-",
        ", ",
        ". ",
    ]
)


@given(SALAD)
def test_text_is_a_slice(text: str) -> None:
    assert all(amount.text in text for amount in find_amounts(text))


def test_that_property_sees_amounts() -> None:
    assert share(SALAD, find_amounts) > 1 / 3
