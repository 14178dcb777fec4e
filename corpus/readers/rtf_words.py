"""Control words of RTF 1.9.1: what prints nothing, what stands for a character, code pages of fonts."""

from vanban.corpus.layout import Align
from vanban.corpus.readers.word import BREAK, PAGE_BREAK, TAB

# Destinations that print nothing, or the same again in another form.
SKIPPED = frozenset(
    "colortbl stylesheet info pict listtable listoverridetable revtbl rsidtbl themedata "
    "colorschememapping latentstyles datastore xmlnstbl generator objdata objclass nonshppict shprslt sp pn pnseclvl "
    "filetbl operator bkmkstart bkmkend xe tc tcn txe rxe nonesttables nesttableprops datafield formfield ffname "
    "ffdeftext ffl annotation atnid atnauthor atnref atrfstart atrfend atndate atnicn ftnsep ftnsepc ftncn aftnsep "
    "aftnsepc aftncn template private userprops docvar mmathPr falt panose fontemb background pgptbl ud".split()
)
STARRED_SHOWN = frozenset("shpinst do shptxt dptxbxtext fldinst fldrslt listtext pntext footnote".split())
MARGINS = {
    f"{kind}{which}": f"page {kind}" for kind in ("header", "footer") for which in ("", "l", "r", "f")
}  # fmt: skip
CHARACTERS = {
    "tab": TAB, "line": BREAK, "softline": BREAK, "page": PAGE_BREAK, "column": PAGE_BREAK, "emdash": "—",
    "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
# Word writes the character 0xAD, the TCVN3 letter ư, as an optional hyphen.
SIGNS = {"~": "\xa0", "_": "-", "-": "\u00ad", "\\": "\\", "{": "{", "}": "}", "\t": TAB}
ALIGNS: dict[str, Align] = {"ql": "left", "qr": "right", "qc": "center", "qj": "justify", "qd": "justify"}
CODEPAGES = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
SYMBOL_CHARSET = 2


def decode(raw: bytes, codec: str) -> str:
    """Bytes in a code page; those that it does not define are read as Latin-1."""
    try:
        return raw.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return "".join(_decode_byte(byte, codec) for byte in raw)


def _decode_byte(byte: int, codec: str) -> str:
    try:
        return bytes([byte]).decode(codec)
    except (UnicodeDecodeError, LookupError):
        return chr(byte)


def is_codec(name: str) -> bool:
    """Whether Python knows a codec for text of that name."""
    try:
        return bool("a".encode(name))
    except (LookupError, UnicodeError):
        return False
