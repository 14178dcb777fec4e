"""A run over an archive: results, faults, and what is told of them."""

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import vanban
from tests.app.folders import by_path, converted, more, report, results
from vanban import batch
from vanban.batch import settle
from vanban.batch.engines import InlineEngine
from vanban.batch.tasks import Tasks
from vanban.cli import main
from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import ExitCode
from vanban.outputs import frames, jsondoc, store
from vanban.outputs.columns import Place, TableSpec, Value


def test_everything_is_written(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "archive", "-o", "out", "--engine", "inline"]) == ExitCode.OK
    files = by_path()
    assert list(files) == ["2013/a.txt", "2014/a.txt", "b.txt"]
    assert Path("out", files["2013/a.txt"]["text"]).read_text() == "Căn cứ 2013/a.txt"
    assert len(frames.read_csv("out")["documents"]) == 3
    for file in files.values():
        assert jsondoc.read(Path("out") / file["json"]).id == file["document_id"]
        assert file["json"] == store.json_path(file["document_id"])
    out, err = capfd.readouterr()
    assert out == "" and "3 files" in err and "3 done" in err and "\r" not in err
    assert "3 done" in Path("out/summary.txt").read_text()


def test_nothing_vanishes_uncounted(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    names = ["junk.bin", "broken.pdf", "defect.txt", "partial.txt", ".hidden", "~$b.docx", "copy.txt"]
    for name in names:
        (archive / name).write_text(name)
    (archive / "copy.txt").write_text("Căn cứ b.txt")
    (archive / "dangling").symlink_to("nowhere")
    os.mkfifo(archive / "pipe")
    with zipfile.ZipFile(archive / "nothing.zip", "w"):
        pass
    assert main(["run", "archive", "-o", "out", "--engine", "inline"]) == ExitCode.SOME_FAILED
    found = report()
    assert found["counts"] == {
        "done": 4, "partial": 1, "refused": 2, "failed": 4, "ignored": 2, "pending": 0,
    }  # fmt: skip
    assert found["reasons"] == {"damaged": 1, "defect": 1, "empty": 1, "unknown-format": 1, "unreadable": 2}
    assert by_path()["copy.txt"]["duplicate_of"] == "archive/b.txt"
    assert by_path()["partial.txt"]["remarks"] == ["text-lost"]
    assert by_path()["junk.bin"]["message"] == "This is no document."
    err = capfd.readouterr().err
    assert "vanban: archive/broken.pdf: The file is cut off. Copy it again." in err
    assert "archive/broken.pdf: The file is cut off. Copy it again." in Path("out/summary.txt").read_text()
    assert len(frames.read_csv("out")["documents"]) == 4  # the copy once


@pytest.mark.parametrize(
    ("options", "settings", "threads"),
    [
        ((), {}, 1),  # files side by side: a thread for the pages of each
        (("--workers", "2"), {"workers": 2}, 1),
        (("--workers", "1"), {"workers": 1}, 0),  # file by file: all cores for the pages of one
        (("--engine", "inline"), {"engine": "inline"}, 0),
    ],
)
def test_command_and_api_read_under_equal_budgets(
    archive: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    settings: dict[str, Any],
    threads: int,
) -> None:
    given: list[Budgets] = []

    def engine(tasks: Tasks, *_: object) -> InlineEngine:
        given.append(tasks.budgets)
        return InlineEngine(tasks)

    module = sys.modules["vanban.batch.run"]  # its name in the package is the function's
    monkeypatch.setattr(module, "LocalEngine", engine)
    monkeypatch.setattr(module, "InlineEngine", engine)
    assert main(["run", "archive", "-o", "out", *options]) == ExitCode.OK
    list(vanban.run("archive", "out", **settings))
    assert (
        given[0]
        == given[1]
        == replace(DEFAULT, cache=str(Path("out/.vanban/cache").absolute()), threads=threads)
    )


def test_a_cache_that_is_named_is_used() -> None:
    settings = batch.Settings(budgets=Budgets(cache="pages", threads=3))
    assert settings.budgets_in(Path("out")) == settings.budgets


def test_several_archives_are_one(archive: Path) -> None:
    assert (
        main(["run", "archive/2013", "archive/2014", "archive/b.txt", "-o", "out", "--engine", "inline"])
        == ExitCode.OK
    )
    assert list(by_path()) == ["2013/a.txt", "2014/a.txt", "b.txt"]


def test_nothing_is_written_among_files_that_no_run_has_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stub: None, capfd: pytest.CaptureFixture[str]
) -> None:
    """Folders of an archive may have the names of results, and months look like the first digits of an id."""
    monkeypatch.chdir(tmp_path)
    sources = {f"arch/{folder}/a.txt": f"Căn cứ {folder}" for folder in ("pdf/01", "text/12", "vanished/x")}
    for name, text in sources.items():
        Path(name).parent.mkdir(parents=True)
        Path(name).write_text(text)

    def run(*options: str) -> int:
        return main(["run", *options, "--engine", "inline"])

    assert run("arch/pdf", "arch/text", "-o", "arch") == ExitCode.USAGE
    assert run("arch", "-o", "arch") == ExitCode.USAGE
    Path("other").mkdir()
    Path("other/report.json").write_text("{}")
    assert run("arch", "-o", "other") == ExitCode.USAGE
    err = capfd.readouterr().err
    assert err.count("Name a folder of its own") == 2 and "other/report.json: This stands" in err
    assert Path("other/report.json").read_text() == "{}"
    Path("arch/.vanban").mkdir()  # even where a run has been made
    Path("mine").mkdir()
    Path("mine/a.txt").write_text("Căn cứ")
    assert run("mine", "-o", "arch") == ExitCode.OK
    assert {name: Path(name).read_text() for name in sources} == sources


