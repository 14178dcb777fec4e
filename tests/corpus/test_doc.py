"""The DOC reader on small files that LibreOffice wrote from one invented document, once in each encoding."""

import struct
from pathlib import Path

import pytest
from doc2docx.cfb.container import CompoundFile

from tests.corpus.compound import compound
from vanban.corpus.errors import DamagedFileError, EncryptedFileError, InputError, UnsupportedFormatError
from vanban.corpus.layout import Grid, Layout, check
from vanban.corpus.readers import doc, read

DATA = Path(__file__).resolve().parents[1] / "data" / "doc"
NAMES = ("unicode", "tcvn3", "vni")
EXPECTED: list[object] = [
    [
        [
            "ỦY BAN NHÂN DÂN¶TỈNH SÔNG LAM¶Số: 15/2019/QĐ-UBND",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¶Độc lập - Tự do - Hạnh phúc¶Sông Lam, ngày 05 tháng 3 năm 2019",
        ]
    ],
    "QUYẾT ĐỊNH",
    "Về việc ban hành mức thu phí tham quan",
    "Căn cứ Luật Phí và lệ phí ngày 25 tháng 11 năm 2015;",
    "Điều 1. Mức thu được áp dụng từ ngày ký.",  # automatic numbers
    "1. Người lớn.",
    "2. Trẻ em dưới 16 tuổi.",
    "Điều 2. Trách nhiệm thi hành",
    "Mức giá đã gồm thuế.",  # a field's result, a footnote's reference left out
    [["TT", "Mức thu (đồng)", "Mức thu (đồng)"], ["TT", "Ngày thường", "Ngày lễ"], ["1", "20.000", "30.000"]],
    [["Nơi nhận:¶- Như Điều 2;¶- Lưu: VT.", "CHỦ TỊCH¶Trần Văn Bình"]],  # columns typed with tabs
    "[1] Theo thông báo của Sở Tài chính.",
]


def shown(layout: Layout) -> list[object]:
    """Paragraphs as texts, grids as rows of cells, paragraphs of a cell parted by ¶."""
    view: list[object] = []
    for block in layout.blocks:
        if isinstance(block, Grid):
            rows = [[""] * block.n_cols for _ in range(block.n_rows)]
            for cell in block.cells:
                for row in range(cell.row, cell.row + cell.row_span):
                    for col in range(cell.col, cell.col + cell.col_span):
                        rows[row][col] = "¶".join(p.text for p in cell.paragraphs)
            view.append(rows)
        else:
            view.append(block.text)
    return view


LETTERHEAD = [
    "ỦY BAN NHÂN DÂN",
    "TỈNH SÔNG LAM",
    "Số: 15/2019/QĐ-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Sông Lam, ngày 05 tháng 3 năm 2019",
]
BODY = ["Điều 1. Mức thu được áp dụng từ ngày ký.", "Điều 2. Trách nhiệm thi hành"]


@pytest.mark.parametrize("name", ["boxes", "header"])
def test_a_letterhead_in_stories_that_the_converter_leaves_out(name: str) -> None:
    layout = read(DATA / f"{name}.doc")
    check(layout)
    assert shown(layout) == [*LETTERHEAD, "QUYẾT ĐỊNH", *BODY]
    assert layout.notes == ()


def test_a_box_whose_place_is_not_known_stands_at_the_end() -> None:
    layout = read(DATA / "remark.doc")
    assert shown(layout) == ["GHI CHÚ", *BODY, "Bản này thay bản trước"]
    assert [note.code for note in layout.notes] == ["misplaced-text"]


@pytest.mark.parametrize("name", NAMES)
def test_one_document_in_every_encoding(name: str) -> None:
    layout = read(DATA / f"{name}.doc")
    check(layout)
    assert shown(layout) == EXPECTED
    assert (layout.format, layout.encoding) == ("doc", name)
    assert layout.reader.startswith("vanban-doc")


