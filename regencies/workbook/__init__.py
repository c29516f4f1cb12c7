"""A report as a workbook to fill in: written, read back, compared cell by cell, stored by one button."""
