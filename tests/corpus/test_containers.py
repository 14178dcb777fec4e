"""ZIP and GZ as inputs: names, nesting, bombs, locks and bad members."""

import gzip
import io
import struct
import zipfile
from contextlib import suppress
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exploring import examples
from vanban.corpus.budgets import Budgets
from vanban.corpus.containers import Containers, Member, is_container, safe_name
from vanban.corpus.errors import DamagedFileError, EncryptedFileError, InputError, TooLargeError

TEXT = "Điều 1. Phê duyệt kế hoạch.".encode()


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return out.getvalue()


def raw_named(name: bytes, data: bytes = TEXT) -> bytes:
    """A ZIP whose one member has a name in some code page, without the flag of UTF-8."""
    stand_in = ("x" * len(name)).encode()
    return zipped((stand_in.decode(), data)).replace(stand_in, name)


def listed(tmp_path: Path, data: bytes, budgets: Budgets | None = None) -> tuple[Containers, list[Member]]:
    path = tmp_path / "hồ sơ.zip"
    path.write_bytes(data)
    assert is_container(path)
    containers = Containers(budgets or Budgets())
    return containers, list(containers.members(path, path.name))


def test_members_in_stored_order_folders_left_out(tmp_path: Path) -> None:
    data = zipped(("b.txt", TEXT), ("thư mục/", b""), ("thư mục/a.txt", b"x"))
    containers, members = listed(tmp_path, data)
    assert [m.label for m in members] == ["b.txt", "thư mục/a.txt"]
    assert [containers.read(m) for m in members] == [TEXT, b"x"]


NAMES = [
    ("Quyết định.doc".encode(), "Quyết định.doc"),  # UTF-8 without its flag
    (normalize("NFD", "Quyết định.doc").encode(), "Quyết định.doc"),  # as macOS writes it
    (b"Quy\xea\xect \xf0i\xf2nh.doc", "Quyết định.doc"),  # code page of Vietnamese Windows
    (b"caf\x82.doc", "café.doc"),  # code page 437, as the standard says
]


@pytest.mark.parametrize(("raw", "name"), NAMES)
def test_names_are_decoded_by_evidence(tmp_path: Path, raw: bytes, name: str) -> None:
    assert [m.label for m in listed(tmp_path, raw_named(raw))[1]] == [name]


def test_the_unicode_path_field_wins(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("Quyet dinh.doc")
    name = "Quyết định.doc".encode()
    info.extra = struct.pack("<HHBL", 0x7075, 5 + len(name), 1, 0) + name
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, TEXT)
    assert [m.label for m in listed(tmp_path, out.getvalue())[1]] == ["Quyết định.doc"]


SAFE = [
    ("../../etc/passwd", "etc/passwd"),
    ("/etc/passwd", "etc/passwd"),
    ("C:\\Windows\\a.doc", "Windows/a.doc"),
    ("a//./b.doc", "a/b.doc"),
    ("..", "unnamed"),
    ("a\x00b?.doc", "a_b_.doc"),
    ("ộ" * 300 + ".docx", "ộ" * 65 + ".docx"),  # 200 bytes a part
]


@pytest.mark.parametrize(("stored", "name"), SAFE)
def test_names_lead_nowhere(stored: str, name: str) -> None:
    assert safe_name(stored) == name


