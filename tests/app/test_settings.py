"""Settings: one name on the command line, in the environment and in a file."""

import tomllib
from pathlib import Path

import pytest

from vanban.cli import main
from vanban.corpus.errors import ExitCode

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def shown(capfd: Capture, *options: str) -> dict[str, tuple[object, str]]:
    """What is printed, read as TOML, with the origin of each value."""
    assert main(["run", *options, "--print-config"]) == ExitCode.OK
    text = capfd.readouterr().out
    origins = {line.split(" ")[0]: line.rpartition("# ")[2] for line in text.splitlines()}
    return {name: (value, origins[name]) for name, value in tomllib.loads(text).items()}


def test_each_place_goes_before_the_next(monkeypatch: pytest.MonkeyPatch, capfd: Capture) -> None:
    Path("vanban.toml").write_text('max-seconds = 1\nworkers = 1\nexcel = true\nretry = ["failed"]\n')
    monkeypatch.setenv("VANBAN_MAX_SECONDS", "2")
    monkeypatch.setenv("VANBAN_WORKERS", "2")
    found = shown(capfd, "--max-seconds", "3")
    assert found["max-seconds"] == (3, "option")
    assert found["workers"] == (2, "environment")
    assert found["excel"] == (True, "vanban.toml")
    assert found["retry"] == (["failed"], "vanban.toml")
    assert found["max-pages"] == (5000, "default")


def test_what_is_printed_can_be_read(capfd: Capture) -> None:
    arguments = ["a b", 'c"d', "-o", "out\\x", "--max-memory", "1.5", "--retry", "failed", "--second-opinion"]
    assert main(["run", *arguments, "--print-config"]) == ExitCode.OK
    Path("vanban.toml").write_text(capfd.readouterr().out)
    found = shown(capfd)
    assert found["archives"] == (["a b", 'c"d'], "vanban.toml")
    assert found["output"] == ("out\\x", "vanban.toml")
    assert found["max-memory"] == (1.5, "vanban.toml") and found["second-opinion"][0] is True


def test_lists_and_flags_of_the_environment(monkeypatch: pytest.MonkeyPatch, capfd: Capture) -> None:
    monkeypatch.setenv("VANBAN_ARCHIVES", "a:s3://bucket/2013:b")
    monkeypatch.setenv("VANBAN_EXCEL", "yes")
    found = shown(capfd)
    assert found["archives"] == (["a", "s3://bucket/2013", "b"], "environment") and found["excel"] == (
        True,
        "environment",
    )


def test_another_file(monkeypatch: pytest.MonkeyPatch, capfd: Capture) -> None:
    Path("other.toml").write_text("workers = 7")
    assert shown(capfd, "--config", "other.toml")["workers"] == (7, "other.toml")
    monkeypatch.setenv("VANBAN_CONFIG", "other.toml")
    assert shown(capfd)["workers"] == (7, "other.toml")


WRONG = [
    ("worker = 2", "There is no setting 'worker'. Did you mean workers?"),
    ("workers = true", "vanban.toml: workers is True"),
    ('workers = "many"', "vanban.toml: workers is 'many'"),
    ("max-seconds = 0", "vanban.toml: max-seconds is 0"),
    ('engine = "steam"', "Say one of local"),
    ('excel = "yes"', "Say true or false"),
    ('retry = "failed"', "Give a list"),
    ("workers =", "This is no TOML"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_what_is_wrong_is_named(text: str, message: str, capfd: Capture) -> None:
    Path("vanban.toml").write_text(text)
    assert main(["run", "x", "-o", "y"]) == ExitCode.USAGE
    assert message in capfd.readouterr().err


def test_wrong_environment_and_missing_file(monkeypatch: pytest.MonkeyPatch, capfd: Capture) -> None:
    assert main(["run", "--config", "none.toml"]) == ExitCode.USAGE
    monkeypatch.setenv("VANBAN_EXCEL", "maybe")
    assert main(["run"]) == ExitCode.USAGE
    err = capfd.readouterr().err
    assert "none.toml: The settings cannot be read" in err and "VANBAN_EXCEL is 'maybe'" in err
