"""Each case: a body, and the (depth, label) pairs of its units."""

from collections.abc import Callable, Sequence

import pytest

from vanban.corpus.layout import Layout
from vanban.extract.draft import DraftSection
from vanban.extract.items import flatten
from vanban.extract.items import lines as lines_of
from vanban.extract.tree import build


def outline(sections: Sequence[DraftSection], depth: int = 1) -> list[str]:
    found: list[str] = []
    for section in sections:
        found.append(f"{depth} {section.label}")
        found.extend(outline(section.children, depth + 1))
    return found


CASES = {
    "plan: roman, number, bullets": (
        "I. MỤC TIÊU\n1. Mục tiêu chung\n- Một\n+ Hai\n- Ba\n2. Mục tiêu cụ thể\nII. KINH PHÍ",
        ["1 I", "2 1", "3 -", "4 +", "3 -", "2 2", "1 II"],
    ),
    "decision: articles with clauses and points": (
        "Điều 1. Ban hành:\n1. Một\na) A\nb) B\n2. Hai\nĐiều 2. Thi hành",
        ["1 Điều 1", "2 1", "3 a", "3 b", "2 2", "1 Điều 2"],
    ),
    "regulation: chapters above articles": (
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nChương II\nTỔ CHỨC\nĐiều 2. Nguyên tắc",
        ["1 Chương I", "2 Điều 1", "1 Chương II", "2 Điều 2"],
    ),
    "stars and dashes nest in the order they appear": (
        "1. Một\n* Nhóm\n- a\n- b\n* Nhóm khác\n2. Hai\n- x\n* y\n- z",
        ["1 1", "2 *", "3 -", "3 -", "2 *", "1 2", "2 -", "3 *", "2 -"],
    ),
    "decimals below their number": (
        "V. TỔ CHỨC\n1. Một\n2. Hai:\n2.1. Sở A\n2.2. Sở B\n3. Ba",
        ["1 V", "2 1", "2 2", "3 2.1", "3 2.2", "2 3"],
    ),
    "repeated and skipped numbers do not break the tree": (
        "I. A\n1. Một\n2. Hai\n4. Bốn\n2. Hai nữa\nIII. B\n1. Một",
        ["1 I", "2 1", "2 2", "2 4", "2 2", "1 III", "2 1"],
    ),
    "numbered tasks hold numbers": (
        "III. Nhiệm vụ:\nNhiệm vụ 1: Nhân lực\n1. Một\n2. Hai\nNhiệm vụ 2: Hạ tầng\n1. Một",
        ["1 III", "2 Nhiệm vụ 1", "3 1", "3 2", "2 Nhiệm vụ 2", "3 1"],
    ),
    "quoted amendment text is no structure": (
        "Điều 1. Sửa đổi, bổ sung:\n1. Khoản 2 được sửa đổi như sau:\n“2. Vòng 2:\na) Thi viết\nb) Phỏng vấn.”\n2. Bãi bỏ khoản 3.",
        ["1 Điều 1", "2 1", "2 2"],
    ),
    "a quotation that never closes hides nothing but its own paragraph": (
        "Điều 1. Sửa đổi như sau:\n“2. Nội dung mới\nĐiều 2. Hiệu lực\nĐiều 3. Thi hành",
        ["1 Điều 1", "1 Điều 2", "1 Điều 3"],
    ),
    "letters above roman numerals, as the author orders them": (
        "A. CHUNG\nI. Một\nII. Hai\nB. RIÊNG\nI. Một",
        ["1 A", "2 I", "2 II", "1 B", "2 I"],
    ),
    "C after B is a letter, not a hundred": ("A. Một\nB. Hai\nC. Ba\nD. Bốn", ["1 A", "1 B", "1 C", "1 D"]),
    "numbers in brackets that a colon announces": (
        "1. Các việc sau:\n(1) Sắp xếp kho;\n(2) Mua kệ.\n2. Khác",
        ["1 1", "2 (1)", "2 (2)", "1 2"],
    ),
    "numbers in brackets of a formula or a legend": (
        "1. Công thức\n(1) Tổng số\n(2) Số kệ\n2. Ký hiệu\nGhi chú:\n(1) Ghi tên\n(2) Ghi ngày",
        ["1 1", "1 2"],
    ),
    "a list announced by a point starts anew below it": (
        "1. Một\na) Gồm:\n1. Hồ sơ\n2. Đơn\nb) Khác\n2. Hai",
        ["1 1", "2 a", "3 1", "3 2", "2 b", "1 2"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_outline(name: str, lines: Callable[[str], Layout]) -> None:
    text, expected = CASES[name]
    body = build(lines_of(flatten(lines(text))))
    assert outline(body.sections) == expected


def test_heading_and_text_are_parted(lines: Callable[[str], Layout]) -> None:
    body = build(lines_of(flatten(lines("1. Nguồn nhân lực\nĐào tạo cán bộ.\n2. Hạ tầng tốt."))))
    first, second = body.sections
    assert first.heading is not None
    assert first.heading.text == "Nguồn nhân lực"
    assert [p.text for p in first.paragraphs] == ["Đào tạo cán bộ."]
    assert second.heading is None


def test_unlabelled_paragraphs_before_the_first_unit_stay_loose(lines: Callable[[str], Layout]) -> None:
    body = build(lines_of(flatten(lines("Mở đầu.\nĐiều 1. Một"))))
    assert [span.text for span in body.loose] == ["Mở đầu."]
