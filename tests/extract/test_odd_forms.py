"""Parts of documents in forms that copies and typists give them: what each must come out as."""

from collections.abc import Callable

import pytest

from tests.extract.drafts import text, unplaced
from vanban.corpus.layout import Layout
from vanban.extract.segment import segment

Lines = Callable[[str], Layout]

LETTERHEAD = """
SỞ NỘI VỤ TỈNH LAI CHÂU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 55/QĐ-SNV
Lai Châu, ngày 06 tháng 9 năm 2019
QUYẾT ĐỊNH
Về việc sắp xếp kho lưu trữ
"""
DECISION = "QUYẾT ĐỊNH\nVề kho\nCăn cứ Luật Lưu trữ;\nQUYẾT ĐỊNH:\nĐiều 1. Kho."
SIGNED = "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nGiàng A Páo\n"


@pytest.mark.parametrize(
    "above",
    [
        "• Hiệu lực: Còn hiệu lực\n• Ngày có hiệu lực: 16/03/2019",
        "Công văn Số: 55/QĐ-SNV V/v: sắp xếp kho",
        "Trang chủ\nVui lòng đăng nhập để xem toàn văn.",
        "Thực hiện Kế hoạch số 5/KH-UBND ngày 15 tháng 3 năm 2011 của Ủy ban nhân dân tỉnh về việc sắp xếp, sửa chữa các kho",
        "Loại văn bản\n• Nghị quyết\n• Chỉ thị\n• Hiệu lực: Còn hiệu lực",
    ],
)
def test_a_web_page_above_the_letterhead(lines: Lines, above: str) -> None:
    draft = segment(lines(f"{above}{LETTERHEAD}Điều 1. Sắp xếp ba kho.\n{SIGNED}"))
    assert not draft.attachments
    assert text(draft.header.agency) == "SỞ NỘI VỤ TỈNH LAI CHÂU"
    assert text(draft.header.subject) == "Về việc sắp xếp kho lưu trữ"
    assert [section.label for section in draft.sections] == ["Điều 1"]
    assert above.splitlines()[0] in unplaced(draft)


def test_a_plan_above_a_form_with_a_letterhead_is_no_web_page(lines: Lines) -> None:
    plan = "KẾ HOẠCH\nSắp xếp kho lưu trữ\nI. MỤC TIÊU\n1. Sắp xếp ba kho.\n"
    draft = segment(lines(f"{plan}{SIGNED}Mẫu số 01{LETTERHEAD}"))
    assert [section.label for section in draft.sections] == ["I"]


@pytest.mark.parametrize(
    ("national", "date"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM", "Lai Châu, ngày 06 tháng 9 năm\n2019"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT\nNAM", "Lai Châu, ngày 06 tháng 9\nnăm 2019"),
    ],
)
def test_a_letterhead_that_a_narrow_column_has_broken(lines: Lines, national: str, date: str) -> None:
    head = LETTERHEAD.replace("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", national)
    head = head.replace("Lai Châu, ngày 06 tháng 9 năm 2019", date)
    draft = segment(lines(f"{head}Điều 1. Sắp xếp ba kho.\n{SIGNED}"))
    assert text(draft.header.agency) == "SỞ NỘI VỤ TỈNH LAI CHÂU"
    assert text(draft.header.date) == "ngày 06 tháng 9 năm 2019"
    assert unplaced(draft) == ""


@pytest.mark.parametrize(
    "recipients",
    [
        "Nơi nhận: - Bộ Tư pháp (Cục Kiểm tra VBQPPL); - Như Điều 1; - Lưu: VT.",
        "Nơi nhận:- Bộ Tư pháp (Cục Kiểm tra VBQPPL);- Như Điều 1;- Lưu: VT.",
    ],
)
def test_recipients_on_one_line(lines: Lines, recipients: str) -> None:
    draft = segment(lines(f"{LETTERHEAD}Điều 1. Sắp xếp ba kho.\n{recipients}\n{SIGNED}"))
    assert [recipient.span.text for recipient in draft.recipients] == [
        "Bộ Tư pháp (Cục Kiểm tra VBQPPL)",
        "Như Điều 1",
        "Lưu: VT",
    ]


