"""Surveys: facts about files that were not converted, and agreement with what people found out."""

import csv
import gzip
import io
import json
import os
import signal
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.bench import made
from vanban import batch
from vanban.cli import main
from vanban.corpus.budgets import Budgets
from vanban.corpus.errors import ExitCode
from vanban.corpus.ocr import engine
from vanban.corpus.probe import Probe, probe
from vanban.survey import Entry, Head, survey

TEXT = "QUYẾT ĐỊNH\nCăn cứ Luật Tổ chức chính quyền địa phương;\nĐiều 1. Phê duyệt kế hoạch.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of several kinds, one of them a copy, some of them bad."""
    made = tmp_path / "vb"
    made.mkdir()
    (made / "a.txt").write_text(TEXT, encoding="utf-8")
    (made / "b.doc").write_text(f"<html><body><p>{TEXT}</p></body></html>", encoding="utf-8")  # the name lies
    (made / "c.txt").write_text("")
    (made / "d.bin").write_bytes(bytes(range(256)) * 100)
    (made / "e.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (made / ".hidden").write_text("x")
    with zipfile.ZipFile(made / "f.zip", "w") as archive:
        archive.writestr("vb/a.txt", TEXT)
        archive.writestr("g.gz", gzip.compress(b"vanban"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(engine, "is_available", lambda: False)
    return made


def look(*archives: str | Path, **options: Any) -> tuple[Head, dict[str, Entry]]:
    """Totals and estimate of a survey, and its files by path."""
    with survey(archives, workers=1, **options) as found:
        entries = {entry.path: entry for entry in found.files()}
        assert sorted(entries) == list(entries)
        return found.head, entries


def test_facts_about_every_file(folder: Path) -> None:
    entries = look("vb")[1]
    assert list(entries) == [
        "vb/a.txt", "vb/b.doc", "vb/c.txt", "vb/d.bin", "vb/e.png", "vb/f.zip!/g.gz!/g", "vb/f.zip!/vb/a.txt",
    ]  # fmt: skip
    a = entries["vb/a.txt"]
    assert (a.format, a.text_layer, a.encoding, a.readable, a.bytes) == (
        "txt", "native", "unicode", True, len(TEXT.encode()),
    )  # fmt: skip
    assert entries["vb/b.doc"].format == "html"
    assert {path: e.code for path, e in entries.items() if e.code} == {
        "vb/c.txt": "empty",
        "vb/d.bin": "unknown-format",
        "vb/e.png": "needs-ocr",
    }
    assert all(e.remedy for e in entries.values() if e.code)
    assert entries["vb/f.zip!/vb/a.txt"].duplicate_of == "vb/a.txt"


def test_totals_add_up(folder: Path) -> None:
    totals = look("vb")[0].totals
    assert (totals.files, totals.readable, totals.duplicates) == (7, 4, 1)
    for counts in (totals.formats, totals.text_layers, totals.encodings):
        assert sum(counts.values()) == totals.files
    assert sum(totals.reasons.values()) == totals.files - totals.readable


def test_scans_are_readable_where_an_engine_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "is_available", lambda: True)
    picture = look("vb")[1]["vb/e.png"]
    assert (picture.readable, picture.code, picture.text_layer) == (True, None, "none")


def test_a_file_that_ends_its_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deadly(path: str, data: bytes, *, budgets: Budgets) -> Probe:
        if "b.doc" in path:
            os.kill(os.getpid(), signal.SIGKILL)
        return probe(path, data, budgets=budgets)

    monkeypatch.setattr("vanban.survey.probe", deadly)
    entries = look("vb")[1]
    assert len(entries) == 7
    assert {path: entry.code for path, entry in entries.items() if entry.code == "crash"} == {
        "vb/b.doc": "crash"
    }


def test_an_archive_behind_a_url(folder: Path) -> None:
    memory = pytest.importorskip("fsspec").filesystem("memory")
    for path in folder.iterdir():
        memory.pipe(f"/survey/{path.name}", path.read_bytes())
    entries = look("memory://survey")[1]
    assert entries["memory:///survey/f.zip!/vb/a.txt"].duplicate_of == "memory:///survey/a.txt"
    assert len(entries) == 7


def test_a_file_over_its_budget(folder: Path) -> None:
    entries = look("vb", budgets=Budgets(bytes=50))[1]
    assert entries["vb/a.txt"].code == "too-large"
    assert entries["vb/f.zip!/g.gz!/g"].readable


def test_what_a_run_will_take(folder: Path) -> None:
    found = look("vb")[0]
    assert found.estimate.files == 3  # the readable ones but the copy
    assert 0 < found.estimate.seconds < 60
    outcome = batch.run([Path("vb")], Path("out"), batch.Settings(engine="inline"))
    assert outcome.converted
    written = sum(-(-p.stat().st_size // 4096) * 4096 for p in Path("out").glob("[jt]*/**/*") if p.is_file())
    assert written <= found.estimate.bytes <= 4 * written


def test_one_document_in_two_formats(tmp_path: Path) -> None:
    for name, content in (
        ("a.docx", made.docx(made.act(1))),
        ("b.pdf", made.pdf(made.act(1))),
        ("c.html", made.html(made.act(1)).replace("CÀ MAU".encode(), b"X")),
        ("other.txt", made.txt(made.act(2))),
        # number and date of the first, another text: an appendix
        ("appendix.txt", "\n".join([*map("\t".join, made.act(1).head), *made.act(3).lines]).encode()),
    ):
        (tmp_path / name).write_bytes(content)
    assert not any(entry.same_as for entry in look(tmp_path)[1].values())
    found, entries = look(tmp_path, same=True)
    same = {Path(path).name: entry.same_as and Path(entry.same_as).name for path, entry in entries.items()}
    assert same == {
        "a.docx": None,
        "b.pdf": "a.docx",
        "c.html": "a.docx",
        "other.txt": None,
        "appendix.txt": None,
    }
    assert found.totals.same == 2 and found.estimate.files == 5


def test_command(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", "vb", "--json"]) == ExitCode.OK
    printed: dict[str, Any] = json.loads(capfd.readouterr().out)
    assert printed["schema"] == "vanban-survey/2" and len(printed["files"]) == 7
    assert main(["survey", "vb", "--csv"]) == ExitCode.OK
    rows = list(csv.DictReader(io.StringIO(capfd.readouterr().out)))
    assert [row["path"] for row in rows] == [file["path"] for file in printed["files"]]
    assert rows[0]["readable"] == "true" and rows[0]["pages"] == ""
    assert main(["survey", "vb", "--files"]) == ExitCode.OK
    out, err = capfd.readouterr()
    assert "7 files" in out and "needs-ocr\n  vb/e.png: " in out and "html" in out and err == ""
    assert not Path("out").exists()


def test_an_archive_that_is_not_there(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", "none"]) == ExitCode.USAGE
    assert "none: There is no such file or folder." in capfd.readouterr().err


# What people wrote of a file's text, and what a survey may say of it. Where the manifest calls a file
# digital whose text layer cannot be read, the survey is more exact.
LAYERS = {
    "": {"native"},
    "digital": {"native", "mixed", "unreadable"},
    "scanned": {"none"},
    "scanned (with OCR text layer)": {"ocr", "unreadable"},
}


@pytest.mark.slow
def test_agreement_with_the_manifest(real_corpus: Path) -> None:
    with (real_corpus / "manifest.csv").open(encoding="utf-8", newline="") as file:
        manifest = {row["file"]: row for row in csv.DictReader(file)}
    found = {Path(entry.path).name: entry for entry in look(real_corpus / "files")[1].values()}
    assert found.keys() == manifest.keys()
    differences: list[str] = []
    for name, row in manifest.items():
        entry = found[name]
        format = "image" if row["format"] == "jpg" else row["format"]
        legacy = row["note"].partition(";")[0].lower() if row["legacy"] == "y" else "unicode"
        if entry.format != format:
            differences.append(f"{name}: format {entry.format}, not {format}")
        if row["pages"] and entry.pages != int(row["pages"]):
            differences.append(f"{name}: {entry.pages} pages, not {row['pages']}")
        if entry.text_layer not in LAYERS[row["layer"]]:
            differences.append(f"{name}: layer {entry.text_layer}, not {row['layer']}")
        if entry.encoding and entry.encoding != legacy:
            differences.append(f"{name}: encoding {entry.encoding}, not {legacy}")
    print("\n".join(differences))
    assert not differences
