"""Readers: files to layouts. One reader a format, found by content and imported on use."""

from vanban.corpus.readers.registry import PROBES, READERS, Reader, ReaderInfo, available, load, read

__all__ = ["PROBES", "READERS", "Reader", "ReaderInfo", "available", "load", "read"]
