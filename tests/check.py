"""Every check of the project, in order, stopping at the first that fails: `python tests/check.py`.

Runs in the interpreter it is started with, which needs the `dev` extra installed. The exit code is that of the
check that failed, or 0.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# import-linter has no module that `-m` can run, so its command is called by name.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"

CHECKS = (
    ("format", ("-m", "ruff", "format", "--check", ".")),
    ("lint", ("-m", "ruff", "check", ".")),
    ("types", ("-m", "mypy", "--strict")),
    ("layers", ("-c", LINT_IMPORTS)),
    ("tests", ("-m", "pytest", "-n", "4", "-W", "error")),
)


def run_checks() -> int:
    """Runs the checks from the project's folder; gives the exit code of the first that fails, or 0."""
    for name, words in CHECKS:
        print(f"== {name}", flush=True)
        start = time.monotonic()
        code = subprocess.run([sys.executable, *words], cwd=ROOT, check=False).returncode
        print(f"== {name}: {'failed' if code else 'passed'} in {time.monotonic() - start:.0f} s", flush=True)
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(run_checks())
