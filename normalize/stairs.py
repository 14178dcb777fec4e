"""Tables that show the level of a row by the column its code stands in.

"Cấp 1 | Cấp 2 | ... | Cấp 6" below "Mã nhóm, loại tài nguyên" is the form of the price tables for the resource tax
(Circular 44/2017/TT-BTC): each row fills one of the columns, and a row stands below the last one farther left.
"""

from collections.abc import Sequence
from itertools import groupby

from vanban.normalize.model import Column

_MIN_STEPS = 3
_REGULAR = 0.9  # share of the rows with a code that fill exactly one step


def stairs(columns: Sequence[Column], body: Sequence[Sequence[str]]) -> range:
    """The columns that make the stairs, left to right; empty when there are none.

    They are neighbours below one name, and nearly every row fills one of them only; more than one is in use.
    """
    at = 0
    for group, members in groupby(columns, key=lambda column: column.header[:-1]):
        steps = range(at, at := at + len(list(members)))
        if group and len(steps) >= _MIN_STEPS and all(columns[i].kind == "text" for i in steps):
            filled = [count for row in body if (count := sum(bool(row[i]) for i in steps))]
            used = sum(any(row[i] for row in body) for i in steps)
            if used > 1 and filled.count(1) >= _REGULAR * max(len(filled), 1):
                return steps
    return range(0)


def step_of(steps: range, row: Sequence[str]) -> int | None:
    """Which step a row stands on, from 0; None when it fills none or several."""
    filled = [n for n, i in enumerate(steps) if row[i]]
    return filled[0] if len(filled) == 1 else None
