"""Tables: which grids hold data, and what stands around them.

A grid is a table as drawn; letterheads, signature blocks and boxed text are drawn the same way.
:func:`is_data` tells them apart, :func:`draft_table` finds header, title, unit and notes.
"""

from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from vanban.corpus.layout import Grid, Paragraph
from vanban.corpus.patterns import FIGURE, compiled
from vanban.extract.draft import DraftNote, DraftTable, Span
from vanban.extract.table_headers import grid_texts, header_rows, names_columns
from vanban.extract.table_rules import find

_LAYOUT_ROWS = 8  # letterheads and signature blocks are no longer
_LONG_TEXT = 250  # characters; longer cells on average are boxed prose
_TITLE_LINES = 4
_TITLE_LENGTH = 300

_LABELLED = compiled(
    r"(?:Điều|(?i:chương|mục|phần))\s+[\dIVX]|(?:\d+(?:\.\d+)*|[IVX]+|[A-Za-zđ])[.)/]\s|\d+\.\d|[-–+*•]\s"
)
_ENDS_SENTENCE = (".", ";", ":", ",")


# --- data or layout -------------------------------------------------------------------------------


def is_data(grid: Grid) -> bool:
    """Does a grid hold data, rather than a letterhead, a signature block, boxed text or mere layout?

    Positive evidence is needed: header words, a row of column numbers, figures or the regular shape of
    a list. A grid in doubt is layout, so that its text stays in the body.
    """
    if grid.n_rows < 2 or grid.n_cols < 2 or len({c.col for c in grid.cells if c.paragraphs}) < 2:
        return False
    if is_layout(grid):
        return False
    head = header_rows(grid)
    top = grid_texts(grid, range(head))
    if names_columns(top):
        return True
    body = [c.text for c in grid.cells if c.row >= head and c.paragraphs]
    return _has_figures(body) or (grid.ruled and (_is_list(grid, head, body) or _counts(grid, head, top)))


def is_layout(grid: Grid) -> bool:
    """Is a grid a letterhead, a signature block or the like, by what its cells say?"""
    if grid.n_rows > _LAYOUT_ROWS:
        return False
    return any(find("layout", p.text) for cell in grid.cells for p in cell.paragraphs)


def _has_figures(body: Sequence[str]) -> bool:
    figures = sum(FIGURE.fullmatch(text) is not None for text in body)
    return figures >= 4 and figures >= 0.3 * len(body)


def _counts(grid: Grid, head: int, top: Sequence[Sequence[str]]) -> bool:
    """Does a column hold nothing but figures, beside one that header words name: "Nhiệm vụ chi | Số người"?"""
    named = {col for row in top for col, text in enumerate(row) if find("head", text)}
    below = defaultdict[int, list[bool]](list)
    for cell in grid.cells:
        if cell.row >= head and cell.paragraphs:
            below[cell.col].append(FIGURE.fullmatch(cell.text) is not None)
    return any(len(own) > 1 and all(own) and named - {col} for col, own in below.items())


def _is_list(grid: Grid, head: int, body: Sequence[str]) -> bool:
    """Three columns or more, named at the top, filled below, no long prose."""
    if head == 0 or grid.n_cols < 3 or grid.n_rows < 3 or not body:
        return False
    names = {c.text for c in grid.cells if c.row < head}
    if 4 * sum(text.endswith(":") for text in (*body, *names)) > len(body) + len(names):
        return False  # a form: "Từ ngày:" | "01/01/2011"
    filled = len(body) >= 0.6 * (grid.n_rows - head) * grid.n_cols
    named = "" not in names and all(len(name) < 80 for name in names)
    return filled and named and sum(map(len, body)) < _LONG_TEXT * len(body)


# --- what stands around -------------------------------------------------------------------------


def draft_table(
    grid: Grid,
    before: Sequence[Paragraph],
    after: Sequence[Paragraph],
    fallback_title: Span | None = None,
    head: int | None = None,
) -> tuple[DraftTable, int, int]:
    """A data grid with its header, title, unit and notes.

    Args:
        grid: a grid for which :func:`is_data` holds.
        before: the paragraphs between the last thing that stands for itself and the grid.
        after: the paragraphs that follow the grid.
        fallback_title: the title when no caption is printed, such as the subject of the appendix.
        head: its header rows, where they have been counted.

    Returns:
        The draft, how many of the last paragraphs of ``before`` it used, how many of the first of ``after``.
    """
    title, unit, used_before = _read_before(before, titled=fallback_title is not None)
    notes, used_after = _read_notes(grid, after)
    head = header_rows(grid) if head is None else head
    draft = DraftTable(grid, head, title or fallback_title, unit, notes)
    return draft, used_before, used_after


