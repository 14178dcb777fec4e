"""What is read of scanned decisions, field by field: invented ones, printed, written into by hand, sealed and worn.

The hands are strokes of OpenCV's fonts, each digit turned, moved and sized a little, which no net was trained on, and
which are easier than most pens. Two rules (the height of small letters, specks before a notation) were made when pages
like these were looked at. What is held against them is what was drawn. Beside the verdicts stand how many of the wrong
values carry the problem ``ocr-unsure-value``, and how many of the right ones. With ``--apart`` names, bodies and
subjects come from a list that no page was looked at of, with deputies who sign and recipients of many kinds.
Run: python -m tests.bench.scan_fields [documents] [printed] [--first N] [--face NAME] [--over-name] [--apart]
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.bench.scan_lists import APART, SEEN, Lists
from tests.corpus.ocr.test_scans import saved, worn
from vanban import api
from vanban.normalize.model import Document

DPI = 200
EM = round(13.5 * DPI / 72)
FONTS = Path("/usr/share/fonts")
FACES = {  # name: Debian package, file, and how it names the upright, bold and italic cuts
    "liberation": ("fonts-liberation2", "LiberationSerif-{}.ttf", ("Regular", "Bold", "Italic")),
    "free": ("fonts-freefont-ttf", "FreeSerif{}.ttf", ("", "Bold", "Italic")),
    "noto": ("fonts-noto-core", "NotoSerif-{}.ttf", ("Regular", "Bold", "Italic")),
    "libertine": ("fonts-linuxlibertine", "LinLibertine_{}.otf", ("R", "RB", "RI")),
}
_COLUMN = 30  # characters of a body's name in one line
PENS = ((35, 50, 170), (20, 20, 25), (60, 60, 150))
HANDS = (6, 7, 22, 16)  # OpenCV's script fonts, and its plain ones in italics


@dataclass(frozen=True)
class Decision:
    """What is drawn."""

    number: str
    day: int
    month: int
    year: int
    province: str
    body: str
    parent: str
    notation: str
    subject: tuple[str, ...]
    signer: str
    recipients: tuple[str, ...]
    titles: tuple[str, ...]

    @property
    def date(self) -> str:
        """ISO."""
        return f"{self.year}-{self.month:02}-{self.day:02}"


def decision(seed: int, lists: Lists = SEEN) -> Decision:
    """The decision of a number: of a people's committee, or of a department."""
    pick = random.Random(seed)
    province, unit = pick.choice(lists.provinces), pick.choice(lists.units)
    own = seed % 2 == 0
    short = "".join(word[0] for word in unit.split() if word not in ("và", "-")).upper()
    return Decision(
        number=f"{pick.randint(3, 3200):02}",
        day=pick.randint(1, 28),
        month=pick.randint(1, 12),
        year=pick.randint(2010, 2025),
        province=province,
        body=f"ỦY BAN NHÂN DÂN/TỈNH {province.upper()}" if own else _folded(unit.upper()),
        parent="" if own else f"UBND TỈNH {province.upper()}",
        notation="QĐ-UBND" if own else f"QĐ-{short}",
        subject=(f"Về việc {pick.choice(lists.subjects)}", f"trên địa bàn tỉnh {province} giai đoạn {pick.randint(2011, 2020)} - 2025"),
        signer=" ".join((pick.choice(lists.family), pick.choice(lists.middle), pick.choice(lists.given))),
        recipients=("Như Điều 3", *_recipients(pick, province, lists)),
        titles=_titles(pick, own, lists.plain),
    )  # fmt: skip


def _folded(body: str) -> str:
    """The name of a body in two lines where one is too long for its column."""
    words = body.split()
    half = len(words) // 2 + 1
    return f"{' '.join(words[:half])}/{' '.join(words[half:])}" if len(body) > _COLUMN else body


def _recipients(pick: random.Random, province: str, lists: Lists) -> tuple[str, ...]:
    if lists.plain:
        return ("Thường trực Tỉnh ủy", *sorted(pick.sample(lists.recipients, 2)), "Lưu: VT")
    unit, section = pick.choice(lists.units), pick.choice(("TH", "NC", "KT", "XD", "VX", "KGVX", "NL"))
    return (*pick.sample(lists.recipients, 2), f"{unit} tỉnh {province}", f"Lưu: VT, {section}")


def _titles(pick: random.Random, own: bool, plain: bool) -> tuple[str, ...]:
    """The lines between the body and the name of the signer."""
    head = "CHỦ TỊCH" if own else "GIÁM ĐỐC"
    above = ("TM. ỦY BAN NHÂN DÂN",) if own else ()
    if plain:
        return (*above, head)
    return pick.choice(
        ((*above, head), (*above, f"KT. {head}", f"PHÓ {head}"), (f"KT. {head}", f"PHÓ {head}"))
    )


@cache
def face(name: str, style: str, size: int) -> ImageFont.FreeTypeFont:
    """A face with letters like those of Times, upright ("") or bold ("b") or italic ("i")."""
    package, file, cuts = FACES[name]
    file = file.format(cuts[("", "b", "i").index(style)])
    path = next(FONTS.rglob(file), None)
    if path is None:
        raise SystemExit(f"{file} is needed: Debian package {package}")
    return ImageFont.truetype(str(path), size)


