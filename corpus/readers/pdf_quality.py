"""Can the text layer of a page be read? What its letters and syllables say."""

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from vanban.corpus.text import fold

_SAMPLE = 200  # stretches at least, where there are more
_MIN_WORDS = 12  # fewer words say nothing
_READABLE = 0.6  # possible syllables among the words less twice the foreign letters among the letters:
# broken fonts and junk of text recognition reach .46, the poorest real page (a list of names and codes) .73
_MARKED = 0.3  # of the words carry a mark in Vietnamese: .5 to .9 on real pages
_WORD = re.compile(r"[^\W\d_]+(?:['’`~^]+[^\W\d_]+)*")
_VIETNAMESE = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưÐð"
) | frozenset(map(chr, [*range(0x1EA0, 0x1EFA), *range(0x300, 0x324)]))
_SHORT = frozenset(("nt", "m", "km", "kg"))  # "as above" and units fill columns of tables, and say nothing
_STOPS = ("c", "ch", "p", "t")
_STOP_TONES = frozenset("\u0301\u0323")  # such syllables are acute or heavy
_FEW = 20  # of them at least; a single foreign word says nothing
# Onset, rime and coda of a syllable without its marks.
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh|gi?|kh|ph|qu|th|tr|ch|[bcdhklmnpqrstvx])?"
    r"(?:a[iouy]?|e[ou]?|i(?:a|eu?|u)?|o(?:a[iouy]?|e[ou]?|i|o)?|u(?:a[uy]?|e|i|o[iu]?|u|y(?:a|eu?|u)?)?|y(?:eu?)?)"
    r"(?:ch|ngh?|nh|[cmnpt])?"
)


@dataclass(frozen=True, slots=True)
class Quality:
    """Of a text: how many words, and the shares of foreign letters, possible syllables, words with marks.

    ``toneless`` is the share of syllables on c, ch, p or t that bear a tone they cannot have: "đât" for "đất".
    """

    words: int
    foreign: float
    valid: float
    marked: float
    toneless: float = 0.0

    @property
    def is_readable(self) -> bool:
        """Whether it can be text, or is too little to tell."""
        return self.words < _MIN_WORDS or self.valid - 2 * self.foreign >= _READABLE

    @property
    def is_marked(self) -> bool:
        """Whether it has the marks of Vietnamese; poor text recognition loses them."""
        return self.words < _MIN_WORDS or self.marked >= _MARKED


def measure(texts: Sequence[str]) -> Quality:
    """The quality of the text of one page, given by stretches; of a long one, a sample tells."""
    text = " ".join(texts[:: len(texts) // _SAMPLE + 1])
    letters = {letter: times for letter, times in Counter(text).items() if letter.isalpha()}
    foreign = sum(times for letter, times in letters.items() if letter not in _VIETNAMESE)
    words = [word for word in _WORD.findall(text) if word not in _SHORT]
    # All at once, for folding is dear by the call; and "" splits into one word, not none.
    plain = fold(" ".join(words)).split(" ") if words else []
    valid = sum(map(_is_syllable, words, plain))
    marked = sum(not word.isascii() for word in words)
    count = max(len(words), 1)
    stopped = [
        word
        for word, bare in zip(words, plain, strict=True)
        if bare.endswith(_STOPS) and _is_stopped(word, bare)
    ]
    toneless = sum(_STOP_TONES.isdisjoint(normalize("NFD", word)) for word in stopped) / max(
        len(stopped), _FEW
    )
    return Quality(
        len(words), foreign / max(sum(letters.values()), 1), valid / count, marked / count, toneless
    )


def _is_stopped(word: str, plain: str) -> bool:
    """Whether a word that ends in a stop is a syllable, and no abbreviation."""
    return not (word.isupper() and len(word) <= 6) and bool(_SYLLABLE.fullmatch(plain))


@functools.lru_cache(maxsize=16384)  # the syllables of a language are few
def _is_syllable(word: str, plain: str) -> bool:
    """Whether a word is a possible syllable in a possible case, or an abbreviation."""
    if word.isupper() and len(word) <= 6:
        return True
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    return _SYLLABLE.fullmatch(plain) is not None
