"""Provinces: their names in text, and their codes at the date of a document.

Two lists of codes count: Decision 124/2004/QĐ-TTg until 30/6/2025 (63 provinces in the end), Decision
19/2025/QĐ-TTg since 1/7/2025 (34, after Resolution 202/2025/QH15). The same name may change its code: Lào
Cai was 10 and is 15.
"""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec
import regex

from vanban.corpus.patterns import compiled
from vanban.corpus.text import key

MERGER = "2025-07-01"
"""The day from which the 34 provinces and their codes count."""


class Province(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A province or a city under the central government; fields as in ``rules/provinces.toml``."""

    name: str
    code_2004: str | None = None
    code_2025: str | None = None
    organ: str | None = None
    merged: bool = False
    city_since: str | None = None
    into: str | None = None
    aliases: tuple[str, ...] = ()

    def code(self, date: str | None) -> str | None:
        """The code in force at an ISO date; without a whole date the code that was the same all the time."""
        if date is None or len(date) < 7:
            codes = {code for code in (self.code_2004, self.code_2025) if code}
            return codes.pop() if len(codes) == 1 else None
        return self.code_2025 if date >= MERGER[: len(date)] else self.code_2004

    def organ_number(self, date: str | None) -> str | None:
        """The number behind H (people's committee) and K (council), Decision 20/2020/QĐ-TTg.

        No list for the time after the mergers of 2025 is known: None for a merged province since then,
        and without a date for one that kept its name.
        """
        ended = self.code_2025 is None
        if not self.merged or (date is None and ended):
            return self.organ
        return self.organ if date is not None and len(date) >= 7 and date < MERGER[: len(date)] else None

    def is_city(self, date: str | None) -> bool | None:
        """Was it a city under the central government? None when that depends on the unknown date."""
        if self.city_since is None or self.city_since < "2005":
            return self.city_since is not None
        return None if date is None else date >= self.city_since[: len(date)]


@cache
def provinces() -> tuple[Province, ...]:
    """All provinces of ``rules/provinces.toml``, former ones included."""
    text = files("vanban.normalize").joinpath("rules", "provinces.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["province"], tuple[Province, ...])


@cache
def _by_key() -> dict[str, Province]:
    return {key(name): province for province in provinces() for name in (province.name, *province.aliases)}


@cache
def _pattern() -> regex.Pattern[str]:
    names = "|".join(sorted(_by_key(), key=len, reverse=True))
    return compiled(
        rf"\b(?:tinh|thanh pho|tp) (?P<name>{names})\b"
        rf"|(?<!\b(?:huyen|quan|xa|phuong|thi xa|thi tran|dac khu|thon|ap|duong|pho) )\b(?P<name>{names})$"
    )


def province_in(text: str) -> Province | None:
    """The province that a text names: behind "tỉnh" or "thành phố", or at its end.

    Args:
        text: the name of a body or of a place ("UBND TỈNH CÀ MAU", "Sở Tài chính tỉnh Cà Mau", "Cà Mau").
            Tones, case and spelling variants (Đăk Lăk) do not matter.
    """
    found = _pattern().search(key(text))
    return _by_key()[found["name"]] if found else None
