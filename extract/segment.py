"""The segmenter: a layout becomes a draft tree. Pure, total (no input makes it raise), order-preserving."""

from collections.abc import Sequence

from msgspec.structs import replace

from vanban.corpus.layout import Grid, Layout, Paragraph
from vanban.corpus.text import key
from vanban.extract import header, letterhead, metadata, preamble, spans, split, tail, tree
from vanban.extract.draft import (
    Draft,
    DraftBasis,
    DraftCitation,
    DraftHeader,
    DraftProblem,
    DraftSection,
    DraftTable,
    Role,
    Span,
)
from vanban.extract.items import Item, Line, flatten, lines
from vanban.extract.tables import continues, draft_table, join
from vanban.extract.vocabulary import Closing, document_type, first_rule

_MAX_CAPTIONS = 4  # lines such as "(tiếp theo)" between two parts of a table
_MAX_UNPLACED = 300  # characters of left-over text that a problem message quotes


def segment(layout: Layout) -> Draft:
    """Segment a layout.

    Returns:
        The main document with its attachments nested in reading order. An empty layout gives an empty
        main document with the problem ``no-text``.
    """
    items = flatten(layout)
    if not items:
        problem = DraftProblem("no-text", "The file holds no text of a document.", "", "error")
        return metadata.complete(Draft(role="main", problems=(problem,)), layout.metadata)
    starts = split.starts(items)
    ends = [*starts[1:], len(items)]
    drafts = [
        _document(items[begin:end], main=at == 0)
        for at, (begin, end) in enumerate(zip(starts, ends, strict=True))
    ]
    return metadata.complete(_infer_header(_nest(drafts)), layout.metadata)


def _document(items: Sequence[Item], *, main: bool) -> Draft:
    """One document from its own items."""
    items = letterhead.part(items)
    head = header.read(items, main=main)
    start = preamble.read(items, head.end)
    found_tail = tail.find_tail(items, start.end)
    body_end = found_tail.start if found_tail else len(items)
    after = items[found_tail.end :] if found_tail else ()
    tables, used = _tables(items, start.end, body_end, head, main)
    body = [
        item
        for at, item in enumerate(items[start.end : body_end], start.end)
        if isinstance(item, Line) and at not in used
    ]
    late_tables, late_used = _tables(after, 0, len(after), head, main) if after else ((), set())
    built = tree.build([*start.loose, *body])
    has_articles = any(section.kind in ("article", "chapter") for section in built.sections)
    sections, loose, closing = _closing(built, has_articles, bool(found_tail))
    sections, headed_bases = _bases_under_heading(sections)
    rest = [item.span() for at, item in enumerate(after) if isinstance(item, Line) and at not in late_used]
    draft = Draft(
        role="main" if main else "appendix",
        label=head.label,
        header=_with_type(head, main, bool(found_tail)),
        bases=(*start.bases, *headed_bases),
        formula=start.formula,
        preamble=loose,
        sections=sections,
        closing=closing,
        signatures=found_tail.signatures if found_tail else (),
        recipients=tuple(map(tail.trimmed, found_tail.recipients)) if found_tail else (),
        tables=(*tables, *late_tables),
        problems=_unplaced([*head.leftovers, *rest]),
    )
    return draft if main else replace(draft, role=_role(draft, head))


def _role(draft: Draft, head: header.HeaderRead) -> Role:
    """attachment: an instrument with a title of its own; appendix: lists, tables and forms."""
    if draft.label is not None or head.label is not None:
        return "appendix"
    named = draft.header.type_name and document_type(key(draft.header.type_name))
    if draft.header.number or draft.signatures:
        return "attachment"
    return "attachment" if named and (draft.sections or not draft.tables) else "appendix"


