"""The net that judges runs here and reports nowhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from vanban.corpus.ocr import asternet

pytestmark = [
    pytest.mark.ocr,
    pytest.mark.skipif(not asternet.is_available(), reason="the extra ocr is not installed"),
]

READ = """
import numpy
from vanban.corpus.ocr import asternet
asternet.open().read_line(numpy.full((40, 200), 255, numpy.uint8))
"""


def test_the_runtime_keeps_nothing_to_report(tmp_path: Path) -> None:
    """Its builds since 1.29 keep an identifier of the machine, and what they will send, in the cache folder."""
    quiet = {"CI", "ORT_DISABLE_TELEMETRY"}  # with either of them it would be silent anyway
    environment = {name: value for name, value in os.environ.items() if name not in quiet}
    environment |= {"XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", READ], check=True, env=environment, timeout=60)
    assert not list(tmp_path.iterdir())