def _read_before(before: Sequence[Paragraph], *, titled: bool) -> tuple[Span | None, Span | None, int]:
    """Title, unit and the number of paragraphs they took, nearest to the table first.

    Where the table is ``titled`` farther above, lines that stand below titles are none.
    """
    unit: Span | None = None
    unit_at = unit_below = captioned = 0
    lines: list[Span] = []  # upwards
    display: list[bool] = []
    for count, paragraph in enumerate(reversed(before[-_TITLE_LINES - 1 :]), 1):
        text = paragraph.text
        if unit is None and (match := find("unit", text)):
            unit = _part(paragraph, *match.span("unit"))
            unit_at, unit_below = count, len(lines)
            text = text[: match.start()].rstrip(" (")
            if not text:
                continue
        if not _may_be_title(text):
            break
        lines.append(_part(paragraph, 0, len(text)))
        display.append(_is_display(paragraph, text))
        if find("caption", text):
            captioned = len(lines)
            break
    taken = captioned or next((i for i, shown in enumerate(display) if not shown), len(display))
    if titled and all(find("below", line.text) for line in lines[:taken]):
        taken = 0
    if unit_below > taken:  # a line that is no title parts the unit from the table
        unit, unit_at = None, 0
    title = _joined(lines[:taken])
    return title, unit, _used(before, title, unit_at)


def _used(before: Sequence[Paragraph], title: Span | None, unit_at: int) -> int:
    """Paragraphs from the nearest up to the start of the title or the unit line."""
    if title is None:
        return unit_at
    first = next(i for i, p in enumerate(before) if p.start >= title.start)
    return max(unit_at, len(before) - first)


def _may_be_title(text: str) -> bool:
    if len(text) > _TITLE_LENGTH or text.endswith(_ENDS_SENTENCE) or _LABELLED.match(text):
        return False
    return find("aside", text) is None and find("layout", text) is None


def _is_display(paragraph: Paragraph, text: str) -> bool:
    style = paragraph.style
    return style.bold or style.align == "center" or (text.isupper() and len(text) > 3)


def _read_notes(grid: Grid, after: Sequence[Paragraph]) -> tuple[tuple[DraftNote, ...], int]:
    """The notes and the number of paragraphs they took.

    Below the label "Ghi chú:" every marked paragraph is a note; without the label, or when the label's
    own line already holds the note, only those whose mark the table refers to.
    """
    notes: list[DraftNote] = []
    bare_label = False
    used = 0
    for paragraph in after:
        label = find("notes", paragraph.text)
        if label and "nguồn" in paragraph.text[: label.end()].lower():
            notes.append(DraftNote(None, _part(paragraph, 0, len(paragraph.text))))
        elif label and label.end() == len(paragraph.text):
            bare_label = True
        elif label:
            notes.append(_note(paragraph, label.end()))
        elif note := _marked(grid, paragraph, bare_label):
            notes.append(note)
        elif bare_label and used == 1 and not _LABELLED.match(paragraph.text):
            notes.append(_note(paragraph, 0))
        else:
            break
        used += 1
    return tuple(notes), used if notes else 0


def _marked(grid: Grid, paragraph: Paragraph, below_label: bool) -> DraftNote | None:
    note = _note(paragraph, 0)
    if note.mark is None or below_label:
        return note if note.mark else None
    if note.mark in "-–+•":
        return None
    marks = (note.mark, f"[{note.mark.strip('()[]')}]")  # readers write raised marks in square brackets
    referred = any(mark in p.text for cell in grid.cells for p in cell.paragraphs for mark in marks)
    return note if referred else None


def _note(paragraph: Paragraph, start: int) -> DraftNote:
    """The note that starts at an offset of a paragraph; its mark is cut off the text."""
    text = paragraph.text[start:]
    mark = find("mark", text)
    skip = mark.end() if mark else 0
    skip += len(text[skip:]) - len(text[skip:].lstrip())
    return DraftNote(mark[0] if mark else None, _part(paragraph, start + skip, len(paragraph.text)))


def _part(paragraph: Paragraph, start: int, end: int) -> Span:
    at = paragraph.start
    text = paragraph.text[start:end]
    return Span(text, at + start, at + end, paragraph.page, paragraph.box)


def _joined(upwards: Sequence[Span]) -> Span | None:
    """Lines read upwards as one span."""
    if not upwards:
        return None
    text = " ".join(line.text for line in reversed(upwards))
    return replace(upwards[-1], text=text, end=upwards[0].end)
