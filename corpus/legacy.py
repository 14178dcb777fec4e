"""Legacy Vietnamese encodings in runs of text: told by the text itself, converted to Unicode.

Every word beyond ASCII votes: for an encoding when it is a syllable only after conversion, for Unicode when it
is one only as it stands. Votes are counted over all runs of one font of a file, because short runs say little;
where a font holds both kinds, its runs are decided one by one. A font's name only tips the scales where the
text says next to nothing: many files name .VnTime and are Unicode.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from vanban.corpus.charsets import LEGACY, Legacy, alphabet, convert, leading_marks
from vanban.corpus.layout import Encoding, Note
from vanban.corpus.syllables import is_syllable
from vanban.corpus.text import SUSPECTS, nfc

_WORD = re.compile(r"(?:[A-Za-z]|[^\x00-\x7f\s])+")
_EDGES = "“”‘’„…–—•·"
_MIN_SUSPECTS = 2
_MIN_WORDS = 3  # different ones that vote for an encoding before it is believed
_SMALL = 0.05  # share of votes below which a kind of text is chance
_PRIVATE = re.compile("[\uf021-\uf0ff]")  # where fonts marked as symbol fonts keep their letters
_FAMILIES: tuple[tuple[str, Legacy], ...] = (
    (".vn", "tcvn3"), ("vni", "vni"), ("vps", "vps"), ("viscii", "viscii"), ("abc", "tcvn3"), ("vntime", "tcvn3"),
)  # fmt: skip
# ".VnTimeH": the small letters of the fonts named so look like capitals.
_CAPITALS_FONT = re.compile(r"\.?(?:Vn|VN(?!I))\w[\w .]*H")
_NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "viscii": "VISCII", "vps": "VPS"}


@dataclass(frozen=True, slots=True)
class Converted:
    """The runs in Unicode, what the file was written in, and a note for people if anything was converted."""

    texts: list[str]
    encoding: Encoding = "unicode"
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class _Votes:
    """Votes of the words of a text for each encoding, and for Unicode against each; both by occurrence."""

    legacy: Counter[Legacy]
    unicode: Counter[Legacy]
    words: Counter[Legacy]  # different words that vote for an encoding

    def best(self) -> Legacy | None:
        """The encoding with most votes."""
        return max(self.legacy, key=lambda encoding: self.legacy[encoding], default=None)


def convert_runs(runs: Sequence[tuple[str, str | None]]) -> Converted:
    """Convert the runs of one file.

    Args:
        runs: text and font name (None where the source has no fonts) of every run, in reading order; a
            run may be a line, a cell or a whole text as well.

    Returns:
        One text a run. The encoding is ``mixed`` where several encodings, or one and Unicode, each hold a
        good part of the text (also for VPS, which has no name of its own in the contract).
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
    done = list(texts)
    for at, encoding in chosen.items():
        done[at] = convert(texts[at], encoding)
        if encoding == "tcvn3" and _CAPITALS_FONT.fullmatch((runs[at][1] or "").strip()):
            done[at] = done[at].upper()
    changed = [at for at in chosen if done[at] != runs[at][0]]
    if not changed:
        return Converted(done)
    names = " and ".join(_NAMES[name] for name in dict.fromkeys(chosen[at] for at in changed))
    message = f"{len(changed)} of {len(runs)} runs of text were converted from {names} to Unicode."
    return Converted(done, _overall(texts, chosen), Note("legacy-encoding", message, "info"))


def convert_text(text: str) -> Converted:
    """Convert a text without fonts; its lines are the runs, and their count stays."""
    converted = convert_runs([(line, None) for line in text.split("\n")])
    return Converted(["\n".join(converted.texts)], converted.encoding, converted.note)


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
    votes = _Votes(Counter(), Counter(), Counter())
    for word, times in words.items():
        if word.isascii():
            continue
        as_is, fitting = _readings(word)
        for encoding in fitting:
            if not as_is:
                votes.legacy[encoding] += times
                votes.words[encoding] += 1
        if as_is:
            for encoding in LEGACY:
                if encoding not in fitting:
                    votes.unicode[encoding] += times
    return votes


