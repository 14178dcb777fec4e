"""Headers in the forms that are easily misread: titles that hold the number, appendices with an author."""

from collections.abc import Callable

import pytest

from tests.extract.drafts import text
from vanban.corpus.layout import Layout
from vanban.extract.segment import segment

OLD_COPY = """
NGHỊ ĐỊNH
CỦA CHÍNH PHỦ SỐ {number} NGÀY 17 THÁNG 11 NĂM 1996
QUY ĐỊNH VIỆC QUẢN LÝ KHO LƯU TRỮ
CHÍNH PHỦ
Căn cứ Luật Tổ chức Chính phủ ngày 30 tháng 9 năm 1992;
NGHỊ ĐỊNH:
Điều 1. Nghị định này quy định việc quản lý kho lưu trữ.
"""

REPORT = """
SỞ NỘI VỤ TỈNH BẮC SƠN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 18/BC-SNV
BÁO CÁO
Kết quả kiểm tra kho lưu trữ
Sở Nội vụ đã kiểm tra mười kho lưu trữ của tỉnh trong quý II năm 2019.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Trần Văn Khải
"""
ISSUED = "(Kèm theo Báo cáo số 18/BC-SNV ngày 12 tháng 6 năm 2019 của Sở Nội vụ tỉnh Bắc Sơn)"


@pytest.mark.parametrize(
    ("title", "type_name", "subject"),
    [
        ("GIẤY PHÉP KHAI THÁC NƯỚC DƯỚI ĐẤT", "Giấy phép", "KHAI THÁC NƯỚC DƯỚI ĐẤT"),
        ("BÁO CÁO THẨM TRA\nDự thảo Nghị quyết về kho", "Báo cáo", "Dự thảo Nghị quyết về kho"),
    ],
)
def test_types_with_a_name_of_their_own(
    lines: Callable[[str], Layout], title: str, type_name: str, subject: str
) -> None:
    head = "SỞ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 38/SNV-LT"
    header = segment(
        lines(f"{head}\n{title}\nGIÁM ĐỐC SỞ NỘI VỤ\nCăn cứ Luật Lưu trữ;\nĐiều 1. Lập kho.")
    ).header
    assert (header.type_name, text(header.subject)) == (type_name, subject)
    assert text(header.authority) == "GIÁM ĐỐC SỞ NỘI VỤ"


def test_blanks_of_a_form_alone_in_its_file(lines: Callable[[str], Layout]) -> None:
    form = (
        "Mẫu số 56\nTÊN CÔNG TY/ CƠ QUAN NHÀ NƯỚC CÓ THẨM QUYỀN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố:……/…….\n"
        "…… , ngày ….. tháng … năm ….\nV/v đề nghị xác nhận\nKính gửi: Chi cục Hải quan khu vực II\nĐịa chỉ liên hệ:"
    )
    header = segment(lines(form)).header
    assert (text(header.subject), header.agency, header.number) == ("đề nghị xác nhận", None, None)
    assert [one.text for one in header.addressees] == ["Chi cục Hải quan khu vực II"]


def test_a_request_for_quotations(lines: Callable[[str], Layout]) -> None:
    head = "TRUNG TÂM Y TẾ HUYỆN BẮC SƠN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 655/TTYT-KD"
    header = segment(
        lines(f"{head}\nYÊU CẦU BÁO GIÁ\nKính gửi: Các nhà cung cấp\nTrung tâm cần mua giá kệ cho kho.")
    ).header
    assert (header.type_name, header.subject) == ("Yêu cầu báo giá", None)
    assert [one.text for one in header.addressees] == ["Các nhà cung cấp"]


