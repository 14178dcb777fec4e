import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.grids import lines, make_grid
from vanban.corpus.layout import (
    Grid,
    Paragraph,
)
from vanban.corpus.text import upper_d
from vanban.extract.draft import Span
from vanban.extract.joins import BrokenTable
from vanban.extract.table_headers import column_number, header_rows, is_number_row, part_titles
from vanban.extract.table_rules import TableRule, find, rules
from vanban.extract.tables import draft_table, is_data

BODY = ["1 | Xây trường | 500", "2 | Sửa đường | 300"]
PLAIN = make_grid(["STT | Nội dung | Kinh phí", *BODY])


@pytest.mark.parametrize(
    "rule", [rule for pairs in rules().values() for rule, _ in pairs], ids=lambda r: r.name
)
def test_rule_is_proved_by_its_examples(rule: TableRule) -> None:
    pairs = rules()[rule.use]
    for example in rule.examples:
        assert next((r.name for r, p in pairs if p.search(upper_d(example))), None) == rule.name, example
    own = next(pattern for r, pattern in pairs if r is rule)
    for text in rule.counter_examples:
        assert not own.search(upper_d(text)), text


HEADERS = [
    # one level
    (["STT | Nội dung | Kinh phí", *BODY], 1),
    # two levels, spans declared
    (["STT | Nội dung | Chia ra | <", "^ | ^ | 2011 | 2012", "1 | Xây trường | 5 | 6"], 2),
    # two levels, spanning text repeated and the places under full-height cells blank
    (["STT | Nội dung | Chia ra | Chia ra", " | | 2011 | 2012", " | Tổng số | 5 | 6"], 2),
    # two levels, the places beside the spanning text blank
    (["STT | Nội dung | Chia ra | ", " | | 2011 | 2012", "1 | Xây trường | 5 | 6"], 2),
    # three levels
    (
        [
            "TT | Tên | Vốn | < | <",
            "^ | ^ | Cộng | Trong đó | <",
            "^ | ^ | ^ | Tỉnh | Huyện",
            "1 | Cầu | 9 | 4 | 5",
        ],
        3,
    ),
    # the row of column numbers counts
    (["STT | Nội dung | Chia ra | <", "^ | ^ | A | B", "(1) | (2) | (3) | (4=2+3)", "1 | x | 5 | 6"], 3),
    (["STT | Nội dung | 2011 | 2012", "A | B | 1 | 2", "1 | Xây trường | 5 | 6"], 2),
    # a row with an ordinal is no level below blank names: it opens the rest of a broken table
    ([" | đường | | ", "4. | Đào tạo nghề | 2024 | Vốn đối ứng", "5. | Cầu | 2024 | Mới"], 1),
    # nor is one with a labelled name and a figure, however many rows its last cell spans
    (["1. Đào tạo nghề | 2024 | 35 | Mới", "2. Cầu | 2025 | 9 | ^", "3. Kè | 2025 | 9 | Mới"], 0),
    (["1. Chỉ tiêu | 2024 | 2025", "Đào tạo nghề | 35 | 9"], 1),
    # nor one of a day and a figure; days and years are names
    (["Dự án mới | m2 | 15-9-2012 | 13", "Cầu | m2 | 20/3/2013 | 9"], 0),
    (["Chỉ tiêu | 31/12/2020 | 30/6/2021 | 2022", "Đào tạo nghề | 35 | 9 | 1"], 1),
    # a title over the whole width
    # two groups at the very left are header
    (["Dự án | < | Vốn | <", "STT | Tên | Tỉnh | Xã", "1 | Cầu | 5 | 6"], 2),
    # names below the parts of a cell, and more beside them
    (["Điểm | Tọa độ | <", "Mốc | X | Y", "1 | 245,5 | 43,1"], 2),
    (["Điểm | Tọa độ | <", "Mốc | X | Y", "Bờ bắc | xa | gần"], 1),
    # figures beside merged names are data; months and years are names
    (["STT | Tên | Số hồ sơ | <", "^ | ^ | Nhận | Trả", "^ | ^ | 460 | 27", "1 | Sở | 460 | 27"], 2),
    (["STT | Tên | Tháng | <", "^ | ^ | 1 | 2", "1 | Sở | 460 | 27"], 2),
    (["STT | Tên | Kế hoạch | <", "^ | ^ | 2011 | 2015", "1 | Sở | 460 | 27"], 2),
    # amounts that do not ascend, behind a name that may be one of columns
    (["Công trình mới | 96.000 | 1.000 | 13.500", "Cầu | 5.000 | 6.000 | 7.000"], 0),
    (["Chi phí xây dựng | 10.000 | 20.000 | 50.000", "Tỷ lệ | 5,1 | 4,2 | 3,3"], 1),
    # one amount of a group and its rows opens the rest of a broken table
    ([" | Dự án mới | | 982.040,09", "1 | Cầu | 2015 | ^", "2 | Trạm y tế | 2020 | ^"], 1),
    (["Dự án mới | | | 200", "Trạm y tế | 203,288 | 7.928 | ^", "Cầu | 5 | 6 | ^"], 1),
    # a total right below the header is data
    (["STT | Nội dung | Kinh phí", " | Tổng số | 800", *BODY], 1),
    # and so is one that opens the rest of a broken table
    (["Cộng | < | 686.103 | 981.769", "I | Giáo dục | 686.103 | 981.769", "1 | Trường | 5.000 | 6.000"], 0),
    (["Tổng cộng | < | 4814324 | 111001", "A | Dự án mới | 4814324 | 111001", "1 | Trường | 5000 | 600"], 0),
    (["Tổng mức | 2011 | 2012", "5 | 6 | 7"], 1),
    # the rest of a broken table has no header
    (["3 | Mua máy | 100", "4 | Đào tạo | 50"], 0),
    # at least one row is body
    (["STT | Nội dung | Chia ra | <", "^ | ^ | 2011 | 2012"], 1),
]


