"""The RTF reader on strings: words, fonts, tables, destinations, and files that are broken."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.corpus.views import grid, texts
from vanban.corpus.errors import DamagedFileError, InputError
from vanban.corpus.layout import Grid, Layout, Paragraph, check
from vanban.corpus.readers import rtf

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times New Roman;}{\f1\fcharset163 Times New Roman;}"
    r"{\f2\fcharset2 Symbol;}{\f3\fcharset0 .VnTime;}{\f4\fcharset238 .VnTimeH;}{\f5\fcharset204 Times Cyr;}}"
    r"{\colortbl;\red0;}{\stylesheet{\s0 Normal;}}{\info{\title Thu}}"
)


def read(body: str) -> Layout:
    """Read a body under the usual head; the layout's guarantees are proved on the way."""
    layout = rtf.read((HEAD + body + "}").encode("latin-1"))
    check(layout)
    return layout


TEXT = [
    (r"Mot\par Hai", ["Mot", "Hai"]),  # the last paragraph needs no end
    ("Mot\r\nHai\\par", ["MotHai"]),  # line ends of the file are nothing
    (r"Qu\u7871?nh\par", ["Quếnh"]),  # a Unicode letter and its stand-in
    (r"\uc2 Qu\u7871\'3f\'3fnh", ["Quếnh"]),  # two stand-ins
    (r"{\uc0 A\u272B}\u-3913?C", ["AĐB·C"]),  # none; a negative number is from the private area
    (r"\u-10179?\u-8961?x", ["\U0001f4ffx"]),  # a surrogate pair
    (r"\'c0n\f1  \'f0\'e2y\'f2", ["Àn đâỵ"]),  # code pages of fonts: 1252, then 1258 with its combining tones
    (r"\f5 \'c4\'e0", ["Да"]),  # another one
    (r"\f2 \'b3\f0  5", ["≥ 5"]),  # the letters of Symbol are signs
    (r"a\~b\_c\-d\tab e\line F", ["a b-cd e", "F"]),  # signs; a soft hyphen is nothing in Unicode text
    (r"\{A\}\\", ["{A}\\"]),  # escaped
    (r"\ldblquote A\rdblquote \endash B", ["“A”–B"]),
    # times of revisions have ten digits
    (r"gom {\deleted\revauthdel1\revdttmdel1742148096 05}{\revised\revdttm-1742148096 07}", ["gom 07"]),
    (r"{\caps quy ch\'ea}{\v bi mat}{\deleted cu}", ["QUY CHÊ"]),
    (r"{\field{\*\fldinst PAGE}{\fldrslt 7}} trang", ["7 trang"]),  # the result of a field
    (r'{\field{\*\fldinst SYMBOL 163 \\f "Symbol"}{\fldrslt}} 5', ["≤ 5"]),  # a sign that Word computes
    (r"{\*\unknown hidden}{\pict\bin3 }}}}A{\*\bkmkstart x}B", ["AB"]),  # destinations that print nothing
    (r"{\listtext\pard 1.\tab}{\*\pn\pnlvlbody{\pntxta .}}Pham vi", ["1. Pham vi"]),  # labels as printed
    (r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt DU THAO\par}}{\shprslt DU THAO}}So", ["DU THAO", "So"]),
    (r"{\header LAWDATA\par}{\footer\par - 2 -\par}Dieu 1", ["Dieu 1"]),  # margins go apart
    (r"Gia{\footnote{\up6\chftn} Theo luat} moi\par Het", ["Gia moi", "Het", "[1] Theo luat"]),
    (r"mot\page hai", ["mot", "hai"]),
]


@pytest.mark.parametrize(("body", "expected"), TEXT)
def test_text(body: str, expected: list[str]) -> None:
    assert texts(read(body)) == expected


def test_style() -> None:
    body = r"\pard\qc\li720\fi-360\b\fs28 QUYET DINH\par\pard\plain\i a\b0 b\i0\par"
    first, second = (block for block in read(body).blocks if isinstance(block, Paragraph))
    assert (first.style.bold, first.style.align, first.style.size, first.style.indent) == (
        True,
        "center",
        14.0,
        18.0,
    )
    assert (second.style.bold, second.style.italic, second.style.align) == (False, True, None)


