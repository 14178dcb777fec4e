"""A second opinion, where it is asked for: whether another program sees as much text in a file as its reader did.

LibreOffice is asked about Word files, pdfplumber about PDF; neither shares code with the reader it judges. Only the
letters and digits are counted: programs differ in spaces, dashes and the order of columns, and what is lost shows
in the count.
"""

import re
from dataclasses import dataclass

from vanban.corpus import plumber, soffice
from vanban.corpus.budgets import OPINION_SECONDS
from vanban.corpus.layout import Layout, Note, paragraphs
from vanban.corpus.legacy import convert_text
from vanban.corpus.text import nfc

TOLERANCE = 0.02
"""Share of the letters and digits by which two programs may differ without a note."""

WORD = ("doc", "docx", "rtf")
"""What LibreOffice is asked about."""

FORMATS = (*WORD, "pdf")
"""What anybody is asked about."""

_FOOTNOTE = re.compile(r"^\[\d+\] .*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Opinion:
    """How much text there is: letters and digits.

    Attributes:
        by: who was asked.
        held: as read, in that part of the file that was asked about.
        seen: as the other program says; None where it has nothing to say.
    """

    by: str
    held: int
    seen: int | None

    @property
    def agrees(self) -> bool:
        """Whether both are within :data:`TOLERANCE` of each other."""
        return self.seen is not None and abs(self.held - self.seen) <= TOLERANCE * max(self.held, self.seen)


def ask(layout: Layout, data: bytes, *, time_limit: float = OPINION_SECONDS) -> Opinion | None:
    """What the other program says; None for files that nobody is asked about: other formats, recognised text."""
    if layout.format in WORD:
        text = soffice.text_of(data, layout.format, time_limit=time_limit)
        return Opinion(
            "LibreOffice", ink(_FOOTNOTE.sub("", layout.text)), None if text is None else ink(text)
        )
    if layout.format != "pdf" or layout.text_layer == "ocr":
        return None
    # A stamped number stands in a printed line.
    printed = [p for p in paragraphs(layout.blocks) if p.origin != "ocr"]
    pages = sorted({p.page for p in printed if p.page})
    held = "\n".join(
        [*(p.text for p in printed), *(text for label, text in layout.metadata if label in _ASIDE)]
    )
    text = plumber.text_of(data, pages, time_limit=time_limit)
    return Opinion("pdfplumber", ink(held), None if text is None else ink(text))


_ASIDE = ("page margin", "unpainted")  # in the file, and no part of its text


def note(layout: Layout, data: bytes, *, time_limit: float = OPINION_SECONDS) -> Note | None:
    """What is to be told of the opinion: a disagreement, or that there is none to be had; None if all is well."""
    opinion = ask(layout, data, time_limit=time_limit)
    if opinion is None or opinion.agrees:
        return None
    if opinion.seen is None:
        return Note("no-second-opinion", f"{opinion.by} is not installed, failed or took too long.", "info")
    return Note(
        "reader-disagreement",
        f"{opinion.held} letters and digits were read; {opinion.by} sees {opinion.seen}.",
    )


def ink(text: str) -> int:
    """The letters and digits of a text, legacy ones counted as what they stand for."""
    return sum(map(str.isalnum, nfc(convert_text(text).texts[0])))
