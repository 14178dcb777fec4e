"""Tables side by side: ours and those of other packages, against gold: ``make tables``.

The tables are those of the reference corpus that gold holds in full (VANBAN_CORPUS), as the PDF and DOCX that they
are, and those of the samples, drawn as PDF (the header again on every page) and written as DOCX. For each package:

rows     gold rows found exactly: the same cells in the same order, white space folded
cells    gold cells with text that are found in a row that they share with their left neighbour
joined   gold tables whose first and last row are found in one table
headers  columns whose own header stands above them
GriTS    GriTS-Con of all tables of a file, by the package of its authors (grits-metric)
"""

import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import vanban
from tests.bench.beside import READS, ROOT, Peer, installed
from tests.bench.drawn import docx, pdf
from vanban.normalize import model

Grid = list[list[str]]
PEERS = ("pdfplumber", "camelot", "markitdown", "docling", "kreuzberg")


@dataclass(frozen=True, slots=True)
class Gold:
    """A table as annotated: the path of each column's header, and all rows."""

    columns: list[list[str]]
    rows: Grid

    @property
    def grid(self) -> Grid:
        """Header rows, spanning cells repeated, then the rows."""
        return [*levels(self.columns), *self.rows]


def levels(columns: Sequence[Sequence[str]]) -> Grid:
    """Header rows of some paths; a short path reaches down to the last row."""
    depth = max(map(len, columns))
    return [[path[min(level, len(path) - 1)] for path in columns] for level in range(depth)]


def gold_in(annotation: Path) -> list[Gold]:
    """The tables of a gold file that are annotated in full."""
    documents = json.loads(annotation.read_text())["documents"]
    tables = [table for document in documents for table in document.get("tables", ())]
    return [
        Gold(table["columns"], table["rows"]) for table in tables if len(table["rows"]) == table["row_count"]
    ]


def sources(folder: Path) -> Iterator[tuple[Path, list[Gold]]]:
    """Files and their gold tables; those of the samples are made in a folder."""
    for annotation in sorted((ROOT / "tests" / "gold").glob("*.json")):
        if tables := gold_in(annotation):
            for make, ending in ((pdf, "pdf"), (docx, "docx")):
                path = folder / f"{Path(annotation.stem).stem}.{ending}"
                path.write_bytes(make([(table.columns, table.rows) for table in tables]))
                yield path, tables
    if named := os.environ.get("VANBAN_CORPUS"):
        corpus = Path(named).resolve()
        for annotation in sorted((corpus / "gold").glob("*.json")):
            path = corpus / "files" / annotation.stem
            if path.suffix.lower() in (".pdf", ".docx") and (tables := gold_in(annotation)):
                yield path, tables


def ours(path: Path) -> list[Grid]:
    """The tables of vanban, headers as rows."""
    found = [table for document in _documents(vanban.read(path)) for table in document.tables]
    return [
        [
            *levels([column.header or ("",) for column in table.columns]),
            *(list(row.cells) for row in table.rows),
        ]
        for table in found
        if table.columns
    ]


def _documents(document: model.Document) -> Iterator[model.Document]:
    yield document
    for attachment in document.attachments:
        yield from _documents(attachment)


@dataclass(slots=True)
class Score:
    """What one package found, summed over files: found and wanted."""

    rows: Counter[str]
    cells: Counter[str]
    joined: Counter[str]
    headers: Counter[str]
    grits: list[float]


def measure(gold: Sequence[Gold], found: Sequence[Grid], score: Score) -> None:
    """Add one file to a score."""
    grids = [[[_folded(cell) for cell in row] for row in grid] for grid in found]
    places = {tuple(row): at for at, grid in enumerate(grids) for row in grid}
    pairs = Counter(pair for grid in grids for row in grid for pair in pairwise(["", *row]))
    for table in gold:
        rows = [tuple(map(_folded, row)) for row in table.rows]
        score.rows.update(found=sum(row in places for row in rows), wanted=len(rows))
        wanted = Counter(pair for row in rows for pair in pairwise(("", *row)) if pair[1])
        score.cells.update(found=(wanted & pairs).total(), wanted=wanted.total())
        ends = [places.get(rows[0]), places.get(rows[-1])]
        score.joined.update(found=int(ends[0] is not None and ends[0] == ends[1]), wanted=1)
        score.headers.update(found=_headers(table, rows, grids), wanted=len(table.columns))


def _headers(table: Gold, rows: Sequence[tuple[str, ...]], grids: Sequence[Grid]) -> int:
    """Columns whose last label stands above the first gold row that is found, in its own column."""
    for grid in grids:
        first = next((at for at, row in enumerate(grid) if tuple(row) in rows), None)
        if first is not None and first > 0:
            above = [
                [row[at] if at < len(row) else "" for row in grid[:first]] for at in range(len(grid[first]))
            ]
            return sum(
                _folded(path[-1]) in column for path, column in zip(table.columns, above, strict=False)
            )
    return 0


def _folded(text: str | None) -> str:
    return " ".join((text or "").split())


def show(format: str, scores: dict[str, Score]) -> None:
    """A table of Markdown, as docs/quality.md shows it."""
    print(f"\n| {format.upper()} | rows | cells | joined | headers | GriTS |\n|---|---|---|---|---|---|")
    for name, score in scores.items():
        shares = (_share(part) for part in (score.rows, score.cells, score.joined, score.headers))
        grits = f"{sum(score.grits) / len(score.grits):.3f}" if score.grits else ""
        print(f"| {name} | {' | '.join(shares)} | {grits} |")


def _share(part: Counter[str]) -> str:
    return f"{part['found']} of {part['wanted']}"


def run(files: Iterable[tuple[Path, list[Gold]]]) -> None:
    """Read all files with all packages and print the scores."""
    peers = {peer.name: peer for peer in installed(PEERS)}
    judge = Peer("grits") if peers else None
    scores: dict[str, dict[str, Score]] = {}
    for path, gold in files:
        format = path.suffix.lower()[1:]
        readers = ["vanban", *(name for name in peers if format in READS[name])]
        for name in readers:
            answer = {"tables": ours(path)} if name == "vanban" else peers[name].read(str(path.resolve()))
            tables = [grid for grid in answer.get("tables", ()) if grid]
            empty = Score(Counter(), Counter(), Counter(), Counter(), [])
            score = scores.setdefault(format, {}).setdefault(name, empty)
            measure(gold, tables, score)
            if judge:
                question = {"true": [table.grid for table in gold], "found": tables}
                score.grits.append(judge.read(json.dumps(question))["grits"])
    for format, by_name in scores.items():
        show(format, by_name)
    for peer in (*peers.values(), *([judge] if judge else [])):
        peer.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        run(sources(Path(made)))
