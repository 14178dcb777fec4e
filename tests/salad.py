"""Texts of words in any order: what is looked for does occur in them, whole and broken."""

from collections.abc import Callable, Iterable, Sequence

from hypothesis import given
from hypothesis import strategies as st


def salad(words: Sequence[str], least: int = 4) -> st.SearchStrategy[str]:
    """Texts of these words and marks; so many at least, since what is looked for takes several."""
    return st.lists(st.sampled_from(words), min_size=least, max_size=4 * least).map("".join)


def share(texts: st.SearchStrategy[str], find: Callable[[str], Iterable[object]]) -> float:
    """Of the examples that a property test gets, how many give something: one that sees nothing proves nothing."""
    gave: list[bool] = []

    @given(texts)
    def look(text: str) -> None:
        gave.append(bool(list(find(text))))

    look()
    return sum(gave) / len(gave)
