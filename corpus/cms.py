"""Who signed a CMS container, and when (RFC 5652): the signatures of a PDF, and of a file in a ``.p7m``.

They are listed, not verified: that needs the certificates of the issuing authorities and their lists of
revoked ones, and an archive keeps both elsewhere.
"""

from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from vanban.corpus.text import clean

MAX_SIGNERS = 500
"""Signers listed of one container."""

BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)
"""What :mod:`asn1crypto` raises over bytes that are no container."""


class Signer(NamedTuple):
    """Common name and organisation of the signer's certificate, and the time that the signer states.

    None is what cannot be read.
    """

    name: str | None = None
    organisation: str | None = None
    time: datetime | None = None


class _Certificate(NamedTuple):
    issuer: bytes
    serial: int
    key: bytes | None
    name: str | None
    organisation: str | None


def load(container: bytes) -> Any:
    """A container as :class:`asn1crypto.cms.ContentInfo`; its parts are read when they are asked for."""
    from asn1crypto import cms

    return cms.ContentInfo.load(container)


def signers(container: bytes) -> list[Signer]:
    """The signers of a container, in its order; none where it cannot be read."""
    try:
        data = load(container)["content"]
        infos = list(data["signer_infos"])[:MAX_SIGNERS]
    except BROKEN:
        return []
    certificates = _certificates(data)
    return [_signer(info, certificates) for info in infos]


def _certificates(data: Any) -> list[_Certificate]:
    try:
        enclosed = [one.dump() for one in data["certificates"] if one.name == "certificate"]
    except BROKEN:
        return []
    return [found for one in enclosed if (found := _certificate(one))]


@lru_cache(maxsize=256)  # an agency signs with the same one for years, a file several times
def _certificate(encoded: bytes) -> _Certificate | None:
    from asn1crypto import x509

    try:
        certificate = x509.Certificate.load(encoded)
        names = certificate.subject.native
        return _Certificate(
            certificate.issuer.dump(),
            certificate.serial_number,
            certificate.key_identifier,
            _name(names.get("common_name")),
            _name(names.get("organization_name")),
        )
    except BROKEN:
        return None


def _signer(info: Any, certificates: list[_Certificate]) -> Signer:
    try:
        found = _certificate_of(info["sid"], certificates)
    except BROKEN:
        found = None
    try:
        time = _signed_at(info)
    except BROKEN:
        time = None
    return Signer(found.name, found.organisation, time) if found else Signer(time=time)


def _certificate_of(named: Any, certificates: list[_Certificate]) -> _Certificate | None:
    """The signer's own certificate among those enclosed; the only one if the signer names none of them."""
    wanted = named.chosen
    if named.name == "issuer_and_serial_number":
        serial, issuer = wanted["serial_number"].native, wanted["issuer"].dump()
        fitting = [one for one in certificates if one.serial == serial]
        fitting.sort(key=lambda one: one.issuer != issuer)
    else:
        fitting = [one for one in certificates if one.key == wanted.native]
    if not fitting and len(certificates) == 1:
        return certificates[0]
    return fitting[0] if fitting else None


def _signed_at(info: Any) -> datetime | None:
    for attribute in info["signed_attrs"]:
        if attribute["type"].native == "signing_time":
            found = attribute["values"][0].native
            return found if isinstance(found, datetime) else None
    return None


def _name(value: object) -> str | None:
    """A name of a certificate as text; the first of several."""
    if isinstance(value, list):
        value = value[0] if value else None
    return clean(value) or None if isinstance(value, str) else None
