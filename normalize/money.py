"""Money in running text and units of money in captions and column heads.

An amount is figures, a factor (triệu, tỷ) and a currency; the words in parentheses that repeat it are
read on their own, so that both can be compared. Words that only look like money stay out: "5 đồng chí",
"8 tỷ lệ", "10 triệu lượt".
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import regex

from vanban.corpus.patterns import compiled
from vanban.corpus.rules import Rule, load
from vanban.corpus.text import clean
from vanban.extract.shapes import DASH
from vanban.normalize.model import Amount, Unit
from vanban.normalize.numbers import parse_decimal, parse_words


class UnitRule(Rule, frozen=True, kw_only=True):
    """A factor or a currency; see ``rules/units.toml``."""

    scale: int | None = None
    currency: str | None = None


@cache
def unit_rules() -> tuple[tuple[UnitRule, regex.Pattern[str]], ...]:
    """The rules of ``rules/units.toml``; each pattern must match the whole word."""
    return tuple(
        (rule, compiled(rf"\A(?:{rule.pattern})\Z", regex.IGNORECASE))
        for rule in load("vanban.normalize", "units.toml", UnitRule)
    )


_UNIT_LABEL = compiled(r"^\(?\s*(?:đơn vị(?: tính)?|đvt|đv tính)\s*[:.]?\s*", regex.IGNORECASE)
_UNIT_LABEL_BEFORE = compiled(r"(?:đơn vị(?: tính)?|đvt)\s*:?\s*$", regex.IGNORECASE)
_PER = (  # "/m2", "/lần/tháng"; "/hồ sơ" where the words behind it end the phrase
    r"(?:\s?/\s?(?:dự\sán|công\strình|mô\shình|sản\sphẩm|nhiệm\svụ|đề\stài|lao\sđộng|học\ssinh|hộ\sgia\sđình|cơ\ssở)(?!\p{L})"
    r"|\s?/\s?[\p{L}\d²³]+(?:(?:\s\p{Ll}+){1,2}(?=\s*(?:[;,.()]|$)))?(?:/[\p{L}\d²³]+)?)?"
)

# "5 đồng chí", "3 đồng tiền cổ": đồng is a part of another word.
_NOT_MONEY = (
    r"(?!\s+(?:chí|bộ|bào|hồ|phục|nghiệp|thời|ý|loạt|hành|đội|đều|nhất|cấp|hương|tiền|ruộng|dân|tác))"
)
# "8 tỷ" counts money only where no counted noun follows: "10 triệu lượt", "8 tỷ lệ".
_BARE_SCALE = r"(?:nghìn\s+|ngàn\s+)?t[ỷỉ]|triệu"
_BARE_END = r"(?=\s*(?:$|[.,;:)\]…]|(?:cho|để|từ|trong|vốn|bằng|theo|trở)\s))"
_CUE = compiled(
    r"(?:kinh phí|vốn|tiền|giá|mức|chi|thu|ngân sách|đầu tư|phạt|hỗ trợ|dự toán|lương)[^.;]{0,60}$",
    regex.IGNORECASE,
)
_FIGURES = r"(?:[0-9]{1,3}(?:[., ][0-9]{3}(?![0-9]))+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)?)"

_WORDS_ALONE = compiled(r"\(?\s*(?:(?:viết|ghi)\s)?bằng chữ\s*:", regex.IGNORECASE)
_SIGN = compiled(
    r"\d\s?(?:đ|Đ|t[ỷỉ]|T[ỷỉỶỈ]|tri|TRI|ngh|ng[aà]|NGH|tr\.?\s?đ|US|VN|EU|Eu|eu|JP|đô|yên|\(\p{Ll})"
)


@cache
def _amount() -> regex.Pattern[str]:
    """One amount, or the two of a range, with the words that repeat it."""
    scale, currency = _alternatives()
    return compiled(
        rf"""
        (?=\d) (?<![\p{{L}}\d/]|\d[.,-])
        (?: (?P<low>{_FIGURES}) (?:\s?(?P<low_scale>{scale}))? (?:\s?(?:{currency}))? \s?(?:{DASH}|đến)\s? )?
        (?P<figures>{_FIGURES})
        (?: (?:\s?(?P<scale>{scale}) (?P<more>(?:,?\s{_FIGURES}\s?(?:{scale}))*) (?P<rest>\s{_FIGURES})?)?
            \s? (?:\((?P<words>[\p{{Ll}}\s,]{{4,160}})\)\s?)?
            (?P<currency>{currency})(?!\p{{L}}){_NOT_MONEY} (?P<per>{_PER})
          | \s?(?P<scale>{_BARE_SCALE}) (?P<more>(?:,?\s{_FIGURES}\s?triệu)?) (?!\p{{L}}) {_BARE_END}
        )
        (?: \s*[;,.]?\s* \( \s* (?:(?:viết\ |ghi\ )?bằng\ chữ\s*:?\s*)? (?P<words>[\p{{L}}\s,]{{4,160}}) [./]* \)
          | \s*[;,.]?\s* (?:viết\ |ghi\ )?bằng\ chữ\s*:\s* (?P<words>[\p{{L}}\s,]{{4,160}})
        )?
        """,
        regex.VERBOSE | regex.IGNORECASE,
    )


@cache
def _step() -> regex.Pattern[str]:
    """One step of an amount: "500 triệu"."""
    return compiled(rf"(?P<figures>{_FIGURES})\s?(?P<scale>{_alternatives()[0]})", regex.IGNORECASE)


def find_amounts(text: str, at: str | None = None) -> list[Amount]:
    """All amounts of money in a text, in order.

    Args:
        text: one paragraph.
        at: where the paragraph stands, for :attr:`Amount.at`.

    Returns:
        ``text`` is the printed slice, the words that repeat the amount included; ``value`` is in whole
        units of ``currency``, None when the figures do not give a whole one. The two ends of a range
        ("từ 5 đến 10 triệu đồng") are two amounts with the text of the whole range.
    """
    if not _SIGN.search(text):
        return []
    return [amount for found in _amount().finditer(text) for amount in _read(text, found, at)]


def with_words(texts: Sequence[str]) -> list[str]:
    """Texts in which "(Bằng chữ: ...)" on a line of its own stands behind the amount above it.

    >>> with_words(["Tổng mức: 5.000 đồng", "(Bằng chữ: Năm nghìn đồng)"])
    ['Tổng mức: 5.000 đồng (Bằng chữ: Năm nghìn đồng)']
    """
    found: list[str] = []
    for text in texts:
        if found and _WORDS_ALONE.match(text):
            found[-1] = f"{found[-1]} {text}"
        else:
            found.append(text)
    return found


def parse_unit(text: str) -> Unit:
    """A unit as printed: "Triệu đồng" is VND by the million; "người" is no money.

    Args:
        text: the unit with or without its label ("ĐVT: 1.000 đồng"). A price per piece ("đồng/m2") keeps
            its currency and factor.
    """
    printed = _UNIT_LABEL.sub("", clean(text)).strip(" ().:;")
    found = _unit().fullmatch(printed.split("/")[0].strip())
    if found is None:
        return Unit(text=printed)
    return Unit(text=printed, currency=_currency(found["currency"]), scale=_scale(found["scale"]))


def _read(text: str, found: regex.Match[str], at: str | None) -> Iterator[Amount]:
    scale, currency = found["scale"], found["currency"]
    if currency is None and _scale(scale) < 10**9 and not _CUE.search(text, 0, found.start()):
        return  # "97 triệu" may be people
    if _UNIT_LABEL_BEFORE.search(text, 0, found.start()):
        return  # "Đơn vị tính: 1.000 đồng"
    if currency in ("đ", "Đ") and scale is None and len(found["figures"]) < 3:
        return  # "khoản 2 đ": a point of a clause
    code = _currency(currency)
    in_words = parse_words(found["words"]) if found["words"] else None
    whole = found[0] if in_words is not None else text[found.start() : _end_of_figures(found)]
    if found["low"]:
        low = _value(found["low"], found["low_scale"] or scale)
        yield Amount(text=whole, value=low, currency=code, at=at)
    value = _whole(found)
    agrees = value == in_words if in_words is not None and value is not None else None
    yield Amount(text=whole.strip(), value=value, currency=code, in_words=in_words, agrees=agrees, at=at)


def _end_of_figures(found: regex.Match[str]) -> int:
    return max(map(found.end, ("figures", "scale", "more", "rest", "currency", "per")))


def _whole(found: regex.Match[str]) -> int | None:
    """The value of one amount, or of one in steps: "8 tỷ 500 triệu đồng"."""
    parts = [_value(found["figures"], found["scale"])]
    parts += [_value(step["figures"], step["scale"]) for step in _step().finditer(found["more"] or "")]
    if found["rest"]:
        parts.append(_value(found["rest"].strip(), None))
    known = [part for part in parts if part is not None]
    # Each step is smaller than the one before; "2 tỷ 500 tỷ" is no amount.
    descends = all(after < before for before, after in pairwise(known))
    return sum(known) if len(known) == len(parts) and descends else None


def _value(figures: str, scale: str | None) -> int | None:
    """The exact value in base units; without a factor nobody prints decimals of three digits ("5,000 USD")."""
    comma_first = scale is None and "," in figures and "." not in figures.partition(",")[0]
    number = parse_decimal(figures, thousands="," if comma_first else ".")
    if number is None:
        return None
    value = number * _scale(scale)
    return int(value) if value == value.to_integral_value() else None


@cache
def _unit() -> regex.Pattern[str]:
    """A whole unit of money: a factor, or none, before a currency."""
    scale, currency = _alternatives()
    return compiled(rf"(?:(?P<scale>{scale})\s?)?(?P<currency>{currency})", regex.IGNORECASE)


def _alternatives() -> tuple[str, str]:
    """All factors and all currencies, as parts of a pattern."""
    scale = "|".join(rule.pattern for rule, _ in unit_rules() if rule.scale)
    return scale, "|".join(rule.pattern for rule, _ in unit_rules() if rule.currency)


def _currency(word: str | None) -> str:
    """The code of a printed currency; an amount that prints none is in đồng."""
    return next(
        (rule.currency for rule, whole in unit_rules() if rule.currency and whole.match(word or "")), "VND"
    )


def _scale(word: str | None) -> int:
    """The number a factor stands for; 1 for none."""
    return next((rule.scale for rule, whole in unit_rules() if rule.scale and whole.match(word or "")), 1)
