"""What a survey has found, in a database of its own that lasts as long as the survey: an archive may be of any size.

The files themselves, their contents and what cannot be looked into are those of the journal of a run; what their
contents tell, and what some of them take to read, stand beside them.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from vanban import alike
from vanban.alike import Card
from vanban.batch.journal import Journal

_TABLES = """
CREATE TABLE facts (
  sha256 TEXT PRIMARY KEY, format TEXT, pages INTEGER, text_layer TEXT, encoding TEXT, readable INTEGER, code TEXT,
  message TEXT, remedy TEXT
) WITHOUT ROWID;
CREATE TABLE cards (
  sha256 TEXT PRIMARY KEY, path TEXT, number TEXT, date TEXT, seconds REAL, bytes INTEGER, card BLOB
) WITHOUT ROWID;
CREATE TABLE twins (path TEXT PRIMARY KEY, other TEXT) WITHOUT ROWID;
CREATE VIEW entries AS SELECT
  f.path, f.bytes, t.other,
  coalesce((SELECT min(g.path) FROM files g WHERE g.sha256 = f.sha256 AND g.kind = 'file'), f.path) AS first,
  d.format, d.pages, d.text_layer, d.encoding, coalesce(d.readable, 0) AS readable,
  coalesce(f.code, d.code) AS code, coalesce(f.message, d.message) AS message, coalesce(f.remedy, d.remedy) AS remedy
  FROM files f LEFT JOIN facts d ON d.sha256 = f.sha256 LEFT JOIN twins t ON t.path = f.path
  WHERE f.kind NOT IN ('ignored', 'container');
"""
_SCAN = "coalesce(text_layer IN ('none', 'unreadable'), 0)"
"""Whether the text of a file must be recognised."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the content of a file tells."""

    format: str | None = None
    pages: int | None = None
    text_layer: str | None = None
    encoding: str | None = None
    readable: bool = False
    code: str | None = None
    message: str | None = None
    remedy: str | None = None


class Entry(Facts, frozen=True, kw_only=True):
    """One file.

    ``text_layer``: native, ocr, mixed, none (pages are images) or unreadable; ``encoding``: that of the
    text; ``pages`` of formats that have them. A file that is not ``readable`` has the ``code`` of the
    error, a ``message`` and a ``remedy``; ``needs-ocr`` means that its text must be recognised first.
    ``duplicate_of`` names an earlier file with the same content, ``same_as`` one with the same document in another
    form (looked for on request).
    """

    path: str
    bytes: int | None = None
    duplicate_of: str | None = None
    same_as: str | None = None


class Content(msgspec.Struct, frozen=True):
    """A content and the first file that has it: of a member of a container, that and its places there."""

    sha256: str
    path: str
    container: str | None
    places: str


