"""Telling a document from the site around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.corpus.site import is_title, trim

DOCUMENT = [
    "UBND TỈNH TÂN GIANG",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 5/QĐ-UBND",
    "QUYẾT ĐỊNH",
    "Điều 1. X./.",
]
END = ["Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Trần Văn An"]


def kept(*texts: str) -> list[str]:
    return [texts[at] for at in trim([[text] for text in texts]).keep]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], []),
        (["Tải về", "In"], []),  # two buttons
        (["Trang chủ > Văn bản"], ["Lược đồ"]),  # one sure sign is enough
        (
            ["Văn bản gốc", "Cập nhật lúc 5 giờ", "Thuộc tính"],
            [],
        ),  # what stands between remains is the site's
        (
            ["Số hiệu: 5/QĐ-UBND", "Loại văn bản: Quyết định", "Người ký: A"],
            ["Bản quyền thuộc Bộ X © 2020", "abc"],
        ),
        ([], ["Bài liên quan:", "Quyết định 6/QĐ-UBND về việc khác", "Facebook"]),
        ([], ["5_QD.doc", "Lưu trữ", "Ghi chú"]),
    ],
)
def test_remains_go(before: list[str], after: list[str]) -> None:
    assert kept(*before, *DOCUMENT, *END, *after) == DOCUMENT + END


@pytest.mark.parametrize(
    "texts",
    [
        ["Ghi chú:", *DOCUMENT],  # a label, no button
        ["In", *DOCUMENT],  # one weak sign alone
        [*DOCUMENT, "Ghi chú", "số liệu ước tính", "Danh sách kèm theo"],
        [*DOCUMENT, "Tải về", "kết thúc", "hết"],
        ["Mẫu số 01", *DOCUMENT],
        ["HỎA TỐC", *DOCUMENT],
        [*DOCUMENT[:3], "Facebook", "Email", *DOCUMENT[3:], *END],  # inside the document
    ],
)
def test_documents_stay(texts: list[str]) -> None:
    assert kept(*texts) == texts


def test_notices_go_wherever_they_stand() -> None:
    assert kept(*DOCUMENT, "[Đăng ký xem]", *END) == DOCUMENT + END


def test_facts_of_a_property_grid() -> None:
    grid = ["Số hiệu", "5/QĐ-UBND", "Loại văn bản", "Quyết định", "Người ký", "Trần Văn An", ""]
    found = trim([grid, *([text] for text in DOCUMENT)])
    assert found.metadata == (
        ("Số hiệu", "5/QĐ-UBND"),
        ("Loại văn bản", "Quyết định"),
        ("Người ký", "Trần Văn An"),
    )
    assert found.keep == tuple(range(1, 6))


def test_a_page_of_properties_holds_no_document() -> None:
    found = trim(
        [["Số hiệu: 5/QĐ-UBND"], ["Ngày ban hành: 01/02/2003"], ["Người ký: Trần Văn An"], ["Tải về"]]
    )
    assert found.keep == ()
    assert len(found.metadata) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quyết định số 45/2025/QĐ-TTg Quy định đối tượng thuê nhà", True),
        ("Nghị quyết 104/2025/UBTVQH15 ban hành Quy chế", True),
        ("Công văn 752/UBND-KT", True),
        ("Quyết định về việc trồng cây", False),  # no number
        ("QUYẾT ĐỊNH SỐ 45/2025/QĐ-TTG", False),  # the document's own line
        ("Căn cứ Quyết định số 45/QĐ-TTg", False),
    ],
)
def test_titles(text: str, expected: bool) -> None:
    assert is_title(text) is expected


@given(
    st.lists(
        st.lists(
            st.sampled_from([*DOCUMENT, *END, "Tải về", "Lược đồ", "Số hiệu:", "x", ""]),
            min_size=1,
            max_size=3,
        )
    )
)
def test_trim_never_raises(units: list[list[str]]) -> None:
    found = trim(units)
    assert list(found.keep) == sorted(set(found.keep))
