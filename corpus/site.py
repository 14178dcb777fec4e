"""Remains of legal portals around a document: told from it, dropped, their facts kept.

Text copies and saved pages carry the site's buttons, menus and notices before the letterhead and after the
end, and often the property tab (số hiệu, ngày ban hành, người ký ...). What stands between remains of a site
is the site's; what stands inside the document is the document's, whatever it looks like.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import regex

from vanban.corpus.patterns import compiled
from vanban.corpus.rules import Rule, load

Role = Literal["remain", "notice", "label", "anchor"]
_HEAD = 120  # units at the top among which the document must begin
_TITLE = compiled(
    r"(?:Luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư(?: liên tịch)?|Kế hoạch|Công văn|Thông báo|"
    r"Báo cáo|Tờ trình|Hướng dẫn|Chương trình|Công điện|Văn bản hợp nhất|Lệnh|Sắc lệnh)\s+(?:số\s+)?\d[\w./&-]*[/-]\S*.*"
)


class SiteRule(Rule, frozen=True, kw_only=True):
    """One kind of line; see ``site_remains.toml``."""

    role: Role
    sure: bool = True
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trim:
    """Which units are the document's, and the facts that stood beside it."""

    keep: tuple[int, ...]
    metadata: tuple[tuple[str, str], ...] = ()


@functools.cache
def _rules() -> tuple[SiteRule, ...]:
    return load("vanban.corpus", "site_remains.toml", SiteRule)


@functools.cache
def _pattern(role: Role) -> regex.Pattern[str]:
    """The rules of one role as one pattern; of remains, group ``sure`` holds those that tell a site alone."""
    kinds = []
    for name, sure in (("sure", True), ("weak", False)):
        chosen = (_scoped(rule.pattern) for rule in _rules() if rule.role == role and rule.sure == sure)
        kinds.append(f"(?P<{name}>{'|'.join(chosen) or '(?!)'})")
    return compiled("|".join(kinds))


def _scoped(pattern: str) -> str:
    """A pattern that can stand among others: a leading (?i) counts for it alone."""
    flag, rest = ("i", pattern[4:]) if pattern.startswith("(?i)") else ("", pattern)
    return f"(?{flag}:{rest})"


def _remain(text: str) -> Literal["sure", "weak"] | None:
    """Whether a line is a remain of a site, and whether it tells a site alone; notices do."""
    match = _pattern("remain").fullmatch(text)
    if match:
        return "sure" if match["sure"] is not None else "weak"
    return "sure" if _is_notice(text) else None


def _is_notice(text: str) -> bool:
    return bool(_pattern("notice").fullmatch(text))


def _notices(lone: Sequence[str]) -> set[int]:
    """The units that are notices; most texts hold no sign of any."""
    text = "\n".join(lone).lower()
    if not any(sign in text for rule in _rules() for sign in rule.signs):
        return set()
    return {at for at, unit in enumerate(lone) if unit and _is_notice(unit)}


def label_of(text: str) -> tuple[str, str] | None:
    """Label and value of a property line; the value is empty when it stands elsewhere."""
    match = _pattern("label").match(text)
    if not match:
        return None
    return match[0].rstrip(" :"), text[match.end() :].strip(" :")


def is_title(text: str) -> bool:
    """Whether a line is a portal's title of a document: type, number, what it is about."""
    return bool(_TITLE.fullmatch(text)) and not text.isupper()


@dataclass(slots=True)
class _Zone:
    """The units before the document: the last of the site's, and the facts read."""

    last: int = -1
    sure: int = 0
    remains: int = 0
    metadata: list[tuple[str, str]] = field(default_factory=list)


def trim(units: Sequence[Sequence[str]]) -> Trim:
    """Tell the document from the site around it.

    Args:
        units: the texts of each paragraph or line (one text) or grid (its cells) in reading order.
    """
    lone = [unit[0] if len(unit) == 1 else "" for unit in units]
    start = _first_anchor(units)
    zone = _head(units, lone, min(start, _HEAD))
    trusted = zone.sure or zone.remains > 1 or len(zone.metadata) > 2
    begin = zone.last + 1 if trusted else 0
    if start == len(units) and len(zone.metadata) > 2:
        begin = zone.last + 1
    metadata = zone.metadata if trusted else []
    dropped = _notices(lone)
    if trusted:
        titles = [at for at in range(min(start, len(units))) if lone[at] and is_title(lone[at])]
        metadata += [("title", lone[at]) for at in titles[:1]]
        dropped.update(titles)
    end = _tail(lone, units, begin)
    return Trim(tuple(at for at in range(begin, end) if at not in dropped), tuple(metadata))


def _first_anchor(units: Sequence[Sequence[str]]) -> int:
    """The unit with which the document begins; past the end if none does."""
    for at, unit in enumerate(units[:_HEAD]):
        if any(_is_anchor(text) for text in unit[:12]):
            return at
    return len(units)


def _is_anchor(text: str) -> bool:
    return bool(_pattern("anchor").fullmatch(text)) and _remain(text) != "sure"


def _head(units: Sequence[Sequence[str]], lone: Sequence[str], end: int) -> _Zone:
    """Read the units before the document."""
    zone = _Zone()
    at = 0
    while at < end:
        text = lone[at]
        if not text:
            if facts := _facts(units[at]):
                zone.metadata += facts
                zone.last = at
        elif fact := label_of(text):
            label, value = fact
            if not value and at + 1 < end and lone[at + 1] and not label_of(lone[at + 1]):
                at += 1
                value = lone[at]
            zone.metadata += [(label, value)] if value else []
            zone.last = at
        elif found := _remain(text):
            zone.remains += 1
            zone.sure += found == "sure"
            zone.last = at
        at += 1
    return zone


def _facts(cells: Sequence[str]) -> list[tuple[str, str]]:
    """Label and value pairs of a property grid; empty if it is none."""
    facts: list[tuple[str, str]] = []
    for label, value in zip(cells, [*cells[1:], ""], strict=True):
        if (found := label_of(label)) and (found[1] or (value and not label_of(value))):
            facts.append((found[0], found[1] or value))
    return facts if len(facts) > 1 else []


def _tail(lone: Sequence[str], units: Sequence[Sequence[str]], begin: int) -> int:
    """Where the site begins again after the document."""
    end = len(units)
    after = end
    while after > begin and lone[after - 1] and not _is_anchor(lone[after - 1]):
        after -= 1
    weak = 0
    for at in range(after, end):
        found = _remain(lone[at])
        weak += found == "weak"
        if found == "sure" or weak > 1:
            return _back_over(lone, at, after)
    return end


def _back_over(lone: Sequence[str], at: int, after: int) -> int:
    """The first of the neighbouring remains that end at one."""
    while at > after and _remain(lone[at - 1]):
        at -= 1
    return at
