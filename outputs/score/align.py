"""Sequence alignment: which item of one list belongs to which of the other, order kept."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

from vanban.corpus.text import key

T = TypeVar("T")
Places = tuple[int | None, int | None]
Similarity = Callable[[T, T], float]


def align(
    gold: Sequence[T], predicted: Sequence[T], similarity: Similarity[T], *, threshold: float = 0.5
) -> list[tuple[T | None, T | None]]:
    """Pair the items of two lists; see :func:`align_places`."""
    pairs = align_places(gold, predicted, similarity, threshold=threshold)
    return [(None if i is None else gold[i], None if j is None else predicted[j]) for i, j in pairs]


def align_places(
    gold: Sequence[T], predicted: Sequence[T], similarity: Similarity[T], *, threshold: float = 0.5
) -> list[Places]:
    """Pair two lists so that the sum of similarities is largest and the order is kept (Needleman-Wunsch).

    Args:
        gold: the one list.
        predicted: the other.
        similarity: 0 (nothing alike) to 1 (the same).
        threshold: two items less alike than this are never paired.

    Returns:
        Pairs of indexes in order; None stands for "no partner". Every item is in exactly one pair.
    """
    head = _common(gold, predicted)
    tail = _common(gold[head:][::-1], predicted[head:][::-1])
    n, m = len(gold) - tail, len(predicted) - tail
    middle = _align(gold[head:n], predicted[head:m], similarity, threshold)
    shifted = [(None if i is None else i + head, None if j is None else j + head) for i, j in middle]
    return [*((i, i) for i in range(head)), *shifted, *((n + i, m + i) for i in range(tail))]


def likeness(a: str | None, b: str | None) -> float:
    """How alike two texts are, 0 to 1: the Dice coefficient of their keys' letter triples; 0 for None."""
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    left, right = _triples(a), _triples(b)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


@lru_cache(maxsize=50_000)
def _triples(text: str) -> frozenset[tuple[str, str, str]]:
    folded = f" {key(text)} "
    return frozenset(zip(folded, folded[1:], folded[2:], strict=False))


def _common(a: Sequence[T], b: Sequence[T]) -> int:
    """How many leading items are equal; pairing those is never wrong."""
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count


def _align(
    gold: Sequence[T], predicted: Sequence[T], similarity: Similarity[T], threshold: float
) -> list[Places]:
    gains = [[similarity(g, p) for p in predicted] for g in gold]
    best = _best(gains, len(gold), len(predicted), threshold)
    pairs: list[Places] = []
    i = j = 0
    while i < len(gold) and j < len(predicted):
        if gains[i][j] >= threshold and best[i][j] == best[i + 1][j + 1] + gains[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    pairs.extend((rest, None) for rest in range(i, len(gold)))
    pairs.extend((None, rest) for rest in range(j, len(predicted)))
    return pairs


def _best(gains: list[list[float]], n: int, m: int, threshold: float) -> list[list[float]]:
    """best[i][j]: the largest sum that the items from i and j on can reach."""
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if gains[i][j] >= threshold:
                best[i][j] = max(best[i][j], best[i + 1][j + 1] + gains[i][j])
    return best
