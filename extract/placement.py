"""Data tables in their place: which lines around a grid belong to it, which grids are one table."""

from collections.abc import Iterable, Sequence

from vanban.corpus.layout import Grid, Paragraph
from vanban.extract.draft import DraftTable, Span
from vanban.extract.items import Item, Line
from vanban.extract.joins import BrokenTable
from vanban.extract.tables import draft_table

_MAX_CAPTIONS = 4  # lines such as "(tiếp theo)" between two parts of a table
_MAX_ABOVE = 12  # lines between an appendix's title and a table that it names; behind more stands its body


def tables(
    items: Sequence[Item], start: int, end: int, title: Span | None
) -> tuple[tuple[DraftTable, ...], set[int]]:
    """Data tables between two indexes, and the indexes of the lines that belong to them.

    Args:
        items: the items of one document.
        start: first index to look at.
        end: one past the last.
        title: title of the first table when none is printed at it (that of an appendix).
    """
    used: set[int] = set()
    found: list[DraftTable] = []
    after = start  # the first index that no earlier table has taken
    for at in range(start, end):
        item = items[at]
        if at < after or not isinstance(item, Grid):
            continue
        (grid, head), last, between = _joined(item, items, at, end)
        before_at = [i for i in range(after, at) if isinstance(items[i], Line)]
        following = next((i for i in range(last + 1, end) if isinstance(items[i], Grid)), end)
        table, n_before, n_after = draft_table(
            grid,
            _paragraphs(items, before_at),
            _paragraphs(items, range(last + 1, following)),
            fallback_title=None if found or len(before_at) > _MAX_ABOVE else title,
            head=head,
        )
        after = last + 1 + n_after
        used.update(before_at[len(before_at) - n_before :], between, range(last + 1, after))
        found.append(table)
    return tuple(found), used


def _joined(first: Grid, items: Sequence[Item], at: int, end: int) -> tuple[tuple[Grid, int], int, list[int]]:
    """A grid with those that continue it, and its header rows; the index of the last; those of captions between."""
    table = BrokenTable(first)
    last, between = at, list[int]()
    for index in range(at + 1, end):
        item = items[index]
        if isinstance(item, Grid):
            gap = range(last + 1, index)
            if not table.take(item, _paragraphs(items, gap)):
                break
            between.extend(gap)
            last = index
        elif index - last > _MAX_CAPTIONS:
            break
    return table.join(), last, between


def _paragraphs(items: Sequence[Item], indexes: Iterable[int]) -> list[Paragraph]:
    return [item.paragraph for at in indexes if isinstance(item := items[at], Line)]
