"""The Python interface: one file in, one document out.

The stages are imported on use, so that ``import vanban`` and ``vanban --help`` stay fast.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import InputError, VanbanError

if TYPE_CHECKING:
    from vanban.corpus.layout import Layout
    from vanban.normalize.model import Document


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file: a document and its layout, or the error that says why not."""

    document: "Document | None" = None
    layout: "Layout | None" = None
    error: VanbanError | None = None


def read(path: str | Path, data: bytes | None = None, *, budgets: Budgets = DEFAULT) -> "Document":
    """Read one file into a document.

    Args:
        path: the file; with ``data`` only its name.
        data: the content, if it is in memory already.
        budgets: limits of size; those of time and memory hold for child processes only.

    Raises:
        InputError: the file cannot be read; the subclass says why.
    """
    return _read(path, data, budgets)[0]


def read_layout(path: str | Path, data: bytes | None = None, *, budgets: Budgets = DEFAULT) -> "Layout":
    """Read one file into its layout only: reading text, paragraphs and grids.

    Raises:
        InputError: the file cannot be read; the subclass says why.
    """
    from vanban.corpus.readers import read as read_file

    return read_file(path, data, budgets=budgets)


def read_result(path: str | Path, data: bytes | None = None, *, budgets: Budgets = DEFAULT) -> Result:
    """Read one file; problems of the input are part of the result and are never raised."""
    try:
        document, layout = _read(path, data, budgets)
    except InputError as error:
        return Result(error=error)
    return Result(document, layout)


def _read(path: str | Path, data: bytes | None, budgets: Budgets) -> "tuple[Document, Layout]":
    from vanban.corpus.files import fingerprint
    from vanban.corpus.readers import load
    from vanban.extract.segment import segment
    from vanban.normalize.document import build
    from vanban.normalize.model import FileSignature, Source

    content = load(path, max_bytes=budgets.bytes) if data is None else data
    layout = read_layout(path, content, budgets=budgets)
    mark = fingerprint(content)
    source = Source(
        path=str(path),
        sha256=mark.sha256,
        bytes=mark.size,
        format=layout.format,
        reader=layout.reader,
        pages=len(layout.pages) or None,
        encoding=layout.encoding,
        encodings=layout.encodings,
        text_layer=layout.text_layer,
        signatures=tuple(
            FileSignature(signer=s.signer, organisation=s.organisation, time=s.time, covers_all=s.covers_file)
            for s in layout.signatures
        ),
    )
    return build(segment(layout), layout, source), layout
