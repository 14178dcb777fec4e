"""Values of recognised text: their own words tell where they stand and how sure they are."""

import dataclasses

import pytest
from msgspec.structs import replace

from vanban.corpus.layout import Layout, LayoutBuilder, Piece, RawParagraph, Word, check
from vanban.normalize.certainty import by_words
from vanban.normalize.model import Document, Evidence

LINE = "Số: 12/QĐ-UBND Sông Lam, ngày 05 tháng 3 năm 2021"
SURE = {"Số:": 0.2, "12/QĐ-UBND": 0.9, "Sông": 0.5, "ngày": 0.3, "05": 0.8}


def layout(line: str = LINE) -> Layout:
    """A recognised line; words are 30 points apart, the second half of them on the next page."""
    words, at = [], 0
    for n, text in enumerate(line.split()):
        start = line.index(text, at)
        at = start + len(text)
        words.append(
            Word(start, at, 1 + (n > 6), (30.0 * n, 10.0, 30.0 * n + 20, 22.0), SURE.get(text, 0.95))
        )
    builder = LayoutBuilder()
    builder.add_paragraph(RawParagraph((Piece("Trang đầu"),)))
    builder.add_paragraph(RawParagraph((Piece(line),), page=1, origin="ocr", words=tuple(words)))
    made = builder.build(format="pdf", reader="made up")
    check(made)
    return made


def told(values: dict[str, str], line: str = LINE) -> Document:
    """A document with values of the line."""
    read = layout(line)
    evidence = {}
    for pointer, text in values.items():
        start = read.text.index(text.split()[0] if text not in read.text else text)
        evidence[pointer] = Evidence(text=text, start=start, end=start + len(text), page=1, origin="ocr")
    return by_words(Document(id="0", evidence=evidence), read)


def test_a_value_has_the_box_of_its_words() -> None:
    document = told({"/header/place": "Sông Lam"})
    evidence = document.evidence["/header/place"]
    assert (evidence.page, evidence.box) == (1, (60.0, 10.0, 110.0, 22.0))
    assert evidence.confidence == 0.5  # that of its least sure word


def test_what_was_put_right_is_told() -> None:
    read = layout()
    words = [replace(word, read="Sóng") if at == 2 else word for at, word in enumerate(read.words)]
    place = Evidence(text="Sông Lam", start=words[2].start, end=words[3].end - 1, origin="ocr")
    named = replace(place, repaired="Sông Lam", confidence=0.4)  # surer words make no surer name
    document = by_words(
        Document(id="0", evidence={"/header/place": place, "/header/agency": named}),
        dataclasses.replace(read, words=tuple(words)),
    )
    assert document.evidence["/header/place"].as_recognised == "Sóng Lam,"
    assert document.evidence["/header/agency"].confidence == 0.39  # of its least sure word, in no list


def test_a_value_over_two_pages_stands_on_the_first() -> None:
    evidence = told({"/header/date": "ngày 05 tháng 3 năm 2021"}).evidence["/header/date"]
    assert (evidence.page, evidence.box) == (1, (120.0, 10.0, 200.0, 22.0))


@pytest.mark.parametrize(
    ("pointer", "text", "confidence"),
    [
        ("/header/number", "Số: 12/QĐ-UBND", 0.9),  # "Số" is a frame around it
        ("/header/date", "ngày 05 tháng 3 năm 2021", 0.8),
        ("/header/place", "Sông Lam, ngày", 0.3),
        ("/header/number", "12", 0.9),  # a part of a word
    ],
)
def test_the_words_of_a_value_tell_how_sure_it_is(pointer: str, text: str, confidence: float) -> None:
    assert told({pointer: text}).evidence[pointer].confidence == confidence


def test_long_text_is_as_sure_as_its_words_in_the_mean() -> None:
    line = " ".join(["Sông", *(f"chữ{n}" for n in range(20))])
    evidence = told({"/sections/0": line}, line).evidence["/sections/0"]
    assert 0.9 < evidence.confidence < 0.95


def test_unsure_values_of_the_header_are_told_once() -> None:
    document = told(
        {
            "/header/place": "Sông Lam",
            "/header/x": "Sông Lam",
            "/header/number": "12/QĐ-UBND",
            "/sections/0": "Số:",
        }
    )
    assert [(one.code, one.at) for one in document.problems] == [("ocr-unsure-value", "header/place")]
    assert "Sông Lam" in document.problems[0].message


def test_text_that_was_printed_is_left_alone() -> None:
    evidence = {"/header/place": Evidence(text="Trang đầu", start=0, end=9)}
    document = Document(id="0", evidence=evidence)
    assert by_words(document, layout()) == document
    assert by_words(document, replace_words(layout())) is document


def replace_words(made: Layout) -> Layout:
    from dataclasses import replace as with_fields

    return with_fields(made, words=())


def test_appendices_too() -> None:
    appendix = told({"/header/place": "Sông Lam"})
    plain = replace(appendix, problems=())
    whole = by_words(Document(id="0", attachments=(plain,)), layout())
    assert whole.attachments[0].problems
