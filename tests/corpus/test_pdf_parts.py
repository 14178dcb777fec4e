"""The parts of the PDF reader on their own: lattices, lines, columns, paragraphs, the quality of text."""

import pytest

from vanban.corpus.readers.pdf_chars import Face, Run
from vanban.corpus.readers.pdf_grids import find_lattices
from vanban.corpus.readers.pdf_lines import Line, join_text, line_of, rows
from vanban.corpus.readers.pdf_margins import split_notes
from vanban.corpus.readers.pdf_paragraphs import Measure, joins, measure, paragraph
from vanban.corpus.readers.pdf_paths import Edges
from vanban.corpus.readers.pdf_quality import measure as quality

# --- lattices -----------------------------------------------------------------------------------


def drawing(picture: str) -> Edges:
    """The rules of a drawing in characters: + where rules meet, - and | along them; 10 points a step."""
    lines = picture.strip("\n").splitlines()
    edges = Edges([], [])
    for y, line in enumerate(lines):
        for x, sign in enumerate(line):
            if sign in "+-" and line[x + 1 : x + 2] in ("+", "-"):
                edges.horizontal.append((10.0 * y, 10.0 * x, 10.0 * x + 10))
            below = lines[y + 1][x : x + 1] if y + 1 < len(lines) else ""
            if sign in "+|" and below in ("+", "|") and below:
                edges.vertical.append((10.0 * x, 10.0 * y, 10.0 * y + 10))
    return edges


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        (  # plain
            """
+--+--+
|  |  |
+--+--+
|  |  |
+--+--+
""",
            [[(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]],
        ),
        (  # a header over two columns, a cell over two rows
            """
+--+-----+
|  |     |
|  +--+--+
|  |  |  |
+--+--+--+
""",
            [[(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]],
        ),
        (  # not closed below: the table goes on over the page
            """
+--+--+
|  |  |
+--+--+
|  |  |
|  |  |
""",
            [[(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]],
        ),
        ("-----------", []),  # an underline
        (  # a frame
            """
+----+
|    |
+----+
""",
            [],
        ),
        (  # two tables
            """
+--+--+
|  |  |
+--+--+

+--+--+
|  |  |
+--+--+
""",
            [[(0, 0, 1, 1), (0, 1, 1, 1)], [(0, 0, 1, 1), (0, 1, 1, 1)]],
        ),
    ],
)
def test_lattices(picture: str, expected: list[list[tuple[int, ...]]]) -> None:
    found = find_lattices(drawing(picture))
    assert [[(c.row, c.col, c.row_span, c.col_span) for c in one.cells] for one in found] == expected


def test_a_table_in_a_cell_is_left_to_the_outer_one() -> None:
    outer = drawing("+----------+--+\n" + "|          |  |\n" * 6 + "+----------+--+")
    inner = drawing("+--+--+\n|  |  |\n+--+--+")
    outer.horizontal += [(y + 20, x0 + 20, x1 + 20) for y, x0, x1 in inner.horizontal]
    outer.vertical += [(x + 20, y0 + 20, y1 + 20) for x, y0, y1 in inner.vertical]
    (found,) = find_lattices(outer)
    assert len(found.cells) == 2


def test_points_find_their_cells() -> None:
    (found,) = find_lattices(drawing("+--+-----+\n|  |     |\n|  +--+--+\n|  |  |  |\n+--+--+--+"))
    assert [found.cell_at(x, y) for x, y in ((5, 5), (5, 35), (60, 5), (85, 30), (200, 5))] == [
        0,
        0,
        1,
        3,
        None,
    ]


# --- lines ----------------------------------------------------------------------------------------

PLAIN, SMALL = Face(13.0), Face(8.0)


def run(text: str, x: float, base: float = 100, face: Face = PLAIN, *, spaced: bool = False) -> Run:
    size = face.size
    return Run(text, x, base - 0.9 * size, x + 0.5 * size * len(text), base + 0.2 * size, base, face, spaced)


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([run("Số", 0), run("12", 20)], "Số 12"),
        ([run("QĐ", 0), run("-UBND", 13.2)], "QĐ-UBND"),  # letters that touch
        ([run("của", 0), run("Bộ", 20.7)], "củaBộ"),  # nothing says that they are apart
        ([run("của", 0), run("Bộ", 20.7, spaced=True)], "của Bộ"),  # a narrow space is one
        ([run("đậm", 0), run("đậm", 0.4)], "đậm"),  # printed twice for weight
        ([run("NĐ-CP", 0), run("2", 32.5, 94, SMALL), run("của", 40)], "NĐ-CP [2] của"),
        ([run("10", 0), run("m", 16.5), run("3", 23, 94, SMALL)], "10 m3"),
    ],
)
def test_words_of_a_line(runs: list[Run], expected: str) -> None:
    (row,) = rows(runs)
    assert line_of(row.runs, 1).text == expected


def test_rows_of_two_columns_do_not_fall_together() -> None:
    found = rows([run("Nơi nhận:", 0, 100), run("CHỦ TỊCH", 300, 101), run("- Như trên;", 0, 113)])
    assert [[len(part) for part in row.parts] for row in found] == [[1, 1], [1]]


def line(
    text: str,
    x0: float = 85,
    x1: float = 540,
    y: float = 100,
    *,
    size: float = 14,
    first: float = 30,
    page: int = 1,
) -> Line:
    return Line(text, x0, y - size, x1, y, size, first, page=page)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["theo Nghị định số 47/2020/NĐ-", "CP ngày"], "theo Nghị định số 47/2020/NĐ-CP ngày"),
        (["Quyết định số 12/", "QĐ-UBND"], "Quyết định số 12/QĐ-UBND"),
        (["tại https://dichvucong.gov.vn/", "2. Thời gian"], "tại https://dichvucong.gov.vn/ 2. Thời gian"),
        (["giai đoạn 2016 -", "2020"], "giai đoạn 2016 - 2020"),
        (["số hóa", "tài liệu"], "số hóa tài liệu"),
    ],
)
def test_lines_joined(texts: list[str], expected: str) -> None:
    assert join_text([line(text) for text in texts]) == expected


