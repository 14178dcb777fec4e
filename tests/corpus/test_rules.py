"""Every rule by its examples, every example by its rule."""

import pytest
import regex

from vanban.corpus.readers.wrap import OpenEnd, Start, has_label, must_go_on
from vanban.corpus.rules import load
from vanban.corpus.site import SiteRule, label_of

STARTS = load("vanban.corpus", "line_starts.toml", Start)
ENDS = load("vanban.corpus", "open_ends.toml", OpenEnd)
SITE = load("vanban.corpus", "site_remains.toml", SiteRule)


@pytest.mark.parametrize("rule", STARTS, ids=lambda rule: rule.name)
def test_line_starts(rule: Start) -> None:
    pattern = regex.compile(rule.pattern)
    for example in rule.examples:
        assert pattern.match(example), example
        assert has_label(example), example
    for example in rule.counter_examples:
        assert not pattern.match(example), example


@pytest.mark.parametrize("rule", ENDS, ids=lambda rule: rule.name)
def test_open_ends(rule: OpenEnd) -> None:
    for example in rule.examples:
        line, after = example.split(" / ")
        assert must_go_on(line, after), example
        assert any(line.lower().endswith(end) for end in rule.ends), example
        assert regex.match(rule.pattern, after), example
    for example in rule.counter_examples:
        line, after = example.split(" / ")
        assert not must_go_on(line, after), example


def test_open_ends_are_sorted_words() -> None:
    for rule in ENDS:
        assert all(end == end.lower() for end in rule.ends), rule.name
        assert len(set(rule.ends)) == len(rule.ends), rule.name


@pytest.mark.parametrize("rule", SITE, ids=lambda rule: rule.name)
def test_site_remains(rule: SiteRule) -> None:
    pattern = regex.compile(rule.pattern)
    find = pattern.match if rule.role == "label" else pattern.fullmatch
    for example in rule.examples:
        assert find(example), example
    for example in rule.counter_examples:
        assert not find(example), example
    if rule.role == "notice":
        assert all(any(sign in example.lower() for sign in rule.signs) for example in rule.examples)
    if rule.role == "label":
        assert all(label_of(example) for example in rule.examples)


@pytest.mark.parametrize("rules", [STARTS, ENDS, SITE], ids=["starts", "ends", "site"])
def test_names_are_unique(rules: tuple[Start, ...]) -> None:
    assert len({rule.name for rule in rules}) == len(rules)
