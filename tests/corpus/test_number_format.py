"""Numbers as cells print them under Vietnamese settings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.corpus.readers.number_format import BUILTIN, general, is_date, print_number, print_text

ACCOUNTING = '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)'

PRINTED = [
    (1234567.5, "#,##0.00", "1.234.567,50"),
    (1234567.5, "#,##0", "1.234.568"),  # half away from zero
    (-0.5, "#,##0", "-1"),
    (-0.2, "0", "0"),  # no sign before nothing
    (2.675, "0.00", "2,68"),  # by the digits people see, not the binary ones below
    (1234.0, "#,##0.##", "1.234"),
    (0.5, "#.##", ",5"),
    (5, "000", "005"),
    (1234567, "#,##0,", "1.235"),  # a comma at the end: thousands
    (1234567, "#,##0.0,,", "1,2"),
    (0.125, "0%", "13%"),
    (0.125, "0.0%", "12,5%"),
    (-10000, ACCOUNTING, "(10.000)"),
    (0, ACCOUNTING, "-"),
    (3000, ACCOUNTING, "3.000"),
    (-1234, "#,##0;[Red]-#,##0", "-1.234"),
    (1234, "[$-42A]#,##0", "1.234"),
    (1234, "#,##0 [$₫-42A]", "1.234 ₫"),
    (1234, '#,##0 "đồng"', "1.234 đồng"),
    (12, '0"."', "12."),  # ordinals
    (5, '"Điều "0', "Điều 5"),
    (3, "[<=9]0;0.0", "3"),  # a condition
    (12, "[<=9]0;0.0", "12,0"),
    (0, "0;-0;;@", ""),  # zeros hidden
    (12, ";;;", ""),  # everything hidden
    (20, "@", "20"),  # a number typed before its cell was made a text
    (1.5, "# ?/?", "1,5"),  # fractions and powers: as plain numbers
    (1500.0, "0.00E+00", "1500"),
    (12345678901.5, "#,##0.0", "12.345.678.901,5"),
    (7500.0, "General", "7500"),
    (-4.3478260869565215, "General", "-4,347826087"),  # ten digits, as a cell shows
    (0.1 + 0.2, "General", "0,3"),
    (1234567.5, "", "1234567,5"),
    (79201003456789.0, "General", "79201003456789"),  # an identity number keeps all its digits
    (1e-7, "General", "1E-07"),
    (41565, "dd/mm/yyyy", "18/10/2013"),
    (41565, "d/m/yy", "18/10/13"),
    (41565, "[$-1010000]d/m/yyyy;@", "18/10/2013"),
    (41565.5, "dd/mm/yyyy hh:mm", "18/10/2013 12:00"),  # mm: month, then minutes
    (0.75, "h:mm AM/PM", "6:00 CH"),
    (1.5, "[h]:mm", "36:00"),
    (41565, '"ngày "dd" tháng "mm" năm "yyyy', "ngày 18 tháng 10 năm 2013"),
    (41565, "dddd", "Thứ Sáu"),
    (59, "dd/mm/yyyy", "28/02/1900"),  # day 60 never was
    (61, "dd/mm/yyyy", "01/03/1900"),
    (-5, "dd/mm/yyyy", "-5"),  # before all days
]


@pytest.mark.parametrize(("value", "code", "text"), PRINTED)
def test_numbers(value: float, code: str, text: str) -> None:
    assert print_number(value, code) == text


def test_days_from_1904() -> None:
    assert print_number(41565 - 1462, "dd/mm/yyyy", date1904=True) == "18/10/2013"


@pytest.mark.parametrize(
    ("text", "code", "printed"),
    [
        ("x", "General", "x"),
        ("x", "@", "x"),
        ("12", '"Số "@', "Số 12"),
        ("x", ACCOUNTING, " x "),
        ("x", "0", "x"),
    ],
)
def test_texts(text: str, code: str, printed: str) -> None:
    assert print_text(text, code) == printed


def test_dates_are_told_from_numbers() -> None:
    assert [number for number, code in BUILTIN.items() if is_date(code)] == [*range(14, 23), 45, 46, 47]
    assert not is_date('#,##0 "đồng"') and not is_date("[Red]0")


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text('0#?.,%;@EeHhMmYyDdSs[]"\\_*$-/+ GeneralRed<>=1', max_size=12),
)
def test_any_code_prints_something(value: float, code: str) -> None:
    assert isinstance(print_number(value, code), str)


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_lose_nothing(value: int) -> None:
    assert int(general(float(value))) == value
    assert int(print_number(float(value), "#,##0").replace(".", "")) == value
