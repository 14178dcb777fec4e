"""Characters of a PDF page with their boxes, gathered into runs that touch.

PDFium is asked for as little as possible and without its Python wrappers: one call for the text of a page, one
a character for its box, a few a run for where it stands and a text object for how it is set. The boxes are the loose ones (advance width by ascent and
descent), so that the letters of a word touch whatever their shapes and a gap is a space. A run ends wherever
content order jumps; nothing here or later relies on the order of runs.
"""

import ctypes
import re
from array import array
from collections import deque
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any

import msgspec
from msgspec.structs import replace
from pypdfium2 import raw

from vanban.corpus.errors import TooLargeError
from vanban.corpus.layout import Box
from vanban.corpus.legacy import family
from vanban.corpus.readers.pdf_calls import Number, Pointer, direct, number_of
from vanban.corpus.readers.symbols import symbol

MAX_CHARS = 200_000
"""Characters on one page; a page of the smallest print in use holds 20,000."""

_TOUCH = 0.06  # of the height of a run: the next letter stands no farther
_OVERLAP = 0.5  # of the height: kerning, and combining marks that stand back over their letter
_RISE = 0.12  # of the height: letters on one line have one descent line, dots below reach deeper
_HIDDEN = 3  # text render mode: neither filled nor stroked
_SHOWN = 0.4  # of the width of a word that must lie in the painted area
_EDGE = 0.12  # of its height: a line that the edge of its cell cuts through can be told by its tops
_MAX_CLIPS = 8  # clipping paths on one object that are looked at
_ITALIC_FLAG = 1 << 6
_BOLD_FLAG = 1 << 18

# Old exports of Word map the glyph of ư to U+01A3; a hyphen at a line's end comes as U+0002 or U+FFFE.
_GLYPHS = str.maketrans(
    {"\u01a3": "ư", "\u01a2": "Ư", "\x02": "-", "\ufffe": "-", "\u2010": "-", "\u2011": "-"}
)
_SYMBOL = re.compile("[\uf000-\uf0ff]")
_ODD = re.compile("[\u01a2\u01a3\x02\ufffe\u2010\u2011\uf000-\uf0ff]")


_P, _I = Pointer, Number
_box_of = direct(raw.FPDFText_GetLooseCharBox, _I, _P, _I, _P)
_origin_of = direct(raw.FPDFText_GetCharOrigin, _I, _P, _I, _P, _P)
_object_of = direct(raw.FPDFText_GetTextObject, _P, _P, _I)
_size_of = direct(raw.FPDFTextObj_GetFontSize, _I, _P, _P)
_matrix_of = direct(raw.FPDFPageObj_GetMatrix, _I, _P, _P)
_font_of = direct(raw.FPDFTextObj_GetFont, _P, _P)
_mode_of = direct(raw.FPDFTextObj_GetTextRenderMode, _I, _P)
_bounds_of = direct(raw.FPDFPageObj_GetBounds, _I, _P, _P, _P, _P, _P)
_clip_of = direct(raw.FPDFPageObj_GetClipPath, _P, _P)
_clips_in = direct(raw.FPDFClipPath_CountPaths, _I, _P)
_clip_length = direct(raw.FPDFClipPath_CountPathSegments, _I, _P, _I)
_clip_segment = direct(raw.FPDFClipPath_GetPathSegment, _P, _P, _I, _I)
_point_of = direct(raw.FPDFPathSegment_GetPoint, _I, _P, _P, _P)
_RECT_BYTES = 16
_ORIGIN_BYTES = 16


class Face(msgspec.Struct, frozen=True, eq=False, gc=False):
    """How a text object is set: size in points, weight, slant; ``hidden`` text is not painted (or outside
    the area that is); ``turned`` is the direction it runs in, in degrees counted against the clock: 0, 90 (upwards), 180 or 270."""

    size: float
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    turned: int = 0
    font: str = ""


