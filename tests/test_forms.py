"""Forms of documents that no sample has, read as a whole: invented texts with what must come out of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import vanban
from vanban.normalize.model import Document, Section

FORMS = Path(__file__).parent / "data" / "forms"

HEADERS: dict[str, dict[str, object]] = {
    "party-decision": {
        "parent_agency": "ĐẢNG BỘ TỈNH AN GIANG",
        "agency": "HUYỆN ỦY THẠCH KHÊ",
        "number": "214-QĐ/HU",
        "code_notation": "QĐ/HU",
        "place": "Thạch Khê",
        "date": "2017-03-14",
        "type": "Quyết định",
        "subject": "thành lập Tổ công tác số hóa tài liệu của Huyện ủy",
        "effective_date": "2017-03-14",
    },
    "council-resolution": {
        "agency": "HỘI ĐỒNG NHÂN DÂN TỈNH CAO BẰNG",
        "number": "61/NQ-HĐND",
        "date": "2022-12-09",
        "type": "Nghị quyết",
        "authority": "HỘI ĐỒNG NHÂN DÂN TỈNH CAO BẰNG KHÓA XVII KỲ HỌP THỨ 11",
        "effective_date": "2022-12-08",  # the day of the vote
    },
    "joint-circular": {
        "agency": "BỘ NỘI VỤ - BỘ TÀI CHÍNH - BỘ TƯ PHÁP",
        "number": "07/2011/TTLT-BNV-BTC-BTP",
        "type": "Thông tư liên tịch",
        "effective_date": "2011-10-02",
    },
    "minutes": {
        "parent_agency": "SỞ XÂY DỰNG TỈNH THÁI BÌNH",
        "agency": "TRUNG TÂM LƯU TRỮ",
        "number": "09/BB-TTLT",
        "date": "2015-05-21",
        "type": "Biên bản",
        "subject": "Bàn giao hồ sơ công trình cầu Trà Giang",
    },
    "letter": {
        "agency": "ỦY BAN NHÂN DÂN HUYỆN VÂN HỒ",
        "number": "771/UBND-NC",
        "place": "Vân Hồ",
        "date": "2019-07-05",
        "type": "Công văn",
        "subject": "báo cáo tình hình kho lưu trữ năm 2019",
        "addressees": (
            "Trưởng các phòng, ban chuyên môn thuộc huyện",
            "Giám đốc Trung tâm Văn hóa (qua Phòng Nội vụ)",
            "Chủ tịch Ủy ban nhân dân các xã",
        ),
    },
    "telegram": {
        "agency": "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH",
        "number": "12/CĐ-UBND",
        "type": "Công điện",
        "subject": "Về việc bảo vệ kho lưu trữ trong mưa lũ",
        "addressees": ("Giám đốc các sở", "Chủ tịch Ủy ban nhân dân các huyện, thành phố"),
    },
    "three-left-lines": {
        "parent_agency": "UBND TỈNH LÂM ĐỒNG",
        "agency": "ỦY BAN NHÂN DÂN HUYỆN ĐẠ LÂM",
        "number": "1502/QĐ-UBND",
        "date": "2016-06-30",
        "authority": "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN ĐẠ LÂM",
        "effective_date": "2016-06-30",
    },
    "amending-decision": {
        "number": "28/2018/QĐ-UBND",
        "year": 2018,
        "authority": "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI",
        "effective_date": "2018-10-25",
    },
    "decision-with-tables": {
        "parent_agency": "UBND TỈNH BÌNH DƯƠNG",
        "agency": "SỞ TÀI CHÍNH",
        "number": "940/QĐ-STC",
        "authority": "GIÁM ĐỐC SỞ TÀI CHÍNH",
    },
    "decision-1996": {
        "agency": "BỘ TÀI CHÍNH",
        "number": "1208TC/QĐ/HCVX",
        "code_number": "1208",
        "code_notation": "TC/QĐ/HCVX",
        "date": "1996-12-03",
        "type": "Quyết định",
        "subject": "Về việc ban hành chế độ thu lệ phí đọc tài liệu lưu trữ",
        "authority": "BỘ TRƯỞNG BỘ TÀI CHÍNH",
        "effective_date": "1997-01-01",
    },
}

LABELS = {
    "party-decision": "Điều 1|Điều 2|1|2|Điều 3|Điều 4",
    "council-resolution": "Điều 1|1|2|Điều 2",
    "joint-circular": "Điều 1|Điều 2|Điều 3|1|2|a|b",
    "minutes": "I|1|2|II|1|III",
    "letter": "1|2",
    "telegram": "1|2",
    "three-left-lines": "Điều 1|Điều 2",
    "amending-decision": "Điều 1|1|2|3|Điều 2|1|2|Điều 3|Điều 4",  # what is quoted is no unit
    "decision-with-tables": "Điều 1|Điều 2",
    "decision-1996": "Điều 1|Điều 2|Điều 3",
}

SIGNERS = {
    "party-decision": [("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Trần Hữu Lộc")],
    "council-resolution": [(None, "CHỦ TỊCH", "Nông Thị Hạ")],
    "joint-circular": [
        ("KT. BỘ TRƯỞNG BỘ TÀI CHÍNH", "THỨ TRƯỞNG", "Phạm Sỹ Trung"),
        ("KT. BỘ TRƯỞNG BỘ TƯ PHÁP", "THỨ TRƯỞNG", "Hoàng Thế Vinh"),
        ("KT. BỘ TRƯỞNG BỘ NỘI VỤ", "THỨ TRƯỞNG", "Nguyễn Duy Kha"),
    ],
    "minutes": [
        (None, "ĐẠI DIỆN BÊN GIAO", "Vũ Đình Khôi"),
        (None, "ĐẠI DIỆN BÊN NHẬN", "Phạm Thị Lan"),
    ],
    "letter": [("TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lò Văn Inh")],
    "telegram": [(None, "CHỦ TỊCH", "Võ Trọng Hậu")],
    "three-left-lines": [("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "K' Brếu")],
    "amending-decision": [("TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Đặng Ngọc Tuyên")],
    "decision-with-tables": [(None, "GIÁM ĐỐC", "Hà Văn Út")],
    "decision-1996": [("KT. BỘ TRƯỞNG BỘ TÀI CHÍNH", "THỨ TRƯỞNG", "Tào Văn Hưng")],
}

RELATIONS = {
    "party-decision": [("replaces", "88-QĐ/HU", "dieu-3")],
    "joint-circular": [
        ("guides", "158/2005/NĐ-CP", "dieu-1"),
        ("repeals", "29/1997/TTLT-TCCP-TC", "dieu-3.2.a"),
        ("repeals", "12/1999/TT-BTP", "dieu-3.2.b"),
    ],
    "three-left-lines": [("extends", "305/QĐ-UBND", "dieu-1")],
    "amending-decision": [
        ("amends", "17/2013/QĐ-UBND", "dieu-1"),
        ("cites", "40/2015/QĐ-UBND", "dieu-1"),  # an earlier amendment is history
        ("repeals", "55/2009/QĐ-UBND", "dieu-2.1"),
        ("repeals", "08/2010/CT-UBND", "dieu-2.2"),
        ("amends", "02/2016/QĐ-UBND", "dieu-3"),
    ],
    "decision-1996": [("repeals", "61TC/HCVX", "dieu-2")],
}

BASES = {
    "party-decision": [None, "30-QĐ/TW", None],
    "council-resolution": [None, "3301/TTr-UBND"],
    "three-left-lines": [None, "77/TTr-PNV"],
    "decision-1996": ["178CP", "276CT", "402/LTNN-TC"],
}


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {path.stem: vanban.read(path) for path in sorted(FORMS.glob("*.txt"))}


def _flat(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _flat(section.children)


def test_every_form_is_expected(documents: dict[str, Document]) -> None:
    assert set(documents) == set(HEADERS) == set(LABELS) == set(SIGNERS)


@pytest.mark.parametrize("form", HEADERS)
def test_header(documents: dict[str, Document], form: str) -> None:
    header = documents[form].header
    found = {
        name: body.text if name in ("agency", "parent_agency") and (body := getattr(header, name)) else None
        for name in HEADERS[form]
    }
    found |= {name: getattr(header, name) for name in HEADERS[form] if not name.endswith("agency")}
    assert found == HEADERS[form]


@pytest.mark.parametrize("form", LABELS)
def test_sections(documents: dict[str, Document], form: str) -> None:
    assert "|".join(section.label for section in _flat(documents[form].sections)) == LABELS[form]


@pytest.mark.parametrize("form", SIGNERS)
def test_signers(documents: dict[str, Document], form: str) -> None:
    found = [(one.capacity, one.position, one.name) for one in documents[form].signatures]
    assert found == SIGNERS[form]


@pytest.mark.parametrize("form", RELATIONS)
def test_relations(documents: dict[str, Document], form: str) -> None:
    found = [
        (one.relation, one.number, one.at)
        for one in documents[form].citations
        if not (one.at or "").startswith("bases/")
    ]
    assert found == RELATIONS[form]


@pytest.mark.parametrize("form", BASES)
def test_bases(documents: dict[str, Document], form: str) -> None:
    first = [next((one.number for one in basis.citations), None) for basis in documents[form].bases]
    assert first == BASES[form]


def test_what_only_one_form_has(documents: dict[str, Document]) -> None:
    assert documents["party-decision"].formula == "BAN THƯỜNG VỤ HUYỆN ỦY QUYẾT ĐỊNH"
    assert documents["party-decision"].header.agency.name == "Huyện ủy Thạch Khê"  # type: ignore[union-attr]
    council = documents["council-resolution"]
    assert council.closing and council.closing.startswith("Nghị quyết này đã được")
    assert [(one.text, one.value) for one in council.amounts] == [("4 tỷ 250 triệu đồng", 4_250_000_000)]
    assert [one.label for one in council.attachments] == ["PHỤ LỤC"]
    assert documents["minutes"].closing and "02 bản" in documents["minutes"].closing
    assert documents["telegram"].tasks[0].lead == ("Sở Nội vụ",)
    assert documents["telegram"].tasks[0].partners == ("Công an tỉnh",)
    assert documents["telegram"].header.agency.name == "Ủy ban nhân dân tỉnh Hà Tĩnh"  # type: ignore[union-attr]
    assert [one.text for one in documents["letter"].recipients] == ["Như trên", "Lưu: VT, NV"]


def test_tables_of_numbered_annexes(documents: dict[str, Document]) -> None:
    first, second = documents["decision-with-tables"].attachments
    assert [first.label, second.label] == ["Biểu số 01", "Biểu số 02"]
    assert [row.values[-1] for row in first.tables[0].rows] == [1250, 750, 500]
    assert second.header.issued_with and second.header.issued_with.number == "940/QĐ-STC"
