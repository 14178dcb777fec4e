from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.normalize.table_texts import PLAN, failed, make_table, rules_of
from vanban.normalize.tables import problems


def test_all_sums_of_a_plan() -> None:
    found = make_table(*PLAN, unit="triệu đồng")
    assert not failed(found)
    assert rules_of(found) == {"years_sum": 6, "sources_sum": 6, "children_sum": 5, "total_sum": 5}


def test_a_wrong_sum_is_named() -> None:
    found = make_table(*[row.replace("900 | 350", "900 | 340") for row in PLAN])
    assert sorted(failed(found)) == [
        ("children_sum", 1, "nam_2021", 350, 340),
        ("total_sum", 0, "nam_2021", 390, 400),
        ("years_sum", 1, "tong_von_2021_2022", 890, 900),
    ]
    told = problems(found, "tables/0")
    assert {problem.at for problem in told} == {"tables/0/rows/0", "tables/0/rows/1"}
    assert all(problem.code == "sum-mismatch" for problem in told)
    assert any(
        "Xây dựng" in p.message and "Trong đó / 2021" in p.message and "340" in p.message for p in told
    )


GROUPS = [
    "TT | Tên | Vốn",
    "I | Giao thông | ",
    "1 | a | 1\n2 | b | 2",
    "II | Y tế | ",
    "1 | c | 3\n2 | d | 4",
]
NESTED = ["TT | Tên | Vốn", "I | Giao thông | ", "1 | a | 1", "II | Y tế | ", "1 | b | 4\n2 | c | 5"]
SUMS = [
    # rounding: each decimal may be off by half a unit
    (["Tên | Số vốn", "Tổng số | 10,0", "a | 3,33", "b | 3,33", "c | 3,33"], [("total_sum", True)]),
    (["Tên | Số vốn", "Tổng số | 10,5", "a | 3,33", "b | 3,33", "c | 3,33"], [("total_sum", False)]),
    # whole numbers are exact
    (["Tên | Số vốn", "a | 30", "b | 60", "Cộng | 91"], [("total_sum", False)]),
    # formulas of the column numbers, a difference and a range
    (["Tên | Thu | Chi | Còn", "1 | 2 | 3 | 4=2-3", "x | 50 | 20 | 30"], [("formula", True)]),
    (["Tên | Cộng | a | b | c", "(1) | (2=3+...+5) | (3) | (4) | (5)", "x | 6 | 1 | 2 | 4"], [("formula", False)]),
    # what a formula says holds for prices too
    (["Tên | Giá cũ | Giá mới | Tăng", "(1) | (2) | (3) | (4)=(3-2)", "x | 50 | 60 | 10"], [("formula", True)]),
    # ratios, in percent where the header or the figures say so; rounded terms put them off a little
    (["Tên | Dự toán | Ước | So sánh (%)", "A | 1 | 2 | 3=2/1", "x | 50 | 54 | 108", "y | 3 | 7 | 233,3"], [("formula", True)] * 2),
    (["Tên | Dự toán | Ước | So sánh", "A | 1 | 2 | 3=2:1", "x | 50 | 54 | 108", "y | 9 | 3 | 34,1"], [("formula", True)] * 2),
    (["Tên | Dự toán | Ước | So sánh", "A | 1 | 2 | 3=(2)/(1)", "x | 5 | 10 | 2", "y | 50 | 30 | 6"], [("formula", True), ("formula", False)]),
    (["Tên | Dự toán | Ước | Tỷ lệ", "A | 1 | 2 | 3=2/1*100", "x | 500 | 540 | 108", "y | 500 | 540 | 118"], [("formula", True), ("formula", False)]),
    # products: counts and prices are exact
    (["Tên | Số lượng | Đơn giá | Thành tiền", "1 | 2 | 3 | 4=2x3", "x | 12 | 500 | 6.000", "y | 2 | 500 | 1.001"], [("formula", True), ("formula", False)]),
    (["Tên | Số lượng | Đơn giá | Thành tiền", "1 | 2 | 3 | 4=2*3", "x | 2,5 | 500 | 1.250", " | | | 7"], [("formula", True)]),
    # percentages are compared in ways that no formula tells; no ratio to nothing
    (["Tên | ĐVT | KH | TH | %", "A | B | 1 | 2 | 3=2/1", "x | % | 7 | 6 | -1", "y | ha | 0 | 6 | 5"], []),
    # the total inside the group
    (["Tên | Nguồn vốn | < | <", "^ | Tổng số | Tỉnh | Huyện", "x | 9 | 4 | 5"], [("sources_sum", True)]),
    # the total inside the group, with the one that divides it and another measure
    (
        ["Tên | Kết quả | < | < | <", "^ | Tổng số | Chia ra | < | Số hộ", "^ | ^ | Tỉnh | Huyện | ^", "x | 9 | 4 | 5 | 7"],
        [("parts_sum", True)],
    ),
    # or with some of its parts, where the other measure is blank in most rows
    (
        [
            "Tên | Kết quả | < | < | <",
            "^ | Tổng kinh phí | Trong đó | < | Số hộ",
            "^ | ^ | Vốn khác | Vốn vay | ^",
            "x | 9 | 4 | 5 | ",
            "y | 9 | 3 | 6 | 7",
            "z | 8 | 4 | 4 | ",
        ],
        [("parts_sum", True)] * 3,
    ),
    # the total of a project beside other measures need not be theirs
    (["Tên | Kết quả | < | <", "^ | Dự toán | Giải ngân | Tổng mức đầu tư", "x | 9 | 4 | 5"], []),
    # a group of sources with a total of its own is no part of the total before it
    (
        ["Tên | Tổng số | Nguồn vốn | < | <", "^ | ^ | Tổng cộng | Bao gồm | <", "^ | ^ | ^ | Tỉnh | Huyện", "x | 90 | 9 | 4 | 5"],
        [("parts_sum", True)],
    ),
    # groups that divide the whole in ways of their own
    (
        [
            "Tên | Số cuộc | < | < | < | <",
            "^ | Tổng số | Hình thức | < | Tiến độ | <",
            "^ | ^ | Kế hoạch | Đột xuất | Xong | Chưa",
            "x | 9 | 4 | 5 | 7 | 2",
            "y | 6 | 4 | 2 | 3 | 3",
        ],
        [("parts_sum", True)] * 4,
    ),
    # a measure that the group behind it divides, where the figures bear it out
    (
        ["Tên | Chỉ tiêu | Chia theo | <", "^ | ^ | Trong tỉnh | Ngoài tỉnh", "x | 90 | 50 | 40", "y | 50 | 20 | 31"],
        [("parts_sum", True), ("parts_sum", False)],
    ),
    (["Tên | Chỉ tiêu | Chia theo | <", "^ | ^ | Trong tỉnh | Ngoài tỉnh", "x | 90 | 50 | 30", "y | 50 | 20 | 31"], []),
    # "of which" need not name all parts
    (["Tên | Tổng số | Trong đó | <", "^ | ^ | Nữ | Dân tộc", "x | 90 | 40 | 5", "y | 50 | 20 | 3"], []),
    # but counts when the figures bear it out, and then an error shows
    (
        ["Tên | Tổng số | Trong đó | <", "^ | ^ | Nam | Nữ", "x | 90 | 50 | 40", "y | 50 | 20 | 31"],
        [("parts_sum", True), ("parts_sum", False)],
    ),
    # years that do not make up the period of the total
    (["Tên | Kế hoạch 2021-2025 | 2021 | 2022", "x | 90 | 10 | 20"], []),
    # a period and its years inside a group, beside another measure or other years
    (
        ["Tên | Vốn | < | < | <", "^ | Nhu cầu vốn giai đoạn 2021-2022 | 2021 | 2022 | Số hộ", "x | 30 | 10 | 20 | 7"],
        [("years_sum", True)],
    ),
    (
        ["Tên | Kế hoạch 2021-2022 | 2021 | 2022 | 2023 | Năm 2021 | <", "^ | ^ | ^ | ^ | ^ | Lúa | Ngô", "x | 30 | 10 | 20 | 7 | 1 | 2"],
        [("years_sum", True)],
    ),
    (
        ["Tên | Kế hoạch 2021-2022 | 2021 | 2022 | Thực hiện | <", "^ | ^ | ^ | ^ | 2021 | 2022", "x | 30 | 10 | 20 | 7 | 8"],
        [("years_sum", True)],
    ),
    # a period that is misprinted
    (["Tên | Vốn | < | <", "^ | Kế hoạch vốn giai đoạn 2022-2021 | Lúa | Ngô", "x | 30 | 10 | 20"], [("parts_sum", True)]),
    # years without a group
    (["Tên | Tổng số | Năm 2021 | Năm 2022", "x | 30 | 10 | 20"], [("years_sum", True)]),
    # a column that only names the period of its years is their whole where the figures bear it out
    (
        ["Tên | Số lượng | < | <", "^ | 2021-2022 | Trong đó | <", "^ | ^ | 2021 | 2022", "x | 30 | 10 | 20"],
        [("years_sum", True)],
    ),
    (
        ["Tên | Số xã đạt | < | <", "^ | 2021-2022 | Trong đó | <", "^ | ^ | 2021 | 2022", "x | 30 | 10 | 30"],
        [],
    ),
    # "Đơn vị" names bodies here, not the units of the rows
    (["STT | Đơn vị | Thu", "1 | Sở A | 10", "2 | Sở B | 20", " | Cộng | 30"], [("total_sum", True)]),
    (
        ["STT | Họ tên | Đơn vị | Tiền", "1 | An | Sở A | 10", "2 | Bé | Phòng B | 20", " | Cộng | | 30"],
        [("total_sum", True)],
    ),
    # prices and rates are not added up
    (["STT | Tên | Đơn giá", "1 | Nước | 9.000", " | - Hộ nghèo | 3.000", " | - Hộ khác | 5.000"], []),
    # rows of different units
    (["STT | Tên | ĐVT | Kế hoạch", "1 | Lúa | tấn | 90", " | - Diện tích | ha | 10", " | - Giống | kg | 20"], []),
    # a group that states nothing, and children that carry nothing
    (["STT | Tên | Vốn", "I | Nhóm | ", "1 | a | 5", "II | Nhóm | 9", "1 | b | "], []),
    # unnumbered rows that divide the numbered one above
    (
        ["STT | Tên | Vốn", "1 | Sở Y tế | 30", " | Mua máy | 10", " | Đào tạo | 20", "2 | Sở Nội vụ | 5"],
        [("children_sum", True)],
    ),
    # subtotals between, and all at the end
    (
        ["Tên | Vốn", "a | 1", "b | 2", "Cộng | 3", "c | 4", "Cộng | 4", "Tổng cộng | 7"],
        [("total_sum", True)] * 3,
    ),
    # those of groups, below their rows or right below their names, by label or not
    ([*GROUPS[:3], " | Cộng I | 3", *GROUPS[3:], " | Cộng II | 7", " | Tổng cộng | 10"], [("total_sum", True)] * 3),
    ([*GROUPS[:3], " | Cộng | 3", *GROUPS[3:], " | Cộng | 7"], [("total_sum", True)] * 2),
    ([*GROUPS[:3], " | Cộng | 3", *GROUPS[3:], " | Cộng | 7", " | Cộng | 10"], [("total_sum", True)] * 3),
    ([*GROUPS[:2], " | Cộng | 3", *GROUPS[2:4], " | Cộng | 7", *GROUPS[4:], " | Cộng | 10"], [("total_sum", True)] * 3),
    # inside a group that goes on, and the sum of that one
    (
        [NESTED[0], "A | Tỉnh | ", *NESTED[1:3], " | Cộng | 1", *NESTED[3:], " | Cộng | 9", " | Tổng cộng (A) | 10", "B | Xã | 5"],
        [("total_sum", True)] * 3,
    ),
    # of those whose labels it names
    (
        ["TT | Tên | Vốn", "I | a | 1", "II | b | 2", "III | c | 4", " | Tổng cộng (I+II) | 3", "IV | d | 5", " | Cộng | 12"],
        [("total_sum", True)] * 2,
    ),
    # a wrong one is no part of the next, nor is the group below which it stands taken for another
    ([*GROUPS[:3], " | Cộng | 4", *GROUPS[3:], " | Cộng | 7"], [("total_sum", False), ("total_sum", True)]),
    ([*GROUPS[:3], " | Cộng I | 4", *GROUPS[3:], " | Tổng cộng | 10"], [("total_sum", False), ("total_sum", True)]),
    # where the words leave it open the figures tell: all so far, or what is new
    # the last one closes the innermost group alone
    (
        [NESTED[0], "A | Tỉnh | ", "I | Huyện | ", "1 | a | 1", " | Cộng | 1", "B | Tỉnh | ", "I | Huyện | 5", "II | Xã | ", "1 | b | 2", "2 | c | 4", " | Cộng | 6"],
        [("total_sum", True)] * 2,
    ),
    (["Tên | Vốn", "a | 1", "Cộng | 1", "b | 2", "Tổng cộng | 3", "c | 3"], [("total_sum", True)] * 2),
    (["Tên | Vốn", "a | 1", "Cộng | 1", "b | 2", "Tổng cộng | 2", "c | 3"], [("total_sum", True)] * 2),
    (["Tên | Vốn", "a | 1", "Cộng | 1", "b | 2", "Cộng | 3"], [("total_sum", True)] * 2),
    (["Tên | Vốn", "a | 1", "b | 1", "Cộng | 2", "c | 2", "Cộng | 4", "d | 3", "Cộng | 7"], [("total_sum", True)] * 3),
    # the number behind a total may count things
    (["TT | Tên | Vốn", "1 | a | 1", "2 | b | 2", " | Tổng số: 2 công trình | 3"], [("total_sum", True)]),
    (["TT | Tên | Vốn", "1 | a | 1", "2 | b | 2", " | Cộng: 2 | 4"], [("total_sum", False)]),
    # a structure that the figures refute as a whole is no sum
    (
        ["STT | Tên | Số lượng"] + [f"{i} | x | 100 \n | - a | {i} \n | - b | {i}" for i in range(1, 6)],
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), SUMS)
def test_what_is_a_sum(rows: list[str], expected: list[tuple[str, bool]]) -> None:
    found = make_table(*[line for row in rows for line in row.split("\n")])
    assert [(check.rule, check.ok) for check in found.checks] == expected


