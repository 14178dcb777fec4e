"""Reader of plain text: web copies, text copied from Word, layout text, Markdown-like exports."""

from collections.abc import Iterator

from vanban.corpus.decode import decode
from vanban.corpus.layout import Layout, LayoutBuilder
from vanban.corpus.pieces import Source
from vanban.corpus.readers import txt_columns, txt_lines, txt_tabs, txt_wrap

NAME = "vanban-txt"
VERSION = "1"


def read(data: bytes) -> Layout:
    """Read a text file.

    Raises:
        EmptyFileError: no bytes, or nothing but white space.
        TooLargeError: a line longer than any document has.
        UnknownFormatError: the bytes are no text.
    """
    decoded = decode(data)
    source = Source(decoded.text)
    spans = txt_lines.spans(source.text)
    tables = txt_tabs.find(source, spans)
    lines = txt_lines.split(source, tables.outside(spans))
    widths = txt_wrap.measure(lines)
    builder = LayoutBuilder()
    for item in _items(source, txt_tabs.weave(lines, tables)):
        if isinstance(item, txt_tabs.RawGrid):
            builder.add_grid(item.cells, ruled=item.ruled, gap=item.gap)
        else:
            for paragraph in txt_wrap.paragraphs(item, widths):
                builder.add_paragraph(paragraph)
    return builder.build(format="txt", reader=f"{NAME} {VERSION}", notes=decoded.notes)


def _items(source: Source, items: list[txt_tabs.Item]) -> Iterator[txt_tabs.Item]:
    """Grids, and the runs of lines between them; columns of spaces become grids."""
    for item in items:
        if isinstance(item, txt_tabs.RawGrid):
            yield item
        else:
            yield from txt_columns.find(source, item)
