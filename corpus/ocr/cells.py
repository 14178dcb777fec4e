"""Figures and single signs in the cells of a table, held against the shapes that stand there.

An engine that has learnt running text loses what is small and alone: the comma of "55,3", the dash of "–60", a lone
"-" or "C". The shapes of a cell are few and stand apart, so they witness what it must hold: so many letters at least,
signs between them, low or in the middle. A reading that fits is preferred; where none does, and only signs are
missing, they are put where the shapes are. Digits are never made up: they are the engine's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from msgspec import structs

from vanban.corpus.ocr.engine import Engine, Pixels, Word
from vanban.corpus.ocr.libraries import Image
from vanban.corpus.ocr.reading import Reading, components, read, resized
from vanban.corpus.ocr.segment import Ink, TextLine, picture

_SIZES = (1.5, 2.0)  # at which a cell is read again
_SURE = 0.8  # confidence of a reading that needs no second one, when it fits
_ENOUGH = 0.7  # confidence that suffices for what is a figure when read as one
_SURE_DIGITS = 0.9  # confidence of digits that are no strokes of a numeral
_LONGEST = 24  # signs of a figure
_FIGURE = re.compile(
    r"[+–-]?\d+(?:[.,]\d+)*%?(?:\(\d\))?|\(\d+(?:[.,]\d+)*\)"
    r"|\d{1,2}/(?:\d{1,2}/)?\d{4}|\d{4}[–-]\d{4}"  # a date, years
)
_LABEL = re.compile(r"\d+(?:\.\d+)*\.?")
_FORMULA = re.compile(r"\(?\d{1,2}=?(?:[+x/–-]?\d{1,2})*\)?")  # of the row of column numbers
_LIKE = re.compile(r"(?=.*\d)[\d.,OoIlSsBbZzA|%()/~—–+=-]+")
_NUMERAL = re.compile(r"[IVX]{1,4}\.?|[A-ZĐ]")
_INNER = re.compile(r"\d{1,2}|[a-z]|%")
_QUOTES = "'‘“\"`"
_CLOSES = re.compile("['’”\"]")
_WAVES = str.maketrans("~—", "––")
# Heights and widths in capitals of the cell:
_TALL, _FLAT, _LOW, _NARROW = 0.6, 0.35, 0.5, 0.45
_SINKS = 0.1  # a comma ends below the line that figures stand on
_WIDER = 1.5  # of its height: a dash
_JOINED = 0.85  # a figure that a dash touches is that wide at least
_SPECK = 0.008  # of a capital's square
_EVEN = 0.012  # of its height: the head of I stands no farther aside; that of 1 does by .02 in Times, by .06 in Roboto
_HEAD_TRUNK = ((0.1, 0.4), (0.45, 0.8))  # from the top
_SLIM = 0.55  # of its height: a stroke
_BENT = 0.15  # of its width: how far the middle of a bracket stands out
_FAINT = 100  # of a row's ink: no part of a stroke
_SMALL_LETTER = 0.86  # of a capital: c, x and the like are lower
_BOTH_CASES = "cosuvwxz"
_STROKES = frozenset("Il|1iíìÍÌLHTUĨ!][")  # what engines make of the numeral I
_DASH_WIDTHS = (0.3, 0.9, 2.0)  # heights of x: the narrowest, that of a hyphen at most, the widest
_SOLID = 0.6  # of its box: a dash
_CLEAR = 0.3  # heights of x between a dash and the sides of its cell
_DASH_SURE = 0.9
_MIDDLE = 0.4  # heights of x over the line that letters stand on


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands at one place of a cell, in pixels of its picture.

    ``kind``: D a letter, digit or bracket; "-" a dash; "." and "," low signs; "?" others and those of several parts.
    """

    kind: str
    x0: int
    x1: int
    high: int


