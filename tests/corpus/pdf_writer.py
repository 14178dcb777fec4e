"""PDFs for tests, written by hand: text at places, rules, annotations with appearances, signatures.

Fonts are named, not embedded; every letter is 500 units wide, and a ToUnicode table says which it is.
"""

import re
from dataclasses import dataclass, field

LETTER = 0.5  # width of a letter in letter sizes
_FONTS = {"F1": "Times-Roman", "F2": "Times-Bold", "F3": "Times-Italic"}


def width(text: str, size: float = 13) -> float:
    """Points that a text takes."""
    return LETTER * size * len(text)


class Font:
    """A font that grows a code for each letter it is asked to show."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.codes: dict[str, int] = {}

    def show(self, text: str) -> str:
        """The text as a hexadecimal string."""
        return "<" + "".join(f"{self.codes.setdefault(c, 33 + len(self.codes)):02x}" for c in text) + ">"

    def objects(self, first: int) -> list[str]:
        """The font at object number ``first``, its descriptor and its table after it."""
        pairs = "\n".join(
            f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in self.codes.items()
        )
        table = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "1 begincodespacerange <00> <ff> endcodespacerange\n"
            f"{len(self.codes)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
        )
        widths = " ".join(["500"] * 223)
        font = (
            f"<< /Type /Font /Subtype /TrueType /BaseFont /{self.name} /FirstChar 33 /LastChar 255"
            f" /Widths [{widths}] /FontDescriptor {first + 1} 0 R /ToUnicode {first + 2} 0 R >>"
        )
        descriptor = (
            f"<< /Type /FontDescriptor /FontName /{self.name} /Flags 32 /Ascent 891 /Descent -216 /CapHeight 662"
            " /ItalicAngle 0 /StemV 80 /FontBBox [-168 -218 1000 898] >>"
        )
        return [font, descriptor, _stream(table)]


@dataclass
class Widget:
    """An annotation: where, and the content of its appearance (in its own space).

    ``nested`` puts the content two forms deep, as signing software does; ``scale`` is how many times as large as its
    rectangle the appearance is drawn.
    """

    box: tuple[float, float, float, float]
    content: str
    subtype: str = "Widget"
    nested: bool = False
    scale: float = 1
    flags: int = 132


@dataclass
class Page:
    """A page being drawn; y runs upwards, as in PDF."""

    fonts: dict[str, Font]
    size: tuple[float, float] = (595, 842)
    rotate: int = 0
    content: list[str] = field(default_factory=list)
    widgets: list[Widget] = field(default_factory=list)
    image: bool = False

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 13,
        font: str = "F1",
        matrix: str = "1 0 0 1",
        mode: int = 0,
    ) -> "Page":
        """Show a text with its first letter at a place."""
        self.content.append(shown(self.fonts[font], font, x, y, text, size, matrix, mode))
        return self

    def lines(
        self, x: float, y: float, *texts: str, size: float = 13, step: float = 16, font: str = "F1"
    ) -> "Page":
        """Show lines below each other."""
        for at, text in enumerate(texts):
            self.text(x, y - at * step, text, size, font)
        return self

    def centred(self, x: float, y: float, text: str, size: float = 13, font: str = "F2") -> "Page":
        """Show a text around a place."""
        return self.text(x - width(text, size) / 2, y, text, size, font)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> "Page":
        """Draw a line."""
        self.content.append(f"{x0} {y0} m {x1} {y1} l S")
        return self

    def draw(self, content: str) -> "Page":
        """Add operators as they are."""
        self.content.append(content)
        return self

    def widget(
        self, x: float, y: float, text: str, size: float = 13, subtype: str = "Widget", step: float = 14
    ) -> "Page":
        """Put an annotation whose appearance shows lines of text, the first at a place."""
        texts = text.split("\n")
        low = y - step * (len(texts) - 1) - 4
        parts = [
            shown(self.fonts["F1"], "F1", 0, y - low - at * step, line, size) for at, line in enumerate(texts)
        ]
        right = x + max(width(line, size) for line in texts)
        self.widgets.append(Widget((x, low, right, y + size), "\n".join(parts), subtype))
        return self


def shown(
    font: Font,
    name: str,
    x: float,
    y: float,
    text: str,
    size: float = 13,
    matrix: str = "1 0 0 1",
    mode: int = 0,
) -> str:
    """The operators that show a text; spaces move on without a letter."""
    space = f"{-LETTER * 1000:.0f}"
    parts = " ".join(
        font.show(word) if word.strip() else f"{space} " * len(word) for word in re.split("( +)", text)
    )
    return f"BT {mode} Tr /{name} {size} Tf {matrix} {x:.2f} {y:.2f} Tm [{parts}] TJ ET"


class Pdf:
    """A document being written."""

    def __init__(self) -> None:
        self.fonts = {name: Font(base) for name, base in _FONTS.items()}
        self.pages: list[Page] = []
        self.signature: bytes | None = None
        self.dynamic = False  # a form whose pages Adobe Reader makes

    def page(self, size: tuple[float, float] = (595, 842), rotate: int = 0, *, image: bool = False) -> Page:
        """Add a page; with ``image`` a picture covers it."""
        self.pages.append(Page(self.fonts, size, rotate, image=image))
        return self.pages[-1]

    def data(self) -> bytes:
        """The file."""
        objects = ["", ""]  # catalog and page tree come last, when the rest is numbered
        contents = [_content(page) for page in self.pages]
        numbers = {}
        for name, font in self.fonts.items():
            numbers[name] = len(objects) + 1
            objects += font.objects(numbers[name])
        objects.append(_stream("\x00", _PICTURE))
        fonts = " ".join(f"/{name} {number} 0 R" for name, number in numbers.items())
        resources = f"/Resources << /Font << {fonts} >> /XObject << /I {len(objects)} 0 R >> >>"
        kids = [
            _add_page(objects, page, content, resources)
            for page, content in zip(self.pages, contents, strict=True)
        ]
        fields = ""
        if self.signature is not None:
            objects.append(_signature(self.signature))
            objects.append(f"<< /FT /Sig /T (S) /V {len(objects)} 0 R >>")
            fields = f"{len(objects)} 0 R"
        form = f"/SigFlags 3 /Fields [{fields}]"
        if self.dynamic:
            objects.append(_stream("<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'></xdp:xdp>"))
            form += f" /XFA {len(objects)} 0 R"
        more = "/NeedsRendering true" if self.dynamic else ""
        objects[0] = f"<< /Type /Catalog /Pages 2 0 R /AcroForm << {form} >> {more} >>"
        objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
        return _sealed(_file(objects))


_PICTURE = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"


def _content(page: Page) -> str:
    picture = f"q {page.size[0]} 0 0 {page.size[1]} 0 0 cm /I Do Q\n" if page.image else ""
    return _stream(picture + "\n".join(page.content))


def _add_page(objects: list[str], page: Page, content: str, resources: str) -> str:
    """Append a page with all it needs; the reference to it."""
    objects.append(content)
    at = len(objects)
    annotations = []
    for widget in page.widgets:
        x0, y0, x1, y1 = widget.box
        bounds = f"/BBox [0 0 {(x1 - x0) * widget.scale} {(y1 - y0) * widget.scale}]"
        form = f"/Type /XObject /Subtype /Form {bounds}"
        objects.append(_stream(widget.content, f"{form} {resources}"))
        for name in ("n2", "FRM") if widget.nested else ():
            inner = f"/Resources << /XObject << /{name} {len(objects)} 0 R >> >>"
            objects.append(_stream(f"q 1 0 0 1 0 0 cm /{name} Do Q", f"{form} {inner}"))
        objects.append(
            f"<< /Type /Annot /Subtype /{widget.subtype} /FT /Sig /F {widget.flags} /Rect [{x0} {y0} {x1} {y1}]"
            f" /AP << /N {len(objects)} 0 R >> >>"
        )
        annotations.append(f"{len(objects)} 0 R")
    objects.append(
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.size[0]} {page.size[1]}] /Rotate {page.rotate}"
        f" /Contents {at} 0 R /Annots [{' '.join(annotations)}] {resources} >>"
    )
    return f"{len(objects)} 0 R"


def _stream(content: str, more: str = "") -> str:
    return f"<< /Length {len(content)} {more} >>\nstream\n{content}\nendstream"


def _signature(contents: bytes) -> str:
    return (
        "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /M (D:20210209081500+07'00')"
        f" /ByteRange [0 1111111111 2222222222 3333333333] /Contents <{contents.hex()}> >>"
    )


def _file(objects: list[str]) -> bytes:
    data = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        data += f"{place:010d} 00000 n \n".encode()
    data += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(data)


def _sealed(data: bytes) -> bytes:
    """The byte range of the signature filled in, if there is one."""
    start = data.find(b"/Contents <3")
    if b"1111111111" not in data:
        return data
    start += len(b"/Contents ")
    end = data.index(b">", start) + 1
    for blank, value in ((b"1111111111", start), (b"2222222222", end), (b"3333333333", len(data) - end)):
        data = data.replace(blank, f"{value:<10d}".encode(), 1)
    return data
