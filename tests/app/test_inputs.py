"""Inputs of the small commands: containers, stdin, limits, a child process."""

import argparse
import errno
import gzip
import io
import json
import os
import socket
import sys
import threading
import unicodedata
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


@pytest.mark.parametrize("command", ["extract", "text"])
def test_a_container_without_documents_is_told(command: str, container: Path, capfd: Capture) -> None:
    Path("none.zip").write_bytes(zipped({}))
    Path("hidden.zip").write_bytes(zipped({".hidden": "x"}))
    assert main([command, "none.zip", "hidden.zip"]) == ExitCode.SOME_FAILED
    assert capfd.readouterr().err == "".join(
        f"vanban: {name}.zip: The container holds no file. Leave it out.\n" for name in ("none", "hidden")
    )


def test_a_pipe_is_read_whole(container: Path, capfd: Capture) -> None:
    text = "Căn cứ Luật Đất đai\n" * 5000
    os.mkfifo("pipe")
    writer = threading.Thread(target=lambda: Path("pipe").write_text(text))
    writer.start()
    assert main(["text", "pipe"]) == ExitCode.OK
    writer.join()
    assert capfd.readouterr().out == text


def test_what_cannot_be_opened_is_told(container: Path, capfd: Capture) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("door")
        assert main(["text", "door"]) == ExitCode.SOME_FAILED
    assert capfd.readouterr().err.startswith("vanban: door: It cannot be read (")


def test_what_a_pipe_gives_is_bounded(container: Path, capfd: Capture) -> None:
    assert main(["text", "/dev/zero", "--max-megabytes", "1"]) == ExitCode.SOME_FAILED
    assert "/dev/zero: The file has 1048577 bytes; the limit" in capfd.readouterr().err


@pytest.mark.skipif(sys.platform == "darwin", reason="its file systems take UTF-8 alone")
def test_a_name_that_is_no_utf8(container: Path, capfd: Capture) -> None:
    Path(os.fsdecode(b"Quy\xd5t.txt")).write_text("Căn cứ")
    name = os.fsdecode(b"Quy\xd5t.txt")
    assert main(["extract", name]) == ExitCode.OK
    assert json.loads(capfd.readouterr().out)["source"]["path"] == "Quy\uf7d5t.txt"
    assert main(["text", name, "container.txt", "-o", "text"]) == ExitCode.SOME_FAILED
    assert os.listdir("text") == ["Quy\uf7d5t.txt.txt"]


def test_the_name_of_stdin_leads_nowhere_else(
    container: Path, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"x")))
    assert main(["extract", "-", "--name", "../../evil.txt", "-o", "a/b"]) == ExitCode.OK
    assert [path.as_posix() for path in Path().rglob("evil*")] == ["a/b/evil.txt.json"]


def test_names_that_some_systems_take_for_one(container: Path, capfd: Capture) -> None:
    pairs = (("a/x.txt", "b/X.txt"), ("a/Quyết.txt", unicodedata.normalize("NFD", "b/Quyết.txt")))
    for first, second in pairs:
        assert main(["extract", first, second, "-o", "json"]) == ExitCode.USAGE
        assert "overwrite" in capfd.readouterr().err


@pytest.mark.parametrize("reason", [errno.EACCES, errno.ENAMETOOLONG])
@pytest.mark.parametrize("command", ["extract", "text", "run", "survey"])
def test_a_path_that_the_system_refuses(
    command: str, reason: int, container: Path, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    """Even root, who may do everything, sees what others would."""
    whole = os.stat

    def refusing(path: Any, **options: Any) -> os.stat_result:
        if str(path) == "sec/x.txt":
            raise OSError(reason, os.strerror(reason), "sec/x.txt")
        return whole(path, **options)

    monkeypatch.setattr("os.stat", refusing)
    options = ["-o", "out", "--engine", "inline"] if command == "run" else []
    assert main([command, "sec/x.txt", *options]) == ExitCode.SOME_FAILED
    assert "vanban: sec/x.txt: The " in (err := capfd.readouterr().err) and os.strerror(reason) in err


@pytest.mark.parametrize("command", ["extract", "text", "run", "survey"])
def test_an_empty_path_is_not_the_current_folder(command: str, container: Path, capfd: Capture) -> None:
    options = ["-o", "out"] if command == "run" else []
    assert main([command, "", *options]) == ExitCode.USAGE
    assert "A path is empty" in capfd.readouterr().err
