"""Workbooks of Excel 2007 and later (ECMA-376 part 1, 18): the parts that decide what a page shows.

Read with expat in one pass over each part: values, number formats, fonts, lines, merged areas and what is
hidden; of a formula its stored result. Nothing is calculated, fetched or run. A part that declares a
document type is refused, so that no entity can grow.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from math import isfinite
from typing import TypeVar
from xml.parsers.expat import ExpatError, ParserCreate

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import DamagedFileError, UnsupportedFormatError
from vanban.corpus.readers.number_format import BUILTIN, print_number, print_text
from vanban.corpus.readers.ooxml import Package
from vanban.corpus.readers.raised import told_apart
from vanban.corpus.readers.sheet_model import (
    BOTTOM,
    LEFT,
    RIGHT,
    TOP,
    Area,
    Book,
    CellCounter,
    Look,
    Run,
    Sheet,
    SheetCell,
)

Attributes = Mapping[str, str]

_SIDES = {"left": LEFT, "start": LEFT, "top": TOP, "right": RIGHT, "end": RIGHT, "bottom": BOTTOM}
_LETTERS = re.compile("[A-Z]{1,3}")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true", "on")


def read_xlsx(data: bytes, budgets: Budgets = DEFAULT) -> Book:
    """The sheets of a workbook; charts and dialogs are no sheets.

    Raises:
        DamagedFileError: the package or a part of it is broken.
        EncryptedFileError: its members are encrypted.
        TooLargeError: over a budget.
        UnsupportedFormatError: a binary workbook (XLSB).
    """
    package = Package(data, budgets)
    book = next(
        (rel.part for rel in package.relationships() if rel.kind == "officeDocument"), "xl/workbook.xml"
    )
    if book.endswith(".bin"):
        raise UnsupportedFormatError(
            "This is a binary workbook (XLSB).", remedy="Save it as XLSX in the program that made it."
        )
    parts = package.relationships(book)
    first = {rel.kind: rel.part for rel in reversed(parts)}
    listing = _parsed(package.read(book), _Listing())
    styles = _parsed(package.read(first["styles"]), _Styles()) if "styles" in first else _Styles()
    strings = _Strings()
    if "sharedStrings" in first:
        _parsed(package.read(first["sharedStrings"]), strings)
    worksheets = {rel.id: rel.part for rel in parts if rel.kind == "worksheet"}
    counter = CellCounter(budgets.cells)
    sheets: list[Sheet] = []
    for at, (name, state, relation) in enumerate(listing.sheets):
        if relation in worksheets:
            sheet = Sheet(name, is_hidden=state != "visible", is_active=at == listing.active)
            handler = _Cells(sheet, styles.looks(), strings.strings, listing.date1904, counter)
            _parsed(package.read(worksheets[relation]), handler)
            sheets.append(sheet)
    return sheets


# --- parsing --------------------------------------------------------------------------------------


class _Handler:
    """Gets the elements of a part by local name, with their text."""

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, tag: str, text: str) -> None:
        """An element ends; its text is what stood in it after its last child."""


H = TypeVar("H", bound=_Handler)


def _parsed(data: bytes, handler: H) -> H:
    """Send a part through a handler.

    Raises:
        DamagedFileError: the part is no XML, or declares a document type.
    """
    parser = ParserCreate()
    parser.buffer_text = True
    texts: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if texts:
            texts.clear()
        handler.start(tag if ":" not in tag else tag.rpartition(":")[2], attributes)

    def end(tag: str) -> None:
        text = ""
        if texts:
            text = texts[0] if len(texts) == 1 else "".join(texts)
            texts.clear()
        handler.end(tag if ":" not in tag else tag.rpartition(":")[2], text)

    def refuse(*_: object) -> None:
        raise DamagedFileError(
            "A part of the workbook declares XML entities.", remedy="Do not trust this file."
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = texts.append
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except ExpatError as error:
        raise DamagedFileError(
            f"A part of the workbook is broken ({error}).", remedy="Copy it again from where it came from."
        ) from error
    return handler


class _Listing(_Handler):
    """xl/workbook.xml: name, state and relation of every sheet, and which one is active."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.date1904 = False
        self.active = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "workbookView":
            self.active = _integer(attributes.get("activeTab"))
        elif tag == "sheet":
            relation = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
            self.sheets.append((attributes.get("name", ""), attributes.get("state", "visible"), relation))
        elif tag == "workbookPr":
            self.date1904 = attributes.get("date1904") in _TRUE


