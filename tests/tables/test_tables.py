"""Any made-up table, printed in any format, comes back as its authors meant it.

CI reads the same examples each time; ``VANBAN_TABLES=2000`` tries so many new ones in each format.
"""

import os
from collections.abc import Callable
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings

import vanban
from tests.tables import docx, html, pdf, xlsx
from tests.tables.compare import assert_same
from tests.tables.strategies import Paper, papers

_WIDE = int(os.environ.get("VANBAN_TABLES", "0"))


def examples(number: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """So many examples in CI, more when asked."""
    return settings(
        max_examples=_WIDE or number,
        derandomize=not _WIDE,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )


def read_back(paper: Paper, writer: ModuleType) -> None:
    name = writer.__name__.rpartition(".")[2]
    assert_same(vanban.read(f"bang.{name}", writer.render(paper.blocks)), paper.tables, paper.titles)


@pytest.mark.timeout(0 if _WIDE else 300)
@pytest.mark.parametrize("writer", [html, docx, xlsx], ids=["html", "docx", "xlsx"])
@examples(60)
@given(papers())
def test_tables_come_back(writer: ModuleType, paper: Paper) -> None:
    read_back(paper, writer)


@pytest.mark.timeout(0 if _WIDE else 300)
@examples(30)
@given(papers(most=40))
def test_tables_over_pages_come_back(paper: Paper) -> None:
    read_back(paper, pdf)
