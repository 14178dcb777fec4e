"""Containers of signatures (CMS) by people whom nobody knows; the signatures themselves are junk."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from asn1crypto import algos, cms, keys, x509

AT = datetime(2021, 2, 9, 8, 20, tzinfo=UTC)


def container(*people: tuple[str, str], content: bytes | None = None, at: datetime | None = AT) -> bytes:
    """A container signed by people, given by name and organisation; it holds the content, or nothing.

    Signers and certificates are sets, which have no order.
    """
    inside: dict[str, Any] = {"content_type": "data"} | ({} if content is None else {"content": content})
    numbered = list(enumerate(people, 7))
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": inside,
            "certificates": [_certificate(serial, *who) for serial, who in numbered],
            "signer_infos": [_signer(serial, who, at) for serial, who in numbered],
        }
    )
    dumped: bytes = cms.ContentInfo({"content_type": "signed_data", "content": data}).dump()
    return dumped


def streamed(encoded: bytes, content: bytes) -> bytes:
    """The container as programs write it that do not know its length yet: no lengths, the content in pieces."""
    data = cms.ContentInfo.load(encoded)["content"]
    pieces = _open(0x24, [_octets(content[:50]), _octets(content[50:])])
    held = _open(0x30, [cms.ContentType("data").dump(), _open(0xA0, [pieces])])
    certificates = _open(0xA0, [one.dump() for one in data["certificates"]])
    signers = _open(0x31, [one.dump() for one in data["signer_infos"]])
    parts = [data["version"].dump(), data["digest_algorithms"].dump(), held, certificates, signers]
    return _open(0x30, [cms.ContentType("signed_data").dump(), _open(0xA0, [_open(0x30, parts)])])


def _open(tag: int, parts: Sequence[bytes]) -> bytes:
    return bytes([tag, 0x80]) + b"".join(parts) + b"\0\0"


def _octets(data: bytes) -> bytes:
    return b"\x04\x82" + len(data).to_bytes(2) + data


def _name(name: str, organisation: str) -> x509.Name:
    return x509.Name.build({"common_name": name, "organization_name": organisation})


def _certificate(serial: int, name: str, organisation: str) -> x509.Certificate:
    subject = _name(name, organisation)
    sha = algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"})
    key = keys.PublicKeyInfo.wrap(keys.RSAPublicKey({"modulus": 3233, "public_exponent": 17}), "rsa")
    dates = {"not_before": x509.Time({"utc_time": datetime(2020, 1, 1, tzinfo=UTC)})}
    dates["not_after"] = x509.Time({"utc_time": datetime(2030, 1, 1, tzinfo=UTC)})
    return x509.Certificate(
        {
            "tbs_certificate": {
                "serial_number": serial,
                "signature": sha,
                "issuer": subject,
                "validity": dates,
                "subject": subject,
                "subject_public_key_info": key,
            },
            "signature_algorithm": sha,
            "signature_value": b"junk",
        }
    )


def _signer(serial: int, who: tuple[str, str], at: datetime | None) -> cms.SignerInfo:
    named = {"issuer_and_serial_number": {"issuer": _name(*who), "serial_number": serial}}
    time = [cms.CMSAttribute({"type": "signing_time", "values": [cms.Time({"utc_time": at})]})] if at else []
    return cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(named),
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": time,
            "signature_algorithm": {"algorithm": "rsassa_pkcs1v15"},
            "signature": b"junk",
        }
    )
