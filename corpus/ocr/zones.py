"""Where a letterhead leaves room for a clerk's pen: the ordinal, the day, the month and the year.

The frame around these gaps is printed ("Số: ... /QĐ-UBND", "ngày ... tháng ... năm ...", Decree 30/2020/NĐ-CP, Annex
I) and OCR reads it well, also where it runs it together with the handwriting ("Số:42", "ngày(/§"). So the gaps are
found between printed words, whose widths in letters are known, and not by what stands in them.
"""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

from vanban.corpus.ocr.engine import Pixels, Word
from vanban.corpus.patterns import compiled
from vanban.corpus.text import fold

Field = Literal["ordinal", "day", "month", "year"]

LETTERHEAD = 0.45
"""The share of a page's height in which a letterhead ends, with room for stamps above it."""

# Widths in em of the frame's words: Times New Roman, upright in the number line and italic in the date line.
_WIDTHS = {"so:": 1.3, "so": 0.98, "ngay": 1.93, "thang": 2.26, "nam": 1.68, "2000": 1.95}
_FRAME = ("ngay", "thang", "nam")
_DESCENT = 0.21
_NEAR = 4.0  # em between the number line and the date line at most

_NUMBER = compiled(r"^\W{0,2}[S5§][\p{Ll}O0]{1,2}(?:\s*[:;.,]|$)")
_NOTATION = compiled(r"/[A-ZĐÐ]{2}|[A-ZĐÐ]{2,}-[A-ZĐÐ]{2}|/(?:19|20)\d\d")
_ISSUED_WITH = compiled(
    r"^\W{0,2}[({\[]\W?(?:ban hanh )?kem theo"
)  # in running text it is another document's
_YEAR_FIRST = compiled(r"^\W?(?:19|20)\d\d\s?/")
_LIKE = {
    "ngay": compiled(r"[nr]?g[a-z]y|nga[vyj]"),
    "thang": compiled(r"t?h?ang|th[a-z]ng|than[eqg]"),
    "nam": compiled(r"[a-z]?am|n[a-z]m|na[nm]|na(?:in|rn)|[a-z]nam"),
}
_YEAR = compiled(r"^(?:19[4-9]|20[0-4])\d$")


@dataclass(frozen=True, slots=True)
class Zone:
    """A gap of the letterhead.

    Attributes:
        field: what belongs into it.
        left, right: where the printed word before it ends and the one after it begins.
        baseline: of the print, at the gap.
        em: the size of the print in pixels.
        words: places of the OCR's words that stand in the gap, or begin or end in it.
        lost: the printed word behind the gap, where OCR did not read it.
        open: the right end is not where a word begins but an estimate within one ("15/2017/QĐ-UBND").
    """

    field: Field
    left: float
    right: float
    baseline: float
    em: float
    words: tuple[int, ...]
    open: bool = False
    lost: str = ""

    @property
    def box(self) -> Pixels:
        """The gap with the height of its line."""
        return (self.left, self.baseline - 0.95 * self.em, self.right, self.baseline + 0.25 * self.em)


def find(words: Sequence[Word], width: int, height: int) -> tuple[Zone, ...]:
    """The gaps of a first page's letterhead, at most one of each field.

    Args:
        words: of the page or of its upper part, in any order.
        width: of the page image in pixels.
        height: of the whole page image in pixels.
    """
    lines = [line for line in _lines(words) if _middle(words[line[0]]) < height * LETTERHEAD]
    dated, after_place = next(
        ((zones, _after_place(words, line)) for line in lines if (zones := _date_zones(words, line, width))),
        ((), False),
    )
    em = dated[0].em if dated else _body_em(words, lines)
    number = next(
        (zone for line in lines if (zone := _number_zone(words, line, width, em, after_place))), None
    )
    if number and dated and abs(number.baseline - dated[0].baseline) > _NEAR * number.em:
        number, dated = (None, dated) if after_place else (number, ())
    if number is None and not after_place:
        return ()  # a date within running text
    return (number, *dated) if number else dated


def again(words: Sequence[Word], width: int) -> tuple[Zone, ...]:
    """The gaps of a line that names the document again: "(Kèm theo Quyết định số ... /QĐ-UBND ngày ... tháng ...)".

    They are left for the same pen. The line may go on in the next one.
    """
    lines = list(_lines(words))
    em = _frame_em(words, [at for line in lines for at in line])
    at = next((at for at, line in enumerate(lines) if _ISSUED_WITH.search(_folded(words, line))), None)
    if at is None or em is None:
        return ()
    found = [zone for line in lines[at : at + 2] if (zone := _again_number(words, line, em))]
    dated = next((zones for line in lines[at : at + 2] if (zones := _date_zones(words, line, 0))), ())
    return (*found[:1], *(zone for zone in dated if zone.field != "year"))


def _folded(words: Sequence[Word], line: Sequence[int]) -> str:
    return " ".join(fold(words[at].text) for at in line)


