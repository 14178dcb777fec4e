"""What is settled comes back into the text of the letterhead; what is not leaves a blank and a note."""

from vanban.corpus.ocr import letterhead
from vanban.corpus.ocr.read import Recognised
from vanban.corpus.ocr.witnesses import Witness
from vanban.corpus.ocr.zones import Zone
from vanban.corpus.readers.pdf_chars import Face, Run

FACE = Face(14.0)


def run(text: str, x0: float, x1: float) -> Run:
    return Run(text, x0, 100, x1, 116, 113, FACE, True)


def page(*witnesses: Witness) -> Recognised:
    """A letterhead whose gaps OCR filled with strokes; the word before the year is lost to one of them."""
    runs = [run("Số:", 100, 120), run("4?", 122, 140), run("/QĐ-UBND", 142, 200), run("ngày", 300, 325),
            run("tháng", 345, 375), run("4Dna", 378, 410), run("2019", 415, 440)]  # fmt: skip
    gaps = (
        Zone("ordinal", 120, 142, 113, 14, (1,)),
        Zone("day", 325, 345, 113, 14, ()),
        Zone("month", 375, 390, 113, 14, (5,), lost="năm"),
        Zone("year", 412, 445, 113, 14, (6,)),
    )
    return Recognised(600, 800, runs, [0.9] * len(runs), gaps=gaps, witnesses=witnesses)


def text(of: Recognised) -> str:
    return " ".join(run.text for run in sorted(of.runs, key=lambda one: one.x0))


YEAR = Witness("year", "ocr", (("2019", 0.98),))
MONTH = Witness("month", "zone", (("7", 0.99),))
DAY = Witness("day", "zone", (("12", 0.98),))


def test_settled_values_take_the_place_of_strokes() -> None:
    first = page(Witness("ordinal", "zone", (("15", 0.97),)), DAY, MONTH, YEAR)
    assert letterhead.settle({1: first}, (), ()) == []
    assert text(first) == "Số: 15 /QĐ-UBND ngày 12 tháng 7 năm 2019"


def test_what_is_not_settled_is_left_blank_and_told() -> None:
    first = page(Witness("ordinal", "zone", (("15", 0.5), ("19", 0.4))), DAY, MONTH, YEAR)
    assert [note.code for note in letterhead.settle({1: first}, (), ())] == ["handwriting-unread"]
    assert text(first) == "Số: /QĐ-UBND ngày 12 tháng 7 năm 2019"


def test_the_pen_on_another_page_is_heard_where_the_notation_is_the_same() -> None:
    doubtful = Witness("ordinal", "zone", (("15", 0.6), ("19", 0.3)))
    again = Witness("ordinal", "repeat", (("15", 0.9),), None, "QĐ-UBND")
    for notation, expected in (("QĐ-UBND", "Số: 15 /QĐ-UBND"), ("QĐ-STC", "Số: /QĐ-UBND")):
        first = page(doubtful, DAY, MONTH, YEAR)
        other = Recognised(600, 800, witnesses=(Witness("ordinal", "repeat", again.likely, None, notation),))
        letterhead.settle({1: first, 2: other}, (), ())
        assert text(first).startswith(expected)


def test_the_number_at_the_foot_of_another_page_is_heard() -> None:
    doubtful = Witness("ordinal", "zone", (("15", 0.6), ("19", 0.3)))
    for height, expected in (
        (116, "Số: 15 /QĐ-UBND"),
        (800, "Số: /QĐ-UBND"),
    ):  # at the foot, and within the page
        first = page(doubtful, DAY, MONTH, YEAR)
        other = Recognised(600, height, [run("15/QĐ-UBND", 500, 560)], [0.9])
        letterhead.settle({1: first, 2: other}, (), ())
        assert text(first).startswith(expected)


def test_the_print_in_a_word_that_ran_together_with_the_pen_stays() -> None:
    runs = [run("Số:42/QĐ-UBND", 100, 200), run("ngày(/§", 300, 345), run("tháng", 350, 375)]
    gaps = (Zone("ordinal", 120, 142, 113, 14, (0,), open=True), Zone("day", 325, 350, 113, 14, (1,)))
    told = Witness("ordinal", "zone", (("12", 0.98),)), DAY
    first = Recognised(600, 800, runs, [0.9] * 3, gaps=gaps, witnesses=told)
    letterhead.settle({1: first, 2: Recognised(600, 800)}, (), ())
    assert text(first) == "Số: 12 /QĐ-UBND ngày 12 tháng"
