import json
import os
import signal
import zipfile
from pathlib import Path
from typing import Any

import pytest

from vanban import batch
from vanban.cli import main
from vanban.corpus.errors import ExitCode
from vanban.outputs import frames, jsondoc


def report() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path("out/report.json").read_text(encoding="utf-8"))
    assert found["seen"] == sum(found["counts"].values()) == len(found["files"])
    return found


def test_everything_is_written_and_equal_names_do_not_collide(
    archive: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "archive", "-o", "out"]) == ExitCode.OK
    results = sorted(p.relative_to("out/json").as_posix() for p in Path("out/json").rglob("*.json"))
    assert results == ["2013/a.txt.json", "2014/a.txt.json", "b.txt.json"]
    assert Path("out/text/2013/a.txt.txt").read_text() == "Căn cứ 2013/a.txt"
    assert len(frames.read_csv("out")["documents"]) == 3
    for file in report()["files"]:
        assert jsondoc.read(Path("out") / file["json"]).id == file["document_id"]
    out, err = capfd.readouterr()
    assert out == "" and "3 files" in err and "3 done" in err and "\r" not in err


def test_nothing_vanishes_uncounted(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    names = ["junk.bin", "broken.pdf", "defect.txt", "partial.txt", ".hidden", "~$b.docx", "copy.txt"]
    for name in names:
        (archive / name).write_text(name)
    (archive / "copy.txt").write_text("Căn cứ b.txt")
    (archive / "dangling").symlink_to("nowhere")
    os.mkfifo(archive / "pipe")
    assert main(["run", "archive", "-o", "out"]) == ExitCode.SOME_FAILED
    found = report()
    assert found["counts"] == {"done": 4, "partial": 1, "refused": 1, "failed": 4, "ignored": 2}
    assert found["reasons"] == {"damaged": 1, "defect": 1, "unknown-format": 1, "unreadable": 2}
    by_name = {Path(f["path"]).name: f for f in found["files"]}
    assert by_name["copy.txt"]["duplicate_of"] == "archive/b.txt"
    assert by_name["junk.bin"]["message"] == "This is no document."
    assert by_name["partial.txt"]["remarks"] == ["text-lost"]
    err = capfd.readouterr().err
    assert "vanban: archive/broken.pdf: The file is cut off. Copy it again." in err
    assert len(frames.read_csv("out")["documents"]) == 4  # the copy once


def test_several_archives_keep_their_names(archive: Path) -> None:
    assert main(["run", "archive/2013", "archive/2014", "archive/b.txt", "-o", "out"]) == ExitCode.OK
    assert sorted(f["json"] for f in report()["files"]) == [
        "json/2013/a.txt.json",
        "json/2014/a.txt.json",
        "json/b.txt.json",
    ]


def test_archives_of_the_same_name_are_numbered(archive: Path) -> None:
    for parent in ("x", "y"):
        Path(parent, "vb").mkdir(parents=True)
        Path(parent, "vb", "a.txt").write_text(parent)
    assert main(["run", "x/vb", "y/vb", "-o", "out"]) == ExitCode.OK
    assert [f["json"] for f in report()["files"]] == ["json/vb/a.txt.json", "json/vb-2/a.txt.json"]


def test_results_inside_the_archive_are_not_read_again(archive: Path) -> None:
    for _ in range(2):
        batch.run([Path("archive")], Path("archive/out"))
    found = json.loads(Path("archive/out/report.json").read_text(encoding="utf-8"))
    assert found["seen"] == 3


def test_ctrl_c_leaves_whole_results(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (archive / "interrupt.txt").write_text("x")
    (archive / "z.txt").write_text("z")
    assert main(["run", "archive", "-o", "out"]) == ExitCode.INTERRUPTED
    found = report()
    assert found["interrupted"] and found["seen"] == 1 and found["not_reached"] == 4
    assert list(frames.read_csv("out")["documents"]["subject"]) == ["Về việc b"]
    assert "interrupted; 4 files were not reached" in capfd.readouterr().err


def test_ctrl_c_while_writing_waits(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The signal comes between a file's JSON and its rows: both are there in the end."""
    write = jsondoc.write

    def interrupted(path: Path, *arguments: Any, **options: Any) -> None:
        write(path, *arguments, **options)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(jsondoc, "write", interrupted)
    assert main(["run", "archive", "-o", "out"]) == ExitCode.INTERRUPTED
    assert len(list(Path("out/json").rglob("*.json"))) == 1
    assert len(frames.read_csv("out")["documents"]) == 1


def test_an_empty_folder(tmp_path: Path, stub: None, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["run", str(tmp_path / "empty"), "-o", str(tmp_path / "out")]) == ExitCode.OK
    assert "nothing to read" in capfd.readouterr().err
    assert len(frames.read_csv(tmp_path / "out")["documents"]) == 0


def test_output_that_cannot_be_written(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "archive", "-o", "archive/b.txt"]) == ExitCode.OUTPUT
    assert "choose another folder" in capfd.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission_is_named(archive: Path) -> None:
    (archive / "2014").chmod(0)
    try:
        assert main(["run", "archive", "-o", "out"]) == ExitCode.SOME_FAILED
        assert [f["code"] for f in report()["files"] if f["status"] == "failed"] == ["unreadable"]
    finally:
        (archive / "2014").chmod(0o755)


def test_containers_are_folders_of_files(archive: Path) -> None:
    with zipfile.ZipFile(archive / "more.zip", "w") as more:
        more.writestr("2015/c.txt", "Căn cứ c.txt")
        more.writestr("../d.txt", "Căn cứ d.txt")
        more.writestr("broken.pdf", "x")
    assert main(["run", "archive", "-o", "out"]) == ExitCode.SOME_FAILED
    found = {f["path"]: f for f in report()["files"]}
    assert found["archive/more.zip!/2015/c.txt"]["json"] == "json/more.zip/2015/c.txt.json"
    assert found["archive/more.zip!/d.txt"]["text"] == "text/more.zip/d.txt.txt"
    assert found["archive/more.zip!/broken.pdf"]["code"] == "damaged"
    assert Path("out/json/more.zip/d.txt.json").exists()


@pytest.mark.parametrize("options", [(), ("--in-process",)])
def test_results_are_the_same_in_a_child_and_here(archive: Path, options: tuple[str, ...]) -> None:
    assert main(["run", "archive", "-o", "out", *options]) == ExitCode.OK
    results = {p.name: p.read_bytes() for p in Path("out/json").rglob("*.json")}
    batch.run([Path("archive")], Path("other"), isolate=False)
    assert results == {p.name: p.read_bytes() for p in Path("other/json").rglob("*.json")}


def test_a_file_that_hangs_crashes_or_eats_memory_costs_itself_only(
    archive: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("hang", "crash", "eat"):
        (archive / f"{name}.txt").write_text(name)
    limits = ["--max-seconds", "1", "--max-memory", "200"]
    assert main(["run", "archive", "-o", "out", *limits]) == ExitCode.SOME_FAILED
    assert report()["counts"]["done"] == 3
    assert report()["reasons"] == {"crash": 1, "memory-limit": 1, "time-limit": 1}
    err = capfd.readouterr().err
    assert (
        "archive/hang.txt: Reading took longer than 1 seconds. Leave the file out, or raise --max-seconds."
        in err
    )
