"""A run over what was read before: only what is new, changed or lost is done."""

import shutil
import zipfile
from pathlib import Path

import pytest

from tests.app.folders import by_path, converted, more, report, results
from vanban import batch
from vanban.batch import settle, versions
from vanban.cli import main
from vanban.corpus import digests
from vanban.corpus.budgets import Budgets
from vanban.corpus.ocr import tesseract
from vanban.outputs import frames, jsondoc


def test_nothing_is_done_twice(archive: Path) -> None:
    more(archive)
    assert converted() == 6
    before = results()
    changed = {path: (Path("out") / path).stat().st_mtime_ns for path in before}
    assert converted() == 0
    assert results() == before
    assert [p for p, t in changed.items() if (Path("out") / p).stat().st_mtime_ns != t] == [
        "report.json",
        "summary.txt",
    ]


def test_only_what_changes_is_done(archive: Path) -> None:
    more(archive)
    converted()
    (archive / "b.txt").write_text("Căn cứ mới")  # changed
    (archive / "2015").mkdir()
    (archive / "2013/a.txt").rename(archive / "2015/a.txt")  # another place
    (archive / "2014/a.txt").touch()  # the same content
    (archive / "new.txt").write_text("Căn cứ new.txt")
    assert converted() == 2
    main(["run", "archive", "-o", "clean", "--engine", "inline"])
    assert by_path()["2013/a.txt"] == by_path()["2015/a.txt"] | {
        "path": "archive/2013/a.txt",
        "status": "vanished",
        "duplicate_of": "archive/2015/a.txt",
    }
    source = jsondoc.read(Path("out") / by_path()["2015/a.txt"]["json"]).source
    assert source and source.path == "archive/2015/a.txt"
    left_out = ("report.json", "summary.txt", "vanished/")
    assert {k: v for k, v in results().items() if not k.startswith(left_out)} == {
        k: v for k, v in results("clean").items() if not k.startswith(left_out)
    }


def test_what_vanishes_is_marked_and_may_come_back(archive: Path) -> None:
    zipped = more(archive)
    converted()
    before = results()
    (archive / "b.txt").rename("b.txt")
    zipped.rename("more.zip")
    assert converted() == 0
    assert report()["vanished"] == 5 and report()["seen"] == 2
    file = by_path()["b.txt"]
    assert file["status"] == "vanished" and file["json"].startswith("vanished/json/")
    assert Path("out", file["text"]).read_text() == "Căn cứ b.txt"
    assert len(frames.read_csv("out")["documents"]) == 2
    Path("b.txt").rename(archive / "b.txt")
    Path("more.zip").rename(zipped)
    assert converted() == 0
    assert results() == before


def test_a_changed_container_is_looked_at_again(archive: Path) -> None:
    path = more(archive)
    converted()
    with zipfile.ZipFile(path, "w") as written:
        written.writestr("2015/c.txt", "Căn cứ c.txt")
        written.writestr("e.txt", "Căn cứ e.txt")
    assert converted() == 1
    files = by_path()
    assert files["more.zip!/e.txt"]["status"] == "done" and files["more.zip!/d.txt"]["status"] == "vanished"


@pytest.mark.parametrize(("retry", "again"), [((), 0), (("failed",), 2), (("defect",), 1), (("done",), 3)])
def test_retry(archive: Path, retry: tuple[str, ...], again: int) -> None:
    (archive / "broken.pdf").write_text("x")
    (archive / "defect.txt").write_text("y")
    converted()
    assert converted(*retry) == again


