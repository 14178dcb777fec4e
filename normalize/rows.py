"""Rows of a table: their labels and their places in the hierarchy of groups.

Labels are read as printed, the authors' slips included: a missing or jumping number changes nothing,
only the kinds of labels and their order make levels.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal

import msgspec
import regex

from vanban.corpus.patterns import compiled
from vanban.corpus.rules import Rule, load
from vanban.corpus.text import key
from vanban.normalize.columns import is_heading
from vanban.normalize.looks import Look, depths
from vanban.normalize.model import Column, Row, Value
from vanban.normalize.stairs import stairs, step_of

_LABEL = re.compile(
    r"\(?(?:(?P<decimal>(?:[IVX]+\.|[A-Z]\.)?\d{1,4}(?:\.\d{1,3})*)|(?P<upper>[IVXLC]+|[A-ZĐ])|(?P<lower>[ivx]+|[a-zđ])"
    r"|(?P<bullet>[-–+*•]))(?:\s*[.):/])*"
)
_TEXT_LABEL = re.compile(
    r"(?P<bullet>[-–+*•])\s*(?=[^\s\d])|(?:(?P<decimal>\d{1,3}(?:\.\d{1,3})*)|(?P<upper>[IVXLC]+|[A-ZĐ])|(?P<lower>[a-zđ]))[.)]\s+(?=\S)"
)
_BODY = re.compile(
    r"(?:so|phong|ban|ubnd|uy ban|hdnd|truong|huyen|thi xa|thi tran|thanh pho|tp|xa|phuong|benh vien|trung tam|cong ty|chi cuc"
    r"|cuc|van phong|doi|hoi|doan|cong an|bo chi huy|tram|don vi|khoi|nganh) "
)
_OF_WHICH = "trong do"
_ABOVE = "of which "  # a bare "Trong đó" above numbered rows: right above their kind
_LETTERS = "ABCDĐEFGHIJKLMNOPQRSTUVWXYZ"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

# How deep a kind of label can stand: a deeper one never holds a shallower one. Within one depth the
# kinds nest as the table shows them ("A" above "I" here, below it there).
_DEPTH = {
    "step": -1,
    "roman": 0,
    "letter": 0,
    "heading": 1,
    "decimal": 2,
    "lower": 2,
    "look": 2,
    "partial": 3,
    "bullet": 4,
}


_Rank = tuple[int, float]


class RowRule(Rule, frozen=True, kw_only=True):
    """A rule of ``rules/rows.toml``; the file says what each ``use`` means."""

    use: Literal["total", "partial", "note"]


@cache
def rules() -> tuple[tuple[RowRule, regex.Pattern[str]], ...]:
    """The rules, each with its compiled pattern for folded texts."""
    loaded = load("vanban.normalize", "rows.toml", RowRule)
    return tuple((rule, compiled(rule.pattern)) for rule in loaded)


@lru_cache(maxsize=4096)
def use(text: str) -> str | None:
    """What the words of a row say about it: total, partial, note or nothing."""
    folded = key(text[:200])
    return next((rule.use for rule, pattern in rules() if pattern.search(folded)), None)


@lru_cache(maxsize=4096)
def is_body(text: str) -> bool:
    """Does a text begin as the names of agencies and places do?"""
    return use(text) is None and _BODY.match(key(text[:40])) is not None


class Label(msgspec.Struct, frozen=True):
    """A label: ``text`` as printed without closing ``. ) :``, its kind, its ordinal within the kind."""

    text: str
    kind: str
    value: int = 0


class _Node(msgspec.Struct):
    """A row on its way to a place: ``kind`` is that of its label, or the one it stands in for."""

    label: str | None
    kind: str
    value: int = 0
    level: int = 0
    parent: int | None = None
    is_note: bool = False


def rows(
    columns: Sequence[Column],
    body: Sequence[Sequence[str]],
    values: Sequence[tuple[Value, ...]],
    pages: Sequence[int | None],
    looks: Sequence[Look | None] = (),
) -> tuple[Row, ...]:
    """The data rows with label, level, kind and parent.

    Args:
        columns: the columns of the table.
        body: the texts of the data rows.
        values: the typed values, in step with ``body``.
        pages: the page each row begins on, in step with ``body``.
        looks: how the name of each row is printed, in step with ``body``; empty where that is not known.

    Returns:
        One row a row of ``body``. A total has level 0 and no parent; the others stand at the level below
        their parent, 1 at the top. A row is a group when other rows stand under it.
    """
    nodes = _nodes(label_places(columns, body), body)
    steps = stairs(columns, body)
    for node, cells in zip(nodes, body, strict=True):
        if node.kind != "total" and (step := step_of(steps, cells)) is not None:
            node.label, node.kind = cells[steps[step]], f"step {step}"
    _by_look(nodes, looks)
    _place(nodes, values)
    if _blanks_are_children(nodes, columns, values):
        for node in nodes:
            if node.kind == "blank":
                node.kind = "bullet"
        _place(nodes, values)
    parents = {node.parent for node in nodes if not node.is_note}
    return tuple(
        Row(
            label=node.label,
            level=node.level,
            kind=_row_kind(node, index in parents),
            parent=node.parent,
            cells=tuple(cells),
            values=row_values,
            page=page,
        )
        for index, (node, cells, row_values, page) in enumerate(zip(nodes, body, values, pages, strict=True))
    )


def _row_kind(node: _Node, has_children: bool) -> Literal["total", "group", "item", "note"]:
    if node.kind == "total":
        return "total"
    if node.is_note:
        return "note"
    return "group" if has_children else "item"


# --- labels ---------------------------------------------------------------------------------------


def label_places(columns: Sequence[Column], body: Sequence[Sequence[str]]) -> tuple[int | None, int]:
    """The ordinal column, if any, and the first text column after it that is not blank all over."""
    ordinal = next((i for i, column in enumerate(columns) if column.kind == "ordinal"), None)
    start = 0 if ordinal is None else ordinal + 1
    texts = (i for i in range(start, len(columns)) if columns[i].kind == "text")
    return ordinal, next((i for i in texts if any(row[i] for row in body)), ordinal or 0)


def _nodes(places: tuple[int | None, int], body: Sequence[Sequence[str]]) -> list[_Node]:
    ordinal, text_col = places
    reader = LabelReader()
    nodes: list[_Node] = []
    bare = of_which = False  # right below a bare "Trong đó"; in a numbered table, up to the next number
    for cells in body:
        text = cells[text_col]
        mark = cells[ordinal] if ordinal is not None else ""
        label = reader.read(mark) if mark else None
        if label is None:
            label = reader.read_text(text if not mark or mark == text else mark)
        node = _node(label, mark, text, is_heading(cells))
        if label and label.value == 1 and nodes:
            _name_above(nodes, label, bare)
        bare = node.is_note and key(text) == _OF_WHICH
        if node.kind != "blank":
            of_which = bare and ordinal is not None
        elif of_which:
            node.kind = "bullet of which"
        nodes.append(node)
    return nodes


def _name_above(nodes: Sequence[_Node], label: Label, bare: bool) -> None:
    """What numbering that starts anew with a label says about the row above: a heading, or "Trong đó" of all of it."""
    above = nodes[-1]
    if above.kind == "blank" and label.kind == "decimal":
        above.kind = "heading"
    elif bare and len(nodes) > 1 and nodes[-2].kind != label.kind:
        above.kind = f"of which {label.kind}"


def _node(label: Label | None, mark: str, text: str, heading: bool) -> _Node:
    words = use(text.lstrip("-–+*• ")) if label is None or label.kind.startswith("bullet") else None
    if words is None and label is None and mark and mark != text:
        words = use(mark)
    name = label.text if label else None
    if words == "partial":
        return _Node(name, "partial", is_note=True)
    if label is not None:
        return _Node(name, label.kind, label.value)
    if words == "total":
        return _Node(None, "total")
    if words == "note":
        return _Node(None, "partial", is_note=True)
    return _Node(None, "heading" if heading else "blank")


class LabelReader:
    """Reads labels in the order of the rows; what came before settles "I" after "H" and "C" after "B"."""

    def __init__(self) -> None:
        self._last: dict[str, int] = defaultdict(int)

    def read(self, text: str) -> Label | None:
        """The label that an ordinal cell holds and nothing else: "I", "A.", "1.2", "-"."""
        return self._label(_LABEL.fullmatch(text.strip())) if len(text) < 16 else None

    def read_text(self, text: str) -> Label | None:
        """The label that leads a text cell: "- Chi khác", "a) Hộ nghèo", "II. Vốn sự nghiệp"."""
        return self._label(_TEXT_LABEL.match(text))

    def _label(self, match: re.Match[str] | None) -> Label | None:
        if match is None:
            return None
        shape = next(name for name in ("decimal", "upper", "lower", "bullet") if match[name])
        text = match[shape]
        if shape == "decimal":
            label = _decimal(text, enclosed=match[0].startswith("("))
        elif shape == "bullet":
            label = Label(text, f"bullet {text.replace('–', '-')}")
        else:
            label = self._lettered(text, shape)
        self._last[label.kind] = label.value
        return label

    def _lettered(self, text: str, shape: str) -> Label:
        roman, letter = _roman(text.upper()), _letter(text.upper())
        of_roman, of_letter = ("roman", "letter") if shape == "upper" else ("lower roman", "lower")
        last = self._last[of_letter]
        goes_on = last and 0 < letter - last <= 2  # two: an alphabet without Đ, or one letter left out
        starts = roman == 1 or 0 < roman - self._last[of_roman] <= 2 or (text.upper() in "IVX" and not last)
        if roman and not goes_on and (starts or not letter):
            return Label(text, of_roman, roman)
        return Label(text, of_letter, letter)


def _decimal(text: str, *, enclosed: bool) -> Label:
    """A number; one in brackets is of a kind of its own: "(1) Dự án chuyển tiếp" holds 1, 2, 3."""
    parts = text.split(".")
    kind = "decimal" if len(parts) == 1 else f"decimal {len(parts)}"
    return Label(text, f"{kind} in brackets" if enclosed else kind, int(parts[-1]))


def _roman(text: str) -> int:
    if not all(c in _ROMAN for c in text):
        return 0
    values = [_ROMAN[c] for c in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _letter(text: str) -> int:
    return _LETTERS.find(text) + 1 if len(text) == 1 else 0


# --- places ---------------------------------------------------------------------------------------


def _place(nodes: Sequence[_Node], values: Sequence[tuple[Value, ...]]) -> None:
    """Level and parent of every row, by one pass over the labels.

    What "Trong đó", a remark or bullets say right below a total is said of it, not of the last row that it adds up.
    """
    seen = {kind: at for at, kind in enumerate(_order(nodes))}
    opened: list[tuple[_Rank, int]] = []  # rank and row of every open row
    of_total: list[tuple[_Rank, int]] | None = None  # the same below a total
    foot = _foot(nodes, values)
    for index, node in enumerate(nodes):
        if node.kind == "total":
            node.level, node.parent = 0, None
            of_total = []
            continue
        if of_total is not None and node.kind != "partial" and index < foot:
            of_total = None
        stack = opened if of_total is None else of_total
        rank = _rank(node.kind, stack, seen)
        while stack and stack[-1][0] >= rank:
            stack.pop()
        node.parent = stack[-1][1] if stack else None
        stack.append((rank, index))
        node.level = len(stack)


def _order(nodes: Sequence[_Node]) -> list[str]:
    """The kinds as they nest: in the order in which they show, but those below others that count anew right below them.

    "1" of a part without "a)" may come first: below "a)", "1", "b)", "1" numbers stand below letters.
    """
    order: list[str] = []
    anew = Counter[tuple[str, str]]()
    above = ""
    for node in nodes:
        if node.kind == "total":
            continue
        kind = "decimal" if node.kind == "blank" else node.kind.removeprefix(_ABOVE)
        if node.value == 1:
            anew[kind, above] += 1
        above = kind
        if kind not in order:
            order.append(kind)
    found: list[str] = []
    for kind in order:
        lower = (at for at, one in enumerate(found) if anew[one, kind] > anew[kind, one])
        found.insert(next(lower, len(found)), kind)
    return found


def _foot(nodes: Sequence[_Node], values: Sequence[tuple[Value, ...]]) -> int:
    """The first row of those that tell about a total at the foot of a table; past the end where there are none.

    Bullets below "Trong đó" do, and others where the rows above have none and are no mere name of what they list: one of
    several of its kind, or one with figures other than the total's.
    """
    start = next((at for at in range(len(nodes), 0, -1) if not _tells(nodes[at - 1])), 0)
    if not start or start == len(nodes) or nodes[start - 1].kind != "total":
        return len(nodes)
    above = Counter(node.kind for node in nodes[: start - 1])
    bare = nodes[start].kind == "partial"
    pairs = zip(values[start - 2], values[start - 1], strict=True)
    differs = any(isinstance(a, int | float) and isinstance(b, int | float) and a != b for a, b in pairs)
    is_list = not any(map(_is_bullet, nodes[:start])) and (above[nodes[start - 2].kind] > 1 or differs)
    return start if bare or is_list else len(nodes)


def _tells(node: _Node) -> bool:
    return node.kind == "partial" or _is_bullet(node)


def _is_bullet(node: _Node) -> bool:
    return node.kind.startswith("bullet")


def _by_look(nodes: Sequence[_Node], looks: Sequence[Look | None]) -> None:
    """Let the print order rows without labels: all of them, or bold ones above numbered rows in plain letters.

    Headings that spread over facts stand on steps like the others, where these are regular with them.
    """
    if not looks or all(node.kind != "blank" for node in nodes):
        return
    labelled = [look for node, look in zip(nodes, looks, strict=True) if node.label is not None and look]
    if not labelled:
        for kinds in (("blank", "heading"), ("blank",)):
            free = [look if node.kind in kinds else None for node, look in zip(nodes, looks, strict=True)]
            if steps := depths(free):
                break
        for node, depth in zip(nodes, steps, strict=False):
            if depth is not None:
                node.kind = f"look {depth}"
    elif not any(look.bold for look in labelled):
        for node, look in zip(nodes, looks, strict=True):
            if node.kind == "blank" and look is not None and look.bold:
                node.kind = "heading"


def _rank(kind: str, stack: Sequence[tuple[_Rank, int]], seen: dict[str, int]) -> _Rank:
    """Depth of a kind and its place among those of the same depth; a blank one joins the open items."""
    if kind.startswith(_ABOVE):
        depth, place = _rank(kind.removeprefix(_ABOVE), stack, seen)
        return depth, place - 0.5
    if kind == "blank":
        items = [rank for rank, _ in stack if rank[0] == _DEPTH["decimal"]]
        if items:
            return items[-1]
        kind = "decimal"
    if kind.startswith("look "):
        return _DEPTH["look"], int(kind[5:])
    if kind.startswith("step "):
        return _DEPTH["step"], int(kind[5:])
    return _DEPTH[kind.partition(" ")[0]], seen.setdefault(kind, len(seen))


def _blanks_are_children(
    nodes: Sequence[_Node], columns: Sequence[Column], values: Sequence[tuple[Value, ...]]
) -> bool:
    """Do unnumbered rows divide the numbered row above them?

    Nothing but arithmetic can tell, or that the numbered rows are mere names with figures below them; asked of the
    whole table, so that one wrong sum does not hide.
    """
    numeric = [i for i, column in enumerate(columns) if column.kind == "number"]
    agree = disagree = 0
    for head, run in _blank_runs(nodes):
        if all(values[head][col] is None for col in numeric):
            agree += any(values[row][col] is not None for row in run for col in numeric)
        for col in numeric:
            whole = values[head][col]
            parts = [v for row in run if isinstance(v := values[row][col], int | float)]
            if isinstance(whole, int | float) and parts:
                if abs(sum(parts) - whole) < 1e-6:
                    agree += 1
                else:
                    disagree += 1
    return agree > disagree


def _blank_runs(nodes: Sequence[_Node]) -> list[tuple[int, list[int]]]:
    """Numbered rows with the unnumbered rows right below them."""
    runs: list[tuple[int, list[int]]] = []
    for index, node in enumerate(nodes):
        if node.kind == "blank" and index:
            if runs and runs[-1][1][-1:] == [index - 1]:
                runs[-1][1].append(index)
            elif nodes[index - 1].kind.startswith(("decimal", "lower")):
                runs.append((index - 1, [index]))
    return runs


def children(rows: Sequence[Row]) -> Mapping[int, list[int]]:
    """Indices of the rows under each row, remarks and parts that need not make up a whole left out."""
    below: dict[int, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.parent is not None and row.kind != "note":
            below[row.parent].append(index)
    return below
