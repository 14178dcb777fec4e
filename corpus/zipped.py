"""Bounded reading of ZIP archives. No size that an archive states about itself is believed beyond a limit."""

import lzma
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from vanban.corpus.budgets import DEFAULT, RATIO_FLOOR, Budgets
from vanban.corpus.decode import looks_cp1258
from vanban.corpus.errors import DamagedFileError, EncryptedFileError, TooLargeError
from vanban.corpus.text import nfc

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_UNICODE_PATH = 0x7075  # Info-ZIP's field for names: APPNOTE.TXT, 4.6.9
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip


class ZipMembers:
    """An open archive; its members go by their place in the directory, since names may repeat.

    Raises:
        DamagedFileError: there is no directory, or a broken one.
    """

    def __init__(self, source: Path | bytes, budgets: Budgets = DEFAULT) -> None:
        self._budgets = budgets
        try:
            self._zip = zipfile.ZipFile(BytesIO(source) if isinstance(source, bytes) else source)
        except _BROKEN as error:
            raise damaged() from error
        self._entries = self._zip.infolist()

    def names(self) -> list[str]:
        """The decoded names of all members."""
        return [_name(entry) for entry in self._entries]

    def size(self, at: int) -> int:
        """The stated size of a member that may be read.

        Raises:
            EncryptedFileError: it needs a password.
            TooLargeError: over the budget of bytes or of the ratio.
        """
        entry, budgets = self._entries[at], self._budgets
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise EncryptedFileError(
                "The file is encrypted in its archive.", remedy="Unpack it with its password first."
            )
        if entry.file_size > budgets.bytes:
            raise too_large(f"The member has {entry.file_size} bytes; the limit is {budgets.bytes}.")
        if entry.file_size > max(RATIO_FLOOR, entry.compress_size * budgets.ratio):
            raise too_large(f"The member unpacks to over {budgets.ratio} times its size.")
        return entry.file_size

    def head(self, at: int, size: int) -> bytes:
        """The first bytes of a member.

        Raises:
            DamagedFileError: broken, or packed by a method that Python does not know.
        """
        try:
            with self._zip.open(self._entries[at]) as stream:
                return stream.read(size)
        except _BROKEN as error:
            raise damaged() from error

    def read(self, at: int) -> bytes:
        """The bytes of a member; zipfile stops at the stated size, so that a false one gives an error.

        Raises:
            EncryptedFileError, TooLargeError, DamagedFileError: as :meth:`size` and :meth:`head`.
        """
        return self.head(at, self.size(at) + 1)


def too_large(message: str) -> TooLargeError:
    """A member or a container over a budget."""
    return TooLargeError(message, remedy="Leave it out, or raise the limit.")


def damaged() -> DamagedFileError:
    """A container or member that cannot be unpacked."""
    return DamagedFileError(
        "The archive is truncated, broken or packed by an unknown method.",
        remedy="Copy it again from where it came from.",
    )


def decode_name(raw: bytes) -> str:
    """A name whose character set is stated nowhere: UTF-8, Vietnamese Windows, else that of the standard."""
    try:
        return nfc(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return nfc(raw.decode("cp1258" if looks_cp1258(raw) else "cp437", errors="replace"))


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of a member: by its flag, by Info-ZIP's field, or by the evidence of its bytes."""
    if entry.flag_bits & _UTF8_FLAG:
        return nfc(entry.orig_filename)
    if field := _unicode_path(entry.extra):
        return nfc(field)
    try:
        return decode_name(entry.orig_filename.encode("cp437"))  # as zipfile has read it
    except UnicodeEncodeError:
        return nfc(entry.orig_filename)


def _unicode_path(extra: bytes) -> str | None:
    """The name in the extra field 0x7075: version, CRC of the plain name, UTF-8."""
    while len(extra) >= 4:
        tag, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if tag == _UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", errors="replace")
        extra = extra[4 + size :]
    return None
