"""What a plenary meeting leaves behind: decisions on ties, points talked over, and who was there."""
