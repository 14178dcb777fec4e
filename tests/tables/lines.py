"""Made-up rows: a tree of groups and items with labels, figures that add up, and their print."""

import calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Literal

from tests.tables import words
from tests.tables.columns import Field
from tests.tables.model import Line, Sum
from vanban.normalize.model import Value

SCHEMES: tuple[tuple[str, ...], ...] = (
    ("decimal",), ("none",), ("roman", "decimal"), ("letter", "roman", "decimal"), ("letter", "decimal"),
    ("roman", "decimal", "decimal2"), ("decimal", "decimal2"), ("decimal", "bullet"), ("roman", "decimal", "bullet"),
    ("roman", "decimal", "lower"), ("letter", "roman", "decimal", "decimal2", "bullet"), ("roman", "letter", "decimal"),
    ("heading", "decimal"), ("decimal", "decimal2", "decimal3"), ("roman", "bullet"), ("title", "decimal"),
    ("title", "none"), ("step", "step"), ("step", "step", "step"),
)  # fmt: skip
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_LETTERS = "ABCDĐEGHIK"
_LOWER = "abcdđeghik"
_MANY = 3  # figures that outweigh a range
_NAMED = ("heading", "title")  # groups without a label, which show by what stands below them

RowKind = Literal["total", "group", "item", "note"]


@dataclass
class Node:
    """A row being made. ``amounts``: whole numbers of the last decimal, by column; None is blank."""

    kind: str  # of its label
    label: str | None
    name: str
    under: list["Node"] = field(default_factory=list)
    amounts: dict[int, int | None] = field(default_factory=dict)
    stated: bool = True  # a group that prints its sums
    twin: bool = False  # shares label and name with the item before it

    @property
    def row_kind(self) -> RowKind:
        if self.kind in ("total", "note"):
            return self.kind  # type: ignore[return-value]
        return "group" if any(node.kind != "note" for node in self.under) else "item"


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
    )


# --- the tree ---------------------------------------------------------------------------------------


class Forest:
    """Grows the rows of a table."""

    def __init__(
        self, rnd: Random, words_of: Random, scheme: Sequence[str], fields: Sequence[Field], most: int
    ) -> None:
        self._rnd = rnd
        self._words = words_of
        self._scheme = scheme
        self._fields = fields
        self._left = most
        self._through = rnd.random() < 0.3  # numbers go on from group to group
        self._long = rnd.choice((0, 0.1, 0.6))
        self._of_which = rnd.choice((0, 0, 0.4)) if any(one.is_sum for one in fields) else 0
        self._twins = rnd.choice((0, 0, 0.2)) if any(one.is_sum for one in fields) else 0
        self._count = 0

    def grow(self) -> list[Node]:
        return self._grow(0, "")

    def _grow(self, depth: int, above: str) -> list[Node]:
        kind = self._scheme[depth]
        last = depth == len(self._scheme) - 1
        least = (
            2 if depth and last and kind in ("step", "none") else 1
        )  # a single row farther right may be a slip
        number = self._rnd.randint(2, 8 if last and depth < 2 else 4)
        nodes: list[Node] = []
        for at in range(number):
            if self._left <= 0 and at >= least:
                break
            self._left -= 1
            node = Node(kind, self._label(kind, at, above), self._name(last or kind == "bullet"))
            nodes.append(node)
            if not last and (self._rnd.random() < 0.8 or kind in _NAMED or (kind == "step" and depth)):
                node.under = self._grow(depth + 1, node.label or "")
                node.stated = self._rnd.random() < 0.8 and kind != "heading"
            elif last and kind.startswith("decimal") and self._rnd.random() < self._of_which:
                node.under = [self._some_of_it()]
            elif last and kind != "bullet" and self._rnd.random() < self._twins:
                nodes += [
                    Node(kind, node.label, node.name, twin=True) for _ in range(self._rnd.randint(1, 2))
                ]
        return nodes

    def _some_of_it(self) -> Node:
        """A bare "Trong đó" and bullets, which need not make up the row above."""
        names = self._words.sample(words.PARTS, 2)
        return Node("note", None, "Trong đó:", [Node("bullet", "-", name) for name in names])

    def _label(self, kind: str, at: int, above: str) -> str | None:
        if kind == "decimal":
            self._count = self._count + 1 if self._through and self._scheme[0] != "decimal" else at + 1
            return str(self._count)
        return {
            "roman": _ROMAN[at], "letter": _LETTERS[at], "lower": _LOWER[at], "bullet": "-",
            "decimal2": f"{above}.{at + 1}", "decimal3": f"{above}.{at + 1}",
        }.get(kind)  # fmt: skip

    def _name(self, item: bool) -> str:
        if not item:
            return self._words.choice(words.GROUPS)
        name = self._words.choice(words.LONG_WORKS if self._words.random() < self._long else words.WORKS)
        if self._rnd.random() < 0.3:
            name += f" {self._words.choice(words.PLACES)}"
        if self._rnd.random() < 0.1:
            name += "\n" + "\n".join(f"- {part}" for part in self._words.sample(words.PARTS, 2))
        return name


