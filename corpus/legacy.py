"""stub"""
from dataclasses import dataclass
from typing import Any
from vanban.corpus.layout import Encoding, Note

@dataclass
class Converted:
    texts: list[str]
    encoding: Encoding = "unicode"
    note: Note | None = None

def convert_runs(runs: list[tuple[str, str | None]]) -> Converted:
    return Converted([t for t, _ in runs])
