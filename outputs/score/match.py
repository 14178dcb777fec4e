"""When are two values the same? Strictly, and softly.

Strict: equal after NFC and white space folding. Soft, by the kind of field:

* ``exact`` (dates, roles, depths, counts): strict equality.
* ``label``: case aside; "đ" and "d" stay different points, "-" and "+" different bullets.
* ``cell``: as ``code`` when it holds letters, else spaces aside ("-5" is not "5").
* ``code`` (numbers, names, types): equal under :func:`vanban.corpus.text.key` (no case, punctuation,
  tone marks, Ð for Đ).
* ``text`` (subjects, bases, headings ...): as ``code``, or at least ``SOFT_SIMILARITY`` alike (ratio of
  :class:`difflib.SequenceMatcher` on the keys) with the same digits in the same order: near numbers are
  other numbers.
"""

from difflib import SequenceMatcher
from typing import Literal

from vanban.corpus.text import clean, key

Kind = Literal["exact", "label", "cell", "code", "text"]
SOFT_SIMILARITY = 0.9


def strictly(gold: str | None, predicted: str | None) -> bool:
    """Equal after NFC and white space folding."""
    if gold is None or predicted is None:
        return gold is predicted
    return gold == predicted or clean(gold) == clean(predicted)


def softly(gold: str | None, predicted: str | None, kind: Kind) -> bool:
    """Equal for a reader of good will; see the module."""
    if strictly(gold, predicted):
        return True
    if gold is None or predicted is None or kind == "exact":
        return False
    if kind == "label":
        return clean(gold).casefold() == clean(predicted).casefold()
    if kind == "cell" and not any(map(str.isalpha, gold + predicted)):
        return "".join(gold.split()) == "".join(predicted.split())
    a, b = key(gold), key(predicted)
    if not a or not b:
        return False
    return a == b or (kind == "text" and _alike(a, b))


def _alike(a: str, b: str) -> bool:
    if _digits(a) != _digits(b):
        return False
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.quick_ratio() >= SOFT_SIMILARITY and matcher.ratio() >= SOFT_SIMILARITY


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
