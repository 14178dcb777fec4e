"""Hypothesis strategies: whole documents with made-up tables."""

from dataclasses import dataclass, replace
from random import Random

from hypothesis import strategies as st

from tests.tables import columns, words
from tests.tables.forest import SCHEMES, Forest, figures, filled
from tests.tables.lines import Printer, printing
from tests.tables.model import Block, Line, Look, Made, Pair, Printed, Section, Text
from vanban.normalize.model import Unit, Value

_UNITS = {
    "Triệu đồng": Unit(text="Triệu đồng", currency="VND", scale=1_000_000),
    "1.000 đồng": Unit(text="1.000 đồng", currency="VND", scale=1_000),
    "đồng": Unit(text="đồng", currency="VND", scale=1),
    "ha": Unit(text="ha"),
}
# what rows may have in common
_SHARED = ("place", "owner", "size", "date", "period", "price", "rate", "remark")
_DICE = st.binary(min_size=8, max_size=8).map(Random)  # integers would mostly be the same small ones


@dataclass(frozen=True)
class Paper:
    """A document: its blocks and the title of its appendix."""

    blocks: tuple[Block, ...]
    title: str

    @property
    def tables(self) -> tuple[Made, ...]:
        """The tables in reading order."""
        return tuple(block.made for block in self.blocks if isinstance(block, Printed))

    @property
    def titles(self) -> tuple[str | None, ...]:
        """The title of each table: its caption, or for the first the title of the appendix."""
        return tuple(made.caption or (None if at else self.title) for at, made in enumerate(self.tables))


@st.composite
def tables(draw: st.DrawFn, most: int = 14) -> Made:
    """One table of about so many rows."""
    rnd, fill = draw(_DICE), draw(_DICE)
    made = columns.columns(rnd, draw(st.integers(1, columns.MAX_LEVELS)), draw(st.integers(1, 3)))
    fields = made.fields
    style = printing(rnd)
    if style.thousands == ",":  # without decimals "1,234" is 1.234 on paper as well
        for one in fields:
            one.decimals = 2
    ordinal = any(one.content == "ordinal" for one in fields)
    free = [one for one in SCHEMES if {"none", "step"} & {*one}]  # without labels
    scheme = rnd.choice([one for one in SCHEMES if one not in free] if ordinal else [*SCHEMES, *free, *free])
    nodes = Forest(rnd, fill, scheme, fields, draw(st.integers(2, most))).grow()
    figures(nodes, fields, fill, bool(style.minus))
    while not filled(nodes, fields):  # a blank column is what its name says, or nothing
        figures(nodes, fields, fill, bool(style.minus))
    printer = Printer(fields, style, fill)
    printer.table(nodes)
    body, merges = _merged(rnd, fields, printer)
    shared = {row + at for row in printer.twins for at in (0, -1)}
    body, notes = _noted(rnd, fields, body, shared, _covered(merges))
    return Made(
        heads=tuple(made.heads),
        lines=tuple(body),
        numbers=columns.numbers(rnd, fields) if rnd.random() < 0.4 and len(fields) > 2 else (),
        merges=tuple(merges),
        sums=frozenset(printer.sums),
        unit=rnd.choice([None, *(one for one in _UNITS.values() if one.scale != 1 or not _broken(fields))]),
        notes=notes,
        tall=rnd.random() < 0.3,
        plain="title" not in scheme and rnd.random() < 0.3,
    )


def _broken(fields: list[columns.Field]) -> bool:
    """Are there decimals? A dong has no parts."""
    return any(one.decimals for one in fields)


def _merged(
    rnd: Random, fields: list[columns.Field], printer: Printer
) -> tuple[list[Line], list[tuple[int, int, int, int]]]:
    """The lines with some cells merged, their texts in every place."""
    lines = list(printer.lines)
    merges = [(row, 0, 1, len(fields)) for row in printer.wide if len(fields) > 1]
    name = next(at for at, one in enumerate(fields) if one.content == "name")
    texts = next(
        (
            at
            for at in range(name, len(fields))
            if fields[at].decimals or fields[at].content in ("amount", "price", "rate")
        ),
        len(fields),
    )
    if rnd.random() < 0.3 and texts - name > 1:
        for row, line in enumerate(lines):
            if line.kind == "group" and row not in printer.wide:
                lines[row] = _spread(line, name, texts, name, fields)
                merges.append((row, name, 1, texts - name))
    if rnd.random() < 0.4 and name:
        for row, line in enumerate(lines):
            if line.kind == "total":
                lines[row] = _spread(line, 0, name + 1, name, fields)
                merges.append((row, 0, 1, name + 1))
    for row in printer.twins:
        first = next(at for at in range(row, -1, -1) if at not in printer.twins)
        if row + 1 not in printer.twins:
            merges += [(first, at, row + 1 - first, 1) for at in range(name + 1) if lines[row].cells[at]]
    merges += _amounts(rnd, fields, lines, printer)
    for at, one in enumerate(fields):
        free = at not in {part for other in fields for part in other.times} and not _has_ranges(lines, at)
        if one.content in _SHARED and free and rnd.random() < 0.4:
            for first, height in _runs(lines):
                height = rnd.randint(1, height)
                text, value = lines[first].cells[at], lines[first].values[at]
                # a blank one may be the rest of a cell that the page end before it cuts
                if height > 1 and text:
                    for row in range(first, first + height):
                        lines[row] = _with(lines[row], at, text, value)
                    merges.append((first, at, height, 1))
    return lines, merges


