"""docs/operations.md as a stranger follows it: its shell blocks, as they stand there, on a bare Debian."""
