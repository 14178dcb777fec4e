"""Tables whose cells stand one below the other, each closed by a lone border."""

from collections.abc import Callable

import pytest

View = Callable[[str], list[object]]


def stacked(rows: str, between: str = "|") -> str:
    """Cells one a line, each closed by a border; "/" parts the lines of one cell."""
    cells = [cell.strip() for row in rows.strip().splitlines() for cell in row.split("|")]
    return "".join(f"{cell}\n{between}\n".replace("/", "\n") for cell in cells)


@pytest.mark.parametrize("between", ["|", " | "])
def test_rows_begin_with_ordinals(view: View, between: str) -> None:
    rows = "STT|Xã|Số hộ\n1|An Phú|450\n2|An Hòa/thượng|\n|Cộng|450\n3|An Bình|20"
    text = f"Số liệu như sau:\n{stacked(rows, between)}Ghi chú: ước tính."
    assert view(text) == [
        "Số liệu như sau:",
        [["STT", "Xã", "Số hộ"], ["1", "An Phú", "450"], ["2", "An Hòa thượng", ""], ["", "Cộng", "450"], ["3", "An Bình", "20"]],
        "Ghi chú: ước tính.",
    ]  # fmt: skip


def test_a_border_at_both_ends_of_a_row_is_no_column(view: View) -> None:
    text = stacked("Stt|Xã|Ghi chú|\n1|An Phú||\n2|An Hòa||\n3|An Bình|")
    assert view(f"{text}|\nGhi chú: ước tính.")[0] == [
        ["Stt", "Xã", "Ghi chú"], ["1", "An Phú", ""], ["2", "An Hòa", ""], ["3", "An Bình", ""],
    ]  # fmt: skip


def test_lost_spans(view: View) -> None:
    rows = (
        "TT|Việc|Thời gian|Tổng|Chia ra|Ghi chú\n2021|2022\n|Cộng||90|40|50|\n1|Khơi mương|2021|60|30|30|\n"
        "2|Đắp đê|20|5|15|\n3|Mua máy|2022|10|5|5|"
    )
    assert view(stacked(rows)) == [
        [
            ["[2x1]TT", "[2x1]Việc", "[2x1]Thời gian", "[2x1]Tổng", "[1x2]Chia ra", "[2x1]Ghi chú"],
            ["2021", "2022"],
            ["", "Cộng", "", "90", "40", "50", ""],
            ["1", "Khơi mương", "[2x1]2021", "60", "30", "30", ""],
            ["2", "Đắp đê", "20", "5", "15", ""],
            ["3", "Mua máy", "2022", "10", "5", "5", ""],
        ]
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "Số: 5|Sơn Hà\n1|Sở A",  # no column of ordinals
        "TT|Xã\n1|An Phú\n2|An Hòa\n3|An Bình",  # two columns: a list as well
        "TT|Xã|Số hộ\nAn Phú|450|3\nAn Hòa|30|4",  # no ordinals below
        "TT|Xã|Số hộ\n1|An Phú|450|5|6\n2|An Hòa|30\n3|An Bình|20\n4|An Sơn|2",  # does not come out even
    ],
)
def test_what_does_not_come_out_even_stays_lines(view: View, rows: str) -> None:
    assert all(isinstance(shown, str) for shown in view(stacked(rows)))


def test_a_letterhead_behind_the_table_is_none_of_it(view: View) -> None:
    text = stacked("TT|Xã|Số hộ\n1|An Phú|450\n2|An Hòa|30\nNơi nhận:/- Lưu: VT.|CHỦ TỊCH")
    assert view(text) == [
        [["TT", "Xã", "Số hộ"], ["1", "An Phú", "450"], ["2", "An Hòa", "30"]],
        "Nơi nhận:",
        "- Lưu: VT. |",
        "CHỦ TỊCH |",
    ]