class Sheet:
    """A page that is printed and written on."""

    def __init__(self, pick: random.Random, by_hand: bool, face: str = "liberation") -> None:
        self.image = Image.new("RGB", (round(8.27 * DPI), round(11.69 * DPI)), "white")
        self._draw = ImageDraw.Draw(self.image)
        self._pick, self._by_hand, self._face = pick, by_hand, face
        self._hand, self._pen = pick.choice(HANDS), pick.choice(PENS)

    def text(
        self, x: float, y: float, text: str, style: str = "", size: float = 1.0, middle: bool = False
    ) -> float:
        """Print a line whose feet stand at ``y``; where it ends."""
        font = face(self._face, style, round(EM * size))
        width = font.getlength(text)
        x -= width / 2 if middle else 0
        self._draw.text((x, y), text, fill=(22, 22, 22), font=font, anchor="ls")
        return x + width

    def rule(self, x: float, y: float, width: float) -> None:
        """A line under a heading."""
        self._draw.line((x - width / 2, y, x + width / 2, y), fill=(30, 30, 30), width=2)

    def number(self, x: float, y: float, text: str, style: str = "") -> float:
        """A number by hand or in print, and where the print goes on."""
        if not self._by_hand:
            return self.text(x, y, text, style)
        return self._written(x + 0.15 * EM, y, text) + 0.2 * EM

    def _written(self, x: float, y: float, text: str) -> float:
        from vanban.corpus.ocr.libraries import cv2

        pick, picture = self._pick, np.asarray(self.image).copy()
        tilt = pick.uniform(-3, 3)
        for at, digit in enumerate(text):
            scale = EM / 30 * pick.uniform(0.85, 1.1)
            (width, _), _ = cv2.getTextSize(digit, self._hand, scale, 2)
            place = round(x), round(y + pick.uniform(-0.08, 0.08) * EM - tilt * at)
            thick = pick.choice((2, 2, 3))
            cv2.putText(picture, digit, place, self._hand, scale, self._pen, thick, cv2.LINE_AA)
            x += width * pick.uniform(0.85, 1.0)
        self.image = Image.fromarray(picture)
        self._draw = ImageDraw.Draw(self.image)
        return x

    def seal(self, x: float, y: float) -> None:
        """A red seal, and a signature that runs out of it."""
        from vanban.corpus.ocr.libraries import cv2

        page = np.asarray(self.image)
        ink = np.full_like(page, 255)
        for radius, width in ((2.9, 5), (2.7, 2), (1.9, 2)):
            cv2.circle(ink, (round(x), round(y)), round(radius * EM), (205, 45, 60), width, cv2.LINE_AA)
        points = [(x + (at * 0.3 - 0.6) * EM, y + self._pick.uniform(-1, 0.9) * EM) for at in range(12)]
        cv2.polylines(ink, [np.array(points, np.int32)], False, PENS[0], 3, cv2.LINE_AA)
        self.image = Image.fromarray(np.minimum(page, ink))
        self._draw = ImageDraw.Draw(self.image)


def drawn(act: Decision, seed: int, by_hand: bool, face: str = "liberation", over_name: bool = False) -> Any:
    """A decision of one page; ``over_name``: its seal covers the beginning of the signer's name."""
    pick = random.Random(seed + 1)
    sheet = Sheet(pick, by_hand, face)
    width = sheet.image.width
    left, right, y, step = 0.27 * width, 0.68 * width, 3.4 * EM, 1.2 * EM
    lines = [line for line in (act.parent, *act.body.split("/")) if line]
    for at, line in enumerate(lines):
        sheet.text(left, y + at * step, line, "" if line == act.parent else "b", 0.95, middle=True)
    sheet.rule(left, y + (len(lines) - 0.6) * step, 3 * EM)
    sheet.text(right, y, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "b", 0.95, middle=True)
    sheet.text(right, y + step, "Độc lập - Tự do - Hạnh phúc", "b", middle=True)
    sheet.rule(right, y + 1.35 * step, 10 * EM)
    y += 3.1 * step
    x = sheet.text(left - 4.2 * EM, y, "Số: ")
    x = sheet.number(x, y, act.number)
    sheet.text(x, y, f"/{act.notation}")
    x = sheet.text(right - 7.5 * EM, y, f"{act.province}, ngày ", "i")
    x = sheet.number(x, y, f"{act.day:02}", "i")
    sheet.text(x, y, f" tháng {act.month} năm {act.year}", "i")
    y += 2.6 * step
    for line in ("QUYẾT ĐỊNH", *act.subject):
        sheet.text(width / 2, y, line, "b", middle=True)
        y += step
    y += step
    sheet.text(width / 2, y, _authority(act), "b", middle=True)
    y += 1.6 * step
    for line in _body():
        centred = line == "QUYẾT ĐỊNH:"
        indent = 0.5 * width if centred else 0.12 * width + 1.2 * EM
        sheet.text(indent, y, line, "b" if centred else "", middle=centred)
        y += 1.35 * step
    _closing(sheet, act, y + 0.8 * step, step, over_name)
    return np.asarray(sheet.image)


