"""Vendor lists coming in: one module a source format, one for mapping, one for applying."""
