"""The version of the program as far as it decides a result: a digest of code, rules and packages, one a format.

What reads PDF does not touch what comes of a web page, so that a change of one reader repeats the work on its format
only. A change of anything that all formats go through repeats everything.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from vanban.corpus import digests, opinion
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
_EVERYWHERE = ("regex", "msgspec")
"""Packages that all formats go through."""


@cache
def versions(budgets: Budgets = DEFAULT, *, searchable: bool = False) -> dict[str, str]:
    """The version for each format that a reader reads, and "" for files of no or another format.

    Args:
        budgets: a second opinion is part of what is read of the formats it is asked about.
        searchable: whether copies of PDFs are made that can be searched.
    """
    sources = _sources()
    common = [name for name in sources if name.startswith(_ROOMS) and not name.startswith(_APART)]
    shared = digests.digest(sources, [*common, *_WRITERS, *_SHARED], digests.packages(_EVERYWHERE))
    found: dict[str, str] = {}
    for reader in READERS:
        module = reader.module.removeprefix("vanban.")
        modules = digests.reached(sources, module, within=_APART, but=_SHARED)
        own = digests.digest(sources, modules, digests.packages(reader.needs))
        for format in reader.formats:
            asked = budgets.opinion_seconds if format in opinion.FORMATS else 0.0
            more = [f"opinion {asked}"] if asked else []
            if searchable and format == "pdf":
                more.append(digests.digest(sources, [_SEARCHABLE]))
            found[format] = digests.short(shared, own, *more, *(_engines() if format in _RECOGNISED else []))
    everything = digests.digest(sources, [name for name in sources if name.startswith(_ROOMS)])
    return found | {"": digests.short(shared, everything)}


def fingerprint() -> str:
    """The version of everything, to tell whether two machines do the same."""
    return digests.short(
        *(f"{format} {version}" for format, version in sorted(versions().items())), tables_version()
    )


@cache
def tables_version() -> str:
    """The version of what is made of the documents: the tables."""
    sources = _sources()
    return digests.short(
        digests.digest(
            sources, [name for name in sources if name.startswith(_TABLES)], digests.packages(("pyarrow",))
        )
    )


def limits_version(budgets: Budgets) -> str:
    """The limits as one word; how many pages are read at once and where they are kept is no limit."""
    return digests.short(repr(replace(budgets, cache="", threads=0)))


def _engines() -> list[str]:
    """What recognises scans here: a machine that gets an engine, or another model or library, reads them anew."""
    return [info.mark for info in engine.available() if not info.missing]


@cache
def _sources() -> Mapping[str, bytes]:
    """All files that decide a result, by their names below the rooms."""
    return {name: data for room in (*_ROOMS, "outputs") for name, data in digests.sources(room).items()}
