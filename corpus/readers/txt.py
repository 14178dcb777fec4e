"""Reader of plain text: web copies, text copied from Word, layout text, Markdown-like exports."""

from collections.abc import Callable, Sequence

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.decode import decode
from vanban.corpus.layout import Layout, LayoutBuilder
from vanban.corpus.pieces import Source
from vanban.corpus.readers import lines as raw_lines
from vanban.corpus.readers import (
    txt_aligned,
    txt_borders,
    txt_columns,
    txt_markup,
    txt_scan,
    txt_signers,
    txt_tabs,
    wrap,
)
from vanban.corpus.site import trim

NAME = "vanban-txt"
VERSION = "1"


def read(data: bytes, budgets: Budgets = DEFAULT) -> Layout:
    """Read a text file.

    Raises:
        EmptyFileError: no bytes, or nothing but white space.
        TooLargeError: over the budget of a text, or a line longer than any document has.
        UnknownFormatError: the bytes are no text.
    """
    decoded = decode(data, budgets=budgets)
    source = Source(decoded.text)
    spans = raw_lines.spans(source.text)
    items = txt_markup.items(source, spans) if txt_scan.is_marked(source.text) else _tabbed(source, spans)
    items, metadata = _without_site(_columns(source, items))
    widths = wrap.measure([line for item in items if isinstance(item, list) for line in item])
    builder = LayoutBuilder()
    notes = decoded.notes
    for item in items:
        if isinstance(item, raw_lines.RawGrid):
            notes += item.notes
            builder.add_grid(item.cells, ruled=item.ruled, gap=item.gap)
        else:
            for paragraph in wrap.paragraphs(item, widths):
                builder.add_paragraph(paragraph)
    return builder.build(
        format="txt", reader=f"{NAME} {VERSION}", notes=notes, encodings=decoded.encodings, metadata=metadata
    )


def _tabbed(source: Source, spans: Sequence[raw_lines.Span]) -> list[raw_lines.Item]:
    """Lines, and grids for tables written with tabs."""
    tables = txt_tabs.find(source, spans)
    return txt_tabs.weave(raw_lines.split(source, tables.outside(spans)), tables)


def _columns(source: Source, items: list[raw_lines.Item]) -> list[raw_lines.Item]:
    """Lines, and grids for columns that lone borders or spaces part."""
    finders: list[Callable[[Source, list[raw_lines.Line]], list[raw_lines.Item]]] = []
    if "|" in source.text:
        finders.append(txt_borders.find)
    if "   " in source.text or "\t" in source.text:
        finders += [txt_signers.find, txt_columns.find, txt_aligned.find]
    for find in finders:
        items = [
            part for item in items for part in (find(source, item) if isinstance(item, list) else [item])
        ]
    return items


def _without_site(items: list[raw_lines.Item]) -> tuple[list[raw_lines.Item], tuple[tuple[str, str], ...]]:
    """The items without the remains of a legal portal, and the facts that these state."""
    units = [unit for item in items for unit in (item if isinstance(item, list) else [item])]
    texts = [[unit.text] if isinstance(unit, raw_lines.Line) else unit.texts() for unit in units]
    trimmed = trim(texts)
    if len(trimmed.keep) == len(units):
        return items, trimmed.metadata
    kept: list[raw_lines.Item] = [[]]
    for at in trimmed.keep:
        unit = units[at]
        if isinstance(unit, raw_lines.RawGrid):
            kept += [unit, []]
        elif isinstance(last := kept[-1], list):
            last.append(unit)
    return kept, trimmed.metadata
