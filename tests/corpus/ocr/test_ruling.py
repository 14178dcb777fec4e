"""Rules of page images: long ones, and short ones between two others."""

from typing import Any

import numpy as np
import pytest

from vanban.corpus.ocr.ruling import find_rules

DPI = 200


def page() -> Any:
    """Two rows of 40 pixels between rules; the lower one is divided, the upper one a merged cell with a letter."""
    ink = np.zeros((300, 600), np.uint8)
    for y in (100, 140, 180):
        ink[y : y + 3, 50:550] = 1
    ink[100:183, 50:53] = ink[100:183, 547:550] = 1
    ink[143:180, 300:303] = 1  # parts the lower row
    ink[106:134, 200:204] = 1  # the letter l
    return ink


def test_short_rule_between_two_others() -> None:
    _, down = find_rules(page(), DPI)
    assert down[160, 301]
    assert set(np.flatnonzero(down[120])) <= {50, 51, 52, 547, 548, 549}, (
        "a letter of a merged cell is no rule"
    )


def test_sides_of_a_single_row() -> None:
    ink = page()[:142]
    _, down = find_rules(ink, DPI)
    assert down[120, 51] and down[120, 548]
    assert not down[120, 202], "a letter reaches no rule"


def test_turned_page_gives_turned_rules() -> None:
    across, down = find_rules(page(), DPI)
    again_down, again_across = find_rules(np.ascontiguousarray(page().T), DPI)
    assert (again_across == across.T).all() and (again_down == down.T).all()


def test_page_without_rules() -> None:
    ink = np.zeros((200, 200), np.uint8)
    ink[50:90, 100:103] = 1
    across, down = find_rules(ink, DPI)
    assert not across.any() and not down.any()


@pytest.mark.parametrize("length", [89, 90, 97, 104])
@pytest.mark.parametrize("start", range(8))
def test_long_strokes_wherever_they_begin(length: int, start: int) -> None:
    ink = np.zeros((60, 300), np.uint8)
    ink[30:32, 40 + start : 40 + start + length] = 1  # 90 pixels are .45 inches
    ink[10:50, 200:203] = 1
    across, down = find_rules(ink, DPI)
    assert across.sum() == (2 * length if length >= 90 else 0)
    assert not down.any()
    again, turned = find_rules(np.ascontiguousarray(ink.T), DPI)
    assert (turned == across.T).all() and not again.any()
