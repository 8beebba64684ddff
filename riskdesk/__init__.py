"""riskdesk: a terminal workbench for AI-vendor risk, offline, on a local SQLite store."""

__version__ = "0.1.0"
