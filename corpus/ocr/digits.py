"""Reads handwritten and stamped digits: a small convolutional net read out by CTC, run on numpy.

The weights (``digits.npz``, made by ``scripts/train_digits.py`` from drawn zones, MNIST and fonts) are two nets whose
opinions are pooled. What comes out is no best guess but a distribution: how probable each number is, so that whoever
combines witnesses can ask for a day between 1 and 31, or decline.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import Any

import numpy as np

Array = Any
"""A numpy array of float32."""

HEIGHT = 40
"""Pixels of a zone's height."""

SYMBOLS = "0123456789/"
"""Classes 1 to 11; class 0 is CTC's blank."""

BEAM = 12
LONGEST = 5
"""Digits of an ordinal; the registers of one year hold no more."""

_SLASH = len(SYMBOLS)
_DOUBT = 0.01  # of any opinion: nothing is impossible because one view does not show it
_UNLIKELY = 1e-4  # a symbol that is not looked at
_HOPELESS = 1e-6  # of the best prefix: one that is not followed
_WIDEST = 256  # pixels; a wider zone is no gap for a number
_POOLS = ((2, 2), (2, 1), (2, 1))
_Beam = tuple[float, float, int]
"""How probable a prefix is, ending in blank and in its last symbol; the class of that symbol, 0 without one."""
_ONE_THREAD = 250_000  # multiplications; OpenBLAS takes several threads from 262,144


@cache
def _nets() -> tuple[tuple[tuple[Array, Array], ...], ...]:
    """The layers of each net: weight (out, in, rows, columns) and bias."""
    with files("vanban.corpus.ocr").joinpath("digits.npz").open("rb") as file, np.load(file) as stored:
        names = sorted(stored.files, key=lambda name: tuple(int(part) for part in name.split("/")))
        arrays = {name: stored[name].astype(np.float32) for name in names}
    nets: dict[str, list[Array]] = {}
    for name in names:
        nets.setdefault(name.split("/")[0], []).append(arrays[name])
    return tuple(tuple(zip(layers[::2], layers[1::2], strict=True)) for layers in nets.values())


def _convolved(image: Array, weight: Array, bias: Array) -> Array:
    """One layer on ``image`` (channels, rows, columns); the places around it count as empty."""
    out, channels, rows, columns = weight.shape
    up = 0 if rows == image.shape[1] else rows // 2  # a filter as high as the image folds it to one row
    aside, high, wide = columns // 2, image.shape[1] + 2 * up - rows + 1, image.shape[2]
    padded = np.zeros((channels, image.shape[1] + 2 * up, wide + 2 * aside), np.float32)
    padded[:, up : up + image.shape[1], aside : aside + wide] = image
    windows = np.empty((channels, rows, columns, high, wide), np.float32)
    for row in range(rows):
        for column in range(columns):
            windows[:, row, column] = padded[:, row : row + high, column : column + wide]
    found = _multiplied(weight.reshape(out, -1), windows.reshape(-1, high * wide))
    found += bias[:, None]
    return found.reshape(out, high, wide)


