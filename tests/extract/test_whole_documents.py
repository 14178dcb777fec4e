"""What only whole documents bring out: their ends, what is attached to them, and how their parts are told apart."""

from collections.abc import Callable

import pytest

from tests.extract.drafts import text, unplaced
from vanban.corpus.layout import Layout, LayoutBuilder, Piece, RawParagraph, Style
from vanban.extract.segment import segment

Lines = Callable[[str], Layout]

LETTERHEAD = """
ỦY BAN NHÂN DÂN TỈNH BẮC SƠN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 215/QĐ-UBND
Bắc Sơn, ngày 07 tháng 3 năm 2019
"""
BODY = """
QUYẾT ĐỊNH
Về việc quản lý kho lưu trữ
ỦY BAN NHÂN DÂN TỈNH BẮC SƠN
Căn cứ Luật Lưu trữ ngày 11/11/2011;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý kho lưu trữ.
Điều 2. Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này.
"""
SIGNED = "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Khải\n"


@pytest.mark.parametrize(
    ("block", "capacities", "position"),
    [
        ("CHỦ TỊCH Trần Văn Khải", (), "CHỦ TỊCH"),
        ("KT. CHỦ TỊCHPHÓ CHỦ TỊCHTrần Văn Khải", ("KT. CHỦ TỊCH",), "PHÓ CHỦ TỊCH"),
        ("KT. BỘ TRƯỞNGTHỨ TRƯỞNGTrần Văn Khải", ("KT. BỘ TRƯỞNG",), "THỨ TRƯỞNG"),
    ],
)
def test_a_signature_in_one_line(
    lines: Lines, block: str, capacities: tuple[str, ...], position: str
) -> None:
    (signature,) = segment(lines(f"{LETTERHEAD}{BODY}{block}")).signatures
    assert (signature.capacities, signature.position, signature.name) == (
        capacities,
        position,
        "Trần Văn Khải",
    )


def test_another_decision_below_the_signature_of_the_first(lines: Lines) -> None:
    second = "QUYẾT ĐỊNH\nBan hành Quy chế mượn hồ sơ\nỦY BAN NHÂN DÂN TỈNH BẮC SƠN\nCăn cứ Luật Lưu trữ;\n"
    draft = segment(
        lines(f"{LETTERHEAD}{BODY}{SIGNED}{second}QUYẾT ĐỊNH:\nĐiều 1. Ban hành Quy chế.\n{SIGNED}")
    )
    (other,) = draft.attachments
    assert (other.header.type_name, text(other.header.subject)) == (
        "Quyết định",
        "Ban hành Quy chế mượn hồ sơ",
    )
    assert (len(other.sections), len(other.signatures)) == (1, 1)


def test_the_enacting_words_open_no_document(lines: Lines) -> None:
    assert segment(lines(f"{LETTERHEAD}{BODY}{SIGNED}")).attachments == ()


@pytest.mark.parametrize("ornament", ["---o0o---", "-----oOo-----", "o0o"])
def test_ornaments_are_no_text(lines: Lines, ornament: str) -> None:
    draft = segment(
        lines(f"{LETTERHEAD}".replace("Bắc Sơn, ngày", f"{ornament}\nBắc Sơn, ngày") + BODY + SIGNED)
    )
    assert unplaced(draft) == ""
    joined = segment(
        lines(f"{LETTERHEAD}".replace("Bắc Sơn, ngày", f"{ornament} Bắc Sơn, ngày") + BODY + SIGNED)
    )
    assert text(joined.header.place) == "Bắc Sơn"


def test_a_rule_glued_to_the_agency(lines: Lines) -> None:
    draft = segment(lines(LETTERHEAD.replace("TỈNH BẮC SƠN", "TỈNH BẮC SƠN-------") + BODY + SIGNED))
    assert text(draft.header.agency) == "ỦY BAN NHÂN DÂN TỈNH BẮC SƠN"


