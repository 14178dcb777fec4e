"""What breaks extractors of these documents, one trap after the other: headers and files.

:data:`CHECKLIST` names the test of each trap; those that need the whole way from a file to its document are here.
"""

import re
import unicodedata
from pathlib import Path

import pytest

from tests.corpus.docx_writer import build, cell, p, row, run, table
from tests.corpus.pdf_writer import Pdf
from vanban import read
from vanban.corpus.errors import NoTextLayerError
from vanban.normalize.model import Document

ROOT = Path(__file__).parent
LEFT = ["ỦY BAN NHÂN DÂN", "TỈNH SÔNG LAM", "Số: 12/2024/QĐ-UBND"]
RIGHT = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Sông Lam, ngày 05 tháng 3 năm 2024",
]  # fmt: skip
BODY = [
    "QUYẾT ĐỊNH",
    "Về việc phê duyệt Đề án số hóa tài liệu lưu trữ",
    "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
    "Căn cứ Luật Lưu trữ ngày 11 tháng 11 năm 2011;",
    "QUYẾT ĐỊNH:",
    "Điều 1. Phê duyệt Đề án số hóa tài liệu lưu trữ của tỉnh.",
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.",
]


def plain(head: str, body: list[str] = BODY) -> bytes:
    return "\n".join([head, "", *body]).encode()


def in_docx(head: str) -> bytes:
    centred = '<w:jc w:val="center"/>'
    lines = [p(run(line, "<w:b/>"), props=centred) if at < 3 else p(line) for at, line in enumerate(BODY)]
    return build(head + "".join(lines))


def boxed(lines: list[str]) -> str:
    inner = "".join(p(line) for line in lines)
    return f"<w:r><w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict></w:r>"


def in_spaces() -> str:
    return "\n".join(left.center(36) + right.center(50) for left, right in zip(LEFT, RIGHT, strict=True))


TABS = '<w:tabs><w:tab w:val="center" w:pos="1700"/><w:tab w:val="center" w:pos="6500"/></w:tabs>'
HEADS: dict[str, bytes] = {
    "table": in_docx(table(row(cell(*LEFT), cell(*RIGHT)))),
    "tabs": in_docx("".join(p(run(f"\t{a}\t{b}"), props=TABS) for a, b in zip(LEFT, RIGHT, strict=True))),
    "text boxes": in_docx(p(boxed(LEFT)) + p(boxed(RIGHT))),
    "page header": build(
        "".join(map(p, BODY)) + '<w:sectPr><w:headerReference w:type="first" r:id="header1"/></w:sectPr>',
        header1=table(row(cell(*LEFT), cell(*RIGHT))),
    ),
    "spaces": plain(in_spaces()),
    "bars": plain("\n".join(f"| {a} | {b} |" for a, b in zip(LEFT, RIGHT, strict=True))),
    "lines": plain("\n".join([*LEFT, *RIGHT])),
    "web page": f"<html><body><table><tr><td>{'<br>'.join(LEFT)}</td><td>{'<br>'.join(RIGHT)}</td></tr></table>"
    f"{''.join(f'<p>{line}</p>' for line in BODY)}</body></html>".encode(),
    "page under the name of a DOC": f"<html><p class=MsoNormal>{'<p class=MsoNormal>'.join([*LEFT, *RIGHT, *BODY])}".encode(),
    "NFD": unicodedata.normalize("NFD", plain("\n".join([*LEFT, *RIGHT])).decode()).encode(),
    "Eth": plain("\n".join([*LEFT, *RIGHT])).decode().replace("Đ", "Ð").encode(),
    "soft hyphens and odd spaces": plain("\n".join([*LEFT, *RIGHT])).decode()
    .replace("nhân", "nh\u00adân").replace("Số: ", "Số:\u00a0").replace("tài", "\u200btài").encode(),
}  # fmt: skip


@pytest.mark.parametrize("form", HEADS)
def test_one_letterhead_in_every_form(form: str) -> None:
    header = read("quyet-dinh.doc", HEADS[form]).header
    assert header.agency is not None
    assert header.agency.text.replace("Ð", "Đ") == "ỦY BAN NHÂN DÂN TỈNH SÔNG LAM"
    assert (header.number, header.date, header.place) == ("12/2024/QĐ-UBND", "2024-03-05", "Sông Lam")
    assert header.type == "Quyết định"
    assert (header.subject or "").replace("Ð", "Đ") == BODY[1]


