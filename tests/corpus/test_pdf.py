"""The PDF reader on whole files: a decision made by LibreOffice, and PDFs written by hand for each trap."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.corpus.conftest import view_of
from tests.corpus.pdf_writer import Page, Pdf, width
from vanban.corpus.layout import Grid, Layout, Paragraph, check, paragraphs
from vanban.corpus.readers import pdf

pytestmark = pytest.mark.usefixtures("no_engine")

DATA = Path(__file__).parents[1] / "data" / "pdf"
SUBJECT = (
    "Về việc phê duyệt Đề án số hóa tài liệu lưu trữ lịch sử của tỉnh Sông Lam giai đoạn 2021 - 2025, "
    "định hướng đến năm 2030"
)
LETTERS = "Ủy ban nhân dân tỉnh Sông Lam báo cáo tình hình thực hiện kế hoạch năm 2021 của các đơn vị"


def read(document: Pdf) -> Layout:
    layout = pdf.read(document.data())
    check(layout)
    return layout


def view(document: Pdf) -> list[object]:
    return view_of(read(document))


def letterhead(page: Page, number: str = "Số: 215/QĐ-UBND") -> Page:
    page.centred(150, 780, "ỦY BAN NHÂN DÂN").centred(150, 764, "TỈNH SÔNG LAM")
    page.centred(400, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").centred(
        400, 764, "Độc lập - Tự do - Hạnh phúc"
    )
    page.centred(150, 735, number, font="F1").centred(
        400, 735, "Sông Lam, ngày    tháng    năm 2021", font="F3"
    )
    return page


def body(page: Page, top: float = 690, lines: int = 12) -> Page:
    """Paragraphs of three lines, the first indented."""
    for at in range(lines):
        first = at % 3 == 0
        text = LETTERS[: 60 if first else 66 if at % 3 == 1 else 20].strip()
        page.text(121 if first else 85, top - 18 * at, text if not first else text[0].upper() + text[1:])
    return page


# --- a whole document ----------------------------------------------------------------------------


def test_a_decision_made_by_libreoffice() -> None:
    layout = pdf.read((DATA / "quyet-dinh.pdf").read_bytes())
    check(layout)
    shown = view_of(layout)
    assert shown[0] == [
        [
            "ỦY BAN NHÂN DÂN¶TỈNH SÔNG LAM¶Số: 215/QĐ-UBND",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¶Độc lập - Tự do - Hạnh phúc¶Sông Lam, ngày 09 tháng 02 năm 2021",
        ]
    ]
    assert shown[1:5] == [
        "QUYẾT ĐỊNH",
        SUBJECT,
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SÔNG LAM",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    ]
    # the mark of a footnote is no digit of the word before it
    assert shown[8] == (
        "Điều 1. Phê duyệt Đề án số hóa tài liệu lưu trữ lịch sử của tỉnh [1], gồm các nội dung chính sau:"
    )
    # a notation broken at its hyphen
    assert "Nghị định số 47/2020/NĐ-CP ngày" in str(shown[11])
    assert shown[15] == [
        ["[2x1]TT", "[2x1]Nội dung", "[1x2]Trong đó"],
        ["Năm 2021", "Năm 2022"],
        [
            "1",
            "Thuê dịch vụ số hóa, nhập dữ liệu đặc tả và xây dựng cơ sở dữ liệu tài liệu lưu trữ",
            "4.250",
            "5.130",
        ],
        ["2", "Đào tạo, bồi dưỡng", "320", "415,5"],
        ["[1x2]Tổng cộng", "4.570", "5.545,5"],
    ]
    # over the end of the page, its footnote and its number
    assert str(shown[17]).endswith("Đề án; hằng năm xây dựng kế hoạch chi tiết trình Ủy ban nhân dân tỉnh.")
    assert shown[-2:] == [
        [
            [
                "Nơi nhận:¶- Như Điều 3;¶- Bộ Nội vụ (Cục Văn thư và Lưu trữ nhà nước) (b/c);¶- Lưu: VT, NC.",
                "KT. CHỦ TỊCH¶PHÓ CHỦ TỊCH¶Trần Văn Mẫu",
            ]
        ],
        "[1] Được công bố trên Cổng thông tin điện tử của tỉnh.",
    ]
    assert [(page.number, round(page.width), round(page.height)) for page in layout.pages] == [
        (1, 595, 842),
        (2, 595, 842),
    ]


def test_styles_pages_and_boxes_of_the_decision() -> None:
    layout = pdf.read((DATA / "quyet-dinh.pdf").read_bytes())
    found = [block for block in layout.blocks if isinstance(block, Paragraph)]
    title, basis = found[0], found[3]
    assert (title.style.bold, title.style.align, title.style.size) == (True, "center", 14.0)
    assert (basis.style.bold, basis.style.italic) == (False, True)
    assert round(basis.style.indent) == 36  # 1.27 cm
    assert {p.page for p in found} == {1, 2}
    for paragraph in paragraphs(layout.blocks):
        assert paragraph.box is not None
        x0, y0, x1, y1 = paragraph.box
        assert 60 < x0 < x1 < 560 and 20 < y0 < y1 < 800, paragraph.text
        assert paragraph.origin == "read"


# --- characters ------------------------------------------------------------------------------------


def test_letters_of_one_word_scattered_over_fonts() -> None:
    # as converters do where a font lacks the Vietnamese letters: all plain letters first, the others after,
    # the last line before the first
    document = Pdf()
    page = document.page()
    for y, text in ((700, "Số: 1234/QĐ-UBND"), (760, "TỈNH CÀ MAU")):
        for font, plain in (("F2", True), ("F1", False)):
            for at, letter in enumerate(text):
                if letter != " " and letter.isascii() == plain:
                    page.text(100 + at * width(" "), y, letter, font=font)
    assert view(document) == ["TỈNH CÀ MAU", "Số: 1234/QĐ-UBND"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Uy\u0309 ban nha\u0302n da\u0302n ti\u0309nh", "Uỷ ban nhân dân tỉnh"),  # decomposed
        ("đ\u01a3ợc thực hiện", "được thực hiện"),  # old Word maps the glyph of ư to U+01A3
        ("ñược sửa ñổi, bổ sung Qð-UBND", "được sửa đổi, bổ sung QĐ-UBND"),  # a font with VNI's places for Đ
        ("khu vực El Niño", "khu vực El Niño"),  # a real ñ
        ("\uf0b7 Nội dung", "• Nội dung"),  # symbol fonts
    ],
)
def test_codes_that_writers_leave_behind(printed: str, expected: str) -> None:
    document = Pdf()
    document.page().text(85, 700, printed)
    assert view(document) == [expected]


@pytest.mark.parametrize(
    ("before", "mark", "after", "expected"),
    [
        ("Nghị định số 30/2020/NĐ-CP", "2", "của", "Nghị định số 30/2020/NĐ-CP [2] của"),  # a footnote
        ("Nghị định số 30/2020/NĐ-CP", "(2)", ",", "Nghị định số 30/2020/NĐ-CP [2],"),
        ("diện tích 482 m", "2", "đất", "diện tích 482 m2 đất"),  # an exponent
    ],
)
def test_raised_marks(before: str, mark: str, after: str, expected: str) -> None:
    document = Pdf()
    end = 85 + width(before)
    after_x = end + width(mark, 8) + (0 if after == "," else 6)
    document.page().text(85, 700, before).text(end, 706, mark, size=8).text(after_x, 700, after)
    assert view(document) == [expected]


def test_what_is_not_painted_is_not_read() -> None:
    document = Pdf()
    page = document.page().text(85, 700, "Nội dung").text(85, 650, "ẩn đi", mode=3)
    page.draw("q 85 590 20 20 re W n").text(200, 600, "ngoài khung").draw("Q")  # cut off
    page.draw("q 85 540 300 20 re W n").text(85, 550, "trong khung").draw("Q")
    page.draw("q 85 500 300 20 re W n").text(85, 496, "cắt ngang dòng").draw(
        "Q"
    )  # by the lower edge of a cell
    assert view(document) == ["Nội dung", "trong khung", "cắt ngang dòng"]
    (note,) = read(document).notes
    assert (note.code, note.quote) == ("unpainted-text", "ẩn đi ngoài khung")


# --- columns ---------------------------------------------------------------------------------------


def test_letterhead_is_two_columns() -> None:
    document = Pdf()
    letterhead(document.page()).centred(310, 690, "QUYẾT ĐỊNH")
    assert view(document) == [
        [
            [
                "ỦY BAN NHÂN DÂN¶TỈNH SÔNG LAM¶Số: 215/QĐ-UBND",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¶Độc lập - Tự do - Hạnh phúc¶Sông Lam, ngày tháng năm 2021",
            ]
        ],
        "QUYẾT ĐỊNH",
    ]


def test_subject_of_a_letter_stays_left() -> None:
    document = Pdf()
    page = letterhead(document.page(), "Số: 12/UBND-KT")
    page.centred(150, 719, "V/v báo cáo tình hình", font="F1").centred(
        150, 703, "thực hiện kế hoạch", font="F1"
    )
    page.centred(310, 660, "Kính gửi: Bộ Xây dựng", font="F1")
    block, *rest = view(document)
    assert isinstance(block, list)
    assert block[0][0].endswith("Số: 12/UBND-KT¶V/v báo cáo tình hình¶thực hiện kế hoạch")
    assert rest == ["Kính gửi: Bộ Xây dựng"]


def test_columns_that_nearly_touch() -> None:
    document = Pdf()
    left = "ỦY BAN NHÂN DÂN TỈNH SÔNG"
    document.page().text(60, 780, left, font="F2").text(
        60 + width(left) + 9, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", font="F2"
    )
    assert view(document) == [[[left, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"]]]


def test_signature_block_with_lines_at_other_heights() -> None:
    document = Pdf()
    page = body(document.page())
    page.lines(
        85,
        400,
        "Nơi nhận:",
        "- Như Điều 3;",
        "- Thường trực Hội đồng",
        "nhân dân tỉnh;",
        "- Lưu: VT.",
        size=11,
        step=13,
    )
    page.centred(430, 404, "KT. CHỦ TỊCH").centred(430, 388, "PHÓ CHỦ TỊCH").centred(430, 300, "Trần Văn Mẫu")
    assert view(document)[-1] == [
        [
            "Nơi nhận:¶- Như Điều 3;¶- Thường trực Hội đồng nhân dân tỉnh;¶- Lưu: VT.",
            "KT. CHỦ TỊCH¶PHÓ CHỦ TỊCH¶Trần Văn Mẫu",
        ]
    ]


def test_signers_side_by_side_whose_names_stand_at_other_heights() -> None:
    document = Pdf()
    page = body(document.page())
    for at, line in enumerate(("KT. GIÁM ĐỐC", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "TỈNH SÔNG", "PHÓ GIÁM ĐỐC")):
        page.centred(180, 400 - 16 * at, line)
    for at, line in enumerate(("KT. GIÁM ĐỐC", "SỞ TÀI CHÍNH", "PHÓ GIÁM ĐỐC")):
        page.centred(430, 400 - 16 * at, line)
    page.centred(430, 306, "Lê Thị Mẫu").centred(180, 262, "Trần Văn Mẫu")
    assert view(document)[-1] == [
        [
            "KT. GIÁM ĐỐC¶SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG¶TỈNH SÔNG¶PHÓ GIÁM ĐỐC¶Trần Văn Mẫu",
            "KT. GIÁM ĐỐC¶SỞ TÀI CHÍNH¶PHÓ GIÁM ĐỐC¶Lê Thị Mẫu",
        ]
    ]


# --- what stands beside the text ---------------------------------------------------------------------


def test_page_numbers_and_running_heads_go() -> None:
    document = Pdf()
    for number in range(1, 5):
        page = document.page()
        page.centred(310, 812, str(number)).text(85, 795, f"CÔNG BÁO/Số {number + 700}/Ngày 28-5-2021")
        body(page, 700).text(121, 400, f"{number + 10}")  # a number of the text
    shown = [str(block) for block in view(document)]
    assert not any("CÔNG BÁO" in block for block in shown)
    assert [block for block in shown if block.isdigit()] == ["11", "12", "13", "14"]


def test_letterheads_at_the_head_of_several_pages_stay() -> None:
    document = Pdf()
    for number in range(1, 5):
        page = document.page()
        page.centred(160, 800, "ỦY BAN NHÂN DÂN").centred(420, 800, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        page.centred(160, 786, "TỈNH TÂN GIANG").centred(420, 786, "Độc lập - Tự do - Hạnh phúc")
        body(page, 700).text(121, 400, f"{number + 10}")
    shown = " ".join(str(block) for block in view(document))
    assert [shown.count(one) for one in ("ỦY BAN NHÂN DÂN", "TỈNH TÂN GIANG")] == [4, 4]


def test_page_numbers_printed_over_a_table_go() -> None:
    document = Pdf()
    for number in range(1, 5):
        page = document.page()
        for x in (100, 200, 400, 500):
            page.rule(x, 700, x, 830)
        for y in (700, 780, 830):
            page.rule(100, y, 500, y)
        page.centred(297.5, 815, str(number + 6)).text(210, 790, "Ghi chú").text(210, 740, f"Dòng {number}")
        page.text(110, 740, str(number))  # counts on as well, in the text
    grids = [block for block in read(document).blocks if isinstance(block, Grid)]
    assert [grid.matrix() for grid in grids] == [
        [["", "Ghi chú", ""], [str(number), f"Dòng {number}", ""]] for number in range(1, 5)
    ]
    assert [grid.edges for grid in grids] == [(100, 200, 400, 500)] * 4


@pytest.mark.parametrize(
    ("right", "above", "is_row"),
    [
        (500, (), True),
        (500, ("7",), True),  # the number of the page
        (450, (), False),  # a box of another width
        (500, ("PHỤ LỤC", "DANH MỤC DỰ ÁN"), False),
    ],
)
def test_a_box_that_goes_on_with_a_table_is_a_row_of_it(
    right: float, above: Sequence[str], is_row: bool
) -> None:
    document = Pdf()
    for places in ((100.0, 200.0, 500.0), (100.0, right), (100.0, 200.0, 500.0)):
        page = document.page()
        for x in places:
            page.rule(x, 660, x, 700)
        for y in (660, 700):
            page.rule(100, y, places[-1], y)
        for left in places[:-1]:
            page.text(left + 5, 675, "Dự án chuyển tiếp" if len(places) == 2 else "Trường mầm non")
        for at, text in enumerate(above if len(places) == 2 else ()):
            page.text(280, 760 - 20 * at, text)
    grids = [block for block in read(document).blocks if isinstance(block, Grid)]
    assert [len(grid.edges) for grid in grids] == ([3, 2, 3] if is_row else [3, 3])


def test_turned_pages_read_as_they_are_seen() -> None:
    upright, turned = Pdf(), Pdf()
    letterhead(body(upright.page((842, 595)), 400))
    page = turned.page((595, 842), rotate=90)
    letterhead(body(page, 400))
    # the same operators on a page turned by a quarter: the reader sees a landscape page
    page.content = ["q 0 1 -1 0 595 0 cm", *page.content, "Q"]
    found, expected = read(turned), read(upright)
    assert view_of(found) == view_of(expected)
    assert (found.pages[0].width, found.pages[0].height) == (842, 595)


def test_upward_text_in_a_cell() -> None:
    document = Pdf()
    page = document.page()
    for x in (100, 140, 300):
        page.rule(x, 500, x, 600)
    for y in (500, 560, 600):
        page.rule(100, y, 300, y)
    page.text(125, 505, "Số thứ tự", size=9, matrix="0 1 -1 0").text(150, 575, "Nội dung").text(150, 520, "1")
    assert view(document) == [[["", "Nội dung"], ["Số thứ tự", "1"]]]


# --- beside pdfplumber -----------------------------------------------------------------------------------


def test_cells_are_those_of_pdfplumber() -> None:
    pdfplumber = pytest.importorskip("pdfplumber", reason="pdfplumber is not installed")
    data = (DATA / "quyet-dinh.pdf").read_bytes()
    with pdfplumber.open(io.BytesIO(data)) as document:
        (table,) = document.pages[0].find_tables()
        expected = [[text and " ".join(text.split()) for text in row] for row in table.extract()]
    grid = next(block for block in pdf.read(data).blocks if isinstance(block, Grid) and block.ruled)
    found: list[list[str | None]] = [[None] * grid.n_cols for _ in range(grid.n_rows)]
    for cell in grid.cells:
        found[cell.row][cell.col] = cell.text
    assert found == expected


# --- tables without rules ----------------------------------------------------------------------------------


def test_rows_under_each_other_are_a_table() -> None:
    document = Pdf()
    page = body(document.page(), 780, 6)
    table = (
        ("TT", "Mặt hàng", "Đơn vị", "Giá"),
        ("1", "Xi măng bao", "tấn", "1.250.000"),
        ("2", "Cát vàng hạt lớn", "m3", "320.000"),
    )
    for at, cells in enumerate(table):
        for x, cell in zip((85, 130, 320, 440), cells, strict=True):
            page.text(x, 640 - 20 * at, cell)
    page.text(130, 586, "(tại kho)")
    body(page, 540, 6)
    grid = next(block for block in read(document).blocks if isinstance(block, Grid))
    assert not grid.ruled
    assert grid.matrix() == [list(row) for row in table]


def test_three_signers_are_three_columns() -> None:
    document = Pdf()
    page = body(document.page(), 780, 6)
    for x, title, name in (
        (130, "NGƯỜI LẬP", "Lê Thị Hai"),
        (310, "KẾ TOÁN", "Trần Văn Ba"),
        (470, "GIÁM ĐỐC", "Vũ Thị Tư"),
    ):
        page.centred(x, 600, title).centred(x, 520, name)
    assert view(document)[-1] == [
        ["NGƯỜI LẬP", "KẾ TOÁN", "GIÁM ĐỐC"],
        ["Lê Thị Hai", "Trần Văn Ba", "Vũ Thị Tư"],
    ]


def test_lines_drawn_wide_are_no_table() -> None:
    document = Pdf()
    page = document.page()
    for at, text in enumerate(
        ("báo cáo tình hình thực hiện", "kế hoạch của các đơn vị", "nhiệm vụ năm hai nghìn")
    ):
        for place, word in enumerate(text.split()):
            page.text(85 + (93 - 9 * at) * place, 700 - 18 * at, word)
    assert not any(isinstance(block, Grid) for block in read(document).blocks)
