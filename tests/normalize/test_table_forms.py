"""Tables as offices print them: forms that recur all over the country, with invented content."""

from tests.grids import make_grid
from tests.normalize.table_texts import failed, make_table, rules_of
from vanban.extract.draft import DraftNote, DraftTable, Span
from vanban.extract.tables import is_data
from vanban.normalize.measures import Measures
from vanban.normalize.model import Table, Unit
from vanban.normalize.tables import problems, table


def levels(found: Table) -> list[tuple[str | None, int, str]]:
    return [(row.label, row.level, row.kind) for row in found.rows]


def test_land_prices() -> None:
    found = make_table(
        "STT | Tên đường | Đoạn đường | < | Giá đất | < | <",
        "^ | ^ | Từ | Đến | VT1 | VT2 | VT3",
        "I | PHƯỜNG TÂN LẬP | | | | |",
        "1 | Đường Trần Phú | Ngã tư Bưu điện | Cầu Bảy Thước | 12.500 | 7.500 | 5.000",
        "2 | Đường Lê Lợi | Trọn đường | < | 8.000 | 4.800 | -",
        "3 | Đường 30/4 | Đường Trần Phú | Km 5+200 | 6.500 | 3.900 |",
        "^ | ^ | Km 5+200 | Giáp ranh xã Phú Mỹ | 4.200 | 2.520 |",
        "II | XÃ PHÚ MỸ | < | < | < | < | <",
        "1 | Quốc lộ 91 | Cầu Ông Năm | Trường học | 2.000 | 1.200 | 800",
        unit="1.000 đồng/m2",
    )
    assert [column.header for column in found.columns[2:5]] == [
        ("Đoạn đường", "Từ"), ("Đoạn đường", "Đến"), ("Giá đất", "VT1"),
    ]  # fmt: skip
    assert found.unit == Unit(text="1.000 đồng/m2", currency="VND", scale=1000)
    assert levels(found) == [
        ("I", 1, "group"), ("1", 2, "item"), ("2", 2, "item"), ("3", 2, "item"), ("3", 2, "item"),
        ("II", 1, "group"), ("1", 2, "item"),
    ]  # fmt: skip
    assert found.rows[4].values == ("3", "Đường 30/4", "Km 5+200", "Giáp ranh xã Phú Mỹ", 4200, 2520, None)
    assert not found.checks and not problems(
        found, "tables/0"
    )  # a name over the figures is no figure misread


INVESTMENT = [
    "TT | Danh mục dự án | Chủ đầu tư | Thời gian KC-HT | Quyết định đầu tư | < | < | Kế hoạch vốn năm 2021 | < | Ghi chú",
    "^ | ^ | ^ | ^ | Số quyết định | TMĐT | < | Tổng số | Trong đó: thu hồi vốn ứng trước | ^",
    "^ | ^ | ^ | ^ | ^ | Tổng số | NSTW | ^ | ^ | ^",
    "(1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) | (9) | (10)",
    " | TỔNG SỐ | | | | 150.000 | 90.000 | 60.000 | 10.000 | ",
    "A | Thực hiện dự án | | | | 150.000 | 90.000 | 60.000 | 10.000 | ",
    "I | Lĩnh vực giao thông | | | | 100.000 | 60.000 | 40.000 | 10.000 | ",
    "(1) | Dự án chuyển tiếp | | | | 70.000 | 40.000 | 25.000 | 10.000 | ",
    "1 | Đường tỉnh 955 | Sở GTVT | 2019-2021 | 125/QĐ-UBND ngày 12/3/2019 | 40.000 | 25.000 | 15.000 | 6.000 | ",
    "2 | Cầu Vàm | Ban QLDA | 2019-2022 | 126/QĐ-UBND ngày 13/3/2019 | 30000 | 15.000 | 10.000 | 4.000 | ",
    "(2) | Dự án khởi công mới | | | | 30.000 | 20.000 | 15.000 | | ",
    "1 | Đường Tân Lập | Ban QLDA | 2021-2023 | 12/QĐ-UBND ngày 03/01/2021 | 30.000 | 20.000 | 15.000 | | Mới",
    "II | Lĩnh vực y tế | | | | 50.000 | 30.000 | 20.000 | | ",
    "1 | Trạm y tế xã | Sở Y tế | 2020-2021 | 99/QĐ-UBND ngày 01/02/2020 | 50.000 | 30.000 | 20.000 | | ",
]


