"""The segmenter: a layout becomes a draft tree. Pure, total (no input makes it raise), order-preserving."""

from collections.abc import Sequence

from msgspec.structs import replace

from vanban.corpus.layout import Layout
from vanban.corpus.text import key
from vanban.extract import (
    closing,
    header,
    letterhead,
    metadata,
    nesting,
    notes,
    placement,
    preamble,
    split,
    tail,
    tree,
)
from vanban.extract.draft import Draft, DraftHeader, DraftProblem, Role, Span
from vanban.extract.items import Item, Line, flatten
from vanban.extract.recognise import DATE_LINE
from vanban.extract.shapes import DATE
from vanban.extract.vocabulary import document_type, notation_type

_MAX_UNPLACED = 300  # characters of left-over text that a problem message quotes


def segment(layout: Layout) -> Draft:
    """Segment a layout.

    Returns:
        The main document with its attachments nested in reading order; the first appendix where a file holds
        only appendices. An empty layout gives an empty main document with the problem ``no-text``.
    """
    items: Sequence[Item] = list(letterhead.part_titles(flatten(layout)))
    if not items:
        problem = DraftProblem("no-text", "The file holds no text of a document.", "", "error")
        return metadata.complete(Draft(role="main", problems=(problem,)), layout.metadata)
    items, above = letterhead.without_site(items)
    items, last = notes.take_last(items)
    starts = split.starts(items)
    ends = [*starts[1:], len(items)]
    first = _document(items[: ends[0]], main=not letterhead.is_attached(items[: ends[0]]))
    if first.role == "attachment":  # a regulation with its own number or signature, alone in its file
        first = replace(first, role="main")
    rest = [_document(items[begin:end], main=False) for begin, end in zip(starts[1:], ends[1:], strict=True)]
    main = nesting.infer_header(nesting.nest([first, *rest]))
    problems = (*_unplaced([line.span() for line in above]), *main.problems)
    return metadata.complete(replace(main, notes=(*main.notes, *last), problems=problems), layout.metadata)


def _document(items: Sequence[Item], *, main: bool) -> Draft:
    """One document from its own items."""
    items = letterhead.part(items)
    head = header.read(items, main=main)
    start = preamble.read(items, head.end)
    found, opening = head.header, start.loose
    if start.authority is not None and found.authority is None:  # papers of the Party name it below the bases
        found, opening = replace(found, authority=start.authority), opening[:-1]
    end = tail.find_tail(items, start.end)
    title = None if main else found.subject
    dated = _dated_last(found, items[start.end : end.start])
    body_end = end.start if dated is None else end.start - 1
    tables, used = placement.tables(items, start.end, body_end, title)
    late_tables, late_used = placement.tables(items, end.end, len(items), title)
    built = tree.build([*opening, *_lines(items, start.end, body_end, used)])
    sections, loose, last = closing.take(built, signed=bool(end.signatures))
    sections, headed_bases = preamble.take_headed(sections)
    behind, footnotes = notes.take(_lines(items, end.end, len(items), late_used))
    draft = Draft(
        role="main",
        label=head.label,
        header=_with_type(dated or found, main),
        bases=(*start.bases, *headed_bases),
        formula=start.formula,
        preamble=loose,
        sections=sections,
        closing=last,
        signatures=end.signatures,
        recipients=end.recipients,
        tables=(*tables, *late_tables),
        notes=footnotes,
        problems=_unplaced([*head.leftovers, *(line.span() for line in behind)]),
    )
    return draft if main else replace(draft, role=_role(draft))


def _dated_last(found: DraftHeader, body: Sequence[Item]) -> DraftHeader | None:
    """A header that has no date with that of the last line above the signature; None if that line is none."""
    last = body[-1] if body else None
    dated = DATE_LINE.match(last.text) if found.date is None and isinstance(last, Line) else None
    if not (isinstance(last, Line) and dated and DATE.search(dated["date"]) and dated["place"][:1].isupper()):
        return None
    return replace(found, place=last.span(*dated.span("place")), date=last.span(*dated.span("date")))


def _lines(items: Sequence[Item], start: int, end: int, used: set[int]) -> list[Line]:
    """The lines between two indexes that no table has taken."""
    return [
        item for at, item in enumerate(items[start:end], start) if isinstance(item, Line) and at not in used
    ]


def _role(draft: Draft) -> Role:
    """attachment: an instrument with a title of its own; appendix: lists, tables and forms."""
    if draft.label is not None:
        return "appendix"
    if draft.header.number or draft.signatures:
        return "attachment"
    named = draft.header.type_name and document_type(key(draft.header.type_name))
    return "attachment" if named and (draft.sections or not draft.tables) else "appendix"


def _with_type(found: DraftHeader, main: bool) -> DraftHeader:
    """A letter prints no type name; an annex without a label is one by its place."""
    issued = found.issued_with.span if found.issued_with else None
    anchor = found.subject or found.number or issued or next(iter(found.addressees), None)
    if found.type is not None or anchor is None:
        return found
    inferred = replace(anchor, origin="inferred")
    named = notation_type(found.number.text) if found.number and not found.addressees else None
    if main and named:
        return replace(found, type=inferred, type_name=named)  # a copy that has lost its title
    if main and (found.addressees or (found.number and found.subject)):
        return replace(found, type=inferred, type_name="Công văn")
    if not main and issued is not None:
        return replace(found, type=inferred, type_name="Phụ lục")
    return found


def _unplaced(spans: Sequence[Span]) -> tuple[DraftProblem, ...]:
    """Text that no part of the document took: reported, so that nothing vanishes."""
    text = " / ".join(span.text for span in spans if any(map(str.isalpha, span.text)))
    if not text:
        return ()
    short = text if len(text) <= _MAX_UNPLACED else text[:_MAX_UNPLACED] + " ..."
    return (
        DraftProblem("unplaced-text", f"Text that belongs to no part of the document: {short}", "", "info"),
    )
