"""The gold form: what an annotator writes down, and what is left of a Document when seen the same way.

One file holds its documents flat, in reading order; sections are a flat list with depths; texts are
verbatim; an empty string and null both mean that the page holds nothing. Unknown fields are let through:
annotators add remarks.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

import msgspec

from vanban.corpus.errors import DamagedFileError, NotFoundError, UsageError
from vanban.corpus.text import clean
from vanban.normalize import model
from vanban.outputs import jsondoc
from vanban.outputs.entries import walk

START_LENGTH = 80
_HEAD, _TAIL, _WHOLE = 20, 5, 40


class GoldIssuedWith(msgspec.Struct, frozen=True, kw_only=True):
    """The instrument named in "(Kèm theo ...)"."""

    number: str | None = None
    date: str | None = None


class GoldHeader(msgspec.Struct, frozen=True, kw_only=True):
    """Header fields, verbatim but for number and date."""

    parent_agency: str | None = None
    agency: str | None = None
    number: str | None = None
    code_notation: str | None = None
    place: str | None = None
    date: str | None = None
    type: str | None = None
    subject: str | None = None
    authority: str | None = None
    addressees: tuple[str, ...] = ()
    urgency: str | None = None
    secrecy: str | None = None
    issued_with: GoldIssuedWith | None = None


class GoldCitation(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument named in a basis."""

    type: str | None = None
    number: str | None = None
    date: str | None = None
    issuer: str | None = None


class GoldBasis(msgspec.Struct, frozen=True, kw_only=True):
    """An item of the preamble."""

    text: str
    citations: tuple[GoldCitation, ...] = ()


class GoldSection(msgspec.Struct, frozen=True, kw_only=True):
    """A labelled unit; ``start``: the first 80 characters after the label."""

    depth: int
    label: str
    start: str = ""


class GoldSignature(msgspec.Struct, frozen=True, kw_only=True):
    """A signer."""

    capacity: str | None = None
    position: str | None = None
    name: str | None = None


class GoldTable(msgspec.Struct, frozen=True, kw_only=True):
    """A data table; ``rows`` are all rows up to 40, else the first 20 and the last 5."""

    title: str | None = None
    unit: str | None = None
    columns: tuple[tuple[str, ...], ...] = ()
    row_count: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    rows_kept: str = "all"
    notes: tuple[str, ...] | None = None


class GoldDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document, an attachment or an appendix."""

    role: str | None = None
    label: str | None = None
    header: GoldHeader = GoldHeader()
    bases: tuple[GoldBasis, ...] = ()
    sections: tuple[GoldSection, ...] = ()
    closing: str | None = None
    signatures: tuple[GoldSignature, ...] = ()
    recipients: tuple[str, ...] = ()
    tables: tuple[GoldTable, ...] = ()


class GoldFile(msgspec.Struct, frozen=True, kw_only=True):
    """The annotation of one input file. ``scope``: "all", or the pages that were annotated."""

    file: str
    documents: tuple[GoldDocument, ...] = ()
    scope: str = "all"

    @property
    def partial(self) -> bool:
        """Only a part was annotated: what gold does not hold may still be right."""
        return self.scope != "all"

    @property
    def format(self) -> str:
        """The file name's ending in lower case, for the break-down."""
        return Path(self.file).suffix.lower().lstrip(".") or "none"


def load_gold(folder: Path) -> dict[str, GoldFile]:
    """All annotations of a folder by the name of the file they describe.

    Raises:
        NotFoundError: the folder holds no annotation.
        DamagedFileError: a file is no annotation; the message names file and place.
    """
    paths = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not paths:
        raise NotFoundError(
            "There are no gold annotations here.",
            path=str(folder),
            remedy="Name a folder of <file name>.json.",
        )
    return {gold.file: gold for gold in map(_load, paths)}


def gold_hash(gold: Iterable[GoldFile]) -> str:
    """SHA-256 over annotations, remarks aside: which gold a number was measured on."""
    digest = hashlib.sha256()
    for annotation in sorted(gold, key=lambda g: g.file):
        digest.update(msgspec.json.encode(annotation) + b"\n")
    return digest.hexdigest()