class _Styles(_Handler):
    """xl/styles.xml: the look of every cell style."""

    def __init__(self) -> None:
        self._codes = dict(BUILTIN)
        self._fonts: list[Look] = []
        self._borders: list[int] = []
        self._formats: list[tuple[int, int, int, str | None, int]] = []
        self._place = ""  # the collection that an element stands in

    def looks(self) -> list[Look]:
        """By the number that cells name; style 0 is the workbook's own."""
        return [self._look(*format) for format in self._formats] or [Look()]

    def _look(self, code: int, font: int, border: int, align: str | None, indent: int) -> Look:
        plain = self._fonts[font] if 0 <= font < len(self._fonts) else Look()
        sides = self._borders[border] if 0 <= border < len(self._borders) else 0
        return replace(plain, code=self._codes.get(code, "General"), sides=sides, align=align, indent=indent)

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag in ("fonts", "borders", "cellXfs", "cellStyleXfs", "dxfs", "numFmts"):
            self._place = tag
        elif tag == "numFmt" and self._place == "numFmts":
            self._codes[_integer(attributes.get("numFmtId"))] = attributes.get("formatCode", "General")
        elif self._place == "fonts":
            self._font(tag, attributes)
        elif self._place == "borders":
            if tag == "border":
                self._borders.append(0)
            elif tag in _SIDES and attributes.get("style", "none") != "none" and self._borders:
                self._borders[-1] |= _SIDES[tag]
        elif self._place == "cellXfs":
            self._format(tag, attributes)

    def _font(self, tag: str, attributes: Attributes) -> None:
        if tag == "font":
            self._fonts.append(Look())
        elif self._fonts:
            value = attributes.get("val")
            plain = self._fonts[-1]
            if tag == "b":
                self._fonts[-1] = replace(plain, bold=value in (None, *_TRUE))
            elif tag == "i":
                self._fonts[-1] = replace(plain, italic=value in (None, *_TRUE))
            elif tag == "name":
                self._fonts[-1] = replace(plain, font=value or "")
            elif tag == "sz":
                self._fonts[-1] = replace(plain, size=_size(value))

    def _format(self, tag: str, attributes: Attributes) -> None:
        if tag == "xf":
            numbers = (_integer(attributes.get(name)) for name in ("numFmtId", "fontId", "borderId"))
            self._formats.append((*numbers, None, 0))  # type: ignore[arg-type]
        elif tag == "alignment" and self._formats:
            indent = _integer(attributes.get("indent"))
            self._formats[-1] = (*self._formats[-1][:3], attributes.get("horizontal"), indent)


