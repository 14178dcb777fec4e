import pytest

from tests.corpus.docx_writer import build
from vanban.corpus.readers import read
from vanban.corpus.readers.raised import told_apart

RAISED = [
    # before, raised, together
    ("500 m", "2", "500 m2"),
    ("(m", "3", "(m3"),
    ("10m", "3", "10m3"),
    ("đồng/km", "2", "đồng/km2"),
    ("10", "6", "106"),
    ("x", "2", "x2"),
    ("1.200", "1", "1.200 [1]"),
    ("1.200", "(2)", "1.200 [2]"),
    ("Nhà kho", "1", "Nhà kho [1]"),
    ("năm", "*", "năm [*]"),
    ("m", "(1)", "m [1]"),
    ("45", "o", "45o"),
    ("Nghị định", "[3]", "Nghị định[3]"),
    ("", "2", "2"),
]


@pytest.mark.parametrize(("before", "raised", "together"), RAISED)
def test_marks_of_notes_are_kept_apart(before: str, raised: str, together: str) -> None:
    assert before + told_apart(raised, before) == together


def test_in_web_pages_and_word_files() -> None:
    page = "<!DOCTYPE html><html><body><p>Giá 1.200<sup>1</sup> đồng/m<sup>2</sup></p></body></html>"
    assert read("a.html", page.encode()).text.strip() == "Giá 1.200 [1] đồng/m2"
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    runs = run.format("Giá 1.200") + raised.format("1") + run.format(" đồng/m") + raised.format("2")
    assert read("a.docx", build(f"<w:p>{runs}</w:p>")).text.strip() == "Giá 1.200 [1] đồng/m2"
