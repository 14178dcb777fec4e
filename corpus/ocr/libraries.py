"""The imaging library, set up once: one thread of its own per page, no more."""

import os
from importlib import import_module
from typing import Any

os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # pages run side by side; must stand before OpenMP is loaded

cv2: Any = import_module("cv2")
cv2.setNumThreads(1)

Image = Any
"""A numpy array of bytes: (height, width) grey or (height, width, 3) RGB."""
