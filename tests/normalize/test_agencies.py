"""Issuing bodies of printed letterheads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.normalize.agencies import agency, in_full, sentence_case, words

# (text, parent, place, date) -> (name, level, province code, organ id)
TABLE = [
    (
        ("UBND TỈNH CÀ MAU", None, "Cà Mau", "2013-10-18"),
        ("Ủy ban nhân dân tỉnh Cà Mau", "province", "96", "H12"),
    ),
    (
        ("SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "UBND TỈNH CÀ MAU", "Cà Mau", "2013-10-18"),
        ("Sở Thông tin và Truyền thông tỉnh Cà Mau", "province", "96", None),
    ),
    # of provinces that had just been parted
    (
        ("UBND LÂM THỜI TỈNH CÀ MAU", None, None, "1997-01-10"),
        ("Ủy ban nhân dân lâm thời tỉnh Cà Mau", "province", "96", "H12"),
    ),
    # telegrams are sent by the chairman
    (
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH CÀ MAU", None, None, "2020-01-10"),
        ("Chủ tịch Ủy ban nhân dân tỉnh Cà Mau", "province", "96", None),
    ),
    (
        ("UBND TỈNH CÀ MAU - LIÊN ĐOÀN LAO ĐỘNG TỈNH", None, "Cà Mau", "2014-05-05"),
        ("Ủy ban nhân dân tỉnh Cà Mau - Liên đoàn Lao động tỉnh Cà Mau", "province", "96", "H12"),
    ),
    # tone placement, spelling variants
    (
        ("UỶ BAN NHÂN DÂN TỈNH ĐĂK LĂK", None, None, "2010-01-01"),
        ("Ủy ban nhân dân tỉnh Đắk Lắk", "province", "66", "H15"),
    ),
    # a place is no longer than its name: what follows must be known
    (
        ("CÔNG AN TỈNH THANH HÓA PHÒNG CẢNH SÁT", None, None, "2013-10-18"),
        (None, "province", "38", None),
    ),
    (
        ("UBND THÀNH PHỐ PHAN RANG - THÁP CHÀM", None, None, None),
        ("Ủy ban nhân dân thành phố Phan Rang - Tháp Chàm", "district", None, None),
    ),
    # a name that a copy has cut off
    (("BỘ NÔNG NGHIỆP VÀ", None, "Hà Nội", "2025-06-19"), (None, "central", None, None)),
    # parts of a committee of the Party; a board of a people's committee is named for itself
    (
        ("BAN TỔ CHỨC", "TỈNH ỦY CÀ MAU", "Cà Mau", "2019-05-21"),
        ("Ban Tổ chức Tỉnh ủy Cà Mau", "party", "96", None),
    ),
    # the place completes the name
    (
        ("UBND tỉnh", None, "An Giang", "2011-07-15"),
        ("Ủy ban nhân dân tỉnh An Giang", "province", "89", "H01"),
    ),
    (("UBND tỉnh", None, None, None), (None, "province", None, None)),
    # after the mergers: another code, no H-code known
    (
        ("UBND TỈNH LÀO CAI", None, None, "2026-05-15"),
        ("Ủy ban nhân dân tỉnh Lào Cai", "province", "15", None),
    ),
    # councils, assemblies, the Party, courts
    (
        ("HỘI ĐỒNG NHÂN DÂN TỈNH ĐẮK NÔNG", None, None, "2019-01-01"),
        ("Hội đồng nhân dân tỉnh Đắk Nông", "assembly", "67", "K16"),
    ),
    (("QUỐC HỘI", None, "Hà Nội", None), ("Quốc hội", "assembly", None, None)),
    (("TỈNH ỦY CÀ MAU", None, None, "2020-01-01"), ("Tỉnh ủy Cà Mau", "party", "96", None)),
    (("TÒA ÁN NHÂN DÂN TỐI CAO", None, None, None), ("Tòa án nhân dân tối cao", "court", None, None)),
    # central bodies have no province
    (("BỘ CÔNG THƯƠNG", None, "Hà Nội", "2026-03-27"), ("Bộ Công Thương", "central", None, None)),
    (("CỤC HÓA CHẤT", "BỘ CÔNG THƯƠNG", "Hà Nội", "2026-03-27"), ("Cục Hóa chất", "central", None, None)),
    (("THỦ TƯỚNG CHÍNH PHỦ", None, None, None), ("Thủ tướng Chính phủ", "central", None, None)),
    # cities: under the central government or under a province
    (
        ("UBND TP. CẦN THƠ", None, None, "2020-02-02"),
        ("Ủy ban nhân dân thành phố Cần Thơ", "province", "92", "H13"),
    ),
    (
        ("UBND THÀNH PHỐ CÀ MAU", None, None, "2020-01-01"),
        ("Ủy ban nhân dân thành phố Cà Mau", "district", "96", None),
    ),
    (
        ("UBND THÀNH PHỐ HUẾ", None, None, "2020-01-01"),
        ("Ủy ban nhân dân thành phố Huế", "district", None, None),
    ),
    (
        ("UBND THÀNH PHỐ HUẾ", None, None, "2026-01-01"),
        ("Ủy ban nhân dân thành phố Huế", "province", "46", "H57"),
    ),
    # districts and communes: names of places need no vocabulary
    (("UBND HUYỆN KRÔNG NÔ", None, None, None), ("Ủy ban nhân dân huyện Krông Nô", "district", None, None)),
    (("ỦY BAN NHÂN DÂN PHƯỜNG 5", None, None, None), ("Ủy ban nhân dân phường 5", "commune", None, None)),
    # tones tell a place word from a name that sounds like one
    (
        ("ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH", None, None, "2020-01-01"),
        ("Ủy ban nhân dân tỉnh Hà Tĩnh", "province", "42", "H27"),
    ),
    (
        ("UBND HUYỆN QUAN HÓA", "UBND TỈNH THANH HÓA", None, "2020-01-01"),
        ("Ủy ban nhân dân huyện Quan Hóa", "district", "38", None),
    ),
    # short forms of cities
    (
        ("UBND TP.HCM", None, None, "2020-01-01"),
        ("Ủy ban nhân dân thành phố Hồ Chí Minh", "province", "79", "H29"),
    ),
    (
        ("ỦY BAN NHÂN DÂN T.P HÀ NỘI", None, None, "2020-01-01"),
        ("Ủy ban nhân dân thành phố Hà Nội", "province", "01", "H26"),
    ),
    # joint issuers keep the dash between them and those inside their names
    (
        ("BỘ VĂN HÓA - THÔNG TIN-BỘ Y TẾ", None, None, None),
        ("Bộ Văn hóa - Thông tin - Bộ Y tế", "central", None, None),
    ),
    # Party committees of places
    (
        ("HUYỆN ỦY THẠCH KHÊ", "ĐẢNG BỘ TỈNH AN GIANG", None, "2017-01-01"),
        ("Huyện ủy Thạch Khê", "party", "89", None),
    ),
    # how it is written is not known
    (("BAN QLDA VÀ PT QUỸ ĐẤT", "UBND HUYỆN KRÔNG NÔ", None, None), (None, "district", None, None)),
    (("CÔNG TY CỔ PHẦN SÔNG TRĂNG", None, "Vĩnh Long", None), (None, "other", None, None)),
    (("", None, None, None), (None, None, None, None)),
]


@pytest.mark.parametrize(("given_", "expected"), TABLE)
def test_agency(
    given_: tuple[str, str | None, str | None, str | None], expected: tuple[str | None, ...]
) -> None:
    found = agency(*given_)
    assert (found.name, found.level, found.province_code, found.organ_id) == expected
    assert found.text == given_[0]


@pytest.mark.parametrize("phrase", words().phrases)
def test_every_phrase_reads_back_from_capitals(phrase: str) -> None:
    expected = phrase[:1].upper() + phrase[1:]
    assert sentence_case(phrase.upper()) == expected


@pytest.mark.parametrize(("short", "full"), words().abbreviations.items())
def test_every_abbreviation_is_expanded(short: str, full: str) -> None:
    assert sentence_case(short) == full[:1].upper() + full[1:]


@given(
    st.text(max_size=40),
    st.none() | st.text(max_size=20),
    st.none() | st.text(max_size=20),
    st.none() | st.dates().map(str),
)
def test_never_raises(text: str, parent: str | None, place: str | None, date: str | None) -> None:
    agency(text, parent, place, date)


@pytest.mark.parametrize(
    ("text", "authority", "full"),
    [
        ("ỦY BAN NHÂN DÂN", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH CÀ MAU", "ỦY BAN NHÂN DÂN TỈNH CÀ MAU"),
        ("HỘI ĐỒNG NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN XÃ A KHÓA XX, KỲ HỌP THỨ 3", "HỘI ĐỒNG NHÂN DÂN XÃ A"),
        ("ỦY BAN NHÂN DÂN TỈNH AN GIANG", "ỦY BAN NHÂN DÂN TỈNH CÀ MAU", "ỦY BAN NHÂN DÂN TỈNH AN GIANG"),
        ("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN TỈNH CÀ MAU", "ỦY BAN NHÂN DÂN"),
        ("ỦY BAN NHÂN DÂN", None, "ỦY BAN NHÂN DÂN"),
    ],
)
def test_a_committee_whose_place_a_copy_lacks(text: str, authority: str | None, full: str) -> None:
    assert in_full(text, authority) == full
