"""Headers and text boxes of a DOC that the converter leaves out, because their tables are not as it expects.

Programs other than Word write such tables. The letters themselves are kept in the file behind those of the body, so
nothing that stands there is lost: only its place and its look are.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from vanban.corpus.layout import Note
from vanban.corpus.readers.word import Para, Run, WordBlock, WordDocument
from vanban.corpus.readers.word_margins import add_margin, lacks_letterhead

_FIELD = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")  # instruction, shown text
_ENDS = re.compile(r"[\r\x07\x0b\x0c]+")  # of paragraphs, cells, lines and pages
_SIGNS = re.compile(r"[\x00-\x08\x0e-\x1f\ufffc]")
_READERS = {  # function of the converter: (kind, where its story begins, how long it is)
    "read_header_footer_stories": ("page header", "header_story_cp_start", "ccp_headers"),
    "read_main_textboxes": ("box", "textbox_cp_start", "ccp_textboxes"),
}


class Story(NamedTuple):
    """The letters of a story that was left out. ``kind``: "page header" or "box"."""

    kind: str
    text: str


@contextmanager
def kept_stories() -> Iterator[list[Story]]:
    """Gathers the stories that the converter leaves out, as long as one file is converted."""
    from doc2docx import converter

    stories: list[Story] = []
    before = {name: getattr(converter, name) for name in _READERS}
    try:
        for name, read in before.items():
            setattr(converter, name, _keeping(read, *_READERS[name], stories))
        yield stories
    finally:
        for name, read in before.items():
            setattr(converter, name, read)


def _keeping(
    read: Callable[..., Any], kind: str, start: str, length: str, stories: list[Story]
) -> Callable[..., Any]:
    """A reader of the converter that keeps the letters of the story it gives up."""

    def keeping(table_stream: bytes, piece_table: Any, *rest: Any, **named: Any) -> Any:
        try:
            return read(table_stream, piece_table, *rest, **named)
        except Exception:
            begin = named[start]
            units = piece_table.extract_characters(
                begin, begin + named[length], named["report"], story=f"left out: {kind}"
            )
            stories.append(Story(kind, "".join(unit.text for unit in units)))
            raise

    return keeping


def add_stories(document: WordDocument, stories: list[Story]) -> None:
    """Add what the converter left out: a letterhead at the top, boxes at the end, told as misplaced."""
    for kind, text in stories:
        blocks = _blocks(text)
        if not blocks:
            continue
        if kind == "page header":
            add_margin(document, kind, blocks)
        elif lacks_letterhead(document, blocks):
            document.blocks[:0] = blocks
        else:
            document.blocks += blocks
            message = "The place of the text boxes is not known; their text stands at the end."
            document.notes.append(Note("misplaced-text", message))


def _blocks(text: str) -> list[WordBlock]:
    """The paragraphs of a story, each once: headers are kept for every section."""
    shown = text
    while (plain := _FIELD.sub(r"\1", shown)) != shown:
        shown = plain
    paragraphs = [_SIGNS.sub("", one).strip() for one in _ENDS.split(shown)]
    return [Para([Run(one)]) for one in dict.fromkeys(paragraphs) if any(map(str.isalpha, one))]
