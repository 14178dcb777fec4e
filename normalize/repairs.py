"""Names of bodies and provinces that recognition read with other marks or a wrong letter, put right with proof.

The proof is the vocabulary of bodies and the list of provinces: what was read is one of their names but for its marks,
or but for one letter of a long one, and no other name is as near; or it is made of their words but for its spaces. The
notation of a number has its proof in the body that it is short for. Proper names that stand in no list are left as read,
and text that was not recognised from a picture is never touched.
"""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from vanban.corpus.text import fold
from vanban.normalize.agencies import words
from vanban.normalize.places import provinces

_LONGEST = 8  # words of a name
_FUZZY = 8  # letters from which one may be wrong
_PROVINCE = 5  # words of a province's name
_SHORTEST = 3  # letters of what a body is called for short
_LOOKS = str.maketrans("ĐÐO0Q5", "DDOOOS")  # letters that look alike
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")  # signs around a word
_PROVINCIAL = frozenset({"tinh", "pho", "tp", "tp."})
_LOCAL = frozenset({"huyen", "quan", "xa", "phuong", "tran"})


@lru_cache(maxsize=4096)
def named(text: str) -> str:
    """A body or a place as it is written, of one that was recognised.

    >>> named("ÚY BAN NHÂN DÂN TỈNH ĐÁK NÔNG")
    'ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG'
    """
    tokens = _spaced(text.split())
    at = 0
    while at < len(tokens):
        at += _put_right(tokens, at)
    return " ".join(tokens)


@lru_cache(maxsize=4096)
def is_listed(text: str) -> bool:
    """Whether a name is made of names of bodies and provinces alone, every mark as it is written.

    >>> is_listed("SỞ Y TẾ"), is_listed("UBND TỈNH QUẢNG NAM"), is_listed("UBND XÃ SÔNG LAM")
    (True, True, False)
    """
    tokens = [token.strip(".,:;") for token in text.split() if any(map(str.isalpha, token))]
    ways = {0}
    for start in range(len(tokens)):
        for length in range(1, min(_LONGEST, len(tokens) - start) + 1) if start in ways else ():
            if key_of(tokens[start : start + length]) in _exact():
                ways.add(start + length)
    return bool(tokens) and len(tokens) in ways


def key_of(tokens: Sequence[str]) -> str:
    """Words in small letters, their marks in one order: "UỶ" and "ỦY" are the same."""
    return " ".join("".join(sorted(unicodedata.normalize("NFD", token.lower()))) for token in tokens)


@cache
def _exact() -> frozenset[str]:
    names = (*words().phrases, *words().abbreviations, *_province_names(), *(one.name for one in provinces()))
    return frozenset(key_of([token.strip(",") for token in name.split()]) for name in names)


@lru_cache(maxsize=4096)
def placed(text: str) -> str:
    """A line that may hold any words, with "Sở" before what a department is for, and provinces as they are written.

    >>> placed("Sở Tư pháp tinh Quảng Nqãi")
    'Sở Tư pháp tỉnh Quảng Ngãi'
    """
    tokens = text.split()
    if (
        tokens
        and tokens[0] == "Số"
        and any(is_listed(" ".join(tokens[1:end])) for end in range(3, len(tokens) + 1))
    ):
        tokens[0] = "Sở"  # before the field of a department
    for at, token in enumerate(tokens[:-1]):
        if fold(token) not in ("tinh", "pho") or (fold(token) == "pho" and fold(tokens[at - 1]) != "thanh"):
            continue
        for length in range(min(_PROVINCE, len(tokens) - at - 1), 1, -1):
            window = tokens[at + 1 : at + 1 + length]
            name = _nearest(window, "tinh") if all(word[:1].isupper() for word in window) else None
            if name in _province_names():
                tokens[at] = like(token, "tỉnh" if fold(token) == "tinh" else "phố")
                tokens[at + 1 : at + 1 + length] = _written(window, name.split())
                break
    return " ".join(tokens)


def notation(printed: str, body: str) -> str:
    """The notation of a number whose last part is short for a body, but for a letter that looks like another.

    >>> notation("QĐ-SOHKT", "SỞ QUY HOẠCH - KIẾN TRÚC")
    'QĐ-SQHKT'
    """
    head, dash, short = printed.rpartition("-")
    if not dash or not short.isupper():
        return printed
    wanted = {made[: len(short)] for made in _initials(body) if len(made) >= len(short) >= _SHORTEST}
    near = [made for made in wanted if made.translate(_LOOKS) == short.translate(_LOOKS)]
    return f"{head}-{near[0]}" if len(near) == 1 and short not in wanted else printed


def _initials(body: str) -> tuple[str, str]:
    """What a body is called for short: with the words that join its name, and without."""
    tokens = [word for word in body.upper().split() if word[0].isalpha()]
    return (
        "".join(word[0] for word in tokens),
        "".join(word[0] for word in tokens if word not in ("VÀ", "CÁC", "CỦA")),
    )


def _spaced(tokens: list[str]) -> list[str]:
    """Words of a name with their spaces where the vocabulary has them: "SỞY TẾ"; unchanged without proof."""
    if all(fold(token).strip(".,:;-–") in _plain_words() for token in tokens):
        return tokens
    letters = "".join(tokens)
    plain = fold(letters)
    if len(plain) != len(letters):
        return tokens
    if ends := _parts(plain):
        return [letters[start:end] for start, end in itertools.pairwise(ends)]
    return [part for token in tokens for part in _parted(token)]


def _parted(token: str) -> list[str]:
    """Two words of one name that were read as one: "NHÂNDÂN"."""
    cut = _neighbours().get(fold(token), 0)
    return [token[:cut], token[cut:]] if cut else [token]


def _parts(plain: str) -> list[int]:
    """Where the words of a name without spaces begin, and where the last ends; empty where it is no one name."""
    ways: list[list[list[int]]] = [[[0]], *([] for _ in plain)]
    for start in range(len(plain)):
        for name, cuts in _joined().items() if ways[start] else ():
            if plain.startswith(name, start):
                ends = [start + cut for cut in cuts]
                ways[start + len(name)] += [[*way, *ends] for way in ways[start][:2]]
    found = {tuple(way) for way in ways[-1]}
    return list(found.pop()) if len(found) == 1 else []


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
    core, word = _AROUND.sub("", token), _AROUND.sub("", word)
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


@cache
def _joined() -> dict[str, tuple[int, ...]]:
    """Names of bodies and provinces without marks and spaces, and where their words end."""
    found: dict[str, tuple[int, ...]] = {}
    for name in (*words().phrases, *_province_names(), "UBND", "HĐND"):
        tokens = fold(name).split()
        found["".join(tokens)] = tuple(itertools.accumulate(map(len, tokens)))
    return found


@cache
def _neighbours() -> dict[str, int]:
    """Two words that follow each other in a name, without marks and their space, and where the first ends."""
    pairs = [
        pair for name in words().phrases for pair in itertools.pairwise(fold(name).replace(",", "").split())
    ]
    return {one + other: len(one) for one, other in pairs if one + other not in _plain_words()}


@cache
def _plain_words() -> frozenset[str]:
    """The words of all names without their marks."""
    return frozenset(token.strip(",") for name in words().phrases for token in fold(name).split())
