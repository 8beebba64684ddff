"""A workbook locked with a password, by Excel's own agile encryption (AES-256, the key from 100,000 rounds of SHA-512).

The package msoffcrypto-tool does it, in memory. Salts are random: the same workbook locked twice gives different bytes.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from riskdesk.exports.leaving import digest_of


@contextmanager
def workplace(out: IO[bytes], folder: Path, password: str) -> Iterator[IO[bytes]]:
    """Where the plain workbook is written: `out` itself, or with a password a file in `folder` that nobody can find.

    That file has no name, is nobody else's to read, and is gone when the block or the process ends, however it ends.
    """
    if not password:
        yield out
        return
    with tempfile.TemporaryFile(dir=folder, prefix=".riskdesk-") as plain:
        yield plain


def lock(plain: IO[bytes], out: IO[bytes], password: str) -> str:
    """Write the workbook `plain` to `out`, locked; gives the SHA-256 of the plain one. Without a password, "" alone."""
    if not password:
        return ""
    # It brings in a whole library of ciphers, which no other export needs.
    from msoffcrypto.format.ooxml import OOXMLFile

    sha256, _ = digest_of(plain)
    plain.seek(0)
    OOXMLFile(plain).encrypt(password, out)
    return sha256
