"""From draft to document: every value is filled in here, in one pass, and nothing is changed afterwards."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import regex
from msgspec.structs import replace

from vanban.corpus.layout import Layout
from vanban.corpus.patterns import compiled
from vanban.extract import citations as find_citations
from vanban.extract import spans
from vanban.extract.draft import Draft, DraftBasis, DraftCitation, DraftSection, Span
from vanban.extract.vocabulary import named_type
from vanban.normalize import docnumber, effect, header, people, sections, sums
from vanban.normalize import problems as problem_rules
from vanban.normalize.certainty import by_words
from vanban.normalize.dates import header_date
from vanban.normalize.model import (
    Amount,
    Basis,
    Citation,
    Document,
    Evidence,
    Footnote,
    Provision,
    Source,
    Table,
    Target,
    Task,
)
from vanban.normalize.money import find_amounts, with_words
from vanban.normalize.sections import Passage
from vanban.normalize.targets import find_targets
from vanban.normalize.tasks import find_orders, find_tasks

_ID_LENGTH = 16  # hex digits of the file's SHA-256


def build(draft: Draft, layout: Layout, source: Source) -> Document:
    """The document tree of one file.

    Args:
        draft: the segmented document.
        layout: the layout it was segmented from (its notes become problems).
        source: facts of the file; goes to the root only.
    """
    return by_words(_document(draft, source.sha256[:_ID_LENGTH], layout, source), layout)


def _document(draft: Draft, document_id: str, layout: Layout, source: Source | None) -> Document:
    texts = list(_texts(draft))
    in_force = effect.find(texts, _issued(draft))
    values = header.header(draft.header, in_force)
    section_values = sections.sections(draft.sections)
    body = [*_outside(draft), *sections.passages(section_values, draft.sections)]
    bases = tuple(_basis(basis, at) for at, basis in enumerate(draft.bases))
    settled = [sums.settled(one, f"{document_id}#{at}", layout) for at, one in enumerate(draft.tables, 1)]
    table_values = tuple(made for made, _, _ in settled)
    amounts, targets, tasks = _statements(body)
    document = Document(
        id=document_id,
        role=draft.role,
        label=header.text_of(draft.label),
        source=source,
        header=values,
        bases=bases,
        formula=header.text_of(draft.formula),
        preamble="\n".join(span.text for span in draft.preamble) or None,
        sections=section_values,
        closing=header.text_of(draft.closing),
        signatures=tuple(map(people.signature, draft.signatures)),
        recipients=tuple(map(people.recipient, draft.recipients)),
        tables=table_values,
        notes=tuple(
            Footnote(mark=note.mark, text="\n".join(span.text for span in note.spans)) for note in draft.notes
        ),
        citations=(
            *(one for basis in bases for one in basis.citations),
            *_body_citations(body, _preamble_relation(draft)),
        ),
        amounts=amounts,
        targets=targets,
        tasks=(*_orders(draft.preamble), *tasks, *_orders([draft.closing] if draft.closing else [])),
        attachments=tuple(
            _document(one, f"{document_id}/{at}", layout, None) for at, one in enumerate(draft.attachments, 1)
        ),
        evidence={
            **dict(_of_source(layout) if source else ()),
            **dict(_evidence(draft, header.evidence(draft.header, values, in_force), table_values)),
            **{
                at: one
                for n, (_, table, fixes) in enumerate(settled)
                for at, one in sums.evidence(table, fixes, n)
            },
        },
    )
    told = [one for n, (_, _, fixes) in enumerate(settled) for one in sums.problems(fixes, n)]
    return problem_rules.add(
        document, replace(draft, problems=(*draft.problems, *told)), layout if source else None
    )


def _of_source(layout: Layout) -> Iterator[tuple[str, Evidence]]:
    """The words that showed what the file is written in."""
    for note in layout.notes:
        start = layout.text.find(note.quote) if note.code == "legacy-encoding" else -1
        if note.quote and start >= 0:
            place = Evidence(text=note.quote, start=start, end=start + len(note.quote), origin="inferred")
            yield "/source/encoding", place


def _issued(draft: Draft) -> str | None:
    return header_date(draft.header.date.text) if draft.header.date else None


def _texts(draft: Draft) -> Iterator[Span]:
    def walk(units: Sequence[DraftSection]) -> Iterator[Span]:
        for unit in units:
            if unit.heading:
                yield unit.heading
            yield from unit.paragraphs
            yield from walk(unit.children)

    yield from walk(draft.sections)
    if draft.closing:
        yield draft.closing


def _outside(draft: Draft) -> Iterator[Passage]:
    """Body text that stands in no section."""
    if draft.preamble:
        yield Passage(None, None, draft.preamble)
    if draft.closing:
        yield Passage(None, None, (draft.closing,))
    for note in draft.notes:
        yield Passage(None, None, note.spans)


def _statements(body: Iterable[Passage]) -> tuple[tuple[Amount, ...], tuple[Target, ...], tuple[Task, ...]]:
    amounts: list[Amount] = []
    targets: list[Target] = []
    tasks: list[Task] = []
    for passage in body:
        at, texts = passage.at, passage.texts
        for text in with_words([span.text for span in texts]):
            amounts.extend(find_amounts(text, at))
        if at is None:
            continue
        for span in () if passage.tells else texts:
            targets.extend(find_targets(span.text, at, passage.deadline))
        for span in passage.spans:
            tasks.extend(find_tasks(passage.heading, span.text, at))
    return tuple(amounts), tuple(targets), tuple(tasks)


def _orders(loose: Iterable[Span]) -> Iterator[Task]:
    for span in loose:
        yield from find_orders(span.text)


def _basis(draft: DraftBasis, at: int) -> Basis:
    relation = "proposes" if draft.kind == "proposal" else "based_on"
    return Basis(
        kind=draft.kind,
        text=draft.span.text,
        citations=tuple(citation(one, f"bases/{at}", relation) for one in draft.citations),
    )


def _body_citations(body: Iterable[Passage], preamble: str | None) -> Iterator[Citation]:
    """The citations of a body; ``preamble``: the relation of the instruments that its preamble lists."""
    for passage in body:
        relation = preamble if passage.at is None else passage.relation
        for span in passage.texts:
            for one in find_citations.find(span):
                listed = one.relation == "cites" and relation and find_citations.begins(one, span.text)
                yield citation(one, passage.at, relation if listed else None)


def _preamble_relation(draft: Draft) -> str | None:
    """A consolidated text (Ordinance 01/2012/UBTVQH13) names first what it consolidates."""
    number = draft.header.number.text if draft.header.number else ""
    return "consolidates" if "/VBHN-" in number or draft.header.type_name == "Văn bản hợp nhất" else None


def citation(draft: DraftCitation, at: str | None, relation: str | None = None) -> Citation:
    """A citation's values: number without spaces, ISO date, type by its usual name."""
    kind = named_type(draft.type) if draft.type else None
    printed_type = draft.type[:1].upper() + draft.type[1:] if draft.type else None
    plain = kind is None or kind.name == "Công văn"
    return Citation(
        text=draft.span.text,
        type=printed_type if plain or kind is None else kind.name,
        number=docnumber.parse(draft.number).number if draft.number else None,
        date=header.date_of(draft.date),
        issuer=draft.issuer,
        title=draft.title,
        provision=provision(draft.provision),
        relation=relation or draft.relation,  # type: ignore[arg-type]  # names come from relations.toml
        at=at,
    )


