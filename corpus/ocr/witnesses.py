"""Who says which number and date a scanned document bears, and what follows when all are heard.

The ordinal and the day of a signed document are written or stamped into its letterhead. They are read from there, and
other places tell of them: words that OCR read, "(Kèm theo Quyết định số ... ngày ...)" above an appendix, and the time
of a digital signature, which comes on the day of the document or some days after it. Each is a witness with a
distribution over values; :func:`settle` weighs them and gives a value or none, never the better of two guesses.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import prod
from typing import Literal

from vanban.corpus.ocr import digits, ink, zones
from vanban.corpus.ocr.engine import Pixels, Word
from vanban.corpus.ocr.zones import Field, Zone
from vanban.corpus.patterns import compiled
from vanban.corpus.text import fold

Source = Literal["zone", "ocr", "repeat", "signature"]

ENOUGH = 0.8
"""The probability from which a value is given; docs/quality.md says what others would give."""

FEWEST = 0.004
"""The least probability that a witness keeps for a value it mentions."""

_RANGES: Mapping[Field, tuple[int, int]] = {
    "ordinal": (1, 99999), "day": (1, 31), "month": (1, 12), "year": (1945, 2049),
}  # fmt: skip
_CHANCE: Mapping[Field, float] = {"ordinal": 1 / 300, "day": 1 / 31, "month": 1 / 12, "year": 1 / 30}
_DOUBT: Mapping[Source, float] = {"zone": 0.03, "ocr": 0.02, "repeat": 0.02}
"""How often a witness speaks of something else than it seems to."""

_SIGNED_LATER = (0.62, 0.1, 0.06, 0.05, 0.03, 0.02, 0.02)
"""Shares of documents signed digitally so many days after their date; 17 documents, smoothed."""
_LATER_YET, _EARLIER = 0.006, 0.002

_GLANCE = 0.9  # of being sure: one view that bears out what an engine read is enough
_PADDED = 0.3  # of the weight: "04" is customary, "004" is not

_STAMP = compiled(r"\b(\d{1,2})[./-](\d{1,2})[./-]\s?(20\d\d)\D{1,3}\d{1,2}:\d\d(?::\d\d)?")
_REPEAT = compiled(
    r"^\W{0,2}[({\[]\W?(?:ban hanh )?kem theo[^()]{0,60}?so\W{0,3}(?P<ordinal>\d{1,5})\s?/\s?(?P<notation>[\w/&-]+)"
    r"(?:\s+ngay\s+(?P<day>\d{1,2})(?:\s+thang\s+|\s?[/.-]\s?)(?P<month>\d{1,2})(?:\s+nam\s+|\s?[/.-]\s?)(?P<year>\d{4}))?"
)


_MARGIN = compiled(
    r"^\W{0,3}(?:(?:quyet dinh|nghi quyet|ke hoach|quy dinh|bao cao|to trinh|thong bao|cong van|van ban)\s)?(?:so\W{0,3})?"
    r"(?P<ordinal>\d{1,5})\s?/\s?(?P<notation>[\w/&-]+)"
    r"(?:\W{1,3}(?:ngay\s+)?(?P<day>\d{1,2})(?:\s+thang\s+|\s?[/.-]\s?)(?P<month>\d{1,2})(?:\s+nam\s+|\s?[/.-]\s?)(?P<year>\d{4}))?"
    r"(?:\W+trang \d+(?:\s?/\s?\d+)?)?\W*$"
)


@dataclass(frozen=True, slots=True)
class Witness:
    """What one place in a file says of one field.

    Attributes:
        field: ordinal, day, month or year.
        source: ``zone``, the ink in the letterhead's gap; ``ocr``, what the engine read there; ``repeat``, a line
            that names the document again; ``signature``, a day that the document cannot be later than.
        likely: values as written and their probabilities, the most probable first; the rest to 1 is doubt. The
            empty text says that nothing is written.
        box: where it stands, in pixels of its page; None outside pages.
        notation: for a line that names the document again, the notation after the number; another document's number
            is no witness.
    """

    field: Field
    source: Source
    likely: tuple[tuple[str, float], ...]
    box: Pixels | None = None
    notation: str = ""

    @property
    def value(self) -> str:
        """What it says first."""
        return self.likely[0][0] if self.likely else ""

    @property
    def confidence(self) -> float:
        """How sure it is of that."""
        return self.likely[0][1] if self.likely else 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """What is settled of a field: the value as written, or None and why."""

    value: str | None
    confidence: float
    box: Pixels | None = None
    problem: Literal["blank", "unsettled", "absent"] | None = None


def read(page: ink.Picture, words: Sequence[Word], height: int | None = None) -> tuple[Witness, ...]:
    """The witnesses in a letterhead.

    Args:
        page: the image, upright and straight, in colour: blue ink is told from print by it.
        words: what OCR read on it, boxes in its pixels.
        height: of the whole page when the image is its upper part.
    """
    found: list[Witness] = []
    gaps = zones.find(words, page.shape[1], height or page.shape[0])
    for zone in gaps:
        printed = None if ink.is_coloured(page, zone) else _printed(zone, words)
        if printed:
            found.append(printed)
        if (likely := _seen(page, zone, printed)) is not None:
            found.append(Witness(zone.field, "zone", likely, zone.box))
    numbered = any(zone.field == "ordinal" for zone in gaps)
    return tuple(found) if numbered else (*found, *_again(page, words))


def _seen(page: ink.Picture, zone: Zone, printed: Witness | None) -> tuple[tuple[str, float], ...] | None:
    """What the ink in a gap says, the likeliest first; None where there is no picture of it."""
    views = ink.views(page, zone)
    first = list(islice(views, 1))
    if printed and first:
        likely = _ranked(zone.field, digits.read(first))
        if likely and likely[0][1] >= _GLANCE and likely[0][0].lstrip("0") == printed.value.lstrip("0"):
            return likely
    return _ranked(zone.field, digits.read([*first, *views])) if first else None


def _again(page: ink.Picture, words: Sequence[Word]) -> Iterator[Witness]:
    """What a pen wrote into a line that names the document again."""
    gaps = zones.again(words, page.shape[1])
    notation = _notation(words, gaps[0]) if gaps and gaps[0].field == "ordinal" else ""
    for zone in gaps if notation else ():
        likely = _seen(page, zone, None)
        if likely and likely[0][0]:
            yield Witness(zone.field, "repeat", likely, zone.box, notation)


def _notation(words: Sequence[Word], zone: Zone) -> str:
    """The print behind the gap of an ordinal: "2017/QĐ-UBND"."""
    near = [
        word
        for word in words
        if abs(word.y1 - zone.baseline) < 0.5 * zone.em and word.x1 > zone.right + 0.2 * zone.em
    ]
    text = min(near, key=lambda word: word.x0).text if near else ""
    return text[text.find("/") + 1 :].strip("/ .,;") if "/" in text else ""


def same(one: str, other: str) -> bool:
    """Whether two notations are the same but for signs and marks."""
    return bool(_bare(one)) and _bare(one) == _bare(other)


def _ranked(field: Field, numbers: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """The possible ones, best first; a clerk writes no day 45, so the doubt about it is shared out."""
    low, high = _RANGES[field]
    longest = {"ordinal": digits.LONGEST, "year": 4}.get(field, 2)
    fit = {t: p for t, p in numbers.items() if not t or (low <= int(t) <= high and len(t) <= longest)}
    fit = {t: p * (_PADDED if t[:1] == "0" and len(t) > 2 else 1) for t, p in fit.items()}
    total = sum(fit.values())
    if total < 0.2:  # mostly something that cannot be: no digits at all
        return ()
    share = total**0.5 / total  # half of the doubt stays
    ranked = sorted(((t, p * share) for t, p in fit.items() if p >= FEWEST), key=lambda item: -item[1])
    return tuple(ranked[:8])


def _printed(zone: Zone, words: Sequence[Word]) -> Witness | None:
    """What the engine read in the gap, if it is a number and nothing else."""
    inside = [words[at] for at in zone.words]
    text = fold("".join(word.text for word in inside)).replace(" ", "")
    for frame in ("so:", "ngay", "thang", "nam"):
        text = text.replace(frame, "")
    text = text.split("/")[0].strip(".,:;_-'\"")
    low, high = _RANGES[zone.field]
    if not (text.isdigit() and len(text) <= 5 and low <= int(text) <= high):
        return None
    sure = min(word.confidence for word in inside)
    sure = 1 - 0.2 * (1 - sure) if zone.field == "year" else 0.95 * sure * sure  # pens write no years
    return Witness(zone.field, "ocr", ((text, sure),), zone.box)


def signed(moments: Iterable[date]) -> tuple[Witness, ...]:
    """The first day on which somebody signed digitally, from signatures and from stamps drawn of them."""
    first = min(moments, default=None)
    if first is None:
        return ()
    told = ((first.isoformat(), _SIGNED_LATER[0]),)
    return (Witness("day", "signature", told), Witness("month", "signature", told))


def stamps(texts: Iterable[str]) -> list[date]:
    """The days in visible signing stamps: "Ngày ký: 12-10-2023 08:53:21 +07:00"."""
    found = []
    for text in texts:
        for match in _STAMP.finditer(text):
            day, month, year = (int(part) for part in match.groups())
            if _is_day(year, month, day):
                found.append(date(year, month, day))
    return found


def repeats(
    lines: Iterable[Sequence[Word]], notation: str, margins: Iterable[Sequence[Word]] = ()
) -> tuple[Witness, ...]:
    """What lines such as "(Kèm theo Quyết định số 15/2017/QĐ-UBND ngày 18/7/2017 ...)" say of the document.

    Args:
        lines: words of the file's other pages, line by line or paragraph by paragraph.
        margins: lines at the head or the foot of its pages; there the number stands alone, or with the date.
        notation: of the document, such as "2017/QĐ-UBND"; a line that names another one is no witness.
    """
    found: list[Witness] = []
    told = [*((_REPEAT, line) for line in lines), *((_MARGIN, line) for line in margins)]
    for pattern, line in told:
        match = pattern.search(" ".join(fold(word.text) for word in line))
        if match is None or not same(match["notation"], notation):
            continue
        for field in ("ordinal", "day", "month", "year"):
            if match[field]:
                sure = min(word.confidence for word in line if match[field] in fold(word.text))
                found.append(Witness(field, "repeat", ((match[field], 0.98 * sure),), None, notation))
    return tuple(found)


def _bare(notation: str) -> str:
    return "".join(c for c in fold(notation) if c.isalnum())


def settle(
    field: Field, witnesses: Iterable[Witness], year: int | None = None, month: int | None = None
) -> Finding:
    """Weigh the witnesses of a field.

    Args:
        field: which.
        witnesses: of all fields; those of others are passed over.
        year, month: of the document, to know its days and what a signature says of them.
    """
    own = [one for one in witnesses if one.field == field]
    heard = [one for one in own if one.source != "signature"]
    if not heard:
        return Finding(None, 0.0, None, "absent")
    box, spoken = heard[0].box, [one for one in heard if one.likely]
    if not spoken:
        return Finding(None, 0.0, box, "unsettled")
    if all(one.value == "" and one.confidence > 0.5 for one in spoken):
        return Finding(None, 0.0, box, "blank")
    weights = {
        value: _weight(field, value, spoken)
        for value in {_number(t) for w in spoken for t, _ in w.likely if t}
    }
    for one in own:
        if one.source == "signature":
            moment = date.fromisoformat(one.value)
            share = _days(moment, year, month) if field == "day" else _months(moment, year)
            weights = {value: weight * share.get(value, 0.0) for value, weight in weights.items()}
    if field == "day" and year and month:
        weights = {value: weight for value, weight in weights.items() if _is_day(year, month, value)}
    best = max(weights, key=lambda value: weights[value], default=None)
    total = sum(weights.values()) + _weight(field, None, spoken)
    if best is None or weights[best] < ENOUGH * total:
        return Finding(None, weights[best] / total if best is not None else 0.0, box, "unsettled")
    forms = [(p, text) for one in spoken for text, p in one.likely if text and _number(text) == best]
    return Finding(max(forms)[1], weights[best] / total, box)


def _number(text: str) -> int:
    return int(text)


def _weight(field: Field, value: int | None, witnesses: Sequence[Witness]) -> float:
    """How well a value fits what all witnesses say; None stands for all values that nobody named."""
    chance = _CHANCE[field]
    said = []
    for one in witnesses:
        named = sum(p for text, p in one.likely if text and _number(text) == value)
        unnamed = max(0.0, 1 - sum(p for text, p in one.likely if text))
        sure = named + unnamed * chance  # in doubt, a witness may mean a value that it does not name
        said.append(sure * (1 - _DOUBT[one.source]) + _DOUBT[one.source] * chance)
    return prod(said) * (1 / chance if value is None else 1.0)


def _days(signing: date, year: int | None, month: int | None) -> dict[int, float]:
    """For each day of the document's month, how much likelier it is than without the signature."""
    shares = {}
    for day in range(1, 32):
        late = (
            (signing - date(year, month, day)).days if year and month and _is_day(year, month, day) else None
        )
        if late is None:
            shares[day] = _CHANCE["day"]
        elif late < 0:
            shares[day] = _EARLIER
        else:
            shares[day] = _SIGNED_LATER[late] if late < len(_SIGNED_LATER) else _LATER_YET
    return {day: share / _CHANCE["day"] for day, share in shares.items()}


def _months(signing: date, year: int | None) -> dict[int, float]:
    """The same for the months of a year: documents are signed in their month, some in the next one."""
    shares = {}
    for month in range(1, 13):
        late = (signing.year - year) * 12 + signing.month - month if year else None
        if late is None:
            shares[month] = _CHANCE["month"]
        elif late < 0:
            shares[month] = _EARLIER
        else:
            shares[month] = (0.85, 0.1)[late] if late < 2 else _LATER_YET
    return {month: share / _CHANCE["month"] for month, share in shares.items()}


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
