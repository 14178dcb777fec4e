"""Names of bodies and provinces that recognition read with other marks or a wrong letter, put right with proof.

The proof is the vocabulary of bodies and the list of provinces: what was read is one of their names but for its marks,
or but for one letter of a long one, and no other name is as near. Proper names that stand in neither are left as read,
and text that was not recognised from a picture is never touched.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from vanban.corpus.text import fold
from vanban.normalize.agencies import words
from vanban.normalize.places import provinces

_LONGEST = 8  # words of a name
_FUZZY = 8  # letters from which one may be wrong
_PROVINCIAL = frozenset({"tinh", "pho", "tp", "tp."})
_LOCAL = frozenset({"huyen", "quan", "xa", "phuong", "tran"})


@lru_cache(maxsize=4096)
def named(text: str) -> str:
    """A body or a place as it is written, of one that was recognised.

    >>> named("ÚY BAN NHÂN DÂN TỈNH ĐÁK NÔNG")
    'ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG'
    """
    tokens = text.split()
    at = 0
    while at < len(tokens):
        at += _put_right(tokens, at)
    return " ".join(tokens)


def _put_right(tokens: list[str], at: int) -> int:
    """Put the name that begins at a word right, in place; the number of words that are done with."""
    for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
        window = tokens[at : at + length]
        name = _nearest(window, fold(tokens[at - 1]) if at else "") if length > 1 else None
        if length == 1 and at + 1 < len(tokens):
            name = _place_word(window[0], tokens[at + 1 :])
        if name:
            tokens[at : at + length] = _written(window, name.split())
            return length
    return 1


def _place_word(token: str, rest: Sequence[str]) -> str | None:
    """ "TÍNH" before the name of a province."""
    if fold(token) != "tinh":
        return None
    return "tỉnh" if any(_nearest(rest[:length], "tinh") for length in (2, 3, 4)) else None


def _nearest(window: Sequence[str], before: str) -> str | None:
    """The one name that a few words must be, by the word before them; None without one, or with two as near."""
    plain = _plain(window)
    same = _names().get(plain) or tuple(_one_off(plain, before in _PROVINCIAL))
    if before in _LOCAL:  # "huyện Quảng Hà" is no province
        same = tuple(name for name in same if name not in _province_names())
    read = " ".join(window).strip(".,:;")
    ranked = sorted((apart(read, name), name) for name in same)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _one_off(plain: str, of_province: bool) -> Iterator[str]:
    """Names that differ from what was read by one letter, with as many words."""
    if len(plain) < _FUZZY:
        return
    for other, names in _names().items():
        if (
            abs(len(other) - len(plain)) < 2
            and other.count(" ") == plain.count(" ")
            and _is_one_off(plain, other)
        ):
            yield from (name for name in names if of_province or name not in _province_names())


def _is_one_off(one: str, other: str) -> bool:
    """Whether two texts differ by one letter put in, left out or taken for another."""
    start = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    short, long = sorted((one[start:], other[start:]), key=len)
    return long[1:] == (short[1:] if len(short) == len(long) else short)


def apart(read: str, name: str) -> int:
    """By how many letters and marks two texts differ, wherever the marks stand."""
    one, other = (Counter(unicodedata.normalize("NFD", text.lower())) for text in (read, name))
    return sum(((one - other) + (other - one)).values())


def _written(window: Sequence[str], name: Sequence[str]) -> list[str]:
    """A name in the letters of what was read: capitals, and the signs around its words."""
    if len(window) != len(name):
        return list(window)
    return [like(token, word) for token, word in zip(window, name, strict=True)]


def like(token: str, word: str) -> str:
    """A word in the letters of what was read: capitals, and the signs around it."""
    core = token.strip(".,:;")
    if apart(core, word) == 0:
        return token  # "UỶ" and "ỦY" are both right
    cased = (
        word.upper()
        if core.isupper()
        else (core[:1].isupper() and word[:1].upper() + word[1:]) or word.lower()
    )
    return token.replace(core, cased)


def _plain(window: Sequence[str]) -> str:
    return " ".join(fold(token).strip(".,:;") for token in window)


@cache
def _province_names() -> frozenset[str]:
    return frozenset(name for one in provinces() for name in (one.name, *one.aliases) if " " in name)


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Names of more than one word by their letters without marks."""
    found: dict[str, tuple[str, ...]] = {}
    for name in (*(phrase for phrase in words().phrases if " " in phrase), *sorted(_province_names())):
        plain = _plain(name.split())
        found[plain] = (*found.get(plain, ()), name)
    return found
