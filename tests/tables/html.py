"""Documents as HTML pages."""

from html import escape

from tests.tables.model import Block, Look, Made, Pair, Place, Printed, Section, Text

HEAD = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Văn bản</title></head><body>'


def render(blocks: tuple[Block, ...]) -> bytes:
    """A page of all blocks."""
    return f"{HEAD}{''.join(map(_block, blocks))}</body></html>".encode()


def _block(block: Block) -> str:
    match block:
        case Text():
            inner = f"<b>{escape(block.text)}</b>" if block.bold else escape(block.text)
            return f'<p align="{block.align or "justify"}">{inner}</p>\n'
        case Pair():
            sides = ("<br>".join(map(escape, side)) for side in (block.left, block.right))
            return f"<table><tr>{''.join(f'<td>{side}</td>' for side in sides)}</tr></table>\n"
        case Section():
            return "<hr>\n"
        case Printed(made, look):
            ends = [*look.breaks, len(made.lines)]
            starts = [0, *look.breaks]
            caption = f'<p align="center">{look.continued}</p>\n' if look.continued else "<p></p>\n"
            return caption.join(
                _table(made, look, start, end, header=not start or look.repeat)
                for start, end in zip(starts, ends, strict=True)
            )


def _table(made: Made, look: Look, start: int, end: int, *, header: bool) -> str:
    first = made.head_rows
    rows: dict[int, str] = dict.fromkeys(
        [*range(first if header else 0), *range(first + start, first + end)], ""
    )
    for place in made.places():
        if place.row in rows:
            rows[place.row] += _cell(place, look)
    return f'<table border="1">{"".join(f"<tr>{cells}</tr>" for cells in rows.values())}</table>\n'


def _cell(place: Place, look: Look) -> str:
    spans = "".join(
        f' {name}="{span}"'
        for name, span in (("rowspan", place.row_span), ("colspan", place.col_span))
        if span > 1
    )
    space = "&nbsp;&nbsp;" * place.indent if look.spaced else ""
    parts = (space + _raised(part, look) for part in place.text.split("\n"))
    inner = "".join(f"<p>{part}</p>" for part in parts) if place.text else "&nbsp;"
    if "\t" in place.text:
        rows = (line.replace("\t", "</td><td>") for line in escape(place.text).split("\n"))
        inner = f"<table>{''.join(f'<tr><td>{row}</td></tr>' for row in rows)}</table>"
    bold = f"<b>{inner}</b>" if place.bold and place.text else inner
    indent = f' style="padding-left:{20 * place.indent}px"' if place.indent and not look.spaced else ""
    return f'<td{spans} align="{place.align}"{indent}>{bold}</td>'


def _raised(text: str, look: Look) -> str:
    return "".join(
        f"<sup>{escape(piece)}</sup>" if high else escape(piece) for piece, high in look.pieces(text)
    )
