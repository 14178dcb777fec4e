"""Clean text that knows its way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.corpus.layout import Piece
from vanban.corpus.pieces import Source, fold_pieces, join_lines, text_of
from vanban.corpus.text import clean

# Letters, both normal forms, every kind of space, invisible characters.
ALPHABET = st.text(alphabet="aăâđếỏ ư\u0301\u0323\u0302 \t\xa0\u200b\xad\ufeff\n|-1", max_size=40)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  Điều 1.  Phê duyệt ", (Piece("Điều 1.", 2), Piece(" Phê duyệt", 10))),  # a doubled space parts
        ("Sở\xa0Nội vụ", (Piece("Sở Nội vụ", 0),)),  # other spaces become plain ones, in step
        ("ph\xadường", (Piece("phường", 0),)),  # a soft hyphen goes
        ("\u200b\u200bMục", (Piece("Mục", 2),)),
        ("hoa\u0300 bi\u0300nh", (Piece("hoà", 0), Piece(" bình", 4))),  # NFC is shorter: out of step after
        (" \t\xa0", ()),
    ],
)
def test_pieces(raw: str, expected: tuple[Piece, ...]) -> None:
    assert Source(raw).pieces(0, len(raw)) == expected


@given(ALPHABET)
def test_same_as_clean(raw: str) -> None:
    source = Source(raw)
    text = text_of(source.pieces(0, len(raw)))
    assert text == clean(text)
    assert text.replace(" ", "") == clean(clean(raw)).replace(
        " ", ""
    )  # marks meet when what parted them is gone


@given(ALPHABET)
def test_pieces_lead_back(raw: str) -> None:
    for piece in Source(raw).pieces(0, len(raw)):
        assert piece.source is not None
        word = piece.text.lstrip()
        at = piece.source + len(piece.text) - len(word)
        assert clean(clean(raw[at:]))[0] == word[0]


@given(st.lists(ALPHABET, max_size=5))
def test_runs_fold_like_one_text(runs: list[str]) -> None:
    offsets = [sum(map(len, runs[:at])) for at in range(len(runs))]
    text = text_of(fold_pieces(zip(runs, offsets, strict=True)))
    assert text == " ".join(text.split())


def test_join_lines() -> None:
    joined = join_lines([(Piece("của", 0),), (Piece("Thủ tướng", 10),)])
    assert joined == (Piece("của", 0), Piece(" Thủ tướng", 9))
