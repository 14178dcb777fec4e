"""Legacy Vietnamese encodings in runs of text: told by the text itself, converted to Unicode.

Every word beyond ASCII votes: for an encoding when it is a syllable only after conversion, for Unicode when it
is one only as it stands. Votes are counted over all runs of one font of a file, because short runs say little;
where a font holds both kinds, its runs are decided one by one. A font's name only tips the scales where the
text says next to nothing: many files name .VnTime and are Unicode.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from vanban.corpus.charsets import LEGACY, MARK_SIGNS, Legacy, alphabet, completes, convert, leading_marks
from vanban.corpus.layout import Charset, Note
from vanban.corpus.syllables import is_syllable
from vanban.corpus.text import SUSPECTS, clean, nfc

_WORD = re.compile(r"(?:[A-Za-z]|[^\x00-\x7f\s])+")
_EDGES = "“”‘’„…–—•·"
_MIN_SUSPECTS = 2
_MIN_WORDS = 3  # different ones that vote for an encoding before it is believed
_SMALL = 0.05  # share of votes below which a kind of text is chance
_PRIVATE = re.compile("[\uf021-\uf0ff]")  # where fonts marked as symbol fonts keep their letters
_FAMILIES: tuple[tuple[str, Legacy], ...] = (
    (".vn", "tcvn3"), ("vni", "vni"), ("vps", "vps"), ("viscii", "viscii"), ("abc", "tcvn3"), ("vntime", "tcvn3"),
)  # fmt: skip
# ".VnTimeH": the small letters of the fonts named so look like capitals. PDF adds ",Bold".
_CAPITALS_FONT = re.compile(r"\.?vn(?!i)\w[\w .]*h(?:[,-].*)?", re.IGNORECASE)
_Reading = tuple[bool, tuple[Legacy, ...]]
_QUOTE = 80  # characters
_NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "viscii": "VISCII", "vps": "VPS"}


@dataclass(frozen=True, slots=True)
class Converted:
    """Runs in Unicode, and what they were written in.

    Attributes:
        texts: the runs.
        weights: how many words beyond ASCII are in which encoding.
        changed: how many runs were converted.
        quote: some words of the first of them.
    """

    texts: list[str]
    weights: Counter[Charset] = field(default_factory=Counter)
    changed: int = 0
    quote: str = ""

    @property
    def encodings(self) -> tuple[Charset, ...]:
        """The encodings that hold a good part of the text, by how much; Unicode where nothing was converted."""
        if not self.changed:
            return ("unicode",)
        least = _SMALL * self.weights.total()
        return tuple(name for name, weight in self.weights.most_common() if weight > least)

    @property
    def note(self) -> Note | None:
        """For people, if anything was converted."""
        if not self.changed:
            return None
        names = " and ".join(_NAMES[name] for name in self.weights if name != "unicode")
        message = f"{self.changed} of {len(self.texts)} runs of text were converted from {names} to Unicode."
        return Note("legacy-encoding", message, "info", self.quote)


def together(parts: Sequence[Converted]) -> Converted:
    """What several parts of one file were written in."""
    weights: Counter[Charset] = Counter()
    for part in parts:
        weights.update(part.weights)
    return Converted(
        [text for part in parts for text in part.texts],
        weights,
        sum(part.changed for part in parts),
        next((part.quote for part in parts if part.quote), ""),
    )


@dataclass(frozen=True, slots=True)
class _Votes:
    """How often words of a text, and how many different ones, read as what.

    A reading says whether a word is a syllable as it stands, and the encodings in which it is one.
    """

    times: Counter[_Reading]
    words: Counter[_Reading]

    def legacy(self, encoding: Legacy, *, without: Sequence[Legacy] = ()) -> int:
        """Votes for an encoding: words that are no syllables as they stand, nor in some other encodings."""
        return _count(self.times, encoding, without)

    def different(self, encoding: Legacy, *, without: Sequence[Legacy] = ()) -> int:
        """The same, each word counted once."""
        return _count(self.words, encoding, without)

    def unicode(self, encoding: Legacy) -> int:
        """Votes for Unicode against an encoding."""
        return sum(
            times for (as_is, fitting), times in self.times.items() if as_is and encoding not in fitting
        )

    def junk(self) -> int:
        """Words that are no syllables at all."""
        return self.times[False, ()]

    def best(self, *, without: Sequence[Legacy] = ()) -> Legacy | None:
        """The encoding with most votes."""
        found = max(LEGACY, key=lambda encoding: self.legacy(encoding, without=without))
        return found if self.legacy(found, without=without) else None


def _count(counter: Counter[_Reading], encoding: Legacy, without: Sequence[Legacy]) -> int:
    return sum(
        times
        for (as_is, fitting), times in counter.items()
        if not as_is and encoding in fitting and not any(other in fitting for other in without)
    )


def convert_runs(runs: Sequence[tuple[str, str | None]]) -> Converted:
    """Convert the runs of one file.

    Args:
        runs: text and font name (None where the source has no fonts) of every run, in reading order; a
            run may be a line, a cell or a whole text as well.

    Returns:
        One text a run, and the encodings that were found.
    """
    texts = [text for text, _ in runs]
    if not _is_suspect(texts, {font for _, font in runs}):
        return Converted(texts)
    texts = [_unhide(text) for text in texts]
    groups: dict[str, list[int]] = {}
    for at, (_, font) in enumerate(runs):
        groups.setdefault(font or "", []).append(at)
    chosen = _choose(texts, groups)
    _rejoin(texts, chosen)
    for at, encoding in chosen.items():
        if encoding == "vni":
            texts[at] = _close_gaps(texts[at])
    done = list(texts)
    for at, encoding in chosen.items():
        done[at] = convert(texts[at], encoding)
        if encoding == "tcvn3" and _CAPITALS_FONT.fullmatch((runs[at][1] or "").strip()):
            done[at] = done[at].upper()
    changed = [at for at in chosen if done[at] != runs[at][0]]
    if not changed:
        return Converted(done)
    return Converted(done, _weights(texts, chosen), len(changed), clean(done[min(changed)])[:_QUOTE])


def convert_text(text: str) -> Converted:
    """Convert a text without fonts; its lines are the runs, and their count stays."""
    converted = convert_runs([(line, None) for line in text.split("\n")])
    return replace(converted, texts=["\n".join(converted.texts) if converted.changed else text])


def _is_suspect(texts: Iterable[str], fonts: Iterable[str | None]) -> bool:
    """Whether voting is worth the time."""
    letters = set("".join(texts))
    if len(letters & SUSPECTS) >= _MIN_SUSPECTS or any("\uf021" <= char <= "\uf0ff" for char in letters):
        return True
    return any(map(family, fonts)) and any("\x80" <= char <= "\xff" for char in letters)


def _unhide(text: str) -> str:
    return _PRIVATE.sub(lambda match: chr(ord(match[0]) - 0xF000), text) if _PRIVATE.search(text) else text


@lru_cache(maxsize=1024)
def family(font: str | None) -> Legacy | None:
    """The encoding that a font's name promises, for want of better evidence; None for other fonts."""
    name = (font or "").lower().lstrip()
    return next((encoding for start, encoding in _FAMILIES if name.startswith(start)), None)


