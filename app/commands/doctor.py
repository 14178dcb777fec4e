"""``vanban doctor``: what works on this machine."""

import argparse
import re
from collections.abc import Mapping
from typing import Any

from vanban.console import product
from vanban.corpus.errors import ExitCode

SUMMARY = "Show versions, the readers that work here, and what to do about those that do not."
EXAMPLES = """\
  vanban doctor
  vanban doctor --json
"""
_NEED = re.compile(r"(?P<name>[\w.-]+)[^;]*(?:;.*extra == [\"'](?P<extra>\w+)[\"'])?.*")
_DEVELOPERS = "dev"
_BY_IMPORT = {"PIL": "pillow", "doc2docx": "msdoc2docx"}  # where the package has another name


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> ExitCode:
    """Examine and print."""
    import msgspec

    facts = examine()
    if args.json:
        product(msgspec.json.format(msgspec.json.encode(facts), indent=1) + b"\n")
    else:
        product(render(facts))
    return ExitCode.OK


def examine() -> dict[str, Any]:
    """Versions by package and by extra, readers with their formats, engines for scans, where LibreOffice is, what nothing reads."""
    import platform
    from typing import get_args

    from vanban.corpus import plumber, soffice
    from vanban.corpus.layout import Format
    from vanban.corpus.ocr import engine
    from vanban.corpus.readers import available

    readers: list[dict[str, Any]] = [
        {
            "name": reader.name,
            "version": reader.version,
            "formats": list(reader.formats),
            "works": not reader.missing,
            "remedy": f"pip install {' '.join(_BY_IMPORT.get(name, name) for name in reader.missing)}"
            if reader.missing
            else None,
        }
        for reader in available()
    ]
    engines: list[dict[str, Any]] = [
        {
            "name": one.name,
            "version": one.version,
            "works": not one.missing,
            "remedy": f"Missing: {', '.join(one.missing)}. {engine.INSTALL}" if one.missing else None,
        }
        for one in engine.available()
    ]
    packages = needs()
    readable = {format for reader in readers if reader["works"] for format in reader["formats"]}
    return {
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": {name: _version(name) for name in ("vanban", *packages.pop(""))},
        "extras": {extra: {name: _version(name) for name in names} for extra, names in packages.items()},
        "readers": readers,
        "libreoffice": soffice.executable(),
        "pdfplumber": _version("pdfplumber") if plumber.is_available() else None,
        "engines": engines,
        "unreadable": [_unreadable(format) for format in get_args(Format) if format not in readable],
    }


def needs() -> dict[str, list[str]]:
    """What the package says it needs: of itself (""), and by extra; not what its developers need."""
    from importlib.metadata import requires

    found: dict[str, list[str]] = {"": []}
    for need in requires("vanban") or ():
        match = _NEED.fullmatch(need)
        if match and match["extra"] != _DEVELOPERS:
            found.setdefault(match["extra"] or "", []).append(match["name"])
    return found


def _unreadable(format: str) -> dict[str, str]:
    return {"format": format, "remedy": "Convert the file to HTML or text first; this version has no reader."}


def _version(package: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return None


def render(facts: dict[str, Any]) -> str:
    """The same for people."""
    lines = [f"{'python':<22} {facts['python']} on {facts['platform']}"]
    lines += _versions(facts["packages"])
    for extra, packages in facts["extras"].items():
        lines += [f"\nextra {extra}", *(f"  {line}" for line in _versions(packages))]
    lines.append("\nreaders")
    for reader in facts["readers"]:
        state = f"{reader['version']}" if reader["works"] else f"does not work. {reader['remedy']}"
        lines.append(f"  {reader['name']:<9} {', '.join(reader['formats'])}: {state}")
    lines.append("\nsecond opinion (--second-opinion)")
    for name, what in (("LibreOffice", "Word files"), ("pdfplumber", "PDF")):
        remedy = f"not installed, and not needed: it only checks how much text was read of {what}."
        lines.append(f"  {name:<11} {facts[name.lower()] or remedy}")
    lines.append("\nengines that read scans and images")
    for one in facts["engines"]:
        lines.append(f"  {one['name']:<9} {one['version'] if one['works'] else one['remedy']}")
    if facts["unreadable"]:
        lines.append("\nknown formats without a reader here")
    lines += [f"  {entry['format']:<9} {entry['remedy']}" for entry in facts["unreadable"]]
    return "\n".join(lines) + "\n"


def _versions(packages: Mapping[str, str | None]) -> list[str]:
    return [f"{name:<22} {version or 'not installed'}" for name, version in packages.items()]
