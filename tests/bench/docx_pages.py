"""A DOCX of many pages, made from nothing, and how long the reader takes: ``python tests/bench/docx_pages.py``."""

import sys
import time
import zipfile
from io import BytesIO

from vanban.corpus.readers import docx

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FONT = '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="26"/></w:rPr>'
_SENTENCE = "Chủ trì, phối hợp với Sở Tài chính, Sở Nội vụ và các đơn vị liên quan bố trí kinh phí, tổ chức thực hiện. "
_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def build(pages: int) -> bytes:
    """A file of about so many pages (A4 in 13 points, as LibreOffice lays it out): text and tables by turns."""
    blocks: list[str] = []
    for page in range(pages):
        blocks += [_paragraph(f"Điều {page + 1}. Trách nhiệm")] + [_paragraph(_SENTENCE * 3, _LIST)] * 4
        if page % 3 == 0:
            blocks.append(_table(27, 8))
    body = f'{"".join(blocks)}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
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


def _table(rows: int, columns: int) -> str:
    cells = "".join(
        f"<w:tc><w:tcPr/>{_paragraph(f'{column * 1000} đồng')}</w:tc>" for column in range(columns)
    )
    return f"<w:tbl>{f'<w:tr>{cells}</w:tr>' * rows}</w:tbl><w:p/>"


def main(pages: int) -> None:
    """Print the best of three readings, in seconds of CPU time."""
    data = build(pages)
    length, best = 0, float("inf")
    for _ in range(3):
        start = time.process_time()
        length = len(docx.read(data).text)
        best = min(best, time.process_time() - start)
    print(f"DOCX of {pages} pages, {length} characters: {best:.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
