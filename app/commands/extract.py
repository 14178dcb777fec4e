"""``vanban extract``: files to JSON documents."""

import argparse
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from vanban.console import complain, product
from vanban.corpus.errors import ExitCode, UsageError, VanbanError
from vanban.inputs import STDIN, Input, chosen
from vanban.limits import add_limits, add_second_opinion, budgets, need_process

if TYPE_CHECKING:
    from vanban.normalize.model import Document
    from vanban.outputs.csvfiles import CsvFolder
    from vanban.reading import Reader

SUMMARY = "Turn files into vanban/1 JSON documents, one each."
EXAMPLES = """\
  vanban extract 1578-qd-ubnd.txt                      indented JSON on stdout
  vanban extract a.txt b.html > all.jsonl              JSON Lines, one document a line
  vanban extract a.txt b.html -o json                  json/a.txt.json and json/b.html.json
  vanban extract archive.zip -o json                   json/archive.zip/<file name>.json
  vanban extract a.txt --csv tables > /dev/null        CSV tables and datapackage.json in tables/
  vanban extract scan.pdf --searchable-pdf copies      copies/scan.pdf: the same with its text, to be searched
  curl -s https://example.org/vb.html | vanban extract - --name vb.html
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file, a ZIP of files, or -: stdin")
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, help="write DIR/<file name>.json")
    look = parser.add_mutually_exclusive_group()
    look.add_argument("--pretty", action="store_true", help="indent (default for one file and with -o)")
    look.add_argument("--compact", action="store_true", help="one line each (default for several files)")
    parser.add_argument("--csv", metavar="DIR", type=Path, help="write the flat tables to DIR as well")
    parser.add_argument("--excel", action="store_true", help="begin CSV files with a byte order mark")
    parser.add_argument(
        "--searchable-pdf",
        metavar="DIR",
        type=Path,
        help="write copies of scanned PDFs with their text to DIR as well",
    )
    parser.add_argument(
        "--isolate", action="store_true", help="read in a process with limits of time and memory"
    )
    parser.add_argument("--name", default=STDIN, help="file name for standard input (default: %(default)s)")
    add_second_opinion(parser)
    add_limits(parser)


def run(args: argparse.Namespace) -> ExitCode:
    """Extract every file; one that fails is named on stderr and the others go on."""
    if args.excel and not args.csv:
        raise UsageError("--excel changes CSV files, and none are asked for.", remedy="Say --csv DIR too.")
    files = chosen(args.files, args.name, budgets(args), one_folder=args.output is not None)
    errors: list[VanbanError] = []
    indent = 1 if args.pretty or (not args.compact and (args.output or len(files) == 1)) else 0
    with ExitStack() as stack:
        tables = stack.enter_context(_tables(args)) if args.csv else None
        reader = stack.enter_context(_reader(args))
        for file in files:
            error = _one(file, reader, args.output, indent, tables, args.searchable_pdf)
            if error:
                error.path = error.path or file.path
                complain(error, trace=args.verbose)
                errors.append(error)
    return verdict(errors, len(files))


def verdict(errors: list[VanbanError], total: int) -> ExitCode:
    """All well, a defect of vanban, some files failed, or nothing but wrong paths."""
    if not errors:
        return ExitCode.OK
    if any(error.exit_code == ExitCode.DEFECT for error in errors):
        return ExitCode.DEFECT
    if len(errors) == total and all(error.exit_code == ExitCode.USAGE for error in errors):
        return ExitCode.USAGE
    return ExitCode.SOME_FAILED


def _tables(args: argparse.Namespace) -> "CsvFolder":
    from vanban.outputs.csvfiles import CsvFolder

    return CsvFolder(args.csv, bom=args.excel)


def _reader(args: argparse.Namespace) -> "Reader":
    from vanban.reading import DirectReader, IsolatedReader

    limits, copies = budgets(args), args.searchable_pdf is not None
    if args.isolate or need_process(args):
        return IsolatedReader(limits, copies=copies)
    return DirectReader(limits, copies=copies)


def _one(
    file: Input,
    reader: "Reader",
    output: Path | None,
    indent: int,
    tables: "CsvFolder | None",
    copies: Path | None,
) -> VanbanError | None:
    if file.error:
        return file.error
    reading = reader.read(file)
    if reading.document is None:
        return reading.error
    _deliver(reading.document, str(file.name), output, indent)
    if tables is not None:
        tables.add(reading.document)
    if copies and reading.copy is not None:
        return _keep(reading.copy, copies / str(file.name), file.path)
    return None


def _keep(copy: bytes, target: Path, source: str) -> VanbanError | None:
    from vanban.outputs import files

    if target.exists() and Path(source).exists() and target.samefile(source):
        return UsageError(
            "The copy would take the place of the file.", path=source, remedy="Choose another folder."
        )
    files.write(target, copy)
    return None


def _deliver(document: "Document", name: str, output: Path | None, indent: int) -> None:
    from vanban.outputs import jsondoc

    if output:
        jsondoc.write(output / f"{name}.json", document, indent=indent)
    else:
        product(jsondoc.encode(document, indent=indent) + b"\n")
