import pytest

from vanban.extract.draft import DraftRecipient, DraftSignature, Span
from vanban.normalize.people import recipient, signature


@pytest.mark.parametrize(
    ("text", "name", "purpose"),
    [
        ("Đ/c Nguyễn Văn A, PCTUBND tỉnh (B/cáo)", "Đ/c Nguyễn Văn A, PCTUBND tỉnh", "B/cáo"),
        ("Bộ TTTT (để b/c)", "Bộ TTTT", "để b/c"),
        ("Sở Nội vụ (để phối hợp)", "Sở Nội vụ", "để phối hợp"),
        ("PVP (H.Hùng)", "PVP (H.Hùng)", None),  # a person, no purpose
        ("Cục Kiểm tra VBQPPL (Bộ Tư pháp)", "Cục Kiểm tra VBQPPL (Bộ Tư pháp)", None),  # a body
        ("UBND tỉnh", "UBND tỉnh", None),
    ],
)
def test_recipient(text: str, name: str, purpose: str | None) -> None:
    found = recipient(DraftRecipient(Span(text, 0, len(text))))
    assert (found.name, found.purpose) == (name, purpose)


def test_archive_line_is_nobody() -> None:
    found = recipient(DraftRecipient(Span("Lưu: VT, PKHTC", 0, 14), "archive"))
    assert (found.kind, found.name) == ("archive", None)


@pytest.mark.parametrize(
    ("capacities", "codes"),
    [
        (("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), ("TM.", "KT.")),
        (("KT.CHỦ TỊCH",), ("KT.",)),  # no space
        (("KT/ BỘ TRƯỞNG",), ("KT.",)),  # old form
        (("TL. CHỦ TỊCH",), ("TL.",)),
        (("TUQ. GIÁM ĐỐC",), ("TUQ.",)),
        ((), ()),
    ],
)
def test_capacity_codes(capacities: tuple[str, ...], codes: tuple[str, ...]) -> None:
    found = signature(DraftSignature(Span("x", 0, 1), capacities, "PHÓ CHỦ TỊCH", "Trần Văn A"))
    assert found.capacity_codes == codes
    assert found.capacity == (" / ".join(capacities) or None)
