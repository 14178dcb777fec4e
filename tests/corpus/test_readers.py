"""Every reader: the registry, and what holds for any input at all."""

import time
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exploring import examples
from vanban.corpus.budgets import Budgets
from vanban.corpus.errors import (
    EmptyFileError,
    InputError,
    NotFoundError,
    TooLargeError,
    UnknownFormatError,
    UnreadableError,
    UnsupportedFormatError,
)
from vanban.corpus.layout import check, paragraphs
from vanban.corpus.readers import available, read

# What texts of every kind are made of; any mix must be read.
WORDS = """
UBND TỈNH|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc|Số: 12/QĐ-UBND|ngày 02 tháng 3 năm 2020|
QUYẾT ĐỊNH|QUYẾT ĐỊNH:|Căn cứ Luật|Điều 1.|Điều 2|1.|1.1.|a)|-|+|*|I.|Nơi nhận:|- Lưu: VT.|KT. CHỦ TỊCH|Nguyễn Văn An|
của|và|số|năm|2021|thực hiện kế hoạch|Phụ lục|STT|TT|Tên xã|Dân số|1.200|./.|;|,|:|“|”|(|)|(*)|Ghi chú|Tải về|Số hiệu:|
PAGE 3|hoà bi\u0300nh|ph\u00adường|\u200b|\ufeff|\u00a0
""".replace("\n", "").split("|")
MARKS = [
    "**",
    "*",
    "***",
    "_",
    "#",
    "## ",
    "|",
    "||",
    "| --- |",
    "\\-",
    "[x](http://y)",
    "&amp;",
    "&nbsp;",
    "<br>",
    "<b>",
]
SPACES = [
    " ",
    "  ",
    "    ",
    "          ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\f",
    "\n\t",
    "\n      ",
    "\n-------\n",
    "\n|\n",
    "\x0b",
]
TAGS = """
<p>|</p>|<div>|</div>|<br>|<table>|<tr>|<td>|<td colspan=3>|<td rowspan=0>|<th rowspan=2>|</td>|</tr>|</table>|<ul>|<ol type=a>|
<li>|</ul>|<b>|</b>|<i>|<span style="display:none">|<span style="font-weight:bold">|</span>|<center>|<pre>|<h1>|<!--|-->|<caption>
""".replace("\n", "").split("|")

TEXTS = st.lists(st.sampled_from(WORDS + MARKS + SPACES * 3), max_size=60).map("".join)
PLAIN = st.lists(st.sampled_from(WORDS + SPACES * 3), max_size=60).map("".join)
PAGES = st.lists(st.sampled_from(WORDS + TAGS * 3 + [" "]), max_size=60).map(
    lambda parts: "<html><body>" + "".join(parts)
)


def first_letter(text: str) -> str:
    return unicodedata.normalize("NFC", text)[:1]


@given(TEXTS)
@examples(400)
def test_any_text_is_read(text: str) -> None:
    try:
        layout = read("x.txt", text.encode())
    except InputError:
        return
    check(layout)
    assert unicodedata.is_normalized("NFC", layout.text)


@given(PLAIN)
@examples(300)
def test_offsets_lead_back(text: str) -> None:
    try:
        layout = read("x.txt", ("x " + text).encode())
    except InputError:
        return
    source = "x " + text
    for paragraph in paragraphs(layout.blocks):
        at = layout.source_offset(paragraph.start)
        assert at is not None
        assert first_letter(source[at : at + 4]) == paragraph.text[0]


@given(PAGES)
@examples(300)
def test_any_page_is_read(page: str) -> None:
    try:
        layout = read("x.html", page.encode())
    except InputError:
        return
    check(layout)
    assert layout.source_offset(0) is None


@given(st.binary(max_size=300))
def test_any_bytes_give_a_layout_or_a_typed_error(data: bytes) -> None:
    try:
        check(read("x", data))
    except InputError as error:
        assert error.path == "x"
        assert error.remedy


@given(PLAIN)
def test_nothing_is_lost_in_plain_text(text: str) -> None:
    """Every letter of a text without site remains, rules or page fields comes out once."""
    wanted = [w for w in ("Nguyễn Văn An", "thực hiện kế hoạch", "Căn cứ Luật") if w in text]
    try:
        layout = read("x.txt", text.encode())
    except InputError:
        return
    for words in wanted:
        seen = " ".join(layout.text.split())
        assert seen.count(words) >= 1


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFileError),
        (b"  \n ", EmptyFileError),
        (bytes(range(256)) * 50, UnknownFormatError),
        (b"%PDF-1.4 nothing", None),  # read or refused, by whether a reader is there
        (b"\x1f\x8b\x08\0", UnsupportedFormatError),
    ],
)
def test_bad_input(data: bytes, error: type[InputError] | None) -> None:
    with pytest.raises(error or InputError) as caught:
        read("some/file.txt", data)
    assert caught.value.path == "some/file.txt"
    assert caught.value.remedy


def test_paths(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        read(tmp_path / "missing.txt")
    with pytest.raises(UnreadableError):
        read(tmp_path)  # a folder
    (tmp_path / "big.txt").write_bytes(b"x" * 2000)
    with pytest.raises(TooLargeError) as caught:
        read(tmp_path / "big.txt", budgets=Budgets(bytes=1000))
    assert caught.value.path == str(tmp_path / "big.txt")
    (tmp_path / "named.pdf").write_text("Điều 1. Nội dung.", encoding="utf-8")
    assert read(tmp_path / "named.pdf").format == "txt"  # the name lies


def test_available_readers() -> None:
    readers = {reader.name: reader for reader in available()}
    assert readers["vanban-txt"].formats == ("txt",)
    assert readers["vanban-html"].missing == ()


@pytest.mark.parametrize(
    "text",
    [
        "x" * 5_000_000,  # one line
        "a|b|\na|b|c|\n" * 10_000,
        "TT   a   b   c\n" * 20_000,
        "1\n\f" * 20_000,
        "**" * 50_000 + "\n" + "*a _b " * 20_000,
        "[" * 100_000 + "](" * 100_000,
        "<" * 100_000,
        "CỘNG HÒA XÃ HỘI     CỘNG HÒA XÃ HỘI\n" * 10_000,
        "\ta\n\n" * 50_000,
        "a\tb\n" * 50_000,
        "của\n" * 50_000,
        "(" * 50_000 + "\n" + "“a\nB " * 20_000,
        "&" * 100_000,
        "  1   2   3\n" * 20_000,
    ],
    ids=range(14),
)
def test_time_grows_with_size(text: str) -> None:
    begin = time.process_time()
    with suppress(InputError):
        read("x.txt", text.encode())
    assert time.process_time() - begin < 8
