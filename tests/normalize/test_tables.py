import json
import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from tests.grids import make_grid
from vanban.corpus.layout import Grid
from vanban.corpus.text import key
from vanban.extract.draft import DraftNote, DraftTable, Span
from vanban.extract.tables import draft_table
from vanban.normalize import columns as column_rules
from vanban.normalize import rows as row_rules
from vanban.normalize.columns import columns, read_header
from vanban.normalize.frames import to_pandas
from vanban.normalize.model import Check, Table, Unit
from vanban.normalize.tables import problems, table


def make_table(*rows: str, unit: str | None = None) -> Table:
    grid = make_grid(rows)
    draft, _, _ = draft_table(grid, [], [])
    if unit:
        draft = DraftTable(grid, draft.header_rows, None, Span(unit, 0, len(unit)))
    return table(draft, "0123456789abcdef#1")


def failed(found: Table) -> list[tuple[str, int, str, float, float]]:
    return [(c.rule, c.row, c.column, c.expected, c.found) for c in found.checks if not c.ok]


def rules_of(found: Table) -> Counter[str]:
    return Counter(check.rule for check in found.checks)


# --- rules --------------------------------------------------------------------------------------

RULES = [*column_rules.rules(), *row_rules.rules()]
KINDS = {"ordinal", "text", "number", "percent", "date", "period", "year"}


@pytest.mark.parametrize(("rule", "pattern"), RULES, ids=lambda x: getattr(x, "name", ""))
def test_rule_is_proved_by_its_examples(
    rule: column_rules.ColumnRule | row_rules.RowRule, pattern: regex.Pattern[str]
) -> None:
    for example in rule.examples:
        assert pattern.search(key(example)), example
        if isinstance(rule, column_rules.ColumnRule) and rule.use in KINDS:
            assert next(use for use in column_rules.uses(example) if use in KINDS) == rule.use
        if isinstance(rule, row_rules.RowRule):
            assert row_rules.use(example.lstrip("- ")) == rule.use
    for text in rule.counter_examples:
        assert not pattern.search(key(text)), text


# --- columns ------------------------------------------------------------------------------------

HEADERS = [
    # declared spans
    (
        ["STT | Tên dự án | Chia ra | <", "^ | ^ | 2011 | Năm 2012", "1 | Cầu | 5 | 6"],
        [("STT",), ("Tên dự án",), ("Chia ra", "2011"), ("Chia ra", "Năm 2012")],
        ["stt", "ten_du_an", "nam_2011", "nam_2012"],
    ),
    # repeated spanning text, blanks under full-height cells, column numbers
    (
        ["TT | Tên | Vốn | Vốn", " | | Tỉnh | Huyện", "(1) | (2) | (3) | (4)", "1 | Cầu | 5 | 6"],
        [("TT",), ("Tên",), ("Vốn", "Tỉnh"), ("Vốn", "Huyện")],
        ["tt", "ten", "tinh", "huyen"],
    ),
    # the same name twice: with its group, and with a number when that does not help
    (
        ["Tên | Kế hoạch | < | Thực hiện | <", "^ | 2011 | 2012 | 2011 | 2011", "Cầu | 5 | 6 | 7 | 8"],
        [("Tên",), ("Kế hoạch", "2011"), ("Kế hoạch", "2012"), ("Thực hiện", "2011"), ("Thực hiện", "2011")],
        ["ten", "ke_hoach_nam_2011", "nam_2012", "thuc_hien_nam_2011", "thuc_hien_nam_2011_2"],
    ),
    # places beside the spanning text are blank; a column without a name
    (
        ["STT | Nội dung | Vốn | | ", " | | Tỉnh | Xã | ", "1 | Cầu | 5 | 6 | x"],
        [("STT",), ("Nội dung",), ("Vốn", "Tỉnh"), ("Vốn", "Xã"), ()],
        ["stt", "noi_dung", "tinh", "xa", "cot_5"],
    ),
    # a title over the whole table is no level; units stay out of ids
    (
        ["STT | Diện tích (ha) | Tỷ lệ %", "1 | 5 | 6"],
        [("STT",), ("Diện tích (ha)",), ("Tỷ lệ %",)],
        ["stt", "dien_tich", "ty_le_phan_tram"],
    ),
]


@pytest.mark.parametrize(("rows", "paths", "ids"), HEADERS)
def test_header_paths_and_ids(rows: list[str], paths: list[tuple[str, ...]], ids: list[str]) -> None:
    found = make_table(*rows)
    assert [column.header for column in found.columns] == paths
    assert [column.id for column in found.columns] == ids