class Run(msgspec.Struct, gc=False):  # thousands a page
    """Letters that touch, in points from the top left; ``base`` is the line they stand on.

    ``spaced`` says that a space stands before it in content order, ``signed`` that signing software drew it; ``read``
    is what an engine took it for, where that was put right, and ``other`` what a second reading gave, where that differs.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    face: Face
    spaced: bool = False
    signed: bool = False
    read: str = ""
    other: str = ""

    @property
    def box(self) -> Box:
        """x0, y0, x1, y1."""
        return self.x0, self.y0, self.x1, self.y1


class Faces:
    """The faces of the text objects of a document; fonts are asked once each, equal faces are one object.

    ``known`` holds those of the page by address, ``clips`` what is cut off of some of them.
    """

    def __init__(self) -> None:
        self.known: dict[int, Face] = {}
        self._fonts: dict[int, tuple[str, bool, bool]] = {}
        self._faces: dict[tuple[float, ...], Face] = {}
        self.clips: dict[int, tuple[Box, Box]] = {}
        self._numbers = (ctypes.c_float * 7)()  # size, then the matrix
        self._at_size = ctypes.addressof(self._numbers)

    def new_page(self) -> None:
        """Forget the objects of the page before: their addresses are used again."""
        self.known.clear()
        self.clips.clear()

    def is_painted(self, address: int | None, box: Box) -> bool:
        """Whether a run of a text object lies in the area that may be painted; y upwards.

        False for text that runs out of its cell and is cut off there. In nested content, whose space is not
        that of the page, nobody can tell.
        """
        clip = self.clips.get(address or 0)
        if clip is None:
            return True
        bounds, painted = clip
        return not _is_shown(box, bounds) or _is_shown(box, painted)

    def of(self, address: int | None) -> Face:
        """The face of the text object at an address."""
        if not address:
            return _NO_FACE
        face = self.known.get(address)
        if face is None:
            face = self.known[address] = self._read(address)
        return face

    def _read(self, address: int) -> Face:
        _size_of(address, self._at_size)
        _matrix_of(address, self._at_size + 4)
        font = _font_of(address) or 0
        size, a, b, c, d = self._numbers[:5]
        hidden = _mode_of(address) == _HIDDEN
        if clip := _clip_of_object(address):
            self.clips[address] = clip
        key = (font, size, a, b, c, d, hidden)
        face = self._faces.get(key)
        if face is None:
            if font not in self._fonts:
                self._fonts[font] = _look(ctypes.cast(font, raw.FPDF_FONT))
            name, bold, italic = self._fonts[font]
            slanted = abs(c) > 0.15 * abs(d) > 0 and abs(b) < abs(d)  # by the matrix, not the font
            size = round(abs(size) * max(abs(d), abs(b)), 1)
            face = Face(size, bold, italic or slanted, hidden, _direction(a, b), name)
            self._faces[key] = face
        return face


_NO_FACE = Face(0.0)
_numbers = (ctypes.c_float * 4)()
_places = [ctypes.addressof(_numbers) + 4 * at for at in range(4)]


def _clip_of_object(address: int) -> tuple[Box, Box] | None:
    """The bounds of a text object and what may be painted of them, where that is little; y upwards.

    Bounds may be far too wide (a last space takes the rest of the line), so this only makes suspect.
    """
    clip = _clip_of(address)
    count = _clips_in(clip) if clip else 0
    if count < 1 or not _bounds_of(address, *_places):
        return None
    x0, y0, x1, y1 = _numbers[:]
    bounds = x0, y0, x1, y1
    for path in range(min(count, _MAX_CLIPS)):
        if 4 <= _clip_length(clip, path) <= 5:  # a rectangle: opposite corners tell
            _point_of(_clip_segment(clip, path, 0), _places[0], _places[1])
            _point_of(_clip_segment(clip, path, 2), _places[2], _places[3])
            a, b, c, d = _numbers[:]
            x0, y0 = max(x0, min(a, c)), max(y0, min(b, d))
            x1, y1 = min(x1, max(a, c)), min(y1, max(b, d))
    painted = x0, y0, x1, y1
    return (bounds, painted) if not _is_shown(bounds, painted) else None


def _is_shown(box: Box, painted: Box) -> bool:
    """Whether enough of a box lies in the painted area."""
    width = min(box[2], painted[2]) - max(box[0], painted[0])
    height = min(box[3], painted[3]) - max(box[1], painted[1])
    return width >= _SHOWN * (box[2] - box[0]) and height >= _EDGE * (box[3] - box[1])


def _direction(a: float, b: float) -> int:
    if abs(b) > abs(a):
        return 90 if b > 0 else 270
    return 0 if a >= 0 else 180


def _look(font: Any) -> tuple[str, bool, bool]:
    """Name of a font without the mark of its subset, bold, italic; by its name first, many carry no flags."""
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("latin-1").lower().rpartition("+")[2]
    flags = max(raw.FPDFFont_GetFlags(font), 0)
    angle = ctypes.c_int()
    raw.FPDFFont_GetItalicAngle(font, angle)
    bold = "bold" in name or "black" in name  # the weight that PDFium infers from stems is often wrong
    italic = "italic" in name or "oblique" in name or angle.value != 0
    return name, bold or bool(flags & _BOLD_FLAG), italic or bool(flags & _ITALIC_FLAG)


def read_text(textpage: Any) -> str:
    """The characters of a page in content order, one a place.

    Args:
        textpage: a :class:`pypdfium2.PdfTextPage`.

    Raises:
        TooLargeError: more than :data:`MAX_CHARS` characters.
    """
    count = textpage.count_chars()
    if count <= 0:
        return ""
    if count > MAX_CHARS:
        raise TooLargeError(
            f"A page holds {count} characters; the limit is {MAX_CHARS}.", remedy="Leave it out."
        )
    text: str = textpage.get_text_range(0, count)
    if len(text) != count:  # PDFium drops some from its text; they are asked one by one
        codes = (raw.FPDFText_GetUnicode(textpage.raw, at) for at in range(count))
        text = "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)
    return text


def read_runs(
    textpage: Any, text: str, faces: Faces, left: float, top: float, *, begin: int = 0
) -> list[Run]:
    """The runs of a page.

    Args:
        textpage: a :class:`pypdfium2.PdfTextPage`.
        text: its characters (:func:`read_text`).
        faces: faces of the document, told of the new page.
        left: x of the page's left edge in PDF space.
        top: y of the page's upper edge in PDF space.
        begin: the first character that is read.
    """
    handle = number_of(textpage.raw)
    rects = x0s, y1s, x1s, y0s = _rects(handle, range(begin, len(text)))
    text, before = text[begin:], text[:begin]
    has_odd = _ODD.search(text) is not None
    runs: list[Run] = []
    spans = _spans(text, *rects)
    firsts = [begin + first for first, _ in spans]
    owners = map(_object_of, repeat(handle), firsts)
    for (first, last), owner, base in zip(spans, owners, _bases(handle, firsts), strict=True):
        x0, x1, y0, y1 = x0s[first], x1s[last], y0s[first], y1s[first]
        face = faces.known.get(owner) or faces.of(owner)
        if faces.clips and not faces.is_painted(owner, (x0, y0, x1, y1)):
            face = replace(face, hidden=True)
        word = text[first : last + 1]
        if has_odd and _ODD.search(word):
            word = _repair(word, face.font)
        spaced = text[first - 1] == " " if first else before[-1:] == " "
        runs.append(Run(word, x0 - left, top - y1, x1 - left, top - y0, top - base, face, spaced))
    return runs


def _rects(handle: int, characters: Sequence[int]) -> tuple[list[float], ...]:
    """The left, top, right and bottom sides of the loose boxes of some characters, y upwards."""
    boxes = array("f", bytes(_RECT_BYTES * len(characters)))
    start = boxes.buffer_info()[0]
    places = range(start, start + _RECT_BYTES * len(characters), _RECT_BYTES)
    deque(map(_box_of, repeat(handle), characters, places), maxlen=0)
    return boxes[::4].tolist(), boxes[1::4].tolist(), boxes[2::4].tolist(), boxes[3::4].tolist()


def _bases(handle: int, characters: Sequence[int]) -> list[float]:
    """The y of the origin of some characters."""
    origins = array("d", bytes(_ORIGIN_BYTES * len(characters)))
    start = origins.buffer_info()[0]
    end = start + _ORIGIN_BYTES * len(characters)
    x, y = range(start, end, _ORIGIN_BYTES), range(start + _ORIGIN_BYTES // 2, end + 1, _ORIGIN_BYTES)
    deque(map(_origin_of, repeat(handle), characters, x, y), maxlen=0)
    return origins[1::2].tolist()


def _spans(
    text: str,
    lefts: Iterable[float],
    tops: Iterable[float],
    rights: Iterable[float],
    bottoms: Iterable[float],
) -> list[tuple[int, int]]:
    """First and last index of each run. The hot loop: everything is local, nothing is called."""
    spans: list[tuple[int, int]] = []
    first = -1
    last_x = base = touch = overlap = rise = 0.0
    at = -1
    for letter, x0, top, x1, bottom in zip(text, lefts, tops, rights, bottoms, strict=True):
        at += 1
        if letter <= " " and letter != "\x02":
            if first >= 0:
                spans.append((first, at - 1))
                first = -1
            continue
        if first >= 0:
            gap = x0 - last_x
            if overlap < gap < touch and -2 * rise < bottom - base < rise:
                last_x = x1
                continue
            spans.append((first, at - 1))
        if letter == "\xa0" or letter.isspace():
            first = -1
            continue
        first, last_x, base = at, x1, bottom
        height = top - bottom
        touch, overlap, rise = height * _TOUCH, -height * _OVERLAP, height * _RISE
    if first >= 0:
        spans.append((first, at))
    return spans


def _repair(word: str, font: str) -> str:
    """Letters and signs instead of the codes that writers of PDF leave behind."""
    word = word.translate(_GLYPHS)
    if family(font):
        return word  # letters of before Unicode, which are converted later
    return _SYMBOL.sub(lambda match: symbol(ord(match[0]), font) or "•", word)
