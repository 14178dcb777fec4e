import json
from pathlib import Path

import jsonschema
import pytest

from vanban.corpus.errors import DamagedFileError
from vanban.normalize.model import Document
from vanban.outputs import jsondoc


def test_reads_back_equal(document: Document, tmp_path: Path) -> None:
    jsondoc.write(tmp_path / "deep" / "a.json", document)
    assert jsondoc.read(tmp_path / "deep" / "a.json") == document


@pytest.mark.parametrize("indent", [0, 1, 2])
def test_same_document_same_bytes(document: Document, indent: int) -> None:
    data = jsondoc.encode(document, indent=indent)
    assert data == jsondoc.encode(jsondoc.decode(data), indent=indent)
    assert data.count(b"\n") == 0 or indent


def test_is_utf8_and_in_model_order(document: Document) -> None:
    data = jsondoc.encode(document)
    assert "PHÓ GIÁM ĐỐC".encode() in data
    assert list(json.loads(data)) == list(Document.__struct_fields__)


def test_fits_the_printed_schema(document: Document) -> None:
    schema = json.loads(jsondoc.schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(jsondoc.encode(document)), schema)


def test_schema_refuses_unknown_fields(document: Document) -> None:
    data = json.loads(jsondoc.encode(document)) | {"surprise": 1}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, jsondoc.schema())


def test_schema_describes_every_part() -> None:
    assert all(part.get("description") for part in jsondoc.schema()["$defs"].values())


@pytest.mark.parametrize(
    "data",
    [
        b"",  # nothing
        b"{",  # broken off
        b'{"schema":"vanban/2","id":"x"}',  # another version
        b'{"schema":"vanban/1","id":"x","surprise":1}',  # an unknown field
        b'{"schema":"vanban/1","id":7}',  # a wrong type
        b'\xff\xfe{"id":1}',  # no UTF-8
    ],
)
def test_refuses_what_it_did_not_write(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(data)
    with pytest.raises(DamagedFileError, match=r"x\.json"):
        jsondoc.read(path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError, match=r"none\.json"):
        jsondoc.read(tmp_path / "none.json")
