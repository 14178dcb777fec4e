"""Bytes to text."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vanban.corpus.budgets import Budgets
from vanban.corpus.decode import MAX_LINE, declared_charset, decode
from vanban.corpus.errors import EmptyFileError, InputError, TooLargeError, UnknownFormatError

TEXT = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;\nQUYẾT ĐỊNH:\n"


def cp1258(text: str) -> bytes:
    """As Windows wrote it: the tone marks are separate characters behind letters that keep â, ê, ư ..."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        try:
            out.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            base, tone = unicodedata.normalize("NFD", letter), ""
            tone = next(mark for mark in base if mark in "\u0300\u0301\u0303\u0309\u0323")
            rest = unicodedata.normalize("NFC", base.replace(tone, ""))
            out.append(rest.encode("cp1258") + tone.encode("cp1258"))
    return b"".join(out)


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),  # no mark: zero bytes in every other place tell
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (cp1258(TEXT), "cp1258"),
    ],
)
def test_codecs(data: bytes, codec: str) -> None:
    decoded = decode(data)
    assert decoded.codec == codec
    assert unicodedata.normalize("NFC", decoded.text) == TEXT
    assert not decoded.notes


@pytest.mark.parametrize("data", [TEXT.encode(), cp1258(TEXT)])
def test_bytes_that_a_program_took_for_latin_are_put_right(data: bytes) -> None:
    taken = "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in data)
    decoded = decode(taken.encode())
    assert unicodedata.normalize("NFC", decoded.text) == TEXT
    assert [note.code for note in decoded.notes] == ["decoded-twice"]
    french = "Décret du président de la République française"
    assert decode(french.encode()).text == french


def test_declared_charset_of_a_page() -> None:
    page = b'<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252">caf\xe9'
    assert declared_charset(page) == "cp1252"
    assert decode(page, declared="cp1252").text.endswith("café")
    assert declared_charset(b'<meta charset="nonsense">') is None
    assert declared_charset(b"<p>none</p>") is None


def test_invalid_utf8_is_counted() -> None:
    decoded = decode(TEXT.encode() + b"\xff\xfe broken \xc3")
    assert decoded.text.startswith(TEXT)
    (note,) = decoded.notes
    assert note.code == "invalid-utf8"
    assert "3 bytes" in note.message


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", "\ufeff \n".encode(), "\xa0\n".encode()])
def test_empty(data: bytes) -> None:
    with pytest.raises(EmptyFileError):
        decode(data)


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\0" * 5000, b"abc\0\x01\x02" * 100])
def test_binary(data: bytes) -> None:
    with pytest.raises(UnknownFormatError):
        decode(data)


def test_budgets() -> None:
    with pytest.raises(TooLargeError) as caught:
        decode(b"x" * 1001, budgets=Budgets(text_bytes=1000))
    assert "1001" in str(caught.value)
    with pytest.raises(TooLargeError):
        decode(b"x" * (MAX_LINE + 1))
    assert decode(b"x\n" * (MAX_LINE // 2 + 1)).codec == "utf-8"  # long, but in lines


@given(st.binary(max_size=400))
def test_only_typed_errors(data: bytes) -> None:
    with suppress(InputError):
        decode(data)


@given(st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=200))
@example("Ö\uf021")  # a letter of a symbol font in a text that is not converted
def test_utf8_comes_back(text: str) -> None:
    data = text.encode("utf-8", errors="ignore")
    with suppress(InputError):
        assert decode(data).text == data.decode().removeprefix("\ufeff")
