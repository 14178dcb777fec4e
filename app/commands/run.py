"""``vanban run``: whole archives to JSON, tables, text and a report."""

import argparse
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from vanban.console import say
from vanban.corpus.errors import ExitCode
from vanban.limits import add_limits, add_second_opinion, budgets

if TYPE_CHECKING:
    from vanban.batch import Outcome, Settings

SUMMARY = "Read every file of folders and ZIP files and write JSON, tables, text and a report."
EXAMPLES = """\
  vanban run archive/ -o out                   out/json, out/csv, out/parquet, out/text, out/report.json ...
  vanban run archive/ -o out                   again: reads only what is new or has changed
  vanban run archive/ -o out --retry failed    reads again what failed
  vanban run archive/ -o out --excel           CSV files that Excel opens by a double click
  vanban run 2013/ 2014/ more.zip -o out       several folders and files are one archive
  vanban run archive/ -o out --max-seconds 60  give up on a file after a minute
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("archives", nargs="+", metavar="ARCHIVE", type=Path, help="a folder, ZIP or file")
    parser.add_argument("-o", "--output", metavar="OUT", type=Path, required=True, help="folder of results")
    parser.add_argument("--excel", action="store_true", help="begin CSV files with a byte order mark")
    parser.add_argument("--workers", metavar="N", type=int, default=0, help="processes (default: one a core)")
    parser.add_argument(
        "--engine",
        choices=("local", "inline"),
        default="local",
        help="local: processes of this machine; inline: this process alone, which a bad file can end",
    )
    parser.add_argument(
        "--retry",
        metavar="WHAT",
        action="append",
        default=[],
        help="read again what ended as WHAT: a status (failed) or a code (time-limit)",
    )
    parser.add_argument(
        "--log-format", choices=("text", "json"), default="text", help="messages for people or for programs"
    )
    add_second_opinion(parser)
    add_limits(parser)


def run(args: argparse.Namespace) -> ExitCode:
    """Run, and say how it went."""
    from vanban import batch
    from vanban.progress import Progress

    progress = Progress(args.log_format)
    with _terminated():
        outcome = batch.run(args.archives, args.output, _settings(args), progress)
    progress.end(outcome)
    if args.log_format == "text":
        _tell(outcome, args.output)
    if outcome.interrupted:
        return ExitCode.INTERRUPTED
    return ExitCode.SOME_FAILED if outcome.totals and outcome.totals.unread else ExitCode.OK


def _settings(args: argparse.Namespace) -> "Settings":
    from vanban.batch import Settings

    return Settings(
        budgets=budgets(args),
        excel=args.excel,
        engine=args.engine,
        workers=args.workers,
        retry=tuple(args.retry),
    )


def _tell(outcome: "Outcome", out: Path) -> None:
    """How it went and where the results are."""
    if outcome.totals is None:
        say("vanban: interrupted before every file was seen; run again to go on.")
        return
    totals = outcome.totals
    counts = ", ".join(f"{count} {status}" for status, count in totals.counts.items() if count)
    say(f"{totals.seen} files in {outcome.seconds:.1f} s: {counts or 'nothing to read'}.")
    say(
        f"{totals.documents} documents in {out}; {outcome.converted} files read, {outcome.reused} known from before;"
        f" {out / 'report.json'} names every file."
    )
    if totals.vanished:
        say(
            f"{totals.vanished} files of earlier runs have vanished; their documents are in {out / 'vanished'}."
        )
    if outcome.interrupted:
        say(
            f"vanban: interrupted; {totals.counts['pending']} files were not reached. Run again to go on: "
            "what is done is kept, the tables follow at the end."
        )


@contextmanager
def _terminated() -> Iterator[None]:
    """SIGTERM, with which schedulers end a job, does what Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, interrupt)
    except ValueError:  # not in the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
