import pytest
import regex

from tests.normalize.table_texts import make_table
from vanban.corpus.text import key
from vanban.normalize import columns as column_rules
from vanban.normalize import rows as row_rules
from vanban.normalize.columns import columns, read_header
from vanban.normalize.model import Unit

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


# --- headers, kinds, values ------------------------------------------------------------

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
    ("Tăng (%)", ["1 990,8%", "(12,5%)", "(112,5)%", "-3 %"], "percent", [1990.8, -12.5, -112.5, -3]),
    # no header word, the cells tell
    ("Huy động", ["5.000", "200", "30"], "number", [5000, 200, 30]),
    ("Thời gian KC-HT", ["2010-2011", "2012-1015", "2013"], "period", ["2010/2011", None, "2013"]),
    # years that name a time, and figures that only look like years
    ("Năm công nhận", ["2021", "2022", ""], "period", ["2021", "2022", None]),
    ("Khởi công", ["2021", "2022", "2022"], "period", ["2021", "2022", "2022"]),
    ("Kế hoạch giao", ["2021", "", ""], "number", [2021, None, None]),  # one year may be an amount
    ("Kế hoạch giao", ["2008", "14", "1994", "2008", "2008"], "number", [2008, 14, 1994, 2008, 2008]),
    ("Giai đoạn 2016-2018", ["2014", "2096", "82"], "number", [2014, 2096, 82]),
    ("Giai đoạn 2016-2020", ["2016-2018", "2017-2020"], "period", ["2016/2018", "2017/2020"]),
    ("Kinh phí", ["2000", "1950", "30"], "number", [2000, 1950, 30]),
    ("Ngân sách tỉnh", ["1980", "", ""], "number", [1980, None, None]),
    ("Nam", ["50", "120", "7"], "number", [50, 120, 7]),
    ("Ngày cấp", ["02/3/2012", "31/12/2012", "31/02/2012"], "date", ["2012-03-02", "2012-12-31", None]),
    # dashes are blanks, crosses stand for figures; a column of crosses holds none
    ("Xã nghèo", ["-", "–", "12"], "number", [None, None, 12]),
    ("Huyện", ["7", "x", "12"], "number", [7, None, 12]),
    ("Khối lượng", ["7", "nt", '"', "8"], "number", [7, None, None, 8]),
    # dots to be filled in are blanks, however many
    ("Huyện", ["…", "....", "7"], "number", [None, None, 7]),
    ("Tăng, giảm", ["+7", "-5", "+ 1.200"], "number", [7, -5, 1200]),
    ("Giá đất", ["5.038.600", "nt", "nt", "nt"], "number", [5038600, None, None, None]),
    ("Ghi chú", ["nt", "-", "Mới"], "text", ["nt", None, "Mới"]),
    ("Giá đất", ["nt", "nt"], "text", ["nt", "nt"]),
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


def test_the_year_of_figures_with_a_name_of_their_own() -> None:
    found = make_table(
        "Tên | Tổng số | Biên chế giao năm 2021 | Biên chế giao năm 2022 | ƯTH 2020",
        "Sở Y tế | 9 | 5 | 6 | 7",
    )
    assert [column.year for column in found.columns] == [None, None, 2021, 2022, 2020]
    assert not found.checks  # such years divide no total


def test_what_the_first_row_says_again_is_no_name() -> None:
    found = make_table("Mã nhóm | Giá | <", "05/VB | Cũ | Mới", "05/VB | 5 | 6", "05/VB | 7 | 8")
    assert [column.header for column in found.columns] == [("Mã nhóm",), ("Giá", "Cũ"), ("Giá", "Mới")]


def test_header_without_rows() -> None:
    header = read_header([], ["a", "b"])
    assert [column.id for column in columns(header, [["1", "x"]])] == ["cot_1", "cot_2"]