# --- votes ------------------------------------------------------------------------------------------


def _vote(texts: Iterable[str]) -> _Votes:
    words = Counter(word for text in texts if not text.isascii() for word in _WORD.findall(text))
    votes = _Votes(Counter(), Counter())
    for word, times in words.items():
        # A lone sign ("µ", "©") is a syllable in some encoding by chance, and a lone letter ("è") is often the
        # capital that begins a word and was given a font of its own.
        if not word.isascii() and len(word.strip(_EDGES)) > 1:
            reading = _readings(word)
            votes.times[reading] += times
            votes.words[reading] += 1
    return votes


@lru_cache(maxsize=65536)
def _readings(word: str) -> _Reading:
    """Whether a word is a syllable as it stands, and the encodings in which it is one."""
    trimmed = word.strip(_EDGES)
    fitting: list[Legacy] = []
    for encoding in LEGACY:
        raw = trimmed if encoding in ("tcvn3", "vni") else word
        letters = alphabet(encoding)
        if not all(char.isascii() or char in letters for char in raw):
            continue
        if is_syllable(convert(raw, encoding).lower()):
            fitting.append(encoding)
    return is_syllable(nfc(trimmed)), tuple(fitting)


# --- decisions --------------------------------------------------------------------------------------


def _choose(texts: Sequence[str], groups: dict[str, list[int]]) -> dict[int, Legacy]:
    """The encoding of every run that is to be converted."""
    votes = {font: _vote(texts[at] for at in members) for font, members in groups.items()}
    believed = {font: _believed(of, font) for font, of in votes.items()}
    known: Counter[Legacy] = Counter(encoding for found in believed.values() for encoding in found)
    chosen: dict[int, Legacy] = {}
    for font, members in groups.items():
        found = believed[font] or _by_company(votes[font], font, known)
        if not found:
            continue
        if len(found) > 1 or votes[font].unicode(found[0]) > _SMALL * votes[font].legacy(found[0]):
            chosen.update(_one_by_one(texts, members, found))
        else:
            chosen.update(dict.fromkeys(members, found[0]))
    return chosen


