"""The flow of a DOCX: body elements in reading order as paragraphs and tables of raw runs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lxml import etree

from vanban.corpus.readers.docx_numbering import Numbering
from vanban.corpus.readers.docx_styles import (
    NO_RUN,
    ParaProps,
    RunProps,
    Styles,
    W,
    number,
    para_props,
    run_props,
)
from vanban.corpus.readers.docx_tables import table_of
from vanban.corpus.readers.symbols import symbol, symbol_of_field
from vanban.corpus.readers.word import BREAK, PAGE_BREAK, TAB, Para, Run, RunLook, WordBlock

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BOX = W + "txbxContent"
_ALTERNATE, _CHOICE, _FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
# Deleted and moved-away text is not printed; properties hold no text.
_SKIPPED = frozenset(
    W + name
    for name in "del moveFrom pPr rPr sdtPr sdtEndPr rubyPr rt tblPr tblGrid sectPr customXmlPr".split()
)
_CHARACTERS = {
    W + "tab": TAB, W + "ptab": TAB, W + "cr": BREAK, W + "noBreakHyphen": "-",
    # A converter writes the TCVN3 letter ư (0xAD) as a soft hyphen; cleaning drops what stays one.
    W + "softHyphen": "\u00ad",
}  # fmt: skip


@dataclass(slots=True)
class _Field:
    """An open complex field: its instruction so far, and whether the result has begun."""

    instruction: str = ""
    has_result: bool = False


@dataclass(slots=True)
class _Line:
    """The paragraph being read: its runs, what its characters inherit, and blocks anchored in it."""

    props: RunProps
    runs: list[Run] = field(default_factory=list)
    before: list[WordBlock] = field(default_factory=list)
    after: list[WordBlock] = field(default_factory=list)
    page: int = 0


class Flow:
    """Reads body-like elements of one file; numbering and pages run on from call to call.

    Args:
        styles: of the file.
        numbering: of the file.
        objects: reads what the embedded objects below an element show.

    Attributes:
        page: number of the page reached, by the page breaks that Word recorded when it last laid it out.
        references: ids of the foot- and endnotes met, in reading order: ("footnote", "3").
    """

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        objects: Callable[[etree._Element], list[WordBlock]] | None = None,
    ) -> None:
        self._objects = objects
        self._styles = styles
        self._numbering = numbering
        self._looks: dict[tuple[RunProps, RunProps], RunLook] = {}
        self._fields: list[_Field] = []
        self._handlers = self._dispatch()
        self.page = 1
        self.references: list[tuple[str, str]] = []

    def blocks(self, parent: etree._Element) -> list[WordBlock]:
        """The blocks of a body, cell, text box, note or header."""
        found: list[WordBlock] = []
        carried: Para | None = None  # a paragraph whose mark is deleted goes on in the next one
        for node in _body_elements(parent):
            if node.tag == W + "tbl":
                found += self._table(node)
                continue
            line, para, is_open = self._paragraph(node)
            found += line.before
            if carried is not None:
                carried.runs += para.runs
                para = carried
            carried = para if is_open else None
            if carried is None:
                found.append(para)
            found += line.after
        if carried is not None:
            found.append(carried)
        return found

    def _table(self, node: etree._Element) -> list[WordBlock]:
        page = self.page
        table = table_of(node, self.blocks)
        if len(table.cells) == 1:  # a frame around text
            return table.cells[0].blocks
        table.page = page
        return [table]

    def _paragraph(self, node: etree._Element) -> tuple[_Line, Para, bool]:
        """The line read, its paragraph, and whether its mark is deleted, so that the next one continues it."""
        direct = para_props(node.find(_PARA_PROPS))
        style = self._styles.paragraph(direct.style)
        props = direct.over(style.para)
        line = _Line(style.run, page=self.page)
        label, props = self._label(props, direct, style.run)
        self._inline(node, line)
        if self._fields and not self._fields[-1].has_result:
            self._fields.pop()  # an instruction ends with its paragraph at the latest; no text may vanish in it
        if label is not None and (_has_ink(line.runs) or any(map(str.isalnum, label.text))):
            line.runs.insert(0, label)
        is_open = direct.mark is not None and direct.mark.find(_DELETED) is not None
        para = Para(
            line.runs, props.align, props.left or 0.0, props.first or 0.0, props.tabs or (), line.page
        )
        return line, para, is_open

    def _label(self, props: ParaProps, direct: ParaProps, base: RunProps) -> tuple[Run | None, ParaProps]:
        """The run of an automatic label, and the paragraph's properties with those of its list level."""
        if props.num_id is None or props.num_id == "0":
            return None, props
        level = props.level
        if direct.num_id is None or level is None:
            level = self._numbering.level_of_style(props.num_id, direct.style) or level or 0
        definition = self._numbering.level(props.num_id, level)
        if definition is None:
            return None, props
        label = self._numbering.label(props.num_id, level)
        props = direct.over(definition.para).over(props)
        if label is None:
            return None, props
        look = label.run.over(run_props(direct.mark)).over(base).look()
        text = f"{label.text} " if label.spaced else label.text
        return (None if look.hidden else Run(text, look)), props

    def _inline(self, node: etree._Element, line: _Line) -> None:
        """Add what the children of a paragraph-like element print."""
        for child in node:
            tag = child.tag
            if tag == _RUN:
                self._run(child, line)
            elif tag == _ALTERNATE:
                self._alternate(child, line, NO_RUN, self._inline)
            elif tag == _M + "r":
                line.runs.append(
                    Run("".join(text.text or "" for text in child.iter(_M + "t", W + "t")), line.props.look())
                )
            elif tag not in _SKIPPED and len(child):
                self._inline(child, line)

    def _run(self, node: etree._Element, line: _Line) -> None:
        props = NO_RUN
        for child in node:
            tag = child.tag
            if tag == _TEXT:
                if child.text:
                    self._write(child.text, line, props)
            elif tag == _RUN_PROPS:
                props = self._run_props(child, line)
            elif (handler := self._handlers.get(tag)) is not None:
                handler(child, line, props)

    def _run_props(self, node: etree._Element, line: _Line) -> RunProps:
        direct = run_props(node)
        if direct.style is None:
            return direct
        return direct.over(self._styles.character(direct.style).toggled(line.props))

    def _write(self, text: str, line: _Line, props: RunProps) -> None:
        if self._fields and not all(field.has_result for field in self._fields):
            return
        key = (props, line.props)
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = props.over(line.props).look()
        if look.hidden or not text:
            return
        if line.runs and line.runs[-1].look is look:
            line.runs[-1].text += text
        else:
            line.runs.append(Run(text, look))

    # --- what a run holds besides text ---------------------------------------------------------------

    def _dispatch(self) -> dict[str, Callable[[etree._Element, _Line, RunProps], None]]:
        handlers: dict[str, Callable[[etree._Element, _Line, RunProps], None]] = {
            W + "br": self._break,
            W + "sym": self._symbol,
            W + "fldChar": self._field,
            W + "instrText": self._instruction,
            W + "lastRenderedPageBreak": self._page_break,
            W + "footnoteReference": self._reference,
            W + "endnoteReference": self._reference,
            W + "drawing": self._boxes,
            W + "pict": self._boxes,
            W + "object": self._object,
            W + "ruby": self._ruby,
            _ALTERNATE: lambda node, line, props: self._alternate(node, line, props, self._boxes_below),
        }
        for tag in _CHARACTERS:
            handlers[tag] = self._character
        return handlers

    def _character(self, node: etree._Element, line: _Line, props: RunProps) -> None:
        self._write(_CHARACTERS[node.tag], line, props)

    def _break(self, node: etree._Element, line: _Line, props: RunProps) -> None:
        is_page = node.get(W + "type") in ("page", "column")
        self._write(PAGE_BREAK if is_page else BREAK, line, props)

    def _symbol(self, node: etree._Element, line: _Line, props: RunProps) -> None:
        try:
            code = int(node.get(W + "char", ""), 16)
        except ValueError:
            return
        self._write(symbol(code, node.get(W + "font")), line, props)

    def _field(self, node: etree._Element, line: _Line, props: RunProps) -> None:
        kind = node.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            self._write(symbol_of_field(self._fields.pop().instruction), line, props)

    def _instruction(self, node: etree._Element, line: _Line, props: RunProps) -> None:
        if self._fields and not self._fields[-1].has_result:
            self._fields[-1].instruction += node.text or ""

    def _page_break(self, node: etree._Element, line: _Line, props: RunProps) -> None:
        self.page += 1
        if not _has_ink(line.runs):
            line.page = self.page

    def _reference(self, node: etree._Element, line: _Line, props: RunProps) -> None:
        kind = "footnote" if node.tag == W + "footnoteReference" else "endnote"
        self.references.append((kind, node.get(W + "id", "")))

    def _object(self, node: etree._Element, line: _Line, props: RunProps) -> None:
        """An embedded object: its text boxes, and what it shows behind the paragraph that it stands in."""
        self._boxes(node, line, props)
        if self._objects:
            line.after.extend(self._objects(node))

    def _ruby(self, node: etree._Element, line: _Line, props: RunProps) -> None:
        for base in node.iterfind(W + "rubyBase"):
            self._inline(base, line)

    def _alternate(
        self,
        node: etree._Element,
        line: _Line,
        props: RunProps,
        read: Callable[[etree._Element, _Line], None],
    ) -> None:
        """One of several forms of the same thing: the first that is there, so that nothing is read twice."""
        chosen = node.find(_CHOICE)
        if chosen is None:
            chosen = node.find(_FALLBACK)
        if chosen is not None:
            read(chosen, line)

    def _boxes_below(self, node: etree._Element, line: _Line) -> None:
        self._boxes(node, line, NO_RUN)

    def _boxes(self, node: etree._Element, line: _Line, props: RunProps) -> None:
        """Text boxes: before the paragraph they are anchored in when they open it, else after it."""
        for box in _outermost_boxes(node):
            fields, self._fields = self._fields, []
            blocks = self.blocks(box)
            self._fields = fields
            (line.after if _has_ink(line.runs) else line.before).extend(blocks)


_RUN, _TEXT, _RUN_PROPS = W + "r", W + "t", W + "rPr"
_PARA_PROPS, _DELETED = W + "pPr", W + "del"
_PARAGRAPH, _TABLE = W + "p", W + "tbl"


def _has_ink(runs: Iterable[Run]) -> bool:
    return any(run.text.strip() for run in runs)


def _body_elements(parent: etree._Element) -> Iterable[etree._Element]:
    """Paragraphs and tables below an element, through content controls, insertions and the like."""
    for child in parent:
        if child.tag in (_PARAGRAPH, _TABLE):
            yield child
        elif child.tag == _ALTERNATE:
            chosen = child.find(_CHOICE)
            chosen = child.find(_FALLBACK) if chosen is None else chosen
            if chosen is not None:
                yield from _body_elements(chosen)
        elif child.tag not in _SKIPPED and len(child):
            yield from _body_elements(child)


def _outermost_boxes(node: etree._Element) -> Iterable[etree._Element]:
    for child in node:
        if child.tag == _BOX:
            yield child
        elif child.tag == _ALTERNATE:
            chosen = child.find(_CHOICE)
            yield from _outermost_boxes(child if chosen is None else chosen)
        elif len(child):
            yield from _outermost_boxes(child)


def notes_text(root: etree._Element, kind: str) -> dict[str, etree._Element]:
    """The foot- or endnotes of a part by id; separators are left out."""
    return {
        node.get(W + "id", ""): node
        for node in root.iterfind(W + kind)
        if node.get(W + "type") in (None, "normal") and number(node.get(W + "id")) is not None
    }
