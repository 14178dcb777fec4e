"""The two documents that vanban started from come out right in every field (they stand beside VANBAN_CORPUS)."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from vanban import Document, read
from vanban.outputs import frames
from vanban.outputs.jsondoc import encode, schema
from vanban.outputs.score import load_predictions, score


def tree(document: Document) -> Iterator[Document]:
    yield document
    for attachment in document.attachments:
        yield from tree(attachment)


@pytest.fixture(scope="module")
def documents(seeds: Path) -> list[Document]:
    found = [read(path) for path in sorted(seeds.glob("*.txt"))]
    assert len(found) == 2
    return found


@pytest.fixture(scope="module")
def run(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run")
    command = [sys.executable, "-m", "vanban", "run", str(seeds), "-o", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    return out


def test_every_field_of_the_gold(run: Path, seeds: Path, real_corpus: Path, tmp_path: Path) -> None:
    names = [path.name for path in seeds.glob("*.txt")]
    for name in names:
        (tmp_path / f"{name}.json").write_bytes((real_corpus / "gold" / f"{name}.json").read_bytes())
    report = score(tmp_path, load_predictions(run))
    assert list(report.differences) == []
    assert set(report.f1("strict").values()) == {1.0}


def test_every_stated_sum_is_checked_and_right(documents: list[Document]) -> None:
    tables = [table for document in documents for part in tree(document) for table in part.tables]
    assert len(tables) == 3
    for table in tables:
        assert all(len(row.cells) == len(table.columns) == 13 for row in table.rows)
        assert all(check.ok for check in table.checks)
        rules = {check.rule for check in table.checks}
        assert "years_sum" in rules
        assert rules & {"children_sum", "total_sum"}
        # years = total in every row that states a total and years
        years = [at for at, column in enumerate(table.columns) if column.year]
        checked = {check.row for check in table.checks if check.rule == "years_sum"}
        stated = {at for at, row in enumerate(table.rows) if any(row.values[y] is not None for y in years)}
        assert checked == stated
    assert any(check.rule == "sources_sum" for table in tables for check in table.checks)


def test_json_is_valid_under_the_printed_schema(documents: list[Document]) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    for document in documents:
        validator.validate(json.loads(encode(document)))


def test_tables_load_with_types_and_keys_that_hold(run: Path, documents: list[Document]) -> None:
    tables = frames.read_csv(run)
    ids = set(tables["documents"]["document_id"])
    assert ids == {part.id for document in documents for part in tree(document)}
    for name, frame in tables.items():
        assert set(frame["document_id"]) <= ids, name
    assert set(tables["cells"]["table_id"]) == set(tables["tables"]["table_id"])
    assert str(tables["cells"]["number"].dtype) == "Float64"
    assert str(tables["amounts"]["value"].dtype) == "Int64"


def test_a_table_as_a_data_frame(documents: list[Document]) -> None:
    table = next(part.tables[0] for part in tree(documents[1]) if part.tables)
    frame = table.to_pandas()
    assert frame.shape == (54, 13)
    assert frame.columns.nlevels == 2
