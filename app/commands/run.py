"""``vanban run``: whole folders to JSON, CSV and text."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from vanban.console import Progress, say
from vanban.corpus.errors import ExitCode
from vanban.limits import add_limits, add_second_opinion, budgets

if TYPE_CHECKING:
    from vanban.batch import FileReport, RunReport
    from vanban.inputs import Input

SUMMARY = "Read every file of folders and ZIP files and write JSON, CSV, text and a report."
EXAMPLES = """\
  vanban run archive/ -o out                   out/json, out/csv, out/tables, out/text, out/report.json
  vanban run archive/ -o out --excel           CSV files that Excel opens by a double click
  vanban run 2013/ 2014/ more.zip -o out       several folders and files; each folder keeps its name
  vanban run archive/ -o out --max-seconds 60  give up on a file after a minute
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("archives", nargs="+", metavar="ARCHIVE", type=Path, help="a folder, ZIP or file")
    parser.add_argument("-o", "--output", metavar="OUT", type=Path, required=True, help="folder of results")
    parser.add_argument("--excel", action="store_true", help="begin CSV files with a byte order mark")
    parser.add_argument(
        "--in-process", action="store_true", help="read without a child process: a bad file can end the run"
    )
    add_second_opinion(parser)
    add_limits(parser)


def run(args: argparse.Namespace) -> ExitCode:
    """Run, with a line for every file that could not be read and a summary at the end."""
    from vanban import batch

    speaker = _Speaker()
    report = batch.run(
        args.archives,
        args.output,
        bom=args.excel,
        budgets=budgets(args),
        isolate=not args.in_process,
        listener=speaker,
    )
    speaker.end(report, args.output)
    if report.interrupted:
        return ExitCode.INTERRUPTED
    return ExitCode.SOME_FAILED if report.unread else ExitCode.OK


class _Speaker:
    """Turns what happens into lines on stderr."""

    def __init__(self) -> None:
        self._progress: Progress | None = None

    def __call__(self, number: int, total: int, file: "Input", report: "FileReport | None") -> None:
        self._progress = self._progress or Progress(total)
        if report is None:
            self._progress.step(number, file.path)
        elif report.status in ("refused", "failed"):
            self._progress.clear()
            say(f"vanban: {report.path}: {' '.join(filter(None, (report.message, report.remedy)))}")

    def end(self, report: "RunReport", out: Path) -> None:
        """Say how it went and where the results are."""
        if self._progress:
            self._progress.clear()
        counts = ", ".join(f"{count} {status}" for status, count in report.counts.items() if count)
        say(f"{report.seen} files in {report.seconds:.1f} s: {counts or 'nothing to read'}.")
        say(f"{report.documents} documents in {out}; {out / 'report.json'} names every file.")
        if report.interrupted:
            say(
                f"vanban: interrupted; {report.not_reached} files were not reached, the results so far are whole."
            )
