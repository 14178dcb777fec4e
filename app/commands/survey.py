"""``vanban survey``: what an archive holds, before anything is converted."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TYPE_CHECKING

from vanban.console import duration, product
from vanban.corpus.errors import ExitCode
from vanban.limits import add_limits, budgets, whole_number

if TYPE_CHECKING:
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
_PAUSE = 0.2  # seconds between two lines of progress
_PIECE = 2**16  # bytes that are printed at once
_STEPS = {"look": "looking at files", "probe": "looking into files", "read": "reading in full"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "archives", nargs="+", metavar="ARCHIVE", help="a folder, ZIP, file or URL (s3://...)"
    )
    look = parser.add_mutually_exclusive_group()
    look.add_argument("--json", action="store_true", help="print everything as JSON")
    look.add_argument("--csv", action="store_true", help="print one row a file")
    look.add_argument("--files", action="store_true", help="print a line for every file before the totals")
    parser.add_argument(
        "--same",
        action="store_true",
        help="find documents that are there in two forms; reads every file in full",
    )
    parser.add_argument(
        "--workers",
        metavar="N",
        type=whole_number,
        default=0,
        help="processes that read (default: one a core)",
    )
    add_limits(parser)


def run(args: argparse.Namespace) -> ExitCode:
    """Survey and print; files that cannot be read are a finding, no failure."""
    from vanban.survey import survey

    progress = _Progress()
    try:
        found = survey(
            args.archives, same=args.same, budgets=budgets(args), workers=args.workers, listener=progress
        )
    finally:
        progress.end()
    with found:
        for piece in _together(
            _json(found) if args.json else _csv(found) if args.csv else _text(found, args.files)
        ):
            product(piece)
    return ExitCode.OK


class _Progress:
    """One line on a terminal."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._shown = 0.0

    def __call__(self, step: str, done: int) -> None:
        if self._live and monotonic() - self._shown > _PAUSE:
            self._shown = monotonic()
            print(f"\r\x1b[K{_STEPS[step]}: {done} files", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Remove the line."""
        if self._live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _together(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Small pieces in larger ones."""
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) > _PIECE:
            yield bytes(held)
            held.clear()
    yield bytes(held)


def _json(found: "Survey") -> Iterator[bytes]:
    import msgspec

    head = msgspec.json.format(msgspec.json.encode(found.head), indent=1)
    yield head.removesuffix(b"\n}") + b',\n "files": ['
    for number, entry in enumerate(found.files()):
        yield (b",\n  " if number else b"\n  ") + msgspec.json.encode(entry)
    yield b"\n ]\n}\n"


def _csv(found: "Survey") -> Iterator[bytes]:
    from vanban.outputs.csvfiles import csv_bytes, guard
    from vanban.survey import Facts

    columns = ("path", "bytes", *Facts.__struct_fields__, "duplicate_of", "same_as")
    yield csv_bytes([columns])
    for entry in found.files():
        yield csv_bytes([[guard(_word(getattr(entry, column))) for column in columns]])


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _text(found: "Survey", files: bool) -> Iterator[bytes]:
    return (f"{line}\n".encode() for line in _lines(found, files=files))


def _lines(found: "Survey", *, files: bool) -> Iterator[str]:
    """For people: files when asked for, then the totals, then what cannot be read."""
    if files:
        for entry in found.files():
            facts = (entry.format, entry.pages and f"{entry.pages} p", entry.text_layer, entry.encoding)
            yield "  ".join(f"{_word(fact):<8}" for fact in facts) + f"  {entry.path}"
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
        f"{'a run':<12}takes about {duration(estimate.seconds / estimate.cores)} with {estimate.cores} processes"
        f" ({duration(estimate.seconds)} of one core) and {estimate.bytes / 2**20:.1f} MB of disk"
        f" (from {estimate.files} files read in full)"
    )
    for entry in found.twins(_SHOWN):
        yield f"  {entry.path}: the same document as {entry.same_as}"
    for code in totals.reasons:
        yield f"\n{code}"
        for entry in found.refused(code, _SHOWN):
            yield f"  {entry.path}: {' '.join(filter(None, (entry.message, entry.remedy)))}"
        if totals.reasons[code] > _SHOWN:
            yield f"  and {totals.reasons[code] - _SHOWN} more, see --csv"
