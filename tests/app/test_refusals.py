"""What cannot be read: every kind has its own code, a true sentence and a remedy, in the report of a run."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.corpus.compound import compound
from tests.corpus.docx_writer import build, p
from tests.corpus.workbooks import PLAIN, Sheet, xls, xlsx
from vanban.cli import main
from vanban.corpus.errors import ExitCode

DATA = Path(__file__).parents[1] / "data"
DOC = (DATA / "doc" / "unicode.doc").read_bytes()
PDF = (DATA / "pdf" / "quyet-dinh.pdf").read_bytes()
WORKBOOK = Sheet({(0, 0): ("Danh mục", PLAIN)})
DOCX = build(p("Điều 1. Nội dung"))


def packed(name: str, data: bytes, *, locked: bool = False) -> bytes:
    """A ZIP of one file; with ``locked`` its flags say that it is encrypted."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    raw = bytearray(out.getvalue())
    if locked:
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            raw[raw.find(mark) + at] |= 1
    return bytes(raw)


def encrypted_doc() -> bytes:
    """The flag fEncrypted of the file information block ([MS-DOC] 2.5.2) set."""
    start = next(at for at in range(512, len(DOC), 512) if DOC[at : at + 2] == b"\xec\xa5")
    return DOC[: start + 0x0B] + bytes([DOC[start + 0x0B] | 1]) + DOC[start + 0x0C :]


def encrypted_xls() -> bytes:
    stream = xls(WORKBOOK)
    return compound(Workbook=stream[:20] + b"\x2f\x00\x06\x00" + bytes(6) + stream[20:])


# name: (content, status, code); names lie, as they do
FILES: dict[str, tuple[bytes, str, str]] = {
    "empty.doc": (b"", "refused", "empty"),
    "blank.txt": (b" \r\n\t ", "refused", "empty"),
    "junk.docx": (bytes(range(256)) * 40, "refused", "unknown-format"),
    "program.pdf": (b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x02\0\x3e\0" * 20, "refused", "unknown-format"),
    "archive.rar": (b"Rar!\x1a\x07\x01\x00" + bytes(50), "refused", "unsupported-archive"),
    "old.rar.doc": (b"Rar!\x1a\x07\x00" + bytes(50), "refused", "unsupported-archive"),
    "archive.7z": (b"7z\xbc\xaf\x27\x1c\0\x04" + bytes(50), "refused", "unsupported-archive"),
    "archive.tar": (
        b"a.txt".ljust(257, b"\0") + b"ustar\00000" + bytes(300),
        "refused",
        "unsupported-archive",
    ),
    "archive.bz2": (b"BZh91AY&SY" + bytes(50), "refused", "unsupported-archive"),
    "archive.xz": (b"\xfd7zXZ\0" + bytes(50), "refused", "unsupported-archive"),
    "slides.pptx": (packed("[Content_Types].xml", b"<Types/>"), "refused", "unsupported-format"),
    "text.odt": (
        packed("mimetype", b"application/vnd.oasis.opendocument.text"),
        "refused",
        "unsupported-format",
    ),
    "mail.msg": (compound(__nameid_version1=b"x"), "refused", "unsupported-format"),
    "locked.docx": (compound(EncryptionInfo=b"x", EncryptedPackage=b"x"), "failed", "encrypted"),
    "locked.doc": (encrypted_doc(), "failed", "encrypted"),
    "locked.xls": (encrypted_xls(), "failed", "encrypted"),
    "locked.pdf": ((DATA / "pdf" / "mat-khau.pdf").read_bytes(), "failed", "encrypted"),
    "locked.zip": (packed("a.txt", b"x", locked=True), "failed", "encrypted"),
    "cut.docx": (DOCX[: len(DOCX) // 2], "failed", "damaged"),
    "cut.doc": (DOC[: len(DOC) // 2], "failed", "damaged"),
    "cut.xlsx": (xlsx(WORKBOOK)[:900], "failed", "damaged"),
    "cut.xls": (compound(Workbook=xls(WORKBOOK))[:1500], "failed", "damaged"),
    "cut.pdf": (PDF[: len(PDF) // 3], "failed", "damaged"),
    "cut.zip": (packed("a.txt", b"x" * 999)[:300], "failed", "damaged"),
}


def test_every_kind_is_told_in_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("archive").mkdir()
    for name, (data, *_) in FILES.items():
        Path("archive", name).write_bytes(data)
    Path("archive", "good.txt").write_text("Điều 1. Nội dung.", encoding="utf-8")
    assert main(["run", "archive", "-o", "out", "--engine", "inline"]) == ExitCode.SOME_FAILED
    report = json.loads(Path("out/report.json").read_text(encoding="utf-8"))
    found = {file["path"].split("/")[1].removesuffix("!"): file for file in report["files"]}
    assert {name: (one["status"], one.get("code")) for name, one in found.items()} == {
        "good.txt": ("done", None), **{name: (status, code) for name, (_, status, code) in FILES.items()},
    }  # fmt: skip
    assert all(one["message"] and one["remedy"] for one in report["files"] if one["status"] != "done")
    assert "RAR" in found["archive.rar"]["message"] and "7z" in found["archive.7z"]["message"]
