"""The format of a file, told by its content; names and extensions lie.

Magic bytes first, then a look inside containers (ZIP members, OLE streams), then markup in the text. A document in an
envelope (:mod:`envelopes`) has the format of the document.
"""

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Literal

from vanban.corpus.envelopes import unwrap
from vanban.corpus.errors import EmptyFileError, UnknownFormatError, UnsupportedFormatError
from vanban.corpus.layout import Format

Detected = Format | Literal["zip", "gz", "ole", "archive"]
"""A format with a reader of its own, a container whose content is no document that vanban knows, or an archive of
a kind that is not opened."""

_HEAD = 64 * 1024
_MAGIC: tuple[tuple[bytes, Detected], ...] = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "image"),  # JPEG
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"II*\0", "image"),  # TIFF, both byte orders
    (b"MM\0*", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"BM", "image"),
    (b"\0\0\0\x0cjP  ", "image"),  # JPEG 2000
    (b"\x1f\x8b\x08", "gz"),
    # Workbooks without a compound file: Excel 3 and 4, and what web programs write for Excel 5 and later.
    (b"\x09\x02\x06\0", "xls"),
    (b"\x09\x04\x06\0", "xls"),
    (b"\x09\x08\x08\0", "xls"),
    (b"\x09\x08\x10\0", "xls"),
)
# Archives that are not opened, by their name: unpackers for them are programs of their own.
_ARCHIVES: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ\0", "XZ"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"MSCF\0\0\0\0", "CAB"),
)
# What archives hold besides and nothing here reads, by its name.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\xffWPC", "WordPerfect"),
    (b"\x9b\xa5\x21\0", "Word 1"),
    (b"\xdb\xa5\x2d\0", "Word 2"),
    (b"\xdc\xa5\x65\0", "Word 6"),
    (b"\x09\0\x04\0", "Excel 2"),
    (b"\x01\xfe", "Microsoft Works"),
    (b"\xff\0\x02\0\x04\x04", "Microsoft Works"),
    (b"\0\0\x02\0\x04\x04", "Lotus 1-2-3"),
    (b"\0\0\x02\0\x06\x04", "Lotus 1-2-3"),
    (b"\0\0\x1a\0", "Lotus 1-2-3"),
    (b"\x31\xbe\0\0", "Word for DOS or Windows Write"),
    (b"AC10", "AutoCAD"),
    (b"AT&TFORM", "DjVu"),
    (b"%!PS", "PostScript"),
)
# Roots of XML that are pages; "<?xml" may stand before XHTML.
_XML = re.compile(rb"<\?xml\b")
_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_PAGES = frozenset((b"html", b"body", b"head", b"div", b"table", b"p", b"span"))
_XML_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"office/word/2003/wordml", "a document in the XML of Word 2003"),
    (b"office/2006/xmlPackage", "a Word document in one XML file"),
    (b"microsoft-com:office:spreadsheet", "a workbook in the XML of Excel 2003"),
    (b"opendocument:xmlns:office", "an OpenDocument in one XML file"),
)
_TAR = slice(257, 262)  # where "ustar" stands (POSIX.1-1988)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE_STREAMS: tuple[tuple[str, Detected], ...] = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
# Tags that only a page has; a text that speaks of "<b>" is no page.
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta\s|table|div|script|style|title|p\s+class|p\s+style|o:p)\b",
    re.IGNORECASE,
)
_CONTROL = bytes([*range(0x08), *range(0x0E, 0x1B), *range(0x1C, 0x20)])  # none of them stands in a text
_CONTENT_TYPES = "[Content_Types].xml"  # the part that every Office document has
_BMP_RESERVED = slice(6, 10)


