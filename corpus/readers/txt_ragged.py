"""Rows of a table whose spans an export has lost: cells back under their columns, by how widths add up and by type.

Markdown knows no spans. A header cell over three columns is written once, the row below names three columns and
nothing else; a cell merged over rows is written in the first of them only, the others are a cell shorter.
"""

import functools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb

import msgspec
import regex

from vanban.corpus.patterns import FIGURE, compiled
from vanban.corpus.rules import Rule, load

_MAX_TRIES = 2_000  # ways to spread one short row
_ORDINAL = compiled(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVXL]{1,5}|[A-ZĐa-zđ])[.)]?|[-–+*•]")
_PERIOD = compiled(r"(?:(?:19|20)\d\d|Quý [IV\d]+)(?:\s*[-–]\s*(?:19|20)\d\d)?|.*\d/(?:19|20)\d\d")


class Place(msgspec.Struct):
    """Where a cell stands in its row, and what it covers."""

    col: int
    col_span: int = 1
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A place for every cell of every row; ``odd`` rows were filled up at the right, for want of evidence."""

    width: int
    places: tuple[tuple[Place, ...], ...]
    odd: tuple[int, ...]


def arrange(rows: Sequence[Sequence[str]]) -> Arrangement:
    """Find the columns of all cells.

    Args:
        rows: the texts of the cells, row by row, as many as the export wrote.

    Returns:
        places that do not overlap; rows as wide as most keep their cells where they are.
    """
    width = _width(rows)
    places = [tuple(Place(col) for col in range(len(row))) for row in rows]
    if all(len(row) == width for row in rows):
        return Arrangement(width, tuple(places), ())
    first = 0
    if header := _header(rows, width):
        places[:2] = header
        first = 2
    kinds = _kinds([row for row in rows[first:] if len(row) == width], width)
    odd: list[int] = []
    above: list[tuple[str, Place] | None] = [None] * width
    for at in range(first, len(rows)):
        if len(rows[at]) < width:
            cols = _spread(rows[at], kinds, above) if at > first else None
            if cols is None:
                odd.append(at)
            else:
                places[at] = tuple(map(Place, cols))
        above = _below(above, rows[at], places[at], odd[-1:] != [at])
    return Arrangement(width, tuple(places), tuple(odd))


def _width(rows: Sequence[Sequence[str]]) -> int:
    """The commonest number of cells, or more where a row fills more."""
    counts = Counter(map(len, rows))
    common = max(counts, key=lambda width: (counts[width], width))
    return max(common, max(map(len, rows)))


def is_ordinal(text: str) -> bool:
    """Whether a cell numbers its row: "1", "II", "a)", "2.1", "-"."""
    return _ORDINAL.fullmatch(text) is not None


def is_value(text: str) -> bool:
    """Whether a cell holds a figure, a year or a period."""
    return bool(_readings(text) & {"figure", "period"})


def is_text(text: str) -> bool:
    """Whether a cell holds words."""
    return _readings(text) == {"text"}


# --- the header -----------------------------------------------------------------------------------


@functools.cache
def _spanning() -> tuple[regex.Pattern[str], ...]:
    """The headers that stand over several columns, the surest first."""
    return tuple(compiled(rule.pattern) for rule in load("vanban.corpus", "spanning_headers.toml", Rule))


def _header(rows: Sequence[Sequence[str]], width: int) -> list[tuple[Place, ...]] | None:
    """The places of two header rows, if both are short and together as wide as the table; else None."""
    if len(rows) < 3 or len(rows[0]) >= width or len(rows[1]) >= width:
        return None
    top, parts = rows[0], len(rows[1])
    count = len(top) + parts - width
    if count < 1 or parts % count or parts // count < 2:
        return None
    spanning = _spanning_cells(top, count, parts, rows, width)
    if spanning is None:
        return None
    upper: list[Place] = []
    lower: list[Place] = []
    col = 0
    for at in range(len(top)):
        if at in spanning:
            upper.append(Place(col, parts // count))
            lower += (Place(col + shift) for shift in range(parts // count))
        else:
            upper.append(Place(col, row_span=2))
        col += upper[-1].col_span
    return [tuple(upper), tuple(lower)]


def _spanning_cells(
    top: Sequence[str], count: int, parts: int, rows: Sequence[Sequence[str]], width: int
) -> set[int] | None:
    """Which cells of the top row span: those that say so, or the last one over figures alone."""
    named = [at for pattern in _spanning() for at, text in enumerate(top) if pattern.fullmatch(text)]
    named = list(dict.fromkeys(named))[:count]
    if len(named) == count:
        return set(named)
    kinds = _kinds([row for row in rows[2:] if len(row) == width], width)
    figures = [at for at in range(len(top)) if all(kind == "figure" for kind in kinds[at : at + parts])]
    return {figures[-1]} if count == 1 and figures else None


# --- the body -------------------------------------------------------------------------------------


def _readings(text: str) -> set[str]:
    """What a cell may be: ordinal, figure, period or text; nothing when it is empty."""
    if not text:
        return set()
    patterns = (("ordinal", _ORDINAL), ("figure", FIGURE), ("period", _PERIOD))
    return {kind for kind, pattern in patterns if pattern.fullmatch(text)} or {"text"}


def _kinds(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """What most cells of each column are; "" for a column that is empty."""
    kinds: list[str] = []
    for col in range(width):
        counts = Counter(kind for row in rows for kind in _readings(row[col]))
        order = ("ordinal", "text") if col == 0 else ("period", "figure", "text")
        kinds.append(max(order, key=lambda kind: counts[kind]) if counts else "")
    return kinds


def _spread(
    row: Sequence[str], kinds: Sequence[str], above: Sequence[tuple[str, Place] | None]
) -> tuple[int, ...] | None:
    """The columns of a short row, if types leave one choice; what it lacks must be filled in the row above."""
    width, missing = len(kinds), len(kinds) - len(row)
    if comb(width, missing) > _MAX_TRIES:
        return None
    readings = [_readings(text) for text in row]
    found: dict[int, list[tuple[int, ...]]] = {}
    for left_out in combinations(range(width), missing):
        if all(_is_filled(above[col]) for col in left_out):
            cols = tuple(col for col in range(width) if col not in left_out)
            if all(_fits(kinds[col], reading) for col, reading in zip(cols, readings, strict=True)):
                runs = 1 + sum(b > a + 1 for a, b in pairwise(left_out))
                found.setdefault(runs, []).append(cols)
    best = found[min(found)] if found else []  # neighbours are merged together more often than apart
    return best[0] if len(best) == 1 else None


def _is_filled(cell: tuple[str, Place] | None) -> bool:
    return cell is not None and bool(cell[0])


def _fits(kind: str, readings: set[str]) -> bool:
    return not kind or not readings or kind in readings


def _below(
    above: Sequence[tuple[str, Place] | None], row: Sequence[str], places: Sequence[Place], is_sure: bool
) -> list[tuple[str, Place] | None]:
    """What stands over each place of the next row; a cell above a place left out reaches down over it."""
    own = {place.col: (text, place) for text, place in zip(row, places, strict=True)}
    cells: list[tuple[str, Place] | None] = []
    for col, over in enumerate(above):
        if col in own:
            cells.append(own[col])
        elif is_sure and over is not None and over[0]:
            over[1].row_span += 1
            cells.append(over)
        else:
            cells.append(None)
    return cells
