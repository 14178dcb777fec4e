"""Large tables of the real documents come out whole: their own ordinals, and what the decision says, tell."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import vanban
from vanban.normalize.model import Document, Table


def tables(document: Document) -> Iterator[Table]:
    yield from document.tables
    for attachment in document.attachments:
        yield from tables(attachment)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("TBVLXD-THANG-6-2024241717441.pdf", [835]),  # 119 pages, the header again on each
        (
            "1351-2025-qd-ubnd.pdf",
            [2, 20, 8],
        ),  # 61 pages; "danh mục 30 thủ tục hành chính", rows over many pages
    ],
)
def test_tables_of_many_pages_are_whole(real_corpus: Path, name: str, rows: list[int]) -> None:
    found = list(tables(vanban.read(real_corpus / "files" / name)))
    assert [len(table.rows) for table in found] == rows
    for table in found:
        assert [row.label for row in table.rows] == [str(n) for n in range(1, len(table.rows) + 1)]
        pages = [row.page for row in table.rows]
        assert all(a is not None and b is not None and a <= b for a, b in pairwise(pages))


def test_a_price_list_of_two_thousand_rows_is_whole(real_corpus: Path) -> None:
    """LibreOffice counts 2,041 rows in the file, 18 of which hold headers and titles."""
    found = list(tables(vanban.read(real_corpus / "files" / "219-phuluc-giaDVYte241444624.doc")))
    assert [len(table.rows) for table in found] == [8, 14, 2001]
    numbers = [int(row.label) for row in found[-1].rows if row.label and row.label.isdigit()]
    assert numbers == list(range(1, 1938))  # its ordinals run through all groups
