"""Reader of page images: JPEG, PNG, TIFF of several pages, BMP, WebP and what else the imaging library knows.

The text is recognised; from there on a picture is a page like those of a PDF.
"""

import warnings
from collections.abc import Iterator
from importlib.metadata import version
from io import BytesIO
from typing import Any

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.errors import DamagedFileError, NoTextLayerError, TooLargeError
from vanban.corpus.layout import Layout, Page
from vanban.corpus.ocr.engine import INSTALL, fit_resolution, is_available
from vanban.corpus.readers import scans
from vanban.corpus.readers.pdf_compose import compose
from vanban.corpus.readers.pdf_pages import PageRead, asides

NAME = "vanban-image"
VERSION = "1"

_MAX_PIXELS = 120_000_000  # of one picture: A3 at 600 pixels an inch has 70 million
_PAGE_INCHES = 8.27  # the width of A4, where a picture does not tell its size
_PAPER = (4.0, 24.0)  # inches that a sheet can be wide; pictures often tell the resolution of a screen
_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP", "JPEG2000")


def read(data: bytes, *, budgets: Budgets = DEFAULT) -> Layout:
    """Read a picture, or the pages of a TIFF.

    Raises:
        NoTextLayerError: no engine of text recognition works here, or the picture holds no text.
        DamagedFileError: it cannot be decoded.
        TooLargeError: more pixels or pages than budgeted.
    """
    if not is_available():
        raise NoTextLayerError("The file is an image; its text has to be recognised.", remedy=INSTALL)
    from vanban.corpus.ocr import pages as ocr

    read = ocr.recognise(_pictures(data, budgets), budgets)
    shown = [(side, side is not found) for found in read for side in scans.sides(found)]
    results = {number: found for number, (found, _) in enumerate(shown, 1)}
    halves = [number for number, (_, is_half) in enumerate(shown, 1) if is_half]
    known = {number: found for number, found in results.items() if found is not None}
    skipped = [number for number in results if number not in known]
    notes = [scans.left_out(skipped)] if skipped else []
    notes += [scans.parted(halves)] if halves else []
    notes += scans.settle(known)
    pages = [PageRead(number, 0.0, 0.0) for number in known]
    for page in pages:
        scans.take(page, known[page.number])
    if not any(page.runs for page in pages):
        raise NoTextLayerError("No text was found in the image.", remedy="See whether it is the right file.")
    builder = scans.builder(pages)
    margins = compose([page for page in pages if page.runs], builder)
    return builder.build(
        format="image",
        reader=f"{NAME} {VERSION} (Pillow {version('Pillow')})",
        pages=tuple(Page(page.number, round(page.width, 2), round(page.height, 2)) for page in pages),
        text_layer="ocr",
        notes=(*notes, *scans.unsure(pages)),
        metadata=tuple(asides(pages, margins)),
    )


def _pictures(data: bytes, budgets: Budgets) -> Iterator[Any]:
    """The pages, upright as the camera says, at a resolution that can be read."""
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large pictures: they are measured here
            with Image.open(BytesIO(data), formats=_FORMATS) as picture:
                count = getattr(picture, "n_frames", 1)
                if count > budgets.pages:
                    raise TooLargeError(
                        f"The file has {count} pages; the limit is {budgets.pages}.",
                        remedy="Split it, or raise the limit.",
                    )
                for frame in ImageSequence.Iterator(picture):
                    yield _page(frame)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise DamagedFileError(
            "The picture is truncated or broken.", remedy="Copy it again from where it came from."
        ) from error


def _page(frame: Any) -> Any:
    import numpy as np
    from PIL import Image, ImageOps

    from vanban.corpus.ocr.pages import PageImage

    width, height = frame.size
    if width * height > _MAX_PIXELS:
        raise TooLargeError(f"The picture has {width} x {height} pixels.", remedy="Save a smaller copy.")
    dpi = _resolution(frame)
    picture = ImageOps.exif_transpose(frame)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    picture = picture.convert("RGB")
    wanted = fit_resolution(dpi)
    if wanted != dpi:
        size = round(picture.width * wanted / dpi), round(picture.height * wanted / dpi)
        picture = picture.resize(size, Image.Resampling.BICUBIC)
    return PageImage(np.asarray(picture), wanted)


def _resolution(frame: Any) -> float:
    """Pixels an inch: as told, where a sheet can be that wide, or as if it were an A4 page."""
    width, height = frame.size
    told = frame.info.get("dpi", (0.0, 0.0))[0]
    short = min(width, height)
    if told and told > 96 and _PAPER[0] <= short / float(told) <= _PAPER[1]:
        return float(told)
    return float(max(short / _PAGE_INCHES, 1.0))
