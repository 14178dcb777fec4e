"""A second opinion on a document from LibreOffice, where it is installed: how much text there is.

It runs headless in a profile of its own with macros disabled, is given a time limit and killed with its
children when it passes it. Nothing here is needed to read a document.
"""

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from vanban.corpus.layout import Layout, Note
from vanban.corpus.legacy import convert_text
from vanban.corpus.text import nfc

TIME_LIMIT = 60.0
"""Seconds for one document; start-up takes one or two."""

TOLERANCE = 0.02
"""Share of the characters by which two readers may differ without a note."""

_FOOTNOTE = re.compile(r"^\[\d+\] .*$", re.MULTILINE)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"
 oor:op="fuse"><value>3</value></prop></item>
</oor:items>
"""


def executable() -> str | None:
    """The path of LibreOffice; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def second_opinion(data: bytes, extension: str = "doc", *, time_limit: float = TIME_LIMIT) -> int | None:
    """How many letters and digits LibreOffice sees in a document, legacy letters converted.

    Args:
        data: the file.
        extension: by which LibreOffice is told the format: ``doc``, ``docx`` or ``rtf``.
        time_limit: seconds until it is killed.

    Returns:
        The number, headers, footers and notes not counted; None where LibreOffice is not installed, fails
        or takes too long.
    """
    program = executable()
    if program is None:
        return None
    with TemporaryDirectory(prefix="vanban-") as folder:
        source = Path(folder, f"document.{extension}")
        source.write_bytes(data)
        profile = Path(folder, "profile")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        command = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
            "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, str(source),
        ]  # fmt: skip
        _run(command, time_limit)
        target = source.with_suffix(".txt")
        return ink(target.read_text(encoding="utf-8-sig", errors="replace")) if target.is_file() else None


def disagreement(layout: Layout, data: bytes, *, time_limit: float = TIME_LIMIT) -> Note | None:
    """A note when LibreOffice sees over :data:`TOLERANCE` more or less text than the layout holds."""
    seen = second_opinion(data, layout.format, time_limit=time_limit)
    if seen is None:
        return None
    held = ink(_FOOTNOTE.sub("", layout.text))
    if abs(held - seen) <= TOLERANCE * max(held, seen):
        return None
    return Note("reader-disagreement", f"{held} letters and digits were read; LibreOffice sees {seen}.")


def ink(text: str) -> int:
    """The letters and digits of a text, legacy ones counted as what they stand for."""
    return sum(map(str.isalnum, nfc(convert_text(text).texts[0])))


def _run(command: list[str], time_limit: float) -> None:
    """Run a program in a process group of its own; kill the group when time is up."""
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(time_limit)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
