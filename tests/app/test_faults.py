"""Whatever happens to a run, the next one goes on, and in the end the results are those of an undisturbed one.

Real runs over real files in processes of their own, killed at random: the seed is printed, and may be set by
``VANBAN_FAULT_SEED``.
"""

import gzip
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.app.folders import results
from tests.bench import made
from vanban.batch import report as batch_report
from vanban.corpus.errors import ExitCode
from vanban.outputs import jsondoc

ROOT = Path(__file__).parents[2]
VANBAN = Path(sys.executable).with_name("vanban")
KILLS = 24
SEED = int(os.environ.get("VANBAN_FAULT_SEED", random.SystemRandom().randrange(10**6)))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for the children of a process in /proc"),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some seventy files in all formats, a broken one, a copy and a ZIP among them."""
    folder = tmp_path_factory.mktemp("faults") / "archive"
    made.write(folder, 64)
    with zipfile.ZipFile(folder / "more.zip", "w") as container:
        for path in sorted((ROOT / "samples").iterdir()):
            container.write(path, f"samples/{path.name}")
    return folder


@pytest.fixture(scope="module")
def clean(archive: Path) -> dict[str, bytes]:
    """The results of a run that nothing disturbs."""
    out = archive.parent / "clean"
    assert run(archive, out).returncode == ExitCode.SOME_FAILED
    return results(out)


def command(archive: Path, out: Path, *options: str) -> list[str]:
    return [str(VANBAN), "run", str(archive), "-o", str(out), "--workers", "2", *options]


def run(archive: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(archive, out, *options), capture_output=True, text=True, check=False)


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    with suppress(OSError):
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
        return [int(child) for child in text.split()]
    return []


def assert_whole(out: Path) -> None:
    """What is there is complete, whatever the moment: every JSON reads back."""
    for path in out.glob("json/*/[!.]*.json"):
        assert jsondoc.read(path).id == path.stem


