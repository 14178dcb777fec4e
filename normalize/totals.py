"""What the total rows of a table add up.

"Tổng cộng" at the head of a table adds up all of it, "Cộng II" the row with that label, "Cộng" right below the name of a
group the rows of this group. One between or below rows adds up what it closes: the group that ends there, and those
beside it since the total before, or all so far. Where this leaves a choice, the figures of the whole row make it.
"""

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence

from vanban.corpus.patterns import compiled
from vanban.corpus.text import key
from vanban.normalize.model import Row
from vanban.normalize.rows import use

_LABEL = r"(?:[IVXLC]+|[A-ZĐa-hđ]|\d{1,2}(?:\.\d{1,2})*)"
_BULLETS = ("-", "–", "+", "•", "*")  # below the last total they tell what it is made of
_LABELS = compiled(_LABEL)
_RUNNING = 300  # rows up to which a total may add up all so far, which takes as many steps for each
_NAMED = compiled(
    rf"(?i:tổng\s+(?:số|cộng)|tổng|cộng)\s*(?i:mục|phần|nhóm|biểu)?\s*[(:]?\s*(?P<labels>{_LABEL}(?:\s*[+,&]\s*{_LABEL})*)\s*\)?[.:]?"
)

Readings = tuple[tuple[int, ...], ...]
"""The rows that a total may add up, the likeliest first."""


def totals(rows: Sequence[Row], below: Mapping[int, Sequence[int]]) -> Mapping[int, Readings]:
    """What each total row may add up.

    Args:
        rows: the data rows.
        below: the rows under each row, see :func:`vanban.normalize.rows.children`.
    """
    return _Totals(rows, below).found


class _Totals:
    """Goes down the rows of a table from total to total."""

    def __init__(self, rows: Sequence[Row], below: Mapping[int, Sequence[int]]) -> None:
        self.found: dict[int, Readings] = {}
        self._rows = rows
        self._below = below
        self._top = [i for i, row in enumerate(rows) if row.parent is None and row.kind in ("group", "item")]
        self._ends = list(range(len(rows)))  # the last row below each
        for at in range(len(rows) - 1, -1, -1):
            if (parent := rows[at].parent) is not None:
                self._ends[parent] = max(self._ends[parent], self._ends[at])
        self._tops = {rows[at].label: at for at in reversed(self._top)}
        self._groups: dict[str | None, int] = {}  # the last one of each label so far
        tells = (row.kind == "note" or row.label in _BULLETS for row in reversed(rows))
        below_all = next((count for count, told in enumerate(tells) if not told), len(rows))
        self._foot = len(rows) - below_all - 1  # the last row that is no remark on a total
        self._last = -1  # the last total so far
        self._alike: dict[str, int] = {}  # the last one of each wording so far that stands below its rows
        for at, row in enumerate(rows):
            if row.kind == "group":
                self._groups[row.label] = at
            elif row.kind == "total":
                self.found[at] = tuple(dict.fromkeys(one for one in self._readings(at) if one))
                self._last = at

    def _readings(self, at: int) -> Iterator[tuple[int, ...]]:
        """What the total in a row may add up."""
        text = next((text for text in self._rows[at].cells if use(text) == "total"), "")
        match = _NAMED.fullmatch(text)
        if at == 0:
            yield tuple(self._top)
            yield tuple(self._top[:1])  # the same divided in several ways
        elif match and (named := self._named(_LABELS.findall(match["labels"]))):
            yield from self._ways(named)
        elif self._ends[at - 1] > at:  # right below the name of a group
            yield from self._ways((at - 1,))
        else:
            words = key(text[: match.start("labels")] if match else text)
            alike = self._alike.get(words, -1)
            self._alike[words] = at
            is_last = at >= self._foot
            closes_all = is_last and (alike < 0 or self._last == at - 1)
            if closes_all:
                yield self._tops_above(at)
            running = (-1,) if at < _RUNNING else ()
            for start in dict.fromkeys((self._last, alike, *running)):
                yield from self._ways(self._since(at, start))
            if is_last and not closes_all:
                yield self._tops_above(at)

    def _tops_above(self, at: int) -> tuple[int, ...]:
        """The rows at the top of the table before a row."""
        return tuple(self._top[: bisect(self._top, at)])

    def _named(self, labels: Sequence[str]) -> tuple[int, ...]:
        """For each label the nearest group above that has it, or else a row at the top of the table."""
        if len(labels) == 1 and labels[0].isdecimal():  # "Cộng: 12" may count items
            found = [self._groups.get(labels[0])]
        else:
            found = [self._groups.get(label, self._tops.get(label)) for label in labels]
        return tuple(row for row in found if row is not None) if None not in found else ()

    def _since(self, at: int, total: int) -> tuple[int, ...]:
        """The highest row that ends above a total, and those beside it that begin behind a total before."""
        last = at - 1
        while last > total and self._rows[last].kind == "total":
            last -= 1
        if last <= total:
            return ()
        while (parent := self._rows[last].parent) is not None and self._ends[parent] < at and parent > total:
            last = parent
        beside = self._top if parent is None else self._below.get(parent, ())
        return tuple(beside[bisect(beside, total) : bisect(beside, at)])

    def _ways(self, members: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """The rows that a total adds up, or else the last group of them alone, or what stands below this, and so on down."""
        while members:
            yield members
            yield members[-1:]
            members = tuple(self._below.get(members[-1], ()))
