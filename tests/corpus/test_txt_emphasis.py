"""Exports that keep the line ends of their source: emphasis, labels and first words broken over lines."""

from collections.abc import Callable

import pytest

from vanban.corpus.layout import Layout, Paragraph

View = Callable[[str], list[object]]
TAIL = "\n\n**Một** và **hai**"  # enough signs of markup

UNPARTED = """\
**ỦY
BAN NHÂN DÂN**
**TỈNH
SƠN HÀ**
**CỘNG
HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
*Sơn
Hà, ngày 12 tháng 3 năm 2019*
**QUYẾT
ĐỊNH**
**Về
việc ban hành giá dịch vụ thoát nước trên địa bàn
tỉnh**
*Căn
cứ Luật Giá ngày 20 tháng 6 năm 2012;*
*Căn
cứ Luật
Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;*
*Theo
đề nghị của Giám đốc Sở Xây dựng,*
**QUYẾT
ĐỊNH:**
**Điều
1.** Ban hành giá dịch vụ thoát nước như sau:
1.
Giá áp dụng cho hộ gia đình ở các phường nội
thành
a)
Hộ nghèo
-
Dưới 10 m3
đầu tiên
**Điều
2.**
**Tổ
chức thực hiện**
Giao
sở quản lý chuyên ngành hướng dẫn, kiểm tra
và đôn đốc các đơn vị thoát nước trên địa bàn
tỉnh thực hiện; định kỳ sáu tháng tổng hợp kết
quả, báo cáo Ủy ban nhân dân tỉnh xem xét, chỉ
đạo.
**KT.
CHỦ TỊCH**
**PHÓ**
**CHỦ
TỊCH**
**Trần
Văn Bình**
"""


def test_without_blank_lines(view: View) -> None:
    assert view(UNPARTED) == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH SƠN HÀ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Sơn Hà, ngày 12 tháng 3 năm 2019",
        "QUYẾT ĐỊNH",
        "Về việc ban hành giá dịch vụ thoát nước trên địa bàn tỉnh",
        "Căn cứ Luật Giá ngày 20 tháng 6 năm 2012;",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Theo đề nghị của Giám đốc Sở Xây dựng,",
        "QUYẾT ĐỊNH:",
        "Điều 1. Ban hành giá dịch vụ thoát nước như sau:",
        "1. Giá áp dụng cho hộ gia đình ở các phường nội thành",
        "a) Hộ nghèo",
        "- Dưới 10 m3 đầu tiên",
        "Điều 2. Tổ chức thực hiện",
        (
            "Giao sở quản lý chuyên ngành hướng dẫn, kiểm tra và đôn đốc các đơn vị thoát nước trên địa bàn tỉnh thực hiện; "
            "định kỳ sáu tháng tổng hợp kết quả, báo cáo Ủy ban nhân dân tỉnh xem xét, chỉ đạo."
        ),
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trần Văn Bình",
    ]


