"""Signers' names that recognition misread: put right by the list of family names, else told as unsure."""

import pytest

from vanban.extract.draft import DraftSignature, Span
from vanban.extract.persons import FamilyName, family_names, is_name
from vanban.normalize import people
from vanban.normalize.header import evidence_of
from vanban.normalize.names import is_doubtful, person


@pytest.mark.parametrize("rule", family_names(), ids=lambda rule: rule.name)
def test_family_names(rule: FamilyName) -> None:
    assert rule.pattern in rule.examples
    for example in rule.examples:
        assert person(f"{example} Văn Bình") == f"{rule.pattern} Văn Bình"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("TRẦN VĂN SƠN", True),
        ("TRÂN VĂN SƠN", True),  # recognition errs in marks
        ("HÙYNH VĂN SƠN", True),
        ("BÀN VĂN SƠN", True),
        ("BAN TÔN GIÁO", False),  # but for its marks Bàn
        ("BỘ NỘI VỤ", False),
        ("THAM GIA CUỘC THI", False),
        ("THẨM VĂN SƠN", True),
    ],
)
def test_names_in_capitals_begin_with_a_family_name(text: str, named: bool) -> None:
    assert is_name(text) == named


def test_each_family_name_stands_once() -> None:
    assert len({rule.pattern for rule in family_names()}) == len(family_names())


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        ("Trân Văn Sơn", "Trần Văn Sơn"),
        ("TRÂN VĂN SƠN", "TRẦN VĂN SƠN"),
        ("Hò Văn Bình", "Hò Văn Bình"),  # Hồ and Hờ are as near
        ("Phau Văn Bình", "Phau Văn Bình"),  # a wrong letter is no mark
        ("Lê Văn Trân", "Lê Văn Trân"),  # a given name may be anything
        ("uyễn Bình", "Nguyễn Bình"),  # the rest is covered
        ("ần Bình", "ần Bình"),  # Trần or Tẩn: too little is left
        ("ương Văn Bình", "ương Văn Bình"),  # of several
        ("Trân", "Trân"),
        ("", ""),
    ],
)
def test_only_marks_of_the_first_word_are_put_right(read: str, wanted: str) -> None:
    assert person(read) == wanted


@pytest.mark.parametrize(
    ("name", "doubtful"),
    [
        ("Trần Văn Sơn", False),
        ("LÝ VIẾT PHƯỢNG", False),
        ("Lý Viêt Phượng", True),  # no syllable: sắc or nặng before t
        ("Bùi Viết Irường", True),
        ("Phau Hải Hà", True),
    ],
)
def test_doubtful_names(name: str, doubtful: bool) -> None:
    assert is_doubtful(name) == doubtful


@pytest.mark.parametrize(
    ("origin", "read", "wanted", "repaired", "confidence"),
    [
        ("ocr", "Đô Văn Bình", "Đỗ Văn Bình", "Đỗ Văn Bình", 0.81),
        ("ocr", "Lý Viêt Bình", "Lý Viêt Bình", None, 0.6),
        ("ocr", "Đỗ Văn Bình", "Đỗ Văn Bình", None, 0.9),
        ("read", "Đô Văn Bình", "Đô Văn Bình", None, None),  # print is left alone
    ],
)
def test_what_was_read_is_in_evidence(
    origin: str, read: str, wanted: str, repaired: str | None, confidence: float | None
) -> None:
    span = Span(f"GIÁM ĐỐC {read}", 10, 19 + len(read), origin=origin, confidence=0.9)  # type: ignore[arg-type]
    draft = DraftSignature(span, (), "GIÁM ĐỐC", read)
    signer = people.signature(draft)
    assert signer.name == wanted
    told = people.evidence(draft, signer, evidence_of(span))
    assert (told and told.repaired, told and told.confidence) == (repaired, confidence)
    assert told is None or told.text == read