@pytest.mark.parametrize(
    "head",
    [
        "ĐẢNG BỘ TỈNH BẮC SƠN\nHUYỆN ỦY THẠCH KHÊ\n*\nSố 12-TB/HU",
        "ĐẢNG BỘ TỈNH BẮC SƠN\nHUYỆN ỦY THẠCH KHÊ\n* Số 12-TB/HU",
        "ĐẢNG BỘ TỈNH BẮC SƠN HUYỆN ỦY THẠCH KHÊ * Số 12-TB/HU",
    ],
)
def test_the_star_of_the_party(lines: Lines, head: str) -> None:
    title = "ĐẢNG CỘNG SẢN VIỆT NAM\nThạch Khê, ngày 05 tháng 6 năm 2018\nTHÔNG BÁO kết luận về kho lưu trữ\nKho phải khô."
    header = segment(lines(f"{head}\n{title}")).header
    assert (text(header.parent_agency), text(header.agency)) == ("ĐẢNG BỘ TỈNH BẮC SƠN", "HUYỆN ỦY THẠCH KHÊ")
    assert text(header.number) == "Số 12-TB/HU"


def test_the_capitals_of_a_title_are_its_type() -> None:
    builder = LayoutBuilder()
    for one in ("Số: 12/TB-UBND", "THÔNG BÁO kết luận về kho lưu trữ", "1. Kho phải khô."):
        builder.add_paragraph(RawParagraph((Piece(one),), Style(bold=one.isupper() or "THÔNG" in one)))
    header = segment(builder.build(format="txt", reader="test")).header
    assert (header.type_name, text(header.subject)) == ("Thông báo", "kết luận về kho lưu trữ")


def test_a_subject_in_a_copy_without_the_type(lines: Lines) -> None:
    draft = segment(
        lines(
            LETTERHEAD
            + BODY.replace(
                "QUYẾT ĐỊNH\nVề việc quản lý kho lưu trữ", "BAN HÀNH QUY CHẾ QUẢN LÝ KHO LƯU TRỮ", 1
            )
        )
    )
    assert draft.header.type_name == "Quyết định"
    assert text(draft.header.subject) == "BAN HÀNH QUY CHẾ QUẢN LÝ KHO LƯU TRỮ"
    assert text(draft.header.authority) == "ỦY BAN NHÂN DÂN TỈNH BẮC SƠN"


def test_a_temporary_regulation(lines: Lines) -> None:
    title = (
        "BẢN QUY ĐỊNH TẠM THỜI\nVỀ KHO LƯU TRỮ\n(Ban hành kèm theo Quyết định số 215/QĐ-UBND ngày 07/3/2019)"
    )
    head = "UỶ BAN NHÂN DÂN TỈNH BẮC SƠN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    (found,) = segment(lines(f"{LETTERHEAD}{BODY}{SIGNED}{head}{title}\nĐiều 1: Kho phải khô.")).attachments
    assert (found.header.type_name, text(found.header.subject)) == ("Quy định", "VỀ KHO LƯU TRỮ")
    assert found.header.issued_with is not None and found.header.issued_with.number == "215/QĐ-UBND"


@pytest.mark.parametrize("head", ["Đơn vị: ..........\nMẫu số 02", "Đơn vị: .......... Mẫu số 02"])
def test_a_form_with_a_blank_for_who_fills_it_in(lines: Lines, head: str) -> None:
    title = "PHIẾU MƯỢN HỒ SƠ\n(Kèm theo Quyết định số 215/QĐ-UBND ngày 07/3/2019)"
    draft = segment(lines(f"{LETTERHEAD}{BODY}{SIGNED}{head}\n{title}\n1. Hồ sơ số: ..."))
    (form,) = draft.attachments
    assert (text(form.label), text(form.header.subject)) == ("Mẫu số 02", "PHIẾU MƯỢN HỒ SƠ")
    assert unplaced(draft) == ""
    assert "Đơn vị" in unplaced(form)


