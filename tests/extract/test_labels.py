import pytest

from vanban.extract.labels import parse, roman
from vanban.extract.vocabulary import SectionLabel, rules


@pytest.mark.parametrize(
    ("text", "kind", "label", "rest"),
    [
        ("Điều 1. Phê duyệt", "article", "Điều 1", "Phê duyệt"),
        ("Điều 5: Mục tiêu", "article", "Điều 5", "Mục tiêu"),  # colon
        ("Điều 25.", "article", "Điều 25", ""),  # nothing behind it
        ("Ðiều 2. Giao", "article", "Ðiều 2", "Giao"),  # Eth for Đ
        ("Chương II", "chapter", "Chương II", ""),
        ("I. MỤC TIÊU", "roman", "I", "MỤC TIÊU"),
        ("2.1. Sở Tài chính", "decimal", "2.1", "Sở Tài chính"),
        ("2.1- Nội địa hoá", "decimal", "2.1", "Nội địa hoá"),
        ("1- Đối tượng", "clause", "1", "Đối tượng"),
        ("10. Các doanh nghiệp", "clause", "10", "Các doanh nghiệp"),
        ("đ) Định kỳ", "point", "đ", "Định kỳ"),
        ("d1) Bổ sung", "point", "d1", "Bổ sung"),  # inserted point
        ("– Phó Chủ tịch", "bullet", "-", "Phó Chủ tịch"),  # en dash
        ("+ Vốn ODA", "bullet", "+", "Vốn ODA"),
        ("Nhiệm vụ 1: Phát triển", "task", "Nhiệm vụ 1", "Phát triển"),
    ],
)
def test_label_kind_text_and_rest(text: str, kind: str, label: str, rest: str) -> None:
    found = parse(text)
    assert found is not None
    assert (found.kind, found.text, text[found.end :]) == (kind, label, rest)


@pytest.mark.parametrize(
    "text",
    [
        "8.000.000.000 đồng",  # money
        "22/9/2010 của Thủ tướng",  # date
        "Mục tiêu: đến năm 2015",  # not "Mục 1"
        "Chương trình hợp tác",  # not "Chương I"
        "V/v cấp Giấy phép",  # subject of a letter
        "v.v...",
        "đ/c Nguyễn Văn A",
        "-------",
        "",
    ],
)
def test_text_that_only_looks_like_a_label(text: str) -> None:
    assert parse(text) is None


def test_ambiguous_letter_keeps_both_readings() -> None:
    found = parse("C. Tổ chức thực hiện")
    assert found is not None
    readings = {found.kind, *(other.kind for other in found.others)}
    assert "letter" in readings


@pytest.mark.parametrize(("text", "value"), [("IV", 4), ("XII", 12), ("IX", 9), ("ABC", None)])
def test_roman(text: str, value: int | None) -> None:
    assert roman(text) == value


def test_first_characters_cover_every_example() -> None:
    for rule, _ in rules("section_labels.toml"):
        assert isinstance(rule, SectionLabel)
        assert {example[0] for example in rule.examples} <= set(rule.first), rule.name