def _with_type(head: header.HeaderRead, main: bool, signed: bool) -> DraftHeader:
    """A letter prints no type name; an annex without a label is one by its place."""
    found = head.header
    if found.type is not None:
        return found
    issued = found.issued_with.span if found.issued_with else None
    anchor = found.subject or found.number or issued
    if anchor is None:
        return found
    inferred = replace(anchor, origin="inferred")
    if main and (found.addressees or (found.number and found.subject)):
        return replace(found, type=inferred, type_name="Công văn")
    if not main and found.issued_with is not None:
        return replace(found, type=inferred, type_name="Phụ lục")
    return found


def _tables(
    items: Sequence[Item], start: int, end: int, head: header.HeaderRead, main: bool
) -> tuple[tuple[DraftTable, ...], set[int]]:
    """Data tables between two indexes, and the indexes of the lines that belong to them."""
    used: set[int] = set()
    tables: list[DraftTable] = []
    after = start  # the first index that no earlier table has taken
    for at in range(start, end):
        if at < after or not isinstance(items[at], Grid):
            continue
        grid, last, between = _joined(items, at, end)
        before_at = [i for i in range(after, at) if isinstance(items[i], Line)]
        following = next((i for i in range(last + 1, end) if isinstance(items[i], Grid)), end)
        table, n_before, n_after = draft_table(
            grid,
            _paragraphs(items, before_at),
            _paragraphs(items, range(last + 1, following)),
            fallback_title=None if tables or main else head.header.subject,
        )
        after = last + 1 + n_after
        used.update(before_at[len(before_at) - n_before :], between, range(last + 1, after))
        tables.append(table)
    return tuple(tables), used


def _joined(items: Sequence[Item], at: int, end: int) -> tuple[Grid, int, list[int]]:
    """A grid with those that continue it; the index of the last; the indexes of captions between them."""
    pieces = [items[at]]
    last, between = at, list[int]()
    for index in range(at + 1, end):
        item, piece = items[index], pieces[-1]
        if isinstance(item, Grid) and isinstance(piece, Grid):
            gap = range(last + 1, index)
            if not continues(piece, item, _paragraphs(items, gap)):
                break
            pieces.append(item)
            between.extend(gap)
            last = index
        elif index - last > _MAX_CAPTIONS:
            break
    return join([piece for piece in pieces if isinstance(piece, Grid)]), last, between


def _paragraphs(items: Sequence[Item], indexes: Sequence[int]) -> list[Paragraph]:
    return [item.paragraph for at in indexes if isinstance(item := items[at], Line)]


def _closing(
    body: tree.Body, has_articles: bool, signed: bool
) -> tuple[tuple[DraftSection, ...], tuple[Span, ...], Span | None]:
    """Take the closing formula off the end of the body: its unlabelled last paragraph."""
    if not body.sections:
        if body.loose and signed and _closes(body.loose[-1].text, has_articles, lone=True):
            return (), body.loose[:-1], body.loose[-1]
        return (), body.loose, None
    sections, closing = _take_last(body.sections, has_articles)
    return sections, body.loose, closing


def _take_last(
    sections: Sequence[DraftSection], has_articles: bool
) -> tuple[tuple[DraftSection, ...], Span | None]:
    last = sections[-1]
    if last.children:
        children, closing = _take_last(last.children, has_articles)
        if closing is None:
            return tuple(sections), None
        return (*sections[:-1], replace(last, children=children)), closing
    own = 0 if last.heading is not None else 1  # the paragraph on the label's line is no closing
    if len(last.paragraphs) <= own:
        return tuple(sections), None
    closing = last.paragraphs[-1]
    lone = len(last.paragraphs) == own + 1
    if not _closes(closing.text, has_articles, lone=lone):
        return tuple(sections), None
    return (*sections[:-1], replace(last, paragraphs=last.paragraphs[:-1])), closing


def _closes(text: str, has_articles: bool, *, lone: bool) -> bool:
    rule = first_rule("closings.toml", key(text[:200]))
    if isinstance(rule, Closing) and ((rule.any_body and lone) or not has_articles):
        return True
    return not has_articles and text.endswith("./.")


