"""Reads the header of a document: letterhead, number, place and date, type, subject, authority, addressees.

The order of the parts is that of Decree 30/2020/NĐ-CP, Annex I; the letterhead may have been a table, tabs,
``|`` lines or text, so every line is recognised by what it says (``particulars``) or, here, by its place.
"""

from collections.abc import Sequence

import msgspec

from vanban.corpus.layout import Grid
from vanban.corpus.text import key
from vanban.extract import agencies, issued, spans, titles
from vanban.extract.draft import DraftHeader, Span
from vanban.extract.items import Item, Line
from vanban.extract.labels import parse
from vanban.extract.particulars import Particulars
from vanban.extract.recognise import (
    ABOUT,
    ABOUT_IN_WORDS,
    NUMBER,
    appendix_label,
    cue,
    is_form_field,
    is_issued_with,
    is_unit,
    label_type,
    type_of,
)
from vanban.extract.vocabulary import first_rule, mark, notation_type

_LOOKAHEAD = 6  # stray lines above a type line or a number
_AUTHOR_GAP = 2  # lines between the author of an appendix and its title, that one included
_MAX_AGENCY = 150
_MAX_ABOUT = 200
_MAX_TITLE = 600
_MAX_TITLE_LINES = 14
_CLOSING = " ;.,:"


class HeaderRead(msgspec.Struct):
    """A header and where it ends. ``has_type_line``: a type name stood on a line of its own."""

    header: DraftHeader
    end: int
    label: Span | None = None
    has_type_line: bool = False
    leftovers: list[Span] = msgspec.field(default_factory=list)


