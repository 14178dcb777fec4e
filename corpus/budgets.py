"""How much a file may cost before it is refused: one frozen object, handed down, never global.

The defaults suit an archive: far above any real document (the longest acts with all their annexes have
about 1,500 pages and 4 million characters), far below what stops a machine.
"""

from dataclasses import dataclass

_MEGA = 1024 * 1024

RATIO_FLOOR = 8 * _MEGA
"""Bytes up to which any ratio is harmless: a page of spaces packs a thousandfold."""


@dataclass(frozen=True, slots=True)
class Budgets:
    """Limits of one input file and of one container.

    What protects an algorithm rather than a machine (elements that are open at once, characters of one line,
    columns of a table) is a constant beside that algorithm: raising it would help no document.

    Attributes:
        bytes: size of a file.
        unpacked_bytes: size of everything in one container (ZIP, DOCX, XLSX) once decompressed.
        text_bytes: size of what is parsed as one text: a text file, a web page, one XML part of a DOCX or
            XLSX once decompressed; 3,000 table rows make about 20 megabytes of XML.
        ratio: decompressed size by compressed size, for members over :data:`RATIO_FLOOR`; real documents reach
            about 100, bombs 1,000.
        members: files in one container, those of inner containers included.
        nesting: containers in containers.
        pages: pages of a document.
        characters: characters of a document's reading text.
        cells: filled cells of a workbook.
        seconds: time to read one file in a child process.
        page_seconds: time that each page to be recognised (OCR) adds to it, and may take; the rest of the page is left out.
        opinion_seconds: time that another program gets for a second opinion on a file; 0: none is asked.
        memory_bytes: memory one file may take in a child process, beyond what the program itself holds.
        threads: page images of one file recognised side by side; 0: as many as there are cores.
        cache: folder that keeps what was recognised, so that no page is read twice; "": none.
    """

    bytes: int = 512 * _MEGA
    unpacked_bytes: int = 4096 * _MEGA
    text_bytes: int = 128 * _MEGA
    ratio: int = 200
    members: int = 20_000
    nesting: int = 2
    pages: int = 5_000
    characters: int = 50_000_000
    cells: int = 2_000_000
    seconds: float = 300.0
    page_seconds: float = 30.0
    opinion_seconds: float = 0.0
    memory_bytes: int = 2048 * _MEGA
    threads: int = 0
    cache: str = ""


OPINION_SECONDS = 60.0
"""For one file, where it is asked for: LibreOffice takes one or two, pdfplumber one for three to ten pages."""

DEFAULT = Budgets()
"""The limits where the user sets none."""
