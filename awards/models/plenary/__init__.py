"""What a plenary meeting leaves behind beside its decisions on ties: points talked over, and who was there."""