def changed(offset: int, value: bytes) -> bytes:
    """The fixture with bytes of its file information block (MS-DOC 2.5.1) changed."""
    data = bytearray((DATA / "unicode.doc").read_bytes())
    start = next(at for at in range(512, len(data), 512) if data[at : at + 2] == b"\xec\xa5")
    data[start + offset : start + offset + len(value)] = value
    return bytes(data)


def scattered(*texts: str) -> bytes:
    """The fixture as Word saves it "fast": some texts of it moved behind all others, the last one first.

    The table of pieces ([MS-DOC] 2.8.35) says where they stand; ASCII is kept in one byte a letter (2.9.73).
    """
    file = CompoundFile((DATA / "unicode.doc").read_bytes())
    document, table = bytearray(file.open_stream("WordDocument")), file.open_stream("1Table")
    at, _ = struct.unpack_from("<II", document, 0x1A2)
    _, end, start = struct.unpack_from("<III", table[at + 5 : at + 13] + table[at + 15 : at + 19])
    content = bytes(document[start : start + 2 * end]).decode("utf-16-le")
    places, pieces = [0], list[int]()
    for text in texts:
        cut = content.index(text, places[-1])
        places += [cut, cut + len(text)]
        pieces += [start + 2 * places[-3], 0]
    for number in reversed(range(len(texts))):
        raw = texts[number].encode("ascii" if texts[number].isascii() else "utf-16-le")
        pieces[2 * number + 1] = (
            len(document) if len(raw) > len(texts[number]) else 1 << 30 | 2 * len(document)
        )
        first = start + 2 * places[2 * number + 1]
        document[first : first + 2 * len(texts[number])] = "?".encode("utf-16-le") * len(texts[number])
        document += raw + bytes(len(raw) % 2)
    pieces.append(start + 2 * places[-1])
    described = b"".join(struct.pack("<HIH", 0x50, piece, 0) for piece in pieces)
    body = struct.pack(f"<{len(places) + 1}I", *places, end) + described
    struct.pack_into("<II", document, 0x1A2, len(table), len(body) + 5)
    document[0x0A] |= 0x04  # fComplex
    one = table + b"\x02" + struct.pack("<I", len(body)) + body
    return compound(**{"Data": file.open_stream("Data"), "1Table": one, "WordDocument": bytes(document)})


def test_pieces_of_a_document_saved_fast_are_read_in_their_order() -> None:
    found = doc.read(scattered("Về việc ban hành", " 25 ", "11 năm", "Trách nhiệm"))
    check(found)
    assert found.text == doc.read((DATA / "unicode.doc").read_bytes()).text


BROKEN = [
    (changed(0x0A, b"\x00\x03"), EncryptedFileError),  # fEncrypted
    (changed(0x00, b"\xdc\xa5\x65\x00"), UnsupportedFormatError),  # mark of Word 6
    (
        compound(WordDocument=b"\xdc\xa5\x68\0" + b"Ban hanh quy dinh. " * 99),
        UnsupportedFormatError,
    ),  # Word 95
    (
        compound(Data=b"\xdc\xa5" * 9, WordDocument=b"\xec\xa5\xc1\0" * 50),
        DamagedFileError,
    ),  # of no other stream
    (changed(0x00, b"\0\0"), DamagedFileError),
    (changed(0, b"")[:3000], DamagedFileError),  # truncated
    (changed(0, b"")[:600], DamagedFileError),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), DamagedFileError),
]


@pytest.mark.parametrize(("data", "error"), BROKEN)
def test_broken_files(data: bytes, error: type[InputError]) -> None:
    with pytest.raises(error):
        doc.read(data)


def test_damaged_files_never_raise_unexpectedly() -> None:
    good = (DATA / "vni.doc").read_bytes()
    for at in range(512, len(good), 997):
        data = bytearray(good)
        data[at : at + 8] = b"\xff" * 8
        try:
            check(doc.read(bytes(data)))
        except InputError:
            continue
