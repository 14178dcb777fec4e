"""Grids for tests, drawn as text."""

from collections.abc import Sequence

from vanban.corpus.layout import Grid, LayoutBuilder, Paragraph, Piece, RawCell, RawParagraph, Style


def make_grid(
    rows: Sequence[str], ruled: bool = True, page: int | None = None, edges: Sequence[float] = ()
) -> Grid:
    """A grid from lines "a | b | c"; "<" and "^" extend the cell to the left or above."""
    texts = [[cell.strip() for cell in row.split("|")] for row in rows]
    cells = []
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            wide = next((i for i, t in enumerate(row[c + 1 :], 1) if t != "<"), len(row) - c)
            tall = next((i for i, other in enumerate(texts[r + 1 :], 1) if other[c] != "^"), len(texts) - r)
            paragraphs = (RawParagraph((Piece(text),), page=page),) if text else ()
            cells.append(RawCell(r, c, paragraphs, tall, wide))
    builder = LayoutBuilder()
    builder.add_grid(cells, ruled=ruled, page=page, edges=tuple(edges))
    grid = builder.build(format="txt", reader="test").blocks[0]
    assert isinstance(grid, Grid)
    return grid


def lines(*texts: str, start: int = 0, **style: object) -> list[Paragraph]:
    """Paragraphs one after the other."""
    found = []
    for text in texts:
        found.append(Paragraph(text, start, start + len(text), Style(**style)))  # type: ignore[arg-type]
        start += len(text) + 1
    return found