ROW = r"\trowd\trleft0\cellx1000\cellx3000\pard\intbl "
TABLES = [
    (ROW + r"a\cell b\cell\row" + ROW + r"c\par d\cell e\cell\row\pard", [["a", "b"], ["c d", "e"]]),
    # merged to the left and from above
    (
        (
            r"\trowd\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000\intbl TT\cell Nam\cell\cell\row"
            r"\trowd\clvmrg\cellx1000\cellx2000\cellx3000\intbl\cell 1\cell 2\cell\row\pard"
        ),
        [["TT", "Nam", "Nam"], ["TT", "1", "2"]],
    ),
    # a wider cell spans the columns below; edges a hair apart are one
    (
        r"\trowd\cellx3010\intbl a\cell\row" + ROW + r"b\cell c\cell\row\pard",
        [["a", "a"], ["b", "c"]],
    ),
    # the row's definition stands behind its cells; its last cell is not closed
    (r"\pard\intbl a\cell b\trowd\cellx1000\cellx3000\row\pard", [["a", "b"]]),
    # cells of a nested table are paragraphs
    (
        ROW + r"x\cell{\pard\intbl\itap2 y\nestcell z\nestcell{\*\nesttableprops\trowd\cellx10\nestrow}}\pard\intbl w\cell"
        r"\row\pard",
        [["x", "y z w"]],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), TABLES)
def test_tables(body: str, expected: list[list[str]]) -> None:
    assert grid(read(body)).matrix() == expected


def test_text_around_a_table() -> None:
    layout = read(r"\pard truoc\par" + ROW + r"a\cell b\cell\row\pard sau\par")
    assert [type(block) for block in layout.blocks] == [Paragraph, Grid, Paragraph]


def test_legacy_letters_by_font() -> None:
    # the charset of .VnTimeH says Central Europe: the letters are those of the font all the same
    layout = read(r"\f4 quy\'d5t \'ae\'denh\par\f3 C\'a8n c\'f8 LuËt ®Êt ®ai s\'e8 13; Ng\-êi \'ad\'edc\par")
    assert texts(layout) == ["QUYẾT ĐỊNH", "Căn cứ Luật đất đai số 13; Người ước"]
    assert layout.encoding == "tcvn3"
    assert [note.code for note in layout.notes] == ["legacy-encoding"]


def test_tabs_make_columns() -> None:
    lines = [
        r"\tab UY BAN\tab C\u7897?NG HÒA XÃ H\u7896?I",
        r"\tab TINH\tab \u272?\u7897?c l\u7853?p - T\u7921? do",
    ]
    body = "".join(rf"\pard\tqc\tx1700\tqc\tx6500 {line}\par" for line in lines)
    assert grid(read(body)).matrix() == [["UY BAN TINH", "CộNG HÒA XÃ HỘI Độc lập - Tự do"]]


def test_a_letterhead_that_the_header_of_the_first_page_prints() -> None:
    national = r"C\u7896?NG HÒA XÃ H\u7896?I CH\u7910? NGH\u296?A VI\u7878?T NAM"
    layout = read(rf"{{\headerf {national}\par}}{{\header \pard 2\par}}\pard Dieu 1.\par")
    assert texts(layout) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Dieu 1."]


def test_a_cut_file_gives_what_it_holds() -> None:
    layout = rtf.read((HEAD + r"Dieu 1. {\b Noi dung").encode())
    assert texts(layout) == ["Dieu 1. Noi dung"]
    assert [note.code for note in layout.notes] == ["truncated"]


def test_groups_in_groups() -> None:
    with pytest.raises(DamagedFileError):
        rtf.read(b"{\\rtf1" + b"{" * 5000)


WORDS = [
    "{", "}", r"\par ", r"\cell", r"\row", r"\trowd", r"\cellx500", r"\cellx-5", r"\intbl ", r"\pard ", r"\clvmrg",
    r"\clmrg", r"\u7871?", r"\'b8", r"\*", r"\shptxt ", r"\footnote ", r"\header ", r"\field", r"\fldinst ", r"\f3 ",
    r"\f9999 ", r"\bin99999 ", r"\uc9 ", "chữ ".encode().decode("latin-1"), r"\tab ", r"\nestcell ", r"\fonttbl", "\\",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_no_mix_of_words_breaks_the_reader(words: list[str]) -> None:
    with suppress(InputError):
        check(rtf.read((HEAD + "".join(words)).encode("latin-1")))
