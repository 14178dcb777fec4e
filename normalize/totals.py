"""What the total rows of a table add up.

"Tổng cộng" at the head of a table adds up all of it, "Cộng II" the row with that label, "Cộng" right below the name of a
group the rows of this group. One between or below rows adds up what it closes: the group that ends there, and those
beside it since the total before. Where this leaves a choice, the figures of the whole row make it.
"""

from collections.abc import Iterator, Mapping, Sequence

from vanban.corpus.patterns import compiled
from vanban.corpus.text import key
from vanban.normalize.model import Row
from vanban.normalize.rows import use

_LABEL = r"(?:[IVXLC]+|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)"
_LABELS = compiled(_LABEL)
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
    closed = _Closed(rows, below)
    return {at: closed.readings(at) for at, row in enumerate(rows) if row.kind == "total"}


class _Closed:
    """The rows of a table, and where each of them ends with all that stands below it."""

    def __init__(self, rows: Sequence[Row], below: Mapping[int, Sequence[int]]) -> None:
        self._rows = rows
        self._below = below
        self._top = [i for i, row in enumerate(rows) if row.parent is None and row.kind in ("group", "item")]
        self._ends = list(range(len(rows)))  # the last row below each
        for at in range(len(rows) - 1, -1, -1):
            parent = rows[at].parent
            if parent is not None:
                self._ends[parent] = max(self._ends[parent], self._ends[at])
        self._words = {at: _words(row) for at, row in enumerate(rows) if row.kind == "total"}

    def readings(self, at: int) -> Readings:
        """What the total in a row may add up."""
        if at == 0:
            return (tuple(self._top),)
        if named := self._named(at):
            return tuple(self._ways(named))
        if self._is_below_name(at):
            return tuple(self._ways((at - 1,)))
        before = [total for total in self._words if total < at]
        closing = [total for total in before if total and not self._is_below_name(total)]
        alike = [total for total in closing if self._words[total] == self._words[at]]
        starts = dict.fromkeys((*before[-1:], *alike[-1:], -1))
        found = [one for start in starts for one in self._ways(self._since(at, start))]
        if at == len(self._rows) - 1:
            all_first = not alike or before[-1] == at - 1
            found = [tuple(self._top), *found] if all_first else [*found, tuple(self._top)]
        return tuple(dict.fromkeys(one for one in found if one))

    def _is_below_name(self, at: int) -> bool:
        """Does a total stand right below the name of a group, above its rows?"""
        return self._ends[at - 1] > at

    def _named(self, at: int) -> tuple[int, ...]:
        """The rows whose labels a total names, the nearest above it or those at the top of the table."""
        match = _NAMED.fullmatch(_text(self._rows[at]))
        labels = _LABELS.findall(match["labels"]) if match else []
        counts = len(labels) == 1 and labels[0].isdecimal()  # "Cộng: 12" may count items
        found = [self._labelled(label, at, () if counts else self._top) for label in labels]
        return tuple(row for row in found if row is not None) if None not in found else ()

    def _labelled(self, label: str, at: int, others: Sequence[int]) -> int | None:
        """The nearest group above a total that has a label, or else one of other rows."""
        above = (row for row in range(at - 1, -1, -1) if self._rows[row].kind == "group")
        return next((row for row in (*above, *others) if self._rows[row].label == label), None)

    def _since(self, at: int, total: int) -> tuple[int, ...]:
        """The highest row that ends above a total, and those beside it that begin behind the total before."""
        last = at - 1
        while last > total and self._rows[last].kind == "total":
            last -= 1
        if last <= total:
            return ()
        while (parent := self._rows[last].parent) is not None and self._ends[parent] < at and parent > total:
            last = parent
        parent = self._rows[last].parent
        beside = self._top if parent is None else self._below.get(parent, ())
        return tuple(row for row in beside if total < row < at)

    def _ways(self, members: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """The rows that a total adds up, or else the last group of them alone, or the rows below this."""
        yield members
        for last in members[-1:]:
            if parts := tuple(self._below.get(last, ())):
                yield (last,)
                yield parts


def _text(row: Row) -> str:
    return next((text for text in row.cells if use(text) == "total"), "")


def _words(row: Row) -> str:
    """The words of a total, without the labels behind them."""
    text = _text(row)
    match = _NAMED.fullmatch(text)
    return key(text[: match.start("labels")] if match else text)