def test_public_investment_plan() -> None:
    found = make_table(*INVESTMENT, unit="Triệu đồng")
    assert levels(found) == [
        (None, 0, "total"), ("A", 1, "group"), ("I", 2, "group"), ("1", 3, "group"), ("1", 4, "item"), ("2", 4, "item"),
        ("2", 3, "group"), ("1", 4, "item"), ("II", 2, "group"), ("1", 3, "item"),
    ]  # fmt: skip
    assert [column.kind for column in found.columns[3:8]] == ["period", "text", "number", "number", "number"]
    assert found.columns[6].header == ("Quyết định đầu tư", "TMĐT", "NSTW")
    assert not failed(found)
    assert rules_of(found) == {"children_sum": 4 + 4 + 4 + 3 + 3, "total_sum": 4}


def test_a_plan_with_its_total_last_and_a_wrong_group() -> None:
    rows = [*INVESTMENT[:4], *INVESTMENT[5:], INVESTMENT[4]]
    assert not failed(make_table(*rows))
    wrong = [row.replace("| 100.000 |", "| 101.000 |") for row in rows]
    found = make_table(*wrong)
    assert {(rule, row, expected, stated) for rule, row, _, expected, stated in failed(found)} == {
        ("children_sum", 1, 100000, 101000),
        ("children_sum", 0, 151000, 150000),
    }
    (first, second) = problems(found, "tables/0")
    assert "'Thực hiện dự án'" in first.message and "TMĐT / Tổng số" in first.message
    assert "'Lĩnh vực giao thông'" in second.message and "101000" in second.message


BUDGET = [
    "STT | NỘI DUNG | DỰ TOÁN NĂM 2020 | ƯỚC THỰC HIỆN NĂM 2020 | DỰ TOÁN NĂM 2021 | SO SÁNH | <",
    "^ | ^ | ^ | ^ | ^ | TUYỆT ĐỐI | TƯƠNG ĐỐI (%)",
    "A | B | 1 | 2 | 3 | 4=3-2 | 5=3/2",
    "A | TỔNG NGUỒN THU NSĐP | 10.000 | 11.000 | 12.100 | 1.100 | 110",
    "I | Thu được hưởng theo phân cấp | 6.000 | 6.500 | 7.000 | 500 | 108",
    "1 | Thu hưởng 100% | 2.000 | 2.200 | 2.400 | 200 | 109",
    "2 | Thu từ các khoản phân chia | 4.000 | 4.300 | 4.600 | 300 | 107",
    "II | Thu bổ sung từ ngân sách cấp trên | 4.000 | 4.500 | 5.100 | 600 | 113",
    "B | TỔNG CHI NSĐP | 10.000 | 10.800 | 12.100 | 1.300 | 112",
    "I | Tổng chi cân đối NSĐP | 8.000 | 8.500 | 9.000 | 500 | 106",
    " | Trong đó: | | | | | ",
    "1 | Chi đầu tư phát triển | 3.000 | 3.200 | 3.500 | 300 | 109",
    "2 | Chi thường xuyên | 4.500 | 4.600 | 4.700 | 100 | 102",
    "II | Chi các chương trình mục tiêu | 2.000 | 2.300 | 3.100 | 800 | 135",
    "C | BỘI CHI NSĐP | | | | | ",
]


def test_budget_estimate() -> None:
    found = make_table(*BUDGET, unit="Triệu đồng")
    assert [column.year for column in found.columns] == [None, None, 2020, 2020, 2021, None, None]
    assert [column.kind for column in found.columns[2:]] == ["number"] * 4 + ["percent"]
    assert levels(found)[5:] == [
        ("B", 1, "group"), ("I", 2, "item"), (None, 3, "note"), ("1", 4, "item"), ("2", 4, "item"),
        ("II", 2, "item"), ("C", 1, "item"),
    ]  # fmt: skip
    assert not failed(found)  # what "Trong đó" names need not make up the whole
    assert rules_of(found) == {"formula": 20, "children_sum": 4 + 4 + 4}  # differences add up, ratios do not


def test_wrong_comparisons_of_a_budget_are_named() -> None:
    found = make_table(*[row.replace("| 600 | 113", "| 700 | 131") for row in BUDGET])
    assert ("formula", 4, "tuyet_doi", 600, 700) in failed(found)
    assert ("formula", 4, "tuong_doi", 113, 131) in failed(found)