@pytest.mark.parametrize(("rows", "expected"), HEADERS)
def test_header_rows(rows: list[str], expected: int) -> None:
    assert header_rows(make_grid(rows)) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1", "2", "3"], True),
        (["(1)", "(2)"], True),
        (["1", "2"], False),  # two digits may be data
        (["A", "B", "1", "2", "3=1+2"], True),
        (["A", "B", "1"], True),  # one column of figures
        (["A", "Xây trường", "1"], False),
        (["(1)", "(2)", "(3)=(1)+(2)", "(4)=(3)/(1)"], True),
        (["", "", "1", "2", "3"], True),  # unnumbered first columns
        (["MS", "1", "2", "3", "4"], True),  # a word before them
        (["Cộng", "2", "3", "4", "5"], False),
        (["1", "Xây trường", "3"], False),
        (["2011", "2012", "2013"], False),
        (["1", "3", "5"], False),
        (["(1)", "(2)", "-3", "(4)=(3-2)"], True),  # a spreadsheet took (3) for a negative number
    ],
)
def test_row_of_column_numbers(texts: list[str], expected: bool) -> None:
    assert is_number_row(texts) is expected


def test_number_of_a_column() -> None:
    assert [column_number(t) for t in ("(3=1+2)", "3 = 1 + 2", "B", "2011", "x")] == [
        "3",
        "3",
        "B",
        None,
        None,
    ]


DATA = [
    (["STT | Nội dung | Kinh phí", *BODY], True),
    # no header words but figures
    (["Xã | Lúa | Ngô", "An Bình | 120 | 30", "Phú Lộc | 95,5 | 41"], True),
    # a regular list
    (["Cụm | Trường | Bạn", "a1 | THPT Bắc | Hoa", "a2 | THPT Nam | Lan"], True),
    # one known name, and figures beside it
    (["Nhiệm vụ chi | Lượt", "Trạm y tế | 120", "Trường mầm non | 30"], True),
    (["Nhiệm vụ chi | Lượt", "Trạm y tế | 120", "Trường mầm non | ít"], False),
    (["Trạm | Lượt", "Trạm y tế | 120", "Trường mầm non | 30"], False),
    # letterhead
    (
        [
            "UBND HUYỆN TÂN PHÚ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Số: 15/QĐ-UBND | Độc lập - Tự do - Hạnh phúc",
        ],
        False,
    ),
    # signature block
    (["Nơi nhận: | TM. ỦY BAN NHÂN DÂN", "- Như Điều 3; | CHỦ TỊCH"], False),
    (["NGƯỜI LẬP BIỂU | THỦ TRƯỞNG ĐƠN VỊ", "(Ký, ghi rõ họ tên) | (Ký tên, đóng dấu)"], False),
    # boxed text
    (["Điều kiện tham gia", "Người tham gia phải đủ 18 tuổi"], False),
    # two columns of prose
    (["Bên A cam kết thực hiện | Bên B cam kết thanh toán", "đúng thời hạn | đúng số tiền"], False),
    # one row
    (["STT | Nội dung | Kinh phí"], False),
]