# --- paragraphs -------------------------------------------------------------------------------------

AREA = Measure(85, 541, indents=True, opening=121)


@pytest.mark.parametrize(
    ("last", "after", "expected"),
    [
        (line("Căn cứ Nghị định", 121), line("Chính phủ", 85, y=120), True),  # back at the margin
        (line("Căn cứ Nghị định", 121, 300), line("Chính phủ", 85, 300, 120), False),  # there was room
        (line("phủ về công tác", 85), line("Căn cứ Luật", 121, y=120), False),  # an indent opens
        (line("theo quy định tại", 85), line("1. Điều 5", 85, y=120), True),  # a label that is none
        (line("Chương II", 280, 346), line("TỔ CHỨC THỰC HIỆN", 230, 396, 120), False),  # centred both
        (line("của các sở, ban", 85), line("ngành cấp tỉnh", 85, y=90, page=2), True),  # over the page
        (line("của các sở, ban", 85), line("ngành cấp tỉnh", 85, y=190), False),  # far below
        (line("của các sở, ban", 85), line("ngành cấp tỉnh", 85, y=120, size=10), False),  # other letters
        # a type and a line of place and date stand for themselves
        (line("Lai Châu, ngày 06 tháng 9 năm 2019", 85), line("về việc sắp xếp kho", 85, y=120), False),
        (line("của Sở Nội vụ về", 85), line("HƯỚNG DẪN", 85, y=120), True),
        (line("UBND TỈNH LAI CHÂU", 85), line("HƯỚNG DẪN", 85, y=120), False),
    ],
)
def test_lines_that_go_on(last: Line, after: Line, expected: bool) -> None:
    assert joins([last], after, AREA, AREA) is expected


def test_the_text_area_is_measured() -> None:
    lines = [line("Một dòng", 121 if at % 3 == 0 else 85, 541, 20.0 * at) for at in range(12)]
    found = measure([*lines, line("lạc", 20, 560)], 595)
    assert (found.left, found.right, found.indents, found.opening) == (85, 541, True, 121)


def test_footnotes_are_told_by_their_mark_and_size() -> None:
    text = [line("theo Luật số 42/2024/QH15 [1] ngày", y=400), line("thuộc tỉnh.", y=420)]
    notes = [line("1 Luật Quản lý vũ khí", y=760, size=10), line("và vật liệu nổ", y=772, size=10)]
    kept, found = split_notes([*text, *notes], 842, 14, {"1"})
    assert [one.text for one in kept] == [one.text for one in text]
    assert [one.text for one in found] == ["[1] Luật Quản lý vũ khí", "và vật liệu nổ"]
    small_print = [line("Lưu: VT", y=760, size=10)]
    assert split_notes([*text, *small_print], 842, 14, {"1"})[1] == []


# --- quality ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "readable", "marked"),
    [
        (
            "Ủy ban nhân dân tỉnh ban hành Quyết định số 12/QĐ-UBND về việc phê duyệt kế hoạch năm 2021",
            True,
            True,
        ),
        (
            "7ӌ1+ &Ӝ1* HOÀ XÃ +Ӝ, &+Ӫ 1*+Ƭ$ 9,ӊ7 ĈӝF OұS 7ӵ +ҥQK Kính JӱL 6ӣ Công 7KѭѫQJ QKұQ ÿѭӧF",
            False,
            True,
        ),
        (
            "Ui BAN NHAN DAN CQNG HOA XA HQI CHU NGHIA VrE'r'NAM DQc l{p Tg do I-Ignh phric rzfng thfrc bqng",
            False,
            False,
        ),
        ("Uy ban nhan dan tinh ban hanh quyet dinh ve viec phe duyet ke hoach nam hai nghin", True, False),
        ("Bảng giá 12 m2", True, True),  # too little to tell
        (
            "1 Chi thường xuyên nt nt –3,8 - Trụ sở làm việc Mặt đường rộng 7 m dài 2 m Sở Y tế nt nt nt 3 nt nt nt nt",
            True,
            True,
        ),
        ("1.234,5 3 (–)", True, True),  # a page of a table has no word at times
    ],
)
def test_quality_of_text(text: str, readable: bool, marked: bool) -> None:
    found = quality(text.split())
    assert (found.is_readable, found.is_marked) == (readable, marked)


@pytest.mark.parametrize(
    ("places", "spare"),
    [
        ([(15.5, 90), (15.5, 50)], 65.5),  # flush at the left of a cell from 10 to 110, whose padding is 5.5
        ([(40, 104), (40, 75)], 40.5),  # indented: no room before it
        ([(40, 65)], 50.5),
        ([(20, 100), (45, 75)], 70),  # centred
        ([(50, 104.5)], 11),  # indented and full
    ],
)
def test_room_that_the_last_line_of_a_cell_leaves(places: list[tuple[float, float]], spare: float) -> None:
    lines = [line("Nâng cấp", x0, x1) for x0, x1 in places]
    assert paragraph(lines, None, sides=(10, 110)).spare == spare


def test_figures_stand_at_the_right_of_a_cell() -> None:
    assert paragraph([line("1.250", 50, 104.5)], None, sides=(10, 110)).spare == 45.5