INDICATORS = [
    "STT | Chỉ tiêu | Đơn vị tính | Thực hiện năm 2019 | Năm 2020 | < | KH năm 2021",
    "^ | ^ | ^ | ^ | Kế hoạch | Ước TH | ^",
    "I | Chỉ tiêu kinh tế | | | | | ",
    "1 | Tổng sản phẩm | Tỷ đồng | 25.400 | 27.000 | 26.800 | 28.500",
    " | - Nông nghiệp | Tỷ đồng | 8.400 | 8.600 | 8.500 | 8.700",
    " | - Công nghiệp | Tỷ đồng | 7.000 | 8.000 | 8.100 | 9.000",
    " | - Dịch vụ | Tỷ đồng | 10.000 | 10.400 | 10.200 | 10.800",
    "2 | Tốc độ tăng trưởng | % | 7,2 | 7,5 | 5,5 | 6,5-7,0",
    "II | Chỉ tiêu xã hội | | | | | ",
    "3 | Dân số trung bình | Nghìn người | 560 | 565 | 564 | 568",
    "4 | Tỷ lệ hộ nghèo | % | 3,5 | < 3 | 2,9 | 2,5",
]


def test_indicators_each_in_its_own_unit() -> None:
    found = make_table(*INDICATORS)
    measures = Measures(found)
    units = [measures.unit(row, found.columns[3], row.cells[3]) for row in found.rows]
    assert [unit.text if unit else None for unit in units] == [
        None, "Tỷ đồng", "Tỷ đồng", "Tỷ đồng", "Tỷ đồng", "%", None, "Nghìn người", "%",
    ]  # fmt: skip
    assert units[1] == Unit(text="Tỷ đồng", currency="VND", scale=10**9)
    assert [column.year for column in found.columns[3:]] == [2019, 2020, 2020, 2021]
    # ranges and bounds are no single number: printed, not guessed
    assert found.rows[5].values[6] is None and found.rows[5].cells[6] == "6,5-7,0"
    assert found.rows[8].values[4] is None and found.rows[8].cells[4] == "< 3"
    assert [p.code for p in problems(found, "tables/0")] == ["unreadable-cells", "unreadable-cells"]
    assert not failed(found) and rules_of(found) == {"children_sum": 4}


def test_staff_with_a_formula_and_a_total_over_two_columns() -> None:
    found = make_table(
        "TT | Tên đơn vị | Biên chế | Số người làm việc | Hợp đồng | Tổng cộng",
        "1 | 2 | 3 | 4 | 5 | 6=3+4+5",
        "I | Khối tỉnh | 120 | 300 | 15 | 435",
        "1 | Sở Nội vụ | 50 | 20 | 5 | 75",
        "2 | Sở Y tế | 70 | 280 | 10 | 360",
        "II | Khối huyện | 200 | 1.500 | 40 | 1.740",
        "1 | UBND huyện Phú Lộc | 200 | 1500 | 40 | 1.740",
        "Tổng cộng (I+II) | < | 320 | 1.800 | 55 | 2.175",
    )
    assert not failed(found)
    assert rules_of(found) == {"formula": 6, "children_sum": 8, "total_sum": 4}


def test_lists_of_people_and_firms_keep_their_codes() -> None:
    found = make_table(
        "TT | Họ và tên | Năm sinh | < | Ngày vào ngành | Số thẻ | Mã số thuế | Điện thoại | Điểm",
        "^ | ^ | Nam | Nữ | ^ | ^ | ^ | ^ | ^",
        "1 | Trần Văn Bình | 1975 | | 03/02/2000 | 012345 | 1600123456 | 0913.123.456 | 8,5",
        "2 | Lê Thị Hoa | | 1980 | 19/5/2005 | 012346 | 1600123457-001 | 0918 123 457 | 7,25",
        "3 | Nguyễn An | 1982 | | 3/2010 | 012347 | 1600123458 | 02963 855 555 | 9",
    )
    assert [column.kind for column in found.columns[2:]] == [
        "period", "period", "date", "text", "text", "text", "number",
    ]  # fmt: skip
    assert [row.values[4] for row in found.rows] == ["2000-02-03", "2005-05-19", "2010-03"]
    assert [row.values[5] for row in found.rows] == ["012345", "012346", "012347"]


