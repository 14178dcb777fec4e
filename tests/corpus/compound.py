"""Writes compound files ([MS-CFB]) for tests: the container of DOC, XLS and embedded objects."""

import struct

_SECTOR = 512
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_LEAST = 4096  # smaller streams would stand in the mini stream


def compound(**streams: bytes) -> bytes:
    """A file of some streams below its root; short ones are filled up with zeros."""
    chains = [data.ljust(_LEAST, b"\0") for data in streams.values()]
    names = ["Root Entry", *streams]
    lengths = [-(-len(data) // _SECTOR) for data in chains]
    n_directory = -(-len(names) * 128 // _SECTOR)
    n_fat = 1
    while n_fat * 128 < n_fat + n_directory + sum(lengths):
        n_fat += 1
    fat = [_FAT] * n_fat + _chain(n_fat, n_directory)
    starts: list[int] = []
    for length in lengths:
        starts.append(len(fat))
        fat += _chain(len(fat), length)
    fat += [_FREE] * (n_fat * 128 - len(fat))
    entries = [_entry("Root Entry", 5, 1, _END, 0)]
    for at, (name, start, data) in enumerate(zip(streams, starts, chains, strict=True), 1):
        entries.append(_entry(name, 2, _NONE, start, len(data), right=at + 1 if at < len(streams) else _NONE))
    directory = b"".join(entries).ljust(n_directory * _SECTOR, b"\0")
    body = struct.pack(f"<{len(fat)}I", *fat) + directory
    body += b"".join(
        data.ljust(length * _SECTOR, b"\0") for data, length in zip(chains, lengths, strict=True)
    )
    return _header(n_fat) + body


def _chain(first: int, length: int) -> list[int]:
    return [*range(first + 1, first + length), _END]


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = _NONE) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    links = struct.pack("<3I", _NONE, right, child)
    head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1) + links
    return head + bytes(36) + struct.pack("<IQ", start, size)


def _header(n_fat: int) -> bytes:
    fields = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, n_fat, n_fat, 0,
        _LEAST, _END, 0, _END, 0,
    )  # fmt: skip
    table = struct.pack("<109I", *range(n_fat), *[_FREE] * (109 - n_fat))
    return fields + table
