"""Every rule is proven by its examples, and every example by its rule."""

from collections.abc import Sequence

import pytest
import regex

from vanban.corpus.rules import Rule
from vanban.normalize.agencies import level_rules
from vanban.normalize.dates import deadline_rules
from vanban.normalize.money import unit_rules
from vanban.normalize.targets import comparator_rules, counted_rules
from vanban.normalize.tasks import task_rules

RULES: list[tuple[str, Sequence[tuple[Rule, regex.Pattern[str]]]]] = [
    ("agencies", level_rules()),
    ("deadlines", deadline_rules()),
    ("units", unit_rules()),
    ("targets", comparator_rules()),
    ("counted", counted_rules()),
    *((f"tasks-{kind}", [r for r in task_rules() if r[0].kind == kind]) for kind in ("body", "verb", "noun")),
]
CASES = [
    pytest.param(rules, rule, example, id=f"{file}-{rule.name}-{example[:30]}")
    for file, rules in RULES
    for rule, _ in rules
    for example in rule.examples
]
COUNTER_CASES = [
    pytest.param(pattern, example, id=f"{file}-{rule.name}-{example[:30]}")
    for file, rules in RULES
    for rule, pattern in rules
    for example in rule.counter_examples
]


@pytest.mark.parametrize(("rules", "rule", "example"), CASES)
def test_an_example_belongs_to_its_rule_and_no_earlier_one(
    rules: Sequence[tuple[Rule, regex.Pattern[str]]], rule: Rule, example: str
) -> None:
    assert next((r.name for r, pattern in rules if pattern.search(example)), None) == rule.name


@pytest.mark.parametrize(("pattern", "example"), COUNTER_CASES)
def test_a_counter_example_does_not_match(pattern: regex.Pattern[str], example: str) -> None:
    assert pattern.search(example) is None


@pytest.mark.parametrize("rules", [rules for _, rules in RULES])
def test_names_are_unique(rules: Sequence[tuple[Rule, regex.Pattern[str]]]) -> None:
    names = [rule.name for rule, _ in rules]
    assert len(names) == len(set(names))
