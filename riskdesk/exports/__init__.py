"""The workbook going out: one module a sheet, one to put them together, one a profile."""
