"""Labels of lists that recognition misread, put right by their neighbours."""

import pytest

from vanban.corpus.ocr import labels
from vanban.corpus.ocr.read import Recognised
from vanban.corpus.readers.pdf_chars import Face, Run

FACE = Face(13.0, bold=False)


def settled(*lines: str) -> str:
    """The labels of lines after all, those put right with what was read."""
    runs = []
    for at, line in enumerate(lines):
        x = 80.0
        for word in line.split():
            runs.append(
                Run(
                    word,
                    x,
                    100.0 + 20 * at,
                    x + 8 * len(word),
                    112.0 + 20 * at,
                    110.0 + 20 * at,
                    FACE,
                    x > 80,
                )
            )
            x += 8 * len(word) + 4
    half = len(lines) // 2 * 20 + 100.0
    pages = [[run for run in runs if (run.y0 < half) == first] for first in (True, False)]
    labels.settle({at: Recognised(595.0, 842.0, some, [1.0] * len(some)) for at, some in enumerate(pages, 1)})
    return " ".join(f"{run.text}<{run.read}" if run.read else run.text for run in runs if run.x0 == 80.0)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("a) Một|b) Hai|e) Ba|d) Bốn", "a) b) c)<e) d)"),
        ("a) Một|b) Hai|e) Ba", "a) b) c)<e)"),
        ("a) Một|b) Hai|e) Ba|1. Bốn|a) Năm", "a) b) c)<e) 1. a)"),
        ("c) Ba|đ) Bốn|đ) Năm", "c) d)<đ) đ)"),
        ("d. Bốn|đ. Năm|c. Sáu|g. Bảy", "d. đ. e.<c. g."),
        ("I. Một|I. Hai|II. Ba|IV. Bốn", "I. II.<I. III.<II. IV."),
        ("I. Một|II. Hai|IH. Ba|IV. Bốn", "I. II. III.<IH. IV."),
    ],
)
def test_a_list_proves_its_labels(lines: str, wanted: str) -> None:
    assert settled(*lines.split("|")) == wanted


@pytest.mark.parametrize(
    "lines",
    [
        "a) Một|b) Hai|c) Ba|d) Bốn|e) Năm",  # a list without đ
        "a) Một|b) Hai|đ) Ba|e) Bốn",  # c and d are lost
        "b) Hai|e) Ba|g) Bốn",  # c, d, đ are lost
        "e) Năm|d) Bốn",
        "I. Một|I. Hai|II. Ba",  # the next annex begins
        "I. Một|II. Hai|I. Một|II. Hai|III. Ba",
        "A. Một|B. Hai",
    ],
)
def test_nothing_else_is_touched(lines: str) -> None:
    assert settled(*lines.split("|")) == " ".join(line.split()[0] for line in lines.split("|"))
