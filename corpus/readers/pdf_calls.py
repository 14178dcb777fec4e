"""PDFium's functions called with plain numbers, for the calls that are made a million times a document.

The wrappers of pypdfium2 make an object of every argument and give the interpreter's lock away and take it back
for every call; for a call that reads one number that is most of the time.
"""

import ctypes
import operator
from typing import Any

Pointer = ctypes.c_void_p


class Number:
    """An argument handed over as the plain number it is; c_int would wrap each in an object first."""

    from_param = operator.index


def direct(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of :mod:`pypdfium2.raw` that takes handles and addresses as numbers.

    Args:
        function: the function.
        result: what it gives: a type of ctypes, or :class:`Number` for an int.
        arguments: what it takes: :data:`Pointer` for handles and addresses, :class:`Number` for ints.
    """
    kinds = [ctypes.c_int if kind is Number else kind for kind in (result, *arguments)]
    called = ctypes.PYFUNCTYPE(*kinds)(ctypes.cast(function, Pointer).value or 0)
    called.argtypes = arguments
    return called


def number_of(handle: Any) -> int:
    """The number that stands for a handle of pypdfium2."""
    return ctypes.cast(handle, Pointer).value or 0