def _again_number(words: Sequence[Word], line: Sequence[int], em: float) -> Zone | None:
    first = next((at for at in line if fold(words[at].text).strip(".:,") == "so"), None)
    after = [at for at in line if first is not None and words[at].x0 > words[first].x1 - 0.1 * em]
    notation = next((at for at in after if _NOTATION.search(words[at].text)), None)
    if first is None or notation is None:
        return None
    left, level = words[first].x1, words[first].y1
    right, opened = _number_end(words, line, first, notation, left, em)
    inside = tuple(at for at in after if words[at].x0 < right and words[at].x1 > left + 0.15 * em)
    return (
        Zone("ordinal", left, right, level, em, inside, opened) if 0.3 * em < right - left < 6 * em else None
    )


def _after_place(words: Sequence[Word], line: Sequence[int]) -> bool:
    """Whether a place stands before the date: "Cà Mau, ngày ..."."""
    texts = [words[at].text for at in line]
    return any(a.endswith(",") and fold(b).startswith("ngay") for a, b in itertools.pairwise(texts))


def _middle(word: Word) -> float:
    return (word.y0 + word.y1) / 2


def _lines(words: Sequence[Word]) -> Iterator[list[int]]:
    """Places of the words line by line, from the top and from the left."""
    middles = [_middle(word) for word in words]
    left = sorted((at for at, word in enumerate(words) if word.text.strip()), key=middles.__getitem__)
    usual = median([words[at].y1 - words[at].y0 for at in left]) if left else 0.0
    while left:
        first = next((at for at in left if words[at].y1 - words[at].y0 > 0.7 * usual), left[0])
        reach = 0.6 * max(words[first].y1 - words[first].y0, 1)  # a dash or a speck says little of its line
        start = bisect_right(left, middles[first] - reach, key=middles.__getitem__)
        end = bisect_left(left, middles[first] + reach, key=middles.__getitem__)
        yield sorted(left[start:end], key=lambda at: words[at].x0)
        del left[start:end]


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A printed word of the frame within the OCR's words."""

    at: int
    left: float
    right: float
    exact: bool


def _anchor(words: Sequence[Word], line: Sequence[int], name: str, em: float) -> _Anchor | None:
    """The first word that is, begins or ends with ``name``; of a longer one the part, by its width."""
    for at in line:
        text, (x0, _, x1, _) = fold(words[at].text), words[at].box
        bare = text.strip(".,;:_-'\"|")
        if bare == name:
            exact = x1 - x0 < 1.2 * _WIDTHS[name] * em
            return _Anchor(at, x0, x1 if exact or name == "nam" else x0 + _WIDTHS[name] * em, exact)
        if bare.startswith(name):
            return _Anchor(at, x0, min(x1, x0 + _WIDTHS[name] * em), False)
        if bare.endswith(name):
            return _Anchor(at, max(x0, x1 - _WIDTHS[name] * em), x1, False)
    return None


def _misread(words: Sequence[Word], line: Sequence[int], name: str) -> _Anchor | None:
    """A word much like ``name``, from which the pen took a letter."""
    for at in line:
        if _LIKE[name].fullmatch(fold(words[at].text).strip(".,;:_-'\"|")):
            return _Anchor(at, words[at].x0, words[at].x1, False)
    return None


def _before_year(words: Sequence[Word], line: Sequence[int], em: float) -> _Anchor | None:
    """Where "năm" must stand when OCR lost it: before the year."""
    at = next((at for at in line if _YEAR.match(words[at].text.strip(".,;:"))), None)
    if at is None:
        return None
    right = words[at].x0 - 0.25 * em
    return _Anchor(at, right - _WIDTHS["nam"] * em, right, False)


def _date_zones(words: Sequence[Word], line: Sequence[int], width: int) -> tuple[Zone, ...]:
    """The gaps of ", ngày ... tháng ... năm ..." if the line is one; it stands in the right half."""
    em = _frame_em(words, line)
    if em is None:
        return ()
    month = _anchor(words, line, "thang", em) or _misread(words, line, "thang")
    if month is None:
        return ()
    before = [at for at in line if words[at].x0 < month.left]
    after = [at for at in line if words[at].x0 > month.left]  # "Hà Nam, ngày ..." has another one
    day = _anchor(words, before, "ngay", em) or _misread(words, before, "ngay")
    year = _anchor(words, after, "nam", em) or _misread(words, after, "nam")
    lost = ""
    if year is None:
        year = _before_year(words, [at for at in line if words[at].x0 > month.right], em)
        lost = "năm" if year else ""
    if (day is None and year is None) or month.left < width * 0.4:
        return ()
    level = _baseline(words, line, em)
    zones = []
    if day:
        zones.append(_zone("day", words, line, day, month, level, em))
    if year:
        zones.append(replace(_zone("month", words, line, month, year, level, em), lost=lost))
        end = _Anchor(year.at, year.right + 2.5 * em, year.right + 2.5 * em, False)
        zones.append(_zone("year", words, line, year, end, level, em))
        if lost:  # what OCR made of it stands in no gap, and is no print either
            stray = [at for at in line if month.right < words[at].x0 and words[at].x1 < year.right + 0.2 * em]
            zones[-2] = replace(zones[-2], words=tuple(sorted({*zones[-2].words, *stray})))
    return tuple(zone for zone in zones if 0.1 * em < zone.right - zone.left < 6 * em)


