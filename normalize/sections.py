"""Sections with stable ids, and the texts that further values are read from."""

from collections.abc import Iterator, Sequence

import msgspec

from vanban.corpus.patterns import compiled
from vanban.corpus.text import key
from vanban.extract.citations import announced
from vanban.extract.draft import DraftSection, Span
from vanban.normalize.dates import find_deadline
from vanban.normalize.header import evidence_of
from vanban.normalize.model import Evidence, Section

_MAX_DEADLINE_LINE = 40
# Headings above what was reached, not what is aimed at: "A. KẾT QUẢ ĐẠT ĐƯỢC", "TÌNH HÌNH ... NĂM 2014".
_TELLS = compiled(
    r"^(?:ve |danh gia )?(?:ket qua|tinh hinh|thuc trang|ton tai|han che|nhung ket qua)\b(?!.*\b(?:du kien|phan dau|muc tieu)\b)"
)


class Passage(msgspec.Struct, frozen=True, gc=False):
    """A stretch of body text.

    ``at``: id of its section, None outside sections; ``heading``: the nearest heading, its own or of a
    unit above; ``deadline``: what a line such as "Đến 2015:" above it sets for everything below; ``title``:
    the words of its own heading; ``relation``: that of the instruments listed in it ("Bãi bỏ các Quyết định sau:");
    ``tells``: it stands below a heading that announces what was reached.
    """

    at: str | None
    heading: str | None
    spans: tuple[Span, ...]
    deadline: str | None = None
    title: Span | None = None
    relation: str | None = None
    tells: bool = False

    @property
    def texts(self) -> tuple[Span, ...]:
        """All of its words, its own heading first."""
        return (self.title, *self.spans) if self.title else self.spans


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
        own = draft.label.strip("()")
    else:
        own = key(draft.label).replace(" ", "-")
    if draft.kind == "decimal":
        # 2.2 below V.2 is V.2.2, not V.2.2.2
        last = parent.rpartition(".")[2]
        first, _, rest = own.partition(".")
        if last == first:
            return f"{parent}.{rest}"
        return ".".join(part for part in (parent, own) if part)
    return ".".join(part for part in (parent, own) if part)


def passages(
    values: Sequence[Section],
    drafts: Sequence[DraftSection],
    heading: str | None = None,
    deadline: str | None = None,
    relation: str | None = None,
    tells: bool = False,
) -> Iterator[Passage]:
    """The texts of all sections in reading order; what a unit does not say itself comes from above it."""
    for value, draft in zip(values, drafts, strict=True):
        own_heading = value.heading or heading
        own_deadline = _deadline(draft.paragraphs) or deadline
        told = tells or (value.heading is not None and _TELLS.match(key(value.heading)) is not None)
        yield Passage(value.id, own_heading, draft.paragraphs, own_deadline, draft.heading, relation, told)
        below = _lead(draft) or own_heading
        listed = announced(_last_words(draft))
        yield from passages(value.children, draft.children, below, own_deadline, listed, told)


def _last_words(draft: DraftSection) -> str:
    """What stands right above the units of a unit."""
    last = draft.paragraphs[-1] if draft.paragraphs else draft.heading
    return last.text if last else ""


def _lead(draft: DraftSection) -> str | None:
    """ "a) Sở Nội vụ:" without a heading of its own still names who its bullets are for."""
    last = draft.paragraphs[-1].text if draft.paragraphs and draft.heading is None else ""
    return last if last.endswith(":") else None


def _deadline(paragraphs: Sequence[Span]) -> str | None:
    """The date of a line that only sets one: "Đến 2015:"."""
    for span in paragraphs:
        if len(span.text) < _MAX_DEADLINE_LINE and span.text.endswith(":"):
            return find_deadline(span.text)
    return None


def evidence(drafts: Sequence[DraftSection], pointer: str = "/sections") -> Iterator[tuple[str, Evidence]]:
    """(JSON pointer, place) of every section."""
    for at, draft in enumerate(drafts):
        here = f"{pointer}/{at}"
        yield here, evidence_of(draft.span)
        yield from evidence(draft.children, f"{here}/children")
