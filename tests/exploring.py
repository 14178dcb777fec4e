"""Property tests repeat the same examples, so that two runs of one commit agree; ``make explore`` looks for new ones.

``VANBAN_EXPLORE=20`` tries twenty times as many.
"""

import os
from collections.abc import Callable

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("VANBAN_EXPLORE", "0"))


def examples(number: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """So many examples of a property instead of the 100 of :func:`load_profile`."""
    return settings(max_examples=number * (TIMES or 1))


def load_profile() -> None:
    """What holds for every property test; a slow machine is no failure."""
    settings.register_profile(
        "vanban",
        max_examples=100 * (TIMES or 1),
        derandomize=not TIMES,
        deadline=None,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.function_scoped_fixture,
            HealthCheck.data_too_large,
        ],
    )
    settings.load_profile("vanban")
