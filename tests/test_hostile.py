"""Hostile and damaged files, from their bytes to JSON: a record or a typed error, within bounds."""

import io
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vanban
from tests.corpus import docx_writer as word
from tests.corpus.pdf_writer import Pdf
from tests.corpus.workbooks import BOXED, Sheet, xlsx
from tests.exploring import examples
from vanban.normalize.model import Document
from vanban.outputs.jsondoc import decode, encode

DATA = Path(__file__).parent / "data"
ROWS = (
    ("STT", "Nội dung", "Số tiền (triệu đồng)", "Diện tích (ha)"),
    ("1", "Đường liên xã", "{0}", "5"),
    ("2", "Cầu qua sông", "1.500", "{0},5"),
    ("", "Tổng cộng", "{0}", "20,5"),
)
LINES = (
    "Số: {0}/QĐ-UBND",
    "Sông Lam, ngày {0} tháng {0} năm {0}",
    "QUYẾT ĐỊNH",
    "Căn cứ Nghị định số {0}/{0}/NĐ-CP ngày {0}/{0}/{0};",
    "Điều {0}. Tổng kinh phí {0} đồng; hỗ trợ {0} tỷ đồng; tỷ lệ hộ nghèo giảm còn {0}%.",
    "Điều 2. Sửa đổi khoản {0} Điều {0} Quyết định số {0}/QĐ-UBND, có hiệu lực sau {0} ngày.",
    "{0}. Nội dung",
    "[{0}] Chú thích",
)


def extracted(data: bytes, name: str = "tep") -> Document | None:
    """The document that comes back from its JSON; None for a typed error, which names a remedy."""
    result = vanban.read_result(name, data)
    if result.document is None:
        assert result.error is not None and result.error.remedy
        return None
    assert decode(encode(result.document)) == result.document
    return result.document


def as_docx(lines: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    table = word.table(*(word.row(*(word.cell(word.p(word.run(text))) for text in row)) for row in rows))
    return word.build("".join(word.p(word.run(line)) for line in lines) + table)


def as_html(lines: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    table = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    return f"<meta charset=utf-8>{''.join(f'<p>{line}</p>' for line in lines)}<table>{table}</table>".encode()


def as_text(lines: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    return "\n\n".join([*lines, "\n".join(f"| {' | '.join(row)} |" for row in rows)]).encode()


def as_xlsx(lines: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    cells = {(at, 0): (line, BOXED) for at, line in enumerate(lines)}
    table = {
        (len(lines) + at, col): (text, BOXED) for at, row in enumerate(rows) for col, text in enumerate(row)
    }
    return xlsx(Sheet({**cells, **table}))


@pytest.mark.parametrize("write", [as_docx, as_html, as_text, as_xlsx])
@pytest.mark.parametrize("length", [19, 400, 5000])  # beyond 64 bits, beyond floats, beyond what int() reads
def test_digits_without_end_are_no_numbers(
    write: Callable[[Sequence[str], Sequence[Sequence[str]]], bytes], length: int
) -> None:
    digits = "9" * length
    lines = [line.format(digits) for line in LINES]
    found = extracted(write(lines, [[text.format(digits) for text in row] for row in ROWS]))
    assert found is not None
    assert not any(amount.value and amount.value > 10**18 for amount in found.amounts)
    for row in (row for table in found.tables for row in table.rows):
        assert all(value is None or isinstance(value, str) or abs(value) < 10**18 for value in row.values)


def test_a_row_of_digits_is_no_header() -> None:
    digits = "9" * 5000
    for rows in ([[digits] * 4, *ROWS], [ROWS[0], [digits] * 4, [digits] * 4], [*[[digits] * 4] * 5]):
        assert extracted(as_html([], rows)) is not None


def test_digits_in_the_middle_of_the_foot_are_no_page_number() -> None:
    document = Pdf()
    for _ in range(4):
        page = document.page().lines(85, 700, "Ủy ban nhân dân tỉnh Sông Lam báo cáo tình hình", "thực hiện.")
        page.text(290, 20, "1" * 5000, size=0.01)
    assert extracted(document.data()) is not None


def within(seconds: float, data: bytes) -> Document | None:
    """Read a file that once took minutes; the bound is far above what it takes now."""
    start = time.process_time()
    found = extracted(data)
    assert time.process_time() - start < seconds
    return found


def test_cells_that_reach_down_a_long_table_are_bounded() -> None:
    page = "<table>" + "<tr><td rowspan=65534>a<td>b" * 3000 + "</table>"
    within(20, page.encode())


def test_a_thousand_letterheads_in_one_file() -> None:
    letterhead = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 1/QĐ-UBND\n"
    within(20, (letterhead * 3000).encode())


# --- damage -----------------------------------------------------------------------------------------


def _samples() -> dict[str, bytes]:
    document = Pdf()
    page = document.page().lines(85, 700, "QUYẾT ĐỊNH", "Về việc phê duyệt Đề án số hóa tài liệu lưu trữ")
    page.widget(100, 741, "1696")
    for x in (100, 200, 400):
        page.rule(x, 300, x, 400)
    for y in (300, 350, 400):
        page.rule(100, y, 400, y)
    lines, rows = ["Số: 12/QĐ-UBND", "QUYẾT ĐỊNH", "Điều 1. Ban hành Quy chế."], [*ROWS[:1], *ROWS[:1]]
    return {
        "docx": as_docx(lines, rows),
        "xlsx": as_xlsx(lines, rows),
        "pdf": document.data(),
        "doc": (DATA / "doc" / "unicode.doc").read_bytes(),
    }


SAMPLES = _samples()


@given(st.data())
@examples(60)
def test_flipped_and_lost_bytes(data: st.DataObject) -> None:
    content = bytearray(SAMPLES[data.draw(st.sampled_from(sorted(SAMPLES)))])
    for _ in range(data.draw(st.integers(0, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.one_of(st.none(), st.integers(0, len(content))))
    extracted(bytes(content[:end]))


@given(st.data())
@examples(60)
def test_parts_of_a_package_swapped_and_spoiled(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(SAMPLES[data.draw(st.sampled_from(["docx", "xlsx"]))])) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    one, other = (data.draw(st.sampled_from(sorted(parts))) for _ in range(2))
    parts[one], parts[other] = parts[other], parts[one]
    spoiled = bytearray(parts[one] or b"\0")
    at = data.draw(st.integers(0, len(spoiled)))
    spoiled[at : at + data.draw(st.integers(0, 60))] = data.draw(st.binary(max_size=20))
    parts[one] = bytes(spoiled)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    extracted(out.getvalue())
