"""``vanban schema``: the JSON Schema of a document."""

import argparse

from vanban.console import product
from vanban.corpus.errors import ExitCode

SUMMARY = "Print the JSON Schema (2020-12) of vanban/1 documents."
EXAMPLES = """\
  vanban schema > vanban-1.schema.json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes none."""


def run(args: argparse.Namespace) -> ExitCode:
    """Print the schema."""
    from vanban.outputs import jsondoc

    product(jsondoc.schema_text())
    return ExitCode.OK
