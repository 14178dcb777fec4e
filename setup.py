"""Package discovery only: an explicit list in pyproject.toml drops a forgotten subpackage silently."""

from setuptools import find_packages, setup

ROOMS = ("corpus", "extract", "normalize", "outputs")

app = ["vanban", *(f"vanban.{n}" for n in find_packages("app"))]
rooms = [f"vanban.{n}" for top in ROOMS for n in find_packages(include=[top, f"{top}.*"])]

setup(packages=app + rooms)