def _amounts(
    rnd: Random, fields: list[columns.Field], lines: list[Line], printer: Printer
) -> list[tuple[int, int, int, int]]:
    """Amounts merged over rows: one value, of the first row they cover."""
    merges: list[tuple[int, int, int, int]] = []
    own = {
        (row, at)
        for row in printer.twins
        for at, one in enumerate(fields)
        if one.is_sum and lines[row].cells[at]
    }
    for at, one in enumerate(fields):
        if not one.is_sum or rnd.random() > 0.15 or printer.has_crosses(at):
            continue
        for first, height in _families(lines, printer) if rnd.random() < 0.3 else _runs(lines):
            height = height if lines[first].kind == "group" else rnd.randint(1, height)
            rows = range(first, first + height)
            left = own - {(row, at) for row in rows}
            if {row for row, _ in left} != {*printer.twins}:
                continue  # a row that shares all its cells is none on paper either
            if height > 1 and (shared := printer.shared(rows, at)):
                own = left
                for row in rows:
                    lines[row] = _with(lines[row], at, shared[0], shared[1] if row == first else None)
                merges.append((first, at, height, 1))
    return merges


def _has_ranges(lines: list[Line], at: int) -> bool:
    """Does a column hold ranges, which merged figures, each counted once, need not outnumber?"""
    return any(
        line.values[at] is None and len(line.cells[at]) > 2 and any(map(str.isdigit, line.cells[at]))
        for line in lines
    )


def _spread(line: Line, start: int, end: int, name: int, fields: list[columns.Field]) -> Line:
    for at in range(start, end):
        line = _with(
            line, at, line.cells[name], None if fields[at].content in ("date", "period") else line.cells[name]
        )
    return line


def _with(line: Line, at: int, text: str, value: Value = "") -> Line:
    value = text if value == "" else value
    return replace(
        line,
        cells=(*line.cells[:at], text, *line.cells[at + 1 :]),
        values=(*line.values[:at], None if value == "" else value, *line.values[at + 1 :]),
    )


def _runs(lines: list[Line]) -> list[tuple[int, int]]:
    """Stretches of items under one row: the first and how many."""
    found: list[tuple[int, int]] = []
    for row, line in enumerate(lines):
        if line.kind != "item":
            continue
        if found and sum(found[-1]) == row and lines[row - 1].parent == line.parent:
            found[-1] = found[-1][0], found[-1][1] + 1
        else:
            found.append((row, 1))
    return found


def _families(lines: list[Line], printer: Printer) -> list[tuple[int, int]]:
    """Groups of items without rows of other kinds: their first row, which can have figures, and how many rows."""
    return [
        (first - 1, height + 1)
        for first, height in _runs(lines)
        if lines[first].parent == first - 1
        and sum(line.parent == first - 1 for line in lines) == height
        and lines[first - 1].kind == "group"
        and printer.adds_up(first - 1)
    ]


def _covered(merges: list[tuple[int, int, int, int]]) -> set[tuple[int, int]]:
    return {
        (row + r, col + c) for row, col, height, width in merges for r in range(height) for c in range(width)
    }


def _noted(
    rnd: Random,
    fields: list[columns.Field],
    lines: list[Line],
    shared: set[int],
    merged: set[tuple[int, int]],
) -> tuple[list[Line], tuple[tuple[str | None, str], ...]]:
    """Notes below the table, and their marks in it; none on names that rows share."""
    if rnd.random() < 0.7:
        return lines, ()
    name = next(at for at, one in enumerate(fields) if one.content == "name")
    items = [row for row, line in enumerate(lines) if line.kind == "item" and row not in shared]
    count = rnd.randint(1, 2)
    style = rnd.choice(("({})", "({})", "stars", "(stars)"))
    marks = [style.format(at).replace("stars", "*" * at) for at in range(1, count + 1)]
    raised = style == "({})" and rnd.random() < 0.5
    for mark, row in zip(marks, rnd.sample(items, min(count, len(items))), strict=False):
        line = lines[row]
        shown = f" [{mark[1]}]" if raised else mark
        figures = [
            at
            for at, one in enumerate(fields)
            if one.is_sum and line.cells[at][-1:].isdigit() and (row, at) not in merged
        ]
        if figures and rnd.random() < 0.5:
            at = rnd.choice(figures)
            cells = (*line.cells[:at], line.cells[at] + shown, *line.cells[at + 1 :])
            lines[row] = replace(line, cells=cells)
        else:
            lines[row] = _with(line, name, f"{line.cells[name]} {shown.strip()}")
    return lines, tuple(zip(marks, words.NOTES, strict=False))


