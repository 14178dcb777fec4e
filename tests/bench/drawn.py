"""Gold tables drawn as PDF and written as DOCX, in a document around them."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from tests.bench.pages import word_file
from tests.corpus.pdf_writer import Page, Pdf

Table = tuple[Sequence[Sequence[str]], Sequence[Sequence[str]]]
"""Header paths by column, and rows."""

_SIZE = 9.0
_LETTER = _SIZE / 2  # every letter of the tests' fonts is as wide
_LEFT, _WIDTH, _TOP, _FOOT = 40.0, 760.0, 540.0, 330.0  # of the table on a landscape page; few rows fit
_STEP = 11.0


def pdf(tables: Sequence[Table]) -> bytes:
    """Each table on landscape pages of its own, ruled, its header on every page."""
    document = Pdf()
    opening = document.page()
    for at, line in enumerate(_opening()):
        opening.text(85, 780 - 20 * at, line)
    for number, (columns, rows) in enumerate(tables, 1):
        widths = _widths(columns, rows)
        page, y = _new_page(document, columns, widths)
        page.text(_LEFT, 565, f"Biểu số {number}")
        for row in rows:
            height = _height(row, widths)
            if y - height < _FOOT:
                page, y = _new_page(document, columns, widths)
            _cells(page, y, height, [(text, 1) for text in row], widths)
            y -= height
    return document.data()


def _opening() -> Iterator[str]:
    yield from ("Tình hình thực hiện kế hoạch và các biểu số liệu kèm theo được tổng hợp như sau,",)
    yield "trên cơ sở báo cáo của các đơn vị."


def _widths(columns: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> list[float]:
    """Room for the longest word of each column; what is left goes where the texts are long."""
    texts = list(zip(*([path[-1] for path in columns], *rows), strict=True))
    words = [max(len(word) for text in column for word in text.split()) for column in texts]
    least = [_LETTER * (word + 1) + 6 for word in words]
    longest = [min(max(map(len, column)), 60) for column in texts]
    rest = _WIDTH - sum(least)
    return [low + rest * long / sum(longest) for low, long in zip(least, longest, strict=True)]


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    lines = (len(_wrapped(text, width)) for text, width in zip(texts, widths, strict=True))
    return _STEP * max([1, *lines]) + 6


def _wrapped(text: str, width: float) -> list[str]:
    return wrap(text, int((width - 6) / _LETTER), break_on_hyphens=False)


def _new_page(document: Pdf, columns: Sequence[Sequence[str]], widths: Sequence[float]) -> tuple[Page, float]:
    """A page with the header of a table, and where its rows begin."""
    page = document.page(size=(842, 595))
    upper = [path[0] if len(path) > 1 else "" for path in columns]
    groups = [(label, len(list(some))) for label, some in _spans(columns)]
    depth = _STEP + 6 if any(upper) else 0.0
    lower = _height([path[-1] for path in columns], widths)
    at = 0
    for label, count in groups:
        x = _LEFT + sum(widths[:at])
        if label:
            _cell(page, x, _TOP, sum(widths[at : at + count]), depth, label)
            _cells(
                page, _TOP - depth, lower, [(columns[i][-1], 1) for i in range(at, at + count)],
                widths[at : at + count], x,
            )  # fmt: skip
        else:
            _cell(page, x, _TOP, widths[at], depth + lower, columns[at][-1])
        at += count
    return page, _TOP - depth - lower


def _spans(columns: Sequence[Sequence[str]]) -> Iterator[tuple[str, Iterator[int]]]:
    """The spanning label of each group of neighbours, "" for a column without one."""
    keyed = groupby(range(len(columns)), lambda at: columns[at][0] if len(columns[at]) > 1 else f"\0{at}")
    for key, some in keyed:
        yield ("" if key.startswith("\0") else key), some


def _cells(
    page: Page,
    y: float,
    height: float,
    texts: Sequence[tuple[str, int]],
    widths: Sequence[float],
    x: float = _LEFT,
) -> None:
    for (text, _), width in zip(texts, widths, strict=True):
        _cell(page, x, y, width, height, text)
        x += width


def _cell(page: Page, x: float, y: float, width: float, height: float, text: str) -> None:
    for x0, y0, x1, y1 in (
        (x, y, x + width, y),
        (x, y - height, x + width, y - height),
        (x, y, x, y - height),
        (x + width, y, x + width, y - height),
    ):
        page.rule(x0, y0, x1, y1)
    for at, line in enumerate(_wrapped(text, width)):
        page.text(x + 3, y - _STEP * (at + 1), line, size=_SIZE)


def docx(tables: Sequence[Table]) -> bytes:
    """Tables with merged header cells, one after the other."""
    blocks = [_paragraph(line) for line in _opening()]
    for number, (columns, rows) in enumerate(tables, 1):
        blocks += [_paragraph(f"Biểu số {number}"), _word_table(columns, rows), _paragraph("")]
    return word_file("".join(blocks))


def _word_table(columns: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> str:
    grid = "<w:gridCol/>" * len(columns)
    upper = lower = ""
    at = 0
    for label, some in _spans(columns):
        count = len(list(some))
        if label:
            upper += _word_cell(label, f'<w:gridSpan w:val="{count}"/>')
            lower += "".join(_word_cell(path[-1]) for path in columns[at : at + count])
        else:
            upper += _word_cell(columns[at][-1], '<w:vMerge w:val="restart"/>')
            lower += _word_cell("", "<w:vMerge/>")
        at += count
    heads = [upper, lower] if any(len(path) > 1 for path in columns) else [upper]
    head = "".join(f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{row}</w:tr>" for row in heads)
    body = "".join(f"<w:tr>{''.join(map(_word_cell, row))}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"


def _word_cell(text: str, props: str = "") -> str:
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{_paragraph(text)}</w:tc>"


def _paragraph(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
