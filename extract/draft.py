"""The draft: a segmented document, verbatim. Extraction makes it, normalisation reads it.

Guarantees:

* Every :class:`Span` of origin ``read`` has its place in the reading text: ``layout.text[start:end]`` holds
  the words of ``text`` in their order, and nothing else unless the source prints other text between its
  lines (a letterhead of two columns); nothing is corrected, completed or normalised.
* Sections form a tree in reading order; every paragraph of the body stands in exactly one place:
  header, basis, formula, section, closing, signature, recipient, table, note or attachment.
* No input makes the segmenter raise.
"""

from typing import Literal

import msgspec

from vanban.corpus.layout import Box, Grid

Origin = Literal["read", "signature", "ocr", "inferred"]
Role = Literal["main", "attachment", "appendix"]
BasisKind = Literal["legal", "proposal", "other"]


class Span(msgspec.Struct, frozen=True, gc=False):  # thousands a document, never in a cycle
    """A stretch of the reading text, white space folded."""

    text: str
    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    origin: Origin = "read"
    confidence: float = 1.0


class DraftCitation(msgspec.Struct, frozen=True):
    """One instrument named in the text; every part verbatim, None where the text does not say."""

    span: Span
    type: str | None = None
    number: str | None = None
    date: str | None = None  # as printed: "ngày 22/9/2010"
    issuer: str | None = None
    title: str | None = None
    provision: str | None = None  # as printed: "khoản 2 Điều 13"
    relation: str = "cites"


class DraftBasis(msgspec.Struct, frozen=True):
    """One "Căn cứ ..." item, closing ; or , cut off."""

    kind: BasisKind
    span: Span
    citations: tuple[DraftCitation, ...] = ()


class DraftHeader(msgspec.Struct, frozen=True):
    """The header's cells as printed; ``number`` is what stands after "Số:", blanks included."""

    parent_agency: Span | None = None
    agency: Span | None = None
    number: Span | None = None
    place: Span | None = None
    date: Span | None = None
    type: Span | None = None
    type_name: str | None = None  # "Quyết định"; inferred for letters and unlabelled annexes
    subject: Span | None = None
    authority: Span | None = None
    addressees: tuple[Span, ...] = ()
    urgency: Span | None = None
    secrecy: Span | None = None
    circulation: Span | None = None
    issued_with: DraftCitation | None = None


class DraftSection(msgspec.Struct, frozen=True):
    """A labelled unit; ``paragraphs`` is its own text without the label."""

    kind: str
    label: str
    span: Span  # the whole first paragraph, label included
    heading: Span | None
    paragraphs: tuple[Span, ...]
    children: tuple["DraftSection", ...] = ()


class DraftSignature(msgspec.Struct, frozen=True):
    """One signer; ``capacities`` are the TM. / KT. lines in order."""

    span: Span
    capacities: tuple[str, ...] = ()
    position: str | None = None
    name: str | None = None
    signed_at: str | None = None


class DraftRecipient(msgspec.Struct, frozen=True):
    """One line under "Nơi nhận", without its dash and closing ; or full stop."""

    span: Span
    kind: Literal["recipient", "archive"] = "recipient"


class DraftNote(msgspec.Struct, frozen=True):
    """A note under a table: "(1) gồm các nội dung"."""

    mark: str | None
    span: Span


class DraftTable(msgspec.Struct, frozen=True):
    """A data table: the grid with what stands around it.

    ``header_rows`` rows at the top of ``grid`` are headers (a column-number row included).
    """

    grid: Grid
    header_rows: int
    title: Span | None = None
    unit: Span | None = None  # "ĐVT: Triệu đồng": the words after the label
    notes: tuple[DraftNote, ...] = ()


class DraftProblem(msgspec.Struct, frozen=True):
    """Something a checker would tell the clerk; ``at`` is a path such as ``header/date``."""

    code: str
    message: str
    at: str
    severity: Literal["info", "warning", "error"] = "warning"


class DraftFootnote(msgspec.Struct, frozen=True):
    """A foot- or endnote: its mark, its paragraphs without it."""

    mark: str
    spans: tuple[Span, ...]


class Draft(msgspec.Struct, frozen=True):
    """One document: the main one, an instrument issued with it, or an appendix."""

    role: Role
    label: Span | None = None
    header: DraftHeader = DraftHeader()
    bases: tuple[DraftBasis, ...] = ()
    formula: Span | None = None
    preamble: tuple[Span, ...] = ()  # unlabelled paragraphs before the first section
    sections: tuple[DraftSection, ...] = ()
    closing: Span | None = None
    signatures: tuple[DraftSignature, ...] = ()
    recipients: tuple[DraftRecipient, ...] = ()
    tables: tuple[DraftTable, ...] = ()
    notes: tuple[DraftFootnote, ...] = ()
    attachments: tuple["Draft", ...] = ()
    problems: tuple[DraftProblem, ...] = ()