def test_procedures_below_their_fields() -> None:
    found = make_table(
        "STT | Tên TTHC | Mã số TTHC | Thời hạn giải quyết | Phí, lệ phí | Căn cứ pháp lý",
        "I | Lĩnh vực Hộ tịch | < | < | < | <",
        "1 | Đăng ký khai sinh | 1.001193 | Trong ngày | Không | - Luật Hộ tịch;",
        "2 | Đăng ký kết hôn | 1.000894 | 02 ngày làm việc | 30.000 đồng | - Luật Hộ tịch;",
        " | LĨNH VỰC CHỨNG THỰC | < | < | < | <",
        "3 | Chứng thực bản sao | 2.000815 | 01 ngày | 2.000 đ/trang | Nghị định 23/2015",
    )
    assert levels(found) == [
        ("I", 1, "group"), ("1", 2, "item"), ("2", 2, "item"), (None, 2, "group"), ("3", 3, "item"),
    ]  # fmt: skip
    assert {column.kind for column in found.columns[1:]} == {"text"}


def test_forms_hold_no_data_and_no_guesses() -> None:
    assert not is_data(
        make_grid(["Họ và tên: ........ | Ngày sinh: ..../..../....", "Địa chỉ: ..... | Điện thoại: ...."])
    )
    found = make_table(
        "STT | Nội dung | Số lượng | Đơn giá | Thành tiền",
        "1 | ..... | ..... | ..... | .....",
        "2 | ………… | … | __ | …",
        "Tổng cộng | < | | | .....",
    )
    assert [row.values[1:] for row in found.rows] == [
        (None,) * 4,
        (None,) * 4,
        ("Tổng cộng", None, None, None),
    ]
    assert found.rows[0].cells[1] == "....." and not problems(found, "tables/0")


def test_marks_of_notes_are_no_part_of_figures() -> None:
    grid = make_grid(
        [
            "STT | Nội dung | Khối lượng | Tỷ lệ (%)",
            "1 | Nhà kho | 30(2) | 15* ",
            "2 | Sân | 1.200 (1) | 7,5% (**)",
            "3 | Cổng | 12 [3] | 80",
            "4 | Hàng rào | 40 (5) | 90",
        ]
    )
    notes = (DraftNote("(1)", Span("ước tính", 0, 8)),)
    found = table(DraftTable(grid, 1, None, None, notes), "x#1")
    assert [row.values[2:] for row in found.rows] == [(30, 15), (1200, 7.5), (12, 80), (None, 90)]
    assert found.rows[1].cells[2] == "1.200 (1)"


def test_separators_of_thousands_that_one_column_mixes() -> None:
    found = make_table("STT | Mặt hàng | Giá", "1 | Gạo | 16.000", "2 | Phòng | 200,000", "3 | Vé | 1000")
    assert [row.values[2] for row in found.rows] == [16000, 200000, 1000]
    found = make_table("STT | Mặt hàng | Giá", "1 | Gạo | 16,000", "2 | Phòng | 123,456", unit="đồng")
    assert [row.values[2] for row in found.rows] == [16000, 123456]
    found = make_table("STT | Việc | Diện tích (ha)", "1 | Kè | 16,000", "2 | Hồ | 3,250")
    assert [row.values[2] for row in found.rows] == [16, 3.25]


def test_what_is_set_apart_below_a_row_is_some_of_it() -> None:
    found = make_table(
        "STT | Đơn vị | Tổng số | Tiết kiệm 10% chi khác",
        "I | Khối sở | 5.000 | 50",
        "1 | Văn phòng | 1.680 | 10",
        "2 | Sở Nội vụ | 3.320 | 40",
        "- | Trong đó: Ban Thi đua | 820 | 5",
        "Tổng cộng (làm tròn) | < | 5.000 | 50",
        "Bằng chữ: Năm tỷ đồng | < | < | <",
    )
    assert [row.kind for row in found.rows] == ["group", "item", "item", "note", "total", "note"]
    assert found.columns[3].kind == "number"
    assert not failed(found)


