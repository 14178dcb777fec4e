"""Floors: the F1 that every field had and must keep, pinned together with the gold it was measured on.

A floor only rises by itself; lowering one takes the caller's explicit word. A floor measured on other
gold proves nothing, so a changed gold fails the gate until the floors are measured again.
"""

from pathlib import Path

import msgspec

from vanban.corpus.errors import DamagedFileError, UsageError
from vanban.outputs import files
from vanban.outputs.score.report import Report

_DIGITS = 10_000


class Gate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The pinned numbers. ``floors``: field to lowest strict F1; ``perfect``: documents all right."""

    gold_hash: str
    floors: dict[str, float]
    perfect: int = 0


def load_gate(path: Path) -> Gate:
    """Read a floor file.

    Raises:
        UsageError: it is not there.
        DamagedFileError: it is no floor file.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Gate)
    except OSError as error:
        raise UsageError(
            "There is no readable floor file.", path=str(path), remedy="Make it with --update-floor."
        ) from error
    except msgspec.DecodeError as error:
        raise DamagedFileError(
            f"This is no floor file: {error}.", path=str(path), remedy="Restore it from version control."
        ) from error


def measured(report: Report) -> Gate:
    """What a report would pin; ratios are cut to four decimals so that they compare equal again."""
    floors = {name: int(f1 * _DIGITS + 1e-9) / _DIGITS for name, f1 in report.f1("strict").items()}
    return Gate(report.gold_hash, floors, report.documents.perfect_strict)


def check_gate(gate: Gate, report: Report) -> list[str]:
    """Why a report does not pass, one sentence a reason; empty when it passes."""
    if gate.gold_hash != report.gold_hash:
        return ["the gold files are not those that the floors were measured on; measure again"]
    return _lower(gate, measured(report))


def update_gate(path: Path, report: Report, *, allow_lower: bool = False) -> Gate:
    """Write the measured numbers as floors.

    Args:
        path: the floor file; may be missing.
        report: what was measured.
        allow_lower: lower floors too.

    Raises:
        UsageError: a floor would fall and ``allow_lower`` is off; nothing is written.
        OutputError: the file cannot be written.
    """
    new = measured(report)
    old = load_gate(path) if path.exists() else Gate(new.gold_hash, {})
    lower = _lower(old, new)
    if lower and not allow_lower:
        raise UsageError(
            "Floors would fall: " + "; ".join(lower) + ".",
            path=str(path),
            remedy="Repair the extraction, or add --allow-lower and say why in the commit.",
        )
    files.write(path, msgspec.json.format(msgspec.json.encode(new), indent=1) + b"\n")
    return new


def _lower(old: Gate, new: Gate) -> list[str]:
    reasons = [
        f"{name}: {new.floors.get(name, 'gone')} is under the floor {floor}"
        for name, floor in old.floors.items()
        if new.floors.get(name, -1.0) < floor
    ]
    if new.perfect < old.perfect:
        reasons.append(f"documents with everything right: {new.perfect} is under the floor {old.perfect}")
    return reasons
