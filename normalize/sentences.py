"""Parts a text into sentences: only where the next one surely begins."""

from vanban.corpus.patterns import compiled

# Not behind "1.", "TM." or "TP.": a number, or an abbreviation in capitals.
_END = compiled(r"(?<=[^\d\p{Lu}\s]\.)\s+(?=\p{Lu})")


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line break ends one too."""
    return [part for line in text.split("\n") for part in (_END.split(line) if ". " in line else (line,))]
