"""Counts outcomes: precision, recall, F1 and accuracy by field, group and format, perfect documents.

A wrong value is both a false positive and a false negative; a value that is rightly absent counts for
accuracy only. Nothing to find and nothing found leaves precision, recall and F1 undefined (None).
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from vanban.normalize.model import Document
from vanban.outputs.score.compare import compare
from vanban.outputs.score.fields import FIELDS, JOINT, group, groups
from vanban.outputs.score.gold import GoldFile, as_gold, gold_hash, load_gold
from vanban.outputs.score.outcomes import Outcome

Matching = Literal["strict", "soft"]


class Score(msgspec.Struct, frozen=True):
    """Numbers of one field under one kind of matching; ratios are 0 to 1, None when undefined."""

    precision: float | None
    recall: float | None
    f1: float | None
    accuracy: float | None


class Tally(msgspec.Struct, frozen=True):
    """Counts of one field: values in gold, values predicted, how often which matching agreed."""

    gold: int
    predicted: int
    absent: int
    wrong: int
    strict: Score
    soft: Score


class FormatScore(msgspec.Struct, frozen=True):
    """All fields of the files of one format."""

    files: int
    documents: int
    perfect_strict: int
    perfect_soft: int
    total: Tally


class Share(msgspec.Struct, frozen=True):
    """How many of the gold documents (or files) are right in every field."""

    gold: int
    predicted: int
    perfect_strict: int
    perfect_soft: int


class Difference(msgspec.Struct, frozen=True):
    """One thing to look into. ``kind``: missing, extra, wrong, or soft (right but for the spelling).

    ``document`` counts from 0 in reading order of the gold file; an extra document is negative. ``place``
    counts from 0 too: the item of a list; table, row and column of a cell.
    """

    file: str
    document: int
    field: str
    place: str
    kind: Literal["missing", "extra", "wrong", "soft"]
    gold: str | None
    predicted: str | None


class Report(msgspec.Struct, frozen=True):
    """Everything ``vanban score`` knows. ``missing``: gold files nobody extracted; they count as empty."""

    gold_hash: str
    files: Share
    documents: Share
    total: Tally
    groups: dict[str, Tally]
    fields: dict[str, Tally]
    formats: dict[str, FormatScore]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    differences: tuple[Difference, ...]

    def f1(self, matching: Matching = "strict") -> dict[str, float]:
        """F1 of every field for which it is defined."""
        scores = {name: getattr(tally, matching).f1 for name, tally in self.fields.items()}
        return {name: f1 for name, f1 in scores.items() if f1 is not None}

    def select(
        self, *, field: str | None = None, file: str | None = None, soft: bool = True
    ) -> list[Difference]:
        """Differences of one field or group, of one file; without those that soft matching forgives."""
        return [
            d
            for d in self.differences
            if (not field or field in (d.field, group(d.field)))
            and (not file or file == d.file)
            and (soft or d.kind != "soft")
        ]


def score(
    gold_folder: Path,
    predicted: Mapping[str, Document],
    *,
    only: Collection[str] | None = None,
    without: Collection[str] = (),
) -> Report:
    """Measure extracted documents.

    Args:
        gold_folder: the annotations.
        predicted: documents by the name of the file they come from; what gold does not know is ignored.
        only: names of the files to measure; all by default.
        without: names of files to leave out.

    Raises:
        NotFoundError: the folder holds no annotations.
        DamagedFileError: one of them cannot be read.
    """
    everything = load_gold(gold_folder)
    gold = {
        name: annotation
        for name, annotation in everything.items()
        if name not in without and (only is None or name in only)
    }
    outcomes: list[Outcome] = []
    counts: dict[str, int] = {}
    for name, annotation in gold.items():
        documents = as_gold(predicted[name]) if name in predicted else ()
        counts[name] = len(documents)
        outcomes += compare(annotation, documents)
    return Report(
        gold_hash=gold_hash(gold.values()),
        files=_file_share(gold, counts, outcomes),
        documents=_document_share(gold.values(), sum(counts.values()), outcomes),
        total=_total(outcomes),
        groups=_by(groups(), outcomes, lambda o: None if o.field in JOINT else group(o.field)),
        fields=_by(FIELDS, outcomes, lambda o: o.field),
        formats=_formats(gold, outcomes),
        missing=tuple(name for name in gold if name not in predicted),
        unknown=tuple(name for name in predicted if name not in everything),
        differences=tuple(_difference(o) for o in outcomes if o.listed),
    )


def tally(outcomes: Iterable[Outcome]) -> Tally:
    """Count outcomes."""
    all_ = list(outcomes)
    absent = sum(o.gold is None and o.predicted is None for o in all_)
    gold = sum(o.gold is not None for o in all_)
    predicted = sum(o.predicted is not None for o in all_)
    strict = sum(o.strict for o in all_) - absent
    soft = sum(o.soft for o in all_) - absent
    return Tally(
        gold=gold,
        predicted=predicted,
        absent=absent,
        wrong=len(all_) - absent - strict,
        strict=_score(strict, gold, predicted, absent, len(all_)),
        soft=_score(soft, gold, predicted, absent, len(all_)),
    )


def _score(right: int, gold: int, predicted: int, absent: int, judged: int) -> Score:
    return Score(
        precision=_ratio(right, predicted),
        recall=_ratio(right, gold),
        f1=_ratio(2 * right, gold + predicted),
        accuracy=_ratio(right + absent, judged),
    )


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _total(outcomes: Iterable[Outcome]) -> Tally:
    return tally(o for o in outcomes if o.field not in JOINT)


def _by(
    names: Iterable[str], outcomes: Iterable[Outcome], name_of: Callable[[Outcome], str | None]
) -> dict[str, Tally]:
    bins: dict[str, list[Outcome]] = {name: [] for name in names}
    for outcome in outcomes:
        name = name_of(outcome)
        if name is not None:
            bins[name].append(outcome)
    return {name: tally(found) for name, found in bins.items()}


def _document_share(gold: Iterable[GoldFile], predicted: int, outcomes: Iterable[Outcome]) -> Share:
    places = {(g.file, n) for g in gold for n in range(len(g.documents))}
    strict, soft = _imperfect(outcomes, lambda o: (o.file, o.document))
    return Share(len(places), predicted, len(places - strict), len(places - soft))


def _file_share(
    gold: Mapping[str, GoldFile], counts: Mapping[str, int], outcomes: Iterable[Outcome]
) -> Share:
    strict, soft = _imperfect(outcomes, lambda o: o.file)
    found = sum(1 for count in counts.values() if count)
    return Share(len(gold), found, len(gold.keys() - strict), len(gold.keys() - soft))


def _imperfect(
    outcomes: Iterable[Outcome], of: Callable[[Outcome], object]
) -> tuple[set[object], set[object]]:
    """What has a strict error, and what has one under soft matching too."""
    wrong = [o for o in outcomes if not o.strict]
    return {of(o) for o in wrong}, {of(o) for o in wrong if not o.soft}


def _formats(gold: Mapping[str, GoldFile], outcomes: Iterable[Outcome]) -> dict[str, FormatScore]:
    bins: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        bins.setdefault(gold[outcome.file].format, []).append(outcome)
    return {format: _format(format, gold, bins[format]) for format in sorted(bins)}


def _format(format: str, gold: Mapping[str, GoldFile], outcomes: list[Outcome]) -> FormatScore:
    files = [g for g in gold.values() if g.format == format]
    share = _document_share(files, 0, outcomes)
    return FormatScore(
        files=len(files),
        documents=share.gold,
        perfect_strict=share.perfect_strict,
        perfect_soft=share.perfect_soft,
        total=_total(outcomes),
    )


def _difference(o: Outcome) -> Difference:
    kind: Literal["missing", "extra", "wrong", "soft"] = "soft" if o.soft else "wrong"
    if o.predicted is None:
        kind = "missing"
    elif o.gold is None:
        kind = "extra"
    return Difference(o.file, o.document, o.field, o.place, kind, o.gold, o.predicted)
