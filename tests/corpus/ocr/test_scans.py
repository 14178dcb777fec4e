"""Scans end to end: a printed decision drawn as a picture, worn as copies are, and read again."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest

from vanban import api
from vanban.corpus.budgets import DEFAULT
from vanban.corpus.errors import DamagedFileError, NoTextLayerError, TooLargeError
from vanban.corpus.layout import Grid, Layout, check, paragraphs
from vanban.corpus.ocr import engine
from vanban.corpus.readers import read

DECISION = Path(__file__).parents[2] / "data" / "pdf" / "quyet-dinh.pdf"
NO_THREADS = replace(DEFAULT, threads=1)


def drawn(page: int = 0, dpi: int = 200) -> Any:
    """A page of the decision as a picture, RGB."""
    with pdfium.PdfDocument(DECISION) as document:
        one: Any = document[page]
        bitmap = one.render(scale=dpi / 72, rev_byteorder=True)
        return bitmap.to_numpy()[:, :, :3].copy()


def worn(picture: Any, *, skew: float = 0.6, noise: float = 8.0) -> Any:
    """A copy pulled in askew, a little blurred, with the noise of a scanner on grey paper."""
    from vanban.corpus.ocr.libraries import cv2

    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    copy = cv2.warpAffine(picture, turn, (width, height), borderValue=(255, 255, 255), flags=cv2.INTER_CUBIC)
    copy = cv2.GaussianBlur(copy, (0, 0), 0.6).astype(np.float32) * 0.88 + 20
    copy += np.random.default_rng(7).normal(0, noise, copy.shape)
    return np.clip(copy, 0, 255).astype(np.uint8)


def sealed(picture: Any) -> Any:
    """A red seal over the lower right, where the signer's titles stand."""
    from vanban.corpus.ocr.libraries import cv2

    height, width = picture.shape[:2]
    seal = picture.copy()
    for radius in (150, 138, 90):
        cv2.circle(seal, (int(width * 0.66), int(height * 0.3)), radius, (215, 40, 45), 5)
    return np.minimum(picture, seal)


def saved(picture: Any, kind: str = "PNG", *, dpi: int = 200) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, kind, dpi=(dpi, dpi))
    return buffer.getvalue()


def words(layout: Layout) -> set[str]:
    return set(layout.text.split())


@pytest.fixture(scope="module")
def printed() -> Layout:
    return read(DECISION)


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_a_worn_copy_gives_the_same_document(printed: Layout) -> None:
    pages = [saved(worn(drawn(page)), "TIFF") for page in range(len(printed.pages))]
    from PIL import Image

    frames = [Image.open(io.BytesIO(page)) for page in pages]
    buffer = io.BytesIO()
    frames[0].save(buffer, "TIFF", save_all=True, append_images=frames[1:], dpi=(200, 200))
    result = api.read_result("scan.tif", buffer.getvalue())
    assert result.document and result.layout
    check(result.layout)
    whole = words(printed)
    assert len(whole & words(result.layout)) >= 0.9 * len(whole)
    header = result.document.header
    assert (header.code_notation, header.type, header.place) == ("QĐ-UBND", "Quyết định", "Sông Lam")
    assert header.number == "215/QĐ-UBND"
    assert header.date == "2021-02-09"
    source = result.document.source
    assert source and (source.format, source.text_layer) == ("image", "ocr")
    assert [unit.label for unit in result.document.sections] == ["Điều 1", "Điều 2", "Điều 3"]
    evidence = result.document.evidence["/header/type"]
    assert evidence.origin == "ocr" and 0.5 < evidence.confidence < 1.0
    assert evidence.box and evidence.box[2] - evidence.box[0] < 120  # the words alone
    known = result.layout.words
    texts = [result.layout.text[word.start : word.end] for word in known]
    assert "".join(texts) == "".join(result.layout.text.split())
    assert {word.page for word in known} == {1, 2}


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_the_cells_of_a_ruled_table(printed: Layout) -> None:
    at = next(i for i in range(len(printed.pages)) if any(b.page == i + 1 for b in grids(printed)))
    found = read("scan.png", saved(worn(drawn(at))))
    one, other = grids(printed)[0].matrix(), grids(found)[0].matrix()
    assert [len(row) for row in other] == [len(row) for row in one]
    cells = [(a, b) for row, again in zip(one, other, strict=True) for a, b in zip(row, again, strict=True)]
    assert sum(a == b for a, b in cells) >= 0.9 * len(cells), [pair for pair in cells if pair[0] != pair[1]]


def typed(number: int, *, head: str = "", foot: str = "") -> Any:
    """A page of running text at 200 pixels an inch, with a head and a foot."""
    from importlib.resources import files

    from PIL import Image, ImageDraw, ImageFont

    face = str(files("font_roboto") / "files" / "Roboto-Regular.ttf")
    page = Image.new("RGB", (1653, 2339), "white")
    draw = ImageDraw.Draw(page)
    small, usual = ImageFont.truetype(face, 28), ImageFont.truetype(face, 33)
    for at in range(8):
        draw.text((220, 300 + 60 * at), LINES[(at + number) % len(LINES)], "black", usual)
    draw.text((220, 110), head, "black", small)
    draw.text((826, 2215), foot, "black", usual, anchor="mm")
    return np.asarray(page)


