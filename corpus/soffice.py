"""A second opinion on a document from LibreOffice, where it is installed and asked for: how much text there is.

It runs headless in a profile of its own, runs no macros and fetches nothing that a document links to, is given
a time limit and killed when it passes it. Nothing here is needed to read a document.
"""

import re
import shutil
import subprocess
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from vanban.corpus.layout import Layout, Note
from vanban.corpus.legacy import convert_text
from vanban.corpus.text import nfc

TIME_LIMIT = 60.0
"""Seconds for one document; start-up takes one or two."""

TOLERANCE = 0.02
"""Share of the characters by which two readers may differ without a note."""

FORMATS = ("doc", "docx", "rtf")
"""What it is asked about."""

_FOOTNOTE = re.compile(r"^\[\d+\] .*$", re.MULTILINE)
_RESTART = 81  # how LibreOffice ends when it wants to be started again, as with a new profile
_STARTS = 3
# Switches that no document can turn: its macros, its links, its way out (a proxy that is not there).
_SWITCHES = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "2"),
)
_PROXY = (
    ("ooInetProxyType", "2"),
    ("ooInetHTTPProxyName", "127.0.0.1"),
    ("ooInetHTTPProxyPort", "9"),
    ("ooInetHTTPSProxyName", "127.0.0.1"),
    ("ooInetHTTPSProxyPort", "9"),
)


@cache
def executable() -> str | None:
    """The path of LibreOffice; None where it is not installed.

    The program itself rather than the script that starts it, where it can be told: one process to kill.
    """
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        return None
    itself = Path(found).resolve().with_name("soffice.bin")
    return str(itself) if itself.is_file() else found


def text_of(data: bytes, extension: str, *, time_limit: float = TIME_LIMIT) -> str | None:
    """The text that LibreOffice exports of a document.

    Args:
        data: the file.
        extension: by which LibreOffice is told the format: one of :data:`FORMATS`.
        time_limit: seconds until it is killed.

    Returns:
        The text, headers, footers and notes left out; None where LibreOffice is not installed, fails or takes
        too long.
    """
    program = executable()
    if program is None:
        return None
    with TemporaryDirectory(prefix="vanban-") as folder:
        source = Path(folder, f"document.{extension}")
        source.write_bytes(data)
        profile = Path(folder, "profile")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        command = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
            "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, str(source),
        ]  # fmt: skip
        _run(command, time_limit)
        target = source.with_suffix(".txt")
        return target.read_text(encoding="utf-8-sig", errors="replace") if target.is_file() else None


def second_opinion(layout: Layout, data: bytes, *, time_limit: float = TIME_LIMIT) -> Note | None:
    """What LibreOffice says of a layout, if that is worth a note.

    Returns:
        A note when LibreOffice sees over :data:`TOLERANCE` more or less text than the layout holds, or when it
        has nothing to say; None when both agree, and for formats that it is not asked about.
    """
    if layout.format not in FORMATS:
        return None
    text = text_of(data, layout.format, time_limit=time_limit)
    if text is None:
        return Note("no-second-opinion", "LibreOffice is not installed, failed or took too long.", "info")
    held, seen = ink_of(layout), ink(text)
    if abs(held - seen) <= TOLERANCE * max(held, seen):
        return None
    return Note("reader-disagreement", f"{held} letters and digits were read; LibreOffice sees {seen}.")


def ink_of(layout: Layout) -> int:
    """The letters and digits of a layout, notes left out: LibreOffice does not export them."""
    return ink(_FOOTNOTE.sub("", layout.text))


def ink(text: str) -> int:
    """The letters and digits of a text, legacy ones counted as what they stand for."""
    return sum(map(str.isalnum, nfc(convert_text(text).texts[0])))


def _settings() -> str:
    """The profile: what :data:`_SWITCHES` and :data:`_PROXY` say."""
    items = [
        *((f"Office.{path}", name, value) for path, name, value in _SWITCHES),
        *(("Inet/Settings", name, value) for name, value in _PROXY),
    ]
    lines = "\n".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
        "</prop></item>"
        for path, name, value in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{lines}\n</oor:items>\n'
    )


def _run(command: list[str], time_limit: float) -> None:
    """Run LibreOffice, again while it asks for that; kill it when time is up.

    It stays in the process group of this process, so that it ends with the child that reads a file.
    """
    end = monotonic() + time_limit
    quiet = subprocess.DEVNULL
    with suppress(subprocess.TimeoutExpired):
        for _ in range(_STARTS):
            left = max(end - monotonic(), 0.0)
            ended = subprocess.run(
                command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=left, check=False
            )
            if ended.returncode != _RESTART:
                return