def test_what_a_wrong_subtotal_should_be() -> None:
    closed = [*GROUPS[:3], " | Cộng | 8", *GROUPS[3:], " | Cộng | 9", " | Tổng cộng | 10"]
    found = make_table(*[line for row in closed for line in row.split("\n")])
    assert [(c.row, c.expected, c.found) for c in found.checks] == [(3, 3, 8), (7, 7, 9), (8, 10, 10)]


# --- any tree of groups --------------------------------------------------------------------------


@dataclass
class Group:
    """A made-up group: its children, or its figures when it has none; ``silent`` groups state nothing."""

    children: list["Group"] = field(default_factory=list)
    figures: list[int] = field(default_factory=list)
    silent: bool = False

    def sums(self) -> list[int]:
        if not self.children:
            return self.figures
        return [sum(column) for column in zip(*(child.sums() for child in self.children), strict=True)]


YEARS = [2021, 2022, 2023]
LABELS = [["I", "II", "III", "IV"], ["A", "B", "C", "D"], ["1", "2", "3", "4"], ["-"] * 4]


def groups(depth: int) -> st.SearchStrategy[Group]:
    leaf = st.builds(Group, figures=st.lists(st.integers(1, 99999), min_size=len(YEARS), max_size=len(YEARS)))
    if depth == 0:
        return leaf
    below = st.lists(groups(depth - 1), min_size=2, max_size=3)
    return leaf | st.builds(Group, children=below, silent=st.booleans())


