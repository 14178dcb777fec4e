"""Made-up tables with one wrong figure in them."""

from dataclasses import replace
from random import Random

from tests.tables.model import Block, Line, Made, Printed, Sum
from tests.tables.strategies import Paper


def falsified(paper: Paper, rnd: Random) -> tuple[Paper, int, Sum, int] | None:
    """The paper with one stated sum made larger; which table, which sum, and what it states now.

    Only whole sums down a column that stand in one cell are changed; None when there is none.
    """
    found = [
        (number, one)
        for number, made in enumerate(paper.tables)
        for one in sorted(made.sums, key=lambda one: (one.row, one.col))
        if one.direction == "down" and _is_plain(made, one)
    ]
    if not found:
        return None
    number, one = rnd.choice(found)
    line = paper.tables[number].lines[one.row]
    value = line.values[one.col]
    assert isinstance(value, int)
    wrong = value + rnd.randint(1, 50)
    made = paper.tables[number]
    lines = (*made.lines[: one.row], _with(line, one.col, wrong), *made.lines[one.row + 1 :])
    return _replaced(paper, number, replace(made, lines=lines)), number, one, wrong


def _is_plain(made: Made, one: Sum) -> bool:
    """A whole number without separators, in a column that prints no decimals."""
    texts = [line.cells[one.col] for line in made.lines]
    return texts[one.row].isdecimal() and not any("," in text for text in texts)


def _with(line: Line, col: int, value: int) -> Line:
    cells = (*line.cells[:col], str(value), *line.cells[col + 1 :])
    return replace(line, cells=cells, values=(*line.values[:col], value, *line.values[col + 1 :]))


def _replaced(paper: Paper, number: int, made: Made) -> Paper:
    blocks: list[Block] = []
    seen = 0
    for block in paper.blocks:
        if isinstance(block, Printed):
            blocks.append(replace(block, made=made) if seen == number else block)
            seen += 1
        else:
            blocks.append(block)
    return replace(paper, blocks=tuple(blocks))
