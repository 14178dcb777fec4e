"""Tables written with tabs."""

from collections.abc import Callable

from vanban.corpus.layout import Grid, Layout

View = Callable[[str], list[object]]

# As Word copies: one cell a line led by a tab, rows parted by blank lines, empty cells with a lone nbsp.
MONEY = """\
ĐVT: Triệu đồng
\tSTT
\tDanh mục
\xa0
\tTổng vốn
\tChia ra
\tChia ra

\t
\t
\t
\t2021
\t2022

\t\xa0
\tTổng số
\t1.500
\t1.000
\t500

\t1
\tNạo vét kênh
trục chính
\t1.500
\t1.000
\t500

Ghi chú: số liệu ước tính.
"""


def test_cells_one_a_line(view: View) -> None:
    assert view(MONEY) == [
        "ĐVT: Triệu đồng",
        [
            ["STT", "Danh mục", "Tổng vốn", "[1x2]Chia ra"],  # the copy repeated a spanning header
            ["", "", "", "2021", "2022"],
            ["", "Tổng số", "1.500", "1.000", "500"],
            ["1", "Nạo vét kênh¶trục chính", "1.500", "1.000", "500"],  # a cell of two lines
        ],
        "Ghi chú: số liệu ước tính.",
    ]


def test_equal_cells_of_the_body_do_not_span(view: View) -> None:
    text = "\tXã\n\tTốt\n\tKhá\n\n\tAn Phú\n\t5\n\t5\n\n\tAn Bình\n\t\xa0\n\t7\n"
    assert view(text) == [[["Xã", "Tốt", "Khá"], ["An Phú", "5", "5"], ["An Bình", "", "7"]]]


def test_signature_block_is_no_table(view: View) -> None:
    text = "\t\xa0\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\tKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n\n\nĐỗ Văn Minh\n"
    assert view(text) == [
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT. |",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Đỗ Văn Minh",
    ]


def test_letterhead_is_no_table(view: View) -> None:
    text = "\tUBND TỈNH TÂN GIANG\nSỞ NỘI VỤ\n\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nBáo cáo"
    assert view(text) == [
        "UBND TỈNH TÂN GIANG",
        "SỞ NỘI VỤ |",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Báo cáo",
    ]


def test_indented_paragraphs_are_no_table(view: View) -> None:
    text = "\t1. Sở Nội vụ chủ trì.\n\t2. Sở Y tế phối hợp.\n\t3. Sở Công Thương theo dõi.\n\n" * 2
    assert len(view(text)) == 6


def test_sheet_rows(view: View) -> None:
    text = (
        "\tCÂN ĐỐI NGÂN SÁCH\t\t\nSTT\tNội dung\tNăm 2020\tNăm 2021\n1\tThu\t5.000\t6.000\n2\tChi\t4.000\t\n"
    )
    assert view(text) == [
        "CÂN ĐỐI NGÂN SÁCH",  # a row of one filled cell above the table is a title
        [
            ["STT", "Nội dung", "Năm 2020", "Năm 2021"],
            ["1", "Thu", "5.000", "6.000"],
            ["2", "Chi", "4.000", ""],
        ],
    ]


def test_offsets_of_cells(layout_of: Callable[[str], Layout]) -> None:
    layout = layout_of(MONEY)
    (grid,) = (block for block in layout.blocks if isinstance(block, Grid))
    for cell in grid.cells:
        for paragraph in cell.paragraphs:
            at = layout.source_offset(paragraph.start)
            assert at is not None
            assert MONEY[at:].startswith(paragraph.text)
