"""Real documents: the guarantees hold on all, and the kinds come out as they must."""

import re
from pathlib import Path

import pytest

from vanban.corpus.errors import UnsupportedFormatError
from vanban.corpus.layout import Grid, Paragraph, check, paragraphs
from vanban.corpus.readers import read


def test_every_readable_file_keeps_the_guarantees(real_corpus: Path) -> None:
    texts = [*sorted((real_corpus / "transcripts").glob("*.txt")), *sorted((real_corpus / "files").iterdir())]
    count = 0
    for path in texts:
        if path.suffix.lower() not in (".txt", ".html") and path.name != "report.pdf":
            continue
        try:
            layout = read(path)
        except UnsupportedFormatError:
            continue
        check(layout)
        count += 1
    assert count > 10


@pytest.mark.parametrize("name", ["000_a7a611ee86822b52.txt", "004_46758d04cc57e81a.txt"])
def test_seeds_lead_back(seeds: Path, name: str) -> None:
    source = (seeds / name).read_text(encoding="utf-8")
    layout = read(seeds / name)
    check(layout)
    for paragraph in paragraphs(layout.blocks):
        at = layout.source_offset(paragraph.start)
        assert at is not None
        assert source[at] == paragraph.text[0]
        end = layout.source_offset(paragraph.end - 1)
        assert end is not None
        assert source[end] == paragraph.text[-1]


def test_web_copy(seeds: Path) -> None:
    texts = [
        block.text
        for block in read(seeds / "000_a7a611ee86822b52.txt").blocks
        if isinstance(block, Paragraph)
    ]
    assert "5. Tăng cường năng lực nghiên cứu trong lĩnh vực CNTT và TT" in texts
    assert "II. NHIỆM VỤ THỰC HIỆN ĐỀ ÁN NĂM 2014" in texts
    assert "1. Phát triển nguồn nhân lực CNTT" in texts
    assert "Nguyễn Tiến Hải" in texts
    assert sum(text.startswith("Căn cứ") for text in texts) == 4
    assert not [text for text in texts if re.match(r"[a-zđăâêôơư]", text)]  # no line was left behind


def test_word_copy(seeds: Path) -> None:
    grids = [block for block in read(seeds / "004_46758d04cc57e81a.txt").blocks if isinstance(block, Grid)]
    assert [(grid.n_rows, grid.n_cols) for grid in grids] == [(56, 13), (7, 13), (14, 13)]
    assert grids[0].matrix()[0][7:12] == ["Chia ra"] * 5


def test_layout_text(real_corpus: Path) -> None:
    layout = read(real_corpus / "files" / "QD-1050-kiem-tra-VLNCN-2026.txt")
    grids = [block for block in layout.blocks if isinstance(block, Grid)]
    head, end, table = grids
    assert head.cells[0].text == "UBND TỈNH LÀO CAI SỞ CÔNG THƯƠNG Số: 1050 /QĐ-SCT"
    assert end.cells[1].text == "GIÁM ĐỐC Hoàng Chí Hiền"
    assert [row[:2] for row in table.matrix()] == [
        ["TT", "Đơn vị kiểm tra"],
        ["1", "Công ty cổ phần xây dựng giao thông Yên Bái"],
        ["2", "Tổng công ty xây dựng Trường Sơn"],
        ["3", "Công ty TNHH Hiệp Phú"],
    ]


@pytest.mark.parametrize("name", ["doc-000635.html", "doc-000639.html"])
def test_pages_of_properties(real_corpus: Path, name: str) -> None:
    layout = read(real_corpus / "files" / name)
    facts = dict(layout.metadata)
    assert layout.blocks == ()
    assert facts["Số hiệu"] in facts["title"]
    assert facts["Người ký"] == "Lê Ngọc Hoàn"
    assert "Ngày hết hiệu lực" not in facts  # "--" is no date


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("doc-000745.html", "QUYẾT ĐỊNH", "chịu trách nhiệm thi hành Quyết định này."),
        ("doc-000085.html", "ỦY BAN THƯỜNG VỤ QUỐC HỘI", "(Ký, ghi rõ họ, tên)"),
    ],
)
def test_pages_without_chrome(real_corpus: Path, name: str, first: str, last: str) -> None:
    blocks = read(real_corpus / "files" / name).blocks
    texts = [block.cells[0].text if isinstance(block, Grid) else block.text for block in blocks]
    assert texts[0] == first
    end = blocks[-1]
    assert (end.cells[-1].text if isinstance(end, Grid) else end.text).endswith(last)
