"""Engines that tests make up."""

from collections.abc import Sequence
from typing import Any

from vanban.corpus.ocr.engine import Engine, Word


class Alone:
    """An engine without another beside it, which reads nothing."""

    judge: Engine | None = None

    @property
    def mark(self) -> str:
        """The name of its class."""
        return type(self).__name__.lower()

    def read_line(self, image: Any, *, numeric: bool = False, seconds: float = 10.0) -> Sequence[Word]:
        """Nothing."""
        del image, numeric, seconds
        return []

    def close(self) -> None:
        """Nothing is held."""
