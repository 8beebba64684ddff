"""Pure functions and frozen dataclasses: what the register knows, with no screen, file or store."""
