"""Markdown-like exports of legal portals."""

from collections.abc import Callable

import pytest

from vanban.corpus.layout import Layout, Paragraph

View = Callable[[str], list[object]]

EXPORT = """\
Trang chủ > Văn bản pháp luật > Bộ máy hành chính
Tải về
Lưu trữ
Quyết định 215/QĐ-UBND năm 2019 phê duyệt Kế hoạch trồng cây phân tán
Số hiệu: 215/QĐ-UBND
Loại văn bản:
Quyết định
Người ký: Trần Văn Bình
Ngày hiệu lực: Đã biết

**ỦY BAN NHÂN DÂN
TỈNH SƠN HÀ**
**-------**
|
**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------**
|
Số: 215/QĐ-UBND
|
_Sơn Hà, ngày 12 tháng 3 năm 2019_
|

**QUYẾT ĐỊNH**

**VỀ VIỆC PHÊ DUYỆT KẾ HOẠCH TRỒNG CÂY PHÂN TÁN*

***CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH***

*Căn cứ [Luật Tổ chức chính quyền địa phương](https://example.org/x?id=1) ngày 19 tháng 6 năm 2015;*

*Theo đề nghị của Giám đốc Sở Nông nghiệp và
Phát triển nông thôn,*

**QUYẾT ĐỊNH:**

**Điều 1.** Phê duyệt Kế hoạch trồng cây phân tán:

1\\. Mục tiêu: trồng 1.200 ha &amp; chăm sóc 2\\*3 lần\\.

* Cây lâm nghiệp: 80%.

FILE ĐƯỢC ĐÍNH KÈM THEO VĂN BẢN

### Điều 2. Hiệu lực

Quyết định này có hiệu lực kể từ ngày ký./.

| **Nơi nhận:** - Như Điều 3; - Lưu: VT, NN. | **KT. CHỦ TỊCH** **PHÓ CHỦ TỊCH** ------- **Trần Văn Bình** |
|---|---|

215_QD-UBND.doc
Bài liên quan:
Quyết định 99/QĐ-UBND năm 2018 về trồng rừng
Lưu trữ
Ghi chú
Facebook
"""


def test_export(view: View) -> None:
    assert view(EXPORT) == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH SƠN HÀ |",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc |",
        "Số: 215/QĐ-UBND |",
        "Sơn Hà, ngày 12 tháng 3 năm 2019 |",
        "QUYẾT ĐỊNH",
        "VỀ VIỆC PHÊ DUYỆT KẾ HOẠCH TRỒNG CÂY PHÂN TÁN",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Theo đề nghị của Giám đốc Sở Nông nghiệp và Phát triển nông thôn,",
        "QUYẾT ĐỊNH:",
        "Điều 1. Phê duyệt Kế hoạch trồng cây phân tán:",
        "1. Mục tiêu: trồng 1.200 ha & chăm sóc 2*3 lần.",
        "* Cây lâm nghiệp: 80%.",
        "Điều 2. Hiệu lực",
        "Quyết định này có hiệu lực kể từ ngày ký./.",
        [["Nơi nhận:¶- Như Điều 3;¶- Lưu: VT, NN.", "KT. CHỦ TỊCH¶PHÓ CHỦ TỊCH¶Trần Văn Bình"]],
    ]


def test_export_metadata(layout_of: Callable[[str], Layout]) -> None:
    assert layout_of(EXPORT).metadata == (
        ("Số hiệu", "215/QĐ-UBND"),
        ("Loại văn bản", "Quyết định"),
        ("Người ký", "Trần Văn Bình"),
        ("Ngày hiệu lực", "Đã biết"),
        ("title", "Quyết định 215/QĐ-UBND năm 2019 phê duyệt Kế hoạch trồng cây phân tán"),
    )


def test_export_styles(layout_of: Callable[[str], Layout]) -> None:
    styles = {
        b.text: (b.style.bold, b.style.italic) for b in layout_of(EXPORT).blocks if isinstance(b, Paragraph)
    }
    assert styles["TỈNH SƠN HÀ"] == (True, False)  # bold opened a line before
    assert styles["Số: 215/QĐ-UBND"] == (False, False)  # closed behind the dropped rule
    assert styles["Sơn Hà, ngày 12 tháng 3 năm 2019"] == (False, True)
    assert styles["CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"] == (True, True)
    assert styles["Điều 1. Phê duyệt Kế hoạch trồng cây phân tán:"] == (False, False)  # in part only
    assert styles["Điều 2. Hiệu lực"] == (True, False)  # a heading


