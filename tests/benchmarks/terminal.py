"""A real pseudo-terminal around a program: when it first shows a text, and how long a key takes to be drawn."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

SILENCE = 0.05
"""Seconds without output after which a drawing counts as done."""
ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[c": b"\x1b[?62;c", b"\x1b[6n": b"\x1b[1;1R"}
"""What a terminal answers when it is asked about itself; the first answer has every frame closed by FRAME_END."""
FRAME_END = b"\x1b[?2026l"


class Drawn(NamedTuple):
    """Seconds from a key until the end of the first frame that shows what was looked for, and until the last byte."""

    own: float
    quiet: float


class Terminal:
    """A program in a pseudo-terminal of `columns` x `rows`; leaves none behind when the block ends.

    `cpu_at_end` is then the processor time in seconds that the program took.
    """

    def __init__(
        self, command: Sequence[str], *, columns: int = 140, rows: int = 40, env: dict[str, str] | None = None
    ) -> None:
        self.started = time.perf_counter()
        self.cpu_at_end = 0.0
        self._child, self._end = pty.fork()
        if self._child == 0:
            os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})})
            os.execvp(command[0], list(command))
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self._child, signal.SIGKILL)
        usage = os.wait4(self._child, 0)[2]
        self.cpu_at_end = usage.ru_utime + usage.ru_stime
        os.close(self._end)

    def first(self, text: bytes, within: float = 60.0) -> float:
        """Seconds from the start until `text` was drawn. Raises TimeoutError."""
        seen, deadline = b"", self.started + within
        while time.perf_counter() < deadline:
            seen = seen[-200:] + self._read(0.5)
            if text in seen:
                return time.perf_counter() - self.started
        raise TimeoutError(text.decode())

    def settle(self, silence: float = 0.4) -> None:
        """Wait until nothing has been drawn for `silence` seconds."""
        while self._read(silence):
            pass

    def key(self, keys: bytes, shows: bytes = b"") -> Drawn:
        """How long the key takes to be drawn. Its own frame is the first whole one that holds `shows`.

        Drawing is over after SILENCE seconds without a byte: what follows later is not the key's.
        """
        pressed = last = time.perf_counter()
        own, seen = 0.0, b""
        os.write(self._end, keys)
        while chunk := self._read(SILENCE if last > pressed else 1.0):
            last = time.perf_counter()
            seen += chunk
            if not own and FRAME_END in seen[max(0, seen.find(shows)) :] and shows in seen:
                own = last - pressed
        return Drawn(own or last - pressed, last - pressed)

    @property
    def cpu(self) -> float:
        """Processor time of the program so far, in seconds; 0 where the system does not tell (Linux does)."""
        stat = Path(f"/proc/{self._child}/stat")
        if not stat.exists():
            return 0.0
        user, system = stat.read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def _read(self, wait: float) -> bytes:
        if not select.select([self._end], [], [], wait)[0]:
            return b""
        try:
            chunk = os.read(self._end, 1 << 16)
        except OSError:
            return b""
        for asked, answer in ANSWERS.items():
            if asked in chunk:
                os.write(self._end, answer)
        return chunk
