"""Which pages are recognised, and by what."""

import io
import re
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import pypdfium2 as pdfium
import pytest

from tests.corpus.ocr.test_scans import DECISION, NO_THREADS, drawn, saved, words
from tests.corpus.ocr.test_searchable import scanned
from vanban.corpus.layout import Layout, ScannedPage, SeenWord, paragraphs
from vanban.corpus.ocr import engine
from vanban.corpus.ocr.engine import EngineInfo, Word
from vanban.corpus.readers import read, scans
from vanban.corpus.readers.pdf_quality import Quality
from vanban.corpus.readers.searchable import searchable


def layered(picture: Any, texts: Sequence[str]) -> bytes:
    """A scan with the words of an earlier recognition hidden in it."""
    made = [SeenWord(text, 60 + 90 * (at % 5), 60 + 14 * (at // 5), 60, 11) for at, text in enumerate(texts)]
    copy = searchable(scanned(picture), [ScannedPage(1, 595, 842, 0, 0.0, tuple(made))])
    assert copy
    return copy


def good(layout: Layout) -> int:
    return len({"ỦY", "BAN", "NHÂN", "tỉnh", "tháng", "năm", "cứ", "Luật"} & words(layout))


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_a_poor_hidden_layer_gives_way_and_a_good_one_stays() -> None:
    poor = [
        "Uy",
        "hnn",
        "nhfin",
        "dfin",
        "Cdn",
        "ctr",
        "Lu~t",
        "ch1nh",
        "qtiyen",
        "dja",
        "phtrong",
        "tinh",
    ] * 8
    found = read("scan.pdf", layered(drawn(), poor))
    assert "hnn" not in words(found) and good(found) >= 7
    better = "Ủy ban nhân dân tỉnh thực hiện nhiệm vụ được giao theo quy định của pháp luật".split() * 8
    kept = read("scan.pdf", layered(drawn(), better))
    assert words(kept) == set(better) and kept.scans == ()


@pytest.mark.parametrize(
    ("hidden", "ours", "better"),
    [
        (Quality(151, 0, 0.99, 0.8, 0.05), Quality(147, 0, 0.99, 0.8, 0.09), False),  # a word or two
        (Quality(151, 0, 0.97, 0.8, 0.03), Quality(90, 0, 0.75, 0.6, 0.09), True),
        (Quality(151, 0, 0.80, 0.8, 0.05), Quality(147, 0, 0.99, 0.8, 0.02), False),
    ],
)
def test_a_hidden_layer_stays_where_it_is_clearly_better(
    hidden: Quality, ours: Quality, better: bool
) -> None:
    assert scans._is_better(hidden, ours) is better


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_mixed_files_page_by_page() -> None:
    whole = pdfium.PdfDocument(DECISION)
    with pdfium.PdfDocument(scanned(drawn(1))) as scan:
        mixed = pdfium.PdfDocument.new()
        mixed.import_pages(whole, [0])
        mixed.import_pages(scan)
    buffer = io.BytesIO()
    mixed.save(buffer)
    found = read("mixed.pdf", buffer.getvalue())
    assert found.text_layer == "mixed"
    origins = {one.page: one.origin for one in paragraphs(found.blocks)}
    assert origins == {1: "read", 2: "ocr"}
    assert [page.number for page in found.scans] == [2]
    assert {word.page for word in found.words} == {2}


def broken(lines: Sequence[str]) -> bytes:
    """A printed page whose font tells wrong letters for its glyphs, as some converters leave it."""
    from reportlab.pdfgen.canvas import Canvas

    from tests.tables.pdf import fonts

    buffer = io.BytesIO()
    page = Canvas(buffer, pagesize=(595, 842), invariant=1, pageCompression=0)
    page.setFont(fonts()[0], 13)
    for at, line in enumerate(lines):
        page.drawString(70, 760 - 24 * at, line)
    page.save()
    return re.sub(rb"(?<=> )<(?:00|1E)(?=[4-F][0-9A-F]>\n)", b"<04", buffer.getvalue())


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_a_printed_page_with_a_broken_text_layer_is_drawn_and_read() -> None:
    lines = (
        "ỦY BAN NHÂN DÂN TỈNH SÔNG LAM",
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Giao Sở Tài chính bố trí kinh phí thực hiện trong năm 2021.",
    )
    found = read("broken.pdf", broken(lines * 3))
    assert found.text_layer == "ocr" and [page.number for page in found.scans] == [1]
    assert set(" ".join(lines).split()) <= words(found)


class Parrot:
    """An engine that reads the same in every line."""

    name = "parrot 1"

    def read_line(self, image: Any, *, numeric: bool = False, seconds: float = 10.0) -> list[Word]:
        """Two words, whatever the picture."""
        height, width = image.shape
        half = width / 2
        return [Word("quyết", 0, 0, half - 2, height, 0.9), Word("định", half + 2, 0, width, height, 0.8)]

    def close(self) -> None:
        """Nothing to free."""


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_another_engine_stands_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("parrot")
    module.info = lambda: EngineInfo("parrot", "1")  # type: ignore[attr-defined]
    module.open = Parrot  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "parrot", module)
    monkeypatch.setattr(engine, "ENGINES", ("parrot", *engine.ENGINES))
    assert [info.name for info in engine.available()] == ["parrot", "tesseract"]
    found = read("scan.png", saved(drawn()[:900]), budgets=NO_THREADS)
    rest = "".join(words(found)).replace("quyết", "").replace("định", "")
    assert words(found) and rest == ""  # it says the same of every line, whole or in parts
    module.info = lambda: EngineInfo("parrot", "", ("its cage",))  # type: ignore[attr-defined]
    assert good(read("scan.png", saved(drawn()), budgets=NO_THREADS)) >= 7
