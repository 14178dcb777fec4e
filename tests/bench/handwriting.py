"""Numbers and dates of scans against the truth in the corpus's manifest, at several thresholds.

    VANBAN_CORPUS=... python tests/bench/handwriting.py

Reads the first page of every scan whose number the manifest tells, settles number and date from the letterhead alone
(no signature, no other page) and prints how many are exact, wrong and left open. What counts as written by hand is
what the engine did not read itself. Files are parted in two by a hash of their names, those of docs/held-out.txt
among the second part: only the first may be looked at when something is tuned.
"""

import csv
import hashlib
import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from vanban.corpus.ocr import engine, witnesses
from vanban.corpus.ocr.read import read_page
from vanban.corpus.ocr.witnesses import Witness

DPI = 200
THRESHOLDS = (0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98)
HELD_OUT = Path(__file__).parents[2] / "docs" / "held-out.txt"


def truths(corpus: Path) -> Iterator[tuple[Path, dict[str, int | str]]]:
    """Scans with their ordinal as printed and their day, month and year."""
    with (corpus / "manifest.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["layer"].startswith("scanned") and row["number"] and row["format"] == "pdf":
                day, month, year = map(int, row["date"].split("/"))
                ordinal = row["number"].split("/")[0]
                yield (
                    corpus / "files" / row["file"],
                    {"ordinal": ordinal, "day": day, "month": month, "year": year},
                )


def part(path: Path) -> str:
    """Which half a file belongs to."""
    held = path.name in HELD_OUT.read_text(encoding="utf-8").splitlines()
    return "apart" if held or hashlib.sha256(path.name.encode()).digest()[0] % 2 else "tuned on"


def heard(path: Path, reader: engine.Engine) -> tuple[Witness, ...]:
    """The witnesses of a file's first page."""
    with pdfium.PdfDocument(path) as document:
        page: Any = document[0]  # its stubs take whole scales only
        bitmap = page.render(scale=DPI / 72, rev_byteorder=True)
        return read_page(bitmap.to_numpy()[:, :, :3].copy(), DPI, reader, seconds=120).witnesses


def verdict(value: str | None, truth: int | str) -> str:
    """Exact, wrong or open."""
    if value is None:
        return "open"
    return "exact" if value == truth or (isinstance(truth, int) and int(value) == truth) else "wrong"


def main() -> None:
    """Print the table."""
    reader = engine.opener()()
    cases = [(path, truth, heard(path, reader)) for path, truth in truths(Path(os.environ["VANBAN_CORPUS"]))]
    seconds = time.process_time()
    for threshold in THRESHOLDS:
        witnesses.ENOUGH = threshold
        counts: dict[tuple[str, str], Counter[str]] = {}
        for path, truth, told in cases:
            year = witnesses.settle("year", told).value
            month = witnesses.settle("month", told).value
            for field in ("ordinal", "day", "month", "year"):
                by_hand = not any(
                    one.field == field and one.source == "ocr" and one.confidence > 0.6 for one in told
                )
                found = witnesses.settle(
                    field, told, int(year) if year else None, int(month) if month else None
                )
                key = part(path), f"{field}{' by hand' if by_hand else ''}"
                counts.setdefault(key, Counter())[verdict(found.value, truth[field])] += 1
        print(f"from {threshold}:")
        for (where, what), count in sorted(counts.items()):
            print(
                f"  {where:9} {what:16} exact {count['exact']:2} wrong {count['wrong']:2} open {count['open']:2}"
            )
    print(f"{len(cases)} files; settling took {time.process_time() - seconds:.2f} s")
    reader.close()


if __name__ == "__main__":
    main()
