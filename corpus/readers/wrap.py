"""Hard-wrapped lines to paragraphs, by evidence.

Each pair of neighbouring lines is judged once, on what cannot be otherwise first: borders, blank lines and
labels part; a lower-case start or an ending such as "của" joins. What is left is decided by width: a greedy
wrapper breaks a line only when the next word does not fit, so the widths of the certain wraps of the file
tell which of the doubtful lines are full.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import regex

from vanban.corpus.layout import PLAIN, Align, RawParagraph, Style
from vanban.corpus.patterns import compiled
from vanban.corpus.pieces import join_lines
from vanban.corpus.readers import halves
from vanban.corpus.readers.lines import Line
from vanban.corpus.rules import Rule, load

_INDENT = 3  # columns that open a paragraph in layout text
_SHORT = 14  # characters; a label or a first word alone is no longer
_CENTRED = 12  # columns, more than any paragraph opens with
_WIDE = 50  # characters of a line that a small letter goes on below
_MIN_WRAPS = 3  # fewer certain wraps say nothing about a width
_BARE = 20  # characters; a basis that names something is longer
_ONE_WORD = compiled(r"Điều\s+\d{1,3}[a-zđ]?[.:]\s\p{Lu}\p{Ll}{0,6}")  # no heading is one syllable
_DATED = compiled(r"\p{Lu}\p{Ll}*(?: \p{Lu}\p{Ll}*){0,3}\s*,\s*ngày\b")
_BOUND_CAPS = compiled(r"(?:CỦA|VÀ|CHO|THEO|TRONG|TRÊN|TẠI|VỚI|ĐẾN)\s\p{Lu}")  # words that begin no heading
_NUMBER_AND = compiled(r"\d\s+(?:và|đến|hoặc)$")
_BASES = ("Căn cứ", "Xét", "Theo đề nghị")
_CLOSERS = "”’\"')]»"
_STOPS = ".;:!?…"
_ABOUT = ("V/v", "Về việc")  # the subject of a letter, wrapped in its narrow column
_NAMED = compiled(r"\p{Lu}\p{Ll}+\s\p{Lu}\p{Ll}+$")  # "Quỳnh Như" ends in no "như"
_ISSUED = ("(Ban hành", "(Kèm theo", "(Đính kèm")  # lines that end with their bracket
_CUT_OFF = compiled(r"[:;,.](?:\s|$)")  # a sign that emphasis has parted from its words
_OPEN_QUOTE, _CLOSE_QUOTE = "“", "”"


class Start(Rule, frozen=True, kw_only=True):
    """An opening that begins a paragraph; see ``line_starts.toml``."""

    kind: Literal["unit", "bullet", "frame", "quoted"]
    strong: bool


class OpenEnd(Rule, frozen=True, kw_only=True):
    """Endings that cannot end a paragraph; ``pattern`` is tried on the next line. See ``open_ends.toml``."""

    pattern: str = ""
    ends: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@functools.cache
def _starts() -> tuple[regex.Pattern[str], dict[str, Start]]:
    """All openings as one pattern with a group for each rule, and the rules by name."""
    rules = load("vanban.corpus", "line_starts.toml", Start)
    pattern = "|".join(f"(?P<{rule.name}>{rule.pattern})" for rule in rules)
    return compiled(pattern), {rule.name: rule for rule in rules}


@functools.cache
def _open_ends() -> dict[str, list[tuple[tuple[str, ...], regex.Pattern[str]]]]:
    """Rules by the word or sign they end in."""
    table: dict[str, list[tuple[tuple[str, ...], regex.Pattern[str]]]] = {}
    for rule in load("vanban.corpus", "open_ends.toml", OpenEnd):
        for end in rule.ends:
            table.setdefault(end, []).append((rule.unless, compiled(rule.pattern)))
        for name in rule.names:
            for cut in range(name.count(" ")):
                words = name.split(" ")
                rest = compiled(rf"(?i){' '.join(words[cut + 1 :])}(?!\p{{L}})")
                table.setdefault(words[cut].lower(), []).append((rule.unless, rest))
    return table


def start_of(text: str) -> Start | None:
    """The kind of label that a line opens with, if any."""
    # Small letters open one only as "a)", "a.", "a/" or "quyết định:"; most continuation lines are told here.
    if text[0].islower() and ")" not in text[:4] and text[1:2] not in (".", "/") and text[-1] != ":":
        return None
    pattern, rules = _starts()
    match = pattern.match(text)
    return rules[match.lastgroup] if match and match.lastgroup else None


def has_label(text: str) -> bool:
    """Whether a line opens with a label of any kind."""
    return start_of(text) is not None


def _is_unit(text: str) -> bool:
    start = start_of(text)
    return start is not None and start.kind == "unit"


def must_go_on(text: str, after: str) -> bool:
    """Whether a line cannot end a paragraph, given the line after it."""
    words = text[-24:].lower().split()
    table = _open_ends()
    ends = {words[-1], " ".join(words[-2:])}
    if not text[-1].isalnum():  # a sign; "trụ sở" does not end in "ở"
        ends.add(text[-1])
    rules = [rule for end in ends for rule in table.get(end, ())]
    if not rules:
        return False
    tail = " ".join(words)
    named = _NAMED.search(text) is not None
    return any(
        not tail.endswith(unless) and start.match(after) and not (named and not start.pattern)
        for unless, start in rules
    )


def goes_on(text: str, after: str) -> bool:
    """Whether a line surely goes on in the next, whatever the widths: a small letter, a label alone, an open end."""
    if len(text) < _SHORT and (verdict := _joins_short(text, after)) is not None:
        return verdict
    return (is_lower(after) and not stops(text)) or must_go_on(text, after)


def is_caps(text: str) -> bool:
    """All letters are capitals, and there are at least two."""
    return text.isupper() and sum(map(str.isalpha, text[:12])) >= 2


def stops(text: str) -> bool:
    """Whether a line ends in a full stop, semicolon, colon or the like, closing quotes aside."""
    return text.rstrip(_CLOSERS)[-1:] in _STOPS if text[-1] in _CLOSERS else text[-1] in _STOPS


def is_lower(text: str) -> bool:
    """Whether a line can only continue one: a small letter, or a sign that opens nothing."""
    return text[0].islower() or text[0] in ",;)”%…" or (text[0] in ".:" and len(text) < 6)


@dataclass(frozen=True, slots=True)
class Widths:
    """Columns at which the file wraps: first lines of paragraphs, and the lines after them.

    Web copies differ between the two: the first line shares its row with markup that is gone. 0: unknown.
    ``page`` is the width of the text area, ``indents`` says that paragraphs open with an indent and go on
    at the margin.
    """

    first: int = 0
    rest: int = 0
    page: int = 0
    indents: bool = False

    def is_full(self, line: Line, after: Line, is_first: bool) -> bool:
        """Whether the next word would not have fitted on the line."""
        width = self.first if is_first else self.rest
        word = after.text.split(" ", 1)[0]
        return 0 < width < len(line.text) + 1 + len(word) and len(line.text) < 2 * self.rest

    def is_centred(self, lines: Sequence[Line]) -> bool:
        """Whether lines stand in the middle of an indenting page, as far as a proportional font shows."""
        return (
            self.indents
            and any(line.indent >= _CENTRED for line in lines)
            and all(line.indent and abs(line.indent + line.width - self.page) <= 20 for line in lines)
        )


def measure(lines: Sequence[Line]) -> Widths:
    """The widths that most certain wraps (a small letter starts the next line) agree with."""
    first: list[tuple[int, int]] = []
    rest: list[tuple[int, int]] = []
    outdented = 0
    is_first = True
    for line, after in pairwise(lines):
        wraps = not after.gap and not after.apart and is_lower(after.text) and not stops(line.text)
        if wraps:
            length = len(line.text)
            (first if is_first else rest).append((length, length + len(after.text.split(" ", 1)[0])))
            outdented += is_first and line.indent >= _INDENT > after.indent
        is_first = not wraps
    narrow, wide = _vote(first), _vote(rest)
    if not narrow and not wide:
        narrow = _vote(first + rest)
    narrow, wide = narrow or wide, wide or narrow
    longer = sum(len(line.text) > 2 * max(narrow, wide) for line in lines)
    if not narrow or longer * 5 > len(lines):
        return Widths()  # lines longer than any wrap: one paragraph a line
    page = sorted(line.width for line in lines)[len(lines) * 9 // 10]
    return Widths(narrow, wide, page, outdented * 2 > len(first))


def _vote(spans: Sequence[tuple[int, int]]) -> int:
    """The width that fits most spans (the line fits, with the next word it does not); the widest of equals."""
    if len(spans) < _MIN_WRAPS:
        return 0
    votes = [0] * (max(high for _, high in spans) + 1)
    for low, high in spans:
        for width in range(low, high + 1):
            votes[width] += 1
    return max(range(len(votes)), key=lambda width: (votes[width], width))


def paragraphs(lines: Sequence[Line], widths: Widths) -> list[RawParagraph]:
    """Join lines to paragraphs."""
    groups: list[list[Line]] = []
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if groups and _joins(groups[-1], line, following, widths):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, widths) for group in _mended(groups)]


def _mended(groups: Sequence[list[Line]]) -> list[list[Line]]:
    """Groups that are halves of one printed line, each emphasised for itself, put together."""
    mended: list[list[Line]] = []
    for group in groups:
        if (
            mended
            and group[0].text.isupper()
            and (last := mended[-1])[0].text.isupper()
            and not (last[-1].border or group[0].apart or group[0].gap)
            and halves.is_torn(" ".join(ln.text for ln in last), " ".join(ln.text for ln in group))
        ):
            last += group
        else:
            mended.append(group)
    return mended


def _paragraph(group: Sequence[Line], widths: Widths) -> RawParagraph:
    """One paragraph of all lines of a group."""
    head = group[0]
    bold, italic = head.bold and all(ln.bold for ln in group), head.italic and all(ln.italic for ln in group)
    align: Align | None = "center" if widths.is_centred(group) else None
    style = Style(bold, italic, align, indent=float(head.indent)) if bold or italic or head.indent else PLAIN
    pieces = head.pieces if len(group) == 1 else join_lines(line.pieces for line in group)
    return RawParagraph(pieces, style, head.gap, group[-1].border > 0, head.page or None)


def _joins(group: Sequence[Line], line: Line, following: Line | None, widths: Widths) -> bool:
    """Whether a line continues the paragraph that the group is."""
    last = group[-1]
    if (line.gap and line.page == last.page) or line.apart or last.border:
        return False
    if _CUT_OFF.match(line.text):
        return True  # "Điều 1" / ": Giao Sở Nội vụ"
    if len(last.text) < _SHORT and (verdict := _joins_short(last.text, line.text)) is not None:
        return verdict
    if _NUMBER_AND.search(last.text) and line.text[0].isdigit():
        return True  # "trong tháng 10 và" / "11. Để chủ động ..."
    if group[0].text.startswith(_ISSUED) and last.text.endswith(")"):
        return False
    start = start_of(line.text)
    if line.goes_on and (verdict := _joins_run(group, line, following, start)) is not None:
        return verdict
    if (start and start.strong) or (len(line.text) < _SHORT and halves.is_label(line.text)):
        return False
    if widths.indents and (verdict := _joins_by_indent(group, line, widths)) is not None:
        return verdict
    if is_lower(line.text):
        return _joins_lower(group, line, widths)
    if is_caps(line.text) and not is_caps(last.text) and _is_caps_line(line, following):
        return False  # "... ngày 18/10/2013," / "QUYẾT ĐỊNH:"
    if must_go_on(last.text, line.text) or _is_bare_basis(group):
        return True
    if stops(last.text):
        return False
    if _is_quote_open(group) or (
        _is_unit(group[0].text) and is_caps(last.text) and _BOUND_CAPS.match(line.text)
    ):
        return True
    if not widths.first or start:
        return False
    return _joins_doubtful(group, line, following, widths)


def _joins_run(group: Sequence[Line], line: Line, following: Line | None, start: Start | None) -> bool | None:
    """A run of emphasis goes on over a wrap, and may hold several printed lines; None where neither shows."""
    text = " ".join(ln.text for ln in group)
    if halves.is_torn(text, line.text):
        return True
    if start or (stops(text) and not is_lower(line.text)):
        return None
    if following and following.goes_on and halves.are_lines(text, f"{line.text} {following.text}"):
        return False
    return not halves.are_lines(text, line.text)


def _is_caps_line(line: Line, following: Line | None) -> bool:
    """Whether capitals are a line of their own, not one word of the line before."""
    return " " in line.text or (following is not None and halves.is_torn(line.text, following.text))


def _is_bare_basis(group: Sequence[Line]) -> bool:
    """Whether a basis names nothing yet: "Căn cứ Luật"."""
    text = group[0].text
    return len(group) == 1 and len(text) < _BARE and text.startswith(_BASES) and not stops(text)


def _joins_short(text: str, after: str) -> bool | None:
    """A label alone goes on, and so does the first word of a paragraph: "1.", "Điều", "Căn"; else None."""
    if halves.is_label(text):
        return not (halves.is_label(after) or has_label(after)) or None
    if _ONE_WORD.fullmatch(text) and not has_label(after):
        return True  # "Điều 2. Giao" / "Giám đốc Sở Nội vụ ..."
    if " " in text or not text[0].isupper() or stops(text):
        return None
    # "Bình" / "Định, ngày 07 tháng 9 năm 2022"
    return is_lower(after) or must_go_on(text, after) or _DATED.match(after) is not None or None


def _joins_by_indent(group: Sequence[Line], line: Line, widths: Widths) -> bool | None:
    """In text whose paragraphs open with an indent: back at the margin goes on, indented begins; else None."""
    head, last = group[0], group[-1]
    if line.indent < _INDENT <= head.indent:
        return last.width * 4 > widths.page * 3 or None
    if line.indent >= _INDENT and not is_lower(line.text):
        return False
    return None


def _joins_lower(group: Sequence[Line], line: Line, widths: Widths) -> bool:
    """A small letter goes on in text that wraps; elsewhere only under a label, deeper, or by the line before."""
    last = group[-1]
    if last.text[-1] == ":" and not widths.is_full(last, line, len(group) == 1):
        return False
    if widths.first:
        return True
    if stops(last.text):
        return False
    head = group[0]
    hangs = has_label(head.text) and (
        line.indent > head.indent or (len(last.text) > _WIDE and _is_unit(head.text))
    )
    hangs = hangs or head.indent >= _INDENT > line.indent  # back at the margin below an indented first line
    return hangs or head.text.startswith(_ABOUT) or must_go_on(last.text, line.text) or _is_quote_open(group)


def _joins_doubtful(group: Sequence[Line], line: Line, following: Line | None, widths: Widths) -> bool:
    """Neither line tells by itself: widths and the look of the paragraph decide."""
    last, head = group[-1], group[0]
    is_first = len(group) == 1
    if _differs(last, line):
        return False
    if is_caps(last.text) or is_caps(line.text):
        return is_caps(last.text) and is_caps(line.text) and _is_unit(head.text)
    if widths.is_full(last, line, is_first):
        return not _opens_paragraph(line, following, widths)
    # Running text that has no full stop yet goes on; a heading of two lines need not.
    return len(group) > (2 if _is_unit(head.text) else 1)


def _differs(last: Line, line: Line) -> bool:
    """Whether one line is emphasised as a whole and the other not, or each for itself."""
    if last.bold != line.bold or last.italic != line.italic:
        return True
    return (line.bold or line.italic) and not line.goes_on


def _opens_paragraph(line: Line, following: Line | None, widths: Widths) -> bool:
    """Whether a line that wraps does so at the width of first lines, short of the width of the others."""
    if following is None or widths.first + 8 > widths.rest:
        return False
    if widths.is_full(line, following, is_first=False):
        return False
    wraps = is_lower(following.text) or must_go_on(line.text, following.text)
    return wraps or (widths.is_full(line, following, is_first=True) and not has_label(following.text))


def _is_quote_open(group: Sequence[Line]) -> bool:
    """Whether a quotation or bracket opened in the last two lines is still open."""
    text = " ".join(line.text for line in group[-2:])
    if text.rfind(_OPEN_QUOTE) > text.rfind(_CLOSE_QUOTE):
        return True
    return text.rfind("(") > text.rfind(")")
