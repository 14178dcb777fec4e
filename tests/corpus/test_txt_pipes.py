"""Tables of pipes: cells over several lines, borders between cells only, spans that an export has lost."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.corpus.layout import Layout, check
from vanban.corpus.readers import read
from vanban.corpus.readers.txt_ragged import arrange

View = Callable[[str], list[object]]
TAIL = "\n\n**Một** và **hai**"  # enough signs of markup

LETTERHEAD = """\
**ỦY BAN NHÂN DÂN
TỈNH SƠN HÀ
-------** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------**
Số: 215/QĐ-UBND | *Sơn Hà, ngày 12 tháng 3 năm 2019*
"""
SPACED_LETTERHEAD = """\
UBND
TỈNH SƠN HÀ |  | **CỘNG
HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**SỞ
Y TẾ** |  | **Độc
lập - Tự do - Hạnh phúc**
Số: 5/SYT-NV
*V/v
báo cáo* |  | *Sơn
Hà, ngày 2 tháng 3 năm 2020*
"""
SIGNATURE = """\
***Nơi nhận:***
- UBND các huyện,
thị xã;
- Lưu: VT, NN. | **KT. CHỦ TỊCH
PHÓ
CHỦ TỊCH
Trần Văn Bình**
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            LETTERHEAD,
            [
                [
                    "ỦY BAN NHÂN DÂN¶TỈNH SƠN HÀ",
                    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¶Độc lập - Tự do - Hạnh phúc",
                ],
                ["Số: 215/QĐ-UBND", "Sơn Hà, ngày 12 tháng 3 năm 2019"],
            ],
        ),
        # an empty column between, the halves of lines, a subject below the number
        (
            SPACED_LETTERHEAD,
            [
                ["UBND¶TỈNH SƠN HÀ", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
                ["SỞ Y TẾ", "", "Độc lập - Tự do - Hạnh phúc"],
                ["Số: 5/SYT-NV¶V/v báo cáo", "", "Sơn Hà, ngày 2 tháng 3 năm 2020"],
            ],
        ),
        (
            SIGNATURE,
            [
                [
                    "Nơi nhận:¶- UBND các huyện, thị xã;¶- Lưu: VT, NN.",
                    "KT. CHỦ TỊCH¶PHÓ CHỦ TỊCH¶Trần Văn Bình",
                ]
            ],
        ),
    ],
)
def test_frames_of_open_rows(view: View, text: str, expected: list[list[str]]) -> None:
    assert view(text + TAIL)[0] == expected


def test_frames_end_where_text_begins(view: View) -> None:
    text = f"Quyết định có hiệu lực kể từ ngày ký./.\n{SIGNATURE}**QUY CHẾ**\n**Chương I**"
    shown = view(text + TAIL)
    assert shown[0] == "Quyết định có hiệu lực kể từ ngày ký./."
    assert isinstance(shown[1], list)
    assert shown[2:4] == ["QUY CHẾ", "Chương I"]


LOST_SPANS = """\
STT | Nhiệm vụ | Đơn vị | Thời gian | Tổng số | Chia ra | Ghi chú
2021 | 2022 | 2023
 | Cộng |  |  | 600 | 250 | 200 | 150 | 
1 | Đào giếng | Sở Y tế | 2021-2022 | 180 | 120 | 60 |  | 
2 | Lắp máy bơm | 120 | 80 | 40 |  | 
3 | Tập huấn | Sở Nội vụ | 2021-2023 | 1.100 | 500 | 400 | 200 | 
4 | Kiểm tra | UBND các xã | 300 | 100 | 100 | 100 | 
"""
FOUND_SPANS = [
    [
        "[2x1]STT",
        "[2x1]Nhiệm vụ",
        "[2x1]Đơn vị",
        "[2x1]Thời gian",
        "[2x1]Tổng số",
        "[1x3]Chia ra",
        "[2x1]Ghi chú",
    ],
    ["2021", "2022", "2023"],
    ["", "Cộng", "", "", "600", "250", "200", "150", ""],
    ["1", "Đào giếng", "[2x1]Sở Y tế", "[2x1]2021-2022", "180", "120", "60", "", ""],
    ["2", "Lắp máy bơm", "120", "80", "40", "", ""],
    ["3", "Tập huấn", "Sở Nội vụ", "[2x1]2021-2023", "1.100", "500", "400", "200", ""],
    ["4", "Kiểm tra", "UBND các xã", "300", "100", "100", "100", ""],
]


