"""``vanban run``: whole archives to JSON, tables, text and a report."""

import argparse
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any

from vanban.console import product, say
from vanban.corpus.errors import DefectError, ExitCode, UsageError, VanbanError, of_code
from vanban.deployments import DEPLOYMENTS
from vanban.limits import add_limits, add_second_opinion, budgets, defaults, positive_number, whole_number
from vanban.settings import add_settings, render, settle

if TYPE_CHECKING:
    from vanban.batch import Outcome

SUMMARY = "Read every file of folders and ZIP files and write JSON, tables, text and a report."
EXAMPLES = """\
  vanban run archive/ -o out                   out/json, out/csv, out/parquet, out/text, out/report.json ...
  vanban run archive/ -o out                   again: reads only what is new or has changed
  vanban run archive/ -o out --retry failed    reads again what failed
  vanban run archive/ -o out --excel           CSV files that Excel opens by a double click
  vanban run archive/ -o out --searchable-pdf  copies of scanned PDFs that can be searched: out/pdf
  vanban run 2013/ 2014/ more.zip -o out       several folders and files are one archive
  vanban run archive/ -o out --max-seconds 60  give up on a file after a minute
  vanban run s3://bucket/2013 -o out           an object store, with the package of its kind (s3fs)
  vanban run archive/ -o s3://bucket/out --work /data/out   results made in a folder and copied to a URL
  vanban run archive/ -o out --engine dask --scheduler tcp://head:8786
  vanban run archive/ -o out --engine dask --cluster slurm --workers 40
  vanban run inbox/ -o out --watch 10          go on reading what arrives, until Ctrl-C
  vanban run --print-config                    all settings and where they come from, as a vanban.toml
"""
_DEFAULTS: dict[str, Any] = {
    "excel": False,
    "searchable-pdf": False,
    "workers": 0,
    "engine": "local",
    "retry": [],
    "log-format": "text",
    "second-opinion": False,
}
_RETRIED = ("done", "partial", "refused", "failed")
_PAUSE = 10  # a watch in which nothing happens takes a tenth of the time at most


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "archives", nargs="*", metavar="ARCHIVE", help="a folder, ZIP, file or URL (s3://...)"
    )
    parser.add_argument("-o", "--output", metavar="OUT", help="folder of results, or a URL (s3://...)")
    parser.add_argument(
        "--work", metavar="DIR", help="folder in which results are made that go to a URL; keep it"
    )
    parser.add_argument("--excel", action="store_true", help="begin CSV files with a byte order mark")
    parser.add_argument(
        "--searchable-pdf", action="store_true", help="write copies of scanned PDFs with their text: OUT/pdf"
    )
    parser.add_argument(
        "--workers",
        metavar="N",
        type=whole_number,
        help="processes that read (default: one a core); of --cluster, how many it may grow to (default: 10)",
    )
    parser.add_argument(
        "--engine",
        choices=("local", "inline", "dask"),
        help="local: processes of this machine (default); inline: this process alone, which a bad file can end;"
        " dask: the machines of a cluster",
    )
    parser.add_argument("--scheduler", metavar="URL", help="of the Dask cluster: tcp://HOST:8786")
    parser.add_argument(
        "--cluster",
        choices=tuple(DEPLOYMENTS),
        help="start a Dask cluster there that grows and shrinks with the work",
    )
    parser.add_argument(
        "--retry",
        metavar="WHAT",
        action="append",
        help="read again what ended as WHAT: a status (failed) or a code (time-limit)",
    )
    parser.add_argument(
        "--watch", metavar="S", type=positive_number, help="run again and again, S seconds apart"
    )
    parser.add_argument(
        "--log-format", choices=("text", "json"), help="messages for people (default: text) or for programs"
    )
    add_second_opinion(parser)
    add_limits(parser)
    add_settings(parser)


def run(args: argparse.Namespace) -> ExitCode:
    """Run, and say how it went."""
    settings = settle(args, _DEFAULTS | defaults())
    if args.print_config:
        product(render(settings))
        return ExitCode.OK
    with _terminated():
        try:
            _check(args)
            return _run(args)
        except Exception as error:
            if args.log_format != "json":
                raise
            from vanban.progress import tell_error

            told = error if isinstance(error, VanbanError) else DefectError.of(error)
            tell_error(told)
            return told.exit_code


def _check(args: argparse.Namespace) -> None:
    """Raise UsageError for what makes no run."""
    if not args.archives or not args.output:
        missing = "ARCHIVE" if not args.archives else "-o/--output"
        raise UsageError(f"{missing} is missing.", remedy="See: vanban run --help")
    if args.engine != "dask" and (args.scheduler or args.cluster):
        raise UsageError(
            "A cluster is named, but another engine.", remedy="Say --engine dask, or name no cluster."
        )
    for word in args.retry:
        if word not in _RETRIED and of_code(word) is VanbanError:
            remedy = "Say a status, such as failed, or a code that report.json names, such as time-limit."
            raise UsageError(f"No file ends as {word!r}.", remedy=remedy)


def _run(args: argparse.Namespace) -> ExitCode:
    while True:
        outcome = _once(args)
        if outcome.interrupted:
            return ExitCode.INTERRUPTED
        if not args.watch:
            return ExitCode.SOME_FAILED if outcome.totals and outcome.totals.unread else ExitCode.OK
        time.sleep(max(args.watch, _PAUSE * outcome.seconds * (not outcome.converted)))


def _once(args: argparse.Namespace) -> "Outcome":
    from vanban import batch
    from vanban.progress import Progress

    progress = Progress(args.log_format)
    settings = batch.Settings(
        budgets=budgets(args),
        excel=args.excel,
        searchable=args.searchable_pdf,
        engine=args.engine,
        scheduler=args.scheduler,
        cluster=args.cluster,
        workers=args.workers,
        retry=tuple(args.retry),
        work=args.work,
    )

    outcome = batch.run(args.archives, args.output, settings, progress)
    progress.end(outcome)
    if args.log_format == "text" and not (args.watch and not outcome.converted):
        _tell(outcome, args.output)
    return outcome


def _tell(outcome: "Outcome", out: str) -> None:
    """How it went and where the results are."""
    if outcome.totals is None:
        say("vanban: interrupted before every file was seen; run again to go on.")
        return
    totals = outcome.totals
    counts = ", ".join(f"{count} {status}" for status, count in totals.counts.items() if count)
    say(f"{totals.seen} files in {outcome.seconds:.1f} s: {counts or 'nothing to read'}.")
    say(
        f"{totals.documents} documents in {out}; {outcome.converted} files read, {outcome.reused} known from before,"
        f" {totals.duplicates} copies of others;"
        f" {out.rstrip('/')}/report.json names every file."
    )
    if totals.vanished:
        say(
            f"{totals.vanished} files of earlier runs have vanished; their documents are in {out.rstrip('/')}/vanished."
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