@pytest.mark.parametrize(("rows", "expected"), DATA)
def test_data_or_layout(rows: list[str], expected: bool) -> None:
    assert is_data(make_grid(rows)) is expected


BEFORE = [
    # unit line alone, nearest to the table; the sentence before it stays in the body
    (lines("Kinh phí như sau:", "ĐVT: Triệu đồng"), None, "Triệu đồng", 1),
    # caption, then unit in brackets
    (
        lines("Bảng 1: Kinh phí thực hiện", "(Đơn vị tính: 1.000 đồng)"),
        "Bảng 1: Kinh phí thực hiện",
        "1.000 đồng",
        2,
    ),
    # title over two lines in capitals
    (lines("DANH MỤC DỰ ÁN", "GIAI ĐOẠN 2021-2025"), "DANH MỤC DỰ ÁN GIAI ĐOẠN 2021-2025", None, 2),
    # a caption holds the plain line below it
    (lines("Biểu số 2", "Kết quả thực hiện", "Đơn vị: ha"), "Biểu số 2 Kết quả thực hiện", "ha", 3),
    # unit at the end of the title's line
    (lines("BIỂU THU PHÍ ĐVT: đồng"), "BIỂU THU PHÍ", "đồng", 1),
    # an office is no unit
    (lines("Đơn vị: Sở Tài chính"), None, None, 0),
    # headings and the "(Kèm theo" line belong to the body and the header
    (lines("II. KINH PHÍ"), None, None, 0),
    (lines("PHẦN I. DANH MỤC THỦ TỤC"), None, None, 0),
    (lines("DANH MỤC DỰ ÁN", "(Kèm theo Quyết định số 5/QĐ-UBND)", "ĐVT: đồng"), None, "đồng", 1),
    # a line that is no title parts the unit from the table
    (lines("ĐVT: đồng", "Phần này do huyện lập"), None, None, 0),
    ([], None, None, 0),
]


@pytest.mark.parametrize(("before", "title", "unit", "used"), BEFORE)
def test_what_stands_before(before: list[Paragraph], title: str | None, unit: str | None, used: int) -> None:
    draft, used_before, used_after = draft_table(PLAIN, before, [])
    assert (draft.title and draft.title.text, draft.unit and draft.unit.text) == (title, unit)
    assert (used_before, used_after) == (used, 0)
    text = "\n".join(p.text for p in before)
    for span in filter(None, (draft.title, draft.unit)):
        assert " ".join(text[span.start : span.end].split()) == span.text


def test_fallback_title_gives_way_to_a_caption() -> None:
    subject = Span("Danh mục dự án", 0, 14)
    assert draft_table(PLAIN, [], [], subject)[0].title == subject
    below = draft_table(PLAIN, lines("Dự án: Kè Rạch Gốc", "(Giai đoạn 1)", "ĐVT: ha"), [], subject)
    assert (
        below[0].title == subject and below[1] == 1
    )  # what stands below a title is none; it stays in the text
    captioned = draft_table(PLAIN, lines("Bảng 3. Nhu cầu vốn"), [], subject)[0].title
    assert captioned is not None and captioned.text == "Bảng 3. Nhu cầu vốn"


TOPS = [
    (["PHỤ LỤC 1 | < | <", "BẢNG GIÁ | < | <", "ĐVT: nghìn đồng | < | <"], 3),
    # lines at the side, blank rows
    ([" | | Phụ lục I", "GIÁ DỊCH VỤ | < | <", " | | ", " | | Đơn vị: đồng"], 4),
    # the head of a spreadsheet: sheet name, office, title
    (["BIỂU 1 | < | <", "SỞ Y TẾ | < | <", "GIÁ | < | <"], 3),
    # levels of names
    (["Dự án | < | Vốn"], 0),
    ([" | | Trong đó"], 0),
    ([], 0),
]


@pytest.mark.parametrize(("top", "rows"), TOPS)
def test_titles_inside_the_grid_are_taken_off(top: list[str], rows: int) -> None:
    grid = make_grid([*top, "STT | Nội dung | Giá", *BODY])
    above, table = part_titles(grid)
    assert table.n_rows == grid.n_rows - rows
    assert [p.text for p in above] == [
        text for row in top[:rows] for text in map(str.strip, row.split("|")) if text not in ("", "<")
    ]


def test_a_group_that_opens_the_rest_of_a_table_is_no_title() -> None:
    grid = make_grid(["Huyện A | < | <", *BODY])
    assert part_titles(grid) == ([], grid)


