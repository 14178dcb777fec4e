"""Prints a run's documents as a short table, from what ``vanban run`` wrote. Used by ``make run``."""

import json
import sys
from pathlib import Path
from typing import Any

COLUMNS = ("file", "document", "number", "date", "bases", "sections", "tables", "sums")
WIDTH = 34  # characters; longer texts are cut


def count(sections: list[dict[str, Any]]) -> int:
    """All units of a tree of sections."""
    return sum(1 + count(section["children"]) for section in sections)


def rows(document: dict[str, Any], file: str, depth: int = 0) -> list[tuple[str, ...]]:
    """One row for a document and one for each of its attachments."""
    header = document["header"]
    checks = [check["ok"] for table in document["tables"] for check in table["checks"]]
    own = (
        file,
        "  " * depth + (document["label"] or header["type"] or "?"),
        header["number"] or "",
        header["date"] or "",
        str(len(document["bases"]) or ""),
        str(count(document["sections"]) or ""),
        str(len(document["tables"]) or ""),
        f"{sum(checks)} of {len(checks)}" if checks else "",
    )
    inner = [row for one in document["attachments"] for row in rows(one, "", depth + 1)]
    return [own, *inner]


def main(out: Path) -> None:
    """Print the table and where the results are."""
    table: list[tuple[str, ...]] = [COLUMNS]
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in (out / "json").rglob("*.json")]
    for document in sorted(documents, key=lambda d: str(d["source"]["path"])):
        table += rows(document, Path(document["source"]["path"]).name)
    widths = [min(WIDTH, max(len(row[i]) for row in table)) for i in range(len(COLUMNS))]
    print()
    for row in table:
        cells = (cell[:width].ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())
    print(f"\nresults: {out}/json (documents), {out}/csv (tables), {out}/tables (as printed), {out}/text")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
