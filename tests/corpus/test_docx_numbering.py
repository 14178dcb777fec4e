"""Numbers that Word makes, as it prints them."""

import pytest

from tests.corpus.docx_writer import NUMBERING, build, cell, item, level, p, read, row, table
from tests.corpus.views import grid, texts
from vanban.corpus import soffice
from vanban.corpus.readers import docx

NUMBERED = [
    # nested levels; articles go on over chapters, clauses and points start again
    (
        [("quy định", 1, 0), ("phạm vi", 1, 1), ("một", 1, 2), ("ý", 1, 3), ("ý", 1, 3), ("hai", 1, 2), ("ý", 1, 3),
         ("tổ chức", 1, 0), ("trách nhiệm", 1, 1), ("một", 1, 2)],
        ["Chương I quy định", "Điều 1. phạm vi", "1. một", "a) ý", "b) ý", "2. hai", "a) ý", "Chương II tổ chức",
         "Điều 2. trách nhiệm", "1. một"],
    ),
    # every number of a legal level is in digits; a level above that nothing used counts as begun
    ([("a", 1, 0), ("b", 1, 2), ("c", 1, 4), ("d", 1, 4)], ["Chương I a", "1. b", "1.1.1 c", "1.1.2 d"]),
    # bullets of symbol fonts become signs, "nothing" leaves no space
    (
        [("a", 2, 0), ("b", 2, 1), ("c", 2, 2), ("d", 2, 3), ("e", 2, 4)],
        ["• a", "- b", "➢ c", "+d", "e"],
    ),
    # an override starts anew once, lists of one definition share counters
    ([("a", 1, 2), ("b", 3, 2), ("c", 3, 2), ("d", 1, 2)], ["1. a", "5. b", "6. c", "7. d"]),
    # an override replaces the level
    ([("a", 5, 3)], ["(A) a"]),
    # a list that is not there, and no list
    ([("a", 99, 0), ("b", 0, 0)], ["a", "b"]),
]  # fmt: skip


@pytest.mark.parametrize(("items", "expected"), NUMBERED)
def test_numbering(items: list[tuple[str, int, int]], expected: list[str]) -> None:
    assert texts(read("".join(item(*one) for one in items), numbering=NUMBERING)) == expected


def test_numbering_through_a_style() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Heading"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
    body = "".join(p(text, props='<w:pStyle w:val="Heading"/>') for text in ("một", "hai"))
    body += p("ba", props='<w:pStyle w:val="Heading"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert texts(read(body, styles=styles, numbering=NUMBERING)) == ["1 một", "2 hai", "ba"]


def test_numbers_in_empty_cells_are_printed() -> None:
    rows = [row(cell(item("", 1, 2)), "Sở Y tế"), row(cell(item("", 1, 2)), "Sở Nội vụ")]
    assert grid(read(table(*rows), numbering=NUMBERING)).matrix() == [["1.", "Sở Y tế"], ["2.", "Sở Nội vụ"]]


FORMS = "".join(
    f'<w:abstractNum w:abstractNumId="{at}">{levels}</w:abstractNum>'
    for at, levels in enumerate(
        [
            level(0, "upperRoman", "Phần %1")
            + level(1, "decimal", "Chương %2")
            + level(2, "decimal", "Điều %3:")
            + level(3, "decimal", "%4.")
            + level(4, "lowerLetter", "%5)"),
            level(0, "lowerRoman", "(%1)")
            + level(1, "upperLetter", "%2 -")
            + level(2, "decimalZero", "%1.%2.%3/"),
            level(0, "lowerLetter", "%1)"),
        ]
    )
) + (
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="3"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)
LEGAL = [
    (0, 1),
    (1, 1),
    (2, 1),
    (3, 1),
    (4, 1),
    (4, 1),
    (3, 1),
    (2, 1),
    (3, 1),
    (1, 1),
    (2, 1),
    (0, 1),
    (1, 1),
    (2, 1),
]
OTHER = [
    (0, 2),
    (1, 2),
    (2, 2),
    (2, 2),
    (0, 2),
    (1, 2),
    (2, 2),
    *[(0, 3)] * 28,
    (3, 4),
    (4, 4),
    (3, 4),
    (3, 1),
]


@pytest.mark.skipif(soffice.executable() is None, reason="LibreOffice is not installed: no second opinion")
def test_numbering_agrees_with_libreoffice() -> None:
    """Levels, restarts, overrides, shared counters, numbers in all forms; letters go on behind z."""
    numbering = NUMBERING.replace('<w:lvlRestart w:val="0"/>', "")  # which LibreOffice does not know
    lists = [
        ("".join(item(*one) for one in NUMBERED[0][0] + NUMBERED[3][0] + NUMBERED[4][0]), numbering),
        ("".join(item("nội dung", num, at) for at, num in LEGAL + OTHER), FORMS),
    ]
    for body, parts in lists:
        data = build(body, numbering=parts)
        exported = soffice.text_of(data, "docx", time_limit=60)
        assert exported is not None
        shown = [" ".join(line.split()) for line in exported.split("\n") if line.strip()]
        assert texts(docx.read(data)) == shown
