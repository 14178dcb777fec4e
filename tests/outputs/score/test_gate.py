"""Floors rise by themselves and fall only when told to."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from vanban.corpus.errors import DamagedFileError, UsageError
from vanban.outputs.score.gate import Gate, check_gate, load_gate, measured, update_gate
from vanban.outputs.score.report import FormatScore, Report, Score, Share, Tally


def report(gold: str = "g1", perfect: int = 1, **f1: float | None) -> Report:
    tallies = {name: tally(value) for name, value in f1.items()}
    share = Share(2, 2, perfect, perfect)
    formats: dict[str, FormatScore] = {}
    return Report(gold, share, share, tally(1), {}, tallies, formats, (), (), ())


def tally(f1: float | None) -> Tally:
    score = Score(f1, f1, f1, f1)
    return Tally(1, 1, 0, 0, score, score)


def test_what_was_reached_passes() -> None:
    now = report(number=0.98765, date=1.0, urgency=None)
    gate = measured(now)
    assert gate == Gate("g1", {"number": 0.9876, "date": 1.0}, 1)  # undefined fields have no floor
    assert check_gate(gate, now) == []
    assert check_gate(gate, report(number=0.99, date=1.0, new=0.1, perfect=2)) == []


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (report(number=0.9, date=1.0), "number: 0.9 is under the floor 0.98"),
        (report(number=0.98), "date: gone is under the floor 1.0"),  # a field that nobody measures any more
        (report(number=0.98, date=1.0, perfect=0), "documents with everything right: 0 is under the floor 1"),
        (
            report(number=1.0, date=1.0, gold="g2"),
            "the gold files are not those",
        ),  # easier gold proves nothing
    ],
)
def test_what_is_lower_does_not(now: Report, reason: str) -> None:
    reasons = check_gate(Gate("g1", {"number": 0.98, "date": 1.0}, 1), now)
    assert len(reasons) == 1 and reasons[0].startswith(reason)


def test_floors_rise(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    update_gate(path, report(number=0.5))
    update_gate(path, report(number=0.7, date=0.2))
    assert load_gate(path).floors == {"number": 0.7, "date": 0.2}


@pytest.mark.parametrize(
    "worse", [{"number": 0.6}, {"number": 0.7, "perfect": 0}, {"date": 1.0}, {"number": 0.6, "gold": "g2"}]
)
def test_floors_fall_only_when_told(tmp_path: Path, worse: dict[str, Any]) -> None:
    path = tmp_path / "floors.json"
    before = update_gate(path, report(number=0.7))
    with pytest.raises(UsageError, match="--allow-lower"):
        update_gate(path, report(**worse))
    assert load_gate(path) == before
    update_gate(path, report(**worse), allow_lower=True)
    assert load_gate(path) == measured(report(**worse))


def test_floors_move_to_new_gold_when_nothing_falls(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    update_gate(path, report(number=0.7))
    update_gate(path, report(number=0.7, gold="g2"))
    assert load_gate(path).gold_hash == "g2"


def test_a_broken_floor_file_is_no_free_pass(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    with pytest.raises(UsageError, match="--update-floor"):
        load_gate(path)
    path.write_bytes(msgspec.json.encode({"gold_hash": "g1", "floors": {"number": "high"}}))
    with pytest.raises(DamagedFileError, match=r"floors\.json"):
        load_gate(path)
