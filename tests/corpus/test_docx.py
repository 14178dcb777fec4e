"""The DOCX reader on files built here: text, styles, boxes, notes, margins and pages as Word prints them."""

import pytest

from tests.corpus.docx_writer import STYLES, p, read, run
from tests.corpus.views import texts
from vanban.corpus.layout import Paragraph

# --- text -------------------------------------------------------------------------------------------

INLINE = [
    # a tab or several spaces in running text are one space
    (p("Điều 1.\tPhạm vi   điều chỉnh"), ["Điều 1. Phạm vi điều chỉnh"]),
    # a word cut into runs is one word
    (p(run("Quyết "), run("đị"), run("nh", "<w:b/>")), ["Quyết định"]),
    # capitals by formatting are capitals
    (p(run("quyết định", "<w:caps/>")), ["QUYẾT ĐỊNH"]),
    (p(run("quyết định", '<w:caps w:val="0"/>')), ["quyết định"]),
    # hidden text is not printed
    (p("Số: 12", run("bí mật", "<w:vanish/>"), "/QĐ-UBND"), ["Số: 12/QĐ-UBND"]),
    # insertions and moved-in text stay, deletions and moved-away text go
    (
        p(
            "giao ",
            f"<w:ins>{run('Sở Tài chính')}</w:ins>",
            "<w:del><w:r><w:delText>Sở Nội vụ</w:delText></w:r></w:del>",
            f"<w:moveFrom>{run(' chủ trì')}</w:moveFrom>",
            f"<w:moveTo>{run(' thực hiện')}</w:moveTo>",
        ),
        ["giao Sở Tài chính thực hiện"],
    ),
    # a paragraph whose mark is deleted goes on in the next one
    (p("Điều 1. Phê", props="<w:rPr><w:del/></w:rPr>") + p(" duyệt"), ["Điều 1. Phê duyệt"]),
    # a simple field shows its result
    (p('<w:fldSimple w:instr=" DATE ">' + run("ngày 05 tháng 3") + "</w:fldSimple>"), ["ngày 05 tháng 3"]),
    # hyperlinks, smart tags and content controls are transparent
    (
        p(
            f"<w:hyperlink>{run('Luật ')}</w:hyperlink>",
            f"<w:smartTag>{run('Đất ')}</w:smartTag>",
            f"<w:sdt><w:sdtPr/><w:sdtContent>{run('đai')}</w:sdtContent></w:sdt>",
        ),
        ["Luật Đất đai"],
    ),
    (f"<w:sdt><w:sdtContent>{p('Mục lục')}</w:sdtContent></w:sdt>", ["Mục lục"]),
    # symbols, hyphens, soft hyphens
    (p('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', " 5 triệu"), ["≥ 5 triệu"]),
    (p("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:t>C</w:t></w:r>"), ["A-BC"]),
    # short centred lines parted by breaks are lines; a running text goes on
    (
        p("QUYẾT ĐỊNH\nVề việc ban hành Quy chế", props='<w:jc w:val="center"/>'),
        ["QUYẾT ĐỊNH", "Về việc ban hành Quy chế"],
    ),
    (p("các cơ quan, đơn vị của\ntỉnh có trách nhiệm"), ["các cơ quan, đơn vị của tỉnh có trách nhiệm"]),
    # a page break parts
    (p('<w:r><w:t>một</w:t><w:br w:type="page"/><w:t>hai</w:t></w:r>'), ["một", "hai"]),
    # drawn rules of underscores are no text
    (p("UBND TỈNH") + p("__________"), ["UBND TỈNH"]),
    # formulas keep their letters
    (
        p('<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>a+b</m:t></m:r>'
          "</m:oMath>"),
        ["a+b"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), INLINE)
def test_inline(body: str, expected: list[str]) -> None:
    assert texts(read(body)) == expected


def field(instruction: str, result: str | None) -> str:
    """A complex field; without a result it has no separator either."""

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    shown = "" if result is None else mark("separate") + result
    return f"{mark('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{shown}{mark('end')}"


FIELDS = [
    (field("REF so_van_ban", run("12/QĐ-UBND")), "số 12/QĐ-UBND."),  # the result, never the code
    (
        field("IF " + field("PAGE", run("7")) + ' = 1 "a" "b"', run("b")),
        "số b.",
    ),  # a field inside an instruction
    (field('SYMBOL 163 \\f "Symbol"', None), "số ≤."),  # a sign that Word computes
    (field('SYMBOL 0163 \\f "Symbol"', None), "số ≤."),  # its code with a zero in front
    (field("TC mục", None), "số ."),  # an entry that prints nothing
    (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        "số",
    ),  # never closed: lost is the rest of its paragraph
]


@pytest.mark.parametrize(("markup", "expected"), FIELDS)
def test_fields(markup: str, expected: str) -> None:
    assert texts(read(p("số ", markup, ".") + p("Điều 2."))) == [expected, "Điều 2."]


def test_legacy_letters_with_their_soft_hyphens() -> None:
    font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    soft = f"<w:r><w:rPr>{font}</w:rPr><w:softHyphen/></w:r>"  # what converters write for the letter ư
    body = p(run("Ng", font), soft, run("êi ", font), soft, run("íc m¬ ®\u00ad\u00eec gióp ®ì", font))
    capitals = p(run("quyÕt ®Þnh", '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/><w:b/>'))
    layout = read(capitals + body)
    assert texts(layout) == ["QUYẾT ĐỊNH", "Người ước mơ được giúp đỡ"]
    assert layout.encoding == "tcvn3"


def test_style_of_a_paragraph() -> None:
    props = '<w:jc w:val="both"/><w:ind w:left="720" w:hanging="360"/>'
    layout = read(
        p(run("Điều 1. ", "<w:b/>"), run("Nội dung", "<w:b/>"), props=props) + p(run("x"), run("y", "<w:b/>"))
    )
    first, second = (block for block in layout.blocks if isinstance(block, Paragraph))
    assert (first.style.bold, first.style.align, first.style.indent) == (True, "justify", 18.0)
    assert not second.style.bold  # part of it only


def test_styles_inherit() -> None:
    body = "".join(
        p("kế hoạch", props=f'<w:pStyle w:val="{name}"/>') for name in ("Title", "SubTitle", "Loop")
    )
    title, sub, loop = (b for b in read(body, styles=STYLES).blocks if isinstance(b, Paragraph))
    assert (title.text, title.style.bold, title.style.align, title.style.size) == (
        "KẾ HOẠCH",
        True,
        "center",
        13.0,
    )
    assert (sub.text, sub.style.bold, sub.style.size) == ("kế hoạch", True, 14.0)
    assert (loop.text, loop.style.bold) == ("kế hoạch", False)


def test_toggles_of_paragraph_and_character_style_cancel() -> None:
    strong = run("nội dung", '<w:rStyle w:val="Strong"/>')
    bold, plain = (b for b in read(p(strong) + p(strong, props='<w:pStyle w:val="Title"/>'), styles=STYLES).blocks
                   if isinstance(b, Paragraph))  # fmt: skip
    assert bold.style.bold and not plain.style.bold


# --- boxes, notes, margins, pages -------------------------------------------------------------------


def boxed(text: str) -> str:
    """A run with a text box in both forms in which Word writes it."""
    box = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes_are_read_once_where_they_stand() -> None:
    assert texts(read(p(boxed("DỰ THẢO"), "QUYẾT ĐỊNH"))) == ["DỰ THẢO", "QUYẾT ĐỊNH"]
    assert texts(read(p("Số: 12", boxed("MẬT")))) == ["Số: 12", "MẬT"]
    vml = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('KHẨN')}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert texts(read(p(vml))) == ["KHẨN"]


