"""Spreadsheets: what a page of them shows, in both formats."""

import struct
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.corpus.compound import compound
from tests.corpus.workbooks import BOX, BOXED, PLAIN, B, Cells, L, R, Sheet, Style, T, xls, xlsx
from tests.exploring import examples
from vanban.corpus.budgets import Budgets
from vanban.corpus.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    InputError,
    TooLargeError,
    UnsupportedFormatError,
)
from vanban.corpus.layout import Grid, Layout, check
from vanban.corpus.readers import read as read_any
from vanban.corpus.readers.sheet import read

Make = Callable[..., bytes]
both = pytest.mark.parametrize("make", [xlsx, xls])

CENTRED = Style(bold=True, align="center")
NUMBER = Style(code="#,##0", sides=BOX)


def shown(layout: Layout) -> list[object]:
    """Paragraphs as texts, grids as rows of texts with spans filled in."""
    check(layout)
    return [block.matrix() if isinstance(block, Grid) else block.text for block in layout.blocks]


def block_of(
    *rows: tuple[str | float | None, ...], style: Style = BOXED, at: tuple[int, int] = (0, 0)
) -> Cells:
    """Cells of one look; numbers print as 1.000."""
    return {
        (at[0] + r, at[1] + c): (value, NUMBER if isinstance(value, float) and style is BOXED else style)
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
    }


APPENDIX = Sheet(
    {
        (0, 0): ("PHỤ LỤC I", CENTRED),
        (1, 0): ("KẾ HOẠCH VỐN NĂM 2024", CENTRED),
        (2, 0): ("(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/01/2024)", Style(align="center")),
        (3, 3): ("Đơn vị tính: Triệu đồng", Style(align="right")),
        **block_of(
            ("STT", "Nội dung", "Kinh phí", None),
            (None, None, "Năm 2023", "Năm 2024"),
            (1.0, "Đường vào xã Tân Lập", 1200.0, 69120.0),
            (2.0, "Trường mẫu giáo", None, 850.5),
            (None, "Tổng cộng", 1200.0, 69970.5),
            at=(4, 0),
        ),
        (10, 1): ("NGƯỜI LẬP BIỂU", CENTRED),
        (10, 3): ("GIÁM ĐỐC", CENTRED),
        (14, 1): ("Trần Thị Bình", PLAIN),
        (14, 3): ("Nguyễn Văn An", PLAIN),
    },
    name="PL1",
    merges=[(0, 0, 0, 3), (1, 0, 1, 3), (2, 0, 2, 3), (4, 0, 5, 0), (4, 1, 5, 1), (4, 2, 4, 3)],
)


@both
def test_the_rest_of_a_table_keeps_its_blank_columns(make: Make) -> None:
    head = ("STT", "Nội dung", "Địa điểm", "Số hộ", "Ghi chú")
    rest = ("3", "Cầu", None, "7", None)
    first = block_of(head, ("1", "Đường", "An Bình", "5", "Mới"), ("2", "Kè", "Phú Mỹ", "6", None))
    cells = {**first, (3, 0): ("(tiếp theo)", CENTRED), **block_of(rest, at=(4, 0))}
    *_, last = read(make(Sheet(cells))).blocks
    assert isinstance(last, Grid)
    assert last.ruled and last.matrix() == [[text or "" for text in rest]]
    total = {**first, **block_of(("Tổng cộng", None, None, "11", None), at=(5, 0))}
    *_, last = read(make(Sheet(total, merges=[(5, 0, 5, 1)]))).blocks
    assert isinstance(last, Grid)
    assert last.matrix() == [["Tổng cộng", "Tổng cộng", "", "11", ""]]
    wide = {**first, **block_of(("A", None, "B", None, None), ("1", None, "2", None, None), at=(5, 0))}
    merges = [(5, 0, 5, 1), (5, 2, 5, 4), (6, 0, 6, 1), (6, 2, 6, 4)]
    *_, other = read(make(Sheet(wide, merges=merges))).blocks
    assert isinstance(other, Grid)
    assert other.matrix() == [["A", "B"], ["1", "2"]]


