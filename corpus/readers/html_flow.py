"""The flow of a page: its elements in reading order as raw paragraphs and grids."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from msgspec import structs
from selectolax.lexbor import LexborNode

from vanban.corpus.layout import Align, Piece, RawParagraph, Style
from vanban.corpus.patterns import compiled
from vanban.corpus.readers import wrap
from vanban.corpus.readers.html_tables import RawTable, is_layout, place, table_of
from vanban.corpus.readers.lines import Line, RawGrid, is_rule
from vanban.corpus.readers.raised import told_apart
from vanban.corpus.text import clean, leading_space

Block = RawParagraph | RawGrid

MAX_DEPTH = 200
"""Elements nested deeper lose their structure, not their text."""

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol p pre section summary table tbody td tfoot th thead "
    "tr ul".split()
)
_SKIPPED = frozenset(
    "audio button canvas del head iframe img input map meta nav noscript object option script select style svg template "
    "textarea title video -comment".split()
)
_BOLD = frozenset("b strong h1 h2 h3 h4 h5 h6 th".split())
_ITALIC = frozenset("i em cite dfn var".split())
_HIDDEN = compiled(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
_WEIGHT = compiled(r"(?i)font-weight\s*:\s*(bold|bolder|[6-9]00|normal|[1-4]00|lighter)")
_SLANT = compiled(r"(?i)font-style\s*:\s*(italic|oblique|normal)")
_ALIGN = compiled(r"(?i)text-align\s*:\s*(left|right|center|justify)")
_INDENT = compiled(r"(?i)(?:(?:margin|padding)-left|text-indent)\s*:\s*(-?\d*\.?\d+)(px|pt|cm|mm|in|em)?")
_POINTS = {"px": 0.75, "pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "em": 12.0}
_ALIGNS: dict[str, Align] = {"left": "left", "right": "right", "center": "center", "justify": "justify"}
_SHORT = 8  # characters of raised text that may be a mark
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Look:
    """What an element hands down to its children."""

    bold: bool = False
    italic: bool = False
    align: Align | None = None
    pre: bool = False
    depth: int = 0
    indent: float = 0.0  # points


def is_hidden(node: LexborNode) -> bool:
    """Whether an element is not shown."""
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


class Flow:
    """Collects paragraphs and grids while a page is walked."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._runs: list[tuple[str, Look]] = []
        self._gap = 0
        self._label = ""

    def walk(self, node: LexborNode, look: Look) -> None:
        """Add the children of an element."""
        if look.depth > MAX_DEPTH:
            self._runs.append((node.text(), look))
            return
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self._runs.append((child.text_content or "", look))
            elif tag == "br":
                self._runs.append(("\n", replace(look, pre=True)))
            elif tag not in _SKIPPED and not is_hidden(child):
                self._element(child, tag, _look(child, tag, look))

    def _element(self, node: LexborNode, tag: str, look: Look) -> None:
        if tag == "table":
            self.flush(look)
            self._table(node, look)
        elif tag in ("ol", "ul"):
            self.flush(look)
            self._list(node, tag, look)
        elif tag in _BLOCKS:
            self.flush(look)
            self.walk(node, look)
            self.flush(look, counts=tag == "p")
        elif tag == "sup" and (text := node.text()) and len(text) < _SHORT:
            self._runs.append((told_apart(text, self._runs[-1][0] if self._runs else ""), look))
        else:
            self.walk(node, look)

    def flush(self, look: Look, *, counts: bool = False) -> None:
        """End the current paragraph; an empty one widens the gap before the next if it counts."""
        lines = _lines(self._runs)
        indent = look.indent + leading_space("".join(text for text, _ in self._runs).lstrip("\n\r\t "))
        self._runs = []
        if not lines:
            self._gap += counts
            return
        lines[0].gap += self._gap
        self._gap = 0
        if self._label and not wrap.has_label(lines[0].text):
            lines[0].text = f"{self._label} {lines[0].text}"
            lines[0].pieces = (Piece(lines[0].text),)
        self._label = ""
        for paragraph in wrap.paragraphs(lines, wrap.measure(lines)):
            style = structs.replace(paragraph.style, align=look.align, indent=indent)
            self._add(structs.replace(paragraph, style=style))

    def _add(self, paragraph: RawParagraph) -> None:
        """Append; a title set in several centred paragraphs is one where its text says so."""
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, RawParagraph) and not paragraph.gap and _continues(last, paragraph):
            pieces = (*last.pieces, Piece(f" {paragraph.text}"))
            self.blocks[-1] = structs.replace(last, pieces=pieces)
        else:
            self.blocks.append(paragraph)

    def _list(self, node: LexborNode, tag: str, look: Look) -> None:
        """Write the labels that a browser would show."""
        number = _number(node.attributes.get("start"), 1)
        kind = node.attributes.get("type") or ""
        for child in node.iter():
            if child.tag != "li" or is_hidden(child):
                if child.tag not in _SKIPPED and not is_hidden(child):
                    self._element(child, child.tag or "", _look(child, child.tag or "", look))
                continue
            number = _number(child.attributes.get("value"), number)
            self._label = "-" if tag == "ul" else _label(kind, number)
            inner = _look(child, "li", look)
            self.walk(child, inner)
            self.flush(inner)
            self._label = ""
            number += 1

    def _table(self, node: LexborNode, look: Look) -> None:
        table = table_of(node)
        for caption in table.captions:
            self.walk(caption, look)
            self.flush(look)
        if is_layout(table):
            self._unwrap(table, look)
        else:
            self._grid(table.rows, look)

    def _grid(self, rows: Sequence[Sequence[LexborNode]], look: Look) -> None:
        cells = place(rows, lambda cell: self._cell(cell, look))
        if any(cell.paragraphs for cell in cells):
            self.blocks.append(RawGrid(tuple(cells), gap=self._gap))
            self._gap = 0

    def _unwrap(self, table: RawTable, look: Look) -> None:
        """A table that only lays out the page: its cells in order; a row of short cells stays a grid."""
        for row in table.rows:
            filled = [cell for cell in row if cell.text().strip()]
            if len(filled) > 1 and all(len(cell.text()) < 600 for cell in filled):
                self._grid([row], look)
                continue
            for cell in row:
                inner = _look(cell, cell.tag or "td", replace(look, bold=False))
                self.walk(cell, replace(inner, bold=False))
                self.flush(inner)

    def _cell(self, node: LexborNode, look: Look) -> tuple[RawParagraph, ...]:
        """The paragraphs of a cell; grids inside are flattened to theirs."""
        flow = Flow()
        inner = _look(node, node.tag or "td", look)
        flow.walk(node, inner)
        flow.flush(inner)
        return tuple(_flat(flow.blocks))


