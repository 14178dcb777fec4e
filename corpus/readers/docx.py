"""Reader of DOCX (Office Open XML, word processing)."""

from collections.abc import Iterator, Sequence

from lxml import etree

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.layout import Layout, Note, Page
from vanban.corpus.readers.docx_flow import Flow, notes_text
from vanban.corpus.readers.docx_numbering import Numbering
from vanban.corpus.readers.docx_objects import Objects
from vanban.corpus.readers.docx_styles import Styles, W, points
from vanban.corpus.readers.ooxml import Package, Relationship, damaged
from vanban.corpus.readers.word import Para, Run, WordBlock, WordDocument
from vanban.corpus.readers.word_layout import to_layout
from vanban.corpus.readers.word_margins import add_margin

NAME = "vanban-docx"
VERSION = "1"

_MAIN = "word/document.xml"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read(data: bytes, budgets: Budgets = DEFAULT) -> Layout:
    """Read a DOCX.

    Pages are numbered where Word recorded its page breaks, and unknown elsewhere.

    Raises:
        DamagedFileError: the package or its XML is truncated or broken.
        EncryptedFileError: the package is encrypted.
        TooLargeError: the package holds too many members or would grow beyond its budgets.
    """
    return to_layout(document_of(data, budgets), format="docx", reader=f"{NAME} {VERSION}")


def document_of(data: bytes, budgets: Budgets = DEFAULT) -> WordDocument:
    """The raw document of a DOCX; see :func:`read` for what is raised."""
    package = Package(data, budgets)
    main = next((r.part for r in package.relationships() if r.kind == "officeDocument"), _MAIN)
    links = package.relationships(main)
    body = package.xml(main).find(W + "body")
    if body is None:
        raise damaged("The document has no body.")
    parts = _Parts(package, links)
    objects = Objects(package, parts.by_id, budgets)
    flow = Flow(Styles(parts.root("styles")), Numbering(parts.root("numbering")), objects.blocks)
    blocks = flow.blocks(body)
    has_pages = flow.page > 1
    size, width = _paper(body)
    document = WordDocument(blocks, text_width=width)
    if has_pages:
        document.pages = tuple(Page(at + 1, *size) for at in range(flow.page))
    else:
        _forget_pages(blocks)
    document.footnotes = list(_footnotes(flow, parts))
    _add_margins(document, flow, parts, body)
    document.notes += objects.notes()
    if next(body.iter(W + "altChunk"), None) is not None:
        message = "The document embeds another file (altChunk), which is not read."
        document.notes.append(Note("embedded-file", message))
    return document


class _Parts:
    """The parts beside the main one; one that is missing or broken is as if it said nothing."""

    def __init__(self, package: Package, links: Sequence[Relationship]) -> None:
        self._package = package
        self._by_kind = {link.kind: link.part for link in links}
        self.by_id = {link.id: link for link in links}

    def root(self, kind: str) -> etree._Element | None:
        return self.xml(self._by_kind.get(kind, f"word/{kind}.xml"))

    def xml(self, part: str) -> etree._Element | None:
        return self._package.xml(part) if part in self._package else None


def _forget_pages(blocks: Sequence[WordBlock]) -> None:
    for block in blocks:
        block.page = None
        if not isinstance(block, Para):
            for cell in block.cells:
                _forget_pages(cell.blocks)


def _paper(body: etree._Element) -> tuple[tuple[float, float], float]:
    """Width and height of the (last section's) page, and the width between its margins, in points."""
    size, margins = None, None
    for section in body.iter(W + "sectPr"):
        size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    if size is None:
        return (595.3, 841.9), 470.0
    width, height = points(size.get(W + "w")) or 595.3, points(size.get(W + "h")) or 841.9
    if margins is None:
        return (width, height), width * 0.79
    left, right = points(margins.get(W + "left")) or 0.0, points(margins.get(W + "right")) or 0.0
    return (width, height), max(width - left - right, width / 4)


def _footnotes(flow: Flow, parts: _Parts) -> Iterator[Para]:
    """Foot- and endnotes in the order of their references, each led by its number in brackets."""
    references = list(flow.references)
    for kind in ("footnote", "endnote"):
        ids = [note_id for of, note_id in references if of == kind]
        root = parts.root(f"{kind}s") if ids else None
        if root is None:
            continue
        nodes = notes_text(root, kind)
        for number, note_id in enumerate(dict.fromkeys(ids), 1):
            if note_id not in nodes:
                continue
            paras = [block for block in flow.blocks(nodes[note_id]) if isinstance(block, Para)]
            if paras:
                paras[0].runs.insert(0, Run(f"[{number}] "))
            for para in paras:
                para.page = None
            yield from paras


def _add_margins(document: WordDocument, flow: Flow, parts: _Parts, body: etree._Element) -> None:
    """Headers and footers go apart; a letterhead printed by the first page's header goes to the top."""
    seen: set[str] = set()
    for section in body.iter(W + "sectPr"):
        for node in section:
            kind = {W + "headerReference": "header", W + "footerReference": "footer"}.get(node.tag)
            link = parts.by_id.get(node.get(_R_ID, "")) if kind else None
            if kind is None or link is None or link.part in seen:
                continue
            seen.add(link.part)
            root = parts.xml(link.part)
            if root is None:
                continue
            blocks = flow.blocks(root)
            _forget_pages(blocks)
            add_margin(document, f"page {kind}", blocks)
