"""Signature blocks in the forms that copies take."""

from collections.abc import Callable

import pytest

from vanban.corpus.layout import Layout, LayoutBuilder, Origin, Piece, RawParagraph
from vanban.extract.segment import segment

LETTER = """
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 18/BC-SNV
BÁO CÁO
Kết quả kiểm tra kho lưu trữ
Sở Nội vụ đã kiểm tra mười kho lưu trữ của tỉnh trong quý II năm 2019.
"""
RECIPIENTS = "Nơi nhận:\n- Như trên;\n- Lưu: VT."


@pytest.mark.parametrize(
    ("block", "position", "name"),
    [
        ("GIÁM ĐỐC\n(Đã ký)\nTrần Văn Khải", "GIÁM ĐỐC", "Trần Văn Khải"),
        ("CHỦ TỌA\n(Chữ ký của người có thẩm quyền)\nTrần Văn Khải", "CHỦ TỌA", "Trần Văn Khải"),
        ("GIÁM ĐỐC\n(Ký, ghi rõ họ, tên và đóng dấu)\nTrần Văn Khải", "GIÁM ĐỐC", "Trần Văn Khải"),
        ("GIÁM ĐỐC\nĐã ký: Trần Văn Khải", "GIÁM ĐỐC", "Trần Văn Khải"),
        ("GIÁM ĐỐC\nTrần Văn Khải đã ký", "GIÁM ĐỐC", "Trần Văn Khải"),
        ("GIÁM ĐỐC\nThS. Trần Văn Khải", "GIÁM ĐỐC", "Trần Văn Khải"),
        (
            "KT. CHỦ TỊCH\nPHÓ CHỈ! TỊCH\nTrần Văn Khải",
            "PHÓ CHỈ! TỊCH",
            "Trần Văn Khải",
        ),  # spoiled by recognition
        ("Trần Văn Khải (Đã ký)", None, "Trần Văn Khải"),
        (f"GIÁM ĐỐC\n{RECIPIENTS}", "GIÁM ĐỐC", None),
        (f"{RECIPIENTS}\nGIÁM ĐỐC\nTrần Văn Khải", "GIÁM ĐỐC", "Trần Văn Khải"),
        (f"GIÁM ĐỐC\n{RECIPIENTS}\nTrần Văn Khải", "GIÁM ĐỐC", "Trần Văn Khải"),
    ],
)
def test_one_signer(
    lines: Callable[[str], Layout], block: str, position: str | None, name: str | None
) -> None:
    draft = segment(lines(LETTER + block))
    (signature,) = draft.signatures
    assert (signature.position, signature.name) == (position, name)
    if RECIPIENTS in block:
        assert [one.span.text for one in draft.recipients] == ["Như trên", "Lưu: VT"]


def test_signers_of_two_bodies(lines: Callable[[str], Layout]) -> None:
    first = "SỞ XÂY DỰNG\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần Văn Khải"
    draft = segment(
        lines(f"{LETTER}Giá chưa gồm thuế./.\n{first}\nSỞ TÀI CHÍNH\nGIÁM ĐỐC\nLê Thị Minh\n{RECIPIENTS}")
    )
    assert [(one.position, one.name) for one in draft.signatures] == [
        ("PHÓ GIÁM ĐỐC", "Trần Văn Khải"),
        ("GIÁM ĐỐC", "Lê Thị Minh"),
    ]
    assert draft.closing is not None and draft.closing.text == "Giá chưa gồm thuế./."
    assert len(draft.recipients) == 2


def test_who_is_authorised_signs_below_the_recipients(lines: Callable[[str], Layout]) -> None:
    draft = segment(lines(f"{LETTER}{RECIPIENTS}\nNGƯỜI ĐƯỢC ỦY QUYỀN\nLê Thị Minh\nGIÁM ĐỐC\nTrần Văn Khải"))
    assert [one.name for one in draft.signatures] == ["Lê Thị Minh", "Trần Văn Khải"]


@pytest.mark.parametrize(
    ("origin", "last", "name"),
    [
        ("ocr", "uyễn Văn Khải", "uyễn Văn Khải"),  # a seal covers two letters; only one family name ends so
        ("read", "uyễn Văn Khải", None),  # print has whole names
        ("ocr", "ương Văn Khải", None),  # Dương, Lương, Vương
    ],
)
def test_a_name_that_a_seal_cuts(origin: Origin, last: str, name: str | None) -> None:
    builder = LayoutBuilder()
    for text in (LETTER + f"{RECIPIENTS}\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n{last}").strip().split("\n"):
        builder.add_paragraph(RawParagraph((Piece(text),), origin=origin))
    (signature,) = segment(builder.build(format="pdf", reader="made up")).signatures
    assert signature.name == name


