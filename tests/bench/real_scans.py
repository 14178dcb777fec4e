"""How well real printed pages are read as pictures: those of the corpus against their own text layer.

The first pages of each born-digital PDF are drawn at 200 pixels an inch, as they are and worn, and what is recognised
is held against what the reader of PDF makes of the same page. Characters wrong are counted in reading order, so a column
or a cell that comes in another place counts in full; words are counted in any order.
Run: VANBAN_CORPUS=folder python -m tests.bench.real_scans [pages a file]
"""

import io
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from tests.bench.scans import distance
from tests.corpus.ocr.test_scans import saved, worn
from vanban.corpus.errors import VanbanError
from vanban.corpus.readers import read

HELD_OUT = Path(__file__).parents[2] / "docs" / "held-out.txt"
_LEAST = 400  # characters of a page that says something
_DPI = 200


@dataclass
class Count:
    """Characters and words of some pages: how many, and how many of them wrong or found."""

    pages: int = 0
    letters: int = 0
    wrong: int = 0
    printed: int = 0
    seen: int = 0
    common: int = 0

    def add(self, text: str, again: str) -> None:
        """Count a page, as printed and as recognised."""
        one, other = Counter(text.split()), Counter(again.split())
        self.pages += 1
        self.letters, self.wrong = self.letters + len(text), self.wrong + distance(text, again)
        self.printed, self.seen = self.printed + one.total(), self.seen + other.total()
        self.common += (one & other).total()

    def __str__(self) -> str:
        f1 = 2 * self.common / max(self.printed + self.seen, 1)
        return f"{self.pages} pages, {self.wrong / max(self.letters, 1):.2%} of characters wrong, words {f1:.3f} F1"


def pages(file: Path, most: int) -> Iterator[tuple[str, Any]]:
    """The text of the first pages that are printed, and their pictures."""
    with pdfium.PdfDocument(file) as document:
        for at in range(min(most, len(document))):
            alone, buffer = pdfium.PdfDocument.new(), io.BytesIO()
            alone.import_pages(document, [at])
            alone.save(buffer)
            try:
                layout = read("page.pdf", buffer.getvalue())
            except VanbanError:
                continue
            text = " ".join(layout.text.split())
            if layout.text_layer != "native" or len(text) < _LEAST:
                continue
            page: Any = document[at]  # its stubs take whole scales only
            bitmap = page.render(scale=_DPI / 72, rev_byteorder=True)
            yield text, bitmap.to_numpy()[:, :, :3].copy()


def main() -> int:
    """Measure and print: each way of wear, the files that rules may be tuned on and those held out."""
    corpus = os.environ.get("VANBAN_CORPUS")
    if not corpus:
        print("VANBAN_CORPUS names no corpus", file=sys.stderr)
        return 2
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    held_out = set(HELD_OUT.read_text().splitlines())
    counts: dict[tuple[str, str], Count] = {}
    for file in sorted((Path(corpus) / "files").iterdir()):
        if file.read_bytes()[:5] != b"%PDF-":
            continue
        part = "held out" if file.name in held_out else "development"
        for text, picture in pages(file, most):
            for wear, shown in (("as drawn", picture), ("worn", worn(picture))):
                again = " ".join(read("scan.tif", saved(shown, "TIFF", dpi=_DPI)).text.split())
                counts.setdefault((part, wear), Count()).add(text, again)
                if os.environ.get("VERBOSE"):
                    one = Count()
                    one.add(text, again)
                    print(file.name, wear, one, file=sys.stderr)
    for (part, wear), count in sorted(counts.items()):
        print(f"{part}, {wear}: {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
