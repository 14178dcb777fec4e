"""Arithmetic of spans: join, cut, trim. Offsets always follow the text."""

from collections.abc import Sequence

from msgspec.structs import replace

from vanban.extract.draft import Span


def join(spans: Sequence[Span]) -> Span:
    """One span over several, texts joined by a space.

    Raises:
        ValueError: no spans.
    """
    if not spans:
        raise ValueError("no spans to join")
    if len(spans) == 1:
        return spans[0]
    first, last = spans[0], spans[-1]
    return replace(first, text=" ".join(span.text for span in spans), end=last.end)


def cut(span: Span, start: int, end: int | None = None) -> Span:
    """A part of a span by positions in its text, white space at the ends left out."""
    text = span.text[start:end]
    begin = span.start + start + len(text) - len(text.lstrip())
    text = text.strip()
    return replace(span, text=text, start=begin, end=begin + len(text))


def strip_end(span: Span, signs: str) -> Span:
    """A span without the given signs at its end."""
    text = span.text.rstrip(signs)
    return replace(span, text=text, end=span.end - (len(span.text) - len(text)))
