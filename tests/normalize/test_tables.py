import json
import os
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.grids import make_grid
from tests.normalize.table_texts import PLAN, failed, make_table, rules_of
from vanban.corpus.layout import Grid
from vanban.extract.draft import DraftNote, DraftTable, Span
from vanban.extract.tables import draft_table
from vanban.normalize.frames import to_pandas
from vanban.normalize.model import Check, Table, Unit
from vanban.normalize.tables import problems, table

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

    few, many = (min(seconds(n) for _ in range(3)) for n in (1000, 4000))  # the machine may be busy
    assert many < 10 * max(few, 0.005)


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


def test_to_pandas() -> None:
    frame = to_pandas(make_table(*PLAN, unit="triệu đồng"))
    assert frame.shape == (7, 7)
    assert frame["Trong đó", "2021"].sum() == 400 + 350 + 200 + 150 + 50
    assert [str(dtype) for dtype in frame.dtypes] == ["string", "string"] + ["Int64"] * 5
    assert frame.attrs["unit"] == "triệu đồng"
    items = to_pandas(make_table(*PLAN), kinds={"item"}, ids=True)
    assert list(items.index) == [2, 4, 5, 6] and items["tong_von_2021_2022"].sum() == 1000
    flat = to_pandas(make_table("Tên | Diện tích", "a | 1,5", "b | "))
    assert list(flat.columns) == ["Tên", "Diện tích"] and str(flat["Diện tích"].dtype) == "Float64"


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
