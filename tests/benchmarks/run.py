"""The measurements that the register is held to, in one run on one machine: ratios decide, times are noted.

    python tests/benchmarks/run.py [--vendors 10000] [--runs 7] [--skip-export] [--keep FOLDER]

Exits 1 where a bound is missed. Bounds: first paint within 1.3 x of a bare Textual app, and within 1.2 x of the same
register at 100 vendors; a move key under 16 ms and filter, sort and page keys under 50 ms at p95; the export's peak
memory at 10,000 vendors within 1.5 x of that at 1,000.

What is bounded of a key is its own frame: from the press until the end of the first frame that shows the cursor where
it then is. Beside it stands the time until nothing more is drawn for 50 ms. The pane beside the table follows once the
cursor has rested; keys are pressed at any moment of that, not only after it. The bare app's own move key, measured in
the same way, tells how much of a time is the machine's and Textual's; processor times tell of a machine that is busy.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

import large_registers  # noqa: E402
from terminal import Drawn, Terminal  # noqa: E402

from riskdesk.widgets.painting import CURSOR_SIGN  # noqa: E402

RISKDESK = [sys.executable, "-m", "riskdesk"]
BARE = [sys.executable, str(HERE / "bare.py")]
MARK = b"Vendor 0"
CURSOR = CURSOR_SIGN.encode()
"""The sign before the row under the cursor: the frame that shows it is the key's own."""
ANY_MOMENT = 0.2
"""Seconds at most between a key's drawing and the next key."""
missed: list[str] = []
environment = {"PYTHONPATH": str(HERE.parent.parent), "NO_COLOR": "", "PYTHONDONTWRITEBYTECODE": ""}
"""What the measured programs are started with."""


def main() -> int:
    """Make the registers, measure, print a line a figure; 1 where a bound was missed."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="riskdesk-benchmark-") as made_here:
        folder = asked.keep or Path(made_here)
        stores = {size: folder / f"{size}.db" for size in (100, 1_000, asked.vendors)}
        for size, path in stores.items():
            _made(path, size)
        # As an installed program has it: compiled once, by the first start, which is not counted.
        environment["PYTHONPYCACHEPREFIX"] = str(Path(made_here) / "compiled")
        _paint(stores[100], stores[asked.vendors], asked.runs)
        _keys(stores[asked.vendors])
        if not asked.skip_export:
            _export(stores[1_000], stores[asked.vendors])
    for line in missed:
        print("MISSED:", line)
    return 1 if missed else 0


def _made(path: Path, size: int) -> None:
    if path.exists():
        print(f"kept register of {size:>6} vendors")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    large_registers.make(path, size)
    print(f"made a register of {size:>6} vendors in {time.perf_counter() - began:6.1f} s")


def _paint(small: Path, large: Path, runs: int) -> None:
    """First paint of the bare app and of both registers in turn, so that all meet the same noise."""
    commands = {"bare": BARE, "small": _open(small), "large": _open(large)}
    taken: dict[str, list[float]] = {name: [] for name in commands}
    cpu: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(runs + 1):
        for name, command in commands.items():
            with Terminal(command, env=environment) as terminal:
                seconds = terminal.first(MARK)
            if run:
                taken[name].append(seconds)
                cpu[name].append(terminal.cpu_at_end)
    median = {name: statistics.median(values) for name, values in taken.items()}
    busy = {name: statistics.median(values) for name, values in cpu.items()}
    for name, values in taken.items():
        told = f"median {median[name] * 1000:6.0f} ms  (min {min(values) * 1000:.0f}, max {max(values) * 1000:.0f})"
        print(f"first paint {name:<6} {told}  processor {busy[name] * 1000:.0f} ms (min {min(cpu[name]) * 1000:.0f})")
    print(f"first paint by processor time: {busy['large'] / busy['bare']:.2f} x bare")
    _bound("first paint, register / bare app", median["large"] / median["bare"], 1.3)
    _bound("first paint, large / 100 vendors", median["large"] / median["small"], 1.2)


def _keys(store: Path) -> None:
    """Move, page, sort and filter keys over the large register, pressed at any moment after the last was drawn."""
    with Terminal(BARE, env=environment) as terminal:
        terminal.first(MARK)
        terminal.settle(1.0)
        _told("bare move key", terminal, [b"\x1b[B"] * 35 + [b"\x1b[A"] * 35, MARK)
    with Terminal(_open(store), env=environment) as terminal:
        terminal.first(MARK)
        terminal.settle(1.5)
        _told("move key", terminal, [b"j"] * 100, CURSOR, 16)
        _told("page key", terminal, [b"\x04", b"\x15"] * 30, CURSOR, 50)
        _told("first and last", terminal, [b"G", b"g"] * 20, CURSOR, 50)
        terminal.key(b"/")
        terminal.settle()
        typed = [bytes([sign]) for sign in b"vendor 0042"]
        _told("filter key", terminal, [*typed, *[b"\x7f"] * len(typed)] * 4, CURSOR, 50)
        terminal.key(b"\x1b")
        terminal.settle()
        _key_bound("sort key", [_sorted(terminal) for _ in range(24)], 50)


def _told(name: str, terminal: Terminal, keys: list[bytes], shows: bytes, bound: int | None = None) -> None:
    moments = random.Random(7)
    before, drawn = terminal.cpu, []
    for key in keys:
        drawn.append(terminal.key(key, shows))
        time.sleep(moments.uniform(0, ANY_MOMENT))
    _key_bound(name, drawn, bound, f"  processor {(terminal.cpu - before) * 1000 / len(keys):.1f} ms a key")


def _sorted(terminal: Terminal) -> Drawn:
    """Choose the next order in the list of them."""
    for key in (b"o", b"j"):
        terminal.key(key)
        terminal.settle(0.1)
    taken = terminal.key(b"\r", CURSOR)
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
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **environment})
    return int(done.stderr.split()[-1])


def _open(store: Path) -> list[str]:
    return [*RISKDESK, "--store", str(store)]


def _key_bound(name: str, drawn: list[Drawn], bound: int | None, more: str = "") -> None:
    """Print how long the keys took; their own frames are held to the bound, in milliseconds at p95."""
    own, quiet = sorted(key.own * 1000 for key in drawn), sorted(key.quiet * 1000 for key in drawn)
    p95 = own[int(len(own) * 0.95)]
    told = f"own frame median {statistics.median(own):5.1f} ms  p95 {p95:5.1f} ms  max {own[-1]:5.1f} ms"
    until = f"until quiet p95 {quiet[int(len(quiet) * 0.95)]:5.1f} ms"
    print(f"{name:<15} {told}  {until}{more}" + (f"  (bound {bound} ms)" if bound else ""))
    if bound and p95 >= bound:
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
    parser.add_argument("--keep", type=Path, help="A folder whose registers are used again, made where missing.")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
