"""``vanban score``: extracted documents against gold annotations."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from vanban.console import product, say
from vanban.corpus.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from vanban.outputs.score.report import Matching, Report

SUMMARY = "Measure extracted documents against gold annotations, field by field."
EXAMPLES = """\
  vanban score gold out                                after: vanban run corpus -o out
  vanban score gold out --errors                       every difference, gold above found
  vanban score gold out --errors --field sections      only those of a field or group
  vanban score gold out --json > score.json
  vanban score gold out --floor floors.json            exit code 5 when a field is under its floor
  vanban score gold out --floor floors.json --update-floor
  vanban score gold out --except held-out.txt          leave out the files that a list names
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("gold", metavar="GOLD", type=Path, help="folder of annotations, <file name>.json")
    parser.add_argument("predicted", metavar="PRED", type=Path, help="folder of vanban/1 JSON, or of a run")
    parser.add_argument("--json", action="store_true", help="print everything as JSON, differences included")
    parser.add_argument("--errors", action="store_true", help="print the differences instead of the numbers")
    parser.add_argument("--field", metavar="NAME", help="with --errors: only this field or group")
    parser.add_argument("--file", metavar="NAME", help="with --errors: only this file")
    look = parser.add_mutually_exclusive_group()
    look.add_argument("--strict", action="store_true", help="strict matching only (default: both)")
    look.add_argument("--soft", action="store_true", help="soft matching only (default: both)")
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--only", metavar="LIST", type=Path, help="score only the files that LIST names")
    part.add_argument("--except", metavar="LIST", type=Path, dest="without", help="score all but those")
    parser.add_argument("--floor", metavar="FILE", type=Path, help="fail when a field is under its floor")
    parser.add_argument("--update-floor", action="store_true", help="write the measured F1 to the floor file")
    parser.add_argument("--allow-lower", action="store_true", help="with --update-floor: lower floors too")


def run(args: argparse.Namespace) -> ExitCode:
    """Score, print, and hold the floors."""
    from vanban.outputs.score import load_gold, load_predictions, score
    from vanban.outputs.score.fields import FIELDS, groups

    if args.field and args.field not in (known := [*groups(), *FIELDS]):
        raise UsageError(f"No field or group is named {args.field!r}.", remedy=f"Known: {', '.join(known)}.")
    if (args.update_floor or args.allow_lower) and not args.floor:
        raise UsageError("--update-floor and --allow-lower need --floor FILE.", remedy="Name the floor file.")
    only = _names(args.only) if args.only else None
    without = _names(args.without) if args.without else frozenset()
    predicted = load_predictions(args.predicted, load_gold(args.gold))
    report = score(args.gold, predicted, only=only, without=without)
    if report.files.gold and len(report.missing) == report.files.gold:
        raise UsageError(
            "No document comes from a file that an annotation describes.",
            path=str(args.predicted),
            remedy="Name the folder of a run (OUT, not OUT/json), or one of <file name>.json.",
        )
    _print(report, args)
    return _gate(report, args) if args.floor else ExitCode.OK


def _print(report: "Report", args: argparse.Namespace) -> None:
    import msgspec

    from vanban.outputs.score.text import render, render_differences

    if args.json:
        product(msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n")
    elif args.errors:
        product(render_differences(report.select(field=args.field, file=args.file, soft=not args.soft)))
    else:
        chosen: tuple[Matching, ...] = ("strict", "soft")
        if args.strict or args.soft:
            chosen = ("strict",) if args.strict else ("soft",)
        product(render(report, chosen))


def _gate(report: "Report", args: argparse.Namespace) -> ExitCode:
    from vanban.outputs.score.gate import check_gate, load_gate, update_gate

    if args.update_floor:
        update_gate(args.floor, report, allow_lower=args.allow_lower)
        say(f"vanban: floors written to {args.floor}")
        return ExitCode.OK
    reasons = check_gate(load_gate(args.floor), report)
    for reason in reasons:
        say(f"vanban: {args.floor}: {reason}")
    return ExitCode.BELOW_FLOOR if reasons else ExitCode.OK


def _names(path: Path) -> frozenset[str]:
    """File names, one a line; ``#`` begins a comment."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"The list cannot be read ({error.strerror}).", path=str(path)) from error
    names = (line.partition("#")[0].strip() for line in lines)
    return frozenset(name for name in names if name)
