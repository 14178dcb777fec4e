"""Markdown-like exports of legal portals, back to what was plain text.

Emphasis goes (kept as style of wholly bold or italic lines), wherever it was opened or closed; escapes,
links, entities and tags are undone; pipe rows become grids, single pipes become cell borders.
"""

import re
from collections.abc import Sequence

from vanban.corpus.pieces import Source
from vanban.corpus.readers.lines import Item, Line, Span, indent_of, is_rule
from vanban.corpus.readers.txt_pipes import is_separator, row_count, to_grid
from vanban.corpus.readers.txt_scan import Scanner, to_line

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+")
_QUOTE = re.compile(r"\s{0,3}>\s?")


def items(source: Source, spans: Sequence[Span]) -> list[Item]:
    """Lines without markup, and grids for pipe tables, in reading order."""
    scanner = Scanner(source)
    found: list[Item] = []
    lines: list[Line] = []
    gap, apart = 0, False
    at = 0
    while at < len(spans):
        start, end, _ = spans[at]
        raw = source.text[start:end]
        rows = row_count(source, spans, at)
        if rows:
            found += [lines, to_grid(source, scanner, spans[at : at + rows], gap)]
            lines, gap, apart = [], 0, True
            at += rows
            continue
        at += 1
        if not raw.strip():
            scanner.bold = scanner.italic = False
            gap += 1
        elif is_rule("".join(raw.split())) or is_separator(raw):
            scanner.scan(start, end)  # "-------**" closes what was bold
            apart = True
        else:
            new, apart = _lines(source, scanner, spans[at - 1], gap, apart, lines)
            gap = 0 if new else gap
            lines += new
    return [*found, lines]


def _lines(
    source: Source, scanner: Scanner, span: Span, gap: int, apart: bool, before: Sequence[Line]
) -> tuple[list[Line], bool]:
    """The lines of one raw line that is no table row, and whether the next line stands apart."""
    start, end, page = span
    heading = _HEADING.match(source.text, start, end)
    quote = heading or _QUOTE.match(source.text, start, end)
    new: list[Line] = []
    goes_on = scanner.bold or scanner.italic
    for chunk in scanner.scan(quote.end() if quote else start, end):
        line = to_line(source, chunk.bits)
        if line and is_rule(line.text):
            line, apart = None, True
        if line:
            line.start, line.end, line.page = start, end, page
            line.indent = indent_of(source.text, start, end) if not new else 0
            line.gap, line.apart = (gap, apart) if not new else (0, apart)
            line.apart = line.apart or bool(heading)
            line.bold = line.bold or bool(heading)
            line.goes_on = goes_on and not new
            new.append(line)
            apart = bool(heading)
        if chunk.end == "pipe":
            if new or before:
                (new or before)[-1].border = True
            apart = True
        elif chunk.end in ("br", "rule"):
            apart = True
    return new, apart
