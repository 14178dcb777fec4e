"""Any made-up table, printed in any format, comes back as its authors meant it."""

from random import Random
from types import ModuleType

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import vanban
from tests.exploring import TIMES, examples
from tests.tables import docx, html, pdf, xlsx
from tests.tables.compare import assert_same, tables_of
from tests.tables.faults import falsified
from tests.tables.strategies import Paper, papers
from vanban.normalize.tables import problems


def read_back(paper: Paper, writer: ModuleType) -> None:
    name = writer.__name__.rpartition(".")[2]
    assert_same(vanban.read(f"bang.{name}", writer.render(paper.blocks)), paper.tables, paper.titles)


@pytest.mark.timeout(300 * (TIMES or 1))
@pytest.mark.parametrize("writer", [html, docx, xlsx], ids=["html", "docx", "xlsx"])
@examples(60)
@given(papers())
def test_tables_come_back(writer: ModuleType, paper: Paper) -> None:
    read_back(paper, writer)


@pytest.mark.timeout(300 * (TIMES or 1))
@examples(30)
@given(papers(most=40))
def test_tables_over_pages_come_back(paper: Paper) -> None:
    read_back(paper, pdf)


@pytest.mark.timeout(300 * (TIMES or 1))
@examples(60)
@given(papers(), st.integers(0, 2**32))
def test_a_wrong_sum_is_told(paper: Paper, seed: int) -> None:
    """By row, column, what the parts make and what is stated."""
    changed = falsified(paper, Random(seed))
    assume(changed)
    assert changed
    wrong, number, stated, figure = changed
    document = vanban.read("bang.html", html.render(wrong.blocks))
    table = list(tables_of(document))[number]
    column = table.columns[stated.col]
    (check, *_) = [c for c in table.checks if (c.row, c.column) == (stated.row, column.id) and not c.ok]
    assert (check.found, check.expected) == (
        figure,
        paper.tables[number].lines[stated.row].values[stated.col],
    )
    told = [problem.message for problem in problems(table, "tables/0")]
    assert any(
        f"Row {stated.row + 1} " in text and str(figure) in text and str(check.expected) in text
        for text in told
    )
    assert any(" / ".join(column.header) in text for text in told)
