"""Rows that a page end cuts are told from rows of their own by what they say, what they lack and where lines end."""

from collections.abc import Sequence
from textwrap import wrap

import pytest

from tests.grids import make_grid
from vanban.corpus.layout import Cell, Paragraph, Style
from vanban.extract.rests import RowKinds, joined

LETTER, SIZE, PADDING, STEP = 5.5, 11.0, 10.8, 12.0
WIDTHS = (160.0, 160.0, 100.0, 80.0)  # of the columns
HEADER = "STT | Nội dung | Đơn vị | Kinh phí"
NUMBERED = [f"{at} | Nâng cấp đường liên xã | Sở Xây dựng | {at}.500" for at in range(1, 10)]
BULLETS = [f"{row}\n | - Phần việc | Sở Y tế | 20" for row in NUMBERED]
GROUPS = [f"{row}\n | Lĩnh vực giao thông |  | " for row in NUMBERED]
LABELS = [f"{row}\n | a) Hộ nghèo | Sở Y tế | 20" for row in NUMBERED]
SUMS = [row.replace("|  | ", "| Sở Y tế | 20") for row in GROUPS[:3]]
NAMES = [f"Nâng cấp đường xã số {at} | cái | Sở Y tế | {at}00" for at in range(1, 14)]


def cells(row: str, page: int, top: float) -> list[Cell]:
    """The cells of a row as a word processor sets them: lines as full as they can be; "*" opens bold ones, ">" indented ones."""
    made = []
    for col, (text, width) in enumerate(zip(row.split("|"), WIDTHS, strict=True)):
        bold, indented, text = text.startswith(" *" + " "), ">" in text, text.strip(" >")
        text = text.removeprefix("* ")
        lines = wrap(text, int((width - PADDING) / LETTER))
        paragraphs: tuple[Paragraph, ...] = ()
        if lines:
            right = LETTER * max(map(len, lines))
            box = (STEP * indented, top, STEP * indented + right, top + 1.2 * SIZE * len(lines))
            spare = width - LETTER * len(lines[-1])
            style = Style(bold=bold, size=SIZE)
            paragraphs = (Paragraph(text, 0, len(text), style, page=page, box=box, spare=spare),)
        made.append(Cell(0, col, 1, 1, paragraphs))
    return made


def is_rest(rows: Sequence[str], upper: str, lower: str) -> bool:
    table = make_grid([HEADER, *"\n".join(rows).split("\n")], page=1)
    texts = [text.strip(" >").removeprefix("* ") for text in lower.split("|")]
    return RowKinds([table], [1]).is_rest(texts, cells(upper, 1, 700), cells(lower, 2, 60))


FULL = "9 | Nâng cấp đường trung tâm xã | Sở Xây dựng | 500"  # no room for another word

RESTS = [
    # all rows have an ordinal
    (NUMBERED, FULL, " | Hòa Thạnh | | "),
    # those without one begin with a bullet
    (BULLETS, FULL, " | Hòa Thạnh | | "),
    # bullets of its own, where no row begins with one
    (NUMBERED, "9 | Nâng cấp đường | Sở Y tế | 5", " | - Xây lắp | | "),
    # and a line parted by hand beside them
    (NUMBERED, "9 | Nâng cấp đường | Dài 2 km | 5", " | - Xây lắp | Rộng 7 m | "),
    # all rows that begin so have a figure
    (NAMES, "Nâng cấp đường liên xã Vĩnh | | | 5", "Xuân | | | "),
    # few begin so, but rows of all kinds have a figure
    ([*SUMS, *NUMBERED[3:]], FULL, " | Hòa Thạnh | | "),
    # one that some rows look like goes on in mid-sentence, or after a word that ends nothing
    (GROUPS, FULL, " | và các ấp | | "),
    (GROUPS, "9 | Nâng cấp đường liên xã trên | Sở Xây dựng | 5", " | Hòa Thạnh | | "),
    (NAMES, "Nâng cấp đường trung tâm ở | Ủy ban nhân dân huyện Phú | | 5", "xã mới | Lộc | | "),
    (GROUPS, "9 | Nâng cấp đường trung tâm xã | Dài 2 km | 5", " | mới và các ấp | Rộng 7 m | "),
    # a figure that a narrow cell breaks, between thousands or anywhere
    (NUMBERED, "9 | Nâng cấp đường | Sở Y tế | 1 250 345 100", " | | | 200"),
    (BULLETS, "9 | Nâng cấp đường | Sở Y tế | 1.250.345.10", " | | | 0"),
    # the rest of a total
    (NUMBERED, " | Tổng nguồn vốn đầu tư Nhà | | 500", " | Nước | | "),
    (NUMBERED, " | Tổng cộng các khoản chi xx | | 500", " | 1.1 | | "),
    # neither ordinal nor name, though the line above has room
    (NUMBERED, "9 | Nâng cấp đường | Dài 2 km | 5", " | | Rộng 7 m | "),
    # no name, where all rows begin with one, though the line above has room
    (NAMES[:2], "Nâng cấp đường | Dài 2 km | Sở Y tế | 5", " | Rộng 7 m | | "),
    # the mark of a note
    (BULLETS, FULL, " | (1) | | "),
    # with other cells that go on
    (BULLETS, "9 | Nâng cấp đường trung tâm xã | Ủy ban nhân dân tỉnh Phú | 5", " | ** | thọ mới | "),
]


