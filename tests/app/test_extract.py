import io
import json
from pathlib import Path

import pytest

from vanban.cli import main
from vanban.corpus.errors import ExitCode
from vanban.outputs import frames


def test_one_file_is_indented(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "archive/b.txt"]) == ExitCode.OK
    out, err = capfd.readouterr()
    assert out.startswith('{\n "schema": "vanban/1"') and err == ""
    assert json.loads(out)["bases"][0]["text"] == "Căn cứ b.txt"


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        (["--compact", "archive/b.txt"], 1),  # one line each
        (["archive/b.txt", "archive/2013/a.txt"], 2),  # JSON Lines when several
    ],
)
def test_compact(archive: Path, options: list[str], lines: int, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", *options]) == ExitCode.OK
    printed = capfd.readouterr().out.splitlines()
    assert len(printed) == lines
    assert all(json.loads(line)["schema"] == "vanban/1" for line in printed)


def test_a_failing_file_does_not_stop_the_others(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (archive / "junk.bin").write_bytes(b"x")
    assert main(["extract", "archive/junk.bin", "none.txt", "archive/b.txt"]) == ExitCode.SOME_FAILED
    out, err = capfd.readouterr()
    assert len(out.splitlines()) == 1
    assert err.splitlines() == [
        "vanban: archive/junk.bin: This is no document. Leave it out.",
        "vanban: none.txt: There is no such file. Check the path.",
    ]


def test_output_folder(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "archive/b.txt", "archive/2013/a.txt", "-o", "deep/json"]) == ExitCode.OK
    assert sorted(p.name for p in Path("deep/json").iterdir()) == ["a.txt.json", "b.txt.json"]
    assert capfd.readouterr().out == ""


def test_output_that_cannot_be_written(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "archive/b.txt", "-o", "archive/b.txt"]) == ExitCode.OUTPUT
    assert "choose another folder" in capfd.readouterr().err


def test_stdin(archive: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Căn cứ Luật".encode())))
    assert main(["extract", "-", "--name", "luat.html"]) == ExitCode.OK
    document = json.loads(capfd.readouterr().out)
    assert document["header"]["subject"] == "Về việc luat" and document["bases"][0]["text"] == "Căn cứ Luật"


def test_tables(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["extract", "archive/b.txt", "archive/2013/a.txt", "--csv", "tables", "--excel"]) == ExitCode.OK
    )
    assert len(capfd.readouterr().out.splitlines()) == 2
    assert len(frames.read_csv("tables")["documents"]) == 2
    assert Path("tables/csv/documents.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_text(archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["text", "archive/b.txt"]) == ExitCode.OK
    assert capfd.readouterr().out == "Căn cứ b.txt"
    assert main(["text", "archive/b.txt", "archive/2013/a.txt", "-o", "t"]) == ExitCode.OK
    assert Path("t/a.txt.txt").read_text() == "Căn cứ 2013/a.txt"
    (archive / "broken.txt").write_text("x")
    assert main(["text", "archive/broken.txt", "archive/b.txt"]) == ExitCode.SOME_FAILED
    out, err = capfd.readouterr()
    assert out == "==> archive/b.txt <==\nCăn cứ b.txt"
    assert err == "vanban: archive/broken.txt: The file is cut off. Copy it again.\n"


@pytest.mark.parametrize("command", ["text", "extract"])
def test_limits_of_time_hold(command: str, archive: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """They ask for a process of its own."""
    assert main([command, "archive/b.txt", "--max-seconds", "30"]) == ExitCode.OK
    assert "Căn cứ b.txt" in capfd.readouterr().out
    (archive / "hang.txt").write_text("x")
    assert main([command, "archive/hang.txt", "--max-seconds", "0.5"]) == ExitCode.SOME_FAILED
    assert "raise --max-seconds" in capfd.readouterr().err
