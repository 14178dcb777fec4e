"""What stands on a page beside the text: running heads and feet, page numbers, footnotes."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from vanban.corpus.readers.pdf_chars import Run
from vanban.corpus.readers.pdf_lines import Line, Row
from vanban.corpus.readers.pdf_pages import PageRead

_BAND = 0.1  # of the page height: heads and feet stand within it
_ROWS = 2  # rows of a head or foot at most
_REPEATS = 3  # pages that show the same line at the same height
_HEIGHT = 4.0  # points by which its place may differ
_MIDDLE = 6.0  # points by which a page number may miss the middle of its page
_SMALLER = 1.2  # points: letters of a footnote are that much smaller than those of the text
_PAGE_NUMBER = re.compile(r"(?i)(?:trang|page)?\s*[-–]?\s*(\d{1,4})\s*(?:[-–]|[/|]\s*\d{1,4}|of\s\d+)?")
_ROMAN = re.compile(r"[-–]?\s*[ivx]{1,5}\s*[-–]?")
_DIGITS_OF_PAGE = 4  # of its number, at most
_DIGITS = re.compile(r"\d+")
_LETTERHEAD = re.compile(
    r"(?i)c[ộô]ng\s+h(?:òa|oà|oa)\s+xã\s+hội|độc\s+lập\s*[-–]\s*tự\s+do|đảng\s+cộng\s+sản\s+việt"
)
_MARKS = re.compile(r"\[(\d{1,3}|\*{1,3})\]")
_NOTE = re.compile(r"\[(?:\d{1,3}|\*{1,3})\]\s*\S")
_NUMBER = re.compile(r"(\d{1,3}|\*{1,3})\s*(?=[^\W\d_])")


@dataclass(slots=True)
class PageRows:
    """The rows of one page outside tables, top down."""

    number: int
    height: float
    rows: list[Row]


def strip_margins(pages: Sequence[PageRows]) -> list[str]:
    """Take heads, feet and page numbers out of the rows of all pages; what was taken.

    Letterheads are none: each regulation issued with a decision may print one at the head of its first page.
    """
    taken: list[str] = []
    edges = [(page, row, row.line(page.number)) for page in pages for row in _edge_rows(page)]
    seen = Counter(key for page, _, line in edges for key in _keys(page, line))
    for page, row, line in edges:
        repeated = max(seen[key] for key in _keys(page, line)) >= _REPEATS
        if (repeated and not _LETTERHEAD.search(line.text)) or _is_page_number(line, page, pages):
            page.rows = [other for other in page.rows if other is not row]
            taken.append(line.text)
    return taken


def numbers_over_tables(pages: Sequence[PageRead]) -> set[int]:
    """The identities of the runs that are page numbers printed over a table that reaches into the margin.

    Such a number stands in the middle of the edge, and so does that of at least two other pages, each counting on.
    """
    if len(pages) < _REPEATS:
        return set()
    found = [(page, run) for page in pages for run in page.runs if _is_middle_number(page, run)]
    seen = Counter(_counting(page, run) for page, run in found)
    return {id(run) for page, run in found if seen[_counting(page, run)] >= _REPEATS}


def _is_middle_number(page: PageRead, run: Run) -> bool:
    if (
        not run.text.isdecimal()
        or len(run.text) > _DIGITS_OF_PAGE
        or abs(run.x0 + run.x1 - page.width) > 2 * _MIDDLE
    ):
        return False
    band = _BAND * page.height
    return run.y1 < band or run.y0 > page.height - band


def _counting(page: PageRead, run: Run) -> tuple[int, int]:
    """The height of a number, and by how much it is ahead of the count of pages: equal on all pages."""
    return round(run.base / _HEIGHT), int(run.text) - page.number


def _edge_rows(page: PageRows) -> list[Row]:
    band = _BAND * page.height
    top = [row for row in page.rows[:_ROWS] if row.y1 < band]
    foot = [row for row in page.rows[-_ROWS:] if row.y0 > page.height - band]
    return [*top, *foot]


def _keys(page: PageRows, line: Line) -> tuple[tuple[str, int], ...]:
    """A line's text without its digits, and its height in steps (two, so that a border parts no equals)."""
    text = _DIGITS.sub("#", line.text)
    return (text, round(line.y1 / _HEIGHT)), (text, round((line.y1 + _HEIGHT / 2) / _HEIGHT) + 100_000)


def _is_page_number(line: Line, page: PageRows, pages: Sequence[PageRows]) -> bool:
    """A number that could be this page's, standing alone at the edge."""
    match = _PAGE_NUMBER.fullmatch(line.text)
    if match:
        return abs(int(match[1]) - page.number) <= max(len(pages), 3)
    return _ROMAN.fullmatch(line.text) is not None


def split_notes(
    lines: Sequence[Line], page_height: float, size: float, marks: Collection[str]
) -> tuple[list[Line], list[Line]]:
    """The lines of the text and those of the footnotes below it, which begin with their mark: "[1] ...".

    Footnotes are the last lines of a page, in smaller letters; the first begins with a raised mark, or with a
    number that is a mark in the text of the page.

    Args:
        lines: the lines of a page top down.
        page_height: in points.
        size: the letter size of the document's text.
        marks: the marks in the text of the page (:func:`marks_in`).
    """
    start = len(lines)
    while start and lines[start - 1].size <= size - _SMALLER and lines[start - 1].y0 > page_height * 0.35:
        start -= 1
    for line in lines[start:]:
        number = _NUMBER.match(line.text)
        if number and number[1] in marks:
            line.text = f"[{number[1]}] {line.text[number.end() :]}"
    while start < len(lines) and not _NOTE.match(lines[start].text):
        start += 1
    return list(lines[:start]), list(lines[start:])


def marks_in(texts: Iterable[str]) -> set[str]:
    """The marks of footnotes in some texts, without their brackets."""
    return {mark for text in texts for mark in _MARKS.findall(text)}


def body_size(lines: Sequence[Line]) -> float:
    """The letter size that most text is set in; 0 without any."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
