"""The documentation cannot rot: its links lead somewhere, its commands exist, its examples give what they show."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
READMES = [ROOT / "README.md", ROOT / "README.vi.md"]
VANBAN = Path(sys.executable).with_name("vanban")

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MAKE = re.compile(r"\bmake ([a-z]+)\b")
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
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(MAKE.findall(code(page))) <= targets


def test_commands_exist() -> None:
    named = {name for page in PAGES for name in COMMAND.findall(page.read_text(encoding="utf-8"))}
    assert named >= {"extract", "run", "score"}
    for name in sorted(named):
        shell([str(VANBAN), name, "--help"])


@pytest.mark.parametrize("page", READMES, ids=lambda p: p.name)
def test_python_examples_print_what_they_show(page: Path) -> None:
    examples, shown = blocks(page, "python"), blocks(page, "text")
    assert len(examples) == len(shown) == 1
    assert shell([sys.executable, "-c", examples[0]]) == shown[0]


def excerpt_holds(excerpt: Any, whole: Any) -> bool:
    """Is every field of the excerpt in the whole, and every list of it a beginning of the whole's?"""
    if isinstance(excerpt, dict) and isinstance(whole, dict):
        return all(k in whole and excerpt_holds(v, whole[k]) for k, v in excerpt.items())
    if isinstance(excerpt, list) and isinstance(whole, list):
        return len(excerpt) <= len(whole) and all(map(excerpt_holds, excerpt, whole))
    return bool(excerpt == whole)


@pytest.mark.parametrize("page", READMES, ids=lambda p: p.name)
def test_the_json_excerpt_is_real(page: Path) -> None:
    (excerpt,) = blocks(page, "json")
    (sample,) = set(re.findall(r"`vanban extract (\S+)`", page.read_text(encoding="utf-8")))
    shown = json.loads(excerpt)
    assert shown, "the excerpt is empty"
    assert excerpt_holds(shown, json.loads(shell([str(VANBAN), "extract", sample])))


@pytest.mark.parametrize("page", READMES, ids=lambda p: p.name)
def test_shell_examples_run(page: Path, tmp_path: Path) -> None:
    lines = [line for block in blocks(page, "console") for line in block.splitlines()]
    assert all(line.startswith("$ ") for line in lines), "output is shown in blocks of its own"
    for line in lines:
        program, *arguments = line.removeprefix("$ ").split()
        if program == ".venv/bin/vanban":
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
        ({"a": [1]}, {"a": [1, 2]}, True),  # a list may be cut at its end
        ({"a": [2]}, {"a": [1, 2]}, False),
        ({"c": 1}, {"a": 1}, False),
        ({"a": None}, {"a": 0}, False),
    ],
)
def test_excerpt_holds(excerpt: Any, whole: Any, holds: bool) -> None:
    assert excerpt_holds(excerpt, whole) is holds
