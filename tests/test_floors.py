"""The floors: no change may make the extraction worse than it has been."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def check(name: str) -> None:
    """Score one set against its floors."""
    command = [sys.executable, str(ROOT / "tests" / "bench" / "score.py"), name, "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if "gold files are not those" in done.stdout + done.stderr:
        pytest.skip(f"the gold of {name} has changed since the floors were measured: run make floors")
    assert done.returncode == 0, done.stdout + done.stderr


def test_samples() -> None:
    check("samples")


@pytest.mark.usefixtures("with_engine")  # its scans count too
def test_reference_corpus(real_corpus: Path) -> None:
    check("reference")
