import csv
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pandas as pd
import pytest
from frictionless import validate
from hypothesis import given
from hypothesis import strategies as st

from vanban.corpus.errors import DamagedFileError, OutputError
from vanban.normalize.model import Document
from vanban.outputs import frames
from vanban.outputs.csvfiles import CsvFolder, decimal, guard, unguard
from vanban.outputs.tables import ALL, first_day, last_day, printed_path

GUARDED = [
    ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),  # a formula
    ("+84 290", "'+84 290"),  # a phone number that a spreadsheet would add up
    ("-", "'-"),  # a bullet: no exception, so that the rule stays simple to undo
    ("@SUM(A1)", "'@SUM(A1)"),  # an old formula sign
    ("\t=1", "'\t=1"),  # white space before it
    ("＝1", "'＝1"),  # full width, taken for = by East Asian settings
    ("'=1", "''=1"),  # an apostrophe that was there before
    ("'tis", "'tis"),  # an apostrophe of the text itself
    ("Điều 1 = 2", "Điều 1 = 2"),  # a sign that is not first
    ("", ""),
]


@pytest.mark.parametrize(("text", "cell"), GUARDED)
def test_guard(text: str, cell: str) -> None:
    assert guard(text) == cell
    assert unguard(cell) == text


@given(st.text(alphabet="'=+-@\t\r\n＝a", max_size=6))
def test_guard_can_always_be_undone(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(tuple("=+-@\t\r\n＝"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1500.0, "1500"),  # whole
        (12.5, "12.5"),
        (-0.25, "-0.25"),
        (1e22, "10000000000000000000000"),  # no exponent above
        (1e-7, "0.0000001"),  # nor below
    ],
)
def test_decimal(value: float, text: str) -> None:
    assert decimal(value) == text


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2023-08-09", "2023-08-09", "2023-08-09"),  # a day
        ("2024-02", "2024-02-01", "2024-02-29"),  # a leap month
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("2023", "2023-01-01", "2023-12-31"),  # a year
        ("2023-13", None, None),  # no date
        ("sớm", None, None),
        (None, None, None),
    ],
)
def test_days_of_partial_dates(iso: str | None, first: str | None, last: str | None) -> None:
    assert (first_day(iso), last_day(iso)) == (first, last)


def test_printed_path() -> None:
    assert printed_path("3f9c/1#1") == "tables/3f/3f9c/3f9c-1-1.csv"


@pytest.fixture(params=[False, True], ids=["plain", "bom"])
def folder(request: pytest.FixtureRequest, document: Document, tmp_path: Path) -> Path:
    with CsvFolder(tmp_path, bom=request.param) as tables:
        assert tables.add(document)
        assert not tables.add(document), "the same file twice"
    return tmp_path


def test_package_is_valid(folder: Path) -> None:
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["resourceName", "type", "message"])
    assert len(report.tasks) == len(ALL) + 1


def test_frames_have_the_declared_types(folder: Path) -> None:
    tables = frames.read_csv(folder)
    assert list(tables) == [spec.name for spec in ALL]
    expected = {
        "string": pd.StringDtype(),
        "integer": pd.Int64Dtype(),
        "number": pd.Float64Dtype(),
        "boolean": pd.BooleanDtype(),
    }
    for spec in ALL:
        for column in spec.columns:
            found = tables[spec.name][column.name].dtype
            if column.type == "date":
                assert str(found).startswith("datetime64"), column.name
            else:
                assert found == expected["string" if column.type == "isodate" else column.type], column.name


def test_foreign_keys_hold_in_pandas(folder: Path) -> None:
    tables = frames.read_csv(folder)
    for spec in ALL:
        for column in spec.columns:
            if column.references:
                table, _, name = column.references.partition(".")
                pointers = tables[spec.name][column.name].dropna()
                assert pointers.isin(tables[table][name]).all(), f"{spec.name}.{column.name}"


def test_values_come_back(folder: Path) -> None:
    tables = frames.read_csv(folder)
    documents: Any = tables["documents"].set_index("role")
    assert documents.loc["main", "addressees"] == "Ủy ban nhân dân các huyện | Các sở"
    assert documents.loc["main", "date_start"].date() == date(2023, 8, 9)
    assert documents.loc["attachment", "date"] == "2023-08"
    assert documents.loc["attachment", "date_end"].date() == date(2023, 8, 31)
    assert list(tables["sections"]["label"]) == ["Điều 1", "Điều 2", "I", "1", "a", "-"]
    assert list(tables["sections"]["depth"]) == [1, 1, 1, 2, 3, 3]
    assert list(tables["citations"]["text"]) == ["Luật số 77/2015/QH13", "Luật Ngân sách", "Nghị định 1"]
    assert tables["cells"]["number"].sum() == 1500 + 1000 + 500
    assert "=Nâng cấp mạng" in set(tables["cells"]["text"])
    assert tables["amounts"]["value"].tolist() == [1_500_000_000]
    assert tables["checks"]["ok"].tolist() == [True]


def test_table_as_printed(folder: Path) -> None:
    name = frames.read_csv(folder)["tables"].loc[0, "file"]
    text = (folder / str(name)).read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert rows[0] == ["STT", "Dự án", "Chia ra | 2023", "Chia ra | 2024"]
    assert rows[1:3] == [["", "Tổng số", "1.500", "'-"], ["1", "'=Nâng cấp mạng", "1.000", ""]]
    frame = frames.read_printed(folder, "0123456789abcdef/1/1#1")
    assert frame.loc[1, "Dự án"] == "=Nâng cấp mạng"


def test_dialect(document: Document, tmp_path: Path) -> None:
    for bom in (False, True):
        with CsvFolder(tmp_path, bom=bom) as tables:
            tables.add(document)
        data = (tmp_path / "csv" / "documents.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf") == bom
        assert data.count(b"\r\n") == 1 + 3  # header, main document, plan, appendix


def test_unknown_table(folder: Path) -> None:
    with pytest.raises(KeyError):
        frames.read_printed(folder, "none#1")


def test_no_package(tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError, match=r"datapackage\.json"):
        frames.read_csv(tmp_path)


def test_an_error_leaves_older_tables_alone(document: Document, tmp_path: Path) -> None:
    with CsvFolder(tmp_path) as tables:
        tables.add(document)
    before = (tmp_path / "csv" / "bases.csv").read_bytes()
    with pytest.raises(ZeroDivisionError), CsvFolder(tmp_path):
        raise ZeroDivisionError
    assert (tmp_path / "csv" / "bases.csv").read_bytes() == before
    assert not list(tmp_path.rglob("*.tmp"))


def test_ctrl_c_keeps_what_was_added(document: Document, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), CsvFolder(tmp_path) as tables:
        tables.add(document)
        tables.add(msgspec.structs.replace(document, id="another", attachments=()))
        raise KeyboardInterrupt
    assert list(frames.read_csv(tmp_path)["documents"]["root_id"]) == ["0123456789abcdef"] * 3 + ["another"]


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "csv").write_text("in the way")
    with pytest.raises(OutputError, match=r"csv.*choose another folder"), CsvFolder(tmp_path):
        pass
