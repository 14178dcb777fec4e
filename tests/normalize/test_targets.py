"""Measurable aims: what is found, what is left alone."""

import pytest
from hypothesis import given

from tests.salad import salad, share
from vanban.normalize.model import Target
from vanban.normalize.targets import find_targets

# (text, [(indicator, low, high, unit, comparator, deadline)])
TABLE = [
    # a rate and its level
    (
        "Tỷ lệ hộ gia đình có máy tính đạt 10-15%.",
        [("Tỷ lệ hộ gia đình có máy tính", 10, 15, "%", "range", None)],
    ),
    ("Tỷ lệ hộ kết nối mạng đạt 15%-16%.", [("Tỷ lệ hộ kết nối mạng", 15, 16, "%", "range", None)]),
    ("Tỷ lệ hộ kết nối mạng đạt từ 15% đến 16%", [("Tỷ lệ hộ kết nối mạng", 15, 16, "%", "range", None)]),
    ("Tỷ lệ người dùng mạng đạt từ 40% dân số.", [("Tỷ lệ người dùng mạng", 40, None, "%", ">=", None)]),
    ("Tỷ lệ hộ có điện thoại đạt 92,5%.", [("Tỷ lệ hộ có điện thoại", 92.5, 92.5, "%", "=", None)]),
    ("Tỷ lệ máy tính trên cán bộ là trên 90%.", [("Tỷ lệ máy tính trên cán bộ", 90, None, "%", ">", None)]),
    ("Tỷ lệ hộ nghèo giảm còn dưới 5%.", [("Tỷ lệ hộ nghèo giảm", None, 5, "%", "<", None)]),
    ("Tỷ lệ hồ sơ trễ hạn không quá 2%.", [("Tỷ lệ hồ sơ trễ hạn", None, 2, "%", "<=", None)]),
    ("Giá trị sản xuất đạt 14 - 15%.", [("Giá trị sản xuất", 14, 15, "%", "range", None)]),  # no price
    # the level first
    ("90% cán bộ được đào tạo.", [("cán bộ được đào tạo", 90, 90, "%", "=", None)]),
    ("Trên 60% lãnh đạo dùng chữ ký số.", [("lãnh đạo dùng chữ ký số", 60, None, "%", ">", None)]),
    ("Khoảng 60% bệnh viện dùng phần mềm.", [("bệnh viện dùng phần mềm", 60, 60, "%", "~", None)]),
    ("Bảo đảm ít nhất 70% các cuộc họp.", [("các cuộc họp", 70, None, "%", ">=", None)]),
    ("Cung cấp 100% dịch vụ công trực tuyến.", [("dịch vụ công trực tuyến", 100, 100, "%", "=", None)]),
    ("Hầu hết học sinh, 80% học sinh tiểu học", [("học sinh tiểu học", 80, 80, "%", "=", None)]),
    # several in one clause
    (
        "70% giảng viên đại học và trên 50% giảng viên cao đẳng.",
        [("giảng viên đại học", 70, 70, "%", "=", None), ("giảng viên cao đẳng", 50, None, "%", ">", None)],
    ),
    # deadlines, also for the clauses that follow
    (
        "Đến năm 2025, hầu hết các hộ có điện thoại; khoảng 20% số hộ có máy tính.",
        [("số hộ có máy tính", 20, 20, "%", "~", "2025")],
    ),
    (
        "Phấn đấu đến năm 2025, 95% hộ dân dùng nước sạch",
        [("hộ dân dùng nước sạch", 95, 95, "%", "=", "2025")],
    ),
    ("Phủ sóng di động đến 85% dân cư.", [("Phủ sóng di động", 85, 85, "%", "=", None)]),
    # counts
    ("Đào tạo sau đại học khoảng 50 cán bộ.", [("Đào tạo sau đại học", 50, 50, "cán bộ", "~", None)]),
    (
        "Cung cấp cho các doanh nghiệp 2.000 - 3.000 lao động chuyên môn",
        [("Cung cấp cho các doanh nghiệp", 2000, 3000, "lao động", "range", None)],
    ),
    (
        "Bảo đảm đạt tỷ lệ trung bình 15 - 20 sinh viên/giảng viên",
        [("đạt tỷ lệ trung bình", 15, 20, "sinh viên/giảng viên", "range", None)],
    ),
    ("Đào tạo nghề cho 500 lao động trở lên", [("Đào tạo nghề cho", 500, None, "lao động", ">=", None)]),
]

NOTHING = [
    "Lãi suất 1,5%/năm, thuế suất 20%.",  # interest, taxes
    "Phạt 0,05% giá trị hợp đồng",
    "Hỗ trợ 50% chi phí mua thiết bị",  # a share of costs
    "Chỉ số giá bằng 99,79%",  # a fact
    "Thu ngân sách tăng 12% so với cùng kỳ",  # a change
    "Hiện nay, 80% hộ dân dùng nước sạch",  # how it is
    "Hoàn thành 40% - dưới 50% công việc",  # a scale of marks
    "không quá 05 ngày làm việc",  # a term
    "trước ngày 30/6/2024, Quyết định số 12/2013/QĐ-UBND",
    "Tổng kinh phí 8.000.000.000 đồng",
    "Hội đồng có ít nhất 05 người",  # a rule, no aim
    "8,31%",  # of what?
    "giai đoạn 2011-2015, mục 2.3",
    "",
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_find_targets(text: str, expected: list[tuple[object, ...]]) -> None:
    found = find_targets(text, "I.4")
    assert [(t.indicator, t.low, t.high, t.unit, t.comparator, t.deadline) for t in found] == expected
    assert all(t.text in text and t.at == "I.4" for t in found)


def test_text_is_the_clause() -> None:
    text = "Kết nối mạng đến các trường học; phủ sóng di động đến 85% dân cư. Xây dựng Trung tâm dữ liệu."
    assert find_targets(text, "x") == [
        Target(
            text="phủ sóng di động đến 85% dân cư",
            indicator="phủ sóng di động",
            low=85,
            high=85,
            unit="%",
            comparator="=",
            at="x",
        )
    ]


def test_deadline_of_the_heading() -> None:
    text = "80% học sinh được học tin học. Đến năm 2020, 90% học sinh được học tin học."
    assert [t.deadline for t in find_targets(text, "x", "2015")] == ["2015", "2020"]


@pytest.mark.parametrize("text", NOTHING)
def test_leaves_other_things_alone(text: str) -> None:
    assert find_targets(text, "x") == []


SALAD = salad(
    [
        *(
            "tỷ lệ hộ nghèo giảm còn 5% ",
            "đạt 90% ",
            "Tỷ lệ",
            "số hộ nghèo",
            "lao động",
            " đạt ",
            " đạt ",
            " giảm còn ",
            " trên ",
            " khoảng ",
            " từ ",
            " đến ",
        ),
        *("90%", "95,5%", "7", "2.000", "%", " người", " năm 2020", " ", "-", ", ", "; ", ". ", "\n"),
    ]
)


@given(SALAD)
def test_never_raises_and_bounds_are_ordered(text: str) -> None:
    for target in find_targets(text, "x"):
        assert target.low is None or target.high is None or target.low <= target.high


def test_that_property_sees_targets() -> None:
    assert share(SALAD, find_targets) > 1 / 3
