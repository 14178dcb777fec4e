"""Hard-wrapped web text back to paragraphs."""

from collections.abc import Callable

import pytest

View = Callable[[str], list[object]]

FIRST, REST = 50, 80  # columns: first lines share their row with markup that is gone


def wrap(text: str) -> str:
    """Break a paragraph as web copies do."""
    lines, width = [""], FIRST
    for word in text.split():
        if len(lines[-1]) + 1 + len(word) > width and lines[-1]:
            lines.append("")
            width = REST
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


PARAGRAPHS = """\
- Các cơ quan chuyên môn phối hợp với địa phương tổ chức kiểm tra, rà soát toàn bộ hệ thống kênh \
mương nội đồng trước mùa mưa lũ và báo cáo kết quả về Sở trước ngày 15 hằng tháng.
- Đẩy nhanh tiến độ nạo vét các tuyến kênh trục, bảo đảm thông thoáng dòng chảy, phục vụ tốt sản \
xuất nông nghiệp và sinh hoạt của nhân dân trong vùng, nhất là các xã cuối nguồn thường thiếu nước.
- Tăng cường công tác tuyên truyền, vận động để người dân không lấn chiếm hành lang bảo vệ công \
trình thủy lợi, không xả rác thải ra kênh mương, góp phần giữ gìn vệ sinh môi trường chung.
- Tổ chức trực ban đầy đủ trong suốt thời gian mưa lũ, kịp thời xử lý sự cố, bảo đảm an toàn tuyệt \
đối cho người và tài sản của nhân dân trong vùng ngập sâu.
""".splitlines()
WRAPPED = "\n".join(map(wrap, PARAGRAPHS)) + "\n"


