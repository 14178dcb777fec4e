"""Shapes found in running text and in headers: dates and document numbers, located but not valued.

Both the segmenter (where does the date stand?) and normalisation (what date is it?) use these, so that
what is found can always be read. The patterns run over every paragraph of a document; each starts at a
digit (or at "ngày") and fails fast, and :func:`find_numbers` and :func:`find_dates` look for a cheap sign
first.
"""

from collections.abc import Iterator

import regex

from vanban.corpus.patterns import compiled

DASH = r"[-\u2010\u2011\u2012\u2013\u2212]"

DATE = compiled(
    r"""
    (?: [Nn]gày \s* | NGÀY \s* | (?<![\d\p{L}]|\d[/.,]) (?=\d) )
    (?P<d>\d{1,2}) \s*
    (?:
      (?P<s>[/.]) \s* (?P<m>\d{1,2}) \s* (?P=s) \s* (?P<y>[12]\d{3})
    | (?<!\d-\d\d?) - \s* (?P<m>\d{1,2}) \s* - \s* (?P<y>[12]\d{3})
    | / \s* (?P<m>\d{1,2}) \s* năm \s* (?P<y>[12]\d{3})
    | ,? \s* (?: [Tt]háng | THÁNG ) \s* (?P<m>\d{1,2}) \s* [,/.]? \s* (?: năm \s* | NĂM \s* )? (?P<y>[12]\d{3})
    )
    (?! \d | [/.]\d | \s?/\s?\p{Lu} )
    """,
    regex.VERBOSE,
)
"""A whole date in running text: ``ngày 26 tháng 10 năm 2013``, ``22/9/2010``; groups d, m, y hold digits.

Not every match is a day of the calendar (``31/02/2010`` is found, for a checker to complain about).
"""

# Types whose abbreviation opens a notation: Annex III of Decree 30/2020/NĐ-CP (văn bản hành chính), the
# types of the laws on legal documents, and those of older decrees, of the Party and of the courts.
_TYPES = (
    "NQ|QĐ|CT|QC|QyĐ|TC|TB|HD|CTr|KH|PA|ĐA|DA|BC|BB|TTr|HĐ|CĐ|BGN|BTT|GUQ|GM|GGT|GNP|PG|PC|PB|SY|TrS|SL"
    "|NĐ|TT|TTLT|TTLB|TTLN|NQLT|CTLT|QĐLT|PL|VBHN|L|LCT|CV|TL|KL|HP|ĐK|QT|GP|GCN|CP|TTg|HĐBT"
)
_TYPES = _TYPES.replace("Đ", "[ĐÐð]")

# Capitals of notations; vowels with a tone mark never stand in one, so words in capitals are no notation.
_UPPER = "A-ZĐÐðƯƠÔĂÂÊ"
# Web copies run the next word into the number: "13/2003/CT-UBchỉ đạo"; no notation holds a marked small letter.
_GLUED = rf"(?<=[{_UPPER}][{_UPPER}\d])(?=[bcdđghklmnpqrstvx]{{0,3}}(?![a-zđ])\p{{Ll}})"
_TOKEN = (
    rf"[{_UPPER}][{_UPPER}\d]*+"
    rf"(?:(?:[a-zđ]{{1,2}}(?:[{_UPPER}\d]++[a-zđ]{{0,2}})?)?+(?![\p{{L}}\d])|{_GLUED})"
)
# The first token shows two capitals (QĐ, CTr, QyĐ, A49 before "ngày"); "31/Tổ 5" and "2/Điều 3" do not.
_FIRST = rf"(?=[{_UPPER}][a-z]?[{_UPPER}]|[A-Z]\d\d(?:\s+ngày|-)){_TOKEN}"
_LAST = rf"[-–]\s(?=[{_UPPER}&]{{1,8}}\s+(?:ngày|của)\s){_TOKEN}"  # "906/KT- KĐ ngày"
_MORE = rf"(?:{_LAST}|(?:[-–/.&+]|\u2010|\u2011)(?=[{_UPPER}\d])(?:{_TOKEN}|\d{{1,3}}(?![\p{{L}}\d/.])))"
# "QĐ - UBND", "NĐ- CP", "TTLT - BTC - BXD": spaces only behind a type, where the notation cannot be whole.
_SPACED = rf"(?:TTLT(?:\s?{DASH}\s?{_TOKEN})+|(?:{_TYPES})\s?{DASH}\s?{_TOKEN})"
_LOWER = r"(?:n[qđ]|qđ|tt|ct|kh|tb|ttr|bc)-(?:ubnd|hđnd|ttg|cp|b\p{Ll}{1,6}|s\p{Ll}{1,6})(?!\p{L})"
_NOTATION = rf"(?:{_SPACED}|{_FIRST}){_MORE}*+"

