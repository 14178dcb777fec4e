"""What signing software leaves in a PDF: numbers and dates drawn over blanks, stamps, digital signatures."""

from dataclasses import replace

import pypdfium2 as pdfium
import pytest
import regex

from tests.corpus.pdf_writer import Page, Pdf, Widget, width
from tests.corpus.signing import container
from vanban.corpus.layout import Layout, check, paragraphs
from vanban.corpus.readers import pdf
from vanban.corpus.readers.pdf_marks import drawings, is_stamp_line
from vanban.corpus.rules import Rule, load

RULES = load("vanban.corpus", "signature_stamps.toml", Rule)
NUMBER = "Số:        /QĐ-UBND"
DATE = "Sông Lam, ngày    tháng    năm 2021"


def read(document: Pdf) -> Layout:
    layout = pdf.read(document.data())
    check(layout)
    return layout


def decision(document: Pdf) -> Page:
    """A page whose number, day and month are blank."""
    page = document.page()
    page.text(85, 780, "ỦY BAN NHÂN DÂN", font="F2").text(
        270, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", font="F2"
    )
    page.text(85, 740, NUMBER).text(290, 740, DATE, font="F3")
    for at in range(6):
        page.text(85, 690 - 18 * at, "Ủy ban nhân dân tỉnh Sông Lam báo cáo tình hình thực hiện kế hoạch")
    return page


def after(text: str, x: float) -> float:
    """Where the letter after a text stands."""
    return x + width(text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_lines_of_stamps(rule: Rule) -> None:
    pattern = regex.compile(rule.pattern)
    for example in rule.examples:
        assert pattern.match(example) and is_stamp_line(example), example
    for example in rule.counter_examples:
        assert not pattern.match(example), example


def test_only_drawings_that_hold_text_are_looked_at() -> None:
    document = Pdf()
    page = decision(document)
    page.widgets.append(Widget((300, 300, 400, 360), "0 0 100 60 re S 0 0 m 100 60 l S"))
    page.widget(430, 300, "1696")
    opened = pdfium.PdfDocument(document.data())
    with drawings(opened[0]) as drawn:
        assert [round(drawing.box(0, 842)[0]) for drawing in drawn] == [430]


def test_number_and_date_drawn_by_signing_software() -> None:
    document = Pdf()
    page = decision(document)
    page.widget(after("Số: ", 85), 741, "1696")
    page.widget(after("Sông Lam, ngày ", 290), 738, "15")
    page.widget(after("Sông Lam, ngày    tháng ", 290), 742, "5", subtype="Stamp")
    page.widget(430, 300, "Ký bởi: Ủy ban nhân dân tỉnh\nThời gian ký: 09/02/2021 08:15:00")
    layout = read(document)
    found = [p for p in paragraphs(layout.blocks) if p.text.startswith(("Số", "Sông"))]
    assert [(p.text, p.origin) for p in found] == [
        ("Số: 1696 /QĐ-UBND", "signature"),
        ("Sông Lam, ngày 15 tháng 5 năm 2021", "signature"),
    ]
    assert "Ký bởi" not in layout.text
    assert layout.metadata == (
        ("signature stamp", "Ký bởi: Ủy ban nhân dân tỉnh Thời gian ký: 09/02/2021 08:15:00"),
    )


def nested(page: Page, scale: float = 1) -> None:
    """Draw the annotations of a page as forms in forms, in the size of their rectangles or another."""
    page.widgets = [replace(widget, nested=True, scale=scale) for widget in page.widgets]


def test_forms_of_signing_software_are_read_beside_their_page(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Pdf()
    page = decision(document)
    page.widget(after("Số: ", 85), 741, "1696")
    page.widget(430, 300, "Ký bởi: Ủy ban nhân dân tỉnh\nThời gian ký: 09/02/2021 08:15:00")
    flat = read(document)
    nested(page)
    monkeypatch.setattr("vanban.corpus.readers.pdf_pages.flatten", None)
    layout = read(document)
    assert "Số: 1696 /QĐ-UBND" in layout.text
    assert (layout.text, layout.blocks, layout.metadata) == (flat.text, flat.blocks, flat.metadata)


def test_forms_of_another_size_than_their_rectangle_are_drawn_into_the_page() -> None:
    document = Pdf()
    page = decision(document)
    page.widget(after("Số: ", 85), 741, "1696", size=39)  # drawn three times as large, shown at 13
    x0, low, x1, high = page.widgets[0].box
    third = (x0, low, x0 + (x1 - x0) / 3, low + (high - low) / 3)
    page.widgets[0] = replace(page.widgets[0], box=third)
    nested(page, scale=3)
    assert "Số: 1696 /QĐ-UBND" in read(document).text


def test_hidden_annotations_are_not_read() -> None:
    document = Pdf()
    page = decision(document)
    page.widget(after("Số: ", 85), 741, "1696")
    page.widgets[0] = replace(page.widgets[0], flags=2)
    assert "1696" not in read(document).text


def test_a_stamp_replaces_what_it_is_drawn_over() -> None:
    document = Pdf()
    text = "Sông Lam, ngày 15 tháng 4 năm 2021"
    page = decision(document).text(250, 820, text)
    page.widget(250 + width("Sông Lam, ngày 15 tháng "), 820, "5")
    assert read(document).text.splitlines()[0] == "Sông Lam, ngày 15 tháng 5 năm 2021"


def test_digital_signatures_are_listed() -> None:
    document = Pdf()
    decision(document)
    document.signature = container(("Trần Văn Mẫu", "UBND tỉnh Sông Lam"))
    data = document.data()
    (found,) = pdf.read(data).signatures
    assert (found.signer, found.organisation) == ("Trần Văn Mẫu", "UBND tỉnh Sông Lam")
    assert (found.time, found.covers_file) == ("2021-02-09T08:20:00+00:00", True)
    (found,) = pdf.read(data + b"% added later\n").signatures
    assert not found.covers_file


def test_a_signature_that_cannot_be_read_is_listed_all_the_same() -> None:
    document = Pdf()
    decision(document)
    document.signature = b"0\x82junk"
    (found,) = pdf.read(document.data()).signatures
    assert (found.signer, found.time) == (None, "2021-02-09T08:15:00+07:00")
