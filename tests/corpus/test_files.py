"""Finding files."""

import os
from pathlib import Path

import pytest

from vanban.corpus.files import find, fingerprint


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_stable_order_files_before_folders(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.txt", "sub/c.txt", "Sub2/d.txt", "aa/z/e.txt")
    assert [f.name for f in find([tmp_path])] == ["a.txt", "b.txt", "Sub2/d.txt", "aa/z/e.txt", "sub/c.txt"]


def test_left_out_and_said_so(tmp_path: Path) -> None:
    make(tmp_path, ".hidden", "~$cong-van.docx", "cong-van.docx", ".git/config")
    found = {f.name: f.skipped for f in find([tmp_path])}
    assert found == {".git": "hidden", ".hidden": "hidden", "cong-van.docx": None, "~$cong-van.docx": "lock"}


def test_a_named_file_is_taken_even_if_hidden(tmp_path: Path) -> None:
    make(tmp_path, ".hidden.txt")
    (found,) = find([tmp_path / ".hidden.txt"])
    assert found.is_readable
    assert (found.name, found.size) == (".hidden.txt", 1)


def test_link_loops_end(tmp_path: Path) -> None:
    make(tmp_path, "a/x.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    found = {f.name: f for f in find([tmp_path])}
    assert found["a/up"].skipped == "loop"
    assert found["broken"].error
    assert found["a/x.txt"].is_readable


def test_missing_path_is_an_entry() -> None:
    (found,) = find(["no/such/place"])
    assert found.error and not found.is_readable


def test_special_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (found,) = find([tmp_path])
    assert found.skipped == "special"  # reading it would block for ever


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_forbidden_folder(tmp_path: Path) -> None:
    make(tmp_path, "open.txt", "shut/in.txt")
    (tmp_path / "shut").chmod(0)
    try:
        found = {f.name: f for f in find([tmp_path])}
    finally:
        (tmp_path / "shut").chmod(0o755)
    assert found["open.txt"].is_readable
    assert found["shut"].error


def test_forbidden_folder_simulated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "open.txt", "shut/in.txt")
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr("vanban.corpus.files.os.scandir", refuse)
    found = {f.name: f for f in find([tmp_path])}
    assert found["shut"].error == "Permission denied"
    assert found["open.txt"].is_readable


def test_fingerprint() -> None:
    mark = fingerprint(b"abc")
    assert mark.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (mark.id, mark.size) == ("ba7816bf8f01cfea", 3)
