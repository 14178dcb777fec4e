"""Runs of letters to printed lines: rows by the line that letters stand on, words by gaps, marks of footnotes apart."""

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

import msgspec
from msgspec.structs import replace

from vanban.corpus.layout import Box
from vanban.corpus.readers.pdf_chars import Run
from vanban.corpus.text import clean

_SAME_ROW = 0.35  # of the letter size: how far letters on one row may stand apart
_SPACE = 0.15  # of the letter size: a wider gap parts words; justified spaces shrink to 0.2
_TOLD_SPACE = 0.06  # of the letter size: a gap that holds a space character parts words, however narrow
_WIDE = 1.6  # of the letter size: a wider gap may part columns
_NARROW = 9.0  # points: no narrower gap parts columns
_SMALL = 0.8  # of the size of its line: a raised letter at most as large is a superscript
_RAISED = 0.12
_DOUBLE = 0.2  # of the size: a word printed twice for weight stands no farther from itself
_MARK = re.compile(r"\(?(?:\d{1,3}|\*{1,3}|[a-z])\)?")
_UNIT = re.compile(r"(?:^|[\d\s(/])(?:[kcdmh]?m|dm|ha|km)$")
_RULE = re.compile(r"[-–—_=*~]{3,}|-[oO0]+-")  # typed rules, below the title of a letterhead
_RULE_SIGNS = "-–—_=*~"  # what they begin with
_CUT = re.compile(r"\w-$|\d/$")
_SOFT_HYPHEN = "\u00ad"

_by_base = attrgetter("base")
_by_left = attrgetter("x0")


class Line(msgspec.Struct, gc=False):
    """A stretch of one printed line, in points from the top left of its page.

    ``first`` is the width of its first word: a line is full where that of the next would not have fitted.
    ``signed`` says that a part of it was drawn by signing software.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    first: float
    bold: bool = False
    italic: bool = False
    page: int = 1
    signed: bool = False

    @property
    def box(self) -> Box:
        """x0, y0, x1, y1."""
        return self.x0, self.y0, self.x1, self.y1

    @property
    def middle(self) -> float:
        """x of its middle."""
        return (self.x0 + self.x1) / 2

    @property
    def height(self) -> float:
        """Height in points."""
        return self.y1 - self.y0


class Row(msgspec.Struct, gc=False):
    """What stands side by side on one printed line: stretches that wide gaps part, left to right."""

    parts: list[list[Run]]
    y0: float
    y1: float
    _line: Line | None = None

    @property
    def runs(self) -> list[Run]:
        """All its runs."""
        return [run for part in self.parts for run in part]

    def line(self, page: int) -> Line:
        """The line that all its runs make, on a page; made once, as several rules ask for it."""
        if self._line is None:
            self._line = line_of(self.runs, page)
        return self._line


def rows(runs: Sequence[Run]) -> list[Row]:
    """The rows of some runs, top down, typed rules left out. Runs drawn by signing software join the row they stand on."""
    signed = [run for run in runs if run.signed]
    groups = _raise(_cluster([run for run in runs if not run.signed] if signed else runs))
    for run in sorted(signed, key=_by_left):
        _place(run, groups)
    found = [row for group in groups if (row := _row(group)).parts]
    return sorted(found, key=attrgetter("y1")) if signed else found


def _cluster(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs that stand on the same line but for a little."""
    groups: list[list[Run]] = []
    base = limit = 0.0
    for run in sorted(runs, key=_by_base):
        if groups and run.base - base <= limit:
            groups[-1].append(run)
            continue
        groups.append([run])
        base, limit = run.base, (run.face.size or run.y1 - run.y0) * _SAME_ROW
    return groups


def _raise(groups: list[list[Run]]) -> list[list[Run]]:
    """Superscripts come before the row they belong to: join them to it."""
    merged: list[list[Run]] = []
    for group in groups:
        if merged and _are_marks_of(merged[-1], group):
            group = merged.pop() + group
        merged.append(group)
    return merged


def _are_marks_of(marks: Sequence[Run], row: Sequence[Run]) -> bool:
    """Whether all runs are small signs that stand at the shoulder of a run of the row below."""
    return all(_MARK.fullmatch(mark.text) and any(_at_shoulder(mark, run) for run in row) for mark in marks)


def _at_shoulder(mark: Run, run: Run) -> bool:
    size = run.face.size
    beside = -0.1 * size < mark.x0 - run.x1 < 0.5 * size or -0.1 * size < run.x0 - mark.x1 < 0.5 * size
    return beside and mark.face.size <= size * _SMALL and run.y0 < mark.y1 < run.y1


def _place(run: Run, groups: list[list[Run]]) -> None:
    """Put a stamped run on the row that it covers most."""
    best: list[Run] | None = None
    most = 0.4 * (run.y1 - run.y0)
    for group in groups:
        y0, y1 = min(r.y0 for r in group), max(r.y1 for r in group)
        cover = min(y1, run.y1) - max(y0, run.y0)
        if cover > most:
            best, most = group, cover
    if best is None:
        groups.append([run])
    else:
        best.append(run)


def _row(runs: list[Run]) -> Row:
    runs.sort(key=_by_left)
    parts = [[runs[0]]]
    right = runs[0].x1
    for run in runs[1:]:
        gap = run.x0 - right
        if gap > _NARROW and gap > _WIDE * max(run.face.size, parts[-1][-1].face.size):
            parts.append([])
        parts[-1].append(run)
        right = max(right, run.x1)
    parts = [part for part in parts if part[0].text[0] not in _RULE_SIGNS or not _is_rule(part)]
    return Row(parts, min([run.y0 for run in runs]), max([run.y1 for run in runs]))


