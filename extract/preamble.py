"""The preamble: legal bases, proposals and the enacting words between the header and the body."""

import itertools
from collections.abc import Sequence

import msgspec
import regex
from msgspec.structs import replace

from vanban.corpus.layout import Grid
from vanban.corpus.patterns import compiled
from vanban.corpus.text import key
from vanban.extract import citations, spans
from vanban.extract.draft import BasisKind, DraftBasis, DraftSection, Span
from vanban.extract.items import Item, Line
from vanban.extract.labels import parse
from vanban.extract.recognise import cue
from vanban.extract.shapes import DOC_NUMBER
from vanban.extract.vocabulary import PreambleCue, first_rule, is_agency, is_position, leading_type

_NEXT_BASIS = compiled(
    r"[;,]\s+(?=(?:Căn cứ|Xét đề nghị|Xét tờ trình|Xét Tờ trình|Theo đề nghị|Thực hiện|Trên cơ sở)\s)"
)
_BULLETED = compiled(r"[-–+*•]\s*(?=\p{Lu})")
_NUMBERED = compiled(r"\d{1,2}\s?[.)/-]\s*(?=(?:Căn cứ|Xét|Theo đề nghị|Thực hiện)\s)")
_HEADING = compiled(
    r"(?:các\s+)?(?:căn cứ|cơ sở)\s+(?:pháp lý|lập|xây dựng|ban hành|để lập|để xây dựng|ký kết)",
    regex.IGNORECASE,
)
_OPENING_VERB = compiled(
    r"\b(?:như sau|sau đây|báo cáo|thông báo|ban hành|xây dựng|đề nghị|kính trình|trình|yêu cầu|kính mời|tổ chức|đồng ý|chỉ thị)\b"
)
# ", Bộ trưởng Bộ Y tế ban hành Thông tư ..." behind the proposal.
_ISSUES = compiled(
    r"[,;.]\s+(?=(?:Bộ trưởng|Thống đốc|Tổng Thanh tra|Tổng Kiểm toán|Chánh án|Viện trưởng|Chính phủ|Thủ tướng|[ỦU][ỷy] ban nhân dân|"
    r"Uỷ ban nhân dân|Hội đồng nhân dân|Giám đốc)[^,;]{0,120}?\sban hành\s(?:Thông tư|Nghị định|Quyết định|Nghị quyết|Chỉ thị)\s)"
)
# A sentence that tells what was done relies on nothing: "Thực hiện Nghị quyết số ..., các ngành đã triển khai ...".
_TELLS = compiled(
    r"^Theo\s(?:nhận định|dự báo|bản tin|thống kê|số liệu|tin từ|phản ánh)\s"
    r"|^(?:Thực hiện|Triển khai|Theo)\s(?:.*,\s+[^,;]{2,100}\sđã\s(?!được)|[^,;.\d]{0,80}\slà\s)"
)
# "... ghi nhận 1.245 ca mắc. Căn cứ Chỉ thị số 16/CT-TTg ..., Chủ tịch UBND tỉnh chỉ thị:" in one paragraph.
_TOLD = compiled(r"\.\s+(?=(?:Căn cứ|Thực hiện)\s[^:]{0,300}\s(?:số|ngày)\s[^:]{0,600}:$)")
_TELLING = 5  # paragraphs up to the opening sentence
_AGREES = compiled(r"^[^,.;]{4,80}\s(?:đồng ý|có ý kiến|giao|yêu cầu)\b")


class Preamble(msgspec.Struct, frozen=True):
    """``end``: index of the first item after the preamble; ``loose``: sentences that are no basis.

    ``authority``: who decides, where the last of them, right above the enacting words, says so.
    """

    bases: tuple[DraftBasis, ...]
    formula: Span | None
    loose: tuple[Line, ...]
    end: int
    authority: Span | None = None


def read(items: Sequence[Item], start: int) -> Preamble:
    """The preamble that begins at an item.

    Items up to an enacting formula belong to it when there is one before the first unit; without a
    formula only the leading run of bases does.
    """
    formula_at = _formula(items, start)
    opening_at = None if formula_at is not None else _opening_behind(items, start)
    reader = _Reader(gathers=formula_at is not None or opening_at is not None, told=opening_at is not None)
    stop = len(items) if opening_at is None else opening_at + 1
    at = start
    while at < stop and at != formula_at:
        line = items[at]
        if isinstance(line, Grid) or not reader.take(line):
            break
        at += 1
    bases, loose = tuple(reader.bases), tuple(reader.loose)
    enacting = items[formula_at] if formula_at is not None and at == formula_at else None
    if isinstance(enacting, Line):
        who = loose[-1] if loose and loose[-1] is items[at - 1] and _decides(loose[-1]) else None
        return Preamble(bases, _formula_span(enacting), loose, at + 1, who.span() if who else None)
    return Preamble(bases, None, loose, at)