_CURRENCY = r"(?:USD|EUR|VN[DĐ]|JPY|CNY)(?!\p{L})"

# A form, a table or a standard has a number of its own shape: "Mẫu số 29-TTr", "Biểu số 02/KH-ĐT",
# "QCVN 01:2019/BCT"; so has a price ("1.000/USD") and a kilometre post ("Km12+500/QL1A").
_NOT_AFTER = (
    r"(?<![\p{L}\d/+–-]|\d[.,:])"
    r"(?<!(?:[Mm]ẫu|MẪU|[Bb]iểu|BIỂU|[Pp]hụ\ lục|PHỤ\ LỤC|[Bb]ảng|[Hh]ình)(?:\ (?:số|SỐ))?:?\ ?)"
)

DOC_NUMBER = compiled(
    rf"""
    (?=\d) {_NOT_AFTER}
    (?:
      (?: \d{{1,6}}[a-eđ]?+ (?: \.\d\d? )? [.…_]*+ \s?/\s? ) (?: (?:19|20)\d\d | [5-9]\d(?=\s?/) ) \s?/\s?
        (?: {_NOTATION} | {_LOWER} )
    | (?! (?:19|20)\d\d\s?/\s?[{_UPPER}]{{1,5}}(?![-–/.&\p{{L}}\d]|\s+ngày) )
      \d{{1,6}}[a-eđ]?+ [.…_]*+ (?: / (?! {_CURRENCY} ) (?: {_NOTATION} | {_LOWER} ) | \s?/\s? {_SPACED} {_MORE}*+ )
    | \d\d\.\d{{1,2}} / {_FIRST} {_MORE}++
    | \d{{1,5}}[a-e]? (?: \s?-\s? (?=[^\s/]+/) {_FIRST} {_MORE}++ | - (?:{_TYPES})(?![\p{{L}}\d]) {_MORE}*+ )
    | (?<=[Ss][Ốố]:?\ ) \d{{1,5}}\ (?: (?=[^\s/]+/) {_FIRST} {_MORE}++ | (?:TTg|CP|HĐBT|UB|LB|CT)(?=\s+(?:ngày|NGÀY)) )
    )
    """,
    regex.VERBOSE,
)
"""A whole document number in running text.

``1755/QĐ-TTg``, ``43/2008/QĐ-TTg``, ``39/2019/QH14``, ``05 /2006/ QĐ-UBND``, ``178/CP``, ``45-LCT``,
``1141-TC/QĐ/CĐKT``, ``1141 TC/QĐ/CĐKT`` behind "số", ``145-QĐ/TU``, ``66.7/2026/NQ-CP``, ``05…./QĐ-UBND``. A year alone before a bare word (``2013/KH 2014``) is no number.
"""

_DATE_SIGN = compiled(r"\d\s*(?:[/.-]\s*\d|,?\s*[Tt]háng|,?\s*THÁNG)")
_NUMBER_SIGN = compiled(rf"[/-]\s?[{_UPPER}nqtckb]|\d (?:TTg|CP|HĐBT|UB|LB|CT) ngày")


def find_dates(text: str) -> Iterator[regex.Match[str]]:
    """All whole dates in a text; groups d, m, y hold digits."""
    return DATE.finditer(text) if _DATE_SIGN.search(text) else iter(())


def find_numbers(text: str) -> Iterator[regex.Match[str]]:
    """All document numbers in a text."""
    return DOC_NUMBER.finditer(text) if _NUMBER_SIGN.search(text) else iter(())