def better(reading: Reading, engine: Engine, seconds: float, capital: float) -> Reading:
    """The reading of a cell's line that its shapes bear out.

    Args:
        reading: as it was read first; running text is given back as it is.
        engine: to read it again with.
        seconds: of each reading.
        capital: the height of figures and capitals in the table, in pixels; 0 unknown.
    """
    text = _bare(reading)
    if len(text) > _LONGEST:
        return reading
    shapes = find_shapes(reading.line)
    if bars := _numeral(reading, shapes, capital):
        return bars
    if len(shapes) == 1 and shapes[0].kind == "D" and len(text) < 3:
        return _letter(reading, engine, seconds, capital)
    if not text:
        tries = [resized(reading.line, engine, size, seconds) for size in _SIZES]
        return max([reading, *tries], key=lambda one: one.confidence)
    if _is_odd(text) and (inner := _bracketed(reading, shapes, engine, seconds)):
        return inner
    if not _LIKE.fullmatch(text) and not (_is_odd(text) and len(shapes) < 8):
        return reading
    if _fits(text, shapes) and _is_figure(text) and reading.confidence >= _SURE:
        return _pointed(reading, shapes)
    return _pointed(_figure(reading, shapes, engine, seconds), shapes)


def _bare(reading: Reading) -> str:
    return "".join(word.text for word in reading.words)


def _is_odd(text: str) -> bool:
    """Short, and neither a word nor a figure: "T1", "q)", "1=z2"."""
    return 1 < len(text) < 8 and sum(map(str.isalpha, text)) < 2 and not _is_figure(text)


def _is_figure(text: str) -> bool:
    return any(shape.fullmatch(text) for shape in (_FIGURE, _LABEL, _FORMULA))


def is_plain(reading: Reading) -> bool:
    """Whether a line of a cell is a figure or a numeral, however unsure: print, and no strokes of a pen."""
    text = _bare(reading)
    return _is_figure(text) or bool(_NUMERAL.fullmatch(text))


def find_shapes(line: TextLine) -> list[Shape]:
    """The shapes of a line from the left; those above each other are one."""
    ink, parts = components(line)
    boxes = [box for box in parts if box[4] >= max(_SPECK * line.cap**2, 3)]
    groups: list[list[tuple[int, ...]]] = []
    for box in sorted(boxes):
        if groups and _over(groups[-1], box):
            groups[-1].append(box)
        else:
            groups.append([box])
    base = line.base - line.y0
    return [part for group in groups for part in _parted(_shape(group, base, line.cap), ink, line.cap)]


def _parted(shape: Shape, ink: Image, cap: float) -> list[Shape]:
    """A dash that touches the figure behind it, and that figure."""
    if shape.kind != "D" or shape.x1 - shape.x0 < _JOINED * cap:
        return [shape]
    rows = np.arange(ink.shape[0])[:, None] * ink[:, shape.x0 : shape.x1]
    lows, highs = rows.max(axis=0), np.where(rows > 0, rows, ink.shape[0]).min(axis=0)
    flat = np.flatnonzero(lows - highs >= _FLAT / 1.5 * cap)
    wide = int(flat[0]) if len(flat) else 0
    if wide < _FLAT * cap:
        return [shape]
    middle = shape.x0 + wide
    return [Shape("-", shape.x0, middle, 1), Shape("D", middle, shape.x1, shape.high)]


def _over(group: Sequence[tuple[int, ...]], box: tuple[int, ...]) -> bool:
    """Whether a shape stands above or below those of a group, for the most part."""
    left, right = min(one[0] for one in group), max(one[0] + one[2] for one in group)
    common = min(right, box[0] + box[2]) - max(left, box[0])
    return 2 * common > min(right - left, box[2])


def _shape(group: Sequence[tuple[int, ...]], base: float, cap: float) -> Shape:
    x0, x1 = min(one[0] for one in group), max(one[0] + one[2] for one in group)
    top, low = min(one[1] for one in group), max(one[1] + one[3] for one in group)
    wide, high = x1 - x0, low - top
    if high >= _TALL * cap:
        kind = "D"
    elif len(group) > 1:
        kind = "?"
    elif high <= _FLAT * cap and wide >= _WIDER * high and low < base - _SINKS * cap:
        kind = "-"
    elif high <= _LOW * cap and wide <= _NARROW * cap and top > base - _NARROW * cap:
        kind = "," if low > base + _SINKS * cap else "."
    else:
        kind = "?"
    return Shape(kind, x0, x1, high)


