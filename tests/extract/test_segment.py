"""Whole documents in the forms that copies take, and fuzzing: no input makes the segmenter raise."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exploring import examples
from tests.extract.drafts import text
from vanban.corpus.layout import Layout, LayoutBuilder, Piece, RawCell, RawParagraph
from vanban.corpus.text import fold_space
from vanban.extract.draft import Draft, DraftSection, Span
from vanban.extract.segment import segment

DECISION = """
ỦY BAN NHÂN DÂN
TỈNH BẮC SƠN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 215/QĐ-UBND
Bắc Sơn, ngày 07 tháng 3 năm 2019
QUYẾT ĐỊNH
Về việc ban hành Quy chế quản lý kho lưu trữ
ỦY BAN NHÂN DÂN TỈNH BẮC SƠN
Căn cứ Luật Lưu trữ ngày 11/11/2011;
Xét đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 31/TTr-SNV ngày 20/02/2019,
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý kho lưu trữ.
Điều 2. Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này.
Quyết định này có hiệu lực thi hành kể từ ngày ký./.
Nơi nhận:
- Như Điều 2;
- Lưu: VT, NC.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Trần Văn Khải
QUY CHẾ
QUẢN LÝ KHO LƯU TRỮ
(Ban hành kèm theo Quyết định số 215/QĐ-UBND ngày 07/3/2019 của Ủy ban nhân dân tỉnh Bắc Sơn)
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy chế này quy định việc quản lý kho.
PHỤ LỤC I
DANH MỤC KHO
(Kèm theo Quyết định số 215/QĐ-UBND ngày 07/3/2019)
1. Kho thứ nhất
"""


def test_decision_with_regulation_and_appendix(lines: Callable[[str], Layout]) -> None:
    draft = segment(lines(DECISION))
    header = draft.header
    assert text(header.agency) == "ỦY BAN NHÂN DÂN TỈNH BẮC SƠN"
    assert text(header.parent_agency) is None
    assert text(header.number) == "Số: 215/QĐ-UBND"
    assert (text(header.place), text(header.date)) == ("Bắc Sơn", "ngày 07 tháng 3 năm 2019")
    assert header.type_name == "Quyết định"
    assert text(header.subject) == "Về việc ban hành Quy chế quản lý kho lưu trữ"
    assert text(header.authority) == "ỦY BAN NHÂN DÂN TỈNH BẮC SƠN"
    assert [basis.kind for basis in draft.bases] == ["legal", "proposal"]
    assert text(draft.formula) == "QUYẾT ĐỊNH"
    assert [section.label for section in draft.sections] == ["Điều 1", "Điều 2"]
    assert text(draft.closing) == "Quyết định này có hiệu lực thi hành kể từ ngày ký./."
    (signature,) = draft.signatures
    assert signature.capacities == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")
    assert (signature.position, signature.name) == ("PHÓ CHỦ TỊCH", "Trần Văn Khải")
    assert [recipient.span.text for recipient in draft.recipients] == ["Như Điều 2", "Lưu: VT, NC"]
    regulation, appendix = draft.attachments
    assert (regulation.role, regulation.header.type_name) == ("attachment", "Quy chế")
    assert text(regulation.header.subject) == "QUẢN LÝ KHO LƯU TRỮ"
    assert regulation.header.issued_with is not None
    assert regulation.header.issued_with.number == "215/QĐ-UBND"
    assert (appendix.role, text(appendix.label)) == ("appendix", "PHỤ LỤC I")
    assert not draft.problems


@pytest.mark.parametrize(
    ("letterhead", "parent", "agency", "number"),
    [
        # a department below its committee
        ("UBND TỈNH BẮC SƠN\nSỞ NỘI VỤ\nSố: 12/KH-SNV", "UBND TỈNH BẮC SƠN", "SỞ NỘI VỤ", "Số: 12/KH-SNV"),
        # names that run over lines
        (
            "UBND TỈNH BẮC SƠN\nSỞ THÔNG TIN VÀ\nTRUYỀN THÔNG\nSố: 12/KH-STTTT",
            "UBND TỈNH BẮC SƠN",
            "SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
            "Số: 12/KH-STTTT",
        ),
        # everything in one cell, as pipe exports print it
        (
            "UBND TỈNH BẮC SƠN SỞ NỘI VỤ -------\nSố: 12/KH-SNV",
            "UBND TỈNH BẮC SƠN",
            "SỞ NỘI VỤ",
            "Số: 12/KH-SNV",
        ),
        # blank ordinal
        (
            "ỦY BAN NHÂN DÂN\nHUYỆN ĐỒI XANH\nSố:      /KH-UBND",
            None,
            "ỦY BAN NHÂN DÂN HUYỆN ĐỒI XANH",
            "Số: /KH-UBND",
        ),
    ],
)
def test_letterheads(
    lines: Callable[[str], Layout], letterhead: str, parent: str | None, agency: str, number: str
) -> None:
    body = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nKẾ HOẠCH\nSố hóa tài liệu năm 2020\nI. MỤC TIÊU\nSố hóa toàn bộ kho."
    header = segment(lines(f"{letterhead}\n{body}")).header
    assert (text(header.parent_agency), text(header.agency), text(header.number)) == (parent, agency, number)
    assert text(header.subject) == "Số hóa tài liệu năm 2020"


def test_letter_without_a_type_line(lines: Callable[[str], Layout]) -> None:
    draft = segment(
        lines(
            "UBND TỈNH BẮC SƠN\nSỞ NỘI VỤ\nSố: 77/SNV-VTLT\nV/v thống kê tài liệu\n"
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBắc Sơn, ngày 02 tháng 5 năm 2020\n"
            "Kính gửi:\n- Các sở, ban, ngành tỉnh;\n- UBND các huyện.\n"
            "Sở Nội vụ đề nghị các đơn vị thống kê tài liệu trước ngày 30/6/2020./.\n"
            "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC\nLê Thị Bình"
        )
    )
    assert draft.header.type_name == "Công văn"
    assert text(draft.header.subject) == "thống kê tài liệu"
    assert [span.text for span in draft.header.addressees] == ["Các sở, ban, ngành tỉnh", "UBND các huyện"]
    assert text(draft.closing) == "Sở Nội vụ đề nghị các đơn vị thống kê tài liệu trước ngày 30/6/2020./."
    assert [(s.position, s.name) for s in draft.signatures] == [("GIÁM ĐỐC", "Lê Thị Bình")]


def test_header_taken_from_the_appendix(lines: Callable[[str], Layout]) -> None:
    draft = segment(
        lines(
            "KẾ HOẠCH\nSỐ HÓA TÀI LIỆU NĂM 2020\nI. MỤC TIÊU\nSố hóa toàn bộ kho lưu trữ của tỉnh trong hai năm tới.\n"
            "Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nLê Thị Bình\n"
            "PHỤ LỤC\nDANH MỤC KHO\n(Kèm theo Kế hoạch số 9/KH-UBND ngày 06/01/2020 của UBND tỉnh)\n1. Kho A"
        )
    )
    assert draft.header.number is not None
    assert (draft.header.number.text, draft.header.number.origin) == ("9/KH-UBND", "inferred")


VOCABULARY = (
    "ỦY BAN NHÂN DÂN|TỈNH BẮC SƠN|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc|Số: 1/QĐ-UBND|Số:|"
    "Bắc Sơn, ngày 1 tháng 2 năm 2020|QUYẾT ĐỊNH|QUYẾT ĐỊNH:|KẾ HOẠCH|Về việc A|V/v B|Kính gửi:|Căn cứ Luật A;|Xét đề nghị của B|"
    "CHỦ TỊCH|GIÁM ĐỐC SỞ NỘI VỤ|Điều 1.|Điều 1. Một|Điều|Chương I|Mục 1|Phần thứ nhất|I. A|V/|1. Một|1.|2.1. Hai|a) b|- c|+ d|*|“|”|“1. x|y”|"
    'như sau:|"z|Nhiệm vụ 1: A|PHỤ LỤC|PHỤ LỤC I|Biểu số 2|Mẫu số 01|(Kèm theo Quyết định số 1/QĐ-UBND)|(Ban hành kèm theo|Trên đây là A./.|'
    "Nơi nhận:|- Như Điều 1;|Lưu: VT.|TM. UBND|KT. CHỦ TỊCH|PHÓ CHỦ TỊCH|(Đã ký)|Nguyễn Văn A|ĐVT: Triệu đồng|Ghi chú:|(1) x|____|...|%|/|0"
).split("|")


def spans_of(draft: Draft) -> list[Span]:
    found = [basis.span for basis in draft.bases] + [r.span for r in draft.recipients]
    found += [s for s in (draft.header.number, draft.header.subject, draft.closing, draft.formula) if s]

    def walk(sections: tuple[DraftSection, ...]) -> None:
        for section in sections:
            found.extend(section.paragraphs)
            walk(section.children)

    walk(draft.sections)
    for attachment in draft.attachments:
        found.extend(spans_of(attachment))
    return found


def in_order(words: list[str], text: list[str]) -> bool:
    """Do the words stand in a text in this order?"""
    rest = iter(text)
    return all(any(word == other for other in rest) for word in words)


@examples(150)
@given(st.lists(st.one_of(st.sampled_from(VOCABULARY), st.text(max_size=30)), max_size=40))
def test_no_mix_of_the_vocabulary_makes_the_segmenter_raise(parts: list[str]) -> None:
    builder = LayoutBuilder()
    for part in parts:
        builder.add_paragraph(RawParagraph((Piece(fold_space(part)),)))
    layout = builder.build(format="txt", reader="test")
    for span in spans_of(segment(layout)):
        if span.origin == "read":
            assert in_order(span.text.split(), layout.text[span.start : span.end].split())


@examples(60)
@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 3), st.sampled_from(VOCABULARY)), min_size=1, max_size=20
    ),
    st.lists(st.sampled_from(VOCABULARY), max_size=10),
)
def test_no_grid_makes_the_segmenter_raise(cells: list[tuple[int, int, str]], around: list[str]) -> None:
    builder = LayoutBuilder()
    for part in around:
        builder.add_paragraph(RawParagraph((Piece(fold_space(part)),)))
    unique = {(row, col): fold_space(content) for row, col, content in cells}
    builder.add_grid(
        [RawCell(r, c, (RawParagraph((Piece(t),)),) if t else ()) for (r, c), t in unique.items()]
    )
    for part in around:
        builder.add_paragraph(RawParagraph((Piece(fold_space(part)),)))
    segment(builder.build(format="txt", reader="test"))