KINDS_OF_COLUMNS = [
    # header, cells, kind, values
    ("Số lượng", ["1.000", "1000", "", "12"], "number", [1000, 1000, None, 12]),
    ("Diện tích (ha)", ["12,5", "1.234,75", "-"], "number", [12.5, 1234.75, None]),
    # a dot parts decimals where the column shows it
    ("Khối lượng", ["12.5", "0.75", "1,234.5"], "number", [12.5, 0.75, 1234.5]),
    ("Tỷ lệ", ["15%", "7,5 %", ""], "percent", [15, 7.5, None]),
    # no header word, the cells tell
    ("Huy động", ["5.000", "200", "30"], "number", [5000, 200, 30]),
    ("Thời gian KC-HT", ["2010-2011", "2012-1015", "2013"], "period", ["2010/2011", None, "2013"]),
    # years that name a time, and figures that only look like years
    ("Năm công nhận", ["2021", "2022", ""], "period", ["2021", "2022", None]),
    ("Khởi công", ["2021", "2022", "2022"], "period", ["2021", "2022", "2022"]),
    ("Kinh phí", ["2000", "1950", "30"], "number", [2000, 1950, 30]),
    ("Nam", ["50", "120", "7"], "number", [50, 120, 7]),
    ("Ngày cấp", ["02/3/2012", "31/12/2012", "31/02/2012"], "date", ["2012-03-02", "2012-12-31", None]),
    # dashes are blanks, crosses stand for figures; a column of crosses holds none
    ("Xã nghèo", ["-", "–", "12"], "number", [None, None, 12]),
    ("Huyện", ["7", "x", "12"], "number", [7, None, 12]),
    ("Đã nộp", ["x", "x", "1"], "text", ["x", "x", "1"]),
    ("Chênh lệch", ["(12 500)", "- 1.200", "(300)"], "number", [-12500, -1200, -300]),
    # digits that count nothing
    ("Mã TTHC", ["1.014967", "1.014968", ""], "text", ["1.014967", "1.014968", None]),
    ("Số điện thoại", ["02963123456", "02963123457", ""], "text", ["02963123456", "02963123457", None]),
    ("Ghi chú", ["", "", ""], "text", [None, None, None]),
    # a year column that is blank all over
    ("Năm 2014", ["", "", ""], "number", [None, None, None]),
    # words among figures
    ("Chủ đầu tư", ["Sở Y tế", "2", "UBND xã"], "text", ["Sở Y tế", "2", "UBND xã"]),
]


@pytest.mark.parametrize(("header", "cells", "kind", "values"), KINDS_OF_COLUMNS)
def test_kinds_and_values(header: str, cells: list[str], kind: str, values: list[object]) -> None:
    rows = [f"{i} | việc {i} | {cell}" for i, cell in enumerate(cells, 1)]
    found = make_table(f"STT | Nội dung | {header}", *rows)
    assert [column.kind for column in found.columns] == ["ordinal", "text", kind]
    assert [row.values[2] for row in found.rows] == values
    assert [row.cells[2] for row in found.rows] == cells


def test_a_name_over_the_columns_beside_it_says_nothing_about_them() -> None:
    found = make_table(
        "STT | Dự án | Ngày cấp | Huyện",
        "I | Giao thông | < | <",
        "II | Y tế | < | <",
        "1 | Cầu | 02/3/2012 | 5",
    )
    assert [column.kind for column in found.columns] == ["ordinal", "text", "date", "number"]
    assert found.rows[0].cells[2:] == ("Giao thông", "Giao thông")
    assert found.rows[0].values == ("I", "Giao thông", None, None)


def test_units_and_years() -> None:
    found = make_table(
        "Tên | Kinh phí (triệu đồng) | % | KH 2015 | Tổng 2011-2015", "Cầu | 5 | 6 | 7 | 8", unit="ĐVT: ha"
    )
    units = [column.unit for column in found.columns]
    assert units[:3] == [None, Unit(text="triệu đồng", currency="VND", scale=1000000), Unit(text="%")]
    assert [column.year for column in found.columns] == [None, None, None, 2015, None]
    assert found.unit == Unit(text="ha")


# --- rows ---------------------------------------------------------------------------------------

