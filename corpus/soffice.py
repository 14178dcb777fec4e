"""The text of a Word file by LibreOffice, where it is installed, as a second opinion on ours.

It runs headless in a profile of its own, runs no macros and fetches nothing that a document links to, is given
a time limit and killed when it passes it. Nothing here is needed to read a document.
"""

import shutil
import subprocess
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

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


def text_of(data: bytes, extension: str, *, time_limit: float) -> str | None:
    """The text that LibreOffice exports of a document.

    Args:
        data: the file.
        extension: by which LibreOffice is told the format: doc, docx or rtf.
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
