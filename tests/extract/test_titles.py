"""Titles that hold more than a subject, preambles of councils and of the Youth Union: forms of copies."""

from collections.abc import Callable

import pytest

from tests.extract.drafts import text
from vanban.corpus.layout import Layout
from vanban.extract.draft import Draft
from vanban.extract.segment import segment

Lines = Callable[[str], Layout]

NATIONAL = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
COUNCIL = "HỘI ĐỒNG NHÂN DÂN\nTỈNH LAI CHÂU"


def bases(draft: Draft) -> list[tuple[str, str]]:
    return [(basis.kind, basis.span.text) for basis in draft.bases]


def test_number_and_date_behind_the_type(lines: Lines) -> None:
    title = "NGHỊ QUYẾT SỐ 31 NQ/UBTVQH9 NGÀY 12-5-1995\nCỦA ỦY BAN THƯỜNG VỤ QUỐC HỘI QUY ĐỊNH SỐ KHO CỦA\nHỘI ĐỒNG NHÂN DÂN TỈNH, THÀNH PHỐ"
    who = "ỦY BAN THƯỜNG VỤ QUỐC HỘI\nNƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    header = segment(
        lines(f"{title}\n{who}\nCăn cứ Điều 9 của Hiến pháp;\nQUYẾT NGHỊ:\nMỗi tỉnh có một kho.")
    ).header
    assert header.type_name == "Nghị quyết"
    assert text(header.number) == "NGHỊ QUYẾT SỐ 31 NQ/UBTVQH9"
    assert text(header.date) == "NGÀY 12-5-1995"
    assert text(header.agency) == "ỦY BAN THƯỜNG VỤ QUỐC HỘI"
    assert text(header.subject) == "QUY ĐỊNH SỐ KHO CỦA HỘI ĐỒNG NHÂN DÂN TỈNH, THÀNH PHỐ"
    assert text(header.authority) == "ỦY BAN THƯỜNG VỤ QUỐC HỘI"


def test_a_council_and_its_session_in_a_copy_without_a_title(lines: Lines) -> None:
    copy = (
        f"{COUNCIL}\n{NATIONAL}\nSố: 12/2014/NQ-HĐND\nLai Châu, ngày 11 tháng 12 năm 2014\n"
        "VỀ VIỆC SẮP XẾP KHO TRÊN ĐỊA BÀN TỈNH\nHỘI ĐỒNG NHÂN DÂN TỈNH LAI CHÂU\nKHÓA XV, KỲ HỌP THỨ 10\n"
        "Căn cứ Luật Lưu trữ ngày 11/11/2011;\nQUYẾT NGHỊ:\nĐiều 1. Sắp xếp kho."
    )
    header = segment(lines(copy)).header
    assert header.type_name == "Nghị quyết"  # by its notation
    assert text(header.subject) == "VỀ VIỆC SẮP XẾP KHO TRÊN ĐỊA BÀN TỈNH"
    assert text(header.authority) == "HỘI ĐỒNG NHÂN DÂN TỈNH LAI CHÂU KHÓA XV, KỲ HỌP THỨ 10"


def test_a_copy_that_begins_with_its_subject(lines: Lines) -> None:
    copy = "VỀ VIỆC SẮP XẾP KHO\nTRÊN ĐỊA BÀN TỈNH\nỦY BAN NHÂN DÂN TỈNH LAI CHÂU\nCăn cứ Luật Lưu trữ ngày 11/11/2011;\nQUYẾT ĐỊNH:\nĐiều 1. Sắp xếp kho."
    header = segment(lines(copy)).header
    assert text(header.subject) == "VỀ VIỆC SẮP XẾP KHO TRÊN ĐỊA BÀN TỈNH"
    assert text(header.authority) == "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU"
    assert (header.parent_agency, header.agency) == (None, None)


def test_a_first_basis_that_has_lost_its_beginning(lines: Lines) -> None:
    head = f"UBND TỈNH LAI CHÂU\n{NATIONAL}\nSố: 5/QĐ-UBND\nQUYẾT ĐỊNH\nVỀ VIỆC SẮP XẾP KHO\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n"
    draft = segment(lines(f"{head}n cứ Luật Lưu trữ;\nCăn cứ Luật Giá;\nQUYẾT ĐỊNH:\nĐiều 1. Sắp xếp kho."))
    assert text(draft.header.authority) == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"


