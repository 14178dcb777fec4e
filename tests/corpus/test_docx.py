"""The DOCX reader on files built here from XML strings: every construct that changes what Word prints."""

import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from vanban.corpus import soffice
from vanban.corpus.budgets import Budgets
from vanban.corpus.errors import DamagedFileError, EncryptedFileError, InputError, TooLargeError
from vanban.corpus.layout import Grid, Layout, Paragraph, check
from vanban.corpus.readers import docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def build(body: str, **parts: str) -> bytes:
    """A DOCX with a body and other parts: ``styles``, ``numbering``, ``footnotes``, ``header1`` ..."""
    kinds = {name: name.rstrip("0123456789") for name in parts}
    links = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
        for name, kind in kinds.items()
    )
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{MAIN_TYPE}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}.document.main+xml"/>{types}</Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        package.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{RELS}">{links}</Relationships>'
        )
        package.writestr(
            "word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
        )
        for name, inner in parts.items():
            root = {"header": "hdr", "footer": "ftr"}.get(kinds[name], kinds[name])
            package.writestr(f"word/{name}.xml", f"<w:{root} {NAMESPACES}>{inner}</w:{root}>")
    return out.getvalue()


def run(text: str, props: str = "") -> str:
    """A run; a tab in the text becomes ``w:tab``, a line feed ``w:br``."""
    inner = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    inner = inner.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{inner}</w:t></w:r>'


def p(*runs: str, props: str = "") -> str:
    """A paragraph of runs or plain texts."""
    inner = "".join(part if part.startswith("<") else run(part) for part in runs)
    return f"<w:p><w:pPr>{props}</w:pPr>{inner}</w:p>"


def cell(*content: str, props: str = "") -> str:
    """A table cell of texts or markup."""
    inner = "".join(part if part.startswith("<w:") else p(part) for part in content)
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inner or '<w:p/>'}</w:tc>"


def row(*cells: str, props: str = "") -> str:
    """A table row of texts or cells."""
    inner = "".join(part if part.startswith("<w:tc>") else cell(part) for part in cells)
    return f"<w:tr><w:trPr>{props}</w:trPr>{inner}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def read(body: str, **parts: str) -> Layout:
    """Build and read; the layout's guarantees are proved on the way."""
    layout = docx.read(build(body, **parts))
    check(layout)
    return layout


def texts(layout: Layout) -> list[str]:
    """The texts of the blocks that are paragraphs."""
    return [block.text for block in layout.blocks if isinstance(block, Paragraph)]


def grid(layout: Layout) -> Grid:
    """The first grid."""
    return next(block for block in layout.blocks if isinstance(block, Grid))


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


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="26"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr>'
    "<w:rPr><w:b/><w:caps/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="SubTitle"><w:basedOn w:val="Title"/>'
    '<w:rPr><w:caps w:val="0"/><w:sz w:val="28"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
)


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


# --- numbering --------------------------------------------------------------------------------------


def level(at: int, fmt: str, text: str, extra: str = "", font: str = "") -> str:
    """A level of a list."""
    run_props = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>{extra}<w:lvlText w:val="{text}"/>'
        f"{run_props}</w:lvl>"
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "upperRoman", "Chương %1")
    + level(1, "decimal", "Điều %2.", '<w:lvlRestart w:val="0"/>')
    + level(2, "decimal", "%3.")
    + level(3, "lowerLetter", "%4)")
    + level(4, "decimal", "%1.%3.%5", "<w:isLgl/>")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "\uf0b7", font="Symbol")
    + level(1, "bullet", "-")
    + level(2, "bullet", "\uf0d8", font="Wingdings")
    + level(3, "bullet", "+", '<w:suff w:val="nothing"/>')
    + level(4, "none", "")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + level(0, "decimal", "%1", '<w:pStyle w:val="Heading"/>')
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="3">'
    + level(3, "upperLetter", "(%4)")
    + "</w:lvlOverride></w:num>"
)


