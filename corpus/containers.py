"""Files inside files: ZIP and GZ as folders of inputs, also inside each other.

Members are read one at a time into memory and never written to disk; their names are labels only, so that
no name leads out of anything. Everything is bounded by the budgets, and a bad member is an entry with its
error while the others are read.
"""

import gzip
import re
import zlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Protocol

from vanban.corpus.budgets import DEFAULT, RATIO_FLOOR, Budgets
from vanban.corpus.detect import zip_format
from vanban.corpus.errors import InputError
from vanban.corpus.files import comparable
from vanban.corpus.zipped import ZipMembers, damaged, decode_name, too_large

Source = Path | bytes
Chain = tuple[Source, tuple[int, ...]]
"""A file, and the place of a member in it, of a member in that one ...; no places are the file itself."""

_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_GZ_MAGIC = b"\x1f\x8b\x08"
_PACKAGE = {"[Content_Types].xml", "_rels/.rels", "mimetype", "META-INF/manifest.xml"}
_HEAD = 512
_KEPT_OPEN = 4
_MAX_NAME = 200  # bytes of one part of a name; file systems take 255 and results append ".json"
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')  # what some file system refuses
_DRIVE = re.compile(r"^[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a container.

    Attributes:
        parts: its path inside, one text a container: ``("inner.zip", "folder/name.doc")``; relative, safe to
            use as a path, and unlike those of all other members.
        chain: where its bytes are.
        error: why it cannot be read, if that is known already.
    """

    parts: tuple[str, ...]
    chain: Chain
    error: InputError | None = None

    @property
    def label(self) -> str:
        """The path for people: ``inner.zip!/folder/name.doc``."""
        return "!/".join(self.parts)

    @property
    def path(self) -> str:
        """The path for results: ``inner.zip/folder/name.doc``."""
        return "/".join(self.parts)


def is_container(source: Source) -> bool:
    """Whether a file is a ZIP that is no document itself, or a GZ; False where it cannot be opened."""
    try:
        with _stream(source) as stream:
            head = stream.read(_HEAD)
        return _is_container(head, source)
    except (OSError, InputError):
        return False


def _is_container(head: bytes, source: Source | None) -> bool:
    """By the first bytes, which tell most documents; the source is looked into when it is given."""
    if head.startswith(_GZ_MAGIC):
        return True
    if not head.startswith(_ZIP_MAGIC) or _first_name(head) in _PACKAGE:
        return False
    return source is None or not _is_package(ZipMembers(source).names())


def _is_package(names: Sequence[str]) -> bool:
    """Whether a ZIP is one document (Office, OpenDocument, EPUB), not a folder of files."""
    return zip_format(names) != "zip" or not _PACKAGE.isdisjoint(names)


def _first_name(head: bytes) -> str:
    """The name in the first local header of a ZIP."""
    size = int.from_bytes(head[26:28], "little")
    return head[30 : 30 + size].decode("latin-1")


class _Members(Protocol):
    """An open container."""

    def names(self) -> list[str]:
        """The names of all places, folders included, as stored."""
        ...

    def size(self, at: int) -> int:
        """Bytes of a member unpacked, as the container states; raises InputError if it may not be read."""
        ...

    def head(self, at: int, size: int) -> bytes:
        """The first bytes of a member."""
        ...

    def read(self, at: int) -> bytes:
        """The bytes of a member."""
        ...


class Containers:
    """Lists and reads members; a few containers stay open, so that reading in order is quick."""

    def __init__(self, budgets: Budgets = DEFAULT) -> None:
        self._budgets = budgets
        self._open: OrderedDict[Chain, _Members] = OrderedDict()

    def members(self, source: Source, name: str) -> Iterator[Member]:
        """The members of a file, those of inner containers in their place.

        Args:
            source: the file, or its bytes.
            name: its name; a GZ that does not name its member lends it.

        Raises:
            DamagedFileError: it cannot be opened at all.
        """
        meter = _Meter(self._budgets)
        taken: set[str] = set()
        yield from self._members((source, ()), (), name, meter, taken)

    def read(self, member: Member) -> bytes:
        """The bytes of a member.

        Raises:
            InputError: the subclass says why it cannot be read.
        """
        if member.error:
            raise member.error
        source, places = member.chain
        return self._opened((source, places[:-1])).read(places[-1])

    def _members(
        self, chain: Chain, outer: tuple[str, ...], name: str, meter: "_Meter", taken: set[str]
    ) -> Iterator[Member]:
        source, places = chain
        container = self._opened(chain, name)
        for at, stored in enumerate(container.names()):
            if stored.endswith(("/", "\\")):
                continue  # a folder
            place = (source, (*places, at))
            parts = (*outer, safe_name(stored))
            try:
                meter.count(container.size(at))
                inner = self._is_inner(container, at)
                if inner and len(places) >= self._budgets.nesting:
                    raise too_large(f"Containers are nested more than {self._budgets.nesting} deep.")
                if inner:
                    yield from self._members(place, parts, stored, meter, taken)
                    continue
            except InputError as error:
                yield Member(_unique(parts, taken), place, error)
            else:
                yield Member(_unique(parts, taken), place)

    def _is_inner(self, container: _Members, at: int) -> bool:
        head = container.head(at, _HEAD)
        return _is_container(head, None) and _is_container(head, container.read(at))

    def _opened(self, chain: Chain, name: str = "") -> _Members:
        """An open container; the one not used for longest is closed."""
        if chain in self._open:
            self._open.move_to_end(chain)
            return self._open[chain]
        source, places = chain
        if places:
            source = self._opened((source, places[:-1])).read(places[-1])
        with _stream(source) as stream:
            is_gz = stream.read(len(_GZ_MAGIC)) == _GZ_MAGIC
        opened = _Gz(source, name, self._budgets) if is_gz else ZipMembers(source, self._budgets)
        self._open[chain] = opened
        if len(self._open) > _KEPT_OPEN:
            self._open.popitem(last=False)
        return opened


class _Meter:
    """Counts the members and bytes of a container with all inner ones."""

    def __init__(self, budgets: Budgets) -> None:
        self._budgets = budgets
        self._members = 0
        self._bytes = 0

    def count(self, size: int) -> None:
        """Count a member.

        Raises:
            TooLargeError: the container had enough before it.
        """
        self._members += 1
        self._bytes += size
        if self._members > self._budgets.members:
            raise too_large(f"The container has over {self._budgets.members} members.")
        if self._bytes > self._budgets.unpacked_bytes:
            raise too_large(f"The container unpacks to over {self._budgets.unpacked_bytes} bytes.")


class _Gz:
    """A GZ file (RFC 1952): one member."""

    def __init__(self, source: Source, name: str, budgets: Budgets) -> None:
        self._source = source
        self._name = name
        self._budgets = budgets

    def names(self) -> list[str]:
        """The name in the header, else that of the file without its ending."""
        with _stream(self._source) as stream:
            head = stream.read(_HEAD)
        flags = head[3] if len(head) > 10 else 0
        if flags & 0b1000 and not flags & 0b100:  # FNAME without FEXTRA before it
            stored, end, _ = head[10:].partition(b"\0")
            if stored and end:
                return [decode_name(stored).rpartition("/")[2]]
        return [re.sub(r"\.gz$", "", self._name, flags=re.IGNORECASE) or "content"]

    def size(self, at: int) -> int:
        """Nothing: what the file states of itself is worth nothing."""
        return 0

    def head(self, at: int, size: int) -> bytes:
        """The first bytes."""
        return self._unpack(size)

    def read(self, at: int) -> bytes:
        """All bytes, up to the budgets."""
        data = self._unpack(self._budgets.bytes + 1)
        packed = len(self._source) if isinstance(self._source, bytes) else self._source.stat().st_size
        if len(data) > self._budgets.bytes:
            raise too_large(f"The member has over {self._budgets.bytes} bytes.")
        if len(data) > max(RATIO_FLOOR, packed * self._budgets.ratio):
            raise too_large(f"The member unpacks to over {self._budgets.ratio} times its size.")
        return data

    def _unpack(self, limit: int) -> bytes:
        packed = len(self._source) if isinstance(self._source, bytes) else self._source.stat().st_size
        limit = min(limit, max(RATIO_FLOOR, packed * self._budgets.ratio) + 1)
        try:
            with _stream(self._source) as stream, gzip.GzipFile(fileobj=stream) as unpacked:
                return unpacked.read(limit)
        except (OSError, EOFError, zlib.error) as error:
            raise damaged() from error


def _stream(source: Source) -> IO[bytes]:
    return BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def safe_name(stored: str) -> str:
    """A stored name as a relative path: no root, drive, ``..`` or character that a file system refuses."""
    parts = [part.strip() for part in _DRIVE.sub("", stored).replace("\\", "/").split("/")]
    kept = [_short(_FORBIDDEN.sub("_", part)) for part in parts if part not in ("", ".", "..")]
    return "/".join(kept) or "unnamed"


def _short(part: str) -> str:
    """A part of a name within the length that file systems take, its ending kept."""
    if len(part.encode()) <= _MAX_NAME:
        return part
    stem, dot, ending = part.rpartition(".")
    if not dot or len(ending) > 8:
        stem, dot, ending = part, "", ""
    room = _MAX_NAME - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore") + dot + ending


def _unique(parts: tuple[str, ...], taken: set[str]) -> tuple[str, ...]:
    """The parts, numbered when a member before has them as some systems compare names."""
    *outer, name = parts
    stem, dot, ending = name.rpartition(".") if "." in name.rpartition("/")[2] else (name, "", "")
    number = 2
    while comparable("/".join((*outer, name))) in taken:
        name = f"{stem} ({number}){dot}{ending}"
        number += 1
    taken.add(comparable("/".join((*outer, name))))
    return (*outer, name)
