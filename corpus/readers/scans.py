"""Pages of a PDF whose text has to be recognised: scans, print turned into curves, text layers that are garbage.

They are rendered, read (:mod:`vanban.corpus.ocr`) and then treated as printed pages are. A hidden text layer of an
earlier recognition is kept unless it is poor.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from vanban.corpus.budgets import Budgets
from vanban.corpus.layout import FileSignature, LayoutBuilder, Note, ScannedPage, SeenWord
from vanban.corpus.ocr.engine import FINEST, fit_resolution, is_available
from vanban.corpus.readers.pdf_chars import Run
from vanban.corpus.readers.pdf_lines import rows
from vanban.corpus.readers.pdf_marks import overlay
from vanban.corpus.readers.pdf_pages import PageRead
from vanban.corpus.readers.pdf_quality import Quality, measure
from vanban.corpus.readers.scan_words import Words

_POINTS = 72.0
_SCAN = 0.5  # of the page: an image that large tells the resolution
_MAX_PIXELS = 40_000_000  # an A2 sheet at 300 pixels an inch
_POOR = 0.9  # quality of a hidden layer that is read anew: recognition of today reaches .95
_TONELESS = 0.02  # of its syllables on c, ch, p, t without their tone: print has none
_CLEARLY = 0.1  # by which one reading must be better to count as such: two words of forty without their tone
_UNSURE = 0.75  # mean confidence of a page that somebody should look at


def recognise(
    data: bytes, pages: Sequence[PageRead], signatures: Sequence[FileSignature], budgets: Budgets
) -> tuple[list[PageRead], list[Note]]:
    """Recognise the text of those pages that need it.

    Without an engine nothing is done. A scan of two pages side by side becomes two pages, and those behind it are
    counted on.

    Args:
        data: the PDF.
        pages: its pages as read.
        signatures: its digital signatures; they tell when it was signed at the latest.
        budgets: limits; see :func:`vanban.corpus.ocr.pages.recognise`.

    Returns:
        the pages, and what to tell of them.
    """
    hidden = {page.number: _measured(page.runs) for page in pages if page.kind == "ocr"}
    poor = {number for number, quality in hidden.items() if _is_poor(quality)}
    wanted = [page for page in pages if page.kind in ("image", "unreadable") or page.number in poor]
    if not wanted or not is_available():
        return list(pages), []
    from vanban.corpus.ocr import pages as ocr

    results: dict[int, Any] = {}
    with pdfium.PdfDocument(data) as document:
        read = ocr.recognise(_images(document, wanted), budgets)
        for page, found in zip(wanted, read, strict=True):
            runs = [run for side in sides(found) if side for run in side.runs]
            if runs and page.number in poor and _is_better(hidden[page.number], _measured(runs)):
                continue
            results[page.number] = found
    parted, known, skipped = _parted(pages, results)
    stamps = [stamp for page in pages for stamp in page.stamps]
    unread = settle(known, signatures, stamps)
    for page in parted:
        if page.number in known:
            take(page, known[page.number])
    cut = [number for number, found in known.items() if not found.complete]
    return parted, [*_notes(parted, skipped, cut), *unread]


def _parted(
    pages: Sequence[PageRead], results: Mapping[int, Any]
) -> tuple[list[PageRead], dict[int, Any], list[int]]:
    """The pages with those parted that show two; what was recognised, and what was not, by their new numbers."""
    found: list[PageRead] = []
    known: dict[int, Any] = {}
    skipped: list[int] = []
    more = 0
    for page in pages:
        page.number, page.sheet = page.number + more, page.number
        result = results.get(page.sheet)
        if result and result.halves:
            halves = [
                PageRead(page.number + side, 0.0, 0.0, sheet=page.sheet, is_half=True) for side in (0, 1)
            ]
            halves[0].stamps = page.stamps
            known |= {half.number: one for half, one in zip(halves, result.halves, strict=True)}
            found += halves
            more += 1
            continue
        found.append(page)
        if result:
            known[page.number] = result
        elif page.sheet in results:
            skipped.append(page.number)
    return found, known, skipped


def settle(
    known: Mapping[int, Any], signatures: Sequence[FileSignature] = (), stamps: Sequence[str] = ()
) -> list[Note]:
    """Put right in place what the pages of a document prove together, and tell what stays open.

    Args:
        known: what was recognised, by the number of the page.
        signatures: of the file.
        stamps: texts of visible signatures.
    """
    from vanban.corpus.ocr import labels, letterhead, places, vocabulary

    unread = letterhead.settle(known, letterhead.days(one.time for one in signatures), stamps)
    vocabulary.settle(known)
    places.settle(known)
    labels.settle(known)
    return unread


def sides(found: Any) -> tuple[Any, ...]:
    """What was recognised of the two pages that an image shows, or of its one page."""
    return found.halves if found and found.halves else (found,)


def take(page: PageRead, found: Any) -> None:
    """Put what was recognised (:class:`vanban.corpus.ocr.read.Recognised`) into a page."""
    if not found.runs:
        return
    page.kind = "recognised"
    page.width, page.height = found.width, found.height
    page.runs = overlay(found.runs, page.marks)
    by_run = {id(run): sure for run, sure in zip(found.runs, found.sure, strict=True)}
    page.sure = [by_run.get(id(run), 1.0) for run in page.runs]
    page.turned, page.tables, page.is_drawing = [], found.tables, False
    page.lay = found.turned, found.skew
    page.stamps, page.arrivals = (*page.stamps, *found.stamps), found.arrivals


def _measured(runs: Sequence[Run]) -> Quality:
    return measure([run.text for run in runs])


def _is_poor(hidden: Quality) -> bool:
    return _value(hidden) < _POOR or hidden.toneless > _TONELESS


def _is_better(hidden: Quality, ours: Quality) -> bool:
    """Whether a hidden layer is better after all, by more than a few words of one page may differ.

    Both as good, ours goes before: it knows columns, seals and the rules of tables.
    """
    return _value(hidden) > _value(ours) + _CLEARLY


def _value(quality: Quality) -> float:
    """How much of a text can be believed, 1 at most."""
    return quality.valid - 2 * quality.foreign - 2 * quality.toneless


def _images(document: Any, wanted: Sequence[PageRead]) -> Iterator[Any]:
    from vanban.corpus.ocr.pages import PageImage

    for one in wanted:
        page = document[one.number - 1]
        width, height = page.get_size()
        dpi = min(_resolution(page, width * height), (_MAX_PIXELS / max(width * height, 1)) ** 0.5 * _POINTS)
        bitmap = page.render(scale=dpi / _POINTS, draw_annots=False, may_draw_forms=False, rev_byteorder=True)
        yield PageImage(bitmap.to_numpy()[:, :, :3].copy(), dpi)
        bitmap.close()
        page.close()


def _resolution(page: Any, area: float) -> float:
    """Pixels an inch of the scan that fills a page."""
    for image in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        x0, y0, x1, y1 = image.get_bounds()
        if (x1 - x0) * (y1 - y0) > _SCAN * area:
            wide, high = image.get_px_size()
            found = (wide * high / max((x1 - x0) * (y1 - y0), 1)) ** 0.5 * _POINTS
            return fit_resolution(found)
    return FINEST  # no scan


def _notes(pages: Sequence[PageRead], skipped: Sequence[int], cut: Sequence[int]) -> Iterator[Note]:
    if skipped:
        yield left_out(skipped)
    if halves := [page.number for page in pages if page.is_half]:
        yield parted(halves)
    if cut:
        text = f"The recognition of pages took too long and was cut off: {', '.join(map(str, cut))}."
        yield Note("page-cut-off", text, "error")
    yield from unsure(pages)


def left_out(numbers: Sequence[int]) -> Note:
    """What to tell of pages that time did not suffice for."""
    text = f"Time did not suffice to recognise the text of pages: {', '.join(map(str, numbers))}."
    return Note("page-not-reached", text, "error")


def parted(numbers: Sequence[int]) -> Note:
    """What to tell of scans that show two pages; ``numbers`` are those of the pages they became."""
    text = f"Scans of two pages side by side were parted; they are pages {', '.join(map(str, numbers))}."
    return Note("page-spread", text, "info")


def unsure(pages: Sequence[PageRead]) -> Iterator[Note]:
    """What to tell of pages that were recognised with little confidence."""
    poor = [page.number for page in pages if page.sure and sum(page.sure) / len(page.sure) < _UNSURE]
    if poor:
        text = f"Pages whose text was recognised with little confidence: {', '.join(map(str, poor))}."
        yield Note("ocr-unsure", text)


def builder(pages: Sequence[PageRead]) -> LayoutBuilder:
    """A builder that knows which text was recognised, and how surely."""
    for page in pages:
        if page.kind == "ocr":  # nobody kept how sure its words were: what they look like tells
            page.sure = [round(min(max(_value(_measured(page.runs)), 0.01), 1.0), 3)] * len(page.runs)
    told = [page for page in pages if page.sure]
    return LayoutBuilder(Words(told).tell if told else None)


def seen(pages: Sequence[PageRead]) -> tuple[ScannedPage, ...]:
    """The recognised pages with all their words, in reading order."""
    return tuple(
        ScannedPage(page.sheet or page.number, page.width, page.height, *page.lay, tuple(_words(page.runs)))
        for page in pages
        if page.kind == "recognised" and not page.is_half  # its words stand on no page of the file
    )


def _words(runs: Sequence[Run]) -> Iterator[SeenWord]:
    for row in rows([run for run in runs if not run.signed]):
        for run in row.runs:
            yield SeenWord(run.text, run.x0, run.base, run.x1 - run.x0, max(run.face.size, 1.0))
