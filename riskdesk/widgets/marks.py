"""Marked rows, kept by id, so that they outlive a filter, a sort and a reload."""

from collections.abc import Collection, Iterable, Sequence


class Marks:
    """A set of marked ids and the one marked last, from which a range starts."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.anchor: str | None = None

    def toggle(self, key: str) -> None:
        """Mark `key`, or unmark it; a range starts here from now on."""
        self.ids ^= {key}
        self.anchor = key

    def toggle_all(self, keys: Collection[str]) -> None:
        """Mark all `keys`, or unmark them if all of them are marked."""
        if self.ids.issuperset(keys):
            self.ids.difference_update(keys)
        else:
            self.ids.update(keys)

    def toggle_range(self, keys: Sequence[str], end: int) -> tuple[int, int]:
        """Mark the rows of `keys` from the one marked last to the one at `end`, or unmark them if all are marked.

        With nothing marked last among `keys`, the range is the one row. Gives the first and the last place of the
        range; the next range starts at `end`.
        """
        start = keys.index(self.anchor) if self.anchor in keys else end
        first, last = sorted((start, end))
        self.toggle_all(keys[first : last + 1])
        self.anchor = keys[end]
        return first, last

    def clear(self, keys: Iterable[str] | None = None) -> None:
        """Unmark `keys`, or everything."""
        if keys is None:
            self.ids.clear()
        else:
            self.ids.difference_update(keys)
        if self.anchor not in self.ids:
            self.anchor = None
