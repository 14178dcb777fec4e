"""Names of places that a document says again and again: one that was hardly read is put right by those that were read surely.

The proof is the document's own: behind a word for a place ("huyện", "tỉnh") stands a name that was read with doubt, and
behind such a word the document names a place twice or more, surely, that differs from it in the marks of one word or in
one letter. Names that differ more, or are as near to two of the document's places, are left as read; so are persons.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from vanban.corpus.ocr.read import Recognised
from vanban.corpus.readers.pdf_chars import Run
from vanban.corpus.readers.pdf_lines import rows
from vanban.corpus.text import fold

_HEADS = frozenset("tỉnh huyện quận xã phường trấn phố thôn".split())  # "thị trấn", "thành phố", "thị xã" too
_SIGNS = ".,:;()“”\"'-–*"
_LONGEST = 4  # words of a name
_SURE, _UNSURE = (
    0.85,
    0.75,
)  # confidence of all words of a name that others are held against, of one that is doubted
_OFTEN = 2  # sure readings that prove a name
_LETTERS = 3  # of a word in which one may be wrong


@dataclass(frozen=True, slots=True)
class _Name:
    """A name behind a word for a place: its runs, and the confidence of the least sure."""

    runs: tuple[Run, ...]
    sure: float

    @property
    def words(self) -> tuple[str, ...]:
        """Its words in small letters."""
        return tuple(run.text.strip(_SIGNS).lower() for run in self.runs)


def settle(pages: Mapping[int, Recognised]) -> None:
    """Put the names of places right, in place; ``read`` keeps what the engine gave."""
    found = [name for page in pages.values() for name in _names(page)]
    known = Counter(name.words for name in found if name.sure >= _SURE)
    for name in found:
        if name.sure < _UNSURE and name.words not in known:
            _put_right(name, known)


def _names(page: Recognised) -> Iterator[_Name]:
    sure = {id(run): one for run, one in zip(page.runs, page.sure, strict=True)}
    for row in rows(page.runs):
        for part in row.parts:
            for at, run in enumerate(part):
                if run.text.lower() in _HEADS and (runs := tuple(_name(part[at + 1 :]))):
                    yield _Name(runs, min(sure[id(one)] for one in runs))


def _name(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs of a name that begins here: words with a capital, as far as no sign ends it."""
    for run in runs[:_LONGEST]:
        if not run.text[:1].isupper():
            return
        yield run
        if run.text[-1:] in _SIGNS:
            return


def _put_right(name: _Name, known: Counter[tuple[str, ...]]) -> None:
    """Put the one word right in which a name differs from those of the document, if they all say the same."""
    near: Counter[tuple[int, str]] = Counter()
    for words, count in known.items():
        apart = [at for at, pair in enumerate(zip(name.words, words, strict=False)) if pair[0] != pair[1]]
        spoilt = [at for at in apart if fold(name.words[at]) != fold(words[at])] or apart
        if len(words) == len(name.words) and len(spoilt) == 1:
            at = spoilt[0]
            if is_near(name.words[at], words[at]):
                near[at, words[at]] += count
    if len(near) == 1 and near.total() >= _OFTEN:
        (at, word), *_ = near
        run = name.runs[at]
        core = run.text.strip(_SIGNS)
        cased = word.upper() if core.isupper() and len(core) > 1 else word.capitalize()
        run.read = run.read or run.text
        run.text = run.text.replace(core, cased)


def is_near(one: str, other: str) -> bool:
    """Whether two words differ in marks alone, or in one letter of a word that has some."""
    one, other = fold(one), fold(other)
    if one == other:
        return True
    longest = max(len(one), len(other))
    same = _common(one, other) + _common(one[::-1], other[::-1])
    return longest >= _LETTERS and abs(len(one) - len(other)) < 2 and same >= longest - 1


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    """How many letters two words begin with alike."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
