"""Characters of symbol fonts as Unicode: Symbol and Wingdings, which store them at U+F0xx.

Only what stands in documents is mapped: bullets, arrows, boxes, ticks, Greek letters and signs of arithmetic.
"""

import re

_PRIVATE = 0xF000
_FIELD = re.compile(r"\s*SYMBOL\s+(\d{1,5}|0x[0-9a-fA-F]{1,4})\b(?:.*?\\f\s+\"?([^\"\\]+))?", re.IGNORECASE)
_SYMBOL = {
    0xB7: "•", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞",
    0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xDE: "⇒", 0xDB: "⇔", 0xA8: "♦", 0xA7: "♣", 0xC5: "⊕", 0xC4: "⊗",
    0xCE: "∈", 0xCC: "⊂", 0xC8: "∪", 0xC7: "∩", 0xD6: "√", 0xE5: "∑", 0xD5: "∏", 0xF2: "∫", 0xB6: "∂", 0xC6: "∅",
    0xD2: "®", 0xD3: "©", 0xD4: "™", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xBC: "…", 0xA2: "′", 0xB2: "″",
}  # fmt: skip
_GREEK = dict(
    zip(
        b"ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcyw",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω",
        strict=True,
    )
)
_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x73: "◆", 0x74: "◆", 0x75: "◆",
    0x76: "❖", 0x77: "◆", 0x9E: "•", 0x9F: "•", 0xA0: "▪", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xE0: "→", 0xE8: "→",
    0xF0: "→", 0xFC: "✓", 0xFB: "✗", 0xFD: "☒", 0xFE: "☑", 0x22: "✂", 0x28: "☎", 0x46: "☞", 0x4A: "☺", 0xAB: "★",
    0xE1: "↑", 0xE2: "↓", 0xDF: "←", 0x2A: "✉",
}  # fmt: skip
_BULLETS = str.maketrans({"●": "•", "■": "▪"})


def symbol(code: int, font: str | None) -> str:
    """The character at a place of a symbol font; empty when it is not known."""
    at = code & 0xFF
    name = (font or "").lower()
    if name.startswith("wingdings"):
        return _WINGDINGS.get(at, "")
    if name == "symbol" or (_is_private(code) and not name.startswith("webdings")):
        return _SYMBOL.get(at) or _GREEK.get(at) or (chr(at) if 0x20 <= at < 0x7F else "")
    return "" if 0xE000 <= code < 0xF900 else chr(code)


def _is_private(code: int) -> bool:
    return _PRIVATE <= code < _PRIVATE + 0x100


def is_symbol_font(font: str | None) -> bool:
    """Whether a font draws signs where others draw letters."""
    name = (font or "").lower()
    return name == "symbol" or name.startswith(("wingdings", "webdings"))


def signs(text: str, font: str | None) -> str:
    """Text in a symbol font; letters that do not stand in the private area are no signs and stay."""
    return "".join(symbol(ord(char), font) if _is_private(ord(char)) else char for char in text)


def bullet(text: str, font: str | None) -> str:
    """A bullet of a list as text; one that is not known is printed as "•"."""
    if not is_symbol_font(font) and not any(_is_private(ord(char)) for char in text):
        return "-" if text.strip() in ("–", "—", "‒", "−", "‑") else text
    found = "".join(symbol(ord(char), font) for char in text)
    return found.translate(_BULLETS) if found.strip() else "•"


def symbol_of_field(instruction: str) -> str:
    r"""What a field such as ``SYMBOL 163 \f "Symbol"`` prints; empty for every other field."""
    match = _FIELD.match(instruction)
    if match is None:
        return ""
    code = int(match[1], 16 if match[1][:2] in ("0x", "0X") else 10)  # "0163" is a number too
    return symbol(code, (match[2] or "Symbol").strip())
