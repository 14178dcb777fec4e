"""The document model ``vanban/1``: the hand-over from normalisation to every output.

Guarantees: instances are immutable and fully typed; unknown fields are refused on reading; texts are
Unicode NFC with white space folded (``"\\n"`` parts the paragraphs of one text); a value that the page
does not hold is None, never a guess; dates are ISO 8601 (``2013-10-26``, ``2013-10`` or ``2013``); ids
are unique within a document tree. ``docs/schema.json`` is generated from this module.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Literal

import msgspec

if TYPE_CHECKING:
    import pandas

SCHEMA = "vanban/1"

Level = Literal["central", "province", "district", "commune", "party", "assembly", "court", "other"]
Severity = Literal["info", "warning", "error"]


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """Base of all parts of the model: trees, so that the garbage collector need not look for cycles."""


class FileSignature(Model, frozen=True, kw_only=True):
    """A digital signature found in the file. ``covers_all``: does it cover the whole file?"""

    signer: str | None = None
    organisation: str | None = None
    time: str | None = None
    covers_all: bool | None = None


class Source(Model, frozen=True, kw_only=True):
    """The file a document tree came from.

    ``encodings`` names all that the text was written in, by how much of it: exact where ``encoding`` says mixed.
    """

    path: str
    sha256: str
    bytes: int
    format: str
    reader: str
    pages: int | None = None
    encoding: Literal["unicode", "tcvn3", "vni", "viscii", "mixed"] = "unicode"
    encodings: tuple[Literal["unicode", "tcvn3", "vni", "viscii", "vps"], ...] = ("unicode",)
    text_layer: Literal["native", "ocr", "mixed"] = "native"
    signatures: tuple[FileSignature, ...] = ()


class Agency(Model, frozen=True, kw_only=True):
    """An issuing body. ``text`` as printed; the rest None when it is not known for sure."""

    text: str
    name: str | None = None
    level: Level | None = None
    province_code: str | None = None
    organ_id: str | None = None


class IssuedWith(Model, frozen=True, kw_only=True):
    """The instrument that an attachment was issued with, as its "(Kèm theo ...)" line names it."""

    text: str
    type: str | None = None
    number: str | None = None
    date: str | None = None
    issuer: str | None = None


class Header(Model, frozen=True, kw_only=True):
    """The header's cells (Decree 30/2020/NĐ-CP, Article 8 and Annex I)."""

    parent_agency: Agency | None = None
    agency: Agency | None = None
    number: str | None = None
    code_number: str | None = None
    year: int | None = None
    code_notation: str | None = None
    place: str | None = None
    date: str | None = None
    type: str | None = None
    type_code: str | None = None
    subject: str | None = None
    authority: str | None = None
    addressees: tuple[str, ...] = ()
    urgency: str | None = None
    secrecy: str | None = None
    circulation: str | None = None
    effective_date: str | None = None
    effective_rule: str | None = None
    expiry_date: str | None = None
    issued_with: IssuedWith | None = None


class Provision(Model, frozen=True, kw_only=True):
    """A place inside a cited instrument."""

    article: str | None = None
    clause: str | None = None
    point: str | None = None


class Citation(Model, frozen=True, kw_only=True):
    """One instrument named in the text. ``at``: ``bases/0`` or the id of a section."""

    text: str
    type: str | None = None
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    provision: Provision | None = None
    relation: Literal[
        "based_on", "cites", "amends", "supplements", "replaces", "repeals", "guides", "extends",
        "suspends", "corrects", "consolidates", "issued_with", "proposes",
    ] = "cites"  # fmt: skip
    at: str | None = None


class Basis(Model, frozen=True, kw_only=True):
    """One item of the preamble, without its closing ; or ,."""

    kind: Literal["legal", "proposal", "other"]
    text: str
    citations: tuple[Citation, ...] = ()


class Section(Model, frozen=True, kw_only=True):
    """A labelled unit of the body; an unlabelled paragraph belongs to the text of its unit."""

    id: str
    kind: Literal[
        "part", "chapter", "section", "subsection", "article", "clause", "point", "roman", "letter",
        "decimal", "bullet", "task", "appendix_part",
    ]  # fmt: skip
    label: str
    heading: str | None = None
    text: str = ""
    page: int | None = None
    children: tuple["Section", ...] = ()


class Signature(Model, frozen=True, kw_only=True):
    """One signer. ``capacity_codes``: TM., KT., TL., TUQ., Q. in printed order."""

    capacity: str | None = None
    capacity_codes: tuple[str, ...] = ()
    position: str | None = None
    name: str | None = None
    signed_at: str | None = None


class Recipient(Model, frozen=True, kw_only=True):
    """One line of "Nơi nhận"."""

    text: str
    name: str | None = None
    purpose: str | None = None
    kind: Literal["recipient", "archive"] = "recipient"


class Unit(Model, frozen=True, kw_only=True):
    """A unit as printed; for money its currency and the factor to base units."""

    text: str
    currency: str | None = None
    scale: int | None = None