def test_equal_names_are_numbered(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a.txt", b"1"), ("a.txt", b"2"), ("A.TXT", b"3"), ("../a.txt", b"4"))
    containers, members = listed(tmp_path, data)
    assert [m.path for m in members] == ["a.txt", "a (2).txt", "A (3).TXT", "a (4).txt"]
    assert [containers.read(m) for m in members] == [b"1", b"2", b"3", b"4"]


def test_containers_in_containers(tmp_path: Path) -> None:
    inner = zipped(("c.txt", TEXT))
    data = zipped(("in.zip", zipped(("b.txt", b"b"), ("deep.ZIP", inner))), ("d.gz", gzip.compress(b"d")))
    containers, members = listed(tmp_path, data)
    assert [m.label for m in members] == ["in.zip!/b.txt", "in.zip!/deep.ZIP!/c.txt", "d.gz!/d"]
    assert [m.path for m in members][1] == "in.zip/deep.ZIP/c.txt"
    assert [containers.read(m) for m in reversed(members)] == [b"d", TEXT, b"b"]  # in any order


def test_nesting_is_bounded(tmp_path: Path) -> None:
    data = TEXT
    for level in range(5):
        data = zipped((f"{level}.zip" if level else "a.txt", data), ("x.txt", b"x"))
    _, members = listed(tmp_path, data)
    assert [(m.label, type(m.error)) for m in members] == [
        ("4.zip!/3.zip!/2.zip", TooLargeError),
        ("4.zip!/3.zip!/x.txt", type(None)),
        ("4.zip!/x.txt", type(None)),
        ("x.txt", type(None)),
    ]


def test_documents_are_no_containers(tmp_path: Path) -> None:
    document = zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<x/>"))
    drawing = zipped(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>"))
    late = zipped(("docProps/app.xml", b""), ("xl/workbook.xml", b""), ("[Content_Types].xml", b""))
    for name, data in (("a.docx", document), ("a.odt", drawing), ("a.xlsx", late), ("a.txt", TEXT)):
        (tmp_path / name).write_bytes(data)
        assert not is_container(tmp_path / name)
    assert not is_container(tmp_path / "missing.zip")
    members = listed(tmp_path, zipped(("a.docx", document), ("b.xlsx", late), ("word/c.txt", TEXT)))[1]
    assert [m.label for m in members] == ["a.docx", "b.xlsx", "word/c.txt"]


BOMBS = [
    (Budgets(bytes=1000), TooLargeError),  # one member
    (Budgets(unpacked_bytes=3_000_000), TooLargeError),  # all together
    (Budgets(members=1), TooLargeError),
    (Budgets(ratio=10), TooLargeError),
]


@pytest.mark.parametrize(("budgets", "error"), BOMBS)
def test_bombs_are_refused_and_the_rest_is_read(
    tmp_path: Path, budgets: Budgets, error: type[InputError]
) -> None:
    data = zipped(("a.txt", TEXT), ("bomb.txt", b"\0" * 10_000_000))
    containers, members = listed(tmp_path, data, budgets)
    assert members[0].error is None and containers.read(members[0]) == TEXT
    assert isinstance(members[1].error, error) and members[1].error.remedy
    with pytest.raises(error):
        containers.read(members[1])


def test_a_false_size_is_not_believed(tmp_path: Path) -> None:
    data = bytearray(zipped(("bomb.txt", b"\0" * 5_000_000)))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)  # the directory says 100 bytes
    containers, (member,) = listed(tmp_path, bytes(data))
    with pytest.raises(DamagedFileError):
        containers.read(member)


def test_gz_bombs(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"\0" * 50_000_000))
    containers = Containers()
    (member,) = containers.members(tmp_path / "a.gz", "a.gz")
    with pytest.raises(TooLargeError):
        containers.read(member)


def test_gz_names(tmp_path: Path) -> None:
    named = io.BytesIO()
    with gzip.GzipFile("../Quyet dinh.txt", "wb", fileobj=named) as file:
        file.write(TEXT)
    (tmp_path / "a.gz").write_bytes(named.getvalue())
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(TEXT))
    names = [m.label for file in ("a.gz", "b.txt.gz") for m in Containers().members(tmp_path / file, file)]
    assert names == ["Quyet dinh.txt", "b.txt"]


def test_an_encrypted_member(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.txt", TEXT), ("b.txt", b"b"), method=zipfile.ZIP_STORED))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + offset] |= 1
    containers, members = listed(tmp_path, bytes(data))
    assert isinstance(members[0].error, EncryptedFileError)
    assert containers.read(members[1]) == b"b"


def test_a_broken_member(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.txt", TEXT), ("b.txt", b"b"), method=zipfile.ZIP_STORED))
    data[data.index(TEXT)] ^= 0xFF  # the checksum does not fit any more
    containers, members = listed(tmp_path, bytes(data))
    with pytest.raises(DamagedFileError):
        containers.read(members[0])
    assert containers.read(members[1]) == b"b"


@pytest.mark.parametrize("keep", range(1, 400, 7))
def test_truncated_archives_never_raise_unexpectedly(tmp_path: Path, keep: int) -> None:
    inner = zipped(("c.txt", TEXT))
    for name, data in (
        ("a.zip", zipped(("in.zip", inner[: len(inner) - keep % 90]), ("b.txt", b"b"))),
        ("b.gz", gzip.compress(TEXT)[:keep]),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        containers = Containers()
        try:
            for member in containers.members(path, path.name):
                containers.read(member)
        except InputError:
            pass


def test_many_containers_do_not_stay_open(tmp_path: Path) -> None:
    inner = [(f"{at}.zip", zipped(("a.txt", str(at).encode()))) for at in range(30)]
    containers, members = listed(tmp_path, zipped(*inner))
    assert [containers.read(m) for m in members] == [str(at).encode() for at in range(30)]
    assert len(containers._open) <= 5


@examples(200)
@given(changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8))
def test_damaged_bytes_never_raise_unexpectedly(changes: list[tuple[int, int]]) -> None:
    data = bytearray(
        zipped(("in.zip", zipped(("c.txt", TEXT))), ("d.gz", gzip.compress(TEXT)), ("b.txt", TEXT))
    )
    for at, byte in changes:
        data[at % len(data)] = byte
    if not is_container(bytes(data)):
        return
    containers = Containers()
    with suppress(InputError):
        for member in containers.members(bytes(data), "a.zip"):
            with suppress(InputError):
                containers.read(member)
