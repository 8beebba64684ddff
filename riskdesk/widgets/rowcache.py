"""The rows a table has at hand: fetched a window at a time, the least recently used let go."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence

from riskdesk.widgets.columns import Row

Fetch = Callable[[Sequence[str]], Mapping[str, Row]]
"""Gives the rows of some ids; an id that is not there any more is left out. It runs while drawing: quick, no errors."""

GONE: Row = (("(gone)", "dim"),)
"""What is drawn for an id that the fetch did not give: the record went away after the ids were listed."""


class RowCache:
    """Rows by id over an ordered list of ids, read through a fetch function.

    A fetch is asked for the window that is drawn and one page on either side of it, never for more.
    """

    def __init__(self, ids: Sequence[str] = (), fetch: Fetch | None = None, capacity: int = 1024) -> None:
        """Rows of `ids` read through `fetch`; at most `capacity` rows are kept (more if three pages are taller)."""
        self.ids = ids
        self._fetch = fetch
        self._capacity = capacity
        self._rows: OrderedDict[str, Row] = OrderedDict()

    def row(self, index: int, top: int, page: int) -> Row:
        """Give the row at `index`; if it has to be fetched, then with the window of `page` rows from `top` on."""
        key = self.ids[index]
        if key not in self._rows:
            self._load(index, top, page)
        self._rows.move_to_end(key)
        return self._rows[key]

    def read(self, ids: Sequence[str]) -> list[Row]:
        """Give the rows of `ids` that are still there, in their order, wherever they stand in the list."""
        found = self._fetch(ids) if self._fetch else {}
        return [found[key] for key in ids if key in found]

    def _load(self, index: int, top: int, page: int) -> None:
        if not top <= index < top + page:
            top = index
        near = self.ids[max(0, top - page) : top + 2 * page]
        wanted = [key for key in near if key not in self._rows]
        found = self._fetch(wanted) if self._fetch else {}
        for key in wanted:
            self._rows[key] = found.get(key, GONE)
        for key in near:
            self._rows.move_to_end(key)
        while len(self._rows) > max(self._capacity, 3 * page):
            self._rows.popitem(last=False)


def nearest(old: Sequence[str], place: int, wanted: str | None, new: Sequence[str]) -> int:
    """Give where in `new` a cursor goes that stood on `wanted`, at `place` in `old`.

    That is the place of `wanted`; without it, of the nearest row of `old` that is still there, later ones first;
    without any, the same place, as far as there are rows. 0 where `new` is empty or nothing is wanted.
    """
    if wanted is None or not new:
        return 0
    if wanted in new:
        return new.index(wanted)
    places = {key: index for index, key in enumerate(new)}
    for distance in range(1, len(old)):
        for index in (place + distance, place - distance):
            if 0 <= index < len(old) and old[index] in places:
                return places[old[index]]
    return min(place, len(new) - 1)
