"""The converter of DOC with look-ups instead of searches gives what it gives without them."""

import zipfile
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from vanban.corpus.readers import doc, doc_lookups

DATA = Path(__file__).parents[1] / "data" / "doc"


class Span(NamedTuple):
    cp_start: int
    cp_end: int


def searched(spans: list[Span], cp: int) -> list[Span]:
    return [span for span in spans if span.cp_start <= cp < span.cp_end][:1]


def test_the_index_finds_what_a_search_finds() -> None:
    rnd = Random(7)
    for _ in range(200):
        ends = [sorted(rnd.choices(range(30), k=2)) for _ in range(rnd.randint(0, 12))]
        spans = [Span(a, b) for a, b in ends]  # some overlap, some are empty
        index = doc_lookups._SpanIndex()
        assert [list(index(spans, cp)) for cp in range(-1, 32)] == [
            searched(spans, cp) for cp in range(-1, 32)
        ]


@pytest.mark.parametrize("name", ["unicode.doc", "tcvn3.doc", "vni.doc"])
def test_a_file_converts_to_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from doc2docx.msdoc import formatting, sprm

    data = (DATA / name).read_bytes()
    before = sprm.replace, formatting.apply_paragraph_modifiers
    quick = parts(doc._converted(data)[0])
    assert (sprm.replace, formatting.apply_paragraph_modifiers) == before  # the package is left as it was
    monkeypatch.setattr(doc, "lookups", nullcontext)
    assert parts(doc._converted(data)[0]) == quick


def test_the_known_source_is_changed_and_no_other() -> None:
    from doc2docx import converter
    from doc2docx.msdoc import formatting

    quick = doc_lookups.quick_version(converter.read_formatting, formatting)
    assert quick is not converter.read_formatting
    assert doc_lookups.quick_version(searched, formatting) is searched


def parts(docx: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(BytesIO(docx)) as package:
        return {name: package.read(name) for name in package.namelist() if name.startswith("word/")}
