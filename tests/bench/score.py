"""Scores the samples and, when VANBAN_CORPUS names it, the reference corpus. Run by ``make score``.

The reference corpus is a folder with ``files/`` and ``gold/`` (its sibling ``seeds/`` holds more files).
The gold documents named in docs/held-out.txt are scored apart: no rule may be tuned on them.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "score"
VANBAN = Path(sys.executable).with_name("vanban")


def held_out() -> set[str]:
    """File names that no rule may be tuned on."""
    lines = (ROOT / "docs" / "held-out.txt").read_text(encoding="utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def readable(path: Path) -> bool:
    """Is there a reader for this file's format?"""
    from vanban.corpus.detect import detect
    from vanban.corpus.errors import InputError
    from vanban.corpus.readers import available

    formats = {f for reader in available() if not reader.missing for f in reader.formats}
    try:
        return detect(path.read_bytes()) in formats
    except InputError:
        return False


def gather(name: str, golds: Sequence[Path], folders: Sequence[Path]) -> tuple[Path, Path, list[str]]:
    """Copy gold files and their inputs into folders of their own; name those that have no reader yet."""
    inputs, gold = WORK / name / "input", WORK / name / "gold"
    shutil.rmtree(WORK / name, ignore_errors=True)
    inputs.mkdir(parents=True)
    gold.mkdir()
    waiting: list[str] = []
    for annotation in golds:
        found = [f / annotation.stem for f in folders if (f / annotation.stem).is_file()]
        if found and readable(found[0]):
            shutil.copy(found[0], inputs)
            shutil.copy(annotation, gold)
        else:
            waiting.append(annotation.stem)
    return inputs, gold, waiting


def report(title: str, name: str, golds: Sequence[Path], folders: Sequence[Path]) -> None:
    """Extract one set of documents and print its score."""
    inputs, gold, waiting = gather(name, golds, folders)
    out = WORK / name / "out"
    print(f"\n== {title}: {len(golds) - len(waiting)} documents ==", flush=True)
    if waiting:
        print(f"not scored, no reader for their format yet: {len(waiting)}", flush=True)
    if len(waiting) < len(golds):
        run = [str(VANBAN), "run", str(inputs), "-o", str(out)]
        subprocess.run(run, check=False, stdout=subprocess.DEVNULL)  # failures lower the score
        subprocess.run([str(VANBAN), "score", str(gold), str(out / "json")], check=True)


def main() -> None:
    """Score every set that is there."""
    samples = sorted((ROOT / "tests" / "gold").glob("*.json"))
    report("samples", "samples", samples, [ROOT / "samples"])
    named = os.environ.get("VANBAN_CORPUS")
    if not named:
        print("\nSet VANBAN_CORPUS to the folder of the reference corpus to score it too.")
        return
    corpus = Path(named).resolve()
    golds = sorted((corpus / "gold").glob("*.json"))
    unseen = held_out()
    folders = [corpus / "files", corpus.parent / "seeds"]
    report("reference corpus, tuned on", "dev", [g for g in golds if g.stem not in unseen], folders)
    report("reference corpus, unseen", "unseen", [g for g in golds if g.stem in unseen], folders)


if __name__ == "__main__":
    main()
