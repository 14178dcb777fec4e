"""The tables of a large folder: the same as those of a small one, in parts that are built apart."""

from pathlib import Path
from typing import Any

import msgspec
import pandas as pd
import pytest

from vanban.normalize.model import Agency, Amount, Document
from vanban.outputs import csvfiles, frames, parquet, parts, store
from vanban.outputs.parts import Part
from vanban.outputs.tables import ALL


def put(document: Document, out: Path, id: str, **header: Any) -> str:
    """A copy of the document in the store, under another id and header."""
    made = msgspec.structs.replace(document, id=id, header=msgspec.structs.replace(document.header, **header))
    store.write(out, made, "text")
    return id


@pytest.fixture
def built(document: Document, tmp_path: Path) -> Path:
    """Two parts of one document each, and the CSV files."""
    for part, id in ((Part(96, 2013, ""), "b" * 16), (Part(0, 0, ""), "a" * 16)):
        put(document, tmp_path, id)
        assert parts.build(tmp_path, tmp_path / "work", part, [id]) == ()
    parts.combine(tmp_path, tmp_path / "work", [Part(96, 2013, ""), Part(0, 0, "")])
    return tmp_path


def test_combined_is_what_one_writer_writes(document: Document, built: Path, tmp_path_factory: Any) -> None:
    other = tmp_path_factory.mktemp("other")
    with csvfiles.CsvFolder(other) as tables:
        for id in ("a" * 16, "b" * 16):
            tables.add(msgspec.structs.replace(document, id=id))
    for spec in ALL:
        name = f"csv/{spec.name}.csv"
        assert (built / name).read_bytes() == (other / name).read_bytes(), name


def test_parquet_holds_the_same_as_csv(built: Path) -> None:
    tables = frames.read_csv(built)
    for spec in ALL:
        read: pd.DataFrame = pd.read_parquet(built / "parquet" / spec.name)
        assert list(read.columns) == [*(column.name for column in spec.columns), "province", "issued"]
        assert set(zip(read["province"], read["issued"], strict=True)) <= {(96, 2013), (0, 0)}
        assert len(read) == len(tables[spec.name])
        for column in spec.columns:
            ours, theirs = read[column.name], tables[spec.name][column.name]
            assert ours.isna().tolist() == theirs.isna().tolist(), column.name
            assert ours.dropna().astype(str).str.removesuffix(".0").tolist() == (
                theirs.dropna().astype(str).str.removesuffix(".0").tolist()
            ), column.name


def test_the_schema_does_not_depend_on_the_rows(built: Path) -> None:
    import pyarrow.parquet as pq

    for spec in ALL:
        for path in (built / "parquet" / spec.name).rglob("*.parquet"):
            assert pq.read_schema(path).remove_metadata() == parquet.schema(spec), path


def test_a_number_that_no_column_holds(document: Document, tmp_path: Path) -> None:
    large = Amount(text="1", value=10**30)
    store.write(tmp_path, msgspec.structs.replace(document, amounts=(large,), attachments=()), "")
    assert parts.build(tmp_path, tmp_path, Part(0, 0, ""), [document.id]) == ()
    assert pd.read_parquet(tmp_path / "parquet" / "amounts")["value"].isna().all()


def test_a_document_that_cannot_be_read_back_is_named(document: Document, built: Path) -> None:
    before = {p: p.read_bytes() for p in built.rglob("*.p*") if p.is_file()}
    (built / store.json_path("b" * 16)).write_text("{")
    ids = ["b" * 16, "c" * 16]
    assert parts.build(built, built / "work", Part(96, 2013, ""), ids) == (
        parts.Unusable("b" * 16),
        parts.Unusable("c" * 16),
    )
    assert {p: p.read_bytes() for p in built.rglob("*.p*") if p.is_file()} == before


def test_a_part_is_removed_with_its_folders(built: Path) -> None:
    parts.remove(built, built / "work", Part(96, 2013, ""))
    assert not list(built.rglob("*96*"))
    assert list(built.rglob("*.parquet"))


@pytest.mark.parametrize(("count", "digits"), [(0, 0), (1000, 0), (1001, 1), (16_000, 1), (16_001, 2)])
def test_buckets(count: int, digits: int) -> None:
    assert parts.buckets(count) == digits


def test_partition(document: Document) -> None:
    header = msgspec.structs.replace(
        document.header, agency=Agency(text="x", province_code="96"), date="2013-10", year=2012
    )
    assert parts.partition(msgspec.structs.replace(document, header=header)) == (96, 2013)
    bare = msgspec.structs.replace(header, agency=None, parent_agency=None, date=None)
    assert parts.partition(msgspec.structs.replace(document, header=bare)) == (0, 2012)


def test_a_document_without_rows_is_named(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "places", lambda document: 1 / (document.id != "b" * 16))
    (found,) = parts.build(built, built / "work", Part(96, 2013, ""), ["b" * 16])
    assert found == parts.Unusable("b" * 16, "ZeroDivisionError: division by zero")
