"""The closing formula: the unlabelled last paragraph of a body ("Trên đây là Kế hoạch ...")."""

from collections.abc import Sequence

from msgspec.structs import replace

from vanban.corpus.patterns import compiled
from vanban.corpus.text import key
from vanban.extract.draft import DraftSection, Span
from vanban.extract.tree import Body
from vanban.extract.vocabulary import Closing, first_rule

_IN_FORCE = compiled(r"(?:\w+ ){1,4}nay (?:co hieu luc|thay the|bai bo)")
Sections = tuple[DraftSection, ...]


def take(body: Body, *, signed: bool) -> tuple[Sections, tuple[Span, ...], Span | None]:
    """(sections, loose paragraphs, closing): the closing formula taken off the end of a body."""
    if body.sections:
        has_articles = any(section.kind in ("article", "chapter") for section in body.sections)
        sections, closing = _take_last(body.sections, has_articles)
        return sections, body.loose, closing
    if body.loose and signed and _closes(body.loose[-1].text, False, lone=True):
        return (), body.loose[:-1], body.loose[-1]
    return (), body.loose, None


def _take_last(sections: Sequence[DraftSection], has_articles: bool) -> tuple[Sections, Span | None]:
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
    if lone and _is_titled(last) and _is_its_text(last, closing.text):
        return tuple(sections), None
    if not _closes(closing.text, has_articles, lone=lone):
        return tuple(sections), None
    return (*sections[:-1], _without_last(last)), closing


def _is_titled(section: DraftSection) -> bool:
    return section.heading is not None and not section.heading.text.endswith((".", ";"))


def _is_its_text(section: DraftSection, text: str) -> bool:
    """Is the only paragraph below a title its text: that of "Điều 3. Hiệu lực thi hành", or of any article?

    That of "III. TỔ CHỨC THỰC HIỆN" is, unless it says what the whole document was.
    """
    words = key(text[:200])
    rule = first_rule("closings.toml", words)
    passed = isinstance(rule, Closing) and rule.last
    of_all = isinstance(rule, Closing) and rule.any_body
    own = (section.kind == "article" and not passed) or (section.kind == "roman" and not of_all)
    return _IN_FORCE.match(words) is not None or own


def _without_last(section: DraftSection) -> DraftSection:
    """A unit without its last paragraph; a sentence with nothing below it is its text, no heading."""
    left = section.paragraphs[:-1]
    if section.heading and not left and section.heading.text.endswith((".", ";")):
        return replace(section, heading=None, paragraphs=(section.heading,))
    return replace(section, paragraphs=left)


def _closes(text: str, has_articles: bool, *, lone: bool) -> bool:
    rule = first_rule("closings.toml", key(text[:200]))
    if isinstance(rule, Closing) and ((rule.any_body and (lone or rule.last)) or not has_articles):
        return True
    return not has_articles and text.endswith("./.")
