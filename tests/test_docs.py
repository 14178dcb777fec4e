"""The documentation cannot rot: its links lead somewhere, its commands exist, its examples give what they show."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from vanban.batch import Settings
from vanban.corpus.errors import ExitCode
from vanban.corpus.files import WORK
from vanban.outputs.tables import ALL, printed_path

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
READMES = [ROOT / "README.md", ROOT / "README.vi.md"]
RUN = [*READMES, ROOT / "docs" / "quality.md", ROOT / "docs" / "performance.md"]
"""Pages whose console blocks run here; those of docs/cluster.md need a cluster."""
OF_DASK = {"--hostfile", "--nthreads", "--nworkers"}
VANBAN = Path(sys.executable).with_name("vanban")

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MAKE = re.compile(r"\bmake ([a-z-]+)\b")
COMMAND = re.compile(r"(?:`|\$ |bin/)vanban ([a-z]+)\b")


def blocks(page: Path, *languages: str) -> list[str]:
    """The code blocks of a page in the given languages."""
    return [body for lang, body in BLOCK.findall(page.read_text(encoding="utf-8")) if lang in languages]


def shell(command: list[str]) -> str:
    """What a command prints; it must succeed."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def code(page: Path) -> str:
    """A page's code: blocks and inline spans, where words such as "make" are commands."""
    text = page.read_text(encoding="utf-8")
    return "\n".join([*(body for _, body in BLOCK.findall(text)), *re.findall(r"`[^`\n]+`", text)])


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [t for t in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in t]
    assert not [t for t in targets if not (page.parent / t).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_make_targets_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(MAKE.findall(code(page))) <= targets


def test_commands_exist() -> None:
    named = {name for page in PAGES for name in COMMAND.findall(page.read_text(encoding="utf-8"))}
    assert named <= set(sections("commands.md"))


def sections(page: str) -> dict[str, str]:
    """The second-level sections of a page in docs: heading to text."""
    parts = re.split(r"^## (.*)\n", (ROOT / "docs" / page).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_and_option_is_documented() -> None:
    documented = sections("commands.md")
    listed = re.findall(r"^    ([a-z]+) ", shell([str(VANBAN), "--help"]), re.MULTILINE)
    assert set(listed) == set(documented) - {"Limits", "Settings", "Exit codes"}
    for command in listed:
        options = set(re.findall(r"(?<!\w)--[a-z-]+", shell([str(VANBAN), command, "--help"])))
        named = re.findall(r"--[a-z-]+", documented[command] + documented["Limits"])
        assert not options - {"--help", "--verbose"} - set(named), command


def options(text: str) -> set[str]:
    """The long options that a text names."""
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))


def test_every_option_that_a_page_names_exists() -> None:
    commands = [
        "--help",
        *(f"{name} --help" for name in set(sections("commands.md")) - {"Limits", "Settings", "Exit codes"}),
    ]
    known = set().union(*(options(shell([str(VANBAN), *command.split()])) for command in commands))
    programs = [*(ROOT / "tests" / "bench").glob("*.py"), *(ROOT / "scripts").glob("*.py")]
    for program in programs:
        known |= set(re.findall(r'add_argument\(\s*"(--[a-z-]+)"', program.read_text(encoding="utf-8")))
    for page in PAGES:
        assert not options(page.read_text(encoding="utf-8")) - known - OF_DASK, page.name


def test_the_places_of_results_are_documented(tmp_path: Path) -> None:
    shell([str(VANBAN), "run", "samples", "-o", str(tmp_path)])
    rows = re.findall(r"^\| `([\w.]+)[/`]", sections("commands.md")["run"], re.MULTILINE)
    assert {path.name for path in tmp_path.iterdir()} <= set(rows)
    assert Settings().budgets_in(tmp_path).cache == str(tmp_path / WORK / "cache")
    assert printed_path("3f9c2a41b7d0e655/1#1") in (ROOT / "docs" / "output.md").read_text(encoding="utf-8")


def test_every_table_is_named() -> None:
    (named,) = re.findall(r"\((documents,[\w, \n]+)\)", READMES[0].read_text(encoding="utf-8"))
    assert sorted(re.findall(r"\w+", named)) == sorted(table.name for table in ALL)