LEVELS = [
    # I / A / 1 / -, a blank ordinal among numbered ones, a dash inside a numbered row
    (
        [" | Tổng số", "I | Xây dựng", "A | Chuẩn bị", " | Cầu", "2 | Chợ", "4 | Đường", "B | Thực hiện", "1 | - Kè", " | - Đợt 1",
         "II | Sự nghiệp", "1 | Đào tạo"],
        [(None, 0, "total", None), ("I", 1, "group", None), ("A", 2, "group", 1), (None, 3, "item", 2), ("2", 3, "item", 2),
         ("4", 3, "item", 2), ("B", 2, "group", 1), ("1", 3, "group", 6), ("-", 4, "item", 7), ("II", 1, "group", None),
         ("1", 2, "item", 9)],
    ),
    # A above I
    (
        ["A | Thu", "I | Thuế", "1 | Đất", "II | Phí", "B | Chi", "I | Lương"],
        [("A", 1, "group", None), ("I", 2, "group", 0), ("1", 3, "item", 1), ("II", 2, "item", 0), ("B", 1, "group", None),
         ("I", 2, "item", 4)],
    ),
    # letters and Roman numerals told apart by what came before
    (
        ["A | a", "B | b", "C | c", "D | d"],
        [("A", 1, "item", None), ("B", 1, "item", None), ("C", 1, "item", None), ("D", 1, "item", None)],
    ),
    # decimals, closing signs, lower letters
    (
        ["1. | Giá", "1.1 | Hộ", "a) | Nghèo", "b) | Khác", "1.2 | Cơ quan", "2. | Phí"],
        [("1", 1, "group", None), ("1.1", 2, "group", 0), ("a", 3, "item", 1), ("b", 3, "item", 1), ("1.2", 2, "item", 0),
         ("2", 1, "item", None)],
    ),
    # a heading over the whole width, and one only in the text column above a new 1
    (
        ["Khối tỉnh | <", "1 | Sở Y tế", "2 | Sở Nội vụ", " | Khối huyện", "1 | Tân Phú"],
        [(None, 1, "group", None), ("1", 2, "item", 0), ("2", 2, "item", 0), (None, 1, "group", None), ("1", 2, "item", 3)],
    ),
    # "of which" and what follows
    (
        ["1 | Dự án", " | Trong đó:", " | - Vốn tỉnh", "2 | Khác"],
        [("1", 1, "item", None), (None, 2, "note", 0), ("-", 3, "item", 1), ("2", 1, "item", None)],
    ),
    # the rows below a bare "of which" are its parts, up to the next number
    (
        ["1 | Dự án", " | Trong đó", " | Dự toán", " | Giải ngân", "2 | Khác"],
        [("1", 1, "item", None), (None, 2, "note", 0), (None, 3, "item", 1), (None, 3, "item", 1), ("2", 1, "item", None)],
    ),
    # no total: a corporation
    ([" | Tổng công ty Cấp nước", " | Chi cục Thuế"], [(None, 1, "item", None), (None, 1, "item", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), LEVELS)
def test_labels_levels_kinds_parents(body: list[str], expected: list[tuple[object, ...]]) -> None:
    found = make_table("STT | Nội dung", *body)
    assert [(row.label, row.level, row.kind, row.parent) for row in found.rows] == expected


def test_words_among_figures_are_told() -> None:
    found = make_table(
        "STT | Nội dung | Kinh phí",
        "1 | Mua máy | 100",
        "2 | Đào tạo | chưa rõ",
        "3 | In | -",
        "4 | Xe | x",
        "5 | Kho | 50",
    )
    assert [row.values[2] for row in found.rows] == [100, None, None, None, 50]
    (told,) = problems(found, "tables/0")
    assert (told.code, told.severity, told.at) == ("unreadable-cells", "info", "tables/0/columns/2")
    assert "'chưa rõ' (row 2)" in told.message and "(1)" in told.message


def test_stairs_of_codes() -> None:
    found = make_table(
        "STT | Mã nhóm, loại | < | < | Tên | Giá",
        "^ | Cấp 1 | Cấp 2 | Cấp 3 | ^ | ^",
        "1 | I | | | Khoáng sản kim loại | ",
        "2 | | I1 | | Sắt | ",
        "3 | | | I101 | Sắt kim loại | 9.000",
        "4 | | | I102 | Quặng sắt | 8.000",
        "5 | | I2 | | Măng-gan | 490",
        "6 | II | | | Đá | 70",
    )
    assert [(row.label, row.level, row.kind, row.parent) for row in found.rows] == [
        ("I", 1, "group", None),
        ("I1", 2, "group", 0),
        ("I101", 3, "item", 1),
        ("I102", 3, "item", 1),
        ("I2", 2, "item", 0),
        ("II", 1, "item", None),
    ]


def test_what_the_first_row_says_again_is_no_name() -> None:
    found = make_table("Mã nhóm | Giá | <", "05/VB | Cũ | Mới", "05/VB | 5 | 6", "05/VB | 7 | 8")
    assert [column.header for column in found.columns] == [("Mã nhóm",), ("Giá", "Cũ"), ("Giá", "Mới")]


def test_labels_without_an_ordinal_column() -> None:
    found = make_table("Nội dung | Số tiền", "I. Thu | 30", "1. Thuế | 10", "2. Phí | 20", "Tổng cộng | 30")
    assert [(row.label, row.level) for row in found.rows] == [("I", 1), ("1", 2), ("2", 2), (None, 0)]
    assert not failed(found) and rules_of(found) == {"children_sum": 1, "total_sum": 1}


def test_merged_cells_are_repeated_and_counted_once() -> None:
    found = make_table(
        "TT | Tên | Vốn", "I | Nhóm | 50", "1 | Cầu Bắc | 30", "^ | Cầu Nam | ^", "2 | Chợ | 20"
    )
    assert [row.cells for row in found.rows[1:3]] == [("1", "Cầu Bắc", "30"), ("1", "Cầu Nam", "30")]
    assert [(check.expected, check.ok) for check in found.checks] == [(50, True)]


# --- checks -------------------------------------------------------------------------------------

PLAN = [
    "STT | Nội dung | Tổng vốn 2021-2022 | Trong đó | < | Nguồn vốn | <",
    "^ | ^ | ^ | 2021 | 2022 | NSTW | Khác",
    " | Tổng số | 1.000 | 400 | 600 | 700 | 300",
    "I | Xây dựng | 900 | 350 | 550 | 650 | 250",
    "1 | Trường | 500 | 200 | 300 | 500 | ",
    "2 | Trạm y tế tại các xã: | | | | | ",
    " | - Xã An Bình | 150 | 150 | | 150 | ",
    " | - Xã Phú Lộc | 250 | | 250 | | 250",
    "II | Sự nghiệp | 100 | 50 | 50 | 50 | 50",
]


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
    # a quotient is no sum
    (["Tên | Thu | Chi | Còn", "1 | 2 | 3 | 4=2/3", "x | 50 | 20 | 30"], []),
    # the total inside the group
    (["Tên | Nguồn vốn | < | <", "^ | Tổng số | Tỉnh | Huyện", "x | 9 | 4 | 5"], [("sources_sum", True)]),
    # the total inside the group, with the one that divides it and another measure
    (
        ["Tên | Kết quả | < | < | <", "^ | Tổng số | Chia ra | < | Số hộ", "^ | ^ | Tỉnh | Huyện | ^", "x | 9 | 4 | 5 | 7"],
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
    # "of which" need not name all parts
    (["Tên | Tổng số | Trong đó | <", "^ | ^ | Nữ | Dân tộc", "x | 90 | 40 | 5", "y | 50 | 20 | 3"], []),
    # but counts when the figures bear it out, and then an error shows
    (
        ["Tên | Tổng số | Trong đó | <", "^ | ^ | Nam | Nữ", "x | 90 | 50 | 40", "y | 50 | 20 | 31"],
        [("parts_sum", True), ("parts_sum", False)],
    ),
    # years that do not make up the period of the total
    (["Tên | Kế hoạch 2021-2025 | 2021 | 2022", "x | 90 | 10 | 20"], []),
    # years without a group
    (["Tên | Tổng số | Năm 2021 | Năm 2022", "x | 30 | 10 | 20"], [("years_sum", True)]),
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


TEXTS = st.sampled_from(
    [
        "",
        "STT",
        "Tổng số",
        "2011",
        "1",
        "(1)",
        "(3=1+2)",
        "I",
        "A",
        "1.000",
        "12,5",
        "-",
        "- Chi",
        "5%",
        "Trong đó",
        "Nguồn vốn",
        "x",
    ]
)


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(TEXTS, min_size=n, max_size=n), min_size=1, max_size=7)
    )
)
def test_nothing_raises_and_rows_are_whole(texts: list[list[str]]) -> None:
    found = make_table(*[" | ".join(row) for row in texts])
    ids = [column.id for column in found.columns]
    assert len(set(ids)) == len(ids) == len(texts[0])
    assert all(name.isascii() and name.replace("_", "").isalnum() for name in ids)
    for index, row in enumerate(found.rows):
        assert len(row.cells) == len(row.values) == len(ids)
        assert row.parent is None or (row.parent < index and found.rows[row.parent].level == row.level - 1)
    assert msgspec.json.decode(msgspec.json.encode(found), type=Table) == found


