"""The column reference in ``docs/output.md``, written from the declarations of the tables."""

from vanban.outputs.columns import Column, TableSpec
from vanban.outputs.tables import ALL

BEGIN, END = "<!-- columns: begin (written by outputs/reference.py) -->", "<!-- columns: end -->"
_TYPES = {"isodate": "date, any precision"}


def columns() -> str:
    """Every table with its columns, in Markdown."""
    return "\n".join(map(_table, ALL))


def refreshed(page: str) -> str:
    """A page with the reference between its two marks brought up to date.

    Raises:
        ValueError: the page lacks the marks.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has no place for the columns")
    return f"{before}{BEGIN}\n\n{columns()}\n{END}{after}"


def _table(spec: TableSpec) -> str:
    lines = [f"### `{spec.name}`", "", spec.description, "", "| column | type | meaning |", "|---|---|---|"]
    lines += [f"| `{c.name}` | {_TYPES.get(c.type, c.type)} | {_meaning(c)} |" for c in spec.columns]
    return "\n".join(lines) + "\n"


def _meaning(column: Column) -> str:
    text = column.description.replace("|", "\\|")
    if column.key:
        text += " Primary key."
    if column.references:
        table, _, name = column.references.partition(".")
        text += f" Points to `{table}.{name}`."
    if column.unit:
        unit = f"`{column.unit[1:-1]}`" if column.unit.startswith("{") else column.unit
        text += f" Unit: {unit}."
    return text
