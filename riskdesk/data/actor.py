"""Who changes the register."""

from typing import NamedTuple


class Actor(NamedTuple):
    """Who writes: the reviewer's name, and the account on the machine."""

    who: str
    account: str
