"""The second step of a run: every content that has no result yet gets one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from msgspec.structs import asdict

from vanban.batch.engines import Engine
from vanban.batch.journal import Journal, Result
from vanban.batch.tasks import Answer, Convert, Converted, Unreadable, refusal
from vanban.corpus.errors import DefectError, VanbanError


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which a result holds: versions by format, the limits, and the form of CSV files."""

    versions: dict[str, str]
    limits: str
    bom: bool

    def format(self, found: str | None) -> str:
        """A format that has a version of its own, else ""."""
        return found if found in self.versions else ""


def convert(journal: Journal, engine: Engine, terms: Terms) -> Iterator[Result]:
    """Carry out the plan of the journal; every result as soon as it is kept.

    Files that have changed since they were looked at, or are gone, are entered in the journal as they are; only
    another plan tells whether everything is done.
    """
    waiting: dict[int, Convert] = {}

    def requests() -> Iterator[tuple[int, Convert]]:
        for number, (path, sha256, container, places) in enumerate(journal.todo()):
            chain = tuple(map(int, places.split())) if container else ()
            waiting[number] = Convert(path, container or path, chain, sha256)
            yield number, waiting[number]

    for number, answer in engine.run(requests()):
        asked = waiting.pop(number)
        if isinstance(answer, Unreadable):
            journal.fail(asked.path, answer.code, answer.message, answer.remedy)
            continue
        result = _result(asked, answer, terms, journal.run)
        if result.sha256 != asked.sha256:
            journal.replace_content(asked.path, result.sha256)
        journal.record(result)
        yield result


def _result(asked: Convert, answer: Answer | VanbanError, terms: Terms, run: int) -> Result:
    if not isinstance(answer, Converted):
        error = answer if isinstance(answer, VanbanError) else DefectError.of("an answer of another kind")
        answer = refusal(asked.sha256, error)
    format = terms.format(answer.format)
    became: dict[str, Any] = asdict(answer) | {"format": format}
    return Result(
        **became,
        version=terms.versions[format],
        limits=terms.limits,
        path=asked.path,
        bom=terms.bom,
        made=run,
    )
