"""vanban and other packages on the same files, in turns; each peer is one warm process of its own environment."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import mean, median
from typing import Any

import vanban
from tests.bench.timing import Figure
from vanban.outputs.jsondoc import encode

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / "build" / "peers" / "bin" / "python"
ABSENT = "  the peers are not installed: make peers (they need the network and 1 GB)"
_ENOUGH = 5.0  # seconds of the slowest on one file: no further round
READS = {
    "kreuzberg": ("pdf", "docx"),
    "markitdown": ("pdf", "docx"),
    "viparse": ("pdf", "docx"),
    "docling": ("docx",),
    "pdfplumber": ("pdf",),
    "camelot": ("pdf",),
}


class Peer:
    """A peer, imported and waiting.

    Raises:
        OSError: it is not installed.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [PYTHON, Path(__file__).with_name("peers.py"), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        if "error" in (ready := self._answer()):
            raise OSError(f"{name} does not start: {ready['error']}")

    def read(self, question: Path | str) -> dict[str, Any]:
        """What it says of a file (of two lists of tables): seconds, length, tables, or an error."""
        assert self._process.stdin is not None
        print(question, file=self._process.stdin, flush=True)
        return self._answer()

    def close(self) -> None:
        """Let it end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        answer: dict[str, Any] = json.loads(line) if line else {"error": "it died", "cpu": 0.0}
        return answer


def installed(names: Sequence[str]) -> list[Peer]:
    """Those of some peers that start; what is missing is said."""
    found: list[Peer] = []
    for name in names:
        try:
            found.append(Peer(name))
        except OSError as error:
            print(ABSENT if not PYTHON.exists() else f"  {error}", file=sys.stderr)
            if not PYTHON.exists():
                break
    return found


def seconds(files: Mapping[str, Sequence[Path]], rounds: int) -> Iterator[Figure]:
    """CPU seconds a document of each that reads a format; files that one of them fails on count for no one."""
    peers = installed(["kreuzberg", "markitdown", "viparse", "docling"])
    for format, paths in files.items():
        readers = [peer for peer in peers if format in READS[peer.name]]
        taken: dict[str, list[float]] = {name: [] for name in ("vanban", *(peer.name for peer in readers))}
        read = 0
        for path in paths[:1]:  # rules and models are loaded by the first document
            vanban.read(path)
            for peer in readers:
                peer.read(path.resolve())
        for path in paths:
            times: dict[str, list[float]] = {name: [] for name in taken}
            failed = []
            for done in range(rounds):
                if done and max(map(sum, times.values())) > _ENOUGH:
                    break
                start = time.process_time()
                encode(vanban.read(path))
                times["vanban"].append(time.process_time() - start)
                for peer in readers:
                    answer = peer.read(path.resolve())
                    times[peer.name].append(answer["cpu"])
                    failed += [peer.name] if "error" in answer else []
            if failed:
                print(f"  {path.name}: {', '.join(sorted(set(failed)))} failed; not counted")
                continue
            read += 1
            for name, some in times.items():
                taken[name].append(median(some))
        if not read:
            continue
        print(f"  {format.upper()}: {read} files")
        ours = mean(taken["vanban"])
        yield Figure(f"{format.upper()}: vanban", ours, "s")
        for peer in readers:
            theirs = mean(taken[peer.name])
            yield Figure(f"  {peer.name} ({theirs / ours:.1f} x)", theirs, "s")
    for peer in peers:
        peer.close()