@both
def test_the_rest_of_a_table_may_be_one_row(make: Make) -> None:
    """Its lines tell it from the notes below it."""
    cells = {
        **block_of(("Nội dung", "Tỷ lệ"), ("Đường", "5,1%"), ("Kè", "6,2%")),
        (3, 0): ("(tiếp theo)", CENTRED),
        **block_of(("Cầu", "1,8%"), at=(4, 0)),
        (5, 0): ("Ghi chú:", PLAIN),
        (6, 0): ("(1) Số liệu ước thực hiện.", PLAIN),
    }
    layout = read(make(Sheet(cells)))
    assert shown(layout)[1:] == [
        "(tiếp theo)", [["Cầu", "1,8%"]], "Ghi chú:", "(1) Số liệu ước thực hiện.",
    ]  # fmt: skip


@both
def test_rows_merged_as_above_keep_the_columns_below_them(make: Make) -> None:
    """A piece of nothing but group rows, each merged over the columns of texts."""
    head = ("STT", "Nội dung", "Địa điểm", "Số hộ")
    first = block_of(head, ("I", "Giao thông", None, "5"), ("1", "Đường", "An Bình", "5"))
    rest = block_of(("II", "Y tế", None, "6"), ("1", "Tuyến xã", None, "6"), at=(4, 0))
    merges = [(1, 1, 1, 2), (4, 1, 4, 2), (5, 1, 5, 2)]
    cells = {**first, (3, 0): ("(tiếp theo)", CENTRED), **rest}
    *_, last = read(make(Sheet(cells, merges=merges))).blocks
    assert isinstance(last, Grid)
    assert last.matrix() == [["II", "Y tế", "Y tế", "6"], ["1", "Tuyến xã", "Tuyến xã", "6"]]
    # where only the header is merged so, two columns of another table are one
    merges = [(0, 1, 0, 2), (4, 1, 4, 2), (5, 1, 5, 2)]
    *_, other = read(make(Sheet(cells, merges=merges))).blocks
    assert isinstance(other, Grid)
    assert other.matrix() == [["II", "Y tế", "6"], ["1", "Tuyến xã", "6"]]


@both
def test_an_appendix(make: Make) -> None:
    layout = read(make(APPENDIX))
    assert shown(layout) == [
        "PHỤ LỤC I",
        "KẾ HOẠCH VỐN NĂM 2024",
        "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/01/2024)",
        "Đơn vị tính: Triệu đồng",
        [
            ["STT", "Nội dung", "Kinh phí", "Kinh phí"],
            ["STT", "Nội dung", "Năm 2023", "Năm 2024"],
            ["1", "Đường vào xã Tân Lập", "1.200", "69.120"],
            ["2", "Trường mẫu giáo", "", "851"],
            ["", "Tổng cộng", "1.200", "69.971"],
        ],
        [["NGƯỜI LẬP BIỂU Trần Thị Bình", "GIÁM ĐỐC Nguyễn Văn An"]],
    ]
    title, table, signers = layout.blocks[0], layout.blocks[4], layout.blocks[5]
    assert title.style.bold and title.style.align == "center" and title.style.size == 12  # type: ignore[union-attr]
    assert isinstance(table, Grid) and table.ruled
    assert isinstance(signers, Grid) and not signers.ruled and signers.gap == 1
    assert [p.gap for p in signers.cells[0].paragraphs] == [0, 3]
    assert table.edges == (0, 20, 40, 60, 80)
    assert layout.metadata == (("sheet", "PL1"),) and layout.format in ("xlsx", "xls")


@both
def test_a_letterhead_is_read_by_columns(make: Make) -> None:
    cells = {
        (0, 0): ("UBND TỈNH LẠNG GIANG", PLAIN),
        (0, 3): ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", PLAIN),
        (1, 0): ("SỞ TÀI CHÍNH", PLAIN),
        (1, 3): ("Độc lập - Tự do - Hạnh phúc", PLAIN),
        (3, 0): ("BIỂU CÔNG KHAI", CENTRED),
        **block_of(("TT", "Tên", "Số"), (1.0, "a", 2.0), at=(4, 0)),
    }
    layout = read(make(Sheet(cells, merges=[(0, 0, 0, 2), (0, 3, 0, 5), (3, 0, 3, 5)])))
    assert shown(layout)[:2] == [
        [
            [
                "UBND TỈNH LẠNG GIANG SỞ TÀI CHÍNH",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
            ]
        ],
        "BIỂU CÔNG KHAI",
    ]


