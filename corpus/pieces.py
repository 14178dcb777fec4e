"""Clean text that remembers where it came from.

:class:`Source` cuts the decoded text of a file into clean :class:`~vanban.corpus.layout.Piece` runs: NFC,
no invisible characters, white space folded, and each run in step with the source from its first character.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from vanban.corpus.layout import Piece
from vanban.corpus.text import nfc

# As in vanban.corpus.text, and control characters, which no output format may carry.
_INVISIBLE = re.compile("[\u00ad\ufffc\u200b\u200c\u200d\u2060\ufeff\x00-\x08\x0e-\x1b\x7f]")
_WORD = re.compile(r"\S+")
_WORD_OR_SPACE = re.compile(r"\S+|\s+")


class Source:
    """The decoded text of one file.

    Args:
        text: the text as decoded; all offsets count its characters.
    """

    __slots__ = ("_normal", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._normal = unicodedata.is_normalized("NFC", text)

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """The clean text of ``text[start:end]``; no pieces when it holds none."""
        raw = self.text[start:end]
        stripped = raw.strip()
        if not stripped:
            return ()
        # isprintable() is false for every white space but the plain one, and for invisible characters.
        if self._normal and "  " not in stripped and stripped.isprintable():
            return (Piece(stripped, start + raw.index(stripped[0])),)
        return tuple(_merge(self._words(start, end)))

    def _words(self, start: int, end: int) -> Iterator[Piece]:
        for match in _WORD.finditer(self.text, start, end):
            raw = match[0]
            visible = nfc(_INVISIBLE.sub("", raw))
            if visible:
                shift = 0
                while _INVISIBLE.match(raw[shift]):
                    shift += 1
                yield Piece(visible, match.start() + shift)


def _merge(words: Iterable[Piece]) -> list[Piece]:
    """Join words by single spaces; words in step with the source share a piece."""
    merged: list[Piece] = []
    for word in words:
        if not merged:
            merged.append(word)
            continue
        last = merged[-1]
        assert last.source is not None and word.source is not None
        if last.source + len(last.text) + 1 == word.source:
            merged[-1] = Piece(f"{last.text} {word.text}", last.source)
        else:
            merged.append(Piece(f" {word.text}", word.source - 1))
    return merged


def fold_pieces(runs: Iterable[tuple[str, int]]) -> tuple[Piece, ...]:
    """Clean pieces of several runs of raw text, each with its source offset, white space folded across them."""
    folded: list[Piece] = []
    spaced = False
    for text, start in runs:
        for match in _WORD_OR_SPACE.finditer(text):
            if match[0].isspace():
                spaced = True
                continue
            word = nfc(_INVISIBLE.sub("", match[0]))
            if not word:
                continue
            source = start + match.start()
            if spaced and folded:
                folded.append(Piece(f" {word}", max(source - 1, 0)))
            else:
                folded.append(Piece(word, source))
            spaced = False
    return tuple(_in_step(folded))


def _in_step(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join neighbours that run on in the source without a jump."""
    last: Piece | None = None
    for piece in pieces:
        if last and last.source is not None and last.source + len(last.text) == piece.source:
            last = Piece(last.text + piece.text, last.source)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def text_of(pieces: Iterable[Piece]) -> str:
    """The joined text."""
    return "".join(piece.text for piece in pieces)


def join_lines(lines: Iterable[tuple[Piece, ...]]) -> tuple[Piece, ...]:
    """The pieces of several lines as one run, a space between lines."""
    joined: list[Piece] = []
    for pieces in lines:
        if joined and pieces:
            head = pieces[0]
            before = None if head.source is None else max(head.source - 1, 0)
            joined.append(Piece(f" {head.text}", before))
            joined += pieces[1:]
        else:
            joined += pieces
    return tuple(joined)
