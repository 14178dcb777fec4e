"""Outcomes: one for every judged value, and the collector that judges and keeps them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from vanban.outputs.score.align import align, likeness
from vanban.outputs.score.fields import FIELDS
from vanban.outputs.score.match import softly, strictly


@dataclass(frozen=True, slots=True)
class Outcome:
    """One judged value; both sides None is a correct negative.

    ``document`` counts in reading order of the gold file; an extra document is negative. ``listed``: worth
    a line among the differences; parts of a missing thing are not, the thing itself is.
    """

    file: str
    document: int
    field: str
    place: str
    gold: str | None
    predicted: str | None
    strict: bool
    soft: bool
    listed: bool


@dataclass(slots=True)
class Collector:
    """Collects the outcomes of one document.

    Args:
        lonely: the document exists on one side only, so absent values earn nothing.
        partial: gold holds a part of the file, so what it does not hold is not judged.
    """

    file: str
    document: int
    lonely: bool = False
    partial: bool = False
    outcomes: list[Outcome] = field(default_factory=list)

    def alone(self) -> "Collector":
        """The same collector for the parts of a thing that has no partner."""
        return replace(self, lonely=True)

    def value(self, name: str, gold: str | None, predicted: str | None, place: str = "") -> None:
        """Judge one value; an empty string is None."""
        gold, predicted = gold or None, predicted or None
        if gold is None and (self.partial or (predicted is None and self.lonely)):
            return
        strict = strictly(gold, predicted)
        soft = strict or softly(gold, predicted, FIELDS[name])
        self._add(name, gold, predicted, place, strict, soft)

    def values(self, name: str, gold: Sequence[str], predicted: Sequence[str]) -> None:
        """Judge two lists of texts in order."""
        for place, (g, p) in enumerate(align(gold, predicted, likeness)):
            self.value(name, g, p, str(place))

    def together(
        self,
        name: str,
        gold: str | None,
        predicted: str | None,
        place: str,
        parts: Iterable[tuple[str, str | None, str | None, str]],
    ) -> None:
        """Judge the parts of a thing, and the thing itself, which is right when all of them are.

        Args:
            name: the joint field.
            gold: how to print the thing, None when it is missing on this side.
            predicted: likewise.
            place: for the reader of differences.
            parts: field, gold, predicted and place of each part.
        """
        paired = gold is not None and predicted is not None
        first = len(self.outcomes)
        judge = self if paired else self.alone()
        for part, g, p, where in parts:
            judge.value(part, g, p, where)
        judged = self.outcomes[first:]
        if judged:
            strict, soft = paired and all(o.strict for o in judged), paired and all(o.soft for o in judged)
            self._add(name, gold, predicted, place, strict, soft, listed=not paired)

    def thing(self, name: str, gold: str | None, predicted: str | None, place: str = "") -> None:
        """Judge whether a thing has a partner, whatever is wrong inside it.

        Args:
            name: the field.
            gold: how to call the thing, None when it is missing on this side.
            predicted: likewise.
            place: for the reader of differences.
        """
        if gold is not None or not self.partial:
            both = gold is not None and predicted is not None
            self._add(name, gold, predicted, place, both, both)

    def _add(
        self,
        name: str,
        gold: str | None,
        predicted: str | None,
        place: str,
        strict: bool,
        soft: bool,
        *,
        listed: bool = True,
    ) -> None:
        listed = listed and not strict and not self.lonely
        self.outcomes.append(
            Outcome(self.file, self.document, name, place, gold, predicted, strict, soft, listed)
        )