LINES = (
    "Sở Tài chính chủ trì, phối hợp với các đơn vị liên quan tổ chức thực hiện kế hoạch",
    "năm 2021, báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 12 hằng năm theo quy định.",
    "Các huyện, thành phố bố trí kinh phí từ ngân sách địa phương để thực hiện nhiệm vụ",
)


def shining(front: Any, back: Any, share: float) -> Any:
    """A page through which the ink of its back shines."""
    from vanban.corpus.ocr.libraries import cv2

    ink = 255 - cv2.GaussianBlur(np.ascontiguousarray(back[:, ::-1]), (0, 0), 1.5).astype(np.float32)
    return np.minimum(front, 255 - share * ink).astype(np.uint8)


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_heads_feet_edges_backs_and_pages_on_their_side() -> None:
    from PIL import Image

    head = "UBND TỈNH SÔNG LAM - Quyết định số 215/QĐ-UBND"
    made = [typed(at, head=head, foot=f"Trang {at}/4") for at in (1, 2, 3)]
    edged = worn(made[0], skew=1.0)
    edged[:, :40] = edged[-40:] = 5  # the lid was open
    turned = shining(made[1], made[0], 0.35)
    back = worn(shining(np.full_like(made[0], 255), made[1], 0.35))
    pages = [edged, np.ascontiguousarray(np.rot90(turned)), made[2], back]
    frames = [Image.fromarray(page) for page in pages]
    buffer = io.BytesIO()
    frames[0].save(buffer, "TIFF", save_all=True, append_images=frames[1:], dpi=(200, 200))
    found = read("scan.tif", buffer.getvalue())
    check(found)
    assert {one.page for one in paragraphs(found.blocks)} == {1, 2, 3}
    assert words(found) == set(" ".join(LINES).split())
    told = [text for what, text in found.metadata if what == "page margin"]
    assert sorted(told) == sorted([head] * 3 + [f"Trang {at}/4" for at in (1, 2, 3)])


def grids(layout: Layout) -> list[Grid]:
    return [block for block in layout.blocks if isinstance(block, Grid) and block.ruled]


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
@pytest.mark.parametrize("quarters", [1, 2])
def test_pages_that_lie_on_a_side_or_upside_down(printed: Layout, quarters: int) -> None:
    turned = np.ascontiguousarray(np.rot90(drawn(dpi=200), quarters))
    found = read("scan.png", saved(turned))
    page = found.pages[0]
    assert page.height > page.width
    first = {w for p in paragraphs(printed.blocks) if p.page == 1 for w in p.text.split()}
    assert len(first & words(found)) >= 0.9 * len(first)


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_a_seal_does_not_hide_the_text() -> None:
    plain, under = (read("scan.png", saved(picture)) for picture in (drawn(), sealed(drawn())))
    assert len(words(plain) & words(under)) >= 0.93 * len(words(plain))


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_a_page_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(drawn()[:900])
    budgets = replace(NO_THREADS, cache=str(tmp_path / "cache"))
    first = read("scan.png", data, budgets=budgets)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("vanban.corpus.ocr.pages.read_page", refuse)
    assert read("scan.png", data, budgets=budgets) == first
    for kept in (tmp_path / "cache").rglob("*.msgpack"):
        kept.write_bytes(b"\xc1 broken")
    with pytest.raises(AssertionError):
        read("scan.png", data, budgets=budgets)


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_time_is_bounded() -> None:
    data = saved(drawn()[:900])
    with pytest.raises(NoTextLayerError):
        read("scan.png", data, budgets=replace(NO_THREADS, page_seconds=0.001))
    with pytest.raises(NoTextLayerError):
        read("scan.png", data, budgets=replace(NO_THREADS, seconds=0.0001, page_seconds=0.0001))


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda data: data[:200], DamagedFileError),
        (lambda data: data[:12] + b"\xff" * 400, DamagedFileError),
    ],
)
def test_broken_pictures(spoil: Callable[[bytes], bytes], error: type[Exception]) -> None:
    with pytest.raises(error):
        read("scan.png", spoil(saved(drawn(dpi=40))))


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_a_picture_without_text() -> None:
    with pytest.raises(NoTextLayerError, match="No text"):
        read("scan.png", saved(np.full((600, 400, 3), 250, np.uint8)))


@pytest.mark.ocr
@pytest.mark.usefixtures("with_engine")
def test_more_pages_than_budgeted() -> None:
    from PIL import Image

    frame = Image.new("1", (40, 40), 1)
    buffer = io.BytesIO()
    frame.save(buffer, "TIFF", save_all=True, append_images=[frame] * 3)
    with pytest.raises(TooLargeError, match="4 pages"):
        read("scan.tif", buffer.getvalue(), budgets=replace(DEFAULT, pages=3))


@pytest.mark.usefixtures("no_engine")
def test_without_an_engine_the_answer_is_typed() -> None:
    with pytest.raises(NoTextLayerError) as caught:
        read("scan.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF")
    assert caught.value.code == "needs-ocr"
    assert caught.value.remedy == engine.INSTALL
