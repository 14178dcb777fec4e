"""Speed of the PDF reader beside bare PDFium and pdfplumber, in one run on the same files.

    python tests/bench/pdf.py FILE.pdf ...

Prints seconds and ratios: bare character boxes (text and one box a character through pypdfium2), our text with
positions (runs, lines), our whole reading (columns, tables, paragraphs, signatures), pdfplumber's words, and ruled
tables of both; then the peak memory of reading each file in a process of its own.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2 as pdfium

from vanban.corpus.readers import pdf
from vanban.corpus.readers.pdf_chars import Faces, read_runs, read_text
from vanban.corpus.readers.pdf_grids import find_lattices
from vanban.corpus.readers.pdf_lines import line_of, rows
from vanban.corpus.readers.pdf_paths import read_edges

ROUNDS = 5
PAGES_OF_PDFPLUMBER = 20  # it is slow: this many pages, scaled up
_PEAK = (
    "import resource, sys; from vanban.corpus.readers import pdf; pdf.read(open(sys.argv[1], 'rb').read());"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
)


def bare(data: bytes) -> None:
    """Text and character boxes, nothing made of them."""
    document = pdfium.PdfDocument(data)
    for page in document:
        textpage = page.get_textpage()
        textpage.get_text_range()
        for at in range(textpage.count_chars()):
            textpage.get_charbox(at)
    document.close()


def text(data: bytes) -> None:
    """Our text with positions: runs with their faces, rows, lines."""
    document = pdfium.PdfDocument(data)
    faces = Faces()
    for number, page in enumerate(document, 1):
        faces.new_page()
        box = page.get_bbox()
        textpage = page.get_textpage()
        runs = read_runs(textpage, read_text(textpage), faces, box[0], box[3])
        for row in rows(runs):
            line_of(row.runs, number)
    document.close()


def grids(data: bytes) -> None:
    """Our ruled tables, without their text."""
    document = pdfium.PdfDocument(data)
    for page in list(document)[:PAGES_OF_PDFPLUMBER]:
        box = page.get_bbox()
        find_lattices(read_edges(page, box[0], box[3]))
    document.close()


def plumber(data: bytes, task: str) -> float:
    """Seconds of pdfplumber on the first pages."""
    import io

    import pdfplumber

    start = time.process_time()
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages[:PAGES_OF_PDFPLUMBER]:
            _ = page.extract_words() if task == "words" else page.find_tables()
            page.close()
    return time.process_time() - start


def best(tasks: Sequence[Callable[[bytes], object]], data: bytes) -> list[float]:
    """CPU seconds of the fastest round of each task; rounds alternate, so that all meet the same machine."""
    times: list[list[float]] = [[] for _ in tasks]
    for _ in range(ROUNDS):
        for task, taken in zip(tasks, times, strict=True):
            start = time.process_time()
            task(data)
            taken.append(time.process_time() - start)
    return [min(taken) for taken in times]


def peak(path: Path) -> int:
    """Megabytes that a process reading the file took at most."""
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, str(path)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def main(paths: list[str]) -> None:
    """Print the table."""
    print(
        f"{'file':32}{'pages':>6}{'bare':>8}{'text':>8}{'whole':>8}{'words':>9}{'grids':>8}{'tables':>9}{'MB':>6}"
    )
    for path in map(Path, paths):
        data = path.read_bytes()
        count = len(pdfium.PdfDocument(data))
        share = min(PAGES_OF_PDFPLUMBER, count) / count
        base, own, whole, lattice = best((bare, text, pdf.read, grids), data)
        words, tables = plumber(data, "words") / share, plumber(data, "tables")
        print(
            f"{path.name[:31]:32}{count:6}{base:8.2f}{own:8.2f}{whole:8.2f}{words:9.2f}{lattice:8.3f}{tables:9.2f}"
            f"{peak(path):6}"
        )
        print(
            f"{'':38}text/bare {own / base:.2f}  whole/bare {whole / base:.2f}  pdfplumber words/text "
            f"{words / own:.1f}  words/whole {words / whole:.1f}  tables/grids {tables / lattice:.1f}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
