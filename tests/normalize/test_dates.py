"""Dates, header dates, periods and deadlines."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.normalize.dates import find_deadline, header_date, iso, parse_date, parse_period

DATES = [
    ("ngày 26 tháng 10 năm 2013", "2013-10-26"),
    ("ngày 22/9/2010", "2010-09-22"),
    ("26-10-2013", "2013-10-26"),
    ("26.10.2013", "2013-10-26"),
    ("ngày 06 /3/2025", "2025-03-06"),
    ("ngày 01 tháng 6 năm 2009", "2009-06-01"),
    ("26 tháng 10, 2013", "2013-10-26"),
    ("Cà Mau, ngày 26 tháng 10 năm 2013", "2013-10-26"),
    # partial dates
    ("tháng 10 năm 2013", "2013-10"),
    ("tháng 10/2013", "2013-10"),
    ("tháng 6-2024", "2024-06"),
    ("10/2013", "2013-10"),
    ("năm 2013", "2013"),
    ("2013", "2013"),
    # not in the calendar
    ("31/02/2012", None),
    ("29/02/2013", None),
    ("ngày 26 tháng 13 năm 2013", None),
    ("tháng 13 năm 2013", None),
    ("26/10/2213", None),
    ("26/10/1013", None),
    # no whole year, or no date at all
    ("22/9/10", None),
    ("ngày 22/9", None),
    ("2011-2015", None),
    ("20134", None),
    ("", None),
]

HEADERS = [
    ("Cà Mau, ngày 26 tháng 10 năm 2013", "2013-10-26"),
    ("Lào Cai, ngày      tháng 6 năm 2026", "2026-06"),  # a draft: the day is blank
    ("Lào Cai, ngày tháng 6 năm 2026", "2026-06"),
    ("Lào Cai, ngày ... tháng 6 năm 2026", "2026-06"),
    ("Lào Cai, ngày … tháng … năm 2026", None),
    ("Lào Cai, ngày      tháng      năm 2026", None),
    ("Lào Cai, ngày ___ tháng ___ năm 2026", None),
    ("Hà Nội, ngày …12… tháng ..5.. năm 2026", "2026-05-12"),  # blanks filled in
    ("Hà Nội, 26.10.2013", "2013-10-26"),  # full stops that are no blanks
    ("Hà Nội, ngày 31 tháng 02 năm 2026", None),
    ("Hà Nội, ngày 10/2013", None),
]

PERIODS = [
    ("2011-2015", "2011/2015"),
    ("2011 – 2015", "2011/2015"),
    ("giai đoạn 2011-2015", "2011/2015"),
    ("KH 2011-2015", "2011/2015"),
    ("từ năm 2011 đến năm 2015", "2011/2015"),
    ("2011-1015", None),  # a misprint stays one
    ("2015-2011", None),
    ("2011-15", None),
    ("2011", "2011"),
    ("Năm 2011", "2011"),
    ("6/2013", "2013-06"),
    ("Quý II/2013", "2013-04/2013-06"),
    ("Q4-2013", "2013-10/2013-12"),
    ("Quý V/2013", None),
    ("2.000 - 3.000", None),
    ("", None),
]

DEADLINES = [
    ("Giao Sở Tài chính báo cáo trước ngày 30/6/2024.", "2024-06-30"),
    ("trong quý II năm 2024", "trong quý II năm 2024"),
    ("Thực hiện đến hết năm 2025", "2025"),
    ("báo cáo chậm nhất ngày 15 hằng tháng", "chậm nhất ngày 15 hằng tháng"),
    ("hoàn thành trong tháng 6/2024", "2024-06"),
    ("Đến năm 2015, hầu hết các hộ có điện thoại", "2015"),
    ("Tỷ lệ hộ nghèo dưới 5% đến năm 2020", "2020"),
    ("theo Quyết định số 698/QĐ-TTg ngày 01/6/2009 của Thủ tướng Chính phủ", None),
    ("Kế hoạch phát triển nhân lực đến năm 2015 và định hướng đến năm 2020", None),  # a title
    ("trước ngày 31/02/2024", None),  # no such day
    ("tổ chức thực hiện Kế hoạch này", None),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_parse_date(text: str, expected: str | None) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(("text", "expected"), HEADERS)
def test_header_date(text: str, expected: str | None) -> None:
    assert header_date(text) == expected


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_parse_period(text: str, expected: str | None) -> None:
    assert parse_period(text) == expected


@pytest.mark.parametrize(("text", "expected"), DEADLINES)
def test_find_deadline(text: str, expected: str | None) -> None:
    assert find_deadline(text) == expected


FORMS = [
    "ngày {d} tháng {m} năm {y}",
    "{d:02}/{m:02}/{y}",
    "{d}/{m}/{y}",
    "{d}-{m}-{y}",
    "{d}.{m}.{y}",
    "{d} tháng {m}, {y}",
]


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)), st.sampled_from(FORMS))
def test_every_printed_form_reads_back(date: datetime.date, form: str) -> None:
    printed = form.format(d=date.day, m=date.month, y=date.year)
    assert parse_date(printed) == header_date(f"Huế, {printed}") == date.isoformat()


@given(st.integers(), st.none() | st.integers(), st.none() | st.integers())
def test_iso_never_raises(year: int, month: int | None, day: int | None) -> None:
    assert iso(year, month, day) is None or 1900 <= year <= 2100


@given(st.text(alphabet="0123456789/-. ngàytháněmđếhếtrước…", max_size=50))
def test_never_raises(text: str) -> None:
    for read in (parse_date, header_date, parse_period, find_deadline):
        read(text)