@both
def test_lines_of_a_cell_are_paragraphs(make: Make) -> None:
    cells: Cells = {(0, 0): ("BIỂU SỐ 1\nDANH MỤC\n(Kèm theo Quyết định)", CENTRED)}
    assert shown(read(make(Sheet(cells)))) == ["BIỂU SỐ 1", "DANH MỤC", "(Kèm theo Quyết định)"]


@both
def test_names_broken_over_rows_by_hand_are_one_row(make: Make) -> None:
    """Lines show one box over three rows, though the cells are not merged."""
    top, middle, low = Style(sides=L | T | R), Style(sides=L | R), Style(sides=L | R | B)
    cells = {
        (0, 0): (None, top), (0, 1): ("QUYẾT TOÁN", top),
        (1, 0): ("STT", middle), (1, 1): ("NĂM 2004", middle),
        (2, 0): (None, low), (2, 1): (None, low),
        **block_of((1.0, 5000.0), (2.0, 6000.0), at=(3, 0)),
    }  # fmt: skip
    assert shown(read(make(Sheet(cells)))) == [
        [["STT", "QUYẾT TOÁN NĂM 2004"], ["1", "5.000"], ["2", "6.000"]]
    ]


@both
def test_boxes_drawn_over_two_rows_are_merged(make: Make) -> None:
    top, low = Style(sides=L | T | R), Style(sides=L | R | B)
    cells = {
        (0, 0): ("TT", top), (0, 1): ("Mã số", BOXED), (0, 2): (None, BOXED),
        (1, 0): (None, low), (1, 1): ("Nhóm", BOXED), (1, 2): ("Phân nhóm", BOXED),
        **block_of((1.0, "73", "20"), at=(2, 0)),
    }  # fmt: skip
    layout = read(make(Sheet(cells, merges=[(0, 1, 0, 2)])))
    assert shown(layout) == [[["TT", "Mã số", "Mã số"], ["TT", "Nhóm", "Phân nhóm"], ["1", "73", "20"]]]


@both
def test_rows_without_lines_between_them_stay_apart(make: Make) -> None:
    """Bodies are often drawn with upright lines only: an empty cell there is empty."""
    open_ = Style(sides=L | R)
    cells = {
        **block_of(("TT", "Tên", "Số"), at=(0, 0)),
        **block_of((1.0, "a", "x"), (2.0, "b", None), (3.0, "c", "y"), style=open_, at=(1, 0)),
    }
    assert shown(read(make(Sheet(cells)))) == [
        [["TT", "Tên", "Số"], ["1", "a", "x"], ["2", "b", ""], ["3", "c", "y"]]
    ]


@both
def test_two_tables_with_a_caption_between(make: Make) -> None:
    table = (("TT", "Tên", "Số"), (1.0, "a", 2.0), (2.0, "b", 3.0))
    cells = {**block_of(*table), (3, 0): ("Biểu 2", PLAIN), **block_of(*table, at=(4, 0))}
    first = [["TT", "Tên", "Số"], ["1", "a", "2"], ["2", "b", "3"]]
    assert shown(read(make(Sheet(cells)))) == [first, "Biểu 2", first]


