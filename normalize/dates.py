"""Dates, periods and deadlines: the value of a printed phrase.

Values are ISO 8601: ``2013-10-26``, ``2013-10`` or ``2013``. A day that is not in the calendar, a year
outside 1900-2100 and a year of two digits have no value: None, never a guess.
"""

import datetime
from functools import cache
from typing import Literal

import regex

from vanban.corpus.patterns import compiled
from vanban.corpus.rules import Rule, load
from vanban.corpus.text import fold_space
from vanban.extract.shapes import DASH, DATE, find_dates

_FIRST_YEAR, _LAST_YEAR = 1900, 2100

_MONTH = compiled(
    r"(?<![\d/.-])(?:tháng\s*(?P<m>\d{1,2})\s*(?:[,/.-]?\s*năm\s*|[/.,-]\s*|\s+)|(?P<m>\d{1,2})\s*/\s*)"
    r"(?P<y>\d{4})(?!\d|[/.-]\d)",
    regex.IGNORECASE,
)
_YEAR = compiled(rf"(?<![\d/.]|\d{DASH})(?:năm\s*)?(?P<y>\d{{4}})(?!\d|[/.]\d|{DASH}\d)", regex.IGNORECASE)
_FILLER = compiled(r"…[.…_\s]*|_+[\s_]*|\.(?:\s*[.…_])+")
_HEADER_BLANK = compiled(
    r"ngày\s*(?:,?\s*tháng\s*(?P<m>\d{1,2})\s*,?\s*năm|[/.-]\s*(?P<m>\d{1,2})\s*[/.-])\s*(?P<y>\d{4})(?!\d)",
    regex.IGNORECASE,
)
_PERIOD = compiled(
    rf"(?:giai đoạn|thời kỳ|kế hoạch|kh)?\s*(?:từ\s*)?(?:năm\s*)?(?P<a>\d{{4}})\s*"
    rf"(?:{DASH}|đến)\s*(?:năm\s*)?(?P<b>\d{{4}})",
    regex.IGNORECASE,
)
_QUARTER = compiled(r"(?:quý|q)\s*(?P<q>[1-4]|I{1,3}|IV)\s*(?:[/-]|năm)?\s*(?P<y>\d{4})", regex.IGNORECASE)
_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "I": 1, "II": 2, "III": 3, "IV": 4}
_DEADLINE_WHEN = compiled(r"[0-9]|qu[ýú]|qúy|làm việc", regex.IGNORECASE)
_DEADLINE_SIGN = compiled(r"[Tt]rước|[Tt]rong|[Cc]hậm|[Mm]uộn|[Hh]ạn|[Hh]ết|[ĐđTt][ếớ][ni]|[Vv]ào|[Cc]uối")


def parse_date(text: str) -> str | None:
    """The first date a phrase holds, as exact as it is printed.

    Args:
        text: "ngày 26 tháng 10 năm 2013", "26/10/2013", "tháng 10/2013", "năm 2013".

    Returns:
        ISO date, month or year; None when there is none or it is not in the calendar.
    """
    if whole := next(find_dates(text), None):
        return iso(*map(int, whole.group("y", "m", "d")))
    if month := _MONTH.search(text):
        return iso(int(month["y"]), int(month["m"]))
    year = _YEAR.search(text)
    return iso(int(year["y"])) if year else None


def header_date(text: str) -> str | None:
    """The date in a header: "Cà Mau, ngày 26 tháng 10 năm 2013".

    Blanks may be spaces, dots or underscores, and what is filled in between dots counts as printed.

    Returns:
        ISO date; the month when only the day is blank; None when day and month are blank.
    """
    filled = _FILLER.sub(" ", text)
    if whole := DATE.search(filled):
        return iso(*map(int, whole.group("y", "m", "d")))
    month = _HEADER_BLANK.search(filled)
    return iso(int(month["y"]), int(month["m"])) if month else None


def parse_period(text: str) -> str | None:
    """The period that a text is, after ISO 8601.

    Args:
        text: "2011-2015", "từ năm 2011 đến năm 2015", "Quý II/2013", "Năm 2013", "tháng 6/2013".

    Returns:
        "2011/2015" for years, "2013-04/2013-06" for a quarter, else a date, month or year as
        :func:`parse_date` gives it. None when the years are not in order and in 1900-2100: the misprint
        "2011-1015" has no value.
    """
    if found := _PERIOD.fullmatch(text.strip()):
        first, last = int(found["a"]), int(found["b"])
        return f"{first}/{last}" if _FIRST_YEAR <= first <= last <= _LAST_YEAR else None
    if found := _QUARTER.fullmatch(text.strip()):
        last_month = 3 * _QUARTERS[found["q"].upper()]
        first_month, end = iso(int(found["y"]), last_month - 2), iso(int(found["y"]), last_month)
        return f"{first_month}/{end}" if first_month else None
    return parse_date(text)


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """ISO 8601 text of a date, month or year; None when it is not in the calendar of 1900-2100."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        date = datetime.date(year, 1 if month is None else month, 1 if day is None else day)
    except (ValueError, OverflowError):
        return None
    parts = 1 if month is None else 2 if day is None else 3
    return "-".join(date.isoformat().split("-")[:parts])


class DeadlineRule(Rule, frozen=True, kw_only=True):
    """A way to say until when; ``value``: is the phrase worth a date, or only its own words?"""

    value: Literal["iso", "phrase"]


@cache
def deadline_rules() -> tuple[tuple[DeadlineRule, regex.Pattern[str]], ...]:
    """The rules of ``rules/deadlines.toml``, compiled."""
    return tuple(
        (rule, compiled(rule.pattern, regex.IGNORECASE))
        for rule in load("vanban.normalize", "deadlines.toml", DeadlineRule)
    )


def find_deadline(text: str) -> str | None:
    """Until when something is to be done.

    Args:
        text: a clause, such as "báo cáo trước ngày 30/6/2024".

    Returns:
        ISO date, month or year when the phrase fixes one ("2024-06-30"), else the printed phrase
        ("chậm nhất ngày 15 hằng tháng", "trong quý II năm 2024"); None when there is none.
    """
    if not (_DEADLINE_WHEN.search(text) and _DEADLINE_SIGN.search(text)):
        return None
    for rule, pattern in deadline_rules():
        if found := pattern.search(text):
            value = parse_date(found["when"]) if rule.value == "iso" else fold_space(found["when"])
            if value is not None:
                return value
    return None
