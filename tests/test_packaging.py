"""The wheel holds what git tracks under the five rooms, under its import name, and nothing else."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parent.parent
PREFIXES = {
    "app": "vanban",
    "corpus": "vanban/corpus",
    "extract": "vanban/extract",
    "normalize": "vanban/normalize",
    "outputs": "vanban/outputs",
}
NOT_SHIPPED = {"ruff.toml"}  # the linter's rules of a room


def tracked() -> list[PurePosixPath]:
    """What git tracks, or would track with the next ``git add``."""
    git = shutil.which("git")
    if not git or not (ROOT / ".git").exists():
        pytest.skip("no git here: nothing to compare the wheel with")
    listed = subprocess.run(
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [PurePosixPath(name) for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel built from a clean copy: a stale build folder would leak into it."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for path in tracked():
        copy = source / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, copy)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", str(target)]
    done = subprocess.run([*command, str(source)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = target.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_what_git_tracks(wheel: set[str]) -> None:
    expected = {
        str(PurePosixPath(PREFIXES[path.parts[0]], *path.parts[1:]))
        for path in tracked()
        if path.parts[0] in PREFIXES and path.name not in NOT_SHIPPED
    }
    shipped = {name for name in wheel if ".dist-info/" not in name}
    assert shipped == expected


def test_only_one_name_lands_in_site_packages(wheel: set[str]) -> None:
    assert {name.split("/")[0] for name in wheel if ".dist-info/" not in name} == {"vanban"}
    assert "vanban/py.typed" in wheel
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in wheel)
