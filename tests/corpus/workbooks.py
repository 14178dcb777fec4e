"""Workbooks for tests, made of one description in both formats: XLSX as XML parts, XLS as BIFF8 records.

The XLS is the bare stream of records without its compound file, which xlrd reads as well.
"""

import io
import struct
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

L, T, R, B = 1, 2, 4, 8
BOX = L | T | R | B
_HORIZONTAL = {None: 0, "left": 1, "center": 2, "right": 3}


@dataclass(frozen=True)
class Style:
    """What a cell looks like; ``sides`` are the lines around it."""

    code: str = "General"
    font: str = "Times New Roman"
    bold: bool = False
    align: str | None = None
    sides: int = 0
    indent: int = 0


@dataclass(frozen=True)
class Rich:
    """A text of several pieces, of which every second one is raised."""

    pieces: tuple[str, ...]


Value = str | float | Rich | None
Cells = dict[tuple[int, int], tuple[Value, Style]]

PLAIN = Style()
BOXED = Style(sides=BOX)


@dataclass
class Sheet:
    """Cells by (row, column) from 0; a value of None is an empty cell with a look."""

    cells: Cells
    name: str = "Sheet1"
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    hidden: bool = False


def styles_of(sheets: list[Sheet]) -> list[Style]:
    used = (style for sheet in sheets for _, style in sheet.cells.values())
    return list(dict.fromkeys([PLAIN, *used]))