def _flat(blocks: Sequence[Block]) -> Iterator[RawParagraph]:
    for block in blocks:
        if isinstance(block, RawParagraph):
            yield block
        else:
            for cell in block.cells:
                yield from cell.paragraphs


def _lines(runs: Sequence[tuple[str, Look]]) -> list[Line]:
    """The lines of one paragraph, parted by <br>; rules are dropped and part."""
    lines: list[Line] = []
    parts: list[tuple[str, Look]] = []
    gap, apart = 0, False
    for text, look in [*runs, ("\n", Look(pre=True))]:
        segments = text.split("\n") if look.pre else [text]
        for at, segment in enumerate(segments):
            if at:
                line = _line(parts)
                parts = []
                if line is None:
                    gap += bool(lines)
                elif is_rule(line.text):
                    apart = True
                else:
                    line.gap, line.apart = gap, apart
                    lines.append(line)
                    gap, apart = 0, False
            if segment:
                parts.append((segment, look))
    return lines


def _line(parts: Sequence[tuple[str, Look]]) -> Line | None:
    text = clean("".join(text for text, _ in parts))
    if not text:
        return None
    inked = [look for text, look in parts if text and not text.isspace()]
    bold, italic = all(look.bold for look in inked), all(look.italic for look in inked)
    return Line(text, (Piece(text),), 0, 0, bold=bold, italic=italic)


def _look(node: LexborNode, tag: str, look: Look) -> Look:
    """The look of an element, from tag, attributes and inline style."""
    attributes = node.attributes
    style = attributes.get("style") or ""
    bold = look.bold or tag in _BOLD
    italic = look.italic or tag in _ITALIC
    align: Align | None = look.align
    indent = look.indent if tag not in ("td", "th") else 0.0
    named = (attributes.get("align") or "").lower()
    if tag == "center" or named in _ALIGNS:
        align = "center" if tag == "center" else _ALIGNS[named]
    if style:
        if match := _WEIGHT.search(style):
            bold = match[1].lower() not in ("normal", "100", "200", "300", "400", "lighter")
        if match := _SLANT.search(style):
            italic = match[1].lower() != "normal"
        if match := _ALIGN.search(style):
            align = _ALIGNS[match[1].lower()]
        for distance, unit in _INDENT.findall(style):
            indent += float(distance) * _POINTS[unit.lower() or "px"]
    return Look(bold, italic, align, look.pre or tag == "pre", look.depth + 1, indent)


def _continues(last: RawParagraph, new: RawParagraph) -> bool:
    """Whether a centred paragraph goes on in the next one: small letter, or a bracket still open.

    "THÔNG BÁO" is the type, and "kết luận của ..." below it the subject.
    """
    if not (last.style.align == new.style.align == "center") or last.border or wrap.is_caps(last.text):
        return False
    if _same(last.style, new.style) and wrap.is_lower(new.text) and not wrap.stops(last.text):
        return not wrap.has_label(new.text)
    return last.text.startswith("(") and ")" not in last.text and wrap.is_lower(new.text)


def _same(one: Style, other: Style) -> bool:
    return one.bold == other.bold and one.italic == other.italic


def _number(text: str | None, default: int) -> int:
    return (
        int(text) if text and text.strip().isascii() and text.strip().isdigit() and len(text) < 7 else default
    )


def _label(kind: str, number: int) -> str:
    """The label of an item of an ordered list: "1.", "a)", "A.", "i.", "I."."""
    if kind in ("a", "A") and 0 < number <= len(_LETTERS):
        letter = _LETTERS[number - 1]
        return f"{letter})" if kind == "a" else f"{letter.upper()}."
    if kind in ("i", "I") and 0 < number < 40:
        roman = ""
        for value, sign in _ROMAN:
            while number >= value:
                roman += sign
                number -= value
        return f"{roman}." if kind == "i" else f"{roman.upper()}."
    return f"{number}."