def test_the_limits_of_the_documentation_are_those_of_the_program() -> None:
    shown = " ".join(shell([str(VANBAN), "run", "--help"]).split())
    printed = dict(re.findall(r"(--max-[a-z-]+) [A-Z]+ [^(]*\(default: ([\d.e+]+)\)", shown))
    rows = re.findall(
        r"^\| `(--[a-z-]+) [A-Z]+` \| (\d+) \|", sections("commands.md")["Limits"], re.MULTILINE
    )
    assert {option: float(value) for option, value in printed.items()} == {o: float(v) for o, v in rows}


def test_every_exit_code_is_documented() -> None:
    documented = re.findall(r"^\| (\d+) \|", sections("commands.md")["Exit codes"], re.MULTILINE)
    assert [int(code) for code in documented] == sorted(ExitCode)


def codes(path: Path) -> set[str]:
    """The problem codes that a module may report."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in {
            "Problem",
            "DraftProblem",
            "Note",
            "_lack",
        }:
            named = [k.value for k in node.keywords if k.arg == "code"]
            for value in named or node.args[:1]:
                branches = (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,)
                found |= {
                    b.value for b in branches if isinstance(b, ast.Constant) and isinstance(b.value, str)
                }
    return found


def test_every_problem_code_is_documented() -> None:
    page = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([a-z0-9-]+)` \|", page, re.MULTILINE))
    modules = [p for room in ("corpus", "extract", "normalize") for p in (ROOT / room).rglob("*.py")]
    assert set().union(*map(codes, modules)) == documented


@pytest.mark.parametrize("page", READMES, ids=lambda p: p.name)
def test_python_examples_print_what_they_show(page: Path) -> None:
    examples, shown = blocks(page, "python"), blocks(page, "text")
    assert len(examples) == len(shown) == 1
    assert shell([sys.executable, "-c", examples[0]]) == shown[0]


def excerpt_holds(excerpt: Any, whole: Any) -> bool:
    """Is every field of the excerpt in the whole, and every item of its lists, in their order?"""
    if isinstance(excerpt, dict) and isinstance(whole, dict):
        return all(k in whole and excerpt_holds(v, whole[k]) for k, v in excerpt.items())
    if isinstance(excerpt, list) and isinstance(whole, list):
        rest = iter(whole)
        return all(any(excerpt_holds(item, other) for other in rest) for item in excerpt)
    return bool(excerpt == whole)


@pytest.mark.parametrize("page", READMES, ids=lambda p: p.name)
def test_the_json_excerpt_is_real(page: Path) -> None:
    (excerpt,) = blocks(page, "json")
    (sample,) = set(re.findall(r"`vanban extract (\S+)`", page.read_text(encoding="utf-8")))
    shown = json.loads(excerpt)
    assert shown, "the excerpt is empty"
    assert excerpt_holds(shown, json.loads(shell([str(VANBAN), "extract", sample])))


@pytest.mark.parametrize("page", RUN, ids=lambda p: p.name)
def test_shell_examples_run(page: Path, tmp_path: Path) -> None:
    lines = [line for block in blocks(page, "console") for line in block.splitlines()]
    assert all(line.startswith("$ ") for line in lines), "output is shown in blocks of its own"
    for line in lines:
        program, *arguments = line.removeprefix("$ ").split()
        if program in (".venv/bin/vanban", "vanban"):
            shell([str(VANBAN), *(str(tmp_path) if a == "out" else a for a in arguments)])
        else:
            assert program == "make"  # the targets are checked above


def test_the_schema_is_current() -> None:
    written = (ROOT / "docs" / "schema.json").read_text(encoding="utf-8")
    assert written == shell([str(VANBAN), "schema"]), "run make schema"


@pytest.mark.parametrize(
    "excerpt, whole, holds",
    [
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": [1, 3]}, {"a": [1, 2, 3]}, True),  # items may be left out
        ({"a": [3, 1]}, {"a": [1, 2, 3]}, False),  # but keep their order
        ({"a": [4]}, {"a": [1, 2, 3]}, False),
        ({"c": 1}, {"a": 1}, False),
        ({"a": None}, {"a": 0}, False),
    ],
)
def test_excerpt_holds(excerpt: Any, whole: Any, holds: bool) -> None:
    assert excerpt_holds(excerpt, whole) is holds
