"""Reader of HTML: saved pages of legal portals, and pages that Word wrote."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.decode import declared_charset, decode
from vanban.corpus.errors import DamagedFileError
from vanban.corpus.layout import Layout, LayoutBuilder
from vanban.corpus.patterns import compiled
from vanban.corpus.readers.html_flow import Block, Flow, Look
from vanban.corpus.readers.lines import RawGrid
from vanban.corpus.site import is_title, label_of, trim
from vanban.corpus.text import clean

NAME = "vanban-html"
VERSION = "1"

MAX_NESTING = 5000
"""Open elements; the parser's time grows with the square of them."""

_MAX_STEPS = 60  # elements between the body and the document
_MIN_FACTS = 3  # facts that make a page without a document's text a page of properties
_TAG = compiled(
    r"<(/?)(?:div|span|table|font|b|i|u|em|strong|ul|ol|section|blockquote|center|a|big|small|dl)\b"
)
# What a document's own text holds, each of another part of it.
_PARTS = tuple(
    compiled(pattern)
    for pattern in (
        r"(?i)c[ộô]ng h(?:òa|oà) xã hội chủ nghĩa việt nam\s*\W*độc lập",
        r"Điều\s+\d+[a-zđ]?\s*[.:]",
        r"Căn cứ\s+(?:\p{Lu}|quyết|luật|nghị)",
        r"N[ơo]i nhận\s*:|NƠI NHẬN",
        r"\b(?:(?:KT|TM|TL|TUQ)\s?\.|[KT]/[TML])\s?\p{Lu}{2}",
        r"(?i)\bsố\s*:\s*[\d.…_ ]*/\s*[\w/]*\p{L}+-?\p{L}+",
        r"Kính gửi\s*:",
        r"ĐẢNG CỘNG SẢN VIỆT NAM",
    )
)
_TITLES = "h1, h2, h3, [class*=title], nav span"
_SITE_NAME = compiled(r"\s[-|–—»]\s[^-|–—»]*$")  # "... về việc X - Cổng thông tin"
_LABELS = "span, div, td, th, dt, li, p, b, strong, label, em"


def read(data: bytes, budgets: Budgets = DEFAULT) -> Layout:
    """Read a page.

    The facts of a portal's property tab and its title of the document go to the layout's metadata; a page
    that holds nothing else has no blocks.

    Raises:
        EmptyFileError, TooLargeError, UnknownFormatError: as :func:`vanban.corpus.decode.decode`.
        DamagedFileError: elements nested beyond :data:`MAX_NESTING`.
    """
    decoded = decode(data, budgets=budgets, declared=declared_charset(data))
    _check_nesting(decoded.text)
    tree = LexborHTMLParser(decoded.text)
    for node in tree.css("script, style, noscript, template"):
        node.decompose()  # their text is no text of the page
    body = tree.body
    builder = LayoutBuilder()
    metadata: list[tuple[str, str]] = []
    if body is not None:
        container = _container(body)
        metadata = _facts(tree, container)
        if container is not None or len(metadata) < _MIN_FACTS:
            blocks, facts = _blocks(container or body)
            metadata += [fact for fact in facts if fact not in metadata]
            for block in blocks:
                if isinstance(block, RawGrid):
                    builder.add_grid(block.cells, ruled=block.ruled, gap=block.gap)
                else:
                    builder.add_paragraph(block)
    return builder.build(
        format="html",
        reader=f"{NAME} {VERSION}",
        notes=decoded.notes,
        encodings=decoded.encodings,
        metadata=tuple(metadata),
    )


def _check_nesting(text: str) -> None:
    depth = 0
    for match in _TAG.finditer(text):
        depth += -1 if match[1] else 1
        if depth > MAX_NESTING:
            raise DamagedFileError(
                f"The page nests more than {MAX_NESTING} elements.",
                remedy="Open it in a browser and save it again.",
            )


def _container(body: LexborNode) -> LexborNode | None:
    """The innermost element that holds all parts of the document that the page holds; None without any."""
    node, text = body, body.text(separator=" ")
    found = _parts_in(text)
    if not found:
        return None
    for _ in range(_MAX_STEPS):
        child, inner = _largest_child(node)
        if child is None or child.tag == "p":
            break
        # Most steps lead through wrappers that add nothing; only the others need a look.
        parts = found if len(inner) == len(text) else _parts_in(inner)
        if not _holds(parts, len(inner), found, len(text)):
            break
        node, text, found = child, inner, parts
    return node


def _largest_child(node: LexborNode) -> tuple[LexborNode | None, str]:
    """The child element with the most text."""
    largest: LexborNode | None = None
    most = ""
    for child in node.iter():
        if child.tag not in ("script", "style", "nav") and len(text := child.text(separator=" ")) > len(most):
            largest, most = child, text
    return largest, most


def _parts_in(text: str) -> set[int]:
    """Which parts of a document a text holds."""
    return {at for at, part in enumerate(_PARTS) if part.search(text)}


def _holds(parts: set[int], size: int, found: set[int], length: int) -> bool:
    """Whether a child has everything, or nearly all the text and all but one part that chrome may show too.

    A single part tells little: it may be the cell of the recipients.
    """
    if parts == found:
        return len(found) > 1 or size * 2 > length
    return len(parts) > 1 and len(parts) + 1 >= len(found) and size * 10 > length * 9


def _blocks(node: LexborNode) -> tuple[list[Block], tuple[tuple[str, str], ...]]:
    """The blocks of an element without what the site put around the document inside it."""
    flow = Flow()
    flow.walk(node, Look())
    flow.flush(Look())
    texts = [block.texts() if isinstance(block, RawGrid) else [block.text] for block in flow.blocks]
    trimmed = trim(texts)
    return [flow.blocks[at] for at in trimmed.keep], trimmed.metadata


def _facts(tree: LexborHTMLParser, container: LexborNode | None) -> list[tuple[str, str]]:
    """The title and the properties that a portal prints outside the document."""
    facts: list[tuple[str, str]] = []
    titles = [clean(node.text()) for node in tree.css(_TITLES)]
    titles += [_SITE_NAME.sub("", clean(node.text())) for node in tree.css("title")]
    if title := next((text for text in titles if len(text) < 1000 and is_title(text)), None):
        facts.append(("title", title))
    for node in tree.css(_LABELS):
        own = clean(node.text(deep=False))
        if not own or len(own) > 300 or not (found := label_of(own)) or _inside(node, container):
            continue
        label, value = found
        value = value or _value(node)
        if value.strip("-– ") and (label, value) not in facts:
            facts.append((label, value))
    return facts


def _inside(node: LexborNode, container: LexborNode | None) -> bool:
    if container is None:
        return False
    up: LexborNode | None = node
    while up is not None:
        if up.mem_id == container.mem_id:
            return True
        up = up.parent
    return False


def _value(node: LexborNode) -> str:
    """The text beside a label: of the next element, of the label's own parent or of the one above."""
    up: LexborNode | None = node
    for _ in range(3):
        if up is None:
            break
        after = up.next
        while (
            after is not None and (after.tag or "").startswith("-") and not (after.text_content or "").strip()
        ):
            after = after.next
        if after is not None:
            text = clean(after.text() if not (after.tag or "").startswith("-") else after.text_content or "")
            return text if len(text) < 500 and not label_of(text) else ""
        up = up.parent
    return ""