@cache
def _provision_parts() -> regex.Pattern[str]:
    return compiled(
        r"(?:(?:điểm|tiết)\s+(?P<point>\p{L}\d?)\W+)?(?:khoản\s+(?P<clause>\d+[a-z]?)\W+)?điều\s+(?P<article>\d+[a-zđ]?)",
        regex.IGNORECASE,
    )


def provision(printed: str | None) -> Provision | None:
    """ "điểm b Khoản 2 Điều 13" as its parts."""
    found = _provision_parts().search(printed) if printed else None
    return Provision(**found.groupdict()) if found else None


def _evidence(
    draft: Draft, of_header: dict[str, Evidence], table_values: Sequence[Table]
) -> Iterator[tuple[str, Evidence]]:
    yield from of_header.items()
    for name in ("label", "formula", "closing"):
        if span := getattr(draft, name):
            yield f"/{name}", header.evidence_of(span)
    for at, basis in enumerate(draft.bases):
        yield f"/bases/{at}", header.evidence_of(basis.span)
    yield from sections.evidence(draft.sections)
    for at, signature in enumerate(draft.signatures):
        where = header.evidence_of(signature.span)
        yield f"/signatures/{at}", where
        if evidence := people.evidence(signature, people.signature(signature), where):
            yield f"/signatures/{at}/name", evidence
    for at, recipient in enumerate(draft.recipients):
        yield f"/recipients/{at}", people.recipient_evidence(recipient, header.evidence_of(recipient.span))
    for at, note in enumerate(draft.notes):
        yield f"/notes/{at}", header.evidence_of(spans.join(note.spans))
    for at, table in enumerate(draft.tables):
        grid = table.grid
        title = table_values[at].title or ""
        yield f"/tables/{at}", Evidence(text=title, start=grid.start, end=grid.end, page=grid.page)
