"""Footnotes and endnotes: they stand behind everything else, and belong to no part of the body.

Readers that know them print them as ``[1] ...`` at the end of the file. Pages that do not mark them print the
number alone or in round brackets ("1 Ghi rõ chức danh.", "(1) Công văn số ..."), below the signature of the document that they belong to.
"""

from collections.abc import Sequence

import regex
from msgspec.structs import replace

from vanban.corpus.layout import Grid
from vanban.corpus.patterns import compiled
from vanban.extract.draft import DraftFootnote
from vanban.extract.items import Item, Line, lines

_IN_BRACKETS = compiled(r"\[(?P<mark>\d{1,3})\]\s+(?=\S)")
_ALONE = compiled(r"(?:(?P<mark>\d{1,2})|\((?P<mark>\d{1,2})\))\s+(?=\p{Lu}\p{Ll})")
_MAX_FURTHER = 8  # paragraphs of one note behind its first


def take_last(items: Sequence[Item]) -> tuple[Sequence[Item], tuple[DraftFootnote, ...]]:
    """The items of a file without the notes at its end, and those: they count up from [1], endnotes anew."""
    start, last = None, 0
    for at in range(_lowest(items), len(items)):
        mark = _mark(items[at])
        if mark is None:
            continue
        if start is None or mark not in (last + 1, 1):
            start = at if mark == 1 else None
        last = mark
    return (items, ()) if start is None else (items[:start], _notes(items[start:]))


def _lowest(items: Sequence[Item]) -> int:
    """Where notes may begin: behind the last table, title or long stretch without a mark."""
    further = 0
    for at in range(len(items) - 1, -1, -1):
        item = items[at]
        if isinstance(item, Grid):
            return at + 1
        is_marked = _mark(item) is not None
        further = 0 if is_marked else further + 1
        if further > _MAX_FURTHER or (item.caps and not is_marked):
            return at + 1
    return 0


def _mark(item: Item) -> int | None:
    match = None if isinstance(item, Grid) else _IN_BRACKETS.match(item.text)
    return int(match["mark"]) if match else None


def _notes(items: Sequence[Item]) -> tuple[DraftFootnote, ...]:
    """The notes that some items are; the first one has a mark."""
    found: list[DraftFootnote] = []
    for line in lines(items):
        if match := _IN_BRACKETS.match(line.text):
            found.append(_note(line, match))
        else:
            found[-1] = replace(found[-1], spans=(*found[-1].spans, line.span()))
    return tuple(found)


def take(behind: Sequence[Line]) -> tuple[list[Line], tuple[DraftFootnote, ...]]:
    """The lines behind a signature that are no notes, and those that are: they count up from 1."""
    left: list[Line] = []
    found: list[DraftFootnote] = []
    for line in behind:
        match = _ALONE.match(line.text) or _IN_BRACKETS.match(line.text)
        if match and int(match["mark"]) == len(found) + 1:
            found.append(_note(line, match))
        else:
            left.append(line)
    return left, tuple(found)


def _note(line: Line, match: "regex.Match[str]") -> DraftFootnote:
    return DraftFootnote(match["mark"], (line.span(match.end()),))
