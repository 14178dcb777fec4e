"""What is done to files, as functions of bytes that a child process, or a worker on another machine, carries out.

Requests and answers are plain data, validated where they arrive. Results are written here, where they are made; only
what the journal needs goes back. Every task may be done twice: it writes the same bytes.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from vanban import api
from vanban.batch.journal import Became, File
from vanban.corpus import remote
from vanban.corpus.budgets import Budgets
from vanban.corpus.containers import Containers, Member, Source, is_container
from vanban.corpus.detect import detect
from vanban.corpus.errors import DefectError, InputError, OutputError, VanbanError
from vanban.corpus.files import actual
from vanban.corpus.readers import load
from vanban.corpus.remote import is_url
from vanban.inputs import is_ignored, no_file
from vanban.normalize.model import Document
from vanban.outputs import jsondoc, store
from vanban.outputs.entries import places
from vanban.outputs.parts import Part, Unusable, build, partition


class Look(msgspec.Struct, frozen=True, tag="look"):
    """What do these files hold?"""

    paths: tuple[str, ...]


class Looked(msgspec.Struct, frozen=True, tag="looked"):
    """The files, and the members of those that are containers."""

    files: tuple[File, ...]


class Convert(msgspec.Struct, frozen=True, tag="convert"):
    """Make the results of a file. ``source``: the file on disk; ``places``: of a member of it."""

    path: str
    source: str
    places: tuple[int, ...]
    sha256: str


class Converted(Became, frozen=True, kw_only=True, tag="converted"):
    """What became of it; with another ``sha256`` than was asked for, the file has changed."""


class Rename(msgspec.Struct, frozen=True, tag="rename"):
    """Write a document again under another path, its tables in the form of this run."""

    id: str
    path: str


class Renamed(msgspec.Struct, frozen=True, tag="renamed"):
    """The digest of its JSON; None when it cannot be read back."""

    digest: str | None


class Build(msgspec.Struct, frozen=True, tag="build"):
    """Write what a part of the documents adds to the tables."""

    part: Part
    ids: tuple[str, ...]


class Built(msgspec.Struct, frozen=True, tag="built"):
    """Documents that cannot be published; unless there are none, nothing was written."""

    unusable: tuple[Unusable, ...]


class Unreadable(msgspec.Struct, frozen=True, tag="unreadable"):
    """The file cannot be read any more."""

    code: str
    message: str
    remedy: str | None


class NotWritten(msgspec.Struct, frozen=True, tag="not-written"):
    """A result cannot be written: the run ends."""

    message: str
    path: str | None
    remedy: str | None


Request = Look | Convert | Rename | Build
Answer = Looked | Converted | Renamed | Built | Unreadable | NotWritten

_requests = msgspec.msgpack.Decoder(Request)
_answers = msgspec.msgpack.Decoder(Answer)


def encode(request: Request) -> bytes:
    """A request as bytes."""
    return msgspec.msgpack.encode(request)


def decode(answer: bytes) -> Answer:
    """An answer, checked.

    Raises:
        DefectError: it is none that this module would give.
        OutputError: a result could not be written.
    """
    try:
        found: Answer = _answers.decode(answer)
    except msgspec.DecodeError as error:
        raise DefectError.of(error) from error
    if isinstance(found, NotWritten):
        raise OutputError(found.message, path=found.path, remedy=found.remedy)
    return found


class Tasks(msgspec.Struct, frozen=True):
    """Does what is asked.

    Attributes:
        out: the folder of results.
        work: the folder of what is kept beside them.
        budgets: limits of every file.
        bom: begin CSV files with a byte order mark.
        base: the folder that relative paths of files start from; "" for that of the process.
        searchable: write copies of scanned PDFs that can be searched.
    """

    out: str
    work: str
    budgets: Budgets
    bom: bool = False
    base: str = ""
    searchable: bool = False

    def __call__(self, request: bytes) -> bytes:
        """A request to its answer."""
        asked = _requests.decode(request)
        try:
            answer = self._do(asked)
        except OutputError as error:
            answer = NotWritten(error.message, error.path, error.remedy)
        return msgspec.msgpack.encode(answer)

    def _do(self, asked: Request) -> Answer:
        match asked:
            case Look(paths):
                return Looked(tuple(file for path in paths for file in _look(path, self.base, self.budgets)))
            case Convert():
                return self._convert(asked)
            case Rename(id, path):
                return self._rename(id, path)
            case Build(part, ids):
                return Built(build(Path(self.out), Path(self.work), part, ids))

    def _convert(self, asked: Convert) -> Answer:
        try:
            data = content(asked.source, asked.places, self.base, self.budgets)
        except InputError as error:
            return Unreadable(error.code, error.message, error.remedy)
        result = _read(asked.path, data, self.budgets)
        sha256 = hashlib.sha256(data).hexdigest()
        if result.document is None or result.layout is None:
            why = result.error or VanbanError("Nothing was read.")
            return refusal(sha256, why, _format(data))
        document = result.document
        copy = api.searchable_pdf(data, result.layout) if self.searchable else None
        written = store.write(Path(self.out), document, result.layout.text, bom=self.bom, searchable=copy)
        return _facts(document, sha256, hashlib.sha256(written).hexdigest())

    def _rename(self, id: str, path: str) -> Answer:
        out = Path(self.out)
        try:
            document = jsondoc.read(out / store.json_path(id))
        except InputError:
            return Renamed(None)
        source = document.source
        renamed = replace(document, source=replace(source, path=path)) if source else document
        store.write_tables(out, renamed, bom=self.bom)
        return Renamed(hashlib.sha256(store.write_json(out, renamed)).hexdigest())


_REFUSED = frozenset({"empty", "too-large", "unknown-format", "unsupported-format", "unsupported-archive"})


def status_of(code: str) -> str:
    """Of a file that gave no document: refused when vanban does not read such files, else failed."""
    return "refused" if code in _REFUSED else "failed"


def refusal(sha256: str, error: VanbanError, format: str | None = None) -> Converted:
    """What becomes of a content that gives no document."""
    return Converted(
        sha256=sha256,
        status=status_of(error.code),
        code=error.code,
        message=error.message,
        remedy=error.remedy,
        format=format,
    )


def _look(path: str, base: str, budgets: Budgets) -> list[File]:
    """A file, and what it holds."""
    _fetched.cache_clear()
    try:
        place = _place(path, base, budgets)
        if is_container(place):
            members = _members(path, place, budgets)
            if not members:
                raise no_file()
            return [File(path, "", "container"), *members]
        data = place if isinstance(place, bytes) else load(place, max_bytes=budgets.bytes)
    except InputError as error:
        return [_failed(path, error)]
    return [File(path, "", "file", bytes=len(data), sha256=hashlib.sha256(data).hexdigest())]


def _members(path: str, place: Source, budgets: Budgets) -> list[File]:
    """The members of a container; its content is read, nothing is unpacked to disk."""
    found: list[File] = []
    containers = _containers(place, budgets)
    for member in containers.members(place, path.rpartition("/")[2]):
        label = f"{path}!/{member.label}"
        where: dict[str, Any] = {"container": path, "places": " ".join(map(str, member.chain[1]))}
        if is_ignored(member.path):
            found.append(File(label, "", "ignored", **where))
            continue
        try:
            data = containers.read(member)
        except InputError as error:
            found.append(_failed(label, error, **where))
        else:
            sha256 = hashlib.sha256(data).hexdigest()
            found.append(File(label, "", "file", bytes=len(data), sha256=sha256, **where))
    return found


def _failed(path: str, error: VanbanError, **where: Any) -> File:
    return File(path, "", "error", code=error.code, message=error.message, remedy=error.remedy, **where)


def _place(path: str, base: str, budgets: Budgets) -> Source:
    """A file on disk, or the bytes of one behind a URL."""
    return _fetched(path, budgets.unpacked_bytes) if is_url(path) else Path(base, actual(path))


@lru_cache(maxsize=1)
def _fetched(url: str, max_bytes: int) -> bytes:
    """The last one is kept: it may be a container, of which one member is asked for after the other."""
    return remote.load(url, max_bytes=max_bytes)


def content(source: str, chain: tuple[int, ...], base: str, budgets: Budgets) -> bytes:
    """The bytes of a file, or of a member of it; arguments as in :class:`Convert` and :class:`Tasks`.

    Raises:
        InputError: it cannot be read.
    """
    place = _place(source, base, budgets)
    if chain:
        return _containers(place, budgets).read(Member((), (place, chain)))
    return place if isinstance(place, bytes) else load(place, max_bytes=budgets.bytes)


def _containers(source: Source, budgets: Budgets) -> Containers:
    """What reads members: it keeps a container open from task to task, as long as that does not change."""
    if isinstance(source, bytes):
        return _opened(source, (), budgets)
    status = source.stat()
    return _opened(source, (status.st_size, status.st_mtime_ns, status.st_ino), budgets)


@lru_cache(maxsize=4)
def _opened(source: Source, stamp: tuple[int, ...], budgets: Budgets) -> Containers:
    return Containers(budgets)


def _read(path: str, data: bytes, budgets: Budgets) -> api.Result:
    try:
        return api.read_result(path, data, budgets=budgets)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - it must not end the batch of a night
        return api.Result(error=DefectError.of(error))


def _format(data: bytes) -> str | None:
    try:
        return detect(data)
    except InputError:
        return None


def _facts(document: Document, sha256: str, digest: str) -> Converted:
    everywhere = [place.document for place in places(document)]
    problems = [problem for one in everywhere for problem in one.problems]
    province, issued = partition(document)
    return Converted(
        sha256=sha256,
        status="partial" if any(problem.severity == "error" for problem in problems) else "done",
        format=document.source.format if document.source else None,
        pages=document.source.pages if document.source else None,
        documents=len(everywhere),
        problems=len(problems),
        remarks=" ".join(sorted({problem.code for problem in problems})),
        tables=sum(len(one.tables) for one in everywhere),
        province=province,
        issued=issued,
        digest=digest,
    )


def warm() -> None:
    """Load rules and patterns, so that children made of this process have them and share their memory."""
    api.read_result("warm.txt", _WARM.encode())


_WARM = """\
ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH TÂN GIANG\tĐộc lập - Tự do - Hạnh phúc
Số: 12/QĐ-UBND\tTân Giang, ngày 05 tháng 3 năm 2021

QUYẾT ĐỊNH
Về việc phê duyệt kế hoạch

ỦY BAN NHÂN DÂN TỈNH
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;

QUYẾT ĐỊNH:
Điều 1. Phê duyệt kế hoạch với kinh phí 8.000.000 đồng (Tám triệu đồng), hoàn thành trước ngày 30/6/2021.
Điều 2. Sở Tài chính chủ trì, phối hợp với các sở thực hiện; tỷ lệ đạt từ 80% trở lên.

Nơi nhận:\tTM. ỦY BAN NHÂN DÂN
- Như Điều 2;\tCHỦ TỊCH
- Lưu: VT.\tNguyễn Văn An
"""
