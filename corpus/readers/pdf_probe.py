"""A quick look into a PDF: how many pages, and what kind of text some of them have."""

import pypdfium2 as pdfium

from vanban.corpus.layout import encoding_name
from vanban.corpus.legacy import together
from vanban.corpus.probe import Probe, ProbedLayer
from vanban.corpus.readers import pdf
from vanban.corpus.readers.pdf_chars import Faces
from vanban.corpus.readers.pdf_pages import read_page

_SAMPLE = 12
"""Pages looked at, spread over the file; a scan with a few typed pages may pass as one of the two."""

_LAYERS: dict[str, ProbedLayer] = {
    "native": "native",
    "ocr": "ocr",
    "image": "none",
    "unreadable": "unreadable",
}


def probe(data: bytes) -> Probe:
    """Look into a file.

    Raises:
        EncryptedFileError, DamagedFileError, UnsupportedFormatError: as :func:`vanban.corpus.readers.pdf.read`.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        pdf.read(data)  # raises what is wrong
        raise
    with document:
        if pdf.is_dynamic(document):
            raise pdf.dynamic_form()
        count = len(document)
        step = max(count / _SAMPLE, 1.0)
        faces = Faces()
        pages = [read_page(document, int(at * step), faces) for at in range(min(count, _SAMPLE))]
    found = [page for page in pages if page]
    kinds = {page.kind for page in found} - {"blank"}
    if not kinds:
        return Probe("pdf", count, "none")
    encodings = together([page.converted for page in found]).encodings
    encoding = encoding_name(encodings) if any(page.runs for page in found) else None
    return Probe("pdf", count, _LAYERS[kinds.pop()] if len(kinds) == 1 else "mixed", encoding)
