"""The particulars of a document above its body: number, place and date, addressees, type, what it was issued with.

Each is known by its own words, wherever it stands; what only its place tells is read in ``header``.
"""

from collections.abc import Sequence

import regex
from msgspec.structs import replace

from vanban.extract import addressees, issued, letterhead, spans, titles
from vanban.extract.draft import DraftCitation, Span
from vanban.extract.items import Item, Line
from vanban.extract.recognise import (
    ABOUT,
    DATE_LINE,
    DATE_TAIL,
    ORNAMENT,
    is_form_field,
    is_issued_with,
    is_numbered,
    names_issuer_only,
    own_number,
    type_of,
)
from vanban.extract.vocabulary import DocumentType, leading_type, mark, notation_type

_MAX_DATE_LINE = 90
_MAX_ISSUED_LINES = 4


class Particulars:
    """Takes line after line; what is found stands in the fields that ``header`` goes on with."""

    def __init__(self, items: Sequence[Item], main: bool) -> None:
        self._items = items
        self._main = main
        # An annex without a letterhead begins with its title.
        self._title_first = not main and not letterhead.has_letterhead(items)
        self._at = 0
        self._agencies: list[Span] = []
        self._about: list[Span] = []
        self._subject: list[Line] = []
        self._addressees: list[Span] = []
        self._fields: dict[str, Span] = {}
        self._issued: DraftCitation | None = None
        self._label: Span | None = None
        self._type_name: str | None = None
        self._numbered_type: DocumentType | None = None  # "ÁN LỆ SỐ 57/2023/AL" names the type as well
        self._letterhead_done = False
        self._has_type_line = False
        self._leftovers: list[Span] = []

    def _line(self) -> Line | None:
        item = self._items[self._at] if self._at < len(self._items) else None
        return item if isinstance(item, Line) else None

    def _type_known(self) -> bool:
        return "type" in self._fields

    def _take_particular(self, line: Line) -> bool:
        """Lines recognised by their own words, wherever they stand above the body."""
        field_name = mark(line.key)
        if field_name == "gazette":
            self._at += 1
            return True
        if field_name in ("national", "motto", "party"):
            self._letterhead_done = self._letterhead_done or bool(self._agencies)
            self._at += 1
            return True
        if field_name and not self._subject:
            self._fields.setdefault(field_name, line.span())
            self._at += 1
            return True
        if not any(map(str.isalnum, line.text)) or ORNAMENT.fullmatch(line.text):
            self._at += 1
            return True
        if is_form_field(line) and not self._subject:
            self._leftovers.append(line.span())
            self._at += 1
            return True
        if self._take_numbered_title(line) or self._take_number(line) or self._take_date(line):
            return True
        if self._take_address():
            return True
        if is_issued_with(line):
            self._take_issued_lines()
            return True
        return self._take_type(line)

    def _take_number(self, line: Line) -> bool:
        if "number" in self._fields:
            return False
        if self._subject and self._label is None and not (line.text.startswith("Số:") and is_numbered(line)):
            return False  # only contracts print their number below the title
        if self._has_type_line and line.head.startswith("cua "):
            return False  # "của Chính phủ Số 94/1998/NĐ-CP ..." belongs to a title block
        match = own_number(line)
        if not match:
            return False
        if self._label is not None and not is_numbered(line):
            return self._take_blank(line)
        end = match.end()
        if tail := DATE_TAIL.search(line.text, match.start("number")):
            end = tail.start()
        self._fields["number"] = line.span(0, end)
        self._numbered_type = leading_type(line.head) if line.caps else None
        self._at += 1
        rest = line.span(end)
        if rest.text:
            self._take_rest(rest)
        return True

    def _take_blank(self, line: Line) -> bool:
        """The number of a form, which is yet to be filled in."""
        blank = not self._subject and line.text.startswith("Số")
        if blank:
            self._leftovers.append(line.span())
            self._at += 1
        return blank

    def _take_numbered_title(self, line: Line) -> bool:
        found = None if self._type_known() or "number" in self._fields else titles.numbered_title(line)
        if found is None:
            return False
        self._fields |= {"type": found.number, "number": found.number, "date": found.date}
        self._type_name = found.type.name
        self._has_type_line = self._letterhead_done = True
        self._at += 1
        if found.rest.text:
            self._subject.append(line.cut(found.rest))
        elif (below := self._line()) and (parted := titles.issuer_first(below.span())):
            self._agencies.append(parted[0])
            self._subject.append(below.cut(parted[1]))
            self._at += 1
        return True

    def _take_rest(self, rest: Span) -> None:
        """What stands behind the number on its line: place and date, or the subject of a letter."""
        if found := DATE_LINE.match(rest.text):
            self._set_date(rest, found)
        elif about := ABOUT.match(rest.text):
            self._about.append(spans.cut(rest, about.end()))
        else:
            self._leftovers.append(rest)

    def _take_date(self, line: Line) -> bool:
        if "date" in self._fields or len(line.text) > _MAX_DATE_LINE:
            return False
        found = DATE_LINE.match(line.text)
        if not found:
            return False
        self._set_date(line.span(), found)
        self._at += 1
        return True

    def _set_date(self, span: Span, found: regex.Match[str]) -> None:
        if any(map(str.isalnum, found["place"])):  # a form leaves a blank for it
            self._fields["place"] = spans.cut(span, found.start("place"), found.end("place"))
        self._fields["date"] = spans.cut(span, found.start("date"), found.end("date"))
        self._letterhead_done = True

    def _take_address(self) -> bool:
        found = addressees.read(self._items, self._at)
        if found is None:
            return False
        self._addressees.extend(found.names)
        self._at = found.end
        self._letterhead_done = True
        return True

    def _take_issued_lines(self) -> None:
        """The line may run over several, up to its closing bracket."""
        found: list[Span] = []
        while (line := self._line()) and len(found) < _MAX_ISSUED_LINES:
            found.append(line.span())
            self._at += 1
            text = " ".join(span.text for span in found)
            if not text.startswith(("(", "[")) or text.count("(") <= text.count(")"):
                break
        self._issued = issued.read(spans.join(found))

    def _take_type(self, line: Line) -> bool:
        if self._type_known() or self._subject:
            return False
        found = type_of(line)
        if not found:
            return False
        name, span, rest = found
        noted = notation_type(self._fields["number"].text) if rest and "number" in self._fields else None
        if noted and name == "Quy định" != noted:
            return self._take_subject_of(noted, line)
        self._fields["type"] = span
        self._type_name = name
        self._has_type_line = True
        self._letterhead_done = True
        self._at += 1
        if rest and rest.text and not names_issuer_only(rest.text):
            self._subject.append(line.cut(rest))
        elif (below := self._line()) and titles.goes_on_with_issuer(rest, below):
            self._at += 1
        return True

    def _take_subject_of(self, type_name: str, line: Line) -> bool:
        """A copy has lost its type: "QUY ĐỊNH PHÂN CẤP ..." below the number of a circular is its subject."""
        self._fields["type"] = replace(line.span(), origin="inferred")
        self._type_name = type_name
        self._has_type_line = self._letterhead_done = True
        self._subject.append(line)
        self._at += 1
        return True