def test_results_of_another_run_are_no_documents(archive: Path) -> None:
    settings = batch.Settings(engine="inline")
    batch.run(["archive"], "archive/one", settings)
    totals = batch.run(["archive"], "archive/two", settings).totals
    assert totals is not None
    assert (totals.counts["done"], totals.counts["ignored"]) == (3, 1)


def test_results_inside_the_archive_are_not_read_again(archive: Path) -> None:
    settings = batch.Settings(engine="inline")
    batch.run([Path("archive")], Path("archive/out"), settings)
    outcome = batch.run([Path("archive")], Path("archive/out"), settings)
    assert outcome.totals and outcome.totals.seen == 3


def test_an_empty_folder(tmp_path: Path, stub: None, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert (
        main(["run", str(tmp_path / "empty"), "-o", str(tmp_path / "out"), "--engine", "inline"])
        == ExitCode.OK
    )
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
    more(archive)
    assert main(["run", "archive", "-o", "out", "--engine", "inline"]) == ExitCode.SOME_FAILED
    files = by_path()
    assert files["more.zip!/2015/c.txt"]["status"] == files["more.zip!/d.txt"]["status"] == "done"
    assert files["more.zip!/broken.pdf"]["code"] == "damaged"
    assert files["more.zip!/.hidden"]["status"] == "ignored"
    assert Path("out", files["more.zip!/d.txt"]["text"]).read_text() == "Căn cứ d.txt"


@pytest.mark.parametrize("options", [("--workers", "3"), ("--engine", "inline")])
def test_results_do_not_depend_on_who_makes_them(archive: Path, options: tuple[str, ...]) -> None:
    more(archive)
    main(["run", "archive", "-o", "out", "--workers", "1"])
    main(["run", "archive", "-o", "other", *options])
    assert results() == results("other")


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


def test_files_behind_urls(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    for path in [*archive.rglob("*.txt"), more(archive)]:
        memory.pipe(f"/vb/{path.relative_to(archive)}", path.read_bytes())
    options = ["-o", "out", "--engine", "inline"]
    assert main(["run", "memory://vb", *options]) == ExitCode.SOME_FAILED
    assert report()["counts"]["done"] == 5
    files = {file["path"]: file for file in report()["files"]}
    assert files["memory:///vb/more.zip!/d.txt"]["status"] == "done"
    settings = batch.Settings(engine="inline")
    assert batch.run(["memory://vb"], Path("out"), settings).converted == 0
    memory.pipe("/vb/b.txt", "Căn cứ mới".encode())
    memory.rm("/vb/2013/a.txt")
    outcome = batch.run(["memory://vb"], Path("out"), settings)
    assert outcome.converted == 1 and outcome.totals and outcome.totals.vanished == 1
    assert main(["run", f"file://{archive}", "-o", "other"]) == ExitCode.SOME_FAILED
    assert main(["run", "memory://none", *options]) == ExitCode.USAGE
    assert main(["run", "steam://none", *options]) == ExitCode.USAGE
    err = capfd.readouterr().err
    assert (
        "memory://none: There is no such file or folder." in err and "This is no URL of a known kind" in err
    )


def test_what_is_written_reaches_the_disk_while_a_run_goes_on(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Path] = []
    monkeypatch.setattr(settle, "_EVERY", -1.0)
    monkeypatch.setattr("vanban.outputs.files.sync", told.append)
    for n in range(50):
        (archive / f"{n}.txt").write_text(f"Căn cứ {n}")
    converted()
    assert len(told) > 2 and set(told) == {Path("out")}


def test_a_document_that_cannot_be_published_costs_itself_only(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = TableSpec.rows

    def broken(spec: TableSpec, place: Place) -> list[list[Value]]:
        assert place.document.bases[0].text != "Căn cứ b.txt", "a bug"
        return rows(spec, place)

    monkeypatch.setattr(TableSpec, "rows", broken)
    assert converted() == 3
    file = by_path()["b.txt"]
    assert file["code"] == "defect" and "a bug" in file["message"] and "json" not in file
    assert len(frames.read_csv("out")["documents"]) == len(list(Path("out/json").rglob("*.json"))) == 2


# Stopped


def test_ctrl_c_keeps_what_is_done(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (archive / "interrupt.txt").write_text("x")
    (archive / "z.txt").write_text("z")
    assert main(["run", "archive", "-o", "out", "--workers", "1"]) == ExitCode.INTERRUPTED
    found = report()
    assert found["counts"] == {
        "done": 3, "partial": 0, "refused": 0, "failed": 0, "ignored": 0, "pending": 2,
    }  # fmt: skip
    assert "interrupted; 2 files were not reached" in capfd.readouterr().err
    (archive / "interrupt.txt").write_text("no longer: the name is the same, and so is what it does")
    (archive / "interrupt.txt").rename(archive / "fine.txt")
    assert converted() == 2
    assert len(frames.read_csv("out")["documents"]) == 5


HOLDER = """
import time
from pathlib import Path
from vanban.batch.lock import Lock
with Lock(Path("out/.vanban/lock")):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_folder_in_use_is_refused(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    converted()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER],
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout and holder.stdout.readline() == b"held\n"
        assert main(["run", "archive", "-o", "out"]) == ExitCode.BUSY
        assert f"Another run is writing to this folder (process {holder.pid} on" in capfd.readouterr().err
    finally:
        holder.kill()
        holder.communicate()
    assert main(["run", "archive", "-o", "out"]) == ExitCode.OK


def test_a_journal_that_is_broken_is_named(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    converted()
    Path("out/.vanban/journal.sqlite").write_bytes(b"x" * 10_000)
    assert main(["run", "archive", "-o", "out"]) == ExitCode.OUTPUT
    assert "out/.vanban/journal.sqlite: The journal of the run is damaged" in capfd.readouterr().err
    Path("out/.vanban/journal.sqlite").unlink()
    assert main(["run", "archive", "-o", "out"]) == ExitCode.OK


def test_messages_for_programs(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (archive / "broken.pdf").write_text("x")
    assert (
        main(["run", "archive", "-o", "out", "--engine", "inline", "--log-format", "json"])
        == ExitCode.SOME_FAILED
    )
    events = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert [e["event"] for e in events] == ["stage", "stage", "file", "stage", "end"]
    assert events[2]["code"] == "damaged" and events[-1]["totals"]["seen"] == 4


def test_errors_for_programs(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "none", "-o", "out", "--log-format", "json"]) == ExitCode.USAGE
    (event,) = map(json.loads, capfd.readouterr().err.splitlines())
    assert (event["event"], event["path"], event["remedy"]) == ("error", "none", "Check the path.")


def test_copies_are_not_known_from_before(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (archive / "copy.txt").write_text("Căn cứ b.txt")
    for read, known in ((3, 0), (0, 3)):
        assert main(["run", "archive", "-o", "out", "--engine", "inline"]) == ExitCode.OK
        assert f"{read} files read, {known} known from before, 1 copies of others" in capfd.readouterr().err


@pytest.mark.parametrize("wrong", [("--retry", "fialed"), ("--workers", "-1")])
def test_what_no_run_takes(archive: Path, wrong: tuple[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "archive", "-o", "out", *wrong]) == ExitCode.USAGE
    assert repr(wrong[1]) in capfd.readouterr().err and not Path("out").exists()


def test_names_that_are_no_unicode(archive: Path) -> None:
    Path(os.fsdecode(os.fsencode(archive) + b"/b\xb8o c\xb8o.txt")).write_text("Căn cứ x")  # TCVN3
    assert converted() == 4
    assert len(frames.read_csv("out")["documents"]) == 4


# In Python, and watching


def test_as_a_library(archive: Path) -> None:
    (archive / "copy.txt").write_text("Căn cứ b.txt")
    (archive / "broken.pdf").write_text("x")
    files = vanban.run("archive", "out", engine="inline")
    first = next(files)
    assert first.path == "archive/2013/a.txt" and first.document and first.text == "Căn cứ 2013/a.txt"
    found = {file.path: file for file in (first, *files)}
    assert {path.removeprefix("archive/"): file.status for path, file in found.items()} == {
        "2013/a.txt": "done", "2014/a.txt": "done", "b.txt": "done", "copy.txt": "done", "broken.pdf": "failed",
    }  # fmt: skip
    assert found["archive/copy.txt"].document == found["archive/b.txt"].document
    broken = found["archive/broken.pdf"]
    assert broken.document is None and broken.text is None
    again = list(vanban.run(["archive"], "out", engine="inline"))
    assert [file.report for file in again] == sorted((f.report for f in found.values()), key=lambda r: r.path)


def test_a_library_run_that_is_given_up(archive: Path) -> None:
    for _ in vanban.run("archive", "out", engine="inline"):
        break
    assert converted() == 2


def test_watch(archive: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    rounds: list[float] = []

    def sleep(seconds: float) -> None:
        rounds.append(seconds)
        if len(rounds) == 3:
            raise KeyboardInterrupt
        (archive / "new.txt").write_text("Căn cứ new.txt")

    monkeypatch.setattr("vanban.commands.run.time.sleep", sleep)
    options = ["--watch", "5", "--engine", "inline"]
    assert main(["run", "archive", "-o", "out", *options]) == ExitCode.INTERRUPTED
    assert len(rounds) == 3 and min(rounds) >= 5
    assert report()["counts"]["done"] == 4
    assert capfd.readouterr().err.count("documents in out") == 2  # when something was read


def test_the_summary_names_what_is_not_whole(archive: Path) -> None:
    """With names that do nothing to a terminal."""
    (archive / "partial.txt").write_text("x")
    (archive / "bell\x07\x1b[31m").mkdir()
    (archive / "bell\x07\x1b[31m/broken.pdf").write_text("y")
    converted()
    summary = Path("out/summary.txt").read_text()
    assert "partial: archive/partial.txt: text-lost\n" in summary
    assert r"failed: archive/bell\x07\x1b[31m/broken.pdf: The file is cut off." in summary


def test_all_that_ends_a_run_is_json_where_asked(
    archive: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def codes() -> list[str]:
        return [json.loads(line)["code"] for line in capfd.readouterr().err.splitlines()]

    options = ["--log-format", "json"]
    assert main(["run", *options]) == ExitCode.USAGE
    assert main(["run", "archive", "-o", "out", "--retry", "zz", *options]) == ExitCode.USAGE
    assert codes() == ["usage", "usage"]
    monkeypatch.setattr(batch, "run", lambda *_: 1 / 0)
    assert main(["run", "archive", "-o", "out", *options]) == ExitCode.DEFECT
    assert codes() == ["defect"]