def _bases_under_heading(
    sections: tuple[DraftSection, ...],
) -> tuple[tuple[DraftSection, ...], list[DraftBasis]]:
    """Bases listed as bullets under "I. Căn cứ lập kế hoạch:" are bases, not units."""
    bases: list[DraftBasis] = []
    kept: list[DraftSection] = []
    for section in sections:
        title = section.heading or (section.paragraphs[0] if section.paragraphs else None)
        if title is None or not preamble.is_heading(title.text):
            kept.append(section)
            continue
        bullets = [child for child in section.children if child.kind == "bullet" and not child.children]
        for bullet in bullets:
            span = spans.join(bullet.paragraphs) if bullet.paragraphs else bullet.span
            bases.append(preamble.basis("legal", span))
        others = tuple(child for child in section.children if child not in bullets)
        own = [span for span in section.paragraphs if not _is_basis(span)]
        bases.extend(preamble.basis("legal", span) for span in section.paragraphs if _is_basis(span))
        kept.append(replace(section, children=others, paragraphs=tuple(own)))
    return tuple(kept), bases


def _is_basis(span: Span) -> bool:
    return span.text.startswith("Căn cứ ")


def _unplaced(spans: Sequence[Span]) -> tuple[DraftProblem, ...]:
    """Text that no part of the document took: reported, so that nothing vanishes."""
    text = " / ".join(span.text for span in spans if any(map(str.isalpha, span.text)))
    if not text:
        return ()
    short = text if len(text) <= _MAX_UNPLACED else text[:_MAX_UNPLACED] + " ..."
    return (
        DraftProblem("unplaced-text", f"Text that belongs to no part of the document: {short}", "", "info"),
    )


def _nest(drafts: Sequence[Draft]) -> Draft:
    """Attachments below the main document; appendices below the attachment they follow.

    An appendix that names the main document in its "(Kèm theo ...)" line stays with the main one.
    """
    main, *others = drafts
    groups: list[tuple[Draft, list[Draft]]] = []
    for draft in others:
        if draft.role == "attachment" or not groups or _issued_by(draft, main):
            groups.append((draft, []))
        elif groups[-1][0].role == "attachment":
            groups[-1][1].append(draft)
        else:
            groups.append((draft, []))
    attached = tuple(replace(head, attachments=tuple(own)) for head, own in groups)
    return replace(main, attachments=attached)


def _issued_by(draft: Draft, main: Draft) -> bool:
    issued, number = draft.header.issued_with, main.header.number
    if issued is None or issued.number is None or number is None:
        return False
    return "".join(issued.number.split()) in "".join(number.text.split())


def _infer_header(main: Draft) -> Draft:
    """A main document without a letterhead takes number, date and issuer from its own appendices."""
    found = main.header
    if found.number is not None or found.agency is not None:
        return main
    named = [one.header.issued_with for one in _all(main.attachments) if one.header.issued_with is not None]
    source = max(named, key=_completeness, default=None)
    if source is None:
        return main
    return replace(
        main,
        header=replace(
            found,
            number=found.number or _inside(source, source.number),
            date=found.date or _inside(source, source.date),
            agency=found.agency or _inside(source, source.issuer),
        ),
    )


def _completeness(citation: DraftCitation) -> int:
    return sum(part is not None for part in (citation.number, citation.date, citation.issuer))


def _inside(citation: DraftCitation, part: str | None) -> Span | None:
    """A part of a citation as an inferred span."""
    if part is None:
        return None
    span = citation.span
    at = max(span.text.find(part), 0)
    return Span(part, span.start + at, span.start + at + len(part), span.page, None, "inferred", 0.9)


def _all(drafts: Sequence[Draft]) -> list[Draft]:
    return [found for draft in drafts for found in (draft, *_all(draft.attachments))]


def all_lines(layout: Layout) -> list[Line]:
    """The lines of a layout, for diagnosis."""
    return lines(flatten(layout))