def test_styles_over_line_ends(layout_of: Callable[[str], Layout]) -> None:
    styles = {
        b.text: (b.style.bold, b.style.italic) for b in layout_of(UNPARTED).blocks if isinstance(b, Paragraph)
    }
    assert styles["ỦY BAN NHÂN DÂN"] == (True, False)
    assert styles["Sơn Hà, ngày 12 tháng 3 năm 2019"] == (False, True)
    assert styles["Căn cứ Luật Giá ngày 20 tháng 6 năm 2012;"] == (False, True)
    assert styles["Điều 1. Ban hành giá dịch vụ thoát nước như sau:"] == (False, False)
    assert styles["Điều 2. Tổ chức thực hiện"] == (True, False)
    assert styles["PHÓ CHỦ TỊCH"] == (True, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one run that holds several printed lines
        ("**ỦY BAN NHÂN DÂN\nTỈNH SƠN HÀ**", ["ỦY BAN NHÂN DÂN", "TỈNH SƠN HÀ"]),
        ("**UBND TỈNH SƠN HÀ\nSỞ NỘI VỤ**", ["UBND TỈNH SƠN HÀ", "SỞ NỘI VỤ"]),
        (
            "**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc**",
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
        ),
        (
            "**KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nLê Thị Minh**",
            ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Minh"],
        ),
        ("**KẾ HOẠCH\nTrồng cây phân tán**", ["KẾ HOẠCH", "Trồng cây phân tán"]),
        ("**Chương II\nTỔ CHỨC THỰC HIỆN**", ["Chương II", "TỔ CHỨC THỰC HIỆN"]),
        # the same lines, wrapped inside
        ("**CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM**", ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]),
        ("**Độc lập\n- Tự do - Hạnh phúc**", ["Độc lập - Tự do - Hạnh phúc"]),
        ("**SỞ NÔNG NGHIỆP VÀ\nPHÁT TRIỂN NÔNG THÔN**", ["SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN"]),
        ("**KT. GIÁM\nĐỐC\nPHÓ GIÁM\nĐỐC**", ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        # a run over several bases: each is a paragraph
        ("*Căn cứ Luật A;\nCăn cứ Luật B;*", ["Căn cứ Luật A;", "Căn cứ Luật B;"]),
        # a heading and the text below, labels in one run
        ("**Điều 1. Phạm vi\n1. Quy chế này**", ["Điều 1. Phạm vi", "1. Quy chế này"]),
        # two runs are two paragraphs, bold and plain too
        ("**Phạm vi điều chỉnh**\n**Đối tượng áp dụng**", ["Phạm vi điều chỉnh", "Đối tượng áp dụng"]),
        ("**Phạm vi điều chỉnh**\nQuy chế này", ["Phạm vi điều chỉnh", "Quy chế này"]),
        # a label alone, followed by another label
        ("**Điều 5.**\n1. Sở Y tế", ["Điều 5.", "1. Sở Y tế"]),
        ("I.\nMỤC ĐÍCH, YÊU CẦU", ["I. MỤC ĐÍCH, YÊU CẦU"]),
        ("Số:\n12/QĐ-UBND", ["Số: 12/QĐ-UBND"]),
        # an emphasised bullet alone is no rule
        ("*-*\nLưu: VT.", ["- Lưu: VT."]),
        # marks that nothing closes reach no further than their line
        ("**QUYẾT ĐỊNH\n**Điều 1.** Giao\nSở Y tế.", ["QUYẾT ĐỊNH", "Điều 1. Giao Sở Y tế."]),
        ("*Chưa tính thuế\n*Đã tính phí* rồi", ["*Chưa tính thuế", "Đã tính phí rồi"]),
        # one mark closes two, three close one after the other
        ("**Về việc trồng cây*\nSở Y tế", ["Về việc trồng cây", "Sở Y tế"]),
        ("***Nơi nhận*****:** như trên\nSở Y tế", ["Nơi nhận: như trên", "Sở Y tế"]),
        # spaces inside the marks, underscores
        ("** QUYẾT ĐỊNH **\nSở Y tế", ["QUYẾT ĐỊNH", "Sở Y tế"]),
        ("__Điều 1.__ Giao Sở Y tế", ["Điều 1. Giao Sở Y tế"]),
        ("***Căn cứ Luật A***", ["Căn cứ Luật A"]),
        (
            "* (Ban hành kèm theo\nQuyết định số 5)*\nSở Y tế",
            ["(Ban hành kèm theo Quyết định số 5)", "Sở Y tế"],
        ),
        # a rule glued to a word
        ("**SỞ Y TẾ-------**", ["SỞ Y TẾ"]),
    ],
)
def test_runs(view: View, text: str, expected: list[str]) -> None:
    assert view(text + TAIL)[:-1] == expected


def test_nested_emphasis_is_both(layout_of: Callable[[str], Layout]) -> None:
    block = layout_of("***Căn cứ\nLuật A***" + TAIL).blocks[0]
    assert isinstance(block, Paragraph)
    assert (block.text, block.style.bold, block.style.italic) == ("Căn cứ Luật A", True, True)
