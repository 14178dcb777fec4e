"""Archives made from nothing, of any size: invented decisions in all formats with text, a part of them broken.

``python -m tests.bench.made FOLDER --documents 1000`` writes one. The same numbers give the same bytes on every
machine. Every document differs from all others; one in a hundred is broken in one of ten ways (:data:`BROKEN`), one in
a hundred is a copy of the one before it, and the rest are spread over folders by year.
"""

import argparse
import gzip
import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from tests.corpus import workbooks
from tests.corpus.pdf_writer import Pdf

PROVINCES = ("Cà Mau", "Hà Giang", "Lào Cai", "Đắk Nông", "Nghệ An", "Bến Tre", "Quảng Nam", "Thái Bình")
SUBJECTS = (
    "phê duyệt kế hoạch phát triển chuyển đổi số",
    "giao dự toán chi ngân sách nhà nước",
    "ban hành chương trình nâng cấp đường giao thông nông thôn",
    "phê duyệt đề án đào tạo nghề cho lao động",
    "giao kế hoạch vốn đầu tư công",
)
WORK = (
    "Xây dựng trụ sở",
    "Nâng cấp mạng",
    "Đào tạo cán bộ",
    "Mua sắm thiết bị",
    "Sửa chữa cầu",
    "Trồng rừng",
)
UNITS = ("Sở Tài chính", "Sở Nội vụ", "Sở Xây dựng", "Sở Y tế", "Sở Giáo dục và Đào tạo", "Văn phòng")
FAMILY, MIDDLE, GIVEN = (
    "Nguyễn Trần Lê Phạm Vũ Đỗ".split(),
    "Văn Thị Hữu Đức".split(),
    "An Bình Hà Minh Sơn Yến".split(),
)


@dataclass(frozen=True)
class Act:
    """A decision with a table of figures."""

    head: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    foot: tuple[tuple[str, str], ...]


def act(number: int) -> Act:
    """The decision of a number."""
    pick = random.Random(number)
    province, subject = pick.choice(PROVINCES), pick.choice(SUBJECTS)
    year, month, day = 2001 + number // 50 % 24, pick.randint(1, 12), pick.randint(1, 28)
    rows = [(WORK[i % len(WORK)], pick.randint(100, 9000)) for i in range(pick.randint(3, 20))]
    whole = sum(money for _, money in rows)
    head = (
        ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (f"TỈNH {province.upper()}", "Độc lập - Tự do - Hạnh phúc"),
        (f"Số: {number + 1}/QĐ-UBND", f"{province}, ngày {day:02} tháng {month:02} năm {year}"),
    )
    articles = [
        f"Điều 1. {subject[0].upper()}{subject[1:]} với tổng kinh phí {_dots(whole)} triệu đồng (bảng kèm theo).",
        *(f"Điều {n}. {_duty(pick, year)}" for n in range(2, pick.randint(5, 12))),
    ]
    lines = (
        "QUYẾT ĐỊNH",
        f"Về việc {subject} năm {year}, đợt {number}",
        f"ỦY BAN NHÂN DÂN TỈNH {province.upper()}",
        "Căn cứ Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân ngày 26 tháng 11 năm 2003;",
        f"Căn cứ Nghị định số {pick.randint(1, 180)}/{year - 1}/NĐ-CP ngày 12/4/{year - 1} của Chính phủ;",
        f"Theo đề nghị của Giám đốc {pick.choice(UNITS)} tại Tờ trình số {pick.randint(1, 900)}/TTr-STC,",
        "QUYẾT ĐỊNH:",
        *articles,
    )
    table = (
        ("STT", "Nội dung", "Kinh phí"),
        ("", "Tổng số", _dots(whole)),
        *((str(n), name, _dots(money)) for n, (name, money) in enumerate(rows, 1)),
    )
    signer = " ".join(map(pick.choice, (FAMILY, MIDDLE, GIVEN)))
    foot = (
        ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"),
        ("- Như Điều 2;", "CHỦ TỊCH"),
        ("- Lưu: VT.", ""),
        ("", signer),
    )
    return Act(head, lines, table, foot)


def _duty(pick: random.Random, year: int) -> str:
    one, other = pick.sample(UNITS, 2)
    return (
        f"Giao {one} chủ trì, phối hợp với {other} và các đơn vị liên quan tổ chức thực hiện, bố trí"
        f" {_dots(pick.randint(100, 900))} triệu đồng, bảo đảm tỷ lệ hoàn thành đạt trên {pick.randint(60, 95)}%,"
        f" hoàn thành trước ngày {pick.randint(1, 28)}/{pick.randint(1, 12)}/{year}."
    )


def _dots(value: int) -> str:
    return f"{value:,}".replace(",", ".")


# Formats


def txt(act: Act) -> bytes:
    """Plain text, letterhead and signature parted by tabs."""
    pairs = [f"{a}\t{b}" for a, b in act.head], [f"{a}\t{b}" for a, b in act.foot]
    rows = ["\t".join(row) for row in act.table]
    return "\n".join([*pairs[0], "", *act.lines, "", *rows, "", *pairs[1]]).encode()


def markdown(act: Act) -> bytes:
    """As converters export it: tables with bars."""
    rows = [f"| {' | '.join(row)} |" for row in act.table]
    table = [rows[0], "|---|---|---|", *rows[1:]]
    head = ["|  |  |", "|---|---|", *(f"| {a} | {b} |" for a, b in act.head)]
    foot = ["|  |  |", "|---|---|", *(f"| {a} | {b} |" for a, b in act.foot)]
    return "\n\n".join(["\n".join(head), *act.lines, "\n".join(table), "\n".join(foot)]).encode()


