"""Every limit holds for every format it speaks of, and the error says which and how to go on."""

from functools import cache
from pathlib import Path

import pytest

from tests.corpus.compound import compound
from tests.corpus.docx_writer import W, build, document, p
from tests.corpus.pdf_writer import Pdf
from tests.corpus.workbooks import BOXED, Cells, Sheet, xls, xlsx
from vanban.corpus.budgets import Budgets
from vanban.corpus.errors import DamagedFileError, InputError, TimeLimitError, TooLargeError
from vanban.corpus.readers import read
from vanban.corpus.worker import Worker

DATA = Path(__file__).parents[1] / "data"
LINES = [f"Điều {at}. Cơ quan, đơn vị có trách nhiệm thi hành Quyết định này." for at in range(1, 31)]
BREAK = '<w:r><w:lastRenderedPageBreak/><w:t xml:space="preserve"> </w:t></w:r>'


@cache
def sample(format: str) -> bytes:
    """An ordinary file: thirty lines, three pages, or a workbook of ninety cells."""
    text = "\n".join(LINES)
    cells: Cells = {(at, col): (f"Mục {at}", BOXED) for at in range(30) for col in range(3)}
    if format == "pdf":
        document = Pdf()
        for at in range(0, 30, 10):
            document.page().lines(85, 760, *LINES[at : at + 10], size=10)
        return document.data()
    made = {
        "txt": lambda: text.encode(),
        "html": lambda: f"<html><body>{''.join(f'<p>{line}</p>' for line in LINES)}</body></html>".encode(),
        "rtf": lambda: b"{\\rtf1 " + b"\\par ".join(b"Dieu 1. Noi dung" for _ in LINES) + b"}",
        "docx": lambda: build("".join(p(line, BREAK) for line in LINES)),
        "doc": lambda: (DATA / "doc" / "unicode.doc").read_bytes(),
        "xlsx": lambda: xlsx(Sheet(cells)),
        "xls": lambda: compound(Workbook=xls(Sheet(cells))),
        "large docx": lambda: build(p("x"), styles=f"<!--{' '.join(map(str, range(1_500_000)))}-->"),
    }
    return made[format]()


LIMITS = [
    *((format, Budgets(bytes=100)) for format in ("txt", "html", "rtf", "docx", "doc", "xlsx", "xls", "pdf")),
    *((format, Budgets(characters=100)) for format in ("txt", "html", "rtf", "docx", "doc", "xlsx", "xls", "pdf")),
    *((format, Budgets(text_bytes=400)) for format in ("txt", "html", "docx", "doc", "xlsx")),
    *((format, Budgets(members=2)) for format in ("docx", "doc", "xlsx")),
    *((format, Budgets(unpacked_bytes=1000)) for format in ("docx", "doc", "xlsx")),
    ("large docx", Budgets(ratio=2)),
    *((format, Budgets(pages=2)) for format in ("docx", "pdf")),
    *((format, Budgets(cells=50)) for format in ("xlsx", "xls")),
]  # fmt: skip


@pytest.mark.parametrize(("format", "budgets"), LIMITS)
def test_over_a_limit(format: str, budgets: Budgets) -> None:
    with pytest.raises(TooLargeError) as caught:
        read("a/file", sample(format), budgets=budgets)
    assert caught.value.path == "a/file"
    assert caught.value.remedy


@pytest.mark.parametrize("format", ["txt", "html", "rtf", "docx", "doc", "xlsx", "xls", "pdf"])
def test_within_the_limits(format: str) -> None:
    assert read("a/file", sample(format)).format == format


ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
LATE = f"<!--{' ' * 5000}-->{ENTITIES}"  # beyond what a glance at the head of the file sees


@pytest.mark.parametrize("declared", [ENTITIES, LATE])
@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_entities_never_grow(format: str, declared: str) -> None:
    data = {
        "docx": lambda: document(f'{declared}<w:document xmlns:w="{W}"><w:body>&b;</w:body></w:document>'),
        "xlsx": lambda: xlsx(Sheet({}), sharedStrings=f"{declared}<sst><si><t>&b;</t></si></sst>"),
    }[format]()
    with pytest.raises(DamagedFileError):
        read("a/file", data)


def test_time() -> None:
    def task(request: bytes) -> bytes:
        return read("a/file", sample("txt") * 20_000).text.encode()

    with Worker(task, Budgets(seconds=0.01)) as worker, pytest.raises(TimeLimitError) as caught:
        worker.call(b"")
    assert isinstance(caught.value, InputError) and caught.value.remedy