def test_footnotes_stand_after_the_last_paragraph() -> None:
    notes = f'<w:footnote w:id="-1" w:type="separator">{p("x")}</w:footnote>'
    notes += f'<w:footnote w:id="7">{p("Theo Nghị định số 10/2020/NĐ-CP.")}</w:footnote>'
    body = p("mức giá", '<w:r><w:footnoteReference w:id="7"/></w:r>', " mới") + p("Điều 2.")
    assert texts(read(body, footnotes=notes)) == [
        "mức giá mới",
        "Điều 2.",
        "[1] Theo Nghị định số 10/2020/NĐ-CP.",
    ]


def section(*references: str) -> str:
    """Section properties with headers and footers."""
    links = "".join(f'<w:{name.rstrip("1")}Reference w:type="first" r:id="{name}"/>' for name in references)
    return f'<w:sectPr>{links}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1701" w:right="1134"/></w:sectPr>'


def test_headers_go_apart_and_page_numbers_nowhere() -> None:
    layout = read(p("Điều 1.") + section("header1", "footer1"), header1=p("LAWDATA"), footer1=p("- 2 -"))
    assert texts(layout) == ["Điều 1."]
    assert layout.metadata == (("page header", "LAWDATA"),)


def test_letterhead_in_the_header_of_the_first_page_is_text() -> None:
    layout = read(p("QUYẾT ĐỊNH") + section("header1"), header1=p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    assert texts(layout) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "QUYẾT ĐỊNH"]


def test_pages_where_word_recorded_them() -> None:
    broken = "<w:r><w:lastRenderedPageBreak/><w:t>hai</w:t></w:r>"
    layout = read(p("một") + p(broken) + p("ba") + section())
    assert [block.page for block in layout.blocks] == [1, 2, 2]
    assert [(page.number, page.width) for page in layout.pages] == [(1, 595.3), (2, 595.3)]
    assert [block.page for block in read(p("một")).blocks] == [None]