def test_paragraphs(view: View) -> None:
    assert view(WRAPPED) == PARAGRAPHS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a small letter goes on
        ("Phê duyệt kế hoạch\nnạo vét kênh.", ["Phê duyệt kế hoạch nạo vét kênh."]),
        # an ending that cannot end a paragraph
        ("Theo báo cáo của\nSở Nội vụ.", ["Theo báo cáo của Sở Nội vụ."]),
        (
            "theo Quyết định số\n15/QĐ-UBND ngày\n02/3/2020.",
            ["theo Quyết định số 15/QĐ-UBND ngày 02/3/2020."],
        ),
        ("II. NHIỆM VỤ TRỌNG TÂM NĂM\n2021", ["II. NHIỆM VỤ TRỌNG TÂM NĂM 2021"]),
        # a heading and the paragraph below it: the heading's line is not full
        (
            "1. Phát triển nhân lực\nThực hiện Quyết định.",
            ["1. Phát triển nhân lực", "Thực hiện Quyết định."],
        ),
        # a full heading goes on, though the next line starts with a capital
        (
            "5. Tăng cường năng lực vận hành ở các xã thuộc huyện\nAn Phú",
            ["5. Tăng cường năng lực vận hành ở các xã thuộc huyện An Phú"],
        ),
        # a heading as wide, but the next line itself wraps where first lines do: it begins a paragraph
        (
            "2.7. Các doanh nghiệp cấp nước sạch ở nông thôn\nKhuyến khích các doanh nghiệp đầu tư vào địa bàn\nxã An Hòa.",
            [
                "2.7. Các doanh nghiệp cấp nước sạch ở nông thôn",
                "Khuyến khích các doanh nghiệp đầu tư vào địa bàn xã An Hòa.",
            ],
        ),
        # labels always begin
        ("gồm các đơn vị\na/ Sở Nội vụ\nb/ Sở Y tế", ["gồm các đơn vị", "a/ Sở Nội vụ", "b/ Sở Y tế"]),
        ("gồm các đơn vị\na) Sở Nội vụ\nb) Sở Y tế", ["gồm các đơn vị", "a) Sở Nội vụ", "b) Sở Y tế"]),
        # a number that is no label
        ("thực hiện trong năm\n2021. Sau đó", ["thực hiện trong năm 2021. Sau đó"]),
        # "Điều 8" behind "tại" is a reference, not an article
        (
            "thực hiện theo quy định tại\nĐiều 8. Nghị định này",
            ["thực hiện theo quy định tại Điều 8. Nghị định này"],
        ),
        # the line that names what an appendix was issued with stands alone
        (
            "Danh mục kho của người\nhành nghề\n(Ban hành kèm theo Thông tư số 5\ncủa Bộ trưởng)\nTT Tên kho",
            [
                "Danh mục kho của người hành nghề",
                "(Ban hành kèm theo Thông tư số 5 của Bộ trưởng)",
                "TT Tên kho",
            ],
        ),
        # a basis that names its instrument begins, whatever the line above ends in
        (
            "Theo mức lương cơ sở đầu vào\nCăn cứ Thông tư số 5/2016/TT-BXD;",
            ["Theo mức lương cơ sở đầu vào", "Căn cứ Thông tư số 5/2016/TT-BXD;"],
        ),
        # back at the margin below an indented first line
        (
            "      Thông tư này có hiệu lực từ ngày ký. Các quy định trước\nđây trái với Thông tư này bãi bỏ.",
            [
                "Thông tư này có hiệu lực từ ngày ký. Các quy định trước đây trái với Thông tư này bãi bỏ.",
            ],
        ),
        # a sign that emphasis has parted from its words
        ("Điều 1\n: Giao Sở Nội vụ.", ["Điều 1 : Giao Sở Nội vụ."]),
        # names whose last word is a preposition elsewhere
        (
            "TRÊN ĐỊA BÀN TỈNH CAO BẰNG\nHỘI ĐỒNG NHÂN DÂN",
            ["TRÊN ĐỊA BÀN TỈNH CAO BẰNG", "HỘI ĐỒNG NHÂN DÂN"],
        ),
        ("Trần Thị Quỳnh Như\nNơi nhận:", ["Trần Thị Quỳnh Như", "Nơi nhận:"]),
        # a quotation opened in the last line
        ("phê duyệt Đề án “Đưa\nViệt Nam sớm trở thành”", ["phê duyệt Đề án “Đưa Việt Nam sớm trở thành”"]),
        # a full stop ends, semicolon and colon too
        ("Sở Y tế.\nSở Nội vụ;\nSở Công an:\nCông ty", ["Sở Y tế.", "Sở Nội vụ;", "Sở Công an:", "Công ty"]),
        # but a small letter goes on after a semicolon
        ("thực hiện Kế hoạch này;\nbáo cáo kết quả.", ["thực hiện Kế hoạch này; báo cáo kết quả."]),
        # signature lines stay apart, the formula behind a comma too
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn An", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn An"]),
        ("tại Tờ trình số 5/TTr-SNV,\nQUYẾT ĐỊNH:", ["tại Tờ trình số 5/TTr-SNV,", "QUYẾT ĐỊNH:"]),
        # a labelled heading in capitals over two lines
        (
            "I. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM VÀ CÁC GIẢI\nPHÁP CHỦ YẾU",
            ["I. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM VÀ CÁC GIẢI PHÁP CHỦ YẾU"],
        ),
        # a lone | is a cell border
        (
            "Số: 5/QĐ-SNV\n|\nTân Giang, ngày 2\ntháng 3 năm 2020\n|",
            ["Số: 5/QĐ-SNV |", "Tân Giang, ngày 2 tháng 3 năm 2020 |"],
        ),
        # rules are dropped and part
        ("TỈNH TÂN GIANG\n-------\nquyết định", ["TỈNH TÂN GIANG", "quyết định"]),
        # the place of a date and an article are cut behind their first word
        ("Tân\nGiang, ngày 2 tháng 3 năm 2020", ["Tân Giang, ngày 2 tháng 3 năm 2020"]),
        ("Điều 2. Giao\nGiám đốc Sở Y tế", ["Điều 2. Giao Giám đốc Sở Y tế"]),
        (
            "khí tượng tỉnh Quảng\nNgãi trong tháng 10 và\n11. Để chủ động",
            ["khí tượng tỉnh Quảng Ngãi trong tháng 10 và 11. Để chủ động"],
        ),
        (
            "I. NÂNG CẤP HẠ TẦNG\nCỦA CÁC TRẠI GIỐNG\n1. Trại A",
            ["I. NÂNG CẤP HẠ TẦNG CỦA CÁC TRẠI GIỐNG", "1. Trại A"],
        ),
        (
            "Điều 2. Chủ tịch UBND tỉnh, Trưởng ban Ban Thi đua-Khen\nthưởng Trung ương chịu trách nhiệm.",
            ["Điều 2. Chủ tịch UBND tỉnh, Trưởng ban Ban Thi đua-Khen thưởng Trung ương chịu trách nhiệm."],
        ),
        ("- MST: 0107578812)\nTrả lời công văn số 5", ["- MST: 0107578812)", "Trả lời công văn số 5"]),
        ("Điều 2. Giao\n1. Sở Y tế", ["Điều 2. Giao", "1. Sở Y tế"]),
        # a Party document's star and number
        ("*\nSố 14-QĐ/TU", ["*", "Số 14-QĐ/TU"]),
        # a blank line parts, whatever stands around
        ("của\n\ncác sở", ["của", "các sở"]),
    ],
)
def test_pairs(view: View, text: str, expected: list[str]) -> None:
    assert view(f"{WRAPPED}|\n{text}")[4:] == expected


def test_text_that_does_not_wrap_is_left_alone(view: View) -> None:
    long = (
        "Xây dựng kế hoạch triển khai chi tiết, theo dõi, đôn đốc việc thực hiện trên địa bàn toàn tỉnh. " * 3
    )
    text = f"Quy định chung\n{long}\nquyết định của bộ trưởng\n{long}\nvề việc sửa đổi\n{long}"
    assert len(view(text)) == 6


def test_hanging_recipients(view: View) -> None:
    text = "Nơi nhận:\n- Viện kiểm sát nhân dân, Tòa án\n   nhân dân tối cao;\n- Lưu: VT."
    assert view(text) == ["Nơi nhận:", "- Viện kiểm sát nhân dân, Tòa án nhân dân tối cao;", "- Lưu: VT."]


def test_gap_is_kept(layout_of: Callable[[str], object]) -> None:
    layout = layout_of("Một.\n\n\nHai.\nBa.")
    assert [block.gap for block in layout.blocks] == [0, 2, 0]  # type: ignore[attr-defined]
