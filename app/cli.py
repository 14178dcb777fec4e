"""The command line: the parser, and the one place where errors become messages and exit codes."""

import argparse
import sys
import traceback
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NoReturn

from vanban.commands import doctor, extract, run, schema, score, survey, text
from vanban.console import complain, say, silence_stdout
from vanban.corpus.errors import ExitCode, OutputError, UsageError, VanbanError

COMMANDS = {
    "extract": extract,
    "text": text,
    "run": run,
    "survey": survey,
    "score": score,
    "schema": schema,
    "doctor": doctor,
}

_DESCRIPTION = "Turns Vietnamese administrative documents into data."
_EPILOG = """\
examples:
  vanban extract 1578-qd-ubnd.txt              a document as JSON
  vanban run archive/ -o out                   a folder as JSON, CSV and text
  vanban COMMAND --help                        options and examples of a command

exit codes: 0 all well, 1 an error of vanban itself, 2 wrong usage, 3 some files could not be read,
4 a result could not be written, 5 a score is under its floor, 6 another run writes to the folder, 130 interrupted
"""


class _Parser(argparse.ArgumentParser):
    """Raises instead of leaving, and never guesses abbreviated options."""

    def __init__(self, **options: object) -> None:
        super().__init__(
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            **options,  # type: ignore[arg-type]
        )

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}.", remedy=f"See: {self.prog} --help")


def build_parser() -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    """The main parser, and that of each command by name."""
    parser = _Parser(prog="vanban", description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument("--version", action="store_true", help="print the version and leave")
    _add_verbose(parser, default=False)
    actions = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    parsers: dict[str, argparse.ArgumentParser] = {}
    for name, module in COMMANDS.items():
        added = actions.add_parser(
            name, help=module.SUMMARY, description=module.SUMMARY, epilog=f"examples:\n{module.EXAMPLES}"
        )
        _add_verbose(added, default=argparse.SUPPRESS)
        module.add_arguments(added)
        parsers[name] = added
    return parser, parsers


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: arguments without the program's name; those of the process by default.

    Returns:
        The exit code.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _dispatch(arguments)
    except BrokenPipeError:
        silence_stdout()
        return ExitCode.OK
    except KeyboardInterrupt:
        say("vanban: interrupted.")
        return ExitCode.INTERRUPTED
    except VanbanError as error:
        if isinstance(error, OutputError):
            silence_stdout()
        complain(error)
        _trace(arguments)
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - a defect: say so and keep the terminal readable
        say(
            f"vanban: an error of vanban itself: {type(error).__name__}: {error} Run again with -v and report it."
        )
        _trace(arguments)
        return ExitCode.DEFECT


def _dispatch(arguments: list[str]) -> int:
    _check_command(arguments)
    parser, parsers = build_parser()
    args, unknown = parser.parse_known_args(arguments)
    if args.version:
        from importlib.metadata import version

        print(f"vanban {version('vanban')}")
        return ExitCode.OK
    if not args.command:
        parser.print_help(sys.stderr)
        return ExitCode.USAGE
    if unknown:
        _refuse(unknown, args.command, parsers[args.command])
    code: int = COMMANDS[args.command].run(args)
    return code


def _check_command(arguments: Sequence[str]) -> None:
    """A mistyped command gets a suggestion rather than the list of all."""
    name = next((a for a in arguments if not a.startswith("-")), None)
    if name is not None and name not in COMMANDS:
        raise UsageError(f"There is no command {name!r}.", remedy=_suggest(name, COMMANDS, "vanban --help"))


def _refuse(unknown: Sequence[str], command: str, parser: argparse.ArgumentParser) -> NoReturn:
    options = [option for action in parser._actions for option in action.option_strings]
    option = unknown[0]
    remedy = _suggest(option.partition("=")[0], options, f"vanban {command} --help")
    raise UsageError(f"{command} does not know {option!r}.", remedy=remedy)


def _suggest(word: str, known: Iterable[str], fallback: str) -> str:
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"Did you mean {close[0]}? See: {fallback}" if close else f"See: {fallback}"


def _add_verbose(parser: argparse.ArgumentParser, *, default: object) -> None:
    parser.add_argument(
        "-v", "--verbose", action="store_true", default=default, help="show a traceback with an error"
    )


def _trace(arguments: Sequence[str]) -> None:
    if "-v" in arguments or "--verbose" in arguments:
        traceback.print_exc()