@lru_cache(maxsize=65536)
def _readings(word: str) -> tuple[bool, tuple[Legacy, ...]]:
    """Whether a word is a syllable as it stands, and the encodings in which it is one."""
    trimmed = word.strip(_EDGES)
    fitting: list[Legacy] = []
    for encoding in LEGACY:
        raw = trimmed if encoding in ("tcvn3", "vni") else word
        letters = alphabet(encoding)
        # A lone sign ("µ", "©") is a syllable in some encoding by chance.
        if len(raw) < 2 or not all(char.isascii() or char in letters for char in raw):
            continue
        if is_syllable(convert(raw, encoding).lower()):
            fitting.append(encoding)
    return is_syllable(nfc(trimmed)), tuple(fitting)


# --- decisions --------------------------------------------------------------------------------------


def _choose(texts: Sequence[str], groups: dict[str, list[int]]) -> dict[int, Legacy]:
    """The encoding of every run that is to be converted."""
    votes = {font: _vote(texts[at] for at in members) for font, members in groups.items()}
    believed: dict[str, Legacy | None] = {font: _believed(of, font) for font, of in votes.items()}
    proven: list[Legacy] = [encoding for encoding in believed.values() if encoding]
    known = Counter(proven)
    chosen: dict[int, Legacy] = {}
    for font, members in groups.items():
        encoding = believed[font] or _by_company(votes[font], font, known)
        if encoding is None:
            continue
        if votes[font].unicode[encoding] > _SMALL * votes[font].legacy[encoding]:
            members = _one_by_one(texts, members, encoding)
        chosen.update(dict.fromkeys(members, encoding))
    return chosen


def _believed(votes: _Votes, font: str) -> Legacy | None:
    """The encoding that the text of a font proves to be in, in good part at least."""
    best = votes.best()
    if best is None or votes.words[best] < _MIN_WORDS:
        return None
    enough = votes.legacy[best] > _SMALL * votes.unicode[best]
    return best if enough or family(font) == best else None


def _by_company(votes: _Votes, font: str, known: Counter[Legacy]) -> Legacy | None:
    """For a font with little text: what its name promises or the rest of the file is in, if nothing objects."""
    promised = family(font)
    if promised is not None and not votes.unicode[promised] and (votes.legacy[promised] or known[promised]):
        return promised
    if not known:
        return None
    usual = known.most_common(1)[0][0]
    return usual if votes.legacy[usual] and not votes.unicode[usual] else None


def _one_by_one(texts: Sequence[str], members: Sequence[int], encoding: Legacy) -> list[int]:
    """The runs of a mixed font that are in an encoding; one without votes goes with the one before it."""
    taken: list[int] = []
    waiting: list[int] = []
    is_legacy: bool | None = None
    for at in members:
        votes = _vote([texts[at]])
        balance = votes.legacy[encoding] - votes.unicode[encoding]
        if balance:
            is_legacy = balance > 0
            taken += waiting if is_legacy else []
            waiting = []
        if is_legacy is None:
            waiting.append(at)
        elif is_legacy:
            taken.append(at)
    return taken


def _rejoin(texts: list[str], chosen: dict[int, Legacy]) -> None:
    """Move VNI marks that begin a run to the vowel that ends the run before it."""
    for at in range(1, len(texts)):
        if chosen.get(at) == chosen.get(at - 1) == "vni" and texts[at - 1][-1:].isalpha():
            count = leading_marks(texts[at])
            texts[at - 1] += texts[at][:count]
            texts[at] = texts[at][count:]


def _overall(texts: Sequence[str], chosen: dict[int, Legacy]) -> Encoding:
    """What the whole file is in."""
    weights: Counter[str] = Counter()
    for at, text in enumerate(texts):
        if not text.isascii():
            encoding = chosen.get(at)
            words = [word for word in _WORD.findall(text) if not word.isascii()]
            if encoding is None:
                words = [word for word in words if is_syllable(nfc(word.strip(_EDGES)))]
            weights[encoding or "unicode"] += len(words)
    total = sum(weights.values())
    main = [name for name, weight in weights.items() if weight > _SMALL * total]
    return _contract_names().get(main[0], "mixed") if len(main) == 1 else "mixed"


@cache
def _contract_names() -> dict[str, Encoding]:
    return {"tcvn3": "tcvn3", "vni": "vni", "viscii": "viscii"}