def test_names_with_figures_below_them_are_groups() -> None:
    found = make_table(
        "TT | Thành phần hao phí | Đơn vị | Khó khăn 1 | Khó khăn 2",
        "1 | Vật liệu | | | ",
        "- | Giấy A4 | gram | 0,5 | 0,6",
        "2 | Thiết bị | | | ",
        " | Máy tính | ca | 1,25 | 1,5",
        " | Máy in | ca | 0,05 | 0,05",
    )
    assert [(row.level, row.kind) for row in found.rows[2:]] == [(1, "group"), (2, "item"), (2, "item")]


def test_men_and_women_by_date_of_birth() -> None:
    found = make_table(
        "STT | Họ và tên | Ngày sinh | < | Mức thưởng (đồng)",
        "^ | ^ | Nam | Nữ | ^",
        "1 | Nguyễn Văn An | 12/5/1975 | | 1.490.000",
        "2 | Trần Thị Bé | | 03/11/1982 | 1.490.000",
        " | Tổng cộng: 02 người | | | 2.980.000",
    )
    assert [column.kind for column in found.columns] == ["ordinal", "text", "date", "date", "number"]
    assert found.rows[2].kind == "total"


def test_a_total_of_something_else_proves_nothing() -> None:
    """Where hardly any of a total's figures are those of the rows, it sums up others."""
    rows = ["Tên | Thu | Chi | Dư", "A | 10 | 5 | 5", "B | 20 | 8 | 12", "Tổng số | 300 | 130 | 170"]
    assert not make_table(*rows).checks
    assert len(failed(make_table(*rows[:-1], "Tổng số | 31 | 13 | 17"))) == 1


def test_an_estimate_with_tax_and_words_below_its_total() -> None:
    found = make_table(
        "STT | Nội dung chi | ĐVT | Số lượng | Đơn giá (đồng) | Thành tiền (đồng)",
        "1 | Thù lao báo cáo viên | buổi | 4 | 500.000 | 2.000.000",
        "2 | In tài liệu | bộ | 120 | 25.000 | 3.000.000",
        " | Cộng trước thuế | | | | 5.000.000",
        " | Thuế GTGT 10% | | | | 500.000",
        " | Tổng cộng sau thuế | | | | 5.500.000",
        " | Làm tròn | | | | 5.500.000",
        " | Bằng chữ: Năm triệu, năm trăm nghìn đồng | | | | ",
    )
    assert levels(found) == [
        ("1", 1, "item"), ("2", 1, "item"), (None, 0, "total"), (None, 1, "item"), (None, 0, "total"),
        (None, 1, "note"), (None, 1, "note"),
    ]  # fmt: skip
    assert [row.parent for row in found.rows] == [
        None
    ] * 7  # the words below the total are of no row above it
    assert rules_of(found) == {"total_sum": 2} and not failed(
        found
    )  # costs add up, whatever the unit of the row


def test_costs_of_building_are_added_up_on_the_way() -> None:
    found = make_table(
        "STT | Khoản mục chi phí | Ký hiệu | Cách tính | Thành tiền",
        "I | Chi phí trực tiếp | T | VL + NC | 850",
        "1 | Chi phí vật liệu | VL | Bảng tính | 700",
        "2 | Chi phí nhân công | NC | Bảng tính | 150",
        "II | Chi phí gián tiếp | GT | T x 10% | 85",
        " | Chi phí xây dựng trước thuế | G | T + GT | 935",
        "III | Thuế giá trị gia tăng | GTGT | G x 10% | 94",
        " | Chi phí xây dựng sau thuế | Gxd | G + GTGT | 1.029",
    )
    assert [row.kind for row in found.rows] == ["group", "item", "item", "item", "total", "item", "total"]
    assert rules_of(found) == {"children_sum": 1, "total_sum": 2} and not failed(found)


def test_costs_are_in_the_unit_of_the_table_not_of_the_row() -> None:
    found = make_table(
        "STT | Tên tài sản | ĐVT | Số lượng | Thành tiền",
        "1 | Máy in | Cái | 2 | 10.000",
        "2 | Giấy | Ram | 5 | 400",
        " | Tổng cộng | | | 10.400",
        unit="1.000 đồng",
    )
    units = Measures(found)
    told = [units.unit(found.rows[0], column, "2") for column in found.columns[3:]]
    assert [unit and unit.text for unit in told] == ["Cái", "1.000 đồng"]
    assert rules_of(found) == {"total_sum": 1} and not failed(found)