class _Rich(_Handler):
    """Text that may change its font: shared and inline strings; phonetic guides are no text."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._font = ""
        self._raised = False
        self._phonetic = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "rPh":
            self._phonetic = True
        elif tag == "r":
            self._font = ""
            self._raised = False
        elif tag == "rFont":
            self._font = attributes.get("val", "")
        elif tag == "vertAlign":
            self._raised = attributes.get("val") == "superscript"

    def end(self, tag: str, text: str) -> None:
        if tag == "rPh":
            self._phonetic = False
        elif tag == "t" and text and not self._phonetic:
            text = _unescape(text)
            if self._raised and self._runs:
                text = told_apart(text, self._runs[-1][0])
            self._runs.append((text, self._font))

    def take(self) -> tuple[Run, ...]:
        """The runs since the last call."""
        runs = tuple(self._runs)
        self._runs.clear()
        self._font = ""
        self._raised = False
        return runs


class _Strings(_Rich):
    """xl/sharedStrings.xml."""

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[tuple[Run, ...]] = []

    def end(self, tag: str, text: str) -> None:
        if tag == "si":
            self.strings.append(self.take())
        else:
            super().end(tag, text)


class _Cells(_Rich):
    """A sheet: fills its cells, merged areas and hidden rows and columns."""

    def __init__(
        self,
        sheet: Sheet,
        looks: list[Look],
        strings: list[tuple[Run, ...]],
        date1904: bool,
        counter: CellCounter,
    ) -> None:
        super().__init__()
        self._sheet = sheet
        self._looks = looks
        self._strings = strings
        self._date1904 = date1904
        self._counter = counter
        self._row = self._col = -1
        self._kind = "n"
        self._look = looks[0]
        self._value = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._begin(attributes)
        elif tag == "row":
            self._row = _integer(attributes.get("r"), self._row + 2) - 1
            self._col = -1
            if attributes.get("hidden") in _TRUE:
                self._sheet.hidden_rows.add(self._row)
        elif tag == "mergeCell":
            if area := _area(attributes.get("ref", "")):
                self._sheet.merges.append(area)
        elif tag == "col":
            if attributes.get("hidden") in _TRUE:
                first, last = _integer(attributes.get("min")), _integer(attributes.get("max"))
                self._sheet.hidden_columns.append((first - 1, last - 1))
        else:
            super().start(tag, attributes)

    def end(self, tag: str, text: str) -> None:
        if tag == "v":
            self._value = text
        elif tag == "c":
            self._finish()
        else:
            super().end(tag, text)

    def _begin(self, attributes: Attributes) -> None:
        place = _place(attributes.get("r", ""))  # leaving it out means: the next one
        self._row, self._col = place or (max(self._row, 0), self._col + 1)
        self._kind = attributes.get("t", "n")
        style = _integer(attributes.get("s"))
        self._look = self._looks[style] if 0 <= style < len(self._looks) else self._looks[0]
        self._value = ""
        self._runs.clear()

    def _finish(self) -> None:
        cell = self._cell()
        if cell.runs or cell.look.is_ruled:
            self._counter.add(filled=bool(cell.runs))
            self._sheet.cells[self._row, self._col] = cell

    def _cell(self) -> SheetCell:
        look, value = self._look, self._value
        if self._kind == "s":
            at = _integer(value, -1)
            runs = self._strings[at] if 0 <= at < len(self._strings) else ()
        elif self._kind == "inlineStr":
            runs = self.take()
        elif self._kind == "n" and value:
            return _number_cell(value, look, self._date1904)
        elif self._kind == "b":
            runs = (("TRUE" if value in _TRUE else "FALSE", ""),)
        else:  # results of formulas, errors such as #REF!, ISO dates
            runs = ((_unescape(value), ""),) if value else ()
        if len(runs) == 1 and "@" in look.code:
            runs = ((print_text(runs[0][0], look.code), runs[0][1]),)
        return SheetCell(tuple((text, font or look.font) for text, font in runs), look)


def _number_cell(value: str, look: Look, date1904: bool) -> SheetCell:
    try:
        number = float(value)
    except ValueError:
        return SheetCell(((value, look.font),), look)
    if not isfinite(number):
        return SheetCell(((value, look.font),), look)
    text = print_number(number, look.code, date1904=date1904)
    return SheetCell(((text, look.font),) if text else (), look, is_number=True)


# --- small values -----------------------------------------------------------------------------------


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column of "B12", from 0."""
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    column = _column(letters.strip("$"))
    return None if column is None or not 0 < len(digits) < 8 else (max(int(digits) - 1, 0), column)


@cache
def _column(letters: str) -> int | None:
    """The column of "AB", from 0."""
    if not _LETTERS.fullmatch(letters):
        return None
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _area(reference: str) -> Area | None:
    """The area of "A1:C2"."""
    first, _, last = reference.partition(":")
    begin, end = _place(first), _place(last or first)
    return (*begin, *end) if begin and end and begin <= end else None


def _integer(value: str | None, default: int = 0) -> int:
    return int(value) if value and value.strip().isdecimal() and len(value) < 10 else default


def _size(value: str | None) -> float | None:
    try:
        return float(value) if value else None
    except ValueError:
        return None


def _unescape(text: str) -> str:
    """Characters that XML cannot hold stand as _x000D_ (ECMA-376 part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
