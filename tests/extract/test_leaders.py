"""Lines of a label, dots and a figure: a table where much says so, else text."""

import pytest

from tests.corpus.docx_writer import build
from vanban.corpus.layout import Grid, LayoutBuilder, Piece, RawParagraph, Style
from vanban.corpus.readers import read
from vanban.extract.items import flatten
from vanban.extract.segment import segment

COSTS = [
    "1. Chi lương ................ 1.234.500",
    "2. Chi văn phòng phẩm………… 56.000",
    "- Chi hội nghị: . . . . . . . 120.400 đồng",
    "Chi khác ____________ 8.100;",
    "Tổng cộng ........ 1.419.000",
]


def grids(*lines: str, above: str = "ĐVT: đồng") -> list[list[list[str]]]:
    builder = LayoutBuilder()
    for text in (above, *lines):
        builder.add_paragraph(RawParagraph((Piece(text),), Style()))
    layout = builder.build(format="txt", reader="test")
    found = [item for item in flatten(layout) if isinstance(item, Grid)]
    for grid in found:
        for cell in grid.cells:
            (paragraph,) = cell.paragraphs
            assert layout.text[paragraph.start : paragraph.end] == paragraph.text
    return [grid.matrix() for grid in found]


def test_costs_below_a_unit() -> None:
    assert grids(*COSTS) == [
        [
            ["1. Chi lương", "1.234.500"],
            ["2. Chi văn phòng phẩm", "56.000"],
            ["- Chi hội nghị", "120.400 đồng"],
            ["Chi khác", "8.100"],
            ["Tổng cộng", "1.419.000"],
        ]
    ]


@pytest.mark.parametrize(
    ("lines", "above"),
    [
        (COSTS[:3], "ĐVT: đồng"),  # too few
        (COSTS, "Ủy ban nhân dân tỉnh đã ban hành quyết định."),  # nothing announces them
        (["I. Sự cần thiết ........ 2", "II. Mục tiêu ........ 5", "III. Nhiệm vụ ....... 9", "IV. Kết ....... 14"], "MỤC LỤC"),
        (["Họ và tên: ............", "Ngày sinh: ............", "Nơi ở: ............", "Số: ........."], "PHIẾU"),
        (["Số tiền: ........ đồng"] * 4, "GIẤY ĐỀ NGHỊ"),
    ],
)  # fmt: skip
def test_weak_evidence_stays_text(lines: list[str], above: str) -> None:
    assert grids(*lines, above=above) == []


def test_leaders_of_tab_stops() -> None:
    stop = '<w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs></w:pPr>'
    para = "<w:p>{}<w:r><w:t>{}</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>{}</w:t></w:r></w:p>"
    rows = [
        ("Chi lương", "1.500.000"),
        ("Chi hội nghị", "250.000"),
        ("Chi khác", "9.500"),
        ("Cộng", "1.759.500"),
    ]
    lines = "".join(para.format(stop, *row) for row in rows)
    data = build(f"<w:p><w:r><w:t>ĐVT: đồng</w:t></w:r></w:p>{lines}")
    (table,) = segment(read("a.docx", data)).tables
    assert [tuple(row) for row in table.grid.matrix()] == rows and table.header_rows == 0
    pages = "".join(para.format(stop, name, at) for at, (name, _) in enumerate(rows))
    assert "Chi lương 0" in read("a.docx", build(pages)).text
    rtf = "".join(
        rf"\pard\tldot\tx9000 {name}\tab {figure}\par"
        for name, figure in (("Chi A", "1.500"), ("Chi B", "25,5"))
    )
    text = read("a.rtf", ("{\\rtf1\\ansi " + rtf + "}").encode()).text
    assert text.splitlines() == ["Chi A ........ 1.500", "Chi B ........ 25,5"]
