"""Documents as DOCX, with what a word processor needs to print them: borders, widths, repeated header rows."""

from xml.sax.saxutils import escape

from tests.corpus.docx_writer import build
from tests.tables.model import Block, Look, Made, Pair, Place, Printed, Section, Text

_PORTRAIT, _LANDSCAPE = (11906, 16838), (16838, 11906)
_MARGIN = 1134
_STEP = 284  # twips of an indent
_TEXT = Look(size=13)
_SUPERSCRIPT = '<w:vertAlign w:val="superscript"/>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def render(blocks: tuple[Block, ...]) -> bytes:
    """A document of all blocks; a section ends where the next begins."""
    parts: list[str] = []
    landscape = False
    for block in blocks:
        if isinstance(block, Section):
            parts.append(f"<w:p><w:pPr>{_section(landscape)}</w:pPr></w:p>")
            landscape = block.landscape
        else:
            parts.append(_block(block, landscape))
    return build("".join(parts) + "<w:p/>" + _section(landscape))


def _section(landscape: bool) -> str:
    width, height = _LANDSCAPE if landscape else _PORTRAIT
    orient = ' w:orient="landscape"' if landscape else ""
    margins = " ".join(f'w:{side}="{_MARGIN}"' for side in ("top", "bottom", "left", "right"))
    return f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{orient}/><w:pgMar {margins}/></w:sectPr>'


def _block(block: Block, landscape: bool) -> str:
    width = (_LANDSCAPE if landscape else _PORTRAIT)[0] - 2 * _MARGIN
    match block:
        case Text():
            return _paragraph(block.text, block.align or "both", bold=block.bold)
        case Pair():
            cells = "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{width // 2}" w:type="dxa"/></w:tcPr>{"".join(_paragraph(line, "center") for line in side)}</w:tc>'
                for side in (block.left, block.right)
            )
            return f"<w:tbl><w:tblPr/>{_grid([width // 2] * 2)}<w:tr>{cells}</w:tr></w:tbl><w:p/>"
        case Printed(made, look):
            return _pieces(made, look, width)
    return ""


def _pieces(made: Made, look: Look, width: int) -> str:
    starts, ends = [0, *look.breaks], [*look.breaks, len(made.lines)]
    between = _paragraph(look.continued, "center") if look.continued else "<w:p/>"
    return between.join(
        _table(made, look, width, start, end, header=not start or look.repeat)
        for start, end in zip(starts, ends, strict=True)
    )


def _table(made: Made, look: Look, width: int, start: int, end: int, *, header: bool) -> str:
    widths = column_widths(made, width)
    rows = [*range(made.head_rows if header else 0), *range(made.head_rows + start, made.head_rows + end)]
    by_row: dict[int, dict[int, str]] = {row: {} for row in rows}
    for place in made.places():
        for at in range(place.row_span):
            if place.row + at in by_row:
                by_row[place.row + at][place.col] = _cell(place, at, widths, look)
    inner = "".join(
        f"<w:tr><w:trPr>{'' if look.cut else '<w:cantSplit/>'}{_repeats(row, made, look)}</w:trPr>"
        + "".join(cells[col] for col in sorted(cells))
        + "</w:tr>"
        for row, cells in by_row.items()
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr>{_grid(widths)}{inner}</w:tbl>'
    )


def _repeats(row: int, made: Made, look: Look) -> str:
    return "<w:tblHeader/>" if row < made.head_rows and look.repeat else ""


def _grid(widths: list[int]) -> str:
    return (
        f"<w:tblGrid>{''.join(f'<w:gridCol w:w={chr(34)}{width}{chr(34)}/>' for width in widths)}</w:tblGrid>"
    )


def column_widths(made: Made, width: float) -> list[int]:
    """Widths by what the columns hold: narrow ordinals, wide names."""
    weights = [{"ordinal": 1.0, "text": 3.0}.get(path[-1].kind, 1.8) for path in made.columns()]
    weights[min(1, len(weights) - 1) if weights[0] == 1.0 else 0] = 5.0
    return [int(width * weight / sum(weights)) for weight in weights]


def _cell(place: Place, at: int, widths: list[int], look: Look) -> str:
    wide = sum(widths[place.col : place.col + place.col_span])
    span = f'<w:gridSpan w:val="{place.col_span}"/>' if place.col_span > 1 else ""
    merge = "" if place.row_span == 1 else "<w:vMerge/>" if at else '<w:vMerge w:val="restart"/>'
    space, left = ("  " * place.indent, 0) if look.spaced else ("", place.indent * _STEP)
    inner = [
        _paragraph(space + part, place.align, bold=place.bold, look=look, left=left)
        for part in place.text.split("\n")
    ]
    if "\t" in place.text:
        inner = [_nested(place.text, wide, look), "<w:p/>"]
    paragraphs = "<w:p/>" if at else "".join(inner)
    return f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}{merge}</w:tcPr>{paragraphs}</w:tc>'


def _nested(text: str, width: int, look: Look) -> str:
    """A table inside a cell."""
    lines = [line.split("\t") for line in text.split("\n")]
    rows = ""
    for parts in lines:
        cells = (f"<w:tc>{_paragraph(part, 'left', look=look)}</w:tc>" for part in parts)
        rows += f"<w:tr>{''.join(cells)}</w:tr>"
    return f"<w:tbl><w:tblPr/>{_grid([width // len(lines[0])] * len(lines[0]))}{rows}</w:tbl>"


def _paragraph(text: str, align: str, *, bold: bool = False, look: Look = _TEXT, left: int = 0) -> str:
    props = (
        '<w:rFonts w:ascii="Tinos" w:hAnsi="Tinos" w:cs="Tinos"/>'
        f'{"<w:b/>" if bold else ""}<w:sz w:val="{int(2 * look.size)}"/>'
    )
    runs = "".join(
        f'<w:r><w:rPr>{props}{_SUPERSCRIPT if high else ""}</w:rPr><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
        for piece, high in look.pieces(text)
    )
    indent = f'<w:ind w:left="{left}"/>' if left else ""
    return f'<w:p><w:pPr>{indent}<w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'
