"""The samples and their gold: invented, whole, and in agreement with each other."""

import json
import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
SAMPLES = sorted(p for p in (ROOT / "samples").iterdir() if p.is_file())
PRINTED_TYPES = {"Công văn"}  # types that a document never prints
INFERRED = {"63-kh-ubnd.txt"}  # no letterhead: number and date come from the appendices


class Words(HTMLParser):
    """The text of a page; every tag parts words, script and style are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self.hidden = False

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def folded(path: Path) -> str:
    """The text of a sample without marks of its format, white space folded."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        words = Words()
        words.feed(text)
        text = " ".join(words.parts)
    return " ".join(re.sub(r"[*|]|-{3,}", " ", text).split())


def gold(sample: Path) -> dict[str, Any]:
    return json.loads((GOLD / f"{sample.name}.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def printed(document: dict[str, Any]) -> Iterator[str]:
    """Every text of one gold document that must stand in its source word for word."""
    header = document["header"]
    for name in ("parent_agency", "agency", "number", "place", "subject", "authority", "urgency"):
        yield header[name] or ""
    if header["type"] not in PRINTED_TYPES:
        yield header["type"].upper()
    yield from header["addressees"]
    yield document["label"] or ""
    yield document["closing"] or ""
    yield from document["recipients"]
    for basis in document["bases"]:
        yield basis["text"]
        for citation in basis["citations"]:
            yield from (citation["type"], citation["number"] or "", citation["issuer"] or "")
    for section in document["sections"]:
        separator = {"-": "", "+": ""}.get(section["label"], ")" if section["label"].islower() else ".")
        if section["label"].startswith(("Chương", "Nhiệm vụ")):
            separator = ":" if section["label"].startswith("Nhiệm vụ") else ""
        yield f"{section['label']}{separator} {section['start']}"
    for signature in document["signatures"]:
        yield from (signature["capacity"] or "").split(" / ")
        yield f"{signature['position']} {signature['name']}"
    for table in document["tables"]:
        yield from (table["title"] or "", table["unit"] or "", *table.get("notes", ()))
        yield from (cell for row in table["rows"] for cell in row)
        yield from (part for column in table["columns"] for part in column)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.name)
def test_every_gold_text_stands_in_the_sample(sample: Path) -> None:
    text = folded(sample)
    if sample.name == "486-sct-qltm.txt":  # two columns: the signer stands beside the recipients
        text = f"{text} PHÓ GIÁM ĐỐC Ngô Thanh Bình"
    for document in gold(sample)["documents"]:
        missing = [t for t in printed(document) if t not in text]
        assert not missing


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.name)
def test_gold_dates_and_numbers_agree_with_the_text(sample: Path) -> None:
    text = folded(sample)
    for document in gold(sample)["documents"]:
        header = document["header"]
        dated = [header, *(c for b in document["bases"] for c in b["citations"])]
        dated += [header["issued_with"]] if header["issued_with"] else []
        for thing in dated:
            if thing["date"]:
                year, month, day = (int(part) for part in thing["date"].split("-"))
                form = rf"ngày 0?{day}(?:/0?{month}/| tháng 0?{month} năm ){year}\b"
                assert re.search(form, text), thing
        if header["number"] and sample.name not in INFERRED:
            assert f"Số: {header['number']}" in text
            assert header["number"].endswith(header["code_notation"])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.name)
def test_gold_is_well_formed(sample: Path) -> None:
    annotation = gold(sample)
    assert annotation["file"] == sample.name
    assert [d["role"] for d in annotation["documents"]].count("main") == 1
    for document in annotation["documents"]:
        depths = [0, *(s["depth"] for s in document["sections"])]
        assert all(b <= a + 1 for a, b in pairwise(depths)), "a level is skipped"
        assert all(s["start"] == s["start"][:80].strip() for s in document["sections"])
        for table in document["tables"]:
            assert table["row_count"] == len(table["rows"])
            assert {len(row) for row in table["rows"]} == {len(table["columns"])}


def amount(cell: str) -> int:
    return int(cell.replace(".", "")) if cell else 0


@pytest.mark.parametrize(
    "name, appendix, total, parts",
    [
        ("1207-qd-ubnd.html", 2, 4, range(5, 8)),  # total = years
        ("63-kh-ubnd.txt", 1, 4, range(5, 10)),  # total = years
        ("63-kh-ubnd.txt", 1, 4, range(10, 13)),  # total = sources
    ],
)
def test_the_money_tables_add_up(name: str, appendix: int, total: int, parts: range) -> None:
    (table,) = gold(ROOT / "samples" / name)["documents"][appendix]["tables"]
    for row in table["rows"]:
        assert amount(row[total]) == sum(amount(row[i]) for i in parts), row
    whole, *rest = table["rows"]
    for column in (total, *parts):
        assert amount(whole[column]) == sum(amount(r[column]) for r in rest if r[0] in {"I", "II"})


def test_every_sample_has_its_gold_and_is_unicode() -> None:
    assert [f"{s.name}.json" for s in SAMPLES] == sorted(p.name for p in GOLD.glob("*.json"))
    for path in SAMPLES:
        assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))


def test_one_act_in_two_forms_has_one_gold() -> None:
    page, text = (gold(ROOT / "samples" / f"1207-qd-ubnd.{form}")["documents"] for form in ("html", "txt"))
    assert page[:2] == text
