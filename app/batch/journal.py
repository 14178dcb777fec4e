"""The journal of a folder of results: which files were seen, what they hold, and what became of each content.

An SQLite database that only the run itself opens. Every result is in it as soon as its files are written, so that
whatever ends a run, the next one goes on from there. Files are told by their content (SHA-256): a result belongs to
a content and to the version of the program that made it, and is used for every file with that content.

A file's row has a ``run``: the last run that saw it. One with an older number has vanished.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import msgspec

from vanban.corpus.errors import OutputError, VanbanError
from vanban.outputs import files
from vanban.outputs.parts import Part

FORMAT = "1"
"""Of the database; one of another format is not opened."""

_TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
  path TEXT PRIMARY KEY, run INTEGER NOT NULL, stamp TEXT NOT NULL, kind TEXT, container TEXT, places TEXT,
  bytes INTEGER, sha256 TEXT, code TEXT, message TEXT, remedy TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_by_content ON files (sha256, path, run);
CREATE INDEX IF NOT EXISTS files_by_container ON files (container);
CREATE TABLE IF NOT EXISTS results (
  sha256 TEXT PRIMARY KEY, version TEXT NOT NULL, limits TEXT NOT NULL, path TEXT NOT NULL, bom INTEGER NOT NULL,
  status TEXT NOT NULL, code TEXT, message TEXT, remedy TEXT, format TEXT,
  pages INTEGER, documents INTEGER, problems INTEGER, remarks TEXT, tables INTEGER, province INTEGER, issued INTEGER, digest TEXT, made INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parts (
  province INTEGER, issued INTEGER, bucket TEXT, digest TEXT, PRIMARY KEY (province, issued, bucket)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unsettled (number INTEGER PRIMARY KEY, what TEXT);
CREATE TABLE IF NOT EXISTS mirrored (path TEXT PRIMARY KEY, stamp TEXT, digest TEXT) WITHOUT ROWID;
"""
_LIVE = "EXISTS (SELECT 1 FROM files f WHERE f.sha256 = r.sha256 AND f.run = :run AND f.kind = 'file')"
_WRITTEN = "r.status IN ('done', 'partial')"


class File(msgspec.Struct, frozen=True):
    """A file seen. ``kind``: file, container, ignored, error, or None for one whose content is not known yet."""

    path: str
    stamp: str
    kind: str | None = None
    container: str | None = None
    places: str = ""
    bytes: int | None = None
    sha256: str | None = None
    code: str | None = None
    message: str | None = None
    remedy: str | None = None


