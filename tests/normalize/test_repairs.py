"""Names that recognition misread are put right where a list proves them, and only there."""

import pytest
from msgspec import structs

from vanban.extract.draft import DraftHeader, Span
from vanban.normalize import header
from vanban.normalize.repairs import is_listed, named, notation, placed


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        ("ÚY BAN NHÂN DÂN TỈNH ĐÁK NÔNG", "ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG"),
        ("HỘI ĐỒNG NHÂN DÂN TỈNH ĐÁẮK LẮK", "HỘI ĐỒNG NHÂN DÂN TỈNH ĐẮK LẮK"),  # a letter too many
        ("LY BAN NHÂN DÂN XÃ SÔNG LAM", "ỦY BAN NHÂN DÂN XÃ SÔNG LAM"),  # a letter wrong in a long name
        ("UBND TĨNH ĐÄK NÔNG", "UBND TỈNH ĐĂK NÔNG"),  # of two ways to write it the nearer one
        ("TRUNG TÂM PHÁT TRIỂN QUY ĐẤT", "TRUNG TÂM PHÁT TRIỂN QUỸ ĐẤT"),
        ("ỦY BAN NHÂN DÂN THÀNH PHÔ HÔ CHÍ MINH", "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH"),
        ("Thành phó Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("CHỦ TỊCH ÙY BAN NHÂN DÂN TÍNH BÌNH ĐINH", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH ĐỊNH"),
        (
            "UỶ BAN NHÂN DÂN TỈNH KHÁNH HOÀ",
            "UỶ BAN NHÂN DÂN TỈNH KHÁNH HOÀ",
        ),  # both ways to set a tone are right
        ("UBND TỈNH HÀ TĨNH", "UBND TỈNH HÀ TĨNH"),
        ("UBND HUYỆN SÔNG LÂM", "UBND HUYỆN SÔNG LÂM"),  # in no list
        ("UBND XÃ QUANG NAM", "UBND XÃ QUANG NAM"),  # no province
        ("CÔNG TY CỔ PHẦN BÌNH MINH", "CÔNG TY CỔ PHẦN BÌNH MINH"),
        ("SỞ VĂN HÓA, THẺ THAO VÀ DU LỊCH", "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH"),  # a comma in the name
        ("SỞY TẾ", "SỞ Y TẾ"),  # a space is missing
        ("UBNDTỈNH QUẢNG NAM", "UBND TỈNH QUẢNG NAM"),
        ("ỦY BAN NHÂNDÂN XÃ SÔNG LAM", "ỦY BAN NHÂN DÂN XÃ SÔNG LAM"),
        ("CÔNG TY CẤP NƯỚCBÌNH MINH", "CÔNG TY CẤP NƯỚCBÌNH MINH"),  # in no list
        ("", ""),
    ],
)
def test_names(read: str, wanted: str) -> None:
    assert named(read) == wanted


@pytest.mark.parametrize(("origin", "wanted"), [("ocr", "TỈNH QUẢNG NAM"), ("read", "TỈNH QUANG NAM")])
def test_text_that_was_not_recognised_is_left_alone(origin: str, wanted: str) -> None:
    span = Span("TỈNH QUANG NAM", 0, 14, origin=origin)  # type: ignore[arg-type]
    assert header.name_of(span) == wanted


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        ("Sở Tư pháp tỉnh Quảng Nqãi;", "Sở Tư pháp tỉnh Quảng Ngãi;"),
        ("Công an tinh Bình Đinh", "Công an tỉnh Bình Định"),
        ("UBND thành phô Hồ Chí Minh", "UBND thành phố Hồ Chí Minh"),
        ("trên địa bàn tinh Quảng Nam giai đoạn 2", "trên địa bàn tỉnh Quảng Nam giai đoạn 2"),
        ("tỉnh Khánh Hoà, tỉnh Đăk Nông", "tỉnh Khánh Hoà, tỉnh Đăk Nông"),  # both ways are right
        ("Số Tư pháp", "Sở Tư pháp"),
        ("Số Tài sản cố định", "Số Tài sản cố định"),
        ("Hội đồng Dân tộc", "Hội đồng Dân tộc"),
        ("Cổng Thông tin điện tử tỉnh", "Cổng Thông tin điện tử tỉnh"),  # much like "Công Thương"
        ("huyện Quảng Hà", "huyện Quảng Hà"),
        ("UBND tỉnh; Sở Tài chính", "UBND tỉnh; Sở Tài chính"),
        ("", ""),
    ],
)
def test_provinces_in_lines_of_any_words(read: str, wanted: str) -> None:
    assert placed(read) == wanted


@pytest.mark.parametrize(
    ("read", "body", "wanted"),
    [
        ("QĐ-SOHKT", "SỞ QUY HOẠCH - KIẾN TRÚC", "QĐ-SQHKT"),
        ("QĐ-SGDDT", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "QĐ-SGDĐT"),
        ("NQ-HDND", "HỘI ĐỒNG NHÂN DÂN TỈNH SÔNG LAM", "NQ-HĐND"),  # without its place
        ("QĐ-BOLCKCN", "BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP", "QĐ-BQLCKCN"),
        ("QĐ-STC", "SỞ TÀI CHÍNH", "QĐ-STC"),
        ("QĐ-SVC", "SỞ TÀI CHÍNH", "QĐ-SVC"),  # these look like no others
        ("UBND-VP", "ỦY BAN NHÂN DÂN", "UBND-VP"),  # the last part is short for an office
        ("QĐ-TTg", "THỦ TƯỚNG CHÍNH PHỦ", "QĐ-TTg"),
        ("QĐ", "", "QĐ"),
    ],
)
def test_notations(read: str, body: str, wanted: str) -> None:
    assert notation(read, body) == wanted


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("SỞ Y TẾ", True),
        ("UỶ BAN NHÂN DÂN TỈNH HÀ TĨNH", True),
        ("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", True),
        ("UBND TĨNH QUẢNG NAM", False),
        ("UBND XÃ SÔNG LAM", False),
        ("SỞY TẾ", False),
        ("", False),
    ],
)
def test_names_that_the_lists_hold(name: str, listed: bool) -> None:
    assert is_listed(name) == listed


def test_a_notation_put_right_is_in_evidence() -> None:
    number = Span("Số: 12/QĐ-SGDDT", 0, 15, origin="ocr", confidence=0.9)
    draft = DraftHeader(number=number, agency=Span("SỞ GIÁO DỤC VÀ ĐÀO TẠO", 20, 42, origin="ocr"))
    values = header.header(draft, None)
    assert (values.number, values.code_notation) == ("12/QĐ-SGDĐT", "QĐ-SGDĐT")
    told = header.evidence(draft, values, None)["/header/number"]
    assert (told.text, told.repaired, told.confidence) == ("Số: 12/QĐ-SGDDT", "Số: 12/QĐ-SGDĐT", 0.81)
    printed = structs.replace(draft, number=structs.replace(number, origin="read"))
    assert header.header(printed, None).number == "12/QĐ-SGDDT"