def bordered(rows: str) -> str:
    """The same rows with borders at both ends and dashes under the first."""
    first, *rest = (
        f"| {row.rstrip(' ')} |" if row[-2:] != "| " else f"| {row}|" for row in rows.splitlines()
    )
    return "\n".join([first, "|" + " --- |" * first.count("|"), *rest])


@pytest.mark.parametrize("text", [LOST_SPANS, bordered(LOST_SPANS)], ids=["open", "bordered"])
def test_lost_spans_are_found(view: View, layout_of: Callable[[str], Layout], text: str) -> None:
    assert view(text + TAIL)[0] == FOUND_SPANS
    assert layout_of(text + TAIL).notes == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a span that says nothing of itself, over figures
        (
            "Xã | Tổng | Diện tích\nLúa | Ngô\nAn Phú | 30 | 10,5 | 20\nAn Hòa | 40 | 15 | 25",
            [["[2x1]Xã", "[2x1]Tổng", "[1x2]Diện tích"], ["Lúa", "Ngô"], ["An Phú", "30", "10,5", "20"], ["An Hòa", "40", "15", "25"]],
        ),
        # two spanning headers share the row below
        (
            "TT | Năm 2020 | Trong đó | Kế hoạch các năm\nA1 | B1 | A2 | B2\n1 | 5 | 6 | 7 | 8 | 9\n2 | 5 | 6 | 7 | 8 | 9",
            [["[2x1]TT", "[2x1]Năm 2020", "[1x2]Trong đó", "[1x2]Kế hoạch các năm"], ["A1", "B1", "A2", "B2"], *[[str(i), *"56789"] for i in (1, 2)]],
        ),
        # cells over several lines: halves join, others are paragraphs of one cell
        (
            "**TT** | **Nội\ndung** | **Người làm**\n1 | Chuẩn bị các\nđiều kiện | Lê An\nTrần Bình\n2 | -\nHọp dân | Lê An\n | Chấm bài | ",
            [
                ["TT", "Nội dung", "Người làm"],
                ["1", "Chuẩn bị các điều kiện", "Lê An¶Trần Bình"],
                ["2", "- Họp dân", "Lê An"],
                ["", "Chấm bài", ""],
            ],
        ),
        # a row that a line end in a cell parts without any sign: only whole does it fit
        (
            "TT | Việc | Người | Ngày\n1 | Họp | Lê An | 5/3\n2 | Báo cáo | Trần Bình\nLê An | 6/3",
            [["TT", "Việc", "Người", "Ngày"], ["1", "Họp", "Lê An", "5/3"], ["2", "Báo cáo", "Trần Bình¶Lê An", "6/3"]],
        ),
        # two columns need three rows
        ("Xã | Dân số\nAn Phú | 4.500\nAn Hòa | 3.000", [["Xã", "Dân số"], ["An Phú", "4.500"], ["An Hòa", "3.000"]]),
        # dashes under the header, none at the ends
        ("Xã | Dân số\n--- | ---\nAn Phú | 4.500\nAn Hòa | 3.000", [["Xã", "Dân số"], ["An Phú", "4.500"], ["An Hòa", "3.000"]]),
        # escaped pipes are text; breaks inside a cell
        ("| A \\| B | C |\n|---|---|\n| 1<br>2 | 3 \\| 4 |", [["A | B", "C"], ["1¶2", "3 | 4"]]),
        # a row with borders at both ends, broken in a cell; one whose last border is left out
        (
            "| TT | Nội dung | Số |\n|---|---|---|\n| 1 | Khơi thông\ndòng chảy | 5 |\n| 2 | Đắp đê | 6\n| 3 | Nạo vét | 7 |",
            [["TT", "Nội dung", "Số"], ["1", "Khơi thông dòng chảy", "5"], ["2", "Đắp đê", "6"], ["3", "Nạo vét", "7"]],
        ),
    ],
)  # fmt: skip
def test_tables(view: View, text: str, expected: list[list[str]]) -> None:
    assert view(text + TAIL)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sở Y tế | Sở Nội vụ | Sở Tài chính\nphối hợp",
            ["Sở Y tế |", "Sở Nội vụ |", "Sở Tài chính", "phối hợp"],
        ),
        ("Số: 5 | Sơn Hà\nSố: 6 | Sơn Hà", ["Số: 5 |", "Sơn Hà", "Số: 6 |", "Sơn Hà"]),
        ("a \\| b", ["a | b"]),
        ("> Số: 5\n## Phụ lục\n1\\. Sở Y tế", ["Số: 5", "Phụ lục", "1. Sở Y tế"]),
    ],
)
def test_borders_in_text_are_no_table(view: View, text: str, expected: list[str]) -> None:
    assert view(text + TAIL)[:-1] == expected


