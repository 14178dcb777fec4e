"""Notes at the end of a file, and below a signature."""

from collections.abc import Callable

import pytest

from tests.extract.test_segment import DECISION
from vanban.corpus.layout import Layout
from vanban.extract.segment import segment
from vanban.normalize.document import build
from vanban.normalize.model import Source

SOURCE = Source(path="x", sha256="0" * 64, bytes=1, format="docx", reader="test")
NOTES = """
[1] Luật Lưu trữ số 01/2011/QH13 ngày 11/11/2011.
[2] Gồm kho số 1 và kho số 2;
kho số 3 đang sửa chữa.
[1] Ghi chú cuối văn bản.
"""
MAIN = DECISION.split("QUY CHẾ\nQUẢN LÝ")[0]


@pytest.mark.parametrize("document", [MAIN, DECISION])
def test_notes_of_the_file_are_those_of_its_main_document(
    document: str, lines: Callable[[str], Layout]
) -> None:
    bare, noted = (segment(lines(text)) for text in (document, document + NOTES))
    assert [(note.mark, [span.text for span in note.spans]) for note in noted.notes] == [
        ("1", ["Luật Lưu trữ số 01/2011/QH13 ngày 11/11/2011."]),
        ("2", ["Gồm kho số 1 và kho số 2;", "kho số 3 đang sửa chữa."]),
        ("1", ["Ghi chú cuối văn bản."]),
    ]
    assert noted.problems == bare.problems == ()
    assert (noted.sections, noted.recipients, noted.signatures, noted.attachments) == (
        bare.sections, bare.recipients, bare.signatures, bare.attachments,
    )  # fmt: skip


def test_values_and_evidence_of_notes(lines: Callable[[str], Layout]) -> None:
    layout = lines(MAIN + NOTES)
    document = build(segment(layout), layout, SOURCE)
    assert document.notes[1].text == "Gồm kho số 1 và kho số 2;\nkho số 3 đang sửa chữa."
    assert "01/2011/QH13" in {citation.number for citation in document.citations}
    place = document.evidence["/notes/0"]
    assert layout.text[place.start : place.end] == place.text == document.notes[0].text


@pytest.mark.parametrize(
    "noted", ["1 Ghi rõ chức danh.\n2 Ghi rõ ngày.", "(1) Ghi rõ chức danh.\n(2) Ghi rõ ngày."]
)
def test_notes_under_a_form(lines: Callable[[str], Layout], noted: str) -> None:
    form = f"PHỤ LỤC II\nMẪU BIÊN BẢN\n1. Thời gian\nCHỦ TỊCH\n(Đã ký)\nTrần Văn Khải\n{noted}"
    (attachment,) = segment(lines(f"{MAIN}{form}\n")).attachments
    assert [note.spans[0].text for note in attachment.notes] == ["Ghi rõ chức danh.", "Ghi rõ ngày."]


BEHIND = [
    ("[2] Luật Lưu trữ.", []),  # nothing counts from 1
    ("[1] Luật Lưu trữ.\n[3] Nghị định.", ["Luật Lưu trữ."]),
    ("[1] Luật Lưu trữ.\nPHỤ LỤC I\nDANH MỤC\n1. Kho thứ nhất", ["Luật Lưu trữ."]),  # before an appendix
]


@pytest.mark.parametrize(("text", "expected"), BEHIND)
def test_only_what_counts_from_one(text: str, expected: list[str], lines: Callable[[str], Layout]) -> None:
    assert [note.spans[0].text for note in segment(lines(f"{MAIN}{text}\n")).notes] == expected
