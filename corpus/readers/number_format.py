"""Cell values as a spreadsheet prints them under Vietnamese settings: 1.234.567,5 and 25/12/2013.

The format codes are those of ECMA-376 part 1, 18.8.30 and 18.8.31 (up to four sections parted by ``;``,
conditions, quoted text, ``_`` and ``*`` for spacing). The file names a code, the reader's computer gives
the separators: dot for thousands, comma for decimals, day before month, as Vietnamese offices print.
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache, lru_cache

BUILTIN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', 42: '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-',
    43: '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', 44: '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""Codes that files name by number only (ECMA-376 part 1, 18.8.30)."""

_GENERAL_DIGITS = 10  # significant digits that "General" shows: eleven places with the decimal sign
_EXACT = 1e15  # a double holds every whole number up to here
_MAX_SERIAL = 2_958_465  # 31/12/9999
_LETTERS = "ymdhs"
_TOKEN = re.compile(
    r'"[^"]*"?'  # quoted text
    r"|\\.|_.|\*."  # one character as text; the width of one; one that fills the cell
    r"|\[[^\]]*\]"  # colour, condition, currency and locale, elapsed time
    r"|(?i:general|am/pm|a/p|y+|m+|d+|h+|s+(?:\.0+)?|e[+-])"
    r"|[0#?.,%/@]|.",
    re.DOTALL,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "=": operator.eq, "<>": operator.ne,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: tuple[str, ...]
    condition: tuple[str, float] | None
    is_date: bool

    def fits(self, value: float) -> bool:
        return self.condition is None or _COMPARE[self.condition[0]](value, self.condition[1])


@lru_cache(maxsize=16384)
def print_number(value: float, code: str, *, date1904: bool = False) -> str:
    """A number as its cell shows it; ``General`` when the code cannot be understood.

    Args:
        value: the number; a date is days since the epoch of the file.
        code: the format code.
        date1904: the file counts days from 1904 (made on old Macintosh computers).
    """
    if code in ("General", "@"):  # a number typed before its cell was made a text shows as it was
        return general(value)
    section, value = _choose(_sections(code or "General"), value)
    if section is None:
        return general(value)
    if section.is_date:
        return _print_date(section.tokens, value, date1904)
    return _print_decimal(section.tokens, value)


def print_text(text: str, code: str) -> str:
    """A text as its cell shows it: the last section of a code may put words around it (``"Số "@``)."""
    if "@" not in code or code == "@":
        return text
    tokens = _sections(code)[-1].tokens
    return "".join(text if token == "@" else _literal(token) for token in tokens) if "@" in tokens else text


def is_date(code: str) -> bool:
    """Whether a code shows a number as a date or a time."""
    return _sections(code)[0].is_date


def general(value: float) -> str:
    """The number with as many digits as "General" shows, decimal comma.

    Whole numbers keep all their digits, where a narrow cell shows 1,23457E+11: identity numbers must not
    be lost.
    """
    if value == int(value) and abs(value) < _EXACT:
        return str(int(value))
    number = Decimal(repr(value))
    if not 1e-4 <= abs(value) < 1e11:
        mantissa, _, exponent = f"{number:.5E}".partition("E")
        return f"{_trim(mantissa)}E{exponent[0]}{exponent[1:].zfill(2)}".replace(".", ",")
    shown = _rounded(number, max(_GENERAL_DIGITS - 1 - max(number.adjusted(), 0), 0))
    return _trim(shown).replace(".", ",")


def _trim(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _rounded(number: Decimal, decimals: int) -> str:
    """Half away from zero on the decimal digits that people see, not on the binary ones."""
    try:
        return f"{number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):f}"
    except InvalidOperation:  # more digits than the decimal context holds
        return f"{number:f}"


# --- codes ------------------------------------------------------------------------------------------


@cache
def _sections(code: str) -> tuple[_Section, ...]:
    """The sections of a code; files name a few dozen codes at most."""
    parts: list[list[str]] = [[]]
    for match in _TOKEN.finditer(code[:255]):  # Excel's own limit
        if match[0] == ";":
            parts.append([])
        else:
            parts[-1].append(match[0])
    return tuple(map(_section, parts[:4]))


def _section(tokens: list[str]) -> _Section:
    condition = None
    kept: list[str] = []
    for token in tokens:
        if match := _CONDITION.fullmatch(token):
            condition = match[1], float(match[2])
        elif token[0] == "[" and token[1:2].lower() not in (*_LETTERS, "$"):
            continue  # a colour
        else:
            kept.append(token)
    return _Section(tuple(kept), condition, any(map(_is_date_token, kept)))


def _is_date_token(token: str) -> bool:
    low = token.lower().strip("[]")
    return low in ("am/pm", "a/p") or (
        low[:1] in _LETTERS and bool(low) and set(low) <= {*_LETTERS, ".", "0"}
    )


def _choose(sections: tuple[_Section, ...], value: float) -> tuple[_Section | None, float]:
    """The section for a number, and the number it prints: a section for negatives prints no sign."""
    if len(sections) == 1 and not sections[0].condition and "@" not in sections[0].tokens:
        return sections[0], value
    if any(section.condition for section in sections):
        found = next((section for section in sections if section.fits(value)), None)
        # The sign stays unless the section is for negatives only.
        bare = found is not None and found.condition is not None and found.condition[0][0] == "<"
        return found, abs(value) if bare and value < 0 else value
    numeric = list(sections[:3])
    if len(sections) < 4 and "@" in numeric[-1].tokens:  # the last section is for texts
        numeric.pop()
    if not numeric:
        return None, value
    if value < 0 and len(numeric) > 1:
        return numeric[1], -value
    if value == 0 and len(numeric) > 2:
        return numeric[2], value
    return numeric[0], value


def _literal(token: str) -> str:
    """What a token prints that stands for no digit."""
    if token[0] == '"':
        return token[1:].rstrip('"')
    if token[0] == "\\":
        return token[1:]
    if token[0] == "_":
        return " "
    if token[0] == "*":
        return ""
    if token.startswith("[$"):
        return token[2:-1].partition("-")[0]
    return "" if token[0] == "[" else token


# --- numbers ----------------------------------------------------------------------------------------


def _print_decimal(tokens: tuple[str, ...], value: float) -> str:
    if any(token.lower() == "general" for token in tokens):
        return "".join(general(value) if t.lower() == "general" else _literal(t) for t in tokens).strip()
    places = [at for at, token in enumerate(tokens) if token in ("0", "#", "?")]
    if not places:  # nothing but words, such as "-" for zero
        return "".join(map(_literal, tokens)).strip()
    first, last = places[0], places[-1]
    if any(token.lower() in ("e+", "e-", "/") for token in tokens[first:last]):
        return general(value)  # scientific notation and fractions: not in these documents
    while last + 1 < len(tokens) and tokens[last + 1] == ",":
        last += 1
    pattern = tokens[first : last + 1]
    digits = _digits(pattern, value, tokens.count("%"))
    before = "".join(map(_literal, tokens[:first]))
    after = "".join(map(_literal, tokens[last + 1 :]))
    sign = "-" if value < 0 and digits.strip("0.,") else ""
    return f"{sign}{before}{digits}{after}".strip()


def _digits(pattern: tuple[str, ...], value: float, percents: int) -> str:
    """The digits of a number; words inside the pattern are left out."""
    signs = "".join(token for token in pattern if token in "0#?.,")
    scaled = signs.rstrip(",")
    whole, _, fraction = scaled.partition(".")
    number = abs(Decimal(repr(value)))
    number = number.scaleb(2 * percents - 3 * (len(signs) - len(scaled)))
    places = sum(map(fraction.count, "0#?"))
    integer, _, decimals = _rounded(number, places).partition(".")
    least = len(fraction.rstrip("#?,"))
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    integer = integer.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        integer = f"{int(integer):,}".replace(",", ".").rjust(whole.count("0"), "0") if integer else ""
    return f"{integer},{decimals}" if decimals else integer


# --- dates ------------------------------------------------------------------------------------------


def _print_date(tokens: tuple[str, ...], value: float, date1904: bool) -> str:
    moment = to_datetime(value, date1904=date1904)
    if moment is None:
        return general(value)
    twelve = any(token.lower() in ("am/pm", "a/p") for token in tokens)
    printed: list[str] = []
    for at, token in enumerate(tokens):
        if _is_date_token(token):
            printed.append(_date_part(tokens, at, moment, value, twelve))
        else:
            printed.append(_literal(token))
    return "".join(printed).strip()


def to_datetime(value: float, *, date1904: bool = False) -> datetime | None:
    """The moment a serial number means, to the second; None outside the calendar of spreadsheets.

    Day 60 is 29/02/1900, which never was: days before it are counted from the day after.
    """
    if not 0 <= value <= _MAX_SERIAL:
        return None
    epoch = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 31 if value < 60 else 30)
    try:
        return epoch + timedelta(days=int(value), seconds=round((value - int(value)) * 86400))
    except OverflowError:
        return None


def _date_part(tokens: tuple[str, ...], at: int, moment: datetime, value: float, twelve: bool) -> str:
    token = tokens[at].lower()
    kind, width = token.strip("[]")[0], len(token)
    if token in ("am/pm", "a/p"):
        return "SA" if moment.hour < 12 else "CH"  # sáng, chiều
    if token[0] == "[":  # elapsed time
        return str(int(value * {"h": 24, "m": 1440, "s": 86400}.get(kind, 1)))
    if kind == "m" and _is_minute(tokens, at):
        return f"{moment.minute:0{min(width, 2)}d}"
    if kind == "m":
        names = {3: f"Thg{moment.month}", 4: f"Tháng {moment.month}"}
        return names.get(width, f"{moment.month:0{min(width, 2)}d}")
    if kind == "d":
        return f"{moment.day:0{width}d}" if width < 3 else _weekday(moment, width)
    if kind == "y":
        return f"{moment.year % 100:02d}" if width < 3 else str(moment.year)
    if kind == "h":
        hour = (moment.hour % 12 or 12) if twelve else moment.hour
        return f"{hour:0{min(width, 2)}d}"
    return f"{moment.second:0{min(len(token.partition('.')[0]), 2)}d}"


def _is_minute(tokens: tuple[str, ...], at: int) -> bool:
    """m is a minute beside hours or seconds, a month elsewhere."""
    before = next((t for t in reversed(tokens[:at]) if _is_date_token(t)), "")
    after = next((t for t in tokens[at + 1 :] if _is_date_token(t)), "")
    return before.lower().strip("[]")[:1] == "h" or after.lower().strip("[]")[:1] == "s"


def _weekday(moment: datetime, width: int) -> str:
    day = moment.weekday()  # 0 is Monday, thứ Hai
    if width == 3:
        return "CN" if day == 6 else f"T{day + 2}"
    return "Chủ Nhật" if day == 6 else f"Thứ {('Hai', 'Ba', 'Tư', 'Năm', 'Sáu', 'Bảy')[day]}"
