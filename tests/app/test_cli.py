"""The program as a shell sees it: exit codes, streams, start-up."""

import argparse
import os
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from vanban import api, limits
from vanban.cli import COMMANDS, main
from vanban.commands import doctor
from vanban.corpus import soffice
from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import ExitCode

VANBAN = Path(sys.executable).with_name("vanban")


def shell(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
    done = subprocess.run([VANBAN, *arguments], input=stdin, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


WRONG_USAGE = [
    ((), "usage: vanban"),  # no command
    (("extrct", "x"), "Did you mean extract?"),  # a mistyped command
    (("scor", "g", "p"), "Did you mean score?"),
    (("xyz",), "See: vanban --help"),  # nothing near
    (("extract",), "FILE"),  # a missing argument
    (("extract", "--prety", "x"), "Did you mean --pretty?"),  # a mistyped option
    (("extract", "--out", "d", "x"), "does not know '--out'"),  # abbreviations are not guessed
    (("extract", "--pretty", "--compact", "x"), "not allowed with"),  # options that exclude each other
    (("extract", "none.txt"), "none.txt: There is no such file."),  # a wrong path
    (("extract", "."), "vanban run . -o OUT"),  # a folder
    (("extract", "-", "-"), "once"),  # stdin twice
    (("extract", "a.txt", "--excel"), "Say --csv DIR too."),
    (("text", "a.txt", "--name", "b.txt"), "--name is for standard input"),
    (("extract", "a.txt", "--max-seconds", "abc"), "'abc' is no number."),
    (("run", "a", "-o", "d", "--workers", "1.5"), "'1.5' is no whole number."),
    (("extract", "a/x.txt", "b/x.txt", "-o", "d"), "overwrite"),  # two results of one name
    (("text", "."), "vanban run . -o OUT"),
    (("extract", "x", "--max-seconds", "0"), "above 0"),  # limits are positive numbers
    (("extract", "x", "--max-pages", "x"), "--max-pages"),
    (("run", "none", "-o", "d"), "none: There is no such file or folder."),
    (("run", "."), "-o/--output"),  # a missing option
    (("score", "none", "none"), "none: There are no"),
    (("score", "g", "p", "--update-floor"), "--floor"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG_USAGE)
def test_wrong_usage(arguments: tuple[str, ...], message: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == ExitCode.USAGE
    out, err = capfd.readouterr()
    assert out == "" and message in err and "Traceback" not in err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_worked_examples(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([name, "--help"])
    assert f"examples:\n  vanban {name}" in capfd.readouterr().out


def test_version(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == ExitCode.OK
    assert capfd.readouterr().out.startswith("vanban ")


@pytest.mark.parametrize("command", ["extract", "text"])
def test_a_defect_is_one_line_and_a_traceback_on_request(
    command: str, archive: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The file is named, and those behind it are read."""
    for name in ("read_result", "read_layout"):
        whole = getattr(api, name)

        def faulty(path: str | Path, *rest: Any, whole: Any = whole, **options: Any) -> Any:
            if Path(path).name == "defect.txt":
                raise ZeroDivisionError("a bug")
            return whole(path, *rest, **options)

        monkeypatch.setattr(api, name, faulty)
    (archive / "defect.txt").write_text("x")
    files = ["archive/defect.txt", "archive/b.txt"]
    assert main([command, *files, "-o", "out"]) == ExitCode.DEFECT
    assert capfd.readouterr().err == (
        "vanban: archive/defect.txt: An error of vanban itself: ZeroDivisionError: a bug."
        " Run vanban extract -v on the file and report it.\n"
    )
    assert [path.name for path in Path("out").iterdir()] == [
        f"b.txt.{'json' if command == 'extract' else 'txt'}"
    ]
    assert main([command, *files, "-o", "out", "-v"]) == ExitCode.DEFECT
    assert "Traceback" in capfd.readouterr().err


def test_ctrl_c(stub: None, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "interrupt.txt"]) == ExitCode.INTERRUPTED
    assert capfd.readouterr().err == "vanban: interrupted.\n"


def test_program_prints_the_schema_and_doctor() -> None:
    code, out, err = shell("schema")
    assert (code, err) == (0, "") and out.startswith("{")
    code, out, err = shell("doctor", "--json")
    assert (code, err) == (0, "") and '"readers"' in out
    code, out, err = shell("doctor")
    assert code == 0 and "readers" in out and "pdf" in out


def test_every_budget_has_an_option() -> None:
    parser = argparse.ArgumentParser()
    limits.add_limits(parser)
    limits.add_second_opinion(parser)
    names = {field.name for field in fields(Budgets)}
    given = vars(parser.parse_args([]))
    assert set(given) - {"second_opinion"} == names - {"opinion_seconds", "threads", "cache"}
    asked = limits.budgets(parser.parse_args(["--max-text", "2", "--max-seconds", "0.5", "--max-ratio", "9"]))
    assert asked == replace(DEFAULT, text_bytes=2 << 20, seconds=0.5, ratio=9)


def test_doctor_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soffice, "executable", lambda: None)
    assert "not installed, and not needed" in doctor.render(doctor.examine())


def test_doctor_tells_every_package(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [
        "msgspec>=0.20",
        'asterocr<1.1,>=1.0.2; extra == "ocr"',
        "tzdata; sys_platform == 'win32'",
        "new-one",
    ]
    listed.append('pytest>=8; extra == "dev"')
    monkeypatch.setattr("importlib.metadata.requires", lambda _: listed)
    assert doctor.needs() == {"": ["msgspec", "tzdata", "new-one"], "ocr": ["asterocr"]}
    facts = doctor.examine()
    assert list(facts["packages"]) == ["vanban", "msgspec", "tzdata", "new-one"]
    assert facts["packages"]["new-one"] is None and list(facts["extras"]) == ["ocr"]
    shown = doctor.render(facts)
    assert "extra ocr\n  asterocr" in shown and "pytest" not in shown


def test_what_the_rooms_import_is_told() -> None:
    """The names of packages as they are imported, where they are those of the packages."""
    told = {name for names in doctor.needs().values() for name in names}
    assert {"numpy", "onnxruntime", "asterocr", "distributed", "fsspec", "pdfplumber"} <= told


def test_doctor_names_formats_without_a_reader_where_there_are_such() -> None:
    facts = doctor.examine()
    facts["unreadable"] = []
    assert "without a reader" not in doctor.render(facts)
    facts["unreadable"] = [{"format": "xyz", "remedy": "Convert it."}]
    assert "known formats without a reader here\n  xyz" in doctor.render(facts)


def test_nobody_reads_any_more() -> None:
    piped = subprocess.run(f"{VANBAN} schema | head -c 1", shell=True, capture_output=True, check=False)
    assert (piped.stdout, piped.stderr) == (b"{", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_full_disk() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([VANBAN, "schema"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == ExitCode.OUTPUT
    assert done.stderr.decode().startswith("vanban: <stdout>: The result cannot be written")


def test_output_is_utf8_in_any_locale(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", encoding="utf-8")
    environment = os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([VANBAN, "text", path], env=environment, capture_output=True, check=False)
    assert "CỘNG HÒA" in done.stdout.decode()


def test_help_starts_without_heavy_imports() -> None:
    """Time depends on the machine, imports do not: these cost more than the whole budget of 0.15 s."""
    script = (
        "import sys\nfrom vanban.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'msgspec', 'pandas', 'regex', 'selectolax', 'vanban.normalize'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
