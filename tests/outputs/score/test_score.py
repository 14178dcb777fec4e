"""The scorer on documents that are spoilt in known ways."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from vanban.corpus.errors import DamagedFileError, NotFoundError
from vanban.normalize.model import Document, Row, Section
from vanban.outputs import jsondoc
from vanban.outputs.score import load_gold, load_predictions, score
from vanban.outputs.score.compare import compare
from vanban.outputs.score.fields import FIELDS, JOINT, group, groups
from vanban.outputs.score.gold import as_gold
from vanban.outputs.score.report import Report
from vanban.outputs.score.text import render, render_differences

NAME = "1207-qd-sy.txt"
change = msgspec.structs.replace
Spoil = Callable[[Document], Document]


@pytest.fixture
def gold(document: Document, tmp_path: Path) -> Path:
    return write_gold(tmp_path / "gold", document)


def write_gold(folder: Path, document: Document, **more: Any) -> Path:
    folder.mkdir(exist_ok=True)
    content = {"file": NAME, "scope": "all", "documents": msgspec.to_builtins(as_gold(document)), **more}
    (folder / f"{NAME}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def wrong_fields(report: Report) -> set[str]:
    return {name for name, tally in report.fields.items() if tally.wrong}


def test_right_is_one_everywhere(gold: Path, document: Document) -> None:
    report = score(gold, {NAME: document})
    assert set(report.f1().values()) == {1.0}
    assert report.total.wrong == 0 and not report.differences
    assert (report.documents.gold, report.documents.perfect_strict) == (3, 3)
    assert report.files.perfect_strict == 1
    assert set(report.formats) == {"txt"}


def header(**values: Any) -> Spoil:
    return lambda d: change(d, header=change(d.header, **values))


def in_table(edit: Callable[[tuple[Row, ...]], tuple[Row, ...]]) -> Spoil:
    def spoil(d: Document) -> Document:
        plan = d.attachments[0]
        appendix = plan.attachments[0]
        table = change(appendix.tables[0], rows=edit(appendix.tables[0].rows))
        return change(d, attachments=(change(plan, attachments=(change(appendix, tables=(table,)),)),))

    return spoil


def one_basis(d: Document) -> Document:
    cited = change(d.bases[0].citations[0], number="78/2015/QH13")
    bases = (change(d.bases[0], citations=(cited,)),)
    return change(d, bases=bases)


SPOILT: list[tuple[Spoil, set[str]]] = [
    (header(number="1208/QĐ-SY"), {"header.number"}),  # a wrong value
    (header(place=None), {"header.place"}),  # a missing one
    (header(secrecy="MẬT"), {"header.secrecy"}),  # an invented one
    (header(addressees=("Các sở",)), {"header.addressees"}),  # one of a list
    (lambda d: change(d, closing=None), {"closing.start"}),
    (lambda d: change(d, recipients=d.recipients[1:]), {"recipients.text"}),
    (
        lambda d: change(d, signatures=(change(d.signatures[0], name="Lê Minh"),)),
        {"signatures.name", "signatures.whole"},
    ),
    (
        lambda d: change(d, sections=d.sections[1:]),
        {"sections.label", "sections.depth", "sections.start", "sections.whole"},
    ),
    (
        lambda d: change(d, sections=(d.sections[0], change(d.sections[1], label="Điều 3"))),
        {"sections.label", "sections.whole"},
    ),
    (
        lambda d: change(d, sections=(change(d.sections[0], children=(d.sections[1],)),)),
        {"sections.depth", "sections.whole"},  # the right section in the wrong place
    ),
    (
        one_basis,
        {"bases.text", "citations.number", "citations.whole"},
    ),
    (in_table(lambda rows: rows[:2]), {"tables.row_count", "tables.rows", "tables.cells"}),
    (
        in_table(lambda rows: (change(rows[0], cells=("", "Tổng số", "1.600", "-")), *rows[1:])),
        {"tables.rows", "tables.cells"},
    ),
]


@pytest.mark.parametrize(("spoil", "fields"), SPOILT)
def test_an_error_stays_in_its_field(gold: Path, document: Document, spoil: Spoil, fields: set[str]) -> None:
    report = score(gold, {NAME: spoil(document)})
    assert wrong_fields(report) == fields
    assert report.documents.perfect_strict == 2
    assert report.differences


def test_wrong_is_both_false_positive_and_false_negative(gold: Path, document: Document) -> None:
    tally = score(gold, {NAME: header(number="1208/QĐ-SY")(document)}).fields["header.number"]
    assert (tally.gold, tally.predicted, tally.wrong, tally.absent) == (2, 2, 1, 1)
    assert (tally.strict.precision, tally.strict.recall, tally.strict.f1) == (0.5, 0.5, 0.5)
    assert tally.strict.accuracy == pytest.approx(2 / 3)  # one right, one rightly absent, one wrong


def test_soft_forgives_spelling(gold: Path, document: Document) -> None:
    report = score(gold, {NAME: header(subject="VỀ VIỆC BAN HÀNH KẾ HOẠCH CHUYỂN ĐỔI SỐ.")(document)})
    assert report.fields["header.subject"].strict.f1 == 0.5
    assert report.fields["header.subject"].soft.f1 == 1
    assert (report.documents.perfect_strict, report.documents.perfect_soft) == (2, 3)
    assert [d.kind for d in report.differences] == ["soft"]
    assert not report.select(soft=False)


def test_a_missing_document_costs_its_values_once(gold: Path, document: Document) -> None:
    report = score(
        gold, {NAME: change(document, attachments=(change(document.attachments[0], attachments=()),))}
    )
    assert report.fields["document.found"].strict.recall == pytest.approx(2 / 3)
    assert report.fields["tables.cells"].strict.recall == 0
    assert [(d.field, d.kind, d.document) for d in report.differences] == [("document.found", "missing", 2)]


def test_an_extra_document_is_counted_and_hurts_no_other(gold: Path, document: Document) -> None:
    extra = Document(
        id="x", role="appendix", label="PHỤ LỤC IX", sections=(Section(id="1", kind="decimal", label="1"),)
    )
    report = score(gold, {NAME: change(document, attachments=(*document.attachments, extra))})
    assert report.documents.perfect_strict == 3 and report.files.perfect_strict == 0
    assert report.fields["sections.label"].strict.precision == pytest.approx(6 / 7)
    assert [(d.field, d.kind, d.document) for d in report.differences] == [("document.found", "extra", -1)]


def test_a_lost_column_costs_that_column(gold: Path, document: Document) -> None:
    plan = document.attachments[0]
    table = plan.attachments[0].tables[0]
    narrow = change(
        table,
        columns=(table.columns[0], *table.columns[2:]),
        rows=tuple(change(r, cells=(r.cells[0], *r.cells[2:])) for r in table.rows),
    )
    appendix = change(plan.attachments[0], tables=(narrow,))
    report = score(gold, {NAME: change(document, attachments=(change(plan, attachments=(appendix,)),))})
    assert report.fields["tables.columns"].strict.recall == 0.75
    assert report.fields["tables.cells"].strict.precision == 1
    assert report.fields["tables.cells"].wrong == 3


def test_only_the_kept_rows_of_a_long_table_count(document: Document, tmp_path: Path) -> None:
    def rows(count: int) -> tuple[Row, ...]:
        names = [f"Dự án {n}" for n in range(count)]
        return tuple(
            Row(label=None, level=0, kind="item", parent=None, cells=("", name, "", ""), values=("",) * 4)
            for name in names
        )

    whole = in_table(lambda _: rows(60))(document)
    folder = write_gold(tmp_path / "gold", whole)
    path = folder / f"{NAME}.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    table = content["documents"][2]["tables"][0]
    table |= {"rows": table["rows"][:20] + table["rows"][-5:], "rows_kept": "20+5"}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert score(folder, {NAME: whole}).total.wrong == 0
    report = score(folder, {NAME: in_table(lambda _: rows(59))(document)})
    assert report.fields["tables.rows"].wrong > 0 and report.fields["tables.row_count"].wrong == 1


def test_a_partial_annotation_says_nothing_about_the_rest(document: Document, tmp_path: Path) -> None:
    folder = write_gold(tmp_path / "gold", change(document, attachments=(), sections=()), scope="pages 1-1")
    report = score(folder, {NAME: document})
    assert not report.differences and report.total.predicted == report.total.gold


def test_a_file_without_prediction_counts_as_empty(gold: Path) -> None:
    report = score(gold, {"another.txt": Document(id="x")})
    assert report.missing == (NAME,) and report.unknown == ("another.txt",)
    assert report.total.strict.recall == 0 and report.total.strict.precision is None
    assert report.total.strict.f1 == 0


def test_parts_of_the_gold(gold: Path, document: Document) -> None:
    assert score(gold, {NAME: document}, without={NAME}).files.gold == 0
    assert score(gold, {NAME: document}, only={NAME}).files.gold == 1
    assert score(gold, {NAME: document}, only=()).total.strict.f1 is None


def test_every_field_has_a_group_and_totals_leave_joint_fields_out(gold: Path, document: Document) -> None:
    report = score(gold, {NAME: document})
    assert set(map(group, FIELDS)) == set(groups()) == set(report.groups)
    counted = sum(tally.gold for name, tally in report.fields.items() if name not in JOINT)
    assert report.total.gold == counted == sum(tally.gold for tally in report.groups.values())


def test_render(gold: Path, document: Document) -> None:
    report = score(gold, {NAME: header(number="1208/QĐ-SY")(document)})
    text = render(report)
    header_lines = text.partition("\nbases")[0].splitlines()
    lines = {line.split()[0]: line.split()[1:] for line in header_lines}
    assert lines["number"][:5] == ["2", "2", "0.500", "0.500", "0.500"]
    assert lines["urgency"][:5] == ["0", "0", "-", "-", "-"]
    assert "documents with everything right: 2 (0.666) strict" in text
    assert "soft" not in render(report, ("strict",))


def test_render_differences(gold: Path, document: Document) -> None:
    report = score(gold, {NAME: header(number="1208/QĐ-SY", secrecy="MẬT", place=None)(document)})
    assert render_differences(report.differences) == (
        f"{NAME}  document 0\n"
        "  ! header.number\n      gold  1207/QĐ-SY\n      found 1208/QĐ-SY\n"
        "  - header.place\n      gold  X\n"
        "  + header.secrecy\n      found MẬT\n"
    )
    assert render_differences([]) == "no differences\n"


def test_long_texts_are_shown_where_they_part(gold: Path, document: Document) -> None:
    long = "chuyển đổi số " * 40
    folder = write_gold(gold, header(subject=long + "một")(document))
    text = render_differences(score(folder, {NAME: header(subject=long + "hai")(document)}).differences)
    assert "một" in text and "hai" in text and "…" in text
    assert max(map(len, text.splitlines())) < 200


def test_predictions_are_found_in_any_depth_and_in_a_run(document: Document, tmp_path: Path) -> None:
    jsondoc.write(tmp_path / "any" / "2013" / f"{NAME}.json", document)
    assert load_predictions(tmp_path / "any") == {NAME: document}
    jsondoc.write(tmp_path / "run" / "json" / "01" / "0123456789abcdef.json", document)
    there = {"path": f"x.zip!/2013/{NAME}", "status": "done", "json": "json/01/0123456789abcdef.json"}
    gone = {"path": "gone.txt", "status": "vanished", "json": "vanished/json/02/02.json"}
    report = {"files": [there, there | {"path": "copy.txt"}, gone, {"path": "bad.txt", "status": "failed"}]}
    (tmp_path / "run" / "report.json").write_text(json.dumps(report))
    assert load_predictions(tmp_path / "run") == {NAME: document, "copy.txt": document}


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        load_gold(tmp_path)
    with pytest.raises(NotFoundError):
        load_predictions(tmp_path / "none")
    (tmp_path / "x.json").write_text('{"file": 1}')
    with pytest.raises(DamagedFileError, match=r"x\.json"):
        load_gold(tmp_path)


def test_real_gold_scores_itself() -> None:
    named = os.environ.get("VANBAN_CORPUS")
    if not named:
        pytest.skip("VANBAN_CORPUS is not set")
    for annotation in load_gold(Path(named) / "gold").values():
        assert all(o.strict for o in compare(annotation, annotation.documents)), annotation.file
