"""How much of a file's text comes out, and how right: against transcripts, and against LibreOffice.

Reads the folder that VANBAN_CORPUS names: ``transcripts/<stem>.txt`` is what people read in ``files/<stem>.*``;
LibreOffice, where it is installed, is asked about every DOC, DOCX and RTF in ``files/``.

The accuracies are those that viparse-corpus defines in its METRIC.md, on texts in NFC with white space folded:

* characters: the share of the transcript's characters that an alignment of the texts matches;
* diacritics: the share of its letters with a mark (đ is one) that stand where their base letter is aligned to;
* syllables: the share of its words, parted by white space, that the alignment matches.

Words are aligned first and the characters of what differs after that, which keeps long files to seconds. They are
given as defined and with capitals made small: transcripts of fonts of capitals are in small letters. Beside them
stands the recall: the share of the letters and digits that are there at all, in whatever order and case.

Run by ``.venv/bin/python tests/bench/faithful.py [transcripts|libreoffice]``; the exit code says whether the
limits below hold.
"""

import argparse
import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median

from vanban.corpus import opinion, soffice
from vanban.corpus.errors import InputError
from vanban.corpus.readers import read

LEAST_MEDIAN, LEAST = 0.995, 0.97
"""What the recall of files with a transcript must reach: the median of them, and each."""

MOST_LOST = 0.005
"""The share of the letters and digits LibreOffice sees that a DOC may lack."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Shares of a transcript, from 0 to 1."""

    recall: float
    characters: float
    diacritics: float
    syllables: float
    small_characters: float
    small_diacritics: float
    small_syllables: float


def compare(text: str, transcript: str) -> Accuracy:
    """How much of a transcript a text holds."""
    small = _accuracies(_words(text.lower()), _words(transcript.lower()))
    ink, held = (Counter(filter(str.isalnum, "".join(_words(side.lower())))) for side in (transcript, text))
    return Accuracy(
        _share((ink & held).total(), ink.total()), *_accuracies(_words(text), _words(transcript)), *small
    )


def _accuracies(found: Sequence[str], wanted: Sequence[str]) -> tuple[float, float, float]:
    """Of characters, diacritics and syllables."""
    characters = marked = words = 0
    for tag, a, b, c, d in SequenceMatcher(None, found, wanted, autojunk=False).get_opcodes():
        here, there = "".join(found[a:b]), "".join(wanted[c:d])
        words += d - c if tag == "equal" else 0
        characters += sum(size for _, _, size in _matches(here, there))
        marked += _marked_right(here, there)
    whole = "".join(wanted)
    return (
        _share(characters, len(whole)),
        _share(marked, sum(map(_is_marked, whole))),
        _share(words, len(wanted)),
    )


def _words(text: str) -> list[str]:
    """The words of a text, each with one space behind it."""
    return [f"{word} " for word in unicodedata.normalize("NFC", text).split()]


def _matches(here: str, there: str) -> list[tuple[int, int, int]]:
    """The stretches that an alignment of two texts finds equal."""
    if here == there:
        return [(0, 0, len(there))]
    blocks = SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks]


def _marked_right(here: str, there: str) -> int:
    """Letters with marks that stand in both texts; the texts are aligned without marks."""
    pairs = (
        (here[a + at], there[b + at])
        for a, b, size in _matches("".join(map(_base, here)), "".join(map(_base, there)))
        for at in range(size)
    )
    return sum(one == other and _is_marked(other) for one, other in pairs)


def _base(char: str) -> str:
    """A letter without its marks: one character for one."""
    return {"đ": "d", "Đ": "D"}.get(char) or unicodedata.normalize("NFD", char)[0]


def _is_marked(char: str) -> bool:
    return _base(char) != char


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def against_transcripts(corpus: Path) -> bool:
    """Print the accuracies of every file with a transcript; whether the limits hold."""
    print(f"{'':<52}{'as defined':^24}{'in small letters':^24}")
    heads = ("recall", *("chars", "marks", "words") * 2)
    print(f"{'transcript':<44}" + "".join(f"{head:>8}" for head in heads) + "  encoding")
    rows: list[Accuracy] = []
    for transcript in sorted((corpus / "transcripts").glob("*.txt")):
        for path in sorted((corpus / "files").glob(f"{transcript.stem}.*")):
            layout = read(path)
            row = compare(layout.text, transcript.read_text(encoding="utf-8"))
            rows.append(row)
            print(
                f"{path.name:<44}"
                + "".join(f"{share:>8.4f}" for share in astuple(row))
                + f"  {layout.encoding}"
            )
    if not rows:
        print("no transcripts")
        return True
    for name, figure in (("median", median), ("lowest", min)):
        print(
            f"{name:<44}"
            + "".join(f"{figure(share):>8.4f}" for share in zip(*map(astuple, rows), strict=True))
        )
    recalls = [row.recall for row in rows]
    return median(recalls) >= LEAST_MEDIAN and min(recalls) >= LEAST


def against_others(corpus: Path) -> bool:
    """Print how many letters and digits we and another program see in every file that one is asked about."""
    if soffice.executable() is None:
        print("LibreOffice is not installed: Word files are left out")
    print(f"{'file':<60}{'format':<6}{'read':>9}{'other':>13}{'more':>9}")
    holds = True
    for path in sorted((corpus / "files").iterdir()):
        data = path.read_bytes()
        try:
            layout = read(path, data)
        except InputError:
            continue
        asked = opinion.ask(layout, data)
        if asked is None or asked.seen is None:
            continue
        more = _share(asked.held - asked.seen, asked.seen)
        holds &= layout.format == "docx" or more >= -MOST_LOST
        print(f"{path.name[:58]:<60}{layout.format:<6}{asked.held:>9}{asked.seen:>13}{more:>9.2%}")
    return holds


PARTS: dict[str, Callable[[Path], bool]] = {
    "transcripts": against_transcripts,
    "others": against_others,
}


def main() -> int:
    """Measure what was asked for; 0 when every limit holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS, help="only this part")
    part = parser.parse_args().part
    corpus = os.environ.get("VANBAN_CORPUS")
    if not corpus:
        print("Set VANBAN_CORPUS to the folder of the reference corpus.")
        return 2
    holds = [PARTS[name](Path(corpus)) for name in PARTS if part in (None, name)]
    return 0 if all(holds) else 1


if __name__ == "__main__":
    sys.exit(main())
