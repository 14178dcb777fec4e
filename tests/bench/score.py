"""Scores the samples and, when VANBAN_CORPUS names it, the reference corpus. Run by ``make score``.

With ``--check`` a score under its floor (tests/floors) makes it fail; ``--raise`` writes new floors.

The reference corpus is a folder with ``files/`` and ``gold/`` (its sibling ``seeds/`` holds more files).
The gold documents named in docs/held-out.txt are scored apart: no rule may be tuned on them.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "score"
FLOORS = ROOT / "tests" / "floors"
HELD_OUT = ROOT / "docs" / "held-out.txt"
VANBAN = Path(sys.executable).with_name("vanban")


def readable(path: Path) -> bool:
    """Is there a reader for this file's format?"""
    from vanban.corpus.detect import detect
    from vanban.corpus.errors import InputError
    from vanban.corpus.readers import READERS

    formats = {format for reader in READERS for format in reader.formats}
    try:
        return detect(path.read_bytes()) in formats
    except InputError:
        return False


def extract(name: str, gold: Path, folders: Sequence[Path]) -> tuple[Path, Path]:
    """Extract the files that a gold folder annotates and that have a reader.

    Returns:
        The annotations that can be scored, and the folder of the run.
    """
    inputs, annotations, out = (WORK / name / part for part in ("input", "gold", "out"))
    shutil.rmtree(WORK / name, ignore_errors=True)
    inputs.mkdir(parents=True)
    annotations.mkdir()
    waiting = 0
    for annotation in sorted(gold.glob("*.json")):
        found = [f / annotation.stem for f in folders if (f / annotation.stem).is_file()]
        if found and readable(found[0]):
            shutil.copy(found[0], inputs)
            shutil.copy(annotation, annotations)
        else:
            waiting += 1
    if waiting:
        print(f"\n{name}: {waiting} gold documents are of formats without a reader; they are not scored")
    # a file that cannot be read is missing from the run, and so lowers the score
    subprocess.run([str(VANBAN), "run", str(inputs), "-o", str(out)], check=False, capture_output=True)
    return annotations, out


def score(name: str, sets: tuple[Path, Path], *options: str) -> bool:
    """Print one score; False when it is under its floor."""
    print(f"\n== {name} ==", flush=True)
    command = [str(VANBAN), "score", *map(str, sets), *options]
    return subprocess.run(command, check=False).returncode == 0


def samples(*gate: str) -> bool:
    """Score the samples."""
    sets = extract("samples", ROOT / "tests" / "gold", [ROOT / "samples"])
    return score("samples", sets, *(arg.format("samples") for arg in gate))


def reference(corpus: Path, *gate: str) -> bool:
    """Score the reference corpus, what rules were tuned on and what they never saw apart."""
    sets = extract("reference", corpus / "gold", [corpus / "files", corpus.parent / "seeds"])
    tuned = score("tuned", sets, "--except", str(HELD_OUT), *(arg.format("tuned") for arg in gate))
    unseen = score("unseen", sets, "--only", str(HELD_OUT), *(arg.format("unseen") for arg in gate))
    return tuned and unseen


def main() -> int:
    """Score what was asked for; 0 when every floor holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", nargs="?", choices=("samples", "reference"), help="only this set")
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="fail when a score is under its floor")
    action.add_argument("--raise", action="store_true", dest="lift", help="write what is measured as floors")
    options = parser.parse_args()
    floor = ["--floor", str(FLOORS / "{}.json")] if options.check or options.lift else []
    gate = [*floor, "--update-floor"] if options.lift else floor
    named = os.environ.get("VANBAN_CORPUS")
    holds = options.set == "reference" or samples(*gate)
    if named and options.set != "samples":
        holds = reference(Path(named).resolve(), *gate) and holds
    elif options.set != "samples":
        print("\nSet VANBAN_CORPUS to the folder of the reference corpus to score it too.")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