@pytest.mark.parametrize(("rows", "upper", "lower"), RESTS)
def test_rests_of_rows(rows: list[str], upper: str, lower: str) -> None:
    assert is_rest(rows, upper, lower)


ROWS = [
    # the line above has room for its first word
    (NUMBERED, "9 | Nâng cấp đường | Sở Xây dựng | 500", " | Hòa Thạnh | | "),
    (NAMES, "Nâng cấp đường | | | 5", "Chợ trung tâm | | | "),
    # another cell of the row above ends lower
    (NUMBERED, "9 | Nâng cấp đường trung tâm xã | Sở Xây dựng huyện Phú Lộc | 500", " | Hòa Thạnh | | "),
    # a figure below a figure
    (NUMBERED, FULL, " | Hòa Thạnh | | 200"),
    # below a cell that is blank
    (NUMBERED, "9 | Nâng cấp đường trung tâm xã | | 500", " | Hòa Thạnh | Sở Y tế | "),
    (GROUPS, "9 | | Sở Xây dựng tỉnh | 5", " | Hòa Thạnh | và các ấp | "),
    # in another weight
    (NUMBERED, FULL, " | * Lĩnh vực y tế | | "),
    # other rows look like it
    (GROUPS, FULL, " | Lĩnh vực y tế | | "),
    (BULLETS, FULL, " | - Thiết bị | | "),
    (NUMBERED, " | - Phần việc | Sở Y tế | 5", " | - Thiết bị | | "),
    (NAMES[:5], "Nâng cấp đường trung tâm xã | | | 5", "Hòa Thạnh | | | "),
    # farther left than the row above
    (NAMES, "> Nâng cấp đường trung tâm xã | | | 5", "Lĩnh vực y tế | | | "),
    # a name that begins a row, above a figure that a narrow cell might have broken
    (LABELS, "9 | Kè | Sở Y tế | 103823845912", " | b) Hộ nghèo | | 459123"),
    # an ordinal, a label or a total of its own
    (NUMBERED, FULL, "10 | và các ấp | | "),
    (LABELS, FULL, " | b) hộ nghèo | | "),
    (NUMBERED, FULL, " | Tổng cộng | | "),
    # a label where the page before shows none
    (NAMES, "Nâng cấp đường trung tâm xã | | | 5", "II. Y tế | | | "),
    # below a total
    (NUMBERED, " | Tổng cộng của năm hai nghìn | | 500", " | Chuyển tiếp | | "),
    (NUMBERED, FULL, " | - Trong đó: vốn vay | | "),
    # the first column holds ordinals
    (GROUPS, "9 | Nâng cấp đường | Dài 2 km | 5", " | Rộng 7 m | | "),
    # too little to go by
    (NUMBERED[:3], FULL, " | Hòa Thạnh | | "),
]


@pytest.mark.parametrize(("rows", "upper", "lower"), ROWS)
def test_rows_of_their_own(rows: list[str], upper: str, lower: str) -> None:
    assert not is_rest(rows, upper, lower)


def test_merged_cells_that_go_on_are_no_lack() -> None:
    merged = [row for at in range(1, 9, 2) for row in (NUMBERED[at], f"^ | Trạm y tế xã | Sở Y tế | {at}")]
    assert not is_rest(merged, FULL, " | Hòa Thạnh | | ")


def test_merged_names_that_go_on_are_no_lack() -> None:
    merged = [
        f"Nâng cấp đường xã số {at} | Dài {at} km | Sở Y tế | 5\n^ | Rộng {at} m | | " for at in (1, 2, 3)
    ]
    rows = "\n".join(merged).split("\n")
    assert not is_rest(rows, "Nâng cấp đường | Dài 2 km | Sở Y tế | 5", " | Rộng 7 m | | ")


def test_a_row_that_its_own_page_end_cuts_is_like_no_row() -> None:
    rows = "\n".join(BULLETS).split("\n")
    first = make_grid([HEADER, *rows, " | Trong |  | "], page=1)
    second = make_grid([HEADER, " | đó: | | ", *rows], page=2)
    kinds = RowKinds([first, second], [1, 1])
    assert kinds.is_rest(["", "Hòa Thạnh", "", ""], cells(FULL, 2, 700), cells(" | Hòa Thạnh | | ", 3, 60))


def test_a_word_that_a_page_end_breaks_is_whole_again() -> None:
    (above, below), (upper, lower) = (
        [cell.paragraphs for cell in (cells(row, 1, 700)[3], cells(other, 2, 60)[3])]
        for row, other in (
            ("9 | | | 1.250.345.10", " | | | 0 đồng"),
            ("9 | | | số 12/QĐ-", " | | | UBND"),
        )
    )
    assert [p.text for p in joined(above, below)] == ["1.250.345.100", "đồng"]
    assert [p.text for p in joined(upper, lower)] == ["số 12/QĐ-UBND"]
    assert [p.text for p in joined(above, lower)] == ["1.250.345.10", "UBND"]
