"""Rows that the end of a page cuts: is the first row of a page the rest of the last row before it?

Borders do not tell, word processors draw them around both parts. People see it by what the row says (it goes on
in mid-sentence), by what it lacks (all other rows of the table have an ordinal or a figure), and by where the lines
end: text runs on only where the line above has no room for the next word and nothing of its row stands lower.
"""

from collections import defaultdict
from collections.abc import Sequence
from enum import IntEnum
from functools import cached_property

from msgspec.structs import replace

from vanban.corpus.layout import Cell, Grid, Paragraph
from vanban.corpus.patterns import FIGURE, compiled
from vanban.corpus.readers.pdf_lines import breaks_at_sign
from vanban.corpus.readers.pdf_narrow import GROUPS, is_one
from vanban.corpus.readers.wrap import must_go_on
from vanban.extract.table_headers import LABELLED, grid_texts

_ENOUGH = 4  # rows that it takes to show how rows begin
_MANY = 8  # rows, alike or all of them, to show what they hold
_PADDING = 11.0  # points between text and borders, both sides: what word processors leave, and a little
_LETTER = 0.5  # of the letter size: the mean width of letters
_SPACE = 0.25
_WIDEST = 1.3  # of the mean width of letters: one that no longer fits
_ROOM = 1.2  # of the width of a word: so much room it surely has
_LOWER = 0.8  # of the letter size: what ends farther below is another line
_SAME = 3.0  # points between left ends that are meant to be the same
_STOPS = (".", ";", ":", "!", "?")
_ORDINAL = compiled(r"\(?(?:\d{1,4}(?:\.\d{1,3})*|[IVXLC]+|[A-ZĐa-zđ])[.)]*|[-–+•*]")
_OWN = compiled(
    r"(?:[-–+•*]\s*)?(?:(?:Tổng|Cộng|Trong đó|Ghi chú)\b|(?:TỔNG|CỘNG|TRONG ĐÓ|GHI CHÚ)\b|trong đó\s*:)"
)
_TOTAL = compiled(r"(?i)(?:tổng\s+(?:số|cộng)|cộng(?!\s+(?:đồng|tác|hòa|hoà)))\b")  # whole, as "Tổng" is not
_LABELS = compiled(r"[\dIVXLCA-ZĐ]{1,5}(?:[ .+,&]{1,3}[\dIVXLCA-ZĐ]{1,5})*\)?[.:]?")
_BULLET = compiled(r"[-–+•*]\s*[^\s*]")
_LETTERED = compiled(r"[a-zđ](?:[.)]|$)")
_MARK = compiled(r"\(\d{1,2}\)|\[\d{1,2}\]|\(?\*{1,3}\)?")


class Flow(IntEnum):
    """Where the text of a cell stands when its page ends, least likely to go on first."""

    ENDED = 0
    """Above the end of its row."""
    PARTED = 1
    """With room for the next word, so that only another paragraph may follow."""
    UNKNOWN = 2
    FULL = 3


Start = tuple[str, int]
"""How a row begins: the kind of its first text and the column where this stands."""