def test_what_an_appendix_was_issued_with_behind_its_title(lines: Lines) -> None:
    title = "DANH MỤC\nKHO LƯU TRỮ CỦA TỈNH  (Ban hành kèm theo Quyết định số 55/QĐ-SNV ngày 06/9/2019 của Sở Nội vụ)"
    draft = segment(lines(f"{LETTERHEAD}Điều 1. Sắp xếp ba kho.\n{SIGNED}{title}\nSTT\nTên kho\n1\nKho A\n"))
    (appendix,) = draft.attachments
    assert text(appendix.header.subject) == "DANH MỤC KHO LƯU TRỮ CỦA TỈNH"
    assert appendix.header.issued_with is not None
    assert appendix.header.issued_with.number == "55/QĐ-SNV"


def test_a_table_of_contents_is_text(lines: Lines) -> None:
    contents = "MỤC LỤC\nI. Đặt vấn đề ........ 3\nII. Kho lưu trữ ........ 5\nI. Đặt vấn đề\nTỉnh có ba kho.\nII. Kho lưu trữ\nSắp xếp."
    draft = segment(lines(f"{LETTERHEAD}{contents}\n{SIGNED}"))
    assert [section.label for section in draft.sections] == ["I", "II"]


def test_recipients_whose_title_has_lost_a_word(lines: Lines) -> None:
    draft = segment(lines(f"{LETTERHEAD}Điều 1. Sắp xếp ba kho.\nNơi\n-UBKH, Ban cải tạo\n-Lưu.\n{SIGNED}"))
    assert [recipient.span.text for recipient in draft.recipients] == ["UBKH, Ban cải tạo", "Lưu"]
    assert [signature.name for signature in draft.signatures] == ["Giàng A Páo"]


def test_a_city_among_recipients_is_no_signer(lines: Lines) -> None:
    tail = f"Nơi nhận:\n- UBND TP. Lai Châu;\n- Lưu: VT.\n{SIGNED}"
    draft = segment(lines(f"{LETTERHEAD}Điều 1. Sắp xếp ba kho.\n{tail}"))
    assert [recipient.span.text for recipient in draft.recipients] == ["UBND TP. Lai Châu", "Lưu: VT"]


def test_an_issuer_over_two_lines_behind_the_type(lines: Lines) -> None:
    title = "QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN\nTHÀNH PHỐ ĐÀ NẴNG\nVỀ VIỆC SẮP XẾP KHO\nỦY BAN NHÂN DÂN"
    draft = segment(
        lines(f"{title}\n- Căn cử Luật Lưu trữ ngày 11/11/2011\nQUYẾT ĐỊNH\nĐiều 1: Sắp xếp kho.")
    )
    assert text(draft.header.subject) == "VỀ VIỆC SẮP XẾP KHO"
    assert [basis.span.text for basis in draft.bases] == ["Căn cử Luật Lưu trữ ngày 11/11/2011"]


def test_a_subject_that_ends_in_capitals(lines: Lines) -> None:
    letter = (
        "CHI CỤC THUẾ LAI CHÂU\nSố: 12/CCT-TH\nV/v hoàn thuế\nGTGT\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nLai Châu, ngày 03 tháng 4 năm 2018\nKính gửi: Hợp tác xã Nậm Na\n"
        "(Địa chỉ: bản Nậm Na)\nChi cục Thuế trả lời như sau:\n1. Được hoàn thuế.\n"
    )
    header = segment(lines(letter + SIGNED)).header
    assert text(header.subject) == "hoàn thuế GTGT"
    assert text(header.date) == "ngày 03 tháng 4 năm 2018"
    assert [span.text for span in header.addressees] == ["Hợp tác xã Nậm Na (Địa chỉ: bản Nậm Na)"]


@pytest.mark.parametrize("stray", ["D:\\QD2019\\kho luu tru.doc", "qd kho 06.9"])
def test_a_line_between_recipients_and_signature(lines: Lines, stray: str) -> None:
    tail = f"Nơi nhận:\n- Như Điều 1;\n- Lưu: VT.\n\n{stray}\n{SIGNED}"
    draft = segment(lines(f"{LETTERHEAD}Điều 1. Sắp xếp ba kho.\n{tail}"))
    assert [signature.name for signature in draft.signatures] == ["Giàng A Páo"]
    assert [recipient.span.text for recipient in draft.recipients] == ["Như Điều 1", "Lưu: VT"]


