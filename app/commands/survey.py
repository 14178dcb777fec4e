"""``vanban survey``: what an archive holds, before anything is converted."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from vanban.console import Progress, duration, product
from vanban.corpus.errors import ExitCode
from vanban.limits import add_limits, budgets

if TYPE_CHECKING:
    from vanban.inputs import Input
    from vanban.survey import Survey

SUMMARY = "Say what folders and ZIP files hold: formats, scans, encodings, copies; converts nothing."
EXAMPLES = """\
  vanban survey archive/                     totals, and what cannot be read
  vanban survey archive/ 2014.zip --files    a line for every file too
  vanban survey archive/ --csv > files.csv   one row a file
  vanban survey archive/ --json > survey.json
  vanban survey archive/ --same              also finds one document in two formats
"""
_SHOWN = 20  # files named for each reason


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("archives", nargs="+", metavar="ARCHIVE", type=Path, help="a folder, ZIP or file")
    look = parser.add_mutually_exclusive_group()
    look.add_argument("--json", action="store_true", help="print everything as JSON")
    look.add_argument("--csv", action="store_true", help="print one row a file")
    look.add_argument("--files", action="store_true", help="print a line for every file before the totals")
    parser.add_argument(
        "--same",
        action="store_true",
        help="find documents that are there in two forms; reads every file in full",
    )
    add_limits(parser)


def run(args: argparse.Namespace) -> ExitCode:
    """Survey and print; files that cannot be read are a finding, no failure."""
    import msgspec

    from vanban.survey import survey

    progress = _Progress()
    found = survey(args.archives, same=args.same, budgets=budgets(args), listener=progress)
    progress.end()
    if args.json:
        product(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    elif args.csv:
        product(_csv(found))
    else:
        product("\n".join(_lines(found, files=args.files)) + "\n")
    return ExitCode.OK


class _Progress:
    """One line on a terminal."""

    def __init__(self) -> None:
        self._progress: Progress | None = None

    def __call__(self, number: int, total: int, file: "Input") -> None:
        self._progress = self._progress or Progress(total)
        self._progress.step(number, file.path)

    def end(self) -> None:
        """Remove the line."""
        if self._progress:
            self._progress.clear()


def _csv(found: "Survey") -> bytes:
    from vanban.outputs.csvfiles import csv_bytes, guard
    from vanban.survey import Facts

    columns = ("path", "bytes", *Facts.__struct_fields__, "duplicate_of", "same_as")
    rows = [[guard(_text(getattr(entry, column))) for column in columns] for entry in found.files]
    return csv_bytes([columns, *rows])


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _lines(found: "Survey", *, files: bool) -> Iterator[str]:
    """For people: files when asked for, then the totals, then what cannot be read."""
    if files:
        for entry in found.files:
            facts = (entry.format, entry.pages and f"{entry.pages} p", entry.text_layer, entry.encoding)
            yield "  ".join(f"{_text(fact):<8}" for fact in facts) + f"  {entry.path}"
        yield ""
    totals = found.totals
    yield f"{totals.files} files, {totals.bytes / 2**20:.1f} MB, {totals.pages} counted pages"
    for name, counts in (
        ("format", totals.formats),
        ("text layer", totals.text_layers),
        ("encoding", totals.encodings),
    ):
        yield f"{name:<12}" + ", ".join(f"{count} {value or 'unknown'}" for value, count in counts.items())
    twins = f", {totals.same} the same document as another" if totals.same else ""
    yield f"{'readable':<12}{totals.readable} of {totals.files}, {totals.duplicates} copies of others{twins}"
    estimate = found.estimate
    yield (
        f"{'a run':<12}takes about {duration(estimate.seconds)} of one core and {estimate.bytes / 2**20:.1f} MB of disk"
        f" (from {estimate.files} files read in full)"
    )
    for entry in [entry for entry in found.files if entry.same_as][:_SHOWN]:
        yield f"  {entry.path}: the same document as {entry.same_as}"
    for code in totals.reasons:
        yield f"\n{code}"
        refused = [entry for entry in found.files if entry.code == code]
        for entry in refused[:_SHOWN]:
            yield f"  {entry.path}: {' '.join(filter(None, (entry.message, entry.remedy)))}"
        if len(refused) > _SHOWN:
            yield f"  and {len(refused) - _SHOWN} more, see --csv"
