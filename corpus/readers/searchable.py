"""A copy of a scanned PDF that can be searched: recognised words stand unseen where they are printed.

The words are those that the document was made of, so no page is read twice. PDFium writes them in a font of
our own, one letter as wide as the other, each word stretched to its width. Copies of one file are equal byte for byte.
"""

import ctypes
import hashlib
import io
import math
import re
import struct
from collections.abc import Iterable, Sequence
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw
from pypdfium2.internal import get_bufwriter

from vanban.corpus.layout import ScannedPage, SeenWord

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of PDF: x' = a x + c y + e, y' = b x + d y + f."""

_UNSEEN = 3  # text render mode: neither filled nor stroked
_LETTER = 0.5  # of the size: how wide each letter of the font is
_EM = 1000
_IDENTIFIER = re.compile(rb"<([0-9A-F]{32})>\]")
_TRAILER = 1024  # bytes at the end that hold the identifier
_BLOCK = 100  # lines of a character map that may stand in one block
_DEVICE = 10_000  # steps that a page's sides are measured in


def searchable(data: bytes, pages: Sequence[ScannedPage]) -> bytes | None:
    """A copy of a PDF with the words of its recognised pages.

    Words of an earlier recognition on these pages go. Digital signatures do not cover the copy.

    Args:
        data: the PDF.
        pages: what was recognised (:attr:`vanban.corpus.layout.Layout.scans`).

    Returns:
        None where there is nothing to add, or where the file is encrypted: it must stay as it is.
    """
    letters = {letter for page in pages for word in page.words for letter in word.text}
    if not letters:
        return None
    document = pdfium.PdfDocument(data)
    try:
        if raw.FPDF_GetSecurityHandlerRevision(document) >= 0:
            return None
        font = _font(document, letters)
        for page in pages:
            _add(document, page, font)
        raw.FPDFFont_Close(font)
        copy = io.BytesIO()
        raw.FPDF_SaveAsCopy(document, get_bufwriter(copy), raw.FPDF_NO_INCREMENTAL)
    finally:
        document.close()
    return _identified(copy.getvalue())


def _add(document: Any, scanned: ScannedPage, font: Any) -> None:
    page = document[scanned.number - 1]
    for old in list(page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=1)):
        if raw.FPDFTextObj_GetTextRenderMode(old) == _UNSEEN:
            page.remove_obj(old)
    to_page = _times(_as_scanned(scanned), _to_page(page))
    for word in scanned.words:
        raw.FPDFPage_InsertObject(page, _text_object(document, word, font, to_page))
    raw.FPDFPage_GenerateContent(page)
    page.close()


def _text_object(document: Any, word: SeenWord, font: Any, to_page: Matrix) -> Any:
    """A word with the space after it, in its place."""
    codes = [_code(letter) for letter in word.text + " "]
    made = raw.FPDFPageObj_CreateTextObj(document, font, word.size)
    raw.FPDFText_SetCharcodes(made, (ctypes.c_uint32 * len(codes))(*codes), len(codes))
    raw.FPDFTextObj_SetTextRenderMode(made, _UNSEEN)
    wide = word.width / (len(word.text) * _LETTER * word.size)
    a, b, c, d, e, f = _times((wide, 0.0, 0.0, -1.0, word.x, word.base), to_page)
    raw.FPDFPageObj_SetMatrix(made, raw.FS_MATRIX(a, b, c, d, e, f))
    return made


def _times(first: Matrix, then: Matrix) -> Matrix:
    """Both, one after the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _as_scanned(page: ScannedPage) -> Matrix:
    """From places on the page as it was read to places on the page as it is shown, both from the top left."""
    angle = math.radians(page.skew)
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = page.width / 2, page.height / 2  # it was straightened about its middle
    askew = (cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)
    quarters: dict[int, Matrix] = {
        0: (1, 0, 0, 1, 0, 0),
        90: (0, -1, 1, 0, 0, page.width),
        180: (-1, 0, 0, -1, page.width, page.height),
        270: (0, 1, -1, 0, page.height, 0),
    }
    return _times(askew, quarters[page.turned % 360])