def _fits(text: str, shapes: Sequence[Shape]) -> bool:
    """Whether the shapes may be those of a text: its signs in their order, and no more letters than it has."""
    text = text.replace("%", "ooo")  # its parts stand beside each other
    wanted = [(kind, len(list(some))) for kind, some in groupby(map(_kind, text))]
    there = [(kind, len(list(some))) for kind, some in groupby(_merged(shape.kind) for shape in shapes)]
    if len(wanted) != len(there):
        return False
    return all(
        a == b and (many == count or (a == "D" and count < many))
        for (a, many), (b, count) in zip(wanted, there, strict=True)
    )


def _kind(sign: str) -> str:
    if sign in "-–—~":
        return "-"
    if sign in ".,":
        return "."
    return "?" if sign in "=:;" else "D"


def _merged(kind: str) -> str:
    return "." if kind == "," else kind


def _figure(reading: Reading, shapes: Sequence[Shape], engine: Engine, seconds: float) -> Reading:
    """The surest of several readings that fit the shapes, or one given the signs that the shapes show."""
    tries = [reading, read(reading.line, engine, seconds, numeric=True)]
    best: Reading | None = None
    for size in _SIZES:
        tries.append(resized(reading.line, engine, size, seconds))
        fitting = [one for one in map(_dashed, tries) if _is_figure(_bare(one)) and _fits(_bare(one), shapes)]
        best = max(fitting, key=lambda one: one.confidence, default=None)
        if best and best.confidence >= _SURE:
            return best
    least = min(reading.confidence, _ENOUGH)
    if best and best.confidence >= least:
        return best
    for one in sorted(tries, key=lambda one: -one.confidence):
        if one.confidence >= least and (signed := _with_signs(one, shapes)):
            return signed
    letters = sum(shape.kind == "D" for shape in shapes)
    minus = any(shape.kind == "-" for shape in shapes[:1])  # a reading that lost the sign is another number
    numbers = [
        one
        for one in map(_dashed, tries)
        if _FIGURE.fullmatch(_bare(one))
        and one.confidence >= least
        and sum(_kind(sign) == "D" for sign in _bare(one)) >= letters
        and (not minus or _bare(one).startswith(("-", "–")))
    ]
    return max(numbers, key=lambda one: one.confidence, default=reading)


def _pointed(reading: Reading, shapes: Sequence[Shape]) -> Reading:
    """A figure with the points and commas that its shapes show: a comma ends below the line that figures stand on."""
    text = _bare(reading)
    seen = [shape.kind for shape in shapes if shape.kind in ".,"]
    if len(reading.words) != 1 or not _FIGURE.fullmatch(text) or len(seen) != sum(map(text.count, ".,")):
        return reading
    left = iter(seen)
    told = "".join(next(left) if sign in ".," else sign for sign in text)
    return Reading(reading.line, [structs.replace(reading.words[0], text=told)])


def _bracketed(reading: Reading, shapes: Sequence[Shape], engine: Engine, seconds: float) -> Reading | None:
    """ "(1)", "(%)": what stands between two shapes that are brackets, read without them."""
    image = reading.line.image
    if not 3 <= len(shapes) <= 5 or not _bends(image, shapes[0]) < 0 < _bends(image, shapes[-1]):
        return None
    inner = image.copy()
    inner[:, : shapes[0].x1 + 1] = inner[:, shapes[-1].x0 - 1 :] = 255
    between = replace(reading.line, image=inner)
    tries = [read(between, engine, seconds)]
    tries += [resized(between, engine, size, seconds) for size in _SIZES]
    found = [one for one in tries if _INNER.fullmatch(_bare(one)) and one.confidence >= _ENOUGH]
    if not found:
        return None
    best = max(found, key=lambda one: one.confidence)
    return Reading(reading.line, [_whole(best.words, f"({_bare(best)})")])


