"""One page image to runs of text and ruled tables, as the readers of printed pages give them."""

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from vanban.corpus.ocr import cells, frames, witnesses, zones
from vanban.corpus.ocr.disputes import judged
from vanban.corpus.ocr.engine import Engine, Pixels, Word
from vanban.corpus.ocr.hooks import without_hooks
from vanban.corpus.ocr.libraries import Image, cv2
from vanban.corpus.ocr.prepare import Sheet, prepare
from vanban.corpus.ocr.reading import SETTLED, Reading, mean, read, surest
from vanban.corpus.ocr.repair import repair
from vanban.corpus.ocr.ruling import is_small_frame, outlined
from vanban.corpus.ocr.seals import find_seals, uncovered, unsealed
from vanban.corpus.ocr.segment import Ink, TextLine, find_ink, find_lines
from vanban.corpus.ocr.spreads import find_fold
from vanban.corpus.ocr.stamps import Line, find_arrivals, find_stamps, is_in
from vanban.corpus.ocr.strokes import without_strokes
from vanban.corpus.ocr.witnesses import Witness
from vanban.corpus.ocr.zones import Zone
from vanban.corpus.readers.pdf_chars import Face, Run
from vanban.corpus.readers.pdf_grids import Lattice, find_lattices
from vanban.corpus.readers.pdf_paths import Edges

