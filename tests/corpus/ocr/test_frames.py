"""The number line of a letterhead whose pen runs into the print."""

from typing import Any

import numpy as np
import pytest

from tests.corpus.ocr.test_scans import drawn, saved, worn
from vanban import api

BLUE, BLACK = (40, 60, 190), (25, 25, 25)


def written(text: str, pen: tuple[int, int, int], *, dpi: int = 200) -> Any:
    """The first page of the decision, its printed ordinal taken out and another one written over the gap."""
    from vanban.corpus.ocr.libraries import cv2

    page = drawn(dpi=dpi)
    box = gap(page)
    x0, y0, x1, y1 = box
    page[y0:y1, x0:x1] = 255
    scale = 0.03 * (y1 - y0)
    width = cv2.getTextSize(text, cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, scale, 2)[0][0]
    place = (round((x0 + x1 - width) / 2), y1 - 4)
    cv2.putText(page, text, place, cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, scale, pen, 2, cv2.LINE_AA)
    return page


def gap(page: Any) -> tuple[int, int, int, int]:
    """Where the ordinal is printed: between "Số:" and the slash."""
    from vanban.corpus.ocr import engine, zones
    from vanban.corpus.ocr.read import read_page

    reader = engine.opener()()
    try:
        found = read_page(page, 200, reader, seconds=60)
    finally:
        reader.close()
    zone = next(zone for zone in found.gaps if zone.field == "ordinal")
    assert zones.LETTERHEAD
    em = zone.em
    return (
        round(zone.left + 0.1 * em),
        round(zone.baseline - 0.85 * em),
        round(zone.left + 1.65 * em),
        round(zone.baseline + 0.22 * em),
    )


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
@pytest.mark.parametrize("pen", [BLUE, BLACK], ids=["blue", "black"])
@pytest.mark.parametrize("text", ["87", "352"])
def test_what_is_printed_around_the_pen_is_read(pen: tuple[int, int, int], text: str) -> None:
    page = worn(written(text, pen), skew=0.3)
    document = api.read_result("scan.png", saved(np.ascontiguousarray(page))).document
    assert document
    header = document.header
    assert header.code_notation == "QĐ-UBND"
    assert header.number in (None, f"{text}/QĐ-UBND")  # never another one
    assert (header.place, header.date) == ("Sông Lam", "2021-02-09")
