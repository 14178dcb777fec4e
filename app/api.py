"""The Python interface: one file in, one document out.

The stages are imported on use, so that ``import vanban`` and ``vanban --help`` stay fast.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import InputError, VanbanError

if TYPE_CHECKING:
    from vanban.batch import FileReport
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


def searchable_pdf(data: bytes, layout: "Layout") -> bytes | None:
    """A copy of a scanned PDF with the words of its layout unseen upon its pages, so that it can be searched.

    Returns:
        None when no page was recognised, or the file is encrypted.
    """
    if not layout.scans:
        return None
    from vanban.corpus.readers.searchable import searchable

    return searchable(data, layout.scans)


@dataclass(frozen=True, slots=True)
class File:
    """What a run made of one file: :class:`vanban.batch.FileReport`, and what it wrote."""

    report: "FileReport"
    out: Path

    @property
    def path(self) -> str:
        """The file; one in a container is ``archive.zip!/folder/name.doc``."""
        return self.report.path

    @property
    def status(self) -> str:
        """done, partial, refused, failed, ignored or vanished."""
        return self.report.status

    @property
    def document(self) -> "Document | None":
        """Its document, read from the folder of results; None when there is none."""
        from vanban.outputs import jsondoc

        return jsondoc.read(self.out / self.report.json) if self.report.json else None

    @property
    def text(self) -> str | None:
        """Its reading text; None when there is none."""
        return (self.out / self.report.text).read_text(encoding="utf-8") if self.report.text else None


def run(archives: str | Path | Sequence[str | Path], out: str | Path, **settings: Any) -> Iterator[File]:
    """Bring a folder of results up to date with some archives, as ``vanban run`` does.

    Args:
        archives: one or several folders, containers, files or URLs.
        out: the folder of results, or a URL to which they are copied from the folder ``work``.
        settings: those of :class:`vanban.batch.Settings`: ``workers=4``, ``retry=("failed",)`` ...

    Yields:
        Every file: those that are read, each as soon as it is done, then all others. The tables are written before
        the first of these; whoever stops earlier leaves a run that the next one takes up.

    Raises:
        NotFoundError: an archive is not there.
        BusyError: another run writes to the folder.
        OutputError: a result cannot be written.
    """
    from vanban.batch import Settings, place, stream

    named = [archives] if isinstance(archives, str | Path) else archives
    chosen = Settings(**settings)
    folder = place(out, chosen)
    for report in stream(named, out, chosen):
        yield File(report, folder)


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