def _bends(image: Image, shape: Shape) -> float:
    """Whether a slim stroke is a bracket: -1 as "(", 1 as ")", 0 for none."""
    wide = shape.x1 - shape.x0
    if wide > _SLIM * shape.high:
        return 0.0
    ink = 255.0 - image[:, shape.x0 : shape.x1].astype(np.float32)
    down = np.flatnonzero(ink.sum(axis=1) > _FAINT)
    places = [ink[part].sum(axis=0) @ np.arange(wide) / ink[part].sum() for part in np.array_split(down, 5)]
    bent = places[2] - (places[0] + places[4]) / 2
    both = min(abs(places[2] - places[0]), abs(places[2] - places[4]))
    return float(np.sign(bent)) if both > _BENT * wide and (places[2] - places[0]) * bent > 0 else 0.0


def _dashed(reading: Reading) -> Reading:
    """The engine takes a dash before a figure for a wave."""
    words = [structs.replace(word, text=word.text.translate(_WAVES)) for word in reading.words]
    return Reading(reading.line, words)


def _with_signs(reading: Reading, shapes: Sequence[Shape]) -> Reading | None:
    """A reading whose digits are as many as the shapes of digits, with the signs that stand between those."""
    digits = [sign for sign in _bare(reading) if sign.isalnum() or sign in "()"]
    kinds = [shape.kind for shape in shapes]
    if not digits or kinds.count("D") != len(digits) or "?" in kinds:
        return None
    left = iter(digits)
    wide = [shape.x1 - shape.x0 for shape in shapes]
    high = max(shape.high for shape in shapes)
    dashes = {True: "–", False: "-"}
    text = "".join(
        next(left) if kind == "D" else dashes[width > _SLIM * high] if kind == "-" else kind
        for kind, width in zip(kinds, wide, strict=True)
    )
    if not _is_figure(text):
        return None
    return Reading(reading.line, [_whole(reading.words, text)])


def _whole(words: Sequence[Word], text: str) -> Word:
    """Words as one, as sure as the least sure of them."""
    x0, y0 = min(word.x0 for word in words), min(word.y0 for word in words)
    x1, y1 = max(word.x1 for word in words), max(word.y1 for word in words)
    return Word(text, x0, y0, x1, y1, min(word.confidence for word in words))


def _letter(reading: Reading, engine: Engine, seconds: float, capital: float) -> Reading:
    """A sign alone in a cell: what several readings say together, its case by its height."""
    tries = [reading]
    if not (reading.confidence >= _SURE and _bare(reading).isalnum()):
        tries += [resized(reading.line, engine, size, seconds) for size in _SIZES]
    sums: dict[str, float] = {}
    for one in tries:
        text = _bare(one).lower().replace("|", "l")
        if text.isalnum():
            sums[text] = sums.get(text, 0.0) + one.confidence
    if not sums:
        return reading
    most = max(sums, key=lambda text: sums[text])
    said = [one for one in tries if _bare(one).lower().replace("|", "l") == most]
    best = max(said, key=lambda one: one.confidence)
    text = "I" if most in "il" else _bare(best)  # alone in a cell it is the numeral
    if most in _BOTH_CASES and capital:
        small = reading.line.cap < _SMALL_LETTER * capital
        text = most if small else most.upper()
    return Reading(reading.line, [_whole(best.words, text)])


def _numeral(reading: Reading, shapes: Sequence[Shape], capital: float) -> Reading | None:
    """The numerals I, II and III, which engines take for 1, l, H or nothing: strokes alike from left and right."""
    text = _bare(reading)
    kinds = "".join(shape.kind for shape in shapes)
    if not re.fullmatch(r"D{1,3}\.?", kinds) or not set(text.rstrip(".")) <= _STROKES:
        return None
    if capital and not 1.2 > reading.line.cap / capital > 1 / 1.2:
        return None
    tall = [shape for shape in shapes if shape.kind == "D"]
    sure = text.rstrip(".").isdigit() and reading.confidence >= _SURE_DIGITS
    if not all(abs(_flag(reading.line.image, shape)) < (_EVEN / 2 if sure else _EVEN) for shape in tall):
        return None
    numeral = "I" * len(tall) + ("." if kinds.endswith(".") else "")
    if not reading.words:
        height, width = reading.line.image.shape
        return Reading(reading.line, [Word(numeral, 0.0, 0.0, width, height, _SURE)])
    return Reading(reading.line, [_whole(reading.words, numeral)])


