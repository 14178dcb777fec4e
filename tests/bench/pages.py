"""Documents of many pages, made from nothing: text and tables by turns, as DOCX and as PDF."""

import zipfile
from io import BytesIO

from tests.corpus.pdf_writer import Page, Pdf

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FONT = '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="26"/></w:rPr>'
_SENTENCE = "Chủ trì, phối hợp với Sở Tài chính, Sở Nội vụ và các đơn vị liên quan bố trí kinh phí, tổ chức thực hiện. "
_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def docx(pages: int) -> bytes:
    """A file of about so many pages (A4 in 13 points, as LibreOffice lays it out)."""
    blocks: list[str] = []
    for page in range(pages):
        blocks += [_paragraph(f"Điều {page + 1}. Trách nhiệm")] + [_paragraph(_SENTENCE * 3, _LIST)] * 4
        if page % 3 == 0:
            blocks.append(_table([[f"{column * 1000} đồng" for column in range(8)]] * 27))
    return word_file("".join(blocks))


def word_file(blocks: str) -> bytes:
    """A DOCX of some blocks of WordprocessingML."""
    body = f'{blocks}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
            '.wordprocessingml.document.main+xml"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
            ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
        )
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
        )
        package.writestr(
            "word/numbering.xml",
            f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        )
    return out.getvalue()


def _paragraph(text: str, props: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:jc w:val="both"/><w:ind w:firstLine="720"/>{props}</w:pPr>'
        f'<w:r>{_FONT}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def _table(rows: list[list[str]]) -> str:
    cells = ["".join(f"<w:tc><w:tcPr/>{_paragraph(text)}</w:tc>" for text in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl><w:p/>"


def pdf(pages: int) -> bytes:
    """A file of so many pages, every third with a ruled table below its text."""
    document = Pdf()
    for number in range(pages):
        page = document.page()
        page.text(121, 780, f"Điều {number + 1}. Trách nhiệm", font="F2")
        has_table = number % 3 == 0
        for line in range(20 if has_table else 42):
            page.text(85, 760 - 16 * line, _SENTENCE[(7 * line) % 40 :][:66].strip())
        if has_table:
            _ruled(page, 420, 22, 6)
    return document.data()


def _ruled(page: Page, top: float, rows: int, columns: int) -> None:
    for row in range(rows + 1):
        page.rule(85, top - 16 * row, 85 + 75 * columns, top - 16 * row)
    for column in range(columns + 1):
        page.rule(85 + 75 * column, top, 85 + 75 * column, top - 16 * rows)
    for row in range(rows):
        for column in range(columns):
            page.text(89 + 75 * column, top - 12 - 16 * row, f"{row * column}.000", size=11)
