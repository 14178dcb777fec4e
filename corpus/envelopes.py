"""Documents in an envelope: pages saved with their pictures (MHTML), and files inside their signature (CMS).

Browsers and Word save a page as a MIME message whose first HTML part is the page (RFC 2557). Signing software puts a
file into a container named ``.p7m`` (RFC 5652), in DER, as PEM text or as an S/MIME message. What is inside is read as
if it lay there by itself, and who signed the container is listed; e-mails, signatures apart from their document and
encrypted containers are refused.
"""

import base64
import binascii
import email
import re
from dataclasses import dataclass
from email.message import Message

from vanban.corpus import cms
from vanban.corpus.errors import DamagedFileError, EncryptedFileError, InputError, UnsupportedFormatError
from vanban.corpus.layout import FileSignature

_MAX_DEPTH = 4  # a signed file that is signed again ...
_HEAD = 16 * 1024
_DER = re.compile(
    rb"0[\x00-\x84].{0,4}?\x06\x09\*\x86H\x86\xf7\r\x01\x07", re.DOTALL
)  # PKCS #7 by its identifier
_PEM = re.compile(rb"\s*-----BEGIN (?:PKCS7|CMS)-----\s*([A-Za-z0-9+/=\s]+)-----END")
_FIELD = re.compile(rb"[!-9;-~]+:|[ \t]")  # a header field, or the line it goes on with
_MIME = re.compile(rb"mime-version:", re.IGNORECASE)
_FRAMES = re.compile(rb"<frameset\b", re.IGNORECASE)
_SIGNED = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_MAX_NAMES = 5  # of attachments that an error names


@dataclass(frozen=True, slots=True)
class Opened:
    """The document in an envelope, and the signatures of the containers around it, the outermost first."""

    data: bytes
    signatures: tuple[FileSignature, ...] = ()


def unwrap(data: bytes) -> bytes:
    """The document in an envelope; see :func:`opened`."""
    return opened(data).data


def opened(data: bytes) -> Opened:
    """The document in an envelope; the file as it is where there is none.

    Raises:
        UnsupportedFormatError: an e-mail, or a signature without its document.
        EncryptedFileError: the container is encrypted.
        DamagedFileError: it is truncated or broken.
    """
    signatures: list[FileSignature] = []
    for _ in range(_MAX_DEPTH):
        match = _PEM.match(data)
        if match or _DER.match(data):
            container = _binary(match[1]) if match else data
            data = _signed(container)
            signatures += map(_signature, cms.signers(container))
        elif _is_message(data[:_HEAD]):
            data = _page(data)
        else:
            break
    return Opened(data, tuple(signatures))


def _signature(signer: cms.Signer) -> FileSignature:
    """A signature of a container, which covers all that is in it (RFC 5652, 5.4)."""
    time = signer.time.isoformat(timespec="seconds") if signer.time else None
    return FileSignature(signer.name, signer.organisation, time, covers_file=True)


def _is_message(head: bytes) -> bool:
    """Whether a file begins with header fields, that of MIME among them."""
    head = head.lstrip(b"\xef\xbb\xbf\r\n")
    for line in head.splitlines() if _FIELD.match(head) else ():
        if _MIME.match(line):
            return True
        if not _FIELD.match(line):
            return False
    return False


def _page(data: bytes) -> bytes:
    """The page that a MIME message holds, or the file inside its signature."""
    try:
        message = email.message_from_bytes(data)
        parts = [part for part in message.walk() if not part.is_multipart()]
    except (RecursionError, ValueError) as error:
        raise _damaged() from error
    if message.get_content_type() in _SIGNED:
        return _content(message)  # a container, which is opened next
    if message["To"] or message["Received"]:
        raise _mail(parts)
    pages = [page for part in parts if part.get_content_type() == "text/html" and (page := _content(part))]
    if not pages:
        raise _mail(parts)
    if len(pages) > 1 and _FRAMES.search(pages[0]):  # sheets of a workbook, behind a page of frames
        return b"\n".join(pages[1:])
    return pages[0]


def _content(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _mail(parts: list[Message]) -> InputError:
    names = [name for part in parts if (name := part.get_filename())]
    shown = ", ".join(names[:_MAX_NAMES]) + (" ..." if len(names) > _MAX_NAMES else "")
    held = f" Attached to it: {shown}." if shown else ""
    return UnsupportedFormatError(
        f"This is an e-mail.{held}", remedy="Save what is attached to it, and read that."
    )


def _signed(data: bytes) -> bytes:
    """The file that a container of a signature holds."""
    try:
        container = cms.load(data)
        kind = container["content_type"].native
        content = container["content"]["encap_content_info"]["content"] if kind == "signed_data" else None
        inside = content.native if content is not None else None
    except cms.BROKEN as error:
        raise _damaged() from error
    if kind in ("enveloped_data", "encrypted_data", "authenticated_enveloped_data"):
        raise EncryptedFileError(
            "The file is encrypted in its container.", remedy="Open it with the key it was made for."
        )
    if not isinstance(inside, bytes) or not inside:
        raise UnsupportedFormatError(
            "This is a digital signature without its document.",
            remedy="Read the document that it belongs to.",
        )
    return inside


def _binary(text: bytes) -> bytes:
    try:
        return base64.b64decode(text)
    except binascii.Error as error:
        raise _damaged() from error


def _damaged() -> DamagedFileError:
    return DamagedFileError(
        "The container of the document is truncated or broken.",
        remedy="Copy it again from where it came from.",
    )
