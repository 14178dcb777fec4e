import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.outputs.score.align import align, align_places, likeness

ITEMS = st.lists(st.sampled_from(["một hai ba", "bốn năm sáu", "bảy tám chín", "mười", ""]), max_size=6)


@pytest.mark.parametrize(
    ("gold", "predicted", "pairs"),
    [
        ("abc", "abc", ["aa", "bb", "cc"]),  # the same
        ("abc", "ac", ["aa", "b-", "cc"]),  # one is missing
        ("ac", "abc", ["aa", "-b", "cc"]),  # one too many
        ("abc", "", ["a-", "b-", "c-"]),  # all are missing
        ("aab", "ab", ["aa", "a-", "bb"]),  # repeated: only one of them is missing
        ("abcd", "acbd", ["aa", "b-", "cc", "-b", "dd"]),  # swapped: order is kept, one of the two is lost
    ],
)
def test_order_is_kept_and_one_error_costs_one(gold: str, predicted: str, pairs: list[str]) -> None:
    found = align(gold, predicted, lambda a, b: float(a == b))
    assert [(g or "-") + (p or "-") for g, p in found] == pairs


@given(ITEMS, ITEMS)
def test_every_item_is_in_exactly_one_pair(gold: list[str], predicted: list[str]) -> None:
    pairs = align_places(gold, predicted, likeness)
    assert [i for i, _ in pairs if i is not None] == list(range(len(gold)))
    assert [j for _, j in pairs if j is not None] == list(range(len(predicted)))


@given(ITEMS)
def test_a_list_pairs_with_itself(items: list[str]) -> None:
    assert align(items, items, likeness) == [(x, x) for x in items]


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        ("Ủy ban nhân dân", "UỶ BAN NHÂN DÂN", 1, 1),  # case and tone placement count for nothing
        ("Ủy ban nhân dân tỉnh", "Ủy ban nhân dân", 0.8, 0.99),
        ("Ủy ban nhân dân", "Nơi nhận", 0, 0.4),
        ("", "Nơi nhận", 0, 0),  # nothing is like nothing
        (None, None, 0, 0),
    ],
)
def test_likeness(a: str | None, b: str | None, low: float, high: float) -> None:
    assert low <= likeness(a, b) <= high
