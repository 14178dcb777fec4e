"""Which strings are Vietnamese syllables: the evidence for encodings and for text layers worth reading.

The test knows initials, rhymes and which of them go together, and that a rhyme closed by a stop takes only two
of the six tones. It accepts some two thousand syllables that no word uses, and no string of chance.
"""

import re
import unicodedata
from functools import cache, lru_cache

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_SHARP_OR_HEAVY = ("\u0301", "\u0323")  # sắc, nặng
_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
    "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc "
    "oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uân uâng uât uây uc uê uêch uênh ui uôc uôi uôm uôn uông uôt um un ung uơ up ut uy uya uych uyên uyêt "
    "uynh uyp uyt uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu "
    "y yêm yên yêng yêt yêu"
).split()
_AFTER_QU = (
    "a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât ây e en eo et ê ên êt êch ênh êu i in it "
    "iên iêt ôc ơ ơi ơn ơt y ych yên yêt ynh yt"
).split()
_FRONT = tuple("eêiy")  # k, gh and ngh stand before these, c, g and ng before the others
_FREE = [*"b ch d đ h kh l m n nh p ph r s t th tr v x".split(), ""]
_STOPS = ("c", "k", "p", "t", "ch")


@cache
def _toneless() -> frozenset[str]:
    """All pairs of initial and rhyme."""
    found = {initial + rhyme for initial in _FREE for rhyme in _RHYMES}
    for rhyme in _RHYMES:
        initials = ("k", "gh", "ngh") if rhyme.startswith(_FRONT) else ("c", "g", "ng", "gi")
        found |= {initial + rhyme for initial in initials}
        if rhyme.startswith("i"):
            found.add(f"g{rhyme}")  # gì, giêng, giết
        elif rhyme.startswith(("e", "ê")):
            found.add(f"gi{rhyme}")
    return frozenset(found | {f"qu{rhyme}" for rhyme in _AFTER_QU})


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word is one Vietnamese syllable in Unicode, in small letters, capitals or with one capital."""
    if not (word.islower() or word.isupper() or (word[1:].islower() and word[0].isupper())):
        return False
    marked = unicodedata.normalize("NFD", word.lower())
    plain = marked.translate(_TONES)
    if len(marked) - len(plain) > 1:
        return False
    if unicodedata.normalize("NFC", plain) not in _toneless():
        return False
    if plain.endswith(_STOPS):
        return any(tone in marked for tone in _SHARP_OR_HEAVY)
    return True


WORD = re.compile(r"[^\W\d_]+")


def share(text: str) -> float:
    """The share of syllables among the words of a text that are not plain ASCII; 0 without such words."""
    words = [word for word in WORD.findall(text) if not word.isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