def headed(*left: str, number: str, kind: str = "QUYẾT ĐỊNH", motto: bool = True) -> Document:
    """A decision with these lines and this number."""
    right = RIGHT if motto else ["ĐẢNG CỘNG SẢN VIỆT NAM", RIGHT[2]]
    return read("a.txt", plain("\n".join([*left, number, *right]), [kind, *BODY[1:2], *BODY[3:]]))


ISSUERS = [
    (["BỘ NỘI VỤ", "CỤC VĂN THƯ", "VĂN PHÒNG"], "Số: 5/QĐ-VP", "VĂN PHÒNG", "5/QĐ-VP", True),
    (["HỘI ĐỒNG NHÂN DÂN", "TỈNH SÔNG LAM"], "Số: 05/2020/NQ-HĐND", "HỘI ĐỒNG NHÂN DÂN TỈNH SÔNG LAM",
     "05/2020/NQ-HĐND", True),
    (["BỘ TÀI CHÍNH - BỘ CÔNG THƯƠNG"], "Số: 12/2014/TTLT-BTC-BCT", "BỘ TÀI CHÍNH - BỘ CÔNG THƯƠNG",
     "12/2014/TTLT-BTC-BCT", True),
    (["BAN CHẤP HÀNH TRUNG ƯƠNG"], "Số: 13-NQ/TW", "BAN CHẤP HÀNH TRUNG ƯƠNG", "13-NQ/TW", False),
    (["TỈNH ỦY SÔNG LAM"], "Số 145-QĐ/TU", "TỈNH ỦY SÔNG LAM", "145-QĐ/TU", False),
]  # fmt: skip


@pytest.mark.parametrize(("left", "line", "agency", "number", "motto"), ISSUERS)
def test_issuers(left: list[str], line: str, agency: str, number: str, motto: bool) -> None:
    kind = "THÔNG TƯ LIÊN TỊCH" if "TTLT" in line else "NGHỊ QUYẾT" if "NQ" in line else "QUYẾT ĐỊNH"
    header = headed(*left, number=line, kind=kind, motto=motto).header
    assert header.agency is not None and header.agency.text == agency
    assert header.number == number
    assert header.date == "2024-03-05"


NUMBERS = [
    ("Số: 02125/QĐ-UBND", "02125/QĐ-UBND", "02125"),  # zeros in front are kept
    ("Số: 5/QĐ-UBND", "5/QĐ-UBND", "5"),
    ("Số: 05 /2006/ QĐ-UBND", "05/2006/QĐ-UBND", "05"),  # spaces inside
    ("Số: 1141-TC/QĐ/CĐKT", "1141-TC/QĐ/CĐKT", "1141"),  # old shapes
    ("Số: 110-SL/L.12", "110-SL/L.12", "110"),
    ("Số: …05…./QĐ-UBND", "05/QĐ-UBND", "05"),  # dots around a number that was filled in
    ("Số:       /QĐ-UBND", None, None),  # blank
    ("Số: ……/QĐ-UBND", None, None),
    ("Không số", None, None),
]


@pytest.mark.parametrize(("line", "number", "ordinal"), NUMBERS)
def test_numbers(line: str, number: str | None, ordinal: str | None) -> None:
    header = headed(*LEFT[:2], number=line).header
    assert (header.number, header.code_number) == (number, ordinal)
    assert header.agency is not None and header.agency.text == "ỦY BAN NHÂN DÂN TỈNH SÔNG LAM"


def test_near_numbers_and_abbreviations_are_no_match() -> None:
    body = [
        *BODY[:5],
        "Điều 1. Áp dụng Quyết định số 866/QĐ-UBND ngày 02/3/2024; theo Mẫu số 29-TTr kèm theo.",
    ]
    document = read("a.txt", plain("\n".join([*LEFT[:2], "Số: 860/QĐ-UBND", *RIGHT]), body))
    assert document.header.number == "860/QĐ-UBND"
    assert {one.number for one in document.citations if one.number} == {"866/QĐ-UBND"}


@pytest.mark.parametrize(
    "issuer", ["Uỷ ban nhân dân", "Ủy ban nhân dân", "Uy\u0309 ban nhân dân", "U\u0309y ban nhân dân"]
)
def test_tone_marks_placed_both_ways(issuer: str) -> None:
    text = plain("\n".join([issuer.upper(), *LEFT[1:], *RIGHT])).decode()
    agency = read("a.txt", text.encode()).header.agency
    assert agency is not None and agency.name == "Ủy ban nhân dân tỉnh Sông Lam"