def test_export_offsets(layout_of: Callable[[str], Layout]) -> None:
    layout = layout_of(EXPORT)
    for block in layout.blocks:
        if isinstance(block, Paragraph):
            at = layout.source_offset(block.start)
            assert at is not None
            assert EXPORT[at] == block.text[0]


TAIL = "\n\n**Một** và **hai**"  # enough signs of markup


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a pipe table with separator, break inside a cell, a note mark, a short row
        (
            "| STT | Nội dung |\n| --- | :--: |\n| 1 | Giống<br>Phân |\n| 2 | Công (*) |",
            [["STT", "Nội dung"], ["1", "Giống¶Phân"], ["2", "Công (*)"]],
        ),
        # without a separator row
        ("| Xã | Dân số |\n| An Bình | 4.500 |", [["Xã", "Dân số"], ["An Bình", "4.500"]]),
        # the empty header that converters add
        ("|  |  |\n| --- | --- |\n| Xã | 5 |\n| Huyện | 6 |", [["Xã", "5"], ["Huyện", "6"]]),
        # no border in front, as RTF converters write rows
        ("Xã|Dân số|\nAn Bình|4.500|", [["Xã", "Dân số"], ["An Bình", "4.500"]]),
        # a spanning header repeated over a second header row
        (
            "| STT | Năm | Năm |\n|---|---|---|\n| | 2020 | 2021 |\n| 1 | 5 | 6 |",
            [["STT", "[1x2]Năm"], ["", "2020", "2021"], ["1", "5", "6"]],
        ),
        # a letterhead run together in two cells
        (
            (
                "| **UBND TỈNH SƠN HÀ** **SỞ NỘI VỤ** ------- | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - "
                "Hạnh phúc** --------------- |\n| --- | --- |\n| Số: 5/SNV\\-TC | *Sơn Hà, ngày 2 tháng 3 năm 2020* |"
            ),
            [
                [
                    "UBND TỈNH SƠN HÀ¶SỞ NỘI VỤ",
                    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¶Độc lập - Tự do - Hạnh phúc",
                ],
                ["Số: 5/SNV-TC", "Sơn Hà, ngày 2 tháng 3 năm 2020"],
            ],
        ),
    ],
)
def test_pipe_tables(view: View, text: str, expected: list[list[str]]) -> None:
    assert view(text + TAIL)[0] == expected


def test_lines_right_above_a_pipe_table(view: View) -> None:
    table = "| Xã | Dân số |\n|---|---|\n| An Bình | 4.500 |\n| An Phú | |"
    assert view(f"(Kèm theo Công văn số 5/SNV)\n1. DÂN SỐ\n{table}{TAIL}")[2] == [
        ["Xã", "Dân số"], ["An Bình", "4.500"], ["An Phú", ""],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đơn giá 5.000*", "Đơn giá 5.000*"),  # a note mark behind a word
        ("5 * 3 = 15", "5 * 3 = 15"),  # a sign of its own
        ("(*) Chưa tính thuế", "(*) Chưa tính thuế"),
        ("*nghiêng* và *nữa*", "nghiêng và nữa"),
        ("snake_case_name", "snake_case_name"),  # inside a word
        ("ngày ____ tháng ____", "ngày ____ tháng ____"),  # blanks to fill in
        ("_nghiêng_ rồi thẳng", "nghiêng rồi thẳng"),
        ("** Điều 3.** Thi hành", "Điều 3. Thi hành"),  # a space inside the mark
        ("**Điều 3. **Thi hành", "Điều 3. Thi hành"),
        ("Số: 5 | Sơn Hà", ["Số: 5 |", "Sơn Hà"]),  # a border inside a line
        ("![con dấu](a.png) Phụ lục", "Phụ lục"),
        ("[**Điều 5**](#d5) của Luật", "Điều 5 của Luật"),
        ("m<sup>2</sup> &gt; 5&nbsp;ha", "m2 > 5 ha"),
        ("&#272;i&#7873;u 7", "Điều 7"),
        ("> trích dẫn", "trích dẫn"),
        ("dòng một<br>dòng hai", ["dòng một", "dòng hai"]),
        ("\\- Sở Y tế\\_1", "- Sở Y tế_1"),
        ("===\nSau gạch", "Sau gạch"),
    ],
)
def test_inline(view: View, text: str, expected: str | list[str]) -> None:
    assert view(text + TAIL)[:-1] == (expected if isinstance(expected, list) else [expected])


def test_plain_text_is_not_taken_for_markup(view: View) -> None:
    text = "* Ghi chú: 5 * 3\n*****\n- Số 1_2\n#1 là ký hiệu\nA \\ B"
    assert view(text) == ["* Ghi chú: 5 * 3", "- Số 1_2", "#1 là ký hiệu", "A \\ B"]
