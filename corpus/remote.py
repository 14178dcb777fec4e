"""Files behind URLs: object stores and whatever else fsspec reads (https://filesystem-spec.readthedocs.io).

``s3://bucket/folder``, ``gs://...``, ``sftp://...``; each needs the package of its kind (s3fs, gcsfs, paramiko). URLs come
from the user alone: nothing that a document names is ever fetched.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from vanban.corpus.decode import check_size
from vanban.corpus.errors import NotFoundError, UnreadableError, UsageError

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_MARKS = (
    "ETag",
    "etag",
    "md5Hash",
    "content_md5",
    "mtime",
    "LastModified",
    "last_modified",
    "updated",
    "created",
)
"""What file systems say of a file that changes with it; whatever is there is taken."""


class RemoteFile(NamedTuple):
    """A file below a URL: its own URL, its size in bytes if that is known, and what changes when it does."""

    url: str
    size: int | None
    stamp: str


def is_url(text: str) -> bool:
    """Whether a text is a URL rather than a path."""
    return _URL.match(text) is not None


def find(url: str) -> Iterator[RemoteFile]:
    """All files at and below a URL, folder by folder.

    Raises:
        NotFoundError: there is nothing.
        UsageError: no package for this kind of URL is installed.
        UnreadableError: the other side refuses.
    """
    system, root = file_system(url)
    try:
        if system.isfile(root):
            yield _file(system, root, system.info(root))
            return
        if not system.exists(root):
            raise NotFoundError("There is no such file or folder.", path=url, remedy="Check the URL.")
        for _, _, files in system.walk(root, detail=True):
            for name in sorted(files):
                yield _file(system, files[name]["name"], files[name])
    except OSError as error:
        raise _refused(url, error) from error


def load(url: str, *, max_bytes: int) -> bytes:
    """The bytes of a file.

    Raises:
        TooLargeError: it has more than allowed.
        NotFoundError, UnreadableError, UsageError: see :func:`find`.
    """
    system, path = file_system(url)
    try:
        with system.open(path, "rb") as file:
            data: bytes = file.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise NotFoundError("There is no such file.", path=url, remedy="Check the URL.") from error
    except OSError as error:
        raise _refused(url, error) from error
    check_size(len(data), max_bytes, url)
    return data


def file_system(url: str) -> tuple[Any, str]:
    """What reads and writes URLs of this kind, an fsspec file system, and the path of this one there.

    Raises:
        UsageError: no package for this kind of URL is installed.
    """
    try:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(url)
    except ImportError as error:
        raise UsageError(
            f"This kind of URL cannot be read: {error}.",
            path=url,
            remedy="Install the package that it names.",
        ) from error
    except ValueError as error:
        raise UsageError(f"This is no URL of a known kind: {error}.", path=url) from error
    return system, str(path)


def _file(system: Any, name: str, info: dict[str, Any]) -> RemoteFile:
    stamp = " ".join(
        f"{info.get('size')} {mark}={info[mark]}" for mark in _MARKS if info.get(mark) is not None
    )
    return RemoteFile(str(system.unstrip_protocol(name)), info.get("size"), stamp)


def _refused(url: str, error: OSError) -> UnreadableError:
    reason = error.strerror or str(error) or type(error).__name__
    return UnreadableError(
        f"The file cannot be opened ({reason}).", path=url, remedy="Check the URL and your access to it."
    )
