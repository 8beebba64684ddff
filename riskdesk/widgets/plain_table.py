"""A table of records that are opened one at a time: nothing is marked in it."""

from riskdesk.widgets.table import RowTable


class PlainTable(RowTable):
    """A `RowTable` without marks."""

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Take the keys for marks out of force."""
        return not action.startswith("mark")
