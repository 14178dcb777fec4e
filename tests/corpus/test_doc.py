"""The DOC reader on small files that LibreOffice wrote from one invented document, once in each encoding."""

from pathlib import Path

import pytest

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
