"""Reads documents with a package that does what vanban does: ``build/peers/bin/python tests/bench/peers.py NAME``.

Takes a path a line, gives a line of JSON each: seconds of CPU and wall clock, the length of the text, the tables. Runs
in the environment of the peers (make peers), knows nothing of vanban, and is kept alive: importing is not counted.
"""

# pyright: reportMissingImports=false

import io
import json
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Grid = list[list[str]]
Read = Callable[[str], tuple[str, list[Grid]]]


def kreuzberg() -> Read:
    """Everything by Rust; tables where its readers find them."""
    from kreuzberg import extract_file_sync

    def read(path: str) -> tuple[str, list[Grid]]:
        found = extract_file_sync(path)
        return found.content, [table.cells for table in found.tables]

    return read


def markitdown() -> Read:
    """Markdown; its tables are read back from that."""
    from markitdown import MarkItDown

    converter = MarkItDown()

    def read(path: str) -> tuple[str, list[Grid]]:
        text = converter.convert(path).text_content
        return text, _tables_in(text)

    return read


def viparse() -> Read:
    """Text and tables by pdfplumber, python-docx and LibreOffice, legacy fonts repaired."""
    import viparse

    def read(path: str) -> tuple[str, list[Grid]]:
        return "\n".join(page.text for page in viparse.load(path)), []

    return read


def docling() -> Read:
    """Its reader of DOCX alone: the whole converter loads PyTorch, which a DOCX does not need."""
    from docling.backend.msword_backend import MsWordDocumentBackend
    from docling.datamodel.base_models import InputFormat
    from docling.datamodel.document import InputDocument

    def read(path: str) -> tuple[str, list[Grid]]:
        source = InputDocument(
            path_or_stream=io.BytesIO(Path(path).read_bytes()),
            format=InputFormat.DOCX,
            filename=Path(path).name,
            backend=MsWordDocumentBackend,
        )
        document = source._backend.convert()
        tables = [[[cell.text for cell in row] for row in table.data.grid] for table in document.tables]
        return document.export_to_markdown(), tables

    return read


def pdfplumber() -> Read:
    """Words and ruled tables of PDF."""
    import pdfplumber

    def read(path: str) -> tuple[str, list[Grid]]:
        texts, tables = [], []
        with pdfplumber.open(path) as document:
            for page in document.pages:
                texts.append(page.extract_text() or "")
                tables += [[[cell or "" for cell in row] for row in table] for table in page.extract_tables()]
                page.close()
        return "\n".join(texts), tables

    return read


def camelot() -> Read:
    """Ruled tables of PDF, nothing else."""
    import camelot

    def read(path: str) -> tuple[str, list[Grid]]:
        return "", [table.df.values.tolist() for table in camelot.read_pdf(path, pages="all")]

    return read


def grits() -> Callable[[str], tuple[str, list[Grid]]]:
    """No peer but a judge: GriTS-Con of two lists of tables, given as JSON."""
    from html import escape

    from grits import html_to_grids, hungarian_grits_con

    def contents(tables: list[Grid]) -> list[Any]:
        pages = (
            "<table>"
            + "".join(
                "<tr>" + "".join(f"<td>{escape(cell or '')}</td>" for cell in row) + "</tr>" for row in table
            )
            + "</table>"
            for table in tables
        )
        return [html_to_grids(page)["con"] for page in pages]

    def judge(question: str) -> tuple[str, list[Grid]]:
        asked = json.loads(question)
        if not asked["found"]:
            return "0.0", []
        return str(hungarian_grits_con(contents(asked["true"]), contents(asked["found"]))[0]), []

    return judge


PEERS = {
    peer.__name__: peer for peer in (kreuzberg, markitdown, viparse, docling, pdfplumber, camelot, grits)
}


def _tables_in(markdown: str) -> list[Grid]:
    """The tables of a Markdown text, without the line below the header."""
    found: list[Grid] = []
    inside = False
    for line in markdown.splitlines():
        if not line.lstrip().startswith("|"):
            inside = False
            continue
        cells = [_plain(cell) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if not inside:
            found.append([])
            inside = True
        if not all(set(cell) <= set("-: ") and cell for cell in cells):
            found[-1].append(cells)
    return found


def _plain(cell: str) -> str:
    """A cell without what makes it bold or breaks its lines."""
    return re.sub(r"\\(.)", r"\1", re.sub(r"\*+", "", cell.replace("<br>", " "))).strip()


def main(name: str) -> None:
    """Answer until the input ends."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what packages print is no answer
    try:
        read = PEERS[name]()
    except ImportError as error:
        answers.write(json.dumps({"error": str(error)}) + "\n")
        return
    answers.write(json.dumps({}) + "\n")
    answers.flush()
    for line in sys.stdin:
        cpu, wall = time.process_time(), time.perf_counter()
        answer: dict[str, Any]
        try:
            text, tables = read(line.rstrip("\n"))
            answer = {"chars": len(text), "tables": tables} if name != "grits" else {"grits": float(text)}
        except Exception as error:  # noqa: BLE001 - whatever a peer does not read
            answer = {"error": f"{type(error).__name__}: {error}"}
        answer |= {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main(sys.argv[1])
