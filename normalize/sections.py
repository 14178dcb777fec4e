"""Sections with stable ids, and the texts that further values are read from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vanban.corpus.text import key
from vanban.extract.draft import DraftSection, Span
from vanban.normalize.header import evidence_of
from vanban.normalize.model import Evidence, Section


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of body text: ``at`` is the id of its section, None outside sections."""

    at: str | None
    heading: str | None
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The paragraphs, parted by line breaks."""
        return "\n".join(span.text for span in self.spans)


def sections(drafts: Sequence[DraftSection]) -> tuple[Section, ...]:
    """Sections with ids such as ``I.1``, ``V.2.2`` (2.2 below V.2), ``dieu-1.2.a``, ``I.4.b-3`` (third bullet)."""
    return _sections(drafts, "")


def _sections(drafts: Sequence[DraftSection], parent: str) -> tuple[Section, ...]:
    used: dict[str, int] = {}
    built: list[Section] = []
    bullets = 0
    for draft in drafts:
        bullets += draft.kind == "bullet"
        base = _join(parent, draft, bullets)
        used[base] = used.get(base, 0) + 1
        # An author's repeated number must not give two sections one id.
        section_id = base if used[base] == 1 else f"{base}~{used[base]}"
        built.append(
            Section(
                id=section_id,
                kind=draft.kind,  # type: ignore[arg-type]  # kinds come from section_labels.toml
                label=draft.label,
                heading=draft.heading.text if draft.heading else None,
                text="\n".join(span.text for span in draft.paragraphs),
                page=draft.span.page,
                children=_sections(draft.children, section_id),
            )
        )
    return tuple(built)


def _join(parent: str, draft: DraftSection, bullets: int) -> str:
    if draft.kind == "bullet":
        own = f"b-{bullets}"
    elif draft.kind in ("clause", "roman", "letter", "decimal", "point"):
        own = draft.label
    else:
        own = key(draft.label).replace(" ", "-")
    if draft.kind == "decimal":
        # 2.2 below V.2 is V.2.2, not V.2.2.2
        _above, _, last = parent.rpartition(".")
        first, _, rest = own.partition(".")
        if last == first:
            return f"{parent}.{rest}"
        return ".".join(part for part in (parent, own) if part)
    return ".".join(part for part in (parent, own) if part)


def passages(values: Sequence[Section], drafts: Sequence[DraftSection]) -> Iterator[Passage]:
    """The texts of all sections in reading order."""
    for value, draft in zip(values, drafts, strict=True):
        yield Passage(value.id, value.heading, draft.paragraphs)
        yield from passages(value.children, draft.children)


def evidence(drafts: Sequence[DraftSection], pointer: str = "/sections") -> Iterator[tuple[str, Evidence]]:
    """(JSON pointer, place) of every section."""
    for at, draft in enumerate(drafts):
        here = f"{pointer}/{at}"
        yield here, evidence_of(draft.span)
        yield from evidence(draft.children, f"{here}/children")
