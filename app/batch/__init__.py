"""Runs over archives of any size: nothing is lost, nothing is done twice.

``scan`` sees what there is, ``convert`` makes the results of what has none, ``publish`` brings the folder of results
up to date; ``journal`` remembers, ``engines`` carry out ``tasks`` in processes that may die, ``report`` tells.
"""

from vanban.batch.report import FileReport
from vanban.batch.run import Listener, Outcome, Settings, place, run, stream

__all__ = ["FileReport", "Listener", "Outcome", "Settings", "place", "run", "stream"]
