"""The house: a lower room never imports a higher one, and the linter says so too."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("corpus", "extract", "normalize", "outputs", "app")  # the lowest first: data flows this way


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Dotted names that a module imports anywhere, those inside functions included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(name: str) -> str | None:
    """The room that an imported name lies in, None outside the project."""
    first, _, rest = name.partition(".")
    if first != "vanban":
        return None
    second = rest.partition(".")[0]
    return second if second in ROOMS else "app"


def importable(room: str) -> list[str]:
    """What a lower room may not import of this one: the room, or each module of app."""
    if room != "app":
        return [f"vanban.{room}"]
    inside = [*(ROOT / "app").glob("*.py"), *(p.parent for p in (ROOT / "app").glob("*/__init__.py"))]
    return [f"vanban.{p.stem}" for p in sorted(inside) if p.stem != "__init__"]


@pytest.mark.parametrize("room", ROOMS)
def test_no_import_from_a_higher_room(room: str) -> None:
    own = ROOMS.index(room)
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(room)
        for name in imported(path)
        if (target := room_of(name)) and ROOMS.index(target) > own
    ]
    assert not wrong


@pytest.mark.parametrize("room", ROOMS[:-1])
def test_ruff_bans_every_higher_room(room: str) -> None:
    """Each room's ruff.toml names all that lies above it; a new module of app is added there."""
    ruff = shutil.which("ruff", path=str(Path(sys.executable).parent))
    if not ruff:
        pytest.skip("ruff is not installed: it comes with the developers' packages")
    banned = [name for above in ROOMS[ROOMS.index(room) + 1 :] for name in importable(above)]
    banned += ROOMS[:-1]  # folder names: one file must not get two import names
    probe = "".join(f"import {name}\n" for name in banned)
    command = [ruff, "check", "--no-cache", "--select=TID251", "--output-format=concise"]
    found = subprocess.run(
        [*command, f"--stdin-filename={room}/probe.py", "-"],
        input=probe,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    unbanned = [name for line, name in enumerate(banned, 1) if f"probe.py:{line}:" not in found]
    assert not unbanned, f"add to {room}/ruff.toml: {unbanned}"


@pytest.mark.parametrize(
    "name, room",
    [
        ("vanban.corpus.layout.Layout", "corpus"),
        ("vanban.cli", "app"),
        ("vanban.read", "app"),  # what the package itself offers
        ("vanbanx.corpus", None),
        ("msgspec", None),
    ],
)
def test_room_of(name: str, room: str | None) -> None:
    assert room_of(name) == room