_POINTS = 72.0
_CAPITAL, _X_HEIGHT = 0.66, 0.45  # of the letter size in the faces that documents are set in
_ASCENT, _DESCENT = 0.9, 0.22  # of the letter size: the box of a run
_SPACE = 0.25  # of the letter size: a space between two words
_SAME_SIZE = 0.2  # lines of that much the same size are set in one size
_BOLD = 1.28  # of the stems of the page
_LONG = 10  # heights of the letter x: a line that says how a page stands
_LONG_SHARE = 0.5  # of the lines' width on a page that stands upright
_UPRIGHT = 0.6  # confidence of lines that are not upside down
_TRIED = 4  # lines read to see that
_NOISE = 0.45  # confidence of strokes that are no text
_FEW, _SCRIBBLE, _HIGH = 4, 0.6, 1.65  # letters, confidence and height of a line that a pen scribbled
_POOR = 0.2  # confidence of a word that is a stroke
_MIRRORED, _FAINT = 0.7, 130  # confidence of the other side's text at most; its ink is lighter
_BORDER = 0.01  # of the page: what touches its edge is the border of the scan
_STRAY = re.compile(r"\W*(?:[^\W\d_]\W*){1,2}(?<![IVXLC).])")  # letters on their own that label nothing
_SIGNS = ("-", "–", "+", "*")  # alone on a line
_STREAK = 0.1  # of a page's height that a streak is inked at least
_BESIDE_RULE = 0.05  # inches: how near to its place what is left of a rule lies, and how broad it is
_STROKES = frozenset("I|l!i'`´ˆ’‘\"“”¡.,:;")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page as recognised, in points from the top left of the upright page.

    Attributes:
        width: of the page.
        height: of the page.
        runs: its words; sizes and weights are estimates.
        sure: the confidence of each run, from 0 to 1.
        tables: its ruled tables.
        turned: degrees by which it was turned clockwise to stand upright.
        skew: degrees by which it was then straightened, against the clock about its middle.
        gaps: what a letterhead leaves for the pen, in pixels of the upright picture, by the places of its runs.
        witnesses: what the ink in the gaps says.
        scale: points a pixel of that picture.
        stamps: texts of signing stamps in the picture, which are no runs.
        arrivals: texts of stamps of arrival, no runs either.
        complete: False where time ran out.
        halves: the left and the right page where an image shows two; everything else is theirs.
    """

    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    sure: list[float] = field(default_factory=list)
    tables: list[Lattice] = field(default_factory=list)
    turned: int = 0
    complete: bool = True
    gaps: tuple[Zone, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    scale: float = 1.0
    stamps: tuple[str, ...] = ()
    arrivals: tuple[str, ...] = ()
    skew: float = 0.0
    halves: tuple["Recognised", ...] = ()


def read_page(colour: Image, dpi: float, engine: Engine, *, seconds: float) -> Recognised:
    """Read a page image.

    Args:
        colour: RGB.
        dpi: pixels an inch.
        engine: what reads its lines.
        seconds: time after which the rest of the page is left unread.
    """
    end = time.monotonic() + seconds
    sheet, ink, lines, known = _upright(colour, dpi, engine, seconds)
    height, width = sheet.grey.shape
    points = _POINTS / dpi
    if fold := find_fold(sheet.grey, ink, lines):
        return _both(sheet, fold, engine, end)
    tables = find_lattices(_edges(ink, points))
    stamped = find_seals(sheet.grey, dpi)
    lines = uncovered(lines, stamped)
    readings = _read_lines(lines, known, engine, end)
    complete = len(readings) == len(lines)
    readings = _in_cells(sheet, ink, lines, readings, tables, engine, end)
    sides = _sides(ink, tables, points)
    readings = [
        _unruled(one, sides, dpi, figures=not _in_table(one.line, tables, points)) for one in readings
    ]
    boxes = [_pixels(table.box, points) for table in tables]
    framing = [*ink.frames, *(box for box in boxes if is_small_frame(box, dpi))]
    arrivals, arrived = find_arrivals([_as_line(reading) for reading in readings], framing)
    readings = [reading for at, reading in enumerate(readings) if at not in arrived]
    if arrived:
        tables = [table for table in tables if not _is_framed(table, framing, points)]
    framed = frames.number_line(
        sheet.grey, ink, [(r.line, r.words) for r in readings], engine, seconds=seconds
    )
    if framed:
        readings = [reading for at, reading in enumerate(readings) if at not in framed.instead]
    kept = [one for one in unsealed(readings, stamped) if not _is_noise(one, width, tables, points)]
    if framed:
        kept.append(Reading(framed.line, list(framed.words)))
    size = width * points, height * points
    if _shines_through(kept):
        return Recognised(*size, turned=sheet.turned, complete=complete, scale=points, skew=sheet.skew)
    kept, stamps = _without_stamps(kept, tables, points)
    without_strokes(kept, sheet.glimpses)
    words, (runs, sure) = _words(kept), _runs(kept, points)
    repair(runs)
    sure = [_settled(run, one) for run, one in zip(runs, sure, strict=True)]
    gaps, told = _gaps(sheet, words)
    return Recognised(
        *size,
        runs,
        sure,
        tables,
        sheet.turned,
        complete,
        gaps,
        told,
        points,
        stamps,
        tuple(arrivals),
        sheet.skew,
    )


def _both(sheet: Sheet, fold: tuple[int, int], engine: Engine, end: float) -> Recognised:
    """The two pages that an image shows, each read for itself."""
    straight = sheet.colour
    height, width = straight.shape[:2]
    sides = straight[:, : fold[0]].copy(), straight[:, fold[1] :].copy()
    halves: list[Recognised] = []
    for at, side in enumerate(sides):
        left = max(end - time.monotonic(), 0.0)
        halves.append(read_page(side, sheet.dpi, engine, seconds=left / (2 - at)))
    points = _POINTS / sheet.dpi
    complete = all(half.complete for half in halves)
    return Recognised(width * points, height * points, complete=complete, halves=tuple(halves))


def _read_lines(
    lines: Sequence[TextLine], known: Mapping[int, Reading], engine: Engine, end: float
) -> list[Reading]:
    """The lines of a page read, as many as the time suffices for."""
    readings: list[Reading] = []
    for line in lines:
        left = end - time.monotonic()
        if left <= 0:
            break
        reading = known.get(id(line)) or read(line, engine, left)
        readings.append(without_hooks(judged(surest(reading, engine, left), engine.judge, left)))
    return readings


def _without_stamps(
    readings: Sequence[Reading], tables: Sequence[Lattice], points: float
) -> tuple[list[Reading], tuple[str, ...]]:
    """The lines of a page without the signing stamps in its picture, and their texts; in tables there are none."""
    outside = [reading for reading in readings if not _in_table(reading.line, tables, points)]
    stamps, stamped = find_stamps([_as_line(reading) for reading in outside])
    gone = {id(outside[at]) for at in stamped}
    return [reading for reading in readings if id(reading) not in gone], tuple(stamps)


def _is_framed(table: Lattice, frames: Sequence[Pixels], points: float) -> bool:
    """Whether a table is but a small frame, or lies in one."""
    return any(is_in(_pixels(table.box, points), frame) for frame in frames)


def _shines_through(readings: Sequence[Reading]) -> bool:
    """Whether what was read is the other side of the paper: faint, and hardly to be read, for it is mirrored."""
    words = [word for reading in readings for word in reading.words]
    sure = [word.confidence if any(map(str.isalnum, word.text)) else 0.0 for word in words]
    if not words or float(np.mean(sure)) >= _MIRRORED:
        return False
    return float(np.median([np.percentile(reading.line.image, 1) for reading in readings])) > _FAINT


def _as_line(reading: Reading) -> Line:
    line = reading.line
    return Line(reading.text, (line.x0, line.y0, line.x1, line.y1), line.cap)


def _gaps(sheet: Sheet, words: Sequence[Word]) -> tuple[tuple[Zone, ...], tuple[Witness, ...]]:
    """The gaps of a page's letterhead and what the ink in them says."""
    height, width = sheet.grey.shape
    gaps = zones.find(words, width, height)
    if not gaps and not zones.again(words, width):
        return (), ()
    return gaps, witnesses.read(sheet.glimpses, words)


