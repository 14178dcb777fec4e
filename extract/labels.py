"""Labels of units: what a paragraph's beginning says about its place in the tree."""

from functools import cache

import msgspec
import regex

from vanban.corpus.patterns import compiled
from vanban.extract.vocabulary import SectionLabel, rules

_DIGITS = compiled(r"\d+")
_LONGEST = 9  # digits of an ordinal
_DASHES = frozenset("-–—−")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_POINTS = "abcdđeghiklmnopqrstuvxy"  # Vietnamese alphabetical order, as khoản are divided
_ORDINAL_WORDS = {
    "nhất": 1, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip


class Label(msgspec.Struct, frozen=True):
    """A parsed label.

    ``text``: as printed without closing ``. ) :``; ``end``: where the unit's own text begins;
    ``value``: its ordinal within its kind (None for bullets); ``others``: readings that fit as well
    ("C" is a roman numeral and a letter), to be settled by what came before.
    """

    kind: str
    text: str
    end: int
    value: int | None
    others: tuple["Label", ...] = ()

    @property
    def depth(self) -> int:
        """Number of components of a decimal label: 2 for "2.1"."""
        return self.text.count(".") + 1


def parse(text: str) -> Label | None:
    """The label that a paragraph begins with, or None."""
    found: list[Label] = []
    for rule, pattern in _by_first().get(text[:1], ()):
        match = pattern.match(text)
        if match:
            label = _canonical(rule.kind, match["label"])
            found.append(Label(rule.kind, label, match.end(), value(rule.kind, label)))
            if rule.kind not in ("roman", "letter", "point"):
                break
    if not found:
        return None
    best, *rest = found
    return Label(best.kind, best.text, best.end, best.value, tuple(rest))


@cache
def _by_first() -> dict[str, list[tuple[SectionLabel, regex.Pattern[str]]]]:
    """The rules that a label beginning with a character can match, in order."""
    table: dict[str, list[tuple[SectionLabel, regex.Pattern[str]]]] = {}
    for rule, pattern in rules("section_labels.toml"):
        if isinstance(rule, SectionLabel):
            for character in rule.first:
                table.setdefault(character, []).append((rule, pattern))
    return table


def _canonical(kind: str, label: str) -> str:
    if kind == "bullet":
        return "-" if label in _DASHES else label
    return " ".join(label.split())


def value(kind: str, label: str) -> int | None:
    """The ordinal of a label within its kind: "IV" is 4, "đ" is 5, "Điều 12a" is 12."""
    last = label.rpartition(" ")[2].rpartition(".")[2]
    if kind == "bullet":
        return None
    if kind == "point":
        return _POINTS.find(last[:1]) + 1 or None
    if kind == "letter":
        return ord(last[:1]) - ord("A") + 1
    digits = _DIGITS.match(last)
    if digits:
        return int(digits.group()) if len(digits.group()) <= _LONGEST else None
    if last.casefold() in _ORDINAL_WORDS:
        return _ORDINAL_WORDS[last.casefold()]
    return roman(last)


def roman(text: str) -> int | None:
    """The value of a roman numeral in capitals; None if it is none ("IIX")."""
    total = 0
    for here, after in zip(text, [*text[1:], ""], strict=True):
        if here not in _ROMAN:
            return None
        total += -_ROMAN[here] if _ROMAN[here] < _ROMAN.get(after, 0) else _ROMAN[here]
    return total or None
