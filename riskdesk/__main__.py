"""Starts the command line: `riskdesk` and `python -m riskdesk`."""

from riskdesk.commands.running import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