def _settled(run: Run, sure: float) -> float:
    """The confidence of a word; a list that put it right as a second reading had it settles the two."""
    return max(sure, SETTLED) if run.other and run.text == run.other and run.read else sure


def _words(readings: Sequence[Reading]) -> list[Word]:
    """The words of all lines in pixels of the page."""
    return [
        Word(
            word.text,
            reading.line.x0 + word.x0,
            reading.line.y0 + word.y0,
            reading.line.x0 + word.x1,
            reading.line.y0 + word.y1,
            word.confidence,
        )
        for reading in readings
        for word in reading.words
    ]


def _upright(
    colour: Image, dpi: float, engine: Engine, seconds: float
) -> tuple[Sheet, Ink, list[TextLine], dict[int, Reading]]:
    """The page turned as it is read: lines run across, letters stand on their feet.

    Returns:
        what was found on it, with the readings of lines that showed how it stands.
    """
    best = _looked_at(prepare(colour, dpi))
    if _long_share(best[2]) < _LONG_SHARE:
        other = _looked_at(prepare(colour, dpi, 90))
        if _long_share(other[2]) > max(_long_share(best[2]), _LONG_SHARE):
            best = other
    sample = sorted(best[2], key=lambda line: line.x0 - line.x1)[:_TRIED]
    known = {id(line): read(line, engine, seconds / _TRIED) for line in sample}
    if known and (sure := mean(known.values())) < _UPRIGHT:
        upside = [replace(line, image=np.ascontiguousarray(line.image[::-1, ::-1])) for line in sample]
        turned = [read(line, engine, seconds / _TRIED) for line in upside]
        if mean(turned) > sure:
            return *_looked_at(prepare(colour, dpi, best[0].turned + 180)), {}
    return *best, known


def _looked_at(sheet: Sheet) -> tuple[Sheet, Ink, list[TextLine]]:
    ink = find_ink(sheet.grey, sheet.dpi)
    return sheet, ink, find_lines(sheet.grey, ink, sheet.dpi)


def _long_share(lines: Sequence[TextLine]) -> float:
    """The share of long lines in the width of all."""
    widths = [(line.x1 - line.x0, line.x_height) for line in lines]
    return sum(w for w, x in widths if w > _LONG * x) / max(sum(w for w, _ in widths), 1)


def _edges(ink: Ink, points: float) -> Edges:
    """The ruling lines of a page in points."""
    found: list[list[tuple[float, float, float]]] = [[], []]
    for at, rules in enumerate(ink.rules):
        for x, y, w, h in outlined(rules):
            if at == 0:
                found[0].append(((y + h / 2) * points, x * points, (x + w) * points))
            else:
                found[1].append(((x + w / 2) * points, y * points, (y + h) * points))
    return Edges(found[0], found[1])


def _pixels(box: Pixels, points: float) -> Pixels:
    x0, y0, x1, y1 = box
    return x0 / points, y0 / points, x1 / points, y1 / points


def _in_table(line: TextLine, tables: Sequence[Lattice], points: float) -> bool:
    x, y = (line.x0 + line.x1) / 2 * points, (line.y0 + line.y1) / 2 * points
    return any(table.cell_at(x, y) is not None for table in tables)


def _in_cells(
    sheet: Sheet,
    ink: Ink,
    lines: Sequence[TextLine],
    readings: list[Reading],
    tables: Sequence[Lattice],
    engine: Engine,
    end: float,
) -> list[Reading]:
    """The lines of a page with those in cells of tables held against their shapes, and dashes alone in a cell.

    ``lines`` are all that were found: those that time did not suffice for are no dashes either.
    """
    if not tables:
        return readings
    points = _POINTS / sheet.dpi
    found = list(readings)
    for table in tables:
        inside = [at for at, reading in enumerate(readings) if _in_table(reading.line, [table], points)]
        capital = cells.capitals([readings[at] for at in inside])
        for at in inside:
            if (left := end - time.monotonic()) > 0:
                found[at] = cells.unquoted(cells.better(readings[at], engine, left, capital))
    boxes = [_pixels(cell.box, points) for table in tables for cell in table.cells]
    return [*found, *cells.dashes(sheet.grey, ink, lines, boxes)]