def printed(group: Group, dots: bool) -> str:
    if group.children and group.silent:
        return " | " * len(YEARS)
    sums = group.sums()
    return " | ".join(f"{v:,}".replace(",", ".") if dots else str(v) for v in [sum(sums), *sums])


def written(top: list[Group], dots: bool = True) -> list[str]:
    """The lines of the table of some groups, header and total first."""
    total = Group(children=top)
    rows = [
        "STT | Nội dung | Tổng số | Chia ra | < | <",
        "^ | ^ | ^ | 2021 | 2022 | 2023",
        f" | Tổng số | {printed(total, dots)}",
    ]

    def write(siblings: list[Group], level: int) -> None:
        for group, label in zip(siblings, LABELS[level], strict=False):
            ordinal, lead = ("", "- ") if label == "-" else (label, "")
            rows.append(f"{ordinal} | {lead}việc {len(rows)} | {printed(group, dots)}")
            if group.children:
                write(group.children, level + 1)

    write(top, 0)
    return rows


@given(st.lists(groups(3), min_size=1, max_size=4), st.booleans())
def test_sums_of_any_tree_agree(top: list[Group], dots: bool) -> None:
    found = make_table(*written(top, dots))
    assert not failed(found)
    assert rules_of(found)["total_sum"] == 1 + len(YEARS)
    assert rules_of(found)["years_sum"] == sum(1 for row in found.rows if row.values[2] is not None)


@given(st.lists(groups(3), min_size=1, max_size=4), st.data())
def test_one_changed_figure_is_always_found(top: list[Group], data: st.DataObject) -> None:
    rows = written(top, dots=False)
    row = data.draw(
        st.sampled_from([i for i, text in enumerate(rows) if i > 1 and text.split("|")[2].strip()])
    )
    cells = rows[row].split("|")
    col = data.draw(st.integers(2, len(cells) - 1))
    cells[col] = f" {int(cells[col]) + data.draw(st.integers(1, 10**6))} "
    rows[row] = "|".join(cells)
    found = make_table(*rows)
    assert failed(found)
    assert problems(found, "tables/0")
