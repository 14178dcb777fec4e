"""Every real document gives a record, or an error that is true: `vanban run` over the whole folder, scans too."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.ocr
@pytest.mark.slow
@pytest.mark.usefixtures("with_engine")
def test_every_file_gives_a_record(real_corpus: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "vanban", "run", str(real_corpus / "files"), "-o", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    files = json.loads((tmp_path / "report.json").read_bytes())["files"]
    with (real_corpus / "manifest.csv").open(encoding="utf-8", newline="") as file:
        named = {row["file"] for row in csv.DictReader(file)}
    assert {Path(one["path"]).name for one in files} == named
    lost = [one for one in files if one["status"] not in ("done", "partial")]
    assert not lost, done.stderr
    assert all((tmp_path / one["json"]).is_file() for one in files)
    assert done.returncode == 0
