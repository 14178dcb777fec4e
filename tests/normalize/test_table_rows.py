import pytest

from tests.normalize.table_texts import failed, make_table, rules_of
from vanban.normalize.tables import problems

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


def test_an_amount_merged_over_rows_is_that_of_the_first() -> None:
    found = make_table(
        "TT | Tên | Đơn giá | Vốn",
        "I | Nhóm | | 50",
        "1 | Cầu Bắc | 7 | 30",
        "2 | Cầu Nam | ^ | ^",
        "3 | Chợ | 8 | 20",
        "II | Nhóm | 9 | 5",
        "1 | Kè | | ^",
        " | Cộng II | | 5",
        " | Tổng cộng | | 55",
    )
    assert [row.cells[3] for row in found.rows] == ["50", "30", "30", "20", "5", "5", "5", "55"]
    assert [row.values[3] for row in found.rows] == [50, 30, None, 20, 5, None, 5, 55]
    assert [row.values[2] for row in found.rows[1:4]] == [7, 7, 8]  # a price is that of each
    assert [(check.rule, check.row, check.ok) for check in found.checks] == [
        ("children_sum", 0, True),
        ("total_sum", 6, True),
        ("total_sum", 7, True),
    ]
    assert not problems(found, "tables/0")