def detect(data: bytes) -> Detected:
    """The format of a file.

    Args:
        data: the whole file (the directory of a ZIP stands at its end).

    Raises:
        EmptyFileError: the file holds no bytes.
        UnknownFormatError: binary content of no known kind.
        UnsupportedFormatError: content of a known kind that nothing here reads.
        EncryptedFileError, DamagedFileError: it is in an envelope (:func:`vanban.corpus.envelopes.unwrap`).
    """
    data = unwrap(data)
    if not data:
        raise EmptyFileError("The file is empty.", remedy="Copy it again from where it came from.")
    # PDF readers accept up to 1,024 bytes of rubbish before the mark.
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    for magic, found in _MAGIC:
        starts = head.startswith(magic) or data.startswith(magic)
        if starts and (magic != b"BM" or data[_BMP_RESERVED] == b"\0\0\0\0"):
            return found
    if data.startswith(_ZIP):
        return _in_zip(data)
    if data.startswith(_OLE):
        return _in_ole(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image"
    if archive_name(data):
        return "archive"
    if name := next((name for magic, name in _FOREIGN if data.startswith(magic)), None):
        raise _unsupported(f"a file of {name}")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _in_text(data)


def archive_name(data: bytes) -> str | None:
    """What kind of archive that is not opened here a file is; None for everything else."""
    if data[_TAR] == b"ustar":
        return "TAR"
    return next((name for magic, name in _ARCHIVES if data.startswith(magic)), None)


def _in_zip(data: bytes) -> Detected:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        # A truncated archive has lost its directory; local headers still name the first members.
        names = [m.decode("latin-1") for m in re.findall(rb"(?:word|xl)/[\w./]{3,60}", data[:_HEAD])]
        return zip_format([*names, _CONTENT_TYPES])
    return zip_format(names)


def zip_format(names: Sequence[str]) -> Detected:
    """The format of a ZIP by the names of its members; a folder "word" alone makes no document."""
    if _CONTENT_TYPES in names or "word/document.xml" in names or "xl/workbook.xml" in names:
        if any(name.startswith("word/") for name in names):
            return "docx"
        if any(name.startswith("xl/") for name in names):
            return "xlsx"
    return "zip"


def _in_ole(data: bytes) -> Detected:
    # Directory entries hold their names in UTF-16; no other place of a compound file does at 128-byte steps.
    for name, found in _OLE_STREAMS:
        if ole_entry(data, name):
            return found
    if ole_entry(data, "MatOST"):
        raise _unsupported("a file of Microsoft Works")
    return "ole"


def ole_entry(data: bytes, name: str) -> int:
    """Where the entry of a stream stands in a compound file ([MS-CFB] 2.6); 0 without it."""
    entry = name.encode("utf-16-le") + b"\0\0"
    at = data.find(entry)
    while at >= 0 and at % 128:
        at = data.find(entry, at + 2)
    return max(at, 0)


def is_cut(data: bytes) -> bool:
    """Whether a file is a compound file that ends before its directory ([MS-CFB] 2.2), which may stand at the end."""
    if not data.startswith(_OLE):
        return False
    shift, first = int.from_bytes(data[0x1E:0x20], "little"), int.from_bytes(data[0x30:0x34], "little")
    return len(data) < 512 or (first + 1 << min(shift, 16)) >= len(data)


def _in_text(data: bytes) -> Detected:
    head = data[:_HEAD]
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or _alternates(head)
    plain = head.replace(b"\0", b"") if is_wide else head
    _refuse_xml(plain)
    if _HTML.search(plain):
        return "html"
    if not is_wide and (len(head) - len(head.translate(None, _CONTROL))) * 50 > len(head):
        raise _unknown()
    return "txt"


def _refuse_xml(head: bytes) -> None:
    """Raise for XML that is no page: its tags are no text of a document."""
    start = _XML.search(head, 0, 8)
    root = _ROOT.search(head, start.end()) if start else None
    if root is None or root[2].lower() in _PAGES:
        return
    raise _unsupported(next((name for mark, name in _XML_KINDS if mark in head), "an XML file"))


def _unsupported(what: str) -> UnsupportedFormatError:
    return UnsupportedFormatError(
        f"This is {what}, which is not read here.", remedy="Save it as DOCX, XLSX or PDF."
    )


def _alternates(head: bytes) -> bool:
    """Whether zero bytes stand in every other place only, as in UTF-16."""
    few, many = sorted((head[0::2].count(0), head[1::2].count(0)))
    return many * 5 > len(head) and few * 15 < many


def _unknown() -> UnknownFormatError:
    return UnknownFormatError(
        "The content is of no known document format.",
        remedy="Open it in the program that made it and save it as DOCX, PDF or TXT.",
    )
