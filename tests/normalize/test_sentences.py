import pytest

from vanban.normalize.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kho đã mở. Sở Nội vụ báo cáo.", ["Kho đã mở.", "Sở Nội vụ báo cáo."]),
        ("Theo TP. Bắc Sơn báo cáo", ["Theo TP. Bắc Sơn báo cáo"]),
        ("Có 1. Kho một", ["Có 1. Kho một"]),
        ("Một dòng.\nHai dòng", ["Một dòng.", "Hai dòng"]),
        ("", [""]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected
