"""Builds the tree of labelled units from the paragraphs of a body.

A unit's place follows from the kind of its label, not from its number: authors restart, skip and repeat
numbers. Kinds with a fixed order (Phần > Chương > Mục > Điều > khoản > điểm > bullets; Decree 30/2020/NĐ-CP,
Annex I) nest by rank; kinds whose order differs between documents (I. and A., "-" and "*") nest in the
order in which they first appear under the same parent. Numbers only settle ambiguous labels.
"""

from collections.abc import Iterable, Sequence

import msgspec

from vanban.corpus.patterns import compiled
from vanban.extract import spans
from vanban.extract.draft import DraftSection, Span
from vanban.extract.items import Line
from vanban.extract.labels import Label, parse

_RANKS = {
    "part": 0, "chapter": 1, "section": 2, "subsection": 3, "article": 4, "roman": 5, "letter": 5,
    "task": 7, "clause": 7, "decimal": 8, "point": 20, "bullet": 30,
}  # fmt: skip
_MAX_DEPTH = 24  # deeper trees come from no author
_HEADED = frozenset({"part", "chapter", "section", "subsection"})
_FREE = frozenset({"roman", "letter"})
_MAX_HEADING = 220
_MAX_QUOTED = 400  # paragraphs of one quotation
# A short sentence that rules something is no heading: "Quyết định này có hiệu lực kể từ ngày ký."
_STATES = compiled(
    r"^\p{Lu}\p{Ll}+(?:\s\p{Ll}+){0,3}\snày\s(?:có|được|thay|áp|quy)|\b(?:chịu trách nhiệm|tổ chức thực hiện|giám sát việc thực hiện)\b"
    r"|^(?:Ông|Bà|Đồng chí)\b"
    r"|^(?:Giao|Bãi bỏ|Phê duyệt|Ban hành|Thành lập|Đồng ý|Cho phép|Công nhận|Bổ nhiệm|Điều động|Thu hồi|Nay)\s"
)
_CONTENTS = compiled(r"[.…_]{3,}\s*\d{0,4}$|\s\d{1,4}$")  # a line of a table of contents
_IN_BRACKETS = compiled(r"^\((?P<label>\d{1,2})\)\s+(?=\p{Lu})")
_LEGEND = compiled(r"^(?:Ghi chú|Chú thích|Chú ý|Trong đó|Hướng dẫn)\b")
_OPENS_QUOTE = compiled(r"“[^”]*$")


class _Node(msgspec.Struct):
    label: Label
    style: tuple[str, str | int]
    span: Span
    first: Span | None  # the unit's own text on the label's line
    rest: list[Span] = msgspec.field(default_factory=list)
    children: list["_Node"] = msgspec.field(default_factory=list)
    heading_lines: list[Span] = msgspec.field(default_factory=list)
    content_below: bool = False  # did anything follow before the unit ended?

    @property
    def rank(self) -> int:
        return _RANKS[self.label.kind] + (
            self.label.depth if self.label.kind == "decimal" else _is_sub(self.label)
        )


class Body(msgspec.Struct, frozen=True):
    """A segmented body. ``loose``: unlabelled paragraphs before the first unit."""

    loose: tuple[Span, ...]
    sections: tuple[DraftSection, ...]


def build(paragraphs: Sequence[Line]) -> Body:
    """The tree of a body; every paragraph lands in exactly one place, a table of contents in the text."""
    builder = _Builder()
    in_contents = False
    announced = _announced(paragraphs)
    for at, (line, quoted) in enumerate(_mark_quotes(paragraphs)):
        in_contents = line.key == "muc luc" or (in_contents and _CONTENTS.search(line.text) is not None)
        builder.add(line, quoted or in_contents, announced.get(at))
    return builder.body()


def _announced(paragraphs: Sequence[Line]) -> dict[int, Label]:
    """Items "(1) ...", "(2) ..." by their index: two at least, counted up from a line that ends in a colon.

    Elsewhere such a number names a column, a formula or a note.
    """
    found: dict[int, Label] = {}
    run: list[int] = []
    for at, line in enumerate(paragraphs):
        number = _IN_BRACKETS.match(line.text)
        if number is None:
            continue
        count = int(number["label"])
        opens = (
            at > 0 and paragraphs[at - 1].text.endswith(":") and not _LEGEND.match(paragraphs[at - 1].text)
        )
        run = [*run, at] if run and count == len(run) + 1 else [at] if count == 1 and opens else []
        if len(run) > 1:
            for index, item in enumerate(run, 1):
                end = _IN_BRACKETS.match(paragraphs[item].text).end()  # type: ignore[union-attr]
                found[item] = Label("point", f"({index})", end, index)
    return found


def _mark_quotes(paragraphs: Sequence[Line]) -> Iterable[tuple[Line, bool]]:
    """Tell which paragraphs stand inside a quotation opened earlier (quoted amendment text).

    A quotation that never closes covers only the paragraph that opens it: annexes exist whose quotes
    are never closed, and their units must not be lost.
    """
    # Some typists write a quotation mark as two apostrophes.
    texts = [text.replace("''", '"') if "''" in (text := line.text) else text for line in paragraphs]
    quoted = [False] * len(texts)
    at = 0
    while at < len(texts):
        opens_here = _opens(texts, at)
        close = _closing(texts, at) if opens_here else None
        if close is None:
            quoted[at] = quoted[at] or (texts[at].startswith(("“", '"')) and _is_lead(texts, at))
            at += 1
            continue
        first = at if texts[at].startswith(("“", '"')) else at + 1
        for inside in range(first, close + 1):
            quoted[inside] = True
        at = close + 1
    return zip(paragraphs, quoted, strict=True)


def _is_lead(texts: list[str], at: int) -> bool:
    return at > 0 and texts[at - 1].rstrip().endswith(":")


def _opens(texts: list[str], at: int) -> bool:
    text = texts[at]
    if _OPENS_QUOTE.search(text):
        return True
    return text.startswith('"') and text.count('"') % 2 == 1 and _is_lead(texts, at)


def _closing(texts: list[str], at: int) -> int | None:
    """Index of the paragraph that closes the quotation opened in ``at``; None if none does."""
    straight = texts[at].startswith('"')
    depth = 0
    for index in range(at, min(len(texts), at + _MAX_QUOTED)):
        text = texts[index]
        if straight:
            # Typists mix the signs: what opens with " may close with ”.
            if index > at and (text.count('"') + text.count("”") - text.count("“")) % 2 == 1:
                return index
            continue
        for sign in text:
            depth += (sign == "“") - (sign == "”" and depth > 0)
        if depth == 0:
            return index if index > at else None
    return None


class _Builder:
    def __init__(self) -> None:
        self._roots: list[_Node] = []
        self._stack: list[_Node] = []
        self._loose: list[Span] = []

    def add(self, line: Line, quoted: bool, announced: Label | None = None) -> None:
        """Take the next paragraph of the body; ``announced``: its label where only the lines around tell."""
        label = None if quoted else announced or parse(line.text)
        if label and label is not announced:
            label = self._settle(label)
        if label and self._plausible(label, line):
            self._open(label, line)
        elif self._stack:
            self._continue(line)
        else:
            self._loose.append(line.span())

    def body(self) -> Body:
        return Body(tuple(self._loose), tuple(_freeze(node) for node in self._roots))

    def _continue(self, line: Line) -> None:
        node = self._stack[-1]
        in_brackets = line.text.startswith("(") and line.text.endswith((")", ")."))
        for (
            open_node
        ) in self._stack:  # "(Chi tiết tại Phụ lục kèm theo)" makes no heading of what it explains
            open_node.content_below = open_node.content_below or not in_brackets
        if node.label.kind in _HEADED and node.first is None and line.display and not node.rest:
            node.heading_lines.append(line.span())
        else:
            node.rest.append(line.span())

    def _settle(self, label: Label) -> Label:
        """Choose between the readings of an ambiguous label ("C." after "B." is a letter)."""
        readings = (label, *label.others)
        for node in reversed(self._stack):
            siblings = self._siblings_of(node)
            for reading in readings:
                last = siblings[-1].label
                if reading.kind == last.kind and reading.value and last.value == reading.value - 1:
                    return reading
        for reading in readings:
            if reading.value == 1:
                return reading
        return label

    def _siblings_of(self, node: _Node) -> list[_Node]:
        at = next(i for i, open_node in enumerate(self._stack) if open_node is node)
        return self._stack[at - 1].children if at else self._roots

    def _plausible(self, label: Label, line: Line) -> bool:
        """Is it a unit, or running text that happens to begin like one?"""
        rest = line.text[label.end :]
        if label.kind == "article":
            return bool(rest[:1] == "" or not rest[0].islower() or rest[0] in '“"')
        if label.kind == "clause":
            # "15. Ông A" follows 14 or starts a list; "365. ..." out of nowhere is a wrapped line.
            return label.value is not None and (label.value <= 60 or self._follows(label))
        if label.kind == "roman":
            return label.value is not None
        if label.kind == "point" and ")" not in line.text[: label.end]:
            # "h. L300" is a stray mark; a list without brackets begins with a.
            return label.value == 1 or any(node.label.kind == "point" for node in self._stack)
        if label.kind == "letter":
            # "Z - giá trị ..." explains a formula; a lettered list begins with A.
            return label.value == 1 or any(node.label.kind == "letter" for node in self._stack)
        return True

    def _follows(self, label: Label) -> bool:
        for node in reversed(self._stack):
            if node.label.kind == label.kind and node.label.value == (label.value or 0) - 1:
                return True
        return False

    def _open(self, label: Label, line: Line) -> None:
        first = line.span(label.end)
        node = _Node(label, self._style(label), line.span(), first if first.text else None)
        parent = self._parent(node)
        for open_node in self._stack:
            open_node.content_below = True
        (parent.children if parent else self._roots).append(node)
        self._stack.append(node)

    def _style(self, label: Label) -> tuple[str, str | int]:
        if label.kind == "bullet":
            return ("bullet", label.text)
        if label.kind == "decimal":
            return ("decimal", label.depth)
        if _is_sub(label):
            return ("point", 1)
        if label.text.startswith("("):
            return ("point", 2)
        if label.kind == "clause" and self._restarts(label):
            return ("clause", "restarted")
        return (label.kind, 0)

    def _restarts(self, label: Label) -> bool:
        """A list numbered anew below a point or bullet that announces it with a colon, or its next item."""
        top = self._stack[-1] if self._stack else None
        if any(node.style == ("clause", "restarted") for node in self._stack):
            inner = next(n for n in reversed(self._stack) if n.style == ("clause", "restarted"))
            outer = next((n for n in self._stack if n.style == ("clause", 0)), None)
            if label.value == (inner.label.value or 0) + 1:
                # "2" could go on with either list; an announced list has more than one item.
                return outer is None or label.value != (outer.label.value or 0) + 1 or inner.label.value == 1
            return False
        open_clause = any(node.style == ("clause", 0) for node in self._stack)
        if not (top and open_clause and label.value == 1 and top.label.kind in ("point", "bullet")):
            return False
        last = top.rest[-1] if top.rest else top.first
        return last is not None and last.text.endswith(":")

    def _parent(self, node: _Node) -> _Node | None:
        """Close what the new unit ends; what stays open on top is its parent."""
        for at, open_node in enumerate(self._stack):
            if open_node.style == node.style and self._same_level(at, node):
                del self._stack[at:]
                return self._stack[-1] if self._stack else None
        while self._stack and self._ends(self._stack[-1], node):
            self._stack.pop()
        if len(self._stack) >= _MAX_DEPTH:
            del self._stack[_MAX_DEPTH - 1 :]
        return self._stack[-1] if self._stack else None

    def _same_level(self, at: int, node: _Node) -> bool:
        """Bullets of one look are siblings only below the same lettered or numbered unit."""
        if node.label.kind != "bullet":
            return True
        return all(open_node.label.kind == "bullet" for open_node in self._stack[at:])

    def _ends(self, top: _Node, node: _Node) -> bool:
        if node.label.kind == "article" and top.label.kind in _FREE:
            return False  # "I. QUY ĐỊNH CHUNG" above "Điều 1": old circulars
        if node.style == ("clause", "restarted"):
            return False
        if node.label.kind == "bullet":
            return top.label.text == "+" and node.label.text == "-"
        return top.rank > node.rank


def _is_sub(label: Label) -> bool:
    """Is it a part of a point: "a.1)"?"""
    return label.kind == "point" and "." in label.text


def _freeze(node: _Node) -> DraftSection:
    heading, paragraphs = _heading(node)
    return DraftSection(
        kind=node.label.kind,
        label=node.label.text,
        span=node.span,
        heading=heading,
        paragraphs=tuple(paragraphs),
        children=tuple(_freeze(child) for child in node.children),
    )


def _heading(node: _Node) -> tuple[Span | None, list[Span]]:
    """Part the unit's heading from its text."""
    if node.heading_lines:
        return spans.join(node.heading_lines), node.rest
    if node.first is None:
        return None, node.rest
    text = node.first.text
    if node.label.kind in _HEADED or (node.content_below and _is_heading(node, text)):
        return node.first, node.rest
    if text.isupper() and len(text) > 3 and node.label.kind != "bullet":
        return node.first, node.rest
    return None, [node.first, *node.rest]


def _is_heading(node: _Node, text: str) -> bool:
    if node.label.kind == "bullet" or len(text) > _MAX_HEADING:
        return False
    if text.isupper() or text.endswith(":"):
        return True
    if node.label.kind == "point" or text.endswith((";", ",")):
        return False
    if text.endswith(".") and _STATES.search(text):
        return False
    # A heading with a full stop stands alone: what follows is its text.
    if not text.endswith("."):
        return True
    counts = (
        any(map(str.isdigit, text)) and not node.children
    )  # "Bố trí kinh phí 350 triệu đồng." is a sentence
    return ". " not in text and len(text) < 120 and not (counts and node.label.kind == "clause")
