"""Digital signatures of a PDF: who signed, when, and how much of the file they cover (ISO 32000-1, 12.8).

They are listed, not verified: that needs the certificates of the issuing authorities and their lists of
revoked ones, and an archive keeps both elsewhere.
"""

import ctypes
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import regex
from pypdfium2 import raw

from vanban.corpus.layout import FileSignature
from vanban.corpus.text import clean

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
    signer, organisation, stated = _from_cms(_bytes(raw.FPDFSignatureObj_GetContents, signature))
    written = _bytes(raw.FPDFSignatureObj_GetTime, signature).decode("latin-1")
    time = stated or _time(written)
    return FileSignature(
        signer,
        organisation,
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


def _from_cms(contents: bytes) -> tuple[str | None, str | None, datetime | None]:
    """Common name, organisation and signing time of a PKCS #7 container; None for what cannot be read."""
    from asn1crypto import cms

    try:
        data = cms.ContentInfo.load(contents)["content"]
        signer = data["signer_infos"][0]
        certificate = _certificate_of(data, signer)
        names = certificate.subject.native if certificate is not None else {}
        return _name(names.get("common_name")), _name(names.get("organization_name")), _signed_at(signer)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
        return None, None, None


def _certificate_of(data: Any, signer: Any) -> Any:
    """The signer's own certificate among those enclosed; the only one if the signer names none."""
    enclosed = [one.chosen for one in data["certificates"] if one.name == "certificate"]
    wanted = signer["sid"].chosen
    for one in enclosed:
        if signer["sid"].name == "issuer_and_serial_number":
            if one.serial_number == wanted["serial_number"].native:
                return one
        elif one.key_identifier == wanted.native:
            return one
    return enclosed[0] if len(enclosed) == 1 else None


def _signed_at(signer: Any) -> datetime | None:
    for attribute in signer["signed_attrs"]:
        if attribute["type"].native == "signing_time":
            found = attribute["values"][0].native
            return found if isinstance(found, datetime) else None
    return None


def _name(value: object) -> str | None:
    """A name of a certificate as text; the first of several."""
    if isinstance(value, list):
        value = value[0] if value else None
    return clean(value) or None if isinstance(value, str) else None


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
