"""Legacy encodings: letters, evidence, mixtures, and what must stay as it is."""

import unicodedata
from collections import Counter
from itertools import permutations
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.corpus.charsets import LEGACY, Legacy, alphabet, convert, leading_marks
from vanban.corpus.decode import decode
from vanban.corpus.layout import encoding_name
from vanban.corpus.legacy import convert_runs, convert_text
from vanban.corpus.readers import read
from vanban.corpus.syllables import is_syllable, share

LETTERS = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
PROSE = (
    "Căn cứ Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân; xét đề nghị của Giám đốc Sở Tài chính về việc ban hành "
    "quy chế quản lý, sử dụng kinh phí hỗ trợ người dân ở vùng đặc biệt khó khăn thuộc tỉnh Sông Lam"
)


def encode(text: str, encoding: Legacy) -> str:
    """Unicode to a legacy encoding, as it looks when read as Latin-1; for tests only."""
    back: dict[str, str] = {}
    signs = sorted(alphabet(encoding) | (set("aeouyiAEOUYI") if encoding == "vni" else set()))
    pairs = [a + b for a in signs for b in signs] if encoding == "vni" else []
    for raw in [*signs, *pairs]:
        letter = convert(raw, encoding)
        if len(letter) == 1 and letter != raw and (encoding == "vni" or ord(raw) <= 0xFF):
            back.setdefault(letter, raw)
    return "".join(back.get(char, char) for char in text)


@pytest.mark.parametrize("encoding", LEGACY)
def test_every_letter_has_its_place(encoding: Legacy) -> None:
    assert convert(encode(LETTERS, encoding), encoding) == LETTERS
    if encoding != "tcvn3":  # which has no capitals with tones
        assert convert(encode(LETTERS.upper(), encoding), encoding) == LETTERS.upper()


