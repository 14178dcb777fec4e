"""Documents as JSON: written, read back strictly, and their JSON Schema.

Guarantees: UTF-8 without ASCII escapes; fields in the order of the model; the same document gives the
same bytes; ``decode(encode(d)) == d``; unknown fields are refused.
"""

from pathlib import Path
from typing import Any

import msgspec

from vanban.corpus.errors import DamagedFileError
from vanban.normalize.model import SCHEMA, Document
from vanban.outputs import files

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Document)

Json = dict[str, Any]


def encode(document: Document, *, indent: int = 0) -> bytes:
    """One JSON object, without a line break at its end.

    Args:
        document: a whole tree, attachments included.
        indent: spaces a level; 0 puts everything on one line (JSON Lines).
    """
    data = _ENCODER.encode(document)
    return msgspec.json.format(data, indent=indent) if indent else data


def decode(data: bytes | str, *, path: str | None = None) -> Document:
    """The document that :func:`encode` wrote.

    Args:
        data: UTF-8 JSON.
        path: where it came from, for the message.

    Raises:
        DamagedFileError: not JSON, or not of the schema ``vanban/1``; the message names the place.
    """
    try:
        return _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DamagedFileError(
            f"This is no {SCHEMA} document: {error}.",
            path=path,
            remedy="Extract the file again with this version.",
        ) from error


def write(path: Path, document: Document, *, indent: int = 1) -> None:
    """Write one document to a file, whole or not at all.

    Raises:
        OutputError: the file cannot be written.
    """
    files.write(path, encode(document, indent=indent) + b"\n")


def read(path: Path) -> Document:
    """Read one document back.

    Raises:
        DamagedFileError: the file cannot be read or holds something else.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DamagedFileError(
            f"The file cannot be read ({error.strerror}).", path=str(path), remedy="Check the path."
        ) from error
    return decode(data, path=str(path))


def schema() -> Json:
    """The JSON Schema (draft 2020-12) of a document, descriptions taken from the model."""
    generated: Json = msgspec.json.schema(Document)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": f"Vietnamese administrative document, {SCHEMA}",
        "description": "What vanban extracts from one file. Missing values are null, never guesses.",
        **generated,
    }


def schema_text() -> str:
    """The schema as ``docs/schema.json`` and ``vanban schema`` print it."""
    data = msgspec.json.format(msgspec.json.encode(schema()), indent=2)
    return data.decode() + "\n"