def _to_page(page: Any) -> Matrix:
    """From places on a page as it is shown to its own space, which may be turned and cut."""
    x, y = ctypes.c_double(), ctypes.c_double()
    corners = []
    for across, down in ((0, 0), (_DEVICE, 0), (0, _DEVICE)):
        raw.FPDF_DeviceToPage(page, 0, 0, _DEVICE, _DEVICE, 0, across, down, x, y)
        corners.append((x.value, y.value))
    (x0, y0), (x1, y1), (x2, y2) = corners
    width, height = page.get_size()
    return ((x1 - x0) / width, (y1 - y0) / width, (x2 - x0) / height, (y2 - y0) / height, x0, y0)


def _identified(copy: bytes) -> bytes:
    """The copy with an identifier that its content gives; PDFium draws one by lot."""
    body, end = copy[:-_TRAILER], copy[-_TRAILER:]
    drawn = _IDENTIFIER.search(end)
    if drawn is None:
        return copy
    without = body + end.replace(drawn[1], b"")
    return body + end.replace(drawn[1], hashlib.sha256(without).hexdigest()[:32].upper().encode())


def _code(letter: str) -> int:
    """Its code in the font, which knows the basic plane of Unicode."""
    return min(ord(letter), 0xFFFD)


def _font(document: Any, letters: Iterable[str]) -> Any:
    """A font whose codes are those of Unicode, for some letters."""
    codes = sorted({*map(_code, letters), ord(" ")})
    lines: list[str] = []
    for at in range(0, len(codes), _BLOCK):
        block = codes[at : at + _BLOCK]
        lines += [f"{len(block)} beginbfchar", *(f"<{code:04X}> <{code:04X}>" for code in block), "endbfchar"]
    program, shapes = _program(), struct.pack(">H", 1) * (codes[-1] + 1)
    return raw.FPDFText_LoadCidType2Font(
        document,
        _bytes(program),
        len(program),
        _CHARACTER_MAP.format("\n".join(lines)).encode(),
        _bytes(shapes),
        len(shapes),
    )


def _bytes(data: bytes) -> Any:
    return (ctypes.c_uint8 * len(data)).from_buffer_copy(data)


_CHARACTER_MAP = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def _program() -> bytes:
    """A TrueType font of one glyph, a block (OpenType specification, required tables).

    It is never painted; without a shape, PDFium would not find letters that run upwards.
    """
    width = int(_LETTER * _EM)
    up, down = 800, -200
    block = struct.pack(">5h2H", 1, 0, down, width, up, 3, 0) + b"\1" * 4
    block += struct.pack(">8h", 0, 0, width, 0, down, up - down, 0, down - up)
    name = "Unseen".encode("utf-16-be")
    names = b"".join(struct.pack(">6H", 3, 1, 0x409, key, len(name), 0) for key in (1, 6))
    tables = {
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12)
        + struct.pack(">HHIIIIII", 12, 0, 28, 0, 1, 32, 32, 1),
        b"glyf": block,
        b"head": struct.pack(
            ">IIIIHHqq4hHHhhh",
            0x10000,
            0x10000,
            0,
            0x5F0F3CF5,
            1,
            _EM,
            0,
            0,
            0,
            down,
            width,
            up,
            0,
            8,
            2,
            0,
            0,
        ),
        b"hhea": struct.pack(">IhhhH11hH", 0x10000, up, down, 0, width, 0, 0, width, 1, *[0] * 7, 2),
        b"hmtx": struct.pack(">4H", width, 0, width, 0),
        b"loca": struct.pack(">3H", 0, 0, len(block) // 2),
        b"maxp": struct.pack(">I14H", 0x10000, 2, 4, 1, 0, 0, 1, *[0] * 8),
        b"name": struct.pack(">3H", 0, 2, 6 + len(names)) + names + name,
        b"post": struct.pack(">IIhhI4I", 0x30000, 0, -100, 50, 1, 0, 0, 0, 0),
    }
    index, body = struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, 16 * len(tables) - 128), b""
    for tag, table in tables.items():
        padded = table + bytes(-len(table) % 4)
        sums = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        index += tag + struct.pack(">III", sums, 12 + 16 * len(tables) + len(body), len(table))
        body += padded
    return index + body