@pytest.mark.timeout(600)
def test_processes_killed_at_random_points(archive: Path, clean: dict[str, bytes], tmp_path: Path) -> None:
    """The leading process and its children by turns; each run goes on where the last was killed."""
    print(f"VANBAN_FAULT_SEED={SEED}")
    chance = random.Random(SEED)
    out = tmp_path / "out"
    kills, finished = 0, 0
    while kills < KILLS:
        process = subprocess.Popen(
            command(archive, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(chance.randint(0, 3)):  # children first; the run survives that
            time.sleep(chance.uniform(0.05, 0.8))
            for child in children(process.pid)[:1]:
                with suppress(OSError):
                    os.kill(child, signal.SIGKILL)
                    kills += 1
        time.sleep(chance.uniform(0.0, 1.5))
        if process.poll() is None:
            process.kill()
            kills += 1
        finished += process.wait() == ExitCode.SOME_FAILED
        assert_whole(out)
        if finished:  # from the beginning
            assert results(out) == clean
            shutil.rmtree(out)
            finished = 0
    assert run(archive, out).returncode == ExitCode.SOME_FAILED
    assert results(out) == clean


# A program whose reader does what a file tells it to; the rest is what vanban does.
HOSTILE = """
import os, sys, time
from vanban import api
from vanban.cli import main

def read_result(path, data=None, **more):
    if data.startswith(b"hang"):
        time.sleep(600)
    if data.startswith(b"crash"):
        os.abort()
    held = []
    while data.startswith(b"eat"):
        held.append(bytearray(2**24))
    return read(path, data, **more)

read, api.read_result = api.read_result, read_result
sys.exit(main(sys.argv[1:]))
"""


def test_everything_at_once(archive: Path, clean: dict[str, bytes], tmp_path: Path) -> None:
    """Bombs, a hang, a file that eats memory, hard crashes and killed children cost nothing but themselves."""
    hostile = archive / "hostile"
    hostile.mkdir()
    try:
        for name in ("hang", "eat", "crash"):
            (hostile / f"{name}.txt").write_text(name)
        (hostile / "bomb.gz").write_bytes(gzip.compress(bytes(50_000_000)))
        with zipfile.ZipFile(hostile / "bombs.zip", "w", zipfile.ZIP_DEFLATED) as bombs:
            for name in ("a.txt", "b.docx"):
                bombs.writestr(name, bytes(50_000_000))
            bombs.writestr("crash.txt", "crash, within")
        out = tmp_path / "out"
        options = ["--max-seconds", "5", "--max-memory", "400"]
        arguments = command(archive, out, *options)[1:]
        process = subprocess.Popen([sys.executable, "-c", HOSTILE, *arguments], stderr=subprocess.DEVNULL)
        while process.poll() is None and not list(out.glob("json/*/*.json")):
            time.sleep(0.02)
        for child in children(process.pid)[:1]:
            os.kill(child, signal.SIGKILL)
        assert process.wait() == ExitCode.SOME_FAILED
    finally:
        shutil.rmtree(hostile)
    found = {file.path.partition("/hostile/")[2]: file.code for file in batch_report.read(out).files}
    assert {name: code for name, code in found.items() if name} == {
        "hang.txt": "time-limit",
        "eat.txt": "memory-limit",
        "crash.txt": "crash",
        "bomb.gz!/bomb": "too-large",
        "bombs.zip!/a.txt": "too-large",
        "bombs.zip!/b.docx": "too-large",
        "bombs.zip!/crash.txt": "crash",
    }
    told = ("report.json", "summary.txt")  # these name the files that were not read
    assert {k: v for k, v in results(out).items() if k not in told} == {
        k: v for k, v in clean.items() if k not in told
    }


def test_nothing_outlives_a_killed_run(archive: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(command(archive, tmp_path / "out"), stderr=subprocess.DEVNULL)
    started: list[int] = []
    while not started and process.poll() is None:
        time.sleep(0.05)
        started = children(process.pid)
    process.kill()
    process.wait()
    for _ in range(100):
        if not any(alive(child) for child in started):
            return
        time.sleep(0.05)
    raise AssertionError("a child lives on")


def alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_asked_to_stop(
    archive: Path, clean: dict[str, bytes], tmp_path: Path, number: signal.Signals
) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(command(archive, out), stderr=subprocess.PIPE, text=True)
    while process.poll() is None and not list(out.glob("json/*/*.json")):
        time.sleep(0.02)
    process.send_signal(number)
    _, err = process.communicate()
    assert process.returncode == ExitCode.INTERRUPTED, err
    assert "Traceback" not in err and "Run again to go on" in err
    assert_whole(out)
    assert run(archive, out).returncode == ExitCode.SOME_FAILED
    assert results(out) == clean


@contextmanager
def small_disk(path: Path, size: str) -> Iterator[None]:
    """A disk of so many bytes at a path; the test is skipped where none may be mounted."""
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(path)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
    except OSError as error:
        pytest.skip(f"there is no mount here: {error}")
    if done.returncode:
        pytest.skip(f"no disk may be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(path)], check=True)


@pytest.mark.parametrize(
    "size", ["300k", "900k", "2m"]
)  # full in the journal, among documents, in the tables
def test_a_full_disk(archive: Path, clean: dict[str, bytes], tmp_path: Path, size: str) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, size):
        out = disk / "out"
        done = run(archive, out)
        assert done.returncode == ExitCode.OUTPUT, done.stderr
        assert "Free some space" in done.stderr and "Traceback" not in done.stderr
        assert_whole(out)
        subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
        assert run(archive, out).returncode == ExitCode.SOME_FAILED
        assert results(out) == clean


def test_two_runs_at_once(archive: Path, clean: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = subprocess.Popen(command(archive, out), stderr=subprocess.DEVNULL)
    while not (out / ".vanban" / "journal.sqlite").exists():
        time.sleep(0.01)
    second = run(archive, out)
    assert second.returncode == ExitCode.BUSY
    assert second.stderr == (
        f"vanban: {out}: Another run is writing to this folder (process {first.pid} on {os.uname().nodename})."
        " Wait until it has ended, or name another folder of results.\n"
    )
    assert first.wait() == ExitCode.SOME_FAILED
    assert results(out) == clean


def test_files_that_come_go_and_change_while_they_are_read(archive: Path, tmp_path: Path) -> None:
    """The end is that of the archive as it is then."""
    moving = tmp_path / "archive"
    shutil.copytree(archive, moving)
    out = tmp_path / "out"
    process = subprocess.Popen(command(moving, out), stderr=subprocess.DEVNULL)
    while process.poll() is None and not list(out.glob("json/*/*.json")):
        time.sleep(0.02)
    texts = sorted(moving.rglob("*.txt"))
    texts[-1].unlink()
    texts[-2].write_bytes(texts[-2].read_bytes() + "\nNơi nhận: như trên.".encode())
    (moving / "new.txt").write_bytes(texts[0].read_bytes() + b"\n1")
    assert process.wait() == ExitCode.SOME_FAILED
    assert run(moving, out).returncode == ExitCode.SOME_FAILED
    other = tmp_path / "other"
    assert run(moving, other).returncode == ExitCode.SOME_FAILED
    left_out = ("report.json", "summary.txt", "vanished/")  # these tell of what was there before
    assert {k: v for k, v in results(out).items() if not k.startswith(left_out)} == {
        k: v for k, v in results(other).items() if not k.startswith(left_out)
    }
