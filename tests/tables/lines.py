"""The print of made-up rows: separators, blanks, labels, totals and subtotals."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from tests.tables import words
from tests.tables.columns import Field
from tests.tables.forest import Node, price_of, sum_of
from tests.tables.model import Line, Sum
from vanban.normalize.model import Value

_CROSSES = ("x", "nt")
_MANY = 3  # figures that outweigh a range


@dataclass(frozen=True)
class Print:
    """How a table prints: separators, blanks, what closes labels, labels in their own column or not."""

    thousands: str
    decimal: str
    loose: bool  # some figures without separators of thousands
    minus: str  # "" none, "-", "–" or "("
    blanks: tuple[str, ...]
    closing: str
    percent: str
    own_bullets: bool  # bullets in the column of ordinals
    total: str
    total_first: bool
    day: str  # between day, month and year
    subtotal: str  # the words of a row that adds up a group, with its label or without; "" for none
    subtotal_first: bool  # right below the name of the group, rather than below its rows


def printing(rnd: Random) -> Print:
    """One way to print."""
    thousands, decimal = rnd.choice(((".", ","), (".", ","), (".", ","), ("", ","), (",", "."), (" ", ",")))
    return Print(
        thousands,
        decimal,
        rnd.random() < 0.3,
        rnd.choice(("", "", "-", "–", "(")),
        rnd.choice((("",), ("",), ("", "-"), ("-",), ("–",), ("…",), ("", "x"), ("", "nt"))),
        rnd.choice(("", "", ".")),
        rnd.choice(("", "%")),
        rnd.random() < 0.5,
        rnd.choice(("Tổng cộng", "TỔNG SỐ", "Cộng", "")),
        rnd.random() < 0.5,
        rnd.choice(("/", "/", "/", "-", ".")),
        rnd.choice(("",) * 4 + words.SUBTOTALS),
        rnd.random() < 0.3,
    )


def _add_up(nodes: Sequence[Node], text: str, rnd: Random) -> None:
    """Give the groups of one depth rows of their own that add them up, or of any depth where these name their labels.

    Words that name no group tell what they add up where all rows of that depth are groups, and more than one.
    """
    named = "{}" in text
    depths: list[list[Node]] = []
    members = [*nodes]
    while groups := [node for node in members if node.row_kind == "group"]:
        if (
            len(groups) > 1 and all(node.label for node in groups)
            if named
            else len(members) == len(groups) > 1
        ):
            depths.append(groups)
        members = [child for node in groups for child in node.under if child.kind != "note"]
    for groups in rnd.sample(depths, rnd.randint(1, len(depths)) if named else 1) if depths else ():
        for node in groups:
            node.subtotal = text.format(node.label)
            node.stated = node.stated and rnd.random() < 0.4


class Printer:
    """Turns nodes into lines."""

    def __init__(self, fields: Sequence[Field], style: Print, rnd: Random) -> None:
        self._fields = fields
        self._style = style
        self._rnd = rnd
        self._units = any(one.content == "row unit" for one in fields)
        self._surplus = [0] * len(fields)  # figures more than crosses, by column
        self._amounts: dict[int, dict[int, int | None]] = {}  # of each row, by column
        self.lines: list[Line] = []
        self.sums: set[Sum] = set()
        self.wide: list[int] = []  # rows that are one cell over the whole width
        self.twins: list[int] = []  # rows that share label and name with the one before

    def table(self, nodes: Sequence[Node]) -> None:
        """All rows, the total before or after the others."""
        style = self._style
        total = self._sum_of(nodes, style.total)
        with_total = style.total and any(self._adds(one) for one in self._fields)
        if style.subtotal and not self._units:
            _add_up(nodes, style.subtotal, self._rnd)
        if with_total and style.total_first:
            self._total(total)
        stretches = self._stretches(nodes)
        for stretch in stretches:
            for node in stretch:
                self._add(node, None, 1)
            if len(stretches) > 1:
                self._total(self._sum_of(stretch, style.subtotal))
        if with_total and not style.total_first:
            self._total(total)
            if len(nodes) > 1 and nodes[0].label and self._rnd.random() < 0.3:
                self._divide(nodes)

    def _adds(self, one: Field) -> bool:
        """Can a total print the sum of a column, whatever the units of the rows?"""
        return one.is_sum and (one.own_unit or not self._units)

    def _divide(self, nodes: Sequence[Node]) -> None:
        """Bullets below the total that say what it is made of, after "Trong đó" at times, or where there are bullets above."""
        parent, level = None, 1
        names = self._rnd.sample(words.PARTS, 2)
        if self._style.subtotal or self._rnd.random() < 0.5 or any(node.has("bullet") for node in nodes):
            parent, level = len(self.lines), 2
            self._emit(
                Node("note", None, "Trong đó:", amounts=dict.fromkeys(range(len(self._fields)))), None, 1
            )
        for name, part in zip(names, (nodes[:1], nodes[1:]), strict=True):
            bullet = self._sum_of(part, name)
            bullet.kind, bullet.label = "bullet", "-"
            bullet.amounts.update((one.times[1], None) for one in self._fields if one.times)  # has no price
            self._emit(bullet, parent, level)

    def _sum_of(self, nodes: Sequence[Node], text: str) -> Node:
        total = Node("total", None, text)
        for at, one in enumerate(self._fields):
            if one.is_sum:
                total.amounts[at] = sum_of(node.amounts[at] for node in nodes) if self._adds(one) else None
        return total

    def _stretches(self, nodes: Sequence[Node]) -> list[Sequence[Node]]:
        """Rows without groups in two parts at times, which rows below each add up; rows of one name stay together."""
        items = all(node.row_kind == "item" and not node.under for node in nodes)
        places = [at for at in range(1, len(nodes)) if not nodes[at].twin]
        if not (items and places and self._style.subtotal == "Cộng") or self._units:
            return [nodes]
        at = self._rnd.choice(places)
        return [nodes[:at], nodes[at:]]

    def _total(self, total: Node) -> None:
        self._emit(total, None, 0)
        self._state(len(self.lines) - 1, total)

    def _add(self, node: Node, parent: int | None, level: int) -> None:
        row = len(self.lines)
        if node.kind == "heading":
            self.wide.append(row)
            text = node.name
            self.lines.append(
                Line((text,) * len(self._fields), self._wide_values(text), None, level, "group", parent)
            )
        else:
            self._emit(node, parent, level)
        if node.row_kind == "group" and self._prints(node):
            self._state(row, node)
        if node.subtotal and self._style.subtotal_first:
            self._total(Node("total", None, node.subtotal, amounts=node.amounts))
        for child in node.under:
            self._add(child, row, level + 1)
        if node.subtotal and not self._style.subtotal_first:
            self._total(Node("total", None, node.subtotal, amounts=node.amounts))

    def has_crosses(self, at: int) -> bool:
        """Are there cells with crosses in a column, which its figures must outnumber?"""
        return any(line.cells[at] in _CROSSES for line in self.lines)

    def adds_up(self, row: int) -> bool:
        """Can a group print the sum of its rows?"""
        return not self._units and row not in self.wide

    def shared(self, rows: Sequence[int], at: int) -> tuple[str, Value] | None:
        """What one amount for some rows prints, with its value; the sums that their other cells stated go."""
        owners = rows[:1] if self.lines[rows[0]].kind == "group" else rows
        total = sum_of(self._amounts[row][at] for row in owners)
        if total is None:
            return None
        whole = {at, *(total for total, one in enumerate(self._fields) if at in (*one.parts, *one.less))}
        gone = {Sum("across", row, col) for row in rows for col in whole} | {Sum("down", rows[0], at)}
        self.sums -= gone
        return self._amount(total, at)

    def _wide_values(self, text: str) -> tuple[Value, ...]:
        texts = ("ordinal", "name", "place", "owner", "size", "row unit", "remark")
        return tuple(text if one.content in texts else None for one in self._fields)

    def _prints(self, node: Node) -> bool:
        return node.row_kind == "item" or node.kind == "total" or (node.stated and not self._units)

    def _state(self, row: int, node: Node) -> None:
        for at, one in enumerate(self._fields):
            if one.is_sum and node.amounts[at] is not None:
                self.sums.add(Sum("down", row, at))

    def _emit(self, node: Node, parent: int | None, level: int) -> None:
        cells: list[str] = []
        values: list[Value] = []
        row = len(self.lines)
        self._amounts[row] = node.amounts
        if node.twin:
            self.twins.append(row)
        ordinal = any(one.content == "ordinal" for one in self._fields)
        item = node.row_kind == "item"
        for at, one in enumerate(self._fields):
            text, value = "", None
            if one.content == "ordinal":
                text, value = self._ordinal(node)
            elif one.content == "name":
                text = self._named(node, ordinal)
                value = text.replace("\n", " ")
            elif one.is_sum:
                if self._prints(node):
                    text, value = self._amount(node.amounts[at], at)
                    stated = node.amounts[at] is not None and one.whole and not one.less
                    if stated and any(node.amounts[part] is not None for part in one.parts):
                        self.sums.add(Sum("across", row, at))
            elif one.ratio:
                text, value = self._compared(node, one) if self._prints(node) else ("", None)
            elif item:
                text, value = self._fact(node, one, at)
            cells.append(text)
            values.append(value)
        indent = level - 1 if node.kind == "step" else 0
        self.lines.append(Line(tuple(cells), tuple(values), node.label, level, node.row_kind, parent, indent))

    def _ordinal(self, node: Node) -> tuple[str, Value]:
        if node.label is None or (node.kind == "bullet" and not self._style.own_bullets):
            return "", None
        text = node.label + (self._style.closing if node.kind not in ("bullet",) else "")
        return text, text

    def _named(self, node: Node, ordinal: bool) -> str:
        if node.label is None:
            return node.name
        if node.kind == "bullet" and (not ordinal or not self._style.own_bullets):
            return f"- {node.name}"
        if ordinal:
            return node.name
        return f"{node.label}{')' if node.kind == 'lower' else '.'} {node.name}"

    def _amount(self, amount: int | None, at: int) -> tuple[str, Value]:
        decimals = self._fields[at].decimals
        if amount is None:
            blank = self._rnd.choice(self._style.blanks)
            if blank in _CROSSES:  # a column of crosses holds no figures
                self._surplus[at] -= 1
                blank = blank if self._surplus[at] >= 0 else ""
            return blank, None
        self._surplus[at] += 1
        value = amount / 10**decimals if amount % 10**decimals else amount // 10**decimals
        plus = "+" if self._fields[at].signed and amount > 0 else ""
        return plus + self._figure(amount, decimals), value

    def _compared(self, node: Node, one: Field) -> tuple[str, Value]:
        plan, done = (node.amounts[at] for at in one.ratio)
        if not plan or done is None:
            return "", None
        amount = round(Fraction(100 * done * 10**one.decimals, plan))
        value = amount / 10**one.decimals if amount % 10**one.decimals else amount // 10**one.decimals
        return self._figure(amount, one.decimals) + self._style.percent, value

    def _figure(self, amount: int, decimals: int) -> str:
        style = self._style
        whole, rest = divmod(abs(amount), 10**decimals)
        plain = not style.thousands or (style.loose and self._rnd.random() < 0.3)
        text = str(whole) if plain else f"{whole:,}".replace(",", style.thousands)
        if decimals:
            text += f"{style.decimal}{rest:0{decimals}d}"
        if amount >= 0:
            return text
        if style.minus == "(" and sum(map(str.isdigit, text)) > 2:  # "(12)" is a mark on paper as well
            return f"({text})"
        return (style.minus.replace("(", "-") or "-") + text

    def _range(self, at: int) -> tuple[str, Value] | None:
        """Now and then a range or a bound, which is no number, in a column of many figures."""
        if self._surplus[at] < _MANY or self._rnd.random() > 0.1:
            return None
        self._surplus[at] -= _MANY
        decimals = self._fields[at].decimals
        low, high = (self._figure(self._rnd.randint(1, 9) * 10**decimals * by, decimals) for by in (5, 55))
        return self._rnd.choice((f"{low}-{high}", f"{low} - {high}", f"< {high}", f"Trên {low}")), None

    def _fact(self, node: Node, one: Field, at: int) -> tuple[str, Value]:
        rnd = self._rnd
        match one.content:
            case "price":
                if at in node.amounts:
                    return self._amount(node.amounts[at], at)
                blank = self._surplus[at] and rnd.random() < 0.1
                return self._range(at) or self._amount(None if blank else price_of(rnd, one), at)
            case "rate":
                text, value = self._range(at) or self._amount(rnd.randrange(1, 120 * 10**one.decimals), at)
                return text + self._style.percent, value
            case "row unit":
                text = rnd.choice(words.UNITS_OF_ROWS)
            case "date":
                year, month = rnd.randint(2009, 2024), rnd.randint(1, 12)
                day = rnd.randint(1, calendar.monthrange(year, month)[1])
                return (
                    f"{day:02d}{self._style.day}{month}{self._style.day}{year}",
                    f"{year}-{month:02d}-{day:02d}",
                )
            case "period":
                year = rnd.randint(2010, 2024)
                return rnd.choice(
                    (
                        (f"{year}-{year + 2}", f"{year}/{year + 2}"),
                        (f"{year}", f"{year}"),
                        (f"{year} - {year + 1}", f"{year}/{year + 1}"),
                        (f"Quý II/{year}", f"{year}-04/{year}-06"),
                        (f"9/{year}", f"{year}-09"),
                    )
                )
            case "remark":
                text = rnd.choice(("", "", *words.REMARKS))
            case _:
                choices = {"place": words.PLACES, "owner": words.OWNERS, "size": words.SIZES}
                text = "" if rnd.random() < 0.15 else rnd.choice(choices[one.content])
        return text, text or None
