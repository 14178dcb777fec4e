"""Units of figures, values in base units, names of rows."""

import pytest

from tests.grids import lines, make_grid
from vanban.extract.tables import draft_table
from vanban.normalize.measures import Measures, base_value, row_paths
from vanban.normalize.model import Table, Unit
from vanban.normalize.tables import table

MONEY = Unit(text="Triệu đồng", currency="VND", scale=1_000_000)


def make_table(*rows: str, unit: str = "") -> Table:
    return table(draft_table(make_grid(rows), lines(unit) if unit else [], [])[0], "x#1")


def units(found: Table) -> list[list[str | None]]:
    measures = Measures(found)
    return [
        [
            unit.text if (unit := measures.unit(row, column, text)) else None
            for column, text in zip(found.columns, row.cells, strict=True)
        ]
        for row in found.rows
    ]


def test_the_unit_of_the_table_counts_for_money_only() -> None:
    found = make_table(
        "STT | Công trình | Số hộ | Diện tích (ha) | Kinh phí | Tỷ lệ %",
        "1 | Kênh N2 | 120 | 4,5 | 300 | 10",
        unit="ĐVT: Triệu đồng",
    )
    assert units(found) == [[None, None, None, "ha", "Triệu đồng", "%"]]


def test_a_row_may_name_its_own_unit() -> None:
    found = make_table(
        "STT | Chỉ tiêu | ĐVT | Năm 2011 | Đơn giá",
        "1 | Dân số | người | 5.000 | 20",
        "2 | Rừng | ha | 300 | 30",
        "3 | Khác |  | 4 | 40",
    )
    assert [row[3] for row in units(found)] == ["người", "ha", None]
    assert [row[4] for row in units(found)] == [None, None, None]  # a price is not in "người"


def test_a_figure_may_name_its_own_unit() -> None:
    rows = (
        "STT | Mặt hàng | ĐVT | Giá",
        "1 | Gạo | kg | 15.500",
        "2 | Thuốc | viên | 840đ",
        "3 | Xăng | lít | 2 đồng",
    )
    found = make_table(*rows)
    assert [row.values[3] for row in found.rows] == [15_500, 840, 2]
    assert [row[3] for row in units(found)] == [None, "đ", "đồng"]  # nor is one in "kg"
    found = make_table(*rows, unit="ĐVT: Nghìn đồng")  # which of both it is nobody can tell
    assert [row.values[3] for row in found.rows] == [15_500, None, None]


@pytest.mark.parametrize(
    ("number", "unit", "expected"),
    [
        (69.12, MONEY, 69_120_000),
        (0.1, Unit(text="1.000 đồng", currency="VND", scale=1000), 100),
        (1_144.3, MONEY, 1_144_300_000),
        (5, Unit(text="ha"), None),
        (None, MONEY, None),
        (5, None, None),
    ],
)
def test_base_units_are_exact(number: float | None, unit: Unit | None, expected: int | None) -> None:
    assert base_value(number, unit) == expected


def test_rows_are_named_with_those_above_them() -> None:
    found = make_table(
        "STT | Nội dung | Vốn", "I | Giao thông | 30", "1 | Cầu | 10", "2 | Đường | 20", " | Tổng cộng | 30"
    )
    assert row_paths(found) == [
        ("Giao thông",),
        ("Giao thông", "Cầu"),
        ("Giao thông", "Đường"),
        ("Tổng cộng",),
    ]