def test_who_decides_below_the_bases(lines: Callable[[str], Layout]) -> None:
    draft = segment(
        lines(
            "TỈNH ỦY BẮC SƠN\nBAN TỔ CHỨC\nSố 412-QĐ/BTCTU\nĐẢNG CỘNG SẢN VIỆT NAM\nQUYẾT ĐỊNH\nvề việc nghỉ hưu\n"
            "- Căn cứ Điều lệ Đảng;\n- Theo đề nghị của Phòng Cán bộ,\nTRƯỞNG BAN TỔ CHỨC TỈNH ỦY\nQUYẾT ĐỊNH\n"
            "Điều 1. Đồng chí Lê Thị Hoa nghỉ hưu."
        )
    )
    assert text(draft.header.authority) == "TRƯỞNG BAN TỔ CHỨC TỈNH ỦY"
    assert (text(draft.formula), len(draft.bases), draft.preamble) == ("QUYẾT ĐỊNH", 2, ())


def test_an_issuer_with_its_session_before_the_subject(lines: Callable[[str], Layout]) -> None:
    title = "NGHỊ QUYẾT\nCỦA HỘI ĐỒNG NHÂN DÂN TỈNH KHOÁ VI - KỲ HỌP THỨ 5 Về nhiệm vụ năm 2001"
    head = "HỘI ĐỒNG NHÂN DÂN TỈNH BẮC SƠN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 8/NQ-HĐND"
    header = segment(
        lines(f"{head}\n{title}\nHỘI ĐỒNG NHÂN DÂN TỈNH\nCăn cứ Luật Lưu trữ;\nQUYẾT NGHỊ:")
    ).header
    assert text(header.subject) == "Về nhiệm vụ năm 2001"


@pytest.mark.parametrize("number", ["94/1996/NĐ-CP", "94 /1996/NĐ-CP", "94-CP"])
def test_a_title_that_holds_issuer_number_and_date(lines: Callable[[str], Layout], number: str) -> None:
    header = segment(lines(OLD_COPY.format(number=number))).header
    assert text(header.agency) == "CHÍNH PHỦ"
    assert text(header.number) == f"SỐ {number}"
    assert text(header.date) == "NGÀY 17 THÁNG 11 NĂM 1996"
    assert text(header.subject) == "QUY ĐỊNH VIỆC QUẢN LÝ KHO LƯU TRỮ"
    assert text(header.authority) == "CHÍNH PHỦ"


def test_a_title_that_repeats_the_number_of_the_letterhead(lines: Callable[[str], Layout]) -> None:
    copy = OLD_COPY.format(number="94-CP")
    header = segment(
        lines(f"CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 94-CP\n{copy.strip()}")
    ).header
    assert text(header.number) == "Số: 94-CP"
    assert text(header.subject) == "QUY ĐỊNH VIỆC QUẢN LÝ KHO LƯU TRỮ"


@pytest.mark.parametrize(
    "head",
    ["SỞ NỘI VỤ TỈNH BẮC SƠN\nBiểu số 1a\n{title}", "Biểu số 1a\nSỞ NỘI VỤ TỈNH BẮC SƠN\n{title}"],
    ids=["above the label", "below the label"],
)
def test_the_author_of_an_appendix(lines: Callable[[str], Layout], head: str) -> None:
    title = "TỔNG HỢP KẾT QUẢ KIỂM TRA KHO"
    draft = segment(lines(REPORT + head.format(title=title) + f"\n{ISSUED}\n1. Kho thứ nhất"))
    assert [signature.name for signature in draft.signatures] == ["Trần Văn Khải"]
    (appendix,) = draft.attachments
    assert text(appendix.label) == "Biểu số 1a"
    assert text(appendix.header.agency) == "SỞ NỘI VỤ TỈNH BẮC SƠN"
    assert text(appendix.header.subject) == title


def test_the_author_of_an_appendix_that_two_columns_part(lines: Callable[[str], Layout]) -> None:
    head = "ỦY BAN NHÂN DÂN\nBiểu số 1a\nTỈNH BẮC SƠN\nTỔNG HỢP KẾT QUẢ KIỂM TRA KHO"
    (appendix,) = segment(lines(REPORT + head + f"\n{ISSUED}\n1. Kho thứ nhất")).attachments
    assert text(appendix.header.agency) == "ỦY BAN NHÂN DÂN TỈNH BẮC SƠN"
    assert text(appendix.header.subject) == "TỔNG HỢP KẾT QUẢ KIỂM TRA KHO"


