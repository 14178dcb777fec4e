"""How a run goes, on stderr: a line that changes in place on a terminal, plain lines elsewhere, or JSON.

In JSON (``--log-format json``) every line is an object with ``event``: ``stage``, ``progress``, ``file`` (one that
gave no document), ``end``, and ``error`` for what ended the run.
"""

import sys
from time import perf_counter
from typing import Any, Literal

import msgspec

from vanban.batch import Listener, Outcome
from vanban.batch.journal import File, Result
from vanban.console import duration, say
from vanban.corpus.errors import VanbanError

Format = Literal["text", "json"]

_LIVE, _PLAIN = 0.2, 10.0  # seconds between two lines
_NAMED = 100  # files named as they fail, at most; the report names all
_STAGES = {
    "look": "looking at files",
    "convert": "reading",
    "publish": "writing tables",
    "copy": "copying results",
}


class Progress(Listener):
    """Prints what it is told.

    Args:
        format: text for people, or json for schedulers.
    """

    def __init__(self, format: Format = "text") -> None:
        self._json = format == "json"
        self._live = not self._json and sys.stderr.isatty()
        self._interval = _LIVE if self._live else _PLAIN
        self._failures = self._pages = self._done = self._total = 0
        self._stage = ""
        self._began = self._shown = perf_counter()

    def stage(self, name: str, total: int) -> None:
        """A step begins."""
        self._stage, self._total, self._done, self._pages = name, total, 0, 0
        self._began = self._shown = perf_counter()
        if self._json:
            _emit("stage", stage=name, total=total)

    def step(self, things: int = 1) -> None:
        """Some things are done."""
        self._done += things
        now = perf_counter()
        if now - self._shown >= self._interval:
            self._shown = now
            self._show(now - self._began)

    def refused(self, file: File) -> None:
        """A file cannot even be looked into."""
        self._name(file, "failed")

    def result(self, result: Result) -> None:
        """A file was converted."""
        self._pages += result.pages or 1
        if result.code is not None:
            self._name(result, result.status)

    def _name(self, file: File | Result, status: str) -> None:
        """Name a file that gave no document."""
        self._failures += 1
        if self._json:
            _emit("file", path=file.path, status=status, code=file.code, message=file.message)
        elif self._failures <= _NAMED:
            self._clear()
            say(f"vanban: {file.path}: {' '.join(filter(None, (file.message, file.remedy)))}")
            if self._failures == _NAMED:
                say("vanban: further files are named in the report only.")

    def end(self, outcome: Outcome) -> None:
        """The run is over."""
        self._clear()
        if self._json:
            _emit("end", **msgspec.to_builtins(outcome))

    def _show(self, seconds: float) -> None:
        files, pages = self._done / seconds, self._pages / seconds
        left = (self._total - self._done) / files if self._total and files else None
        if self._json:
            _emit(
                "progress",
                stage=self._stage,
                done=self._done,
                total=self._total or None,
                failures=self._failures,
                files_per_second=round(files, 2),
                pages_per_second=round(pages, 2),
                seconds_left=None if left is None else round(left),
            )
            return
        line = f"{_STAGES.get(self._stage, self._stage)}: {self._done}"
        if self._total:
            line += f" of {self._total}"
        line += f", {files:.1f} files/s"
        if self._stage == "convert":
            line += f", {pages:.1f} pages/s, {self._failures} not read"
        if left is not None:
            line += f", {duration(left)} left"
        if self._live:
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
        else:
            say(line)

    def _clear(self) -> None:
        if self._live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def tell_error(error: VanbanError) -> None:
    """In JSON: the run has ended with an error."""
    _emit("error", code=error.code, path=error.path, message=error.message, remedy=error.remedy)


def _emit(event: str, **facts: Any) -> None:
    say(msgspec.json.encode({"event": event, **facts}).decode())
