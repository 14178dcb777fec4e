"""Tables in pieces: which grids are one table, and what the whole one holds."""

from collections.abc import Sequence

import pytest

from tests.grids import lines, make_grid
from vanban.corpus.layout import Grid, Layout, Paragraph
from vanban.extract.items import flatten
from vanban.extract.joins import BrokenTable, is_next_page, is_start_of
from vanban.extract.tables import is_data

EDGES = (50.0, 90.0, 300.0, 400.0)
PLAIN = make_grid(["STT | Nội dung | Kinh phí", "1 | Mua máy tính | 100", "2 | Đào tạo | 50"])


def page(number: int, *rows: str, edges: Sequence[float] = EDGES) -> Grid:
    return make_grid(rows, page=number, edges=edges)


def joined(first: Grid, *rest: Grid) -> list[list[str]]:
    table = BrokenTable(first)
    assert all(table.take(grid) for grid in rest)
    return table.join()[0].matrix()


FIRST = page(1, "STT | Nội dung | Kinh phí", "1 | Mua máy tính | 100", "2 | Đào tạo | 50")


def test_pieces_that_repeat_the_header_are_one_table() -> None:
    table = BrokenTable(PLAIN)
    assert table.take(
        make_grid(["STT | NỘI DUNG | Kinh phí", "3 | Mua máy | 100"]), lines("Bảng 1 (tiếp theo)")
    )
    whole, _ = table.join()
    assert whole.matrix()[3:] == [["3", "Mua máy", "100"]]
    assert len(whole.cells) == 12


def test_headless_rest_belongs_to_the_table_before() -> None:
    rest = make_grid(["3 | Mua máy | 100", "4 | Đào tạo | 50"])
    assert len(joined(PLAIN, rest, rest)) == 7


def test_a_rest_may_begin_without_an_ordinal() -> None:
    people = make_grid([" | - Vốn huyện | người | 1.200,5 | 7,25", " | - Vốn tỉnh | ha | 5 | 6"])
    table = make_grid(["STT | Nguồn | ĐVT | Số lượng | Kinh phí", "1 | Vốn huyện | hộ | 5 | 6"])
    assert len(joined(table, people)) == 4  # "Vốn" and "người" name columns elsewhere
    bullets = make_grid([" | - Đào tạo | người | 2020 | 7", " | - Kè | hộ | 2021 | 6"])
    assert len(joined(table, bullets)) == 4
    plain = make_grid(["Nguồn | ĐVT | Năm | Vốn", "Vốn huyện | hộ | 2020 | 6"])
    labels = make_grid(["1.1. Mua sắm | người | 2023 | 7", "1.2. In ấn | hộ | 2023 | 6"])
    assert len(joined(plain, labels)) == 4
    rest = make_grid(["- | Mua máy | 100", "Tổng cộng | < | 250"])
    assert joined(PLAIN, rest)[-2:] == [["-", "Mua máy", "100"], ["Tổng cộng", "Tổng cộng", "250"]]


@pytest.mark.parametrize(
    ("grid", "between"),
    [
        (make_grid(["STT | Tên xã | Số hộ", "1 | An Bình | 20"]), []),  # another header
        (PLAIN, lines("PHỤ LỤC II")),  # a title between them
        (make_grid(["STT | Nội dung", "1 | Mua máy"]), []),  # other columns
    ],
)
def test_other_tables_do_not_continue(grid: Grid, between: list[Paragraph]) -> None:
    assert not BrokenTable(PLAIN).take(grid, between)


def test_a_header_printed_again_inside_a_table_goes() -> None:
    head = ["STT | Nội dung | Vốn | <", "^ | ^ | 2011 | 2012", "(1) | (2) | (3) | (4)"]
    whole = joined(make_grid([*head, "1 | Mua máy | 5 | 6", *head, "2 | In ấn | 7 | 8", "3 | Vốn | 1 | 2"]))
    assert [row[0] for row in whole] == ["STT", "STT", "(1)", "1", "2", "3"]


def test_a_page_may_repeat_only_part_of_the_header() -> None:
    first = page(1, "STT | Nội dung | Kinh phí", "^ | ^ | 2011", "1 | Mua máy | 100")
    last_level = page(2, "STT | Nội dung | 2011", "2 | Đào tạo | 50")
    first_level = page(3, "STT | Nội dung | Kinh phí", "3 | In ấn | 20")
    assert [row[0] for row in joined(first, last_level, first_level)] == ["STT", "STT", "1", "2", "3"]


def test_a_header_printed_again_may_be_clipped() -> None:
    edges = (50.0, 90.0, 300.0, 400.0, 480.0)
    first = page(1, "STT | Nội dung | Thời gian thực hiện | Vốn", "1 | Xe | 2020 | 5", edges=edges)
    clipped = page(2, "STT | Nội dung | Thời gian thực | Vốn", "2 | Kè | 2021 | 6", edges=edges)
    assert [row[0] for row in joined(first, clipped)] == ["STT", "1", "2"]
    other = page(2, "STT | Nội dung | Thời hạn | Vốn", "2 | Kè | 2021 | 6", edges=edges)
    assert not BrokenTable(first).take(other)


