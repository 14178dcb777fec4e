"""PDF, in turns on the same files: ours beside PDFium's own calls and beside pdfplumber.

*Bare* is text and one box a character through pypdfium2, nothing made of them. Our *text* is runs with their look,
rows and lines. *All text* is the same with what signing software has drawn over the pages (numbers, dates, stamps), which
bare does not see; *extract* is everything from the bytes to JSON. pdfplumber's words are compared with our text, its
ruled tables with our pages with their tables, both on the first pages of each file.
"""

import io
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import pdfplumber
import pypdfium2 as pdfium

import vanban
from tests.bench.timing import Figure, in_turns, ratio
from vanban.corpus.layout import Box
from vanban.corpus.readers.pdf_chars import Faces, read_runs, read_text
from vanban.corpus.readers.pdf_lines import line_of, rows
from vanban.corpus.readers.pdf_marks import drawings, lift
from vanban.corpus.readers.pdf_pages import read_page
from vanban.outputs.jsondoc import encode

FIRST_PAGES = 8  # of each file; pdfplumber is slow
_NEAR = 3.0  # points that the sides of equal cells may be apart
_THIN = 2.5  # points of a rule


def bare(data: bytes) -> None:
    """Text and character boxes, nothing made of them."""
    document = pdfium.PdfDocument(data)
    for page in document:
        textpage = page.get_textpage()
        textpage.get_text_range()
        for at in range(textpage.count_chars()):
            textpage.get_charbox(at)
    document.close()


def text(data: bytes, pages: int | None = None, *, drawn_over: bool = False) -> None:
    """Our text with positions: runs with their faces, rows, lines; on request with what is drawn over the pages."""
    document = pdfium.PdfDocument(data)
    faces = Faces()
    for index in range(min(pages or len(document), len(document))):
        page = document[index]
        faces.new_page()
        box = page.get_bbox()
        textpage = page.get_textpage()
        runs = read_runs(textpage, read_text(textpage), faces, box[0], box[3])
        if drawn_over:
            with drawings(page) as drawn:
                runs += lift(drawn, faces, box[0], box[3]) or ()
        for row in rows(runs):
            line_of(row.runs, index + 1)
    document.close()


def tables(data: bytes) -> list[list[Box]]:
    """The cells of our ruled tables by page; the pages are read with their text."""
    document = pdfium.PdfDocument(data)
    faces = Faces()
    pages = [read_page(document, index, faces) for index in range(min(FIRST_PAGES, len(document)))]
    document.close()
    return [[cell.box for table in page.tables for cell in table.cells] if page else [] for page in pages]


def plumber_words(data: bytes) -> None:
    """pdfplumber's words."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages[:FIRST_PAGES]:
            page.extract_words()
            page.close()


def plumber_tables(data: bytes, *, shading: bool = True) -> list[list[Box]]:
    """The cells of pdfplumber's ruled tables by page; it reads their text too.

    It takes the sides of shaded areas for rules, the background of every line of text too; ``shading`` off spares it
    that.
    """
    found: list[list[Box]] = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages[:FIRST_PAGES]:
            some = (page if shading else page.filter(_is_drawn)).find_tables()
            for table in some:
                table.extract()
            found.append([cell for table in some if len(table.cells) > 1 for cell in table.cells])
            page.close()
    return found


def _is_drawn(one: dict[str, Any]) -> bool:
    """Whether an object is no shading: an area that is filled and has no outline."""
    is_area = one["object_type"] == "rect" and one["width"] > _THIN and one["height"] > _THIN
    return not is_area or bool(one["stroke"])


def equal(ours: Sequence[Box], theirs: Sequence[Box]) -> tuple[int, int]:
    """How many cells both have, and how many there are inside our tables by either."""
    if not ours:
        return 0, 0
    sides = zip(*ours, strict=True)
    left, top, right, foot = (f(side) for f, side in zip((min, min, max, max), sides, strict=True))
    inside = [
        one
        for one in theirs
        if left - _NEAR < one[0] and top - _NEAR < one[1] and one[2] < right + _NEAR and one[3] < foot + _NEAR
    ]
    both = sum(
        any(all(abs(a - b) < _NEAR for a, b in zip(one, other, strict=True)) for other in inside)
        for one in ours
    )
    return both, max(len(ours), len(inside))


def _extract(path: Path) -> bytes:
    """Everything from the bytes to JSON."""
    return encode(vanban.read(path))


def compare(paths: Sequence[Path], rounds: int, seconds: float) -> Iterator[Figure]:
    """Measure files and print a line for each; the figures are the worst of them, and the medians."""
    print(f"  {'':40} text/bare  extract/all   words/text  tables/ours  cells equal")
    found: dict[str, list[float]] = {name: [] for name in ("text", "extract", "words", "tables")}
    same = cells = 0
    for path in paths:
        data = path.read_bytes()
        times = in_turns(
            {
                "bare": partial(bare, data),
                "text": partial(text, data),
                "all text": partial(text, data, drawn_over=True),
                "extract": partial(_extract, path),
            },
            rounds=rounds,
            seconds=seconds,
        )
        peers = in_turns(
            {
                "text": partial(text, data, FIRST_PAGES),
                "words": partial(plumber_words, data),
                "ours": partial(tables, data),
                "tables": partial(plumber_tables, data),
            },
            rounds=3,
            seconds=seconds,
        )
        common, count = map(
            sum, zip(*map(equal, tables(data), plumber_tables(data, shading=False)), strict=True)
        )
        same, cells = same + common, cells + count
        row = ratio(times, "text", "bare"), ratio(times, "extract", "all text"), ratio(peers, "words", "text")
        grids = ratio(peers, "tables", "ours") if count else 0.0
        for name, value in zip(("text", "extract", "words"), row, strict=True):
            found[name].append(value)
        if count:
            found["tables"].append(grids)
        print(
            f"  {path.name[:38]:40} {row[0]:9.2f} {row[1]:13.2f} {row[2]:11.1f}"
            f" {grids or float('nan'):12.1f} {common:7} of {count}",
            flush=True,
        )
    yield Figure("our text / bare boxes, worst", max(found["text"]), "x", 1.3)
    yield Figure("extract / all our text, worst", max(found["extract"]), "x", 2)
    yield Figure("pdfplumber words / our text, least", min(found["words"]), "x", 8, higher_is_better=True)
    yield Figure("  median", median(found["words"]), "x")
    yield Figure("pdfplumber tables / ours, least", min(found["tables"]), "x", 5, higher_is_better=True)
    yield Figure("  median", median(found["tables"]), "x")
    yield Figure("  cells that both have", same / max(cells, 1), "", 0.99, higher_is_better=True)
