"""The segmenter's rules, loaded once from ``extract/rules`` and compiled on first use."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Literal

import regex

from vanban.corpus.patterns import compiled
from vanban.corpus.rules import Rule, load
from vanban.corpus.text import key
from vanban.extract.draft import BasisKind

ROOM = "vanban.extract"


class DocumentType(Rule, frozen=True, kw_only=True):
    """A type of document; ``law``: cited by name alone; ``instrument``: can be issued with another."""

    code: str | None = None
    law: bool = False
    instrument: bool = False


class HeaderMark(Rule, frozen=True, kw_only=True):
    """Fixed words of the letterhead."""

    field: Literal["national", "motto", "party", "gazette", "urgency", "secrecy", "circulation"]


class PreambleCue(Rule, frozen=True, kw_only=True):
    """Opening words of a basis."""

    kind: BasisKind


class Capacity(Rule, frozen=True, kw_only=True):
    """TM., KT., TL., TUQ., Q."""

    code: str


class SectionLabel(Rule, frozen=True, kw_only=True):
    """How a unit begins; ``first``: the characters that its label can begin with."""

    kind: str
    first: str


class Closing(Rule, frozen=True, kw_only=True):
    """How a closing paragraph begins; ``last``: it closes a body even behind text of the last unit."""

    any_body: bool = False
    last: bool = False


class Relation(Rule, frozen=True, kw_only=True):
    """What makes a citation more than a mention; ``side``: where it stands, see ``relations.toml``."""

    relation: str
    side: Literal["before", "after", "list"] = "before"


class PropertyLabel(Rule, frozen=True, kw_only=True):
    """A label of a portal's property list."""

    field: str


FILES: dict[str, type[Rule]] = {
    "document_types.toml": DocumentType,
    "agency_starts.toml": Rule,
    "authorities.toml": Rule,
    "header_marks.toml": HeaderMark,
    "preamble_cues.toml": PreambleCue,
    "formulas.toml": Rule,
    "capacities.toml": Capacity,
    "positions.toml": Rule,
    "section_labels.toml": SectionLabel,
    "appendix_labels.toml": Rule,
    "closings.toml": Closing,
    "relations.toml": Relation,
    "person_names.toml": Rule,
    "property_labels.toml": PropertyLabel,
    "issuer_ends.toml": Rule,
    "second_hands.toml": Rule,
}
"""Every rule file of this room and the struct its rules fit."""

WHOLE = frozenset({"document_types.toml", "property_labels.toml", "header_marks.toml", "formulas.toml"})
"""Files whose patterns must match a whole line."""


@cache
def rules(file: str) -> tuple[tuple[Rule, regex.Pattern[str]], ...]:
    """The rules of one file with their compiled patterns, in order."""
    return tuple((rule, compiled(rule.pattern)) for rule in load(ROOM, file, FILES[file]))


@cache
def gate(file: str) -> Callable[[str], object]:
    """One pattern for all rules of a file: most lines match none, and one search says so."""
    patterns = [rule.pattern for rule, _ in rules(file)]
    joined = compiled("|".join(f"(?:{pattern})" for pattern in patterns))
    if file in WHOLE:
        return joined.fullmatch
    return joined.match if all(pattern.startswith("^") for pattern in patterns) else joined.search


def first_rule(file: str, text: str) -> Rule | None:
    """The first rule of a file that matches; keyed files take a key."""
    if not gate(file)(text):
        return None
    for rule, pattern in rules(file):
        if pattern.fullmatch(text) if file in WHOLE else pattern.search(text):
            return rule
    return None


def document_type(text_key: str) -> DocumentType | None:
    """The document type that a whole key names ("quyet dinh")."""
    found = first_rule("document_types.toml", text_key)
    return found if isinstance(found, DocumentType) else None


@cache
def type_names() -> tuple[tuple[str, DocumentType], ...]:
    """(key of the name, type), longest first: to find the type that a text starts with."""
    named = [(key(t.name), t) for t, _ in rules("document_types.toml") if isinstance(t, DocumentType)]
    return tuple(sorted(named, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=1024)
def named_type(text: str) -> DocumentType | None:
    """The document type that a name as printed stands for ("Quyết định", "công văn")."""
    return document_type(key(text))


def leading_type(text_key: str) -> DocumentType | None:
    """The document type whose name a key starts with ("quyet dinh cua bo truong")."""
    for name, found in type_names():
        if text_key.startswith(name) and text_key[len(name) : len(name) + 1] in ("", " "):
            return found
    return None


def notation_type(number: str) -> str | None:
    """The type that the notation of a number opens with: "07/2016/NQ-HĐND" is a "Nghị quyết"."""
    found = _NOTATION.search(number) or _OLD_NOTATION.search(number)
    if found is None:
        return None
    return next((t.name for _, t in type_names() if t.code == found["code"]), None)


# KH and the like name offices too ("12/KH-ĐT"); before a committee, council or department they name a type.
_OLD_NOTATION = compiled(r"\d[a-z]?\s?[-/]\s?\p{Lu}{2,8}/(?P<code>NQ|QĐ|CT|NĐ|TT|TB)$")  # "18-BYT/TT"
_NOTATION = compiled(
    r"\d(?:/\d{4})?\s?[/-]\s?(?:(?P<code>NQ|QĐ|CT|NĐ|TT|TB|TTr|CĐ|NQLT|TTLT)\s?[-/]"
    r"|(?P<code>KH|BC|HD|CTr|PA|ĐA|KL)\s?-\s?(?:UBND|HĐND|TU|S\p{Lu}))"
)


def mark(text_key: str) -> str | None:
    """The field that a fixed word of the letterhead belongs to, or None."""
    found = first_rule("header_marks.toml", text_key)
    return found.field if isinstance(found, HeaderMark) else None


def is_agency(text_key: str) -> bool:
    """Does a key begin with the name of a body?"""
    return first_rule("agency_starts.toml", text_key) is not None


def is_position(text_key: str) -> bool:
    """Does a key begin with the position of a signer?"""
    return first_rule("positions.toml", text_key) is not None


def capacity(text: str) -> Capacity | None:
    """The capacity that a line (as printed) begins with."""
    found = first_rule("capacities.toml", text)
    return found if isinstance(found, Capacity) else None
