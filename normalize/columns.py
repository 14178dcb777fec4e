"""Columns of a table: header paths, ids, kinds, years and units.

Guarantees: one :class:`~vanban.normalize.model.Column` per column of the grid, ids unique in the table
and made of ASCII letters, digits and ``_``; the row of column numbers is in no header path.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from itertools import chain, count, pairwise
from typing import Literal

import msgspec
import regex

from vanban.corpus.patterns import compiled
from vanban.corpus.rules import Rule, load
from vanban.corpus.text import key
from vanban.extract.table_headers import is_number_row
from vanban.extract.table_rules import find
from vanban.normalize.model import Column, Unit
from vanban.normalize.money import parse_unit

Kind = Literal["ordinal", "text", "number", "percent", "date", "period"]
Use = Literal[
    "ordinal", "text", "number", "percent", "date", "period", "year", "in_year", "absolute",
    "total", "project_total", "partial", "division", "source", "rate", "row_unit", "money", "score", "count",
]  # fmt: skip

_KINDS: Mapping[str, Kind] = {
    "ordinal": "ordinal", "text": "text", "number": "number", "year": "number", "source": "number",
    "percent": "percent", "date": "date", "period": "period",
}  # fmt: skip
_ID_LENGTH = 40
_EVIDENCE = 0.8  # share of the filled cells that must have a shape when the header does not tell it
_SUPPORT = 0.5  # the share when it does

_MEN = "nam"  # "năm" is a year
_NOTHING = frozenset(("", "-", "–", "—"))  # a dash is a printed blank
_CROSSES = frozenset(("x", "X"))
_AS_ABOVE = frozenset(("nt", "NT", "n.t", "-nt-", "- nt -", "//", '"', "”", "“", "''"))  # "như trên"
_DOTS = re.compile(r"[.…_\s]+")  # and so are dots to be filled in

_DONG = r"\s?(?:đ|đồng|VNĐ|VND)"
DONG_BEHIND = re.compile(rf"(?<=\d){_DONG}$")
"""What some cells have behind their figure: "1.470đ" in a column of prices."""

_CODE = re.compile(r"0\d{2,}")  # "012345"; "05" is a number of things
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]+)[)\]]")
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("period", re.compile(r"\d{4}\s*[-–]\s*\d{4}|(?:Quý|Q)\s*[IV1-4]+\s*[/-]\s*\d{4}")),
    ("date", re.compile(r"(?:ngày\s*)?\d{1,2}([/.\-])\d{1,2}\1\d{4}")),
    ("month", re.compile(r"\d{1,2}/\d{4}|(?:19|20)\d\d")),
    ("number", re.compile(rf"[-–−+]?\s?\d[\d., ]*(?:{_DONG})?|\(\d[\d., ]*\)")),
    ("percent", re.compile(r"[-–−+]?\s?\d[\d., ]*%|\(\d[\d., ]*(?:%\s*\)|\)\s*%)")),
)


class ColumnRule(Rule, frozen=True, kw_only=True):
    """A rule of ``rules/columns.toml``; the file says what each ``use`` means."""

    use: Use


@cache
def rules() -> tuple[tuple[ColumnRule, regex.Pattern[str]], ...]:
    """The rules, each with its compiled pattern for folded header texts."""
    loaded = load("vanban.normalize", "columns.toml", ColumnRule)
    return tuple((rule, compiled(rule.pattern)) for rule in loaded)


@lru_cache(maxsize=4096)
def uses(header: str) -> tuple[str, ...]:
    """Everything the rules read in the words of one header cell, in the order of the rules."""
    folded = key(header)
    return tuple(rule.use for rule, pattern in rules() if pattern.search(folded))


class Header(msgspec.Struct, frozen=True):
    """The header rows of a grid, resolved.

    ``paths``: per column the texts from top to bottom; ``numbers``: the texts of the row of column
    numbers, empty when there is none.
    """

    paths: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...] = ()


def read_header(rows: Sequence[Sequence[str]], first: Sequence[str]) -> Header:
    """Header paths from the header rows, spanning cells repeated in every place they cover.

    Equal consecutive levels are one (a cell of full height); a blank place beside a divided cell belongs to
    it; what the first data row says again below another name is no name.

    Args:
        rows: the texts of the header rows.
        first: the texts of the first data row.
    """
    n_cols = len(first)
    numbers: tuple[str, ...] = ()
    if rows and is_number_row(rows[-1]):
        numbers = tuple(rows[-1])
        rows = rows[:-1]
    levels = [list(row) for row in rows]
    for upper, lower in pairwise(levels):
        for col in range(1, n_cols):
            if not upper[col] and upper[col - 1] and lower[col] and lower[col - 1]:
                upper[col] = upper[col - 1]
    paths = (_path([row[col] for row in levels], first[col]) for col in range(n_cols))
    return Header(tuple(paths), numbers)


def _path(texts: Sequence[str], below: str) -> tuple[str, ...]:
    path: list[str] = []
    for text in texts:
        if text and (not path or (path[-1] != text and text != below)):
            path.append(text)
    return tuple(path)


def columns(
    header: Header, body: Sequence[Sequence[str]], repeats: AbstractSet[tuple[int, int]] = frozenset()
) -> tuple[Column, ...]:
    """The columns of a table.

    Args:
        header: the resolved header.
        body: the texts of the data rows, one list of ``len(header.paths)`` texts a row.
        repeats: places (row, column) of ``body`` that show the text of a merged cell again; a name that
            spreads over the columns beside it says nothing about them.
    """
    kinds = _kinds(header.paths, body, repeats)
    ids = _ids(header.paths)
    return tuple(
        Column(id=name, header=path, kind=kind, year=year_of(path), unit=_unit(path))
        for name, path, kind in zip(ids, header.paths, kinds, strict=True)
    )


# --- kinds ----------------------------------------------------------------------------------------


def _kinds(
    paths: Sequence[tuple[str, ...]], body: Sequence[Sequence[str]], repeats: AbstractSet[tuple[int, int]]
) -> list[Kind]:
    """Per column what its header and its cells agree on; only the first ordinal column is one."""
    rows = [(at, row) for at, row in enumerate(body) if not is_heading(row)]
    kinds: list[Kind] = []
    for col, path in enumerate(paths):
        shapes = Counter(
            shape(text) for at, row in rows if (text := row[col]) not in _NOTHING and (at, col) not in repeats
        )
        del shapes["blank"]
        kind = _kind(_prior(path), shapes)
        if kind == "ordinal" and "ordinal" in kinds:
            kind = "text"
        kinds.append(kind)
    return kinds


def is_heading(row: Sequence[str]) -> bool:
    """A body row that is one cell over the whole width, or over most of it with nothing beside it."""
    text = next(filter(None, row), "")
    often = row.count(text)
    return len(text) > 3 and often > 1 and 2 * often > len(row) and row.count("") == len(row) - often


def is_count(column: Column) -> bool:
    """Figures that are no money, whatever the unit of the table?"""
    return any("count" in uses(text) for text in column.header)


def is_score(column: Column) -> bool:
    """Points? What stands below a row may share out its points, or say what else they are given for."""
    return any("score" in uses(text) for text in column.header)


def has_own_unit(column: Column) -> bool:
    """Figures in a unit of their own, or money, whatever the unit of the row?"""
    return column.unit is not None or any("money" in uses(text) for text in column.header)


def says_something(text: str) -> bool:
    """Is a cell neither blank nor a dash or a cross that stands for a blank?"""
    return text not in _NOTHING and shape(text) not in ("cross", "as above", "blank")


def _prior(path: Sequence[str]) -> Kind | None:
    """The kind that the header words name, the last level first."""
    for text in reversed(path):
        if text.lower() == _MEN and len(path) > 1:
            continue  # beside "Nữ", whatever is divided so
        for use in uses(text):
            if use in _KINDS:
                return _KINDS[use]
    return None


def _kind(prior: Kind | None, shapes: Mapping[str, int]) -> Kind:
    crosses = shapes.get("cross", 0)
    # crosses among figures stand for figures that there are not, "as above" for whatever there is above
    filled = sum(shapes.values()) - crosses - shapes.get("as above", 0)
    if prior in ("ordinal", "text") or not shapes:
        return prior or "text"
    if crosses > filled or not filled:
        return "text"
    numbers = shapes.get("number", 0)
    years, periods = shapes.get("month", 0), shapes.get("period", 0)
    # below a name that tells nothing a single year may be an amount, or several beside other figures
    several = prior is None and not numbers and years + periods > 1
    evidence: dict[Kind, float] = {
        "period": (periods + (years if prior == "period" or several else 0)) / filled,
        "date": (shapes.get("date", 0) + (years if prior == "date" else 0)) / filled,
        "percent": (shapes.get("percent", 0) + (numbers + years if prior == "percent" else 0)) / filled,
        "number": (numbers + years + shapes.get("percent", 0)) / filled,
    }
    for kind, share in evidence.items():
        if share >= (_SUPPORT if kind == prior else _EVIDENCE):
            return kind
    return "text"


@lru_cache(maxsize=8192)
def shape(text: str) -> str:
    """What a cell looks like: number, percent, date, period, month (or a bare year), cross, as above, blank, else text."""
    if text in _CROSSES:
        return "cross"
    if text in _AS_ABOVE:
        return "as above"
    if _DOTS.fullmatch(text):
        return "blank"
    if len(text) > 30 or not any(map(str.isdigit, text)) or _CODE.fullmatch(text):
        return "text"
    return next((name for name, pattern in _SHAPES if pattern.fullmatch(text)), "text")


# --- ids, years, units ------------------------------------------------------------------------------


def year_of(path: Sequence[str]) -> int | None:
    """The one year a column is about: "2011", "Kế hoạch năm 2011", "Biên chế năm 2011"; the last level first."""
    for text in reversed(path):
        if not {"year", "in_year"}.isdisjoint(uses(text)):
            return int(key(text)[-4:])
    return None


def _ids(paths: Sequence[tuple[str, ...]]) -> list[str]:
    """The last level of each path; with the levels above where that is not unique; then numbered."""
    short = [_name(path[-1:], i) for i, path in enumerate(paths)]
    often = Counter(short)
    ids: dict[str, None] = {}
    for i, (path, name) in enumerate(zip(paths, short, strict=True)):
        whole = name if often[name] == 1 else _name(path, i)
        numbers = (f"{whole}_{n}" for n in count(2))
        ids[next(x for x in chain([whole], numbers) if x not in ids)] = None
    return list(ids)


def _name(path: Sequence[str], index: int) -> str:
    levels = [words for text in path if (words := _words(text))]
    while len(levels) > 1 and len("_".join(levels)) > _ID_LENGTH:
        del levels[0]  # the last levels tell neighbours apart
    words = "_".join(levels)
    if len(words) > _ID_LENGTH:
        words = words[: _ID_LENGTH + 1].rpartition("_")[0] or words[:_ID_LENGTH]
    return words or f"cot_{index + 1}"


def _words(text: str) -> str:
    words = key(_BRACKETS.sub("", text) or text).replace("%", " phan tram ").split()
    if words and words[0].isdigit():
        words.insert(0, "nam" if len(words) == 1 and len(words[0]) == 4 else "cot")
    return "_".join(words)


def _unit(path: Sequence[str]) -> Unit | None:
    """The unit that a header names in brackets or by %, the last level first."""
    for text in reversed(path):
        for inside in reversed(_BRACKETS.findall(text)):
            if found := find("unit", f"Đơn vị: {inside}"):
                return parse_unit(found["unit"])
        if found := find("unit", text):
            return parse_unit(found["unit"])
        if text.strip().startswith("%") or text.strip().endswith("%"):
            return Unit(text="%")
    return None
