"""What tests ask of a draft again and again."""

from vanban.extract.draft import Draft, Span


def text(span: Span | None) -> str | None:
    """The words of a span that may be missing."""
    return span.text if span else None


def unplaced(draft: Draft) -> str:
    """The text that no part of a draft took, as its problems tell it."""
    return " ".join(problem.message for problem in draft.problems if problem.code == "unplaced-text")
