import pytest

from vanban.extract.draft import Span
from vanban.normalize.effect import find


@pytest.mark.parametrize(
    ("text", "rule", "date"),
    [
        # from signing: the document's own date
        ("Quyết định này có hiệu lực thi hành kể từ ngày ký./.", "kể từ ngày ký", "2013-10-26"),
        # so many days after signing
        ("Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký.", "sau 10 ngày kể từ ngày ký", "2013-11-05"),
        (
            "Quyết định này có hiệu lực thi hành sau mười ngày kể từ ngày ký.",
            "sau mười ngày kể từ ngày ký",
            "2013-11-05",
        ),
        # an hour and a date of its own
        (
            "Chỉ thị này có hiệu lực kể từ 00 giờ 00 ngày 01/8/2021./.",
            "kể từ 00 giờ 00 ngày 01/8/2021",
            "2021-08-01",
        ),
        (
            "Nghị quyết này có hiệu lực từ ngày 01 tháng 01 năm 2014.",
            "từ ngày 01 tháng 01 năm 2014",
            "2014-01-01",
        ),
        ("Quyết định này có hiệu lực kể từ ngày 01/3/2014 và thay thế", "kể từ ngày 01/3/2014", "2014-03-01"),
        (
            "Quyết định này có hiệu lực trên địa bàn tỉnh kể từ ngày 01/3/2014",
            "kể từ ngày 01/3/2014",
            "2014-03-01",
        ),
        ("Thông tư này thi hành từ ngày 1 tháng 1 năm 1982.", "từ ngày 1 tháng 1 năm 1982", "1982-01-01"),
        (
            "Chánh Văn phòng Sở chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./.",
            "kể từ ngày ký",
            "2013-10-26",
        ),
        (
            "Hướng dẫn này thay thế Hướng dẫn số 12/HD-SXD và áp dụng từ ngày 01/12/2017.",
            "từ ngày 01/12/2017",
            "2017-12-01",
        ),
        # from a day that the document cannot know
        (
            "Thông tư này có hiệu lực thi hành sau 15 ngày, kể từ ngày đăng Công báo",
            "sau 15 ngày, kể từ ngày đăng Công báo",
            None,
        ),
        # behind another clause
        ("Quy chế này thay thế Quy chế số 5 và có hiệu lực kể từ ngày ký.", "kể từ ngày ký", "2013-10-26"),
        # from the vote, which may be before the signing
        (
            "Nghị quyết này đã được Hội đồng thông qua ngày 20 tháng 10 năm 2013 và có hiệu lực từ ngày thông qua.",
            "từ ngày thông qua",
            "2013-10-20",
        ),
    ],
)
def test_effect(text: str, rule: str, date: str | None) -> None:
    found = find([Span(text, 0, len(text))], "2013-10-26")
    assert found is not None
    assert (found.rule, found.date) == (rule, date)
    assert text[found.span.start : found.span.end] == rule


def test_without_a_full_date_nothing_is_counted() -> None:
    text = "Quyết định này có hiệu lực kể từ ngày ký."
    found = find([Span(text, 0, len(text))], "2013-10")
    assert found is not None
    assert found.date is None


@pytest.mark.parametrize("text", ["Thông tư số 5 có hiệu lực từ năm 2010.", "văn bản hết hiệu lực", ""])
def test_no_effect_of_this_document(text: str) -> None:
    assert find([Span(text, 0, len(text))], "2013-10-26") is None
