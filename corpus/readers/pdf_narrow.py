"""Words and figures that a narrow cell breaks in the middle: "S" / "T" / "T", "450.25" / "0.000", "Ngâ" / "n sách".

A word processor does so where a word alone is wider than its cell. Two lines are one word again only where the first
has no room for another letter and their letters make a figure or a syllable that they do not make apart.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from vanban.corpus.readers.pdf_lines import Line
from vanban.corpus.syllables import is_syllable

_PADDING = 11.0  # points between text and borders, both sides: what word processors leave, and a little
_FIGURE = re.compile(
    r"[-–(]?(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:,\d+)?)\)?%?|\d(?:\.\d){1,3}"
    r"|(?:19|20)\d\d[-–/](?:19|20)\d\d|(?:[IVX]+|\d{1,2}(?:/\d{1,2})?)/(?:19|20)\d\d"
)
GROUPS = re.compile(r"[-–(]?\d{1,3}(?: \d{3})+(?:,\d+)?\)?%?")
"""A figure with spaces between thousands, which is broken there rather than in the middle."""
_LONG = re.compile(r"\d{5,}")  # no year, and hardly one of two numbers in a cell that is too narrow for both
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_CENTS = re.compile(r"\d+\.\d\d")
_CLOSING = re.compile(r"[)%]{1,2}")
_OF_FIGURE = re.compile(r"[-–(]?[\dIVX.,/–-]+\)?%?")
_WIDEST = 1.3  # of the mean width of letters: one that no longer fits
_CODE = re.compile(
    r"\d\.\d{6}(?:\.\d{3}(?:\.\d\d(?:\.\d\d(?:\.H\d\d)?)?)?)?"
)  # of an administrative procedure
_OF_CODE = re.compile(r"[\d.]*(?:H\d*)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNITS = ("m2", "m3", "km", "km2", "kg", "ha")
_CAPITALS = re.compile(r"[A-ZĐ]{1,5}")
_MINUS = ("-", "–")  # a line may be broken behind it
_SIGNS = ".,;:()"


def mended(lines: Sequence[Line], width: float) -> Sequence[Line]:
    """The lines of a cell with those put together that break a word.

    Args:
        lines: from the top.
        width: of the cell in points.
    """
    if len(lines) < 2 or not any(" " not in line.text for line in lines[:-1]):
        return lines
    found: list[Line] = []
    at = 0
    while at < len(lines):
        end = _end(lines, at, width)
        found.append(_joined(lines[at:end]))
        at = end
    return found


def _end(lines: Sequence[Line], at: int, width: float) -> int:
    """The index after the last line of the word that a line begins."""
    if at == 0 and _is_negative(lines):
        return 2 if lines[0].x1 - lines[0].x0 + lines[1].x1 - lines[1].x0 > width - _PADDING else 1
    reach = at + 1
    while reach < len(lines) and _is_full(lines[reach - 1], lines[reach], width):
        reach += 1
    for end in range(reach, at + 1, -1):
        parts = [line.text for line in lines[at : end - 1]] + [lines[end - 1].text.partition(" ")[0]]
        if is_one(parts):
            return end
    return at + 1


def _is_negative(lines: Sequence[Line]) -> bool:
    """Are lines a minus and a figure? A year may be the end of a period."""
    if len(lines) != 2 or lines[0].text not in _MINUS:
        return False
    return _FIGURE.fullmatch(lines[1].text) is not None and not _YEAR.fullmatch(lines[1].text)


def _is_full(line: Line, after: Line, width: float) -> bool:
    """Is a line one word, or a part of one, that leaves no room for the next letter?"""
    letter = _WIDEST * (after.x1 - after.x0) / max(len(after.text), 1)
    return " " not in line.text and line.x1 - line.x0 + letter > width - _PADDING


def is_one(parts: Sequence[str]) -> bool:
    """Do some parts make a word or figure, which they are not by themselves?"""
    whole = "".join(parts)
    if _CLOSING.fullmatch(parts[-1]) and whole[0].isdigit() | (whole[0] in "(-–"):
        return len(parts) == 2 or is_one(parts[:-1])  # nothing begins so
    if whole in _UNITS or (_YEAR.fullmatch(whole) and len(parts[0]) > 1):
        return True
    if _CODE.fullmatch(whole) and all(map(_OF_CODE.fullmatch, parts)):
        return not all(map(_CODE.fullmatch, parts))
    if all(map(_CAPITALS.fullmatch, parts)):  # STT, NSĐP, III
        return min(map(len, parts)) == 1 and not any(len(part) > 1 and is_syllable(part) for part in parts)
    if (_CENTS.fullmatch(whole) and len(parts[-1]) == 1) or (
        _THOUSANDS.fullmatch(whole) and not any(map(_THOUSANDS.fullmatch, parts)) and "." in parts[0]
    ):
        return True
    if all(map(_OF_FIGURE.fullmatch, parts)):
        if GROUPS.fullmatch(" ".join(parts)):
            return False
        alone = all(map(_FIGURE.fullmatch, parts)) and not parts[-1].startswith("0")
        told = "," in parts[0] or not alone or (_LONG.fullmatch(parts[0]) and len(parts[-1]) < len(parts[0]))
        return bool(told) and _FIGURE.fullmatch(whole) is not None
    words = [part.strip(_SIGNS) for part in parts]
    return is_syllable(whole.strip(_SIGNS)) and not all(map(is_syllable, words))


def _joined(lines: Sequence[Line]) -> Line:
    first, last = lines[0], lines[-1]
    if first is last:
        return first
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    text = "".join(line.text for line in lines)
    bold, italic = all(line.bold for line in lines), all(line.italic for line in lines)
    return replace(first, text=text, x0=x0, x1=x1, y1=last.y1, bold=bold, italic=italic)