def item(text: str, num: int, at: int) -> str:
    """A numbered paragraph."""
    return p(text, props=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr>')


NUMBERED = [
    # nested levels; articles go on over chapters, clauses and points start again
    (
        [("quy định", 1, 0), ("phạm vi", 1, 1), ("một", 1, 2), ("ý", 1, 3), ("ý", 1, 3), ("hai", 1, 2), ("ý", 1, 3),
         ("tổ chức", 1, 0), ("trách nhiệm", 1, 1), ("một", 1, 2)],
        ["Chương I quy định", "Điều 1. phạm vi", "1. một", "a) ý", "b) ý", "2. hai", "a) ý", "Chương II tổ chức",
         "Điều 2. trách nhiệm", "1. một"],
    ),
    # every number of a legal level is in digits; a level above that nothing used counts as begun
    ([("a", 1, 0), ("b", 1, 2), ("c", 1, 4), ("d", 1, 4)], ["Chương I a", "1. b", "1.1.1 c", "1.1.2 d"]),
    # bullets of symbol fonts become signs, "nothing" leaves no space
    (
        [("a", 2, 0), ("b", 2, 1), ("c", 2, 2), ("d", 2, 3), ("e", 2, 4)],
        ["• a", "- b", "➢ c", "+d", "e"],
    ),
    # an override starts anew once, lists of one definition share counters
    ([("a", 1, 2), ("b", 3, 2), ("c", 3, 2), ("d", 1, 2)], ["1. a", "5. b", "6. c", "7. d"]),
    # an override replaces the level
    ([("a", 5, 3)], ["(A) a"]),
    # a list that is not there, and no list
    ([("a", 99, 0), ("b", 0, 0)], ["a", "b"]),
]  # fmt: skip


@pytest.mark.parametrize(("items", "expected"), NUMBERED)
def test_numbering(items: list[tuple[str, int, int]], expected: list[str]) -> None:
    assert texts(read("".join(item(*one) for one in items), numbering=NUMBERING)) == expected


def test_numbering_through_a_style() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Heading"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
    body = "".join(p(text, props='<w:pStyle w:val="Heading"/>') for text in ("một", "hai"))
    body += p("ba", props='<w:pStyle w:val="Heading"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert texts(read(body, styles=styles, numbering=NUMBERING)) == ["1 một", "2 hai", "ba"]


def test_numbers_in_empty_cells_are_printed() -> None:
    rows = [row(cell(item("", 1, 2)), "Sở Y tế"), row(cell(item("", 1, 2)), "Sở Nội vụ")]
    assert grid(read(table(*rows), numbering=NUMBERING)).matrix() == [["1.", "Sở Y tế"], ["2.", "Sở Nội vụ"]]


@pytest.mark.skipif(soffice.executable() is None, reason="LibreOffice is not installed: no second opinion")
def test_numbering_agrees_with_libreoffice(tmp_path: Path) -> None:
    numbering = NUMBERING.replace('<w:lvlRestart w:val="0"/>', "")  # which LibreOffice does not know
    items = "".join(item(*one) for one in NUMBERED[0][0] + NUMBERED[3][0] + NUMBERED[4][0])
    (tmp_path / "list.docx").write_bytes(build(items, numbering=numbering))
    subprocess.run(
        [str(soffice.executable()), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(tmp_path / "list.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    lines = (tmp_path / "list.txt").read_text(encoding="utf-8-sig").split("\n")
    shown = [" ".join(line.split()) for line in lines if line.strip()]
    assert texts(docx.read((tmp_path / "list.docx").read_bytes())) == shown


# --- tables -----------------------------------------------------------------------------------------


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


def test_columns_that_nothing_begins_are_none() -> None:
    wide = '<w:gridSpan w:val="3"/>'
    found = grid(read(table(row(cell("a", props=wide), "b"), row(cell("c", props=wide), "d"))))
    assert found.matrix() == [["a", "b"], ["c", "d"]]


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


# --- files that are not what they should be ---------------------------------------------------------


def with_document(xml: str | bytes) -> bytes:
    """A DOCX whose main part is as given."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", xml)
    return out.getvalue()


BOMB = f'<!DOCTYPE x [<!ENTITY a "{"ha" * 50}"><!ENTITY b "{"&a;" * 50}">]>'
BROKEN = [
    (build(p("x"))[:-200], DamagedFileError),  # truncated: the directory is lost
    (b"PK\x03\x04", DamagedFileError),
    (with_document("<w:document"), DamagedFileError),
    (with_document(f'<w:document xmlns:w="{W}"/>'), DamagedFileError),  # no body
    (with_document(f'{BOMB}<w:document xmlns:w="{W}"><w:body>&b;</w:body></w:document>'), DamagedFileError),
    (with_document('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'), DamagedFileError),
    (with_document("<a>" * 3000 + "</a>" * 3000), DamagedFileError),  # nested too deep
    (with_document(b"<a>" + b" " * (16 << 20) + b"</a>"), TooLargeError),  # grows a thousandfold
]


@pytest.mark.parametrize(("data", "error"), BROKEN)
def test_broken_files(data: bytes, error: type[InputError]) -> None:
    with pytest.raises(error):
        docx.read(data)


def test_encrypted_members() -> None:
    data = bytearray(build(p("x")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag stands in both headers
        place = data.find(mark)
        data[place + at] |= 1
    with pytest.raises(EncryptedFileError):
        docx.read(bytes(data))


@pytest.mark.parametrize("budgets", [Budgets(members=2), Budgets(unpacked_bytes=100)])
def test_budgets(budgets: Budgets) -> None:
    with pytest.raises(TooLargeError):
        docx.read(build(p("x")), budgets)


def test_flipped_bytes_never_raise_unexpectedly() -> None:
    good = build(p("Điều 1. Nội dung") + table(row("a", "b")), numbering=NUMBERING, styles=STYLES)
    for at in range(0, len(good), 37):
        data = bytearray(good)
        data[at] ^= 0x55
        try:
            check(docx.read(bytes(data)))
        except InputError:
            continue


def test_strict_conformance_class() -> None:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(build(p("Điều 1.")))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            xml = source.read(name).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            target.writestr(name, xml)
    assert texts(docx.read(out.getvalue())) == ["Điều 1."]
