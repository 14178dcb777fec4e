"""When an instrument takes effect: the rule as printed and the date it gives."""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec
import regex

from vanban.corpus.patterns import compiled
from vanban.extract.draft import Span
from vanban.normalize.dates import parse_date

_EFFECT = compiled(
    r"(?:này|quyết định|nghị quyết|này\s[^.;]{0,300}(?:,|\svà))\s+(?:chính thức\s+)?(?:có\s+hiệu\s+lực\s+(?:thi\s+hành\s+)?|(?:được\s+)?thi\s+hành\s+(?=(?:kể\s+)?từ\s)|áp\s+dụng\s+(?=(?:kể\s+)?từ\s+ngày\s)|này\s+(?=kể\s+từ\s+ngày\s+ký))(?:(?:trên|trong)\s[^.;,\d]{3,60}?\s)?"
    r"(?P<rule>(?:sau\s+(?P<days>\d{1,3}|mười|mười lăm)\s*(?:\([^)]*\)\s*)?ngày,?\s+)?(?:kể\s+)?(?:từ\s+)?(?:\d{1,2}\s?(?:giờ|h|:)\s?(?:\d\d)?(?:\s?phút)?,?\s+)?"
    r"(?P<from>ngày\s+(?:ký(?:\s+ban\s+hành)?|ban\s+hành|(?:được\s+)?thông\s+qua|(?:được\s+)?đăng\s+(?:trên\s+)?Công\s+báo|\d{1,2}[^;,.]{0,28}?\d{4})))",
    regex.IGNORECASE,
)
# "đã được Hội đồng nhân dân ... thông qua ngày 08 tháng 12 năm 2022"
_PASSED = compiled(
    r"thông\s+qua\s(?:[^.;]{0,120}\s)?(?P<on>ngày\s+\d{1,2}\s*(?:tháng|[/.-])[^;,]{0,24}?\d{4})",
    regex.IGNORECASE,
)
_WORDS = {"mười": 10, "mười lăm": 15}


class Effect(msgspec.Struct, frozen=True):
    """``rule`` as printed ("kể từ ngày ký"), ``date`` in ISO form where it can be told, ``span`` of the rule."""

    rule: str
    date: str | None
    span: Span


def find(spans: Iterable[Span], issued: str | None) -> Effect | None:
    """The first effect clause among the texts of a document.

    Args:
        spans: texts in reading order.
        issued: ISO date of the document; only a full date can be counted from.
    """
    for span in spans:
        if not any(sign in span.text for sign in ("hiệu lực", "thi hành", "áp dụng")):
            continue
        if found := _EFFECT.search(span.text):
            rule = Span(
                found["rule"], span.start + found.start("rule"), span.start + found.end("rule"), span.page
            )
            passed = (
                _PASSED.search(span.text, 0, found.start("rule")) if "thông qua" in found["from"] else None
            )
            return Effect(found["rule"], _date(found, parse_date(passed["on"]) if passed else issued), rule)
    return None


def _date(found: regex.Match[str], issued: str | None) -> str | None:
    named = found["from"]
    if "báo" in named:
        return None  # the day of the gazette is not in the document
    start = parse_date(named) if any(map(str.isdigit, named)) else issued
    if start is None or len(start) != len("2013-10-26"):
        return None
    days = found["days"]
    if days is None:
        return start
    count = int(days) if days.isdigit() else _WORDS[days.casefold()]
    return (date.fromisoformat(start) + timedelta(days=count)).isoformat()
