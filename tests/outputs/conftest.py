"""An invented decision with an attached plan and an appendix with a table of money."""

import pytest

from vanban.normalize.model import (
    Agency,
    Amount,
    Basis,
    Check,
    Citation,
    Column,
    Document,
    Evidence,
    Header,
    IssuedWith,
    Problem,
    Recipient,
    Row,
    Section,
    Signature,
    Source,
    Table,
    TableNote,
    Target,
    Task,
    Unit,
)

ID = "0123456789abcdef"


def _row(label: str | None, cells: tuple[str, ...], values: tuple[int | str | None, ...]) -> Row:
    return Row(
        label=label, level=0 if label is None else 1, kind="item", parent=None, cells=cells, values=values
    )


@pytest.fixture
def appendix() -> Document:
    table = Table(
        id=f"{ID}/1/1#1",
        title="DANH MỤC DỰ ÁN",
        unit=Unit(text="Triệu đồng", currency="VND", scale=1_000_000),
        columns=(
            Column(id="stt", header=("STT",), kind="ordinal"),
            Column(id="du_an", header=("Dự án",)),
            Column(id="nam_2023", header=("Chia ra", "2023"), kind="number", year=2023),
            Column(id="nam_2024", header=("Chia ra", "2024"), kind="number", year=2024),
        ),
        rows=(
            _row(None, ("", "Tổng số", "1.500", "-"), (None, "Tổng số", 1500, None)),
            _row("1", ("1", "=Nâng cấp mạng", "1.000", ""), ("1", "=Nâng cấp mạng", 1000, None)),
            _row("2", ("2", "Đào tạo", "500", ""), ("2", "Đào tạo", 500, None)),
        ),
        notes=(TableNote(mark="(1)", text="gồm cả thiết bị"),),
        checks=(Check(rule="total_sum", column="nam_2023", row=0, expected=1500, found=1500, ok=True),),
    )
    return Document(
        id=f"{ID}/1/1",
        role="appendix",
        label="PHỤ LỤC I",
        header=Header(
            type="Phụ lục",
            subject="DANH MỤC DỰ ÁN",
            issued_with=IssuedWith(
                text="(Kèm theo Kế hoạch số 9/KH-UBND)", number="9/KH-UBND", date="2023-08"
            ),
        ),
        tables=(table,),
    )


@pytest.fixture
def plan(appendix: Document) -> Document:
    point = Section(id="I.1.a", kind="point", label="a", text="Bố trí 1,5 tỷ đồng")
    bullet = Section(id="I.1.-1", kind="bullet", label="-", text="Đạt 80-90% số hộ\nĐoạn hai")
    one = Section(id="I.1", kind="decimal", label="1", heading="Hạ tầng", children=(point, bullet))
    return Document(
        id=f"{ID}/1",
        role="attachment",
        header=Header(number="9/KH-UBND", code_notation="KH-UBND", type="Kế hoạch", date="2023-08"),
        sections=(Section(id="I", kind="roman", label="I", heading="MỤC TIÊU", children=(one,)),),
        amounts=(Amount(text="1,5 tỷ đồng", value=1_500_000_000, at="I.1.a"),),
        targets=(
            Target(
                text="Đạt 80-90% số hộ",
                indicator="số hộ",
                low=80,
                high=90.5,
                unit="%",
                comparator="range",
                at="I.1.-1",
            ),
        ),
        tasks=(Task(lead=("Sở A", "Sở B"), partners=(), action="bố trí kinh phí", at="I.1.a"),),
        citations=(
            Citation(text="Luật Ngân sách", type="Luật", at="I.1.a"),
            Citation(text="Nghị định 1", at="header"),
        ),
        problems=(
            Problem(code="date-partial", severity="warning", message="Không có ngày", at="header/date"),
        ),
        attachments=(appendix,),
    )


@pytest.fixture
def document(plan: Document) -> Document:
    cited = Citation(
        text="Luật số 77/2015/QH13",
        type="Luật",
        number="77/2015/QH13",
        date="2015-06-19",
        issuer="Quốc hội",
        at="bases/0",
    )
    return Document(
        id=ID,
        source=Source(path="a/1207.txt", sha256=ID * 4, bytes=17, format="txt", reader="txt 1"),
        header=Header(
            parent_agency=Agency(text="UBND TỈNH X"),
            agency=Agency(text="SỞ Y", name="Sở Y tỉnh X", level="province"),
            number="1207/QĐ-SY",
            code_number="1207",
            code_notation="QĐ-SY",
            place="X",
            date="2023-08-09",
            type="Quyết định",
            type_code="QĐ",
            subject="Về việc ban hành Kế hoạch chuyển đổi số",
            authority="GIÁM ĐỐC SỞ Y",
            addressees=("Ủy ban nhân dân các huyện", "Các sở"),
        ),
        bases=(
            Basis(kind="legal", text="Căn cứ Luật số 77/2015/QH13", citations=(cited,)),
            Basis(kind="proposal", text="Xét đề nghị của Chánh Văn phòng"),
        ),
        formula="QUYẾT ĐỊNH",
        sections=(
            Section(id="Điều 1", kind="article", label="Điều 1", text="Ban hành kèm theo Quyết định này"),
            Section(id="Điều 2", kind="article", label="Điều 2", text="Quyết định này có hiệu lực"),
        ),
        closing="Trên đây là Quyết định.",
        signatures=(
            Signature(
                capacity="KT. GIÁM ĐỐC",
                capacity_codes=("KT.",),
                position="PHÓ GIÁM ĐỐC",
                name="Lê Thị Minh Hạnh",
            ),
        ),
        recipients=(Recipient(text="Như Điều 2"), Recipient(text="Lưu: VT", kind="archive")),
        citations=(cited,),
        attachments=(plan,),
        evidence={"/header/number": Evidence(text="Số: 1207/QĐ-SY", start=0, end=14)},
    )