def test_at_the_same_places_only_names_of_columns_make_a_header() -> None:
    # a group row reads like a header; the borders say that the table goes on
    assert joined(FIRST, page(2, "Huyện A | < | <", "3 | Mua máy | 20"))[3][0] == "Huyện A"
    assert not BrokenTable(FIRST).take(page(2, "STT | Tên xã | Số hộ", "1 | An Bình | 20"))


def test_amounts_that_could_be_years_name_no_columns() -> None:
    edges = (50.0, 300.0, 400.0, 480.0, 560.0)
    first = page(1, "Tên dự án | 2011 | 2012 | Vốn", "Cầu | 636 | 55 | 7", "Kè | 8 | 9 | 10", edges=edges)
    rest = page(2, "Trường học | 1960 | 43 | 2098", "Nhà văn hóa | 36 | 12 | 55", edges=edges)
    assert len(joined(first, rest)) == 5
    assert not BrokenTable(first).take(page(2, "Huyện | 2013 | 2014 | 2015", "A | 1 | 2 | 3", edges=edges))


def test_pages_may_be_shifted_and_miss_a_border() -> None:
    shifted = [edge + 20 for edge in EDGES]
    assert joined(FIRST, page(2, "3 | Mua máy | 20", edges=shifted))[3] == ["3", "Mua máy", "20"]
    coarse = page(2, "Tổng cộng | 170", edges=(50.0, 300.0, 400.0))
    assert joined(FIRST, coarse)[3] == ["Tổng cộng", "Tổng cộng", "170"]
    assert joined(coarse, page(3, "3 | Mua máy | 20"))[-1] == ["3", "Mua máy", "20"]


@pytest.mark.parametrize(
    ("rest", "whole"),
    [
        (" | văn phòng | ", ["2", "Đào tạo văn phòng", "50"]),  # goes on in mid-sentence
        (
            " |  | (đã duyệt)",
            ["2", "Đào tạo", "50 (đã duyệt)"],
        ),  # a row has an ordinal or a name, as others show
    ],
)
def test_a_row_cut_by_the_end_of_a_page_is_one_row(rest: str, whole: list[str]) -> None:
    rows = joined(FIRST, page(2, "STT | Nội dung | Kinh phí", rest, "3 | In ấn | 20"))
    assert rows[2:] == [whole, ["3", "In ấn", "20"]]


@pytest.mark.parametrize(
    "row",
    [
        " | Tổng cộng | 150",  # a name of its own
        " |  | 30",  # a figure under a figure
        "3 | và các khoản khác | 30",  # an ordinal of its own
        "a | hộ nghèo | ",  # letters are ordinals too
        " | a) Hộ nghèo | ",
    ],
)
def test_a_row_of_its_own_stays_one(row: str) -> None:
    assert len(joined(FIRST, page(2, row, "4 | In ấn | 20"))) == 5


def test_a_rest_may_begin_with_a_bullet_of_its_own() -> None:
    first = make_grid(["STT | Nội dung | ĐVT | Vốn", "I | Nhóm | < | "])
    rest = make_grid(["- | Mua máy | cái | 8,5", "- | Đào tạo | người | 9,5"])
    assert len(joined(first, rest)) == 4


def test_where_all_rows_have_ordinals_one_without_is_the_rest() -> None:
    rows = [f"{i} | việc thứ {i} tại xã | {i}0" for i in range(1, 7)]
    first = page(1, "STT | Nội dung | Kinh phí", *rows)
    assert joined(first, page(2, " | An Bình | ", "7 | In ấn | 20"))[6][1] == "việc thứ 6 tại xã An Bình"
    assert len(joined(first, page(2, " | Tổng cộng | ", "7 | In ấn | 20"))) == 9


def test_rows_without_a_beginning_inside_pages_ask_for_more() -> None:
    first = page(1, "STT | Nội dung | Ghi chú", "1 | Mua máy | Huyện A", " |  | Huyện B.")
    assert len(joined(first, page(2, " |  | Huyện C", "2 | In ấn | Huyện D"))) == 5
    goes_on = page(1, "STT | Nội dung | Ghi chú", "1 | Mua máy | Huyện A", " |  | Các huyện còn")
    assert joined(goes_on, page(2, " |  | lại", "2 | In ấn | Huyện D"))[2][2] == "Các huyện còn lại"


def test_a_merged_cell_goes_on_over_the_end_of_a_page() -> None:
    first = page(1, "STT | Nội dung | Vốn", "1 | Mua máy | 90", "2 | Đào tạo | ^")
    rows = joined(first, page(2, "3 | In ấn | ", "4 | Thuê xe | ^"))
    assert [row[2] for row in rows[1:]] == ["90", "90", "90", "90"]


def test_what_goes_on_at_the_same_places_is_data_however_little_it_holds() -> None:
    rest = page(2, " | Tài sản khác | ", "4 | Đất đai | ")
    assert is_next_page(FIRST, rest)
    assert not is_next_page(FIRST, page(1, " | Tài sản khác | "))
    assert not is_next_page(FIRST, page(2, " | Tài sản khác | ", edges=(50, 120, 300, 400)))


