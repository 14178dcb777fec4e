"""The words that tell tables: rules of ``rules/tables.toml``, which says what each use means."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Literal

import regex

from vanban.corpus.patterns import compiled
from vanban.corpus.rules import Rule, load
from vanban.corpus.text import upper_d


class TableRule(Rule, frozen=True, kw_only=True):
    """A rule of ``rules/tables.toml``; the file says what each ``use`` means."""

    use: Literal["layout", "head", "unit", "caption", "aside", "below", "notes", "mark", "continued"]


@cache
def rules() -> Mapping[str, tuple[tuple[TableRule, regex.Pattern[str]], ...]]:
    """The rules by use, each with its compiled pattern."""
    by_use: dict[str, list[tuple[TableRule, regex.Pattern[str]]]] = defaultdict(list)
    for rule in load("vanban.extract", "tables.toml", TableRule):
        by_use[rule.use].append((rule, compiled(rule.pattern, regex.IGNORECASE)))
    return {use: tuple(pairs) for use, pairs in by_use.items()}


def find(use: str, text: str) -> regex.Match[str] | None:
    """The match of the first rule of one use; offsets are those of ``text``."""
    text = upper_d(text)
    return next((match for _, pattern in rules()[use] if (match := pattern.search(text))), None)
