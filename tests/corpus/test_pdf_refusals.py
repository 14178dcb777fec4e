"""PDFs that cannot be read, or only in part: scans, passwords, damage, forms, whatever bytes there are."""

import contextlib
import io

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.corpus.pdf_writer import Pdf
from tests.corpus.test_pdf import DATA, LETTERS, body, read
from tests.exploring import examples
from vanban.corpus.budgets import Budgets
from vanban.corpus.errors import (
    DamagedFileError,
    EncryptedFileError,
    InputError,
    NoTextLayerError,
    TooLargeError,
    UnsupportedFormatError,
)
from vanban.corpus.layout import check
from vanban.corpus.readers import pdf, pdf_probe

pytestmark = pytest.mark.usefixtures("no_engine")


def test_a_scan_needs_recognition() -> None:
    document = Pdf()
    document.page(image=True)
    with pytest.raises(NoTextLayerError, match="images without text"):
        read(document)


def test_a_scan_with_a_stamp_needs_recognition() -> None:
    document = Pdf()
    document.page(image=True).text(200, 810, "SAO Y; Ủy ban nhân dân tỉnh; 10/07/2021; 07:50:29")
    with pytest.raises(NoTextLayerError, match="images without text"):
        read(document)


def test_a_broken_text_layer_needs_recognition() -> None:
    document = Pdf()
    junk = "7ӌ1+ &Ӝ1* HOÀ XÃ +Ӝ, &+Ӫ 1*+Ƭ$ 9,ӊ7 ĈӝF OұS 7ӵ +ҥQK Kính JӱL 6ӣ 7KѭѫQJ QKұQ ÿѭӧF FӫD SKҫQ".split()
    for at in range(20):
        document.page().text(85, 700, " ".join(junk)) if at == 0 else document.pages[0].text(
            85, 690 - at * 18, " ".join(junk)
        )
    with pytest.raises(NoTextLayerError, match="unreadable"):
        read(document)


@pytest.mark.parametrize(
    ("text", "layer"),
    [
        (LETTERS, "ocr"),
        (
            "Ui,BAN NHAN DAN CQNG HOA XA HQI CHU NGHIA VrE'r'NAM DQc l{p Tg do I-Ignh phric rzfng drit thfrc",
            None,
        ),
    ],
)
def test_hidden_recognised_text_under_an_image(text: str, layer: str | None) -> None:
    document = Pdf()
    page = document.page(image=True)
    for at in range(8):
        page.text(85, 700 - at * 18, text, size=8, mode=3)
    if layer is None:
        with pytest.raises(NoTextLayerError, match="unreadable"):
            read(document)
    else:
        assert read(document).text_layer == layer


def test_scanned_pages_among_others_are_named() -> None:
    document = Pdf()
    body(document.page())
    document.page(image=True)
    layout = read(document)
    assert layout.text_layer == "mixed"
    assert [(note.code, "2" in note.message) for note in layout.notes] == [("page-without-text", True)]


def test_passwords() -> None:
    with pytest.raises(EncryptedFileError):
        pdf.read((DATA / "mat-khau.pdf").read_bytes())
    # a password only for changing: open to everybody
    assert pdf.read((DATA / "han-che.pdf").read_bytes()).text == "Thông báo về việc treo cờ\n"


def test_truncated_files() -> None:
    data = (DATA / "quyet-dinh.pdf").read_bytes()
    with pytest.raises(DamagedFileError):
        pdf.read(data[: len(data) // 3])
    document = Pdf()
    body(document.page())
    cut = document.data().removesuffix(b"%%EOF\n")
    assert [note.code for note in pdf.read(cut).notes] == ["truncated"]


def test_files_inside_are_named() -> None:
    document, blank = Pdf(), Pdf()
    document.page().lines(85, 700, "Mở tập tin này bằng Acrobat", "Các văn bản nằm ở trong")
    blank.page()
    with_text, without = [_holding(one.data(), "Phụ lục I.docx", "goc.pdf") for one in (document, blank)]
    (note,) = pdf.read(with_text).notes
    assert (note.code, "Phụ lục I.docx, goc.pdf" in note.message) == ("embedded-file", True)
    with pytest.raises(NoTextLayerError) as caught:
        pdf.read(without)
    assert "Phụ lục I.docx, goc.pdf" in (caught.value.remedy or "")


def _holding(data: bytes, *names: str) -> bytes:
    """A PDF with files inside."""
    document, out = pdfium.PdfDocument(data), io.BytesIO()
    for name in names:
        document.new_attachment(name).set_data(b"content")
    document.save(out)
    return out.getvalue()


def test_a_dynamic_form_is_refused() -> None:
    document = Pdf()
    document.page().text(85, 700, "Please wait...")
    document.dynamic = True
    for look in (pdf.read, pdf_probe.probe):
        with pytest.raises(UnsupportedFormatError, match="XFA"):
            look(document.data())


def test_the_budget_of_pages() -> None:
    document = Pdf()
    for _ in range(3):
        body(document.page())
    with pytest.raises(TooLargeError, match="3 pages"):
        pdf.read(document.data(), budgets=Budgets(pages=2))


PLACED = st.tuples(
    st.floats(-50, 650),
    st.floats(-50, 900),
    st.sampled_from(
        [
            "Nơi nhận:",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "KT. CHỦ TỊCH",
            "1",
            "- Lưu: VT",
            "Căn cứ",
            "a)",
            LETTERS,
        ]
    ),
    st.sampled_from([4, 8, 13, 30]),
)


@examples(60)
@given(st.lists(PLACED, max_size=25), st.lists(st.tuples(*[st.integers(0, 800)] * 4), max_size=12))
def test_any_page_reads(texts: list[tuple[float, float, str, int]], rules: list[tuple[int, ...]]) -> None:
    document = Pdf()
    page = document.page()
    for x, y, text, size in texts:
        page.text(x, y, text, size=size)
    for x0, y0, x1, y1 in rules:
        page.rule(x0, y0, x1, y0).rule(x0, y0, x0, y1)
    with contextlib.suppress(NoTextLayerError):  # everything may lie outside the page
        read(document)


@examples(40)
@given(st.data())
def test_damage_gives_a_typed_error_or_a_layout(data: st.DataObject) -> None:
    content = bytearray((DATA / "han-che.pdf").read_bytes())
    for _ in range(data.draw(st.integers(1, 30))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        check(pdf.read(bytes(content)))
    except InputError as error:
        assert error.remedy