def html(act: Act) -> bytes:
    """A web page."""

    def table(rows: tuple[tuple[str, ...], ...]) -> str:
        cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"

    body = "".join(f"<p>{escape(line)}</p>" for line in act.lines)
    page = table(act.head) + body + table(act.table) + table(act.foot)
    return f"<html><head><meta charset=utf-8></head><body>{page}</body></html>".encode()


def rtf(act: Act) -> bytes:
    """RTF with table rows."""

    def text(words: str) -> str:
        return "".join(
            c if ord(c) < 128 else f"\\u{struct.unpack('<h', struct.pack('<H', ord(c)))[0]}?" for c in words
        )

    def row(cells: tuple[str, ...]) -> str:
        edges = "".join(f"\\cellx{3000 * (n + 1)}" for n in range(len(cells)))
        return f"\\trowd{edges}" + "".join(f"\\intbl {text(cell)}\\cell" for cell in cells) + "\\row\n"

    rows = ["".join(map(row, part)) for part in (act.head, act.table, act.foot)]
    body = "".join(f"\\pard {text(line)}\\par\n" for line in act.lines)
    return f"{{\\rtf1\\ansi {rows[0]}{body}{rows[1]}\\pard\\par {rows[2]}\\pard\\par}}".encode()


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(act: Act) -> bytes:
    """A DOCX of one part."""

    def paragraph(words: str) -> str:
        return f'<w:p><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'

    def table(rows: tuple[tuple[str, ...], ...]) -> str:
        made = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in made)}</w:tbl><w:p/>"

    body = table(act.head) + "".join(map(paragraph, act.lines)) + table(act.table) + table(act.foot)
    return _zipped({"word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'})


def xlsx(act: Act) -> bytes:
    """A sheet: title, then the table."""
    cells: workbooks.Cells = {(0, 0): (act.lines[1], workbooks.PLAIN)}
    for r, row in enumerate(act.table, 2):
        for c, text in enumerate(row):
            cells[r, c] = (text or None, workbooks.BOXED)
    return workbooks.xlsx(workbooks.Sheet(cells))


def pdf(act: Act) -> bytes:
    """Pages of text, the table without lines."""
    made = Pdf()
    page = made.page()
    for at, (left, right) in enumerate(act.head):
        page.text(60, 780 - 16 * at, left).text(320, 780 - 16 * at, right, 11)
    y = 700.0
    for part in [part for line in act.lines for part in _wrapped(line)]:
        if y < 60:
            page, y = made.page(), 780.0
        page.text(60, y, part)
        y -= 16
    page, y = made.page(), 780.0
    for row in act.table:
        for x, cell in zip((60, 110, 420), row, strict=True):
            page.text(x, y, cell)
        y -= 18
    for at, (left, right) in enumerate(act.foot):
        page.text(60, y - 30 - 16 * at, left).text(340, y - 30 - 16 * at, right)
    return made.data()


def _wrapped(text: str, width: int = 72) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


FORMATS: dict[str, Callable[[Act], bytes]] = {
    "txt": txt, "html": html, "docx": docx, "md": markdown, "rtf": rtf, "pdf": pdf, "xlsx": xlsx,
}  # fmt: skip


# Broken


def _zipped(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _noise(act: Act) -> bytes:
    return random.Random(act.lines[1]).randbytes(3000)


def _encrypted(act: Act) -> bytes:
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return compound + bytes(504) + "EncryptedPackage".encode("utf-16-le") + _noise(act)


def _picture(act: Act) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + _noise(act)


def _scan(act: Act) -> bytes:
    made = Pdf()
    made.page((595, 700 + len(act.lines[1])), image=True)
    return made.data() + _noise(act)[:50].hex().encode()


def _bomb(act: Act) -> bytes:
    return _zipped({"word/document.xml": bytes(5_000_000) + act.lines[1].encode()})


BROKEN: dict[str, Callable[[Act], bytes]] = {
    "empty.txt": lambda act: b"",
    "blank.txt": lambda act: b" \n" * (1 + len(act.lines[1])),
    "noise.doc": _noise,
    "cut.docx": lambda act: docx(act)[:-200],
    "cut.xlsx": lambda act: xlsx(act)[:300],
    "cut.zip": lambda act: _zipped({"a.txt": txt(act)})[:-30],
    "cut.gz": lambda act: gzip.compress(txt(act), mtime=0)[:-40],
    "encrypted.docx": _encrypted,
    "picture.png": _picture,
    "scan.pdf": _scan,
    "bomb.docx": _bomb,
}
"""Ways to be broken: the end of a name, and what such a file holds."""


def files(documents: int) -> Iterator[tuple[str, bytes]]:
    """Names and contents of an archive."""
    broken, formats = list(BROKEN.items()), list(FORMATS.items())
    last = b""
    for number in range(documents):
        made = act(number)
        folder = f"{2001 + number // 50 % 24}/{number // 1000:03}"
        if number % 100 == 50:
            kind, write = broken[number // 100 % len(broken)]
            yield f"{folder}/{number:06}-{kind}", write(made)
        elif number % 100 == 51:
            yield f"{folder}/{number:06}-copy", last
        else:
            ending, form = formats[number % len(formats)]
            last = form(made) if number % 100 == 49 else last
            yield f"{folder}/{number:06}.{ending}", last if number % 100 == 49 else form(made)


def write(folder: Path, documents: int) -> None:
    """Write an archive; one that is there already in this size is left alone."""
    mark = folder / f".made-{documents}"
    if mark.exists():
        return
    for name, content in files(documents):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    mark.touch()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    options = parser.parse_args()
    write(options.folder, options.documents)