def _sides(ink: Ink, tables: Sequence[Lattice], points: float) -> list[float]:
    """Where rules run down a page, in pixels from the left: the sides of cells, and streaks that a scanner draws."""
    down = ink.rules[1]
    inked = cv2.reduce(down, 0, cv2.REDUCE_SUM, dtype=cv2.CV_32S)[0]
    streaks = np.flatnonzero(inked > _STREAK * len(down))
    return [*(x / points for table in tables for x in table.xs), *map(float, streaks)]


def _unruled(reading: Reading, sides: Sequence[float], dpi: float, *, figures: bool = False) -> Reading:
    """A line without strokes at its ends that are left of a rule: where one is not quite straight, or breaks off.

    ``figures`` says that a 1 is such a stroke too, as it may not be in a table.
    """
    strokes = _STROKES | {"1"} if figures else _STROKES
    near, left = _BESIDE_RULE * dpi, reading.line.x0

    def is_left(word: Word) -> bool:
        at = left + (word.x0 + word.x1) / 2
        thin = word.x1 - word.x0 < near and word.text in strokes
        return thin and any(abs(at - side) < near for side in sides)

    words = list(reading.words)
    while words and is_left(words[0]):
        del words[0]
    while words and is_left(words[-1]):
        del words[-1]
    return Reading(reading.line, words)


def _is_noise(reading: Reading, width: int, tables: Sequence[Lattice], points: float) -> bool:
    """Whether a line is strokes of a pen, a seal or the border of the scan."""
    reading.words = [w for w in reading.words if w.confidence > _POOR or any(map(str.isalnum, w.text))]
    letters = sum(map(str.isalnum, reading.text))
    if not reading.words:
        return True
    if not letters and reading.text not in _SIGNS:
        return reading.text not in ("%", "(%)") or not _in_table(reading.line, tables, points)
    line = reading.line
    if _STRAY.fullmatch(reading.text) and not _in_table(line, tables, points):
        return True
    scribbled = reading.confidence < _SCRIBBLE and line.cap > _HIGH * line.x_height
    if letters <= _FEW and scribbled and not _in_table(line, tables, points):
        return True
    if _in_table(line, tables, points) and cells.is_plain(reading):
        return False
    at_edge = line.x1 < _BORDER * width or line.x0 > (1 - _BORDER) * width
    return at_edge or (reading.confidence < _NOISE and letters < 25) or line.cap > 4 * line.x_height


def _runs(readings: Sequence[Reading], points: float) -> tuple[list[Run], list[float]]:
    """The words of a page as runs, and their confidences."""
    body = _median([_sizes(r, points)[0] for r in readings if len(r.text) > 30])
    sizes = [min(_sizes(r, points), key=lambda size: abs(size - body)) for r in readings]
    sizes = [body if abs(size - body) < _SAME_SIZE * body else size for size in sizes]
    stem = _median([r.line.stem for r in readings if len(r.text) > 30]) or _median(
        [r.line.stem for r in readings]
    )
    runs: list[Run] = []
    sure: list[float] = []
    for reading, size in zip(readings, sizes, strict=True):
        face = Face(round(size, 1), reading.line.stem > _BOLD * stem)
        base = reading.line.base * points
        boxes = _boxes(reading, size, points)
        for at, (word, (x0, x1)) in enumerate(zip(reading.words, boxes, strict=True)):
            y0, y1 = base - _ASCENT * size, base + _DESCENT * size
            runs.append(Run(word.text, x0, y0, x1, y1, base, face, at > 0, read=word.read, other=word.other))
            sure.append(word.confidence)
    return runs, sure


def _boxes(reading: Reading, size: float, points: float) -> list[tuple[float, float]]:
    """Left and right end of each word in points; the engine's boxes touch where a space is narrow."""
    left = reading.line.x0
    ends = [((left + word.x0) * points, (left + word.x1) * points) for word in reading.words]
    for at in range(len(ends) - 1):
        x0, x1 = ends[at]
        ends[at] = x0, max(min(x1, ends[at + 1][0] - _SPACE * size), x0 + 0.1)
    return ends


def _sizes(reading: Reading, points: float) -> tuple[float, ...]:
    """What the letter size of a line may be in points, by its small letters and by its capitals."""
    small, tall = reading.line.small / _X_HEIGHT * points, reading.line.cap / _CAPITAL * points
    return (small, tall) if any(map(str.islower, reading.text)) else (tall,)


def _median(values: Sequence[float]) -> float:
    return float(np.median(values)) if values else 0.0
