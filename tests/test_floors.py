"""The floors: no change may make the extraction worse than it has been."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def check(name: str) -> tuple[bool, str]:
    """Score one set against its floors: whether it holds them, and what is said of it."""
    command = [sys.executable, str(ROOT / "tests" / "bench" / "score.py"), name, "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout + done.stderr


def test_samples() -> None:
    """Gold and floors stand in one commit: whoever changes the gold measures again, and sees what falls."""
    holds, told = check("samples")
    assert holds, f"{told}\nThe gold has changed? Run make floors."


@pytest.mark.usefixtures("with_engine")  # its scans count too
def test_reference_corpus(real_corpus: Path) -> None:
    """The corpus is kept elsewhere, and may be newer than the floors."""
    holds, told = check("reference")
    if "gold files are not those" in told:
        pytest.skip(
            "the gold of the reference corpus has changed since the floors were measured: run make floors"
        )
    assert holds, told
