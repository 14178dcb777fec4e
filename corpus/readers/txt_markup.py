"""Markdown-like exports of legal portals, back to what was plain text.

Emphasis goes (kept as style of wholly bold or italic lines), wherever it was opened or closed; escapes,
links, entities and tags are undone; pipe rows become grids, single pipes become cell borders.
"""

import re
from collections.abc import Iterator, Sequence

from vanban.corpus.pieces import Source
from vanban.corpus.readers import txt_pipes
from vanban.corpus.readers.lines import Item, Line, Span, indent_of, is_rule
from vanban.corpus.readers.txt_grids import to_grid
from vanban.corpus.readers.txt_scan import Scan, Scanner, to_line

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_SEPARATOR = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")


def items(source: Source, spans: Sequence[Span]) -> list[Item]:
    """Lines without markup, and grids for pipe tables, in reading order."""
    scans = list(_scans(source, spans))
    tables = {table.start: table for table in txt_pipes.find(source, scans)}
    found: list[Item] = []
    lines: list[Line] = []
    gap, apart = 0, False
    at = 0
    while at < len(scans):
        scan = scans[at]
        if table := tables.get(at):
            found += [lines, to_grid(source, table, gap)]
            lines, gap, apart = [], 0, True
            at = table.end
            continue
        at += 1
        if scan.kind == "blank":
            gap += 1
        elif scan.kind in ("rule", "separator"):
            apart = True
        else:
            new, apart = _lines(source, scan, gap, apart, lines)
            gap = 0 if new else gap
            lines += new
    return [*found, lines]


def _scans(source: Source, spans: Sequence[Span]) -> Iterator[Scan]:
    """Every line, scanned; emphasis ends with a blank line and with a row of a table."""
    scanner = Scanner(source)
    for start, end, page in spans:
        raw = source.text[start:end].strip()
        if not raw:
            scanner.bold = scanner.italic = False
            yield Scan(start, end, page, "blank")
            continue
        if "|" in raw and _SEPARATOR.fullmatch(raw) and raw != "|":
            yield Scan(start, end, page, "separator")
            continue
        heading = _HEADING.match(source.text, start, end)
        quote = heading or _QUOTE.match(source.text, start, end)
        chunks = scanner.scan(quote.end() if quote else start, end)  # "-------**" closes what was bold
        if raw == "|":
            scanner.bold = scanner.italic = False
        pipes = sum(chunk.end == "pipe" for chunk in chunks)
        closed = (raw[0] == "|", pipes > 0 and raw[-1] == "|" and raw[-2:] != "\\|")
        if all(closed):
            scanner.bold = scanner.italic = False
        yield Scan(start, end, page, _kind(raw), chunks, bool(heading), pipes, closed)


def _kind(raw: str) -> str:
    """What a line is that is neither blank nor a separator."""
    if raw == "|":
        return "border"
    if _SEPARATOR.fullmatch(raw):
        return "rule"
    # A lone "*-*" is a bullet.
    bare = "".join(raw.strip("*_ \t").split())
    return "rule" if is_rule("".join(raw.split())) and (not bare or is_rule(bare)) else "text"


def _lines(
    source: Source, scan: Scan, gap: int, apart: bool, before: Sequence[Line]
) -> tuple[list[Line], bool]:
    """The lines of one raw line that is no table row, and whether the next line stands apart."""
    new: list[Line] = []
    for chunk in scan.chunks:
        line = to_line(source, chunk.bits)
        if line and is_rule(line.text):
            line, apart = None, True
        if line:
            line.start, line.end, line.page = scan.start, scan.end, scan.page
            line.indent = indent_of(source.text, scan.start, scan.end) if not new else 0
            line.gap, line.apart = (gap, apart) if not new else (0, apart)
            line.apart = line.apart or scan.is_heading
            line.bold = line.bold or scan.is_heading
            line.goes_on = chunk.goes_on
            new.append(line)
            apart = scan.is_heading
        if chunk.end == "pipe":
            if new or before:
                (new or before)[-1].border += 1
            apart = True
        elif chunk.end in ("br", "rule"):
            apart = True
    return new, apart