class Column(Model, frozen=True, kw_only=True):
    """A column; ``header`` is the full path from top to bottom, spanning headers repeated."""

    id: str
    header: tuple[str, ...]
    kind: Literal["ordinal", "text", "number", "percent", "date", "period"] = "text"
    year: int | None = None
    unit: Unit | None = None


Value = int | float | str | None


class Row(Model, frozen=True, kw_only=True):
    """A data row. ``parent``: index of the row above it in the hierarchy; ``cells`` as printed.

    ``values``: a number in number and percent columns, an ISO 8601 date (``2013-10``) or period (``2010/2011``) in
    date and period columns, the text elsewhere; None where the cell is blank or cannot be read as its column says.
    ``page``: the page the row begins on, where pages are known.
    """

    label: str | None
    level: int
    kind: Literal["total", "group", "item", "note"]
    parent: int | None
    cells: tuple[str, ...]
    values: tuple[Value, ...]
    page: int | None = None


class TableNote(Model, frozen=True, kw_only=True):
    """A note under a table."""

    mark: str | None
    text: str


class Footnote(Model, frozen=True, kw_only=True):
    """A foot- or endnote of the document; paragraphs are joined by a line feed."""

    mark: str
    text: str


class Check(Model, frozen=True, kw_only=True):
    """A sum the table states. ``row`` and ``column`` name where the stated value stands."""

    rule: Literal["children_sum", "parts_sum", "years_sum", "sources_sum", "total_sum", "formula"]
    column: str
    row: int
    expected: int | float
    found: int | float
    ok: bool


class Table(Model, frozen=True, kw_only=True):
    """A data table, its header resolved, its values typed, its sums checked."""

    id: str
    title: str | None = None
    unit: Unit | None = None
    pages: tuple[int, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[TableNote, ...] = ()
    checks: tuple[Check, ...] = ()

    def to_pandas(
        self,
        *,
        kinds: Collection[Literal["total", "group", "item", "note"]] | None = None,
        ids: bool = False,
    ) -> "pandas.DataFrame":
        """The table as a data frame: header levels as column levels, values typed.

        Args:
            kinds: only rows of these kinds; ``{"item"}`` keeps sums from being counted twice.
            ids: name the columns by their ids, which are unique, instead of their headers.
        """
        from vanban.normalize.frames import to_pandas

        table: Any = self  # type checkers know this class under the folder's name as well
        return to_pandas(table, kinds=kinds, ids=ids)


class Amount(Model, frozen=True, kw_only=True):
    """An amount of money in running text; ``in_words`` and ``agrees`` when it is spelt out too."""

    text: str
    value: int | None
    currency: str = "VND"
    in_words: int | None = None
    agrees: bool | None = None
    at: str | None = None


class Target(Model, frozen=True, kw_only=True):
    """A measurable aim: an interval. ``>``, ``>=`` give ``low`` only, ``<``, ``<=`` give ``high`` only."""

    text: str
    indicator: str | None
    low: int | float | None
    high: int | float | None
    unit: str | None
    comparator: Literal["=", ">", ">=", "<", "<=", "~", "range"]
    deadline: str | None = None
    at: str | None = None


class Task(Model, frozen=True, kw_only=True):
    """Who does what: lead bodies, partners, the action, the deadline as printed or ISO."""

    lead: tuple[str, ...]
    partners: tuple[str, ...]
    action: str
    deadline: str | None = None
    at: str | None = None


class Problem(Model, frozen=True, kw_only=True):
    """What a checker would tell the clerk; codes are documented in docs/problems.md."""

    code: str
    severity: Severity
    message: str
    at: str | None = None


class Evidence(Model, frozen=True, kw_only=True):
    """Where a value stands: offsets into the reading text, page and box for paged input.

    ``text`` is what was read there; ``repaired`` is what the value says instead, where recognition misread a name that
    the document itself or the lists of bodies and provinces prove. ``as_recognised`` is what recognition gave where the
    reading text itself was put right: a set phrase ("PHÓ CHÚ TỊCH"), the "V/v" of a letter.
    """

    text: str
    start: int
    end: int
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    confidence: float = 1.0
    origin: Literal["read", "signature", "ocr", "inferred"] = "read"
    repaired: str | None = None
    as_recognised: str | None = None


class Document(Model, frozen=True, kw_only=True):
    """One document; attachments and appendices are documents too, in reading order."""

    schema: Literal["vanban/1"] = "vanban/1"
    id: str
    role: Literal["main", "attachment", "appendix"] = "main"
    label: str | None = None
    source: Source | None = None
    header: Header = Header()
    bases: tuple[Basis, ...] = ()
    formula: str | None = None
    preamble: str | None = None
    sections: tuple[Section, ...] = ()
    closing: str | None = None
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[Footnote, ...] = ()
    citations: tuple[Citation, ...] = ()
    amounts: tuple[Amount, ...] = ()
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()
    attachments: tuple["Document", ...] = ()
    problems: tuple[Problem, ...] = ()
    evidence: dict[str, Evidence] = {}
