"""The number and the date of a scanned document: what was written or stamped into its letterhead, settled by all witnesses.

An engine reads a pen's "12" as "42" and is sure of it. So what stands in the gaps of the letterhead is never taken
from it alone: it goes out of the text, and comes back where the ink, the engine, the signatures and the lines that name
the document again agree on it (:mod:`witnesses`). Else the gap is left blank, as a draft leaves it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from vanban.corpus.layout import Note
from vanban.corpus.ocr import witnesses
from vanban.corpus.ocr.engine import Word
from vanban.corpus.ocr.read import Recognised
from vanban.corpus.ocr.witnesses import Finding, Witness
from vanban.corpus.ocr.zones import Field, Zone
from vanban.corpus.readers.pdf_chars import Run
from vanban.corpus.readers.pdf_lines import rows
from vanban.corpus.text import fold

_ORDER: tuple[Field, ...] = ("year", "month", "day", "ordinal")  # each helps to settle the next
_FRAME = re.compile(
    r"(?i)^\W*(?:s[ốôóòỗồổộ]\s*[:.;,]?|(?P<day>ng[^\W\d_]y)|(?P<month>th[^\W\d_]ng)|(?P<year>n[^\W\d_]m))"
)
_WORDS = {"day": "ngày", "month": "tháng", "year": "năm"}
_SAME = {fold(word): word for word in _WORDS.values()}
_FRAME_END = re.compile(r"(?i)(?:ngày|tháng|năm)$")
_NOTATION = re.compile(r"/\s?(?:(?:19|20)\d\d\s?/|[A-ZĐ]{2}).*")
_NAMES = {"ordinal": "number", "day": "day", "month": "month", "year": "year"}
_MARGIN = 0.08  # of a page's height: its head and its foot
_PAPER_SPACE = 0.15  # of the letter size: room left and right of what is put into a gap


def settle(pages: Mapping[int, Recognised], signed: Iterable[date], stamps: Iterable[str]) -> list[Note]:
    """Put what is settled into the gaps of the letterheads, in place, and tell what is not.

    Args:
        pages: the recognised pages of a file by number; the first with gaps is that of the document.
        signed: days on which the file was signed digitally.
        stamps: texts of signing stamps that are drawn over its pages.
    """
    with_gaps = [number for number, page in sorted(pages.items()) if page.gaps]
    notes: list[Note] = []
    for number in with_gaps:
        page = pages[number]
        told = list(page.witnesses)
        if number == with_gaps[0]:
            told += _elsewhere(pages, number, signed, stamps)
        found = _findings(told)
        _fill(page, found)
        open_ones = [_NAMES[field] for field, one in found.items() if one.problem == "unsettled"]
        if open_ones:
            text = f"What is written into the letterhead of page {number} could not be read: {', '.join(open_ones)}."
            notes.append(Note("handwriting-unread", text))
    return notes


def _elsewhere(
    pages: Mapping[int, Recognised], first: int, signed: Iterable[date], stamps: Iterable[str]
) -> list[Witness]:
    """What signatures, stamps and lines on other pages say."""
    drawn = witnesses.stamps([*stamps, *(text for page in pages.values() for text in page.stamps)])
    others: list[list[Word]] = []
    margins: list[list[Word]] = []
    for number, page in pages.items():
        sure = {id(run): one for run, one in zip(page.runs, page.sure, strict=True)}
        found = [[Word(run.text, *run.box, sure[id(run)]) for run in row.runs] for row in rows(page.runs)]
        if number != first:
            others += [
                [*one, *other] for one, other in zip(found, [*found[1:], []], strict=False)
            ]  # it may wrap
        margins += [line for line in found if _in_margin(line, page.height, head=number != first)]
    notation = _notation(pages[first])
    again = [
        one
        for number, page in pages.items()
        for one in page.witnesses
        if number != first and one.source == "repeat" and witnesses.same(one.notation, notation)
    ]
    return [
        *witnesses.signed([*signed, *drawn]),
        *(witnesses.repeats(others, notation, margins) if notation else ()),
        *again,
    ]


def _in_margin(line: Sequence[Word], height: float, *, head: bool) -> bool:
    """Whether a line stands at the foot of a page, or at its head."""
    middle = (line[0].y0 + line[0].y1) / 2
    return middle > (1 - _MARGIN) * height or (head and middle < _MARGIN * height)


def _notation(page: Recognised) -> str:
    """What is printed after the gap of the ordinal: "2017/QĐ-UBND"."""
    zone = next((zone for zone in page.gaps if zone.field == "ordinal"), None)
    if zone is None:
        return ""
    base = _baseline(zone, page)
    near = [
        run
        for run in page.runs
        if abs(run.base - base) < 0.5 * run.face.size and run.x1 > zone.left * page.scale
    ]
    matches = (_NOTATION.search(run.text) for run in sorted(near, key=lambda run: run.x0))
    return next((match[0].strip("/ ") for match in matches if match), "")


def _findings(told: Sequence[Witness]) -> dict[Field, Finding]:
    found: dict[Field, Finding] = {}
    for field in _ORDER:
        year, month = (_value(found.get(name)) for name in ("year", "month"))
        found[field] = witnesses.settle(field, told, year, month)
    return found


def _value(finding: Finding | None) -> int | None:
    return int(finding.value) if finding and finding.value else None


def _fill(page: Recognised, found: Mapping[Field, Finding]) -> None:
    """Take the engine's reading out of the gaps and put in what is settled."""
    gaps = [zone for zone in page.gaps if found[zone.field].problem != "absent"]
    kept: dict[int, tuple[Run, ...]] = {}
    for at in {at for zone in gaps for at in zone.words}:
        kept[at] = tuple(_printed(page.runs[at], [z for z in gaps if at in z.words], page.scale))
    runs: list[Run] = []
    sure: list[float] = []
    for at, (run, confidence) in enumerate(zip(page.runs, page.sure, strict=True)):
        for part in _framed(kept.get(at, (run,)), gaps, page.scale):
            runs.append(part)
            sure.append(confidence)
    for zone in gaps:
        value = " ".join(part for part in (found[zone.field].value, zone.lost) if part)
        if value:
            runs.append(_written(zone, value, page))
            sure.append(round(found[zone.field].confidence, 3))
    page.runs[:], page.sure[:] = runs, sure


