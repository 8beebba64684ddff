"""Vendor lists coming in: one module a source format, one for what columns mean, one for mapping.

`sources.read_list` opens a file or stream and gives a table of text; `mapping.map_rows` makes vendors' fields of it.
"""
