"""Which columns of a table say that they add up to another one.

A relation is stated by the header: the years under "Chia ra" make up the total before them, the sources
under "Nguồn vốn" the total vốn, "(3=1+2)" what it says. A header can also leave it open ("Trong đó" need
not name all parts); such a relation is ``sure=False`` and holds only if the figures bear it out.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from vanban.extract.table_headers import column_number
from vanban.normalize.columns import Header, uses
from vanban.normalize.model import Column

ColumnRuleName = Literal["parts_sum", "years_sum", "sources_sum", "formula"]

_PERIOD = re.compile(r"((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)")
_AND_SO_ON = ("…", "...")
_RATIO = re.compile(r"\(?(\d{1,2}|[A-ZĐ])\)?[/:]\(?(\d{1,2}|[A-ZĐ])\)?(?P<hundred>(?:[x*×]100)?%?|\(%\))")
_PRODUCT = re.compile(r"\(?(\d{1,2}|[A-ZĐ])\)?[x*×]\(?(\d{1,2}|[A-ZĐ])\)?")
_TERM = re.compile(r"([+\-]|^)\(?(\d{1,2}|[A-ZĐ]|…|\.{3})\)?")


class Relation(msgspec.Struct, frozen=True):
    """``total`` = sum of ``parts`` minus sum of ``minus``, all column indices.

    A formula may state the product of two parts or their ratio instead; ``scales``: what the ratio may be printed
    times, which "5=3/2" leaves open and "5=3/2*100" does not.
    """

    rule: ColumnRuleName
    total: int
    parts: tuple[int, ...]
    minus: tuple[int, ...] = ()
    sure: bool = True
    op: Literal["sum", "product", "ratio"] = "sum"
    scales: tuple[int, ...] = (1,)

    @property
    def columns(self) -> tuple[int, ...]:
        """All columns concerned, the total first."""
        return (self.total, *self.parts, *self.minus)


def _period(name: str) -> range | None:
    """The years of the period that a name holds; None for a misprint such as "2025-2021"."""
    found = _PERIOD.search(name)
    return (range(int(found[1]), int(found[2]) + 1) or None) if found else None


class _Member(msgspec.Struct, frozen=True):
    """What one header cell covers at one level: columns ``start:end``, a single one being a leaf."""

    name: str
    start: int
    end: int
    leaf: bool


def relations(columns: Sequence[Column], header: Header) -> tuple[Relation, ...]:
    """All relations between the columns that can be added up, each pair of total and parts once."""
    found = [r for r in _formulas(header.numbers) if all(_figures(columns[i], r) for i in r.columns)]
    found += [r for r in _Groups(columns).relations() if all(is_additive(columns[i]) for i in r.columns)]
    once: dict[tuple[int, frozenset[int]], Relation] = {}
    for relation in found:
        once.setdefault((relation.total, frozenset(relation.columns)), relation)
    return tuple(once.values())


def is_additive(column: Column) -> bool:
    """Figures that can be added up: numbers, but no prices, rates or averages."""
    if not column.header or column.kind != "number":  # figures without a name are remains of a calculation
        return False
    return "absolute" in uses(column.header[-1]) or not any("rate" in uses(text) for text in column.header)


def _year(column: Column) -> int | None:
    """The year of a column that names nothing else, so that it can be one of those that divide a total."""
    return column.year if any("year" in uses(text) for text in column.header) else None


# --- the row of column numbers -------------------------------------------------------------------


def _figures(column: Column, relation: Relation) -> bool:
    """Can a column stand in a formula? Percentages are ratios, and are multiplied; they are no sums."""
    return column.kind == "number" or (column.kind == "percent" and relation.op != "sum")


def _formulas(numbers: Sequence[str]) -> list[Relation]:
    places = {number: i for i, text in enumerate(numbers) if (number := column_number(text))}
    found: list[Relation] = []
    for i, text in enumerate(numbers):
        formula = text.partition("=")[2]
        if calculated := _calculated(formula, i, places):
            found.append(calculated)
            continue
        terms = _terms(formula, places)
        parts = tuple(place for sign, place in terms if sign != "-")
        minus = tuple(place for sign, place in terms if sign == "-")
        if len(terms) > 1 and parts and i not in parts + minus:
            found.append(Relation("formula", i, parts, minus))
    return found


def _calculated(formula: str, total: int, places: Mapping[str, int]) -> Relation | None:
    """The ratio "5=3/2" or the product "6=4x5" that a formula states."""
    formula = "".join(formula.split()).removesuffix(")" * (formula.count(")") > formula.count("(")))
    ratio = _RATIO.fullmatch(formula)
    match = ratio or _PRODUCT.fullmatch(formula)
    if match is None or match[1] not in places or match[2] not in places:
        return None
    parts = places[match[1]], places[match[2]]
    if total in parts or parts[0] == parts[1]:
        return None
    if ratio is None:
        return Relation("formula", total, parts, op="product")
    return Relation("formula", total, parts, op="ratio", scales=(100,) if ratio["hundred"] else (100, 1))


def _terms(formula: str, places: Mapping[str, int]) -> list[tuple[str, int]]:
    """Sign and column of each term of "1+2-3" or "4+...+9"; nothing for any other formula."""
    formula = formula.strip(" ()").replace(" ", "").replace("–", "-")
    tokens = [(match[1] or "+", match[2]) for match in _TERM.finditer(formula)]
    if "".join(match[0] for match in _TERM.finditer(formula)) != formula:
        return []
    terms: list[tuple[str, int]] = []
    for at, (sign, name) in enumerate(tokens):
        if name in _AND_SO_ON:
            continue
        if name not in places:
            return []
        if at and tokens[at - 1][1] in _AND_SO_ON and terms:
            terms += [(sign, between) for between in range(terms[-1][1] + 1, places[name])]
        terms.append((sign, places[name]))
    return terms


# --- groups of columns under one header cell -------------------------------------------------------


class _Groups:
    """Walks the tree of header cells."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._found: list[Relation] = []

    def relations(self) -> list[Relation]:
        members = self._members(0, len(self._columns), 0)
        self._runs(members)
        self._visit(members, 0)
        return self._found

    def _members(self, start: int, end: int, depth: int) -> list[_Member]:
        """Neighbours with the same text at one level, longer paths only, are one member."""
        members: list[_Member] = []
        for i in range(start, end):
            path = self._columns[i].header
            name = path[depth] if len(path) > depth else ""
            leaf = len(path) <= depth + 1
            if members and not leaf and not members[-1].leaf and members[-1].name == name:
                members[-1] = _Member(name, members[-1].start, i + 1, False)
            else:
                members.append(_Member(name, i, i + 1, leaf))
        return members

    def _visit(self, siblings: Sequence[_Member], depth: int) -> None:
        for at, group in enumerate(siblings):
            if group.leaf:
                continue
            inner = self._members(group.start, group.end, depth + 1)
            self._periods(inner)
            if not self._total_inside(group, inner):
                self._total_before(group, inner, siblings[:at])
            self._visit(inner, depth + 1)

    def _total_inside(self, group: _Member, inner: Sequence[_Member]) -> bool:
        """["Nguồn vốn": "Tổng số", "NSTW", "NSĐP"]: the first or last one is the whole of the rest."""
        for total, rest in ((inner[0], inner[1:]), (inner[-1], inner[:-1])):
            if total.leaf and len(rest) > 1 and self._is_total(total):
                sure = "project_total" not in uses(total.name)
                sure &= not any("partial" in uses(member.name) for member in rest)
                years = self._run(total, rest, "year")
                rest = years if self._fits_period(total, years) else rest
                ways = [member for member in rest if not member.leaf]
                if ways == [rest[0]] and {"division", "partial"}.intersection(uses(rest[0].name)):
                    return False  # "Tổng số" | "Chia ra": ... | another measure
                if len(ways) > 1 and self._rule(group, rest) == "parts_sum":
                    self._add_ways(group, total.start, ways)
                    sure = False
                self._add(group, total.start, rest, sure)
                return True
        return False

    def _add_ways(self, group: _Member, total: int, ways: Sequence[_Member]) -> None:
        """["Số cuộc": "Tổng số", "Hình thức": [...], "Tiến độ": [...]]: each may divide the whole in a way of its own."""
        depth = len(self._columns[total].header)
        for way in ways:
            self._add(group, total, self._members(way.start, way.end, depth), False)

    def _total_before(self, group: _Member, inner: Sequence[_Member], before: Sequence[_Member]) -> None:
        """["Tổng vốn"] ["Trong đó": "2011", "2012"]: the nearest total before is the whole."""
        nearest = next((m for m in reversed(before) if self._is_whole(m, inner)), None)
        if len(inner) < 2 or any(m.leaf and self._is_total(m) for m in inner):
            return  # a group with a total of its own is another measure
        if nearest is None:
            if before and before[-1].leaf and "division" in uses(group.name):
                self._add(group, before[-1].start, inner, False)  # "Chỉ tiêu" | "Chia theo": ...
            return
        rule = self._rule(group, inner)
        adjacent = not any(is_additive(self._columns[i]) for i in range(nearest.end, group.start))
        if rule == "years_sum" and (fits := self._fits_period(nearest, inner)) is not None:
            told = any(r.total == nearest.start and r.rule == "years_sum" for r in self._found)
            if fits and not told:
                self._add(group, nearest.start, inner, self._is_total(nearest))
        elif rule == "sources_sum" and "source" in uses(group.name):
            self._add(group, nearest.start, inner, True)
        elif adjacent:
            divides = "division" in uses(group.name)
            whole = "project_total" not in uses(nearest.name) and "partial" not in uses(group.name)
            self._add(group, nearest.start, inner, divides or (rule == "years_sum" and whole))

    def _runs(self, members: Sequence[_Member]) -> None:
        """Years or sources that follow a total without a header cell of their own."""
        for at, total in enumerate(members):
            for use in ("year", "source"):
                run = self._run(total, members[at + 1 :], use)
                if len(run) > 1 and self._is_whole(total, run):
                    fits = self._fits_period(total, run) if use == "year" else None
                    if fits is not False:
                        sure = bool(fits) or (use == "year" and "project_total" not in uses(total.name))
                        self._add(total, total.start, run, sure and self._is_total(total))

    def _periods(self, members: Sequence[_Member]) -> None:
        """Years inside a group that follow a column which names their period."""
        for at, total in enumerate(members):
            years = self._run(total, members[at + 1 :], "year")
            if total.leaf and len(years) > 1 and self._fits_period(total, years):
                self._add(total, total.start, years, self._is_total(total))

    def _run(self, total: _Member, members: Sequence[_Member], use: str) -> list[_Member]:
        """The members at the head of some that a use names; years once, and within the period of the total."""
        run: list[_Member] = []
        period = _period(total.name)
        years = set[int | None]()
        for member in members:
            year = _year(self._columns[member.start])
            if use not in uses(member.name) or (use == "source" and not member.leaf):
                break
            if use == "year" and (year in years or (period and year not in period)):
                break
            years.add(year)
            run.append(member)
        return run

    def _is_total(self, member: _Member) -> bool:
        return "total" in uses(member.name) and _year(self._columns[member.start]) is None

    def _is_whole(self, member: _Member, parts: Sequence[_Member]) -> bool:
        """Can a column state the whole of some parts? Also one that only names the period of their years."""
        return member.leaf and (self._is_total(member) or bool(self._fits_period(member, parts)))

    def _fits_period(self, total: _Member, parts: Sequence[_Member]) -> bool | None:
        """Do the years make up the period in the total's name? None when it names none."""
        period = _period(total.name)
        if period is None:
            return None
        return {_year(self._columns[part.start]) for part in parts} == set(period)

    def _rule(self, group: _Member, parts: Sequence[_Member]) -> ColumnRuleName:
        years = [_year(self._columns[part.start]) for part in parts]
        if None not in years and len(set(years)) == len(years):
            return "years_sum"
        if "source" in uses(group.name) or all("source" in uses(part.name) for part in parts):
            return "sources_sum"
        return "parts_sum"

    def _add(self, group: _Member, total: int, parts: Sequence[_Member], sure: bool) -> None:
        places = [place for part in parts for place in self._value_places(part)]
        if total not in places:
            self._found.append(Relation(self._rule(group, parts), total, tuple(places), sure=sure))

    def _value_places(self, member: _Member) -> list[int]:
        """The column that states a member's value: its own total, or else all its columns."""
        if member.leaf:
            return [member.start]
        own = [i for i in range(member.start, member.end) if "total" in uses(self._columns[i].header[-1])]
        return own[:1] or [i for i in range(member.start, member.end) if is_additive(self._columns[i])]
