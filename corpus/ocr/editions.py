"""Which code, rules and engine read a page: the folders of a cache of pages, and which of them still hold."""

import re
import shutil
from contextlib import suppress
from functools import cache
from pathlib import Path

from vanban.corpus import digests
from vanban.corpus.ocr.engine import available

_READING = "corpus.ocr.read"
_PACKAGES = ("regex", "msgspec")  # beside those of the engine's mark
_OURS = re.compile(r"[0-9a-f]{16}|[0-9a-f]{32}\.\w+")  # a folder, or a page of when there were none


@cache
def edition(mark: str) -> str:
    """A word for all that decides what a page is read as.

    Args:
        mark: of the engine.
    """
    sources = digests.sources("corpus")
    deciding = digests.reached(sources, _READING)
    return digests.short(digests.digest(sources, deciding, digests.packages(_PACKAGES)), mark)


def clear(folder: str) -> None:
    """Remove from a cache the pages that no engine would read the same any more; where none works, nothing."""
    if not folder or not Path(folder).is_dir():
        return
    marks = [info.mark for info in available() if not info.missing]
    living = {edition(mark) for mark in marks}
    for path in Path(folder).iterdir() if living else ():
        if path.name not in living and _OURS.fullmatch(path.name):
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