def test_guidance_of_joint_departments(lines: Lines) -> None:
    head = (
        "SỞ TÀI CHÍNH - SỞ Y TẾ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 45/HDLS-STC-SYT\nHƯỚNG DẪN LIÊN SỞ\n"
    )
    draft = segment(
        lines(f"{head}Về việc thu viện phí\nCăn cứ Luật Giá;\nLiên Sở hướng dẫn như sau:\n1. Mức thu.")
    )
    assert (draft.header.type_name, text(draft.header.subject)) == ("Hướng dẫn", "Về việc thu viện phí")
    assert [basis.span.text for basis in draft.bases] == ["Căn cứ Luật Giá"]


def test_a_joint_plan(lines: Lines) -> None:
    head = (
        "UBND HUYỆN A - LIÊN ĐOÀN LAO ĐỘNG HUYỆN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 5/KHLT-UBND-LĐLĐ\n"
    )
    draft = segment(
        lines(f"{head}KẾ HOẠCH LIÊN TỊCH\nTổ chức thi đua\nCăn cứ Luật Thi đua;\nI. MỤC TIÊU\nThi đua.")
    )
    assert (draft.header.type_name, text(draft.header.subject)) == ("Kế hoạch", "Tổ chức thi đua")
    assert len(draft.bases) == 1


def test_a_directive_whose_subject_stands_in_brackets(lines: Lines) -> None:
    title = "CHỈ THỊ\nCỦA CHỦ TỊCH UBND TỈNH\n(V/v phòng, chống bão)\nBão gần bờ.\n1- Các sở chuẩn bị."
    header = segment(lines(LETTERHEAD + title)).header
    assert (header.type_name, text(header.subject)) == ("Chỉ thị", "phòng, chống bão")


def test_the_first_addressee_behind_a_dash(lines: Lines) -> None:
    draft = segment(
        lines(f"{LETTERHEAD}Kính gửi: - Sở Nội vụ;\n- Sở Tài chính.\nĐề nghị các sở báo cáo.\n{SIGNED}")
    )
    assert [span.text for span in draft.header.addressees] == ["Sở Nội vụ", "Sở Tài chính"]


def test_an_annex_with_a_letterhead_and_no_type(lines: Lines) -> None:
    head = "ỦY BAN NHÂN DÂN TỈNH BẮC SƠN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    title = "BIỂU GIÁ THUÊ KHO\n(Ban hành kèm theo Quyết định số 215/QĐ-UBND ngày 07/3/2019)\n1. Kho lạnh: 5.000 đồng."
    (annex,) = segment(lines(f"{LETTERHEAD}{BODY}{SIGNED}{head}{title}")).attachments
    assert text(annex.header.subject) == "BIỂU GIÁ THUÊ KHO"
    assert text(annex.header.agency) == "ỦY BAN NHÂN DÂN TỈNH BẮC SƠN"
    assert annex.header.issued_with is not None and annex.header.issued_with.number == "215/QĐ-UBND"


@pytest.mark.parametrize(
    ("article", "last", "closing"),
    [
        ("Điều 3. Sửa đổi", "Trong quá trình thực hiện có gì vướng mắc thì báo cáo.", False),
        (
            "Điều 3. Giao Sở Nội vụ",
            "Nghị quyết này đã được Hội đồng nhân dân tỉnh thông qua ngày 8/12/2023.",
            True,
        ),
        (
            "Điều 3. Giao Sở Nội vụ thi hành.",
            "Trong quá trình thực hiện có gì vướng mắc thì báo cáo.",
            True,
        ),
    ],
)
def test_the_only_text_of_an_article_is_no_closing(
    lines: Lines, article: str, last: str, closing: bool
) -> None:
    draft = segment(lines(f"{LETTERHEAD}{BODY}{article}\n{last}\n{SIGNED}"))
    assert text(draft.closing) == (last if closing else None)


def test_a_ward_whose_name_reads_like_a_type(lines: Lines) -> None:
    head = "ỦY BAN NHÂN DÂN\nPHƯỜNG AN LẠC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 7/KH-UBND\nKẾ HOẠCH\nKiểm tra kho\n"
    header = segment(lines(f"{head}I. MỤC TIÊU\nKho phải khô.")).header
    assert text(header.agency) == "ỦY BAN NHÂN DÂN PHƯỜNG AN LẠC"
    assert (header.type_name, text(header.subject)) == ("Kế hoạch", "Kiểm tra kho")