@pytest.mark.parametrize(
    ("body", "headings", "closing"),
    [
        # a sentence does not become a heading by what closes the document below it
        (
            "1. Sắp xếp ba kho.\n2. Chi 15 triệu đồng.\nYêu cầu các phòng thực hiện./.",
            [None, None],
            "Yêu cầu các phòng thực hiện./.",
        ),
        # nor by a remark in brackets
        ("Điều 1. Sắp xếp ba kho.\n(Có danh sách kèm theo)\nĐiều 2. Các phòng thi hành.", [None, None], None),
        # nor does one that rules something
        (
            "Điều 1. Quyết định này có hiệu lực kể từ ngày ký.\nCác phòng chịu trách nhiệm thi hành.",
            [None],
            None,
        ),
        # a sentence with figures is no heading, whatever follows it
        (
            "1. Bố trí kinh phí 350 triệu đồng.\nChỉ thị này thay thế Chỉ thị năm 2014.\n2. Sắp xếp kho",
            [None, None],
            None,
        ),
        # what a council has passed closes behind other text
        (
            "Điều 1. Tổ chức thực hiện\nGiao các phòng thực hiện.\nNghị quyết này đã được Hội đồng thông qua.",
            ["Tổ chức thực hiện"],
            "Nghị quyết này đã được Hội đồng thông qua.",
        ),
        # nor does the only text of a titled part
        (
            "I. Kho\n1. Kho khô.\nII. TỔ CHỨC THỰC HIỆN\nĐề nghị các phòng báo cáo trước ngày 05/02/2026./.",
            ["Kho", "TỔ CHỨC THỰC HIỆN"],
            None,
        ),
        (
            "I. Kho\n1. Kho khô.\nII. TỔ CHỨC THỰC HIỆN\nTrên đây là Kế hoạch sắp xếp kho.",
            ["Kho", "TỔ CHỨC THỰC HIỆN"],
            "Trên đây là Kế hoạch sắp xếp kho.",
        ),
        # those concerned are told at the end
        (
            "1. Các phòng sắp xếp kho.\nVăn phòng Sở thông báo để các phòng biết, thực hiện.",
            [None],
            "Văn phòng Sở thông báo để các phòng biết, thực hiện.",
        ),
        # the text of an article with a heading closes nothing
        (
            "Điều 1. Hiệu lực thi hành\nQuyết định này có hiệu lực kể từ ngày ký.",
            ["Hiệu lực thi hành"],
            None,
        ),
    ],
)
def test_headings_and_closings(
    lines: Lines, body: str, headings: list[str | None], closing: str | None
) -> None:
    draft = segment(lines(f"{LETTERHEAD}{body}\n{SIGNED}"))
    assert [text(section.heading) for section in draft.sections] == headings
    assert text(draft.closing) == closing


@pytest.mark.parametrize(
    ("title", "issued"),
    [
        ("QUY CHẾ\nSẮP XẾP KHO\n", None),
        ("QUY CHẾ\nSẮP XẾP KHO\n(Ban hành theo Quyết định số 55/QĐ-SNV)\n", "55/QĐ-SNV"),
    ],
)
def test_an_instrument_without_the_words_issued_with(lines: Lines, title: str, issued: str | None) -> None:
    draft = segment(
        lines(f"{LETTERHEAD}Điều 1. Ban hành Quy chế.\n{SIGNED}{title}Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Kho")
    )
    (rule,) = draft.attachments
    assert rule.header.type_name == "Quy chế"
    assert text(rule.header.subject) == "SẮP XẾP KHO"
    assert (rule.header.issued_with.number if rule.header.issued_with else None) == issued


def test_the_type_of_a_copy_that_has_lost_its_title(lines: Lines) -> None:
    copy = LETTERHEAD.replace("QUYẾT ĐỊNH\nVề việc sắp xếp kho lưu trữ\n", "")
    draft = segment(lines(f"{copy}Căn cứ Luật Lưu trữ;\nQUYẾT ĐỊNH:\nĐiều 1. Sắp xếp kho.\n{SIGNED}"))
    assert draft.header.type_name == "Quyết định"
    assert draft.header.type and draft.header.type.origin == "inferred"


def test_the_type_of_a_plan_that_has_lost_its_title(lines: Lines) -> None:
    head = LETTERHEAD.replace("QUYẾT ĐỊNH\nVề việc sắp xếp kho lưu trữ\n", "").replace("QĐ-SNV", "KH-SNV")
    assert segment(lines(f"{head}1. Sắp xếp kho.\n{SIGNED}")).header.type_name == "Kế hoạch"


