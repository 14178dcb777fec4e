"""Results behind a URL: those of a folder, whatever happens on the way, and only what has changed is written."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import vanban
from tests.app.folders import results
from vanban import batch
from vanban.batch.mirror import CLAIM
from vanban.cli import main
from vanban.corpus.errors import BusyError, ExitCode, OutputError

fsspec = pytest.importorskip("fsspec")
Puts = list[str]

# By memory:// a file shows when it is complete, as in an object store; by file:// it is renamed.
URLS = ["memory://results/out", "file://{here}/there/out"]


@pytest.fixture(params=URLS)
def url(request: pytest.FixtureRequest, archive: Path, tmp_path: Path) -> Iterator[str]:
    """A URL at which nothing is, and an archive."""
    yield str(request.param).format(here=tmp_path)
    fsspec.filesystem("memory").store.clear()


@pytest.fixture
def puts(monkeypatch: pytest.MonkeyPatch, url: str) -> Puts:
    """The names of files that are written there, as they are."""
    kind = type(fsspec.core.url_to_fs(url)[0])
    put, written = kind.put_file, Puts()

    def counted(self: Any, path: str, target: str, **options: Any) -> Any:
        done = put(self, path, target, **options)
        written.append(str(path).removeprefix("work/"))
        return done

    monkeypatch.setattr(kind, "put_file", counted)
    return written


def there(url: str) -> dict[str, bytes]:
    """All files at a URL but the mark of the folder."""
    system, root = fsspec.core.url_to_fs(url)
    return {
        name[len(root) + 1 :]: system.cat_file(name) for name in system.find(root) if not name.endswith(CLAIM)
    }


def run(url: str, work: str = "work") -> batch.Outcome:
    return batch.run(["archive"], url, batch.Settings(engine="inline", work=work))


def test_the_same_as_in_a_folder(url: str, archive: Path) -> None:
    (archive / "broken.pdf").write_text("x")
    assert main(["run", "archive", "-o", url, "--work", "work", "--engine", "inline"]) == ExitCode.SOME_FAILED
    assert main(["run", "archive", "-o", "out", "--engine", "inline"]) == ExitCode.SOME_FAILED
    assert there(url) == results("work") == results("out")


def test_only_what_has_changed_is_written(url: str, archive: Path, puts: Puts) -> None:
    run(url)
    assert sorted(puts) == sorted(results("work"))
    assert puts[-1] == "report.json"  # when all is there that it tells of
    puts.clear()
    run(url)
    assert puts == []
    (archive / "new.txt").write_text("Căn cứ new.txt")
    (archive / "b.txt").unlink()
    run(url)
    assert there(url) == results("work")
    assert len([name for name in puts if name.startswith(("json/", "text/"))]) == 2
    assert len([name for name in there(url) if name.startswith("vanished/")]) == 2


def test_a_copy_that_is_interrupted_goes_on(
    url: str, archive: Path, puts: Puts, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """What was there before stays whole; what was written is not written again."""
    run(url)
    before = there(url)
    for n in range(300):
        (archive / f"{n}.txt").write_text(f"Căn cứ {n}")
    kind = type(fsspec.core.url_to_fs(url)[0])
    put = kind.put_file
    puts.clear()

    def fails(self: Any, path: str, target: str, **options: Any) -> Any:
        if len(puts) >= 400:
            raise ConnectionResetError("the line is dead")
        return put(self, path, target, **options)

    with monkeypatch.context() as patch:
        patch.setattr(kind, "put_file", fails)
        options = ["--work", "work", "--engine", "inline"]
        assert main(["run", "archive", "-o", url, *options]) == ExitCode.OUTPUT
    err = capfd.readouterr().err
    assert url in err and "the line is dead" in err and "Traceback" not in err
    assert {name: data for name, data in there(url).items() if name in before} == before
    written = len(puts)
    run(url)
    assert there(url) == results("work")
    assert len(puts) < written + len(results("work")) - 250


def test_results_of_another_folder_are_not_touched(url: str, puts: Puts) -> None:
    run(url)
    puts.clear()
    with pytest.raises(BusyError, match="come from another folder"):
        run(url, "other")
    assert puts == []
    system, root = fsspec.core.url_to_fs(url)
    system.rm_file(f"{root}/{CLAIM}")
    with pytest.raises(BusyError, match="no run has made"):
        run(url, "other")
    system.rm(root, recursive=True)
    run(url, "other")
    assert there(url) == results("other")


def test_files_that_no_run_has_made_stay(url: str, puts: Puts) -> None:
    system, root = fsspec.core.url_to_fs(url)
    system.makedirs(f"{root}/pdf/20", exist_ok=True)
    system.pipe_file(f"{root}/pdf/20/scan.pdf", b"a source")
    assert main(["run", "archive", "-o", url, "--work", "work", "--engine", "inline"]) == ExitCode.BUSY
    assert puts == [] and list(there(url)) == ["pdf/20/scan.pdf"]


def test_a_folder_for_another_url(url: str, puts: Puts) -> None:
    run(url)
    puts.clear()
    run(f"{url}-2")
    assert sorted(puts) == sorted(results("work")) and there(f"{url}-2") == results("work")


def test_as_a_library(url: str) -> None:
    files = list(vanban.run("archive", url, work="work", engine="inline"))
    assert len(files) == 3 and all(file.document for file in files)
    assert there(url) == results("work")


def test_what_is_wrong_is_named(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "archive", "-o", "memory://x"]) == ExitCode.USAGE
    assert main(["run", "archive", "-o", "out", "--work", "work"]) == ExitCode.USAGE
    assert main(["run", "archive", "-o", "steam://x", "--work", "work"]) == ExitCode.USAGE
    err = capfd.readouterr().err
    assert "--work DIR" in err and "Leave --work away" in err and "no URL of a known kind" in err
    Path("file").touch()
    with pytest.raises(OutputError):
        run(f"file://{Path('file').absolute()}/out")
