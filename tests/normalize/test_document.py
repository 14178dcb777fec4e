"""From draft to document: ids, evidence, citations, problems."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from vanban.corpus.layout import Layout, Note
from vanban.extract.segment import segment
from vanban.normalize.document import build
from vanban.normalize.model import Document, Section, Source

Lines = Callable[[str], Layout]

SOURCE = Source(path="x.txt", sha256="0123456789abcdef" * 4, bytes=1, format="txt", reader="test")

PLAN = """
UBND TỈNH BẮC SƠN
SỞ NỘI VỤ
Số: 12/2021/KH-SNV
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bắc Sơn, ngày 05 tháng 02 năm 2020
KẾ HOẠCH
Số hóa tài liệu lưu trữ năm 2020
Căn cứ Quyết định số 458/QĐ-TTg ngày 03/4/2020 của Thủ tướng Chính phủ phê duyệt Đề án lưu trữ tài liệu điện tử;
I. MỤC TIÊU
1. Mục tiêu chung
- Số hóa trên 80% tài liệu.
- Đào tạo khoảng 20 cán bộ.
2. Kinh phí: 2.000.000.000 đồng (Ba tỷ đồng).
2. Thời gian thực hiện (Phụ lục kèm theo).
II. TỔ CHỨC THỰC HIỆN
2.1. Sở Tài chính
Chủ trì bố trí kinh phí theo khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.
Trên đây là Kế hoạch số hóa tài liệu lưu trữ năm 2020./.
GIÁM ĐỐC
Lê Thị Bình
"""


@pytest.fixture
def document(lines: Lines) -> Document:
    layout = lines(PLAN)
    return build(segment(layout), layout, SOURCE)


def flat(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from flat(section.children)


def test_section_ids_are_unique_and_follow_the_labels(document: Document) -> None:
    ids = [section.id for section in flat(document.sections)]
    assert ids == ["I", "I.1", "I.1.b-1", "I.1.b-2", "I.2", "I.2~2", "II", "II.2.1"]


def test_header_values(document: Document) -> None:
    header = document.header
    assert (header.number, header.code_number, header.year, header.code_notation) == (
        "12/2021/KH-SNV",
        "12",
        2021,
        "KH-SNV",
    )
    assert (header.type, header.type_code, header.date) == ("Kế hoạch", "KH", "2020-02-05")
    assert header.agency is not None
    assert header.agency.text == "SỞ NỘI VỤ"


def test_evidence_of_a_converted_file(lines: Lines) -> None:
    layout = lines("QUYẾT ĐỊNH\nĐiều 1. Phê duyệt kế hoạch.")
    note = Note("legacy-encoding", "Converted.", "info", "Điều 1. Phê")
    layout = replace(layout, encodings=("vps",), notes=(note,))
    place = build(segment(layout), layout, SOURCE).evidence["/source/encoding"]
    assert layout.text[place.start : place.end] == place.text == "Điều 1. Phê"


def test_evidence_leads_to_the_words(document: Document, lines: Lines) -> None:
    text = lines(PLAN).text
    for pointer in (
        "/header/number",
        "/header/date",
        "/header/subject",
        "/bases/0",
        "/sections/0/children/1",
        "/closing",
    ):
        place = document.evidence[pointer]
        assert text[place.start : place.end] == place.text
    for name in ("agency", "number", "code_number", "code_notation", "place", "date", "type", "subject"):
        assert f"/header/{name}" in document.evidence


def test_citations_of_bases_and_body(document: Document) -> None:
    found = [(c.relation, c.number, c.date, c.issuer, c.at) for c in document.citations]
    assert found == [
        ("based_on", "458/QĐ-TTg", "2020-04-03", "Thủ tướng Chính phủ", "bases/0"),
        ("cites", "30/2020/NĐ-CP", "2020-03-05", "Chính phủ", "II.2.1"),
    ]
    provision = document.citations[1].provision
    assert provision is not None
    assert (provision.article, provision.clause) == ("5", "2")


def test_statements_know_their_section(document: Document) -> None:
    assert [(amount.value, amount.agrees, amount.at) for amount in document.amounts] == [
        (2_000_000_000, False, "I.2")
    ]
    assert [(target.low, target.comparator, target.at) for target in document.targets] == [
        (80, ">", "I.1.b-1"),
        (20, "~", "I.1.b-2"),
    ]
    assert [(task.lead, task.at) for task in document.tasks] == [(("Sở Tài chính",), "II.2.1")]


def test_problems_name_code_and_place(document: Document) -> None:
    found = {problem.code: problem.at for problem in document.problems}
    assert found == {
        "number-date-mismatch": "header/date",  # 2021 in the number, 2020 in the date
        "repeated-label": "I.2~2",
        "amount-words-mismatch": "I.2",
        "missing-appendix": "I.2~2",
    }


@pytest.mark.parametrize(
    ("end", "told"),
    [("GIÁM ĐỐC\nNơi nhận:\n- Lưu: VT.", "no-signer-name"), ("Nơi nhận:\n- Lưu: VT.", "no-signature")],
)
def test_who_signs_is_missed(lines: Lines, end: str, told: str) -> None:
    layout = lines(PLAN.replace("GIÁM ĐỐC\nLê Thị Bình", end))
    found = {problem.code for problem in build(segment(layout), layout, SOURCE).problems}
    assert found & {"no-signer-name", "no-signature"} == {told}


def test_a_regulation_under_the_letterhead_of_its_decision_lacks_no_number(lines: Lines) -> None:
    layout = lines(
        "ỦY BAN NHÂN DÂN\nXÃ BẮC SƠN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "QUY CHẾ LÀM VIỆC\n(Ban hành kèm theo Quyết định số 59/QĐ-UBND ngày 22/7/2021 của Ủy ban nhân dân xã)\n"
        "Điều 1. Phạm vi\n1. Quy chế này quy định về kho.\n"
    )
    document = build(segment(layout), layout, SOURCE)
    assert document.header.issued_with is not None
    assert document.problems == ()


def test_an_empty_layout_is_an_empty_record_with_a_problem(lines: Lines) -> None:
    layout = lines("")
    document = build(segment(layout), layout, SOURCE)
    assert [problem.code for problem in document.problems] == ["no-text"]
    assert document.sections == ()


@pytest.mark.parametrize(("heading", "aims"), [("KẾT QUẢ ĐẠT ĐƯỢC", 0), ("MỤC TIÊU", 1)])
def test_what_was_reached_is_no_aim(lines: Lines, heading: str, aims: int) -> None:
    text = (
        f"Số: 5/BC-UBND\nBÁO CÁO\nVề kho lưu trữ\nI. {heading}\n1. Kho\na) Tỷ lệ hồ sơ được số hóa đạt 92%."
    )
    layout = lines(text)
    assert len(build(segment(layout), layout, SOURCE).targets) == aims


def test_words_below_their_figures(lines: Lines) -> None:
    layout = lines(
        "Số: 5/QĐ-UBND\nQUYẾT ĐỊNH\nVề kho\nĐiều 1. Kho\n1. Giá: 5.000 đồng.\n(Bằng chữ: Sáu nghìn đồng)\n2. Kho."
    )
    (amount,) = build(segment(layout), layout, SOURCE).amounts
    assert (amount.value, amount.in_words, amount.agrees) == (5000, 6000, False)


def test_what_a_letter_orders_outside_sections(lines: Lines) -> None:
    letter = PLAN[: PLAN.index("KẾ HOẠCH")].replace("KH-SNV", "SNV-VP") + "Kính gửi: Các phòng\n"
    layout = lines(f"{letter}Kho đã đầy.\nGiao Phòng Lưu trữ bàn giao kho.\nGIÁM ĐỐC\nLê Thị Bình")
    document = build(segment(layout), layout, SOURCE)
    assert [(task.lead, task.action, task.at) for task in document.tasks] == [
        (("Phòng Lưu trữ",), "bàn giao kho", None)
    ]


def test_a_city_with_a_department_is_no_district(lines: Lines) -> None:
    layout = lines(PLAN.replace("UBND TỈNH BẮC SƠN", "UBND THÀNH PHỐ CẦN GIANG"))
    parent = build(segment(layout), layout, SOURCE).header.parent_agency
    assert parent is not None
    assert parent.level == "province"
