"""What a survey learns by reading a file in full: which other file is the same document, and what reading it takes.

One document in two formats has two contents, so that only what it says can tell: issuer, number and date, and a text
that is nearly the same. A number alone is no key.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from time import process_time

import msgspec

from vanban import api
from vanban.corpus.budgets import Budgets
from vanban.corpus.text import key
from vanban.normalize.model import Document
from vanban.outputs import csvfiles, jsondoc
from vanban.outputs.entries import places
from vanban.outputs.tables import ALL

_WORDS = 4  # of a shingle: the piece of text that is compared
_KEPT = (
    128  # shingles of a text, those with the least hashes: a fair sample that is the same for the same text
)
_ALIKE = 0.5  # of the shingles; other documents of one office share up to a third
_BLOCK = 4096  # what a file takes on disk is a multiple of this
_PARQUET = 0.3  # bytes beside one of CSV


class Card(msgspec.Struct, frozen=True):
    """One document: who issued it when under which number, a sample of its text, and the cost of reading it.

    ``seconds`` of one core; ``bytes`` of all its results.
    """

    issuer: str
    number: str | None
    date: str | None
    shingles: tuple[int, ...]
    seconds: float
    bytes: int


def card(path: str, data: bytes, budgets: Budgets) -> Card | None:
    """Read a file in full; None when it gives no document."""
    began = process_time()
    result = api.read_result(path, data, budgets=budgets)
    if result.document is None or result.layout is None:
        return None
    size = _size(result.document, result.layout.text)
    header = result.document.header
    agency = header.agency
    return Card(
        key(agency.name or agency.text) if agency else "",
        key(header.number) if header.number else None,
        header.date,
        _shingles(result.layout.text),
        process_time() - began,
        size,
    )


def same(cards: Mapping[str, Card]) -> dict[str, str]:
    """Paths of files, each with the path of the first file that holds the same document.

    Args:
        cards: by the paths of the files, in their order.
    """
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    found: dict[str, str] = {}
    for path, one in cards.items():
        if not one.number or not one.date:
            continue
        group = groups[one.number, one.date]
        first = next((other for other in group if _is_same(one, cards[other])), None)
        if first:
            found[path] = first
        else:
            group.append(path)
    return found


def _is_same(one: Card, other: Card) -> bool:
    if one.issuer and other.issuer and one.issuer != other.issuer:
        return False
    return _likeness(one.shingles, other.shingles) >= _ALIKE


def _likeness(one: Iterable[int], other: Iterable[int]) -> float:
    """The share of shingles that two texts have in common, estimated (Broder, 1997: bottom-k sketches)."""
    left, right = set(one), set(other)
    least = sorted(left | right)[:_KEPT]
    return len(left & right & set(least)) / len(least) if least else 0.0


def _shingles(text: str) -> tuple[int, ...]:
    words = key(text).split()
    hashes = {zlib.crc32(" ".join(words[at : at + _WORDS]).encode()) for at in range(len(words) - _WORDS + 1)}
    return tuple(sorted(hashes)[:_KEPT])


def _size(document: Document, text: str) -> int:
    """Bytes on disk of all that a run would write of a document; the CSV rows are kept twice."""
    rows = sum(_csv_sizes(document))
    printed = sum(
        len(csvfiles.csv_bytes(csvfiles.printed_rows(table)))
        for place in places(document)
        for table in place.document.tables
    )
    whole = (len(jsondoc.encode(document, indent=1)), len(text.encode()), printed)
    return sum(-(-size // _BLOCK) * _BLOCK for size in whole) + int(rows * (2 + _PARQUET))


def _csv_sizes(document: Document) -> Iterator[int]:
    everywhere = list(places(document))
    for spec in ALL:
        yield len(csvfiles.block(spec, [row for place in everywhere for row in spec.rows(place)]))