def _framed(parts: Sequence[Run], gaps: Sequence[Zone], scale: float) -> Iterator[Run]:
    """Runs beside gaps without what is left of the pen: specks that were read as signs."""
    for run in parts:
        beside = [zone for zone in gaps if _is_beside(run, zone, scale)]
        word = _SAME.get(fold(run.text).strip(" .,:;_-'\"`|"))
        if beside and word and any(zone.field in ("day", "month", "year") for zone in beside):
            yield replace(run, text=word)
        elif not beside or any(map(str.isalnum, run.text)):
            yield run


def _is_beside(run: Run, zone: Zone, scale: float) -> bool:
    """Whether a run stands in a gap or touches it."""
    reach = _PAPER_SPACE * zone.em
    left, right = (zone.left - reach) * scale, (zone.right + reach) * scale
    return run.x1 > left and run.x0 < right and abs(run.base - zone.baseline * scale) < zone.em * scale


def _printed(run: Run, gaps: Sequence[Zone], scale: float) -> list[Run]:
    """The printed parts of a run that reaches into gaps: the frame before it, the notation or frame after it."""
    parts: list[Run] = []
    low = min(zone.left for zone in gaps) * scale
    high = max(zone.right for zone in gaps) * scale
    head = _FRAME.match(run.text)
    if head:
        word = _WORDS.get(head.lastgroup or "", head[0])  # "thắng:" ran into the pen
        parts.append(replace(run, text=word, x1=max(min(run.x1, low), run.x0 + 1)))
    tail = _NOTATION.search(run.text) or (
        None if head and head.end() == len(run.text) else _FRAME_END.search(run.text)
    )
    if tail and (not head or tail.start() >= head.end()):
        parts.append(replace(run, text=tail[0], x0=min(max(run.x0, high), run.x1 - 1)))
    return parts


def _written(zone: Zone, value: str, page: Recognised) -> Run:
    """What was settled as a run that fills the gap."""
    beside = min(page.runs, key=lambda run: abs(run.base - _baseline(zone, page)))
    size, base = beside.face, beside.base
    margin = _PAPER_SPACE * size.size
    x0, x1 = zone.left * page.scale + margin, zone.right * page.scale - margin
    y0, y1 = base - 0.9 * size.size, base + 0.22 * size.size
    return Run(value, x0, y0, max(x1, x0 + 1), y1, base, size, True)


def _baseline(zone: Zone, page: Recognised) -> float:
    return zone.baseline * page.scale


def days(times: Iterable[str | None]) -> list[date]:
    """The days of some moments in ISO 8601."""
    return [date.fromisoformat(time[:10]) for time in times if time]