def test_another_version_does_what_it_must(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (archive / "junk.bin").write_bytes(bytes(range(256)) * 10)
    converted()
    before = results()
    current = versions.versions()
    monkeypatch.setattr(versions, "versions", lambda _, **__: current | {"pdf": "new"})
    assert converted() == 0
    monkeypatch.setattr(versions, "versions", lambda _, **__: current | {"": "new"})
    assert converted() == 1  # that of no format
    monkeypatch.setattr(versions, "versions", lambda _, **__: current | {"txt": "new"})
    assert converted() == 4  # and again what was made by another version
    assert results() == before


def test_other_limits_matter_to_what_was_over_them(archive: Path) -> None:
    (archive / "long.txt").write_text("Căn cứ " * 100)
    small = batch.Settings(engine="inline", budgets=Budgets(bytes=100))
    assert batch.run([Path("archive")], Path("out"), small).converted == 3
    assert report()["reasons"] == {"too-large": 1}
    assert converted() == 1
    assert report()["counts"]["done"] == 4


def test_excel_marks_can_be_had_later(archive: Path) -> None:
    converted()
    outcome = batch.run([Path("archive")], Path("out"), batch.Settings(excel=True, engine="inline"))
    assert outcome.converted == 0
    assert all(data.startswith(b"\xef\xbb\xbf") for name, data in results().items() if name.endswith(".csv"))


@pytest.mark.parametrize("what", ["json", "text", "csv", ".vanban/parts", "datapackage.json", "report.json"])
def test_what_somebody_deletes_is_made_again(archive: Path, what: str) -> None:
    converted()
    before = results()
    path = Path("out", what)
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    converted()
    assert results() == before


def test_what_somebody_spoils_is_made_again(archive: Path) -> None:
    converted()
    before = results()
    (archive / "c.txt").write_text("Căn cứ c.txt")  # so that the part is written again
    Path("out", by_path()["b.txt"]["json"]).write_text("{")
    Path("out/json/stray.json").write_text("{}")
    Path("out/json/00").mkdir(exist_ok=True)
    Path("out/json/00/00ffffffffffffff.json").write_text("{}")
    Path("out/json/00/.vanban-x.tmp").write_text("half")
    Path("out/csv/.vanban-x.tmp").write_text("half")
    assert converted() == 2
    (archive / "c.txt").unlink()
    converted()
    left_out = ("report.json", "summary.txt", "vanished/", "json/stray.json")
    assert {k: v for k, v in results().items() if not k.startswith(left_out)} == {
        k: v for k, v in before.items() if not k.startswith(left_out)
    }


def test_what_a_power_cut_may_have_lost_is_made_again(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written before the machine was told to write everything is there, the rest is not believed to be."""
    converted()
    clean = results()
    (archive / "new.txt").write_text("Căn cứ new.txt")
    with monkeypatch.context() as patch:
        patch.setattr(settle.Settler, "end", lambda self: None)
        assert converted() == 1
        whole = results()
        assert converted() == 0  # the machine runs on
    lost = [name for name in whole if name.startswith(("json/", "csv/", "parquet/")) and name not in clean]
    assert lost
    for name in (*lost, "csv/documents.csv"):
        Path("out", name).write_bytes(b"")  # as a file system leaves what it had no time for
    monkeypatch.setattr(settle, "boot_id", lambda: "another")
    assert converted() == 1
    assert {k: v for k, v in results().items() if k != "report.json"} == {
        k: v for k, v in whole.items() if k != "report.json"
    }
    monkeypatch.setattr(settle, "boot_id", lambda: "and another")
    assert converted() == 0


@pytest.mark.parametrize(
    ("package", "formats"),
    [
        ("regex", {"txt", "html", "docx", "pdf", "image", ""}),  # all rules
        ("lxml", {"docx"}),
        ("PIL", {"image"}),
    ],
)
def test_another_package_is_another_version(
    package: str, formats: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = versions.versions.__wrapped__()
    really = digests.installed
    monkeypatch.setattr(digests, "installed", lambda name: "0" if name == package else really(name))
    after = versions.versions.__wrapped__()
    assert {
        name for name in ("txt", "html", "docx", "pdf", "image", "") if before[name] != after[name]
    } == formats


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
@pytest.mark.parametrize("package", ["cv2", "numpy", "tesserocr"])
def test_another_imaging_library_reads_scans_anew(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = versions.versions.__wrapped__()
    really = digests.installed
    monkeypatch.setattr(digests, "installed", lambda name: "0" if name == package else really(name))
    after = versions.versions.__wrapped__()
    assert {format for format in before if before[format] != after[format]} == {"pdf", "image"}


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_another_model_reads_scans_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = versions.versions.__wrapped__()
    (tmp_path / "vie.traineddata").write_bytes(b"another")
    monkeypatch.setattr(tesseract, "data_folder", lambda: tmp_path)
    after = versions.versions.__wrapped__()
    assert {format for format in before if before[format] != after[format]} == {"pdf", "image"}