@both
def test_a_table_without_lines(make: Make) -> None:
    """A row of names, rows of figures, a blank row and a sum; then a note."""
    cells = {
        (0, 1): ("Bảng giá nước", PLAIN),
        **block_of(
            ("TT", "Đối tượng", "Giá"), (1.0, "Hộ dân", 7.5), (2.0, "Cơ quan", 9.5), style=PLAIN, at=(2, 0)
        ),
        (6, 1): ("Cộng", PLAIN),
        (6, 2): (17.0, PLAIN),
        (8, 0): ("Ghi chú: giá chưa có thuế", PLAIN),
    }
    layout = read(make(Sheet(cells)))
    assert shown(layout) == [
        "Bảng giá nước",
        [["TT", "Đối tượng", "Giá"], ["1", "Hộ dân", "7,5"], ["2", "Cơ quan", "9,5"], ["", "Cộng", "17"]],
        "Ghi chú: giá chưa có thuế",
    ]
    assert isinstance(layout.blocks[1], Grid) and not layout.blocks[1].ruled


@both
def test_empty_rows_and_columns_are_left_out(make: Make) -> None:
    cells = block_of(("a", None, "b", None), (None,) * 4, (1.0, None, 2.0, None), (None,) * 4, at=(5, 3))
    assert shown(read(make(Sheet(cells)))) == [[["a", "b"], ["1", "2"]]]


@both
def test_what_is_hidden_is_read_and_noted(make: Make) -> None:
    """Sums go over hidden rows, and an archive must not lose them."""
    table = block_of(("TT", "Tên", "Số"), (1.0, "a", 2.0), (2.0, "b", 3.0))
    first = Sheet({(0, 0): ("Số liệu gốc", PLAIN)}, name="goc", hidden=True)
    second = Sheet(table, name="PL", hidden_rows=(1, 50), hidden_columns=(2, 9))
    empty = Sheet({}, name="Sheet3")
    layout = read(make(first, second, empty))
    assert shown(layout) == [[["TT", "Tên", "Số"], ["1", "a", "2"], ["2", "b", "3"]], "Số liệu gốc"]
    assert [(note.code, note.severity) for note in layout.notes] == [
        ("hidden-rows", "info"),
        ("hidden-columns", "info"),
        ("hidden-sheet", "info"),
    ]
    assert layout.notes[0].message == "Hidden rows in the sheet 'PL': 1; they are read too."
    assert layout.metadata == (("sheet", "PL"), ("sheet", "goc"))


@both
def test_legacy_fonts(make: Make) -> None:
    font = Style(font=".VnTime", sides=BOX)
    rows = (
        ("Sè TT", "Tªn mÆt hµng", "§¬n vÞ"),
        (1.0, "ThiÕt bÞ vËn t¶i", "chiÕc"),
        (2.0, "M¸y b¬m n\xad\xadíc".replace("\xad\xad", "\xad"), "chiÕc"),
    )
    cells = {place: (value, font) for place, (value, _) in block_of(*rows).items()}
    title = Style(font=".VnTimeH")
    cells[5, 0] = ("danh môc thiÕt bÞ", title)
    layout = read(make(Sheet(cells)))
    assert layout.encoding == "tcvn3"
    assert shown(layout) == [
        [
            ["Số TT", "Tên mặt hàng", "Đơn vị"],
            ["1", "Thiết bị vận tải", "chiếc"],
            ["2", "Máy bơm nước", "chiếc"],
        ],
        "DANH MỤC THIẾT BỊ",
    ]


@both
def test_an_empty_workbook(make: Make) -> None:
    with pytest.raises(EmptyFileError):
        read(make(Sheet({(0, 0): (None, BOXED)})))


@both
def test_the_budget_of_cells(make: Make) -> None:
    data = make(Sheet(block_of(*[("a", "b")] * 20)))
    assert read(data, budgets=Budgets(cells=40)).blocks
    with pytest.raises(TooLargeError):
        read(data, budgets=Budgets(cells=39))


@both
def test_far_away_cells_cost_nothing(make: Make) -> None:
    cells: Cells = {(0, 0): ("a", BOXED), (1, 0): ("b", BOXED), (65535, 200): ("c", PLAIN)}
    layout = read(make(Sheet(cells, merges=[(0, 1, 65000, 200)])))
    assert "c" in layout.text and len(layout.text) < 50


# --- XLSX only ------------------------------------------------------------------------------------


def sheet_xml(inner: str) -> dict[str, str]:
    return {"worksheets/sheet0": f"<worksheet><sheetData>{inner}</sheetData></worksheet>"}


