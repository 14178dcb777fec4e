"""``vanban text``: the reading text of files."""

import argparse
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from vanban.commands.extract import verdict
from vanban.console import complain, product
from vanban.corpus.errors import DefectError, ExitCode, VanbanError
from vanban.inputs import STDIN, Input, chosen
from vanban.limits import add_limits, budgets, need_process

if TYPE_CHECKING:
    from vanban.reading import IsolatedReader

SUMMARY = "Print the reading text: Unicode, reading order, one paragraph or table row a line."
EXAMPLES = """\
  vanban text 1578-qd-ubnd.html                  cells of a table are parted by tabs
  vanban text a.txt b.txt -o text                text/a.txt.txt and text/b.txt.txt
  vanban text a.html | grep -i "kinh phí"
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file, a ZIP of files, or -: stdin")
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, help="write DIR/<file name>.txt")
    parser.add_argument("--name", default=STDIN, help="file name for standard input (default: %(default)s)")
    add_limits(parser)


def run(args: argparse.Namespace) -> ExitCode:
    """Print every file's text; of several files each begins with a line ``==> name <==``."""
    files = chosen(args.files, args.name, budgets(args), one_folder=args.output is not None)
    errors: list[VanbanError] = []
    with ExitStack() as stack:
        reader = stack.enter_context(_isolated(args)) if need_process(args) else None
        for file in files:
            try:
                text = _text(file, args, reader)
            except Exception as error:  # noqa: BLE001 - a defect on one file does not keep the others from being read
                failure = error if isinstance(error, VanbanError) else DefectError.of(error)
                failure.path = failure.path or file.path
                complain(failure, trace=args.verbose)
                errors.append(failure)
                continue
            _deliver(text, str(file.name), args.output, f"==> {file.path} <==\n" if len(files) > 1 else "")
    return verdict(errors, len(files))


def _isolated(args: argparse.Namespace) -> "IsolatedReader":
    from vanban.reading import IsolatedReader

    return IsolatedReader(budgets(args))


def _text(file: Input, args: argparse.Namespace, reader: "IsolatedReader | None") -> str:
    from vanban import api

    if file.error:
        raise file.error
    if reader is None:
        return api.read_layout(file.path, file.data(), budgets=budgets(args)).text
    reading = reader.read(file)
    if reading.error:
        raise reading.error
    return reading.text


def _deliver(text: str, name: str, output: Path | None, title: str) -> None:
    if output:
        from vanban.outputs import files

        files.write(output / f"{name}.txt", text.encode())
    else:
        product(title + text)
