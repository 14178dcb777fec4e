"""Reading from strings, and a compact view of a layout for comparing."""

from collections.abc import Callable

import pytest

from vanban.corpus.layout import Grid, Layout, check
from vanban.corpus.readers import read

View = Callable[[str], list[object]]


def view_of(layout: Layout) -> list[object]:
    """Paragraphs as texts (" |" behind a border), grids as rows of cell texts ("¶" between paragraphs)."""
    shown: list[object] = []
    for block in layout.blocks:
        if isinstance(block, Grid):
            rows: list[list[str]] = [[] for _ in range(block.n_rows)]
            for cell in block.cells:
                span = f"[{cell.row_span}x{cell.col_span}]" if cell.row_span * cell.col_span > 1 else ""
                rows[cell.row].append(span + "¶".join(p.text for p in cell.paragraphs))
            shown.append(rows)
        else:
            shown.append(block.text + (" |" if block.border else ""))
    return shown


@pytest.fixture(scope="session")
def view() -> View:
    """Read a text or page and show its blocks."""

    def show(text: str) -> list[object]:
        layout = read("test", text.encode())
        check(layout)
        return view_of(layout)

    return show


@pytest.fixture(scope="session")
def layout_of() -> Callable[[str], Layout]:
    """Read a text or page into its layout, proven."""

    def make(text: str) -> Layout:
        layout = read("test", text.encode())
        check(layout)
        return layout

    return make
