"""Office Open XML packages (ISO/IEC 29500-2): bounded ZIP members, hardened XML, relationships.

Nothing is fetched, no entity is expanded, and a package that would grow beyond its budgets is refused before
it does. Both conformance classes are read: the namespaces of the strict one are rewritten to the transitional.
"""

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from vanban.corpus.budgets import DEFAULT, RATIO_FLOOR, Budgets
from vanban.corpus.errors import DamagedFileError, EncryptedFileError, TooLargeError

_ENCRYPTED = 0x1
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    _STRICT + b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    _STRICT + b"officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    _STRICT + b"officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    _STRICT + b"drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another: last word of its type ("footnotes"), and the part's name."""

    id: str
    kind: str
    part: str


class Package:
    """An open package.

    Args:
        data: the file.
        budgets: limits of its members, of all their bytes and of the ratio of each.

    Raises:
        DamagedFileError: the ZIP directory is truncated or broken.
        EncryptedFileError: members are encrypted.
        TooLargeError: too many members, or too many bytes.
    """

    def __init__(self, data: bytes, budgets: Budgets = DEFAULT) -> None:
        self._budgets = budgets
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _ZIP_ERRORS as error:
            raise damaged() from error
        entries = self._zip.infolist()
        if len(entries) > budgets.members:
            raise TooLargeError(
                f"The package holds {len(entries)} members; the limit is {budgets.members}.",
                remedy=_LEAVE_OUT,
            )
        if sum(entry.file_size for entry in entries) > budgets.unpacked_bytes:
            raise TooLargeError(
                f"The package would grow to over {budgets.unpacked_bytes} bytes when unpacked.",
                remedy=_LEAVE_OUT,
            )
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise EncryptedFileError("The package is encrypted.", remedy="Save it again without a password.")
        self._entries = {entry.filename.lstrip("/"): entry for entry in entries}

    def __contains__(self, part: str) -> bool:
        return part in self._entries

    def read(self, part: str) -> bytes:
        """The bytes of a part.

        Raises:
            DamagedFileError: there is no such part, or its data are broken.
            TooLargeError: it is over the budget of a text, or grows beyond the ratio.
        """
        entry = self._entries.get(part)
        if entry is None:
            raise damaged(f"The package lacks its part {part}.")
        is_bomb = entry.file_size > max(RATIO_FLOOR, self._budgets.ratio * entry.compress_size)
        if entry.file_size > self._budgets.text_bytes or is_bomb:
            raise TooLargeError(
                f"The part {part} would grow from {entry.compress_size} to {entry.file_size} bytes.",
                remedy=_LEAVE_OUT,
            )
        try:
            # The size in the directory bounds what zipfile hands out, whatever the stream holds.
            return self._zip.read(entry)
        except _ZIP_ERRORS as error:
            raise damaged(f"The part {part} is broken.") from error

    def xml(self, part: str) -> etree._Element:
        """The root element of a part.

        Raises:
            DamagedFileError, TooLargeError: as :meth:`read`; also for XML that is broken or has a DTD.
        """
        return parse(self.read(part))

    def relationships(self, part: str = "") -> list[Relationship]:
        """Where a part leads inside the package; the package's own without an argument."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self:
            return []
        found: list[Relationship] = []
        for node in self.xml(rels).iter(_RELATIONSHIP):
            if node.get("TargetMode") == "External":
                continue
            target = node.get("Target", "")
            target = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = node.get("Type", "").rsplit("/", 1)[-1]
            found.append(Relationship(node.get("Id", ""), kind, posixpath.normpath(target)))
        return found


_LEAVE_OUT = "This is no ordinary document; leave it out, or split it."


def parse(data: bytes) -> etree._Element:
    """Parse XML without entities, DTD or network; depth and text lengths bounded by the parser.

    Raises:
        DamagedFileError: the XML is broken, nested too deep, or has a document type declaration.
    """
    if _STRICT in data:
        for strict, transitional in _TRANSITIONAL.items():
            data = data.replace(strict, transitional)
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise damaged("The XML declares a document type, which the format forbids.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged("The XML is broken.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged("The XML declares a document type, which the format forbids.")
    return root


def damaged(message: str = "The package is truncated or broken.") -> DamagedFileError:
    """The error of a package beyond reading."""
    return DamagedFileError(message, remedy="Copy it again from where it came from, or repair it in Word.")
