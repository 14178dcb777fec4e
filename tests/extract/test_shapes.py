"""Dates and document numbers in running text: what is found, what is left alone."""

from itertools import pairwise

import pytest
from hypothesis import given

from tests.salad import salad, share
from vanban.extract.shapes import find_dates, find_numbers

NUMBERS = [
    # the plain forms of Decree 30/2020/NĐ-CP
    ("Quyết định số 123/QĐ-UBND ngày", ["123/QĐ-UBND"]),
    ("số 01/2024/QĐ-UBND;", ["01/2024/QĐ-UBND"]),
    ("Công văn số 3954/UBND-VX.", ["3954/UBND-VX"]),
    ("187/2025/NĐ-CP", ["187/2025/NĐ-CP"]),
    ("Tờ trình số 77/TTr-STTTT ngày 18/10/2013,", ["77/TTr-STTTT"]),
    ("Quyết định 1106/QĐ-UBND ngày", ["1106/QĐ-UBND"]),  # without "số"
    ("số 43/2008/QĐ-TTg, số 48/2009/QĐ-TTg", ["43/2008/QĐ-TTg", "48/2009/QĐ-TTg"]),
    ("số 02125/QĐ-UBND và số 860/QĐ-UBND", ["02125/QĐ-UBND", "860/QĐ-UBND"]),  # zero-padded
    # a space before the notation, behind "số"
    ("Thông tư số 61 TC/HCVX ngày", ["61 TC/HCVX"]),
    ("Nghị định số 178 CP ngày 28-10-1994", ["178 CP"]),
    ("công văn số 1924/BNV ngày 22/3/2012", ["1924/BNV"]),  # an ordinal that looks like a year
    # digits in the notation
    ("Luật số 39/2019/QH14.", ["39/2019/QH14"]),
    ("số 12/2000/PL-UBTVQH10,", ["12/2000/PL-UBTVQH10"]),
    ("(111/2020/HS-ST)", ["111/2020/HS-ST"]),
    ("Công văn số 46/C06-P3 ngày", ["46/C06-P3"]),  # units of the police
    # joint and long notations
    ("135/2008/TTLT-BTC-BTNMT", ["135/2008/TTLT-BTC-BTNMT"]),
    ("75/2012/TTLT - BTC - BXD", ["75/2012/TTLT - BTC - BXD"]),
    ("01/KHPH-CSMT-GHPGVN-LNKL", ["01/KHPH-CSMT-GHPGVN-LNKL"]),
    ("153/BC-PKT&HT", ["153/BC-PKT&HT"]),
    ("144/2002/QĐ/BTC", ["144/2002/QĐ/BTC"]),  # slash for the dash
    ("số 101/QĐ.BQL-TC ngày", ["101/QĐ.BQL-TC"]),  # full stop for the dash
    ("2873/1997/QĐ-BGTVT", ["2873/1997/QĐ-BGTVT"]),
    ("01/VBHN-BTC", ["01/VBHN-BTC"]),
    ("37/ĐK-HT", ["37/ĐK-HT"]),
    # short notations
    ("Nghị định số 178/CP ngày", ["178/CP"]),
    ("Công văn 4830/KTTH ngày", ["4830/KTTH"]),
    ("Số 57/AL", ["57/AL"]),
    ("30c/NQ-CP", ["30c/NQ-CP"]),  # letter behind the ordinal
    ("số 66.7/2026/NQ-CP", ["66.7/2026/NQ-CP"]),  # resolutions in parts
    ("01.6/GĐN/KSYB", ["01.6/GĐN/KSYB"]),
    # before 1990 and the Party
    ("45-LCT", ["45-LCT"]),
    ("110-SL/L.12", ["110-SL/L.12"]),
    ("41-LCT/HĐNN8", ["41-LCT/HĐNN8"]),
    ("1141-TC/QĐ/CĐKT", ["1141-TC/QĐ/CĐKT"]),
    ("145-QĐ/TU", ["145-QĐ/TU"]),
    ("Kết luận số 301- KL/TU ngày", ["301- KL/TU"]),
    ("số 36-HD/VPTW", ["36-HD/VPTW"]),
    ("Nghị định số 77-CP của", ["77-CP"]),
    ("Văn bản số 906/KT- KĐ ngày 03/12/2007", ["906/KT- KĐ"]),
    # the next word run into the number
    ("Chỉ thị số 13/2003/CT-UBchỉ đạo", ["13/2003/CT-UB"]),
    ("Nghị định số 5/2004/NĐ-CPcủa", ["5/2004/NĐ-CP"]),
    # spaces of typists and of OCR
    ("Số: 05 /2006/ QĐ-UBND", ["05 /2006/ QĐ-UBND"]),
    ("149/2016/NĐ- CP,", ["149/2016/NĐ- CP"]),
    ("1856/TTr -SCT", ["1856/TTr -SCT"]),
    ("270/ BC-KTHT", ["270/ BC-KTHT"]),
    ("số …05…./2006/ QĐ-UBND", ["05…./2006/ QĐ-UBND"]),  # a blank filled in
    ("101/2024/Nð-CP và 12/QÐ-UBND", ["101/2024/Nð-CP", "12/QÐ-UBND"]),  # Eth for Đ
    ("số 05/2006/qđ-ubnd", ["05/2006/qđ-ubnd"]),  # no capitals
    ("47/2024/QH15)", ["47/2024/QH15"]),
    ("146/2025/QH15. Theo", ["146/2025/QH15"]),  # the full stop of the sentence
    ("số 12/QĐ-UBND - UBND tỉnh", ["12/QĐ-UBND"]),  # the dash of the sentence
    ("số 178/CP - Bộ Tài chính", ["178/CP"]),
]

