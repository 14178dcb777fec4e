"""Reader of DOC (Word 97-2003): converted to DOCX in this process, then read as one."""

from pathlib import Path
from tempfile import TemporaryDirectory

from doc2docx import __version__ as _converter_version
from doc2docx import convert
from doc2docx.errors import EncryptedDocumentError

from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.detect import ole_entry
from vanban.corpus.errors import DamagedFileError, EncryptedFileError, UnsupportedFormatError
from vanban.corpus.layout import Layout
from vanban.corpus.readers.doc_lookups import lookups
from vanban.corpus.readers.doc_stories import Story, add_stories, kept_stories
from vanban.corpus.readers.docx import document_of
from vanban.corpus.readers.word_layout import to_layout

NAME = "vanban-doc"
VERSION = "1"

# The first two bytes of the document stream; Word 97 and later have b"\xec\xa5" (MS-DOC 2.5.1, wIdent).
_OLD_MARKS = (b"\xdc\xa5", b"\x9b\xa5", b"\xdb\xa5")  # Word 6 and 95, Word 2


def read(data: bytes, budgets: Budgets = DEFAULT) -> Layout:
    """Read a DOC.

    Raises:
        DamagedFileError: the compound file or the document in it is truncated or broken.
        EncryptedFileError: the document is encrypted.
        UnsupportedFormatError: it is of Word 95 or before.
        TooLargeError: as :func:`vanban.corpus.readers.docx.read`.
    """
    converted, stories = _converted(data)
    document = document_of(converted, budgets)
    add_stories(document, stories)
    document.pages = ()
    return to_layout(document, format="doc", reader=f"{NAME} {VERSION} (msdoc2docx {_converter_version})")


def _converted(data: bytes) -> tuple[bytes, list[Story]]:
    """The DOCX that a DOC becomes, and the stories that the converter left out."""
    with TemporaryDirectory(prefix="vanban-") as folder:
        source, target = Path(folder, "source.doc"), Path(folder, "target.docx")
        source.write_bytes(data)
        try:
            with lookups(), kept_stories() as stories:
                convert(source, target)
        except EncryptedDocumentError as error:
            raise EncryptedFileError(
                "The document is encrypted.", remedy="Save it again without a password."
            ) from error
        except Exception as error:  # a broken file may break the converter anywhere
            _refuse_old(data, error)
            raise _damaged() from error
        return target.read_bytes(), stories


def _refuse_old(data: bytes, error: Exception) -> None:
    """Raise for documents of Word 95 and before, whose format is another."""
    entry = ole_entry(data, "WordDocument")
    first, shift = (int.from_bytes(data[at : at + 4], "little") for at in (entry + 116, 30))
    at = first + 1 << min(shift & 0xFFFF, 16)
    if entry and data[at : at + 2] in _OLD_MARKS:
        raise UnsupportedFormatError(
            "The document is of Word 95 or before.", remedy="Open it in LibreOffice and save it as DOCX."
        ) from error


def _damaged() -> DamagedFileError:
    return DamagedFileError(
        "The document is truncated or broken.", remedy="Copy it again, or open and save it in LibreOffice."
    )
