"""``vanban text``: the reading text of files."""

import argparse
from pathlib import Path

from vanban.commands.extract import verdict
from vanban.console import complain, product
from vanban.corpus.errors import ExitCode, InputError, VanbanError
from vanban.inputs import named, refuse_folders, refuse_same_names

SUMMARY = "Print the reading text: Unicode, reading order, one paragraph or table row a line."
EXAMPLES = """\
  vanban text 1578-qd-ubnd.html                  cells of a table are parted by tabs
  vanban text a.txt b.txt -o text                text/a.txt.txt and text/b.txt.txt
  vanban text a.html | grep -i "kinh phí"
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file, or - for standard input")
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, help="write DIR/<file name>.txt")
    parser.add_argument("--name", default="stdin", help="file name for standard input (default: %(default)s)")


def run(args: argparse.Namespace) -> ExitCode:
    """Print every file's text; of several files each begins with a line ``==> name <==``."""
    from vanban import api

    refuse_folders(args.files)
    if args.output:
        refuse_same_names([args.name if path == "-" else path for path in args.files])
    errors: list[VanbanError] = []
    for file in named(args.files, args.name):
        try:
            layout = api.read_layout(file.path, file.data)
        except InputError as error:
            complain(error)
            errors.append(error)
            continue
        _deliver(layout.text, file.name, args.output, f"==> {file.path} <==\n" if len(args.files) > 1 else "")
    return verdict(errors, len(args.files))


def _deliver(text: str, name: str, output: Path | None, title: str) -> None:
    if output:
        from vanban.outputs import files

        files.write(output / f"{name}.txt", text.encode())
    else:
        product(title + text)