def test_who_took_part_is_no_heading(lines: Lines) -> None:
    draft = segment(
        lines(f"{LETTERHEAD}BIÊN BẢN\nHọp\nI. THÀNH PHẦN\n1. Bà: Trần Thị Kiều - Thư ký.\nVắng: 01.")
    )
    (unit,) = draft.sections[0].children
    assert unit.heading is None


@pytest.mark.parametrize(
    "subject", ['"V/v sắp xếp kho lưu trữ"', "“V/v sắp xếp kho lưu trữ”", "V/v sắp xếp kho lưu trữ"]
)
def test_a_subject_in_quotes(lines: Lines, subject: str) -> None:
    draft = segment(lines(LETTERHEAD + BODY.replace("Về việc quản lý kho lưu trữ", subject, 1)))
    assert text(draft.header.subject) == "sắp xếp kho lưu trữ"


def test_a_list_of_forms_is_no_row_of_forms(lines: Lines) -> None:
    listed = "Mẫu số 01: Đơn mượn hồ sơ\nMẫu số 02: Phiếu trả hồ sơ"
    form = "Mẫu số 01\nĐƠN MƯỢN HỒ SƠ\n1. Tên tôi là: ..."
    draft = segment(lines(f"{LETTERHEAD}{BODY}{SIGNED}PHỤ LỤC\nCÁC MẪU ĐƠN\n{listed}\n{form}"))
    assert [text(one.label) for one in draft.attachments] == ["PHỤ LỤC", "Mẫu số 01"]


def test_an_instrument_named_by_the_abbreviation_of_its_type(lines: Lines) -> None:
    title = "QUY CHẾ\nQUẢN LÝ KHO\n(Ban hành kèm theo QĐ số 215/QĐ-UBND ngày 07/3/2019 của UBND tỉnh)\nĐiều 1. Kho."
    (found,) = segment(lines(f"{LETTERHEAD}{BODY}{SIGNED}{title}")).attachments
    assert found.header.issued_with is not None
    assert (found.header.issued_with.type, found.header.issued_with.number) == ("Quyết định", "215/QĐ-UBND")


@pytest.mark.parametrize("title", ["XÁC NHẬN CỦA UBND XÃ NẬM KHE", "Ý KIẾN CỦA PHÒNG TÀI CHÍNH"])
def test_a_second_hand_below_the_signature(lines: Lines, title: str) -> None:
    added = f"{title}\nKho đã đầy như trên.\nNậm Khe, ngày 10 tháng 3 năm 2019\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLò Thị May"
    draft = segment(lines(f"{LETTERHEAD}{BODY}{SIGNED}{added}"))
    assert [signature.name for signature in draft.signatures] == ["Trần Văn Khải"]
    (second,) = draft.attachments
    assert (text(second.header.subject), text(second.header.place)) == (title, "Nậm Khe")
    assert text(second.header.date) == "ngày 10 tháng 3 năm 2019"
    assert [span.text for span in second.preamble] == ["Kho đã đầy như trên."]
    assert [signature.name for signature in second.signatures] == ["Lò Thị May"]


def test_a_second_hand_that_only_signs(lines: Lines) -> None:
    draft = segment(lines(f"{LETTERHEAD}{BODY}{SIGNED}Ý KIẾN CỦA PHÒNG TÀI CHÍNH\nTRƯỞNG PHÒNG\nLò Thị May"))
    (second,) = draft.attachments
    assert text(second.header.subject) == "Ý KIẾN CỦA PHÒNG TÀI CHÍNH"
    assert [(one.position, one.name) for one in second.signatures] == [("TRƯỞNG PHÒNG", "Lò Thị May")]


