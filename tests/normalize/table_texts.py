"""Tables for tests, drawn as text, and what their checks say."""

from collections import Counter

from tests.grids import make_grid
from vanban.extract.draft import DraftTable, Span
from vanban.extract.tables import draft_table
from vanban.normalize.model import Table
from vanban.normalize.tables import table


def make_table(*rows: str, unit: str | None = None) -> Table:
    """The table of lines "a | b | c"; see :func:`tests.grids.make_grid`."""
    grid = make_grid(rows)
    draft, _, _ = draft_table(grid, [], [])
    if unit:
        draft = DraftTable(grid, draft.header_rows, None, Span(unit, 0, len(unit)))
    return table(draft, "0123456789abcdef#1")


def failed(found: Table) -> list[tuple[str, int, str, float, float]]:
    """The sums that are wrong: rule, row, column, expected, found."""
    return [(c.rule, c.row, c.column, c.expected, c.found) for c in found.checks if not c.ok]


def rules_of(found: Table) -> Counter[str]:
    """How many checks each rule made."""
    return Counter(check.rule for check in found.checks)


PLAN = [
    "STT | Nội dung | Tổng vốn 2021-2022 | Trong đó | < | Nguồn vốn | <",
    "^ | ^ | ^ | 2021 | 2022 | NSTW | Khác",
    " | Tổng số | 1.000 | 400 | 600 | 700 | 300",
    "I | Xây dựng | 900 | 350 | 550 | 650 | 250",
    "1 | Trường | 500 | 200 | 300 | 500 | ",
    "2 | Trạm y tế tại các xã: | | | | | ",
    " | - Xã An Bình | 150 | 150 | | 150 | ",
    " | - Xã Phú Lộc | 250 | | 250 | | 250",
    "II | Sự nghiệp | 100 | 50 | 50 | 50 | 50",
]
