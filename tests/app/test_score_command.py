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


def test_nothing_to_score_is_a_mistake(capfd: pytest.CaptureFixture[str]) -> None:
    jsondoc.write(Path("ids/json/0f/0f00.json"), RIGHT)  # what a run writes, without its report
    assert main(["score", "gold", "ids/json"]) == ExitCode.USAGE
    assert "OUT, not OUT/json" in capfd.readouterr().err
    jsondoc.write(Path("ids/json/a.txt.json"), RIGHT)
    assert main(["score", "gold", "ids/json"]) == ExitCode.OK


def test_an_unknown_field_is_a_mistake(capfd: pytest.CaptureFixture[str]) -> None:
    for field in ("header", "header.number"):
        assert main(["score", "gold", "wrong", "--errors", "--field", field]) == ExitCode.OK
    assert main(["score", "gold", "wrong", "--errors", "--field", "number"]) == ExitCode.USAGE
    assert "header.number" in capfd.readouterr().err


def test_two_files_of_one_name(capfd: pytest.CaptureFixture[str]) -> None:
    """Of a file that the gold describes nobody knows which one is meant; others do no harm."""
    for name in ("right/2013/b.txt.json", "right/2014/b.txt.json"):
        jsondoc.write(Path(name), WRONG)
    assert main(["score", "gold", "right"]) == ExitCode.OK
    jsondoc.write(Path("right/2013/a.txt.json"), WRONG)
    capfd.readouterr()
    assert main(["score", "gold", "right"]) == ExitCode.USAGE
    assert "a.txt" in capfd.readouterr().err


def test_two_files_of_one_name_in_a_run(capfd: pytest.CaptureFixture[str]) -> None:
    def told(*files: tuple[str, str]) -> ExitCode:
        listed = [{"path": path, "status": "done", "json": made} for path, made in files]
        Path("right/report.json").write_text(json.dumps({"files": listed}))
        return ExitCode(main(["score", "gold", "right"]))

    jsondoc.write(Path("right/other.json"), WRONG)
    assert (
        told(("2013/a.txt", "a.txt.json"), ("2014/a.txt", "a.txt.json")) == ExitCode.OK
    )  # copies: one document
    assert told(("2013/a.txt", "a.txt.json"), ("2014/a.txt", "other.json")) == ExitCode.USAGE
    assert "a.txt" in capfd.readouterr().err
