"""What is generated and checked in is up to date. VANBAN_REGENERATE=1 writes it anew."""

import os
from pathlib import Path

from vanban.outputs import jsondoc
from vanban.outputs.reference import refreshed

DOCS = Path(__file__).parents[2] / "docs"
REGENERATE = os.environ.get("VANBAN_REGENERATE") == "1"


def generated(path: Path, text: str) -> None:
    if REGENERATE:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, (
        "run: VANBAN_REGENERATE=1 pytest tests/outputs/test_generated.py"
    )


def test_the_switch_is_off() -> None:
    assert not REGENERATE, "files were written anew; look at the difference and run again without the switch"


def test_schema() -> None:
    generated(DOCS / "schema.json", jsondoc.schema_text())


def test_columns() -> None:
    page = DOCS / "output.md"
    generated(page, refreshed(page.read_text(encoding="utf-8")))
