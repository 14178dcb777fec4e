"""The flat tables, declared once: CSV, ``datapackage.json``, the docs and Parquet all follow from here.

One row per thing, keyed by ``document_id``; keys are stable ids made of the document's id and the
thing's place, so that the same file gives the same keys on every run.
"""

from datetime import date, timedelta

from vanban.outputs import entries
from vanban.outputs.columns import Column, TableSpec, at, document_key, item, ordinal, row_key, same


def printed_path(table_id: str) -> str:
    """Where a table as printed lies: that of ``3f9c/1#1`` in ``tables/3f/3f9c/3f9c-1-1.csv``.

    Unique, the last part of the name being the number; folders of a 256th of the documents stay quick to list.
    """
    name = table_id.replace("/", "-").replace("#", "-")
    document = name.partition("-")[0]
    return f"tables/{document[:2]}/{document}/{name}.csv"


def first_day(iso: str | None) -> str | None:
    """The first day that a date of any precision can mean; None for what is no date."""
    if not iso:
        return None
    whole = iso + "-01" * (2 - iso.count("-"))
    try:
        return date.fromisoformat(whole).isoformat()
    except ValueError:
        return None


def last_day(iso: str | None) -> str | None:
    """The last day that a date of any precision can mean; None for what is no date."""
    first = first_day(iso)
    if not iso or not first:
        return None
    day = date.fromisoformat(first)
    if iso.count("-") == 2:
        return first
    if iso.count("-") == 0:
        return day.replace(month=12, day=31).isoformat()
    return ((day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).isoformat()


def _table_key() -> Column:
    return Column(
        "table_id", "string", "The table it belongs to.", lambda e: e.parent_id, references="tables.table_id"
    )


DOCUMENTS = TableSpec(
    "documents",
    "Documents: main documents, the instruments issued with them, their appendices.",
    entries.documents,
    (
        document_key(key=True),
        Column(
            "parent_id",
            "string",
            "The document this one is attached to.",
            lambda e: e.parent_id,
            references="documents.document_id",
        ),
        Column(
            "root_id",
            "string",
            "The first document of the file.",
            lambda e: e.place.root_id,
            references="documents.document_id",
        ),
        Column("ordinal", "integer", "Place in the file, from 0.", lambda e: e.ordinal),
        *same("""
            role: main, attachment (an instrument issued with it) or appendix.
            label: Label of an appendix as printed.
        """),
        Column("path", "string", "The file, as the run named it (main documents only).", item("source.path")),
        Column("sha256", "string", "SHA-256 of the file.", item("source.sha256")),
        Column("bytes", "integer", "Size of the file.", item("source.bytes"), unit="byte"),
        Column("format", "string", "Format by content: txt, html, docx ...", item("source.format")),
        Column("pages", "integer", "Pages of the file, for paged formats.", item("source.pages")),
        Column("encoding", "string", "Characters of the file: unicode, tcvn3 ...", item("source.encoding")),
        Column("encodings", "string", "The same, exact: one or more.", item("source.encodings")),
        Column("text_layer", "string", "native, ocr or mixed.", item("source.text_layer")),
        Column("reader", "string", "What read the file.", item("source.reader")),
        Column("parent_agency", "string", "Cơ quan chủ quản, as printed.", item("header.parent_agency.text")),
        Column("parent_agency_name", "string", "Its full name.", item("header.parent_agency.name")),
        Column("agency", "string", "Cơ quan ban hành, as printed.", item("header.agency.text")),
        Column("agency_name", "string", "Its full name.", item("header.agency.name")),
        Column("agency_level", "string", "central, province, district ...", item("header.agency.level")),
        Column("province_code", "string", "Province of the agency.", item("header.agency.province_code")),
        Column("organ_id", "string", "Identifier of the agency.", item("header.agency.organ_id")),
        Column("number", "string", "Số, ký hiệu, without inner spaces.", item("header.number")),
        Column("code_number", "string", "The ordinal, zeros kept.", item("header.code_number")),
        Column("year", "integer", "The year inside the number.", item("header.year"), unit="year"),
        Column("code_notation", "string", "Ký hiệu alone.", item("header.code_notation")),
        Column("place", "string", "Địa danh.", item("header.place")),
        Column("date", "isodate", "Date of issue, as precise as printed.", item("header.date")),
        Column("date_start", "date", "First day it can mean.", lambda e: first_day(e.item.header.date)),
        Column("date_end", "date", "Last day it can mean.", lambda e: last_day(e.item.header.date)),
        Column("type", "string", "Tên loại văn bản.", item("header.type")),
        Column("type_code", "string", "Its abbreviation: QĐ, KH ...", item("header.type_code")),
        Column("subject", "string", "Trích yếu.", item("header.subject")),
        Column("authority", "string", "Who decides, above the bases.", item("header.authority")),
        Column("addressees", "string", "Kính gửi, one or more.", item("header.addressees")),
        Column("urgency", "string", "Độ khẩn.", item("header.urgency")),
        Column("secrecy", "string", "Độ mật.", item("header.secrecy")),
        Column("circulation", "string", "Chỉ dẫn về phạm vi lưu hành.", item("header.circulation")),
        Column("effective_date", "isodate", "First day in force.", item("header.effective_date")),
        Column("effective_rule", "string", "The words it follows from.", item("header.effective_rule")),
        Column("expiry_date", "isodate", "Last day in force.", item("header.expiry_date")),
        Column("issued_with_text", "string", 'The "(Kèm theo ...)" line.', item("header.issued_with.text")),
        Column("issued_with_type", "string", "Type it names.", item("header.issued_with.type")),
        Column("issued_with_number", "string", "Number it names.", item("header.issued_with.number")),
        Column("issued_with_date", "isodate", "Date it names.", item("header.issued_with.date")),
        Column("issued_with_issuer", "string", "Issuer it names.", item("header.issued_with.issuer")),
        *same("""
            formula: The enacting words.
            preamble: Unlabelled paragraphs before the first section.
            closing: The closing paragraph.
        """),
    ),
)

BASES = TableSpec(
    "bases",
    "Legal bases and proposals of the preamble.",
    entries.Things("bases"),
    (
        row_key("basis_id", "basis"),
        document_key(),
        ordinal("bases"),
        *same("""
            kind: legal, proposal or other.
            text: As printed, without the closing ; or ,.
        """),
    ),
)

CITATIONS = TableSpec(
    "citations",
    "Instruments named anywhere in the documents, in their bases too.",
    entries.citations,
    (
        row_key("citation_id", "citation"),
        document_key(),
        ordinal("citations"),
        Column(
            "basis_id",
            "string",
            "The basis that names it, if one does.",
            lambda e: e.parent_id,
            references="bases.basis_id",
        ),
        *at("citation"),
        *same("""
            relation: based_on, cites, amends, supplements, replaces, repeals, guides ...
            type: Type named: Quyết định, Luật ...
            number: Number named.
        """),
        Column("date", "isodate", "Date named."),
        *same("""
            issuer: Issuer named, as printed.
            title: Title named.
        """),
        Column("article", "string", "Điều.", item("provision.article")),
        Column("clause", "string", "Khoản.", item("provision.clause")),
        Column("point", "string", "Điểm.", item("provision.point")),
        *same("text: As printed."),
    ),
)

SECTIONS = TableSpec(
    "sections",
    "Labelled units of the body, bullets included, in reading order.",
    entries.sections,
    (
        row_key("section_id", "section"),
        document_key(),
        ordinal("sections"),
        Column(
            "parent_section_id",
            "string",
            "The section above it.",
            lambda e: e.parent_id,
            references="sections.section_id",
        ),
        Column("depth", "integer", "Nesting depth, 1 at the top.", lambda e: e.depth),
        *same("""
            kind: part, chapter, section, subsection, article, clause, point, roman, letter, decimal, bullet ...
            label: As printed, without the closing . ) or :.
            heading: Its own heading line.
            text: Its own text; line breaks part the paragraphs.
        """),
        Column("page", "integer", "Page it begins on."),
    ),
)

SIGNATURES = TableSpec(
    "signatures",
    "Signers.",
    entries.Things("signatures"),
    (
        row_key("signature_id", "signature"),
        document_key(),
        ordinal("signatures"),
        *same("""
            capacity: TM., KT., TL., TUQ. lines as printed.
            capacity_codes: Their codes in printed order.
            position: Chức vụ.
            name: Name of the signer.
            signed_at: Time of signing, from a digital signature.
        """),
    ),
)

RECIPIENTS = TableSpec(
    "recipients",
    'Lines under "Nơi nhận".',
    entries.Things("recipients"),
    (
        row_key("recipient_id", "recipient"),
        document_key(),
        ordinal("recipients"),
        *same("""
            kind: recipient, or archive for the "Lưu" line.
            text: As printed, without the dash and the closing mark.
            name: Who.
            purpose: What for: để báo cáo ...
        """),
    ),
)

TABLES = TableSpec(
    "tables",
    "Data tables; their cells are in `cells` and, as printed, in `file`.",
    entries.tables,
    (
        row_key("table_id", "table"),
        document_key(),
        ordinal("tables"),
        *same("title: Caption as printed."),
        Column("unit", "string", "Unit as printed.", item("unit.text")),
        Column("currency", "string", "Currency of the unit (ISO 4217).", item("unit.currency")),
        Column("scale", "integer", "Factor from the unit to base units.", item("unit.scale")),
        Column("pages", "string", "Pages it stands on."),
        Column("row_count", "integer", "Data rows.", lambda e: len(e.item.rows)),
        Column("column_count", "integer", "Columns.", lambda e: len(e.item.columns)),
        Column("check_count", "integer", "Sums checked.", lambda e: len(e.item.checks)),
        Column("failed_checks", "integer", "Of them wrong.", lambda e: sum(not c.ok for c in e.item.checks)),
        Column(
            "notes", "string", "Notes under it.", lambda e: "\n".join(n.text for n in e.item.notes) or None
        ),
        Column("file", "string", "The table as printed.", lambda e: printed_path(e.id)),
    ),
)

COLUMNS = TableSpec(
    "columns",
    "Columns of the data tables.",
    entries.columns,
    (
        row_key("column_id", "column"),
        document_key(),
        _table_key(),
        Column("ordinal", "integer", "Place in the table, from 0.", lambda e: e.ordinal),
        Column("name", "string", "Its id within the table.", item("id")),
        Column("header", "string", "Header path from top to bottom."),
        Column("kind", "string", "ordinal, text, number, percent, date or period."),
        Column("year", "integer", "The year it is about.", unit="year"),
        Column("unit", "string", "Its own unit as printed.", item("unit.text")),
        Column("scale", "integer", "Factor from that unit to base units.", item("unit.scale")),
    ),
)

CELLS = TableSpec(
    "cells",
    "Cells of the data tables, one a row, ready to pivot.",
    entries.cells,
    (
        row_key("cell_id", "cell"),
        document_key(),
        _table_key(),
        Column("row", "integer", "Row, from 0."),
        Column("page", "integer", "The page the row begins on."),
        *same("""
            row_label: Ordinal or mark of the row.
            row_kind: total, group, item or note.
            row_path: Names of the rows above it and its own.
        """),
        Column("row_level", "integer", "Level of the row in the hierarchy."),
        Column("parent_row", "integer", "The row above it in the hierarchy."),
        Column("column_id", "string", "Its column.", references="columns.column_id"),
        Column("column", "string", "Id of the column within the table."),
        Column("header", "string", "Header path of the column."),
        Column("year", "integer", "The year the column is about.", unit="year"),
        Column("unit", "string", "Unit as printed.", item("unit.text")),
        Column("currency", "string", "Currency of the unit (ISO 4217).", item("unit.currency")),
        Column("scale", "integer", "Factor from the unit to base units.", item("unit.scale")),
        Column("text", "string", "As printed."),
        Column("number", "number", "Its value, if it is a number.", unit="{unit}"),
        Column(
            "base_number", "number", "The same in base units: 8 tỷ đồng are 8000000000.", unit="{currency}"
        ),
        Column("value_text", "string", "Its value, if it is something else."),
    ),
)

CHECKS = TableSpec(
    "checks",
    "Sums that the tables state, recomputed.",
    entries.checks,
    (
        row_key("check_id", "check"),
        document_key(),
        _table_key(),
        *same("""
            rule: children_sum, parts_sum, years_sum, sources_sum, total_sum or formula.
            column: Id of the column of the stated value.
        """),
        Column("row", "integer", "Row of the stated value, from 0."),
        Column("expected", "number", "What the parts add up to."),
        Column("found", "number", "What is stated."),
        Column("ok", "boolean", "Do they agree?"),
    ),
)

AMOUNTS = TableSpec(
    "amounts",
    "Amounts of money in running text.",
    entries.Things("amounts"),
    (
        row_key("amount_id", "amount"),
        document_key(),
        ordinal("amounts"),
        *at("amount"),
        Column("text", "string", "As printed."),
        Column("value", "integer", "The amount.", unit="{currency}"),
        Column("currency", "string", "ISO 4217."),
        Column("in_words", "integer", "The amount as spelt out.", unit="{currency}"),
        Column("agrees", "boolean", "Do figures and words agree?"),
    ),
)

TARGETS = TableSpec(
    "targets",
    "Measurable aims.",
    entries.Things("targets"),
    (
        row_key("target_id", "target"),
        document_key(),
        ordinal("targets"),
        *at("target"),
        *same("""
            text: As printed.
            indicator: What is measured.
            comparator: =, >, >=, <, <=, ~ or range.
        """),
        Column("low", "number", "Lowest value.", unit="{unit}"),
        Column("high", "number", "Highest value.", unit="{unit}"),
        *same("""
            unit: Unit as printed.
            deadline: By when.
        """),
    ),
)

TASKS = TableSpec(
    "tasks",
    "Who does what.",
    entries.Things("tasks"),
    (
        row_key("task_id", "task"),
        document_key(),
        ordinal("tasks"),
        *at("task"),
        *same("""
            lead: Who leads.
            partners: Who takes part.
            action: What is to be done.
            deadline: By when.
        """),
    ),
)

PROBLEMS = TableSpec(
    "problems",
    "What a checker would tell the clerk.",
    entries.Things("problems"),
    (
        row_key("problem_id", "problem"),
        document_key(),
        ordinal("problems"),
        *same("""
            code: Stable code, see docs/problems.md.
            severity: info, warning or error.
            message: For people.
            at: Path of what it is about.
        """),
    ),
)

ALL: tuple[TableSpec, ...] = (
    DOCUMENTS, BASES, SECTIONS, CITATIONS, SIGNATURES, RECIPIENTS, TABLES, COLUMNS, CELLS, CHECKS,
    AMOUNTS, TARGETS, TASKS, PROBLEMS,
)  # fmt: skip
