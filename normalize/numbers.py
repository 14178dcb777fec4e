"""Vietnamese numbers in figures and in words.

Figures: a dot parts thousands and a comma the decimals, but typists mix both ways, plain digits and
spaces. What a separator means is decided in this order:

1. Two kinds of separator: the last one parts the decimals, the other must part full groups of three
   (``1.234,5`` and ``1,234.5`` are 1234.5).
2. A separator that comes twice parts thousands, in full groups only (``1.000.000``; ``1.2.3`` is no number).
3. A separator without exactly three digits behind it, or behind a lone 0, parts decimals (``1.5``, ``0,125``).
4. ``1.234`` and ``1,234`` are left. The ``thousands`` argument decides, which :func:`number_style` finds
   for a whole column; without it the Vietnamese usage does: 1234 and 1.234.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

from vanban.corpus.patterns import compiled
from vanban.corpus.text import key

Separator = Literal[".", ",", ".,"]
"""What parts thousands in a column: dots, commas, or both of them."""

_FIGURES = compiled(r"\((?P<in>[0-9][0-9., ]*)\)|(?P<sign>[-+\u2013\u2212])?\s?(?P<body>[0-9][0-9., ]*)")
_LONGEST = 18  # digits before the comma: what databases keep as a whole number
_GROUPED = compiled(r"(?!0[., ])[0-9]{1,3}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*")


def parse_number(text: str, *, thousands: Separator | None = None) -> int | float | None:
    """The number that a whole text is; see the module for its reading.

    Args:
        text: "1.234,5", "(1.000)", "-5", "12 500".
        thousands: the separator of thousands where the text alone leaves it open.

    Returns:
        An int when the value is integral, else a float; None for anything but one number ("", "x", "-",
        "2010-2011", "12a", "5%"). Parentheses mean a negative number when they hold three digits or
        more: "(1)" is a mark.
    """
    value = parse_decimal(text, thousands=thousands)
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def parse_decimal(text: str, *, thousands: Separator | None = None) -> Decimal | None:
    """:func:`parse_number` without rounding, for sums and money."""
    found = _FIGURES.fullmatch(text.strip().replace("\u00a0", " "))
    if found is None:
        return None
    body = found["in"] or found["body"]
    if found["in"] and sum(c.isdigit() for c in body) < 3:
        return None
    value = _magnitude(body, thousands)
    if value and value.adjusted() >= _LONGEST:
        return None  # digits in a row, no figure
    return -value if value and (found["in"] or found["sign"] not in (None, "+")) else value


def number_style(values: Iterable[str]) -> Separator | None:
    """Which separator parts thousands in a column, by the cells that leave no doubt.

    Args:
        values: the column's cells as printed, other texts among them.

    Returns:
        "." or ","; ".," where typists mixed both ("13.000" and "200,000" with no decimals beside them); None
        without evidence or with as much on both sides.
    """
    parted = [value.strip().strip("-+()%\u2013\u2212 ") for value in values if "." in value or "," in value]
    figures = [body for body in parted if ("." in body or "," in body) and _is_figure(body)]
    if _both_part_thousands(figures):
        return ".,"
    votes = Counter([vote for body in figures if (vote := _evidence(body))])
    if votes["."] == votes[","]:
        return None
    return "." if votes["."] > votes[","] else ","


def _both_part_thousands(figures: Sequence[str]) -> bool:
    """Do dots and commas part thousands? No cell has decimals, and commas come twice or before round hundreds."""
    if not all(map(_GROUPED.fullmatch, figures)):
        return False
    commas = [body for body in figures if "," in body]
    round_ = all(body.endswith("00") or body.count(",") > 1 for body in commas)
    return bool(commas) and len(commas) < len(figures) and round_


def _magnitude(body: str, thousands: Separator | None) -> Decimal | None:
    separators = [c for c in body if c in "., "]
    if not separators:
        return Decimal(body)
    last = separators[-1]
    head, _, tail = body.rpartition(last)
    if len(set(separators)) == 1:
        if len(separators) > 1 or last == " ":
            return _grouped(body)
        if last in (thousands or ".") and _GROUPED.fullmatch(body):
            return _grouped(body)
    elif separators.count(last) > 1 or last == " " or _grouped(head) is None:
        return None
    return Decimal(f"{_digits(head)}.{tail}") if tail else None


def _grouped(body: str) -> Decimal | None:
    return Decimal(_digits(body)) if _GROUPED.fullmatch(body) else None


def _digits(body: str) -> str:
    return "".join([c for c in body if c.isdigit()])


def _evidence(body: str) -> Separator | None:
    """The separator of thousands that one figure proves, which has a dot or a comma."""
    separators = [c for c in body if c in ".,"]
    last: Separator = "." if separators[-1] == "." else ","
    other: Separator = "," if last == "." else "."
    if len(set(separators)) == 2:
        return other
    if len(separators) > 1:
        return last
    return None if _GROUPED.fullmatch(body) else other


def _is_figure(body: str) -> bool:
    return _FIGURES.fullmatch(body) is not None and _magnitude(body, None) is not None


_ONES = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9,
}  # fmt: skip
_UNITS = (("ty", 10**9), ("trieu", 10**6), ("nghin", 10**3))
_SAME = {"ti": "ty", "ngan": "nghin", "le": "linh"}
_PASSED_OVER = compiled(r"\b(?:dong|viet nam|vnd|chan)\b")


def parse_words(text: str) -> int | None:
    """The amount that words spell: "Tám tỷ đồng" is 8000000000.

    Regional forms count (tỉ, ngàn, lẻ, tư, lăm, mốt), tones do not, "đồng" and "chẵn" are passed over.

    Returns:
        None when a single word is not understood, and for short forms that can be read in two ways
        ("một nghìn hai").
    """
    words = [_SAME.get(word, word) for word in _PASSED_OVER.sub("", key(text)).split()]
    if words == ["khong"]:
        return 0
    return _scaled(words, 0) or None


def _scaled(words: list[str], level: int) -> int | None:
    """Words that may hold the units from ``level`` on, the greatest first."""
    if level == len(_UNITS):
        return _hundreds(words)
    unit, size = _UNITS[level]
    if unit not in words:
        return _scaled(words, level + 1)
    at = len(words) - 1 - words[::-1].index(unit)
    many, rest = _scaled(words[:at], level + 1), _rest(words[at + 1 :], level, size)
    if many is None or rest is None or many == 0 or rest >= size:
        return None
    return many * size + rest


def _rest(words: list[str], level: int, size: int) -> int | None:
    """What follows a unit: nothing, "rưỡi", or a smaller number that cannot be a short form."""
    if not words:
        return 0
    if words == ["ruoi"]:
        return size // 2
    return None if len(words) == 1 and words[0] in _ONES else _scaled(words, level + 1)


def _hundreds(words: list[str]) -> int | None:
    """0 to 999: "hai trăm linh năm", "mười lăm", "không trăm hai mươi", "linh năm"."""
    if len(words) > 1 and words[1] == "tram":
        hundreds = 0 if words[0] == "khong" else _ONES.get(words[0])
        rest = _below_hundred(words[2:]) if words[2:] != ["ruoi"] else 50
        ambiguous = len(words) == 3 and words[2] in _ONES
        return None if hundreds is None or rest is None or ambiguous else hundreds * 100 + rest
    return _below_hundred(words) if words else None


def _below_hundred(words: list[str]) -> int | None:
    if not words:
        return 0
    match words:
        case ["linh", one]:
            return _ONES.get(one)
        case ["muoi"]:
            return 10
        case ["muoi", one] if one in _ONES:
            return 10 + _ONES[one]
        case [ten, "muoi"] if ten in _ONES:
            return 10 * _ONES[ten]
        case [ten, "muoi", one] if ten in _ONES and one in _ONES:
            return 10 * _ONES[ten] + _ONES[one]
        case [one]:
            return _ONES.get(one)
    return None