def _frame_em(words: Sequence[Word], line: Sequence[int]) -> float | None:
    """The size of print, from the frame's words that were read alone."""
    sizes = []
    for at in line:
        text, (x0, y0, x1, y1) = fold(words[at].text).strip(".,;:"), words[at].box
        if text in _FRAME and 1.2 < (x1 - x0) / max(y1 - y0, 1) < 4.2:
            sizes.append((x1 - x0) / _WIDTHS[text])
        elif sizes and _YEAR.match(text):
            sizes.append((x1 - x0) / _WIDTHS["2000"])
    return median(sizes) if sizes else None


def _baseline(words: Sequence[Word], line: Sequence[int], em: float) -> float:
    """Where the line's print stands, from words whose letters have known feet."""
    feet = []
    for at in line:
        text, bottom = fold(words[at].text).strip(".,;:"), words[at].y1
        if text == "nam" or _YEAR.match(text):
            feet.append(bottom)
        elif text in ("ngay", "thang"):
            feet.append(bottom - _DESCENT * em)
    return median(feet) if feet else max(words[at].y1 for at in line) - _DESCENT * em


def _zone(
    field: Field,
    words: Sequence[Word],
    line: Sequence[int],
    before: _Anchor,
    after: _Anchor,
    level: float,
    em: float,
) -> Zone:
    left, right = before.right, after.left
    inside = tuple(at for at in line if words[at].x0 < right - 0.15 * em and words[at].x1 > left + 0.15 * em)
    return Zone(field, left, right, level, em, inside)


def _body_em(words: Sequence[Word], lines: Sequence[Sequence[int]]) -> float | None:
    """The size of print from the heights of words, where no date line tells it."""
    high = [words[at].y1 - words[at].y0 for line in lines for at in line if words[at].confidence > 0.6]
    return 1.15 * median(high) if high else None


def _number_zone(
    words: Sequence[Word], line: Sequence[int], width: int, em: float | None, bare: bool
) -> Zone | None:
    """The gap after "Số:", which opens a line in the left half; ``bare``: a notation will do without it."""
    line = [at for at in line if words[at].x0 < width * 0.55]
    first = next((at for at in line[:2] if _NUMBER.match(words[at].text)), None)
    notation = next((at for at in line if _NOTATION.search(words[at].text)), None)
    if em is None or (notation is None and (first is None or ":" not in words[first].text)):
        return None
    if first is None and not bare:
        return None
    if first is None:  # "Số:" was not read: the notation alone shows where the number ends
        assert notation is not None
        x0 = words[notation].x0
        start = next((words[at].x0 for at in line if words[at].x0 < x0), x0 - 4 * em)
        left, level = start + _WIDTHS["so:"] * em, words[notation].y1
    else:
        (x0, _, x1, y1), text = words[first].box, fold(words[first].text)
        alone = len(text.rstrip(" .:;,")) <= 3 and x1 - x0 < 1.75 * em
        left = x1 if alone else x0 + _WIDTHS["so:"] * em
        level = y1 if alone or notation is None else words[notation].y1
    right, opened = _number_end(words, line, first, notation, left, em)
    inside = tuple(
        at for at in line if at != first and words[at].x0 < right and words[at].x1 > left + 0.15 * em
    )
    if first is not None and words[first].x1 > left + 0.3 * em:
        inside = (first, *inside)
    return Zone("ordinal", left, right, level, em, inside, opened) if right - left > 0.2 * em else None


def _number_end(
    words: Sequence[Word],
    line: Sequence[int],
    first: int | None,
    notation: int | None,
    left: float,
    em: float,
) -> tuple[float, bool]:
    """Where the first slash stands, and whether that is an estimate within a word."""
    if notation is None:
        last = max((words[at].x1 for at in line), default=left)
        return min(max(last, left + 3 * em), left + 5 * em), True
    text, (x0, _, x1, _) = words[notation].text, words[notation].box
    before = text.find("/") if "/" in text else 0
    if notation == first:
        before_share = (before + 0.5) / max(len(text), 1)
        return max(x0 + (x1 - x0) * before_share, left + 0.5 * em) + 0.6 * em, True
    if before > 0 and not (_YEAR_FIRST.match(text) and x0 - left > 0.8 * em):  # read with the number
        return x0 + min((x1 - x0) * before / len(text) * 1.1 + 0.2 * em, 5 * em), True
    return x0, False
