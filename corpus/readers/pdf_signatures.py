"""Digital signatures of a PDF: who signed, when, and how much of the file they cover (ISO 32000-1, 12.8).

Each is a CMS container of one signer (:mod:`vanban.corpus.cms`).
"""

import ctypes
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import regex
from pypdfium2 import raw

from vanban.corpus import cms
from vanban.corpus.layout import FileSignature

MAX_SIGNATURES = 500
"""Signatures listed of one file."""

_TIME = regex.compile(
    r"D:(?P<date>\d{8})(?P<clock>\d{6})?(?:(?P<sign>[+-])(?P<hours>\d{2})'?(?P<minutes>\d{2})?|Z)?"
)


def read_signatures(document: Any, size: int) -> tuple[FileSignature, ...]:
    """The signatures of a document, in the order of the file.

    Args:
        document: a :class:`pypdfium2.PdfDocument`.
        size: bytes of the file.
    """
    count = min(max(raw.FPDF_GetSignatureCount(document.raw), 0), MAX_SIGNATURES)
    found = (raw.FPDF_GetSignatureObject(document.raw, at) for at in range(count))
    return tuple(_signature(one, size) for one in found if one)


def _signature(signature: Any, size: int) -> FileSignature:
    found = cms.signers(_bytes(raw.FPDFSignatureObj_GetContents, signature))
    signer = found[0] if found else cms.Signer()
    time = signer.time or _time(_bytes(raw.FPDFSignatureObj_GetTime, signature).decode("latin-1"))
    return FileSignature(
        signer.name,
        signer.organisation,
        time.isoformat(timespec="seconds") if time else None,
        _covers(signature, size),
    )


def _bytes(getter: Any, signature: Any) -> bytes:
    length = getter(signature, None, 0)
    if not length:
        return b""
    buffer = ctypes.create_string_buffer(length)
    getter(signature, buffer, length)
    return buffer.raw


def _covers(signature: Any, size: int) -> bool:
    """Whether the signed ranges reach from the first byte to the last, the signature itself left out."""
    count = raw.FPDFSignatureObj_GetByteRange(signature, None, 0)
    if count < 4:
        return False
    ranges = (ctypes.c_int * count)()
    raw.FPDFSignatureObj_GetByteRange(signature, ranges, count)
    return bool(count == 4 and ranges[0] == 0 and ranges[2] + ranges[3] == size)


def _time(written: str) -> datetime | None:
    """The time that the signature dictionary states (ISO 32000-1, 7.9.4); without a zone it stays naive."""
    match = _TIME.match(written)
    if not match:
        return None
    zone: timezone | None = UTC if written.endswith("Z") else None
    if match["sign"]:
        shift = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        zone = timezone(shift if match["sign"] == "+" else -shift)
    try:
        return datetime.strptime(match["date"] + (match["clock"] or "000000"), "%Y%m%d%H%M%S").replace(
            tzinfo=zone
        )
    except ValueError:
        return None