@pytest.mark.parametrize(
    ("last", "date"),
    [
        ("Bắc Sơn, ngày 07 tháng 3 năm 1996", "ngày 07 tháng 3 năm 1996"),
        ("........, ngày ... tháng ... năm 20...", None),  # a form
        ("Kho được khánh thành, ngày 07 tháng 3 năm 1996 là ngày truyền thống.", None),
    ],
)
def test_a_date_above_the_signature(lines: Lines, last: str, date: str | None) -> None:
    undated = LETTERHEAD.replace("Bắc Sơn, ngày 07 tháng 3 năm 2019\n", "")
    draft = segment(lines(f"{undated}{BODY}{last}\nCHỦ TỊCH\nTrần Văn Khải"))
    assert text(draft.header.date) == date
    assert (last in str(draft.sections)) == (date is None)


def test_a_letterhead_with_its_date_keeps_it(lines: Lines) -> None:
    last = "Nậm Khe, ngày 12 tháng 3 năm 2019"
    draft = segment(lines(f"{LETTERHEAD}{BODY}{last}\nCHỦ TỊCH\nTrần Văn Khải"))
    assert text(draft.header.date) == "ngày 07 tháng 3 năm 2019"


def test_a_type_in_capitals_run_into_its_subject(lines: Lines) -> None:
    title = "QUYẾT ĐỊNH về việc chỉ định Ban Chấp hành Đảng bộ huyện Thạch Khê, nhiệm kỳ 2020 - 2025"
    head = "TỈNH ỦY BẮC SƠN\nSố 214-QĐ/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nBắc Sơn, ngày 18 tháng 11 năm 2021\n"
    header = segment(lines(f"{head}{title}\n- Căn cứ Điều lệ Đảng;\nQUYẾT ĐỊNH\nĐiều 1. Chỉ định.")).header
    assert (header.type_name, text(header.type)) == ("Quyết định", "QUYẾT ĐỊNH")
    assert text(header.subject) == title.removeprefix("QUYẾT ĐỊNH ")


@pytest.mark.parametrize(
    "end",
    [
        "Biên bản kết thúc vào hồi 16 giờ cùng ngày.",
        "Biên bản này được lập thành 04 bản.",
        "Cuộc họp kết thúc lúc 17 giờ.",
    ],
)
def test_minutes_end_with_when_they_did(lines: Lines, end: str) -> None:
    draft = segment(
        lines(
            f"{LETTERHEAD}BIÊN BẢN\nKiểm tra kho\n1. Kho khô.\n{end}\nCHỦ CƠ SỞ\nLò Thị May\nTRƯỞNG ĐOÀN\nBùi Văn Khoát"
        )
    )
    assert text(draft.closing) == end
    assert [(one.position, one.name) for one in draft.signatures] == [
        ("CHỦ CƠ SỞ", "Lò Thị May"),
        ("TRƯỞNG ĐOÀN", "Bùi Văn Khoát"),
    ]


@pytest.mark.parametrize("gap", ["\n", " "])
def test_a_regulation_on_working_together(gap: str) -> None:
    builder = LayoutBuilder()
    for one in (
        "Số: 03/QC-SNV",
        *f"QUY CHẾ PHỐI HỢP{gap}giữa Sở Nội vụ và Sở Tài chính".split("\n"),
        "Chương I",
        "QUY ĐỊNH CHUNG",
        "Điều 1. Kho phải khô.",
    ):
        builder.add_paragraph(RawParagraph((Piece(one),), Style(bold="PHỐI" in one or "giữa" in one)))
    header = segment(builder.build(format="txt", reader="test")).header
    assert (header.type_name, text(header.subject)) == (
        "Quy chế",
        "PHỐI HỢP giữa Sở Nội vụ và Sở Tài chính",
    )


