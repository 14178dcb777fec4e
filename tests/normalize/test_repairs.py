"""Names that recognition misread are put right where a list proves them, and only there."""

import pytest

from vanban.extract.draft import Span
from vanban.normalize import header
from vanban.normalize.repairs import named


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
        ("", ""),
    ],
)
def test_names(read: str, wanted: str) -> None:
    assert named(read) == wanted


@pytest.mark.parametrize(("origin", "wanted"), [("ocr", "TỈNH QUẢNG NAM"), ("read", "TỈNH QUANG NAM")])
def test_text_that_was_not_recognised_is_left_alone(origin: str, wanted: str) -> None:
    span = Span("TỈNH QUANG NAM", 0, 14, origin=origin)  # type: ignore[arg-type]
    assert header.name_of(span) == wanted
