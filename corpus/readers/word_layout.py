"""The last step of the readers of word processor files: raw blocks to a layout.

Legacy letters become Unicode, columns typed with tabs or spaces become grids that are not ruled, line breaks
part or join by the evidence of the text, and notes stand after the last paragraph.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from vanban.corpus import legacy
from vanban.corpus.layout import (
    Align,
    Charset,
    Format,
    Layout,
    LayoutBuilder,
    Note,
    Piece,
    RawCell,
    RawParagraph,
    Style,
)
from vanban.corpus.readers import wrap
from vanban.corpus.readers.lines import Line, is_rule
from vanban.corpus.readers.raised import told_apart
from vanban.corpus.readers.symbols import is_symbol_font, signs
from vanban.corpus.readers.word import (
    BREAK,
    PAGE_BREAK,
    TAB,
    Para,
    Run,
    WordBlock,
    WordDocument,
    flat,
    runs_of,
)
from vanban.corpus.readers.word_columns import Columns, find_columns
from vanban.corpus.readers.word_tabbed import find_tables
from vanban.corpus.text import clean, leading_space

_OBJECT = "\ufffc"  # stands for a picture or an embedded object
_LED = re.compile(
    r"(?<=\S)[ ]*\t[ ]*(?=[-–(]?\d[\d.,]*[.,]\d[^\t]*$)"
)  # what leads to an amount, not to a page
_LEADER = " ........ "
_PAGE_NUMBER = re.compile(r"(?i)(?:trang|page)?[\s\d/|–_-]*")


def to_layout(document: WordDocument, *, format: Format, reader: str) -> Layout:
    """Build the layout of a file.

    Args:
        document: what the reader found; its runs are changed in place.
        format: of the file.
        reader: name and version.
    """
    encodings, notes = _to_unicode(document)
    builder = LayoutBuilder()
    gap = 0
    for block in find_columns(list(find_tables(document.blocks)), document.text_width):
        gap = _add(builder, block, gap)
    for para in document.footnotes:
        for raw in raw_paragraphs(para):
            builder.add_paragraph(raw)
    return builder.build(
        format=format,
        reader=reader,
        pages=document.pages,
        encodings=encodings,
        notes=(*document.notes, *notes),
        metadata=tuple(_margins(document)),
    )


def _to_unicode(document: WordDocument) -> tuple[tuple[Charset, ...], list[Note]]:
    """Convert the runs of the whole file at once: evidence adds up over all runs of a font."""
    margins = [para for _, paras in document.margins for para in paras]
    blocks = [*document.blocks, *document.footnotes, *margins]
    runs = list(runs_of(blocks))
    for run in runs:
        if _OBJECT in run.text:
            run.text = run.text.replace(_OBJECT, "")
        if is_symbol_font(run.look.font):
            run.text = signs(run.text, run.look.font)
    fonts = [None if is_symbol_font(run.look.font) else run.look.font for run in runs]
    converted = legacy.convert_runs([(run.text, font) for run, font in zip(runs, fonts, strict=True)])
    for run, text in zip(runs, converted.texts, strict=True):
        run.text = text.upper() if run.look.caps else text
    for para in flat(blocks) if any(run.look.raised for run in runs) else ():
        _tell_raised(para)
    return converted.encodings, [] if converted.note is None else [converted.note]


def _tell_raised(para: Para) -> None:
    """Keep raised marks apart from what they stand behind; one mark may be in several runs: "(", "1", ")"."""
    before = ""
    for is_raised, same in groupby(para.runs, key=lambda run: run.look.raised):
        runs = list(same)
        text = "".join(run.text for run in runs)
        if is_raised and before and (told := told_apart(text, before)) != text:
            runs[0].text, *rest = told, *("" for _ in runs[1:])
            for run, nothing in zip(runs[1:], rest, strict=True):
                run.text = nothing
        before = text


def _add(builder: LayoutBuilder, block: WordBlock | Columns, gap: int) -> int:
    """Append a block; returns the number of empty paragraphs that stand before the next one."""
    if isinstance(block, Para):
        raws = raw_paragraphs(block, gap)
        for raw in raws:
            builder.add_paragraph(raw)
        return 0 if raws else gap + 1
    if isinstance(block, Columns):
        cells = [RawCell(0, col, tuple(_raws(paras))) for col, paras in enumerate(block.columns)]
        builder.add_grid(cells, ruled=False, gap=gap, page=block.page)
        return 0
    cells = [
        RawCell(cell.row, cell.col, tuple(_raws(flat(cell.blocks))), cell.row_span, cell.col_span)
        for cell in block.cells
    ]
    if any(cell.paragraphs for cell in cells):
        builder.add_grid(cells, ruled=block.ruled, gap=gap, page=block.page, edges=block.edges)
        return 0
    return gap


def _raws(paras: Iterable[Para]) -> list[RawParagraph]:
    return [raw for para in paras for raw in raw_paragraphs(para)]


def raw_paragraphs(para: Para, gap: int = 0) -> list[RawParagraph]:
    """The clean paragraphs of one paragraph of the file: none when it is empty, several by line breaks."""
    text = para.text
    if BREAK in text or PAGE_BREAK in text:
        return _broken(para, text, gap)
    if TAB in text and any(stop.led for stop in para.tabs):
        text = _LED.sub(_LEADER, text)
    text = clean(text)
    if not text or is_rule(text):
        return []
    return [RawParagraph((Piece(text),), _style(para), gap, page=para.page)]


def _broken(para: Para, text: str, gap: int) -> list[RawParagraph]:
    """A paragraph with line breaks; page breaks always part."""
    found: list[RawParagraph] = []
    at = 0
    for sheet in text.split(PAGE_BREAK):
        lines: list[Line] = []
        skipped = 0
        for raw in sheet.split(BREAK):
            part = para.cut(at, at + len(raw))
            at += len(raw) + 1
            cleaned = clean(raw)
            if not cleaned:
                skipped += bool(lines)
                continue
            if is_rule(cleaned):
                continue
            style = _style(part)
            line = Line(cleaned, (Piece(cleaned),), 0, 0, gap=skipped, bold=style.bold, italic=style.italic)
            lines.append(line)
            skipped = 0
        for paragraph in wrap.paragraphs(lines, wrap.measure(lines)):
            style = Style(
                paragraph.style.bold, paragraph.style.italic, para.align, _size(para.runs), _indent(para)
            )
            found.append(
                RawParagraph(paragraph.pieces, style, gap if not found else paragraph.gap, page=para.page)
            )
    return found


def _style(para: Para) -> Style:
    """Bold and italic where all ink is; the size of most characters."""
    runs = para.runs
    if len(runs) > 1:
        runs = [run for run in runs if not run.text.isspace()] or runs
    bold = all(run.look.bold for run in runs)
    italic = all(run.look.italic for run in runs)
    return _one_style(bold, italic, para.align, _size(runs), _indent(para))


@lru_cache(maxsize=4096)
def _one_style(bold: bool, italic: bool, align: Align | None, size: float | None, indent: float) -> Style:
    return Style(bold, italic, align, size, indent)


def _indent(para: Para) -> float:
    return max(para.left + para.first, 0.0) + leading_space(para.text)


def _size(runs: Sequence[Run]) -> float | None:
    if len(runs) == 1:
        return runs[0].look.size
    weights: dict[float | None, int] = {}
    for run in runs:
        weights[run.look.size] = weights.get(run.look.size, 0) + len(run.text)
    return max(weights, key=lambda size: weights[size], default=None)


def _margins(document: WordDocument) -> Iterator[tuple[str, str]]:
    """Headers and footers, each on one line; those that only number the pages are left out."""
    seen: set[tuple[str, str]] = set()
    for where, paras in document.margins:
        text = plain_text(paras)
        if not _PAGE_NUMBER.fullmatch(text) and (where, text) not in seen:
            seen.add((where, text))
            yield where, text


def plain_text(blocks: Sequence[WordBlock]) -> str:
    """The text of some blocks on one line."""
    return " ".join(text for para in flat(blocks) if (text := clean(para.text)))
