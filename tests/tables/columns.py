"""Made-up columns: a header tree, and for each column what its cells hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Literal

from tests.tables import words
from tests.tables.model import Head
from vanban.normalize.model import Unit

Content = Literal[
    "ordinal", "name", "place", "owner", "size", "row unit", "date", "period", "remark", "amount", "price", "rate"
]  # fmt: skip

UNITS = {
    "ha": Unit(text="ha"), "m2": Unit(text="m2"), "%": Unit(text="%"),
    "triệu đồng": Unit(text="triệu đồng", currency="VND", scale=1_000_000),
    "1.000 đồng": Unit(text="1.000 đồng", currency="VND", scale=1_000),
    "1.000 đồng/m2": Unit(text="1.000 đồng/m2", currency="VND", scale=1_000),
    "đồng": Unit(text="đồng", currency="VND", scale=1),
}  # fmt: skip
MAX_LEVELS = 4


@dataclass
class Field:
    """What the cells of a column hold.

    ``parts``: the columns that this one is the sum of; ``whole``: they make it up, rather than being
    some of it ("Trong đó"); ``less``: the columns taken away from those; ``times``: the number and the price
    whose product it is; ``ratio``: the columns whose second it gives in percent of the first; ``signed``: a plus is
    printed; ``own_unit``: its unit is not that of the row.
    """

    content: Content
    decimals: int = 0
    parts: tuple[int, ...] = ()
    whole: bool = True
    less: tuple[int, ...] = ()
    times: tuple[int, ...] = ()
    ratio: tuple[int, ...] = ()
    signed: bool = False
    own_unit: bool = False

    @property
    def is_sum(self) -> bool:
        """Can its figures be added up?"""
        return self.content == "amount"


@dataclass
class Columns:
    """Header tree and fields of a table being made."""

    rnd: Random
    heads: list[Head] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def pick(self, texts: Sequence[str]) -> str:
        """One that no header cell has yet, as long as there is one."""
        left = [text for text in texts if text not in self.used] or list(texts)
        text = self.rnd.choice(left)
        self.used.add(text)
        return text

    # --- single columns ---------------------------------------------------------------------------

    def column(self, text: str, made: Field) -> Head:
        """One column."""
        self.fields.append(made)
        kind = _KINDS.get(made.content, "text")
        return Head(text, kind=kind, unit=_unit(text))  # type: ignore[arg-type]

    def amount(self, texts: Sequence[str], decimals: int | None = None) -> Head:
        """A column of figures that add up."""
        text = self.pick(texts)
        places = self.decimals(text) if decimals is None else decimals
        return self.column(text, Field("amount", places))

    def decimals(self, text: str) -> int:
        """Decimals that such a column prints."""
        return self.rnd.choice((0, 1, 2)) if "Diện" in text else self.rnd.choice((0, 0, 0, 1, 3))

    # --- blocks of columns ------------------------------------------------------------------------

    def block(self, levels: int) -> list[Head]:
        """Columns of figures that belong together, at most so many levels of header."""
        makers = [self.single]
        if levels > 1:
            makers += [
                self.opposed,
                self.years,
                self.plan,
                self.divided,
                self.of_which,
                self.by_year,
                self.prices,
            ]
        if len(self.fields) < 7:
            makers += [self.compared, self.changed, self.bought, self.period]
        if levels > 2:
            makers += [self.boxed] * (3 * levels - 6)  # or deep trees would be few
        return self.rnd.choice(makers)(levels)

    def single(self, levels: int) -> list[Head]:
        """One measure."""
        if self.rnd.random() < 0.2:
            return [self.column(self.pick(words.RATES), Field("rate", self.rnd.choice((0, 1, 2))))]
        if self.rnd.random() < 0.1:
            year = self.rnd.randint(2011, 2024)
            made = self.column(self.pick(words.IN_YEARS).format(year), Field("amount"))
            return [replace(made, kind="number", year=year)]
        return [self.amount(self.rnd.choice((words.COUNTS, words.AREAS, words.COSTS)))]

    def compared(self, levels: int) -> list[Head]:
        """A plan, what became of it, and this in percent of the plan."""
        at, decimals = len(self.fields), self.decimals("")
        plan, done = (self.amount(texts, decimals) for texts in (words.PLANS, words.RESULTS))
        ratio = Field("rate", self.rnd.choice((0, 1, 2)), ratio=(at, at + 1))
        return [plan, done, self.column(self.pick(words.COMPARISONS), ratio)]

    def changed(self, levels: int) -> list[Head]:
        """A figure, the one before it, and by how much they differ."""
        at, decimals = len(self.fields), self.decimals("")
        before, after = (self.amount(texts, decimals) for texts in (words.PLANS, words.RESULTS))
        text = self.pick(words.CHANGES)
        made = Field("amount", decimals, parts=(at + 1,), less=(at,), signed="(+)" in text)
        return [before, after, self.column(text, made)]

    def opposed(self, levels: int) -> list[Head]:
        """A figure, the one before it, and both ways to compare them."""
        at, decimals = len(self.fields), self.decimals("")
        heads = [self.amount(texts, decimals) for texts in (words.PLANS, words.RESULTS)]
        less = Field("amount", decimals, parts=(at + 1,), less=(at,))
        ratio = Field("rate", self.rnd.choice((0, 1, 2)), ratio=(at, at + 1))
        columns = (
            self.column(self.pick(words.DIFFERENCES), less), self.column(self.pick(words.RATIOS), ratio)
        )  # fmt: skip
        return [*heads, Head("So sánh", columns)]

    def bought(self, levels: int) -> list[Head]:
        """A number of things, the price of one, and what they cost."""
        at = len(self.fields)
        number = self.amount(words.COUNTS, 0)
        price = self.column(self.pick(words.UNIT_PRICES), Field("price"))
        return [number, price, self.column(self.pick(words.COSTS), Field("amount", times=(at, at + 1)))]

    def period(self, levels: int) -> list[Head]:
        """What a period takes, and each of its years."""
        decimals, at = self.decimals(""), len(self.fields)
        first, number = self.rnd.choice((2011, 2016, 2021)), self.rnd.randint(2, 4)
        name = self.pick(words.PERIODS).format(first, first + number - 1)
        total = self.column(name, Field("amount", decimals))
        years = self.year_columns(decimals, first, number)
        self.fields[at].parts = tuple(range(at + 1, len(self.fields)))
        return [replace(total, kind="number"), *years]

    def years(self, levels: int) -> list[Head]:
        """The years of one measure."""
        text = self.pick((*words.AREAS, *words.COUNTS))
        decimals = self.decimals(text)
        return [Head(text, self.year_columns(decimals), unit=_unit(text))]

    def year_columns(self, decimals: int, first: int = 0, number: int = 0) -> tuple[Head, ...]:
        """A column for each of some years."""
        first, number = first or self.rnd.choice((2011, 2016, 2021)), number or self.rnd.randint(2, 4)
        name = self.rnd.choice(("{}", "Năm {}", "Kế hoạch năm {}"))
        return tuple(
            replace(self.column(name.format(year), Field("amount", decimals)), kind="number", year=year)
            for year in range(first, first + number)
        )

    def source_columns(self, decimals: int, levels: int) -> tuple[Head, ...]:
        """A column for each of some sources of money."""
        names = self.rnd.sample(words.SOURCES, self.rnd.randint(2, 3))
        return tuple(self.column(name, Field("amount", decimals)) for name in names)

    def parts(self, decimals: int, levels: int, by: str = "") -> tuple[Head, ...]:
        """Columns that make up a whole: years or sources."""
        by = by or self.rnd.choice(("years", "sources"))
        return self.year_columns(decimals) if by == "years" else self.source_columns(decimals, levels)

    def plan(self, levels: int) -> list[Head]:
        """A group with its total inside: "Kế hoạch vốn": "Tổng số", 2021, 2022."""
        group, decimals, at = self.pick(words.MONEY_GROUPS), self.decimals(""), len(self.fields)
        total = self.column(self.rnd.choice(words.TOTALS[:2]), Field("amount", decimals))
        under: tuple[Head, ...]
        if levels > 2 and self.rnd.random() < 0.3:
            under = (Head(self.rnd.choice(words.DIVISIONS[::2]), self.parts(decimals, levels - 2)),)
        else:
            under = self.parts(decimals, levels - 1)
        self.fields[at].parts = tuple(range(at + 1, len(self.fields)))
        return [Head(group, (total, *under))]

    def divided(self, levels: int) -> list[Head]:
        """A total and the group that divides it: "Tổng số" | "Chia ra": ..."""
        decimals, at = self.decimals(""), len(self.fields)
        total = self.amount(words.TOTALS, decimals)
        text = self.pick(words.DIVISIONS)
        by = {"Phân theo nguồn": "sources", "Chia theo năm": "years"}.get(text, "")
        group = Head(text, self.parts(decimals, levels - 1, by))
        self.fields[at].parts = tuple(range(at + 1, len(self.fields)))
        return [total, group]

    def of_which(self, levels: int) -> list[Head]:
        """A total and some of its parts: "Tổng số" | "Trong đó": ..."""
        at = len(self.fields)
        heads = self.divided(levels)
        self.fields[at].whole = self.rnd.random() < 0.5
        return [heads[0], replace(heads[1], text=words.OF_WHICH[0])]

    def by_year(self, levels: int) -> list[Head]:
        """The same measures for each of some years."""
        first = self.rnd.choice((2011, 2021))
        measures = [
            (text, self.decimals(text)) for text in self.rnd.sample((*words.COUNTS, *words.COSTS[:4]), 2)
        ]
        return [
            Head(
                f"Năm {year}",
                tuple(
                    replace(self.column(text, Field("amount", decimals)), year=year)
                    for text, decimals in measures
                ),
                year=year,
            )
            for year in range(first, first + self.rnd.randint(1, 3))
        ]

    def prices(self, levels: int) -> list[Head]:
        """Figures that do not add up."""
        text = self.pick(words.PRICES)
        names = [f"Vị trí {at}" for at in range(1, self.rnd.randint(2, 4) + 1)]
        return [Head(text, tuple(self.column(name, Field("price")) for name in names), unit=_unit(text))]

    def boxed(self, levels: int) -> list[Head]:
        """A group of blocks."""
        inner = self.block(levels - 1)
        if self.rnd.random() < 0.5:
            inner += self.single(levels - 1)
        if sum(head.width for head in inner) < 2:
            return inner
        return [Head(self.pick(words.BOXES), tuple(inner))]


_KINDS = {
    "ordinal": "ordinal", "date": "date", "period": "period", "amount": "number", "price": "number", "rate": "percent",
}  # fmt: skip


def _unit(text: str) -> Unit | None:
    if text.startswith("%"):
        return UNITS["%"]
    return UNITS.get(text.partition("(")[2].removesuffix(")"))


def columns(rnd: Random, levels: int, blocks: int) -> Columns:
    """What a row is about, facts on it, some blocks of figures, remarks."""
    made = Columns(rnd)
    heads = made.heads
    if rnd.random() < 0.85:
        heads.append(made.column(rnd.choice(words.ORDINALS), Field("ordinal")))
    heads.append(made.column(rnd.choice(words.NAMES), Field("name")))
    facts: list[tuple[str, Content]] = [
        ("Địa điểm", "place"), ("Chủ đầu tư", "owner"), ("Quy mô", "size"), ("ĐVT", "row unit"),
        ("Ngày phê duyệt", "date"), ("Thời gian thực hiện", "period"),
    ]  # fmt: skip
    for text, content in facts:
        if rnd.random() < 0.2:
            heads.append(made.column(text, Field(content)))
    if levels > 1 and len(heads) > 3 and rnd.random() < 0.2:
        heads[-2:] = [Head("Thông tin dự án", tuple(heads[-2:]))]
    for _ in range(blocks):
        if len(made.fields) < 10:
            heads += made.block(levels)
    if rnd.random() < 0.3:
        heads.append(made.column("Ghi chú", Field("remark")))
    for one, path in zip(made.fields, (path for head in heads for path in head.columns()), strict=True):
        one.own_unit = any(head.unit or head.text in words.MONEY for head in path)
    return made


def numbers(rnd: Random, fields: Sequence[Field]) -> tuple[str, ...]:
    """A row of column numbers, totals with their formulas."""
    style = rnd.choice(("({})", "{}", "letters"))
    lettered = 0
    if style == "letters":
        lettered = next(
            (at for at, one in enumerate(fields) if one.content in ("amount", "price", "rate")), 0
        )
        lettered = min(lettered, 3)
        style = "{}"
    names = ["ABC"[at] if at < lettered else str(at - lettered + 1) for at in range(len(fields))]
    formulas = rnd.random() < 0.7
    return tuple(
        style.format(name + (_formula(one, names) if formulas else ""))
        for name, one in zip(names, fields, strict=True)
    )


def _formula(one: Field, names: Sequence[str]) -> str:
    """ "=1+2" for a sum, "=2-1" for a difference, "=1x2" for a product, "=2/1" for a comparison, nothing for other columns."""
    if one.ratio:
        return f"={names[one.ratio[1]]}/{names[one.ratio[0]]}"
    if one.times:
        return f"={'x'.join(names[part] for part in one.times)}"
    if one.less:
        return f"={names[one.parts[0]]}-{names[one.less[0]]}"
    return f"={'+'.join(names[part] for part in one.parts)}" if one.parts and one.whole else ""