def test_a_subject_that_begins_like_a_type(lines: Lines) -> None:
    copy = f"BỘ Y TẾ\n{NATIONAL}\nSố: 12/2025/TT-BYT\nHà Nội, ngày 19 tháng 6 năm 2025\nQUY ĐỊNH PHÂN CẤP QUẢN LÝ KHO\nCăn cứ Luật Lưu trữ;\nĐiều 1. Kho."
    header = segment(lines(copy)).header
    assert header.type_name == "Thông tư"
    assert text(header.subject) == "QUY ĐỊNH PHÂN CẤP QUẢN LÝ KHO"


def test_an_issuer_between_type_and_subject(lines: Lines) -> None:
    head = (
        f"UBND TỈNH LAI CHÂU\n{NATIONAL}\nSố: 5/QĐ-UB\nQUYẾT ĐỊNH\nCỦA ỦY BAN NHÂN DÂN TỈNH V/V SẮP XẾP KHO\n"
    )
    header = segment(lines(f"{head}Căn cứ Luật Lưu trữ;\nQUYẾT ĐỊNH:\nĐiều 1. Kho.")).header
    assert text(header.subject) == "SẮP XẾP KHO"


def test_a_subject_behind_capital_letters_of_about_is_no_fifth_unit(lines: Lines) -> None:
    head = f"UBND TỈNH LAI CHÂU\n{NATIONAL}\nSố: 5/QĐ-UBND\nQUYẾT ĐỊNH\nV/V CÔNG BỐ DANH MỤC KHO\nỦY BAN NHÂN DÂN TỈNH LAI CHÂU\n"
    draft = segment(lines(f"{head}Căn cứ Luật Lưu trữ;\nQUYẾT ĐỊNH:\nĐiều 1. Kho."))
    assert text(draft.header.subject) == "CÔNG BỐ DANH MỤC KHO"
    assert len(draft.bases) == 1
    assert [section.label for section in draft.sections] == ["Điều 1"]


def test_a_minister_who_issues_behind_the_proposal(lines: Lines) -> None:
    proposal = (
        "Theo đề nghị của Cục trưởng Cục Quản lý kho, Bộ trưởng Bộ Y tế ban hành Thông tư quy định về kho"
    )
    draft = segment(
        lines(f"BỘ Y TẾ\n{NATIONAL}\nSố: 5/2021/TT-BYT\nTHÔNG TƯ\nQuy định về kho\n{proposal}\nĐiều 1. Kho.")
    )
    assert bases(draft) == [("proposal", "Theo đề nghị của Cục trưởng Cục Quản lý kho")]


def test_the_type_by_an_old_notation(lines: Lines) -> None:
    copy = f"BỘ Y TẾ\n{NATIONAL}\nSố: 18-BYT/TT\nHà Nội, ngày 22 tháng 6 năm 1979\nCăn cứ Nghị định số 168-CP ngày 08-07-1974;\n1. Sắp xếp kho."
    assert segment(lines(copy)).header.type_name == "Thông tư"


def test_a_page_of_the_party_below_headlines(lines: Lines) -> None:
    page = (
        "Quy định số 97-QĐ/TW của Bộ Chính trị: sắp xếp kho lưu trữ\n(Báo) - Quy định có nhiều điểm mới. Tòa soạn đăng toàn văn.\n"
        "Chỉ thị của Ban Bí thư về việc tổ chức Tết\n"
    )
    head = "BAN CHẤP HÀNH TRUNG ƯƠNG\nĐẢNG CỘNG SẢN VIỆT NAM\nSố: 97-QĐ/TW\nHà Nội, ngày 07 tháng 02 năm 2023\nQUY ĐỊNH\nSẮP XẾP KHO\n"
    draft = segment(lines(f"{page}{head}- Căn cứ Điều lệ Đảng;\nĐiều 1. Sắp xếp kho."))
    assert text(draft.header.agency) == "BAN CHẤP HÀNH TRUNG ƯƠNG"
    assert (draft.header.type_name, text(draft.header.subject)) == ("Quy định", "SẮP XẾP KHO")


