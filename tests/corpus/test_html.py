"""Pages: text out of chrome, tables with spans, Word's own HTML."""

import time
from collections.abc import Callable

import pytest

from vanban.corpus.errors import InputError
from vanban.corpus.layout import Grid, Layout, Paragraph
from vanban.corpus.readers import read

View = Callable[[str], list[object]]

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Văn bản | Cổng thông tin</title>
<style>p {color: red}</style><script>var x = "Điều 9. Không phải văn bản";</script></head>
<body>
<nav><ul><li><a href="/">Trang chủ</a></li><li>Giới thiệu</li></ul></nav>
<div class="head"><h1>Nghị quyết số 12/2021/NQ-HĐND quy định mức hỗ trợ xã Thượng Cát</h1>
  <div><span>Ngày có hiệu lực:</span><span>01/08/2021</span></div>
  <div><span class="l">Số hiệu</span><span class="v"><b>12/2021/NQ-HĐND</b></span></div>
  <table><tr><td>Người ký</td><td>Lê Thị Hoa</td></tr><tr><td>Ngày hết hiệu lực</td><td>--</td></tr></table>
</div>
<div class="tabs"><div>Nội dung</div><div>Thuộc tính</div><div>Tải về</div></div>
<div class="wrap"><div><div id="content">
<table border="0"><tbody><tr>
 <td><p><strong>HỘI ĐỒNG NHÂN DÂN<br>TỈNH SƠN HÀ<br>-------</strong></p></td>
 <td><p><strong>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</strong></p></td>
