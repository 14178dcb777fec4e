"""Words that were read in two ways: what the document says elsewhere, beside the same word, tells which reading is right.

Documents repeat themselves: "tài sản đấu giá" stands in each of their paragraphs. A word is changed only to what a second
reading of its line gave, and only where the document has that beside the same neighbour twice or more, read surely, and
the first reading never.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from vanban.corpus.ocr.read import Recognised
from vanban.corpus.ocr.reading import SETTLED
from vanban.corpus.readers.pdf_chars import Run
from vanban.corpus.readers.pdf_lines import rows

_SURE = 0.8  # confidence of words that others are held against
_OFTEN = 2  # times that a pair of words proves one of them
_SIGNS = ".,:;()“”\"'-–*/"


def settle(pages: Mapping[int, Recognised]) -> None:
    """Put words right that were read in two ways, in place; ``read`` keeps what was taken for better first."""
    parts = {number: list(_parts(page)) for number, page in pages.items()}
    pairs = Counter(pair for own in parts.values() for part in own for pair in _pairs(part))
    for number, page in pages.items():
        places = {id(run): at for at, run in enumerate(page.runs)}
        for part in parts[number]:
            for at, (run, _) in enumerate(part):
                if run.other and _settled(part, at, pairs):
                    page.sure[places[id(run)]] = SETTLED


def _parts(page: Recognised) -> Iterator[list[tuple[Run, float]]]:
    """Words that follow each other on a line, with their confidence."""
    sure = {id(run): one for run, one in zip(page.runs, page.sure, strict=True)}
    for row in rows(page.runs):
        for part in row.parts:
            yield [(run, sure[id(run)]) for run in part]


def _pairs(part: Sequence[tuple[Run, float]]) -> Iterator[tuple[str, str]]:
    """Pairs of words of which both were read surely."""
    for (one, a), (other, b) in itertools.pairwise(part):
        if min(a, b) >= _SURE and one.text[-1:] not in _SIGNS:
            yield _bare(one.text), _bare(other.text)


def _settled(part: Sequence[tuple[Run, float]], at: int, pairs: Counter[tuple[str, str]]) -> bool:
    """Put a word right by its neighbours, in place; whether they tell which of its readings is right."""
    run = part[at][0]
    read, other = (_said(_bare(text), part, at, pairs) for text in (run.text, run.other))
    if read >= _OFTEN and other == 0:
        return True
    if other < _OFTEN or read:
        return False
    run.read = run.read or run.text
    run.text = run.other
    return True


def _said(word: str, part: Sequence[tuple[Run, float]], at: int, pairs: Counter[tuple[str, str]]) -> int:
    """How often the document has a word beside a neighbour of this place."""
    before = [_bare(part[at - 1][0].text)] if at and part[at - 1][0].text[-1:] not in _SIGNS else []
    after = (
        [_bare(part[at + 1][0].text)]
        if at + 1 < len(part) and word and part[at][0].text[-1:] not in _SIGNS
        else []
    )
    return sum(pairs[one, word] for one in before) + sum(pairs[word, one] for one in after)


def _bare(text: str) -> str:
    return text.strip(_SIGNS).lower()