def _believed(votes: _Votes, font: str) -> list[Legacy]:
    """The encodings that the text of a font proves to be in, in good part at least: mostly one, or none."""
    best = votes.best()
    if best is None or votes.different(best) < _MIN_WORDS or votes.legacy(best) < votes.junk():
        return []  # letters of a broken font make syllables by chance
    if votes.legacy(best) <= _SMALL * votes.unicode(best) and family(font) != best:
        return []
    found: list[Legacy] = [best]
    while (further := votes.best(without=found)) and votes.different(further, without=found) >= _MIN_WORDS:
        if votes.legacy(further, without=found) <= _SMALL * votes.legacy(best):
            break
        found.append(further)
    return found


def _by_company(votes: _Votes, font: str, known: Counter[Legacy]) -> list[Legacy]:
    """For a font with little text: what its name promises or the rest of the file is in, if nothing objects."""
    promised = family(font)
    if promised is not None and not votes.unicode(promised) and (votes.legacy(promised) or known[promised]):
        return [promised]
    if not known:
        return []
    usual = known.most_common(1)[0][0]
    return [usual] if votes.legacy(usual) and not votes.unicode(usual) else []


def _one_by_one(texts: Sequence[str], members: Sequence[int], found: Sequence[Legacy]) -> dict[int, Legacy]:
    """The encoding of each run of a font that holds several, or one and Unicode.

    A run that says nothing goes with the one before it; one that speaks for two encodings with the one before
    it, if that is one of them.
    """
    taken: dict[int, Legacy] = {}
    waiting: list[int] = []
    known = False
    last: Legacy | None = None
    for at in members:
        votes = _vote([texts[at]])
        balances = {encoding: votes.legacy(encoding) - votes.unicode(encoding) for encoding in found}
        most = max(balances.values())
        known = known or any(balances.values())
        if most > 0 and (last is None or balances[last] < most):
            last = next(encoding for encoding in found if balances[encoding] == most)
        elif most <= 0 and last is not None and balances[last] < 0:
            last = None
        if not known:
            waiting.append(at)
        elif last:
            taken.update(dict.fromkeys([*waiting, at], last))
            waiting = []
        else:
            waiting = []
    return taken


def _rejoin(texts: list[str], chosen: dict[int, Legacy]) -> None:
    """Move VNI marks that begin a run to the vowel that ends the run before it."""
    for at in range(1, len(texts)):
        if chosen.get(at) == chosen.get(at - 1) == "vni" and texts[at - 1][-1:].isalpha():
            count = leading_marks(texts[at])
            texts[at - 1] += texts[at][:count]
            texts[at] = texts[at][count:]


def _close_gaps(text: str) -> str:
    """Text in VNI without the blanks that part marks from their vowel: "quye át ñònh" is "quyeát ñònh".

    No word of VNI begins with a mark. In a text that holds words of Unicode too, what a mark begins may be one of
    them ("áng"), unless what stands before the blank is no word.
    """
    if not _gap().search(text):
        return text
    words = [word.strip(_EDGES) for word in _WORD.findall(text)]
    plain = [_readings(word) for word in words if not word.isascii() and not leading_marks(word)]
    is_mixed = any(as_is and "vni" not in fitting for as_is, fitting in plain)

    def closed(match: re.Match[str]) -> str:
        before, after = match["before"], match["after"]
        stands = is_mixed and is_syllable(after) and is_syllable(convert(before, "vni"))
        if stands or not completes(before, after) or not is_syllable(convert(before + after, "vni")):
            return match[0]
        return before + after

    return _gap().sub(closed, text)


@cache
def _gap() -> re.Pattern[str]:
    """A word, a blank, and a word that begins with a mark of VNI."""
    signs = "".join(sorted(MARK_SIGNS))
    return re.compile(rf"(?P<before>[^\W\d_]+)[ \xa0](?P<after>[{signs}][^\W\d_]*)")


def _weights(texts: Sequence[str], chosen: dict[int, Legacy]) -> Counter[Charset]:
    """How many words beyond ASCII are in which encoding."""
    weights: Counter[Charset] = Counter()
    for at, text in enumerate(texts):
        if not text.isascii():
            encoding = chosen.get(at)
            words = [word for word in _WORD.findall(text) if not word.isascii()]
            if encoding is None:
                words = [word for word in words if is_syllable(nfc(word.strip(_EDGES)))]
            if words:
                weights[encoding or "unicode"] += len(words)
    return weights