SAMPLES: list[tuple[Legacy, str, str]] = [
    ("tcvn3", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
    ("tcvn3", "§éc lËp - Tù do - H¹nh phóc; Th­¬ng m¹i", "Độc lập - Tự do - Hạnh phúc; Thương mại"),
    ("tcvn3", "Ng\u2212êi; hμng hãa", "Người; hàng hóa"),  # signs that converters make of ư and à
    ("vni", "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("vni", "nöôùc, ngöôøi, kyõ thuaät, Nhaø nöôùc, ñöôïc", "nước, người, kỹ thuật, Nhà nước, được"),
    ("vni", "vieâïc", "việc"),  # a tone typed behind the finished vowel
    (
        "viscii",
        "CỘNG".replace("Ộ", "\x93") + " hòa xã hµi chü nghîa Vi®t Nam",
        "CỘNG hòa xã hội chủ nghĩa Việt Nam",
    ),
    (
        "vps",
        "C¶ng hòa xã h¶i chû nghïa ViŒt Nam",
        "Cộng hòa xã hội chủ nghĩa Việt Nam",
    ),  # 0x8C read as cp1252
]


@pytest.mark.parametrize(("encoding", "raw", "expected"), SAMPLES)
def test_samples(encoding: Legacy, raw: str, expected: str) -> None:
    assert convert(raw, encoding) == expected


# --- telling ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", LEGACY)
@pytest.mark.parametrize("font", [None, "Times New Roman", ".VnTime", "VNI-Times"])
def test_the_text_tells_whatever_the_font_is_called(encoding: Legacy, font: str | None) -> None:
    converted = convert_runs([(encode(PROSE, encoding), font), ("2024", font)])
    assert converted.texts == [PROSE, "2024"]
    assert converted.encodings == (encoding,)
    assert converted.note is not None and "1 of 2 runs" in converted.note.message


UNTOUCHED = [
    PROSE,
    unicodedata.normalize("NFD", PROSE),  # decomposed text is Unicode
    "Thu hồi 12 m² đất, ± 5 °C, 30 µm, © 2024 «Sông Lam», § 5, ½ diện tích, 10 ÷ 20, ®",
    "L'Assemblée générale a été convoquée à Hà Nội; Übergröße, señor, smørrebrød, çok güzel",
    "Quyet dinh khong dau so 12/QD-UBND",
    "",
]


@pytest.mark.parametrize("text", UNTOUCHED)
@pytest.mark.parametrize("font", [None, ".VnTime", ".VnTimeH", "VNI-Times"])
def test_unicode_stays(text: str, font: str | None) -> None:
    converted = convert_runs([(text, font)])
    assert (converted.texts, converted.encodings, converted.note) == ([text], ("unicode",), None)


def test_lone_signs_are_letters_in_a_legacy_font_only() -> None:
    signs = "µm ¹ ² ³ ª º"
    assert convert_runs([(signs, None)]).texts == convert_runs([(signs, "Arial")]).texts == [signs]
    assert convert_runs([("µ", ".VnTime"), (PROSE, "Arial")]).texts == ["µ", PROSE]


def test_fonts_are_decided_one_by_one() -> None:
    runs = [
        (encode(PROSE, "tcvn3"), ".VnTime"),
        (PROSE, "Times New Roman"),
        (encode(PROSE, "vni"), "VNI-Times"),
    ]
    converted = convert_runs(runs)
    assert converted.texts[1:] == [PROSE, PROSE]
    assert converted.texts[0].lower() == PROSE.lower()
    assert set(converted.encodings) == {"unicode", "tcvn3", "vni"}


def test_runs_of_one_font_are_decided_one_by_one_when_it_holds_both() -> None:
    legacy = encode(PROSE.lower(), "tcvn3")
    converted = convert_runs([(PROSE, None), ("2024", None), (legacy, None), (PROSE, None), (legacy, None)])
    assert converted.texts == [PROSE, "2024", PROSE.lower(), PROSE, PROSE.lower()]
    assert converted.encodings == ("unicode", "tcvn3")  # by how much of it


MIXTURES = list(permutations(LEGACY, 2))


@pytest.mark.parametrize("pair", MIXTURES, ids="+".join)
@pytest.mark.parametrize("font", [None, "Arial", ".VnTime"])
def test_two_legacy_encodings_under_one_font_name(pair: tuple[Legacy, Legacy], font: str | None) -> None:
    lines: list[tuple[str, Legacy]] = [
        (text, encoding) for text in PROSE.lower().split("; ") * 2 for encoding in pair
    ]
    runs = [(encode(text, encoding), font) for text, encoding in [*lines, (PROSE.lower(), pair[0])]]
    converted = convert_runs([*runs, ("2024", font), (PROSE, font)])
    assert converted.texts == [*(text for text, _ in lines), PROSE.lower(), "2024", PROSE]
    assert set(converted.encodings) == {*pair, "unicode"}


@pytest.mark.parametrize("letter", ["è", "ô", "¸"])
def test_a_first_letter_in_a_font_of_capitals(letter: str) -> None:
    """ "è" is a word in Unicode too, and ố in TCVN3: alone it says nothing."""
    rest = [(encode(PROSE.lower(), "tcvn3"), ".VnTime"), (encode(PROSE.lower(), "tcvn3"), ".VnTimeH")]
    converted = convert_runs([*rest, (letter, ".VnTimeH"), ("ng thÐp", ".VnTime")])
    assert converted.texts[2] == convert(letter, "tcvn3").upper()


def test_letters_of_a_broken_font_are_no_encoding() -> None:
    """Some make syllables by chance; most make nothing."""
    broken = "".join(chr(0xA1 + (ord(char) * 7) % 0x5E) if char.isalpha() else char for char in PROSE * 3)
    assert convert_runs([(word, "Times") for word in broken.split()]).encodings == ("unicode",)


def test_what_was_done_is_said() -> None:
    converted = convert_runs([("2024", None), (f" {encode(PROSE, 'vps')} ", None)])
    note = converted.note
    assert note is not None
    assert "converted from VPS to Unicode" in note.message
    assert note.quote and PROSE.startswith(note.quote)
    assert encoding_name(converted.encodings) == "mixed"  # VPS has no name in the contract
    assert encoding_name(("vni",)) == "vni"
    assert encoding_name(("vni", "unicode")) == "mixed"


def test_a_font_with_little_text_goes_with_its_name_or_with_the_rest() -> None:
    rest = (encode(PROSE.lower(), "tcvn3"), ".VnTime")
    assert convert_runs([rest, ("Tæng sè", ".VnArial")]).texts[1] == "Tổng số"
    assert convert_runs([rest, ("Tæng sè", "Arial")]).texts[1] == "Tổng số"
    assert convert_runs([("Tæng sè", ".VnArial")]).texts == ["Tổng số"]
    assert convert_runs([("Tổng số", ".VnArial"), rest]).texts[0] == "Tổng số"


def test_small_letters_of_capitals_fonts_are_capitals() -> None:
    rest = (encode(PROSE.lower(), "tcvn3"), ".VnTime")
    converted = convert_runs(
        [rest, ("quyÕt ®Þnh", ".VnTimeH"), ("quy chÕ", ".VnArial NarrowH"), ("héi", ".VnTime")]
    )
    assert converted.texts[1:] == ["QUYẾT ĐỊNH", "QUY CHẾ", "hội"]


def test_letters_of_symbol_encoded_fonts() -> None:
    hidden = "".join(
        chr(0xF000 + ord(c)) if "\x80" < c <= "\xff" else c for c in encode(PROSE.lower(), "tcvn3")
    )
    assert convert_runs([(hidden, ".VnTime")]).texts == [PROSE.lower()]


def test_a_mark_cut_off_from_its_vowel() -> None:
    runs = [(encode(PROSE, "vni"), "VNI-Times"), ("Vuõng Ta", "VNI-Times"), ("øu", "VNI-Times")]
    assert "".join(convert_runs(runs).texts[1:]) == "Vũng Tàu"
    assert leading_marks("øu") == 1


GAPS = [
    ("Quye át ñònh cuûa UÛy ban nhaân daân tænh ve à vie äc pheâ duye ät", "Quyết định của Ủy ban nhân dân tỉnh về việc phê duyệt"),
    ("CO ÄNG HOØA XAÕ HO ÄI CHUÛ NGHÓA VIE ÄT NAM; ngöô øi, nöô ùc", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM; người, nước"),
    ("ba ùo ca ùo vie\xa0äc quaûn ly ù, söû du ïng ñaát; theâm vieâ ïc", "báo cáo việc quản lý, sử dụng đất; thêm việc"),
    ("kinh phí hoã trôï ca ân ñoái", "kinh phí hỗ trợ cân đối"),
    # no letter that takes the mark, or no syllable with it
    ("Nhaø nöôùc vaø nhaân daân, muïc b ù; muïc cx ù ñöôïc", "Nhà nước và nhân dân, mục b ù; mục cx ù được"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "expected"), GAPS)
def test_marks_behind_a_blank_go_to_their_vowel(raw: str, expected: str) -> None:
    assert convert_runs([(encode(PROSE, "vni"), "VNI-Times"), (raw, "VNI-Times")]).texts[1] == expected


def test_words_of_unicode_in_a_run_of_vni_stay_apart() -> None:
    mixed = f"{encode(PROSE, 'vni')}; để lại cho áng văn, theo ấn chỉ; quye át"
    (text,) = convert_runs([(mixed, "VNI-Times")]).texts
    assert text.endswith("để lại cho áng văn, theo ấn chỉ; quyết")


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
@pytest.mark.parametrize("codec", ["latin-1", "utf-8"])
def test_text_files(encoding: Legacy, codec: str) -> None:
    lines = f"{PROSE.lower()}\n\n{PROSE.lower()}\n"
    found = decode(encode(lines, encoding).encode(codec))
    assert found.text == lines and found.encodings == (encoding,)
    assert [note.code for note in found.notes] == ["legacy-encoding"]
    layout = read("a.txt", encode(lines, encoding).encode(codec))
    assert layout.encoding == encoding and layout.blocks[0].text == PROSE.lower()  # type: ignore[union-attr]


def test_unicode_text_files_stay_as_they_are() -> None:
    assert decode(PROSE.encode()).encodings == ("unicode",)
    assert decode(f"L'été à la mer; {'rien de plus; ' * 5}".encode("latin-1")).encodings == ("unicode",)


@given(st.text(max_size=80))
def test_any_text_keeps_its_lines(text: str) -> None:
    assert convert_text(text).texts[0].count("\n") == text.count("\n")


@given(
    st.lists(
        st.tuples(st.text(max_size=20), st.sampled_from([None, ".VnTimeH", "VNI-Times", "Arial"])), max_size=8
    )
)
def test_any_runs_keep_their_number(runs: list[tuple[str, str | None]]) -> None:
    assert len(convert_runs(runs).texts) == len(runs)


# --- syllables --------------------------------------------------------------------------------------

SYLLABLES = [
    ("nghiêng", True), ("Khuyến", True), ("QUỐC", True), ("gì", True), ("giếng", True), ("quýt", True), ("ý", True),
    ("thuở", True), ("khuỷu", True), ("Đắk", True), ("yêu", True), ("ươm", True),
    ("hoă", False),  # an open rhyme cannot end in ă
    ("cap", False),  # a stop needs a sharp or heavy tone
    ("cằp", False),  # and no other
    ("ngiêng", False),  # ngh before e, ê, i
    ("kà", False),  # k before e, ê, i, y only
    ("cÊp", False),  # capitals inside
    ("hộị", False),  # two tones
    ("zá", False), ("brít", False),
]  # fmt: skip


@pytest.mark.parametrize(("word", "expected"), SYLLABLES)
def test_syllables(word: str, expected: bool) -> None:
    assert is_syllable(word) is expected


def test_share_counts_words_beyond_ascii() -> None:
    assert share(PROSE) == 1.0
    assert share("plain ASCII") == 0.0
    assert share("hội zá") == 0.5


# --- against what people read -----------------------------------------------------------------------


def recall(read_by_people: str, found: str) -> float:
    """The share of the letters and digits of a transcript that a text holds."""
    expected = Counter(filter(str.isalnum, unicodedata.normalize("NFC", read_by_people).lower()))
    return sum((expected & Counter(found.lower())).values()) / expected.total()


@pytest.mark.slow
def test_real_files_against_transcripts(real_corpus: Path) -> None:
    """Character recall: half of the files at .995 or more, none below .97."""
    recalls: dict[str, float] = {}
    for transcript in sorted((real_corpus / "transcripts").glob("*.txt")):
        for path in (real_corpus / "files").glob(f"{transcript.stem}.*"):
            layout = read(path)
            assert layout.encoding in ("tcvn3", "vni"), path.name
            recalls[path.name] = recall(transcript.read_text(encoding="utf-8"), layout.text)
    assert min(recalls.values()) >= 0.97, recalls
    assert median(recalls.values()) >= 0.995, recalls