class Findings(Journal):
    """The database of one survey.

    Args:
        folder: where it may be; who made the folder removes it.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "survey.sqlite")
        self._db.execute("PRAGMA synchronous = OFF")  # it is of no use to anyone later
        self._db.executescript(_TABLES)

    def contents(self) -> Iterator[Content]:
        """Every content once, in the order of the paths."""
        return self._contents("contents", "SELECT sha256 FROM files WHERE kind = 'file' GROUP BY 1", ())

    def few(self, each: int, scans: int) -> Iterator[Content]:
        """Some readable contents of each format, fewer of scans: by their hashes, which is at random, and the same
        every time."""
        return self._contents(
            "few",
            f"""SELECT sha256 FROM (SELECT sha256, {_SCAN} AS scan, row_number() OVER
              (PARTITION BY format, {_SCAN} ORDER BY sha256) AS number FROM facts WHERE readable)
            WHERE number <= iif(scan, ?, ?)""",
            (scans, each),
        )

    def readable(self) -> Iterator[Content]:
        """All readable contents."""
        return self._contents("readable", "SELECT sha256 FROM facts WHERE readable", ())

    def note(self, sha256: str, facts: Facts) -> None:
        """What a content tells."""
        values = msgspec.structs.astuple(facts)
        self._do("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (sha256, *values))

    def keep(self, content: Content, card: Card) -> None:
        """What reading a content in full has shown."""
        self._do(
            "INSERT OR REPLACE INTO cards VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                content.sha256, content.path, card.number, card.date, card.seconds, card.bytes,
                msgspec.msgpack.encode(card),
            ),
        )  # fmt: skip

    def match(self) -> None:
        """Find documents that are there in two forms, among those of one number and date at a time."""
        rows = self._stream(
            """SELECT number, date, path, card FROM cards WHERE (number, date) IN
              (SELECT number, date FROM cards WHERE number <> '' AND date <> '' GROUP BY 1, 2 HAVING count(*) > 1)
            ORDER BY number, date, path""",
            (),
        )
        for _, group in groupby(rows, key=lambda row: row[:2]):
            cards = {path: msgspec.msgpack.decode(card, type=Card) for _, _, path, card in group}
            self._many("INSERT INTO twins VALUES (?, ?)", list(alike.same(cards).items()))

    def entries(self, code: str | None = None, *, twins: bool = False, most: int = -1) -> Iterator[Entry]:
        """Files by path: all, those with a code, or those that are another's document; ``most`` of them."""
        rows = self._stream(
            f"""SELECT path, bytes, nullif(first, path), other, format, pages, text_layer, encoding, readable, code,
            message, remedy FROM entries WHERE (?1 IS NULL OR code = ?1) AND (NOT ?2 OR other IS NOT NULL)
            ORDER BY path LIMIT {int(most)}""",
            (code, twins),
        )
        for path, size, first, other, format, pages, layer, encoding, readable, why, message, remedy in rows:
            yield Entry(
                path=path, bytes=size, duplicate_of=first, same_as=other, format=format, pages=pages,
                text_layer=layer, encoding=encoding, readable=bool(readable), code=why, message=message, remedy=remedy,
            )  # fmt: skip

    def sums(self) -> tuple[int, ...]:
        """Files, readable ones, bytes, pages, copies of others, documents that are there in another form."""
        return tuple(
            self._one(
                """SELECT count(*), coalesce(sum(readable), 0), coalesce(sum(bytes), 0), coalesce(sum(pages), 0),
                coalesce(sum(first <> path), 0), count(other) FROM entries""",
                (),
            )
        )

    def counts(self, column: str) -> dict[str, int]:
        """How often each value of a column occurs, the most frequent first; "" where a file has none."""
        assert column in Entry.__struct_fields__
        return dict(
            self._stream(
                f"SELECT coalesce({column}, ''), count(*) FROM entries GROUP BY 1 ORDER BY 2 DESC, 1", ()
            )
        )

    def estimate(self) -> tuple[int, float, float]:
        """Files that were read in full; what all readable ones will take, in seconds and bytes.

        What was read stands for all of its format, by number; scans by themselves, by pages where both tell them.
        """
        rows = self._stream(
            f"""SELECT count(c.sha256), sum(c.seconds), sum(c.bytes), count(*), {_SCAN},
              sum(iif(c.sha256 IS NULL, 0, d.pages)), sum(d.pages), sum(d.pages IS NULL)
            FROM facts d LEFT JOIN cards c ON c.sha256 = d.sha256 WHERE d.readable GROUP BY d.format, {_SCAN}""",
            (),
        )
        read, seconds, size = 0, 0.0, 0.0
        for cards, cost, takes, all, scan, pages_read, pages, unknown in rows:
            if cards:
                share = pages / pages_read if scan and pages_read and not unknown else all / cards
                read, seconds, size = read + cards, seconds + share * cost, size + share * takes
        return read, seconds, size

    def _contents(self, name: str, chosen: str, values: Iterable[Any]) -> Iterator[Content]:
        self._snapshot(
            name,
            f"""SELECT t.sha256, f.path, f.container, f.places FROM
              (SELECT sha256, min(path) AS path FROM files WHERE kind = 'file' AND sha256 IN ({chosen}) GROUP BY 1) t
            JOIN files f ON f.path = t.path ORDER BY f.path""",
            tuple(values),
        )
        return (Content(*row) for row in self._paged(name))