def _authority(act: Decision) -> str:
    body = act.body.replace("/", " ")
    return f"GIÁM ĐỐC {body}" if act.parent else body


def _body() -> tuple[str, ...]:
    return (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015;",
        "Theo đề nghị của Chánh Văn phòng,",
        "QUYẾT ĐỊNH:",
        "Điều 1. Phê duyệt nội dung kèm theo Quyết định này.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        "Điều 3. Thủ trưởng các đơn vị có liên quan chịu trách nhiệm thi hành./.",
    )


def _closing(sheet: Sheet, act: Decision, y: float, step: float, over_name: bool) -> None:
    """Recipients beside the signature, a seal over its left."""
    width = sheet.image.width
    left, middle = 0.12 * width, 0.7 * width
    sheet.text(left, y, "Nơi nhận:", "i", 0.9)
    for at, line in enumerate(act.recipients, 1):
        end = "." if at == len(act.recipients) else ";"
        sheet.text(left, y + at * 0.95 * step, f"- {line}{end}", size=0.82)
    for at, line in enumerate(act.titles):
        sheet.text(middle, y + at * step, line, "b", middle=True)
    sheet.seal(middle - 2.2 * EM, y + (5.2 if over_name else 3.6) * step)
    sheet.text(middle, y + 6.6 * step, act.signer, "b", middle=True)


def values(act: Decision, found: Document) -> Iterator[tuple[str, object, object]]:
    """Each field with what was drawn and what was read; lists are right entry by entry or not at all."""
    header = found.header
    signers = [one.name for one in found.signatures]
    yield "agency", act.body.replace("/", " "), header.agency and header.agency.text
    yield "notation", act.notation, header.code_notation
    yield "number", str(int(act.number)), header.code_number and str(int(header.code_number))
    yield "month and year", act.date[:7], header.date and header.date[:7]
    yield "date", act.date, header.date if header.date and len(header.date) == 10 else None
    yield "subject", " ".join(act.subject), header.subject
    titles = (
        (found.signatures[0].capacity, found.signatures[0].position) if found.signatures else (None, None)
    )
    yield (
        "signer's titles",
        act.titles,
        tuple(line for title in titles if title for line in title.split(" / ")) or None,
    )
    yield "signer's name", act.signer, signers[0] if signers else None
    yield "recipients", list(act.recipients), [one.text for one in found.recipients] or None
    yield "sections", ["Điều 1", "Điều 2", "Điều 3"], [one.label for one in found.sections] or None


FLAGGED = {
    "agency": "header/agency",
    "notation": "header/number",
    "number": "header/number",
    "month and year": "header/date",
    "date": "header/date",
    "subject": "header/subject",
    "signer's titles": "signatures/0/position",
    "signer's name": "signatures/0/name",
    "recipients": "recipients",
}
"""Where the problem of a field that was read with little confidence stands."""


def _is_of(at: str, field: str) -> bool:
    """Whether a problem is told of a field, of one of its entries, or of the block that it stands in."""
    return (
        at == field
        or at.startswith(f"{field}/")
        or (field.startswith("signatures/") and at == "signatures/0")
    )


def main() -> int:
    """Read them and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="?", type=int, default=40)
    parser.add_argument("printed", nargs="?", choices=("printed",), help="numbers and days in print")
    parser.add_argument("--first", type=int, default=0, help="number of the first one")
    parser.add_argument("--face", choices=sorted(FACES), default="liberation")
    parser.add_argument("--apart", action="store_true", help="names and subjects that nothing was tuned on")
    parser.add_argument("--over-name", action="store_true", help="the seal covers the signer's name")
    parser.add_argument("--each", action="store_true", help="say what is wrong in which")
    given = parser.parse_args()
    counts: dict[str, Counter[str]] = {}
    for seed in range(given.first, given.first + given.documents):
        act = decision(seed, APART if given.apart else SEEN)
        page = drawn(act, seed, not given.printed, given.face, given.over_name)
        picture = worn(page, skew=(seed % 5 - 2) * 0.4, noise=4.0 + 3 * (seed % 3))
        found = api.read_result("scan.jpg", saved(picture, "JPEG")).document
        if found is None:
            continue
        unsure = {one.at for one in found.problems if one.code == "ocr-unsure-value"}
        for name, wanted, read in values(act, found):
            verdict = "exact" if read == wanted else "open" if read is None else "wrong"
            flag = any(_is_of(at or "", FLAGGED.get(name, "-")) for at in unsure)
            counts.setdefault(name, Counter()).update((verdict, *((f"flagged {verdict}",) if flag else ())))
            if given.each and verdict != "exact":
                print(f"{seed}: {name}: {wanted!r}, read {read!r}{', flagged' if flag else ''}", flush=True)
    print("| field | exact | open | wrong | wrong and flagged | exact and flagged |")
    for name, one in counts.items():
        told = [one[key] for key in ("exact", "open", "wrong", "flagged wrong", "flagged exact")]
        print(f"| {name} | {' | '.join(map(str, told))} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
