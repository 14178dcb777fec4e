"""vanban: archives of Vietnamese administrative documents become data that people trust.

>>> import vanban
>>> doc = vanban.read("samples/1207-qd-ubnd.txt")
>>> doc.header.number
'1207/QĐ-UBND'
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vanban.api import File, Result, read, read_result, run
    from vanban.corpus.errors import InputError, VanbanError
    from vanban.normalize.model import Document

__all__ = ["Document", "File", "InputError", "Result", "VanbanError", "read", "read_result", "run"]

_HOME = {
    "Document": "vanban.normalize.model",
    "File": "vanban.api",
    "InputError": "vanban.corpus.errors",
    "Result": "vanban.api",
    "VanbanError": "vanban.corpus.errors",
    "read": "vanban.api",
    "read_result": "vanban.api",
    "run": "vanban.api",
}


def __getattr__(name: str) -> Any:
    """Import public names on first use: `import vanban` and `vanban --help` stay quick."""
    if name in _HOME:
        from importlib import import_module

        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
