"""What decides a result is found by reading the sources."""

import pytest

from vanban.corpus import digests

FILES = {
    "corpus/a.py": b'from vanban.corpus import b\nfrom vanban.corpus.c import (\n    one,\n    two,\n)\nload("d.toml")',
    "corpus/b.py": b"import msgspec",
    "corpus/c.py": b'ENGINES = ("vanban.corpus.far.e",)',
    "corpus/far/__init__.py": b"",
    "corpus/far/e.py": b"from vanban.corpus.a import something",
    "corpus/rules/d.toml": b"",
    "corpus/rules/other.toml": b"",
    "corpus/z.py": b"from vanban.corpus.a import something",
}


def test_imports_and_data_are_followed() -> None:
    wanted = set(FILES) - {"corpus/z.py", "corpus/rules/other.toml", "corpus/far/__init__.py"}
    assert set(digests.reached(FILES, "corpus.a")) == wanted
    assert digests.reached(FILES, "corpus.a", within=("corpus/a", "corpus/far/")) == ["corpus/a.py"]
    assert digests.reached(FILES, "corpus.b") == ["corpus/b.py"]
    assert "corpus/c.py" not in digests.reached(FILES, "corpus.a", but=["corpus/c.py"])


def test_every_byte_counts() -> None:
    changed = {**FILES, "corpus/b.py": b"import msgspec "}
    assert digests.digest(FILES, FILES) != digests.digest(changed, changed)
    assert digests.digest(FILES, ["corpus/a.py"]) == digests.digest(changed, ["corpus/a.py"])
    assert digests.digest(FILES, [], "x 1") != digests.digest(FILES, [], "x 2")


@pytest.mark.parametrize(
    ("package", "begin"),
    [
        ("msgspec", "0."),  # named as it is imported
        ("doc2docx", "msdoc2docx 0."),  # by another name
        ("no_such_package", ""),
    ],
)
def test_versions_are_asked_of_the_metadata(package: str, begin: str) -> None:
    found = digests.installed(package)
    assert found.startswith(begin) and bool(found) == bool(begin)
