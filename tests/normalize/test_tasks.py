"""Who does what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.salad import salad, share
from vanban.normalize.tasks import find_orders, find_tasks

CLOSING_ARTICLE = (
    "Chánh Văn phòng UBND tỉnh, Giám đốc các Sở: Tư pháp, Tài chính; Chủ tịch UBND các huyện và Thủ trưởng "
    "các sở, ngành, đơn vị liên quan chịu trách nhiệm thi hành Quyết định này."
)

# (heading, text, [(lead, partners, action, deadline)])
TABLE = [
    (  # an order
        None,
        "Giao Sở Nội vụ chủ trì, phối hợp với các ngành có liên quan tổ chức triển khai Kế hoạch này.",
        [(("Sở Nội vụ",), ("các ngành có liên quan",), "tổ chức triển khai Kế hoạch này", None)],
    ),
    (  # the body leads the sentence
        None,
        "Sở Kế hoạch và Đầu tư chủ trì, phối hợp với Sở Tài chính, Sở Thông tin và Truyền thông cân đối nguồn lực.",
        [
            (
                ("Sở Kế hoạch và Đầu tư",),
                ("Sở Tài chính", "Sở Thông tin và Truyền thông"),
                "cân đối nguồn lực",
                None,
            )
        ],
    ),
    (  # a group among the partners
        None,
        "Sở Y tế chủ trì phối hợp với Sở Nội vụ và các sở, ngành có liên quan thực hiện Nhiệm vụ 1.",
        [(("Sở Y tế",), ("Sở Nội vụ", "các sở, ngành có liên quan"), "thực hiện Nhiệm vụ 1", None)],
    ),
    (  # two leads, no "chủ trì"
        None,
        "Bộ chỉ huy quân sự tỉnh, Công an tỉnh xây dựng kế hoạch.",
        [(("Bộ chỉ huy quân sự tỉnh", "Công an tỉnh"), (), "xây dựng kế hoạch", None)],
    ),
    (
        None,
        "Các sở, ban, ngành và Ủy ban nhân dân huyện, thị xã, thành phố xây dựng kế hoạch.",
        [(("Các sở, ban, ngành", "Ủy ban nhân dân huyện, thị xã, thành phố"), (), "xây dựng kế hoạch", None)],
    ),
    (  # the closing article
        None,
        CLOSING_ARTICLE,
        [
            (
                (
                    "Chánh Văn phòng UBND tỉnh",
                    "Giám đốc các Sở: Tư pháp, Tài chính",
                    "Chủ tịch UBND các huyện",
                    "Thủ trưởng các sở, ngành, đơn vị liên quan",
                ),
                (),
                "thi hành Quyết định này",
                None,
            )
        ],
    ),
    (  # heads addressed as persons, in older decisions
        None,
        (
            "Các ông (bà) Chánh Văn phòng UBND huyện, Trưởng phòng Nội vụ và các ông (bà) có tên tại Điều 1 chịu trách nhiệm "
            "thi hành Quyết định này./-"
        ),
        [
            (
                ("Chánh Văn phòng UBND huyện", "Trưởng phòng Nội vụ", "các ông (bà) có tên tại Điều 1"),
                (),
                "thi hành Quyết định này",
                None,
            )
        ],
    ),
    (
        None,
        "Cục trưởng Cục Thuế và thủ trưởng các ngành kiện toàn Ban Chỉ huy.",
        [(("Cục trưởng Cục Thuế", "thủ trưởng các ngành"), (), "kiện toàn Ban Chỉ huy", None)],
    ),
    (
        None,
        "Các Sở: Tài chính, Kế hoạch và Đầu tư: Cân đối, bố trí kinh phí.",
        [(("Các Sở: Tài chính, Kế hoạch và Đầu tư",), (), "Cân đối, bố trí kinh phí", None)],
    ),
    (
        None,
        "Sở Nội vụ liên hệ Sở Tài chính lập thủ tục đăng ký.",
        [(("Sở Nội vụ",), (), "liên hệ Sở Tài chính lập thủ tục đăng ký", None)],
    ),
    (  # behind what it is about
        None,
        "Về tiền thuê đất: Sở Tài chính chủ trì, phối hợp Cục Thuế xem xét.",
        [(("Sở Tài chính",), ("Cục Thuế",), "xem xét", None)],
    ),
    (
        "Hội đồng có nhiệm vụ:",
        "Tiếp nhận hồ sơ.",
        [(("Hội đồng",), (), "Tiếp nhận hồ sơ", None)],
    ),
    (  # a colon between who and what
        None,
        "Sở Tài chính: Cân đối, bố trí kinh phí trình UBND tỉnh.",
        [(("Sở Tài chính",), (), "Cân đối, bố trí kinh phí trình UBND tỉnh", None)],
    ),
    (
        None,
        "Giao Sở Nội vụ làm đầu mối hướng dẫn các đơn vị.",
        [(("Sở Nội vụ",), (), "hướng dẫn các đơn vị", None)],
    ),
    (
        None,
        "Giao Sở Nội vụ chủ trì cùng Công an tỉnh kiểm tra các kho.",
        [(("Sở Nội vụ",), ("Công an tỉnh",), "kiểm tra các kho", None)],
    ),
    (
        None,
        "Các địa phương bám sát Kế hoạch này.",
        [(("Các địa phương",), (), "bám sát Kế hoạch này", None)],
    ),
    (  # one office with "và" in its name
        None,
        "Văn phòng Đoàn ĐBQH và HĐND tỉnh có trách nhiệm đăng tải tài liệu.",
        [(("Văn phòng Đoàn ĐBQH và HĐND tỉnh",), (), "đăng tải tài liệu", None)],
    ),
    (  # the lead stands in the heading
        "Sở Tài chính",
        "Chủ trì bố trí kinh phí. Bố trí vốn sự nghiệp hằng năm.",
        [(("Sở Tài chính",), (), "bố trí kinh phí. Bố trí vốn sự nghiệp hằng năm", None)],
    ),
    (
        "Sở Kế hoạch và Đầu tư:",
        "Chủ trì, phối hợp với Sở Tài chính cân đối nguồn lực.\nHằng năm, tổng hợp, báo cáo UBND tỉnh.",
        [
            (("Sở Kế hoạch và Đầu tư",), ("Sở Tài chính",), "cân đối nguồn lực", None),
            (("Sở Kế hoạch và Đầu tư",), (), "Hằng năm, tổng hợp, báo cáo UBND tỉnh", None),
        ],
    ),
    (
        "Trách nhiệm của Ủy ban nhân dân huyện, TP.Cà Mau",
        "Phối hợp với Sở Nội vụ triển khai thực hiện",
        [(("Ủy ban nhân dân huyện, TP.Cà Mau",), ("Sở Nội vụ",), "triển khai thực hiện", None)],
    ),
    (  # a deadline
        None,
        "Giao UBND các huyện báo cáo Sở Nội vụ trước ngày 30/6/2024.",
        [(("UBND các huyện",), (), "báo cáo Sở Nội vụ trước ngày 30/6/2024", "2024-06-30")],
    ),
    (  # a person among the bodies; a head without its office goes on
        None,
        "Chánh Văn phòng UBND tỉnh; Giám đốc, Thủ trưởng các Sở, ngành và ông Trần Văn Khải chịu trách nhiệm thi hành.",
        [
            (
                (
                    "Chánh Văn phòng UBND tỉnh",
                    "Giám đốc, Thủ trưởng các Sở, ngành",
                    "ông Trần Văn Khải",
                ),
                (),
                "thi hành",
                None,
            )
        ],
    ),
    (  # kinds of bodies in lower case
        None,
        "Thủ trưởng các đơn vị thuộc Sở, tổ chức tín dụng chịu trách nhiệm thực hiện Thông tư này.",
        [(("Thủ trưởng các đơn vị thuộc Sở", "tổ chức tín dụng"), (), "thực hiện Thông tư này", None)],
    ),
    (  # a council's bodies
        None,
        "Thường trực Hội đồng nhân dân, các Ban, Tổ đại biểu giám sát việc thực hiện.",
        [
            (
                ("Thường trực Hội đồng nhân dân", "các Ban", "Tổ đại biểu"),
                (),
                "giám sát việc thực hiện",
                None,
            )
        ],
    ),
    (  # behind the words on effect
        None,
        "Quyết định này có hiệu lực kể từ ngày ký. Trưởng các phòng chịu trách nhiệm thi hành.",
        [(("Trưởng các phòng",), (), "thi hành", None)],
    ),
    (  # an order behind what it answers
        None,
        "Đồng ý với đề xuất nêu trên. Giao Sở Tài chính kiểm soát chi.",
        [(("Sở Tài chính",), (), "kiểm soát chi", None)],
    ),
    (  # a body that a report tells of, behind another sentence
        None,
        "Kinh phí còn thiếu. Sở Tài chính thực hiện ba đợt cấp.",
        [],
    ),
    (  # a code of laws is no ministry
        "Bộ luật Hình sự",
        "Quyết định hình phạt với bị cáo và xử lý vật chứng.",
        [],
    ),
    (  # a person
        None,
        "Đồng chí Lý Văn Mẫu có trách nhiệm thực hiện nhiệm vụ theo Quy chế.",
        [(("Đồng chí Lý Văn Mẫu",), (), "thực hiện nhiệm vụ theo Quy chế", None)],
    ),
    (  # an order to a kind of body
        None,
        "Yêu cầu cơ sở khắc phục xong trước ngày 20/12/2025.",
        [(("cơ sở",), (), "khắc phục xong trước ngày 20/12/2025", "2025-12-20")],
    ),
    (  # who asks stands before it; "Quý cơ quan" is no "cơ quan nghiên cứu"
        None,
        "Để có căn cứ hoàn thiện, Sở Xây dựng đề nghị Quý cơ quan nghiên cứu, cho ý kiến.",
        [(("Quý cơ quan",), (), "nghiên cứu, cho ý kiến", None)],
    ),
    (  # "Xã hội" is no "Hội"; how it is done belongs to the action
        None,
        "Giao Phòng Văn hóa - Xã hội sớm theo dõi, phúc tra.",
        [(("Phòng Văn hóa - Xã hội",), (), "sớm theo dõi, phúc tra", None)],
    ),
    (  # nor is it part of the name
        None,
        "Yêu cầu các đơn vị nghiêm túc thực hiện.",
        [(("các đơn vị",), (), "nghiêm túc thực hiện", None)],
    ),
    (  # what the decision does is no part of the duty
        None,
        "Giám đốc các Sở chịu trách nhiệm thi hành. Các quy định trước đây trái với Quyết định này đều bãi bỏ.",
        [(("Giám đốc các Sở",), (), "thi hành", None)],
    ),
    (  # what is due before the body is named
        None,
        "Trước ngày 30/6/2024, Thống đốc Ngân hàng Nhà nước báo cáo Thủ tướng Chính phủ.",
        [(("Thống đốc Ngân hàng Nhà nước",), (), "báo cáo Thủ tướng Chính phủ", "2024-06-30")],
    ),
    (
        None,
        "Chậm nhất là 50 ngày trước kỳ họp, Thường trực HĐND tỉnh chủ trì, phối hợp với UBND tỉnh tổ chức hội nghị.",
        [(("Thường trực HĐND tỉnh",), ("UBND tỉnh",), "tổ chức hội nghị", None)],
    ),
    (None, "Trong năm 2024, Sở Nội vụ tổ chức ba lớp tập huấn.", []),  # it tells
    (  # one office of three bodies
        None,
        "Văn phòng Đoàn đại biểu Quốc hội, Hội đồng nhân dân và Ủy ban nhân dân tỉnh, Sở Nội vụ theo dõi việc thực hiện.",
        [
            (
                (
                    "Văn phòng Đoàn đại biểu Quốc hội, Hội đồng nhân dân và Ủy ban nhân dân tỉnh",
                    "Sở Nội vụ",
                ),
                (),
                "theo dõi việc thực hiện",
                None,
            )
        ],
    ),
    (
        None,
        "Các Ban Hội đồng nhân dân, các Tổ đại biểu và đại biểu Hội đồng nhân dân giám sát việc thực hiện.",
        [
            (
                ("Các Ban Hội đồng nhân dân", "các Tổ đại biểu", "đại biểu Hội đồng nhân dân"),
                (),
                "giám sát việc thực hiện",
                None,
            )
        ],
    ),
    (
        None,
        "Công an tỉnh là cơ quan Thường trực của Ban Chỉ đạo, có trách nhiệm xây dựng Quy chế.",
        [(("Công an tỉnh",), (), "Thường trực của Ban Chỉ đạo, có trách nhiệm xây dựng Quy chế", None)],
    ),
    (  # an order of old directives
        None,
        "UBND các huyện, thị xã phải đình chỉ ngay việc giao đất trái thẩm quyền.",
        [(("UBND các huyện, thị xã",), (), "đình chỉ ngay việc giao đất trái thẩm quyền", None)],
    ),
    (None, "Kho của các huyện phải là nhà một tầng.", []),  # it rules what a thing is
    (  # a person with offices before a colon
        None,
        "Đồng chí Lê Văn Quý - Chỉ huy trưởng Quân sự xã, Phó ban: huy động lực lượng dân quân.",
        [
            (
                ("Đồng chí Lê Văn Quý - Chỉ huy trưởng Quân sự xã, Phó ban",),
                (),
                "huy động lực lượng dân quân",
                None,
            )
        ],
    ),
    (
        None,
        "Công chức Tài chính - Kế toán: tham mưu bố trí kinh phí trước ngày 30/5/2024.",
        [
            (
                ("Công chức Tài chính - Kế toán",),
                (),
                "tham mưu bố trí kinh phí trước ngày 30/5/2024",
                "2024-05-30",
            )
        ],
    ),
    (
        None,
        "Các thôn: thông báo cho Nhân dân chằng chống nhà cửa.",
        [(("Các thôn",), (), "thông báo cho Nhân dân chằng chống nhà cửa", None)],
    ),
    (
        None,
        "Đề nghị UBND tỉnh tiếp thu, hoàn chỉnh dự thảo.",
        [(("UBND tỉnh",), (), "tiếp thu, hoàn chỉnh dự thảo", None)],
    ),
    (  # the tone on the other vowel
        None,
        "HĐND tỉnh giao cho UBND tỉnh cụ thể hoá Nghị quyết này.",
        [(("UBND tỉnh",), (), "cụ thể hoá Nghị quyết này", None)],
    ),
    (
        None,
        "Đề nghị UBMTTQ tỉnh và các đoàn thể động viên nhân dân.",
        [(("UBMTTQ tỉnh", "các đoàn thể"), (), "động viên nhân dân", None)],
    ),
    (
        None,
        "Các tổ chuyên môn bố trí giáo viên đúng vị trí.",
        [(("Các tổ chuyên môn",), (), "bố trí giáo viên đúng vị trí", None)],
    ),
    (  # who is honoured carries out, too
        None,
        "Trưởng ban Thi đua, các tập thể có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.",
        [(("Trưởng ban Thi đua", "các tập thể có tên tại Điều 1"), (), "thi hành Quyết định này", None)],
    ),
    (
        None,
        "Công an tỉnh chủ trì, phối hợp với Sở Giao thông vận tải thiết lập 12 chốt kiểm soát.",
        [(("Công an tỉnh",), ("Sở Giao thông vận tải",), "thiết lập 12 chốt kiểm soát", None)],
    ),
    (
        None,
        "Căn cứ dự toán được giao, Chủ tịch UBND phường trình HĐND phường quyết định.",
        [(("Chủ tịch UBND phường",), (), "trình HĐND phường quyết định", None)],
    ),
    (
        None,
        "Đề nghị các địa phương, đơn vị tập trung thực hiện.",
        [(("các địa phương, đơn vị",), (), "tập trung thực hiện", None)],
    ),
    (None, "Các thành viên hợp danh thống nhất việc tiếp tục thực hiện.", []),  # no board
    ("Đội kiểm tra có các quyền hạn sau:", "Tổ chức kiểm tra.", []),  # a right is no duty
    # nobody leads
    (None, "Tổ chức tuyên truyền nâng cao nhận thức.", []),
    (None, "Hạ tầng mạng được Sở Xây dựng quản lý.", []),
    (None, "Trường hợp vi phạm thì xử lý theo quy định.", []),
    (None, "Công trình công cộng được bảo đảm.", []),
    (None, "Thuế suất 20% thực hiện tại địa bàn", []),
    (None, "Vụ 1: Ngày 20/01/2020, đối tượng sử dụng điện thoại", []),
    # no duty of the body in the heading
    ("Các doanh nghiệp", "Khuyến khích các doanh nghiệp đầu tư vào tỉnh.", []),
    ("Mục tiêu", "Xây dựng nguồn nhân lực.", []),  # no body
    ("Sở Nội vụ đề nghị các đơn vị phối hợp thực hiện như sau", "Xây dựng kế hoạch.", []),  # a sentence
    (None, "", []),
]


@pytest.mark.parametrize(("heading", "text", "expected"), TABLE)
def test_find_tasks(heading: str | None, text: str, expected: list[tuple[object, ...]]) -> None:
    found = find_tasks(heading, text, "V.1")
    assert [(t.lead, t.partners, t.action, t.deadline) for t in found] == expected
    assert all(t.at == "V.1" for t in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kho lưu trữ đã đầy. Giao các phòng bàn giao tài liệu trước ngày 30/6/2024.",
            [(("các phòng",), "bàn giao tài liệu trước ngày 30/6/2024", "2024-06-30")],
        ),
        ("Các phòng có trách nhiệm sắp xếp kho.", [(("Các phòng",), "sắp xếp kho", None)]),
        ("Sở Nội vụ tổ chức ba lớp tập huấn về lưu trữ.", []),  # it tells
        (
            "Để quản lý kho theo Nghị định số 1/2013/NĐ-CP ngày 03/01/2013, Sở Nội vụ đề nghị các đơn vị gửi báo cáo.",
            [(("các đơn vị",), "gửi báo cáo", None)],
        ),
        ("Sở Nội vụ đề nghị UBND tỉnh xem xét.", []),  # it asks
        (
            "Nhận được Chỉ thị này, yêu cầu Chủ tịch UBND các huyện tổ chức thực hiện./.",
            [(("Chủ tịch UBND các huyện",), "tổ chức thực hiện", None)],
        ),
    ],
)
def test_orders_outside_sections(text: str, expected: list[tuple[object, ...]]) -> None:
    found = find_orders(text)
    assert [(t.lead, t.action, t.deadline) for t in found] == expected
    assert all(t.at is None for t in found)


SALAD = salad(
    [
        *(
            "Giao Sở Y tế chủ trì ",
            "\nGiao Sở Tài chính hướng dẫn ",
            "Sở Nội vụ có trách nhiệm thi hành ",
            "giao ",
        ),
        *("Sở Tài chính ", "UBND các huyện ", "các sở ", "và ", "chủ trì", ", ", ". ", "; ", ": ", "\n"),
        *("phối hợp với ", "có trách nhiệm ", "thi hành ", "báo cáo trước ngày 30/6/2014 "),
    ],
    least=6,
)


@given(st.none() | SALAD, SALAD)
def test_word_salad_never_raises(heading: str | None, text: str) -> None:
    for task in find_tasks(heading, text, "x"):
        assert task.lead and task.action


def test_that_property_sees_tasks() -> None:
    assert share(SALAD, lambda text: find_tasks(None, text, "x")) > 1 / 3
