"""The measurements that the register is held to, in one run on one machine: ratios decide, times are noted.

    python tests/benchmarks/run.py [--vendors 10000] [--runs 7] [--skip-export]

Exits 1 where a bound is missed. Bounds: first paint within 1.3 x of a bare Textual app, and within 1.2 x of the same
register at 100 vendors; a move key under 16 ms and filter, sort and page keys under 50 ms at p95; the export's peak
memory at 10,000 vendors within 1.5 x of that at 1,000.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

import large_registers  # noqa: E402
from terminal import Terminal  # noqa: E402

RISKDESK = [sys.executable, "-m", "riskdesk"]
MARK = b"Vendor 0"
missed: list[str] = []


def main() -> int:
    """Make the registers, measure, print a line a figure; 1 where a bound was missed."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="riskdesk-benchmark-") as folder:
        stores = {size: Path(folder) / f"{size}.db" for size in (100, 1_000, asked.vendors)}
        for size, path in stores.items():
            began = time.perf_counter()
            large_registers.make(path, size)
            print(f"made a register of {size:>6} vendors in {time.perf_counter() - began:6.1f} s")
        _paint(stores[100], stores[asked.vendors], asked.runs)
        _keys(stores[asked.vendors])
        if not asked.skip_export:
            _export(stores[1_000], stores[asked.vendors])
    for line in missed:
        print("MISSED:", line)
    return 1 if missed else 0


def _paint(small: Path, large: Path, runs: int) -> None:
    """First paint of the bare app and of both registers in turn, so that all meet the same noise."""
    commands = {"bare": [sys.executable, str(HERE / "bare.py")], "small": _open(small), "large": _open(large)}
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(runs + 1):
        for name, command in commands.items():
            with Terminal(command, env=_env()) as terminal:
                seconds = terminal.first(MARK)
            if run:
                taken[name].append(seconds)
    median = {name: statistics.median(values) for name, values in taken.items()}
    for name, values in taken.items():
        told = f"median {median[name] * 1000:7.0f} ms  (min {min(values) * 1000:.0f}, max {max(values) * 1000:.0f})"
        print(f"first paint {name:<6} {told}")
    _bound("first paint, register / bare app", median["large"] / median["bare"], 1.3)
    _bound("first paint, large / 100 vendors", median["large"] / median["small"], 1.2)


def _keys(store: Path) -> None:
    """Move, page, sort and filter keys over the large register, each drawn before the next is pressed."""
    with Terminal(_open(store), env=_env()) as terminal:
        terminal.first(MARK)
        terminal.settle(1.5)
        _key_bound("move key", [terminal.key(b"j") for _ in range(100)], 16)
        _key_bound("page key", [terminal.key(key) for _ in range(30) for key in (b"\x04", b"\x15")], 50)
        _key_bound("first and last", [terminal.key(key) for _ in range(20) for key in (b"G", b"g")], 50)
        terminal.key(b"/")
        terminal.settle()
        typed = [bytes([sign]) for sign in b"vendor 0042"]
        erased = [b"\x7f"] * len(typed)
        _key_bound("filter key", [terminal.key(key) for _ in range(4) for key in (*typed, *erased)], 50)
        terminal.key(b"\x1b")
        terminal.settle()
        _key_bound("sort key", [_sorted_by(terminal, choice) for _ in range(8) for choice in (b"1", b"2", b"3")], 50)


def _sorted_by(terminal: Terminal, choice: bytes) -> float:
    terminal.key(b"o")
    terminal.settle(0.1)
    taken = terminal.key(choice)
    terminal.settle(0.1)
    return taken


def _export(small: Path, large: Path) -> None:
    """Peak memory of the export's own process."""
    peaks = []
    for store in (small, large):
        target = store.with_suffix(".xlsx")
        began = time.perf_counter()
        peak = _peak(["--store", str(store), "export", str(target)])
        before = time.perf_counter() - began
        peaks.append(peak)
        size = target.stat().st_size / 1e6
        print(f"export of {store.stem:>6} vendors: {before:6.1f} s, peak {peak / 1024:6.1f} MiB, file {size:.1f} MB")
    _bound("export's peak memory, large / 1,000 vendors", peaks[1] / peaks[0], 1.5)


def _peak(arguments: list[str]) -> int:
    """Peak resident memory of a riskdesk command in KiB, as the process itself reads it at its end (Linux).

    What wait4 tells would include the memory of this process, which the child shares until it starts the command.
    """
    script = (
        "import sys; from riskdesk.commands.running import run; code = run(sys.argv[1:]); "
        "peak = [line for line in open('/proc/self/status') if line.startswith('VmHWM')][0].split()[1]; "
        "print(peak, file=sys.stderr); sys.exit(code)"
    )
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **_env()})
    return int(done.stderr.split()[-1])


def _open(store: Path) -> list[str]:
    return [*RISKDESK, "--store", str(store)]


def _env() -> dict[str, str]:
    return {"PYTHONPATH": str(HERE.parent.parent), "NO_COLOR": ""}


def _key_bound(name: str, seconds: list[float], bound: float) -> None:
    ordered = sorted(value * 1000 for value in seconds)
    p95 = ordered[int(len(ordered) * 0.95)]
    told = f"median {statistics.median(ordered):6.1f} ms  p95 {p95:6.1f} ms  max {ordered[-1]:6.1f} ms"
    print(f"{name:<16} {told}  (bound {bound} ms)")
    if p95 >= bound:
        missed.append(f"{name}: p95 {p95:.1f} ms, bound {bound} ms")


def _bound(name: str, ratio: float, bound: float) -> None:
    print(f"{name}: {ratio:.2f} x  (bound {bound} x)")
    if ratio > bound:
        missed.append(f"{name}: {ratio:.2f} x, bound {bound} x")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vendors", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--skip-export", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
