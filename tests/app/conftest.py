"""A pipeline that answers by file name, so that the commands are tested apart from the extraction."""

import hashlib
import os
import signal
import time
from pathlib import Path

import pytest

from vanban import api
from vanban.corpus import errors
from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.layout import Layout
from vanban.corpus.readers import load
from vanban.normalize.model import Basis, Document, Header, Problem, Source

ANSWERS: dict[str, errors.InputError] = {
    "junk": errors.UnknownFormatError("This is no document.", remedy="Leave it out."),
    "broken": errors.DamagedFileError("The file is cut off.", remedy="Copy it again."),
}


def layout(path: str | Path, data: bytes | None = None, *, budgets: Budgets = DEFAULT) -> Layout:
    """The file's text as layout, or the error its name asks for."""
    content = load(path) if data is None else data
    if error := ANSWERS.get(Path(path).stem):
        error.path = str(path)
        raise error
    return Layout(content.decode(), (), "txt", "stub")


def result(path: str | Path, data: bytes | None = None, *, budgets: Budgets = DEFAULT) -> api.Result:
    """A small document, or whatever can go wrong, by the file's name."""
    name = Path(path).stem
    if name == "defect":
        raise ZeroDivisionError("a bug")
    if name == "interrupt":
        raise KeyboardInterrupt
    if name == "hang":
        time.sleep(60)
    if name == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "eat":
        raise MemoryError
    try:
        read = layout(path, data)
    except errors.InputError as error:
        return api.Result(error=error)
    problem = Problem(code="text-lost", severity="error", message="Mất trang 2")
    sha256 = hashlib.sha256(read.text.encode()).hexdigest()
    document = Document(
        id=sha256[:16],
        source=Source(
            path=str(path), sha256=sha256, bytes=len(read.text.encode()), format="txt", reader="stub"
        ),
        header=Header(subject=f"Về việc {name}"),
        bases=(Basis(kind="legal", text=read.text),),
        problems=(problem,) if name == "partial" else (),
    )
    return api.Result(document, read)


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "read_result", result)
    monkeypatch.setattr(api, "read_layout", layout)


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stub: None) -> Path:
    """A folder of good files, in which the test then runs."""
    folder = tmp_path / "archive"
    for name in ("2013/a.txt", "2014/a.txt", "b.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Căn cứ {name}")
    monkeypatch.chdir(tmp_path)
    return folder