class _Reader(Particulars):
    def read(self) -> HeaderRead:
        self._read_label()
        while (line := self._line()) and not self._is_body(line):
            if self._take_particular(line) or self._take_authority(line) or self._take_title(line):
                continue
            if not self._header_goes_on():
                break
            self._leftovers.append(line.span())
            self._at += 1
        self._split_subject()
        self._split_title_block()
        return HeaderRead(self._header(), self._at, self._label, self._has_type_line, self._leftovers)

    def _header_goes_on(self) -> bool:
        """Does a type line, a letterhead line or a title follow soon, so that this line is only a stray one?"""
        if self._type_known():
            return False
        if self._title_first and not self._subject and titles.above_capitals(self._items, self._at):
            return True
        for item in self._items[self._at + 1 : self._at + 1 + _LOOKAHEAD]:
            if isinstance(item, Grid) or parse(item.text) or cue(item):
                return False
            if type_of(item) or mark(item.key) in ("national", "motto") or NUMBER.match(item.text):
                return True
        return False

    def _read_label(self) -> None:
        above = agencies.leading_authors(self._items)
        self._at = len(above)
        line = self._line()
        opened = appendix_label(line) if line else None
        if line is None or opened is None:
            self._at = 0
            return
        for one in above:
            (self._leftovers if is_form_field(one) else self._agencies).append(one.span())
        self._label, title = opened
        self._fields["type"] = self._label
        self._type_name = label_type(self._label.text)
        self._letterhead_done = True
        if title:
            self._take_label_title(title, line)
        self._at += 1

    def _take_label_title(self, title: Span, line: Line) -> None:
        rest = line.cut(title)
        if is_issued_with(rest):
            self._issued = issued.read(title)
        else:
            self._subject.append(rest)

    def _is_body(self, line: Line) -> bool:
        """Does the body (or the preamble) begin here?"""
        if parse(line.text):
            return not line.text.startswith(("*", "-", "+")) or self._type_known() or bool(self._addressees)
        if first_rule("formulas.toml", line.key) and self._has_type_line and self._subject:
            return True
        found = cue(line)
        if found is None:
            return False
        if self._type_known() and not self._subject and not self._about:
            return line.head.startswith(("can cu", "xet", "chieu"))
        return self._type_known() or bool(self._about) or line.head.startswith(("can cu", "thuc hien"))

    def _take_title(self, line: Line) -> bool:
        """Lines told by their place: agencies above the type, the subject below it."""
        if (
            self._type_known()
            or self._title_first
            or (not self._main and titles.titles_annex(self._items, self._at))
        ):
            return self._take_author(line) or self._take_subject(line)
        about = ABOUT.match(line.text)
        named = "number" in self._fields or line.caps
        if about or (named and ABOUT_IN_WORDS.match(line.text) and not self._about):
            self._about.append(line.span(about.end() if about else 0))
            self._at += 1
            return True
        if self._about and self._continues_about(line):
            self._about.append(line.span())
            self._at += 1
            return True
        noted = notation_type(self._fields["number"].text) if "number" in self._fields else None
        if noted and titles.opens_lone_subject(self._items, self._at):
            return self._take_subject_of(noted, line)
        return self._take_agency(line)

    def _continues_about(self, line: Line) -> bool:
        if len(line.text) >= _MAX_ABOUT or self._addressees:
            return False
        return not line.caps or not agencies.names_agency(line, (), open_letterhead=False)

    def _take_agency(self, line: Line) -> bool:
        if self._about or self._addressees or len(line.text) > _MAX_AGENCY:
            return False
        if not agencies.names_agency(line, self._agencies, open_letterhead=not self._letterhead_done):
            return False
        self._agencies.append(line.span())
        self._at += 1
        return True

    def _take_authority(self, line: Line) -> bool:
        """Who decides, right above the bases, in a copy that has lost its title."""
        known = {"number", "date"} <= self._fields.keys() or self._about
        if self._type_known() or not known or not line.caps:
            return False
        found = titles.deciding(self._items, self._at)
        if found:
            self._fields["authority"] = spans.join([one.span() for one in found])
            self._at += len(found)
        return bool(found)

    def _take_author(self, line: Line) -> bool:
        """The body that drew up an appendix may stand between its label and its title."""
        if self._label is not None and not self._subject and agencies.completes(self._agencies, line):
            self._agencies.append(
                line.span()
            )  # what two columns part: "ỦY BAN NHÂN DÂN | Biểu số 1" / "TỈNH X"
            self._at += 1
            return True
        if self._label is None or self._subject or self._agencies or not agencies.names_author(line):
            return False
        below = self._items[self._at + 1 : self._at + 1 + _AUTHOR_GAP]
        if agencies.is_incomplete(line.text) or not any(isinstance(b, Line) and b.caps for b in below):
            return False
        self._agencies.append(line.span())
        self._at += 1
        return True

    def _take_subject(self, line: Line) -> bool:
        if len(self._subject) >= _MAX_TITLE_LINES or len(line.text) > _MAX_TITLE:
            return False
        if self._addressees or (self._subject and self._issued):
            return False
        if self._subject and not (
            titles.title_goes_on(self._subject[-1], line) or titles.above_issued(self._items, self._at)
        ):
            return False
        if not self._subject and not self._has_type_line and not titles.title_like(self._items, self._at):
            return False
        if is_unit(line) or line.key == "muc luc":
            return False
        self._subject.append(line if self._subject else titles.without_about(line))
        self._at += 1
        return True

    def _split_title_block(self) -> None:
        """Old copies print issuer, number and date inside the title: "... CỦA BỘ X SỐ 1/1998/QĐ NGÀY ... VỀ ..."."""
        if not self._subject:
            return
        title = spans.join([line.span() for line in self._subject])
        found = titles.title_block(title.text, self._fields.get("number"))
        if not found:
            if self._agencies and (about := titles.behind_issuer(title)):
                self._subject = [self._subject[0].cut(about)]
            return
        if found["joint"]:
            self._type_name = f"{self._type_name} {found['joint'].lower()}"
        for name in ("number", "date"):
            self._fields.setdefault(name, spans.cut(title, *found.span(name)))
        if not self._agencies:
            self._agencies.append(spans.cut(title, *found.span("agency")))
        rest = spans.cut(title, found.end())
        self._subject = [self._subject[0].cut(rest)] if rest.text else []

    def _split_subject(self) -> None:
        """The last lines of the title may name who decides: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"."""
        if not self._has_type_line or self._line() is None:
            return
        if not titles.leads_to_bases(self._items[self._at :]):
            return self._split_issuer()
        at = titles.authority_at(self._subject, self._agencies)
        if at is not None:
            self._fields["authority"] = spans.join([one.span() for one in self._subject[at:]])
            del self._subject[at:]

    def _split_issuer(self) -> None:
        """The same above running text: the issuer of the letterhead once more, with its place or country."""
        if len(self._subject) < 2 or not self._agencies:
            return
        *above, last = self._subject
        if last.key.startswith(key(self._agencies[-1].text)) and not agencies.is_incomplete(above[-1].text):
            self._fields["authority"], self._subject = last.span(), above

    def _header(self) -> DraftHeader:
        parent, agency = agencies.bodies(self._agencies)
        fields = dict(self._fields)
        if "type" not in fields and self._numbered_type:
            fields["type"], self._type_name = fields["number"], self._numbered_type.name
        if self._subject:
            fields["subject"] = spans.join([line.span() for line in self._subject])
        elif self._about:
            fields["subject"] = spans.join(self._about)
        if "authority" in fields:
            fields["authority"] = spans.strip_end(fields["authority"], _CLOSING)
        return DraftHeader(
            parent_agency=parent,
            agency=agency,
            type_name=self._type_name,
            addressees=tuple(self._addressees),
            issued_with=self._issued,
            **fields,
        )


def read(items: Sequence[Item], *, main: bool) -> HeaderRead:
    """The header at the beginning of a document's items."""
    return _Reader(items, main).read()