def test_numbered_bases(lines: Lines) -> None:
    head = f"{COUNCIL}\n{NATIONAL}\nLai Châu, ngày 25 tháng 3 năm 2004\nNGHỊ QUYẾT\nVề kho lưu trữ.\nHỘI ĐỒNG NHÂN DÂN TỈNH LAI CHÂU\n"
    draft = segment(
        lines(
            f"{head}1. Căn cứ Luật Lưu trữ ngày 11/11/2011;\n2. Xét Tờ trình số 3/TT-UB ngày 11/3/2004 của UBND tỉnh;\n"
            "Qua báo cáo thẩm tra của Ban Pháp chế,\nQUYẾT NGHỊ:\n1. Căn cứ tình hình thực tế, sắp xếp ba kho."
        )
    )
    assert bases(draft) == [
        ("legal", "Căn cứ Luật Lưu trữ ngày 11/11/2011"),
        ("proposal", "Xét Tờ trình số 3/TT-UB ngày 11/3/2004 của UBND tỉnh"),
        ("other", "Qua báo cáo thẩm tra của Ban Pháp chế"),
    ]
    assert text(draft.header.authority) == "HỘI ĐỒNG NHÂN DÂN TỈNH LAI CHÂU"
    assert [section.label for section in draft.sections] == ["1"]


def test_the_youth_union(lines: Lines) -> None:
    head = (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n***\nSố: 67 - QĐ/TWĐTN-VP\nĐOÀN TNCS HỒ CHÍ MINH\nHà Nội, ngày 29 tháng 10 năm 2013\n"
        "QUYẾT ĐỊNH\nVề việc sắp xếp kho\n---------\nBAN BÍ THƯ TRUNG ƯƠNG ĐOÀN TNCS HỒ CHÍ MINH\n"
    )
    body = (
        "- Căn cứ Điều lệ Đoàn;\n- Để thống nhất việc sắp xếp kho,\nQUYẾT ĐỊNH\nĐiều 1. Sắp xếp ba kho.\n"
        "TM. BAN BÍ THƯ TRUNG ƯƠNG ĐOÀN\nBÍ THƯ THƯỜNG TRỰC\n(đã ký)\nGiàng A Páo"
    )
    draft = segment(lines(head + body))
    assert draft.header.parent_agency is None
    assert text(draft.header.agency) == "BAN CHẤP HÀNH TRUNG ƯƠNG"
    assert text(draft.header.subject) == "Về việc sắp xếp kho"
    assert text(draft.header.authority) == "BAN BÍ THƯ TRUNG ƯƠNG ĐOÀN TNCS HỒ CHÍ MINH"
    assert bases(draft)[1] == ("other", "Để thống nhất việc sắp xếp kho")
    (signature,) = draft.signatures
    assert signature.capacities == ("TM. BAN BÍ THƯ TRUNG ƯƠNG ĐOÀN",)
    assert signature.position == "BÍ THƯ THƯỜNG TRỰC"


@pytest.mark.parametrize(
    ("letterhead", "agency"),
    [
        ("THƯỜNG TRỰC\nHĐND - UBND TỈNH LAI CHÂU", "THƯỜNG TRỰC HĐND - UBND TỈNH LAI CHÂU"),
        ("THƯỜNG TRỰC\nHỘI ĐỒNG NHÂN DÂN TỈNH LAI CHÂU", "THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN TỈNH LAI CHÂU"),
    ],
)
def test_a_standing_committee_over_two_lines(lines: Lines, letterhead: str, agency: str) -> None:
    header = segment(
        lines(f"{letterhead}\n{NATIONAL}\nSố: 6/QC-HĐND\nQUY CHẾ\nPHỐI HỢP\nĐiều 1. Kho.")
    ).header
    assert (header.parent_agency, text(header.agency)) == (None, agency)


def test_a_closing_that_leaves_out_this(lines: Lines) -> None:
    draft = segment(
        lines(
            f"{COUNCIL}\n{NATIONAL}\nNGHỊ QUYẾT\nVề kho\nĐiều 1. Sắp xếp kho.\nNghị quyết có hiệu lực từ ngày ký.\nCHỦ TỊCH\nGiàng A Páo"
        )
    )
    assert text(draft.closing) == "Nghị quyết có hiệu lực từ ngày ký."
