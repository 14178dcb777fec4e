"""Pages of a cache hold for what read them."""

from pathlib import Path

import pytest

from vanban.corpus import digests
from vanban.corpus.ocr import editions
from vanban.corpus.ocr.engine import EngineInfo


@pytest.mark.parametrize(
    "name",
    [
        "corpus/ocr/read.py",
        "corpus/ocr/witnesses.py",
        "corpus/ocr/tesseract.py",  # named by the list of engines alone
        "corpus/ocr/asternet.py",
        "corpus/ocr/digits.npz",
        "corpus/rules/ocr_words.toml",
        "corpus/readers/pdf_grids.py",
        "corpus/syllables.py",
    ],
)
def test_what_reads_a_page_makes_the_edition(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = digests.sources("corpus")
    before = editions.edition.__wrapped__("engine 1")
    monkeypatch.setattr(digests, "sources", lambda _: {**sources, name: sources[name] + b" "})
    assert editions.edition.__wrapped__("engine 1") != before


@pytest.mark.parametrize(
    "name", ["corpus/readers/html.py", "corpus/ocr/letterhead.py", "corpus/rules/site_remains.toml"]
)
def test_what_does_not_read_pages_leaves_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = digests.sources("corpus")
    before = editions.edition.__wrapped__("engine 1")
    monkeypatch.setattr(digests, "sources", lambda _: {**sources, name: sources[name] + b" "})
    assert editions.edition.__wrapped__("engine 1") == before
    assert editions.edition.__wrapped__("engine 2") != before


def test_other_editions_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    living, old, single = editions.edition("engine 2"), editions.edition("engine 1"), "0" * 32
    for name in (f"{living}/a.msgpack", f"{old}/a.msgpack", f"{single}.msgpack", "somebody's/own.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    engines = [EngineInfo("engine", "", missing=("a package",))]
    monkeypatch.setattr(editions, "available", lambda: engines)
    editions.clear(str(tmp_path))
    assert len(list(tmp_path.iterdir())) == 4  # no engine: nobody knows
    engines[:] = [EngineInfo("engine", "2", mark="engine 2")]
    editions.clear(str(tmp_path))
    assert {path.name for path in tmp_path.iterdir()} == {living, "somebody's"}
    editions.clear(str(tmp_path / "none"))


def test_no_cache_is_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("0" * 16).mkdir()
    monkeypatch.setattr(editions, "available", lambda: [EngineInfo("engine", "2", mark="engine 2")])
    editions.clear("")
    assert Path("0" * 16).exists()
