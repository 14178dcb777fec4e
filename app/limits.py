"""Options that set the budgets of an input, the same for every command that reads files."""

import argparse
from dataclasses import replace
from typing import Any, TypeVar

from vanban.corpus.budgets import DEFAULT, OPINION_SECONDS, Budgets

_T = TypeVar("_T", int, float)
_MEGA = 1024 * 1024

# option: (field of Budgets, units a number stands for, metavar, help)
_OPTIONS = {
    "--max-megabytes": ("bytes", _MEGA, "MB", "size of a file"),
    "--max-seconds": ("seconds", 1, "S", "time to read a file, in a process of its own"),
    "--max-ocr": ("page_seconds", 1, "S", "time that each page to be recognised adds, and may take"),
    "--max-memory": ("memory_bytes", _MEGA, "MB", "memory to read a file, in a process of its own"),
    "--max-pages": ("pages", 1, "N", "pages of a document"),
    "--max-text": ("text_bytes", _MEGA, "MB", "size of a text, a web page or one XML part of an Office file"),
    "--max-characters": ("characters", 1, "N", "characters of a document's text"),
    "--max-cells": ("cells", 1, "N", "filled cells of a workbook"),
    "--max-members": ("members", 1, "N", "files in a ZIP, with those of the ZIP files in it"),
    "--max-unpacked": ("unpacked_bytes", _MEGA, "MB", "size of all files in a ZIP"),
    "--max-nesting": ("nesting", 1, "N", "ZIP files in ZIP files"),
    "--max-ratio": ("ratio", 1, "N", "unpacked size of a file in a ZIP by its packed size"),
}


def add_limits(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    group = parser.add_argument_group("limits of an input")
    for option, (field, unit, metavar, meaning) in _OPTIONS.items():
        default = getattr(DEFAULT, field) / unit
        group.add_argument(
            option,
            metavar=metavar,
            type=positive_number,
            dest=field,
            help=f"{meaning} (default: {default:.0f})",
        )


def add_second_opinion(parser: argparse.ArgumentParser) -> None:
    """Declare ``--second-opinion``."""
    parser.add_argument(
        "--second-opinion",
        action="store_true",
        help="let LibreOffice (Word files) and pdfplumber (PDF) count the text too, and report where they differ; slow",
    )


def budgets(args: argparse.Namespace) -> Budgets:
    """The budgets that the options ask for."""
    units = {field: unit for field, unit, *_ in _OPTIONS.values()}
    given = {name: getattr(args, name) * unit for name, unit in units.items() if getattr(args, name)}
    whole: dict[str, Any] = {
        name: value if name.endswith("seconds") else int(value) for name, value in given.items()
    }
    asked = getattr(args, "second_opinion", False)
    return replace(DEFAULT, **whole, opinion_seconds=OPINION_SECONDS if asked else 0.0)


def need_process(args: argparse.Namespace) -> bool:
    """Whether limits are asked for that only a process of its own can keep: those of time and memory."""
    return bool(args.seconds or args.memory_bytes)


def defaults() -> dict[str, float]:
    """The limits where none is set, by the names of their options."""
    return {
        option.removeprefix("--"): getattr(DEFAULT, field) / unit
        for option, (field, unit, *_) in _OPTIONS.items()
    }


def positive_number(text: str) -> float:
    """The type of the options."""
    value = _number(float, text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return value


def whole_number(text: str) -> int:
    """The type of options that count: from 0, which leaves it to the program."""
    value = _number(int, text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is below 0")
    return value


def _number(kind: type[_T], text: str) -> _T:
    try:
        return kind(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no {'number' if kind is float else 'whole number'}"
        ) from None
