"""Compiled patterns: late, and by the quicker compiler.

The ``regex`` module has what Vietnamese text needs (``\\p{Lu}``, lookbehind of any length, fuzzy matching) but
compiles several times slower than ``re``, and compiling was more than half the time of extracting one file.
So a pattern is compiled when it is first used, by ``re`` where ``re`` understands it.
"""

import re
from typing import Any, cast

import regex

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn")


class _LazyPattern:
    """Compiles itself on first use and from then on is the compiled pattern's own methods."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        real = self.__dict__.get("real")
        if real is None:
            real = self.__dict__["real"] = _compile(self.pattern, self.flags)
            self.__dict__.update((method, getattr(real, method)) for method in _METHODS)
        return getattr(real, name)


def compiled(source: str, flags: int = 0) -> regex.Pattern[str]:
    """A pattern, compiled on first use.

    Args:
        source: a pattern in the syntax of the ``regex`` module.
        flags: ``regex.IGNORECASE``, ``regex.VERBOSE``; they have the same values in ``re``.

    Raises:
        regex.error: on first use, when the pattern is wrong.
    """
    return cast("regex.Pattern[str]", _LazyPattern(source, flags))


def _compile(source: str, flags: int) -> "re.Pattern[str] | regex.Pattern[str]":
    try:
        return re.compile(source, flags)
    except re.error:
        return regex.compile(source, flags)


FIGURE = compiled(r"[-–+(]?\d[\d.,\s]*%?\)?")
"""What a cell of figures looks like: "1.234,5", "(1.000)", "12 500", "-5%", "+7"."""
