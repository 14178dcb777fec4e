"""Proof of the sums that a table states.

A failed check is shown to people as an error of the authors. So a check is made only where the table
itself says that figures add up: children under their group, parts beside their whole, everything under
"Tổng số". A blank cell states nothing; a group without own figures passes on those of its children.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from vanban.normalize.columns import Header, has_own_unit, is_score, shape, uses
from vanban.normalize.model import Check, Column, Row
from vanban.normalize.relations import Relation, is_additive, relations
from vanban.normalize.rows import children, is_body, label_places
from vanban.normalize.totals import Readings, totals

RuleName = Literal["children_sum", "parts_sum", "years_sum", "sources_sum", "total_sum", "formula"]

_SUPPORT = 0.5  # share of the rows that must bear out a relation which the header leaves open
_REFUTED = 0.3  # share below which even a stated relation is a misreading of the table
_ENOUGH = 3  # rows that it takes to refute one


class Amounts(msgspec.Struct, frozen=True):
    """The figures of a table.

    ``own[row][col]``: what the cell states, None when blank or when it repeats a merged cell;
    ``merged``: places covered by a cell that spans rows, whose figure belongs to several rows;
    ``decimals``: per column the most decimals printed.
    """

    own: Sequence[Sequence[int | float | None]]
    merged: frozenset[tuple[int, int]]
    decimals: Sequence[int]


def amounts(
    rows: Sequence[Row], repeats: frozenset[tuple[int, int]], merged: frozenset[tuple[int, int]]
) -> Amounts:
    """The figures of the rows.

    Args:
        rows: the data rows.
        repeats: places (row, column) that show the text of a merged cell again.
        merged: places covered by a cell that spans rows.
    """
    own: list[list[int | float | None]] = []
    decimals = [0] * (len(rows[0].values) if rows else 0)
    for index, row in enumerate(rows):
        figures: list[int | float | None] = []
        for col, value in enumerate(row.values):
            figure = None if isinstance(value, str) or (index, col) in repeats else value
            if isinstance(figure, float):
                decimals[col] = max(decimals[col], len(repr(figure).partition(".")[2]))
            figures.append(figure)
        own.append(figures)
    return Amounts(own, merged, decimals)


def checks(
    columns: Sequence[Column], header: Header, rows: Sequence[Row], figures: Amounts
) -> tuple[Check, ...]:
    """Every sum the table states, proved; in the order of the rows."""
    found: list[Check] = []
    units = _row_units(columns, rows)
    for relation in relations(columns, header):
        if relation.op == "sum":
            found += _across(relation, columns, figures)
        else:
            found += _plausible(_calculated(relation, columns, figures, units))
    additive = [i for i, column in enumerate(columns) if is_additive(column)]
    below = children(rows)
    groups = {row: parts for row, parts in below.items() if rows[row].kind == "group"}
    of_groups: list[Check] = []
    of_totals: list[Check] = []
    by_column = {col: _carried(rows, below, figures, col) for col in additive}
    added = _chosen(totals(rows, below), by_column, figures)
    for col, carried in by_column.items():
        of_column = _plausible(_down("children_sum", columns, groups, carried, figures, col, units))
        of_groups += [check for check in of_column if check.ok or not is_score(columns[col])]
        of_totals += _down("total_sum", columns, added, carried, figures, col, units)
    found += [*_plausible(of_groups), *_plausible(of_totals)]
    return tuple(sorted(found, key=lambda check: check.row))


# --- along a row --------------------------------------------------------------------------------


def _across(relation: Relation, columns: Sequence[Column], figures: Amounts) -> list[Check]:
    """One relation in every row that states the total and at least one part."""
    decimals = max(figures.decimals[i] for i in relation.columns)
    found: list[Check] = []
    for index, own in enumerate(figures.own):
        total = own[relation.total]
        parts = [v for i in relation.parts if (v := own[i]) is not None]
        if total is None or not parts or any((index, i) in figures.merged for i in relation.columns):
            continue
        minus = [-v for i in relation.minus if (v := own[i]) is not None]
        found.append(_check(relation.rule, columns[relation.total], index, [*parts, *minus], total, decimals))
    if relation.rule == "formula":
        return found
    passed = sum(check.ok for check in found)
    if not relation.sure and passed < _SUPPORT * len(found):
        return []
    return _plausible(found)


def _calculated(
    relation: Relation, columns: Sequence[Column], figures: Amounts, units: Sequence[str]
) -> list[Check]:
    """The ratio or product that a formula states, in every row that prints all three figures.

    Percentages beside a unit "%" are left out: they are compared in ways that no formula tells.
    """
    found: list[Check] = []
    for index, own in enumerate(figures.own):
        total, first, second = (own[i] for i in relation.columns)
        if total is None or first is None or not second or units[index].strip() == "%":
            continue
        if any((index, i) in figures.merged for i in relation.columns):
            continue
        places = [figures.decimals[i] for i in relation.parts]
        results = [_result(relation.op, scale, first, second, places) for scale in relation.scales]
        stated: float = total
        exact, off = min(results, key=lambda result: abs(result[0] - stated))
        decimals = len(repr(total).partition(".")[2]) if isinstance(total, float) else 0
        expected = round(exact, max(decimals, figures.decimals[relation.total]))
        found.append(
            Check(
                rule=relation.rule,
                column=columns[relation.total].id,
                row=index,
                expected=int(expected) if expected == int(expected) else expected,
                found=total,
                ok=abs(exact - stated) <= off + 0.5 * 10**-decimals + 1e-9,
            )
        )
    return found


def _result(op: str, scale: int, first: float, second: float, decimals: Sequence[int]) -> tuple[float, float]:
    """What a ratio or product makes, and how far rounded terms may put it off.

    Terms may be off by half a unit of the last place; whole numbers that are multiplied are counts and prices.
    """
    halves = [0.5 * 10**-places for places in decimals]
    if op == "product":
        of_first, of_second = (half if places else 0.0 for half, places in zip(halves, decimals, strict=True))
        return first * second, abs(first) * of_second + abs(second) * of_first
    exact = scale * first / second
    return exact, abs(exact / second) * halves[1] + abs(scale / second) * halves[0]


def _plausible(found: list[Check]) -> list[Check]:
    """The checks, or none when they refute the reading rather than the figures."""
    passed = sum(check.ok for check in found)
    return [] if len(found) >= _ENOUGH and passed < _REFUTED * len(found) else found


# --- down a column ------------------------------------------------------------------------------


def _chosen(
    readings: Mapping[int, Readings], by_column: Mapping[int, Sequence[int | float | None]], figures: Amounts
) -> Mapping[int, Sequence[int]]:
    """Of the ways to read each total the one that most of its figures bear out, or else the likeliest."""

    def borne_out(total: int, parts: Sequence[int]) -> int:
        return sum(
            _is_sum([v for part in parts if (v := carried[part]) is not None], stated, figures.decimals[col])
            for col, carried in by_column.items()
            if (stated := figures.own[total][col]) is not None
        )

    return {
        total: max(found, key=lambda parts: borne_out(total, parts))
        for total, found in readings.items()
        if found
    }


def _carried(
    rows: Sequence[Row], below: Mapping[int, list[int]], figures: Amounts, col: int
) -> list[int | float | None]:
    """What each row brings to the sum above it: its own figure, or that of its children."""
    carried: list[int | float | None] = [own[col] for own in figures.own]
    for index in range(len(rows) - 1, -1, -1):
        if carried[index] is None and rows[index].kind == "group":
            parts = [v for child in below.get(index, ()) if (v := carried[child]) is not None]
            carried[index] = math.fsum(parts) if parts else None
    return carried


def _down(
    rule: RuleName,
    columns: Sequence[Column],
    sums: Mapping[int, Sequence[int]],
    carried: Sequence[int | float | None],
    figures: Amounts,
    col: int,
    units: Sequence[str],
) -> list[Check]:
    """One rule in one column, for each row that states a figure over rows that carry some."""
    found: list[Check] = []
    for index, parts in sums.items():
        stated = figures.own[index][col]
        values = [v for part in parts if (v := carried[part]) is not None]
        if stated is None or not values or (index, col) in figures.merged:
            continue
        if not has_own_unit(columns[col]) and not _same_unit(units, index, parts):
            continue
        found.append(_check(rule, columns[col], index, values, stated, figures.decimals[col]))
    return found


def _row_units(columns: Sequence[Column], rows: Sequence[Row]) -> Sequence[str]:
    """The unit of each row where a column gives it ("ĐVT"), else blanks.

    "Đơn vị" may also name bodies: the column that says what the rows are about gives no units.
    """
    names = label_places(columns, [row.cells for row in rows])[1]
    for col, column in enumerate(columns):
        if column.header and "row_unit" in uses(column.header[-1]) and column.kind == "text":
            units = [row.cells[col].lower() for row in rows]
            for at, unit in enumerate(units):
                if shape(unit) == "as above" and at:
                    units[at] = units[at - 1]
            if col != names and sum(map(is_body, units)) * 2 <= len(units) - units.count(""):
                return units
    return [""] * len(rows)


def _same_unit(units: Sequence[str], index: int, parts: Iterable[int]) -> bool:
    return len({units[i] for i in (index, *parts)} - {""}) <= 1


# --- one sum ------------------------------------------------------------------------------------


def _check(
    rule: RuleName, column: Column, row: int, parts: Sequence[int | float], found: float, decimals: int
) -> Check:
    """Compare a stated figure with the sum of its parts.

    Every printed decimal may be off by half a unit of the last place, the sum of n parts and the stated
    figure by (n + 1) halves; whole numbers are taken as exact, but for one stated over parts with decimals.
    """
    exact = round(math.fsum(parts), decimals)
    expected = int(exact) if exact == int(exact) else exact
    return Check(
        rule=rule,
        column=column.id,
        row=row,
        expected=expected,
        found=found,
        ok=_is_sum(parts, found, decimals),
    )


def _is_sum(parts: Sequence[int | float], found: float, decimals: int) -> bool:
    tolerance = 0.5 * 10**-decimals * (len(parts) + 1) + 1e-9 if decimals else 0
    if isinstance(found, int) and any(isinstance(part, float) for part in parts):
        tolerance = max(tolerance, 0.5)
    return abs(round(math.fsum(parts), decimals) - found) <= tolerance
