import pytest

from vanban.extract.citations import find
from vanban.extract.draft import Span

CASES = [
    # one instrument with everything
    (
        "Căn cứ Quyết định số 1755/QĐ-TTg ngày 22/9/2010 của Thủ tướng Chính phủ phê duyệt Đề án A",
        [("Quyết định", "1755/QĐ-TTg", "ngày 22/9/2010", "Thủ tướng Chính phủ")],
    ),
    # several in one phrase share what is printed once
    (
        "thực hiện các Quyết định số 43/2008/QĐ-TTg, số 48/2009/QĐ-TTg và số 191/2005/QĐ-TTg của Thủ tướng Chính phủ.",
        [
            ("Quyết định", "43/2008/QĐ-TTg", None, "Thủ tướng Chính phủ"),
            ("Quyết định", "48/2009/QĐ-TTg", None, "Thủ tướng Chính phủ"),
            ("Quyết định", "191/2005/QĐ-TTg", None, "Thủ tướng Chính phủ"),
        ],
    ),
    # a law by its date
    (
        "Căn cứ Luật Cán bộ, công chức ngày 13 tháng 11 năm 2008",
        [("Luật", None, "ngày 13 tháng 11 năm 2008", None)],
    ),
    # a law by its number, name in between
    ("Căn cứ Luật Giá số 11/2012/QH13 năm 2012", [("Luật", "11/2012/QH13", None, None)]),
    # the proposer is the issuer
    (
        "Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 18/TTr-SYT ngày 05/4/2021",
        [("Tờ trình", "18/TTr-SYT", "ngày 05/4/2021", "Giám đốc Sở Y tế")],
    ),
    # names with "và" and lower case are not cut
    (
        "Thông tư số 05/2015/TT-BNN ngày 12/02/2015 của Bộ Nông nghiệp và phát triển nông thôn về việc kiểm dịch",
        [("Thông tư", "05/2015/TT-BNN", "ngày 12/02/2015", "Bộ Nông nghiệp và phát triển nông thôn")],
    ),
    # Cyrillic а in "củа"
    (
        "Nghị định số 71/2019/NĐ-CP ngày 30/8/2019 củа Chính phủ quy định về xử phạt",
        [("Nghị định", "71/2019/NĐ-CP", "ngày 30/8/2019", "Chính phủ")],
    ),
    # near numbers stay apart, forms are no documents
    (
        "theo Mẫu số 29-TTr ban hành kèm theo Thông tư số 01/2020/TT-BNV",
        [("Thông tư", "01/2020/TT-BNV", None, None)],
    ),
    ("tỷ lệ 10/15 hộ, ngày 22/9/2010", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_find(text: str, expected: list[tuple[str, str | None, str | None, str | None]]) -> None:
    found = find(Span(text, 0, len(text)), by_name=text.startswith("Căn cứ"))
    assert [(c.type, c.number, c.date, c.issuer) for c in found] == expected


def test_a_law_counts_by_name_only_in_bases() -> None:
    span = Span("Căn cứ Luật Đất đai", 0, 19)
    assert [c.type for c in find(span, by_name=True)] == ["Luật"]
    assert find(span) == ()


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Quyết định này thay thế Quyết định số 07/2017/QĐ-UBND ngày 20/3/2017", "replaces"),
        ("Bãi bỏ Quyết định số 07/2017/QĐ-UBND ngày 20/3/2017", "repeals"),
        ("(kèm theo Kế hoạch số 37/KH-STTTT ngày 18/10/2013)", "issued_with"),
        (
            "thu hồi đất theo quy định tại Nghị định số 43/2014/NĐ-CP ngày 15/5/2014",
            "cites",
        ),  # a cue is no relation
        ("thay thế cụm từ tại Quyết định số 07/2017/QĐ-UBND ngày 20/3/2017", "amends"),
    ],
)
def test_relation(text: str, relation: str) -> None:
    (found,) = find(Span(text, 0, len(text)))
    assert found.relation == relation


def test_offsets_lead_back_to_the_text() -> None:
    text = "Xét Tờ trình số 77/TTr-STTTT ngày 18/10/2013 của Sở Nội vụ về việc A"
    (found,) = find(Span(text, 100, 100 + len(text)))
    assert text[found.span.start - 100 : found.span.end - 100] == found.span.text
    assert found.span.text == "Tờ trình số 77/TTr-STTTT ngày 18/10/2013 của Sở Nội vụ"


def test_provision_before_the_instrument() -> None:
    text = "theo điểm b khoản 2 Điều 13 Nghị định số 217/2025/NĐ-CP ngày 05/8/2025"
    (found,) = find(Span(text, 0, len(text)))
    assert found.provision == "điểm b khoản 2 Điều 13"
