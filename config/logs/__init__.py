"""What stands in the log: which request a line is about (asked.py), how it is written (lines.py), what was slow."""
