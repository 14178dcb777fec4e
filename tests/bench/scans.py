"""How well scans are read: characters of worn renders of our own decision, cells of made-up ruled tables.

A page is drawn at a resolution, turned a little, blurred, and given the noise of a scanner; one of these changes at a
time. What is held against it is what the reader of PDF makes of the page as printed, so that only recognition counts.
Run: python -m tests.bench.scans [tables [seed]]; with a seed other tables are made up than those looked at.
"""

import io
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from hypothesis import HealthCheck, given, seed, settings

from tests.corpus.ocr.test_scans import DECISION, drawn, saved, sealed, worn
from tests.tables import pdf
from tests.tables.strategies import Paper, papers
from vanban.corpus.layout import Grid, Layout
from vanban.corpus.readers import read

_WORN = {"dpi": 200, "skew": 0.6, "noise": 8.0, "seal": False}
CONDITIONS: tuple[dict[str, Any], ...] = (
    {},
    {"dpi": 150},
    {"dpi": 300},
    {"skew": 0.0, "noise": 0.0},
    {"skew": 1.5},
    {"skew": 3.5},
    {"noise": 16.0},
    {"noise": 24.0},
    {"seal": True},
    {"dpi": 150, "skew": 1.5, "noise": 16.0, "seal": True},
)
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_FIGURES = re.compile(r"[\d.,%()–− -]*\d[\d.,%()–− -]*")


def scan(page: int = 0, *, dpi: int, skew: float, noise: float, seal: bool) -> Layout:
    """A page of the decision as it is read from a worn picture."""
    picture = drawn(page, dpi)
    picture = worn(sealed(picture) if seal else picture, skew=skew, noise=noise)
    return read("scan.png", saved(picture, dpi=dpi))


def characters() -> Iterator[str]:
    """A line for each way of wear: share of characters wrong, and of words found."""
    texts = [_printed(page) for page in range(2)]
    for changed in CONDITIONS:
        how = _WORN | changed
        wrong = length = found = words = 0
        for page, text in enumerate(texts):
            again = " ".join(scan(page, **how).text.split())
            wrong, length = wrong + distance(text, again), length + len(text)
            wanted, there = set(text.split()), set(again.split())
            found, words = found + len(wanted & there), words + len(wanted)
        named = ", ".join(f"{name} {value:g}" for name, value in how.items() if name != "seal")
        seal = ", seal" if how["seal"] else ""
        yield f"{named}{seal}: {wrong / length:.2%} of characters wrong, {found / words:.1%} of words found"


def _printed(page: int) -> str:
    with pdfium.PdfDocument(DECISION) as document:
        alone = pdfium.PdfDocument.new()
        alone.import_pages(document, [page])
        buffer = io.BytesIO()
        alone.save(buffer)
    return " ".join(read("page.pdf", buffer.getvalue()).text.split())


def distance(one: str, other: str) -> int:
    """Letters to change, add or leave out to make one text of the other (Levenshtein)."""
    letters = np.array(list(other))
    row = np.arange(len(other) + 1)
    places = np.arange(len(other) + 1)
    for at, letter in enumerate(one, 1):
        kept = np.minimum(row[:-1] + (letters != letter), row[1:] + 1)
        row = np.minimum.accumulate(np.concatenate(([at], kept)) - places) + places
    return int(row[-1])


def made_up(count: int, start: int = 0) -> list[Paper]:
    """Documents with tables, the same each time; others for another start."""
    found: list[Paper] = []

    @settings(
        max_examples=count + 1, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    @seed(start)
    @given(papers(most=10))
    def collect(paper: Paper) -> None:
        found.append(paper)

    collect()
    return found[1 : count + 1]  # the first is the simplest there is


def cells(count: int, start: int = 0) -> str:
    """The share of cells read exactly at 200 pixels an inch; of those with figures too."""
    exact = total = figures = right = lost = 0
    for paper in made_up(count, start):
        data = pdf.render(paper.blocks)
        printed = _grids(read("tables.pdf", data))
        found = _grids(read("scan.tif", _pictures(data)))
        for one, other in zip(printed, [*found, *[None] * len(printed)], strict=False):
            pairs = _pairs(one, other)
            lost += not pairs
            total += one.n_rows * one.n_cols
            exact += sum(_same(a, b) for a, b in pairs)
            numbers = [a for row in one.matrix() for a in row if _FIGURES.fullmatch(a)]
            figures += len(numbers)
            right += sum(_same(a, b) for a, b in pairs if _FIGURES.fullmatch(a))
    return (
        f"{exact / total:.3f} of {total} cells exact, {right / figures:.3f} of {figures} with figures;"
        f" {lost} tables of another shape"
    )


def _same(one: str, other: str) -> bool:
    """Equal but for the kind of dash, and the narrow spaces that part the thousands of a number."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return _THOUSANDS.sub("", text.replace("–", "-").replace("−", "-"))


def _pictures(data: bytes) -> bytes:
    """Its pages as the frames of a TIFF, worn."""
    from PIL import Image

    with pdfium.PdfDocument(data) as document:
        pages = []
        for at in range(len(document)):
            page: Any = document[at]  # its stubs take whole scales only
            bitmap = page.render(scale=200 / 72, rev_byteorder=True)
            pages.append(Image.fromarray(worn(bitmap.to_numpy()[:, :, :3].copy())))
    buffer = io.BytesIO()
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:], dpi=(200, 200))
    return buffer.getvalue()


def _grids(layout: Layout) -> list[Grid]:
    return [block for block in layout.blocks if isinstance(block, Grid) and block.ruled]


def _pairs(one: Grid, other: Grid | None) -> Sequence[tuple[str, str]]:
    """Cells that stand in the same place; none where the tables differ in shape."""
    if other is None or (one.n_rows, one.n_cols) != (other.n_rows, other.n_cols):
        return []
    rows = zip(one.matrix(), other.matrix(), strict=True)
    return [pair for row, again in rows for pair in zip(row, again, strict=True)]


def main() -> int:
    """Measure and print."""
    for line in characters():
        print(line)
    print(cells(*(map(int, sys.argv[1:3]) if sys.argv[1:] else (12,))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
