"""Bytes to text: which encoding, by evidence; what is no text is refused.

Order: byte-order mark, UTF-16 without one (zero bytes in every other place), UTF-8, the codec that a page names,
an encoding of before Unicode (TCVN3, VNI, ...), the single-byte code page of Vietnamese Windows (1258, whose tone
marks are separate bytes), else UTF-8 with the bad bytes replaced and counted. Text that was typed in a font of
before Unicode and saved in an encoding of today is converted too.
"""

import codecs
import re
from dataclasses import dataclass, replace

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import EmptyFileError, TooLargeError, UnknownFormatError
from vanban.corpus.layout import Charset, Note
from vanban.corpus.text import SUSPECTS

MAX_LINE = 4 * 1024 * 1024
"""Characters in one line; beyond it the file is data, not a document."""

_SAMPLE = 64 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters that no text holds; tab, line feed, form feed and the like are not among them.
_CONTROL = re.compile(rb"[\x00-\x07\x0e-\x1a\x1c-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]")
# Windows-1258: a vowel and one of its five combining tone marks (grave, hook, tilde, acute, dot below).
_CP1258_TONE = re.compile(
    rb"[aeiouyAEIOUY\xc2\xe2\xca\xea\xd4\xf4\xc3\xe3\xd5\xf5\xdd\xfd][\xcc\xd2\xde\xec\xf2]"
)
_CP1258_LETTER = re.compile(
    rb"[\xd0\xf0\xc3\xe3\xd5\xf5\xdd\xfd\xc2\xe2\xca\xea\xd4\xf4\xc0-\xc3\xc8-\xca\xcd\xd3]"
)
_SUSPECT = re.compile(f"[{''.join(sorted(SUSPECTS))}]")
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9ăđĩũơưĂĐĨŨƠƯ]")
_MIN_LETTERS = 3
_TAKEN = re.compile("[âêôãýõÂÊÔÃÝÕ][ìòÌÒÞ]")  # letters and tone marks of Windows-1258 taken for Latin
_C1 = re.compile("[\x80-\x9f]")
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([-\w]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without its byte-order mark, the codec that read it, what went wrong, and what it was converted from."""

    text: str
    codec: str
    notes: tuple[Note, ...] = ()
    encodings: tuple[Charset, ...] = ("unicode",)


def decode(data: bytes, *, budgets: Budgets = DEFAULT, declared: str | None = None) -> Decoded:
    """Decode a text file.

    Args:
        data: the whole file.
        budgets: ``text_bytes`` is the limit of its size.
        declared: the codec that the file names itself (HTML); tried after marks and UTF-8.

    Raises:
        EmptyFileError: no bytes, or nothing but white space.
        TooLargeError: over a budget, or one line over :data:`MAX_LINE`.
        UnknownFormatError: the bytes are no text in any encoding.
    """
    check_size(len(data), budgets.text_bytes)
    decoded = _converted(_decode(data, declared))
    if not decoded.text or decoded.text.isspace():
        raise EmptyFileError("The file is empty.", remedy="Copy it again from where it came from.")
    if len(data) > MAX_LINE and max(map(len, decoded.text.splitlines())) > MAX_LINE:
        raise TooLargeError(
            f"One line holds more than {MAX_LINE} characters.", remedy="This is no document; leave it out."
        )
    return decoded


def check_size(size: int, max_bytes: int, path: str | None = None) -> None:
    """Refuse a file over the byte budget, before it is read.

    Raises:
        TooLargeError: it is.
    """
    if size > max_bytes:
        raise TooLargeError(
            f"The file has {size} bytes; the limit for its kind is {max_bytes}.",
            path=path,
            remedy="Split it, or raise the limit.",
        )


def declared_charset(data: bytes) -> str | None:
    """The charset that an HTML head names, if Python knows it."""
    match = _CHARSET.search(data, 0, 4096)
    if not match:
        return None
    name = match[1].decode("ascii")
    try:
        b"".decode(name)  # refuses codecs that are no text encodings, such as hex
        return codecs.lookup(name).name
    except LookupError:
        return None


def _decode(data: bytes, declared: str | None) -> Decoded:
    for bom, marked in _BOMS:
        if data.startswith(bom):
            return _replace(data[len(bom) :], marked)
    if codec := _utf16_without_mark(data):
        return _replace(data, codec)
    _refuse_binary(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if declared and declared not in ("utf-8", "ascii"):
        return _replace(data, declared)
    before_unicode = _converted(Decoded(data.decode("latin-1"), "latin-1"))
    if before_unicode.encodings != ("unicode",):
        return before_unicode
    if looks_cp1258(data):
        return _replace(data, "cp1258")
    decoded = _replace(data, "utf-8")
    if decoded.text.count("\ufffd") > len(decoded.text) // 4:
        raise _unknown()
    return decoded


def _converted(decoded: Decoded) -> Decoded:
    """The text in Unicode, if it was typed in a font of before Unicode, or saved by a program that took it for Latin."""
    if not (_SUSPECT.search(decoded.text) or _TAKEN.search(decoded.text)):
        return decoded
    from vanban.corpus.legacy import convert_text

    written = _bytes_taken(decoded.text)
    if written and (mended := _as_utf8(written)):
        return _mended(decoded, mended)
    done = convert_text(decoded.text)
    if written and done.encodings == ("unicode",) and looks_cp1258(written):
        return _mended(decoded, written.decode("cp1258", errors="replace"))
    notes = (*decoded.notes, done.note) if done.note else decoded.notes
    return replace(decoded, text=done.texts[0], notes=notes, encodings=done.encodings)


def _bytes_taken(text: str) -> bytes | None:
    """The bytes that a program took for a text in Windows-1252; None where the text has other letters.

    Vietnamese in Unicode has them. Bytes that mean nothing in Windows-1252 stay as control characters.
    """
    try:
        if not _C1.search(text):
            return text.encode("cp1252")
        return b"".join(c.encode("latin-1" if "\x80" <= c <= "\x9f" else "cp1252") for c in text)
    except UnicodeEncodeError:
        return None


def _as_utf8(data: bytes) -> str | None:
    """What bytes are in UTF-8; None unless that has letters which only Vietnamese uses."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if len(_VIETNAMESE.findall(text)) >= _MIN_LETTERS else None


def _mended(decoded: Decoded, text: str) -> Decoded:
    note = Note(
        "decoded-twice", "The text was saved by a program that mistook its encoding; put right.", "info"
    )
    return replace(decoded, text=text, notes=(*decoded.notes, note))


def _replace(data: bytes, codec: str) -> Decoded:
    """Decode; every byte that does not fit becomes U+FFFD and is counted in a note."""
    try:
        return Decoded(data.decode(codec), codec)
    except UnicodeDecodeError:
        text = data.decode(codec, errors="replace")
    bad = text.count("\ufffd")
    name = codec.upper().replace("UTF8", "UTF-8")
    note = Note("invalid-utf8" if codec == "utf-8" else "invalid-bytes", f"{bad} bytes are no valid {name}.")
    return Decoded(text, codec, (note,))


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    pairs = len(sample) // 2
    if b"\0" not in sample or pairs < 4:
        return None
    # Half of Vietnamese letters are Latin-1, so every second byte is often zero and the others never.
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if high > pairs * 0.4 and low < pairs * 0.02:
        return "utf-16-le"
    if low > pairs * 0.4 and high < pairs * 0.02:
        return "utf-16-be"
    return None


def _refuse_binary(data: bytes) -> None:
    sample = data[:_SAMPLE]
    controls = len(_CONTROL.findall(sample))
    if controls > max(len(sample) // 1000, 1 if b"\0" in sample else 8):
        raise _unknown()


def looks_cp1258(data: bytes) -> bool:
    """Whether bytes are text in the code page of Vietnamese Windows: letters followed by tone marks."""
    sample = data[: _SAMPLE * 4]
    high = len(_HIGH.findall(sample))
    tones = len(_CP1258_TONE.findall(sample))
    letters = len(_CP1258_LETTER.findall(sample))
    return tones >= 2 and tones * 10 > high and (tones + letters) * 2 > high


def _unknown() -> UnknownFormatError:
    return UnknownFormatError(
        "The content is of no known document format.",
        remedy="Open it in the program that made it and save it as DOCX, PDF or TXT.",
    )
