"""How fast, how big, and beside others: ``make bench``, or some parts of it: ``make bench PARTS="pdf peers"``.

process   whole processes from outside: start-up, one file
pipeline  one warm process, stage by stage, on a decision with its plan
pdf       PDF beside bare PDFium and pdfplumber, on the same files in turns
pages     200 pages: seconds of a DOCX, memory of a PDF
peers     seconds a document beside other packages (make peers installs them, in an environment of their own)

Real files are those of VANBAN_CORPUS; without it, and for what is large, files are made up. CPU time, unless it says
otherwise; what is compared is measured in turns, and the first line tells how fast the machine is at the moment.
"""

import argparse
import functools
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from tests.bench import beside, pages, timing
from tests.bench.timing import MIB, Figure

ROOT = Path(__file__).resolve().parents[2]
SEED = "000_a7a611ee86822b52.txt"  # 17 KB: the size that the budgets speak of
SAMPLE = ROOT / "samples" / "1207-qd-ubnd.txt"
LETTER = ROOT / "tests" / "data" / "pdf" / "quyet-dinh.pdf"
MANY = 200
FEW = 15  # pages; on longer files some peers take minutes


def corpus() -> Path | None:
    """The folder of the reference corpus."""
    named = os.environ.get("VANBAN_CORPUS")
    return Path(named).resolve() if named else None


def document() -> Path:
    """The file of the budgets: the seed when the reference corpus is there, else a sample."""
    folder = corpus()
    seed = folder.parent / "seeds" / SEED if folder else SAMPLE
    return seed if seed.is_file() else SAMPLE


@functools.cache
def files(ending: str) -> list[Path]:
    """The real files of a format that hold text, by size; made-up ones without the reference corpus."""
    import vanban

    folder = corpus()
    found: list[tuple[int, Path]] = []
    for path in (folder / "files").iterdir() if folder else ():
        if path.suffix.lower() == ending:
            try:
                source = vanban.read(path).source
            except vanban.VanbanError:
                continue
            if source and source.format == ending[1:] and source.text_layer == "native":
                found.append((path.stat().st_size, path))
    return [path for _, path in sorted(found)] or ([LETTER] if ending == ".pdf" else [])


def process(rounds: int) -> Iterator[Figure]:
    """Start-up, and one file as a whole process."""
    path = document()
    print(f"  on {path.name}, {path.stat().st_size:,} bytes; the best of {rounds}")
    helps = [timing.child(["--help"]) for _ in range(rounds)]
    extracts = [timing.child(["extract", str(path)]) for _ in range(rounds)]
    yield Figure("vanban --help, CPU", min(cpu for _, cpu in helps), "s", 0.15)
    yield Figure("vanban extract, wall clock", min(wall for wall, _ in extracts), "s", 0.5)
    yield Figure("vanban extract, peak memory", timing.peak(path) / MIB, "MiB")


def pipeline(rounds: int) -> Iterator[Figure]:
    """Documents a second and core, and the milliseconds of each stage."""
    path = document()
    data, chain = path.read_bytes(), stages(path)
    print(f"  on {path.name}, {len(data):,} bytes; the best of {50 * rounds}")
    seconds: dict[str, list[float]] = {name: [] for name, _ in chain}
    for run in range(50 * rounds + 3):
        value: Any = data
        for name, stage in chain:
            start = time.process_time()
            value = stage(value)
            if run >= 3:  # the first runs load rules and fill caches
                seconds[name].append(time.process_time() - start)
    total = min(map(sum, zip(*seconds.values(), strict=True)))
    yield Figure("documents a second and core", 1 / total, "", 100, higher_is_better=True)
    for name, taken in seconds.items():
        yield Figure(f"  {name}", 1000 * min(taken), "ms")


def stages(path: Path) -> list[tuple[str, Callable[[Any], Any]]]:
    """The pipeline's stages by name; each takes what the one before it gave."""
    from vanban.corpus.readers import read
    from vanban.extract.segment import segment
    from vanban.normalize.document import build
    from vanban.normalize.model import Source
    from vanban.outputs.jsondoc import encode

    size = path.stat().st_size
    source = Source(path=path.name, sha256="0" * 64, bytes=size, format="txt", reader="bench")
    layouts: list[Any] = []

    def first(data: bytes) -> Any:
        layouts[:] = [read(path, data)]
        return layouts[0]

    return [
        ("read", first),
        ("segment", segment),
        ("normalise", lambda draft: build(draft, layouts[0], source)),
        ("write JSON", encode),
    ]


def pdf(rounds: int) -> Iterator[Figure]:
    """PDF beside bare PDFium and pdfplumber."""
    from tests.bench.pdf import compare

    return compare(files(".pdf"), rounds, seconds=0.7 * rounds)


def many(rounds: int) -> Iterator[Figure]:
    """Documents of many pages."""
    from vanban.corpus.readers import docx

    data = pages.docx(MANY)
    taken = timing.in_turns({"docx": lambda: docx.read(data)}, rounds=rounds, seconds=rounds)
    yield Figure(f"DOCX of {MANY} pages", min(taken["docx"]), "s", 1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made-up.pdf")
        path.write_bytes(pages.pdf(MANY))
        yield Figure(f"PDF of {MANY} pages, peak memory", timing.peak(path) / MIB, "MiB", 250)
    pages_of = {path: len(pdfium.PdfDocument(path)) for path in files(".pdf")}
    longest = max(pages_of, key=lambda path: pages_of[path])
    name = f"the longest PDF ({pages_of[longest]} pages), peak memory"
    yield Figure(name, timing.peak(longest) / MIB, "MiB", 250)


def peers(rounds: int) -> Iterator[Figure]:
    """Seconds a document beside other packages."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "made-up.docx")
        made.write_bytes(pages.docx(20))
        few = [path for path in files(".pdf") if len(pdfium.PdfDocument(path)) <= FEW]
        yield from beside.seconds({"pdf": few, "docx": files(".docx") or [made]}, min(rounds, 3))


PARTS: dict[str, Callable[[int], Iterator[Figure]]] = {
    "process": process,
    "pipeline": pipeline,
    "pdf": pdf,
    "pages": many,
    "peers": peers,
}


def show(f: Figure) -> None:
    """Print a figure for people."""
    budget = f"{'>=' if f.higher_is_better else '<='} {f.limit:g}" if f.limit is not None else ""
    verdict = "" if f.within else "  OVER BUDGET"
    print(f"  {f.name:<44} {f.value:>10.3f} {f.unit:<5} {budget}{verdict}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all without one")
    parser.add_argument("--rounds", type=int, default=9, help="rounds of everything (default 9)")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    found: dict[str, list[Figure]] = {}
    print(f"a plain loop takes this machine {timing.machine():.1f} ms at the moment")
    for name in options.parts or PARTS:
        print(f"\n== {name} ==", flush=True)
        found[name] = []
        for figure in PARTS[name](options.rounds):
            found[name].append(figure)
            show(figure)
    print(f"\na plain loop takes this machine {timing.machine():.1f} ms at the moment")
    if options.json:
        options.json.write_text(
            json.dumps({part: [asdict(f) for f in figures] for part, figures in found.items()}, indent=1)
        )


if __name__ == "__main__":
    main()
