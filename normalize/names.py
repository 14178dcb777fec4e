"""Names of signers that recognition misread: put right where the list of family names proves it, else told as unsure.

A document is signed by a person whose first word is a family name, and there are few of those. What was read as none of
them and is one but for its marks ("Trân", "Đô") is that one. A middle or given name may be anything that can be said:
one that is no syllable ("Viêt") was misread, and nothing tells what it was.
"""

from functools import cache

from vanban.corpus.syllables import is_syllable
from vanban.corpus.text import fold
from vanban.extract.persons import family_names
from vanban.normalize.repairs import apart, like

_CUT = 3  # letters that are left of a name


def person(name: str) -> str:
    """A signer's name with the marks of its family name put right.

    >>> person("Trân Văn Sơn")
    'Trần Văn Sơn'
    >>> person("uyễn Văn Sơn")  # a seal covers what comes before
    'Nguyễn Văn Sơn'
    """
    first, space, rest = name.partition(" ")
    if not rest or first.lower() in _known():
        return name
    if first.islower() and len(first) >= _CUT:
        ending = [one for one in _known() if one.endswith(first)]
        return ending[0].capitalize() + space + rest if len(ending) == 1 else name
    ranked = sorted((apart(first, one), one) for one in _by_letters().get(fold(first), ()))
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return name
    return like(first, ranked[0][1]) + space + rest


def is_doubtful(name: str) -> bool:
    """Whether a name holds a word that no name of the country has: its first is no family name, another no syllable."""
    first, *rest = name.split()
    return first.lower() not in _known() or not all(map(is_syllable, rest))


@cache
def _known() -> frozenset[str]:
    return frozenset(rule.pattern.lower() for rule in family_names())


@cache
def _by_letters() -> dict[str, tuple[str, ...]]:
    """Family names by their letters without marks."""
    found: dict[str, tuple[str, ...]] = {}
    for rule in family_names():
        plain = fold(rule.pattern)
        found[plain] = (*found.get(plain, ()), rule.pattern)
    return found
