from collections.abc import Callable

import pytest

from tests.corpus.docx_writer import build
from tests.corpus.workbooks import BOXED, Cells, Rich, Sheet, xls, xlsx
from vanban.corpus.readers import read, sheet
from vanban.corpus.readers.raised import told_apart

RAISED = [
    # before, raised, together
    ("500 m", "2", "500 m2"),
    ("(m", "3", "(m3"),
    ("10m", "3", "10m3"),
    ("đồng/km", "2", "đồng/km2"),
    ("2 x 10", "6", "2 x 106"),
    ("10", "2", "10 [2]"),
    ("-10", "2", "-10 [2]"),
    ("x", "2", "x2"),
    ("1.200", "1", "1.200 [1]"),
    ("1.200", "(2)", "1.200 [2]"),
    ("924,10", "1", "924,10 [1]"),
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


def test_a_mark_in_several_runs_of_a_word_file_is_one() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    runs = "<w:r><w:t>1.200</w:t></w:r>" + "".join(map(raised.format, ("(", "1", ")")))
    assert read("a.docx", build(f"<w:p>{runs}</w:p>")).text.strip() == "1.200 [1]"


@pytest.mark.parametrize("make", [xlsx, xls])
def test_in_workbooks(make: Callable[..., bytes]) -> None:
    cells: Cells = {
        (0, 0): (Rich(("Diện tích (m", "2", ")")), BOXED), (0, 1): ("Tên", BOXED),
        (1, 0): (Rich(("1.200", "(1)")), BOXED), (1, 1): (Rich(("Kho", "2", " và chợ")), BOXED),
    }  # fmt: skip
    text = sheet.read(make(Sheet(cells))).text.splitlines()
    assert text == ["Diện tích (m2)\tTên", "1.200 [1]\tKho [2] và chợ"]


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (r"Kho{\super 1} 1.200{\super (2)} m{\super 2}", "Kho [1] 1.200 [2] m2"),
        (r"1.200{\fs16\up6 1} ha", "1.200 [1] ha"),  # raised by hand, as old files do
        (r"1.200\super 1\nosupersub  ha", "1.200 [1] ha"),
        (r"CO{\sub 2} {\dn6 2}", "CO2 2"),
        (r"S\'f4: {\up6 12}/TB", "Sô: 12/TB"),  # what stands apart is no mark
        (r"1.200{\up1 1}", "1.2001"),
    ],
)
def test_in_rtf(rtf: str, text: str) -> None:
    assert read("a.rtf", (r"{\rtf1\ansi\ansicpg1252 " + rtf + r"\par}").encode()).text.strip() == text
