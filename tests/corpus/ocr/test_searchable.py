"""Copies of scans that can be searched: what other programs find in them, and where."""

import io
import math
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2 as pdfium
import pytest

from tests.corpus.ocr.test_scans import DECISION, drawn, words, worn
from vanban import api
from vanban.cli import main
from vanban.corpus.layout import Layout, ScannedPage, SeenWord
from vanban.corpus.readers import read
from vanban.corpus.readers.pdf_chars import Faces
from vanban.corpus.readers.pdf_pages import read_page
from vanban.corpus.readers.searchable import searchable

SKEW = 0.6
Place = tuple[float, float]


def scanned(*pictures: Any, turn: int = 0) -> bytes:
    """A PDF of page images; ``turn``: degrees by which a reader of PDF is told to turn them."""
    from PIL import Image

    pages = [Image.fromarray(picture) for picture in pictures]
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", resolution=200, save_all=True, append_images=pages[1:])
    if not turn:
        return buffer.getvalue()
    document = pdfium.PdfDocument(buffer.getvalue())
    for page in document:
        page.set_rotation(turn)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def found(data: bytes, number: int = 1) -> tuple[list[str], list[str]]:
    """The words that PDFium and pdfplumber find on a page."""
    with pdfium.PdfDocument(data) as document:
        text = document[number - 1].get_textpage().get_text_bounded()
    with pdfplumber.open(io.BytesIO(data)) as document:
        return text.split(), [word["text"] for word in document.pages[number - 1].extract_words()]


def rendered(data: bytes) -> Any:
    with pdfium.PdfDocument(data) as document:
        return document[0].render().to_numpy().copy()


def bare(text: str) -> str:
    """Without hyphens: PDFium takes one at the end of a line for that of a broken word."""
    return text.replace("-", "").replace("\x02", "")


def copied(data: bytes) -> tuple[Layout, bytes]:
    layout = read("scan.pdf", data)
    copy = api.searchable_pdf(data, layout)
    assert copy is not None and copy == api.searchable_pdf(data, layout)
    return layout, copy


def places(data: bytes) -> dict[str, Place]:
    """Where each word that stands once on the first page begins, from the top left of the page as shown."""
    with pdfium.PdfDocument(data) as document:
        page = read_page(document, 0, Faces())
    assert page
    texts = [run.text for run in page.runs]
    return {run.text: (run.x0, run.base) for run in page.runs if texts.count(run.text) == 1}


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_other_programs_find_our_words_where_they_are_printed() -> None:
    data = scanned(worn(drawn(), skew=SKEW))
    layout, copy = copied(data)
    ours = [word.text for word in layout.scans[0].words]
    assert len(ours) > 200
    by_pdfium, by_plumber = found(copy)
    assert sorted(by_plumber) == sorted(ours)
    assert bare("".join(by_pdfium)) == bare("".join(ours))
    assert (rendered(copy) == rendered(data)).all()
    printed, copies = places(DECISION.read_bytes()), places(copy)
    angle = math.radians(-SKEW)
    middle = layout.pages[0].width / 2, layout.pages[0].height / 2
    away = []
    for text, (x, y) in printed.items():
        if text in copies:
            right, down = x - middle[0], y - middle[1]
            at = (
                middle[0] + right * math.cos(angle) - down * math.sin(angle),
                middle[1] + right * math.sin(angle) + down * math.cos(angle),
            )
            away.append(math.dist(at, copies[text]))
    assert len(away) > 60
    assert sorted(away)[int(0.95 * len(away))] < 3.0  # points


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
@pytest.mark.parametrize(("quarters", "turn"), [(1, 0), (1, 90), (2, 0), (0, 180)])
def test_pages_that_lie_on_a_side(quarters: int, turn: int) -> None:
    import numpy as np

    upright = drawn()[:1074]  # between two lines
    layout, copy = copied(scanned(np.ascontiguousarray(np.rot90(upright, quarters)), turn=turn))
    again = read("copy.pdf", copy)
    assert again.scans == ()  # the layer is good: nothing is recognised again
    assert words(again) >= {word for word in words(layout) if len(word) > 3}
    assert len(words(layout)) > 60


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_a_run_keeps_copies_with_the_results(tmp_path: Path) -> None:
    archive, out = tmp_path / "archive", tmp_path / "out"
    archive.mkdir()
    (archive / "scan.pdf").write_bytes(scanned(drawn()[:900]))
    (archive / "print.pdf").write_bytes(DECISION.read_bytes())
    command = ["run", str(archive), "-o", str(out), "--engine", "inline"]
    assert main([*command, "--searchable-pdf"]) == 0
    copies = list((out / "pdf").rglob("*.pdf"))
    assert len(copies) == 1
    id = copies[0].stem
    assert (out / "json" / id[:2] / f"{id}.json").exists()
    first = copies[0].read_bytes()
    assert "NGHĨA" in found(first)[0]
    other = tmp_path / "again"
    assert main([*command[:3], str(other), "--workers", "2", "--searchable-pdf"]) == 0
    assert (other / copies[0].relative_to(out)).read_bytes() == first
    assert main(command) == 0
    assert not copies[0].exists()


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
@pytest.mark.parametrize("isolate", [[], ["--isolate"]])
def test_extract_writes_a_copy_and_never_over_the_file(
    tmp_path: Path, isolate: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(scanned(drawn()[:900]))
    before = scan.read_bytes()
    assert main(["extract", str(scan), "--searchable-pdf", str(tmp_path / "copies"), *isolate]) == 0
    assert "NGHĨA" in found((tmp_path / "copies" / "scan.pdf").read_bytes())[0]
    assert main(["extract", str(scan), "--searchable-pdf", str(tmp_path), *isolate]) != 0
    assert "another folder" in capfd.readouterr().err
    assert scan.read_bytes() == before


def test_words_beside_a_hidden_layer_take_its_place() -> None:
    data = scanned_blank()
    one, other = (
        ScannedPage(1, 300, 400, 0, 0.0, (SeenWord(text, 50, 100, 60, 12),)) for text in ("Một", "Hai")
    )
    first = searchable(data, [one])
    assert first and found(first) == (["Một"], ["Một"])
    second = searchable(first, [other])
    assert second and found(second) == (["Hai"], ["Hai"])


def test_no_copy_without_words() -> None:
    assert searchable(scanned_blank(), [ScannedPage(1, 300, 400, 0, 0.0, ())]) is None


def scanned_blank() -> bytes:
    document = pdfium.PdfDocument.new()
    document.new_page(300, 400)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
