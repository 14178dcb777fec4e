"""Tables that white space alone draws: tabs in a word processor file, spaces in a text."""

import pytest

import vanban
from tests.corpus.docx_writer import build
from vanban.normalize.model import Table

RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
STOPS = '<w:tabs><w:tab w:val="left" w:pos="900"/><w:tab w:val="left" w:pos="5000"/><w:tab w:val="right" w:pos="8500"/></w:tabs>'
ROWS = [
    ("STT", "Nội dung", "Số lượng", "Kinh phí (triệu đồng)"),
    ("1", "Đường giao thông liên xã", "12", "1.250"),
    ("2", "Trường mầm non An Bình", "3", "900"),
    ("3", "Trạm y tế xã Phú Mỹ", "", "450"),
    ("", "Cộng", "15", "2.600"),
]


def paragraph(text: str) -> str:
    runs = "<w:r><w:tab/></w:r>".join(RUN.format(part) for part in text.split("\t"))
    return f"<w:p><w:pPr>{STOPS}</w:pPr>{runs}</w:p>"


def word_tables(*lines: str) -> tuple[Table, ...]:
    around = ["Điều 1. Phân bổ kinh phí như sau:", *lines, "Điều 2. Quyết định này có hiệu lực từ ngày ký."]
    return vanban.read("a.docx", build("".join(map(paragraph, around)))).tables


def text_tables(*lines: str) -> tuple[Table, ...]:
    around = [
        "Điều 1. Phân bổ kinh phí như sau:",
        "",
        *lines,
        "",
        "Điều 2. Quyết định này có hiệu lực từ ngày ký.",
    ]
    return vanban.read("a.txt", "\n".join(around).encode()).tables


def assert_read(tables: tuple[Table, ...]) -> None:
    (found,) = tables
    assert [column.header for column in found.columns] == [(name,) for name in ROWS[0]]
    assert [row.cells for row in found.rows] == ROWS[1:]
    assert [row.values[3] for row in found.rows] == [1250, 900, 450, 2600]
    assert [(check.rule, check.ok) for check in found.checks] == [("total_sum", True)] * 2


def test_tabs_in_a_word_file() -> None:
    assert_read(word_tables(*("\t".join(row) for row in ROWS)))


def test_spaces_in_a_text() -> None:
    assert_read(text_tables(*(f"{a:<6}{b:<30}{c:>9}   {d:>22}".rstrip() for a, b, c, d in ROWS)))


NO_TABLES = [
    # no header, one row only, prose, a header over lines of another kind
    ["1\tĐường\t12\t5", "2\tTrường\t3\t6"],
    ["STT\tNội dung\tSố lượng", "1\tĐường\t12"],
    ["TT\tHuyện ủy;", "TT\tHĐND huyện;", "Lưu VT."],
    ["STT\tNội dung\tSố lượng", "Cần\tbố trí\tvốn", "theo\tquy định\thiện hành"],
]


@pytest.mark.parametrize("lines", NO_TABLES)
def test_without_evidence_tabs_draw_no_table(lines: list[str]) -> None:
    assert not word_tables(*lines)