STRINGS = (
    "<sst><si><t>Số</t></si>"
    "<si><r><t>Quyết </t></r><r><rPr><rFont val='Arial'/></rPr><t xml:space='preserve'>định</t></r>"
    "<rPh sb='0' eb='1'><t>ruby</t></rPh></si><si><t>a_x000D_b</t></si></sst>"
)
CELLS = [
    ('<c r="A1" t="s"><v>0</v></c>', "Số"),  # a shared string
    ('<c r="A1" t="s"><v>1</v></c>', "Quyết định"),  # with runs; phonetic guides are no text
    ('<c r="A1" t="s"><v>2</v></c>', "a"),  # an escaped carriage return parts two lines
    ('<c r="A1" t="str"><f>A2&amp;"x"</f><v>kết quả</v></c>', "kết quả"),  # the stored result of a formula
    ('<c r="A1"><f>1+1</f><v>2</v></c>', "2"),
    ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
    ('<c r="A1" t="e"><v>#REF!</v></c>', "#REF!"),
    ('<c r="A1" t="d"><v>2024-01-05</v></c>', "2024-01-05"),
    ("<c><v>7</v></c>", "7"),  # no reference: the next place
    ('<c r="A1"><v>x</v></c>', "x"),  # no number after all
    ('<c r="A1"><v>NaN</v></c>', "NaN"),
]


@pytest.mark.parametrize(("cell", "text"), CELLS)
def test_kinds_of_cells(cell: str, text: str) -> None:
    layout = read(xlsx(Sheet({}), sharedStrings=STRINGS, **sheet_xml(f'<row r="1">{cell}</row>')))
    assert layout.text.splitlines()[0] == text


def test_prefixed_namespaces() -> None:
    part = '<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    assert read(xlsx(Sheet({}), **{"worksheets/sheet0": part})).text == "a\n"


LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<sst><si><t>&b;</t></si></sst>"
)
BROKEN: list[tuple[bytes, type[InputError]]] = [
    (xlsx(APPENDIX, sharedStrings=LAUGHS), DamagedFileError),  # entities grow
    (xlsx(APPENDIX, sharedStrings="<sst><si>"), DamagedFileError),
    (xlsx(APPENDIX, **{"worksheets/sheet0": "x"}), DamagedFileError),
    (xlsx(APPENDIX)[:900], DamagedFileError),
    (xls(APPENDIX)[:300], InputError),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), DamagedFileError),
    (xlsx(APPENDIX).replace(b"workbook.xml", b"workbook.bin"), InputError),
]


@pytest.mark.parametrize(("data", "error"), BROKEN, ids=range(len(BROKEN)))
def test_broken_workbooks(data: bytes, error: type[InputError]) -> None:
    with pytest.raises(error) as caught:
        read(data)
    assert caught.value.remedy


def test_a_bomb() -> None:
    with pytest.raises(TooLargeError):
        read(xlsx(APPENDIX, sharedStrings=f"<sst>{' ' * 200_000_000}</sst>"))


def test_a_binary_workbook() -> None:
    data = xlsx(APPENDIX).replace(b"xl/workbook.xml", b"xl/workbook.bin")
    with pytest.raises((UnsupportedFormatError, DamagedFileError)):
        read(data)


PLACES = st.tuples(st.integers(0, 12), st.integers(0, 6))
VALUES = st.one_of(st.none(), st.floats(-1e9, 1e9), st.sampled_from(["a", "Tổng cộng", "x\ny", " ", "STT"]))
LOOKS = st.builds(Style, sides=st.integers(0, 15), align=st.sampled_from([None, "center"]))