def test_a_body_with_a_number_in_its_name(lines: Lines) -> None:
    head = "BAN CHỈ ĐẠO CHỈNH LÝ\nTỔ KIỂM TRA SỐ 2\nSố: 05/BB-TKT\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    header = segment(lines(f"{head}BIÊN BẢN\nKiểm tra kho\nThời gian: 8 giờ 00.\n{SIGNED}")).header
    assert (text(header.parent_agency), text(header.agency)) == ("BAN CHỈ ĐẠO CHỈNH LÝ", "TỔ KIỂM TRA SỐ 2")
    assert text(header.number) == "Số: 05/BB-TKT"


def test_a_letterhead_run_together_below_a_menu(lines: Lines) -> None:
    head = (
        "Liên hệ Sơ đồ cổng\n• Nghị quyết\n• Toàn văn\nUBND TỈNH BẮC SƠN Số: 17/QĐ-UBND\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Bắc Sơn, ngày 5 tháng 5 năm 2015\n"
    )
    header = segment(
        lines(f"{head}QUYẾT ĐỊNH\nBan hành Quy định\nCăn cứ Luật Lưu trữ;\nQUYẾT ĐỊNH:\nĐiều 1. Kho.")
    ).header
    assert (text(header.agency), text(header.place)) == ("UBND TỈNH BẮC SƠN", "Bắc Sơn")
    assert text(header.number) == "Số: 17/QĐ-UBND"


def test_a_number_right_above_the_national_title(lines: Lines) -> None:
    head = "Trang chủ\nVui lòng đăng nhập.\nSố: 17/QĐ-TTg\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    header = segment(lines(head + DECISION)).header
    assert text(header.number) == "Số: 17/QĐ-TTg"


def test_a_page_mark_run_into_the_letterhead(lines: Lines) -> None:
    head = "Trang 1THỦ TƯỚNG\nCHÍNH PHỦ\nSố: 17/QĐ-TTg\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    header = segment(lines(head + DECISION)).header
    assert (text(header.parent_agency), text(header.agency)) == (None, "THỦ TƯỚNG CHÍNH PHỦ")


def test_two_bodies_of_a_joint_circular(lines: Lines) -> None:
    head = "BỘ TÀI CHÍNH - TỔNG CỤC BƯU ĐIỆN\nSố: 112/1998/TTLT-BTC-TCBĐ\nTHÔNG TƯ LIÊN TỊCH\nHướng dẫn thu phí\n"
    basis = "Thi hành Nghị định số 109/1997/NĐ-CP ngày 12/11/1997 của Chính phủ về bưu chính"
    draft = segment(
        lines(f"{head}{basis}, liên tịch Bộ Tài chính - Tổng cục Bưu điện hướng dẫn như sau:\n1. Mức thu.")
    )
    assert text(draft.header.agency) == "BỘ TÀI CHÍNH - TỔNG CỤC BƯU ĐIỆN"
    assert [one.span.text for one in draft.bases] == [basis]


def test_marks_of_a_converter_before_the_letterhead(lines: Lines) -> None:
    head = (
        "(1)NGÂN HÀNG NHÀ NƯỚC VIỆT NAM\n-CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc\n"
        "-Số: 04/2013/TT-NHNN Hà Nội, ngày 01 tháng 03 năm 2013\nTHÔNG TƯ\nQUY ĐỊNH VỀ KHO\n"
    )
    header = segment(lines(f"{head}Căn cứ Luật Lưu trữ;\nĐiều 1. Phạm vi\n1. Kho.")).header
    assert (text(header.agency), text(header.place)) == ("NGÂN HÀNG NHÀ NƯỚC VIỆT NAM", "Hà Nội")
    assert text(header.number) == "Số: 04/2013/TT-NHNN"


def test_a_misprinted_number_is_no_body(lines: Lines) -> None:
    draft = segment(lines(LETTERHEAD.replace("55/QĐ-SNV", "55/-SNV") + f"Điều 1. Sắp xếp kho.\n{SIGNED}"))
    assert (text(draft.header.agency), draft.header.number) == ("SỞ NỘI VỤ TỈNH LAI CHÂU", None)
    assert "Số: 55/-SNV" in unplaced(draft)


def test_who_decides_in_a_copy_that_has_lost_its_title(lines: Lines) -> None:
    head = LETTERHEAD.replace("QUYẾT ĐỊNH\nVề việc sắp xếp kho lưu trữ\n", "GIÁM ĐỐC SỞ NỘI VỤ\n")
    draft = segment(lines(f"{head}Căn cứ Luật Lưu trữ;\nĐiều 1. Sắp xếp kho.\n{SIGNED}"))
    assert text(draft.header.authority) == "GIÁM ĐỐC SỞ NỘI VỤ"
    assert [basis.span.text for basis in draft.bases] == ["Căn cứ Luật Lưu trữ"]


