"""Who a letter is for: "Kính gửi:" and the lines below it."""

from collections.abc import Sequence

import msgspec
import regex

from vanban.corpus.patterns import compiled
from vanban.extract import spans
from vanban.extract.draft import Span
from vanban.extract.items import Item, Line
from vanban.extract.recognise import cue

_ADDRESS = compiled(
    r"^(?:Kính\s+(?:gửi|gởi|trình|chuyển)\s*:?|\p{L}[\p{L}\s,.-]{4,90}?\s(?:điện|gửi điện)\s*:|Điện\s*:)\s*",
    regex.IGNORECASE,
)  # a telegram says "THỦ TƯỚNG CHÍNH PHỦ điện:"
_BULLET = compiled(r"[-–+*•]\s*")
_CLOSING = " ;.,:"


class Addressees(msgspec.Struct, frozen=True):
    """``end``: index of the first item behind them."""

    names: tuple[Span, ...]
    end: int


def read(items: Sequence[Item], at: int) -> Addressees | None:
    """The addressees that a line names or announces; None where an item is no such line."""
    line = items[at]
    opened = _ADDRESS.match(line.text) if isinstance(line, Line) else None
    if not isinstance(line, Line) or opened is None:
        return None
    begin = bullet.end() if (bullet := _BULLET.match(line.text, opened.end())) else opened.end()
    first = line.span(begin)
    found = [first] if first.text.strip(" .:;") else []
    end = at + 1
    while end < len(items) and isinstance(following := items[end], Line) and _add(found, following):
        end += 1
    return Addressees(tuple(spans.strip_end(span, _CLOSING) for span in found), end)


def _add(found: list[Span], line: Line) -> bool:
    """Add a line to the addressees; False when it is none of them."""
    text = line.text
    bullet = _BULLET.match(text)
    goes_on = text[:1].islower() or text.startswith("(")
    continues = bool(found) and not found[-1].text.endswith((".", ";")) and goes_on
    if bullet and not cue(line):
        found.append(line.span(bullet.end()))
    elif continues or (not found and not cue(line)):
        found[-1:] = [spans.join([*found[-1:], line.span()])]
    else:
        return False
    return True
