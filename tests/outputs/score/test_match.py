import unicodedata

import pytest

from vanban.outputs.score.match import Kind, softly, strictly

CASES: list[tuple[str | None, str | None, Kind, bool, bool]] = [
    ("Cà Mau", "Cà Mau", "code", True, True),
    ("Cà Mau", unicodedata.normalize("NFD", "Cà Mau"), "code", True, True),  # the same text in other bytes
    ("Cà  Mau", "Cà\u00a0Mau", "code", True, True),  # white space
    ("CÀ MAU", "Cà Mau", "code", False, True),  # case
    ("Ủy ban", "Uỷ ban", "code", False, True),  # tone placement
    ("QĐ-UBND", "QÐ-UBND", "code", False, True),  # Eth for Đ
    ("860/QĐ-UBND", "866/QĐ-UBND", "code", False, False),  # near numbers are other numbers
    ("Nguyễn Văn An", "Nguyễn Văn Anh", "code", False, False),  # so are near names
    ("2013-10-26", "2013-10", "exact", False, False),
    ("Main", "main", "exact", False, False),
    ("đ", "d", "label", False, False),  # two different points
    ("-", "+", "label", False, False),  # two different bullets
    ("ĐIỀU 1", "Điều 1", "label", False, True),
    ("-5", "5", "cell", False, False),  # a sign is no punctuation
    ("1.000", "1 000", "cell", False, False),
    ("1 .000", "1.000", "cell", False, True),
    ("Tổng số:", "TỔNG SỐ", "cell", False, True),
    (
        "phê duyệt Đề án đưa tỉnh sớm mạnh về CNTT",
        "phê duyệt Đề án đưa tỉnh sớm mạnh CNTT",
        "text",
        False,
        True,
    ),
    ("kế hoạch năm 2013 của tỉnh An Giang", "kế hoạch năm 2014 của tỉnh An Giang", "text", False, False),
    ("kế hoạch năm 2013", "nghị quyết năm 2013", "text", False, False),
    ("***", "---", "code", False, False),  # nothing is left to compare
    (None, None, "code", True, True),
    (None, "x", "text", False, False),
    ("x", None, "text", False, False),
]


@pytest.mark.parametrize(("gold", "predicted", "kind", "strict", "soft"), CASES)
def test_match(gold: str | None, predicted: str | None, kind: Kind, strict: bool, soft: bool) -> None:
    assert strictly(gold, predicted) is strict
    assert softly(gold, predicted, kind) is soft
