"""The letters of the legacy Vietnamese encodings (facts of their standards and fonts).

TCVN3 is TCVN 5712:1993 VN3, the set of the .Vn fonts; it lacks capitals with tones, for which fonts named ...H
draw small letters as capitals. VNI writes marks behind vowels. VISCII is RFC 1456; VPS is the set of the VPS
fonts. What is converted is text whose bytes were read as Windows-1252 or Latin-1.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal
from unicodedata import normalize

Legacy = Literal["tcvn3", "vni", "viscii", "vps"]
"""An encoding that puts Vietnamese letters where Latin-1 has others."""

LEGACY: tuple[Legacy, ...] = ("tcvn3", "vni", "viscii", "vps")

_TCVN3_A1 = "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ."
_VISCII_80 = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VPS_80 = (
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ..ỀỂỄỐỒỔỖýỷỵỚỜỞ.ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự"
    "ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ.àáâãảạă.èéêẽìí.ĩẴĐòóôõ.Ơụùúủ.ỶẼỳ"
)
_VISCII_LOW = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VPS_LOW = {
    0x02: "Ạ", 0x03: "Ậ", 0x04: "Ặ", 0x05: "Ẹ", 0x06: "Ệ", 0x10: "Ị", 0x11: "Ọ", 0x12: "Ộ", 0x13: "Ợ", 0x14: "Ụ",
    0x15: "Ự", 0x19: "Ỵ", 0x1C: "Ẫ", 0x1D: "Ữ",
}  # fmt: skip
# What programs make of single letters on the way: ư (0xAD) a minus, à (0xB5) a Greek mu, ã (0xB7) an operator.
_TCVN3_STRAYS = {0x2212: "ư", 0x3BC: "à", 0x2219: "ã"}
_UNDEFINED_IN_CP1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
# VNI: marks in the order acute, grave, hook, tilde, dot, alone and on the circumflex and breve vowels.
_VNI_MARKS = {
    "a": "ùáøàûảõãïạââáấàầåẩãẫäậêăéắèằúẳüẵëặ",
    "e": "ùéøèûẻõẽïẹâêáếàềåểãễäệ",
    "o": "ùóøòûỏõõïọâôáốàồåổãỗäộ",
    "u": "ùúøùûủõũïụ",
    "y": "ùýøỳûỷõỹïỵ",
    "i": "ùíøì",
    "ô": "ùớøờûởõỡïợ",
    "ö": "ùứøừûửõữïự",
}
_TONES = "\u0301\u0300\u0309\u0303\u0323"
MARK_SIGNS = frozenset("ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË")
"""What VNI writes behind vowels; none of them begins a word."""
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def convert(text: str, encoding: Legacy) -> str:
    """Text of a legacy encoding as Unicode (NFC); characters that the encoding does not know stay."""
    if encoding == "vni":
        pairs = _vni()
        return _vni_pattern().sub(lambda match: pairs[match[0]], text)
    return text.translate(_tables()[encoding])


@cache
def alphabet(encoding: Legacy) -> frozenset[str]:
    """All characters beyond ASCII that stand for (parts of) letters in an encoding."""
    if encoding == "vni":
        return frozenset(char for key in _vni() for char in key if not char.isascii()) | set("íìÍÌ")
    return frozenset(map(chr, _tables()[encoding]))


@cache
def _tables() -> Mapping[Legacy, dict[int, str]]:
    return {
        "tcvn3": _row(0xA1, _TCVN3_A1) | _TCVN3_STRAYS,
        "viscii": _with_cp1252(_row(0x80, _VISCII_80)) | _VISCII_LOW,
        "vps": _with_cp1252(_row(0x80, _VPS_80)) | _VPS_LOW,
    }


def _row(first: int, letters: str) -> dict[int, str]:
    """Letters by code; a dot stands for a code without one."""
    return {first + at: letter for at, letter in enumerate(letters) if letter != "."}


def _with_cp1252(table: dict[int, str]) -> dict[int, str]:
    """The table and, for codes below 0xA0, the signs that Windows-1252 reads them as."""
    signs = {
        ord(bytes([code]).decode("cp1252")): letter
        for code, letter in table.items()
        if code < 0xA0 and code not in _UNDEFINED_IN_CP1252
    }
    return table | signs


def leading_marks(text: str) -> int:
    """How many VNI marks open a text: they belong to the vowel before it."""
    count = 0
    while count < len(text) and text[count] in MARK_SIGNS:
        count += 1
    return count


def completes(before: str, after: str) -> bool:
    """Does the mark that begins one text go with the vowel (and its first mark) that ends another in VNI?"""
    return before[-1:] + after[:1] in _vni() or before[-2:] + after[:1] in _vni()


@cache
def _vni() -> dict[str, str]:
    """Letters by what stands for them, small and capital."""
    pairs = dict(_VNI_ALONE)
    for vowel, signs in _VNI_MARKS.items():
        pairs |= {vowel + mark: letter for mark, letter in zip(signs[::2], signs[1::2], strict=True)}
    # Typists also put a tone behind the finished vowel: "eâ" and "ï" for "eä".
    for accented in ("aâ", "eâ", "oâ", "aê"):
        tones = zip("ùøûõï", _TONES, strict=True)
        pairs |= {accented + tone: normalize("NFC", pairs[accented] + mark) for tone, mark in tones}
    pairs |= {key[0].upper() + key[1:]: letter.upper() for key, letter in pairs.items() if len(key) > 1}
    return pairs | {key.upper(): letter.upper() for key, letter in pairs.items()}


@cache
def _vni_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_vni(), key=len, reverse=True)))
