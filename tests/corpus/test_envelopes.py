"""Documents in an envelope: saved pages, signed containers, e-mails."""

import base64
import quopri
from email.message import EmailMessage

import pytest
from asn1crypto import cms
from hypothesis import given
from hypothesis import strategies as st

from tests.corpus.pdf_writer import Pdf
from tests.corpus.signing import container, streamed
from vanban.corpus.detect import detect
from vanban.corpus.envelopes import unwrap
from vanban.corpus.errors import DamagedFileError, EncryptedFileError, InputError, UnsupportedFormatError
from vanban.corpus.readers import read

PAGE = (
    '<html><head><meta charset="utf-8"></head><body><p>ỦY BAN NHÂN DÂN TỈNH SÔNG LAM</p>'
    "<p>Điều 1. Phê duyệt Đề án số hóa tài liệu lưu trữ của tỉnh.</p></body></html>"
).encode()
FRAMES = b"<html><frameset cols=*><frame src=sheet001.htm></frameset></html>"


def saved(*pages: bytes, encoding: str = "quoted-printable", head: str = "") -> bytes:
    """Pages and a picture as a browser saves them."""
    packed = [quopri.encodestring(p) if encoding[0] == "q" else base64.encodebytes(p) for p in pages]
    parts = [
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: " + encoding.encode() + b"\r\n\r\n" + p
        for p in packed
    ]
    parts.append(b"Content-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lGODlhAQABAIAA\r\n")
    top = f'{head}MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="=_P"\r\n\r\nA message.\r\n\r\n'
    return top.encode() + b"".join(b"--=_P\r\n" + part + b"\r\n" for part in parts) + b"--=_P--\r\n"


def signed(content: bytes | None) -> bytes:
    """A container of a signature (RFC 5652), nobody's."""
    inside = {"content_type": "data"} if content is None else {"content_type": "data", "content": content}
    data = cms.SignedData(
        {"version": "v1", "digest_algorithms": [], "encap_content_info": inside, "signer_infos": []}
    )
    dumped: bytes = cms.ContentInfo({"content_type": "signed_data", "content": data}).dump()
    return dumped


def letter() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.vn", "b@example.vn", "Gửi quyết định"
    message.set_content("Gửi kèm văn bản.")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="Quyết định.pdf")
    return message.as_bytes()


@pytest.mark.parametrize(
    "data",
    [
        saved(PAGE),
        saved(PAGE, encoding="base64"),
        saved(PAGE, head="From: <Saved by Windows Internet Explorer 8>\r\nSubject: =?utf-8?B?VsSDbg==?=\r\n"),
        saved(PAGE, b"<p>header.htm of Word</p>"),
        saved(FRAMES, PAGE),  # a workbook: its sheets stand behind a page of frames
        signed(saved(PAGE)),
    ],
)
def test_a_saved_page_is_read_as_the_page(data: bytes) -> None:
    layout = read("trang.mht", data)
    assert (detect(data), layout.format) == ("html", "html")
    assert layout.text == read("trang.html", PAGE).text


def test_a_signed_file_is_read_as_the_file() -> None:
    document = Pdf()
    document.page().lines(85, 700, "QUYẾT ĐỊNH", "Về việc phê duyệt Đề án số hóa tài liệu lưu trữ")
    inner = document.data()
    text = base64.encodebytes(signed(inner))
    mime = b'MIME-Version: 1.0\nContent-Type: application/pkcs7-mime; name="smime.p7m"\n'
    for data in (
        signed(inner),
        signed(signed(inner)),
        b"-----BEGIN PKCS7-----\n" + text + b"-----END PKCS7-----\n",
        mime + b"Content-Transfer-Encoding: base64\n\n" + text,
    ):
        assert unwrap(data) == inner
        assert read("van-ban.pdf.p7m", data).format == "pdf"


def test_who_signed_a_container_is_listed() -> None:
    people = ("Trần Văn Mẫu", "UBND tỉnh Sông Lam"), ("Văn phòng", "UBND tỉnh Sông Lam")
    once = container(*people, content=PAGE)
    for data in (
        once,
        streamed(once, PAGE),
        b"-----BEGIN CMS-----\n" + base64.encodebytes(once) + b"-----END",
    ):
        layout = read("quyet-dinh.html.p7m", data)
        assert layout.text == read("trang.html", PAGE).text
        found = [(one.signer, one.organisation, one.time, one.covers_file) for one in layout.signatures]
        assert sorted(found) == [(*who, "2021-02-09T08:20:00+00:00", True) for who in people]


def test_a_signed_pdf_in_a_signed_container_lists_both() -> None:
    document = Pdf()
    document.page().lines(85, 700, "QUYẾT ĐỊNH", "Về việc phê duyệt Đề án số hóa tài liệu lưu trữ")
    document.signature = container(("Người Soạn", "Sở Nội vụ"), at=None)
    twice = container(("Trung tâm Lưu trữ", "Sở Nội vụ"), content=document.data())
    layout = read("quyet-dinh.pdf.p7m", container(("Cổng tỉnh", "UBND tỉnh"), content=twice))
    assert [(one.signer, one.time and one.time[:10]) for one in layout.signatures] == [
        ("Cổng tỉnh", "2021-02-09"),
        ("Trung tâm Lưu trữ", "2021-02-09"),
        ("Người Soạn", "2021-02-09"),  # as the PDF says it, for the container does not
    ]


def test_a_signer_without_certificate_is_listed_without_name() -> None:
    info = cms.ContentInfo.load(container(("Trần Văn Mẫu", "Sở Nội vụ"), content=PAGE))
    info["content"]["certificates"] = None
    (found,) = read("quyet-dinh.html.p7m", info.dump(force=True)).signatures
    assert (found.signer, found.organisation, found.time) == (None, None, "2021-02-09T08:20:00+00:00")


def test_what_holds_no_document_is_refused() -> None:
    with pytest.raises(UnsupportedFormatError, match=r"e-mail.*Quyết định\.pdf"):
        read("thu.eml", letter())
    with pytest.raises(UnsupportedFormatError, match="without its document"):
        read("van-ban.p7s", signed(None))
    with pytest.raises(DamagedFileError, match="container"):
        read("van-ban.p7m", signed(PAGE)[:60])
    sealed = bytes.fromhex(
        "300f06092a864886f70d010703a0023000"
    )  # enveloped data, of which nothing is looked at
    with pytest.raises(EncryptedFileError, match="container"):
        read("van-ban.p7m", sealed)


@pytest.mark.parametrize(
    "data",
    [
        PAGE,
        "Số: 12/QĐ-UBND\nMIME-Version: 1.0".encode(),  # no header field stands before it
        b"Tieu de: khong\n\nMIME-Version: 1.0",
        b"",
    ],
)
def test_texts_are_no_messages(data: bytes) -> None:
    assert unwrap(data) is data


@given(st.binary(max_size=60), st.integers(0, 400))
def test_any_container_is_unwrapped_or_refused(junk: bytes, cut: int) -> None:
    for data in (signed(PAGE), container(("A", "B"), content=PAGE), saved(PAGE), letter()):
        try:
            unwrap(data[:cut] + junk + data[cut + 9 :])
        except InputError as error:
            assert error.remedy