class _Reader:
    """Collects bases line by line.

    ``gathers``: does every line up to the formula belong here? ``told``: or up to an opening sentence behind
    paragraphs that tell?
    """

    def __init__(self, *, gathers: bool, told: bool) -> None:
        self._gathers = gathers
        self._told = told
        self.bases: list[DraftBasis] = []
        self.loose: list[Line] = []
        self._last: Span | None = None  # the last basis with its closing sign

    def take(self, line: Line) -> bool:
        """Place one line; False when the preamble ends before it."""
        if cue(line) is None and (told := _TOLD.search(line.text)):
            self.loose.append(line.cut(line.span(0, told.start() + 1)))
            self._add(line, line.span(told.end()))
            return True
        bulleted = _bulleted_cue(line) or (self._gathers and numbered_cue(line)) or self._bulleted_rest(line)
        if (self._told or not self._gathers) and _TELLS.search(line.text) and line.text.endswith((".", ":")):
            if self._told:
                self.loose.append(line)
                self._last = None
            return self._told
        if cue(line) is not None or bulleted:
            self._add(line, line.span(bulleted))
        elif not self._gathers and (self.bases or not _names_instrument(line.text)):
            return False
        elif self._last is not None and self._goes_on(self._last, line):
            self._last = spans.join([self._last, line.span()])
            self.bases[-1] = basis(self.bases[-1].kind, self._last)
        else:
            self.loose.append(line)
            self._last = None
        return True

    def _bulleted_rest(self, line: Line) -> int:
        """Where an item without a cue begins in a list of bulleted bases ("- Để thống nhất việc ...,")."""
        bullet = _BULLETED.match(line.text) if self._gathers and self.bases and self._last else None
        return bullet.end() if bullet else 0

    def _add(self, line: Line, span: Span) -> None:
        pieces, rest = _bases(span)
        self.bases.extend(basis(kind, piece) for kind, piece in pieces)
        self._last = pieces[-1][1]
        if rest is not None:
            self.loose.append(line.cut(rest))
            self._last = None

    @staticmethod
    def _goes_on(last: Span, line: Line) -> bool:
        """A line without a cue: the rest of the basis above it, or the issuer's sentence?"""
        unfinished = not last.text.endswith((";", ".", ","))
        return unfinished or line.text[:1].islower() or _names_instrument(line.text)


def _formula(items: Sequence[Item], start: int) -> int | None:
    """Index of the enacting words, if they stand before the first unit."""
    for at in range(start, min(len(items), start + 60)):
        line = items[at]
        if isinstance(line, Grid):
            return None
        if first_rule("formulas.toml", line.key) and (line.display or len(line.text) < 30):
            return at
        label = parse(line.text)
        if label and label.kind in ("part", "chapter", "article", "roman") and not cue(line):
            return None
    return None


def _opening_behind(items: Sequence[Item], start: int) -> int | None:
    """Index of the opening sentence behind paragraphs that tell, as directives have them.

    "Thời gian qua, ..." stands above "Thực hiện Chỉ thị số ..., Chủ tịch UBND tỉnh chỉ thị:".
    """
    for at, line in enumerate(items[start : start + _TELLING], start):
        if isinstance(line, Grid) or parse(line.text):
            return None
        found = cue(line)
        if at > start and found and found.kind != "other" and line.text.endswith(":"):
            return None if _TELLS.search(line.text) else at
    return None


def _decides(line: Line) -> bool:
    return line.caps and first_rule("authorities.toml", line.head) is not None


def _formula_span(line: Line) -> Span:
    text = line.text.rstrip(" :.")
    return line.span(0, len(text))


def _bulleted_cue(line: Line) -> int:
    """Where the words of a bulleted basis begin ("- Căn cứ Luật ..."); 0 if it is none."""
    bullet = _BULLETED.match(line.text)
    return bullet.end() if bullet and first_rule("preamble_cues.toml", line.head) else 0


