"""Runs of the tests: what to run over, and what is left behind."""

import json
import zipfile
from pathlib import Path
from typing import Any

from vanban import batch


def report() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path("out/report.json").read_text(encoding="utf-8"))
    there = [file for file in found["files"] if file["status"] != "vanished"]
    assert found["seen"] == sum(found["counts"].values()) == len(there)
    assert found["vanished"] == len(found["files"]) - len(there)
    return found


def by_path() -> dict[str, dict[str, Any]]:
    return {file["path"].removeprefix("archive/"): file for file in report()["files"]}


def results(out: str | Path = "out") -> dict[str, bytes]:
    """All files of a folder of results but the journal."""
    paths = [p for p in Path(out).rglob("*") if p.is_file() and ".vanban" not in p.parts]
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in paths}


def more(archive: Path) -> Path:
    with zipfile.ZipFile(archive / "more.zip", "w") as written:
        written.writestr("2015/c.txt", "Căn cứ c.txt")
        written.writestr("../d.txt", "Căn cứ d.txt")
        written.writestr("broken.pdf", "x")
        written.writestr(".hidden", "x")
    return archive / "more.zip"


def converted(*options: str) -> int:
    """How many files a run reads."""
    return batch.run([Path("archive")], Path("out"), batch.Settings(retry=options, engine="inline")).converted
