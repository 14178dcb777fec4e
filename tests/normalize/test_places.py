"""Provinces, their codes over time, and the list itself."""

import pytest

from vanban.normalize.places import MERGER, province_in, provinces

NAMES = [
    ("UBND TỈNH CÀ MAU", "Cà Mau"),
    ("Cà Mau", "Cà Mau"),  # a place in a header
    ("Sở Công Thương tỉnh Lào Cai", "Lào Cai"),
    ("TP. Hồ Chí Minh", "Hồ Chí Minh"),
    ("TP.HCM", "Hồ Chí Minh"),
    ("Đăk Lăk", "Đắk Lắk"),  # spelling variants
    ("tỉnh Hoà Bình", "Hòa Bình"),
    ("Thừa Thiên - Huế", "Thừa Thiên Huế"),
    ("Bà Rịa – Vũng Tàu", "Bà Rịa - Vũng Tàu"),
    ("Hà Tây", "Hà Tây"),  # gone since 2008
    ("UBND HUYỆN HÒA BÌNH", None),  # a district of that name
    ("Thủ Dầu Một", None),
    ("phường Vĩnh Long", None),
    ("", None),
]

CODES = [
    # the same name, another code
    ("Lào Cai", "2013-10-18", "10"),
    ("Lào Cai", "2026-05-15", "15"),
    ("Lào Cai", "2026-05", "15"),
    ("Lào Cai", "2025-06-30", "10"),
    ("Lào Cai", "2025-07", "15"),
    ("Lào Cai", "2025", None),  # before or after the merger?
    ("Lào Cai", None, None),
    ("Cà Mau", None, "96"),  # the same all the time
    ("Bạc Liêu", None, "95"),  # there is only one
    ("Bạc Liêu", "2026-01-01", None),  # gone
    ("Hà Tây", "2005-01-01", None),  # not known for sure
]

ORGANS = [
    ("Cà Mau", "2013-10-18", "12"),
    ("Cà Mau", "2026-01-01", None),  # no list after the mergers
    ("Cà Mau", None, None),
    ("Cao Bằng", "2026-01-01", "14"),  # never merged
    ("Bạc Liêu", None, "04"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_province_in(text: str, name: str | None) -> None:
    found = province_in(text)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(("name", "date", "code"), CODES)
def test_code(name: str, date: str | None, code: str | None) -> None:
    province = province_in(name)
    assert province is not None and province.code(date) == code


@pytest.mark.parametrize(("name", "date", "number"), ORGANS)
def test_organ_number(name: str, date: str | None, number: str | None) -> None:
    province = province_in(name)
    assert province is not None and province.organ_number(date) == number


def test_the_list_is_whole() -> None:
    """63 provinces with the codes of 2004, 34 with those of 2025, H01 to H63 each once."""
    assert len({p.code_2004 for p in provinces() if p.code_2004}) == 63
    assert len({p.code_2025 for p in provinces() if p.code_2025}) == 34
    organs = {p.organ for p in provinces() if p.organ}
    assert organs == {f"{number:02}" for number in range(1, 64)}


def test_every_former_province_went_into_a_present_one() -> None:
    present = {p.name for p in provinces() if p.code_2025}
    assert all(p.into in present for p in provinces() if p.code_2025 is None)
    assert sum(p.merged and p.code_2025 is not None for p in provinces()) == 23


def test_every_name_and_alias_leads_to_its_province() -> None:
    for province in provinces():
        for name in (province.name, *province.aliases):
            found = province_in(f"tỉnh {name}")
            assert found == province_in(name) == province


def test_merger_day() -> None:
    assert MERGER == "2025-07-01"
