"""A process is killed in the middle of writing: what was acknowledged is there, and nothing by halves."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from small_stores import fresh_path, vendor, writing

from riskdesk.data import log, reading, replay
from riskdesk.data.store import open_store
from riskdesk.rules.records import Product, Vendor

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from riskdesk.data.store import Actor, open_store
from riskdesk.rules.records import Product, Vendor

with open_store(Path(sys.argv[1])) as store:
    for number in range(100_000):
        with store.write(Actor("a", "b"), datetime.now(UTC), "add") as found:
            found.insert(Vendor(ref=f"v{number}", name="x"))
            found.insert_many(Product(ref=f"PD-{number}-{n}", vendor=f"v{number}", name="p" * 500) for n in range(20))
            found.change(Vendor, f"v{number}", owner="complete")
        print(found.seq, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
@pytest.mark.parametrize("after", [1, 7])
def test_acknowledged_writes_survive_a_kill(tmp_path: Path, after: int) -> None:
    path = fresh_path(tmp_path)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, env=env)
    assert process.stdout is not None
    acknowledged = [int(process.stdout.readline()) for _ in range(after)]
    process.send_signal(signal.SIGKILL)
    # Lines that were still in the pipe are acknowledged too.
    acknowledged += [int(line) for line in process.stdout.read().splitlines()]
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    with open_store(path) as store:
        with store.read() as connection:
            assert log.last_seq(connection) >= acknowledged[-1]
            assert log.verify_chain(connection) is None
            assert log.last_seq(connection) % 22 == 0
            vendors = reading.rows(connection, Vendor)
            assert len(vendors) * 20 == reading.count(connection, Product)
            assert {item.owner for item in vendors} == {"complete"}
        assert replay.compare(store) == []
        with writing(store) as found:
            found.insert(vendor())


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_creation_that_is_killed_leaves_no_half_store(tmp_path: Path) -> None:
    code = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from riskdesk.data import opening
opening.settle = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
opening.create(Path(sys.argv[1]), now=datetime.now(UTC))
"""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "register.db")], env=env)
    assert done.returncode == -signal.SIGKILL
    assert not (tmp_path / "register.db").exists()