def numbered_cue(line: Line) -> int:
    """Where the words of a numbered basis begin ("1. Căn cứ Luật ..."); 0 if it is none.

    Units of a body begin so too: an enacting formula must follow.
    """
    number = _NUMBERED.match(line.text)
    return number.end() if number else 0


def _names_instrument(text: str) -> bool:
    """ "Thông tư số 15/2026/TT-BCT ..." on a line of its own goes on with the basis above it."""
    kind = leading_type(key(text[:40]))
    number = DOC_NUMBER.search(text, 0, 80)
    if kind is None or number is None:
        return False
    return kind.law or number.start() < len(kind.name) + 8  # "Luật Xây dựng số 50/2014/QH13"


def _bases(span: Span) -> tuple[list[tuple[BasisKind, Span]], Span | None]:
    """(kind, words) of the bases that share a paragraph, and the opening sentence that may follow them."""
    text = span.text
    body_end = _opening(text)
    rest = spans.cut(span, body_end, len(text)) if body_end < len(text) else None
    cuts = [0, *(m.end() for m in _NEXT_BASIS.finditer(text, 0, body_end)), body_end]
    found: list[tuple[BasisKind, Span]] = []
    for begin, end in itertools.pairwise(cuts):
        piece = spans.cut(span, begin, end)
        rule = first_rule("preamble_cues.toml", key(piece.text[:60]))
        found.append((rule.kind if isinstance(rule, PreambleCue) else "other", piece))
    return found, rest


def _opening(text: str) -> int:
    """Where the bases of a paragraph end and "Sở X xây dựng kế hoạch ... như sau:" begins."""
    if issues := _ISSUES.search(text):
        return issues.end()
    if not text.endswith((":", "./.", ".")) or not _OPENING_VERB.search(text):
        return len(text)
    for glue in regex.finditer(r"[;,.]\s+(?=\p{Lu}|liên (?:tịch|[Bb]ộ|[Ss]ở)\s)", text):
        rest = text[glue.end() :]
        words = key(rest[:60])
        own = ";" not in rest and (is_agency(words) or is_position(words)) and _OPENING_VERB.search(rest)
        if own and _AGREES.match(rest):
            return glue.end()  # "Xét đề nghị của Bộ X, Thủ tướng Chính phủ đồng ý ..."
        if (
            own
            and (text.endswith(":") or glue.group().startswith(";"))
            and regex.search(
                r"(?:như sau|sau đây|nội dung)[^:]*:$|\b(?:xây dựng|ban hành|thông báo|báo cáo|đề nghị|yêu cầu)\b|\bchỉ thị:$",
                rest,
            )
        ):
            head = rest.split(",")[0]
            if glue.group().startswith((";", ".")) or _OPENING_VERB.search(head):
                return glue.end()
    return len(text)


def basis(kind: BasisKind, span: Span) -> DraftBasis:
    """A basis with its citations; the closing ; or , is cut off, a full stop stays."""
    trimmed = spans.strip_end(span, " ;,")
    return DraftBasis(kind, trimmed, citations.find(trimmed, by_name=True))


def take_headed(
    sections: tuple[DraftSection, ...],
) -> tuple[tuple[DraftSection, ...], list[DraftBasis]]:
    """Bases listed as bullets under "I. Căn cứ lập kế hoạch:" are bases, not units."""
    bases: list[DraftBasis] = []
    kept: list[DraftSection] = []
    for section in sections:
        title = section.heading or (section.paragraphs[0] if section.paragraphs else None)
        if title is None or not _is_heading(title.text):
            kept.append(section)
            continue
        bullets = [child for child in section.children if child.kind == "bullet" and not child.children]
        for bullet in bullets:
            span = spans.join(bullet.paragraphs) if bullet.paragraphs else bullet.span
            bases.append(basis("legal", span))
        others = tuple(child for child in section.children if child not in bullets)
        own = [span for span in section.paragraphs if not _is_basis(span)]
        bases.extend(basis("legal", span) for span in section.paragraphs if _is_basis(span))
        kept.append(replace(section, children=others, paragraphs=tuple(own)))
    return tuple(kept), bases


def _is_basis(span: Span) -> bool:
    return span.text.startswith("Căn cứ ") or _names_instrument(span.text)


def _is_heading(text: str) -> bool:
    """Does a unit's heading announce the bases ("I. Căn cứ lập kế hoạch:")?"""
    return len(text) < 80 and bool(_HEADING.search(text))
