"""PDFs whose fonts are of before Unicode: told by the text, converted, and never called unreadable."""

import pytest

from tests.corpus.pdf_writer import Font, Pdf
from tests.corpus.test_legacy import PROSE, encode
from vanban.corpus.charsets import LEGACY, Legacy
from vanban.corpus.layout import Layout, Paragraph, check
from vanban.corpus.probe import probe
from vanban.corpus.readers import read


def printed(lines: list[tuple[str, str]], **names: str) -> bytes:
    """A page of lines, each in one of the fonts F1 to F3, which are named as asked."""
    pdf = Pdf()
    for key, name in names.items():
        pdf.fonts[key] = Font(name)
    page = pdf.page()
    for at, (text, font) in enumerate(lines):
        page.text(85, 760 - 18 * at, text, size=12, font=font)
    return pdf.data()


def wrapped(text: str, encoding: Legacy, font: str = "F1") -> list[tuple[str, str]]:
    """Lines of eight words."""
    words = text.split()
    return [(encode(" ".join(words[at : at + 8]), encoding), font) for at in range(0, len(words), 8)]


def texts(layout: Layout) -> str:
    check(layout)
    return " ".join(block.text for block in layout.blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("encoding", LEGACY)
@pytest.mark.parametrize("name", ["Times-Roman", "ABCDEF+.VnTime", "VNI-Times"])
def test_the_text_tells(encoding: Legacy, name: str) -> None:
    layout = read("x.pdf", printed(wrapped(PROSE.lower(), encoding), F1=name))
    assert texts(layout) == PROSE.lower()
    assert layout.encodings == (encoding,)
    assert [note.code for note in layout.notes] == ["legacy-encoding"]


def test_capitals_and_mixtures() -> None:
    lines = [
        ("quyÕt ®Þnh ban hµnh quy chÕ", "F2"),
        *wrapped(PROSE.lower(), "tcvn3"),
        *wrapped(PROSE, "vni", "F3"),
    ]
    data = printed(lines, F1=".VnTime", F2="XYZABC+.VnTimeH,Bold", F3="VNI-Times")
    layout = read("x.pdf", data)
    assert texts(layout) == f"QUYẾT ĐỊNH BAN HÀNH QUY CHẾ {PROSE.lower()} {PROSE}"
    assert set(layout.encodings) == {"tcvn3", "vni"}
    assert probe("x.pdf", data).encoding == layout.encoding == "mixed"


def test_unicode_in_fonts_of_such_names_stays() -> None:
    pdf = Pdf()
    pdf.fonts["F1"] = Font(".VnTime")
    pdf.page().lines(85, 760, *[" ".join(PROSE.split()[at : at + 8]) for at in range(0, 40, 8)], size=12)
    layout = read("x.pdf", pdf.data())
    assert texts(layout) == " ".join(PROSE.split()[:40])
    assert layout.encodings == ("unicode",)
