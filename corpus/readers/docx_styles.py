"""Styles of a DOCX: what a paragraph or run looks like after inheritance (ISO/IEC 29500-1, 17.7).

Order: document defaults, paragraph style and what it is based on, character style, direct formatting. Toggles
(bold, italic, capitals, hidden) set by a paragraph style and a character style cancel each other (17.7.3).
"""

from functools import lru_cache
from typing import Literal, NamedTuple

from lxml import etree

from vanban.corpus.layout import Align
from vanban.corpus.readers.word import RunLook, TabStop

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
_MAX_CHAIN = 40  # styles based on each other; Word allows 11
_ALIGNS: dict[str, Align] = {
    "left": "left", "start": "left", "right": "right", "end": "right", "center": "center",
    "both": "justify", "distribute": "justify", "lowKashida": "justify", "thaiDistribute": "justify",
}  # fmt: skip
_TAB_KINDS: dict[str, Literal["left", "center", "right"]] = {
    "center": "center", "right": "right", "end": "right", "decimal": "right",
}  # fmt: skip


class RunProps(NamedTuple):
    """Run properties as one place states them; None where it says nothing."""

    font: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    style: str | None = None
    """The character style, not resolved yet."""
    raised: bool | None = None

    def over(self, base: "RunProps") -> "RunProps":
        """These properties, and the base's where these say nothing."""
        if self is NO_RUN:
            return base
        return RunProps(
            base.font if self.font is None else self.font,
            base.bold if self.bold is None else self.bold,
            base.italic if self.italic is None else self.italic,
            base.caps if self.caps is None else self.caps,
            base.hidden if self.hidden is None else self.hidden,
            base.size if self.size is None else self.size,
            raised=base.raised if self.raised is None else self.raised,
        )

    def toggled(self, base: "RunProps") -> "RunProps":
        """As :meth:`over` for a character style above a paragraph style: toggles cancel."""
        return self.over(base)._replace(
            bold=_xor(self.bold, base.bold),
            italic=_xor(self.italic, base.italic),
            caps=_xor(self.caps, base.caps),
            hidden=_xor(self.hidden, base.hidden),
        )

    def look(self) -> RunLook:
        """What is seen."""
        return RunLook(
            self.font,
            bool(self.bold),
            bool(self.italic),
            bool(self.caps),
            bool(self.hidden),
            self.size,
            bool(self.raised),
        )


NO_RUN = RunProps()


class ParaProps(NamedTuple):
    """Paragraph properties as one place states them; None where it says nothing; lengths in points."""

    align: Align | None = None
    left: float | None = None
    first: float | None = None
    tabs: tuple[TabStop, ...] | None = None
    num_id: str | None = None
    level: int | None = None
    style: str | None = None
    """The paragraph style, not resolved yet."""
    mark: etree._Element | None = None
    """The run properties of the paragraph's mark."""

    def over(self, base: "ParaProps") -> "ParaProps":
        """These properties, and the base's where these say nothing."""
        return ParaProps(
            self.align or base.align,
            base.left if self.left is None else self.left,
            base.first if self.first is None else self.first,
            base.tabs if self.tabs is None else self.tabs,
            base.num_id if self.num_id is None else self.num_id,
            base.level if self.level is None else self.level,
        )


NO_PARA = ParaProps()


class Style(NamedTuple):
    """A style after inheritance: of its own kind only, the document defaults included."""

    para: ParaProps
    run: RunProps


class Styles:
    """The styles part of a file; without one everything is plain."""

    def __init__(self, root: etree._Element | None) -> None:
        self._nodes: dict[str, etree._Element] = {}
        self._default = ""
        self._base = Style(NO_PARA, NO_RUN)
        self._resolved: dict[str, Style] = {}
        if root is None:
            return
        defaults = root.find(f"{W}docDefaults")
        if defaults is not None:
            self._base = Style(
                para_props(defaults.find(f"{W}pPrDefault/{W}pPr")),
                run_props(defaults.find(f"{W}rPrDefault/{W}rPr")),
            )
        for node in root.iter(f"{W}style"):
            style_id = node.get(W + "styleId", "")
            self._nodes[style_id] = node
            if node.get(W + "type") == "paragraph" and node.get(W + "default") in ("1", "true", "on"):
                self._default = style_id

    def paragraph(self, style_id: str | None) -> Style:
        """A paragraph style, the default one without an id."""
        return self._resolve(style_id or self._default, self._base)

    def character(self, style_id: str) -> RunProps:
        """What a character style and those it is based on say."""
        return self._resolve(style_id, Style(NO_PARA, NO_RUN)).run

    def _resolve(self, style_id: str, base: Style) -> Style:
        if style_id in self._resolved:
            return self._resolved[style_id]
        chain: list[etree._Element] = []
        up: str | None = style_id
        while up in self._nodes and len(chain) < _MAX_CHAIN:
            node = self._nodes[up]
            chain.append(node)
            based = node.find(W + "basedOn")
            up = None if based is None else based.get(VAL)
        found = base
        for node in reversed(chain):
            found = Style(
                para_props(node.find(W + "pPr")).over(found.para),
                run_props(node.find(W + "rPr")).over(found.run),
            )
        self._resolved[style_id] = found
        return found


