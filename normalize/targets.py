"""Measurable aims: "Tỷ lệ hộ gia đình có máy tính đạt 10-15%", "đào tạo khoảng 50 cán bộ".

Precision comes before recall. A percentage counts when it opens a statement ("90% cán bộ được ..."),
follows a verb of level (đạt, là, còn ...) or an aim, or is compared (trên, ít nhất ...); a count only
when it is compared or a range, in known things, behind an aim. Interest, taxes, fines, changes against an
earlier time, terms and money are no targets.
"""

from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Literal

import msgspec
import regex

from vanban.corpus.patterns import compiled
from vanban.corpus.rules import Rule, load
from vanban.extract.shapes import DASH
from vanban.normalize.dates import find_deadline
from vanban.normalize.model import Target
from vanban.normalize.numbers import parse_number
from vanban.normalize.sentences import sentences

Comparator = Literal["=", ">", ">=", "<", "<=", "~", "range"]


class ComparatorRule(Rule, frozen=True, kw_only=True):
    """Words that compare; ``after``: they stand behind the figures."""

    comparator: Comparator
    after: bool = False


@cache
def comparator_rules() -> tuple[tuple[ComparatorRule, regex.Pattern[str]], ...]:
    """The rules of ``rules/targets.toml``; each pattern must match the whole wording."""
    rules = load("vanban.normalize", "targets.toml", ComparatorRule)
    return tuple((rule, compiled(rf"\A(?:{rule.pattern})\Z", regex.IGNORECASE)) for rule in rules)


@cache
def counted_rules() -> tuple[tuple[Rule, regex.Pattern[str]], ...]:
    """The rules of ``rules/counted.toml``; each pattern must match the whole noun."""
    rules = load("vanban.normalize", "counted.toml", Rule)
    return tuple((rule, compiled(rf"\A(?:{rule.pattern})\Z", regex.IGNORECASE)) for rule in rules)


_FIGURES = r"(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?(?:(?<=^|[^0-9.][0-9])\.[0-9]{1,2})?"
_LEVEL = r"đạt|là|còn|xuống|lên|đến|tới"
_NEAR = 80  # characters before the end of a text that patterns bound to the end look at
_MAX_COMPARATOR = 30  # characters of the longest comparing words
_SIGN = compiled(r"\d(?:\s?%|\s+[^\W\d_])")
_CLAUSE = compiled(r";\s*")
_AIM = compiled(
    r"(?<!\p{L})(?:phấn đấu|đạt|đào tạo|bồi dưỡng|tập huấn|cung cấp|thu hút|tạo việc làm|giải quyết việc làm"
    r"|hỗ trợ|xây dựng|hình thành|thành lập|hoàn thành|trồng|phát triển|bảo đảm|đảm bảo|dành)(?!\p{L})",
    regex.IGNORECASE,
)
# What a percentage may follow without a comparison: the start, a comma, "và", a verb of level or aim.
_OPENING = compiled(
    rf"(?:^|[,:(]|(?<!\p{{L}})(?:và|có|cho|được|trong đó|còn lại|riêng|{_LEVEL}|{_AIM.pattern}))\s*$",
    regex.IGNORECASE,
)
_NO_AIM_BEFORE = compiled(
    rf"(?:(?<!\p{{L}})(?:lãi|thuế|phạt|phí|giá(?! trị)|so với|(?:tăng|giảm)(?![^,;.]*(?:xuống|còn|lên|đạt)))(?!\p{{L}})[^,;.]{{0,40}}|%\s*{DASH}\s*|\(\s*|(?<!\p{{L}})giá trị\s*)$",
    regex.IGNORECASE,
)
_NO_AIM_AFTER = compiled(
    rf"\s*(?:so với|(?:tổng\s+)?(?:chi phí|học phí|lãi suất)(?!\p{{L}})|/\s?(?:ngày|tháng)|giá trị (?:hợp đồng|lô)|vốn điều lệ|(?:{DASH}|đến)\s*dưới)",
    regex.IGNORECASE,
)
_FACT = compiled(r"^(?:[^,]{0,40}:\s*)?(?:hiện nay|hiện tại|hiện có|kết quả)(?!\p{L})", regex.IGNORECASE)
_LEAD = compiled(
    r"^(?:.*:\s+)?(?:(?:phấn đấu\s+)?(?:đến|trong|giai đoạn|năm|hàng năm|hằng năm|từ nay)(?:\s+[^\s,]+){0,4},\s*)?"
    r"(?:(?:trong đó|và|riêng|phấn đấu|bảo đảm|đảm bảo)(?!\p{L})[\s,]*)*",
    regex.IGNORECASE,
)
_LEVEL_AT_END = compiled(rf"[\s,]*(?<!\p{{L}})(?:(?:{_LEVEL})\s*)+$", regex.IGNORECASE)
_TRAILING_SIGNS = " \t\n,.;:/("
_TRAILING_WORDS = (" và", " trong đó", " hoặc")


class _Level(msgspec.Struct, frozen=True):
    """One level found in a clause; ``start`` counts from the comparing words."""

    start: int
    end: int
    low: int | float | None
    high: int | float | None
    comparator: Comparator
    unit: str