def _flag(image: Image, shape: Shape) -> float:
    """How far the head of a stroke stands to the left of its trunk, of its height: that of 1 does, that of I does not."""
    if shape.x1 - shape.x0 > _SLIM * shape.high:
        return 1.0
    ink = 255.0 - image[:, shape.x0 : shape.x1].astype(np.float32)
    rows = np.flatnonzero(ink.sum(axis=1) > _FAINT)
    parts = (ink[rows[0] + round(a * len(rows)) : rows[0] + round(b * len(rows))] for a, b in _HEAD_TRUNK)
    head, trunk = (float(part.sum(axis=0) @ np.arange(part.shape[1]) / part.sum()) for part in parts)
    return (trunk - head) / shape.high


def dashes(
    grey: Image,
    ink: Ink,
    lines: Sequence[TextLine],
    cells: Sequence[Pixels],
) -> Iterator[Reading]:
    """Dashes alone on a line of a cell: they are no letters, so no line was found there.

    Args:
        grey: the page.
        ink: its shapes.
        lines: its lines.
        cells: boxes of the cells of its tables, in pixels.
    """
    if not lines or not cells:
        return
    x_height = lines[0].x_height
    low, hyphen, high = (width * x_height for width in _DASH_WIDTHS)
    flat = (ink.w >= low) & (ink.w <= high) & (ink.w >= _WIDER * ink.h) & (ink.h <= _FLAT * x_height)
    flat &= (ink.area >= _SOLID * ink.w * ink.h) & (ink.area >= 4)
    for at in np.flatnonzero(flat):
        x, y = float(ink.x[at] + ink.w[at] / 2), float(ink.y[at] + ink.h[at] / 2)
        if at and _is_clear(ink.x[at], ink.x[at] + ink.w[at], y, cells, _CLEAR * x_height):
            if any(line.x0 <= x <= line.x1 and line.y0 <= y <= line.y1 for line in lines):
                continue
            line = picture(grey, ink, np.array([at]), x_height)
            text = "–" if ink.w[at] > hyphen else "-"
            wide, tall = line.x1 - line.x0, line.y1 - line.y0
            usual = replace(line, base=y + _MIDDLE * x_height, cap=1.45 * x_height, small=x_height)
            yield Reading(usual, [Word(text, 0.0, 0.0, wide, tall, _DASH_SURE)])


def _is_clear(x0: float, x1: float, y: float, cells: Sequence[Pixels], room: float) -> bool:
    """Whether a stroke lies within a cell, clear of its sides."""
    return any(
        left < x0 and x1 < right and top + room < y < bottom - room for left, top, right, bottom in cells
    )


def unquoted(reading: Reading) -> Reading:
    """A line of a cell without the quote that engines see before the serif of a T."""
    first = reading.words[0] if reading.words else None
    if first is None or first.text[0] not in _QUOTES or _CLOSES.search(reading.text[1:]):
        return reading
    shapes = find_shapes(reading.line)
    text = first.text.lstrip(_QUOTES)
    if not text or not shapes or shapes[0].kind != "D":
        return reading
    return Reading(reading.line, [structs.replace(first, text=text), *reading.words[1:]])


def capitals(readings: Sequence[Reading]) -> float:
    """The usual height of figures in the lines of a table, in pixels; 0 without any."""
    heights = [
        one.line.cap
        for one in readings
        if one.confidence >= _SURE and re.fullmatch(r"[\d.,–-]*\d[\d.,–-]*", _bare(one))
    ]
    return float(np.median(heights)) if heights else 0.0