def run_props(node: etree._Element | None) -> RunProps:
    """The properties of a ``w:rPr``."""
    if node is None or not len(node):
        return NO_RUN
    font: str | None = None
    size: float | None = None
    style: str | None = None
    bold = italic = caps = hidden = raised = None
    for child in node:
        tag = child.tag
        if tag == _FONTS:
            # Letters beyond ASCII, which tell a legacy encoding, take the hAnsi font.
            font = child.get(_HANSI) or child.get(_ASCII) or child.get(_CS)
        elif tag == _SIZE:
            size = _half_points(child.get(VAL))
        elif tag == _BOLD:
            bold = is_on(child)
        elif tag == _ITALIC:
            italic = is_on(child)
        elif tag == _CAPS:
            caps = is_on(child)
        elif tag == _VANISH:
            hidden = is_on(child)
        elif tag == _VERT_ALIGN:
            raised = child.get(VAL) == "superscript"
        elif tag == _RUN_STYLE:
            style = child.get(VAL)
    return RunProps(font, bold, italic, caps, hidden, size, style, raised)


_RUN_STYLE, _VERT_ALIGN = W + "rStyle", W + "vertAlign"
_FONTS, _HANSI, _ASCII, _CS = W + "rFonts", W + "hAnsi", W + "ascii", W + "cs"
_SIZE, _BOLD, _ITALIC, _CAPS, _VANISH = W + "sz", W + "b", W + "i", W + "caps", W + "vanish"


def para_props(node: etree._Element | None) -> ParaProps:
    """The properties of a ``w:pPr``."""
    if node is None or not len(node):
        return NO_PARA
    align: Align | None = None
    left = first = None
    tabs: tuple[TabStop, ...] | None = None
    num_id: str | None = None
    level: int | None = None
    style: str | None = None
    mark: etree._Element | None = None
    for child in node:
        tag = child.tag
        if tag == _JC:
            align = _ALIGNS.get(child.get(VAL, ""))
        elif tag == _IND:
            left, first = _indents(child)
        elif tag == _TABS:
            tabs = _tab_stops(child)
        elif tag == _NUM_PR:
            id_node, level_node = child.find(_NUM_ID), child.find(_ILVL)
            num_id = None if id_node is None else id_node.get(VAL)
            level = None if level_node is None else number(level_node.get(VAL))
        elif tag == _STYLE:
            style = child.get(VAL)
        elif tag == _MARK:
            mark = child
    return ParaProps(align, left, first, tabs, num_id, level, style, mark)


_JC, _IND, _TABS, _NUM_PR, _NUM_ID, _ILVL, _STYLE, _MARK = (
    W + name for name in ("jc", "ind", "tabs", "numPr", "numId", "ilvl", "pStyle", "rPr")
)


def is_on(node: etree._Element) -> bool:
    """A toggle's value; present without one means yes."""
    return node.get(VAL, "1") not in ("0", "false", "off", "none")


@lru_cache(maxsize=4096)
def number(text: str | None) -> int | None:
    """An integer attribute; None where it is none."""
    try:
        return int(float(text)) if text and len(text) < 20 else None
    except (ValueError, OverflowError):
        return None


def points(text: str | None) -> float | None:
    """Twentieths of a point to points."""
    value = number(text)
    return None if value is None else value / 20


def _half_points(text: str | None) -> float | None:
    value = number(text)
    return None if value is None else value / 2


def _indents(node: etree._Element) -> tuple[float | None, float | None]:
    left = points(node.get(W + "left") or node.get(W + "start"))
    hanging, first = points(node.get(W + "hanging")), points(node.get(W + "firstLine"))
    return left, -hanging if hanging is not None else first


def _tab_stops(node: etree._Element) -> tuple[TabStop, ...]:
    stops: list[TabStop] = []
    for tab in node:
        at, kind = points(tab.get(W + "pos")), tab.get(VAL, "left")
        if at is not None and kind not in ("clear", "bar"):
            led = tab.get(W + "leader") in ("dot", "middleDot", "hyphen", "underscore")
            stops.append(TabStop(at, _TAB_KINDS.get(kind, "left"), led))
    return tuple(sorted(stops, key=lambda stop: stop.at))


def _xor(one: bool | None, other: bool | None) -> bool | None:
    if one is None or other is None:
        return other if one is None else one
    return one != other
