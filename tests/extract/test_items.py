"""Lines and data grids of a layout."""

from tests.grids import lines, make_grid
from vanban.corpus.layout import Block, Grid, Layout
from vanban.extract.items import flatten
from vanban.extract.joins import BrokenTable

TABLE = make_grid(["STT | Nội dung | Kinh phí", "1 | Mua máy tính | 100", "2 | Đào tạo | 50"])


def grids(*blocks: Block) -> list[Grid]:
    layout = Layout("", blocks, "html", "test")
    return [item for item in flatten(layout) if isinstance(item, Grid)]


def test_the_last_row_of_a_broken_table_stands_alone() -> None:
    rest = make_grid(["3 | Sửa chữa | 20"])
    assert grids(TABLE, rest) == [TABLE, rest]
    assert grids(TABLE, *lines("(tiếp theo)"), rest) == [TABLE, rest]
    assert grids(rest) == []


def test_the_rest_of_two_columns_needs_a_caption() -> None:
    table = make_grid(["Nội dung | Kinh phí", "1. Mua máy tính | 100", "2. Đào tạo | 50", "3. Thuê | 7"])
    rest = make_grid(["4. Sửa chữa | 20"])
    assert grids(table, *lines("(tiếp theo)"), rest) == [table, rest]
    assert grids(table, rest) == [table]


def test_the_rest_may_be_a_row_that_spans_columns() -> None:
    edges = (0.0, 40.0, 200.0, 300.0)
    table = make_grid(["TT | Nội dung | Kinh phí", "1 | Mua máy | 100", "2 | Đào tạo | 50"], edges=edges)
    total = make_grid(["Tổng cộng | 150"], edges=(0.0, 200.0, 300.0))
    assert grids(table, total) == [table, total]
    other = make_grid(["Tổng cộng | 150"], edges=(0.0, 120.0, 300.0))
    assert grids(table, other) == [table]


def test_what_follows_a_table_need_not_belong_to_it() -> None:
    signers = make_grid(["NGƯỜI LẬP (Ký tên) | | GIÁM ĐỐC (Đã ký)"])
    assert grids(TABLE, signers) == [TABLE]
    assert grids(TABLE, *lines("Tổng hợp chung như sau."), make_grid(["3 | Sửa chữa | 20"])) == [TABLE]


def test_a_page_may_end_below_the_header() -> None:
    edges = (50.0, 90.0, 300.0, 400.0)
    names = make_grid(["STT | Nội dung | Kinh phí"], page=1, edges=edges)
    rest = make_grid(["STT | Nội dung | Kinh phí", "1 | Mua máy | 100", "2 | In ấn | 5"], page=2, edges=edges)
    assert grids(names, rest) == [names, rest]
    assert grids(names, *lines("(tiếp theo)"), rest) == [names, rest]
    assert grids(names, *lines("Tổng hợp chung như sau."), rest) == [rest]
    table = BrokenTable(names)
    assert table.take(rest)
    assert table.join()[0].matrix() == rest.matrix()
