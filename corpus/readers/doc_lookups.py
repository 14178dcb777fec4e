"""Look-ups in place of the linear searches of the converter of DOC, whose time grows with the square of a table.

``read_formatting`` of doc2docx walks all paragraphs or runs of a file for each of them. Here its loops are compiled to
ask an index first, and the properties that a list of modifiers makes are made once. What it gives is the same, but for the
order of breaks inside a run; a test holds both against each other. Where its source is not the one that is known, as after
an update, it stays as it is.
"""

import ast
import inspect
import textwrap
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from heapq import heappop, heappush
from operator import attrgetter
from typing import Any, NamedTuple
from xml.etree import ElementTree

_LOOPS = 3  # in paragraph_at, twice, and in character_at
_LISTS = ("paragraph_spans", "character_spans")
_BREAKS = "paragraph_style_boundaries"
_MAX_KEPT = 20_000  # results of modifiers


@contextmanager
def lookups() -> Iterator[None]:
    """The converter with its searches replaced, as long as one file is converted."""
    from doc2docx import converter
    from doc2docx.msdoc import formatting, pieces, sprm
    from doc2docx.ooxml import package

    makers: list[tuple[Any, str, Callable[[Any], Any]]] = [
        (sprm, "replace", lambda _: _replaced),
        (pieces.PieceTable, "fc_range_to_cp_ranges", _of_near_pieces),
        (formatting, "apply_paragraph_modifiers", _once),
        (formatting, "apply_character_modifiers", _once),
        (converter, "read_formatting", lambda function: quick_version(function, formatting)),
        (converter, "validate_docx", lambda _: lambda path: None),  # it is read right after
        (package, "_xml_bytes", _encoded_once),
    ]
    before = [(module, name, getattr(module, name)) for module, name, _ in makers]
    try:
        for module, name, make in makers:
            setattr(module, name, make(getattr(module, name)))
        yield
    finally:
        for module, name, function in before:
            setattr(module, name, function)


