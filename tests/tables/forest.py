"""Made-up trees of groups and items: labels, names and figures that add up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Literal

from tests.tables import words
from tests.tables.columns import Field

SCHEMES: tuple[tuple[str, ...], ...] = (
    ("decimal",), ("none",), ("roman", "decimal"), ("letter", "roman", "decimal"), ("letter", "decimal"),
    ("roman", "decimal", "decimal2"), ("decimal", "decimal2"), ("decimal", "bullet"), ("roman", "decimal", "bullet"),
    ("roman", "decimal", "lower"), ("letter", "roman", "decimal", "decimal2", "bullet"), ("roman", "letter", "decimal"),
    ("heading", "decimal"), ("decimal", "decimal2", "decimal3"), ("roman", "bullet"), ("title", "decimal"),
    ("title", "none"), ("step", "step"), ("step", "step", "step"),
    ("letter", "lower", "decimal"), ("letter", "roman", "lower", "decimal"),
)  # fmt: skip
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_LETTERS = "ABCDĐEGHIK"
_LOWER = "abcdđeghik"
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
    subtotal: str = ""  # the words of a row of its own that adds it up
    twin: bool = False  # shares label and name with the item before it

    @property
    def row_kind(self) -> RowKind:
        if self.kind in ("total", "note"):
            return self.kind  # type: ignore[return-value]
        return "group" if any(node.kind != "note" for node in self.under) else "item"

    def has(self, kind: str) -> bool:
        """Is there a row of a kind here or below?"""
        return self.kind == kind or any(node.has(kind) for node in self.under)


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
        # the first part lacks the letters of the others; numbers that count anew below these show how they stand
        self._uneven = "lower" in scheme[1:-1] and rnd.random() < 0.5
        self._through &= not self._uneven

    def grow(self) -> list[Node]:
        most = self._left
        nodes = self._grow(0, "")
        if self._uneven and not any(_counts_anew(node) for node in nodes[1:]):
            self._left, self._uneven = most, False
            nodes = self._grow(0, "")
        return nodes

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
                uneven = self._uneven and not depth and not at
                node.under = self._grow(len(self._scheme) - 1 if uneven else depth + 1, node.label or "")
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


def _counts_anew(node: Node) -> bool:
    """Does a letter hold numbers?"""
    return any(map(_counts_anew, node.under)) or (
        node.kind == "lower" and any(one.kind == "decimal" for one in node.under)
    )


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
                node.amounts[at] = sum_of(child.amounts[at] for child in summed)
            elif not (one.parts or one.times):
                node.amounts[at] = _amount(rnd, one.decimals, minus)
        if not summed:
            _totals(node, fields, rnd)


def _totals(node: Node, fields: Sequence[Field], rnd: Random) -> None:
    for at in reversed(range(len(fields))):  # inner sums stand after outer ones
        one = fields[at]
        if one.parts:
            less = (-amount for part in one.less if (amount := node.amounts[part]) is not None)
            total = sum_of([*(node.amounts[part] for part in one.parts), *less])
            if total is not None and not one.whole:
                total += rnd.randint(1, 900) * 10**one.decimals
            node.amounts[at] = total
        elif one.times and (number := node.amounts[one.times[0]]) is not None:
            price = node.amounts[one.times[1]] = price_of(rnd, fields[one.times[1]])
            factors = sum(fields[part].decimals for part in one.times)
            node.amounts[at] = round(Fraction(number * price * 10**one.decimals, 10**factors))
        elif one.times:
            node.amounts[at] = node.amounts[one.times[1]] = None


def price_of(rnd: Random, one: Field) -> int:
    amount: int = rnd.randrange(50, 90_000) * 100 * 10**one.decimals
    return amount


def sum_of(amounts: Iterable[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _amount(rnd: Random, decimals: int, minus: bool) -> int | None:
    if rnd.random() < 0.15:
        return None
    amount: int = rnd.randrange(1, 10 ** rnd.choice((2, 3, 4, 6))) * 10**decimals
    if decimals and rnd.random() < 0.7:
        amount += rnd.randrange(10**decimals)
    return -amount if minus and rnd.random() < 0.15 else amount