class Became(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a content."""

    sha256: str
    status: str
    code: str | None = None
    message: str | None = None
    remedy: str | None = None
    format: str | None = None
    pages: int | None = None
    documents: int = 0
    problems: int = 0
    remarks: str = ""
    tables: int = 0
    province: int = 0
    issued: int = 0
    digest: str | None = None


class Result(Became, frozen=True, kw_only=True):
    """What became of a content, which version and settings made it so, and in which run. The columns of ``results``."""

    version: str
    limits: str
    path: str
    bom: bool
    made: int = 0


class Row(msgspec.Struct, frozen=True):
    """A file with its result, for the report; ``first`` is the first file of the same content.

    ``made``: the run that made the result.
    """

    path: str
    run: int
    kind: str | None
    sha256: str | None
    first: str | None
    status: str | None
    code: str | None
    message: str | None
    remedy: str | None
    documents: int
    problems: int
    remarks: str
    made: int


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Trouble with the database as an error that says what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OutputError(
            f"The journal of the run cannot be written ({error}).",
            path=str(path),
            remedy="Free some space on the disk, check permissions, and run again.",
        ) from error
    except sqlite3.DatabaseError as error:
        raise OutputError(
            f"The journal of the run is damaged ({error}).",
            path=str(path),
            remedy="Delete it: the files are read again.",
        ) from error


class Journal:
    """The database of one folder of results. Use it as a context manager.

    Raises:
        OutputError: it cannot be written, is damaged, or is that of another version of vanban.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        files.make_folder(path.parent)
        with _told(path):
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("PRAGMA temp_store = FILE")
            self._db.executescript(_TABLES)
        if self.get("format", FORMAT) != FORMAT:
            self.close()
            raise OutputError(
                "The folder was made by another version of vanban.",
                path=str(path),
                remedy="Name another folder of results, or delete this one.",
            )
        self.set("format", FORMAT)
        self.run = int(self.get("run", "0"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def get(self, name: str, default: str = "") -> str:
        """A remembered value."""
        row = self._one("SELECT value FROM meta WHERE name = ?", (name,))
        return str(row[0]) if row else default

    def set(self, name: str, value: str) -> None:
        """Remember a value."""
        self._do("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    # What is seen

    def begin(self, again: Sequence[str]) -> None:
        """A new run begins: nothing is seen yet.

        Args:
            again: states and codes of files to look at again although they have not changed.
        """
        self.run += 1
        self.set("run", str(self.run))
        self._do(
            f"""UPDATE files SET kind = NULL WHERE kind = 'error'
            AND (code IN ({_marks(again)}) OR 'failed' IN ({_marks(again)}))""",
            (*again, *again),
        )

    def see(self, seen: Sequence[File]) -> None:
        """Files that were met; what is known of one whose stamp is the same stays known."""
        rows = [(*_values(file), self.run) for file in seen]
        self._many(
            """INSERT INTO files (path, stamp, kind, container, places, bytes, sha256, code, message, remedy, run)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET run = excluded.run,
              kind = excluded.kind, container = excluded.container, places = excluded.places,
              bytes = excluded.bytes, sha256 = excluded.sha256, stamp = excluded.stamp,
              code = excluded.code, message = excluded.message, remedy = excluded.remedy
            WHERE excluded.kind IS NOT NULL OR files.kind IS NULL OR files.kind = 'ignored'
              OR (files.kind = 'error' AND files.code NOT IN ('time-limit', 'memory-limit', 'crash'))
              OR files.container IS NOT NULL OR files.stamp <> excluded.stamp""",
            rows,
        )
        self._many("UPDATE files SET run = ? WHERE path = ?", [(self.run, file.path) for file in seen])

    def know(self, files: Sequence[File]) -> None:
        """What files hold that were seen before."""
        self._many(
            """UPDATE files SET kind = ?, bytes = coalesce(?, bytes), sha256 = ?, code = ?, message = ?, remedy = ?
            WHERE path = ?""",
            [(f.kind, f.bytes, f.sha256, f.code, f.message, f.remedy, f.path) for f in files],
        )

    def see_members(self) -> None:
        """Members of containers that have not changed."""
        self._do(
            """UPDATE files SET run = :run WHERE container IN
            (SELECT path FROM files WHERE run = :run AND kind = 'container')""",
            {"run": self.run},
        )

    def unknown(self) -> Iterator[tuple[str, int]]:
        """Path and size of files whose content is not known yet, in order."""
        after = ""
        while rows := self._all(
            """SELECT path, coalesce(bytes, 0) FROM files
            WHERE run = ? AND kind IS NULL AND path > ? ORDER BY path LIMIT 1000""",
            (self.run, after),
        ):
            yield from rows
            after = rows[-1][0]

    # What is to be done

    def plan(self, versions: Mapping[str, str], limits: str, again: Iterable[str]) -> int:
        """Make the list of contents that have no result, or one that no longer holds.

        Args:
            versions: the one that holds for each format, and for "": no format was found.
            limits: those of the run; a result that came of others and is about a limit no longer holds.
            again: states and codes whose results are made again whatever they are.

        Returns:
            How many there are.
        """
        states = list(again)
        known = ", ".join("(?, ?)" for _ in versions)
        return self._snapshot(
            "todo",
            f"""SELECT f.path, f.sha256, f.container, f.places FROM (
              SELECT min(f.path) AS path FROM files f LEFT JOIN results r ON r.sha256 = f.sha256
              WHERE f.run = ? AND f.kind = 'file' AND (r.sha256 IS NULL
                OR (coalesce(r.format, ''), r.version) NOT IN (VALUES {known})
                OR (r.code IN ('too-large', 'time-limit', 'memory-limit') AND r.limits <> ?)
                OR r.status IN ({_marks(states)}) OR r.code IN ({_marks(states)}))
              GROUP BY f.sha256) t JOIN files f ON f.path = t.path ORDER BY f.path""",
            (self.run, *(value for pair in versions.items() for value in pair), limits, *states, *states),
        )

    def todo(self) -> Iterator[tuple[str, str, str | None, str]]:
        """Path, SHA-256, container and places of what :meth:`plan` found, in the order of the paths."""
        return self._paged("todo")

    def record(self, result: Result) -> None:
        """Keep a result; it is there whatever happens next."""
        columns = Result.__struct_fields__
        self._enter(
            result.sha256,
            f"INSERT OR REPLACE INTO results ({', '.join(columns)}) VALUES ({_marks(columns)})",
            msgspec.structs.astuple(result),
        )

    def replace_content(self, path: str, sha256: str) -> None:
        """A file's content has changed since it was looked at; it is looked at again in the next run."""
        self._do("UPDATE files SET sha256 = ?, stamp = '' WHERE path = ?", (sha256, path))

    def fail(self, path: str, code: str, message: str, remedy: str | None) -> None:
        """A file cannot be read any more."""
        self._do(
            "UPDATE files SET kind = 'error', sha256 = NULL, code = ?, message = ?, remedy = ? WHERE path = ?",
            (code, message, remedy, path),
        )

    def lose(self, ids: Iterable[str]) -> None:
        """Results of which a file is missing or broken are made again."""
        self._many(
            f"DELETE FROM results AS r WHERE sha256 >= ? AND sha256 < ? AND {_WRITTEN}",
            [(id, id + "g") for id in ids],
        )

    def spoil(self, id: str, error: VanbanError) -> None:
        """A document that was converted but cannot be published is one that failed."""
        self._do(
            """UPDATE results SET status = 'failed', code = ?, message = ?, remedy = ?, documents = 0, problems = 0,
            remarks = '', tables = 0, digest = NULL WHERE sha256 >= ? AND sha256 < ?""",
            (error.code, error.message, error.remedy, id, id + "g"),
        )

    # What is to be published

    def renamed(self, bom: bool) -> Iterator[tuple[str, str]]:
        """SHA-256 and first path of documents that bear another path, or whose tables have the other form."""
        self._snapshot(
            "renames",
            f"""SELECT r.sha256, min(f.path) FROM results r JOIN files f ON f.sha256 = r.sha256
            WHERE f.run = :run AND f.kind = 'file' AND {_WRITTEN} GROUP BY r.sha256
            HAVING min(f.path) <> r.path OR (r.tables > 0 AND r.bom <> :bom)""",
            {"run": self.run, "bom": bom},
        )
        return self._paged("renames")

    def rename(self, sha256: str, path: str, bom: bool, digest: str) -> None:
        """The document bears this path now."""
        self._enter(
            sha256,
            "UPDATE results SET path = ?, bom = ?, digest = ? WHERE sha256 = ?",
            (path, bom, digest, sha256),
        )

    def written(self, shard: str) -> Iterator[tuple[str, bool, bool]]:
        """Ids of documents that begin with two digits: whether each has tables, and whether its file is there."""
        return self._stream(
            f"""SELECT substr(r.sha256, 1, 16), r.tables > 0, {_LIVE} FROM results r
            WHERE r.sha256 >= :low AND r.sha256 < :high AND {_WRITTEN}""",
            {"run": self.run, "low": shard, "high": shard + "g"},
        )

    def groups(self) -> dict[tuple[int, int], int]:
        """How many living documents each province and year has."""
        rows = self._stream(
            f"SELECT province, issued, count(*) FROM results r WHERE {_WRITTEN} AND {_LIVE} GROUP BY 1, 2",
            {"run": self.run},
        )
        return {(province, issued): count for province, issued, count in rows}

    def living(self) -> Iterator[tuple[int, int, str, str]]:
        """Province, year, id and digest of all living documents, in this order."""
        return self._stream(
            f"""SELECT province, issued, substr(sha256, 1, 16), digest FROM results r
            WHERE {_WRITTEN} AND {_LIVE} ORDER BY province, issued, sha256""",
            {"run": self.run},
        )

    def parts(self) -> dict[Part, str]:
        """The parts that are written, with the digest of what is in each."""
        rows = self._stream("SELECT province, issued, bucket, digest FROM parts", {})
        return {Part(province, issued, bucket): digest for province, issued, bucket, digest in rows}

    def set_part(self, part: Part, digest: str | None) -> None:
        """A part was written, or removed (None)."""
        key = (part.province, part.issued, part.bucket)
        if digest is None:
            self._do("DELETE FROM parts WHERE province = ? AND issued = ? AND bucket = ?", key)
        else:
            self._enter(part.name, "INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?)", (*key, digest))

    def set_combined(self, digest: str) -> None:
        """The CSV files hold parts of this digest."""
        self._enter("combined", "INSERT OR REPLACE INTO meta VALUES ('combined', ?)", (digest,))

    # What may not be on disk yet

    def unsettled(self) -> int:
        """The number of the last thing that was written and may not be on disk; 0 for none."""
        return int(self._one("SELECT coalesce(max(number), 0) FROM unsettled", ())[0])

    def settle(self, number: int) -> None:
        """Everything up to this number is on disk."""
        self._do("DELETE FROM unsettled WHERE number <= ?", (number,))

    def lose_unsettled(self) -> None:
        """Results and parts that may not be on disk are made again."""
        if self.unsettled():
            self._do("DELETE FROM results WHERE sha256 IN (SELECT what FROM unsettled)")
            for part in self.parts():
                if self._one("SELECT 1 FROM unsettled WHERE what = ?", (part.name,)):
                    self.set_part(part, None)
            self.set("combined", "")
            self._do("DELETE FROM unsettled")

    # What is behind a URL

    def mirrored(self, path: str) -> tuple[str, str]:
        """Stamp and digest of a file of the results when it was copied; empty where that is not known."""
        row = self._one("SELECT stamp, digest FROM mirrored WHERE path = ?", (path,))
        return (str(row[0]), str(row[1])) if row else ("", "")

    def all_mirrored(self) -> Iterator[str]:
        """All files that are there, in order."""
        after = ""
        while rows := self._all(
            "SELECT path FROM mirrored WHERE path > ? ORDER BY path LIMIT 1000", (after,)
        ):
            yield from (path for (path,) in rows)
            after = rows[-1][0]

    def set_mirrored(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Files were copied: path, stamp and digest of each."""
        self._many("INSERT OR REPLACE INTO mirrored VALUES (?, ?, ?)", rows)

    def drop_mirrored(self, paths: Iterable[str] | None) -> None:
        """Files were removed; None for all."""
        if paths is None:
            self._do("DELETE FROM mirrored")
        else:
            self._many("DELETE FROM mirrored WHERE path = ?", [(path,) for path in paths])

    # What is told

    def rows(self) -> Iterator[Row]:
        """All files by path, those that have vanished too; containers stand for what they hold."""
        found = self._stream(
            """SELECT f.path, f.run, f.kind, f.sha256,
              (SELECT min(g.path) FROM files g WHERE g.sha256 = f.sha256 AND g.run = :run AND g.kind = 'file'),
              r.status, coalesce(f.code, r.code), coalesce(f.message, r.message), coalesce(f.remedy, r.remedy),
              coalesce(r.documents, 0), coalesce(r.problems, 0), coalesce(r.remarks, ''),
              coalesce(r.made, 0)
            FROM files f LEFT JOIN results r ON r.sha256 = f.sha256
            WHERE f.kind IS NOT 'container' ORDER BY f.path""",
            {"run": self.run},
        )
        return (Row(*row) for row in found)

    # SQL

    def _enter(self, what: str, sql: str, values: Any) -> None:
        """Enter something that was just written to files."""
        with self._transaction():
            self._db.execute("INSERT INTO unsettled (what) VALUES (?)", (what,))
            self._db.execute(sql, values)

    def _do(self, sql: str, values: Any = ()) -> None:
        with _told(self._path):
            self._db.execute(sql, values)

    def _many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        with self._transaction():
            self._db.executemany(sql, rows)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing of what is done inside."""
        with _told(self._path):
            self._db.execute("BEGIN")
            try:
                yield
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _one(self, sql: str, values: Any) -> Any:
        with _told(self._path):
            return self._db.execute(sql, values).fetchone()

    def _all(self, sql: str, values: Any) -> list[Any]:
        with _told(self._path):
            return self._db.execute(sql, values).fetchall()

    def _snapshot(self, name: str, sql: str, values: Any) -> int:
        """Keep what a query finds now, so that the tables may change while it is gone through; how many rows."""
        self._do(f"DROP TABLE IF EXISTS temp.{name}")
        self._do(f"CREATE TEMP TABLE {name} AS {sql}", values)
        return int(self._one(f"SELECT count(*) FROM temp.{name}", ())[0])

    def _paged(self, name: str) -> Iterator[Any]:
        after = 0
        while rows := self._all(
            f"SELECT rowid, * FROM temp.{name} WHERE rowid > ? ORDER BY rowid LIMIT 1000", (after,)
        ):
            yield from (row[1:] for row in rows)
            after = rows[-1][0]

    def _stream(self, sql: str, values: Any) -> Iterator[Any]:
        with _told(self._path):
            yield from self._db.execute(sql, values)


def _values(file: File) -> tuple[Any, ...]:
    return msgspec.structs.astuple(file)


def _marks(values: Sequence[Any]) -> str:
    """Question marks for a list of values; an empty list matches nothing."""
    return ", ".join("?" * len(values))