def test_one_file_with_scanned_pages_and_text() -> None:
    pdf = Pdf()
    pdf.page().lines(85, 760, *LEFT, *RIGHT, *BODY, size=12)
    pdf.page(image=True)
    document = read("a.pdf", pdf.data())
    assert document.header.number == "12/2024/QĐ-UBND"
    assert "page-without-text" in {problem.code for problem in document.problems}
    only_scan = Pdf()
    only_scan.page(image=True)
    with pytest.raises(NoTextLayerError):
        read("a.pdf", only_scan.data())


def test_signing_time_is_never_the_date() -> None:
    pdf = Pdf()
    page = pdf.page()
    page.lines(85, 780, *LEFT[:2], "Số:       /QĐ-UBND", size=12)
    page.lines(300, 780, *RIGHT[:2], "Sông Lam, ngày      tháng     năm 2024", size=12)
    page.lines(85, 700, *BODY, size=12)
    page.widget(380, 400, "Người ký: Văn phòng\nThời gian ký: 21.06.2024 15:04:13 +07:00", size=8)
    header = read("a.pdf", pdf.data()).header
    assert (header.date, header.number) == (None, None)


# --- the checklist ----------------------------------------------------------------------------------

CHECKLIST: dict[str, str] = {
    # header
    "number and date in the appearance of a signature": "corpus/test_pdf_signing.py::test_number_and_date_drawn_by_signing_software",
    "time of signing is not the date": "test_traps.py::test_signing_time_is_never_the_date",
    "letterhead as table, tabs, spaces, bars, text boxes": "test_traps.py::test_one_letterhead_in_every_form",
    "three lines on the left; Party; councils": "test_traps.py::test_issuers",
    "joint issuers": "test_traps.py::test_issuers",
    "shapes of numbers": "test_traps.py::test_numbers",
    "digits inside the notation": "normalize/test_docnumber.py::test_parse",
    "abbreviations that are no numbers; near numbers": "test_traps.py::test_near_numbers_and_abbreviations_are_no_match",
    "Đ as Eth, NFD, soft hyphens, odd spaces": "test_traps.py::test_one_letterhead_in_every_form",
    "tone marks placed both ways": "test_traps.py::test_tone_marks_placed_both_ways",
    "small letters of fonts of capitals": "corpus/test_legacy.py::test_small_letters_of_capitals_fonts_are_capitals",
    "hard-wrapped lines": "corpus/test_wrap.py::test_paragraphs",
    # files
    "HTML under the name of a DOC or PDF": "corpus/test_detect.py::test_detect",
    "scan with a useless text layer": "corpus/test_pdf_refusals.py::test_hidden_recognised_text_under_an_image",
    "broken ToUnicode": "corpus/test_pdf_refusals.py::test_a_broken_text_layer_needs_recognition",
    "scans and text in one file": "test_traps.py::test_one_file_with_scanned_pages_and_text",
    "NFD text layer": "test_traps.py::test_one_letterhead_in_every_form",
    "TCVN3 and VNI under one font name": "corpus/test_legacy.py::test_two_legacy_encodings_under_one_font_name",
    "Unicode under a legacy font name": "corpus/test_legacy.py::test_unicode_stays",
    "legacy ư as soft hyphen or minus": "corpus/test_docx.py::test_legacy_letters_with_their_soft_hyphens",
    "LibreOffice drops part of a DOC": "corpus/test_opinion.py::test_no_real_file_loses_text",
    "passwords, truncated, zero bytes": "app/test_refusals.py::test_every_kind_is_told_in_the_report",
    "bombs": "corpus/test_containers.py::test_bombs_are_refused_and_the_rest_is_read",
    "thousands of rows": "corpus/test_readers.py::test_time_grows_with_size",
    "a batch that reads only *.docx": "app/test_refusals.py::test_every_kind_is_told_in_the_report",
    "workers that die": "corpus/test_worker.py::test_a_bad_task_costs_itself_only",
}  # fmt: skip


@pytest.mark.parametrize("place", sorted(set(CHECKLIST.values())))
def test_every_trap_has_its_test(place: str) -> None:
    file, name = place.split("::")
    assert re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