@pytest.mark.parametrize(
    ("origin", "archive", "last"),
    [
        ("ocr", "- Lưu: VT, NN (3)", "Lưu: VT, NN (3)"),
        ("ocr", "- Lưu: VT,", "Lưu: VT, HỦ TƯỚNG"),  # it may go on
        ("read", "- Lưu: VT, NN (3)", "Lưu: VT, NN (3) HỦ TƯỚNG"),  # print has no cut titles
    ],
)
def test_a_title_that_a_seal_cuts_is_no_recipient(origin: Origin, archive: str, last: str) -> None:
    builder = LayoutBuilder()
    for text in f"{LETTER}Nơi nhận:\n- Như trên;\n{archive}\nHỦ TƯỚNG".strip().split("\n"):
        builder.add_paragraph(RawParagraph((Piece(text),), origin=origin))
    draft = segment(builder.build(format="pdf", reader="made up"))
    assert [one.span.text for one in draft.recipients] == ["Như trên", last]


@pytest.mark.parametrize(
    "lines_of_both",
    [
        "KT. BỘ TRƯỞNG Bộ Tài chính\nThứ trưởng Bộ Tài chính\nKT. BỘ TRƯỞNG Bộ Y tế\nThứ trưởng Bộ Y tế\n(Đã ký)\n(Đã ký)",
        "KT. BỘ TRƯỞNG Bộ Tài chính\nKT. BỘ TRƯỞNG Bộ Y tế\nThứ trưởng Bộ Tài chính\nThứ trưởng Bộ Y tế",
    ],
    ids=["column by column", "row by row"],
)
def test_two_columns_of_signers_with_their_names_below(
    lines: Callable[[str], Layout], lines_of_both: str
) -> None:
    draft = segment(lines(f"Điều 1. Sắp xếp kho.\n{lines_of_both}\nTrần Văn Khải\nGiàng A Páo"))
    assert [(one.capacities, one.position, one.name) for one in draft.signatures] == [
        (("KT. BỘ TRƯỞNG Bộ Tài chính",), "Thứ trưởng Bộ Tài chính", "Trần Văn Khải"),
        (("KT. BỘ TRƯỞNG Bộ Y tế",), "Thứ trưởng Bộ Y tế", "Giàng A Páo"),
    ]


def test_a_position_over_two_lines(lines: Callable[[str], Layout]) -> None:
    tail = "TL. CHỦ TỊCH\nTRƯỞNG PHÒNG KINH TẾ, HẠ\nTẦNG VÀ ĐÔ THỊ\nBùi Thị Ngọc Đẹp"
    (signature,) = segment(lines(f"Điều 1. Sắp xếp kho.\n{tail}")).signatures
    assert signature.position == "TRƯỞNG PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ"
    assert signature.name == "Bùi Thị Ngọc Đẹp"


def test_degrees_and_capacities_of_other_forms(lines: Callable[[str], Layout]) -> None:
    (doctor,) = segment(lines("Điều 1. Sắp xếp kho.\nGIÁM ĐỐC\nBS.CKII Nguyễn Hữu Lộc")).signatures
    assert (doctor.position, doctor.name) == ("GIÁM ĐỐC", "Nguyễn Hữu Lộc")
    tail = "T.M HỘI ĐỒNG NHÂN DÂN TỈNH\nCHỦ TỊCH\n(Đã ký)\nHồ Văn Nghiệp"
    (chair,) = segment(lines(f"Điều 1. Sắp xếp kho.\n{tail}")).signatures
    assert (chair.capacities, chair.name) == (("T.M HỘI ĐỒNG NHÂN DÂN TỈNH",), "Hồ Văn Nghiệp")


def test_a_body_over_two_lines(lines: Callable[[str], Layout]) -> None:
    tail = "TM. THƯỜNG TRỰC HỘI ĐỒNG\nNHÂN DÂN\nCHỦ TỊCH\nTrần Văn Khải"
    (signature,) = segment(lines(f"Điều 1. Sắp xếp kho.\n{tail}")).signatures
    assert signature.capacities == ("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN",)
    assert (signature.position, signature.name) == ("CHỦ TỊCH", "Trần Văn Khải")


def test_a_position_in_small_letters_above_a_signing_mark(lines: Callable[[str], Layout]) -> None:
    draft = segment(lines(f"{LETTER}UBND thành phố Sơn Hà\nChủ tịch\n(Đã ký)\nTrần Văn Khải"))
    (signature,) = draft.signatures
    assert (signature.position, signature.name) == ("Chủ tịch", "Trần Văn Khải")
    assert "UBND" not in " ".join(span.text for span in draft.preamble)


def test_recipients_without_their_title(lines: Callable[[str], Layout]) -> None:
    draft = segment(
        lines(f"{LETTER}Trân trọng./.\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC\n(đã ký)\nTrần Văn Khải")
    )
    assert [one.span.text for one in draft.recipients] == ["Như trên", "Lưu: VT"]
    assert [one.name for one in draft.signatures] == ["Trần Văn Khải"]
    assert not draft.sections


def test_places_for_two_signers_of_a_form(lines: Callable[[str], Layout]) -> None:
    room = "(Ký, ghi rõ họ tên)"
    draft = segment(
        lines(f"{LETTER}ĐẠI DIỆN BÊN GIAO\n{room}\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n(Ký tên, đóng dấu)")
    )
    assert [(one.capacities, one.position, one.name) for one in draft.signatures] == [
        ((), "ĐẠI DIỆN BÊN GIAO", None),
        (("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH", None),
    ]
