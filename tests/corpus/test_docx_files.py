"""DOCX files that are not what they should be: broken, encrypted, too large, of the strict class."""

import zipfile
from io import BytesIO

import pytest

from tests.corpus.docx_writer import NUMBERING, STYLES, W, build, document, p, row, table
from tests.corpus.views import texts
from vanban.corpus.budgets import Budgets
from vanban.corpus.errors import DamagedFileError, EncryptedFileError, InputError, TooLargeError
from vanban.corpus.layout import check
from vanban.corpus.readers import docx

BOMB = f'<!DOCTYPE x [<!ENTITY a "{"ha" * 50}"><!ENTITY b "{"&a;" * 50}">]>'
BROKEN = [
    (build(p("x"))[:-200], DamagedFileError),  # truncated: the directory is lost
    (b"PK\x03\x04", DamagedFileError),
    (document("<w:document"), DamagedFileError),
    (document(f'<w:document xmlns:w="{W}"/>'), DamagedFileError),  # no body
    (document(f'{BOMB}<w:document xmlns:w="{W}"><w:body>&b;</w:body></w:document>'), DamagedFileError),
    (document('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'), DamagedFileError),
    (document("<a>" * 3000 + "</a>" * 3000), DamagedFileError),  # nested too deep
    (document(b"<a>" + b" " * (16 << 20) + b"</a>"), TooLargeError),  # grows a thousandfold
]


@pytest.mark.parametrize(("data", "error"), BROKEN)
def test_broken_files(data: bytes, error: type[InputError]) -> None:
    with pytest.raises(error):
        docx.read(data)


def test_encrypted_members() -> None:
    data = bytearray(build(p("x")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag stands in both headers
        place = data.find(mark)
        data[place + at] |= 1
    with pytest.raises(EncryptedFileError):
        docx.read(bytes(data))


@pytest.mark.parametrize("budgets", [Budgets(members=2), Budgets(unpacked_bytes=100)])
def test_budgets(budgets: Budgets) -> None:
    with pytest.raises(TooLargeError):
        docx.read(build(p("x")), budgets)


def test_flipped_bytes_never_raise_unexpectedly() -> None:
    good = build(p("Điều 1. Nội dung") + table(row("a", "b")), numbering=NUMBERING, styles=STYLES)
    for at in range(0, len(good), 37):
        data = bytearray(good)
        data[at] ^= 0x55
        try:
            check(docx.read(bytes(data)))
        except InputError:
            continue


def test_strict_conformance_class() -> None:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(build(p("Điều 1.")))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            xml = source.read(name).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            target.writestr(name, xml)
    assert texts(docx.read(out.getvalue())) == ["Điều 1."]
