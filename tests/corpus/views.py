"""What tests of readers look at in a layout."""

from vanban.corpus.layout import Grid, Layout, Paragraph


def texts(layout: Layout) -> list[str]:
    """The texts of the blocks that are paragraphs."""
    return [block.text for block in layout.blocks if isinstance(block, Paragraph)]


def grid(layout: Layout) -> Grid:
    """The first grid."""
    return next(block for block in layout.blocks if isinstance(block, Grid))