def quick_version(function: Callable[..., Any], module: Any) -> Callable[..., Any]:
    """A function of the converter with indexed searches; itself where its source is not as expected."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, SyntaxError):
        return function
    change = _Indexed()
    tree = ast.fix_missing_locations(change.visit(tree))
    if change.loops != _LOOPS or change.breaks != 1:
        return function
    names = vars(module) | {"_vanban_at": _SpanIndex(), "_vanban_between": _between}
    exec(compile(tree, __file__, "exec"), names)  # noqa: S102 - the installed package's own source
    made: Callable[..., Any] = names[function.__name__]
    return made


class _Indexed(ast.NodeTransformer):
    """Rewrites the loops over spans and the search for breaks inside a run."""

    def __init__(self) -> None:
        self.loops = self.breaks = 0

    def visit_For(self, node: ast.For) -> ast.For:
        self.generic_visit(node)
        if ast.unparse(node.iter) in _LISTS and "span.cp_start <= cp < span.cp_end" in ast.unparse(node):
            node.iter = ast.parse(f"_vanban_at({ast.unparse(node.iter)}, cp)", mode="eval").body
            self.loops += 1
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        self.generic_visit(node)
        tests = [ast.unparse(test) for test in node.ifs]
        if ast.unparse(node.iter) == _BREAKS and tests == ["cp_start < boundary < cp_end"]:
            node.iter = ast.parse(f"_vanban_between({_BREAKS}, cp_start, cp_end)", mode="eval").body
            self.breaks += 1
        return node


class _SpanIndex:
    """The first span of a list that covers a place, by its index in the list."""

    def __init__(self) -> None:
        self._of: Sequence[Any] | None = None
        self._length = 0
        self._starts: list[int] = []
        self._first: list[Any] = []

    def __call__(self, spans: Sequence[Any], cp: int) -> Sequence[Any]:
        """That span, or nothing."""
        if self._of is not spans or self._length != len(spans):
            self._index(spans)
        at = bisect_right(self._starts, cp) - 1
        span = self._first[at] if at >= 0 else None
        return () if span is None else (span,)

    def _index(self, spans: Sequence[Any]) -> None:
        self._of, self._length = spans, len(spans)
        self._starts = sorted({place for span in spans for place in (span.cp_start, span.cp_end)})
        opening: dict[int, list[int]] = {}
        for number, span in enumerate(spans):
            opening.setdefault(span.cp_start, []).append(number)
        self._first = []
        open_: list[int] = []
        for place in self._starts:
            for number in opening.get(place, ()):
                heappush(open_, number)
            while open_ and spans[open_[0]].cp_end <= place:
                heappop(open_)
            self._first.append(spans[open_[0]] if open_ else None)


_sorted_breaks: tuple[Collection[int], list[int]] = ((), [])


def _between(breaks: Collection[int], start: int, end: int) -> Sequence[int]:
    """The breaks after one place and before another, ascending."""
    global _sorted_breaks
    if _sorted_breaks[0] is not breaks:
        _sorted_breaks = breaks, sorted(breaks)
    places = _sorted_breaks[1]
    return places[bisect_right(places, start) : bisect_left(places, end)]


def _encoded_once(function: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
    """The writer of a part; text is encoded in one go, which the library does piece by piece."""
    cleaned = function.__globals__["_sanitize_xml_tree"]

    def written(root: Any) -> bytes:
        cleaned(root)
        text = ElementTree.tostring(root, encoding="unicode")
        return f"<?xml version='1.0' encoding='utf-8'?>\n{text}".encode("utf-8", "xmlcharrefreplace")

    return written


class _Pieces(NamedTuple):
    """Some pieces of a file in place of all."""

    pieces: Sequence[Any]


def _of_near_pieces(function: Callable[..., Any]) -> Callable[..., Any]:
    """The method that looks for a range in all pieces of a file, asked of those alone that it may lie in."""
    index: list[Any] = [None, [], []]  # the table, where its pieces begin, the pieces

    def near(table: Any, start: int, end: int) -> Any:
        if index[0] is not table:
            ordered = sorted(table.pieces, key=lambda piece: piece.file_offset)
            ends = [_end(piece) for piece in ordered]
            apart = all(a <= b.file_offset for a, b in zip(ends, ordered[1:], strict=False))
            index[:] = table, [piece.file_offset for piece in ordered] if apart else [], ordered
        starts = index[1]
        if not starts:
            return function(table, start, end)
        first, last = max(bisect_right(starts, start) - 1, 0), bisect_left(starts, end)
        return function(_Pieces(sorted(index[2][first:last], key=lambda piece: piece.cp_start)), start, end)

    return near


def _end(piece: Any) -> int:
    return int(piece.file_offset + piece.character_count * (1 if piece.compressed else 2))


def _replaced(value: Any, **changes: Any) -> Any:
    """As :func:`dataclasses.replace`, for classes whose fields all go to the constructor."""
    kind: Any = type(value)
    names, values_of = _fields(kind)
    return kind(**dict(zip(names, values_of(value), strict=True)) | changes)


@cache
def _fields(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(field.name for field in fields(kind))
    values_of: Any = attrgetter(*names)
    return names, values_of if len(names) > 1 else lambda value: (values_of(value),)


def _once(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of modifiers that works once for the same ones; what cannot be told apart by value goes by identity."""
    kept: dict[Any, tuple[Any, Any]] = {}

    def once(modifiers: tuple[Any, ...], **options: Any) -> Any:
        said = tuple((modifier.opcode, modifier.operand) for modifier in modifiers)
        at = said, tuple((name, _told(value)) for name, value in options.items())
        if at not in kept:
            if len(kept) > _MAX_KEPT:
                kept.clear()
            kept[at] = function(modifiers, **options), options  # which lives on, so that no id is used again
        return kept[at][0]

    return once


def _told(value: Any) -> Any:
    """What tells a value from others: a method by its object, which makes a new one each time."""
    return value if isinstance(value, int) or value is None else id(getattr(value, "__self__", value))