def test_what_fits_nowhere_is_noted(view: View, layout_of: Callable[[str], Layout]) -> None:
    text = (
        "Mở đầu.\n\nTT | Tên | Việc | Nơi\n1 | Lê An | Họp | Xã A\n2 | Lê Bình | Xã B\n3 | Lê Hòa | Họp | Xã C"
        + TAIL
    )
    assert view(text)[1] == [
        ["TT", "Tên", "Việc", "Nơi"],
        ["1", "Lê An", "Họp", "Xã A"],
        ["2", "Lê Bình", "Xã B", ""],
        ["3", "Lê Hòa", "Họp", "Xã C"],
    ]
    (note,) = layout_of(text).notes
    assert (note.code, note.severity) == ("ragged-table", "info")
    assert "fewer than 4 cells" in note.message
    assert note.message.endswith("line 5.")


CELLS = st.sampled_from(["", "1", "2.500", "2021-2022", "Sở Y tế", "Chia ra", "a", "-", "2021"])


@given(st.lists(st.lists(CELLS, min_size=1, max_size=7), min_size=1, max_size=7))
def test_every_cell_has_a_place_of_its_own(rows: list[list[str]]) -> None:
    found = arrange(rows)
    taken = [
        (r + down, place.col + right)
        for r, places in enumerate(found.places)
        for place in places
        for down in range(place.row_span)
        for right in range(place.col_span)
    ]
    assert len(taken) == len(set(taken))
    assert [len(row) for row in rows] == [len(places) for places in found.places]
    assert all(0 <= row < len(rows) and 0 <= col < found.width for row, col in taken)


PARTS = [
    "|",
    " | ",
    "\n",
    "\n\n",
    "**",
    "*",
    "Số: 5",
    "Nơi nhận:",
    "a",
    "2.500",
    "---",
    "|---|",
    "\\|",
    "<br>",
    "TỈNH",
]


@given(st.lists(st.sampled_from(PARTS), max_size=30))
def test_any_mix_reads_and_loses_no_word(parts: list[str]) -> None:
    layout = read("test", (LETTERHEAD + "".join(parts) + TAIL).encode())
    check(layout)
    for word in ("2.500", "TỈNH"):
        assert layout.text.count(word) >= "".join(parts).count(word)


@pytest.mark.parametrize(
    "letterhead", ["BỘ NỘI VỤ |\nCỘNG HÒA XÃ HỘI |", "BỘ NỘI\nVỤ |\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM |"]
)
def test_a_letterhead_right_below_a_list_of_properties(letterhead: str) -> None:
    page = f"Số hiệu | 13/2025/TT-BNV |\nLoại văn bản | Thông tư |\nNgười ký | Trần Văn An |\n{letterhead}\nSố: 13/2025/TT-BNV |\nĐiều 1. Kho.\n"
    layout = read("test", page.encode())
    assert dict(layout.metadata)["Người ký"] == "Trần Văn An"
    assert layout.text.startswith("BỘ NỘI")


def test_a_lone_cell_begins_no_table(view: View) -> None:
    title = "VỀ HOẠT ĐỘNG CỦA KHO LƯU TRỮ"
    found = view(
        f"Điều 1. Kho phải khô.\n| TM. ỦY BAN NHÂN DÂN |\n{title}\nĐiều 1. Kho phải sạch.\n| CHỦ TỊCH |{TAIL}"
    )
    assert found == [
        "Điều 1. Kho phải khô. |",
        "TM. ỦY BAN NHÂN DÂN |",
        title,
        "Điều 1. Kho phải sạch. |",
        "CHỦ TỊCH |",
        "Một và hai",
    ]
