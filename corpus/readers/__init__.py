"""Readers: files to layouts. One reader a format, found by content and imported on use."""

from vanban.corpus.readers.registry import READERS, Reader, ReaderInfo, available, load, read

__all__ = ["READERS", "Reader", "ReaderInfo", "available", "load", "read"]