def test_a_header_above_little_is_data_where_the_next_page_goes_on() -> None:
    two = (50.0, 300.0, 400.0)
    first = page(1, "Tên dự án | Lượt", "Y tế, dân số | <", "1. Cầu | 336", edges=two)
    assert not is_data(first)
    rest = page(2, "2. Kè | 338", "3. Đường | 120", "4. Chợ | 40", "5. Trạm | 50", edges=two)
    assert is_start_of(first, rest)
    assert not is_start_of(rest, first)
    for blocks, found in (((first, rest), 2), ((first,), 0)):
        items = flatten(Layout("", blocks, format="pdf", reader="test"))
        assert sum(isinstance(item, Grid) for item in items) == found


def test_a_header_at_the_foot_of_a_page_has_wider_cells_below_it() -> None:
    first = page(1, "Hạng mục công trình | Quy mô | Số hộ")
    wide = page(2, "Dự án chuyển tiếp | ", edges=(50.0, 300.0, 400.0))
    rest = page(3, "Trạm y tế | 200 hộ | 12", "Trường mầm non | 2 lớp | 20")
    items = flatten(Layout("", (first, wide, rest), format="pdf", reader="test"))
    assert [type(item) for item in items] == [Grid, Grid, Grid]
    assert [row[0] for row in joined(first, wide, rest)][1:3] == ["Dự án chuyển tiếp", "Trạm y tế"]


def test_names_of_columns_go_on_in_mid_sentence_only() -> None:
    first = page(1, "STT | Nội dung | Kinh phí")
    group = page(2, " | Ngành nông nghiệp | ", "1 | Xe | 20", "2 | Kè | 5")
    assert [row[1] for row in joined(first, group)] == ["Nội dung", "Ngành nông nghiệp", "Xe", "Kè"]
    named = ("Nội dung | Quy mô | Kinh phí", "(1) | (2) | (3)")
    again = page(2, *named, "1. Dự án mới |  | ", *[f"- Cầu số {at} | ha | {at}0" for at in range(5)])
    assert [row[0] for row in joined(page(1, *named), again)][1:4] == ["(1)", "1. Dự án mới", "- Cầu số 0"]


def test_rows_that_letters_label_name_no_columns() -> None:
    first = page(1, "STT | Nội dung | ĐVT", "I | Mua sắm | ", "1 | Máy tính | ")
    rest = page(2, "a | Máy chủ | hộ", "b | Máy in | người", "2 | Xe | ha")
    assert [row[0] for row in joined(first, rest)[3:]] == ["a", "b", "2"]


def test_a_page_may_begin_with_a_total_above_its_groups() -> None:
    rest = page(2, "Cộng | < | 2.341.724", "I | Dự án khởi công mới | ", "1 | Xe | 20")
    assert [row[0] for row in joined(page(1, "STT | Nội dung | Kinh phí"), rest)] == ["STT", "Cộng", "I", "1"]
    first = make_grid(["STT | Nội dung | Chủ đầu tư | Quy mô | Số tiền", "I. | Khối huyện | | | "])
    rest = make_grid([" | Tổng cộng I | | | 2058", "1. | Kè | Sở Y tế | 500 m2 | 2.058"])
    assert [row[1] for row in joined(first, rest)] == ["Nội dung", "Khối huyện", "Tổng cộng I", "Kè"]


def test_the_mark_of_a_note_alone_is_the_rest_of_a_row() -> None:
    first = page(1, "STT | Nội dung | Kinh phí", "1 | Mua máy | 100", "- | Đào tạo nghề xã Tân Lập | 50")
    rest = page(2, " | (1) | ", "2 | In ấn | 20")
    assert joined(first, rest)[2:] == [["-", "Đào tạo nghề xã Tân Lập (1)", "50"], ["2", "In ấn", "20"]]


def test_a_rest_may_begin_with_a_heading_that_could_name_a_column() -> None:
    table = make_grid(["Danh mục dự án | ĐVT | Số hộ", "1. Kè | hộ | 952", "2. Cầu | ha | 20"])
    rest = make_grid(["Lĩnh vực giao thông | < | <", "1. Đường | % | 232", "2. Khu tái định cư | m2 | "])
    assert [row[0] for row in joined(table, rest)[3:]] == [
        "Lĩnh vực giao thông",
        "1. Đường",
        "2. Khu tái định cư",
    ]


def test_a_page_may_begin_with_of_which() -> None:
    edges = (50.0, 90.0, 300.0, 400.0, 480.0)
    first = page(
        1, "STT | Nội dung | Tỷ lệ | Năm", "1 | Mua máy | 100 | 2020", "2 | Xe | 50 | 2021", edges=edges
    )
    rest = page(2, " | Trong đó: | < | <", " | - Kè | % | 2021", "3 | In ấn | 20 | 2020", edges=edges)
    assert [row[1] for row in joined(first, rest)[3:]] == ["Trong đó:", "- Kè", "In ấn"]