# --- XLSX -------------------------------------------------------------------------------------------

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def xlsx(*sheets: Sheet, **parts: str) -> bytes:
    """A workbook; ``parts`` replace parts by name, such as ``styles="..."``."""
    styles = styles_of(list(sheets))
    made = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations([("r1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            [(f"s{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in range(len(sheets))]
            + [("st", "styles", "styles.xml"), ("ss", "sharedStrings", "sharedStrings.xml")]
        ),
        "xl/styles.xml": _styles(styles),
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}"/>',
    } | {f"xl/worksheets/sheet{at}.xml": _sheet(sheet, styles) for at, sheet in enumerate(sheets)}
    made |= {f"xl/{name}.xml": text for name, text in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in made.items():
            archive.writestr(name, text)
    return out.getvalue()


def _relations(links: list[tuple[str, str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{id}" Type="{_REL}/{kind}" Target="{target}"/>' for id, kind, target in links
    )
    return f'<Relationships xmlns="{_RELS}">{inner}</Relationships>'


def _workbook(sheets: tuple[Sheet, ...]) -> str:
    states = ("visible", "hidden")
    inner = "".join(
        f'<sheet name="{escape(s.name)}" sheetId="{at + 1}" r:id="s{at}" state="{states[s.hidden]}"/>'
        for at, s in enumerate(sheets)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{inner}</sheets></workbook>'


def _styles(styles: list[Style]) -> str:
    codes = "".join(
        f'<numFmt numFmtId="{200 + at}" formatCode="{escape(s.code, {chr(34): "&quot;"})}"/>'
        for at, s in enumerate(styles)
    )
    fonts = "".join(
        f'<font>{"<b/>" if s.bold else ""}<sz val="12"/><name val="{s.font}"/></font>' for s in styles
    )
    sides = (("left", L), ("right", R), ("top", T), ("bottom", B))
    borders = "".join(
        "<border>"
        + "".join(f'<{name} style="thin"/>' if s.sides & side else f"<{name}/>" for name, side in sides)
        + "</border>"
        for s in styles
    )
    formats = "".join(
        f'<xf numFmtId="{200 + at}" fontId="{at}" borderId="{at}">'
        + (
            f'<alignment horizontal="{s.align or "general"}" indent="{s.indent}"/>'
            if s.align or s.indent
            else ""
        )
        + "</xf>"
        for at, s in enumerate(styles)
    )
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts>{codes}</numFmts><fonts>{fonts}</fonts><borders>{borders}</borders>'
        f'<cellStyleXfs><xf numFmtId="9" fontId="0" borderId="0"/></cellStyleXfs><cellXfs>{formats}</cellXfs></styleSheet>'
    )


def reference(row: int, col: int) -> str:
    """ "B12" of places from 0, for the first 26 columns."""
    return f"{chr(65 + col)}{row + 1}"


def _sheet(sheet: Sheet, styles: list[Style]) -> str:
    rows = []
    for row in sorted({row for row, _ in sheet.cells}):
        cells = "".join(
            _cell(reference(row, col), value, styles.index(style))
            for (at, col), (value, style) in sorted(sheet.cells.items(), key=lambda item: item[0])
            if at == row
        )
        rows.append(f'<row r="{row + 1}" hidden="{int(row in sheet.hidden_rows)}">{cells}</row>')
    cols = "".join(f'<col min="{c + 1}" max="{c + 1}" hidden="1"/>' for c in sheet.hidden_columns)
    merges = "".join(f'<mergeCell ref="{reference(a, b)}:{reference(c, d)}"/>' for a, b, c, d in sheet.merges)
    return (
        f'<worksheet xmlns="{_MAIN}">{f"<cols>{cols}</cols>" if cols else ""}<sheetData>{"".join(rows)}</sheetData>'
        f"{f'<mergeCells>{merges}</mergeCells>' if merges else ''}</worksheet>"
    )


def _cell(place: str, value: Value, style: int) -> str:
    if value is None:
        return f'<c r="{place}" s="{style}"/>'
    if isinstance(value, Rich):
        looks = ("", '<rPr><vertAlign val="superscript"/></rPr>')
        runs = (f"<r>{looks[at % 2]}<t>{escape(text)}</t></r>" for at, text in enumerate(value.pieces))
        return f'<c r="{place}" s="{style}" t="inlineStr"><is>{"".join(runs)}</is></c>'
    if isinstance(value, str):
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{place}" s="{style}"><v>{value!r}</v></c>'


# --- XLS --------------------------------------------------------------------------------------------


def xls(*sheets: Sheet) -> bytes:
    """The same workbook as BIFF8 records (Microsoft's [MS-XLS])."""
    styles = styles_of(list(sheets))
    bodies = [_records(sheet, styles) for sheet in sheets]
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + _record(
        0x42, struct.pack("<H", 1200)
    )
    fonts = [(style, False) for style in [PLAIN] * 4 + styles]  # number 4 does not exist
    for style, raised in [*fonts, (PLAIN, True)]:
        name = style.font.encode("latin-1")
        weight = 700 if style.bold else 400
        head += _record(
            0x31, struct.pack("<HHHHHBBBBBB", 240, 0, 0, weight, raised, 0, 0, 0, 0, len(name), 0) + name
        )
    for at, style in enumerate(styles):
        head += _record(0x41E, struct.pack("<H", 200 + at) + _text(style.code))
    for at, style in enumerate(styles):
        head += _record(0xE0, _format(style, at))
    size = len(head) + sum(12 + 2 * len(sheet.name) for sheet in sheets) + 4
    for sheet, body in zip(sheets, bodies, strict=True):
        name = struct.pack("<BB", len(sheet.name), 1) + sheet.name.encode("utf-16-le")
        head += _record(0x85, struct.pack("<IBB", size, int(sheet.hidden), 0) + name)
        size += len(body)
    return b"".join([head, _record(0x0A), *bodies])


def _record(number: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(body)) + body


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _rich(value: Rich, plain: int, raised: int) -> bytes:
    starts = [sum(map(len, value.pieces[:at])) for at in range(len(value.pieces))]
    fonts = (raised if at % 2 else plain for at in range(len(starts)))
    runs = b"".join(struct.pack("<HH", start, font) for start, font in zip(starts, fonts, strict=True))
    return _text("".join(value.pieces)) + struct.pack("<H", len(starts)) + runs


def _format(style: Style, at: int) -> bytes:
    sides = style.sides
    lines = bool(sides & L) | bool(sides & R) << 4 | bool(sides & T) << 8 | bool(sides & B) << 12
    return struct.pack(
        "<HHHBBHIIH", at + 5, 200 + at, 0, _HORIZONTAL[style.align], 0, style.indent, lines, 0, 0
    )


def _records(sheet: Sheet, styles: list[Style]) -> bytes:
    out = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for col in sheet.hidden_columns:
        out += _record(0x7D, struct.pack("<HHHHHH", col, col, 0, 0, 1, 0))
    for row in sheet.hidden_rows:
        out += _record(0x208, struct.pack("<HHHHHHI", row, 0, 9, 255, 0, 0, 0x20))
    for (row, col), (value, style) in sorted(sheet.cells.items(), key=lambda item: item[0]):
        place = struct.pack("<HHH", row, col, styles.index(style))
        if value is None:
            out += _record(0x201, place)
        elif isinstance(value, str):
            out += _record(0x204, place + _text(value))
        elif isinstance(value, Rich):
            out += _record(0xD6, place + _rich(value, styles.index(style) + 5, len(styles) + 5))
        else:
            out += _record(0x203, place + struct.pack("<d", value))
    if sheet.merges:
        areas = b"".join(struct.pack("<HHHH", a, c, b, d) for a, b, c, d in sheet.merges)
        out += _record(0xE5, struct.pack("<H", len(sheet.merges)) + areas)
    return out + _record(0x0A)
