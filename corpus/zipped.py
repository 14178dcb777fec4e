"""Bounded reading of ZIP archives, for containers of documents and for formats that are ZIP archives.

Nothing is written to disk, and no size that the archive states about itself is believed.
"""

import lzma
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.decode import looks_cp1258
from vanban.corpus.errors import DamagedFileError, EncryptedFileError, TooLargeError
from vanban.corpus.text import nfc

RATIO_FLOOR = 1024 * 1024
"""Bytes below which a high ratio is harmless: a page of spaces packs a thousandfold."""

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_UNICODE_PATH = 0x7075  # Info-ZIP's field for names: APPNOTE.TXT, 4.6.9
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)


def open_zip(source: bytes | Path) -> zipfile.ZipFile:
    """Open an archive.

    Raises:
        DamagedFileError: it has no directory, or a broken one.
    """
    try:
        return zipfile.ZipFile(BytesIO(source) if isinstance(source, bytes) else source)
    except (*_BROKEN, NotImplementedError) as error:
        raise damaged() from error


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo | str, budgets: Budgets = DEFAULT) -> bytes:
    """The content of one member.

    Raises:
        EncryptedFileError: it needs a password.
        TooLargeError: over the budget of bytes or of the ratio.
        DamagedFileError: it is missing, broken or packed in a way Python cannot unpack.
    """
    try:
        info = archive.getinfo(member) if isinstance(member, str) else member
    except KeyError as error:
        raise DamagedFileError(f"The archive lacks its part {member}.", remedy=_COPY) from error
    check_member(info, budgets)
    try:
        with archive.open(info) as stream:
            data = stream.read(budgets.bytes + 1)
    except NotImplementedError as error:
        raise DamagedFileError(
            "The member is packed by a method that cannot be unpacked here.", remedy=_COPY
        ) from error
    except (*_BROKEN, RuntimeError) as error:
        raise damaged() from error
    if len(data) > budgets.bytes:
        raise too_large(f"The member has over {budgets.bytes} bytes.")
    return data


def check_member(info: zipfile.ZipInfo, budgets: Budgets) -> None:
    """Refuse a member by what the directory says of it, before anything is unpacked.

    Reading stops at the stated size, so that a false statement damages the member and no more.

    Raises:
        EncryptedFileError, TooLargeError: see :func:`read_member`.
    """
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise EncryptedFileError(
            "The file is encrypted in its archive.", remedy="Unpack it with its password."
        )
    if info.file_size > budgets.bytes:
        raise too_large(f"The member has {info.file_size} bytes; the limit is {budgets.bytes}.")
    if info.file_size > max(RATIO_FLOOR, info.compress_size * budgets.ratio):
        raise too_large(f"The member unpacks to over {budgets.ratio} times its size: a decompression bomb.")


def too_large(message: str) -> TooLargeError:
    """A member or an archive over a budget."""
    return TooLargeError(message, remedy="Leave it out, or raise the limit.")


def damaged() -> DamagedFileError:
    """An archive that cannot be unpacked."""
    return DamagedFileError("The archive is truncated or broken.", remedy=_COPY)


_COPY = "Copy it again from where it came from."


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member: Unicode NFC, decoded by flag, by Info-ZIP's field or by evidence.

    Without a flag the standard says code page 437, but programs write UTF-8 or the code page of their
    system; on Vietnamese Windows that is 1258.
    """
    name = info.orig_filename
    if info.flag_bits & _UTF8_FLAG:
        return nfc(name)
    if field := _unicode_path(info.extra):
        return nfc(field)
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return nfc(name)
    try:
        return nfc(raw.decode("utf-8"))
    except UnicodeDecodeError:
        if looks_cp1258(raw):
            return nfc(raw.decode("cp1258", errors="replace"))
    return nfc(name)


def _unicode_path(extra: bytes) -> str | None:
    """The name in the extra field 0x7075: version, CRC of the plain name, UTF-8."""
    while len(extra) >= 4:
        tag, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if tag == _UNICODE_PATH and size > 5:
            try:
                return extra[9 : 4 + size].decode("utf-8")
            except UnicodeDecodeError:
                return None
        extra = extra[4 + size :]
    return None
