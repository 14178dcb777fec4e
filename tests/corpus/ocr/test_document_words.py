"""What a document says elsewhere settles what was hardly read: words read in two ways, names of places."""

import pytest

from tests.corpus.ocr.test_steps import runs
from vanban.corpus.ocr import places, vocabulary
from vanban.corpus.ocr.read import Recognised
from vanban.corpus.ocr.reading import DISPUTED, SETTLED


def page(*lines: str, unsure: str = "", other: str = "") -> Recognised:
    """A page of lines; the word ``unsure`` was read with doubt, and as ``other`` the second time."""
    found = Recognised(600.0, 800.0)
    for at, line in enumerate(lines):
        for run in runs(line):
            run.y0, run.y1, run.base = run.y0 + 20 * at, run.y1 + 20 * at, run.base + 20 * at
            if run.text == unsure:
                run.other = other
            found.runs.append(run)
            found.sure.append(DISPUTED if run.text == unsure else 0.95)
    return found


def text(found: Recognised) -> str:
    return " ".join(run.text for run in found.runs)


SAID = ("bán đấu giá tài sản", "tổ chức đấu giá tài sản")


def test_the_document_tells_which_reading_is_right() -> None:
    first, second = page(*SAID), page("việc đâu giá này", unsure="đâu", other="đấu")
    vocabulary.settle({1: first, 2: second})
    assert text(second) == "việc đấu giá này"
    assert [(run.read, sure) for run, sure in zip(second.runs, second.sure, strict=True)][1] == (
        "đâu",
        SETTLED,
    )


def test_the_first_reading_may_be_right() -> None:
    found = page(*SAID, "việc đấu giá. Này", unsure="việc", other="viêc")
    vocabulary.settle({1: found, 2: page("cho việc đấu", "một việc đấu")})
    assert "việc đấu giá. Này" in text(found)
    assert found.sure[found.runs.index(next(run for run in found.runs if run.other))] == SETTLED


@pytest.mark.parametrize(
    "said",
    [
        ("bán đấu giá",),  # once is no proof
        ("bán đấu giá", "đấu giá", "ở đâu giá rẻ"),  # both are said
        (),
    ],
)
def test_without_proof_a_word_is_left(said: tuple[str, ...]) -> None:
    found = page("việc đâu giá này", unsure="đâu", other="đấu")
    vocabulary.settle({1: page(*said) if said else page("khác"), 2: found})
    assert text(found) == "việc đâu giá này"
    assert DISPUTED in found.sure


KNOWN = ("Ủy ban nhân dân huyện Sông Lam", "thuộc huyện Sông Lam, tỉnh Cà Mau.", "tại huyện Sông Lam.")


@pytest.mark.parametrize(
    ("line", "unsure", "wanted"),
    [
        ("- Phòng Tài chính huyện Sông Làm;", "Làm;", "huyện Sông Lam;"),  # another mark
        ("- Công an huyện Sồng Lam;", "Sồng", "huyện Sông Lam;"),
        ("- Công an huyện Sông Lan;", "Lan;", "huyện Sông Lam;"),  # another letter
        ("CÔNG AN HUYỆN SÔNG LÀM", "LÀM", "HUYỆN SÔNG LAM"),
        ("- Công an huyện Sóng Làm;", "Làm;", "huyện Sóng Làm;"),  # two words differ
        ("- Công an huyện Sông Lô;", "Lô;", "huyện Sông Lô;"),  # too far from what is known
        ("- Công an tỉnh Cà Mâu;", "Mâu;", "tỉnh Cà Mâu;"),  # said once only
        ("- Ông Sông Làm;", "Làm;", "Ông Sông Làm;"),  # a person
    ],
)
def test_places_that_the_document_names_again(line: str, unsure: str, wanted: str) -> None:
    found = page(line, unsure=unsure)
    places.settle({1: page(*KNOWN), 2: found})
    assert text(found).endswith(wanted)
    changed = [run.read for run in found.runs if run.read]
    assert changed == ([unsure] if wanted not in line else [])


def test_a_place_that_was_read_surely_is_left() -> None:
    found = page("xã Sông Làm")
    places.settle({1: page(*KNOWN), 2: found})
    assert text(found) == "xã Sông Làm"
