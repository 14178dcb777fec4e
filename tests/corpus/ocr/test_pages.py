"""Which pages are recognised, and by what."""

import io
import re
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest

from tests.corpus.ocr.engines import Alone
from tests.corpus.ocr.test_scans import DECISION, NO_THREADS, drawn, saved, words, worn
from tests.corpus.ocr.test_searchable import scanned
from vanban.corpus.layout import Layout, ScannedPage, SeenWord, check, paragraphs
from vanban.corpus.ocr import engine, pages
from vanban.corpus.ocr.engine import EngineInfo, Word
from vanban.corpus.ocr.read import Recognised
from vanban.corpus.ocr.segment import Ink, TextLine
from vanban.corpus.ocr.spreads import find_fold
from vanban.corpus.readers import read, scans
from vanban.corpus.readers.pdf_chars import Face, Run
from vanban.corpus.readers.pdf_pages import PageRead
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


def spread(left: Any, right: Any) -> Any:
    """Two pages side by side, cropped as copies are, with the shadow of the fold and a black edge."""
    both = np.concatenate([left[:, : -left.shape[1] // 24], right[:, right.shape[1] // 24 :]], axis=1)
    fold = left.shape[1] - left.shape[1] // 24
    shadow = np.abs(np.arange(both.shape[1]) - fold)[None, :, None] / 40.0
    both = both * np.clip(0.35 + shadow, 0, 1)
    both[:, -12:] = 0
    return both.astype(np.uint8)


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_two_pages_on_one_scan_are_parted() -> None:
    picture = worn(spread(drawn(0), drawn(1)), skew=0.3)
    found = read("scan.tif", saved(picture, "TIFF"))
    check(found)
    alone = [words_of(read(DECISION), number) for number in (1, 2)]
    assert [round(page.width / page.height, 1) for page in found.pages] == [0.7, 0.7]
    assert [note.code for note in found.notes] == ["page-spread"]
    for number, one in enumerate(alone, 1):
        assert len(one & words_of(found, number)) >= 0.9 * len(one), number
    places = [found.text.find(text) for text in ("QUYẾT ĐỊNH:", "Điều 2.", "Điều 3.", "Nơi nhận")]
    assert -1 not in places and places == sorted(places)


def test_pages_after_two_on_one_scan_are_counted_on() -> None:
    def face(text: str) -> Recognised:
        return Recognised(300.0, 400.0, [Run(text, 30.0, 30.0, 60.0, 44.0, 41.0, Face(12.0))], [0.9])

    pages = [PageRead(number, 600.0, 400.0, "image") for number in (1, 2, 3)]
    both = Recognised(600.0, 400.0, halves=(face("trái"), face("phải")))
    parted, known, skipped = scans._parted(pages, {1: both, 3: face("sau"), 2: None})
    assert [(page.number, page.sheet, page.is_half) for page in parted] == [
        (1, 1, True), (2, 1, True), (3, 2, False), (4, 3, False)
    ]  # fmt: skip
    assert {number: one.runs[0].text for number, one in known.items()} == {1: "trái", 2: "phải", 4: "sau"}
    assert skipped == [3]
    for page in parted:
        if page.number in known:
            scans.take(page, known[page.number])
    assert [page.number for page in scans.seen(parted)] == [3], "half a page is on no page of the file"


def words_of(layout: Layout, page: int) -> set[str]:
    return {word for one in paragraphs(layout.blocks) if one.page == page for word in one.text.split()}


def test_a_landscape_page_is_no_spread() -> None:
    none, plain = np.zeros(1, int), np.zeros((1600, 2300), np.uint8)
    ink = Ink(none, none, none, none, none, none, (plain, plain))
    image = np.full((1600, 2300), 255, np.uint8)

    def lines(*ends: tuple[int, int], count: int = 20) -> list[TextLine]:
        return [
            TextLine(x0, y, x1, y + 20, y + 18.0, 14.0, 20.0, 14.0, 3.0, image[:20, :20])
            for y in range(200, 200 + 40 * count, 40)
            for x0, x1 in ends
        ]

    assert find_fold(image, ink, lines((200, 1040), (1260, 2100))) == (1150, 1150)
    assert find_fold(image, ink, lines((200, 2100))) is None, "lines cross its middle"
    assert find_fold(image, ink, [*lines((200, 1040), (1260, 2100)), *lines((300, 1900), count=1)]) is None
    assert find_fold(image, ink, lines((200, 600), (1400, 1800))) is None, "recipients and a signature"
    assert find_fold(image, ink, lines((200, 1040))) is None, "a single column"
    across = np.zeros((1600, 2300), np.uint8)
    across[400:403, 200:2100] = 1
    ruled = Ink(none, none, none, none, none, none, (across, plain))
    assert find_fold(image, ruled, lines((200, 1040), (1260, 2100))) is None, "a table"
    assert find_fold(image.T, ink, lines((200, 1040), (1260, 2100))) is None, "an upright page"


class Parrot(Alone):
    """An engine that reads the same in every line."""

    def read_line(self, image: Any, *, numeric: bool = False, seconds: float = 10.0) -> list[Word]:
        """Two words, whatever the picture."""
        height, width = image.shape
        half = width / 2
        return [Word("quyết", 0, 0, half - 2, height, 0.9), Word("định", half + 2, 0, width, height, 0.8)]


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


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_an_engine_goes_from_file_to_file_and_takes_nothing_along(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[engine.Engine] = []
    really = engine.opener()

    def opening() -> engine.Engine:
        opened.append(really())
        return opened[-1]

    monkeypatch.setattr(pages, "opener", lambda: opening)
    one, other = saved(drawn()[:900]), saved(drawn(1)[:900])
    first = read("one.png", one, budgets=NO_THREADS)
    between = read("other.png", other, budgets=NO_THREADS)
    assert read("one.png", one, budgets=NO_THREADS) == first != between
    assert len(opened) == 1
