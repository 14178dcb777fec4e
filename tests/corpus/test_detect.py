"""Formats by content."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.corpus.detect import detect
from vanban.corpus.errors import EmptyFileError, InputError, UnknownFormatError, UnsupportedFormatError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return buffer.getvalue()


def ole(stream: str) -> bytes:
    """A compound file's head and one directory entry, at a multiple of 128 bytes as the format wants."""
    return OLE + bytes(504) + (stream + "\0").encode("utf-16-le").ljust(128, b"\0")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Số: 12/QĐ-UBND".encode(), "txt"),
        (b"plain ascii", "txt"),
        ("Số: 12/QĐ-UBND".encode("utf-16"), "txt"),  # with a byte-order mark
        ("Căn cứ Luật Tổ chức chính quyền địa phương".encode("utf-16-le"), "txt"),  # without
        (b"<!DOCTYPE html><html><body>x</body></html>", "html"),
        (b"\xef\xbb\xbf\r\n <HTML><head></head>", "html"),
        ("<html><body>x</body></html>".encode("utf-16"), "html"),
        (b"<table><tr><td>1</td></tr></table>", "html"),  # a fragment
        (b"%PDF-1.4\n%\xe2\xe3", "pdf"),
        (b"\r\njunk before\r\n%PDF-1.7\n", "pdf"),  # readers accept 1,024 bytes in front
        (b"<html><p class=MsoNormal>x", "html"),  # as report.pdf: a page under a PDF's name
        (b"{\\rtf1\\ansi x}", "rtf"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image"),
        (b"II*\0\x08\0\0\0", "image"),
        (b"MM\0*\0\0\0\x08", "image"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image"),
        (b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0", "image"),
        ("BMTE là tên viết tắt".encode(), "txt"),  # a text that begins as a bitmap does
        (b"\x1f\x8b\x08\0rest", "gz"),
        (zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (zipped("1.txt", "2.pdf"), "zip"),
        (zipped("[Content_Types].xml", "word/document.xml")[:90], "docx"),  # cut short: no directory
        (ole("WordDocument"), "doc"),
        (ole("Workbook"), "xls"),
        (ole("Book"), "xls"),  # Excel 5
        (ole("Something"), "ole"),
    ],
)
def test_detect(data: bytes, expected: str) -> None:
    assert detect(data) == expected


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Table>', "Excel 2003"),
        (b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">', "Word 2003"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><data><table>1</table></data>', "XML"),
        (b"\xffWPC\x10\0\0\0\x01\x0a", "WordPerfect"),
        (b"AT&TFORM\0\0\x10\0DJVU", "DjVu"),
        (b"\xdb\xa5\x2d\0" + bytes(300), "Word 2"),
        (b"\x9b\xa5\x21\0" + bytes(300), "Word 1"),
        (b"\x09\0\x04\0\x02\0\x10\0", "Excel 2"),
        (ole("MatOST"), "Works"),
        (b"\x01\xfe\x32\0" + bytes(300), "Works"),
        (b"\0\0\x02\0\x06\x04" + bytes(300), "Lotus"),
    ],
)  # fmt: skip
def test_known_kinds_that_are_not_read(data: bytes, named: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=named) as caught:
        detect(data)
    assert caught.value.remedy


def test_xml_may_be_a_page() -> None:
    assert (
        detect(b'<?xml version="1.0"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml">')
        == "html"
    )


def test_empty() -> None:
    with pytest.raises(EmptyFileError):
        detect(b"")


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 40, b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0" * 20]
)
def test_binary_junk(data: bytes) -> None:
    with pytest.raises(UnknownFormatError) as caught:
        detect(data)
    assert caught.value.remedy


@given(st.binary(min_size=1, max_size=300))
def test_only_typed_errors(data: bytes) -> None:
    with suppress(InputError):
        detect(data)
