"""Objects embedded in a DOCX: workbooks that show their sheet, icons, and what is of another program."""

import warnings
import zipfile
from io import BytesIO

import pytest

from tests.corpus.compound import compound
from tests.corpus.docx_writer import OFFICE, RELS, build, p
from tests.corpus.views import texts
from tests.corpus.workbooks import BOXED, PLAIN, Sheet, Style, xls, xlsx
from vanban.corpus.layout import Grid, Layout, check
from vanban.corpus.readers import docx

NORMS = Sheet(
    {
        (0, 0): ("Đơn vị tính: Triệu đồng", PLAIN),
        (1, 0): ("TT", BOXED), (1, 1): ("Bộ phận", BOXED), (1, 2): ("Mức khoán", BOXED),
        (2, 0): (1.0, BOXED), (2, 1): ("Văn phòng", BOXED), (2, 2): (1462500.0, Style("#,##0", sides=15)),
    },
    name="Định mức",
)  # fmt: skip
OTHER = Sheet({(0, 0): ("Bảng nháp", BOXED), (0, 1): ("x", BOXED)}, name="Nháp")
SHOWN = [["TT", "Bộ phận", "Mức khoán"], ["1", "Văn phòng", "1.462.500"]]


def shape(size: str) -> str:
    return f'<v:shape style="{size}"/>'


def embedded(
    data: bytes, program: str = "Excel.Sheet.12", kind: str = "package", *, aspect: str = "Content",
    size: str = "width:414.1pt;height:279.6pt",
) -> Layout:  # fmt: skip
    """A document with an object in its second paragraph."""
    office = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
    one = f'<o:OLEObject {office} Type="Embed" ProgID="{program}" DrawAspect="{aspect}" r:id="rId9"/>'
    out = BytesIO(
        build(p("Điều 1.") + p(f"<w:r><w:object>{shape(size)}{one}</w:object></w:r>") + p("Điều 2."))
    )
    with zipfile.ZipFile(out, "a") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a second part with the same name, which is the one that counts
        link = f'<Relationship Id="rId9" Type="{OFFICE}/{kind}" Target="embeddings/object.bin"/>'
        package.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{RELS}">{link}</Relationships>'
        )
        package.writestr("word/embeddings/object.bin", data)
    layout = docx.read(out.getvalue())
    check(layout)
    return layout


@pytest.mark.parametrize(
    ("data", "program", "kind"),
    [
        (xlsx(NORMS, OTHER), "Excel.Sheet.12", "package"),  # the sheet that is active, no other
        (compound(Workbook=xls(NORMS)), "Excel.Sheet.8", "oleObject"),  # as Word 97-2003 keeps it
    ],
)
def test_a_workbook_is_read_where_it_is_shown(data: bytes, program: str, kind: str) -> None:
    layout = embedded(data, program, kind)
    assert texts(layout) == ["Điều 1.", "Đơn vị tính: Triệu đồng", "Điều 2."]
    assert [block.matrix() for block in layout.blocks if isinstance(block, Grid)] == [SHOWN]
    assert layout.notes == ()


UNREAD = [
    (xlsx(NORMS), {"aspect": "Icon"}, "Excel.Sheet.12"),
    (xlsx(NORMS), {"size": "width:76.50pt;height:49.50pt"}, "Excel.Sheet.12"),  # an icon that does not say so
    (compound(Equation=b"x"), {"program": "Equation.3", "kind": "oleObject"}, "Equation.3"),
    (xlsx(NORMS)[:300], {}, "Excel.Sheet.12"),  # broken
    (xlsx(Sheet({})), {}, "Excel.Sheet.12"),  # empty
    (xlsx(NORMS), {"kind": "hyperlink"}, "Excel.Sheet.12"),  # outside the file
]


@pytest.mark.parametrize(("data", "options", "program"), UNREAD)
def test_what_is_not_read_is_reported(data: bytes, options: dict[str, str], program: str) -> None:
    layout = embedded(data, **options)
    assert texts(layout) == ["Điều 1.", "Điều 2."]
    assert [(note.code, note.message) for note in layout.notes] == [
        ("embedded-file", f"Embedded objects that were not read: 1 ({program}).")
    ]


def test_a_size_that_is_no_number_makes_no_icon() -> None:
    layout = embedded(xlsx(NORMS), size="width:1.2.3pt;height:5.0.0pt")
    assert [grid.matrix() for grid in layout.blocks if isinstance(grid, Grid)] == [SHOWN]