def _is_rule(part: Sequence[Run]) -> bool:
    return _RULE.fullmatch("".join([run.text for run in part])) is not None


def lines_of(runs: Sequence[Run], page: int) -> list[Line]:
    """The lines of some runs, top down, as :func:`rows` parts them."""
    if len(runs) == 1 and runs[0].text[0] not in _RULE_SIGNS:  # most cells of a table
        return [line_of(runs, page)]
    if _is_one_row(runs):
        if not [run for run in runs if run.text[0] in _RULE_SIGNS]:
            return [line_of(sorted(runs, key=_by_left), page)]
        return [line_of(row.runs, page)] if (row := _row(list(runs))).parts else []
    return [line_of(row.runs, page) for row in rows(runs)]


def _is_one_row(runs: Sequence[Run]) -> bool:
    """Whether some runs stand on one line for sure, all printed and of one look."""
    bases = [run.base for run in runs]
    face = runs[0].face
    if max(bases) - min(bases) > face.size * _SAME_ROW:
        return False
    return not [run for run in runs if run.face is not face or run.signed]


def line_of(runs: Sequence[Run], page: int) -> Line:
    """The line that runs on one row make, sorted by their left edges."""
    head = runs[0]
    face = head.face
    if len(runs) == 1:
        look = face.size, head.x1 - head.x0, face.bold, face.italic
        return Line(clean(head.text), head.x0, head.y0, head.x1, head.y1, *look, page, head.signed)
    if not [run for run in runs if run.face is not face]:
        size, bold, italic, marks = face.size, face.bold, face.italic, False
    else:
        size, marks = _main_size(runs), True
        bold, italic = _look(runs)
    base = max([run.base for run in runs])
    words: list[str] = []
    text, right, first = head.text, head.x1, 0.0
    after_mark = marks and _is_mark(head, base, size, "")
    if after_mark:
        text = _bracketed(head)
    before = head
    for run in runs[1:]:
        gap = run.x0 - right
        if gap < 0 and run.text == before.text and run.x0 - before.x0 < _DOUBLE * run.face.size:
            continue  # print made bold by printing twice
        is_mark = marks and _is_mark(run, base, size, text)
        if (
            gap > _SPACE * (run.face.size or size)
            or is_mark
            or (after_mark and run.text[0].isalnum())
            or _is_spaced(before, run, gap)
        ):
            first = first or right - head.x0
            words.append(text)
            text = _bracketed(run) if is_mark else run.text
        else:
            text += run.text
        right = max(right, run.x1)
        before, after_mark = run, is_mark
    words.append(text)
    return Line(
        clean(" ".join(words)),
        head.x0,
        min([run.y0 for run in runs]),
        right,
        max([run.y1 for run in runs]),
        size,
        first or right - head.x0,
        bold,
        italic,
        page,
        any(run.signed for run in runs),
    )


def _bracketed(run: Run) -> str:
    return f"[{run.text.strip('()')}]"


def _is_spaced(before: Run, run: Run, gap: float) -> bool:
    """Whether a narrow gap parts words: it holds a space, or a stamp has filled it: "ngày", "11", "tháng"."""
    if before.signed != run.signed:
        last, first = before.text[-1], run.text[0]
        if last.isalnum() and first.isalnum() and last.isdigit() != first.isdigit():
            return True
    return run.spaced and gap > _TOLD_SPACE * run.face.size


def _is_mark(run: Run, base: float, size: float, before: str) -> bool:
    """Whether a run is the raised mark of a footnote, not an exponent."""
    raised = run.face.size <= size * _SMALL and base - run.base > size * _RAISED
    return raised and bool(_MARK.fullmatch(run.text)) and not _UNIT.search(before)


def _main_size(runs: Sequence[Run]) -> float:
    """The letter size of most of the text."""
    sizes: dict[float, int] = {}
    for run in runs:
        sizes[run.face.size] = sizes.get(run.face.size, 0) + len(run.text)
    return max(sizes, key=lambda size: (sizes[size], size))


def _look(runs: Sequence[Run]) -> tuple[bool, bool]:
    """Whether all runs that hold letters or digits are bold, and italic; False without any."""
    told = {run.face for run in runs if any(map(str.isalnum, run.text))}
    return bool(told) and all(f.bold for f in told), bool(told) and all(f.italic for f in told)


def breaks_at_sign(text: str, after: str) -> bool:
    """Does a line end inside a word, at its hyphen or slash: "QĐ-" / "UBND", "số 12/" / "QĐ-UBND"?"""
    return after[:1].isalnum() and _CUT.search(text) is not None


def join_text(lines: Sequence[Line]) -> str:
    """The text of lines that make one paragraph: words cut by a hyphen are put together again."""
    text = lines[0].text
    for line in lines[1:]:
        if text.endswith(_SOFT_HYPHEN):
            text = text[:-1] + line.text
        elif breaks_at_sign(text, line.text):
            text += line.text
        else:
            text = f"{text} {line.text}"
    return text


def turned_lines(runs: Sequence[Run], page: int) -> list[Line]:
    """Lines of text that runs upwards or downwards: read as if the page were turned, with their true box."""
    if not runs:
        return []
    upright = [replace(run, x0=-run.y1, x1=-run.y0, y0=run.x0, y1=run.x1, base=run.x1) for run in runs]
    found: list[Line] = []
    for row in rows(upright):
        line = line_of(row.runs, page)
        found.append(replace(line, x0=line.y0, x1=line.y1, y0=-line.x1, y1=-line.x0))
    return found


def gaps(row: Row) -> list[tuple[float, float]]:
    """Right end and left start of the neighbours at each wide gap of a row."""
    return [(max(r.x1 for r in left), right[0].x0) for left, right in pairwise(row.parts)]