NOT_NUMBERS = [
    "Mẫu số 29-TTr",  # a form
    "Biểu số 02/KH-ĐT",
    "Mẫu số 22/CKTC-NSH",
    "hoạt động 24/7",
    "ngày 22/9/2010",
    "26-10-2013",
    "15 m2/người",
    "15 - 20 sinh viên/giảng viên",
    "giai đoạn 2011-2015",
    "TCVN 6909:2001",
    "QCVN 01:2019/BCT",
    "QCVN 16:2019/BXD 100 cây/hộp",
    "ĐT: 0290.3831234 - Fax: 0290-3831235",
    "1/2 diện tích, 3/4 số phiếu",
    "31/15 đường Nguyễn Huệ",
    "Số 12/Tổ 5",
    "khoản 3/Điều 5",
    "tăng 480đ/USD, 26 480/USD",
    "1/ UBND tỉnh chỉ đạo",  # a label
    "Thông tư 5 - UBND tỉnh",
    "kế hoạch 2013/KH 2014",
    "Km12+500/QL1A",
    "1- ĐỐI TƯỢNG ÁP DỤNG",
    "Danh mục 1 - Phụ lục",
    "COVID-19, mạng 3G/4G",
    "233+234/Ngày 01-12-2025",
    "PCB40-MS, xi măng",
    "2019 - 2020/KẾT QUẢ",
]

DATES = [
    ("ngày 26 tháng 10 năm 2013", ("26", "10", "2013")),
    ("ngày 26/10/2013", ("26", "10", "2013")),
    ("26-10-2013", ("26", "10", "2013")),
    ("26.10.2013", ("26", "10", "2013")),
    ("ngày 06 /3/2025", ("06", "3", "2025")),  # space of a hand-filled day
    ("ngày 07tháng 3năm 2002", ("07", "3", "2002")),  # no spaces
    ("Ngày 01 tháng 6 năm 2009", ("01", "6", "2009")),
    ("26 tháng 10, 2013", ("26", "10", "2013")),
    ("ngày 26 tháng 10 2013", ("26", "10", "2013")),
    ("ngày 26/10 năm 2013", ("26", "10", "2013")),
    ("NGÀY 26 THÁNG 10 NĂM 2013", ("26", "10", "2013")),
    ("01/01-31/12/2013", ("31", "12", "2013")),  # the end of a range
    ("ngày 31/02/2010", ("31", "02", "2010")),  # found though no day of the calendar
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_finds_document_numbers(text: str, expected: list[str]) -> None:
    assert [m[0] for m in find_numbers(text)] == expected


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_leaves_other_things_alone(text: str) -> None:
    assert [m[0] for m in find_numbers(text)] == []


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_finds_dates(text: str, expected: tuple[str, str, str]) -> None:
    assert [m.group("d", "m", "y") for m in find_dates(text)] == [expected]


@pytest.mark.parametrize("text", ["1.2.3", "2.1.1. Mục", "0290-38-20133", "22/9/10", "12/10/2013/QĐ-UBND"])
def test_finds_no_dates(text: str) -> None:
    assert list(find_dates(text)) == []


SALAD = salad(
    [
        *(
            " 22/9/2010 ",
            "ngày 22 tháng 9 năm 2010 ",
            "ngày 1-5-2013,",
            "22",
            "9",
            "/",
            "2010",
            "-",
            ".",
            "…",
            " ",
            " ",
            "(",
            ", ",
        ),
        *(
            "698/QĐ-TTg",
            "01/2013/TT-BTC ",
            "số 12/NQ-HĐND ",
            "/QĐ-UBND",
            "QĐ",
            "UBND",
            " số ",
            " ngày ",
            " tháng ",
            " năm ",
        ),
    ]
)


@given(SALAD)
def test_never_raises_and_never_overlaps(text: str) -> None:
    for found in (find_dates(text), find_numbers(text)):
        ends = [m.span() for m in found]
        assert all(a[1] <= b[0] for a, b in pairwise(ends))


def test_that_property_sees_dates_and_numbers() -> None:
    assert share(SALAD, find_dates) > 1 / 3 and share(SALAD, find_numbers) > 1 / 3