def test_thousands_of_rows_in_linear_time() -> None:
    def seconds(n: int) -> float:
        body = [f"{i} | việc {i} | {i} | {i}" if i % 10 else f"Cộng | < | {i} | {i}" for i in range(1, n)]
        grid = make_grid(["STT | Nội dung | 2021 | 2022", *body])
        start = time.process_time()
        table(DraftTable(grid, 1), "x#1")
        return time.process_time() - start

    seconds(100)
    assert seconds(4000) < 16 * max(seconds(1000), 0.005)


# --- the rest -----------------------------------------------------------------------------------


def test_draft_parts_are_taken_over() -> None:
    grid = make_grid(["STT | Tên", "1 | Cầu"])
    note = DraftNote("(1)", Span("ước", 0, 3))
    found = table(DraftTable(grid, 1, Span("Bảng 1", 0, 6), Span("ha", 7, 9), (note,)), "ab#1")
    assert (found.id, found.title, found.unit, found.notes[0].mark) == (
        "ab#1",
        "Bảng 1",
        Unit(text="ha"),
        "(1)",
    )


def test_header_without_rows() -> None:
    header = read_header([], ["a", "b"])
    assert [column.id for column in columns(header, [["1", "x"]])] == ["cot_1", "cot_2"]


def test_to_pandas() -> None:
    frame = to_pandas(make_table(*PLAN, unit="triệu đồng"))
    assert frame.shape == (7, 7)
    assert frame["Trong đó", "2021"].sum() == 400 + 350 + 200 + 150 + 50
    assert [str(dtype) for dtype in frame.dtypes] == ["string", "string"] + ["Int64"] * 5
    assert frame.attrs["unit"] == "triệu đồng"
    flat = to_pandas(make_table("Tên | Diện tích", "a | 1,5", "b | "))
    assert list(flat.columns) == ["Tên", "Diện tích"] and str(flat["Diện tích"].dtype) == "Float64"


