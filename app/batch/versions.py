"""The version of the program as far as it decides a result: a digest of code, rules and packages, one a format.

What reads PDF does not touch what comes of a web page, so that a change of one reader repeats the work on its format
only. A change of anything that all formats go through repeats everything.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from importlib.util import find_spec
from pathlib import Path

from vanban.corpus import opinion
from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.ocr import engine
from vanban.corpus.readers import READERS

_ROOMS = ("corpus", "extract", "normalize")
_APART = ("corpus/readers/", "corpus/ocr/")
"""Folders whose modules count for the formats that import them, and for no other."""

_RECOGNISED = ("pdf", "image")
"""Formats that may hold scans."""

_WRITERS = ("outputs/jsondoc.py", "outputs/store.py", "outputs/entries.py", "outputs/files.py")
_SEARCHABLE = "corpus/readers/searchable.py"
_TABLES = ("outputs",)
_SHARED = ("corpus/readers/registry.py", "corpus/readers/__init__.py")
_IMPORTED = re.compile(r"\bvanban\.(corpus\.(?:readers|ocr)(?:\.\w+)*)(?:\s+import\s+(\([^)]*\)|.*))?")


@cache
def versions(budgets: Budgets = DEFAULT, *, searchable: bool = False) -> dict[str, str]:
    """The version for each format that a reader reads, and "" for files of no or another format.

    Args:
        budgets: a second opinion is part of what is read of the formats it is asked about.
        searchable: whether copies of PDFs are made that can be searched.
    """
    sources = _sources()
    common = [name for name in sources if name.startswith(_ROOMS) and not name.startswith(_APART)]
    shared = _digest(sources, [*common, *_WRITERS, *_SHARED])
    found: dict[str, str] = {}
    for reader in READERS:
        modules = _closure(sources, reader.module.removeprefix("vanban."))
        own = _digest(sources, modules, *(f"{need} {_installed(need)}" for need in reader.needs))
        for format in reader.formats:
            asked = budgets.opinion_seconds if format in opinion.FORMATS else 0.0
            more = [f"opinion {asked}"] if asked else []
            if searchable and format == "pdf":
                more.append(_digest(sources, [_SEARCHABLE]))
            found[format] = _short(shared, own, *more, *(_engines() if format in _RECOGNISED else []))
    everything = _digest(sources, [name for name in sources if name.startswith(_ROOMS)])
    return found | {"": _short(shared, everything)}


def fingerprint() -> str:
    """The version of everything, to tell whether two machines do the same."""
    return _short(
        *(f"{format} {version}" for format, version in sorted(versions().items())), tables_version()
    )


@cache
def tables_version() -> str:
    """The version of what is made of the documents: the tables."""
    sources = _sources()
    return _short(
        _digest(sources, [name for name in sources if name.startswith(_TABLES)], _installed("pyarrow"))
    )


def limits_version(budgets: Budgets) -> str:
    """The limits as one word; how many pages are read at once and where they are kept is no limit."""
    return _short(repr(replace(budgets, cache="", threads=0)))


def _engines() -> list[str]:
    """What recognises scans here: a machine that gets an engine reads them anew."""
    return [f"{info.name} {info.version}" for info in engine.available() if not info.missing]


@cache
def _sources() -> dict[str, bytes]:
    """All files that decide a result, by their names below the rooms."""
    found: dict[str, bytes] = {}
    for room in (*_ROOMS, "outputs"):
        spec = find_spec(f"vanban.{room}")
        for folder in map(Path, (spec.submodule_search_locations or ()) if spec else ()):
            for path in sorted(folder.rglob("*")):
                if path.is_file() and path.suffix in (".py", ".toml", ".json", ".csv", ".txt", ".npz"):
                    found[f"{room}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
    return found


def _closure(sources: dict[str, bytes], module: str) -> list[str]:
    """The files of a reader, with those of the modules kept apart that it imports, directly or not."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        for name in _files(sources, waiting.pop()):
            if name not in found and name not in _SHARED:
                found.add(name)
                for imported, names in _IMPORTED.findall(sources[name].decode()):
                    waiting += [imported, *(f"{imported}.{word}" for word in re.findall(r"\w+", names))]
    return sorted(found)


def _files(sources: dict[str, bytes], module: str) -> Iterator[str]:
    """The file of a dotted name: of the module itself, or of the one that holds the name."""
    parts = module.split(".")
    for end in range(len(parts), 1, -1):
        stem = "/".join(parts[:end])
        for name in (f"{stem}.py", f"{stem}/__init__.py"):
            if name in sources:
                yield name
                return


@cache
def _installed(package: str) -> str:
    """The version of an installed package by its import name; empty when it is missing."""
    if find_spec(package) is None:
        return ""
    try:
        return version(package)
    except PackageNotFoundError:
        names = packages_distributions().get(package, [])
        return " ".join(version(name) for name in sorted(set(names)))


def _digest(sources: dict[str, bytes], names: list[str], *more: str) -> str:
    digest = hashlib.sha256()
    for name in sorted(names):
        digest.update(f"{name} {len(sources[name])}\n".encode() + sources[name])
    digest.update("\n".join(more).encode())
    return digest.hexdigest()


def _short(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