def test_a_blank_form_with_its_own_letterhead(lines: Lines) -> None:
    form = (
        "Mẫu số 02\nTÊN CƠ QUAN, TỔ CHỨC CẤP TRÊN\nTÊN CƠ QUAN, TỔ CHỨC\nSố: ....../BB-.....\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n........, ngày ... tháng ... năm ...\n"
        "BIÊN BẢN\nVỀ VIỆC GIAO NHẬN HỒ SƠ\n1. Tên tài liệu: ...........\n"
    )
    (found,) = segment(lines(f"{LETTERHEAD}{BODY}{SIGNED}{form}")).attachments
    assert text(found.label) == "Mẫu số 02"
    assert text(found.header.subject) == "BIÊN BẢN VỀ VIỆC GIAO NHẬN HỒ SƠ"
    assert (found.header.agency, found.header.number, found.header.place) == (None, None, None)
    assert [section.label for section in found.sections] == ["1"]


@pytest.mark.parametrize(
    "told",
    [
        "Các kho đã đầy.\nViệc sắp xếp còn chậm.\n",
        "Thực hiện Quyết định số 15/QĐ-TTr ngày 10/01/2013, Thanh tra tỉnh đã kiểm tra các kho.\n",
        "Các kho đã đầy. ",
    ],
    ids=["paragraphs", "what was done", "a sentence"],
)
def test_the_basis_of_a_directive_behind_what_it_tells(lines: Lines, told: str) -> None:
    opening = "Thực hiện Luật Lưu trữ ngày 11/11/2011, Chủ tịch Ủy ban nhân dân tỉnh chỉ thị:"
    title = "CHỈ THỊ\nVề việc quản lý kho lưu trữ\n"
    draft = segment(lines(f"{LETTERHEAD}{title}{told}{opening}\n1. Sở Nội vụ sắp xếp kho.\n"))
    (basis,) = draft.bases
    assert basis.span.text == "Thực hiện Luật Lưu trữ ngày 11/11/2011"
    assert [span.text for span in draft.preamble] == [
        *told.strip().split("\n"),
        "Chủ tịch Ủy ban nhân dân tỉnh chỉ thị:",
    ]


@pytest.mark.parametrize(
    ("head", "parent", "agency"),
    [
        ("SỞ TÀI CHÍNH\nSỞ NỘI VỤ", None, "SỞ TÀI CHÍNH SỞ NỘI VỤ"),
        ("SỞ TÀI CHÍNH\nCỤC THUẾ TỈNH BẮC SƠN", None, "SỞ TÀI CHÍNH CỤC THUẾ TỈNH BẮC SƠN"),
        ("TỔNG CỤC THUẾ\nCỤC THUẾ TỈNH BẮC SƠN", "TỔNG CỤC THUẾ", "CỤC THUẾ TỈNH BẮC SƠN"),
        ("UBND TỈNH BẮC SƠN\nSỞ TÀI CHÍNH\nSỞ NỘI VỤ", "UBND TỈNH BẮC SƠN", "SỞ TÀI CHÍNH SỞ NỘI VỤ"),
        ("LIÊN TỊCH\nSỞ TÀI CHÍNH - SỞ NỘI VỤ", None, "LIÊN TỊCH SỞ TÀI CHÍNH - SỞ NỘI VỤ"),
        ("SỞ NỘI VỤ\nCHI CỤC LƯU TRỮ", "SỞ NỘI VỤ", "CHI CỤC LƯU TRỮ"),
        # what the narrow column of a letterhead breaks
        (
            "UBND TỈNH BẮC SƠN\nSỞ NÔNG NGHIỆP VÀ MÔI\nTRƯỜNG",
            "UBND TỈNH BẮC SƠN",
            "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
        ),
        (
            "HỘI ĐỒNG NHÂN DÂN\nHUYỆN BẮC SƠN\nTHƯỜNG TRỰC HỘI ĐỒNG NHÂN\nDÂN",
            "HỘI ĐỒNG NHÂN DÂN HUYỆN BẮC SƠN",
            "THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN",
        ),
    ],
)
def test_a_joint_letterhead_over_lines(lines: Lines, head: str, parent: str | None, agency: str) -> None:
    header = segment(lines(LETTERHEAD.replace("ỦY BAN NHÂN DÂN TỈNH BẮC SƠN", head) + BODY)).header
    assert (text(header.parent_agency), text(header.agency)) == (parent, agency)
