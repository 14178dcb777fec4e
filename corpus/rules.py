"""Rules as data: TOML files in which every rule carries the examples that prove it.

A rule file is a list of ``[[rule]]`` tables. Each has at least ``name``, ``pattern`` (for the ``regex``
module, matched with :func:`regex.search` unless the reader of the file says otherwise), ``examples``
(each must match this rule and no earlier one) and may have ``counter_examples`` (must not match) and
``why`` (the article of the decree or the kind of document that forced it).
"""

import tomllib
from importlib.resources import files
from typing import TypeVar

import msgspec


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all rules share; files with more fields subclass it."""

    name: str
    pattern: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()
    why: str = ""


R = TypeVar("R", bound=Rule)


def load(package: str, file: str, rule_type: type[R]) -> tuple[R, ...]:
    """The rules of one file, in its order.

    Args:
        package: import name of the room that owns the file, such as ``vanban.extract``.
        file: name below the room's ``rules`` folder.
        rule_type: the struct that each ``[[rule]]`` must fit.

    Raises:
        msgspec.ValidationError: a rule has a missing, unknown or wrongly typed field.
    """
    text = files(package).joinpath("rules", file).read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return tuple(msgspec.convert(one, rule_type) for one in data["rule"])