def find_targets(text: str, at: str | None = None, deadline: str | None = None) -> list[Target]:
    """All measurable aims of a text, in order.

    Args:
        text: the text of one unit, without its label; paragraphs are parted by line breaks.
        at: id of the unit, for :attr:`Target.at`.
        deadline: the deadline that a heading above sets ("Đến 2015:"), for clauses without their own.

    Returns:
        One target a level. ``text`` is the clause as printed, ``indicator`` what is measured: the words
        before the level, or those behind it when it opens the clause. ``low`` and ``high`` bound the
        level: both for a single value or a range, only ``low`` for > and >=, only ``high`` for < and <=.
    """
    if not _SIGN.search(text):
        return []
    targets: list[Target] = []
    for sentence in sentences(text):
        clauses = [(clause, _levels(clause)) for clause in _CLAUSE.split(sentence)]
        if not any(levels for _, levels in clauses):
            continue
        until = deadline
        for clause, levels in clauses:
            until = find_deadline(clause) or until
            for level, following in pairwise([*levels, None]):
                if level and (indicator := _indicator(clause, level, following)):
                    targets.append(_target(clause, indicator, level, until, at))
    return targets


@cache
def _level_pattern() -> regex.Pattern[str]:
    after = _either(rule for rule, _ in comparator_rules() if rule.after)
    noun = _either(rule for rule, _ in counted_rules())
    per = rf"/\s?(?:[0-9.]+\s|vạn\s)?(?:{noun}|dân|năm)"
    return compiled(
        rf"""
        (?=\d) (?<![\d/.,:-]|\d\s|\p{{L}})
        (?: (?P<low>{_FIGURES})\s?%?\s?(?:{DASH}|đến)\s? )?
        (?P<high>{_FIGURES})
        (?: \s?(?P<unit>%(?:/năm)?) | \s(?P<unit>(?:{noun})(?:{per})?)(?!\p{{L}}) )
        (?: \s(?P<after>{after}) )?
        """,
        regex.VERBOSE | regex.IGNORECASE,
    )


@cache
def _before() -> regex.Pattern[str]:
    """Comparing words right before a figure. Matched backwards from it: figures are rare, words are not."""
    before = _either(rule for rule, _ in comparator_rules() if not rule.after)
    return compiled(rf"(?<![\d/.,:-]|\d\s|\p{{L}})(?P<words>{before})\s+$", regex.IGNORECASE)


def _either(rules: Iterable[Rule]) -> str:
    return "|".join(rule.pattern.replace(" ", r"\s") for rule in rules)


def _levels(clause: str) -> list[_Level]:
    if not _SIGN.search(clause) or _FACT.search(clause):
        return []
    found = (_level(clause, match) for match in _level_pattern().finditer(clause))
    return [level for level in found if level]


def _level(clause: str, found: regex.Match[str]) -> _Level | None:
    percent = found["unit"].startswith("%")
    before = _before().search(clause, max(0, found.start() - _MAX_COMPARATOR), found.start())
    start = before.start() if before else found.start()
    head = clause[:start]
    if _NO_AIM_AFTER.match(clause, found.end()) or _NO_AIM_BEFORE.search(head, _near_end(head)):
        return None
    comparator = _comparator(found, before["words"] if before else None)
    if percent and comparator == "=" and not _OPENING.search(head):
        return None
    if not percent and not (_AIM.search(head) and (comparator != "=" or head.rstrip().endswith("đạt"))):
        return None
    high = parse_number(found["high"])
    low = parse_number(found["low"]) if found["low"] else high
    if low is None or high is None or low > high:
        return None
    return _Level(
        start=start,
        end=found.end(),
        low=None if comparator in ("<", "<=") else low,
        high=None if comparator in (">", ">=") else high,
        comparator=comparator,
        unit=found["unit"],
    )


def _comparator(found: regex.Match[str], before: str | None) -> Comparator:
    if found["low"]:
        return "range"
    for words in (found["after"], before):
        for rule, whole in comparator_rules():
            if words and whole.match(words):
                return rule.comparator
    return "="


def _target(clause: str, indicator: str, level: _Level, deadline: str | None, at: str | None) -> Target:
    return Target(
        text=_trim(clause).strip(),
        indicator=indicator,
        low=level.low,
        high=level.high,
        unit=level.unit,
        comparator=level.comparator,
        deadline=deadline,
        at=at,
    )


def _near_end(text: str) -> int:
    """Where patterns bound to the end of a text begin to look; their words are short."""
    return max(0, len(text) - _NEAR)


def _trim(clause: str) -> str:
    end = clause.rstrip(_TRAILING_SIGNS)
    for word in _TRAILING_WORDS:
        if end.endswith(word):
            return end.removesuffix(word).rstrip(_TRAILING_SIGNS)
    return end


def _indicator(clause: str, level: _Level, following: _Level | None) -> str | None:
    """The words before a level that a verb of level introduces or that end the clause, else those behind."""
    head = _LEAD.sub("", clause[: level.start]).strip(" ,")
    tail = _trim(clause[level.end : following.start if following else len(clause)]).strip(" ,")
    at_end = _LEVEL_AT_END.search(head, _near_end(head))
    named = head[: at_end.start()] if at_end else head
    counted = not level.unit.startswith("%")
    return (named if named and (named != head or counted or not tail) else tail) or None
