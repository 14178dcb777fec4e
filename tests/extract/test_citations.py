import pytest

from vanban.extract.citations import announced, find
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
    (  # a law whose name holds another type
        "Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 80/2015/QH13",
        [("Luật", "80/2015/QH13", None, None)],
    ),
    # an instrument of any type, by title and date
    (
        "Căn cứ Quy chế hoạt động Hội đồng nhân dân ngày 02 tháng 4 năm 2005",
        [("Quy chế", None, "ngày 02 tháng 4 năm 2005", None)],
    ),
    (
        "Căn cứ Biên bản thương thảo hợp đồng ngày 15/11/2023 giữa Bệnh viện và nhà thầu",
        [("Biên bản", None, "ngày 15/11/2023", None)],
    ),
    (
        "Căn cứ Nghị định của Chính phủ ngày 12/5/1998 về kho lưu trữ",
        [("Nghị định", None, "ngày 12/5/1998", "Chính phủ")],
    ),
    # a law by name before another instrument
    (
        "Căn cứ Luật Lưu trữ, Nghị định số 43/2000/NĐ-CP ngày 30/8/2000 của Chính phủ",
        [("Luật", None, None, None), ("Nghị định", "43/2000/NĐ-CP", "ngày 30/8/2000", "Chính phủ")],
    ),
    # "tại" inside the brackets
    (
        "Theo đề nghị của Giám đốc Sở Nội vụ (tại Tờ trình số 476/TTr-SNV ngày 06/10/2020)",
        [("Tờ trình", "476/TTr-SNV", "ngày 06/10/2020", "Giám đốc Sở Nội vụ")],
    ),
    # a list behind a colon
    (
        "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ và các Nghị định: số 48/2013/NĐ-CP, số 92/2017/NĐ-CP",
        [
            ("Nghị định", "63/2010/NĐ-CP", "ngày 08/6/2010", "Chính phủ"),
            ("Nghị định", "48/2013/NĐ-CP", None, None),
            ("Nghị định", "92/2017/NĐ-CP", None, None),
        ],
    ),
    # drawn up by a body on a day; another thing behind the issuer
    (
        "Căn cứ Biên bản vi phạm hành chính số 06/BB-VPHC do UBND xã Đại Lộc lập ngày 03/10/2022",
        [("Biên bản", "06/BB-VPHC", "ngày 03/10/2022", "UBND xã Đại Lộc")],
    ),
    (
        "thẩm tra Tờ trình số 215/TTr-UBND ngày 24/11/2021 của UBND tỉnh và dự thảo Nghị quyết kèm theo.",
        [("Tờ trình", "215/TTr-UBND", "ngày 24/11/2021", "UBND tỉnh")],
    ),
    # "của" left out, a joint letter of two departments
    (
        "Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 Chính phủ về cơ chế một cửa",
        [("Nghị định", "61/2018/NĐ-CP", "ngày 23 tháng 4 năm 2018", "Chính phủ")],
    ),
    (
        "tại Công văn Liên sở số 1398/TCVG ngày 25/10/2001",
        [("Công văn", "1398/TCVG", "ngày 25/10/2001", None)],
    ),
    # the mark of a footnote behind an issuer
    (
        "Thực hiện Kế hoạch số 190/KH-UBND ngày 20/10/2025 của UBND tỉnh [1], Sở Nội vụ ban hành",
        [("Kế hoạch", "190/KH-UBND", "ngày 20/10/2025", "UBND tỉnh")],
    ),
    # the issuer before the number, in lower case, before "ban hành" and "thông qua"
    (
        "Thi hành Điều 2 Quyết định của Bộ Chính trị số 31-QĐ/TW, ngày 01/10/1997 ban hành Quy định",
        [("Quyết định", "31-QĐ/TW", "ngày 01/10/1997", "Bộ Chính trị")],
    ),
    (
        "Sau khi xem xét tờ trình số 40/TTr.UB ngày 31 tháng 12 của ủy ban nhân dân tỉnh về việc thu phí",
        [("tờ trình", "40/TTr.UB", None, "ủy ban nhân dân tỉnh")],
    ),
    (
        "Căn cứ Pháp lệnh Lưu trữ của UBTVQH ban hành ngày 04/4/2001",
        [("Pháp lệnh", None, "ngày 04/4/2001", "UBTVQH")],
    ),
    (
        "Căn cứ Luật Lưu trữ được Quốc hội thông qua ngày 11/11/2011",
        [("Luật", None, "ngày 11/11/2011", "Quốc hội")],
    ),
    (  # the name of a law
        "Căn cứ Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân ngày 20 tháng 11 năm 2015",
        [("Luật", None, "ngày 20 tháng 11 năm 2015", None)],
    ),
    # a misprinted date hides no issuer
    (
        "Căn cứ Quyết định số 24/2021/QĐ-TTg ngày 16/7/20 21 của Thủ tướng Chính phủ quy định quy trình",
        [("Quyết định", "24/2021/QĐ-TTg", None, "Thủ tướng Chính phủ")],
    ),
    (
        "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08/6/20210 của Chính phủ về kiểm soát thủ tục",
        [("Nghị định", "63/2010/NĐ-CP", None, "Chính phủ")],
    ),
    # the proposer's letter in brackets
    (
        "Xét đề nghị của Giám đốc Sở Tư pháp (Công văn số 210/STP-KTVB ngày 05/5/2014)",
        [("Công văn", "210/STP-KTVB", "ngày 05/5/2014", "Giám đốc Sở Tư pháp")],
    ),
    (  # two proposers
        "Xét đề nghị của Chủ tịch UBND tỉnh A (Tờ trình số 11/TTr-UB ngày 25/3/2008) và Trưởng ban Thi đua (Tờ trình số 3/TTr-BTĐ)",
        [
            ("Tờ trình", "11/TTr-UB", "ngày 25/3/2008", "Chủ tịch UBND tỉnh A"),
            ("Tờ trình", "3/TTr-BTĐ", None, "Trưởng ban Thi đua"),
        ],
    ),
    (  # another body's instrument shares no issuer
        "Quyết định số 5/QĐ-UBND ngày 25/3/2008; Quyết định số 6/QĐ-TTg của Thủ tướng Chính phủ",
        [
            ("Quyết định", "5/QĐ-UBND", "ngày 25/3/2008", None),
            ("Quyết định", "6/QĐ-TTg", None, "Thủ tướng Chính phủ"),
        ],
    ),
    (
        "Căn cứ Quyết định số 76/HĐBT ngày 26/6/1986 của Hội đồng Bộ trưởng và Thông tư liên bộ",
        [("Quyết định", "76/HĐBT", "ngày 26/6/1986", "Hội đồng Bộ trưởng")],
    ),
    (  # a minister who heads an office
        "Căn cứ Thông tư số 03/2025/TT-VPCP ngày 15/9/2025 của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ hướng dẫn",
        [("Thông tư", "03/2025/TT-VPCP", "ngày 15/9/2025", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ")],
    ),
    # what the sentence goes on with is no part of the issuer
    (
        "Các nội dung khác của Quyết định số 12/2014/QĐ-UBND của Ủy ban nhân dân tỉnh không thay đổi.",
        [("Quyết định", "12/2014/QĐ-UBND", None, "Ủy ban nhân dân tỉnh")],
    ),
    (
        "thực hiện Chỉ thị số 01/CT-TTg ngày 03/01/2023 của Thủ tướng Chính phủ với quan điểm: phòng ngừa",
        [("Chỉ thị", "01/CT-TTg", "ngày 03/01/2023", "Thủ tướng Chính phủ")],
    ),
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
    (  # each proposal has its own proposer
        "Xét đề nghị của Giám đốc Sở Y tế tại Tờ trình số 5/TTr-SYT ngày 01/10/2012 và ý kiến của Sở Tư pháp tại Báo cáo số 9/BC-STP",
        [
            ("Tờ trình", "5/TTr-SYT", "ngày 01/10/2012", "Giám đốc Sở Y tế"),
            ("Báo cáo", "9/BC-STP", None, "Sở Tư pháp"),
        ],
    ),
    (  # a list behind a colon
        "Căn cứ các Nghị định của Chính phủ: số 59/2015/NĐ-CP ngày 18/6/2015 về dự án; số 42/2017/NĐ-CP ngày 05/4/2017 sửa đổi",
        [
            ("Nghị định", "59/2015/NĐ-CP", "ngày 18/6/2015", "Chính phủ"),
            ("Nghị định", "42/2017/NĐ-CP", "ngày 05/4/2017", "Chính phủ"),
        ],
    ),
    (  # what amended it is proposed by nobody
        "Căn cứ Nghị định số 29/2012/NĐ-CP của Chính phủ về viên chức (được bổ sung tại Nghị định số 161/2018/NĐ-CP)",
        [
            ("Nghị định", "29/2012/NĐ-CP", None, "Chính phủ"),
            ("Nghị định", "161/2018/NĐ-CP", None, None),
        ],
    ),
    # an issuer whose name holds what elsewhere opens a title
    (
        "theo Quyết định số 12/QĐ-BGTVT ngày 01/02/2012 của Bộ Giao thông vận tải về việc thu phí",
        [("Quyết định", "12/QĐ-BGTVT", "ngày 01/02/2012", "Bộ Giao thông vận tải")],
    ),
    (
        "Kế hoạch số 27/KH-BCĐ ngày 09/02/2022 của Ban Chỉ đạo Chương trình nông thôn mới tỉnh",
        [("Kế hoạch", "27/KH-BCĐ", "ngày 09/02/2022", "Ban Chỉ đạo Chương trình nông thôn mới tỉnh")],
    ),
    (
        "Hướng dẫn số 3-HD/BTC ngày 09/02/2022 của Ban Tổ chức Tỉnh ủy",
        [("Hướng dẫn", "3-HD/BTC", "ngày 09/02/2022", "Ban Tổ chức Tỉnh ủy")],
    ),
    (
        "Căn cứ Thông tư liên bộ số 02/TT-LB ngày 12/01/1996 của liên bộ Nội vụ - Giao thông vận tải",
        [("Thông tư liên bộ", "02/TT-LB", "ngày 12/01/1996", "liên bộ Nội vụ - Giao thông vận tải")],
    ),
    (
        "Xét đề nghị của ông Giám đốc Sở Xây dựng tại tờ trình số 58/TT-XD ngày 03/3/1997",
        [("tờ trình", "58/TT-XD", "ngày 03/3/1997", "Giám đốc Sở Xây dựng")],
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


def test_a_title_ends_before_its_short_name() -> None:
    text = "Căn cứ Chỉ thị số 1/CT-TTg ngày 03/01/2023 về tăng cường phòng cháy (sau đây viết tắt là Chỉ thị số 1/CT-TTg)"
    assert [c.title for c in find(Span(text, 0, len(text)), by_name=True)] == ["về tăng cường phòng cháy"]


def test_an_issuer_shared_over_and() -> None:
    text = (
        "Bãi bỏ Quyết định số 33/2019/QĐ-UBND ngày 20/9/2019 và Quyết định số 05/2020/QĐ-UBND ngày 14/02/2020 "
        "của Ủy ban nhân dân tỉnh."
    )
    assert [c.issuer for c in find(Span(text, 0, len(text)))] == ["Ủy ban nhân dân tỉnh"] * 2


def test_what_a_correction_says_is_no_part_of_the_title() -> None:
    text = "Đính chính Quyết định số 12/2014/QĐ-UBND của UBND tỉnh ban hành Quy định về thu phí như sau:"
    (found,) = find(Span(text, 0, len(text)))
    assert (found.relation, found.title) == ("corrects", "ban hành Quy định về thu phí")


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
        ("Liên Bộ Tài chính, Bộ Y tế sửa đổi Thông tư liên tịch số 28/2003/TTLT-BTC-BYT", "amends"),
        ("Nghị định số 5/2004/NĐ-CP của Chính phủ sửa đổi một số điều", "cites"),
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


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        # a list shares its verb, with one type for all or one each
        ("Bãi bỏ các Quyết định số 11/2017/QĐ-UBND, số 12/2017/QĐ-UBND ngày 20/3/2017.", "repeals repeals"),
        (
            (
                "Quyết định này thay thế Quyết định số 11/2017/QĐ-UBND ngày 20/3/2017 về giá nước và "
                "Quyết định số 12/2017/QĐ-UBND ngày 21/3/2017."
            ),
            "replaces replaces",
        ),
        # each verb has its own instruments
        (
            (
                "Nghị định này thay thế Nghị định số 11/2010/NĐ-CP ngày 24/02/2010; bãi bỏ Điều 4 và Điều 5 "
                "Nghị định số 12/2013/NĐ-CP ngày 03/9/2013."
            ),
            "replaces repeals",
        ),
        # the verb in the title of an instrument is that instrument's
        (
            (
                "Thực hiện theo Nghị định số 12/2013/NĐ-CP ngày 03/9/2013 của Chính phủ sửa đổi, bổ sung một số điều "
                "của Nghị định số 11/2010/NĐ-CP ngày 24/02/2010."
            ),
            "cites cites",
        ),
        ("Luật Giá số 11/2012/QH13 được sửa đổi, bổ sung bởi Luật số 61/2014/QH13.", "cites cites"),
        # behind the instrument
        (
            "Thông tư số 05/2011/TT-BNV ngày 09/5/2011 hết hiệu lực kể từ ngày Thông tư này có hiệu lực.",
            "repeals",
        ),
        ("Chỉ thị số 05/2011/CT-UBND ngày 09/5/2011 được thay thế bằng Quyết định này.", "replaces"),
        ("Quy định trái với Quyết định số 05/2011/QĐ-UBND ngày 09/5/2011 thì bị bãi bỏ.", "cites"),
        # other verbs
        ("Đính chính lỗi tại Điều 3 Thông tư số 05/2019/TT-BNV ngày 25/01/2019.", "corrects"),
        ("Kéo dài thời hạn áp dụng Quyết định số 20/QĐ-UBND ngày 01/02/2018 đến hết năm 2022.", "extends"),
        ("Tạm ngưng hiệu lực thi hành Quyết định số 20/QĐ-UBND ngày 01/02/2018.", "suspends"),
        ("Thông tư này hướng dẫn thi hành Nghị định số 60/2003/NĐ-CP ngày 06/6/2003.", "guides"),
        ("Bổ sung khoản 4 vào Điều 7 Quyết định số 15/2012/QĐ-UBND ngày 03/3/2012.", "supplements"),
        ("Sửa đổi, bổ sung một số điều của Nghị quyết số 31/2019/NQ-HĐND", "amends"),
        ("Bãi bỏ Điều 4, khoản 2 Điều 5 và Điều 7 của Nghị quyết số 31/2019/NQ-HĐND", "repeals"),
        ("Sửa đổi Điều 5 Quy chế ban hành kèm theo Quyết định số 15/2012/QĐ-UBND ngày 03/3/2012:", "amends"),
        ("Thu hồi Quyết định số 20/QĐ-UBND ngày 01/02/2018.", "repeals"),
        ("Thu hồi 500 m2 đất theo Quyết định số 20/QĐ-UBND ngày 01/02/2018.", "cites"),
    ],
)
def test_relations_of_all_instruments(text: str, relations: str) -> None:
    assert " ".join(one.relation for one in find(Span(text, 0, len(text)))) == relations


@pytest.mark.parametrize(
    ("line", "relation"),
    [
        ("Bãi bỏ các Quyết định sau đây:", "repeals"),
        ("Quyết định này có hiệu lực từ ngày ký và thay thế các văn bản sau:", "replaces"),
        ("Các văn bản sau đây hết hiệu lực:", "repeals"),
        ("Sửa đổi, bổ sung các Quyết định sau:", "amends"),
        ("Giao các sở sau đây thực hiện:", None),
        ("Bãi bỏ các Quyết định đã nêu.", None),
    ],
)
def test_what_a_line_announces(line: str, relation: str | None) -> None:
    assert announced(line) == relation


def test_own_words_are_no_other_instrument() -> None:
    text = "Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2001."
    assert not find(Span(text, 0, len(text)))