def filled(nodes: Sequence[Node], fields: Sequence[Field]) -> bool:
    """Does every column of figures hold one, and every row that shares its name?"""
    sums = [at for at, one in enumerate(fields) if one.is_sum]
    return all(any(node.amounts[at] is not None for node in nodes) for at in sums) and all(
        any(node.amounts[at] is not None for at in sums) for node in _twins(nodes)
    )


def _twins(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield from _twins(node.under)
        if node.twin:
            yield node


def figures(nodes: Sequence[Node], fields: Sequence[Field], rnd: Random, minus: bool) -> None:
    """Give every row its amounts: items at random, groups and totals as sums."""
    for node in nodes:
        figures(node.under, fields, rnd, minus)
        summed = [one for one in node.under if one.kind != "note"]
        for at, one in enumerate(fields):
            if not one.is_sum:
                continue
            if summed:
                node.amounts[at] = _sum(child.amounts[at] for child in summed)
            elif not (one.parts or one.times):
                node.amounts[at] = _amount(rnd, one.decimals, minus)
        if not summed:
            _totals(node, fields, rnd)


def _totals(node: Node, fields: Sequence[Field], rnd: Random) -> None:
    for at in reversed(range(len(fields))):  # inner sums stand after outer ones
        one = fields[at]
        if one.parts:
            less = (-amount for part in one.less if (amount := node.amounts[part]) is not None)
            total = _sum([*(node.amounts[part] for part in one.parts), *less])
            if total is not None and not one.whole:
                total += rnd.randint(1, 900) * 10**one.decimals
            node.amounts[at] = total
        elif one.times and (number := node.amounts[one.times[0]]) is not None:
            price = node.amounts[one.times[1]] = _price(rnd, fields[one.times[1]])
            factors = sum(fields[part].decimals for part in one.times)
            node.amounts[at] = round(Fraction(number * price * 10**one.decimals, 10**factors))
        elif one.times:
            node.amounts[at] = node.amounts[one.times[1]] = None


def _price(rnd: Random, one: Field) -> int:
    amount: int = rnd.randrange(50, 90_000) * 100 * 10**one.decimals
    return amount


def _sum(amounts: Iterable[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _amount(rnd: Random, decimals: int, minus: bool) -> int | None:
    if rnd.random() < 0.15:
        return None
    amount: int = rnd.randrange(1, 10 ** rnd.choice((2, 3, 4, 6))) * 10**decimals
    if decimals and rnd.random() < 0.7:
        amount += rnd.randrange(10**decimals)
    return -amount if minus and rnd.random() < 0.15 else amount


# --- the print --------------------------------------------------------------------------------------


class Printer:
    """Turns nodes into lines."""

    def __init__(self, fields: Sequence[Field], style: Print, rnd: Random) -> None:
        self._fields = fields
        self._style = style
        self._rnd = rnd
        self._units = any(one.content == "row unit" for one in fields)
        self._surplus = [0] * len(fields)  # figures more than crosses, by column
        self.lines: list[Line] = []
        self.sums: set[Sum] = set()
        self.wide: list[int] = []  # rows that are one cell over the whole width
        self.twins: list[int] = []  # rows that share label and name with the one before

    def table(self, nodes: Sequence[Node]) -> None:
        """All rows, the total before or after the others."""
        style = self._style
        total = Node("total", None, style.total)
        for at, one in enumerate(self._fields):
            if one.is_sum:
                total.amounts[at] = _sum(node.amounts[at] for node in nodes)
        with_total = style.total and not self._units
        if with_total and style.total_first:
            self._total(total)
        for node in nodes:
            self._add(node, None, 1)
        if with_total and not style.total_first:
            self._total(total)

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
        for child in node.under:
            self._add(child, row, level + 1)

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
                    if node.amounts[at] is not None and one.parts and one.whole and not one.less:
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
            if blank in ("x", "nt"):  # a column of crosses holds no figures
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
                return self._range(at) or self._amount(None if blank else _price(rnd, one), at)
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
