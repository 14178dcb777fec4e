"""Shapes found in running text and in headers: dates and document numbers, located but not valued.

Both the segmenter (where does the date stand?) and normalisation (what date is it?) use these, so that
what is found can always be read.
"""

from collections.abc import Iterator

import regex

_BLANK = r"[.…_\s]"

DATE = regex.compile(
    r"""
    (?:ngày \s* )? (?<![\d/.,-])
    (?:
      (?P<d>\d{1,2}) \s* (?P<s>[/.\-]) \s* (?P<m>\d{1,2}) \s* (?P=s) \s* (?P<y>\d{4}) (?![\d])
    | (?P<d>\d{1,2}) \s* ,? \s* tháng \s* (?P<m>\d{1,2}) \s* ,? \s* (?:năm \s*)? (?P<y>\d{4}) (?!\d)
    )
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
"""A whole date in running text: ``ngày 26 tháng 10 năm 2013``, ``22/9/2010``; groups d, m, y."""

NOTATION = r"[A-ZĐÐ][\p{L}\d&.]*(?:\s?[-–]\s?[A-ZĐÐ][\p{L}\d&.]*)*"

DOC_NUMBER = regex.compile(
    r"""
    (?<![\p{L}\d/.-])
    (?:
      \d{1,6}[a-zđ]? \s?/\s? (?: (?:19|20)\d{2} \s?/\s? )? (?=[^\s]*\p{Lu}) [A-ZĐÐ][\p{L}\d&]*
        (?: \s?[-–/]\s?(?=[A-ZĐÐ\d]) [A-ZĐÐ\d][\p{L}\d&.]* )*
    | \d{1,5}[a-z]?-[A-ZĐÐ]{2,}[\p{L}]*(?:/[A-ZĐÐ][\p{L}\d.]*)*
    )
    """,
    regex.VERBOSE,
)
"""A whole document number in running text: ``1755/QĐ-TTg``, ``43/2008/QĐ-TTg``, ``45-LCT``."""


def find_dates(text: str) -> Iterator[regex.Match[str]]:
    """All whole dates in a text; groups d, m, y hold digits."""
    return DATE.finditer(text)


def find_numbers(text: str) -> Iterator[regex.Match[str]]:
    """All document numbers in a text."""
    return DOC_NUMBER.finditer(text)
