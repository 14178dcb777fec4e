"""Files inside files: ZIP and GZ as folders of inputs, each member named ``archive.zip!/folder/name.doc``.

Members are read one at a time into memory and never written to disk; their names are labels only, so that
no name leads out of anything. Everything is bounded by the budgets, and a bad member is an entry with its
error, while the others are read.
"""

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import IO

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.detect import in_zip_names
from vanban.corpus.errors import DamagedFileError, InputError, TooLargeError
from vanban.corpus.zipped import (
    RATIO_FLOOR,
    check_member,
    damaged,
    member_name,
    open_zip,
    read_member,
    too_large,
)

_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_GZ_MAGIC = b"\x1f\x8b\x08"
_FLAG_NAME = 8  # FLG.FNAME of RFC 1952
_HEAD = 4
_CHUNK = 1024 * 1024
_SYSTEM = ("__MACOSX/", ".DS_Store", "Thumbs.db")


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a container.

    Attributes:
        name: its path inside, with ``/``, safe and unique; a member of an inner container has that one's
            name in front.
        read: gives its bytes; raises InputError.
        error: why it cannot be read, if that is known already.
        size: its bytes unpacked, as the container states; None if it does not.
        is_system: left behind by an operating system, no input.
    """

    name: str
    read: Callable[[], bytes]
    error: InputError | None = None
    size: int | None = None
    is_system: bool = False


def is_container(source: bytes | Path) -> bool:
    """Whether a file is a ZIP that is no document itself, or a GZ; False where it cannot be opened."""
    try:
        head = source[:_HEAD] if isinstance(source, bytes) else _head(source)
        if head.startswith(_GZ_MAGIC):
            return True
        if not head.startswith(_ZIP_MAGIC):
            return False
        with open_zip(source) as archive:
            return in_zip_names(archive.namelist()) == "zip"
    except (OSError, InputError):
        return False


class Container:
    """An open container; members can be read while it is open, in any order.

    Args:
        source: the file, or its bytes.
        name: what it is called; a GZ that names no member takes its member's name from it.
        budgets: limits of members, sizes, ratio and nesting.
    """

    def __init__(self, source: bytes | Path, name: str, budgets: Budgets = DEFAULT) -> None:
        self._source = source
        self._name = name
        self._budgets = budgets
        self._archives: dict[tuple[str, ...], zipfile.ZipFile] = {}

    def members(self) -> Iterator[Member]:
        """All members in stored order, those of inner containers in their place.

        Raises:
            DamagedFileError: the container has no readable directory.
        """
        meter = _Meter(self._budgets)
        names: set[str] = set()
        for member in _members(self._source, self._name, self._budgets, meter, self._budgets.nesting):
            yield replace(member, name=_unique(member.name, names))


class _Meter:
    """Counts members and bytes of a container with all inner ones."""

    def __init__(self, budgets: Budgets) -> None:
        self._budgets = budgets
        self._members = 0
        self._bytes = 0

    def count(self, size: int) -> TooLargeError | None:
        """Count a member; the error it gets when the container has been too large before it is reached."""
        self._members += 1
        self._bytes += size
        if self._members > self._budgets.members:
            return too_large(f"The container has over {self._budgets.members} members.")
        if self._bytes > self._budgets.unpacked_bytes:
            return too_large(f"The container unpacks to over {self._budgets.unpacked_bytes} bytes.")
        return None