@both
@examples(60)
@given(
    cells=st.dictionaries(PLACES, st.tuples(VALUES, LOOKS), max_size=40),
    corners=st.lists(st.tuples(PLACES, PLACES), max_size=4),
)
def test_any_sheet_gives_a_layout_that_loses_nothing(
    make: Make,
    cells: Cells,
    corners: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    merges = [(min(a, c), min(b, d), max(a, c), max(b, d)) for (a, b), (c, d) in corners]
    covered = {(r, c) for t, l, b, e in merges for r in range(t, b + 1) for c in range(l, e + 1)}
    try:
        layout = read(make(Sheet(cells, merges=merges)))
    except EmptyFileError:
        return
    check(layout)
    open_ = [value for place, (value, _) in cells.items() if value == "Tổng cộng" and place not in covered]
    assert layout.text.count("Tổng cộng") >= len(open_)


def test_found_by_content() -> None:
    assert read_any("bieu.docx", xlsx(APPENDIX)).format == "xlsx"


def test_an_encrypted_xls() -> None:
    data = xls(APPENDIX)
    password = b"\x2f\x00\x06\x00" + bytes(6)  # the record FILEPASS right after the first one
    with pytest.raises(EncryptedFileError):
        read(data[:20] + password + data[20:])


@both
@examples(150)
@given(changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8))
def test_damaged_bytes_never_raise_unexpectedly(make: Make, changes: list[tuple[int, int]]) -> None:
    data = bytearray(make(APPENDIX))
    for at, byte in changes:
        data[at % len(data)] = byte
    with suppress(InputError):
        check(read(bytes(data)))


def record(number: int, *values: int, body: bytes = b"") -> bytes:
    content = struct.pack(f"<{len(values)}H", *values) + body
    return struct.pack("<2H", number, len(content)) + content


def old_sheet(begin: bytes) -> bytes:
    """The records of a sheet as Excel 3 to 95 write them (BIFF3 to BIFF5), after that of its beginning."""
    texts = {
        (0, 0): b"B\xb8o c\xb8o vi\xd6c quy\xd5t to\xb8n",
        (2, 0): b"TT",
        (2, 1): b"N\xe9i dung chi",
        (3, 0): b"1",
    }
    labels = [record(0x204, row, col, 0, len(text), body=text) for (row, col), text in texts.items()]
    number = record(0x203, 3, 1, 0, body=struct.pack("<d", 1462500))
    return b"".join([begin, *labels, number, record(0xA)])


def excel_95() -> bytes:
    """A workbook of Excel 5 or 95: its stream is called Book, its sheets say where they begin."""
    begin = (0x809, 0x500, 5, 0x1234, 1996)
    font = record(0x31, 200, 0, 0x7FFF, 400, 0, 0, 0, body=b"\x07.VnTime")
    look = record(0xE0, 0, 0, 1, 0x20, 0, 0, 0, 0)

    def globals_(at: int) -> bytes:
        place = record(0x85, at & 0xFFFF, at >> 16, 0, body=b"\x06Sheet1")
        return record(*begin) + record(0x42, 1252) + font + look + place + record(0xA)

    return compound(Book=globals_(len(globals_(0))) + old_sheet(record(0x809, 0x500, 0x10, 0x1234, 1996)))


@pytest.mark.parametrize(
    "data",
    [
        old_sheet(record(0x209, 0x300, 0x10, 0)),  # Excel 3
        old_sheet(record(0x409, 0x400, 0x10, 0)),  # Excel 4
        excel_95(),
        old_sheet(record(0x809, 0, 0x10, 0, 0)),  # what web programs write, with no version at all
    ],
)
def test_workbooks_of_before_excel_97(data: bytes) -> None:
    layout = read_any("quyet-toan.xls", data)
    assert layout.format == "xls"
    for text in ("Báo cáo việc quyết toán", "TT", "Nội dung chi", "1462500"):
        assert text in layout.text


@both
def test_indents_of_names(make: Make) -> None:
    step = Style(sides=BOX, indent=1)
    cells = block_of(
        ("Tên", "Vốn"), ("Khối huyện", "30"), ("Trạm y tế", "10"), ("  Chợ", "10"), (" Kè", "10")
    )
    cells[2, 0] = ("Trạm y tế", step)
    (table,) = read(make(Sheet(cells))).blocks
    assert isinstance(table, Grid)
    assert [c.paragraphs[0].style.indent for c in table.cells if not c.col] == [0, 0, 9, 6, 0]
