"""The second opinion: what LibreOffice and pdfplumber see, what they may not do, what is said when they are not there."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from tests.corpus.docx_writer import build, p
from tests.corpus.pdf_writer import Pdf
from vanban.corpus import opinion, plumber, soffice
from vanban.corpus.budgets import Budgets
from vanban.corpus.readers import read

DOC = Path(__file__).resolve().parents[1] / "data" / "doc"
ASKED = Budgets(opinion_seconds=60)

needs_libreoffice = pytest.mark.skipif(
    soffice.executable() is None, reason="LibreOffice is not installed: no second opinion"
)


@needs_libreoffice
def test_agreement_and_disagreement() -> None:
    data = (DOC / "tcvn3.doc").read_bytes()
    layout = read("tcvn3.doc", data, budgets=ASKED)
    assert [note.code for note in layout.notes] == ["legacy-encoding"]
    shorter = replace(layout, text=layout.text[:100])
    note = opinion.note(shorter, data)
    assert note is not None
    seen = soffice.text_of(data, "doc", time_limit=60)
    assert seen is not None
    assert note.code == "reader-disagreement"
    assert str(opinion.ink(seen)) in note.message


@needs_libreoffice
def test_it_ends_in_time() -> None:
    data = (DOC / "unicode.doc").read_bytes()
    assert soffice.text_of(data, "doc", time_limit=0.01) is None
    layout = read("unicode.doc", data, budgets=Budgets(opinion_seconds=0.01))
    assert [note.code for note in layout.notes] == ["no-second-opinion"]


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soffice, "executable", lambda: None)
    data = (DOC / "unicode.doc").read_bytes()
    assert soffice.text_of(data, "doc", time_limit=60) is None
    assert [note.code for note in read("unicode.doc", data, budgets=ASKED).notes] == ["no-second-opinion"]
    assert read("unicode.doc", data).notes == ()  # nobody asked


def test_text_is_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    for program in (soffice, plumber):
        monkeypatch.setattr(program, "text_of", lambda *_, **__: pytest.fail("asked"))
    assert read("x.txt", "Điều 1. Nội dung.".encode(), budgets=ASKED).notes == ()


def _pdf() -> bytes:
    document = Pdf()
    for number in range(1, 5):  # a head on each page, a number, and words outside the clip
        page = document.page().text(85, 800, "CÔNG BÁO SÔNG LAM").text(295, 30, str(number), size=9)
        for line in range(20):
            page.text(85, 720 - 20 * line, f"Dòng thứ {line} của trang {number} nói về nước sạch nông thôn.")
        page.draw("q 85 190 20 20 re W n").text(300, 200, "ngoài khung").draw("Q")
    return document.data()


def test_pdfplumber_agrees_and_disagrees() -> None:
    data = _pdf()
    layout = read("a.pdf", data, budgets=ASKED)
    assert [note.code for note in layout.notes] == ["unpainted-text"]
    asked = opinion.ask(layout, data)
    assert asked is not None
    assert asked.by == "pdfplumber"
    assert asked.held == asked.seen
    note = opinion.note(replace(layout, blocks=layout.blocks[:-5]), data)  # a part is lost
    assert note is not None
    assert (note.code, str(asked.seen) in note.message) == ("reader-disagreement", True)


def test_pdfplumber_is_killed_in_time() -> None:
    layout = read("a.pdf", _pdf(), budgets=Budgets(opinion_seconds=0.01))
    assert [note.code for note in layout.notes] == ["unpainted-text", "no-second-opinion"]


class _Trap(BaseHTTPRequestHandler):
    visits: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.visits.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@pytest.fixture
def trap() -> Iterator[str]:
    """The address of a server that notes every visit."""
    server = HTTPServer(("127.0.0.1", 0), _Trap)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@needs_libreoffice
def test_nothing_is_fetched(trap: str) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> INCLUDEPICTURE '
        f'"{trap}/field.png" \\d </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    inserted = field.replace("INCLUDEPICTURE", "INCLUDETEXT").replace("field.png", "text.docx")
    picture = f'<w:r><w:pict><v:shape style="width:9pt;height:9pt"><v:imagedata r:href="{trap}/a.png"/></v:shape></w:pict></w:r>'
    data = build(p("Điều 1. Nội dung", field, inserted, picture))
    rtf = (
        rb'{\rtf1 Noi dung {\field{\*\fldinst INCLUDEPICTURE "'
        + f"{trap}/rtf.png".encode()
        + rb'" \\d }{\fldrslt }}}'
    )
    page = f'<html><body>Noi dung<img src="{trap}/page.png"></body></html>'.encode()
    for content, extension in ((data, "docx"), (rtf, "rtf"), (page, "doc")):
        assert "dung" in (soffice.text_of(content, extension, time_limit=60) or "")
    assert _Trap.visits == []


def _is_small_pdf(path: Path) -> bool:
    """pdfplumber takes seconds for some pages."""
    return path.suffix == ".pdf" and path.stat().st_size < 300_000 and path.read_bytes().startswith(b"%PDF")


@pytest.mark.slow
@needs_libreoffice
def test_no_real_file_loses_text(real_corpus: Path) -> None:
    """At most half a percent fewer letters and digits than LibreOffice and pdfplumber see."""
    lost: dict[str, tuple[int, int]] = {}
    for path in sorted((real_corpus / "files").iterdir()):
        if path.suffix.lower() in (".doc", ".rtf") or _is_small_pdf(path):
            data = path.read_bytes()
            layout = read(path, data)
            asked = opinion.ask(layout, data)
            if asked and asked.seen and asked.held < 0.995 * asked.seen:
                lost[path.name] = (asked.held, asked.seen)
    assert lost == {}