# --- real documents -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real() -> list[tuple[Table, dict[str, object]]]:
    """The tables of a real plan, each with its annotation."""
    folder = os.environ.get("VANBAN_CORPUS")
    if not folder:
        pytest.skip("VANBAN_CORPUS names no folder of real documents")
    from vanban.corpus.readers import read
    from vanban.extract.tables import is_data

    [source] = (Path(folder).parent / "seeds").glob("004_*.txt")
    gold = json.loads((Path(folder) / "gold" / f"{source.name}.json").read_text(encoding="utf-8"))
    grids = [block for block in read(source).blocks if isinstance(block, Grid) and is_data(block)]
    expected = [t for document in gold["documents"] for t in document["tables"]]
    drafts = [draft_table(grid, [], [])[0] for grid in grids]
    return [
        (table(draft, f"x#{i}"), annotated)
        for i, (draft, annotated) in enumerate(zip(drafts, expected, strict=True))
    ]


def test_real_columns_and_cells(real: list[tuple[Table, dict[str, object]]]) -> None:
    assert [len(found.rows) for found, _ in real] == [54, 5, 12]
    for found, annotated in real:
        assert [list(column.header) for column in found.columns] == annotated["columns"]
        assert [list(row.cells) for row in found.rows] == annotated["rows"]


def test_real_sums_are_all_stated_and_right(real: list[tuple[Table, dict[str, object]]]) -> None:
    for found, _ in real:
        assert not failed(found)
        by_rule = rules_of(found)
        whole = next(i for i, c in enumerate(found.columns) if c.header[0].endswith("2011-2015"))
        years = [i for i, c in enumerate(found.columns) if c.year]
        sources = [i for i, c in enumerate(found.columns) if c.header[0] == "Nguồn vốn"]
        for rule, places in (("years_sum", years), ("sources_sum", sources)):
            stating = [row for row in found.rows if places and row.values[whole] is not None]
            assert by_rule[rule] == len(stating)
            assert all(row.values[whole] == added(row.values, places) for row in stating)
        assert by_rule["total_sum"] == sum(
            isinstance(found.rows[0].values[i], int) for i in range(len(found.columns))
        )


def added(values: Sequence[object], places: list[int]) -> int:
    return sum(value for i in places if isinstance(value := values[i], int))


def test_real_groups(real: list[tuple[Table, dict[str, object]]]) -> None:
    found = real[0][0]
    groups_of = {(row.label, row.level) for row in found.rows if row.kind == "group" and row.label}
    assert groups_of == {("I", 1), ("A", 2), ("B", 2), ("II", 1), ("3", 3), ("8", 3)}
    stated: list[Check] = [check for check in found.checks if check.rule == "children_sum"]
    assert {check.row for check in stated} == {
        i for i, r in enumerate(found.rows) if r.kind == "group" and r.label
    }
