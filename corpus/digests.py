"""Digests of what decides a result: with the same one it holds, and nobody has to remember to raise a number.

What a module decides with is found by reading its source: the modules it imports, directly or not, and the data files
that these name.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

_DATA = (".toml", ".json", ".csv", ".txt", ".npz")
_IMPORTED = re.compile(r"\bvanban\.(\w+(?:\.\w+)*)(?:\s+import\s+(\([^)]*\)|.*))?")
_NAMED = re.compile(r'"([\w-]+\.(?:toml|json|csv|txt|npz))"')


@cache
def sources(room: str) -> Mapping[str, bytes]:
    """All files of a room that may decide a result, by their names below the rooms: ``corpus/ocr/read.py``."""
    found: dict[str, bytes] = {}
    spec = find_spec(f"vanban.{room}")
    for folder in map(Path, (spec.submodule_search_locations or ()) if spec else ()):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in (".py", *_DATA):
                found[f"{room}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
    return found


def reached(
    files: Mapping[str, bytes], module: str, *, within: tuple[str, ...] = ("",), but: Sequence[str] = ()
) -> list[str]:
    """The file of a module, with those that it imports or names, directly or not.

    Args:
        files: the sources among which they are.
        module: its name without ``vanban.``.
        within: beginnings of the names of those that count; others are not followed.
        but: files that do not count although they begin so.
    """
    data: dict[str, list[str]] = {}
    for name in files:
        data.setdefault(PurePosixPath(name).name, []).append(name)
    found: set[str] = set()
    waiting = [*_file(files, module)]
    while waiting:
        name = waiting.pop()
        if name in found or name in but or not name.startswith(within):
            continue
        found.add(name)
        if name.endswith(".py"):
            text = files[name].decode()
            for imported, names in _IMPORTED.findall(text):
                for one in (imported, *(f"{imported}.{word}" for word in re.findall(r"\w+", names))):
                    waiting += _file(files, one)
            waiting += [one for named in _NAMED.findall(text) for one in data.get(named, ())]
    return sorted(found)


def _file(files: Mapping[str, bytes], module: str) -> Iterator[str]:
    """The file of a dotted name: of the module itself, or of the one that holds the name."""
    parts = module.split(".")
    for end in range(len(parts), 0, -1):
        stem = "/".join(parts[:end])
        for name in (f"{stem}.py", f"{stem}/__init__.py"):
            if name in files:
                yield name
                return


@cache
def installed(package: str) -> str:
    """The version of an installed package by its import name, without importing it; empty when it is missing."""
    if find_spec(package) is None:
        return ""
    try:
        return version(package)
    except PackageNotFoundError:
        names = _distributions().get(package, [])
        return " ".join(f"{name} {version(name)}" for name in sorted(set(names)))


@cache
def _distributions() -> Mapping[str, list[str]]:
    return packages_distributions()


def packages(names: Iterable[str]) -> str:
    """Import names with the versions that are installed, as one word."""
    return ", ".join(f"{name} {installed(name) or '-'}" for name in names)


def digest(files: Mapping[str, bytes], names: Iterable[str], *more: str) -> str:
    """Of the contents of some files, and of what else decides."""
    found = hashlib.sha256()
    for name in sorted(names):
        found.update(f"{name} {len(files[name])}\n".encode() + files[name])
    found.update("\n".join(more).encode())
    return found.hexdigest()


def short(*texts: str) -> str:
    """One digest of several texts."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
