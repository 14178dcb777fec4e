"""Printed numbers to their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.normalize.docnumber import UNKNOWN, DocNumber, parse

TABLE = [
    ("Số: 37/KH-STTTT", DocNumber("37/KH-STTTT", "37", None, "KH-STTTT")),
    ("1755/QĐ-TTg", DocNumber("1755/QĐ-TTg", "1755", None, "QĐ-TTg")),  # no label
    ("số 43/2008/QĐ-TTg", DocNumber("43/2008/QĐ-TTg", "43", 2008, "QĐ-TTg")),
    ("Số: 05 /2006/ QĐ-UBND", DocNumber("05/2006/QĐ-UBND", "05", 2006, "QĐ-UBND")),
    ("Số : 1 578/QĐ - UBND", DocNumber("1578/QĐ-UBND", "1578", None, "QĐ-UBND")),  # OCR spaces
    ("Số:12/QÐ–UBND", DocNumber("12/QĐ-UBND", "12", None, "QĐ-UBND")),  # Eth, en dash
    ("101/2024/Nð-CP", DocNumber("101/2024/NĐ-CP", "101", 2024, "NĐ-CP")),
    # blanks
    ("Số:      /QĐ-UBND", DocNumber(None, None, None, "QĐ-UBND")),
    ("Số: ....../QĐ-UBND", DocNumber(None, None, None, "QĐ-UBND")),
    ("Số …… /KH-SCT", DocNumber(None, None, None, "KH-SCT")),
    ("Số: ___/QĐ-UBND", DocNumber(None, None, None, "QĐ-UBND")),
    ("Số ....../2026/QĐ-UBND", DocNumber(None, None, 2026, "QĐ-UBND")),
    ("Số: 05/...../QĐ-UBND", DocNumber(None, "05", None, "QĐ-UBND")),  # the year is blank
    ("Số: …05…./QĐ-UBND", DocNumber("05/QĐ-UBND", "05", None, "QĐ-UBND")),  # a blank filled in
    ("…05…./2006/ QĐ-UBND", DocNumber("05/2006/QĐ-UBND", "05", 2006, "QĐ-UBND")),
    ("Số:", UNKNOWN),
    ("Số: ........", UNKNOWN),
    ("Không số", UNKNOWN),
    ("Số: Không số", UNKNOWN),
    # old shapes
    ("Số: 1208 TC/QĐ/HCVX", DocNumber("1208TC/QĐ/HCVX", "1208", None, "TC/QĐ/HCVX")),
    ("số 276 CT", DocNumber("276CT", "276", None, "CT")),
    ("45-LCT", DocNumber("45-LCT", "45", None, "LCT")),
    ("110-SL/L.12", DocNumber("110-SL/L.12", "110", None, "SL/L.12")),
    ("41-LCT/HĐNN8", DocNumber("41-LCT/HĐNN8", "41", None, "LCT/HĐNN8")),
    ("Số 1141-TC/QĐ/CĐKT", DocNumber("1141-TC/QĐ/CĐKT", "1141", None, "TC/QĐ/CĐKT")),
    ("145-QĐ/TU", DocNumber("145-QĐ/TU", "145", None, "QĐ/TU")),
    ("Luật số: 04/1998/QH10", DocNumber("04/1998/QH10", "04", 1998, "QH10")),
    ("39/2019/QH14", DocNumber("39/2019/QH14", "39", 2019, "QH14")),
    ("144/2002/QĐ/BTC", DocNumber("144/2002/QĐ/BTC", "144", 2002, "QĐ/BTC")),
    ("04/98/TT-BTC", DocNumber("04/98/TT-BTC", "04", None, "TT-BTC")),  # which century?
    ("30.6/GĐN-ĐQ&V", DocNumber("30.6/GĐN-ĐQ&V", "30.6", None, "GĐN-ĐQ&V")),
    ("66.7/2026/NQ-CP", DocNumber("66.7/2026/NQ-CP", "66.7", 2026, "NQ-CP")),
    ("30c/NQ-CP", DocNumber("30c/NQ-CP", "30c", None, "NQ-CP")),
    ("178/CP", DocNumber("178/CP", "178", None, "CP")),
    ("12258/ANKT-ANTCĐT", DocNumber("12258/ANKT-ANTCĐT", "12258", None, "ANKT-ANTCĐT")),
    ("Số: 37/KH-STTTT.", DocNumber("37/KH-STTTT", "37", None, "KH-STTTT")),  # full stop
    ("Số: 125", DocNumber("125", "125", None, None)),
    ("24/7", UNKNOWN),  # no number at all
    ("", UNKNOWN),
    ("xin ý kiến", UNKNOWN),
]


@pytest.mark.parametrize(("printed", "expected"), TABLE)
def test_parse(printed: str, expected: DocNumber) -> None:
    assert parse(printed) == expected


@given(
    st.integers(1, 99999),
    st.none() | st.integers(1945, 2099),
    st.sampled_from(["QĐ-UBND", "QH15", "KH-STTTT"]),
)
def test_round_trip(ordinal: int, year: int | None, notation: str) -> None:
    number = "/".join(str(part) for part in (ordinal, year, notation) if part is not None)
    assert parse(f"Số: {number}") == DocNumber(number, str(ordinal), year, notation)
    assert parse(f"số {number.replace('/', ' / ')} ") == DocNumber(number, str(ordinal), year, notation)


@given(st.text(max_size=40))
def test_never_raises(text: str) -> None:
    assert " " not in (parse(text).number or "")
