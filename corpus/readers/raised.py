"""Raised letters: the marks of notes are kept apart from the text they stand behind, exponents are not."""

from vanban.corpus.patterns import compiled

_MARK = compiled(r"\(?(?:\d{1,2}|\*{1,3})\)?")
# behind a unit, also one that touches its number ("10m3"), a variable, or ten behind something: alone it is a count
_EXPONENT = compiled(r"(?<![^\W\d_])(?:[kcdmhµ]?m|[A-Za-z])$|(?<=[\s(=:×*/])10$")


def told_apart(mark: str, before: str) -> str:
    """Raised text as it is written behind a text: " [1]" for the mark of a note, "2" for that of m2.

    A number would swallow the mark of a note: 1.200 with a raised 1 is not 1.2001.

    Args:
        mark: the raised text.
        before: the text that it stands behind.
    """
    bare, base = mark.strip(), before.strip()
    if not base or not _MARK.fullmatch(bare) or (bare.isdigit() and _EXPONENT.search(base)):
        return mark
    return f" [{bare.strip('()')}]"
