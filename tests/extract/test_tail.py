"""Signature blocks in the forms that copies take."""

from collections.abc import Callable

import pytest

from vanban.corpus.layout import Layout
from vanban.extract.segment import segment

LETTER = """
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 18/BC-SNV
BÁO CÁO
Kết quả kiểm tra kho lưu trữ
Sở Nội vụ đã kiểm tra mười kho lưu trữ của tỉnh trong quý II năm 2019.
"""
RECIPIENTS = "Nơi nhận:\n- Như trên;\n- Lưu: VT."


@pytest.mark.parametrize(
    ("block", "position", "name"),
    [
        ("GIÁM ĐỐC\n(Đã ký)\nTrần Văn Khải", "GIÁM ĐỐC", "Trần Văn Khải"),
        ("CHỦ TỌA\n(Chữ ký của người có thẩm quyền)\nTrần Văn Khải", "CHỦ TỌA", "Trần Văn Khải"),
        ("GIÁM ĐỐC\nĐã ký: Trần Văn Khải", "GIÁM ĐỐC", "Trần Văn Khải"),
        ("GIÁM ĐỐC\nTrần Văn Khải đã ký", "GIÁM ĐỐC", "Trần Văn Khải"),
        ("GIÁM ĐỐC\nThS. Trần Văn Khải", "GIÁM ĐỐC", "Trần Văn Khải"),
        (
            "KT. CHỦ TỊCH\nPHÓ CHỈ! TỊCH\nTrần Văn Khải",
            "PHÓ CHỈ! TỊCH",
            "Trần Văn Khải",
        ),  # spoiled by recognition
        ("Trần Văn Khải (Đã ký)", None, "Trần Văn Khải"),
        (f"GIÁM ĐỐC\n{RECIPIENTS}", "GIÁM ĐỐC", None),
        (f"{RECIPIENTS}\nGIÁM ĐỐC\nTrần Văn Khải", "GIÁM ĐỐC", "Trần Văn Khải"),
        (f"GIÁM ĐỐC\n{RECIPIENTS}\nTrần Văn Khải", "GIÁM ĐỐC", "Trần Văn Khải"),
    ],
)
def test_one_signer(
    lines: Callable[[str], Layout], block: str, position: str | None, name: str | None
) -> None:
    draft = segment(lines(LETTER + block))
    (signature,) = draft.signatures
    assert (signature.position, signature.name) == (position, name)
    if RECIPIENTS in block:
        assert [one.span.text for one in draft.recipients] == ["Như trên", "Lưu: VT"]
