"""Halves of one printed line: what tells that a line end inside it is no end of a paragraph.

Exports that keep the line ends of their source cut after the first word of a paragraph ("Căn" / "cứ Luật ..."),
behind a label ("1." / "Giá nước") and inside a name ("PHÓ" / "CHỦ TỊCH"). What a printed line is, says
``printed_lines.toml``.
"""

import functools

import regex

from vanban.corpus.patterns import compiled
from vanban.corpus.rules import Rule, load

_MAX_PRINTED = 60  # characters; longer lines are text
_LABEL = compiled(
    r"\d{1,3}(?:\.\d{1,2}){0,4}\s?[.)]|[a-zđA-ZĐ]\d?\s?\)|[-–+*•]|[IVXL]{1,6}\s?[.)]"
    r"|(?:Điều|Khoản|Bước)\s+\d+[a-zđ]?\s?[.:]|(?:Số|SỐ)\s?:|(?:KT|TM|TL|TUQ|V/v)\.?"
)


class PrintedLine(Rule, frozen=True, kw_only=True):
    """A line of a letterhead, title or signature block; see ``printed_lines.toml``."""

    after: tuple[str, ...] = ()
    alone: bool = False
    ends_frame: bool = False


@functools.cache
def _printed() -> tuple[regex.Pattern[str], dict[str, PrintedLine]]:
    """All rules as one pattern with a group for each, and the rules by name."""
    rules = load("vanban.corpus", "printed_lines.toml", PrintedLine)
    pattern = "|".join(f"(?P<{rule.name}>{_grouped(rule.pattern)})" for rule in rules)
    return compiled(pattern), {rule.name: rule for rule in rules}


def _grouped(pattern: str) -> str:
    """A pattern that may stand inside another: a flag at its start holds for it alone."""
    return f"(?i:{pattern[4:]})" if pattern.startswith("(?i)") else f"(?:{pattern})"


def printed(text: str) -> PrintedLine | None:
    """The kind of printed line that a text is, complete from end to end; None if it is none."""
    if len(text) > _MAX_PRINTED:
        return None
    pattern, rules = _printed()
    match = pattern.fullmatch(text)
    return rules[match.lastgroup] if match and match.lastgroup else None


def are_lines(before: str, after: str) -> bool:
    """Whether two halves of one run of emphasis were printed as lines of their own.

    Args:
        before: the first half, as far as it goes on one line.
        after: the line below it.
    """
    first, second = printed(before), printed(after)
    if (first and first.alone) or (second and second.alone):
        return not printed(f"{before} {after}")
    return bool(first and second and first.name in second.after)


def is_label(text: str) -> bool:
    """Whether a line is a label and nothing else, with its closing sign: "1.", "Điều 5:", "-", "Số:"."""
    return _LABEL.fullmatch(text) is not None


def is_torn(before: str, after: str) -> bool:
    """Whether two lines are halves of one printed line: "PHÓ" / "CHỦ TỊCH", "QUYẾT" / "ĐỊNH:"."""
    if len(before) + len(after) > _MAX_PRINTED:
        return False
    return not printed(before) and printed(f"{before} {after}") is not None
