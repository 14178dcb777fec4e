"""Every rule by its examples, every example by its rule."""

import pytest
import regex

from vanban.corpus.readers.halves import PrintedLine, are_lines, printed
from vanban.corpus.readers.wrap import OpenEnd, Start, has_label, must_go_on
from vanban.corpus.rules import Rule, load
from vanban.corpus.site import SiteRule, label_of

STARTS = load("vanban.corpus", "line_starts.toml", Start)
ENDS = load("vanban.corpus", "open_ends.toml", OpenEnd)
PRINTED = load("vanban.corpus", "printed_lines.toml", PrintedLine)
SPANNING = load("vanban.corpus", "spanning_headers.toml", Rule)
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
        if rule.names:
            assert any(name.lower() in f"{line} {after}".lower() for name in rule.names), example
        else:
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


@pytest.mark.parametrize("rule", PRINTED, ids=lambda rule: rule.name)
def test_printed_lines(rule: PrintedLine) -> None:
    for example in rule.examples:
        assert printed(example) == rule, example
    for example in rule.counter_examples:
        assert printed(example) != rule, example
    assert set(rule.after) <= {other.name for other in PRINTED}


@pytest.mark.parametrize("rule", SPANNING, ids=lambda rule: rule.name)
def test_spanning_headers(rule: Rule) -> None:
    pattern = regex.compile(rule.pattern)
    for example in rule.examples:
        assert pattern.fullmatch(example), example
    for example in rule.counter_examples:
        assert not pattern.fullmatch(example), example


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", True),
        ("PHÓ CHỦ TỊCH", "Trần Văn Bình", True),
        ("UBND TỈNH SƠN HÀ", "SỞ Y TẾ", True),
        ("QUYẾT ĐỊNH", "Về việc trồng cây", True),  # a type stands alone
        ("Về việc trồng cây", "CHỈ THỊ", True),
        ("THÔNG TƯ", "LIÊN TỊCH", False),  # but not before its own second half
        ("Trần Văn Bình", "PHÓ CHỦ TỊCH", False),  # nobody signs in this order
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN", "TỈNH SƠN HÀ", False),  # who decides, wrapped
        ("ỦY BAN NHÂN DÂN CỘNG", "HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", False),
    ],
)
def test_halves_or_lines(before: str, after: str, expected: bool) -> None:
    assert are_lines(before, after) is expected


RULES = {"starts": STARTS, "ends": ENDS, "printed": PRINTED, "spanning": SPANNING, "site": SITE}


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
def test_names_are_unique(rules: tuple[Rule, ...]) -> None:
    assert len({rule.name for rule in rules}) == len(rules)
