"""What a power cut may cost: the work of the last minute, never a result that is believed to be there and is not.

Files are renamed when they are complete, and the system brings them to disk when it likes; waiting for the disk at every
file would take longer than reading it. So the journal lists what was written since the whole file system was last told
to write everything (syncfs(2)), which happens once a minute beside the work and at the end of a run. When the machine
has been started anew since, what is on that list is made again.
"""

from pathlib import Path
from threading import Thread
from time import monotonic

from vanban.batch.journal import Journal
from vanban.outputs import files

_EVERY = 60.0  # seconds
_BOOT = Path("/proc/sys/kernel/random/boot_id")


class Settler:
    """Sees that what is written reaches the disk.

    Args:
        out: the folder of results.
        journal: knows what was written.
    """

    def __init__(self, out: Path, journal: Journal) -> None:
        self._out = out
        self._journal = journal
        self._began = monotonic()
        self._thread: Thread | None = None
        self._number = 0

    def begin(self) -> None:
        """Forget what may be lost, if the machine is not the one, or not as it was, when it was written."""
        boot = boot_id()
        if not boot or boot != self._journal.get("boot"):
            self._journal.lose_unsettled()
        self._journal.set("boot", boot)

    def step(self) -> None:
        """Something was written."""
        if self._thread and not self._thread.is_alive():
            self._thread = None
            self._journal.settle(self._number)
        if not self._thread and monotonic() - self._began > _EVERY:
            self._began = monotonic()
            self._number = self._journal.unsettled()
            self._thread = Thread(target=files.sync, args=(self._out,), daemon=True)
            self._thread.start()

    def end(self) -> None:
        """Wait until all is on disk."""
        if number := self._journal.unsettled():
            files.sync(self._out)
            self._journal.settle(number)


def boot_id() -> str:
    """Another one whenever the machine is started; empty where the system has none."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""
