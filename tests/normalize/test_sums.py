"""Figures of recognised tables that the table's own sums prove to be misread."""

import dataclasses
import random
from collections.abc import Collection

import pytest

from tests.grids import make_grid
from tests.normalize.table_texts import PLAN
from vanban.corpus.layout import Layout, LayoutBuilder, Word
from vanban.extract.draft import DraftTable
from vanban.extract.tables import draft_table
from vanban.normalize.model import Table
from vanban.normalize.sums import TAKEN, evidence, problems, settled

SALES = ["Tên | Số vốn", "Tổng số | 1.500", "a | 400", "b | 350", "c | 750"]


def recognised(rows: Collection[str], doubtful: Collection[str]) -> tuple[DraftTable, Layout]:
    """A table as recognition gives it; ``doubtful`` are texts of cells that were read with doubt."""
    grid = make_grid(list(rows))
    places = [cell.paragraphs[0] for cell in grid.cells if cell.paragraphs]
    words = tuple(
        Word(p.start, p.end, 1, (0.0, 0.0, 1.0, 1.0), 0.7 if p.text in doubtful else 0.96) for p in places
    )
    layout = LayoutBuilder().build(format="pdf", reader="made up")
    draft, _, _ = draft_table(grid, [], [])
    return draft, dataclasses.replace(layout, words=words)


def read(rows: Collection[str], doubtful: Collection[str]) -> tuple[Table, list[tuple[str, str]]]:
    """The table, and the figures put right in it."""
    table, _, fixes = settled(*_with_id(*recognised(rows, doubtful)))
    return table, [(fix.read, fix.text) for fix in fixes]


def _with_id(draft: DraftTable, layout: Layout) -> tuple[DraftTable, str, Layout]:
    return draft, "0123456789abcdef#1", layout


@pytest.mark.parametrize(
    ("right", "wrong", "doubtful", "fixes"),
    [
        ("b | 350", "b | 380", ["380"], [("380", "350")]),
        ("b | 350", "b | 380", [], []),  # it was read surely: the author may have erred
        ("Tổng số | 1.500", "Tổng số | 1.600", ["1.600"], [("1.600", "1.500")]),
        ("b | 350", "b | 250", ["250"], []),  # nobody takes a 3 for a 2
        ("b | 350", "b | 388", ["388"], []),  # two digits
    ],
)
def test_proof(right: str, wrong: str, doubtful: list[str], fixes: list[tuple[str, str]]) -> None:
    table, found = read([row.replace(right, wrong) for row in SALES], doubtful)
    assert found == fixes
    assert all(check.ok for check in table.checks) == bool(fixes)


def test_two_changes_that_would_do_prove_nothing() -> None:
    rows = ["Tên | Số vốn", "Tổng số | 1.000", "a | 580", "b | 450"]  # 550 and 480, or 450 and 420 ...
    assert read(rows, ["580"])[1] == [("580", "550")]
    rows = ["Tên | Số vốn", "Tổng số | 1.000", "a | 580", "b | 480"]  # one of them, and which
    assert read(rows, ["580", "480"])[1] == []


def test_a_figure_of_two_sums_must_fit_both() -> None:
    table, fixes = read([row.replace("1 | Trường | 500", "1 | Trường | 800") for row in PLAN], ["800"])
    assert fixes == [("800", "500")]
    assert all(check.ok for check in table.checks)


def test_what_was_read_is_in_evidence() -> None:
    draft, layout = recognised([row.replace("b | 350", "b | 380") for row in SALES], ["380"])
    table, changed, fixes = settled(draft, "0123456789abcdef#1", layout)
    assert table.rows[2].cells == ("b", "350")
    assert table.rows[2].values == ("b", 350)
    assert [one.code for one in problems(fixes, 0)] == ["figure-put-right"]
    ((pointer, told),) = evidence(changed, fixes, 0)
    assert (pointer, told.text, told.repaired, told.origin) == (
        "/tables/0/rows/2/cells/1",
        "380",
        "350",
        "ocr",
    )


def test_print_is_left_alone() -> None:
    draft, layout = recognised([row.replace("b | 350", "b | 380") for row in SALES], ["380"])
    printed = LayoutBuilder().build(format="pdf", reader="made up")
    assert layout.words
    assert settled(draft, "0123456789abcdef#1", printed)[2] == []


def test_a_second_figure_in_doubt_leaves_it_open() -> None:
    rows = [row.replace("b | 350", "b | 380") for row in SALES]
    assert read(rows, ["380", "400"])[1] == []


def test_no_figure_is_made_wrong() -> None:
    """Made-up tables in which one or two digits are taken for others: what is put right is right."""
    pick, right = random.Random(7), 0
    for _ in range(100):
        parts = [pick.randint(100, 99_999) for _ in range(pick.randint(2, 12))]
        figures = [sum(parts), *parts]
        spoilt = [str(one) for one in figures]
        for at in pick.sample(range(len(figures)), pick.choice((1, 1, 2))):
            place = pick.randrange(len(spoilt[at]))
            spoilt[at] = spoilt[at][:place] + pick.choice(TAKEN[spoilt[at][place]]) + spoilt[at][place + 1 :]
        rows = ["Tên | Số vốn", *(f"{'phần' if n else 'Tổng số'} | {one}" for n, one in enumerate(spoilt))]
        misread = [text for text, one in zip(spoilt, figures, strict=True) if text != str(one)]
        for was, is_now in read(rows, misread)[1]:
            assert is_now == str(figures[spoilt.index(was)])
            right += 1
    assert right > 5
