import json
from pathlib import Path

import msgspec
import pytest

from vanban.cli import main
from vanban.corpus.errors import ExitCode
from vanban.normalize.model import Document, Header
from vanban.outputs import jsondoc
from vanban.outputs.score.gold import as_gold

RIGHT = Document(id="x", header=Header(number="1/QĐ", subject="Về việc A"))
WRONG = Document(id="x", header=Header(number="2/QĐ", subject="VỀ VIỆC A"))


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    gold = {"file": "a.txt", "documents": msgspec.to_builtins(as_gold(RIGHT))}
    Path("gold").mkdir()
    Path("gold/a.txt.json").write_text(json.dumps(gold), encoding="utf-8")
    jsondoc.write(Path("right/a.txt.json"), RIGHT)
    jsondoc.write(Path("wrong/a.txt.json"), WRONG)


def test_numbers(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "gold", "wrong"]) == ExitCode.OK
    assert "strict P" in (out := capfd.readouterr().out) and "soft P" in out
    assert main(["score", "gold", "wrong", "--strict"]) == ExitCode.OK
    assert "soft" not in capfd.readouterr().out
    assert main(["score", "gold", "wrong", "--soft"]) == ExitCode.OK
    assert "strict" not in capfd.readouterr().out


def test_json(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "gold", "wrong", "--json"]) == ExitCode.OK
    report = json.loads(capfd.readouterr().out)
    assert report["fields"]["header.number"]["strict"]["f1"] == 0
    assert report["fields"]["header.subject"]["soft"]["f1"] == 1
    assert len(report["differences"]) == 2


def test_errors(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "gold", "wrong", "--errors", "--field", "header.number"]) == ExitCode.OK
    assert "gold  1/QĐ\n      found 2/QĐ" in (out := capfd.readouterr().out)
    assert "subject" not in out
    assert main(["score", "gold", "wrong", "--errors", "--soft"]) == ExitCode.OK
    assert "subject" not in capfd.readouterr().out
    assert main(["score", "gold", "wrong", "--errors", "--file", "b.txt"]) == ExitCode.OK
    assert capfd.readouterr().out == "no differences\n"


def test_lists(capfd: pytest.CaptureFixture[str]) -> None:
    Path("list.txt").write_text("# held out\na.txt  # this one\n")
    for option, files in (("--only", 1), ("--except", 0)):
        assert main(["score", "gold", "wrong", "--json", option, "list.txt"]) == ExitCode.OK
        assert json.loads(capfd.readouterr().out)["files"]["gold"] == files
    assert main(["score", "gold", "wrong", "--only", "none.txt"]) == ExitCode.USAGE


def test_floor(capfd: pytest.CaptureFixture[str]) -> None:
    floor = ["--floor", "floors.json"]
    assert main(["score", "gold", "right", *floor]) == ExitCode.USAGE  # there is none yet
    assert main(["score", "gold", "right", *floor, "--update-floor"]) == ExitCode.OK
    assert main(["score", "gold", "right", *floor]) == ExitCode.OK
    capfd.readouterr()
    assert main(["score", "gold", "wrong", *floor]) == ExitCode.BELOW_FLOOR
    assert "header.number: 0.0 is under the floor 1.0" in capfd.readouterr().err
    assert main(["score", "gold", "wrong", *floor, "--update-floor"]) == ExitCode.USAGE
    assert main(["score", "gold", "wrong", *floor, "--update-floor", "--allow-lower"]) == ExitCode.OK
    assert main(["score", "gold", "wrong", *floor]) == ExitCode.OK
