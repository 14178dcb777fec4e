"""Inputs of the small commands: containers, stdin, limits, a child process."""

import argparse
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vanban.cli import main
from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import DamagedFileError, EncryptedFileError, ExitCode, UnsupportedFormatError
from vanban.corpus.readers import read
from vanban.inputs import named
from vanban.limits import add_limits, budgets

Capture = pytest.CaptureFixture[str]


def zipped(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.fixture
def container(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stub: None) -> Path:
    path = tmp_path / "vb.zip"
    path.write_bytes(zipped({"2013/a.txt": "a", "b.txt": "b", "__MACOSX/._b.txt": "x", "broken.txt": "x"}))
    monkeypatch.chdir(tmp_path)
    return path


def test_extract_reads_what_a_container_holds(container: Path, capfd: Capture) -> None:
    assert main(["extract", "vb.zip"]) == ExitCode.SOME_FAILED
    out, err = capfd.readouterr()
    assert [json.loads(line)["header"]["subject"] for line in out.splitlines()] == ["Về việc a", "Về việc b"]
    assert err == "vanban: vb.zip!/broken.txt: The file is cut off. Copy it again.\n"


def test_results_go_below_the_container(container: Path) -> None:
    assert main(["extract", "vb.zip", "-o", "json"]) == ExitCode.SOME_FAILED
    assert main(["text", "vb.zip", "-o", "text"]) == ExitCode.SOME_FAILED
    assert Path("json/vb.zip/2013/a.txt.json").exists() and Path("text/vb.zip/b.txt.txt").exists()


def test_text_names_members(container: Path, capfd: Capture) -> None:
    main(["text", "vb.zip"])
    assert capfd.readouterr().out == "==> vb.zip!/2013/a.txt <==\na==> vb.zip!/b.txt <==\nb"


def test_a_container_of_one_file_gives_one_indented_document(container: Path, capfd: Capture) -> None:
    Path("one.gz").write_bytes(gzip.compress(b"x"))
    assert main(["extract", "one.gz"]) == ExitCode.OK
    assert capfd.readouterr().out.startswith("{\n")


def test_stdin_may_be_a_container(container: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", argparse.Namespace(buffer=io.BytesIO(zipped({"a": "x"}))))
    (file,) = named(["-"], "vb")
    assert (file.path, str(file.name), file.data()) == ("vb!/a", "vb/a", b"x")


def test_what_is_no_input_is_marked(container: Path) -> None:
    found = {file.path: file for file in named([str(container)], "")}
    assert found[f"{container}!/__MACOSX/._b.txt"].ignored
    assert not found[f"{container}!/b.txt"].ignored


@pytest.mark.parametrize("options", [(), ("--isolate",)])
def test_extract_in_a_child_gives_the_same(container: Path, options: tuple[str, ...], capfd: Capture) -> None:
    Path("a.txt").write_text("a")
    assert main(["extract", "a.txt", *options]) == ExitCode.OK
    assert json.loads(capfd.readouterr().out)["header"]["subject"] == "Về việc a"


@pytest.mark.parametrize("option", ["--isolate", "--max-seconds=60", "--max-memory=2000"])
def test_a_crash_in_a_child_is_an_error_of_the_file(container: Path, option: str, capfd: Capture) -> None:
    Path("crash.txt").write_text("x")
    assert main(["extract", "crash.txt", option]) == ExitCode.SOME_FAILED
    assert (
        "vanban: crash.txt: The process that read the file died (signal SIGKILL)." in capfd.readouterr().err
    )


def odt() -> bytes:
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text"})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a compound file

NO_DOCUMENTS: list[tuple[Callable[[], bytes], type[Exception], str]] = [
    (lambda: zipped({"a": "x"}), UnsupportedFormatError, "vanban extract and vanban run"),
    (odt, UnsupportedFormatError, "of a kind"),
    (lambda: zipped({"a": "x"})[:-10], DamagedFileError, "truncated"),
    (lambda: OLE + bytes(4096), UnsupportedFormatError, "of a kind"),
    (lambda: OLE + bytes(2040) + "EncryptedPackage".encode("utf-16-le"), EncryptedFileError, "encrypted"),
]


@pytest.mark.parametrize(("make", "error", "message"), NO_DOCUMENTS)
def test_a_container_is_no_document(make: Callable[[], bytes], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        read("vb.zip", make())


LIMITS: list[tuple[list[str], dict[str, Any]]] = [
    ([], {}),
    (["--max-megabytes", "1.5"], {"bytes": 1572864}),
    (["--max-seconds", "0.5"], {"seconds": 0.5}),
    (["--max-memory", "100", "--max-pages", "7"], {"memory_bytes": 104857600, "pages": 7}),
]


@pytest.mark.parametrize(("arguments", "changed"), LIMITS)
def test_limits(arguments: list[str], changed: dict[str, Any]) -> None:
    parser = argparse.ArgumentParser()
    add_limits(parser)
    found = budgets(parser.parse_args(arguments))
    assert found == Budgets(**{**{name: getattr(DEFAULT, name) for name in Budgets.__slots__}, **changed})
