"""The text of a PDF by pdfplumber, which reads PDF in Python from the ground up, as a second opinion on ours.

It runs in a process of its own that is killed when time is up: a page made to be slow must not cost the file that was
read well. Nothing here is needed to read a document.
"""

import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from io import BytesIO

_CID = "(cid:"  # how it shows a glyph that it has no letter for


def is_available() -> bool:
    """Whether pdfplumber is installed."""
    return find_spec("pdfplumber") is not None


def text_of(data: bytes, pages: Sequence[int], *, time_limit: float) -> str | None:
    """The characters of some pages, in the order of the file.

    Args:
        data: the PDF.
        pages: their numbers, from 1.
        time_limit: seconds until it is killed.

    Returns:
        The characters; None where pdfplumber is not installed, fails or takes too long.
    """
    command = [sys.executable, "-m", __name__, *map(str, pages)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=time_limit, check=False)
    except subprocess.TimeoutExpired:
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _characters(data: bytes, pages: Sequence[int]) -> str:
    import pdfplumber

    with pdfplumber.open(BytesIO(data), pages=list(pages)) as document:
        texts = []
        for page in document.pages:
            chars = page.dedupe_chars().chars  # bold that is drawn by printing twice
            texts.append("".join(char["text"] for char in chars if not char["text"].startswith(_CID)))
            page.close()
    return "\n".join(texts)


if __name__ == "__main__":
    sys.stdout.buffer.write(
        _characters(sys.stdin.buffer.read(), [int(page) for page in sys.argv[1:]]).encode()
    )
