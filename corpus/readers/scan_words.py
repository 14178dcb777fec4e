"""The recognised words of a page, found again in the paragraphs that were made of them.

So every value knows its own words: where they stand and how sure each is.
"""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from vanban.corpus.layout import Box, RawParagraph, Word
from vanban.corpus.readers.pdf_chars import Run
from vanban.corpus.readers.pdf_lines import rows
from vanban.corpus.readers.pdf_pages import PageRead

_BETWEEN = (
    3  # characters that may stand between two words of a paragraph: a space, the brackets of a footnote mark
)
_EDGE = 1.0  # points: boxes of paragraphs are rounded


class Words:
    """Tells paragraphs of their words; ``pages`` are those that were recognised."""

    def __init__(self, pages: Sequence[PageRead]) -> None:
        self._pages = {page.number: page for page in pages}
        self._sure = {id(run): sure for page in pages for run, sure in zip(page.runs, page.sure, strict=True)}
        self._taken: set[int] = set()

    def tell(self, paragraph: RawParagraph) -> RawParagraph:
        """The paragraph with its words and their confidence; another's is given back as it is."""
        if paragraph.page not in self._pages or paragraph.box is None or paragraph.origin != "read":
            return paragraph
        words = tuple(self._found(paragraph.text, paragraph.page, paragraph.box))
        return replace(paragraph, origin="ocr", confidence=_mean(words), words=words)

    def _found(self, text: str, number: int, box: Box) -> Iterator[Word]:
        """The words of a paragraph in its order: those in its box, then from the top of the pages it goes on to."""
        at = 0
        inside: Box | None = box
        while at < len(text.rstrip()) and number in self._pages:
            before, passed = at, 0
            for run in self._runs(number, inside):
                found = text.find(run.text, at, at + passed + _BETWEEN + len(run.text))
                if found < 0:
                    passed += len(run.text) + 1 if inside else 0
                    continue
                at, passed = found + len(run.text), 0
                self._taken.add(id(run))
                places = round(run.x0, 1), round(run.y0, 1), round(run.x1, 1), round(run.y1, 1)
                yield Word(found, at, number, places, self._sure[id(run)], run.read)
            if at == before:
                return
            number, inside = number + 1, None

    def _runs(self, number: int, box: Box | None) -> list[Run]:
        """Runs of a page that no paragraph has yet, in reading order."""
        left = [run for run in self._pages[number].runs if id(run) not in self._taken and not run.signed]
        if box is not None:
            x0, y0, x1, y1 = box[0] - _EDGE, box[1] - _EDGE, box[2] + _EDGE, box[3] + _EDGE
            left = [
                run for run in left if x0 <= (run.x0 + run.x1) / 2 <= x1 and y0 <= (run.y0 + run.y1) / 2 <= y1
            ]
        return [run for row in rows(left) for run in row.runs]


def _mean(words: Sequence[Word]) -> float:
    """The mean confidence of words, by their length."""
    length = sum(word.end - word.start for word in words)
    return round(sum(word.confidence * (word.end - word.start) for word in words) / max(length, 1), 3)
