"""What became of every file: ``report.json`` for machines, ``summary.txt`` for people.

Both tell of the files and their results alone, not of how and when the run went: the same archive and the same
version give the same bytes, whatever happened on the way.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import msgspec

from vanban.batch.journal import Journal, Result, Row
from vanban.batch.tasks import status_of
from vanban.console import visible
from vanban.outputs import files, store

Status = Literal["done", "partial", "refused", "failed", "ignored", "pending", "vanished"]
STATUSES: tuple[Status, ...] = ("done", "partial", "refused", "failed", "ignored", "pending")
"""Of files that are there."""

_SHOWN = 1000  # files named in the summary for each reason


class FileReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one file.

    ``status``: done; partial (read, but a problem of severity "error" says that something is lost); refused (vanban
    does not read such files); failed (it should be readable, but is not); ignored (hidden files, lock files);
    pending (the run was stopped before it); vanished (it was there in an earlier run). ``code`` is that of the error;
    ``remarks`` are the codes of the problems that were met, each once; ``json`` and ``text`` are paths below the output folder; ``duplicate_of`` names the first file with the same
    content, by path, whose rows stand in the tables.
    """

    path: str
    status: str
    code: str | None = None
    message: str | None = None
    remedy: str | None = None
    document_id: str | None = None
    documents: int = 0
    problems: int = 0
    remarks: tuple[str, ...] = ()
    json: str | None = None
    text: str | None = None
    duplicate_of: str | None = None


class Totals(msgspec.Struct, frozen=True):
    """The head of ``report.json``. ``counts`` has every status and adds up to ``seen``; ``reasons`` counts codes."""

    schema: str
    vanban: str
    archives: tuple[str, ...]
    seen: int
    counts: dict[str, int]
    reasons: dict[str, int]
    documents: int
    duplicates: int
    vanished: int

    @property
    def unread(self) -> int:
        """Files that gave no document although they may hold one."""
        return self.counts["refused"] + self.counts["failed"]


class RunReport(Totals, frozen=True):
    """``report.json``: the totals and every file, by path; those that have vanished are not among the seen."""

    files: tuple[FileReport, ...] = ()


def reports(journal: Journal, *, but_made: bool = False) -> Iterator[FileReport]:
    """All files by path; ``but_made``: without those whose result this run has made, each by its first path."""
    for row in journal.rows():
        if not (but_made and row.made == journal.run and row.first == row.path):
            yield _report(row, journal.run)


def of_result(result: Result) -> FileReport:
    """The report of the file that a result was made from."""
    row = Row(
        result.path, 0, "file", result.sha256, result.path, result.status, result.code, result.message,
        result.remedy, result.documents, result.problems, result.remarks, result.made,
    )  # fmt: skip
    return _report(row, 0)


def write(out: Path, journal: Journal, archives: Sequence[str]) -> Totals:
    """Write ``report.json`` and ``summary.txt``; a file at a time, however many there are.

    Raises:
        OutputError: one cannot be written.
    """
    totals = _totals(journal, archives)
    head = msgspec.json.format(msgspec.json.encode(totals), indent=1).removesuffix(b"\n}")
    pending = files.Pending(out / "report.json")
    try:
        pending.write(head + b',\n "files": [')
        for number, report in enumerate(reports(journal)):
            pending.write((b",\n  " if number else b"\n  ") + msgspec.json.encode(report))
        pending.write(b"\n ]\n}\n")
        pending.commit()
    finally:
        pending.drop()
    _summarize(out / "summary.txt", totals, journal)
    return totals


def read(out: Path) -> RunReport:
    """The report of a folder of results."""
    return msgspec.json.decode((out / "report.json").read_bytes(), type=RunReport)


def _report(row: Row, run: int) -> FileReport:
    status = _status(row, run)
    id = row.sha256[:16] if row.sha256 and row.status in ("done", "partial") else None
    where = "vanished/" if status == "vanished" and not row.first else ""
    return FileReport(
        row.path,
        status,
        code=row.code,
        message=row.message,
        remedy=row.remedy,
        document_id=id,
        documents=row.documents,
        problems=row.problems,
        remarks=tuple(row.remarks.split()),
        json=where + store.json_path(id) if id else None,
        text=where + store.text_path(id) if id else None,
        duplicate_of=row.first if id and row.first != row.path else None,
    )


def _status(row: Row, run: int) -> str:
    if row.run != run:
        return "vanished"
    if row.kind == "ignored":
        return "ignored"
    if row.kind == "error":
        return status_of(row.code or "")
    return row.status or "pending"


def _totals(journal: Journal, archives: Sequence[str]) -> Totals:
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    documents = duplicates = 0
    for report in reports(journal):
        counts[report.status] += 1
        if report.status == "vanished":
            continue
        if report.code:
            reasons[report.code] += 1
        documents += 0 if report.duplicate_of else report.documents
        duplicates += report.duplicate_of is not None
    return Totals(
        schema="vanban-run/2",
        vanban=version("vanban"),
        archives=tuple(archives),
        seen=counts.total() - counts["vanished"],
        counts={status: counts[status] for status in STATUSES},
        reasons=dict(sorted(reasons.items())),
        documents=documents,
        duplicates=duplicates,
        vanished=counts["vanished"],
    )


def _summarize(path: Path, totals: Totals, journal: Journal) -> None:
    pending = files.Pending(path)
    try:
        for line in _summary(totals, journal):
            pending.write(line.encode() + b"\n")
        pending.commit()
    finally:
        pending.drop()


def _summary(totals: Totals, journal: Journal) -> Iterator[str]:
    yield f"{totals.seen} files in {', '.join(totals.archives)}"
    for status, count in totals.counts.items():
        if count:
            yield f"  {count:>9} {status}"
    yield f"{totals.documents} documents; {totals.duplicates} files are copies of others"
    if totals.vanished:
        yield f"{totals.vanished} files of earlier runs have vanished; their documents are in vanished/"
    named: Counter[str] = Counter()
    for report in reports(journal):
        if report.status not in ("partial", "refused", "failed"):
            continue
        code = report.code or report.status
        named[code] += 1
        if named[code] <= _SHOWN:
            told = ", ".join(report.remarks) or " ".join(filter(None, (report.message, report.remedy)))
            yield f"{report.status}: {visible(report.path)}: {told}"
    for code, count in sorted(named.items()):
        if count > _SHOWN:
            yield f"{count - _SHOWN} more of {code}: see report.json"