def _multiplied(one: Array, other: Array) -> Array:
    """A product of matrices in pieces so small that it takes one thread.

    OpenBLAS gives larger ones to all cores: threads that wait for each other take ten times the time when pages are
    read side by side, and the last bits of the result would depend on the number of cores.
    """
    step = max(_ONE_THREAD // one.size, 1)
    found = np.empty((len(one), other.shape[1]), np.float32)
    for start in range(0, other.shape[1], step):
        np.matmul(one, other[:, start : start + step], out=found[:, start : start + step])
    return found


def _pooled(image: Array, rows: int, columns: int) -> Array:
    """The largest of two rows, or of two rows and two columns; an odd one at the end is left out."""
    _, high, wide = image.shape
    image = np.maximum(image[:, : high - 1 : rows], image[:, 1:high:rows])
    if columns == 1:
        return image
    return np.maximum(image[:, :, : wide - 1 : columns], image[:, :, 1:wide:columns])


def scores(zone: Array) -> tuple[Array, ...]:
    """What each net says of a zone.

    Args:
        zone: ``HEIGHT`` rows of ink, 0 (paper) to 1; at most ``_WIDEST`` columns are looked at.

    Returns:
        for each net, probabilities of shape (places, 1 + symbols), one place for two columns.
    """
    zone = zone[:, :_WIDEST].astype(np.float32)
    return tuple(_run(layers, zone) for layers in _nets())


def _run(layers: tuple[tuple[Array, Array], ...], zone: Array) -> Array:
    image = zone[None]
    for number, (weight, bias) in enumerate(layers):
        image = _convolved(image, weight, bias)
        if number < len(layers) - 1:
            image = np.maximum(image, 0)
        if number < len(_POOLS):
            image = _pooled(image, *_POOLS[number])
    logits = image[:, 0, :].T
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def numbers(probabilities: Array) -> dict[str, float]:
    """The numbers a zone may hold, each with its probability: digits up to the first slash.

    A prefix beam search over the places. A slash ends the number: what stands behind it is of no
    interest. The empty text is the probability that nothing is written.
    """
    beams: dict[str, _Beam] = {"": (1.0, 0.0, 0)}
    for row in probabilities.tolist():
        likely = [c for c in range(1, _SLASH + 1) if row[c] > _UNLIKELY]
        if not likely:  # most places are between digits: nothing grows
            beams = {prefix: _waited(beam, row) for prefix, beam in beams.items()}
            continue
        beams = _likeliest(_grown(beams, row, likely))
    found: dict[str, float] = {}
    for prefix, (blank, symbol, _) in beams.items():
        text = prefix.removesuffix("/")
        found[text] = found.get(text, 0.0) + blank + symbol
    return {text: p for text, p in found.items() if len(text) <= LONGEST}


def _likeliest(beams: Mapping[str, _Beam]) -> dict[str, _Beam]:
    """The best prefixes, as far as they may still count."""
    least = _HOPELESS * max(blank + symbol for blank, symbol, _ in beams.values())
    kept = [(prefix, beam) for prefix, beam in beams.items() if beam[0] + beam[1] > least]
    if len(kept) > BEAM:
        kept = sorted(kept, key=lambda item: -(item[1][0] + item[1][1]))[:BEAM]
    return dict(kept)


def _grown(beams: Mapping[str, _Beam], row: Sequence[float], likely: Sequence[int]) -> dict[str, _Beam]:
    """What a place makes of each prefix: the same, or one symbol longer."""
    grown: dict[str, _Beam] = {}
    for prefix, beam in beams.items():
        waited = _waited(beam, row)
        other = grown.get(prefix)
        grown[prefix] = (other[0] + waited[0], other[1] + waited[1], waited[2]) if other else waited
        blank, symbol, last = beam
        if last == _SLASH:
            continue
        for c in likely:
            came = (blank if c == last else blank + symbol) * row[c]
            longer = prefix + SYMBOLS[c - 1]
            other = grown.get(longer)
            grown[longer] = (other[0], other[1] + came, c) if other else (0.0, came, c)
    return grown


def _waited(beam: _Beam, row: Sequence[float]) -> _Beam:
    """A prefix to which a place adds nothing: it is blank there, or its last symbol goes on."""
    blank, symbol, last = beam
    if last == _SLASH:
        return blank + symbol, 0.0, last
    return (blank + symbol) * row[0], symbol * row[last] if last else 0.0, last


def pooled(opinions: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The geometric mean of several distributions: what all find possible gains on what some are sure of."""
    texts = {text for opinion in opinions for text in opinion}
    means = {
        text: exp(sum(log(opinion.get(text, 0.0) + _DOUBT) for opinion in opinions) / len(opinions)) - _DOUBT
        for text in texts
    }
    known = sum(sum(opinion.values()) for opinion in opinions) / max(len(opinions), 1)
    share = known / max(sum(means.values()), _DOUBT)
    return {text: mean * share for text, mean in means.items()}


def read(views: Sequence[Array]) -> dict[str, float]:
    """How probable each number is, given several views of one zone (see ``zones.views``)."""
    return pooled([numbers(probabilities) for view in views for probabilities in scores(view)])