def load_predictions(folder: Path, asked: Collection[str] | None = None) -> dict[str, model.Document]:
    """Extracted documents by input file name.

    Args:
        folder: ``<file name>.json`` files in any depth, or the output folder of a run.
        asked: names of which there may be one document only; all by default.

    Raises:
        NotFoundError: there are none.
        UsageError: two documents bear a name that is asked for: nobody knows which one is meant.
        DamagedFileError: one is no ``vanban/1`` document.
    """
    named: dict[str, Path] = {}
    for name, path in _of_run(folder) if (folder / "report.json").is_file() else _of_folder(folder):
        if named.setdefault(name, path) != path and (asked is None or name in asked):
            raise UsageError(
                f"Two documents come from files named {name}.",
                path=str(folder),
                remedy="Score a folder that holds one of them.",
            )
    if not named:
        raise NotFoundError(
            "There are no extracted documents here.",
            path=str(folder),
            remedy="Run: vanban extract FILE... -o DIR",
        )
    return {name: jsondoc.read(path) for name, path in named.items()}


class _File(msgspec.Struct):
    path: str
    status: str
    json: str | None = None


class _Report(msgspec.Struct):
    """What is needed here of the report of a run."""

    files: tuple[_File, ...]


def _of_run(folder: Path) -> Iterator[tuple[str, Path]]:
    """The names of the files of a run, with their documents."""
    path = folder / "report.json"
    try:
        report = msgspec.json.decode(path.read_bytes(), type=_Report)
    except msgspec.DecodeError as error:
        raise DamagedFileError(
            f"This is no report of a run: {error}.", path=str(path), remedy="Run vanban run again."
        ) from error
    for file in report.files:
        if file.json and file.status != "vanished":
            yield PurePosixPath(file.path).name, folder / file.json


def _of_folder(folder: Path) -> Iterator[tuple[str, Path]]:
    """Documents, with the names that their own files bear."""
    for path in sorted(folder.rglob("*.json")) if folder.is_dir() else []:
        yield path.name.removesuffix(".json"), path


def as_gold(root: model.Document) -> tuple[GoldDocument, ...]:
    """A document tree as an annotator would write it down."""
    return tuple(_document(document) for document in _flat(root))


def _load(path: Path) -> GoldFile:
    try:
        return msgspec.json.decode(path.read_bytes(), type=GoldFile)
    except (msgspec.DecodeError, OSError) as error:
        raise DamagedFileError(
            f"This is no gold annotation: {error}.", path=str(path), remedy="Correct it as GUIDE.md says."
        ) from error


def _flat(document: model.Document) -> Iterator[model.Document]:
    yield document
    for child in document.attachments:
        yield from _flat(child)


def _document(document: model.Document) -> GoldDocument:
    return GoldDocument(
        role=document.role,
        label=document.label,
        header=_header(document.header),
        bases=tuple(GoldBasis(text=b.text, citations=_citations(b.citations)) for b in document.bases),
        sections=tuple(
            GoldSection(depth=depth, label=section.label, start=_start(section))
            for section, _, depth in walk(document.sections)
        ),
        closing=document.closing,
        signatures=tuple(
            GoldSignature(capacity=s.capacity, position=s.position, name=s.name) for s in document.signatures
        ),
        recipients=tuple(r.text for r in document.recipients),
        tables=tuple(_table(table) for table in document.tables),
    )


def _header(header: model.Header) -> GoldHeader:
    issued = header.issued_with
    return GoldHeader(
        parent_agency=header.parent_agency.text if header.parent_agency else None,
        agency=header.agency.text if header.agency else None,
        number=header.number,
        code_notation=header.code_notation,
        place=header.place,
        date=header.date,
        type=header.type,
        subject=header.subject,
        authority=header.authority,
        addressees=header.addressees,
        urgency=header.urgency,
        secrecy=header.secrecy,
        issued_with=GoldIssuedWith(number=issued.number, date=issued.date) if issued else None,
    )


def _citations(citations: tuple[model.Citation, ...]) -> tuple[GoldCitation, ...]:
    return tuple(GoldCitation(type=c.type, number=c.number, date=c.date, issuer=c.issuer) for c in citations)


def _start(section: model.Section) -> str:
    """The heading line, or the first paragraph of a unit without one."""
    return start(section.heading or section.text.partition("\n")[0])


def start(text: str | None) -> str:
    """The first 80 characters, as annotators keep them."""
    return clean(text or "")[:START_LENGTH].strip()


def _table(table: model.Table) -> GoldTable:
    rows = tuple(row.cells for row in table.rows)
    kept = len(rows) <= _WHOLE
    return GoldTable(
        title=table.title,
        unit=table.unit.text if table.unit else None,
        columns=tuple(column.header for column in table.columns),
        row_count=len(rows),
        rows=rows,
        rows_kept="all" if kept else f"{_HEAD}+{_TAIL}",
        notes=tuple(f"{n.mark} {n.text}" if n.mark else n.text for n in table.notes),
    )
