"""Reader of PDF: text, ruled tables, stamps and digital signatures of born-digital files.

Pages are read one by one (:mod:`pdf_pages`): characters with their boxes (:mod:`pdf_chars`), ruling lines
(:mod:`pdf_paths`, :mod:`pdf_grids`), what signing software drew (:mod:`pdf_marks`), and whether the text can be
relied on (:mod:`pdf_quality`). Then the document is put together (:mod:`pdf_compose`).
"""

import functools
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version

import pypdfium2 as pdfium
from pypdfium2 import raw

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import (
    DamagedFileError,
    EncryptedFileError,
    NoTextLayerError,
    TooLargeError,
    UnsupportedFormatError,
)
from vanban.corpus.layout import Layout, Note, Page, TextLayer
from vanban.corpus.legacy import together
from vanban.corpus.ocr.engine import is_available
from vanban.corpus.readers import scans
from vanban.corpus.readers.pdf_chars import Faces
from vanban.corpus.readers.pdf_compose import compose
from vanban.corpus.readers.pdf_pages import PageRead, asides, read_page
from vanban.corpus.readers.pdf_signatures import read_signatures
from vanban.corpus.text import clean

NAME = "vanban-pdf"
VERSION = "1"

_END_MARK = b"%%EOF"
_MAX_FILES = 50  # that are named
_TAIL = 4096  # bytes at the end that hold the end mark of a whole file
_QUOTE = 200  # characters of a note's example
_OCR = "Text recognition (OCR) is needed; `vanban doctor` says how to get it."
_SEE = "See whether it is the right file."


def read(data: bytes, budgets: Budgets = DEFAULT) -> Layout:
    """Read a PDF.

    Raises:
        EncryptedFileError: it needs a password to be opened.
        DamagedFileError: truncated or broken beyond reading.
        NoTextLayerError: no page has text that can be read.
        UnsupportedFormatError: a dynamic form, whose pages are not in the file.
        TooLargeError: more pages than budgeted.
    """
    document = _open(data)
    try:
        count = len(document)
        if count > budgets.pages:
            raise TooLargeError(
                f"The file has {count} pages; the limit is {budgets.pages}.",
                remedy="Split it, or raise the limit.",
            )
        if is_dynamic(document):
            raise dynamic_form()
        signatures = read_signatures(document, len(data))  # before pages are flattened
        files = _files(document)
        faces = Faces()
        pages = [read_page(document, index, faces) for index in range(count)]
    finally:
        document.close()
    loaded = [page for page in pages if page is not None]
    found, left_out = scans.recognise(data, loaded, signatures, budgets)
    _check(found, files)
    builder = scans.builder(found)
    margins = compose([page for page in found if page.runs or page.turned], builder)
    converted = together([page.converted for page in found])
    lost = [at for at, page in enumerate(pages, 1) if page is None]
    return builder.build(
        format="pdf",
        reader=_reader(),
        pages=tuple(Page(page.number, round(page.width, 2), round(page.height, 2)) for page in found),
        encodings=converted.encodings,
        text_layer=_text_layer(found),
        notes=(
            *_notes(found, lost),
            *left_out,
            *_end_notes(data),
            *filter(None, [converted.note, _files_note(files)]),
        ),
        metadata=tuple(asides(found, margins)),
        signatures=signatures,
        scans=scans.seen(found),
    )


@functools.cache  # looking a version up reads files
def _reader() -> str:
    return f"{NAME} {VERSION} (pypdfium2 {version('pypdfium2')})"


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
        if len(document) == 0:
            document.close()
            raise _damaged()
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise EncryptedFileError(
                "The file asks for a password.", remedy="Save a copy without one in the program that made it."
            ) from error
        raise _damaged() from error
    return document


def _damaged() -> DamagedFileError:
    return DamagedFileError(
        "The PDF is truncated or broken.", remedy="Copy it again from where it came from."
    )


def is_dynamic(document: pdfium.PdfDocument) -> bool:
    """Whether the pages are made by a form (XFA) when it is opened, so that they are not in the file."""
    return bool(raw.FPDF_GetFormType(document.raw) == raw.FORMTYPE_XFA_FULL)


def dynamic_form() -> UnsupportedFormatError:
    """What is said of such a file."""
    return UnsupportedFormatError(
        "The pages of the PDF are made by Adobe Reader when it opens the file (a dynamic form, XFA).",
        remedy="Print it from Adobe Reader to a PDF.",
    )


def _files(document: pdfium.PdfDocument) -> list[str]:
    """The names of the files that a PDF holds: those of a portfolio, attachments."""
    count = min(document.count_attachments(), _MAX_FILES)
    return [clean(document.get_attachment(at).get_name()) or "?" for at in range(count)]


def _files_note(files: Sequence[str]) -> Note | None:
    if not files:
        return None
    return Note("embedded-file", f"Files inside the PDF that were not read: {', '.join(files)}.")


def _check(pages: Sequence[PageRead], files: Sequence[str]) -> None:
    """Refuse a file of which nothing can be read."""
    if not pages:
        raise _damaged()
    kinds = {page.kind for page in pages}
    if kinds & {"native", "ocr", "recognised"}:
        return
    remedy = _SEE if is_available() else _OCR
    if files:
        remedy = f"Files inside it: {', '.join(files)}. Take them out, and read them. {remedy}"
    if "unreadable" in kinds:
        raise NoTextLayerError("The text layer of the PDF is unreadable.", remedy=remedy)
    if "image" in kinds:
        raise NoTextLayerError("The pages of the PDF are images without text.", remedy=remedy)
    raise NoTextLayerError("The pages of the PDF hold no text.", remedy=remedy if files else _SEE)


def _text_layer(pages: Sequence[PageRead]) -> TextLayer:
    kinds = {page.kind for page in pages} - {"blank"}
    if kinds == {"native"}:
        return "native"
    return "mixed" if "native" in kinds else "ocr"


def _notes(pages: Sequence[PageRead], lost: Sequence[int]) -> Iterator[Note]:
    """What could not be read, by page."""
    remedy = "" if is_available() else f" {_OCR}"
    images = [page.number for page in pages if page.kind == "image"]
    if images:
        yield Note("page-without-text", f"Pages that are images without text: {_list(images)}.{remedy}")
    unreadable = [page.number for page in pages if page.kind == "unreadable"]
    if unreadable:
        yield Note("page-unreadable", f"Pages whose text layer is unreadable: {_list(unreadable)}.{remedy}")
    if lost:
        yield Note("page-lost", f"Pages that are broken: {_list(lost)}.", "error")
    if unpainted := [page for page in pages if page.unpainted]:
        yield Note(
            "unpainted-text",
            f"Words that are in the file and not to be seen were left out on pages: "
            f"{_list(page.number for page in unpainted)}.",
            "info",
            " ".join(page.unpainted for page in unpainted)[:_QUOTE],
        )
    if drawings := [page.number for page in pages if page.is_drawing]:
        yield Note("page-too-complex", f"Tables were not looked for on pages: {_list(drawings)}.")


def _end_notes(data: bytes) -> tuple[Note, ...]:
    if _END_MARK in data[-_TAIL:]:
        return ()
    return (Note("truncated", "The file has no end mark; its last part may be missing.", "error"),)


def _list(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
