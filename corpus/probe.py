"""What a file is, without reading more of it than must be: for the survey of an archive.

A file that has a text layer is told from a scan, and its encoding is named; nothing is segmented.
"""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.detect import detect
from vanban.corpus.envelopes import unwrap
from vanban.corpus.errors import InputError
from vanban.corpus.layout import Encoding, Format, TextLayer

ProbedLayer = TextLayer | Literal["none", "unreadable"]
"""``none``: pages are images; ``unreadable``: there is text that cannot be read. Both need OCR."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What was found out; None where the format does not tell, or only by reading everything."""

    format: Format
    pages: int | None = None
    text_layer: ProbedLayer | None = None
    encoding: Encoding | None = None


def probe(path: str | Path, data: bytes, *, budgets: Budgets = DEFAULT) -> Probe:
    """Look into a file.

    Args:
        path: its name for messages.
        data: its content.
        budgets: limits of what is read.

    Raises:
        InputError: it cannot be read; a scan can, as far as this function is concerned.
    """
    from vanban.corpus.readers import PROBES, read

    try:
        data = unwrap(data)
        format = detect(data)
        if format == "image":
            return Probe("image", pages=1, text_layer="none")
        if module := PROBES.get(format):
            found: Probe = import_module(module).probe(data)
            return found
    except InputError as error:
        error.path = error.path or str(path)
        raise
    layout = read(path, data, budgets=budgets)
    return Probe(layout.format, len(layout.pages) or None, layout.text_layer, layout.encoding)
