"""Characters: what is the same text under different bytes, and how texts are compared.

Printing and comparing are kept apart. :func:`clean` gives what is printed (NFC, white space folded, the
authors' spelling untouched); :func:`key` gives what is compared (no case, tones, Đ, punctuation or
look-alike letters from other alphabets).
"""

import re
import unicodedata

# Zero-width characters and the soft hyphen carry no text (a legacy "ư" has been decoded before). None but the
# last is printable, and most text is.
_SPACE = 3.0  # points
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufffc"))

SUSPECTS = frozenset("¡¢£¤¥¦¨ª¬¯¸¼ÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïñöøûüþÿ\u00ad")
"""Letters of Latin-1 that Unicode Vietnamese never uses and text of before Unicode is full of."""

# Letters of other alphabets that pass for Latin ones in typed Vietnamese (Cyrillic а in "củа"), and
# Ð (U+00D0, ð U+00F0) for Đ (U+0110, đ U+0111), both for comparing only.
_LOOK_ALIKE = str.maketrans("ÐðаеорсхуіАВЕКМНОРСТХІ", "ĐđaeopcxyiABEKMHOPCTXI")
_HAS_LOOK_ALIKE = re.compile(r"[ÐðаеорсхуіАВЕКМНОРСТХІ]")
# Signs outside ASCII that part words without a space ("CNTT–TT"); the others stand beside spaces.
_PARTING = str.maketrans(dict.fromkeys("–—…·•", " "))
_FOREIGN = re.compile(r"[–—…·•ÐðаеорсхуіАВЕКМНОРСТХІ]")
_WORD_BYTES = bytes(c if chr(c).isalnum() or c == ord("%") else ord(" ") for c in range(256))


def nfc(text: str) -> str:
    """Unicode NFC; fast when nothing is to do."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def fold_space(text: str) -> str:
    """White space of every kind, line breaks included, to single spaces; none at the ends."""
    return " ".join(text.split())


def clean(text: str) -> str:
    """Text as vanban prints it: NFC, no invisible characters, white space folded."""
    if not text.isprintable() or "\ufffc" in text:
        text = text.translate(_INVISIBLE)
    return fold_space(nfc(text))


def leading_space(text: str) -> float:
    """About how many points spaces before a text push it to the right; a single one is a slip."""
    count = len(text) - len(text.lstrip(" \xa0"))
    return _SPACE * count if count > 1 else 0.0


def upper_d(text: str) -> str:
    """Ð (Icelandic Eth) to Đ and the other look-alikes to Latin; length stays the same."""
    return text.translate(_LOOK_ALIKE) if _HAS_LOOK_ALIKE.search(text) else text


def fold(text: str) -> str:
    """Lower case ASCII: no tones or marks, đ as d, other signs dropped. For loose patterns."""
    if text.isascii():
        return text.lower()
    if _FOREIGN.search(text):
        text = text.translate(_PARTING).translate(_LOOK_ALIKE)
    plain = text.lower().replace("đ", "d")
    return unicodedata.normalize("NFD", plain).encode("ascii", "ignore").decode("ascii")


def key(text: str) -> str:
    """:func:`fold` with everything but letters, digits and % squeezed to single spaces."""
    return " ".join(fold(text).encode("ascii").translate(_WORD_BYTES).decode("ascii").split())