def test_parts_of_points(lines: Lines) -> None:
    body = "1. Hồ sơ:\na) Tờ khai và các chứng từ sau:\na.1) Bản kê;\na.2) Bản sao.\nb) Vận đơn."
    (clause,) = segment(lines(f"{LETTERHEAD}{body}\n{SIGNED}")).sections
    assert [child.label for child in clause.children] == ["a", "b"]
    assert [child.label for child in clause.children[0].children] == ["a.1", "a.2"]


def test_a_letter_that_holds_no_more_than_who_it_is_for(lines: Lines) -> None:
    assert (
        segment(lines("Kính gửi: Các chi cục\n1. Sắp xếp kho.\n2. Báo cáo.")).header.type_name == "Công văn"
    )


def test_a_joint_resolution(lines: Lines) -> None:
    head = "CHÍNH PHỦ - ỦY BAN TRUNG ƯƠNG\nMẶT TRẬN TỔ QUỐC VIỆT NAM\nSố: 12/2019/NQLT-CP-UBTWMTTQVN\n"
    header = segment(
        lines(f"{head}NGHỊ QUYẾT LIÊN TỊCH\nQuy định giám sát kho\nĐiều 1. Phạm vi\n1. Kho.")
    ).header
    assert text(header.agency) == "CHÍNH PHỦ - ỦY BAN TRUNG ƯƠNG MẶT TRẬN TỔ QUỐC VIỆT NAM"
    assert header.parent_agency is None


def test_an_issuer_named_once_more_above_running_text(lines: Lines) -> None:
    head = LETTERHEAD.replace("QUYẾT ĐỊNH\nVề việc sắp xếp kho lưu trữ", "CHỈ THỊ\nVỀ VIỆC SẮP XẾP KHO")
    draft = segment(lines(f"{head}SỞ NỘI VỤ TỈNH LAI CHÂU\nNăm qua, kho lưu trữ đã được sửa chữa.\n{SIGNED}"))
    assert text(draft.header.subject) == "VỀ VIỆC SẮP XẾP KHO"
    assert text(draft.header.authority) == "SỞ NỘI VỤ TỈNH LAI CHÂU"


def test_a_basis_ends_before_the_sentence_that_opens_the_plan(lines: Lines) -> None:
    opening = "Sở Nội vụ ban hành Kế hoạch thực hiện với các nội dung như sau:"
    draft = segment(
        lines(f"{LETTERHEAD}Căn cứ Kế hoạch số 18/KH-UBND ngày 03/01/2020. {opening}\n1. Kho.\n{SIGNED}")
    )
    assert [basis.span.text for basis in draft.bases] == ["Căn cứ Kế hoạch số 18/KH-UBND ngày 03/01/2020."]


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Nghị quyết số 08/NQ-HĐND ngày 05/7/2018, các phòng đã sắp xếp xong hai kho.",
        "Thực hiện nếp sống mới là việc của mọi nhà.",
        "Theo dự báo của Đài Khí tượng tỉnh, từ ngày 15/10 có mưa to. Để bảo vệ kho, Giám đốc Sở yêu cầu:",
    ],
)
def test_a_sentence_that_tells_is_no_basis(lines: Lines, sentence: str) -> None:
    directive = LETTERHEAD.replace("QUYẾT ĐỊNH", "CHỈ THỊ")
    draft = segment(lines(f"{directive}{sentence}\nGiám đốc Sở yêu cầu:\n1. Sắp xếp kho.\n{SIGNED}"))
    assert not draft.bases
    assert draft.preamble[0].text == sentence


def test_a_request_and_its_answer_in_one_sentence(lines: Lines) -> None:
    letter = (
        "VĂN PHÒNG CHÍNH PHỦ\nSố: 31/VPCP-TH\nV/v kho lưu trữ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nHà Nội, ngày 03 tháng 4 năm 2012\nKính gửi: Bộ Nội vụ\n"
        "Xét đề nghị của Bộ Nội vụ (công văn số 1924/BNV ngày 22 tháng 3 năm 2012) về kho lưu trữ, "
        "Phó Thủ tướng đồng ý với đề nghị trên.\n"
    )
    draft = segment(lines(letter + SIGNED))
    assert [citation.number for citation in draft.bases[0].citations] == ["1924/BNV"]
    assert draft.preamble[0].text == "Phó Thủ tướng đồng ý với đề nghị trên."