</tr><tr><td>Số: 12/2021/NQ-HĐND</td><td><em>Sơn Hà, ngày 10 tháng 7 năm 2021</em></td></tr></tbody></table>
<p align="center"><b>NGHỊ QUYẾT</b></p>
<p style="text-align:center"><strong>Quy định mức hỗ trợ</strong></p>
<p style="text-align:center"><strong>cán bộ xã Thượng Cát</strong></p>
<p>&nbsp;</p>
<p><em>Căn cứ <a href="#">Luật</a> số <span>63/2025/QH15</span>;</em></p>
<p><strong>Điều 1.</strong> Mức hỗ trợ <span style="display:none">ẩn</span>gồm<!-- chú thích -->:</p>
<ol><li>Cán bộ xã;</li><li>Công chức<ul><li>chuyên trách</li></ul></li></ol>
<ol type="a" start="2"><li>tiền ăn</li></ol>
<table class="data"><caption>Biểu 1</caption>
<thead><tr><th rowspan="2">STT</th><th rowspan="2">Xã</th><th colspan="2">Chia ra</th></tr>
<tr><th>2020</th><th>2021</th></tr></thead>
<tr><td>1</td><td>An Bình<table><tr><td>thôn A</td><td>thôn B</td></tr></table></td><td>1.200</td><td></td></tr>
</table>
<p>Điều 2. Nghị quyết này có hiệu lực từ ngày 01/8/2021./.</p>
<table><tr><td><p>Nơi nhận:<br>- Như Điều 2;<br>- Lưu: VT.</p></td><td><p><b>CHỦ TỊCH<br><br><br>Lê Thị Hoa</b></p></td></tr></table>
</div></div></div>
<footer><p>CƠ SỞ DỮ LIỆU QUỐC GIA</p><p>Địa chỉ: Số 60 Trần Phú</p></footer>
</body></html>"""


def test_page(view: View) -> None:
    assert view(PAGE) == [
        [
            [
                "HỘI ĐỒNG NHÂN DÂN¶TỈNH SƠN HÀ",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¶Độc lập - Tự do - Hạnh phúc",
            ],
            ["Số: 12/2021/NQ-HĐND", "Sơn Hà, ngày 10 tháng 7 năm 2021"],
        ],
        "NGHỊ QUYẾT",
        "Quy định mức hỗ trợ cán bộ xã Thượng Cát",  # centred paragraphs that run on
        "Căn cứ Luật số 63/2025/QH15;",  # inline elements add no spaces
        "Điều 1. Mức hỗ trợ gồm:",  # nothing hidden, no comment
        "1. Cán bộ xã;",
        "2. Công chức",
        "- chuyên trách",
        "b) tiền ăn",
        "Biểu 1",
        [
            ["[2x1]STT", "[2x1]Xã", "[1x2]Chia ra"],
            ["2020", "2021"],
            ["1", "An Bình¶thôn A¶thôn B", "1.200", ""],  # a table inside a cell: its text, in order
        ],
        "Điều 2. Nghị quyết này có hiệu lực từ ngày 01/8/2021./.",
        [["Nơi nhận:¶- Như Điều 2;¶- Lưu: VT.", "CHỦ TỊCH¶Lê Thị Hoa"]],
    ]


def test_metadata(layout_of: Callable[[str], Layout]) -> None:
    assert layout_of(PAGE).metadata == (
        ("title", "Nghị quyết số 12/2021/NQ-HĐND quy định mức hỗ trợ xã Thượng Cát"),
        ("Ngày có hiệu lực", "01/08/2021"),
        ("Số hiệu", "12/2021/NQ-HĐND"),
        ("Người ký", "Lê Thị Hoa"),
    )


def test_styles(layout_of: Callable[[str], Layout]) -> None:
    styles = {b.text: b.style for b in layout_of(PAGE).blocks if isinstance(b, Paragraph)}
    assert (styles["NGHỊ QUYẾT"].bold, styles["NGHỊ QUYẾT"].align) == (True, "center")
    assert styles["Căn cứ Luật số 63/2025/QH15;"].italic
    assert not styles["Điều 1. Mức hỗ trợ gồm:"].bold  # in part only


def test_a_page_of_properties(layout_of: Callable[[str], Layout]) -> None:
    start, end = PAGE.index('<div class="wrap">'), PAGE.index("<footer>")
    layout = layout_of(PAGE[:start] + PAGE[end:])
    assert layout.blocks == ()
    assert dict(layout.metadata)["Số hiệu"] == "12/2021/NQ-HĐND"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # the whole document in a table of one cell, and in one column
        ("<table><tr><td><p>Một</p><p>Hai</p></td></tr></table>", ["Một", "Hai"]),
        ("<table><tr><td>Một</td></tr><tr><td>Hai</td></tr></table>", ["Một", "Hai"]),
        # a table without rows, an empty one
        ("<table></table><table><tr><td> </td><td>&nbsp;</td></tr></table><p>Ba</p>", ["Ba"]),
        # spans out of bounds
        (
            '<table><tr><td rowspan="99999999" colspan="88888888">a</td><td>b</td></tr><tr><td>c</td></tr></table>',
            None,
        ),
        # rowspan 0 reaches to the end; overlapping spans
        (
            "<table><tr><td rowspan=0>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
            [[["[2x1]a", "b"], ["c"]]],
        ),
        ("<table><tr><td>a</td><td rowspan=2>b</td></tr><tr><td colspan=2>c</td></tr></table>", None),
        # list labels that stand in the text already are not doubled
        ("<ol><li>1. Một</li><li>a) Hai</li></ol><ul><li>+ Ba</li></ul>", ["1. Một", "a) Hai", "+ Ba"]),
        ('<ol type="I"><li>Một</li><li value="4">Bốn</li></ol>', ["I. Một", "IV. Bốn"]),
        # lines of <pre> are lines
        ("<pre>Sở Y tế\nSở Nội vụ</pre>", ["Sở Y tế", "Sở Nội vụ"]),
        # Word: conditional comments, o:p, list marks kept in the text
        (
            (
                "<p class=MsoNormal><!--[if gte mso 9]><xml>rác</xml><![endif]--><![if !supportLists]>1.&nbsp;<![endif]>Một"
                "<o:p></o:p></p>"
            ),
            ["1. Một"],
        ),
        ("<p hidden>ẩn</p><p style='display: none'>ẩn</p><p>hiện</p>", ["hiện"]),
        ("<p>gồm <del>05</del><ins>07</ins> người</p>", ["gồm 07 người"]),
        ("chữ <b>rời</b> rạc", ["chữ rời rạc"]),
        ("<p>mở<div>hở<p>hoài", ["mở", "hở", "hoài"]),
        ("<p>hai<br>ba<br/>Tư</p>", ["hai", "ba", "Tư"]),  # short lines: no wrap
    ],
)
def test_bodies(view: View, body: str, expected: list[object] | None) -> None:
    shown = view(f"<html><body>{body}</body></html>")
    assert shown == expected if expected is not None else shown


def test_wrapped_lines_in_one_paragraph(view: View) -> None:
    lines = [
        "Các cơ quan chuyên môn phối hợp với địa phương tổ",
        "chức kiểm tra, rà soát hệ thống kênh mương trước",
        "mùa mưa lũ, nhất là các tuyến kênh trục chính ở",
        "vùng trũng; báo cáo kết quả về Sở Nông nghiệp và",
        "Phát triển nông thôn.",
        "Các xã thực hiện nghiêm túc.",
    ]
    assert view(f"<html><body><div>{'<br>'.join(lines)}</div></body></html>") == [
        " ".join(lines[:5]),
        lines[5],
    ]


def test_bounds() -> None:
    """Depth, spans and size are bounded in time."""
    pages = [
        "<html><body>" + "<div>" * 4000 + "x" + "</div>" * 4000,
        "<html><body>" + "<div>" * 200_000,
        "<html><table>" + "<tr><td colspan=1000>x</td></tr>" * 2000 + "</table>",
        "<html><table>" + "<tr><td rowspan=65534>x</td><td>y</td></tr>" * 2000 + "</table>",
        "<html><body>" + "<table><tr><td>" * 300 + "x",
        "<html><body>" + "<p>Điều 1. a" * 20_000,
    ]
    for page in pages:
        begin = time.process_time()
        try:
            read("x.html", page.encode())
        except InputError as error:
            assert error.remedy
        assert time.process_time() - begin < 10


def test_the_cell_of_the_recipients_is_no_page(view: View) -> None:
    title = "<p align='center'><b>THÔNG BÁO</b></p><p align='center'><b>kết luận về kho lưu trữ</b></p>"
    body = "<p>Ban Thường vụ yêu cầu các kho phải khô, sạch và có khóa; mỗi quý kiểm tra một lần.</p>"
    end = "<table><tr><td>Nơi nhận:<br>- Các chi bộ,<br>- Lưu Văn phòng.</td><td>BÍ THƯ<br>Lê Thị Hoa</td></tr></table>"
    found = view(f"<html><body>{title}{body}{end}</body></html>")
    assert found[:2] == ["THÔNG BÁO", "kết luận về kho lưu trữ"]  # the type is no half of its subject


@pytest.mark.parametrize(
    ("cell", "indent"),
    [
        ("<td>Chợ</td>", 0),
        ('<td style="padding-left: 20px">Chợ</td>', 15),
        ('<td><p style="margin-left:14.2pt;text-indent:-7.1pt">Chợ</p></td>', 7.1),
        ("<td>&nbsp;&nbsp;Chợ</td>", 6),
        ("<td>&nbsp;Chợ</td>", 0),  # a slip
        ("<td>  Chợ</td>", 0),
    ],
)
def test_indents_of_names(layout_of: Callable[[str], Layout], cell: str, indent: float) -> None:
    page = f'<div style="margin-left:1cm"><table border="1"><tr>{cell}<td>5</td></tr></table></div>'
    grid = layout_of(page).blocks[0]
    assert isinstance(grid, Grid)
    assert grid.cells[0].paragraphs[0].style.indent == pytest.approx(indent)
