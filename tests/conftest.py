"""Shared fixtures: layouts from plain lines, and the folder of real documents."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exploring import load_profile
from vanban.corpus.layout import Layout, LayoutBuilder, Piece, RawParagraph
from vanban.corpus.ocr import engine

load_profile()
if (
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN
):  # as of a job in the background; children would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)

Lines = Callable[[str], Layout]


@pytest.fixture(scope="session")
def lines() -> Lines:
    """Make a layout of a text: every line is a paragraph."""

    def make(text: str) -> Layout:
        builder = LayoutBuilder()
        gap = 0
        for line in text.splitlines():
            folded = " ".join(line.split())
            if not folded:
                gap += 1
                continue
            builder.add_paragraph(RawParagraph((Piece(folded),), gap=gap))
            gap = 0
        return builder.build(format="txt", reader="test")

    return make


@pytest.fixture(scope="session")
def real_corpus() -> Path:
    """The folder of real documents, named by VANBAN_CORPUS."""
    folder = os.environ.get("VANBAN_CORPUS")
    if not folder or not Path(folder).is_dir():
        pytest.skip("VANBAN_CORPUS names no folder of real documents")
    return Path(folder)


@pytest.fixture(scope="session")
def seeds(real_corpus: Path) -> Path:
    """The two documents that must come out perfect; they stand beside the real ones."""
    folder = real_corpus.parent / "seeds"
    if not folder.is_dir():
        pytest.skip("no seeds beside VANBAN_CORPUS")
    return folder


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without any engine of text recognition."""
    monkeypatch.setattr(engine, "ENGINES", ())


@pytest.fixture
def with_engine() -> None:
    """Skip where scans cannot be read."""
    if not engine.is_available():
        pytest.skip(f"no engine of text recognition works here: {engine.INSTALL}")