MARKED = make_grid(["STT | Nội dung | Kinh phí", "1 | Xây trường (1) | 500", "2 | Sửa đường | 300"])
AFTER = [
    # marked lines below a bare label, until the text goes on
    (
        PLAIN,
        lines("Ghi chú:", "(1) gồm các nội dung", "+ Mua máy.", "PHỤ LỤC"),
        [("(1)", "gồm các nội dung"), ("+", "Mua máy.")],
        3,
    ),
    # the note on the label's own line; a following bullet is body
    (
        PLAIN,
        lines("Ghi chú: Số liệu đã làm tròn.", "- Giao Sở Tài chính ..."),
        [(None, "Số liệu đã làm tròn.")],
        1,
    ),
    (PLAIN, lines("Ghi chú:", "Số liệu ước tính.", "Điều 2. Tổ chức"), [(None, "Số liệu ước tính.")], 2),
    # without a label only a mark the table refers to
    (MARKED, lines("(1) Đã gồm dự phòng", "(2) Khác"), [("(1)", "Đã gồm dự phòng")], 1),
    (PLAIN, lines("(1) Đã gồm dự phòng"), [], 0),
    (PLAIN, lines("Nguồn: Cục Thống kê"), [(None, "Nguồn: Cục Thống kê")], 1),
    (PLAIN, lines("Ghi chú:", "2. Tổ chức thực hiện"), [], 0),
    (PLAIN, [], [], 0),
]


@pytest.mark.parametrize(("grid", "after", "notes", "used"), AFTER)
def test_what_stands_after(
    grid: Grid, after: list[Paragraph], notes: list[tuple[str | None, str]], used: int
) -> None:
    draft, _, used_after = draft_table(grid, [], after)
    assert [(note.mark, note.span.text) for note in draft.notes] == notes
    assert used_after == used


TEXTS = st.sampled_from(
    [
        "",
        "STT",
        "Chia ra",
        "2011",
        "1",
        "(1)",
        "I",
        "1.000",
        "-",
        "Tổng số",
        "Nơi nhận:",
        "ĐVT: đồng",
        "Ghi chú:",
        "x" * 300,
    ]
)


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(TEXTS, min_size=n, max_size=n), min_size=1, max_size=7)
    ),
    st.lists(TEXTS.filter(bool), max_size=5),
)
def test_nothing_raises_and_a_row_of_body_is_left(texts: list[list[str]], around: list[str]) -> None:
    grid = make_grid([" | ".join(row) for row in texts])
    is_data(grid)
    draft, used_before, used_after = draft_table(grid, lines(*around), lines(*around))
    assert 0 <= draft.header_rows < grid.n_rows
    assert 0 <= used_before <= len(around) >= used_after >= 0
    table = BrokenTable(grid)
    table.take(grid, lines(*around))
    assert table.join()[0].n_rows <= 2 * grid.n_rows


def test_find_reads_the_other_d() -> None:
    assert find("unit", "ÐVT: Triệu đồng") is not None


@pytest.fixture(scope="module")
def corpus() -> Path:
    folder = os.environ.get("VANBAN_CORPUS")
    if not folder:
        pytest.skip("VANBAN_CORPUS names no folder of real documents")
    return Path(folder)


def test_tables_of_a_real_plan(corpus: Path) -> None:
    from vanban.corpus.readers import read

    [source] = corpus.parent.glob("seeds/004_*.txt")
    blocks = read(source).blocks
    gold = json.loads((corpus / "gold" / f"{source.name}.json").read_text(encoding="utf-8"))
    expected = [t for document in gold["documents"] for t in document["tables"]]
    places = [i for i, block in enumerate(blocks) if isinstance(block, Grid) and is_data(block)]
    assert len(places) == len(expected)
    for place, table in zip(places, expected, strict=True):
        grid = blocks[place]
        assert isinstance(grid, Grid)
        before = [b for b in blocks[:place] if isinstance(b, Paragraph)]
        after = [b for b in blocks[place + 1 :] if isinstance(b, Paragraph)]
        draft, used_before, used_after = draft_table(grid, before, after)
        notes = [f"{note.mark} {note.span.text}" for note in draft.notes]
        assert (draft.header_rows, grid.n_rows) == (2, 2 + table["row_count"])
        assert draft.unit is not None and draft.unit.text == table["unit"]
        assert notes == table.get("notes", [])
        assert (used_before, used_after) == (1, len(notes) and len(notes) + 1)
