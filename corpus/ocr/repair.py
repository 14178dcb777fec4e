"""Set phrases of documents, read with other marks or a wrong letter, put right; nothing else is touched.

A repair needs proof: the line is the set phrase but for the marks of its letters, or but for one letter where the
phrase stands alone on a line ("Nơi nhân:"), two where nothing else is set like it; running text holds two words that mean nothing with the marks that were read
("tô chức"). Names and other running text are never repaired, and of numbers only strokes in that of an article.
"""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from vanban.corpus.readers.pdf_chars import Run
from vanban.corpus.readers.pdf_lines import rows
from vanban.corpus.rules import Rule, load
from vanban.corpus.text import fold

_ETH = re.compile("ĐÐ|ÐĐ|Ð|ð")  # the engine knows both letters, and writes them side by side
_TITLES = "ocr_phrases.toml"
_LINES = "ocr_lines.toml"
_KINDS = "ocr_types.toml"
_WORDS = "ocr_words.toml"
_ABOUT = re.compile(r"[VW][\\/|][vyVY][vxX]?:?")
_DASHES = frozenset("~—¬=")
_SIGNS = ".,:;"
_IN_PLACE = re.compile(r"K[./]?T[./,]?")
_NEAR = 2.5  # sizes of the letters between two lines of a block
_STUMP = 3  # letters of what is left of a word that a seal or a signature covers
_NUMBERED = frozenset({"dieu", "khoan"})  # what has a number, and never a Roman one
_FIGURE = re.compile(r"(?=.*[Il|1-9])[\dIl|O]{1,3}[a-z]?[.:,]?")
_STROKES = str.maketrans("Il|O", "1110")
_MARKS = 2  # of a phrase: another mark in the place of one
_SPECKS = re.compile(r"[!|'`’‘„“”\"*°^~_]")  # no signs of such a line
_SIGN = re.compile(r"^(kt|tm|tl|tuq)\W{1,2}(?=\s)")  # behind the letters that open one stands a full stop
_MINUTES = re.compile(r"(?<=\dh\d\d)\?$")  # "8h05’"; nobody asks for a time there
_GLUED = re.compile(r"(KT|TM|TL|TUQ)[,:;](?=[^\W\d_])")  # the same, the next word right behind it
_SPOILT = ",:;'’"  # what that is read for
_LONG = 11  # letters of one of which two may be wrong
_LONGEST = 30  # letters of such a line


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A set phrase: its words, and their letters without marks."""

    words: tuple[str, ...]
    plain: tuple[str, ...]


class WordsRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A phrase of running text, and the words that make another one of it where they follow."""

    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is always set the same: its words, and what it may be read as."""

    words: tuple[str, ...]
    pattern: regex.Pattern[str]


def repair(runs: Sequence[Run]) -> None:
    """Put set phrases right in the runs of a page, in place; ``read`` keeps what the engine gave."""
    for run in runs:
        if "Ð" in run.text or "ð" in run.text:
            run.text = _ETH.sub(lambda match: "đ" if match[0] == "ð" else "Đ", run.text)
    given = [run.text for run in runs]
    for run in runs:
        run.text = _MINUTES.sub("’", run.text)
    found = rows(runs)
    for row in found:
        for part in row.parts:
            _by_marks(part)
            _alone(part)
            _set_line(part)
            _about(part)
            _bullet(part)
            _dashes(part)
            _cited(part)
            _worded(part)
            _numbered(part)
    parts = [part for row in found for part in row.parts]
    for at, part in enumerate(parts):
        _deputy(part, next((one for one in reversed(parts[:at]) if _is_over(one, part)), ()))
    for run, text in zip(runs, given, strict=True):
        if run.text != text:
            run.read = run.read or text


def _by_marks(part: Sequence[Run]) -> None:
    """Phrases in capitals that differ in their marks only: "HỘI ĐÒNG NHÂN DÂN"."""
    plain = [_plain(run.text) for run in part]
    at = 0
    while at < len(part):
        for phrase in _starting(plain[at]):
            end = at + len(phrase.words)
            same = tuple(plain[at:end]) == phrase.plain
            if same and all(run.text.isupper() for run in part[at:end]):
                for run, word in zip(part[at:end], phrase.words, strict=True):
                    run.text = _marked(run.text, word)
                at = end - 1
                break
        at += 1


def _marked(text: str, word: str) -> str:
    """A word with the marks of a phrase, the signs around it kept; both ways of setting a tone are right."""
    core = text.strip(_SIGNS)
    if len(core) != len(word) or _letters(core) == _letters(word):
        return text
    return text.replace(core, word)


def _letters(word: str) -> list[str]:
    """The marks of a word in any order: "UỶ" and "ỦY" have the same."""
    return sorted(unicodedata.normalize("NFD", word))


def _alone(part: Sequence[Run]) -> None:
    """The words over the recipients, read with a letter wrong."""
    if len(part) in (2, 3) and _recipients().fullmatch(fold(" ".join(run.text for run in part))):
        for run, word in zip(part, ("Nơi", "nhận" if len(part) == 3 else "nhận:", ":"), strict=False):
            run.text = word


def _about(part: Sequence[Run]) -> None:
    """The "V/v" that opens the subject of a letter."""
    if len(part) > 1 and _ABOUT.fullmatch(part[0].text):
        first = part[0]  # its box may reach to the next word's first letter, which was read with it
        first.x1 = first.x0 + (first.x1 - first.x0) * min(1.0, 2.8 / len(first.text))
        first.text = "V/v"


def _bullet(part: Sequence[Run]) -> None:
    """The dash before an entry; nothing else printed in these documents opens a line as what it is read for."""
    if len(part) > 1 and part[0].text in _DASHES:
        part[0].text = "-"


def _dashes(part: Sequence[Run]) -> None:
    """A dash between words: the engine knows none but the long one, and word processors set the middle one."""
    for run in part[1:]:
        if run.text == "—":
            run.text = "–"


def _cited(part: Sequence[Run]) -> None:
    """The type of an instrument before its number, with other marks: "Kê hoạch số 137/KH-UBND"."""
    for first, second, word, number in zip(part, part[1:], part[2:], part[3:], strict=False):
        name = _types().get((_plain(first.text), _plain(second.text)))
        if name and fold(word.text) == "so" and number.text[:1].isdigit():
            for run, right in zip((first, second), name.split(), strict=True):
                run.text = run.text if run.text.isupper() else _marked(run.text, _cased(run.text, right))


def _worded(part: Sequence[Run]) -> None:
    """Phrases of running text whose marks make another word of one: "chỉ tiết"."""
    for at in range(len(part) - 1):
        for rule in _running().get(_plain(part[at].text), ()):
            words = rule.pattern.split()
            own, after = part[at : at + len(words)], part[at + len(words) : at + len(words) + 1]
            if [_plain(run.text) for run in own] != fold(rule.pattern).split():
                continue
            if sum(_apart(run.text, word) for run, word in zip(own, words, strict=True)) > _MARKS:
                continue  # "nhãn dán" is no "nhân dân"
            if any(run.text.lower().strip(_SIGNS) in rule.unless for run in after):
                continue
            for run, word in zip(own, words, strict=True):
                run.text = _marked(run.text, _cased(run.text, word))


def _apart(text: str, word: str) -> int:
    """By how many marks a word differs from another of the same letters."""
    one, other = Counter(_letters(text.lower().strip(_SIGNS))), Counter(_letters(word))
    return sum(((one - other) + (other - one)).values())


def _cased(text: str, word: str) -> str:
    """A word in the letters of what was read."""
    core = text.strip(_SIGNS)
    if core.isupper() and len(core) > 1:
        return word.upper()
    return word.capitalize() if core[:1].isupper() else word


def _numbered(part: Sequence[Run]) -> None:
    """The number of an article: strokes and rings in it are figures ("Điều l.", "khoản I Điều 1O")."""
    for word, number in itertools.pairwise(part):
        if fold(word.text) in _NUMBERED and _FIGURE.fullmatch(number.text):
            number.text = number.text.translate(_STROKES)


def _set_line(part: Sequence[Run]) -> None:
    """A line of capitals that is always set the same, read with a letter wrong."""
    text = " ".join(run.text for run in part)
    if not text.isupper() or len(text) > _LONGEST:
        return
    part[0].text = _GLUED.sub(r"\1.", part[0].text)
    plain = _SIGN.sub(r"\1.", _SPECKS.sub("", fold(text)).strip())
    near = [line for line in _lines() if line.pattern.fullmatch(plain)]
    if len(near) == 1 and len(near[0].words) == len(part):
        for run, word in zip(part, near[0].words, strict=True):
            alike = _plain(run.text) == _plain(word) and run.text[-1] not in _SPOILT
            run.text = _marked(run.text, word.strip(_SIGNS)) if alike else word


def _is_over(one: Sequence[Run], other: Sequence[Run]) -> bool:
    """Whether a line stands over another, not far above it."""
    near = 0 < other[0].base - one[0].base < _NEAR * other[0].face.size
    return near and one[0].x0 < other[-1].x1 and one[-1].x1 > other[0].x0


def _deputy(part: Sequence[Run], above: Sequence[Run]) -> None:
    """Who signs in the place of the head is a deputy: below "KT. CHÁNH VĂN PHÒNG" stands "PHÓ" before the same words."""
    if len(part) != len(above) or not _IN_PLACE.fullmatch(above[0].text):
        return
    same = [_plain(run.text) for run in part[1:]] == [_plain(run.text) for run in above[1:]]
    if same and len(part) > 1 and len(part[0].text) <= _STUMP and not _IN_PLACE.fullmatch(part[0].text):
        part[0].text = "PHÓ"


def _plain(word: str) -> str:
    return fold(word).strip(_SIGNS)


@cache
def _lines() -> tuple[_Line, ...]:
    return tuple(
        _Line(
            tuple(rule.pattern.split()),
            regex.compile(f"(?:{regex.escape(fold(rule.pattern))}){{e<={_errors(rule.pattern)}:[a-z]}}"),
        )
        for rule in load("vanban.corpus", _LINES, Rule)
    )


def _errors(line: str) -> int:
    """How many letters of a line may be wrong: nothing else is set like the long ones that begin with PHÓ."""
    return 2 if line.startswith("PHÓ ") and len(line) > _LONG else 1


@cache
def _running() -> dict[str, tuple[WordsRule, ...]]:
    """Phrases of running text by the letters of their first word."""
    by_first: dict[str, tuple[WordsRule, ...]] = {}
    for rule in load("vanban.corpus", _WORDS, WordsRule):
        first = fold(rule.pattern.split()[0])
        by_first[first] = (*by_first.get(first, ()), rule)
    return by_first


@cache
def _types() -> dict[tuple[str, ...], str]:
    """Types of instruments by their letters without marks."""
    return {tuple(fold(rule.pattern).split()): rule.pattern for rule in load("vanban.corpus", _KINDS, Rule)}


@cache
def _recipients() -> regex.Pattern[str]:
    return regex.compile(r"\W{0,2}(?:noi\s+nhan){e<=1}\W{0,3}")


@cache
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    by_first: dict[str, list[_Phrase]] = {}
    for rule in load("vanban.corpus", _TITLES, Rule):
        words = tuple(rule.pattern.split())
        phrase = _Phrase(words, tuple(fold(word) for word in words))
        by_first.setdefault(phrase.plain[0], []).append(phrase)
    return {first: tuple(sorted(some, key=lambda one: -len(one.words))) for first, some in by_first.items()}


def _starting(word: str) -> Iterator[_Phrase]:
    yield from _phrases().get(word, ())
