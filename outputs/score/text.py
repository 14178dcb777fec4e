"""A score report for people: tables with one line a field, and the differences one under the other."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from vanban.outputs.score.fields import FIELDS, JOINT, group
from vanban.outputs.score.report import Difference, Matching, Report, Tally

_MARKS = {"missing": "-", "extra": "+", "wrong": "!", "soft": "~"}
_CLIP = 160


def render(report: Report, matchings: Sequence[Matching] = ("strict", "soft")) -> str:
    """The numbers: by group and field, by format, perfect documents."""
    parts = [
        _table("field", _field_rows(report), matchings),
        _table("format", [(name, f.total) for name, f in report.formats.items()], matchings),
        _shares(report, matchings),
    ]
    if report.missing:
        parts.append("without a prediction (counted as empty): " + ", ".join(report.missing))
    return "\n\n".join(parts) + "\n"


def render_differences(differences: Iterable[Difference]) -> str:
    """Every difference: file and document, then what gold holds above what was found.

    ``-`` is missing, ``+`` is too much, ``!`` is wrong, ``~`` is right but for the spelling.
    """
    lines: list[str] = []
    for (file, document), found in groupby(differences, key=lambda d: (d.file, d.document)):
        lines.append(f"{file}  {_document(document)}")
        for difference in found:
            lines += _difference(difference)
        lines.append("")
    return "\n".join(lines) or "no differences\n"


def _document(number: int) -> str:
    return f"document {number}" if number >= 0 else f"extra document {-number}"


def _difference(d: Difference) -> list[str]:
    place = f" [{d.place}]" if d.place else ""
    lines = [f"  {_MARKS[d.kind]} {d.field}{place}"]
    at = _first_difference(d.gold or "", d.predicted or "")
    if d.gold is not None:
        lines.append(f"      gold  {_clip(d.gold, at)}")
    if d.predicted is not None:
        lines.append(f"      found {_clip(d.predicted, at)}")
    return lines


def _first_difference(a: str, b: str) -> int:
    same = (n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y)
    return next(same, min(len(a), len(b)))


def _clip(text: str, at: int) -> str:
    """A long text around the place where the two part."""
    begin = max(0, at - _CLIP // 2) if len(text) > _CLIP else 0
    piece = text[begin : begin + _CLIP]
    return f"{'…' * (begin > 0)}{piece}{'…' * (begin + _CLIP < len(text))}"


def _field_rows(report: Report) -> list[tuple[str, Tally]]:
    """Groups with their fields below them, the joint fields last, the total at the end."""
    rows: list[tuple[str, Tally]] = []
    for name, total in report.groups.items():
        rows.append((name, total))
        fields = sorted((f for f in FIELDS if group(f) == name), key=lambda f: f in JOINT)
        rows += [("  " + field.partition(".")[2], report.fields[field]) for field in fields]
    return [*rows, ("TOTAL", report.total)]


def _table(title: str, rows: Sequence[tuple[str, Tally]], matchings: Sequence[Matching]) -> str:
    header = [title, "gold", "found"]
    for matching in matchings:
        header += [f"{matching} P", "R", "F1", "acc"]
    return aligned([header, *([name, *_numbers(tally, matchings)] for name, tally in rows)])


def _numbers(tally: Tally, matchings: Sequence[Matching]) -> list[str]:
    cells = [str(tally.gold), str(tally.predicted)]
    for matching in matchings:
        score = tally.strict if matching == "strict" else tally.soft
        cells += [_ratio(value) for value in (score.precision, score.recall, score.f1, score.accuracy)]
    return cells


def _ratio(value: float | None) -> str:
    """Three decimals, cut and not rounded: only what is perfect prints as 1.000."""
    return "-" if value is None else f"{int(value * 1000 + 1e-9) / 1000:.3f}"


def _shares(report: Report, matchings: Sequence[Matching]) -> str:
    lines = []
    for name, share in (("documents", report.documents), ("files", report.files)):
        perfect: Mapping[Matching, int] = {"strict": share.perfect_strict, "soft": share.perfect_soft}
        numbers = ", ".join(
            f"{perfect[m]} ({_ratio(perfect[m] / share.gold if share.gold else None)}) {m}" for m in matchings
        )
        lines.append(
            f"{name} with everything right: {numbers}; {share.gold} in gold, {share.predicted} found"
        )
    return "\n".join(lines)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """A table for a terminal: first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(c.rjust(w) if n else c.ljust(w) for n, (c, w) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    )