def test_where_the_total_comes_from_is_said_below_it() -> None:
    found = make_table(
        "STT | Nội dung | Kinh phí",
        "1 | Tuyên truyền | 500",
        "2 | Hạ tầng | 2.150",
        " | Tổng cộng | 2.650",
        " | Trong đó: | ",
        " | - Ngân sách tỉnh | 2.000",
        " | - Xã hội hóa | 650",
    )
    assert [(row.kind, row.level, row.parent) for row in found.rows[2:]] == [
        ("total", 0, None), ("note", 1, None), ("item", 2, 3), ("item", 2, 3),
    ]  # fmt: skip
    assert rules_of(found) == {"total_sum": 1} and not failed(found)


def test_parts_that_count_anew_below_letters() -> None:
    """The first part has no letters, so that its numbers show before them."""
    found = make_table(
        "TT | Danh mục dự án | Tổng số",
        "A | CHUẨN BỊ ĐẦU TƯ | 5",
        "1 | Khu hành chính | 5",
        "B | THỰC HIỆN DỰ ÁN | 100",
        "a) | Dự án hoàn thành | 40",
        "1 | Đường Bắc Nam | 40",
        "b) | Dự án khởi công mới | 60",
        "1 | Cầu Long Thới | 35",
        "2 | Kè Rạch Gốc | 25",
    )
    assert levels(found) == [
        ("A", 1, "group"), ("1", 2, "item"), ("B", 1, "group"), ("a", 2, "group"), ("1", 3, "item"), ("b", 2, "group"),
        ("1", 3, "item"), ("2", 3, "item"),
    ]  # fmt: skip
    assert rules_of(found) == {"children_sum": 4} and not failed(found)


def test_a_subtotal_names_a_small_letter() -> None:
    found = make_table(
        "TT | Danh mục dự án | Tổng số",
        "A | Thực hiện | ",
        "a | Đường Bắc Nam | 40",
        "b | Khởi công mới | ",
        "1 | Cầu Long Thới | 35",
        "2 | Kè Rạch Gốc | 25",
        " | Cộng (b) | 60",
        " | Cộng (A) | 100",
    )
    assert rules_of(found) == {"total_sum": 2} and not failed(found)


def test_points_may_be_offered_rather_than_shared_out() -> None:
    rows = [
        "TT | Tiêu chí | Điểm chuẩn | Điểm tự chấm",
        "I | Kinh tế | 60 | ",
        "1 | Thu ngân sách | 30 | ",
        "- | Vượt từ 5% | 30 | ",
        "- | Vượt dưới 5% | 20 | ",
        "2 | Giảm nghèo | 30 | ",
    ]
    found = make_table(*rows)
    assert [(check.row, check.ok) for check in found.checks] == [(0, True)]
    assert [column.kind for column in found.columns[2:]] == ["number", "number"]


def test_a_total_divided_in_two_ways() -> None:
    found = make_table(
        "Chỉ tiêu | Tháng 5 | Tháng 6",
        "TỔNG SỐ | 900 | 955",
        "1. Phân theo thành phần kinh tế | 900 | 955",
        "- Nhà nước | 200 | 205",
        "- Ngoài nhà nước | 700 | 750",
        "2. Phân theo ngành | 900 | 955",
        "- Khai khoáng | 10 | 15",
        "- Chế biến | 890 | 940",
    )
    assert rules_of(found) == {"total_sum": 2, "children_sum": 4} and not failed(found)


def test_a_unit_as_above() -> None:
    found = make_table(
        "TT | Chỉ tiêu | ĐVT | KH 2021",
        "1 | Tổng sản phẩm | Tỷ đồng | 50",
        '- | Khu vực I | " | 20',
        "- | Khu vực II | -nt- | 30",
        "2 | Hộ nghèo | % | 3",
    )
    assert rules_of(found) == {"children_sum": 1} and not failed(found)


def test_a_total_divided_below_the_only_row_of_its_kind() -> None:
    """The row has figures other than the total's, so it is no name of what is listed."""
    found = make_table(
        "TT | Danh mục dự án | Số vốn",
        "1 | Khởi công mới | 92",
        "2 | Giao thông | 113",
        "2.1 | Đường liên xã | 113",
        " | Cộng | 205",
        "- | Tư vấn | 92",
        "- | Xây lắp | 113",
    )
    assert [row.kind for row in found.rows] == ["item", "group", "item", "total", "item", "item"]
    assert [row.parent for row in found.rows[4:]] == [None, None] and not failed(found)