def test_a_sentence_that_names_another_document_is_no_number(lines: Callable[[str], Layout]) -> None:
    letter = "Kính gửi: Công ty Nậm Na\nTrả lời Công văn số 15/CV-NN ngày 05/9/2017 của Công ty, Cục Thuế có ý kiến như sau:\n1. Được hoàn thuế."
    assert segment(lines(letter)).header.number is None


def test_an_appendix_in_a_file_of_its_own(lines: Callable[[str], Layout]) -> None:
    draft = segment(
        lines(f"TỈNH BẮC SƠN\nUBND HUYỆN VÂN KHÊ\nMẫu số 22\nDANH MỤC KHO\n{ISSUED}\n1. Kho thứ nhất")
    )
    assert not draft.attachments
    assert text(draft.label) == "Mẫu số 22"
    assert text(draft.header.agency) == "UBND HUYỆN VÂN KHÊ"
    assert text(draft.header.subject) == "DANH MỤC KHO"


APPENDIX = """
{head}
TỔNG HỢP KẾT QUẢ KIỂM TRA KHO
{issued}
1. Kho thứ nhất cần sửa mái.
"""


@pytest.mark.parametrize(
    "head", ["Mẫu số 01, Phụ lục I Thông tư số 9/2020/TT-BNV", "PHỤ LỤC", "Biểu số 22/KT-KHO"]
)
def test_a_file_that_holds_only_an_appendix(lines: Callable[[str], Layout], head: str) -> None:
    draft = segment(lines(APPENDIX.format(head=head, issued=ISSUED)))
    assert (draft.role, draft.attachments) == ("appendix", ())
    assert text(draft.header.subject) == "TỔNG HỢP KẾT QUẢ KIỂM TRA KHO"
    assert draft.header.number is None  # that of the report stands in issued_with
    assert draft.header.issued_with is not None and draft.header.issued_with.number == "18/BC-SNV"


def test_an_attachment_may_name_its_instrument_without_theo(lines: Callable[[str], Layout]) -> None:
    issued = "(Đính kèm Thông báo số 7/TB-SNV ngày 9/7/2019 của Sở Nội vụ)"
    draft = segment(lines(APPENDIX.format(head="PHỤ LỤC", issued=issued)))
    assert draft.header.issued_with is not None and draft.header.issued_with.number == "7/TB-SNV"


def test_an_annex_in_a_file_of_its_own_begins_with_its_title(lines: Callable[[str], Layout]) -> None:
    issued = "(ban hành kèm theo Quyết định số 18/QĐ-SNV ngày 12 tháng 6 năm 2019 của Giám đốc Sở Nội vụ)"
    header = segment(lines(f"DANH MỤC THIẾT BỊ, TỦ VÀ GIÁ\nCỦA KHO LƯU TRỮ\n{issued}\n1. Tủ hồ sơ")).header
    assert header.agency is None
    assert text(header.subject) == "DANH MỤC THIẾT BỊ, TỦ VÀ GIÁ CỦA KHO LƯU TRỮ"
    assert header.issued_with is not None and header.issued_with.number == "18/QĐ-SNV"


@pytest.mark.parametrize(
    "field", ["Tên tệp: T02-2019-BSN", "Mã biểu: 05/KLT", "Kỳ báo cáo: tháng 6 năm 2019"]
)
def test_fields_of_a_form_are_no_title(lines: Callable[[str], Layout], field: str) -> None:
    title = "BẢNG TỔNG HỢP KHO THÁNG 6 NĂM 2019"
    draft = segment(
        lines(f"SỞ NỘI VỤ TỈNH BẮC SƠN\nPHỤ LỤC SỐ 1\n{field}\n{title}\n{ISSUED}\n1. Kho thứ nhất")
    )
    assert text(draft.header.agency) == "SỞ NỘI VỤ TỈNH BẮC SƠN"
    assert text(draft.header.subject) == title
    assert [problem.code for problem in draft.problems] == ["unplaced-text"]  # nothing is lost in silence