@st.composite
def looks(draw: st.DrawFn, made: Made) -> Look:
    """How a table is printed."""
    breaks: tuple[int, ...] = ()
    rows = len(made.lines)
    if rows > 3 and draw(st.booleans()):
        tall = {row + at for row, _, height, _ in made.merges for at in range(1, height)}
        places = [row for row in range(1, rows) if row not in tall]
        if places:
            breaks = tuple(sorted(draw(st.sets(st.sampled_from(places), max_size=2))))
    bare = {row for row, line in enumerate(made.lines) if len({*line.cells} - {""}) < 2}
    starts, ends = (0, *breaks), (*breaks, rows)
    continued = draw(st.sampled_from(["", "(tiếp theo)", "Bảng 1 (tiếp theo)", "(Tiếp)"]))
    if made.n_cols < 3 and not continued:
        breaks = ()  # two columns below each other may be anything on paper
    if any(bare.issuperset(range(start, end)) for start, end in zip(starts, ends, strict=True)):
        breaks = ()  # a piece of one text is no table on paper either
    return Look(
        breaks=breaks,
        repeat=draw(st.booleans()),
        continued=continued if breaks else "",
        cut=draw(st.booleans()),
        size=draw(st.sampled_from([9, 11, 12])),
        raised=draw(st.booleans()),
        spaced=draw(st.booleans()),
        typed=draw(st.booleans()),
    )


@st.composite
def papers(draw: st.DrawFn, most: int = 14) -> Paper:
    """A decision with an appendix that holds one or two tables."""
    number = draw(st.integers(1, 3000))
    title = draw(st.sampled_from(words.TITLES))
    count = draw(st.sampled_from([1, 1, 2]))
    made = []
    for at in range(1, count + 1):
        table = draw(tables(most))
        if count > 1:
            label = draw(st.sampled_from(words.LABELS)).format(at)
            table = replace(table, caption=f"{label} {draw(st.sampled_from(words.CAPTIONS))}")
        made.append(table)
    blocks: list[Block] = [*_decision(number, title)]
    blocks += [
        Section(landscape=draw(st.booleans())),
        Text("PHỤ LỤC I" if draw(st.booleans()) else "PHỤ LỤC", bold=True, align="center"),
        Text(title, bold=True, align="center"),
        Text(
            f"(Kèm theo Quyết định số {number}/QĐ-UBND ngày 15 tháng 3 năm 2021 của Ủy ban nhân dân tỉnh Tân Giang)",
            align="center",
        ),
    ]
    for table in made:
        if table.caption:
            blocks.append(Text(table.caption, bold=True, align="center"))
        if table.unit:
            form = draw(st.sampled_from(words.UNIT_LINES))
            blocks.append(Text(form.format(table.unit.text), align="right"))
        if made.index(table) == 0 and draw(st.integers(0, 5)) == 0:
            blocks.append(Section(landscape=draw(st.booleans())))  # title and unit at the foot of a page
        blocks.append(Printed(table, draw(looks(table))))
        if table.notes:
            blocks.append(Text("Ghi chú:", bold=True))
            blocks += [Text(f"{mark} {text}.") for mark, text in table.notes]
    return Paper(tuple(blocks), title)


def _decision(number: int, title: str) -> list[Block]:
    return [
        Pair(
            ("ỦY BAN NHÂN DÂN", "TỈNH TÂN GIANG", f"Số: {number}/QĐ-UBND"),
            (
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Tân Giang, ngày 15 tháng 3 năm 2021",
            ),
        ),
        Text("QUYẾT ĐỊNH", bold=True, align="center"),
        Text(f"Về việc ban hành {title[0].lower() + title[1:].lower()}", bold=True, align="center"),
        Text("ỦY BAN NHÂN DÂN TỈNH TÂN GIANG", bold=True, align="center"),
        Text("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;"),
        Text("Xét đề nghị của Giám đốc Sở Tài chính tại Tờ trình số 45/TTr-STC ngày 01 tháng 3 năm 2021,"),
        Text("QUYẾT ĐỊNH:", bold=True, align="center"),
        Text("Điều 1. Ban hành kèm theo Quyết định này Phụ lục."),
        Text("Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký."),
        Text(
            "Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Tài chính chịu trách nhiệm thi hành Quyết định này."
        ),
        Pair(
            ("Nơi nhận:", "- Như Điều 3;", "- Lưu: VT."),
            ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Bình"),
        ),
    ]
