"""Automatic numbering of a DOCX, resolved into the labels that Word prints (ISO/IEC 29500-1, 17.9).

Counters belong to the abstract definition that several lists may share; an instance with a start override
restarts them once, and a level starts again after any level above it unless it says otherwise.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from vanban.corpus.readers.docx_styles import (
    NO_PARA,
    VAL,
    ParaProps,
    RunProps,
    W,
    is_on,
    number,
    para_props,
    run_props,
)
from vanban.corpus.readers.symbols import bullet

_PLACE = re.compile(r"%([1-9])")
_MAX_NUMBER = 100_000  # beyond it a counter is no label
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_VIETNAMESE = "không một hai ba bốn năm sáu bảy tám chín mười".split()


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed, without the white space after it, and how it looks."""

    text: str
    run: RunProps
    spaced: bool


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    para: ParaProps = NO_PARA
    run: RunProps = field(default_factory=RunProps)


@dataclass(slots=True)
class _List:
    """An instance: its definition, levels after overrides, and the start overrides not used yet."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The numbering part of a file and the state of its counters."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._by_style: dict[str, tuple[str, int]] = {}
        if root is not None:
            self._load(root)

    def level_of_style(self, num_id: str, style_id: str | None) -> int:
        """The level that a list ties to a paragraph style; the first one without a tie."""
        found = self._by_style.get(f"{num_id}/{style_id}")
        return found[1] if found else 0

    def level(self, num_id: str, level: int) -> Level | None:
        """The definition of a level."""
        of = self._lists.get(num_id)
        return of.levels.get(level) if of else None

    def label(self, num_id: str, level: int) -> Label | None:
        """The label of the next paragraph of a list; None when there is none to print."""
        of = self._lists.get(num_id)
        definition = of.levels.get(level) if of else None
        if of is None or definition is None:
            return None
        counters = self._count(of, level, definition)
        if definition.format == "none":
            text = _PLACE.sub("", definition.text)
        elif definition.format == "bullet":
            text = bullet(definition.text, definition.run.font)
        else:
            text = _PLACE.sub(lambda place: self._number(of, counters, int(place[1]) - 1, definition),
                              definition.text)  # fmt: skip
        return Label(text, definition.run, definition.suffix != "nothing") if text.strip() else None

    def _count(self, of: _List, level: int, definition: Level) -> dict[int, int]:
        counters = self._counters.setdefault(of.abstract, {})
        if level in of.starts:
            counters[level] = of.starts.pop(level)
        elif level in counters:
            counters[level] = min(counters[level] + 1, _MAX_NUMBER)
        else:
            counters[level] = definition.start
        for lower in [lower for lower in counters if lower > level]:
            after = of.levels[lower].restart if lower in of.levels else None
            if after is None or (after > 0 and level < after):
                del counters[lower]
        return counters

    def _number(self, of: _List, counters: dict[int, int], level: int, shown_at: Level) -> str:
        definition = of.levels.get(level, Level())
        if level not in counters:  # a level above that no paragraph had yet
            counters[level] = of.starts.pop(level, definition.start)
        if shown_at.legal or definition.format == "bullet":
            return str(counters[level])
        return formatted(counters[level], definition.format)

    def _load(self, root: etree._Element) -> None:
        abstracts = {node.get(W + "abstractNumId", ""): node for node in root.iterfind(W + "abstractNum")}
        by_link = {
            link.get(VAL, ""): key
            for key, node in abstracts.items()
            if (link := node.find(W + "styleLink")) is not None
        }
        for node in root.iterfind(W + "num"):
            reference = node.find(W + "abstractNumId")
            abstract = "" if reference is None else reference.get(VAL, "")
            if abstract not in abstracts:
                continue
            linked = abstracts[abstract].find(W + "numStyleLink")
            if linked is not None:
                abstract = by_link.get(linked.get(VAL, ""), abstract)
            self._add(node, abstract, abstracts[abstract])

    def _add(self, node: etree._Element, abstract: str, definition: etree._Element) -> None:
        num_id = node.get(W + "numId", "")
        levels: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for level in definition.iterfind(W + "lvl"):
            self._set_level(num_id, level, levels)
        for override in node.iterfind(W + "lvlOverride"):
            at = number(override.get(W + "ilvl")) or 0
            start, replacement = override.find(W + "startOverride"), override.find(W + "lvl")
            if replacement is not None:
                self._set_level(num_id, replacement, levels)
            if start is not None and (value := number(start.get(VAL))) is not None:
                starts[at] = value
        self._lists[num_id] = _List(abstract, levels, starts)

    def _set_level(self, num_id: str, node: etree._Element, levels: dict[int, Level]) -> None:
        at = number(node.get(W + "ilvl")) or 0
        levels[at] = _level(node)
        style = node.find(W + "pStyle")
        if style is not None:
            self._by_style[f"{num_id}/{style.get(VAL)}"] = (num_id, at)


def _level(node: etree._Element) -> Level:
    values = {child.tag: child for child in node}

    def value(name: str, default: str) -> str:
        child = values.get(W + name)
        return default if child is None else child.get(VAL, default)

    start, restart = number(value("start", "1")), number(value("lvlRestart", ""))
    legal = values.get(W + "isLgl")
    return Level(
        1 if start is None else start,
        value("numFmt", "decimal"),
        value("lvlText", "").replace("\0", ""),
        value("suff", "tab"),
        restart,
        legal is not None and is_on(legal),
        para_props(values.get(W + "pPr")),
        run_props(values.get(W + "rPr")),
    )


def formatted(value: int, style: str) -> str:
    """A number in a number format (``ST_NumberFormat``); unknown formats print digits."""
    match style:
        case "upperRoman" | "lowerRoman":
            roman = _roman(value)
            return roman.upper() if style == "upperRoman" else roman
        case "upperLetter" | "lowerLetter" if value > 0:
            letter = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 20)
            return letter.upper() if style == "upperLetter" else letter
        case "decimalZero":
            return f"{value:02}"
        case "ordinal":
            return f"{value}."
        case "vietnameseCounting" if 0 <= value < len(_VIETNAMESE):
            return _VIETNAMESE[value]
        case "none":
            return ""
        case _:
            return str(value)


def _roman(value: int) -> str:
    if not 0 < value < 5000:
        return str(value)
    signs: list[str] = []
    for amount, sign in _ROMAN:
        signs.append(sign * (value // amount))
        value %= amount
    return "".join(signs)