class RowKinds:
    """The rows of a table as its pieces show them inside their pages.

    Args:
        pieces: in reading order, all with the same columns.
        heads: header rows at the top of each piece; one row below them may be the rest of another.
    """

    def __init__(self, pieces: Sequence[Grid], heads: Sequence[int]) -> None:
        self._rows: list[list[str]] = []
        self._whole: list[list[str]] = []  # those that no page end can have cut
        self._merged: set[int] = set()
        for at, (piece, head) in enumerate(zip(pieces, heads, strict=True)):
            rows = grid_texts(piece, range(head + bool(at), piece.n_rows))
            self._rows += rows
            self._whole += rows[:-1] if at + 1 < len(pieces) else rows
            self._merged |= {c.col for c in piece.cells if c.row >= head and c.row_span > 1}
        self._leading = 1 if 0 not in self._merged and all(map(_is_named, self._rows)) else 2
        self._regular = all(map(self._begins, self._rows))

    @cached_property
    def _by_start(self) -> dict[Start, list[list[str]]]:
        """The rows by how they begin."""
        found = defaultdict[Start, list[list[str]]](list)
        for row in self._whole:
            found[_start(row)].append(row)
        return found

    def is_rest(self, texts: Sequence[str], upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
        """Can a row be the rest of the last row on the page before?

        Args:
            texts: of the row.
            upper: the cells of the row before, one for each of the lower ones.
            lower: those of the row.
        """
        if not texts[0] and all(_MARK.fullmatch(text) for text in texts if text):
            return True  # nothing but the mark of a note
        start = _start(texts)
        if start[0] in ("ordinal", "own"):
            return False
        before = [cell.text for cell in upper for _ in range(cell.col_span)]
        if any(map(_TOTAL.match, before)) and not _ends_total(texts):
            return False
        pairs = [(above, cell) for above, cell in zip(upper, lower, strict=True) if cell.paragraphs]
        if any(_is_figure(above) and _is_figure(cell) and not _is_one(above, cell) for above, cell in pairs):
            return False
        goes_on = [_goes_on(above, cell) for above, cell in pairs]
        flows = _flows(upper, pairs)
        flow = min(flows)  # the least likely tells
        if flow is Flow.ENDED and not any(goes_on):
            return False
        if flow is not Flow.ENDED and goes_on[0] and flows[0] is Flow.FULL:
            return True
        if flow is Flow.FULL and start[0] == "text" and any(_breaks(above, cell) for above, cell in pairs):
            return True
        level = _is_level(*pairs[0])
        # words behind the first may be parted by hand, as in "Dài 2,5 km" / "Rộng 7 m"
        figures = (own for own, (_, cell) in zip(flows, pairs, strict=True) if _is_figure(cell))
        if Flow.PARTED not in (flows[0], *figures) and self._lacks_something(
            texts, start, before, flow, level
        ):
            return True
        if self._begins(texts):
            if flow is not Flow.FULL or start[0] != "text":
                return False
            return any(must_go_on(above.text, cell.text) for above, cell in pairs)
        return self._regular or any(goes_on)

    def _begins(self, texts: Sequence[str]) -> bool:
        """Do the columns that lead a row, names or ordinals and names, show the beginning of something?"""
        leading = texts[: self._leading]
        return any(
            text and not _MARK.fullmatch(text) and (not text[0].islower() or _LETTERED.match(text))
            for text in leading
        )

    def _lacks_something(
        self, texts: Sequence[str], start: Start, before: Sequence[str], flow: Flow, level: bool
    ) -> bool:
        """Does a row lack what all rows of the table have: an ordinal, a figure, any text in a column?

        A label in the first column begins a row. Where others begin as it does, one that stands farther left or right
        than the row before is no rest, but a group.
        """
        if len(self._rows) < _ENOUGH or (not texts[0] and 0 in self._merged):
            return False  # blank below the end of a page, a merged cell is no lack
        alike = self._by_start.get(start, [])
        if not alike:
            return start not in (_start(before), ("label", 0))
        rows = alike if len(alike) >= _MANY else self._whole  # of few rows what those of all kinds hold
        if not level or len(rows) < _MANY or flow is not Flow.FULL or start[0] == "label":
            return False
        if start[0] == "bullet" and not any(map(_lists, before)):
            return False
        filled = [col for col in range(1, len(texts)) if all(row[col] for row in rows)]
        if any(not texts[col] and col not in self._merged for col in filled):
            return True
        return all(map(_has_figure, rows)) and not _has_figure(texts)


def joined(above: Sequence[Paragraph], below: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs of a cell that a page end cuts; a word that it breaks is whole again."""
    if not (above and below and _breaks_word(above[-1], below[0])):
        return (*above, *below)
    word, _, rest = below[0].text.partition(" ")
    whole = replace(above[-1], text=above[-1].text + word)
    return (*above[:-1], whole, *([replace(below[0], text=rest)] if rest else []), *below[1:])


# --- how rows begin -----------------------------------------------------------------------------------


def _start(texts: Sequence[str]) -> Start:
    col, text = next(((col, text) for col, text in enumerate(texts) if text), (0, ""))
    if _OWN.match(text):
        return "own", 0
    if col == 0 and _ORDINAL.fullmatch(text):
        return "ordinal", 0
    if LABELLED.match(text):
        return "label", col
    return ("bullet" if _BULLET.match(text) else "text"), col


def _ends_total(texts: Sequence[str]) -> bool:
    """Can a row go on with "Tổng cộng": labels of what it adds up, words that begin small, figures?"""
    first = next(filter(None, texts), "")
    return not first[:1].isupper() or _LABELS.fullmatch(first) is not None


def _is_named(texts: Sequence[str]) -> bool:
    """Is the first text of a row a name, so that what follows are facts on it?"""
    return bool(texts[0]) and not _ORDINAL.fullmatch(texts[0])


def _has_figure(texts: Sequence[str]) -> bool:
    return any(map(FIGURE.fullmatch, texts[1:]))


def _lists(text: str) -> bool:
    """Does a text hold a list of its own, behind its beginning: "- Trạm y tế - Thiết bị"?"""
    return any(sign in text[1:] for sign in (" - ", " + ", " – "))


# --- where lines end ----------------------------------------------------------------------------------


def _goes_on(above: Cell, below: Cell) -> bool:
    """Does a cell go on with another in mid-sentence?"""
    small = below.text[0].islower() and not _LETTERED.match(below.text)
    return small and bool(above.text) and not above.text.endswith(_STOPS)


def _is_level(above: Cell, below: Cell) -> bool:
    """Does the text of a cell begin as far left as that of another above it, as far as is known?"""
    boxes = [cell.paragraphs[0].box for cell in (above, below) if cell.paragraphs]
    lefts = [box[0] for box in boxes if box]
    return len(lefts) < 2 or abs(lefts[0] - lefts[1]) < _SAME


def _is_figure(cell: Cell) -> bool:
    return FIGURE.fullmatch(cell.text) is not None


def _is_one(above: Cell, below: Cell) -> bool:
    """Are two figures one that a narrow cell breaks, in the middle or between thousands?"""
    return _breaks(above, below) or GROUPS.fullmatch(f"{above.text} {below.text}") is not None


def _breaks(above: Cell, below: Cell) -> bool:
    return bool(above.paragraphs and below.paragraphs) and _breaks_word(
        above.paragraphs[-1], below.paragraphs[0]
    )


def _breaks_word(last: Paragraph, first: Paragraph) -> bool:
    """Does a page end break a word or a figure: at a hyphen, or because its cell has no room for another letter?"""
    if breaks_at_sign(last.text, first.text):
        return True
    size = last.style.size or 0.0
    if last.spare is None or last.spare - _PADDING > _WIDEST * _LETTER * size:
        return False
    word = last.text.rpartition(" ")[2]
    return any(map(str.isalnum, word)) and is_one((word, first.text.partition(" ")[0]))


def _flows(upper: Sequence[Cell], pairs: Sequence[tuple[Cell, Cell]]) -> list[Flow]:
    """How the text of each lower cell can be that of the upper one, given all upper cells."""
    page = max((p.page or 0 for cell in upper for p in cell.paragraphs), default=0)
    last = [cell.paragraphs[-1] for cell in upper if cell.paragraphs and cell.paragraphs[-1].page == page]
    bottom = max((p.box[3] for p in last if p.box), default=0.0)
    return [_flow(above, cell, page, bottom) for above, cell in pairs]


def _flow(above: Cell, below: Cell, page: int, bottom: float) -> Flow:
    if not above.paragraphs or (above.paragraphs[-1].page or 0) != page:
        return Flow.ENDED
    last, first = above.paragraphs[-1], below.paragraphs[0]
    if last.box is None or last.spare is None:
        return Flow.UNKNOWN
    size = max(last.style.size or 0.0, first.style.size or 0.0) or last.box[3] - last.box[1]
    if last.box[3] < bottom - _LOWER * size:
        return Flow.ENDED
    if last.style.bold != first.style.bold:
        return Flow.PARTED
    if _BULLET.match(first.text) or LABELLED.match(first.text) or last.text.endswith(_STOPS):
        return Flow.FULL  # a paragraph of its own in the cell
    no_room = last.spare - _PADDING < _SPACE * size + _ROOM * _first_word(first, size)
    return Flow.FULL if no_room else Flow.PARTED


def _first_word(paragraph: Paragraph, size: float) -> float:
    """About how wide the first word of a paragraph is; one that ends at a slash or hyphen may be cut there."""
    text = paragraph.text
    letter = _LETTER * size
    if paragraph.box and paragraph.box[3] - paragraph.box[1] < 2 * size:  # one line: it tells
        letter = (paragraph.box[2] - paragraph.box[0]) / len(text)
    return letter * len(text.partition(" ")[0])
