"""Text that word processor files keep apart from the body: headers, footers, boxes whose place is not known."""

from collections.abc import Sequence

import regex

from vanban.corpus.readers.word import WordBlock, WordDocument, flat
from vanban.corpus.readers.word_layout import plain_text

_NATIONAL = regex.compile(r"(?i)c[ộô]ng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa")
_TOP = 40  # paragraphs among which a letterhead stands


def add_margin(document: WordDocument, kind: str, blocks: list[WordBlock]) -> None:
    """Add the text of a "page header" or "page footer"; a letterhead printed by a header goes to the top."""
    if kind == "page header" and lacks_letterhead(document, blocks):
        document.blocks[:0] = blocks
    else:
        document.margins.append((kind, list(flat(blocks))))


def lacks_letterhead(document: WordDocument, blocks: Sequence[WordBlock]) -> bool:
    """Do blocks hold the letterhead that the beginning of a document lacks?"""
    return _has_letterhead(blocks) and not _has_letterhead(document.blocks[:_TOP])


def _has_letterhead(blocks: Sequence[WordBlock]) -> bool:
    return bool(_NATIONAL.search(plain_text(blocks)))
