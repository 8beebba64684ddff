"""The least that Textual can show: an app with a table of 40 rows. The register's first paint is held against it."""

from textual.app import App, ComposeResult
from textual.widgets import DataTable


class Bare(App[None]):
    """A table and nothing else."""

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable()

    def on_mount(self) -> None:
        """Forty rows."""
        table = self.query_one(DataTable)
        table.add_columns("Vendor", "Tier", "Residual")
        for number in range(40):
            table.add_row(f"Vendor {number:06}", "High", "8.9")


if __name__ == "__main__":
    Bare().run()
