"""Tables of a DOCX, and columns that are typed with tabs or spaces."""

import pytest

from tests.corpus.docx_writer import cell, p, read, row, run, table
from tests.corpus.views import grid, texts


def test_merges() -> None:
    span, down, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = grid(
        read(
            table(
                row(cell("TT", props=down), cell("Kinh phí", props=span)),
                row(cell(props=on), "2024", "2025"),
                row(
                    "1",
                    cell("gộp", props='<w:hMerge w:val="restart"/>'),
                    cell(props='<w:hMerge w:val="continue"/>'),
                ),
            )
        )
    )
    assert found.matrix() == [["TT", "Kinh phí", "Kinh phí"], ["TT", "2024", "2025"], ["1", "gộp", "gộp"]]


def test_spaces_indent() -> None:
    found = grid(read(table(row(cell(p(run("    Chợ"))), "5"), row(cell(p(run(" Kè"))), "6"))))
    assert [c.paragraphs[0].style.indent for c in found.cells if not c.col] == [12, 0]


def test_columns_that_nothing_begins_are_none() -> None:
    wide = '<w:gridSpan w:val="3"/>'
    found = grid(read(table(row(cell("a", props=wide), "b"), row(cell("c", props=wide), "d"))))
    assert found.matrix() == [["a", "b"], ["c", "d"]]


def test_places_of_column_borders() -> None:
    widths = '<w:tblGrid><w:gridCol w:w="600"/><w:gridCol w:w="2000"/><w:gridCol w:w="1400"/></w:tblGrid>'
    total = row(cell("Cộng", props='<w:gridSpan w:val="2"/>'), "5")
    assert grid(read(table(widths, row("1", "Cầu", "5"), total))).edges == (0, 30, 130, 200)
    assert grid(read(table(widths, total, total))).edges == (0, 130, 200)
    assert grid(read(table(row("1", "Cầu", "5"), total))).edges == ()


def test_rows_that_begin_late() -> None:
    found = grid(read(table(row("a", "b"), row("c", props='<w:gridBefore w:val="1"/>'))))
    assert found.matrix() == [["a", "b"], ["", "c"]]


def test_deleted_rows_and_cells_go() -> None:
    found = grid(read(table(row("a", "b"), row("x", "y", props="<w:del/>"),
                            row("c", cell("z", props="<w:cellDel/>"), "d"))))  # fmt: skip
    assert found.matrix() == [["a", "b"], ["c", "d"]]


def test_nested_table_becomes_paragraphs_of_its_cell() -> None:
    inner = table(row("một", "hai"), row("ba", "bốn"))
    found = grid(read(table(row(cell("Gồm:", inner, "<w:p/>"), "b"))))
    assert [q.text for q in found.cells[0].paragraphs] == ["Gồm:", "một", "hai", "ba", "bốn"]


def test_frame_of_one_cell_is_no_table() -> None:
    layout = read(table(row(cell("Điều 1. Nội dung", table(row("a", "b"))))))
    assert texts(layout) == ["Điều 1. Nội dung"]
    assert grid(layout).matrix() == [["a", "b"]]


# --- columns typed with tabs or spaces --------------------------------------------------------------

BOLD = "<w:b/>"


def test_letterhead_of_tabs() -> None:
    tabs = '<w:tabs><w:tab w:val="center" w:pos="1700"/><w:tab w:val="center" w:pos="6500"/></w:tabs>'
    lines = [
        "\tỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "\tTỈNH SÔNG LAM\tĐộc lập - Tự do - Hạnh phúc",
        "\tSố: 12/2024/QĐ-UBND\tSông Lam, ngày     tháng 3 năm 2024",
    ]
    body = "".join(p(run(line, BOLD), props=tabs) for line in lines)
    layout = read(body + p(run("QUYẾT ĐỊNH", BOLD), props='<w:jc w:val="center"/>'))
    found = grid(layout)
    assert not found.ruled
    assert [[q.text for q in c.paragraphs] for c in found.cells] == [
        ["ỦY BAN NHÂN DÂN", "TỈNH SÔNG LAM", "Số: 12/2024/QĐ-UBND"],
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Sông Lam, ngày tháng 3 năm 2024",
        ],
    ]
    assert texts(layout) == ["QUYẾT ĐỊNH"]


def test_signature_block_of_spaces_and_tabs() -> None:
    body = (
        p("Quyết định này có hiệu lực kể từ ngày ký./.")
        + p("Nơi nhận:" + " " * 70 + "TM. ỦY BAN NHÂN DÂN")
        + p("- Như Điều 3;" + " " * 75 + "CHỦ TỊCH")
        + p("- Sở Tư pháp;")
        + p("- Lưu: VT.\t\t\t\t\t\t\t\tTrần Văn Bình")
        + p("PHỤ LỤC", props='<w:jc w:val="center"/>')
    )
    layout = read(body)
    assert [[q.text for q in c.paragraphs] for c in grid(layout).cells] == [
        ["Nơi nhận:", "- Như Điều 3;", "- Sở Tư pháp;", "- Lưu: VT."],
        ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Bình"],
    ]
    assert texts(layout) == ["Quyết định này có hiệu lực kể từ ngày ký./.", "PHỤ LỤC"]


def test_name_beside_a_recipient_further_down() -> None:
    right = '<w:jc w:val="center"/><w:ind w:left="4500"/>'
    body = (
        p("CHỦ TỊCH", props=right)
        + p("Nơi nhận:")
        + p("- Như Điều 3;")
        + p("- Sở Tư pháp;\t\t\t\t\t\t\tTrần Văn Bình")
        + p("- Lưu: VT.")
    )
    assert [[q.text for q in c.paragraphs] for c in grid(read(body)).cells] == [
        ["Nơi nhận:", "- Như Điều 3;", "- Sở Tư pháp;", "- Lưu: VT."],
        ["CHỦ TỊCH", "Trần Văn Bình"],
    ]


NO_COLUMNS = [
    "Thực hiện chủ trương của   Đảng Cộng sản Việt Nam về công tác cán bộ.",
    "Cộng hòa xã hội chủ nghĩa Việt Nam   và các nước.",
    (
        "Nơi nhận hồ sơ:   Bộ phận tiếp nhận và trả kết quả của Ủy ban nhân dân cấp xã nơi có đất hoặc của Văn phòng "
        "đăng ký đất đai theo quy định của pháp luật về đất đai; thời gian tiếp nhận trong giờ hành chính."
    ),
]


@pytest.mark.parametrize("text", NO_COLUMNS)
def test_wide_spaces_in_running_text_are_no_columns(text: str) -> None:
    assert texts(read(p(text))) == [" ".join(text.split())]
