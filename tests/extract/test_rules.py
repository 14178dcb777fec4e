"""Every rule is proven by its examples, and every example by its rule."""

from importlib.resources import files

import pytest

from vanban.corpus.rules import Rule
from vanban.corpus.text import key
from vanban.extract.vocabulary import FILES, WHOLE, rules

KEYED = frozenset(
    {
        "property_labels.toml",
        "document_types.toml",
        "agency_starts.toml",
        "authorities.toml",
        "header_marks.toml",
        "preamble_cues.toml",
        "formulas.toml",
        "positions.toml",
        "closings.toml",
        "second_hands.toml",
    }
)
"""Files whose patterns are matched against the key of a text (no case, tones, punctuation)."""

ALL = [(file, rule, pattern) for file in FILES for rule, pattern in rules(file)]
IDS = [f"{file}:{rule.name}" for file, rule, _ in ALL]


def subject(file: str, text: str) -> str:
    return key(text) if file in KEYED else text


def matches(file: str, pattern: object, text: str) -> bool:
    method = pattern.fullmatch if file in WHOLE else pattern.search  # type: ignore[attr-defined]
    return bool(method(subject(file, text)))


def test_every_rule_file_is_known() -> None:
    found = {
        entry.name
        for entry in files("vanban.extract").joinpath("rules").iterdir()
        if entry.name.endswith(".toml")
    }
    # proven in test_tables.py and test_names.py
    assert found == {*FILES, "tables.toml", "family_names.toml"}


@pytest.mark.parametrize(("file", "rule", "pattern"), ALL, ids=IDS)
def test_examples_match_their_rule_first(file: str, rule: Rule, pattern: object) -> None:
    assert rule.examples, "a rule without an example proves nothing"
    for example in rule.examples:
        first = next((r for r, p in rules(file) if matches(file, p, example)), None)
        assert first is rule, f"{example!r} is taken by {first.name if first else None!r}"


@pytest.mark.parametrize(("file", "rule", "pattern"), ALL, ids=IDS)
def test_counter_examples_do_not_match(file: str, rule: Rule, pattern: object) -> None:
    for example in rule.counter_examples:
        assert not matches(file, pattern, example), example


@pytest.mark.parametrize("file", FILES)
def test_names_are_unique(file: str) -> None:
    names = [rule.name for rule, _ in rules(file)]
    assert len(names) == len(set(names))
