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

SILENCE = 0.05
"""Seconds without output after which a drawing counts as done."""
ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[c": b"\x1b[?62;c", b"\x1b[6n": b"\x1b[1;1R"}
"""What a terminal answers when it is asked about itself."""


class Terminal:
    """A program in a pseudo-terminal of `columns` x `rows`; leaves none behind when the block ends."""

    def __init__(
        self, command: Sequence[str], *, columns: int = 140, rows: int = 40, env: dict[str, str] | None = None
    ) -> None:
        self.started = time.perf_counter()
        self._child, self._end = pty.fork()
        if self._child == 0:
            os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})})
            os.execvp(command[0], list(command))
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)
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

    def key(self, keys: bytes) -> float:
        """Seconds from pressing the key until the last byte of what it draws."""
        pressed = last = time.perf_counter()
        os.write(self._end, keys)
        while chunk := self._read(SILENCE if last > pressed else 1.0):
            last = time.perf_counter()
            del chunk
        return last - pressed

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
