"""That a run writes into a folder of its own, before it writes anything."""

from collections.abc import Sequence
from pathlib import Path

from vanban.corpus.errors import UsageError
from vanban.corpus.files import WORK
from vanban.corpus.remote import is_url
from vanban.outputs import store


def check(archives: Sequence[str | Path], out: Path) -> None:
    """See that nothing stands where results go but those of earlier runs.

    Args:
        archives: folders, containers, files or URLs.
        out: the folder of results.

    Raises:
        UsageError: it is an archive, one lies where results go in it, or it holds files there that no run has made.
    """
    folder = out.resolve()
    for archive in [str(archive) for archive in archives if not is_url(str(archive))]:
        path = Path(archive).resolve()
        if path == folder or any(path.is_relative_to(folder / name) for name in store.NAMES):
            raise UsageError(
                "The results would lie among the files to be read.",
                path=archive,
                remedy="Name a folder of its own with -o.",
            )
    if (out / WORK).is_dir():
        return
    for name in store.NAMES:
        if (out / name).exists():
            raise UsageError(
                "This stands where results go, and no run has made it.",
                path=str(out / name),
                remedy="Name an empty folder with -o.",
            )
